package plot

import (
	"errors"
	"testing"

	"github.com/calx-lang/calx/number"
)

// num returns the number of a literal, with an optional sign.
func num(s string) number.Number {
	neg := s[0] == '-'
	if neg {
		s = s[1:]
	}
	n, err := number.Parse(s, 0)
	if err != nil {
		panic(err)
	}
	if neg {
		n, _ = sums.Neg(n)
	}
	return n
}

func span(min, max string) Range { return Range{num(min), num(max)} }

// values returns points over 0, 1, 2 …
func values(ys ...string) []Point {
	points := make([]Point, len(ys))
	for i, y := range ys {
		points[i] = Point{X: number.FromInt64(int64(i)), Gap: y == ""}
		if y != "" {
			points[i].Y = num(y)
		}
	}
	return points
}

type function = func(number.Number) (number.Number, bool)

// of makes a function of an operation: an error means not defined.
func of(op func(c *number.Context, x number.Number) (number.Number, error)) function {
	var c number.Context
	return func(x number.Number) (number.Number, bool) {
		y, err := op(&c, x)
		return y, err == nil
	}
}

// after composes functions: what is inner is asked first.
func after(outer, inner function) function {
	return func(x number.Number) (number.Number, bool) {
		y, ok := inner(x)
		if !ok {
			return y, false
		}
		return outer(y)
	}
}

func times(factor string) function {
	k := num(factor)
	return of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Mul(x, k) })
}

func constant(value string) function {
	v := num(value)
	return func(number.Number) (number.Number, bool) { return v, true }
}

var (
	identity   = func(x number.Number) (number.Number, bool) { return x, true }
	sine       = of((*number.Context).Sin)
	cosine     = of((*number.Context).Cos)
	tangent    = of((*number.Context).Tan)
	squareRoot = of((*number.Context).Sqrt)
	logarithm  = of((*number.Context).Ln)
	gamma      = of((*number.Context).Gamma)
	power      = of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Exp(x) })
	reciprocal = of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Quo(num("1"), x) })
	floor      = of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Floor(x, 0) })
	square     = of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Mul(x, x) })
	// one is sin² + cos², which rounding makes almost one.
	one = of(func(c *number.Context, x number.Number) (number.Number, error) {
		s, err := c.Sin(x)
		if err == nil {
			s, err = c.Mul(s, s)
		}
		t, err2 := c.Cos(x)
		if err2 == nil {
			t, err2 = c.Mul(t, t)
		}
		if err != nil || err2 != nil {
			return s, errors.New("undefined")
		}
		return c.Add(s, t)
	})
)

// curve makes a chart of one function.
func curve(name string, f function, min, max string) Chart {
	return Chart{X: span(min, max), Series: []Series{{Name: name, F: f}}}
}

// A testCase is a chart that is drawn for the golden files.
type testCase struct {
	name       string
	chart      Chart
	cols, rows int
	theme      Theme
	svg        bool
}

func cases() []testCase {
	two := Chart{Title: "Waves", XName: "x", X: span("-10", "10"), Series: []Series{{Name: "sin(x)", F: sine}, {Name: "cos(x)", F: cosine}}}
	many := Chart{X: span("0", "10"), Series: []Series{
		{Name: "a", F: constant("1")}, {Name: "b", F: constant("2")}, {Name: "c", F: constant("3")}, {Name: "d", F: constant("4")},
		{Name: "e", F: constant("5")}, {Name: "f", F: constant("6")}, {Name: "g", F: constant("7")}}}
	bars := Chart{Title: "Bars", Series: []Series{{Name: "bars", Kind: Bars, Points: values("3", "1", "-4", "1", "5", "9", "-2", "6")}}}
	groups := Chart{Series: []Series{
		{Name: "first", Kind: Bars, Points: values("3", "1", "-4", "1", "5")},
		{Name: "second", Kind: Bars, Points: values("1", "2", "3", "4", "5")},
		{Name: "third", Kind: Bars, Points: values("5", "4", "3", "2")}}}
	dots := Chart{Series: []Series{
		{Name: "up", Kind: Dots, Points: values("1", "2", "3", "4", "5")},
		{Name: "down", Kind: Dots, Points: values("5", "4", "3", "2", "1")}}}
	odd := Chart{Title: `<script>alert("1 & 2")</script>`, XName: "x\x1b[31m", X: span("0", "1"), Series: []Series{
		{Name: "a \"b\" & 'c' <d> \x00\x1b[0m\u202e", F: identity}, {Name: "名前名前名前 = 価格 × 数量", F: square}}}
	return []testCase{
		{"two", two, 72, 18, Theme{}, true},
		{"two-dark", two, 72, 18, Dark, false},
		{"two-ascii", two, 72, 18, Theme{ASCII: true}, false},
		{"two-narrow", two, 20, 8, Theme{}, false},
		{"two-low", two, 60, 3, Theme{}, false},
		{"two-least", two, 1, 1, Theme{}, false},
		{"many", many, 50, 20, Theme{}, true},
		{"tan", curve("tan(x)", tangent, "-5", "5"), 72, 18, Theme{}, true},
		{"reciprocal", curve("1/x", reciprocal, "-10", "10"), 72, 18, Theme{}, true},
		{"reciprocal-square", curve("1/x^2", after(reciprocal, square), "-10", "10"), 72, 18, Theme{}, false},
		{"gamma", curve("gamma(x)", gamma, "-5", "5"), 72, 18, Theme{}, false},
		{"ln", curve("ln(x)", logarithm, "-1", "10"), 72, 18, Theme{}, true},
		{"sqrt", curve("sqrt(x)", squareRoot, "-5", "5"), 72, 18, Theme{}, false},
		{"floor", curve("floor(x)", floor, "-3", "3"), 72, 18, Theme{}, true},
		{"exp", curve("exp(x)", power, "0", "20"), 72, 18, Theme{}, false},
		{"fast", curve("sin(1000x)", after(sine, times("1000")), "-10", "10"), 72, 18, Theme{}, false},
		{"chirp", curve("sin(1/x)", after(sine, reciprocal), "-1", "1"), 72, 18, Theme{}, false},
		{"constant", curve("5", constant("5"), "-10", "10"), 40, 10, Theme{}, true},
		{"zero", curve("0", constant("0"), "-10", "10"), 40, 10, Theme{}, false},
		{"noise", curve("sin^2 + cos^2", one, "-10", "10"), 40, 10, Theme{}, false},
		{"large", curve("x", identity, "0", "1e300"), 60, 12, Theme{}, false},
		{"large-both", curve("x", identity, "-1e308", "1e308"), 60, 12, Theme{}, false},
		{"tiny", curve("x", identity, "0", "1e-300"), 60, 12, Theme{}, true},
		{"beyond-floats", curve("x", identity, "1e-5000", "1e5000"), 60, 12, Theme{}, false},
		{"far", curve("x", identity, "1e40", "10000000000000000000000000000000000000010"), 60, 12, Theme{}, true},
		{"beside-one", curve("x", identity, "1", "1.000000000001"), 60, 12, Theme{}, false},
		{"millions", curve("x", identity, "0", "5000000"), 60, 12, Theme{}, false},
		{"undefined", curve("ln(x)", logarithm, "-5", "-1"), 40, 8, Theme{}, true},
		{"nothing", Chart{}, 40, 8, Theme{}, true},
		{"bars", bars, 60, 14, Theme{}, true},
		{"bars-groups", groups, 60, 14, Theme{}, true},
		{"bars-groups-ascii", groups, 60, 14, Theme{ASCII: true}, false},
		{"bar", Chart{Series: []Series{{Name: "one", Kind: Bars, Points: values("3")}}}, 40, 8, Theme{}, false},
		{"a-cent-below", Chart{Series: []Series{{Name: "loan", Points: values("1000", "500", "-0.01")}}}, 40, 8, Theme{}, false},
		{"bars-gaps", Chart{Series: []Series{{Name: "gaps", Kind: Bars, Points: values("", "1", "", "3", "")}}}, 40, 8, Theme{}, false},
		{"lines-gaps", Chart{Series: []Series{{Name: "gaps", Points: values("1", "3", "", "2", "", "1", "2", "")}}}, 40, 8, Theme{}, false},
		{"only-gaps", Chart{Series: []Series{{Name: "gaps", Kind: Bars, Points: values("", "")}}}, 40, 8, Theme{}, false},
		{"dots", dots, 60, 12, Theme{}, true},
		{"dot", Chart{Series: []Series{{Name: "one", Kind: Dots, Points: values("3")}}}, 40, 8, Theme{}, true},
		{"no-dots", Chart{Series: []Series{{Name: "none", Kind: Dots}}}, 40, 8, Theme{}, false},
		{"lines", Chart{Series: []Series{{Name: "lines", Points: values("3", "1", "4", "1", "5")}}}, 60, 12, Theme{}, false},
		{"cut-off", Chart{X: span("0", "2"), Y: span("0", "1"), Series: []Series{{Name: "x", F: identity}, {Name: "points", Kind: Dots, Points: values("-1", "0.5", "2")}}}, 40, 8, Theme{}, true},
		{"odd-names", odd, 30, 10, Theme{}, true},
		{"small-svg", Chart{Title: "small", Width: 1, Height: 1, X: span("0", "1"), Series: two.Series}, 10, 2, Theme{}, true},
	}
}

// evaluations counts the calls of a chart's functions.
func evaluations(c *Chart, draw func()) int {
	n := 0
	for i := range c.Series {
		if f := c.Series[i].F; f != nil {
			c.Series[i].F = func(x number.Number) (number.Number, bool) {
				n++
				return f(x)
			}
		}
	}
	draw()
	return n
}

// TestEvaluations bounds what a drawing takes.
func TestEvaluations(t *testing.T) {
	for _, tt := range cases() {
		most := DefaultEvaluations*len(tt.chart.Series) + 2000
		if n := evaluations(&tt.chart, func() { tt.chart.Text(tt.cols, tt.rows, tt.theme) }); n > most {
			t.Errorf("%s: %d evaluations for text", tt.name, n)
		}
		if n := evaluations(&tt.chart, func() { tt.chart.SVG() }); n > most {
			t.Errorf("%s: %d evaluations for SVG", tt.name, n)
		}
	}
	c := curve("smooth", sine, "0", "3")
	if n := evaluations(&c, func() { c.Text(80, 20, Theme{}) }); n > 400 {
		t.Errorf("%d evaluations for a smooth curve", n)
	}
	c = curve("fast", after(sine, times("1000")), "-10", "10")
	c.Evaluations = 500
	if n := evaluations(&c, func() { c.Text(80, 20, Theme{}) }); n > 500 {
		t.Errorf("%d evaluations of at most 500", n)
	}
}
