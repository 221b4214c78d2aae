package plot

import (
	"math"
	"testing"

	"github.com/calx-lang/calx/number"
)

// lines returns the polylines of a function on a drawing of 160 × 80 dots, with
// the axes they lie on.
func lines(f function, min, max string) (*scene, [][]place) {
	c := curve("f", f, min, max)
	sc := c.scene(grid{w: 160, h: 80, even: 160, tolerance: 0.3, rows: 5})
	return sc, sc.shapes[0].lines
}

// TestPieces counts the pieces of curves that jump, have poles, or are not
// defined everywhere, and compares where they begin and end.
func TestPieces(t *testing.T) {
	for _, tt := range []struct {
		name     string
		f        function
		min, max string
		ends     []float64 // start and end of each piece, in x
	}{
		{"sin", sine, "-10", "10", []float64{-10, 10}},
		{"floor", floor, "-1.5", "1.5", []float64{-1.5, -1, -1, 0, 0, 1, 1, 1.5}},
		{"sqrt", squareRoot, "-3", "7", []float64{0, 7}},
		{"sqrt of 1 - x²", after(squareRoot, of(func(c *number.Context, x number.Number) (number.Number, error) {
			s, err := c.Mul(x, x)
			if err == nil {
				s, err = c.Sub(num("1"), s)
			}
			return s, err
		})), "-3", "3", []float64{-1, 1}},
		{"steep", of(func(c *number.Context, x number.Number) (number.Number, error) { return c.Tanh(mul(x, num("10000"))) }), "-1", "1.1", []float64{-1, 1.1}},
		{"cbrt", of((*number.Context).Cbrt), "-1", "1.1", []float64{-1, 1.1}},
	} {
		sc, got := lines(tt.f, tt.min, tt.max)
		var ends []float64
		for _, run := range got {
			for _, p := range []place{run[0], run[len(run)-1]} {
				ends = append(ends, sc.x.Min.Float64()+p.x*sc.x.width.Float64())
			}
		}
		ok := len(ends) == len(tt.ends)
		for i := range ends {
			ok = ok && math.Abs(ends[i]-tt.ends[i]) < 1e-6
		}
		if !ok {
			t.Errorf("%s: pieces end at %v, want %v", tt.name, ends, tt.ends)
		}
	}
}

// TestPoles looks for lines that cross a pole.
func TestPoles(t *testing.T) {
	for _, tt := range []struct {
		name     string
		f        function
		min, max string
		poles    []float64
	}{
		{"1/x", reciprocal, "-10", "10", []float64{0}},
		{"1/x, aside", reciprocal, "-1", "20", []float64{0}},
		{"tan", tangent, "-5", "5", []float64{-1.5 * math.Pi, -0.5 * math.Pi, 0.5 * math.Pi, 1.5 * math.Pi}},
		{"gamma", gamma, "-4.5", "3", []float64{-4, -3, -2, -1, 0}},
	} {
		sc, got := lines(tt.f, tt.min, tt.max)
		if height := sc.y.width.Float64(); height > 100 {
			t.Errorf("%s: y is shown over %g", tt.name, height)
		}
		for _, run := range got {
			a, b := sc.x.Min.Float64()+run[0].x*sc.x.width.Float64(), sc.x.Min.Float64()+run[len(run)-1].x*sc.x.width.Float64()
			for _, pole := range tt.poles {
				if a < pole-1e-6 && b > pole+1e-6 {
					t.Errorf("%s: a line from %g to %g crosses the pole at %g", tt.name, a, b, pole)
				}
			}
		}
		if len(got) < len(tt.poles)+1 {
			t.Errorf("%s: %d pieces", tt.name, len(got))
		}
	}
}

// TestAccuracy compares curves with their functions between the samples.
func TestAccuracy(t *testing.T) {
	for _, tt := range []struct {
		name     string
		f        function
		exact    func(float64) float64
		min, max string
	}{
		{"sin", sine, math.Sin, "-10", "10"},
		{"exp", power, math.Exp, "-5", "5"},
		{"sqrt", squareRoot, math.Sqrt, "0", "4"},
		{"ln", logarithm, math.Log, "0.01", "10"},
		{"sin 20x", after(sine, times("20")), func(x float64) float64 { return math.Sin(20 * x) }, "-3", "3"},
	} {
		sc, got := lines(tt.f, tt.min, tt.max)
		worst := 0.0
		for _, run := range got {
			for i := 1; i < len(run); i++ {
				a, b := run[i-1], run[i]
				x := sc.x.Min.Float64() + (a.x+b.x)/2*sc.x.width.Float64()
				v := (tt.exact(x) - sc.y.Min.Float64()) / sc.y.width.Float64()
				slope := 0.0
				if b.x > a.x {
					slope = (b.y - a.y) * 80 / ((b.x - a.x) * 160)
				}
				worst = max(worst, math.Abs((a.y+b.y)/2-v)*80/math.Hypot(1, slope))
			}
		}
		if worst > 0.5 {
			t.Errorf("%s: the curve is off by %.2f dots", tt.name, worst)
		}
	}
}

// TestUnbounded says for which functions the range of y leaves values out.
func TestUnbounded(t *testing.T) {
	for _, tt := range []struct {
		name     string
		f        function
		min, max string
		low, top float64 // of y
	}{
		{"exp grows, but ends", power, "0", "20", 0, 5e8},
		{"a narrow peak", after(power, after(times("-1e4"), square)), "-10", "10", 0, 1},
		{"1/x²", after(reciprocal, square), "-10", "10", 0, 5},
		{"1/x from the right", reciprocal, "0", "10", 0, 3},
		{"e^(1/x)", after(power, reciprocal), "-10", "10", 0, 2.5},
		{"1/√x", after(reciprocal, squareRoot), "-1", "10", 0, 2},
	} {
		sc, _ := lines(tt.f, tt.min, tt.max)
		low, top := sc.y.Min.Float64(), sc.y.Max.Float64()
		if math.Abs(low-tt.low) > 0.2*(tt.top-tt.low) || top < tt.top/2 || top > tt.top*2 {
			t.Errorf("%s: y from %g to %g, want about %g to %g", tt.name, low, top, tt.low, tt.top)
		}
	}
}

// TestEnough draws what is known when the time is over.
func TestEnough(t *testing.T) {
	c := curve("f", after(sine, times("1000")), "-1", "1")
	asked := 0
	c.Enough = func() bool { asked++; return asked > 100 }
	if n := evaluations(&c, func() { c.SVG() }); n > 600 {
		t.Errorf("%d evaluations", n)
	}
}

func BenchmarkText(b *testing.B) {
	c := curve("sin(x)", sine, "-10", "10")
	b.ReportAllocs()
	for b.Loop() {
		c.Text(80, 24, Theme{})
	}
}

func BenchmarkSVG(b *testing.B) {
	c := curve("tan(x)", tangent, "-10", "10")
	b.ReportAllocs()
	for b.Loop() {
		c.SVG()
	}
}
