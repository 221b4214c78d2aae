package number

import (
	"testing"
)

// oneArgument and twoArguments are all functions by their names in calx.
var oneArgument = map[string]func(*Context, Number) (Number, error){
	"sqrt": (*Context).Sqrt, "cbrt": (*Context).Cbrt, "exp": (*Context).Exp, "expm1": (*Context).Expm1, "ln": (*Context).Ln,
	"log10": (*Context).Log10, "log2": (*Context).Log2, "log1p": (*Context).Log1p, "sin": (*Context).Sin, "cos": (*Context).Cos,
	"tan": (*Context).Tan, "asin": (*Context).Asin, "acos": (*Context).Acos, "atan": (*Context).Atan, "sinh": (*Context).Sinh,
	"cosh": (*Context).Cosh, "tanh": (*Context).Tanh, "asinh": (*Context).Asinh, "acosh": (*Context).Acosh,
	"atanh": (*Context).Atanh, "sind": (*Context).Sind, "cosd": (*Context).Cosd, "tand": (*Context).Tand,
	"asind": (*Context).Asind, "acosd": (*Context).Acosd, "atand": (*Context).Atand, "to_degrees": (*Context).ToDegrees,
	"to_radians": (*Context).ToRadians, "gamma": (*Context).Gamma, "lgamma": (*Context).Lgamma, "erf": (*Context).Erf,
	"erfc": (*Context).Erfc,
}

var twoArguments = map[string]func(*Context, Number, Number) (Number, error){
	"atan2": (*Context).Atan2, "hypot": (*Context).Hypot, "log": (*Context).Log, "root": (*Context).Root, "pow": (*Context).Pow,
}

// callFunction calls a function by its name; y is not used if there is one argument.
func callFunction(t testing.TB, c *Context, name, x, y string) (Number, error) {
	t.Helper()
	if f, ok := oneArgument[name]; ok {
		return f(c, num(t, x))
	}
	return twoArguments[name](c, num(t, x), num(t, y))
}

// noGuesses fails the test if a result was taken for the nearest boundary.
func noGuesses(t *testing.T) {
	before := zivGaveUp.Load()
	t.Cleanup(func() {
		if n := zivGaveUp.Load() - before; n != 0 {
			t.Errorf("%d results were taken for the nearest boundary", n)
		}
	})
}

// TestFunctionValues holds results against values computed with mpmath at twice the digits and rounded by Python's decimal.
func TestFunctionValues(t *testing.T) {
	noGuesses(t)
	for _, v := range functionValues {
		mode, _ := ParseRounding(v.mode)
		c := &Context{Precision: v.precision, Rounding: mode}
		got, err := callFunction(t, c, v.name, v.x, v.y)
		if err != nil || !Equal(got, num(t, v.want)) || !got.Rounded() {
			t.Errorf("%s(%s %s) to %d %s = %v, %v, want %s", v.name, v.x, v.y, v.precision, v.mode, got, err, v.want)
		}
	}
}

// TestExactFunctions lists values that are rational: they are exact, whatever the precision and mode, or rounded once where
// they do not fit.
func TestExactFunctions(t *testing.T) {
	tests := []struct{ name, x, y, want string }{
		{"sqrt", "0", "", "0"}, {"sqrt", "2.25", "", "1.5"}, {"sqrt", "1e-100", "", "1e-50"}, {"sqrt", "1e999999998", "", "1e499999999"},
		{"cbrt", "-27", "", "-3"}, {"cbrt", "0.001", "", "0.1"}, {"root", "1024", "10", "2"}, {"root", "-32", "5", "-2"},
		{"root", "0.25", "-2", "2"}, {"root", "1e999999999", "999999999", "10"}, {"root", "8", "-3", "0.5"}, {"root", "7", "1", "7"},
		{"exp", "0", "", "1"}, {"expm1", "0", "", "0"}, {"ln", "1", "", "0"}, {"log1p", "0", "", "0"},
		{"log10", "1000", "", "3"}, {"log10", "1e-999999999", "", "-999999999"}, {"log2", "8", "", "3"}, {"log2", "0.125", "", "-3"},
		{"log2", "0.0009765625", "", "-10"}, {"log", "8", "4", "1.5"}, {"log", "0.25", "16", "-0.5"}, {"log", "27", "9", "1.5"},
		{"log", "1e999999999", "1e-999999999", "-1"}, {"log", "1", "7", "0"}, {"log", "0.04", "5", "-2"}, {"log", "1.44", "1.728", ""},
		{"sin", "0", "", "0"}, {"cos", "0", "", "1"}, {"tan", "0", "", "0"}, {"asin", "0", "", "0"}, {"acos", "1", "", "0"},
		{"atan", "0", "", "0"}, {"atan2", "0", "5", "0"}, {"sinh", "0", "", "0"}, {"cosh", "0", "", "1"}, {"tanh", "0", "", "0"},
		{"asinh", "0", "", "0"}, {"acosh", "1", "", "0"}, {"atanh", "0", "", "0"},
		{"sind", "30", "", "0.5"}, {"sind", "-90", "", "-1"}, {"sind", "180", "", "0"}, {"sind", "330", "", "-0.5"}, {"sind", "36000000150", "", "0.5"},
		{"cosd", "60", "", "0.5"}, {"cosd", "240", "", "-0.5"}, {"cosd", "-180", "", "-1"}, {"cosd", "90", "", "0"}, {"tand", "135", "", "-1"},
		{"tand", "-45", "", "-1"}, {"tand", "180", "", "0"}, {"asind", "0.5", "", "30"}, {"asind", "-1", "", "-90"}, {"acosd", "-0.5", "", "120"},
		{"acosd", "0", "", "90"}, {"acosd", "1", "", "0"}, {"atand", "-1", "", "-45"}, {"atand", "0", "", "0"},
		{"gamma", "1", "", "1"}, {"gamma", "5", "", "24"}, {"gamma", "11", "", "3628800"}, {"lgamma", "1", "", "0"}, {"lgamma", "2", "", "0"},
		{"erf", "0", "", "0"}, {"erfc", "0", "", "1"}, {"hypot", "3", "4", "5"}, {"hypot", "-0.5", "1.2", "1.3"}, {"hypot", "0", "-7", "7"},
		{"pow", "4", "0.5", "2"}, {"pow", "1e-100", "0.01", "0.1"}, {"pow", "0", "0", "1"}, {"pow", "0", "2.5", "0"}, {"pow", "2", "-3", "0.125"},
		{"pow", "32", "-0.2", "0.5"}, {"pow", "0.0001", "0.75", "0.001"}, {"pow", "1", "1e-30", "1"}, {"pow", "-2", "-1", "-0.5"}, {"pow", "1e999999999", "-1", "1e-999999999"},
		{"pow", "2.25", "1.5", "3.375"}, {"pow", "-1", "1e20", "1"}, {"pow", "1024", "-0.3", "0.125"},
	}
	noGuesses(t)
	for _, v := range tests {
		for mode := HalfEven; mode < numRoundings; mode++ {
			c := &Context{Precision: 45, Rounding: mode, Exact: mode == Up}
			got, err := callFunction(t, c, v.name, v.x, v.y)
			if v.want == "" { // log of numbers that are powers of one number, but not a short decimal
				if mode != Up && (err != nil || !got.Rounded()) {
					t.Errorf("%s(%s %s) = %v, %v, want a rounded number", v.name, v.x, v.y, got, err)
				}
				continue
			}
			if err != nil || !Equal(got, num(t, v.want)) || got.Rounded() {
				t.Errorf("%s(%s %s) %s = %v, %v, want exactly %s", v.name, v.x, v.y, mode, got, err, v.want)
			}
		}
	}
}

// TestExactBeyondPrecision rounds exact results that do not fit, ties included.
func TestExactBeyondPrecision(t *testing.T) {
	tests := []struct {
		name, x, y string
		precision  int
		mode       Rounding
		want       string
	}{
		{"sqrt", "152399025", "", 4, HalfEven, "12340"}, {"sqrt", "152399025", "", 4, HalfUp, "12350"}, {"sqrt", "152399025", "", 4, HalfDown, "12340"},
		{"sqrt", "152399025", "", 4, ZeroFiveUp, "12340"}, {"gamma", "16", "", 5, HalfEven, "1307700000000"}, {"gamma", "16", "", 5, Up, "1307700000000"},
		{"log10", "1e125", "", 2, HalfEven, "120"}, {"log10", "1e125", "", 2, HalfUp, "130"}, {"log10", "1e-125", "", 2, Ceiling, "-120"},
		{"asind", "1", "", 1, HalfEven, "90"}, {"atand", "1", "", 1, HalfEven, "40"}, {"atand", "1", "", 1, Up, "50"}, {"hypot", "15", "20", 1, HalfEven, "20"},
		{"hypot", "15", "20", 1, HalfUp, "30"}, {"pow", "1.5", "-1", 3, Down, "0.666"}, {"pow", "2", "-2", 1, HalfEven, "0.2"}, {"pow", "2", "-2", 1, HalfUp, "0.3"},
		{"pow", "5.0625", "0.5", 2, HalfEven, "2.2"}, {"pow", "5.0625", "0.5", 2, HalfUp, "2.3"}, {"root", "5.0625", "4", 1, HalfEven, "2"}, {"log", "8", "4", 1, HalfEven, "2"},
		{"log", "32", "4", 1, HalfEven, "2"}, {"log", "32", "4", 1, Up, "3"}, {"hypot", "123456", "0", 3, Up, "124000"}, {"sind", "30", "", 1, HalfEven, "0.5"},
	}
	noGuesses(t)
	for _, v := range tests {
		c := &Context{Precision: v.precision, Rounding: v.mode}
		got, err := callFunction(t, c, v.name, v.x, v.y)
		if err != nil || !Equal(got, num(t, v.want)) || got.Rounded() != (got.Digits() <= v.precision && v.want != "0.5" && v.want != "90") {
			t.Errorf("%s(%s %s) to %d %s = %v (rounded %v), %v, want %s", v.name, v.x, v.y, v.precision, v.mode, got, got.Rounded(), err, v.want)
		}
	}
}

// TestRoundedOperand holds that the mark travels through exact results.
func TestRoundedOperand(t *testing.T) {
	c := &Context{Precision: 45}
	for _, v := range []struct{ name, x, y string }{
		{"sqrt", "4", ""}, {"cbrt", "8", ""}, {"exp", "0", ""}, {"ln", "1", ""}, {"log10", "100", ""}, {"log2", "4", ""}, {"sind", "30", ""},
		{"cosd", "0", ""}, {"tand", "45", ""}, {"asind", "1", ""}, {"acosd", "0", ""}, {"atand", "1", ""}, {"gamma", "5", ""}, {"lgamma", "2", ""},
		{"erfc", "0", ""}, {"cosh", "0", ""}, {"acosh", "1", ""}, {"hypot", "3", "4"}, {"log", "8", "2"}, {"root", "8", "3"}, {"pow", "4", "0.5"},
		{"pow", "2", "-1"}, {"atan2", "0", "1"},
	} {
		x := num(t, v.x).WithRounded(true)
		var got Number
		var err error
		if f, ok := oneArgument[v.name]; ok {
			got, err = f(c, x)
		} else {
			got, err = twoArguments[v.name](c, x, num(t, v.y))
			if again, _ := twoArguments[v.name](c, num(t, v.x), num(t, v.y).WithRounded(true)); !again.Rounded() {
				t.Errorf("%s(%s, rounded %s) is not marked", v.name, v.x, v.y)
			}
		}
		if err != nil || !got.Rounded() {
			t.Errorf("%s(rounded %s %s) = %v, %v: not marked", v.name, v.x, v.y, got, err)
		}
	}
}

// TestConstants holds the constants against known digits at every precision.
func TestConstants(t *testing.T) {
	noGuesses(t)
	known := []struct {
		f      func(*Context) (Number, error)
		digits string
	}{
		{(*Context).Pi, "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679821480865132823066470938446095505822"},
		{(*Context).Tau, "6.2831853071795864769252867665590057683943387987502116419498891846156328125724179972560696506842341359642961730265646132941876892191011644"},
		{(*Context).E, "2.7182818284590452353602874713526624977572470936999595749669676277240766303535475945713821785251664274274663919320030599218174135966290435"},
		{(*Context).Phi, "1.6180339887498948482045868343656381177203091798057628621354486227052604628189024497072072041893911374847540880753868917521266338622235369"},
	}
	for _, k := range known {
		want := num(t, k.digits)
		for p := 1; p <= 130; p++ {
			for mode := HalfEven; mode < numRoundings; mode++ {
				c := &Context{Precision: p, Rounding: mode}
				coef, exp := want.parts()
				w, _ := c.roundBig(coef, exp, true, false)
				if got, err := k.f(c); err != nil || !Equal(got, w) || !got.Rounded() {
					t.Fatalf("%s… to %d %s = %v, %v, want %v", k.digits[:6], p, mode, got, err, w)
				}
			}
		}
	}
}
