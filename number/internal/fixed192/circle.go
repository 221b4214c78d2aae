package fixed192

import (
	"math"
	"math/bits"
)

// smallAngle is the exponent up to which angles are reduced by subtracting a multiple of π/2 in fixed point.
const smallAngle = 16

// reduceCircle reduces an angle in radians: r has the sign of x and 0 ≤ |r| ≤ π/4, but for errors, rho is its error, o the octant.
// It reports false if |x| ≥ 2^127, and if nothing is left of r.
func reduceCircle(x Decimal) (r float, rho uint64, o octant, ok bool) {
	v, ok := x.float()
	switch {
	case !ok:
		return v, 0, 0, false
	case v.exp < 0:
		return v, decimalRho, 0, true
	case v.exp <= smallAngle:
		r, rho, o = reduceSmall(v, decimalRho)
	case v.exp <= 127 && x.Exp >= -MaxDigits && x.Exp <= MaxDigits:
		r, rho, o = reduceLarge(x)
	}
	return r, rho, o, !r.isZero()
}

// reduceSmall reduces |x| < 2^smallAngle. The absolute error is that of x, a unit for its fixed-point form, and k units.
func reduceSmall(x float, rhoX uint64) (r float, rho uint64, o octant) {
	ip, f, _ := x.fixed()
	k := uint64((float64(int64(ip)) + float64(int64(f.w2>>11))*0x1p-53) * (2 / math.Pi))
	kf, kip := halfPiFraction.times(k)
	rf, c := f.sub(kf)
	ri := ip - k - kip - c
	if int64(ri) < 0 {
		k--
		rf, c = rf.add(halfPiFraction)
		ri += 1 + c
	}
	o = octant(k & 3 << 1)
	if ri != 0 || quarterPi.less(rf) {
		o++
		rf, c = halfPiFraction.sub(rf)
		if ri = 1 - ri - c; ri != 0 { // r was π/2 and an error more: the complement is negative
			return float{}, hopeless, 0
		}
	}
	r = normal(rf, 0, x.neg)
	return r, rescale(rescale(rhoX+2, int(x.exp))+k+2, -int(r.exp)), o
}

// reduceLarge reduces |x| < 2^127, |x.Exp| ≤ MaxDigits: the integer part is multiplied by 2/π to 320 bits, modulo
// 4, the fraction to 192 bits, and what is left of a quarter turn by π/2. (M. Payne and R. Hanek, "Radian reduction for trigonometric
// functions", SIGNUM Newsletter 18, 1983.)
func reduceLarge(x Decimal) (r float, rho uint64, o octant) {
	hi, lo, frac := splitInteger(x)
	turns, f := quarterTurns(hi, lo)
	g := mul(frac, u192{twoOverPi[0], twoOverPi[1], twoOverPi[2]})
	f, c := f.add(g)
	o = octant((turns + c) & 3 << 1)
	if int64(f.w2) < 0 {
		o++
		f = u192{}.minus(f)
	}
	r = normal(f, 0, x.Neg)
	// units: 3 of quarterTurns, 24 of the fraction, 5 of the product, 1 of 2/π; then those of the product with π/2
	rho = rescale(33, -int(r.exp)) + 22
	return r.times(floatHalfPi), rho, o
}

// quarterTurns returns hi:lo·2/π modulo 2^64, too small by less than 3 units.
func quarterTurns(hi, lo uint64) (turns uint64, f u192) {
	var acc [6]uint64 // acc[0] are whole turns, acc[i] weighs 2^-64i
	for i := len(twoOverPi) - 1; i >= 0; i-- {
		h, l := bits.Mul64(lo, twoOverPi[i])
		var c uint64
		acc[i+1], c = bits.Add64(acc[i+1], l, 0)
		acc[i], c = bits.Add64(acc[i], h, c)
		if i > 0 {
			acc[i-1] += c
		}
		h, l = bits.Mul64(hi, twoOverPi[i])
		acc[i], c = bits.Add64(acc[i], l, 0)
		if i > 0 {
			acc[i-1], c = bits.Add64(acc[i-1], h, c)
			if i > 1 {
				acc[i-2] += c
			}
		}
	}
	return acc[0], u192{acc[1], acc[2], acc[3]}
}

// splitInteger returns the integer part of |x| and its fraction, too small by less than 24 units. It wants |x| below 2^127, and |x.Exp| ≤
// MaxDigits.
func splitInteger(x Decimal) (hi, lo uint64, frac u192) {
	if x.Exp >= 0 {
		thi, tlo := intPow10(int(x.Exp))
		hi, lo = bits.Mul64(x.Lo, tlo)
		return hi + x.Hi*tlo + x.Lo*thi, lo, u192{}
	}
	thi, tlo := intPow10(int(-x.Exp))
	hi, lo, rhi, rlo := quoRem128(x.Hi, x.Lo, thi, tlo)
	if rhi|rlo == 0 {
		return hi, lo, u192{}
	}
	return hi, lo, fromInt(rhi, rlo, false).times(pow10(int(x.Exp))).fraction()
}
