package plot

import "math"

// thin keeps, of the points of a polyline that fall into one column of pixels
// one after the other, the first, the lowest, the highest and the last: drawn,
// it looks the same (the M4 aggregation of U. Jugel, Z. Jerzak, G. Hackenbroich
// and V. Markl, Proceedings of the VLDB Endowment 7, 2014).
func thin(run []place) []place {
	out := make([]place, 0, len(run))
	for i := 0; i < len(run); {
		j := i + 1
		for j < len(run) && math.Floor(run[j].x) == math.Floor(run[i].x) {
			j++
		}
		out = appendColumn(out, run[i:j])
		i = j
	}
	return out
}

func appendColumn(out, column []place) []place {
	if len(column) <= 4 {
		return append(out, column...)
	}
	low, high := 0, 0
	for i, p := range column {
		if p.y < column[low].y {
			low = i
		}
		if p.y > column[high].y {
			high = i
		}
	}
	last := len(column) - 1
	out = append(out, column[0])
	for _, i := range [...]int{min(low, high), max(low, high)} {
		if i > 0 && i < last {
			out = append(out, column[i])
		}
	}
	return append(out, column[last])
}

// simplify leaves out points that lie within a distance of the line without
// them: the algorithm of D. H. Douglas and T. K. Peucker, Cartographica 10,
// 1973, with a stack of its own.
func simplify(run []place, tolerance float64) []place {
	if len(run) < 3 {
		return run
	}
	keep := make([]bool, len(run))
	keep[0], keep[len(run)-1] = true, true
	stack := [][2]int{{0, len(run) - 1}}
	for len(stack) > 0 {
		from, to := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, at := tolerance, -1
		for i := from + 1; i < to; i++ {
			if d := distance(run[i], run[from], run[to]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			stack = append(stack, [2]int{from, at}, [2]int{at, to})
		}
	}
	out := run[:0]
	for i, p := range run {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance returns the distance of p from the segment from a to b.
func distance(p, a, b place) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p.x-a.x)*dx+(p.y-a.y)*dy)/length, 0), 1)
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}
