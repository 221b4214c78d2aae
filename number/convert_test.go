package number

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

func TestDecimalRoundTrip(t *testing.T) {
	for _, s := range []string{"0", "1", "-1", "19.99", "-0.05", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "999999999999999999",
		"1000000000000000000", "1e50", "1e-50", "123456789012345678901234567890.123456789", "-170141183460469231731687303715884105728"} {
		n := num(t, s)
		d, err := n.Decimal()
		if err != nil {
			t.Fatal(err)
		}
		want, err := decimal.NewFromString(s)
		if err != nil || !d.Equal(want) {
			t.Errorf("Decimal(%s) = %v", s, d)
		}
		back, err := FromDecimal(d)
		if err != nil || !Equal(back, n) {
			t.Errorf("FromDecimal(%s) = %v, %v", s, back, err)
		}
	}
	for _, exp := range []int32{math.MaxInt32, math.MinInt32, 1_000_000_000, -1_000_000_000} {
		if n, err := FromDecimal(decimal.New(1, exp)); !IsKind(err, TooLarge) {
			t.Errorf("1e%d becomes %v, %v", exp, n, err)
		}
		if n, err := FromDecimal(decimal.New(0, exp)); err != nil || !n.IsZero() {
			t.Errorf("0e%d becomes %v, %v", exp, n, err)
		}
	}
	if n, err := FromDecimal(decimal.Decimal{}); err != nil || !n.IsZero() {
		t.Errorf("the zero Decimal becomes %v, %v", n, err)
	}
	if n, err := FromDecimal(decimal.New(-1, -999_999_999)); err != nil || n.String() != "-1e-999999999" {
		t.Errorf("-1e-999999999 becomes %v, %v", n, err)
	}
	x := decimal.New(1999, -2)
	if n := testing.AllocsPerRun(100, func() { sinkNumber, _ = FromDecimal(x) }); n != 0 {
		t.Errorf("FromDecimal allocates %v times", n)
	}
}

func TestFloats(t *testing.T) {
	for _, f := range []float64{0, 1, -1, 19.99, 0.1, 1e21, 1e22, 1e23, 1e-7, 5e-324, math.MaxFloat64, math.SmallestNonzeroFloat64, 1 << 53, 1<<53 + 2, -123456.789,
		math.Pi, 1.0 / 3, 9007199254740993, 4503599627370497.5, math.Copysign(0, -1)} {
		n, err := FromFloat64(f)
		if err != nil {
			t.Fatal(err)
		}
		want := num(t, strconv.FormatFloat(math.Abs(f), 'e', -1, 64))
		if f < 0 {
			want = want.neg()
		}
		if !Equal(n, want) || n.Rounded() {
			t.Errorf("FromFloat64(%v) = %v", f, n)
		}
		if got := n.Float64(); got != f {
			t.Errorf("%v comes back as %v", f, got)
		}
		if got := forceBig(n).Float64(); got != f {
			t.Errorf("%v comes back as %v from the big lane", f, got)
		}
	}
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if n, err := FromFloat64(f); !IsKind(err, BadArgument) {
			t.Errorf("FromFloat64(%v) = %v, %v", f, n, err)
		}
	}
	for _, tt := range []struct {
		in   string
		want float64
	}{{"1e999999999", math.Inf(1)}, {"-1e400", math.Inf(-1)}, {"1e-999999999", 0}, {"12345678901234567890123456789", 12345678901234567890123456789}} {
		if got := num(t, tt.in).Float64(); got != tt.want {
			t.Errorf("Float64(%s) = %v", tt.in, got)
		}
	}
	long, _ := (&Context{}).powInt(num(t, "1.5"), FromInt64(30)) // many digits around a float64
	huge, _ := newNumber(new(big.Int).Exp(big.NewInt(3), big.NewInt(10_000), nil), -4700, false)
	for _, n := range []Number{long, huge} {
		want, _ := n.Rat().Float64()
		if got := n.Float64(); got != want {
			t.Errorf("Float64 = %v, want %v", got, want)
		}
	}
}

func TestIntegers(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int64
		ok   bool
	}{
		{"0", 0, true}, {"5", 5, true}, {"-5", -5, true}, {"5.00", 5, true}, {"5.5", 0, false}, {"5e3", 5000, true}, {"9223372036854775807", math.MaxInt64, true},
		{"9223372036854775808", 0, false}, {"-9223372036854775808", math.MinInt64, true}, {"-9223372036854775809", 0, false}, {"1e18", 1e18, true}, {"1e19", 0, false},
		{"1e999999999", 0, false}, {"1e-999999999", 0, false}, {"12300000000000000000000000000000000000e-35", 123, true},
		{"1230000000000000000000000000000000000000e-37", 123, true}, {"12345678901234567890123456789012345678901", 0, false},
	} {
		n := num(t, tt.in)
		if got, ok := n.Int64(); ok != tt.ok || ok && got != tt.want {
			t.Errorf("Int64(%s) = %d, %v", tt.in, got, ok)
		}
		v, ok := n.BigInt()
		if want := n.Rat(); n.IsInteger() && n.Adjusted() < 100 && (!ok || new(big.Rat).SetInt(v).Cmp(want) != 0) {
			t.Errorf("BigInt(%s) = %v, %v", tt.in, v, ok)
		}
	}
	if _, ok := num(t, "1e999999999").BigInt(); ok {
		t.Error("a number of a billion digits is written out")
	}
	if num(t, "1e999999999").Rat() != nil || num(t, "1e-999999999").Rat() != nil {
		t.Error("a fraction of a billion digits is written out")
	}
	if got := FromUint64(math.MaxUint64).String(); got != "18446744073709551615" {
		t.Errorf("FromUint64: %s", got)
	}
	if got := FromInt64(math.MinInt64).String(); got != "-9223372036854775808" {
		t.Errorf("FromInt64: %s", got)
	}
	if got, err := (&Context{}).FromRat(big.NewRat(-22, 7)); err != nil || got.String()+mark(got) != "-3.142857142857142857142857142857143~" {
		t.Errorf("FromRat: %v, %v", got, err)
	}
	if got, err := (&Context{}).FromRat(big.NewRat(1, 8)); err != nil || got.String()+mark(got) != "0.125" {
		t.Errorf("FromRat: %v, %v", got, err)
	}
}
