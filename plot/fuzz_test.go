package plot

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/number"
)

// fuzzNumber reads a number off the front of the data.
func fuzzNumber(data []byte) (number.Number, []byte) {
	if len(data) < 4 {
		return number.Number{}, nil
	}
	n := number.FromInt64(int64(int8(data[0]))*256 + int64(data[1]))
	exp := int(int8(data[2]))
	if data[3] > 240 {
		exp *= 7_000_000 // close to what numbers can have
	}
	n = mul(n, pow10(exp))
	if data[3]&1 != 0 {
		n = add(n, number.FromInt64(1))
	}
	return n.WithRounded(data[3]&2 != 0), data[4:]
}

// FuzzDraw draws charts of all kinds of numbers.
func FuzzDraw(f *testing.F) {
	f.Add(60, 20, uint8(0), "name", []byte{0, 1, 0, 0, 0, 5, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2})
	f.Add(8, 1, uint8(7), "<&>\x00\xff", []byte{255, 1, 127, 255, 0, 5, 129, 255, 1, 1, 1, 1, 2, 2, 2, 2})
	f.Add(20, 3, uint8(18), "", []byte{})
	f.Add(-1, 1<<30, uint8(65), "x", []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, cols, rows int, flags uint8, name string, data []byte) {
		c := fuzzChart(cols, rows, flags, name, data)
		tt := testCase{name: "fuzz", cols: min(max(cols, minCols), maxCols), rows: min(max(rows, minRows), maxRows)}
		if flags&16 != 0 {
			tt.theme = Dark
		}
		if flags&32 != 0 {
			tt.theme.ASCII = true
		}
		checkText(t, tt, c.Text(cols, rows, tt.theme))
		if len(name) < 1000 && !strings.Contains(name, "//") {
			checkSVG(t, "fuzz", c.SVG())
		}
	})
}

// fuzzChart makes a chart of what a fuzzer says.
func fuzzChart(cols, rows int, flags uint8, name string, data []byte) *Chart {
	c := &Chart{Title: name, XName: name, Width: cols, Height: rows, Evaluations: 300}
	if flags&1 != 0 {
		c.X.Min, data = fuzzNumber(data)
		c.X.Max, data = fuzzNumber(data)
		if number.Cmp(c.X.Min, c.X.Max) > 0 {
			c.X.Min, c.X.Max = c.X.Max, c.X.Min
		}
	}
	s := Series{Name: name, Kind: Kind(flags >> 1 % 3)}
	for p := (Point{}); len(data) >= 8 && len(s.Points) < 200; {
		p.X, data = fuzzNumber(data)
		p.Y, data = fuzzNumber(data)
		s.Points = append(s.Points, p)
	}
	c.Series = []Series{s}
	if points := s.Points; flags&8 != 0 && len(points) > 0 {
		i := 0 // a function without any rule in it
		c.Series = append(c.Series, Series{Name: "f", F: func(number.Number) (number.Number, bool) {
			i++
			p := points[i*i%len(points)]
			return p.Y, p.X.Sign() >= 0
		}})
	}
	return c
}
