package number

import (
	"math"
	"testing"
)

// operands of the inline lane for allocation tests and benchmarks: price, quantity, rate, two rounded ones.
func smallOperands(t testing.TB) (price, qty, rate, third, sevenths Small) {
	var c Context
	one, _ := c.QuoSmall(num(t, "1").Small, num(t, "3").Small)
	two, _ := c.QuoSmall(num(t, "220").Small, num(t, "7").Small)
	return num(t, "19.99").Small, num(t, "3").Small, num(t, "0.0425").Small, one, two
}

func TestInlineLaneAllocatesNothing(t *testing.T) {
	price, qty, rate, third, sevenths := smallOperands(t)
	all := &Context{RoundAll: true}
	c := &Context{}
	wide := num(t, "12345678901234567890123456789012345678").Small
	for _, tt := range []struct {
		name string
		f    func() (Small, bool)
	}{
		{"add", func() (Small, bool) { return AddExact(price, rate) }},
		{"sub", func() (Small, bool) { return SubExact(wide, qty) }},
		{"mul", func() (Small, bool) { return MulExact(price, qty) }},
		{"mul wide", func() (Small, bool) { return MulExact(wide, qty) }},
		{"neg", func() (Small, bool) { return NegSmall(price) }},
		{"rem", func() (Small, bool) { return RemExact(wide, qty) }},
		{"quo int", func() (Small, bool) { return QuoIntExact(wide, qty) }},
		{"round", func() (Small, bool) { return RoundExact(rate, 2, HalfEven) }},
		{"add rounded", func() (Small, bool) { return c.AddSmall(third, price) }},
		{"add rounded far", func() (Small, bool) { return c.AddSmall(third, num(t, "7e60").Small) }},
		{"sub rounded", func() (Small, bool) { return c.SubSmall(third, sevenths) }},
		{"mul rounded", func() (Small, bool) { return c.MulSmall(third, sevenths) }},
		{"mul rounded short", func() (Small, bool) { return c.MulSmall(third, qty) }},
		{"quo", func() (Small, bool) { return c.QuoSmall(qty, price) }},
		{"quo exact", func() (Small, bool) { return c.QuoSmall(qty, num(t, "8").Small) }},
		{"quo wide", func() (Small, bool) { return c.QuoSmall(third, sevenths) }},
		{"quo wide by word", func() (Small, bool) { return c.QuoSmall(third, qty) }},
		{"round-all", func() (Small, bool) { return all.MulSmall(wide, third) }},
	} {
		if _, ok := tt.f(); !ok {
			t.Errorf("%s left the inline lane", tt.name)
		}
		if n := testing.AllocsPerRun(100, func() { tt.f() }); n != 0 {
			t.Errorf("%s allocates %v times", tt.name, n)
		}
	}
	x, y := FromSmall(price), FromSmall(third)
	for name, f := range map[string]func(){
		"Add": func() { _, _ = c.Add(x, y) },
		"Mul": func() { _, _ = c.Mul(x, y) },
		"Quo": func() { _, _ = c.Quo(x, y) },
		"Rem": func() { _, _ = c.Rem(x, x) },
		"Cmp": func() { Cmp(x, y) },

		"Round":  func() { _, _ = c.Round(x, 1, HalfEven) },
		"Parse":  func() { _, _ = Parse("12345.678901", 100) },
		"Hash":   func() { x.Hash(seed) },
		"Int64":  func() { x.Int64() },
		"Append": func() { var buf [64]byte; y.Append(buf[:0]) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// TestExactLaneRefuses holds the fastest lane to its promise: rounded operands, other lanes and overflows are refused.
func TestExactLaneRefuses(t *testing.T) {
	price, _, _, third, _ := smallOperands(t)
	largest := Small{Hi: math.MaxInt64, Lo: math.MaxUint64}
	least := Small{Hi: math.MinInt64}
	border := Small{Lo: 1, X: 999_999_999 << 1}
	for _, tt := range []struct {
		name string
		a, b Small
		add  bool
		sub  bool
		mul  bool
	}{
		{"plain", price, price, true, true, true},
		{"rounded left", third, price, false, false, false},
		{"rounded right", price, third, false, false, false},
		{"both rounded", third, third, false, false, false},
		{"not small left", notSmall, price, false, false, false},
		{"not small right", price, notSmall, false, false, false},
		{"both not small", notSmall, notSmall, false, false, false},
		{"largest and 1", largest, Small{Lo: 1}, false, true, true},
		{"least and 1", least, Small{Lo: 1}, true, false, false},
		{"largest and price", largest, price, false, false, false},
		{"border of the exponent", border, border, false, false, false},
	} {
		_, add := AddExact(tt.a, tt.b)
		_, sub := SubExact(tt.a, tt.b)
		_, mul := MulExact(tt.a, tt.b)
		if add != tt.add || sub != tt.sub || mul != tt.mul {
			t.Errorf("%s: add %v sub %v mul %v, want %v %v %v", tt.name, add, sub, mul, tt.add, tt.sub, tt.mul)
		}
	}
	if _, ok := NegSmall(least); ok {
		t.Error("NegSmall(-2^127) fits")
	}
	if _, ok := NegSmall(notSmall); ok {
		t.Error("NegSmall of a value in the other lane")
	}
}

// TestRoundedZero adds a zero of any exponent to coefficients that fill the
// inline lane, in round-all mode and with the rounded mark.
func TestRoundedZero(t *testing.T) {
	for _, text := range []string{
		"9.5585514667947136621732823866062708336e-117", "95585514667947136621732823866062708336", "1e30", "7",
		"17014118346046923173168730371588410572e5", "12345678901234567890123456789012345678e-40",
	} {
		x, err := Parse(text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, exp := range []int32{-200, -40, -1, 0, 1, 40, 200} {
			zero := Number{Small: Small{X: exp << 1}}
			for _, c := range []*Context{{Precision: 38, RoundAll: true}, {Precision: 38}} {
				for _, z := range []Number{zero, zero.WithRounded(true)} {
					sum, err1 := c.Add(x, z)
					sum2, err2 := c.Add(z, x)
					diff, err3 := c.Sub(x, z)
					back, err4 := c.Sub(z, x)
					if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
						t.Fatal(err1, err2, err3, err4)
					}
					neg, _ := c.Neg(back)
					for _, got := range []Number{sum, sum2, diff, neg} {
						if !Equal(got, x) {
							t.Errorf("%s and 0e%d: got %s", text, exp, got)
						}
					}
				}
			}
		}
	}
}
