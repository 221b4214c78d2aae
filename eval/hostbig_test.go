package eval

import (
	"math/big"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

func ratOf(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%s is no fraction", s)
	}
	return r
}

func floatOf(t *testing.T, s string) *big.Float {
	t.Helper()
	x, ok := new(big.Float).SetPrec(300).SetString(s)
	if !ok {
		t.Fatalf("%s is no number", s)
	}
	return x
}

// TestBigFractions reads fractions: what ends is exact, however many digits the
// program rounds to.
func TestBigFractions(t *testing.T) {
	const long = "123456789012345678901234567890123456789012345.0625"
	for _, c := range []struct {
		x     any
		want  string
		exact bool
	}{
		{ratOf(t, "0"), "0", true}, {ratOf(t, "-7"), "-7", true}, {ratOf(t, "12345/8"), "1543.125", true}, {ratOf(t, "1/3125"), "0.00032", true},
		{ratOf(t, "-3/1280"), "-0.00234375", true}, {ratOf(t, long), long, true}, {ratOf(t, "1/3"), "0.33333", false}, {ratOf(t, "100000/7"), "14286", false},
		{ratOf(t, "1/15"), "0.066667", false}, {ratOf(t, "1/"+new(big.Int).Exp(big.NewInt(5), big.NewInt(60), nil).String()), "1.152921504606846976e-42", true},
		{floatOf(t, "1543.125"), "1543.125", true}, {floatOf(t, long), long, true}, {floatOf(t, "-0"), "0", true}, {big.NewFloat(0.1), "0.1000000000000000055511151231257827021181583404541015625", true},
	} {
		p, err := Compile(&diag.Source{Text: "x"}, CompileOptions{Options: Options{Precision: 5}})
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Eval(t.Context(), map[string]any{"x": c.x})
		if err != nil || v.String() != c.want || v.Exact() != c.exact {
			t.Errorf("%v: got %v, %v, exact %v, want %s", c.x, v, err, v.Exact(), c.want)
		}
	}
	tiny := new(big.Float).SetMantExp(big.NewFloat(1), -maxBinaryExponent+1)
	v, err := ValueOf(tiny)
	if n, _ := v.Number(); err != nil || n.Digits() != 732923 || !v.Exact() {
		t.Errorf("2^-1048575 has %d digits, %v", n.Digits(), err)
	}
	for _, x := range []any{new(big.Float).SetInf(true), new(big.Float).SetMantExp(big.NewFloat(1), maxBinaryExponent+1)} {
		if got := hostText(compileText(t, "x"), map[string]any{"x": x}); !strings.HasPrefix(got, "error: host: x: ") {
			t.Errorf("%v: got %s", x, got)
		}
	}
}

// TestPowersOfTen tells the fractions that end from others, whatever their size.
func TestPowersOfTen(t *testing.T) {
	for _, i := range []uint{0, 1, 2, 63, 64, 1000} {
		for j := range uint(700) {
			d := powerOfFive(j)
			d.Lsh(d, i)
			if twos, fives, ok := powersOfTen(d); !ok || twos != i || fives != j {
				t.Fatalf("2^%d * 5^%d: got %d, %d, %v", i, j, twos, fives, ok)
			}
			if _, _, ok := powersOfTen(d.Mul(d, big.NewInt(3))); ok {
				t.Fatalf("3 * 2^%d * 5^%d ends", i, j)
			}
		}
	}
}
