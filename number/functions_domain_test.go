package number

import (
	"errors"
	"strings"
	"testing"
)

// TestFunctionErrors lists arguments outside the domains, the kind of error and a word of the message or hint that tells
// what to do.
func TestFunctionErrors(t *testing.T) {
	tests := []struct {
		name, x, y string
		kind       ErrorKind
		word       string
	}{
		{"sqrt", "-1", "", Domain, "negative"}, {"root", "-16", "4", Domain, "odd roots"}, {"root", "2", "0", Domain, "0th"}, {"root", "0", "-3", DivisionByZero, ""},
		{"root", "2", "1.5", BadArgument, "x^(1/n)"}, {"ln", "0", "", Domain, "positive"}, {"ln", "-1", "", Domain, "positive"}, {"log10", "-1", "", Domain, "log10"},
		{"log2", "0", "", Domain, "log2"}, {"log1p", "-1", "", Domain, "ln(1 + x)"}, {"log1p", "-1.5", "", Domain, ""}, {"log", "-1", "2", Domain, ""},
		{"log", "2", "1", Domain, "base"}, {"log", "2", "0", Domain, "base"}, {"log", "2", "-2", Domain, "base"}, {"asin", "1.0000000000000000000000000000000000001", "", Domain, "-1 to 1"},
		{"acos", "-2", "", Domain, "-1 to 1"}, {"asind", "1e999999999", "", Domain, ""}, {"acosd", "-1.1", "", Domain, ""}, {"acosh", "0.999", "", Domain, "at least 1"},
		{"acosh", "-5", "", Domain, ""}, {"acosh", "0", "", Domain, ""}, {"atanh", "1", "", Domain, "beyond all bounds"}, {"atanh", "-1", "", Domain, ""}, {"atanh", "7", "", Domain, ""},
		{"tand", "90", "", Domain, "90"}, {"tand", "-270", "", Domain, "90"}, {"tand", "1e999999999", "", 0, ""}, {"gamma", "0", "", Domain, "negative integers"}, {"gamma", "-7", "", Domain, ""},
		{"gamma", "-1e999999999", "", Domain, ""}, {"lgamma", "0", "", Domain, ""}, {"lgamma", "-3", "", Domain, ""}, {"atan2", "0", "0", Domain, "atan2"}, {"pow", "-8", "0.333", Domain, "cbrt"},
		{"pow", "-8", "0.5", Domain, "root"}, {"pow", "0", "-1", DivisionByZero, ""}, {"pow", "0", "-0.5", DivisionByZero, ""},
		{"exp", "1e10", "", TooLarge, "10^4,342,944,819"}, {"exp", "-1e10", "", TooLarge, "too small"}, {"exp", "1e999999999", "", TooLarge, ""}, {"expm1", "3e9", "", TooLarge, ""},
		{"sinh", "-1e12", "", TooLarge, ""}, {"cosh", "1e999999999", "", TooLarge, ""}, {"gamma", "1e10", "", TooLarge, "10^95,657,055,176"}, {"gamma", "1e999999999", "", TooLarge, ""},
		{"gamma", "-999999999.5", "", TooLarge, "too small"}, {"lgamma", "1e999999999", "", TooLarge, ""}, {"erfc", "1e5", "", TooLarge, "10^-4,342,944,819"}, {"pow", "2", "1e30", TooLarge, ""},
		{"pow", "1.5", "1e12", TooLarge, ""}, {"pow", "0.5", "1e18", TooLarge, "too small"}, {"pow", "3", "-1e12", TooLarge, ""}, {"pow", "2", "12345678901.5", TooLarge, ""},
		{"sin", "1e999999999", "", TooLarge, "digits of π"}, {"cos", "1e200000", "", TooLarge, "100,000"}, {"tan", "-1e999999999", "", TooLarge, ""}, {"atan2", "1e-999999999", "1e999999999", TooLarge, ""},
		{"sind", "1e-999999999", "", TooLarge, "too small"}, {"to_degrees", "1e999999999", "", TooLarge, ""}, {"to_radians", "1e-999999999", "", TooLarge, ""},
	}
	for _, v := range tests {
		for _, p := range []int{34, 60} {
			c := &Context{Precision: p}
			got, err := callFunction(t, c, v.name, v.x, v.y)
			if v.kind == 0 {
				if err != nil {
					t.Errorf("%s(%s) fails: %v", v.name, v.x, err)
				}
				continue
			}
			var e *Error
			if !errors.As(err, &e) || e.Kind != v.kind || !strings.Contains(e.Message+" "+e.Hint, v.word) {
				t.Errorf("%s(%s %s) = %v, %v, want a %v error with %q", v.name, v.x, v.y, got, err, v.kind, v.word)
			}
		}
	}
}

// TestFunctionsRequireExact holds that irrational results are refused in require-exact mode, without work.
func TestFunctionsRequireExact(t *testing.T) {
	m := &workLimit{limit: 1000}
	c := &Context{Precision: 100_000, Exact: true, Meter: m}
	for _, v := range []struct{ name, x, y string }{
		{"exp", "1", ""}, {"ln", "2", ""}, {"sin", "1", ""}, {"sin", "1e-999999999", ""}, {"tanh", "1e9", ""}, {"gamma", "0.5", ""}, {"erf", "1", ""},
		{"atan2", "1", "2"}, {"log", "2", "3"}, {"pow", "2", "0.3"}, {"sind", "31", ""}, {"asinh", "1", ""}, {"lgamma", "3", ""}, {"acos", "0.5", ""},
	} {
		if got, err := callFunction(t, c, v.name, v.x, v.y); !IsKind(err, Inexact) {
			t.Errorf("%s(%s) = %v, %v, want an Inexact error", v.name, v.x, got, err)
		}
	}
	if _, err := c.Pi(); !IsKind(err, Inexact) {
		t.Errorf("π in require-exact mode: %v", err)
	}
	if _, err := (&Context{Exact: true}).Sqrt(FromInt64(2)); !IsKind(err, Inexact) {
		t.Errorf("√2 in require-exact mode: %v", err)
	}
}

// workLimit is a meter that allows so many word operations.
type workLimit struct{ limit, used int64 }

var errLimit = errors.New("out of work")

func (m *workLimit) Work(ops, _ int64) error {
	if m.used += ops; m.used > m.limit {
		return errLimit
	}
	return nil
}

// TestHostileFunctions calls every function with arguments that a naive one would write out, at every rounding mode: each
// answers within little work, a value or an error.
func TestHostileFunctions(t *testing.T) {
	noGuesses(t)
	args := []string{
		"1e-999999999", "-1e-999999999", "1e999999999", "-1e999999999", "9.99e-500000000", "1e10", "-1e10", "999999999", "-999999999.5",
		"1e-1000", "1e1000", "0.5", "1", "-1", "2", "1e-40", "-1e-20", "3e9",
	}
	run := func(name string, x, y string) {
		for mode := HalfEven; mode < numRoundings; mode++ {
			for _, p := range []int{7, 50} {
				c := &Context{Precision: p, Rounding: mode, Meter: &workLimit{limit: 2_000_000}}
				if _, err := callFunction(t, c, name, x, y); errors.Is(err, errLimit) {
					t.Fatalf("%s(%s %s) to %d %s: more work than it should take", name, x, y, p, mode)
				}
			}
		}
	}
	for name := range oneArgument {
		for _, x := range args {
			run(name, x, "")
		}
	}
	for name := range twoArguments {
		for _, x := range args {
			for _, y := range args {
				run(name, x, y)
			}
		}
	}
}

// TestStickyResults holds results next to short numbers against what the first term of the series says, in every mode.
func TestStickyResults(t *testing.T) {
	noGuesses(t)
	// The value lies above (+) or below (-) what is given, in magnitude, by less than anything to be seen.
	tests := []struct{ name, x, y, at, side string }{
		{"exp", "1e-999999999", "", "1", "+"}, {"exp", "-1e-300", "", "1", "-"}, {"expm1", "1e-300", "", "1e-300", "+"}, {"expm1", "-1e-300", "", "-1e-300", "-"},
		{"expm1", "-1e9", "", "-1", "-"}, {"log1p", "1e-300", "", "1e-300", "-"}, {"log1p", "-1e-300", "", "-1e-300", "+"}, {"sin", "1e-500", "", "1e-500", "-"},
		{"sin", "-3e-999999999", "", "-3e-999999999", "-"}, {"cos", "1e-300", "", "1", "-"}, {"tan", "2e-300", "", "2e-300", "+"}, {"asin", "1e-300", "", "1e-300", "+"},
		{"atan", "1e-300", "", "1e-300", "-"}, {"sinh", "1e-300", "", "1e-300", "+"}, {"cosh", "1e-300", "", "1", "+"}, {"tanh", "1e-300", "", "1e-300", "-"},
		{"tanh", "1e9", "", "1", "-"}, {"tanh", "-1e999999999", "", "-1", "-"}, {"asinh", "1e-300", "", "1e-300", "-"}, {"atanh", "1e-300", "", "1e-300", "+"},
		{"erf", "1e9", "", "1", "-"}, {"erf", "-1e999999999", "", "-1", "-"}, {"erfc", "1e-300", "", "1", "-"}, {"erfc", "-1e-300", "", "1", "+"}, {"erfc", "-1e9", "", "2", "-"},
		{"cosd", "1e-300", "", "1", "-"}, {"atand", "1e300", "", "90", "-"}, {"atand", "-1e300", "", "-90", "-"}, {"acosd", "1e-300", "", "90", "-"}, {"acosd", "-1e-300", "", "90", "+"},
		{"gamma", "1e-300", "", "1e300", "-"}, {"gamma", "-4e-300", "", "-2.5e299", "+"}, {"hypot", "2", "1e-300", "2", "+"}, {"hypot", "1e-999999999", "-7", "7", "+"},
		{"atan2", "1e-300", "4", "2.5e-301", "-"}, {"pow", "7", "1e-300", "1", "+"}, {"pow", "7", "-1e-300", "1", "-"}, {"pow", "0.3", "1e-300", "1", "-"}, {"root", "2", "1e300", "1", "+"},
		{"root", "0.5", "1e300", "1", "-"}, {"root", "-2", "999999999999999999999999999999999999999999999999999999999999999", "-1", "+"},
		{"log10", "1000." + strings.Repeat("0", 300) + "1", "", "3", "+"}, {"log10", "0.00" + strings.Repeat("9", 300), "", "-2", "+"}, {"log2", "8." + strings.Repeat("0", 300) + "1", "", "3", "+"},
		{"log2", "0.124" + strings.Repeat("9", 300), "", "-3", "+"}, {"ln", "1." + strings.Repeat("0", 300) + "1", "", "1e-301", "-"}, {"ln", "0." + strings.Repeat("9", 300), "", "-1e-300", "+"},
		{"sind", "30." + strings.Repeat("0", 300) + "1", "", "0.5", "+"}, {"sind", "149." + strings.Repeat("9", 300), "", "0.5", "+"}, {"cosd", "240." + strings.Repeat("0", 300) + "1", "", "-0.5", "-"},
		{"tand", "44." + strings.Repeat("9", 300), "", "1", "-"}, {"tand", "135." + strings.Repeat("0", 300) + "1", "", "-1", "-"}, {"sind", "89." + strings.Repeat("9", 300), "", "1", "-"},
		{"asind", "0.5" + strings.Repeat("0", 300) + "1", "", "30", "+"}, {"acosd", "-0.5" + strings.Repeat("0", 300) + "1", "", "120", "+"}, {"acosd", "0.4" + strings.Repeat("9", 300), "", "60", "+"},
		{"gamma", "3." + strings.Repeat("0", 300) + "1", "", "2", "+"}, {"gamma", "0." + strings.Repeat("9", 300), "", "1", "+"}, {"acos", "0." + strings.Repeat("9", 399) + "8", "", "2e-200", "+"},
		{"asind", "0." + strings.Repeat("9", 399), "", "90", "-"}, {"asind", "-0." + strings.Repeat("9", 399), "", "-90", "-"},
		{"acosd", "-0." + strings.Repeat("9", 399), "", "180", "-"},
		{"acosh", "1." + strings.Repeat("0", 399) + "2", "", "2e-200", "-"},
	}
	for _, v := range tests {
		for mode := HalfEven; mode < numRoundings; mode++ {
			for _, p := range []int{3, 34, 60} {
				c := &Context{Precision: p, Rounding: mode}
				coef, exp := num(t, v.at).parts()
				dir := 1
				if v.side == "-" {
					dir = -1
				}
				want, wantErr := c.near(coef, exp, dir)
				got, err := callFunction(t, c, v.name, v.x, v.y)
				if (err == nil) != (wantErr == nil) || err == nil && !Equal(got, want) {
					t.Errorf("%s(%.20s %s) to %d %s = %v, %v, want %v", v.name, v.x, v.y, p, mode, got, err, want)
				}
			}
		}
	}
}
