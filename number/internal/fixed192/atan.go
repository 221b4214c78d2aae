package fixed192

import "math/bits"

// Atan returns the arc tangent of x in radians.
func Atan(x Decimal) Approx {
	y, rho := atan(x)
	return Approx{y, rho, 0}
}

// Atand returns the arc tangent of x in degrees.
func Atand(x Decimal) Approx {
	y, rho := atan(x)
	return y.degrees(rho)
}

// Asin returns the arc sine of x in radians, for |x| < 1.
func Asin(x Decimal) Approx {
	y, rho := asin(x)
	return Approx{y, rho, 0}
}

// Asind returns the arc sine of x in degrees, for |x| < 1.
func Asind(x Decimal) Approx {
	y, rho := asin(x)
	return y.degrees(rho)
}

// Acos returns the arc cosine of x in radians, for |x| < 1.
func Acos(x Decimal) Approx {
	y, rho := acos(x)
	return Approx{y, rho, 0}
}

// Acosd returns the arc cosine of x in degrees, for |x| < 1.
func Acosd(x Decimal) Approx {
	y, rho := acos(x)
	return y.degrees(rho)
}

// Atan2 returns the angle of the point (x, y) in radians, neither being zero.
func Atan2(y, x Decimal) Approx {
	v, ok := y.float()
	w, ok2 := x.float()
	if !ok || !ok2 {
		return Approx{}
	}
	a, rho := atanRatio(v.abs(), w.abs(), 2*decimalRho)
	if x.Neg {
		a, rho = piMinus(a, rho)
	}
	a.neg = y.Neg
	return Approx{a, rho, 0}
}

// degrees turns an angle in radians of the error rho to degrees.
func (v float) degrees(rho uint64) Approx {
	return Approx{v.times(floatRadian), rho + 22, 0}
}

func atan(x Decimal) (y float, rho uint64) {
	v, ok := x.float()
	if !ok {
		return v, hopeless
	}
	y, rho = atanRatio(v.abs(), floatOne, decimalRho)
	y.neg = x.Neg
	return y, rho
}

// asin is atan(x/√(1 - x²)).
func asin(x Decimal) (y float, rho uint64) {
	v, w, rhoW := sinAndCos(x)
	if rhoW >= hopeless {
		return v, hopeless
	}
	y, rho = atanRatio(v.abs(), w, rhoW+decimalRho)
	y.neg = x.Neg
	return y, rho
}

// acos is atan(√(1 - x²)/x), a supplementary angle for negative x.
func acos(x Decimal) (y float, rho uint64) {
	v, w, rhoW := sinAndCos(x)
	if rhoW >= hopeless {
		return v, hopeless
	}
	y, rho = atanRatio(w, v.abs(), rhoW+decimalRho)
	if x.Neg {
		return piMinus(y, rho)
	}
	return y, rho
}

// piMinus returns π - a for 0 < a ≤ π/2.
func piMinus(a float, rho uint64) (float, uint64) {
	y := floatPi.minus(a)
	return y, sumRho(y, floatPi, 2, a, rho)
}

// sinAndCos returns x and √(1 - x²), for |x| < 1, with the error of the latter.
func sinAndCos(x Decimal) (v, w float, rho uint64) {
	v, ok := x.float()
	if !ok || v.exp > 0 {
		return v, w, hopeless
	}
	d, rho := oneMinus(x, v)
	if d.isZero() || d.neg {
		return v, w, hopeless
	}
	w = d.times(v.abs().plus(floatOne)).sqrt()
	return v, w, rho + decimalRho + 4 + 20 + 64
}

// oneMinus returns 1 - |x|, v being x as a float. It is exact if x has no more than MaxDigits decimals; there is no cancellation
// if it has more.
func oneMinus(x Decimal, v float) (d float, rho uint64) {
	if x.Exp <= 0 && x.Exp >= -MaxDigits {
		thi, tlo := intPow10(int(-x.Exp))
		hi, lo, neg := sub128(thi, tlo, x.Hi, x.Lo)
		if hi|lo == 0 {
			return float{}, 0
		}
		return fromInt(hi, lo, neg).times(pow10(int(x.Exp))), decimalRho
	}
	d = floatOne.minus(v.abs())
	return d, sumRho(d, floatOne, 0, v, decimalRho)
}

// atanRho bounds the own error of atanRatio: 2^-173 of the series, relative to a result that is small itself or at least 2^-8, and a
// few products.
const atanRho = 1 << 20

// atanRatio returns atan(n/d) for n, d > 0, of which the relative error of the quotient is rho; that of the arc tangent is not greater.
// With the smaller one over the larger one, t, and j/128 close to t it is atan(j/128) + atan((t - j/128)/(1 + t·j/128)), and π/2 less
// that if they are exchanged.
func atanRatio(n, d float, rhoQ uint64) (y float, rho uint64) {
	rho = 2*rhoQ + atanRho
	swap := n.exp > d.exp || n.exp == d.exp && d.m.less(n.m)
	if swap {
		n, d = d, n
	}
	f := n.m.shrAny(uint(d.exp - n.exp))
	twice, _ := bits.Div64(f.w2>>56, f.w2<<8, d.m.w2) // 2j, at most 256
	j := (twice + 1) >> 1
	if j == 0 {
		y = atanSmall(n.over(d))
		if swap {
			y = floatHalfPi.minus(y)
		}
		return y, rho
	}
	t, neg := atanRest(f, d.m, j)
	z := mul(t, t)
	a := t.minus(mul(t, mul(z, atanSeries(z))))
	if neg {
		a = atanTable[j].minus(a)
	} else {
		a = atanTable[j].plus(a)
	}
	if !swap {
		return normal(a, 0, false), rho
	}
	a, c := halfPiFraction.sub(a)
	return fromFixed(1-c, a, false), rho
}

// atanRest returns |n/d - j/128|/(1 + n/d·j/128) = |128n - jd|/(128d + jn), for n ≤ d, d ≥ 1/2 and an error of 4 units, and whether the
// difference is negative.
func atanRest(n, d u192, j uint64) (t u192, neg bool) {
	jd, jdi := d.times(j)
	num, c := n.shl(7).sub(jd)
	if ni := n.w2>>57 - jdi - c; int64(ni) < 0 { // it is 0 or -1
		num, neg = u192{}.minus(num), true
	}
	jn, jni := n.times(j)
	den, c := d.shl(7).add(jn)
	return normal(num, 0, false).over(fromFixed(d.w2>>57+jni+c, den, false)).fraction(), neg
}

// atanSmall returns atan t for |t| ≤ 2^-8.
func atanSmall(t float) float {
	f := t.fraction()
	z := mul(f, f)
	return t.minus(t.times(normal(mul(z, atanSeries(z)), 0, false)))
}

// atanSeries returns 1/3 - z/5 + z²/7 - … for z = t² ≤ 2^-16, so that atan t = t - t·z·atanSeries(z). From the terms with z⁶ on one word
// is used, from those with z² on two: errors of 2^-159 and 2^-158 of the sum, together 2^-173 of the arc tangent. What is left out is
// below 2^-180.
func atanSeries(z u192) u192 {
	const first = 2
	h := invInt[25-first].w2
	for n := 23; n >= 15; n -= 2 {
		h = invInt[n-first].w2 - mul1(z.w2, h)
	}
	h1, h0 := h, uint64(0)
	for n := 13; n >= 7; n -= 2 {
		h1, h0 = mul2(z.w2, z.w1, h1, h0)
		var c uint64
		h0, c = bits.Sub64(invInt[n-first].w1, h0, 0)
		h1, _ = bits.Sub64(invInt[n-first].w2, h1, c)
	}
	t := invInt[5-first].minus(mul(z, u192{h1, h0, 0}))
	return invInt[3-first].minus(mul(z, t))
}
