package fixed192

import (
	"math/rand/v2"
	"testing"
)

// randNear returns a positive decimal of up to so many digits, often near 1.
func randPositive(r *rand.Rand, digits int) Decimal {
	d := randDecimal(r, 1+r.IntN(digits))
	d.Neg = false
	switch r.IntN(4) {
	case 0:
		d.Exp = int32(r.IntN(2000) - 1000)
	case 1:
		k := r.IntN(MaxDigits)
		d.Hi, d.Lo = intPow10(k)
		d.Exp = -int32(k)
		dd := randDecimal(r, max(1, r.IntN(k+1)))
		if hi, lo, neg := sub128(d.Hi, d.Lo, dd.Hi, dd.Lo); dd.Neg && !neg && hi|lo != 0 {
			d.Hi, d.Lo = hi, lo
		} else {
			d.Hi, d.Lo = add128(d.Hi, d.Lo, dd.Hi, dd.Lo)
		}
	}
	return d
}

func TestLnError(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	m, m1, mf := meter{name: "ln"}, meter{name: "log1p"}, meter{name: "lnFloat"}
	for range 2000 {
		d := randPositive(r, MaxDigits)
		if d.refFloat().Cmp(refInt(1)) == 0 {
			continue
		}
		y, rho := ln(d)
		m.check(t, d, y, 0, rho, refLn(d.refFloat()))
		x := randArg(r, -70, 70)
		y, rho = lnFloat(x.abs(), 0)
		mf.check(t, x, y, 0, rho, refLn(x.abs().bigFloat()))
		if x.neg && x.exp > 0 {
			x.neg = false
		}
		y, rho = log1p(x, 0)
		m1.check(t, x, y, 0, rho, refLog1p(x.bigFloat()))
	}
	m.log(t)
	m1.log(t)
	mf.log(t)
}
