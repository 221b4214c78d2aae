package number

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

func TestExactAndRounded(t *testing.T) {
	c, all, strict := &Context{}, &Context{RoundAll: true}, &Context{Exact: true}
	long := strings.Repeat("7", 50)
	for _, tt := range []struct {
		c        *Context
		a, op, b string
		want     string
	}{
		{c, "0.1", "+", "0.2", "0.3"}, {c, long, "+", "1", long[:49] + "8"}, {c, "1e30", "+", "1e-30", "1000000000000000000000000000000.000000000000000000000000000001"},
		{c, "1", "/", "8", "0.125"}, {c, "1", "/", "3", "0.3333333333333333333333333333333333~"}, {c, "2", "/", "3", "0.6666666666666666666666666666666667~"},
		{c, "5e-1~", "+", "1", "1.5~"}, {c, long + "~", "+", "0", "7.777777777777777777777777777777778e49~"}, {c, "0~", "+", "5", "5~"}, {c, "0~", "*", "5", "0~"},
		{all, long, "+", "0", "7.777777777777777777777777777777778e49~"}, {all, "1", "/", "8", "0.125"}, {all, "0.1", "+", "0.2", "0.3"},
		{c, "1e999999999", "+", "1", "!limit"}, {c, "1e999999999", "+", "1~", "1e999999999~"}, {all, "1e999999999", "-", "1", "1e999999999~"},
		{c, "1e999999999", "-", "1e-999999999~", "1e999999999~"}, {c, "1e-999999999", "+", "1e999999999~", "1e999999999~"},
		{c, "1e999999999", "*", "10", "!limit"}, {c, "1e-999999999", "*", "0.1", "!limit"}, {c, "1e-999999999", "/", "10", "!limit"}, {c, "1", "/", "1e-999999999", "1e999999999"},
		{c, "1e600000000", "*", "1e600000000", "!limit"}, {c, "1e-600000000", "*", "1e-600000000", "!limit"}, {c, "5e999999999", "+", "5e999999999", "!limit"},
		{c, "1e500000000", "*", "1e499999999", "1e999999999"}, {c, "3e-999999999", "/", "3", "1e-999999999"}, {c, "0", "*", "1e999999999", "0"},
		{c, "1", "/", "0", "!division by zero"}, {c, "0", "/", "0", "!division by zero"}, {c, "0", "/", "7", "0"}, {c, "0", "/", "7~", "0~"},
		{strict, "1", "/", "3", "!inexact"}, {strict, "1", "/", "8", "0.125"}, {strict, long, "*", long, "6049382716049382716049382716049382716049382716049372839506172839506172839506172839506172839506172839506172839506172839506172839506172839506172839506172839506172839506172839506172839"},
		{&Context{Exact: true, RoundAll: true}, long, "+", "1", "!inexact"}, {&Context{Exact: true, RoundAll: true}, "1e50", "+", "1", "!inexact"},
		{&Context{Exact: true, RoundAll: true}, "1e999999999", "+", "1", "!inexact"}, {&Context{Exact: true, RoundAll: true}, "1", "+", "1", "2"},
	} {
		a, b := num(t, tt.a), num(t, tt.b)
		var got Number
		var err error
		switch tt.op {
		case "+":
			got, err = tt.c.Add(a, b)
		case "-":
			got, err = tt.c.Sub(a, b)
		case "*":
			got, err = tt.c.Mul(a, b)
		case "/":
			got, err = tt.c.Quo(a, b)
		}
		want := tt.want
		if tt.op == "*" && tt.a == long && want[0] != '!' {
			x, _ := new(big.Int).SetString(long, 10)
			want = x.Mul(x, x).String()
		} else if strings.Contains(want, "e49~") {
			want = num(t, want).String() + "~"
		}
		expect(t, tt.a+" "+tt.op+" "+tt.b, got, err, want)
	}
}

// TestStickyDirections has a value far below the last digit push the rounding in every mode, and sign.
func TestStickyDirections(t *testing.T) {
	for mode := range numRoundings {
		for _, big := range []string{"1e60", "-1e60", "15e60", "-25e60", "10000005e60", "9999999e60"} {
			for _, tiny := range []string{"1e-20", "-1e-20", "3e-700000", "-3e-700000", "1", "-1"} {
				for _, p := range []int{1, 2, 7, 34} {
					c := &Context{RoundAll: true, Precision: p, Rounding: mode}
					got, err := c.Add(num(t, big), num(t, tiny))
					if err != nil {
						t.Fatal(err)
					}
					near := "1e-20" // pushes as much as anything smaller
					if tiny[0] == '-' {
						near = "-1e-20"
					}
					sum, _ := (&Context{}).Add(num(t, big), num(t, near))
					want, _ := roundRat(sum.Rat(), p, mode)
					if got.Rat().Cmp(want) != 0 || !got.Rounded() {
						t.Fatalf("%s + %s to %d %v = %v%s, want %v", big, tiny, p, mode, got, mark(got), want.FloatString(0))
					}
				}
			}
		}
	}
}

func TestDigitLimit(t *testing.T) {
	c := &Context{MaxDigits: 100}
	nines := num(t, strings.Repeat("9", 100))
	for _, tt := range []struct {
		name string
		f    func() (Number, error)
		want string
	}{
		{"sum at the limit", func() (Number, error) { return c.Add(num(t, "1e99"), FromInt64(1)) }, ""},
		{"sum over the limit", func() (Number, error) { return c.Add(num(t, "1e100"), FromInt64(1)) }, "101 digits"},
		{"carry to a short number", func() (Number, error) { return c.Add(nines, FromInt64(1)) }, ""},
		{"carry over the limit", func() (Number, error) { return c.Add(nines, FromInt64(2)) }, "101 digits"},
		{"cancelling", func() (Number, error) { return c.Sub(num(t, "1e100"), FromInt64(1)) }, ""},
		{"product", func() (Number, error) { return c.Mul(nines, FromInt64(7)) }, "101 digits"},
		{"product that ends in zeros", func() (Number, error) {
			two, _ := (&Context{}).powInt(FromInt64(2), FromInt64(140))
			five, _ := (&Context{}).powInt(FromInt64(5), FromInt64(140))
			return c.Mul(two, five)
		}, ""},
		{"long product", func() (Number, error) { return c.Mul(nines, nines) }, "199 digits"},
		{"power", func() (Number, error) { return c.powInt(FromInt64(9), FromInt64(1000)) }, "955 digits"},
		{"power of a power", func() (Number, error) { return c.powInt(FromInt64(9), FromInt64(387_420_489)) }, "369,693,100 digits"},
		{"power of ten", func() (Number, error) { return c.powInt(FromInt64(10), FromInt64(5000)) }, ""},
		{"factorial", func() (Number, error) { return c.Factorial(FromInt64(1000)) }, "2,319 digits"},
		{"shift", func() (Number, error) { return c.ShiftLeft(FromInt64(1), FromInt64(1_000_000_000_000)) }, "digits"},
		{"quotient of digits", func() (Number, error) { return c.QuoInt(num(t, "1e300"), FromInt64(7)) }, "digits"},
		{"binomial", func() (Number, error) { return c.Binomial(FromInt64(1_000_000), FromInt64(500_000)) }, "digits"},
		{"lcm", func() (Number, error) { return c.LCM(nines, num(t, strings.Repeat("9", 99)+"7")) }, "digits"},
	} {
		_, err := tt.f()
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (!IsKind(err, TooLarge) || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error %v, want one of %s", tt.name, err, tt.want)
		}
	}
}

// meter counts what it is asked, and fails after so many calls.
type meter struct {
	calls, left int
	ops, bytes  int64
}

var errStop = errors.New("stop")

func (m *meter) Work(ops, bytes int64) error {
	m.calls++
	m.ops += ops
	m.bytes += bytes
	if m.left--; m.left == 0 {
		return errStop
	}
	return nil
}

func TestMeter(t *testing.T) {
	seven, err := (&Context{}).powInt(FromInt64(7), FromInt64(60_000))
	if err != nil {
		t.Fatal(err)
	}
	eleven, _ := (&Context{}).powInt(FromInt64(11), FromInt64(40_000))
	text := seven.String()
	many := make([]Number, 5000)
	for i := range many {
		many[i] = num(t, "1.000000000000001")
	}
	for name, f := range map[string]func(c *Context) error{
		"mul":       func(c *Context) error { _, err := c.Mul(seven, eleven); return err },
		"quo":       func(c *Context) error { _, err := c.Quo(seven, eleven); return err },
		"rem":       func(c *Context) error { _, err := c.Rem(seven, eleven); return err },
		"pow":       func(c *Context) error { _, err := c.powInt(FromInt64(3), FromInt64(100_000)); return err },
		"factorial": func(c *Context) error { _, err := c.Factorial(FromInt64(10_000)); return err },
		"binomial":  func(c *Context) error { _, err := c.Binomial(FromInt64(100_000), FromInt64(30_000)); return err },
		"gcd":       func(c *Context) error { _, err := c.GCD(seven, eleven); return err },
		"is_prime":  func(c *Context) error { _, err := c.IsPrime(seven); return err },
		"text":      func(c *Context) error { _, err := c.AppendText(nil, seven); return err },
		"parse":     func(c *Context) error { _, err := c.Parse(text); return err },
		"product":   func(c *Context) error { _, err := c.Product(many); return err },
		"shift":     func(c *Context) error { _, err := c.ShiftLeft(FromInt64(1), FromInt64(200_000)); return err },
	} {
		m := &meter{left: -1}
		if err := f(&Context{Meter: m}); err != nil || m.calls == 0 || m.ops == 0 {
			t.Errorf("%s: %d calls, %d word operations, error %v", name, m.calls, m.ops, err)
		}
		for _, at := range []int{1, (m.calls + 1) / 2, m.calls} {
			if err := f(&Context{Meter: &meter{left: at}}); err != errStop {
				t.Errorf("%s stopped at call %d of %d: error %v", name, at, m.calls, err)
			}
		}
	}
	m := &meter{left: -1}
	c := &Context{Meter: m}
	if _, err := c.Mul(num(t, "123456789012345678901234567890"), num(t, "987654321098765432109876543210")); err != nil || m.calls != 0 {
		t.Errorf("a short product asks the meter %d times: %v", m.calls, err)
	}
}
