package number

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bigTwin returns x in the big lane, where no fast path sees it.
func bigTwin(x Number) Number {
	coef, exp := x.parts()
	return FromBig(&Big{coef: coef, exp: exp, rounded: x.Rounded()})
}

type unary func(*Context, Number) (Number, error)

// fastFunction is a function with a fast path, its inverse if it has one, and arguments for it.
type fastFunction struct {
	name    string
	f       unary
	fast    func(*Context, Number) (Number, bool)
	inverse unary
	arg     func(*rand.Rand) Number
}

// randInline returns a number of 1 to 38 digits between 10^low and 10^high, each magnitude as likely, of either sign.
func randInline(r *rand.Rand, low, high int) Number {
	digits := 1 + r.IntN(38)
	m := u128{r.Uint64() >> 1, r.Uint64()}
	_, m = m.divmodPow10(digits)
	if m.hi|m.lo == 0 {
		m.lo = 1
	}
	n := digits128(m.hi, m.lo)
	exp := low + r.IntN(high-low) + 1 - n
	return Number{Small: makeSmall(m, r.IntN(2) == 0, int32(exp)<<1|int32(r.IntN(2)))}
}

func inlineBetween(low, high int) func(*rand.Rand) Number {
	return func(r *rand.Rand) Number { return randInline(r, low, high) }
}

// positiveInline returns positive numbers, half of them near 1.
func positiveInline(r *rand.Rand) Number {
	x := randInline(r, -40, 40).abs()
	if r.IntN(2) == 0 {
		if s, ok := AddExact(Small{Lo: 1}, Small{x.Hi, x.Lo, -2 * int32(r.IntN(39))}); ok && !(Number{Small: s}).IsZero() {
			return Number{Small: s}
		}
	}
	return x
}

// unitInline returns numbers between -1 and 1, many near the ends.
func unitInline(r *rand.Rand) Number {
	x := randInline(r, -40, 0)
	if r.IntN(2) == 0 {
		if s, ok := SubExact(Small{Lo: 1}, Small{x.Hi, x.Lo, -2 * 38}); ok {
			return Number{Small: s}
		}
	}
	return x
}

var fastFunctions = []fastFunction{
	{"sqrt", (*Context).Sqrt, (*Context).fastSqrt, square, positiveInline},
	{"cbrt", (*Context).Cbrt, (*Context).fastCbrt, cube, inlineBetween(-60, 60)},
	{"exp", (*Context).Exp, (*Context).fastExp, (*Context).Ln, inlineBetween(-40, 9)},
	{"expm1", (*Context).Expm1, (*Context).fastExpm1, (*Context).Log1p, inlineBetween(-40, 9)},
	{"ln", (*Context).Ln, (*Context).fastLn, (*Context).Exp, positiveInline},
	{"log10", (*Context).Log10, (*Context).fastLog10, nil, positiveInline},
	{"log2", (*Context).Log2, (*Context).fastLog2, nil, positiveInline},
	{"log1p", (*Context).Log1p, (*Context).fastLog1p, (*Context).Expm1, inlineBetween(-40, 40)},
	{"sin", (*Context).Sin, (*Context).fastSin, (*Context).Asin, inlineBetween(-40, 38)},
	{"cos", (*Context).Cos, (*Context).fastCos, (*Context).Acos, inlineBetween(-40, 38)},
	{"tan", (*Context).Tan, (*Context).fastTan, (*Context).Atan, inlineBetween(-40, 38)},
	{"asin", (*Context).Asin, (*Context).fastAsin, (*Context).Sin, unitInline},
	{"acos", (*Context).Acos, (*Context).fastAcos, (*Context).Cos, unitInline},
	{"atan", (*Context).Atan, (*Context).fastAtan, (*Context).Tan, inlineBetween(-40, 40)},
	{"sind", (*Context).Sind, (*Context).fastSind, (*Context).Asind, inlineBetween(-40, 40)},
	{"cosd", (*Context).Cosd, (*Context).fastCosd, (*Context).Acosd, inlineBetween(-40, 40)},
	{"tand", (*Context).Tand, (*Context).fastTand, (*Context).Atand, inlineBetween(-40, 40)},
	{"asind", (*Context).Asind, (*Context).fastAsind, (*Context).Sind, unitInline},
	{"acosd", (*Context).Acosd, (*Context).fastAcosd, (*Context).Cosd, unitInline},
	{"atand", (*Context).Atand, (*Context).fastAtand, (*Context).Tand, inlineBetween(-40, 40)},
	{"to_degrees", (*Context).ToDegrees, (*Context).fastDegrees, (*Context).ToRadians, inlineBetween(-40, 40)},
	{"to_radians", (*Context).ToRadians, (*Context).fastRadians, (*Context).ToDegrees, inlineBetween(-40, 40)},
	{"sinh", (*Context).Sinh, (*Context).fastSinh, (*Context).Asinh, inlineBetween(-40, 9)},
	{"cosh", (*Context).Cosh, (*Context).fastCosh, (*Context).Acosh, inlineBetween(-40, 9)},
	{"tanh", (*Context).Tanh, (*Context).fastTanh, (*Context).Atanh, inlineBetween(-40, 3)},
	{"asinh", (*Context).Asinh, (*Context).fastAsinh, (*Context).Sinh, inlineBetween(-40, 40)},
	{"acosh", (*Context).Acosh, (*Context).fastAcosh, (*Context).Cosh, positiveInline},
	{"atanh", (*Context).Atanh, (*Context).fastAtanh, (*Context).Tanh, unitInline},
	{"gamma", (*Context).Gamma, (*Context).fastGamma, nil, inlineBetween(-20, 6)},
	{"lgamma", (*Context).Lgamma, (*Context).fastLgamma, nil, inlineBetween(-20, 20)},
	{"erf", (*Context).Erf, (*Context).fastErf, nil, inlineBetween(-20, 2)},
	{"erfc", (*Context).Erfc, (*Context).fastErfc, nil, inlineBetween(-20, 4)},
}

func square(c *Context, x Number) (Number, error) { return c.Mul(x, x) }

func cube(c *Context, x Number) (Number, error) {
	y, err := c.Mul(x, x)
	if err != nil {
		return y, err
	}
	return c.Mul(y, x)
}

// checkFast compares the fast path with the general one; it returns whether the fast one answered.
func checkFast(t *testing.T, c *Context, f fastFunction, x Number) bool {
	t.Helper()
	got, ok := f.fast(c, x)
	if !ok {
		return false
	}
	want, err := f.f(c, bigTwin(x))
	if err != nil || !Equal(got, want) || got.Rounded() != want.Rounded() {
		t.Fatalf("%s(%v) to %d digits, %v: fast %v (%v), else %v (%v), %v",
			f.name, x, c.Precision, c.Rounding, got, got.Rounded(), want, want.Rounded(), err)
	}
	return true
}

// fastTestArgs is how many random arguments a function is tested with; the hard ones and those in all modes are a tenth.
const fastTestArgs = 1000

// TestFastFunctions compares random arguments of all sizes, at 34 digits and others.
func TestFastFunctions(t *testing.T) {
	for _, f := range fastFunctions {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(101, 102))
			answered := 0
			for i := range fastTestArgs {
				x := f.arg(r)
				c := &Context{Precision: 34, Rounding: Rounding(r.IntN(int(numRoundings)))}
				if i%3 == 0 {
					c.Precision = 1 + r.IntN(38)
				}
				if checkFast(t, c, f, x) {
					answered++
				}
				if i%10 == 0 {
					for m := range numRoundings {
						c.Rounding = m
						checkFast(t, c, f, x)
					}
				}
			}
			t.Logf("%d of %d answered", answered, fastTestArgs)
		})
	}
}

// TestFastHardCases makes arguments with 38 digits whose result is next to a decimal of few digits, or to a tie.
func TestFastHardCases(t *testing.T) {
	long := &Context{Precision: 38}
	for _, f := range fastFunctions {
		if f.inverse == nil {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(103, 104))
			answered, tried := 0, 0
			for range fastTestArgs {
				p := 8 + r.IntN(31)
				y := randInline(r, -3, 3)
				y, err := long.RoundSig(y, int64(p+r.IntN(2))) // a neighbour, or a tenth of the way between two
				if err != nil {
					t.Fatal(err)
				}
				if r.IntN(2) == 0 { // a tie
					y = Number{Small: Small{y.Hi, y.Lo | 1, y.X}}
					y, _ = long.Mul(y, FromInt64(5))
				}
				x, err := f.inverse(long, y)
				if err != nil || x.BigPart() != nil || x.IsZero() {
					continue
				}
				x.Lo += uint64(r.IntN(3)) // and next to it
				tried++
				c := &Context{Precision: p, Rounding: Rounding(r.IntN(int(numRoundings)))}
				if checkFast(t, c, f, x) {
					answered++
				}
			}
			t.Logf("%d of %d answered", answered, tried)
		})
	}
}

// TestFastPairs compares the functions of two arguments.
func TestFastPairs(t *testing.T) {
	pairs := []struct {
		name string
		f    func(*Context, Number, Number) (Number, error)
		fast func(*Context, Number, Number) (Number, bool)
		x, y func(*rand.Rand) Number
	}{
		{"pow", (*Context).Pow, (*Context).fastPow, positiveInline, inlineBetween(-10, 6)},
		{"pow whole", (*Context).Pow, (*Context).fastPow, inlineBetween(-3, 3), func(r *rand.Rand) Number { return FromInt64(-r.Int64N(400)) }},
		{"pow integer", (*Context).Pow, (*Context).fastPow, inlineBetween(-3, 3), func(r *rand.Rand) Number { return FromInt64(r.Int64N(400)).WithRounded(r.IntN(2) == 0) }},
		{"root", (*Context).Root, (*Context).fastRoot, inlineBetween(-40, 40), func(r *rand.Rand) Number { return FromInt64(r.Int64N(50)) }},
		{"log", (*Context).Log, (*Context).fastLog, positiveInline, positiveInline},
		{"atan2", (*Context).Atan2, (*Context).fastAtan2, inlineBetween(-20, 20), inlineBetween(-20, 20)},
		{"hypot", (*Context).Hypot, (*Context).fastHypot, inlineBetween(-20, 20), inlineBetween(-20, 20)},
		{"hypot short", (*Context).Hypot, (*Context).fastHypot, func(r *rand.Rand) Number { return FromInt64(r.Int64N(100) - 50) },
			func(r *rand.Rand) Number { return FromInt64(r.Int64N(100)) }},
	}
	for _, f := range pairs {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(105, 106))
			answered := 0
			for i := range fastTestArgs {
				x, y := f.x(r), f.y(r)
				c := &Context{Precision: 34, Rounding: Rounding(r.IntN(int(numRoundings)))}
				if i%3 == 0 {
					c.Precision = 1 + r.IntN(38)
				}
				got, ok := f.fast(c, x, y)
				if !ok {
					continue
				}
				answered++
				want, err := f.f(c, bigTwin(x), y)
				if err != nil || !Equal(got, want) || got.Rounded() != want.Rounded() {
					t.Fatalf("%s(%v, %v) to %d digits, %v: fast %v (%v), else %v (%v), %v",
						f.name, x, y, c.Precision, c.Rounding, got, got.Rounded(), want, want.Rounded(), err)
				}
			}
			t.Logf("%d of %d answered", answered, fastTestArgs)
		})
	}
}

// FuzzFast compares the fast path with the general one.
func FuzzFast(f *testing.F) {
	f.Add(uint8(2), int64(1), uint64(5), int32(-66), uint8(34), uint8(0))
	f.Add(uint8(8), int64(1)<<60, uint64(12345), int32(-60), uint8(38), uint8(3))
	f.Add(uint8(4), int64(0), uint64(999999999999999999), int32(-36), uint8(20), uint8(7))
	f.Fuzz(func(t *testing.T, which uint8, hi int64, lo uint64, x int32, p, mode uint8) {
		c := &Context{Precision: 1 + int(p)%40, Rounding: Rounding(mode) % numRoundings}
		n := Number{Small: Small{Hi: hi, Lo: lo, X: x}}
		if hi == math.MinInt64 || !n.Small.Ok() || n.IsZero() || n.Adjusted() > 60 || n.Adjusted() < -60 {
			t.Skip()
		}
		checkFast(t, c, fastFunctions[int(which)%len(fastFunctions)], n)
	})
}
