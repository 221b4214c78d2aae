package number

import (
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

// checkFloat holds both widths against strconv's shortest text, digit by digit: the coefficient has no trailing zeros
// either, wherever the text has none.
func checkFloat(t *testing.T, f float64) {
	t.Helper()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return
	}
	got, err := FromFloat64(f)
	if want := floatText(f, 64); err != nil || got.String() != want {
		t.Errorf("FromFloat64(%v) = %v, %v, want %s", f, got, err, want)
	}
	if g := float32(f); !math.IsInf(float64(g), 0) {
		got, err := FromFloat32(g)
		if want := floatText(float64(g), 32); err != nil || got.String() != want {
			t.Errorf("FromFloat32(%v) = %v, %v, want %s", g, got, err, want)
		}
	}
	if m, k, ok := shortFloat64(f); ok && k > 0 && m%10 == 0 {
		t.Errorf("%v is %de-%d, with trailing zeros", f, m, k)
	}
}

// floatText is the number of strconv's shortest text, as this package writes it.
func floatText(f float64, bits int) string {
	n, err := Parse(strconv.FormatFloat(math.Abs(f), 'e', -1, bits), 0)
	if err != nil {
		panic(err)
	}
	if f < 0 {
		n = n.neg()
	}
	return n.String()
}

func TestShortFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		digits := r.IntN(18)
		m := r.Int64N(int64(math.Pow10(digits)) + 1)
		f, _ := strconv.ParseFloat(strconv.FormatInt(m, 10)+"e-"+strconv.Itoa(r.IntN(26)), 64)
		checkFloat(t, f)
		checkFloat(t, -math.Nextafter(f, math.Inf(1)))
		checkFloat(t, math.Nextafter(f, 0))
		checkFloat(t, float64(math.Nextafter32(float32(f), 0)))
		checkFloat(t, math.Float64frombits(r.Uint64()))
		checkFloat(t, float64(math.Float32frombits(r.Uint32())))
	}
	for _, f := range []float64{1e15 - 0.5, 1e15 + 0.5, 999999999999999.9, 99999999999999.95, 0.1 + 0.2, 1e-22, 1.5e-22, 1e-23, 5e-324, 0.3, 2.5, 1.0 / 3,
		999999.5, 0.000001, 16777216.5, 8388607.5, 1e-45, 123456.7, 0.1234567} {
		checkFloat(t, f)
		checkFloat(t, -f)
	}
}

func FuzzFromFloat(f *testing.F) {
	for _, x := range []float64{0, 19.99, 0.0825, 1e15 - 0.5, 1.0 / 3, 5e-324, math.MaxFloat64, 1e22} {
		f.Add(x)
	}
	f.Fuzz(checkFloat)
}

func TestDecimalView(t *testing.T) {
	if !viewable() {
		t.Error("decimals are no longer laid out as the view has it")
	}
	one := big.NewInt(1)
	for _, bits := range []uint{0, 1, 31, 32, 33, 62, 63, 64, 65, 95, 96, 126, 127, 128, 129, 191, 192, 200, 1000} {
		p := new(big.Int).Lsh(one, bits)
		for _, coef := range []*big.Int{p, new(big.Int).Sub(p, one), new(big.Int).Add(p, one)} {
			for _, exp := range []int32{0, -2, 17, minSmallExp, maxSmallExp, minSmallExp - 1, maxSmallExp + 1, math.MinInt32, math.MaxInt32} {
				checkDecimal(t, decimal.NewFromBigInt(coef, exp))
				checkDecimal(t, decimal.NewFromBigInt(new(big.Int).Neg(coef), exp))
			}
		}
	}
	checkDecimal(t, decimal.Decimal{})
}

// checkDecimal holds the view of a decimal against its methods.
func checkDecimal(t *testing.T, d decimal.Decimal) {
	t.Helper()
	want, wantErr := fromDecimalMethods(d)
	got, err := FromDecimal(d)
	if (err == nil) != (wantErr == nil) || !Equal(got, want) || got.Ok() != want.Ok() {
		t.Errorf("FromDecimal(%ve%d) = %v, %v, want %v, %v", d.Coefficient(), d.Exponent(), got, err, want, wantErr)
	}
}

func TestSameLayout(t *testing.T) {
	view := reflect.TypeFor[decimalView]()
	for _, other := range []any{
		0,
		struct{ value *big.Int }{},
		struct {
			value *big.Int
			exp   int64
		}{},
		struct {
			exp   int32
			value *big.Int
		}{},
		struct {
			value *big.Rat
			exp   int32
		}{},
		struct {
			coef *big.Int
			exp  int32
		}{},
	} {
		if sameLayout(view, reflect.TypeOf(other)) {
			t.Errorf("%T passes for a decimal", other)
		}
	}
	if sameLayout(reflect.TypeFor[bigView](), reflect.TypeOf(struct {
		neg bool
		abs []uint32
	}{})) {
		t.Error("a slice of other words passes for a big.Int")
	}
}

func TestFromBigInt(t *testing.T) {
	for _, bits := range []uint{0, 62, 63, 64, 65, 126, 127, 128, 300} {
		for d := int64(-1); d <= 1; d++ {
			v := new(big.Int).Lsh(big.NewInt(1), bits)
			v.Add(v, big.NewInt(d))
			for range 2 {
				if n := FromBigInt(v); n.String() != v.String() {
					t.Errorf("FromBigInt(%v) = %v", v, n)
				}
				v.Neg(v)
			}
		}
	}
}
