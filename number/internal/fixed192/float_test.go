package fixed192

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// prec is the precision of the references.
const prec = 480

// bigFloat returns the exact value of a.
func (a float) bigFloat() *big.Float {
	z := new(big.Float).SetPrec(prec).SetInt(toBig(a.m))
	z.SetMantExp(z, int(a.exp)-192)
	if a.neg {
		z.Neg(z)
	}
	return z
}

// rhoOf returns the relative error of got in units of 2^-192.
func rhoOf(got, want *big.Float) float64 {
	if want.Sign() == 0 {
		if got.Sign() == 0 {
			return 0
		}
		return 1e300
	}
	d := new(big.Float).Sub(got, want)
	d.Quo(d, want)
	d.SetMantExp(d, 192)
	f, _ := d.Abs(d).Float64()
	return f
}

func randFloat(r *rand.Rand, maxExp int) float {
	m := rand192(r)
	m.w2 |= 1 << 63
	return float{m, int32(r.IntN(2*maxExp+1) - maxExp), r.IntN(2) == 0}
}

func TestFloatOps(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	worst := map[string]float64{}
	check := func(name string, got float, want *big.Float, bound float64) {
		t.Helper()
		if got.m.w2>>63 == 0 && !got.isZero() {
			t.Fatalf("%s: not normalised: %+v", name, got)
		}
		rho := rhoOf(got.bigFloat(), want)
		worst[name] = max(worst[name], rho)
		if rho > bound && bound < hopeless {
			t.Fatalf("%s: error %g beyond %g: got %+v", name, rho, bound, got)
		}
	}
	for range 30000 {
		a, b := randFloat(r, 70), randFloat(r, 70)
		x, y := a.bigFloat(), b.bigFloat()
		z := func() *big.Float { return new(big.Float).SetPrec(prec) }
		check("times", a.times(b), z().Mul(x, y), 20)
		check("over", a.over(b), z().Quo(x, y), 8)
		n := randWord(r) | 1
		check("timesWord", a.timesWord(n), z().Mul(x, z().SetUint64(n)), 2)
		check("sqrt", a.abs().sqrt(), z().Sqrt(z().Abs(x)), 64)
		if a.neg == b.neg {
			check("plus", a.plus(b), z().Add(x, y), 4)
		}
		s := a.minus(b)
		check("minus", s, z().Sub(x, y), float64(sumRho(s, a, 0, b, 0)))
		if ip, f, ok := a.fixed(); ok {
			back := fromFixed(ip, f, a.neg)
			if a.exp > 0 {
				check("fixed", back, x, 2*max(1, float64(uint64(1)<<a.exp))) // the shift may lose bits
			}
		}
	}
	for k, v := range worst {
		t.Logf("%-10s %8.2f", k, v)
	}
}

func BenchmarkFloatSqrt(b *testing.B) {
	x := float{u192{1<<63 + 5, 12345, 678}, 1, false}
	for b.Loop() {
		x = x.sqrt()
		x.m.w2 ^= 1234567
		x.exp ^= 1
	}
}

func BenchmarkPlus(b *testing.B) {
	x := float{u192{1<<63 + 5, 12345, 678}, 1, false}
	y := float{u192{1<<63 + 5, 12345, 678}, -2, false}
	for b.Loop() {
		x = x.plus(y)
		x.exp &= 3
	}
}

func BenchmarkTimes(b *testing.B) {
	x := float{u192{1<<63 + 5, 12345, 678}, 1, false}
	y := float{u192{1<<63 + 5, 12345, 678}, -2, false}
	for b.Loop() {
		x = x.times(y)
		x.exp &= 3
	}
}
