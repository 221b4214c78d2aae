package plot

import (
	"slices"

	"github.com/calx-lang/calx/number"
)

// A scene is a chart made ready for a drawing of a certain size: axes, and
// shapes in fractions of them, all within 0 and 1.
type scene struct {
	x, y   *axis
	shapes []shape // one for each series
	empty  bool    // there is nothing to draw
}

// A shape is a series in fractions of the axes.
type shape struct {
	lines [][]place
	dots  []place
	bars  []bar
}

// A place is a point in fractions of the axes.
type place struct{ x, y float64 }

// A bar is a rectangle in fractions of the axes; it grows from base to end.
type bar struct{ left, right, base, end float64 }

// A grid says what a drawing can show.
type grid struct {
	w, h      float64 // dots
	even      int     // intervals of the even sampling
	tolerance float64 // dots by which a curve may be off
	rows      int     // about how many ticks of the y axis there is room for
}

// passes bounds how often the curves are looked at anew, because the range of
// y came out otherwise than was thought.
const passes = 3

// scene samples the functions and maps everything to fractions.
func (c *Chart) scene(g grid) *scene {
	sc := &scene{x: newAxis(c.xRange()), shapes: make([]shape, len(c.Series))}
	samplers := make([]*sampler, len(c.Series))
	for i := range c.Series {
		if f := c.Series[i].F; f != nil {
			s := &sampler{f: f, x: sc.x, left: c.Evaluations, enough: c.Enough}
			if s.left <= 0 {
				s.left = DefaultEvaluations
			}
			s.start(g.even)
			samplers[i] = s
		}
	}
	sc.y = newAxis(c.yRange(samplers, g, &sc.empty))
	for range passes {
		for _, s := range samplers {
			if s != nil {
				s.scale(sc.y)
				s.edges()
				s.refine(g.w, g.h, g.tolerance)
				s.edges()
				s.jumps(g.h)
				s.poles()
			}
		}
		r := c.yRange(samplers, g, &sc.empty)
		if number.Cmp(r.Min, sc.y.Min) == 0 && number.Cmp(r.Max, sc.y.Max) == 0 {
			break
		}
		sc.y = newAxis(r)
	}
	for i, s := range samplers {
		if s != nil {
			s.scale(sc.y)
			sc.shapes[i] = s.shape()
		}
	}
	c.points(sc, g)
	return sc
}

// xRange returns the range of x.
func (c *Chart) xRange() Range {
	if !c.X.auto() {
		return c.X
	}
	var e extent
	bars, curves := false, false
	for i := range c.Series {
		s := &c.Series[i]
		if s.F != nil {
			curves = true
			continue
		}
		bars = bars || s.Kind == Bars
		for _, p := range s.Points {
			e.add(p.X)
		}
	}
	switch {
	case !e.any && curves:
		return DefaultRange
	case bars:
		half, _ := ratios.Quo(c.spacing(), number.FromInt64(2))
		return Range{sub(e.min, half), add(e.max, half)}
	case curves:
		return e.bounds()
	}
	return e.loose(10)
}

// spacing returns the least distance of two bars, 1 if there are not two.
func (c *Chart) spacing() number.Number {
	var xs []number.Number
	for i := range c.Series {
		if s := &c.Series[i]; s.Kind == Bars && s.F == nil {
			for _, p := range s.Points {
				xs = append(xs, p.X)
			}
		}
	}
	slices.SortFunc(xs, number.Cmp)
	least := number.Number{}
	for i := 1; i < len(xs); i++ {
		if d := sub(xs[i], xs[i-1]); d.Sign() > 0 && (least.IsZero() || number.Cmp(d, least) < 0) {
			least = d
		}
	}
	if least.IsZero() {
		return number.FromInt64(1)
	}
	return least
}

// yRange returns the range of y for what is known of the curves.
func (c *Chart) yRange(samplers []*sampler, g grid, empty *bool) Range {
	var e extent
	for i := range c.Series {
		s := &c.Series[i]
		if samplers[i] != nil {
			samplers[i].extent(&e)
			continue
		}
		for _, p := range s.Points {
			if p.Gap {
				continue
			}
			e.add(short(p.Y))
			if s.Kind == Bars {
				e.add(number.Number{})
			}
		}
	}
	*empty = !e.any
	if !c.Y.auto() {
		return c.Y
	}
	return e.loose(min(max(g.rows, 3), 8))
}

// shape joins the samples of a curve.
func (s *sampler) shape() shape {
	var sh shape
	var run []place
	flush := func() {
		sh.addLine(run)
		run = nil
	}
	for _, p := range s.list {
		if p.ok {
			run = append(run, place{p.t, p.v})
		}
		if !p.ok || p.cut {
			flush()
		}
	}
	flush()
	return sh
}

// addLine adds the line through places, a dot for a single one.
func (sh *shape) addLine(run []place) {
	if len(run) == 1 {
		sh.addDot(run[0])
	} else {
		sh.lines = appendClipped(sh.lines, run)
	}
}

// addDot adds a dot if it lies within the drawing.
func (sh *shape) addDot(p place) {
	const slack = 1e-8
	if p.x >= -slack && p.x <= 1+slack && p.y >= -slack && p.y <= 1+slack {
		sh.dots = append(sh.dots, p)
	}
}

// points makes the shapes of the series that have no function.
func (c *Chart) points(sc *scene, g grid) {
	group, rows := 0, 0 // of the series with bars: the number, and those done
	for i := range c.Series {
		if s := &c.Series[i]; s.F == nil && s.Kind == Bars {
			group++
		}
	}
	slot := 0.0
	if group > 0 {
		slot = min(ratio(c.spacing(), sc.x.width), 0.25)
	}
	for i := range c.Series {
		s, sh := &c.Series[i], &sc.shapes[i]
		if s.F != nil {
			continue
		}
		runs := sc.runs(s.Points)
		if s.Kind == Line {
			for _, run := range runs {
				sh.addLine(run)
			}
			continue
		}
		all := slices.Concat(runs...)
		if s.Kind == Bars && slot*g.w >= float64(group) {
			sh.bars = barsOf(all, slot, group, rows, sc.y.fraction(number.Number{}))
			rows++
			continue
		}
		for _, p := range all {
			sh.addDot(p)
		}
	}
}

// runs returns the places of points, divided at gaps.
func (sc *scene) runs(points []Point) (runs [][]place) {
	var run []place
	for _, p := range points {
		if !p.Gap {
			run = append(run, place{sc.x.fraction(p.X), sc.y.fraction(short(p.Y))})
		} else if run != nil {
			runs = append(runs, run)
			run = nil
		}
	}
	return append(runs, run)
}

// barsOf makes bars of points: those of one x stand side by side in four
// fifths of the distance to the next.
func barsOf(run []place, slot float64, group, row int, base float64) []bar {
	width := 0.8 * slot / float64(group)
	if slot > 0 && group == 1 {
		width = 0.7 * slot
	}
	base = min(max(base, 0), 1)
	bars := make([]bar, 0, len(run))
	for _, p := range run {
		left := p.x + (float64(row)-float64(group)/2)*width
		b := bar{max(left, 0), min(left+width, 1), base, min(max(p.y, 0), 1)}
		if b.left < b.right {
			bars = append(bars, b)
		}
	}
	return bars
}

// appendClipped appends the pieces of a polyline that lie within the drawing.
// A piece is cut by the method of Y.-D. Liang and B. A. Barsky, A New Concept
// and Method for Line Clipping, ACM Transactions on Graphics 3, 1984.
func appendClipped(lines [][]place, run []place) [][]place {
	var piece []place
	flush := func() {
		if len(piece) > 1 {
			lines = append(lines, piece)
		}
		piece = nil
	}
	for i := 1; i < len(run); i++ {
		a, b, ok := clip(run[i-1], run[i])
		if !ok {
			flush()
			continue
		}
		if len(piece) == 0 || piece[len(piece)-1] != a {
			flush()
			piece = append(piece, a)
		}
		piece = append(piece, b)
		if b != run[i] {
			flush()
		}
	}
	flush()
	return lines
}

// bounded returns the place itself, or one far outside for one that is so far
// outside that it cannot be reckoned with.
func (p place) bounded() place {
	const far = 1e9
	return place{min(max(p.x, -far), far), min(max(p.y, -far), far)}
}

// clip returns the part of the line from a to b that lies within the drawing.
func clip(a, b place) (place, place, bool) {
	a, b = a.bounded(), b.bounded()
	dx, dy := b.x-a.x, b.y-a.y
	from, to := 0.0, 1.0
	for _, side := range [...][2]float64{{-dx, a.x}, {dx, 1 - a.x}, {-dy, a.y}, {dy, 1 - a.y}} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	if from > to {
		return a, b, false
	}
	c, d := a, b
	if from > 0 {
		c = place{a.x + from*dx, a.y + from*dy}
	}
	if to < 1 {
		d = place{a.x + to*dx, a.y + to*dy}
	}
	return c, d, true
}
