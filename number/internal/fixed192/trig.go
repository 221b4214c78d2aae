package fixed192

import "math/bits"

// Sin returns sin x of radians.
func Sin(x Decimal) Approx {
	v, rho, q, ok := reduceCircle(x)
	if !ok {
		return Approx{}
	}
	y, rho := sinOctant(v, rho, q)
	return Approx{y, rho, 0}
}

// Cos returns cos x of radians.
func Cos(x Decimal) Approx {
	x.Neg = false
	v, rho, q, ok := reduceCircle(x)
	if !ok {
		return Approx{}
	}
	y, rho := sinOctant(v, rho, q+2)
	return Approx{y, rho, 0}
}

// Tan returns tan x of radians.
func Tan(x Decimal) Approx {
	v, rho, q, ok := reduceCircle(x)
	if !ok {
		return Approx{}
	}
	y, rho := tanOctant(v, rho, q)
	return Approx{y, rho, 0}
}

// octant says where an angle was before it was reduced to r in 0 … π/4: the lowest bit says that r stands for π/2 - r, the others
// count quarter turns that are to be added.
type octant uint

// sinOctant returns the sine of the angle that |r| and o stand for, with the sign changed if r is negative. The cosine is the sine of a
// quarter turn more, two octants.
func sinOctant(r float, rhoR uint64, o octant) (y float, rho uint64) {
	s, c := sinCos(r)
	if (o+1)&2 == 0 {
		s.neg = r.neg != (o&4 != 0)
		return s, sinRho + 2*rhoR
	}
	c.neg = r.neg != (o&4 != 0)
	return c, cosRho + rescale(rhoR+2, int(r.exp)) // the derivative is below 1 and the value above 0.7
}

// tanOctant returns the tangent of the angle that |r| and o stand for, with the sign changed if r is negative.
func tanOctant(r float, rhoR uint64, o octant) (y float, rho uint64) {
	s, c := sinCos(r)
	if (o+1)&2 != 0 {
		s, c = c, s
	}
	if s.isZero() || c.isZero() {
		return float{}, hopeless
	}
	y = s.over(c)
	y.neg = r.neg != (o&2 != 0)
	return y, 2*(sinRho+cosRho) + 4*rhoR + 8
}

// sinRho and cosRho bound the own errors of sines and cosines: 2^-172 and 2^-174. See sinSeries and cosSeries for what they are made of;
// the sine for which the table is used is at least 2^-8.
const (
	sinRho = 1 << 20
	cosRho = 1 << 18
)

// sinCos returns the sine and the cosine of |r| for |r| ≤ π/4 and a bit, with the relative errors sinRho and cosRho. The cosine is
// zero if it is too close to 1.
func sinCos(r float) (sin, cos float) {
	f := r.fraction()
	i := (f.w2 + 1<<56) >> 57
	if i == 0 {
		z := mul(f, f)
		t := normal(mul(z, sinSeries(z)), 0, true)
		r.neg = false
		return r.plus(r.times(t)), normal(u192{}.minus(mul(z, cosSeries(z))), 0, false)
	}
	s, neg := restOf(f, i)
	z := mul(s, s)
	sinS := s.minus(mul(s, mul(z, sinSeries(z))))
	versS := mul(z, cosSeries(z)) // 1 - cos s
	sinA, cosA := sinTable[i-1], cosTable[i-1]
	a, b := mul(cosA, sinS), mul(sinA, sinS)
	sf, cf := sinA.minus(mul(sinA, versS)), cosA.minus(mul(cosA, versS))
	if neg {
		sf, cf = sf.minus(a), cf.plus(b)
	} else {
		sf, cf = sf.plus(a), cf.minus(b)
	}
	return normal(sf, 0, false), normal(cf, 0, false)
}

// restOf returns |f - i/128| and whether the difference is negative.
func restOf(f u192, i uint64) (s u192, neg bool) {
	f.w2 -= i << 57
	if int64(f.w2) < 0 {
		return u192{}.minus(f), true
	}
	return f, false
}

// sinSeries returns 1/3! - z/5! + z²/7! - … for z = s² ≤ 2^-16, so that sin s = s - s·z·sinSeries(z). From the terms with z⁶ on one
// word is used, from those with z² on two: errors of 2^-159 and 2^-158 of the sum, together 2^-173 of the sine. What is left out is below
// 2^-184.
func sinSeries(z u192) u192 {
	const first = 2
	h := invFactorial[15-first].w2 - mul1(z.w2, invFactorial[17-first].w2)
	h1, h0 := h, uint64(0)
	for n := 13; n >= 7; n -= 2 {
		h1, h0 = mul2(z.w2, z.w1, h1, h0)
		var c uint64
		h0, c = bits.Sub64(invFactorial[n-first].w1, h0, 0)
		h1, _ = bits.Sub64(invFactorial[n-first].w2, h1, c)
	}
	t := invFactorial[5-first].minus(mul(z, u192{h1, h0, 0}))
	return invFactorial[3-first].minus(mul(z, t))
}

// cosSeries returns 1/2! - z/4! + z²/6! - … for z = s² ≤ 2^-16, so that cos s = 1 - z·cosSeries(z). From the terms with z⁶ on one word
// is used, from those with z³ on two: errors of 2^-159 and 2^-174 of the sum, together 2^-174 of the cosine. What is left out is below
// 2^-180.
func cosSeries(z u192) u192 {
	const first = 2
	h := invFactorial[14-first].w2 - mul1(z.w2, invFactorial[16-first].w2)
	h1, h0 := h, uint64(0)
	for n := 12; n >= 8; n -= 2 {
		h1, h0 = mul2(z.w2, z.w1, h1, h0)
		var c uint64
		h0, c = bits.Sub64(invFactorial[n-first].w1, h0, 0)
		h1, _ = bits.Sub64(invFactorial[n-first].w2, h1, c)
	}
	t := invFactorial[6-first].minus(mul(z, u192{h1, h0, 0}))
	t = invFactorial[4-first].minus(mul(z, t))
	return invFactorial[2-first].minus(mul(z, t))
}
