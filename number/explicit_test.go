package number

import (
	"math"
	"testing"
)

func TestExplicitRounding(t *testing.T) {
	var c Context
	third, err := c.Quo(FromInt64(1), FromInt64(3))
	if err != nil {
		t.Fatal(err)
	}
	ten := num(t, "9.999999999999999999999999999999999~") // 10/3*3
	for _, tt := range []struct {
		x      Number
		places int64
		mode   Rounding
		want   string
	}{
		{num(t, "2.5"), 0, HalfEven, "2"}, {num(t, "3.5"), 0, HalfEven, "4"}, {num(t, "-2.5"), 0, HalfUp, "-3"}, {num(t, "1250"), -2, HalfEven, "1200"},
		{num(t, "1250"), -2, HalfUp, "1300"}, {num(t, "0.5"), 0, HalfEven, "0"}, {num(t, "1"), -1, Up, "10"}, {num(t, "-1"), -3, Floor, "-1000"},
		{num(t, "-1"), -3, Ceiling, "0"}, {num(t, "1.25"), 1 << 60, HalfEven, "1.25"}, {num(t, "1.25"), math.MaxInt64, HalfEven, "1.25"},
		{num(t, "1.25"), math.MinInt64, HalfEven, "0"}, {num(t, "1.25"), -1 << 60, Down, "0"}, {num(t, "1.25"), math.MinInt64, Up, "!limit"},
		{num(t, "1.25"), -999_999_999, Up, "1e999999999"}, {num(t, "1.25"), -1_000_000_000, Up, "!limit"},
		{num(t, "1e999999999"), 10, HalfEven, "1e999999999"}, {num(t, "1e-999999999"), 10, HalfEven, "0"}, {num(t, "1e-999999999"), 10, Up, "1e-10"},
		{num(t, "9.99e999999999"), -999_999_999, HalfEven, "!limit"}, {num(t, "0"), -5, Up, "0"},
		{num(t, "50"), -2, ZeroFiveUp, "100"}, {num(t, "150"), -2, ZeroFiveUp, "100"}, {num(t, "550"), -2, ZeroFiveUp, "600"},
		// rounded arguments
		{third, 2, HalfEven, "0.33"}, {third, 30, HalfEven, "0.333333333333333333333333333333"}, {third, 31, Up, "0.3333333333333333333333333333334~"},
		{third, 40, HalfEven, "0.3333333333333333333333333333333333~"}, {ten, 0, HalfEven, "10"}, {ten, 0, Floor, "9~"}, {ten, 0, Ceiling, "10~"},
		{num(t, "10~"), 0, Floor, "10~"}, {num(t, "10~"), 0, HalfEven, "10"}, {num(t, "2.5~"), 0, HalfEven, "2~"}, {num(t, "2.4~"), 0, HalfEven, "2"},
		{num(t, "0~"), 2, HalfEven, "0~"}, {num(t, "1e-50~"), 2, HalfEven, "0"}, {num(t, "1e-50~"), 2, Floor, "0"},
	} {
		for _, x := range []Number{tt.x, forceBig(tt.x)} {
			got, err := c.Round(x, tt.places, tt.mode)
			expect(t, "Round("+x.String()+mark(x)+")", got, err, tt.want)
		}
	}
}

func TestRoundSigAndTo(t *testing.T) {
	c := &Context{}
	for _, tt := range []struct {
		x      string
		digits int64
		want   string
	}{
		{"1234567", 3, "1230000"}, {"0.00999", 2, "0.01"}, {"0", 5, "0"}, {"12.5", 100, "12.5"}, {"12.5", math.MaxInt64, "12.5"},
		{"1", 0, "!bad argument"}, {"1e999999999", 1, "1e999999999"}, {"1.5~", 3, "1.5"}, {"9.995~", 3, "10~"},
	} {
		got, err := c.RoundSig(num(t, tt.x), tt.digits)
		expect(t, "RoundSig("+tt.x+")", got, err, tt.want)
	}
	for _, tt := range []struct{ x, step, want string }{
		{"9.98", "0.05", "10"}, {"9.97", "0.05", "9.95"}, {"-9.98", "0.05", "-10"}, {"7", "-2", "8"}, {"5", "2", "4"}, {"7", "0", "!bad argument"},
		{"1e999999999", "7", "!limit"}, {"1e999999999", "5", "1e999999999"}, {"1", "1e999999999", "0"}, {"9.98~", "0.05", "10"},
		{"9.975~", "0.05", "10~"}, {"9.98", "0.05~", "10~"}, {"1e-999999999", "0.1", "0"}, {"0", "3", "0"},
		{"12345678901234567890123456789012345678901234567890", "7", "12345678901234567890123456789012345678901234567889"},
	} {
		got, err := c.RoundTo(num(t, tt.x), num(t, tt.step), HalfEven)
		expect(t, "RoundTo("+tt.x+", "+tt.step+")", got, err, tt.want)
	}
}

func TestQuoIntAndRem(t *testing.T) {
	c, all := &Context{}, &Context{RoundAll: true, Precision: 5}
	for _, tt := range []struct {
		c                      *Context
		a, b, quo, rem, modulo string
	}{
		{c, "7", "2", "3", "1", "1"}, {c, "-7", "2", "-3", "-1", "1"}, {c, "7", "-2", "-3", "1", "-1"}, {c, "-7", "-2", "3", "-1", "-1"},
		{c, "7.5", "0.2", "37", "0.1", "0.1"}, {c, "1", "0", "!division by zero", "!division by zero", "!division by zero"},
		{c, "0", "5", "0", "0", "0"}, {c, "6", "-3", "-2", "0", "0"},
		{c, "1e999999999", "7", "!limit", "6", "6"}, {c, "-1e999999999", "7", "!limit", "-6", "1"}, {c, "1", "7e-999999999", "!limit", "6e-999999999", "6e-999999999"},
		{c, "1e-999999999", "7", "0", "1e-999999999", "1e-999999999"}, {c, "-1e-999999999", "7", "0", "-1e-999999999", "!limit"},
		{c, "1e999999999", "2e5", "5e999999993", "0", "0"}, {c, "1e200000", "3", "!limit", "1", "1"}, {c, "3e200000", "12e7", "2.5e199992", "0", "0"},
		{c, "10~", "3", "3", "1~", "1~"}, {c, "9~", "3", "3~", "0~", "0~"}, {c, "10", "3~", "3", "1~", "1~"}, {c, "0~", "3", "0~", "0~", "0~"},
		{c, "1e100~", "7", "1428571428571428571428571428571429e66~", "4~", "4~"},
		{all, "123456789", "1", "123460000~", "0", "0"}, {all, "1e999999999", "7", "1.4286e999999998~", "6", "6"}, {all, "1e5000", "1e2", "1e4998", "0", "0"},
		{all, "1e300", "3", "3.3333e299~", "1", "1"}, {all, "123456.7", "1000000", "0", "123460~", "123460~"},
	} {
		a, b := num(t, tt.a), num(t, tt.b)
		for _, x := range []Number{a, forceBig(a)} {
			got, err := tt.c.QuoInt(x, b)
			if want := tt.quo; want[0] != '!' {
				want = num(t, want).String() + mark(num(t, want))
				expect(t, tt.a+" // "+tt.b, got, err, want)
			} else {
				expect(t, tt.a+" // "+tt.b, got, err, want)
			}
			got, err = tt.c.Rem(x, b)
			expect(t, tt.a+" % "+tt.b, got, err, tt.rem)
			got, err = tt.c.Mod(x, b)
			expect(t, "mod("+tt.a+", "+tt.b+")", got, err, tt.modulo)
		}
	}
}

func TestQuoIntLongRounding(t *testing.T) { // the integer part only, however many digits are cut off
	for _, mode := range []Rounding{Up, Down, HalfEven, ZeroFiveUp} {
		c := &Context{RoundAll: true, Precision: 3, Rounding: mode}
		exact := &Context{}
		for _, tt := range [][2]string{{"1e150", "3"}, {"2e150", "2"}, {"1e150", "0.99999e-3"}, {"123e120", "1.000e-5"}, {"1e130", "7e-20"}} {
			a, b := num(t, tt[0]), num(t, tt[1])
			got, err := c.QuoInt(a, b)
			if err != nil {
				t.Fatal(err)
			}
			q, err := exact.QuoInt(a, b)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := c.Finish(q)
			if !Equal(got, want) || got.Rounded() != want.Rounded() {
				t.Errorf("%s // %s %v = %v%s, want %v%s", tt[0], tt[1], mode, got, mark(got), want, mark(want))
			}
		}
	}
}
