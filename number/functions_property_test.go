package number

import (
	"math/rand/v2"
	"sync"
	"testing"
)

// checkRounding holds a result against the same function at 2P + 50 digits: that is rounded in mode 05up, from which every
// mode rounds right a second time.
func checkRounding(t *testing.T, c *Context, name string, call func(*Context) (Number, error)) {
	t.Helper()
	got, err := call(c)
	finer := &Context{Precision: 2*c.prec() + 50, Rounding: ZeroFiveUp}
	ref, refErr := call(finer)
	if (err == nil) != (refErr == nil) {
		t.Fatalf("%s to %d %s: %v, and with more digits %v", name, c.prec(), c.Rounding, err, refErr)
	}
	if err != nil {
		return
	}
	coef, exp := ref.parts()
	want, err := c.roundBig(coef, exp, false, ref.Rounded())
	if err != nil {
		return // over the exponent limit by the rounding
	}
	if !Equal(got, want) || got.Rounded() != want.Rounded() {
		t.Fatalf("%s to %d %s = %v (rounded %v), want %v (rounded %v)", name, c.prec(), c.Rounding, got, got.Rounded(), want, want.Rounded())
	}
}

// functionNames lists all functions in a fixed order.
var functionNames = []string{
	"sqrt", "cbrt", "exp", "expm1", "ln", "log10", "log2", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
	"tanh", "asinh", "acosh", "atanh", "sind", "cosd", "tand", "asind", "acosd", "atand", "to_degrees", "to_radians", "gamma",
	"lgamma", "erf", "erfc", "atan2", "hypot", "log", "root", "pow",
}

// checkCall is checkRounding of a function by its number.
func checkCall(t *testing.T, c *Context, i int, x, y Number) {
	t.Helper()
	name := functionNames[i%len(functionNames)]
	if f, ok := oneArgument[name]; ok {
		checkRounding(t, c, name+"("+x.String()+")", func(c *Context) (Number, error) { return f(c, x) })
		return
	}
	if name == "pow" && y.IsInteger() {
		return // exact results depend on the precision
	}
	checkRounding(t, c, name+"("+x.String()+", "+y.String()+")", func(c *Context) (Number, error) { return twoArguments[name](c, x, y) })
}

// FuzzFunctions holds every function at P digits against itself at 2P + 50.
func FuzzFunctions(f *testing.F) {
	for i := range functionNames {
		f.Add(byte(i), byte(i), byte(i), int64(5), int16(-1), int64(3), int16(0))
		f.Add(byte(i), byte(7), byte(1), int64(-100000000000000001), int16(-17), int64(2), int16(-3))
		f.Add(byte(i), byte(40), byte(3), int64(1), int16(-300), int64(-1), int16(40))
		f.Add(byte(i), byte(3), byte(5), int64(999999999999), int16(-12), int64(7), int16(-1))
	}
	f.Fuzz(func(t *testing.T, fn, p, mode byte, coef int64, exp int16, coef2 int64, exp2 int16) {
		noGuesses(t)
		c := &Context{Precision: int(p)%120 + 1, Rounding: Rounding(mode) % numRoundings}
		x, _ := newNumber(FromInt64(coef).bigCoef(), int64(exp)%2000, false)
		y, _ := newNumber(FromInt64(coef2).bigCoef(), int64(exp2)%2000, false)
		checkCall(t, c, int(fn), x, y)
	})
}

// TestRandomFunctions runs what the fuzz target checks on arguments of many sizes near the points where functions turn.
func TestRandomFunctions(t *testing.T) {
	noGuesses(t)
	r := rand.New(rand.NewPCG(3, 4))
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for i := range functionNames {
		for range rounds {
			c := &Context{Precision: 1 + r.IntN(90), Rounding: Rounding(r.IntN(int(numRoundings)))}
			checkCall(t, c, i, randomArgument(r), randomArgument(r))
		}
	}
}

// randomArgument returns a small integer, one with a little more or less, or a number of random length.
func randomArgument(r *rand.Rand) Number {
	c := &Context{}
	n := FromInt64(int64(r.IntN(9) - 4))
	switch r.IntN(4) {
	case 0:
		return n
	case 1:
		d, _ := newNumber(FromInt64(int64(r.IntN(19)-9)).bigCoef(), -int64(r.IntN(150)), false)
		x, _ := c.Add(n, d)
		return x
	case 2:
		x, _ := newNumber(FromInt64(r.Int64()).bigCoef(), int64(r.IntN(60)-50), false)
		return x
	}
	x, _ := newNumber(FromInt64(r.Int64N(2000)-1000).bigCoef(), int64(r.IntN(4)-3), false)
	return x
}

// TestHighPrecisionFunctions runs every function past the precisions at which the algorithms change.
func TestHighPrecisionFunctions(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds")
	}
	noGuesses(t)
	long := num(t, "1.4142135623730950488016887242096980785696718753769480731766797379907324784621070388503875343276415727")
	for _, p := range []int{300, 1100, 2000} {
		for i, name := range functionNames {
			if name == "gamma" || name == "lgamma" {
				continue // at 2P + 50 digits they take seconds: see TestGammaIdentities
			}
			c := &Context{Precision: p, Rounding: Rounding(i) % numRoundings}
			y := num(t, "0.3")
			if name == "root" {
				y = FromInt64(11)
			}
			checkCall(t, c, i, num(t, "0.7"), y)
			checkCall(t, c, i, num(t, "2.5"), y)
			checkCall(t, c, i, long, y)
		}
	}
}

// agree fails unless a and b differ by at most ulps units of the last place of the precision.
func agree(t *testing.T, c *Context, what string, a, b Number, ulps int64) {
	t.Helper()
	d, _ := c.Sub(a, b)
	if d.IsZero() {
		return
	}
	unit, _ := newNumber(FromInt64(ulps).bigCoef(), int64(a.Adjusted()-c.prec()+1), false)
	d, _ = c.Abs(d)
	if Cmp(d, unit) > 0 {
		t.Errorf("%s to %d: %v and %v differ by more than %d units", what, c.prec(), a, b, ulps)
	}
}

func must(t *testing.T) func(Number, error) Number {
	return func(n Number, err error) Number {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}

// TestFunctionIdentities holds functions against each other.
func TestFunctionIdentities(t *testing.T) {
	is := must(t)
	for _, p := range []int{20, 50, 120, 400, 1500} {
		c := &Context{Precision: p}
		for _, text := range []string{"0.1", "0.7071", "1.5", "3.0000001", "12.75", "0.000123"} {
			x := num(t, text)
			agree(t, c, "ln exp "+text, is(c.Ln(is(c.Exp(x)))), x, 1+int64(1e5))
			agree(t, c, "exp ln "+text, is(c.Exp(is(c.Ln(x)))), x, 20)
			s, cs := is(c.Sin(x)), is(c.Cos(x))
			agree(t, c, "sin² + cos² "+text, is(c.Add(is(c.Mul(s, s)), is(c.Mul(cs, cs)))), FromInt64(1), 3)
			agree(t, c, "tan "+text, is(c.Tan(x)), is(c.Quo(s, cs)), 3)
			sh, ch := is(c.Sinh(x)), is(c.Cosh(x))
			agree(t, c, "cosh + sinh "+text, is(c.Add(sh, ch)), is(c.Exp(x)), 3)
			agree(t, c, "tanh "+text, is(c.Tanh(x)), is(c.Quo(sh, ch)), 20)
			agree(t, c, "asinh sinh "+text, is(c.Asinh(sh)), x, 20)
			agree(t, c, "tan atan "+text, is(c.Tan(is(c.Atan(x)))), x, 200)
			agree(t, c, "erf + erfc "+text, is(c.Add(is(c.Erf(x)), is(c.Erfc(x)))), FromInt64(1), 2)
			agree(t, c, "pow "+text, is(c.Pow(x, num(t, "2.5"))), is(c.Mul(is(c.Mul(x, x)), is(c.Sqrt(x)))), 4)
			agree(t, c, "log2 "+text, is(c.Log2(x)), is(c.Log(x, FromInt64(2))), 0)
			agree(t, c, "log10 "+text, is(c.Log10(x)), is(c.Log(x, FromInt64(10))), 0)
		}
	}
}

// TestGammaIdentities holds Γ and ln Γ against Γ(x+1) = x·Γ(x), reflection, and the values at ½ and integers, across the
// precision where short arguments change their algorithm.
func TestGammaIdentities(t *testing.T) {
	is := must(t)
	for _, p := range []int{15, 50, 300, 1000, 1500} {
		c := &Context{Precision: p}
		half := num(t, "0.5")
		pi := is(c.Pi())
		agree(t, c, "gamma(½)", is(c.Gamma(half)), is(c.Sqrt(pi)), 2)
		for _, text := range []string{"0.3", "1.25", "7.1", "-0.7", "-3.3", "0.333333333333333333333333333333333333333333333333333"} {
			x := num(t, text)
			g := is(c.Gamma(x))
			agree(t, c, "gamma(x+1) "+text, is(c.Gamma(is(c.Add(x, FromInt64(1))))), is(c.Mul(x, g)), 4)
			agree(t, c, "lgamma "+text, is(c.Lgamma(x)), is(c.Ln(is(c.Abs(g)))), 2000)
			refl := is(c.Gamma(is(c.Sub(FromInt64(1), x))))
			fine := &Context{Precision: p + 30}
			sine := is(fine.Sin(is(fine.Mul(is(fine.Pi()), x))))
			agree(t, c, "reflection "+text, is(c.Mul(is(c.Mul(g, refl)), sine)), pi, 12)
		}
		agree(t, c, "lgamma(300)", is(c.Lgamma(FromInt64(300))), is(c.Ln(is(c.Gamma(FromInt64(300))))), 2)
	}
}

// TestMonotonic holds rounded values of monotonic functions in the order of their arguments, where neighbours round to
// neighbours or alike.
func TestMonotonic(t *testing.T) {
	is := must(t)
	c := &Context{Precision: 8}
	step := num(t, "0.0000001")
	for _, name := range []string{"exp", "expm1", "ln", "log10", "log2", "log1p", "sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "erf", "sqrt", "cbrt", "sind", "atand", "lgamma"} {
		for _, start := range []string{"0.4999995", "0.1", "0.9999985"} {
			x := num(t, start)
			if name == "lgamma" {
				x = is(c.Add(x, FromInt64(2)))
			}
			last := is(oneArgument[name](c, x))
			for range 10 {
				x = is((&Context{}).Add(x, step))
				v := is(oneArgument[name](c, x))
				if Cmp(last, v) > 0 {
					t.Fatalf("%s falls at %v: %v after %v", name, x, v, last)
				}
				last = v
			}
		}
	}
}

// TestInterrupted ends every function by its meter, at every step that asks.
func TestInterrupted(t *testing.T) {
	for _, name := range functionNames {
		y := "3.7"
		if name == "root" {
			y = "29"
		}
		for limit := int64(1); ; limit += limit/4 + 10_000 {
			c := &Context{Precision: 600, Meter: &workLimit{limit: limit}}
			_, err := callFunction(t, c, name, "0.3712345678901234567890123456789012345678901234567890123456789", y)
			if name == "acosh" {
				_, err = c.Acosh(num(t, "1.3712345678901234567890123456789012345678901234567890123456789"))
			}
			if err == nil {
				break
			}
			if err != errLimit {
				t.Errorf("%s with a meter: %v", name, err)
				break
			}
		}
	}
}

// TestConcurrentConstants computes with the shared cache of constants from many goroutines.
func TestConcurrentConstants(t *testing.T) {
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 12 {
				p := 100 + (g*37+i*53)%900
				c := &Context{Precision: p}
				x, err := c.Pi()
				if err == nil {
					x, err = c.Sin(x)
				}
				if err != nil || x.Adjusted() > -p+1 {
					t.Errorf("sin π to %d = %v, %v", p, x, err)
				}
				if _, err := c.Ln(FromInt64(7)); err != nil {
					t.Error(err)
				}
				if _, err := c.Gamma(FromInt64(1).WithRounded(true)); err != nil {
					t.Error(err)
				}
				if _, err := c.Lgamma(num(t, "0.3")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
