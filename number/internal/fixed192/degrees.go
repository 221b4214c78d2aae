package fixed192

import "math/bits"

// Sind returns the sine of x degrees.
func Sind(x Decimal) Approx {
	r, rho, o, ok := reduceDegrees(x)
	if !ok {
		return Approx{}
	}
	y, rho := sinOctant(r, rho, o)
	return Approx{y, rho, 0}
}

// Cosd returns the cosine of x degrees.
func Cosd(x Decimal) Approx {
	x.Neg = false
	r, rho, o, ok := reduceDegrees(x)
	if !ok {
		return Approx{}
	}
	y, rho := sinOctant(r, rho, o+2)
	return Approx{y, rho, 0}
}

// Tand returns the tangent of x degrees.
func Tand(x Decimal) Approx {
	r, rho, o, ok := reduceDegrees(x)
	if !ok {
		return Approx{}
	}
	y, rho := tanOctant(r, rho, o)
	return Approx{y, rho, 0}
}

// ToDegrees returns x radians in degrees.
func ToDegrees(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	return v.degrees(decimalRho)
}

// ToRadians returns x degrees in radians.
func ToRadians(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	return Approx{v.times(floatDegree), decimalRho + 22, 0}
}

// reduceDegrees reduces an angle in degrees: |r| is at most 45 degrees, in radians with the error rho, and has the sign of x. It reports
// false at multiples of 90 degrees.
func reduceDegrees(x Decimal) (r float, rho uint64, o octant, ok bool) {
	if x.Exp > 0 {
		x.Lo, x.Hi, x.Exp = degreesModulo360(x), 0, 0
	}
	r, o, ok = reduceExactly(x, 90, 0)
	return r.times(floatDegree), decimalRho + 22, o, ok
}

// degreesModulo360 returns |x| modulo 360 for an integer x: 1000 and all higher powers of ten leave 280.
func degreesModulo360(x Decimal) uint64 {
	_, _, _, m := quoRem128(x.Hi, x.Lo, 0, 360)
	powers := [...]uint64{1, 10, 100, 280}
	return m * powers[min(x.Exp, 3)] % 360
}

// maxTurnDecimals is how many decimals an angle may have to be reduced as an integer: 90·10^36 and 5·10^37 have less than 127 bits, and
// angles with more are below 18 degrees, or 0.18.
const maxTurnDecimals = 36

// reduceExactly reduces an angle with x.Exp ≤ 0 in a unit of which n·10^-j, 90 or 5/10, is a quarter turn: |r| is at most half of
// that, with the error decimalRho, and has the sign of x. It reports false at multiples of quarter turns.
func reduceExactly(x Decimal, n uint64, j int) (r float, o octant, ok bool) {
	k := -int(x.Exp) - j
	if k < 0 {
		return r, 0, false
	}
	if k <= maxTurnDecimals+j {
		thi, tlo := intPow10(k)
		c, blo := bits.Mul64(tlo, n)
		bhi := thi*n + c
		_, q, hi, lo := quoRem128(x.Hi, x.Lo, bhi, blo)
		o = octant(q & 3 << 1)
		if chi, clo, _ := sub128(bhi, blo, hi, lo); (u192{0, chi, clo}).less(u192{0, hi, lo}) {
			hi, lo = chi, clo
			o++
		}
		x.Hi, x.Lo = hi, lo
	}
	if x.Hi|x.Lo == 0 {
		return r, 0, false
	}
	r, ok = x.float()
	return r, o, ok
}
