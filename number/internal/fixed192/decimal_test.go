package fixed192

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func newFloat() *big.Float { return new(big.Float).SetPrec(prec) }

// bigPow10 returns 10^k with refPrec bits.
func bigPow10(k int) *big.Float {
	ten := ref().SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(k, -k))), nil))
	if k < 0 {
		ten.Quo(refInt(1), ten)
	}
	return ten
}

// refFloat returns d with refPrec bits.
func (d Decimal) refFloat() *big.Float {
	z := ref().SetInt(toBig(u192{0, d.Hi, d.Lo}))
	if d.Neg {
		z.Neg(z)
	}
	return z.Mul(z, bigPow10(int(d.Exp)))
}

func TestPowersOfTen(t *testing.T) {
	for k := -maxPow10; k <= maxPow10; k++ {
		if rho := rhoOf(pow10(k).bigFloat(), bigPow10(k)); rho > 2 || k >= 0 && k <= 82 && rho != 0 {
			t.Errorf("10^%d: error %g", k, rho)
		}
		if k >= 0 && k <= MaxDigits {
			hi, lo := intPow10(k)
			want, _ := bigPow10(k).Int(nil)
			if toBig(u192{0, hi, lo}).Cmp(want) != 0 {
				t.Errorf("intPow10(%d) = %d:%d", k, hi, lo)
			}
		}
	}
	for k := -maxPow10 - 20; k <= maxPow10+20; k++ {
		if want := bigPow10(k).MantExp(nil); pow10Exp(k) != want {
			t.Errorf("pow10Exp(%d) = %d, want %d", k, pow10Exp(k), want)
		}
	}
	for e := -256; e <= 257; e++ {
		x := newFloat().SetMantExp(newFloat().SetInt64(1), e-1)
		adj := (int(int32(e)-1) * 78913) >> 18
		if x.Cmp(bigPow10(adj)) < 0 || x.Cmp(bigPow10(adj+1)) >= 0 {
			t.Errorf("2^%d is not in its decade %d", e-1, adj)
		}
	}
}

// TestRound compares round with a division of integers, for values that are decided and for ones that may not be.
func TestRound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 40000 {
		p := 1 + r.IntN(MaxDigits)
		v := float{u192{r.Uint64() | 1<<63, r.Uint64(), r.Uint64()}, int32(r.IntN(301) - 150), r.IntN(2) == 0}
		if i%2 == 0 { // near a decimal or a tie
			d := randDecimal(r, p+r.IntN(2))
			d.Exp = int32(r.IntN(40) - 60)
			f, _ := d.float()
			f.m.w0 += uint64(r.IntN(1 << r.IntN(20)))
			f.m.w2 |= 1 << 63
			v = f
		}
		if v.exp > 200 || v.exp < -200 {
			continue
		}
		rho := uint64(1) << r.IntN(70)
		got := v.round(0, rho, p)
		if !got.Is(Ok) {
			if i%2 != 0 && rho < 1<<20 && v.exp < 120 && v.exp > -100 {
				t.Fatalf("%+v with rho %d to %d digits is not decided", v, rho, p)
			}
			continue
		}
		x := v.bigFloat()
		x.Abs(x)
		rel := newFloat().SetMantExp(newFloat().SetUint64(rho), -192)
		rel.Mul(rel, x)
		c := newFloat().SetInt(toBig(u192{0, got.Hi, got.Lo}))
		for _, y := range []*big.Float{newFloat().Sub(x, rel), newFloat().Add(x, rel)} {
			y.Mul(y, bigPow10(-int(got.Exp)))
			frac := newFloat().Sub(y, c)
			half := frac.Cmp(big.NewFloat(0.5)) > 0
			if frac.Sign() <= 0 || frac.Cmp(big.NewFloat(1)) >= 0 || frac.Cmp(big.NewFloat(0.5)) == 0 || half != got.Is(Half) {
				t.Fatalf("%+v rho %d to %d digits: %+v, fraction %g", v, rho, p, got, frac)
			}
			if y.Cmp(bigPow10(p-1)) < 0 || y.Cmp(bigPow10(p)) >= 0 {
				t.Fatalf("%+v to %d digits: %+v has another number of digits", v, p, got)
			}
		}
	}
}

// randDecimal returns a decimal of at most so many digits, below 10 or a bit more.
func randDecimal(r *rand.Rand, digits int) Decimal {
	digits = min(max(digits, 1), MaxDigits)
	hi, lo := intPow10(digits)
	for {
		d := Decimal{Hi: 0, Lo: r.Uint64(), Exp: int32(-r.IntN(digits + 1)), Neg: r.IntN(2) == 0}
		if hi == 0 {
			d.Lo %= lo
		} else {
			d.Hi = r.Uint64N(hi + 1)
		}
		if (u192{0, d.Hi, d.Lo}).less(u192{0, hi, lo}) && d.Hi|d.Lo != 0 {
			return d
		}
	}
}
