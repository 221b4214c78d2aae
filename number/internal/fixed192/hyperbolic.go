package fixed192

// maxHyperbolic bounds the exponents of arguments for which both e^x and e^-x count: beyond, at 128, the smaller one is below 2^-369
// of the larger one.
const maxHyperbolic = 7

// Sinh returns the hyperbolic sine of x: (E + E/(E+1))/2 with E = e^|x| - 1.
func Sinh(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp > maxExpArg {
		return Approx{}
	}
	if v.exp > maxHyperbolic {
		return halfExp(v)
	}
	e, rho := expm1(v.abs(), decimalRho)
	y := e.plus(e.over(e.plus(floatOne))).scale(-1)
	y.neg = x.Neg
	return Approx{y, 2*rho + 16, 0}
}

// Cosh returns the hyperbolic cosine of x: (e^|x| + 1/e^|x|)/2.
func Cosh(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp > maxExpArg {
		return Approx{}
	}
	v.neg = false
	if v.exp > maxHyperbolic {
		return halfExp(v)
	}
	e, dexp, rho := exp(v, decimalRho)
	e = e.times(pow10(dexp))
	return Approx{e.plus(floatOne.over(e)).scale(-1), rho + 22 + 12, 0}
}

// halfExp returns ±e^|x|/2, sinh or cosh of a large x.
func halfExp(x float) Approx {
	e, dexp, rho := exp(x.abs(), decimalRho)
	e.neg = x.neg
	return Approx{e.scale(-1), rho + 2, dexp}
}

// Tanh returns the hyperbolic tangent of x: E/(E+2) with E = e^(2|x|) - 1.
func Tanh(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp >= maxHyperbolic {
		return Approx{}
	}
	e, rho := expm1(v.abs().scale(1), decimalRho)
	y := e.over(e.plus(floatOne.scale(1)))
	y.neg = x.Neg
	return Approx{y, 2*rho + 16, 0}
}

// Asinh returns the inverse hyperbolic sine of x: ln(1 + t) with t = |x| + x²/(1 + √(1 + x²)).
func Asinh(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	v.neg = false
	sq := v.times(v)                  // 2·22 + 20
	root := sq.plus(floatOne).sqrt()  // (64 + 4)/2 + 64
	t := sq.over(root.plus(floatOne)) // 64 + 98 + 4 + 8
	y, rho := log1p(v.plus(t), 174+22+4)
	y.neg = x.Neg
	return Approx{y, rho, 0}
}

// Acosh returns the inverse hyperbolic cosine of x > 1: ln(1 + t + √(t·(t + 2))) with t = x - 1.
func Acosh(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	t, rho := oneMinus(x, v)
	if x.Neg || t.isZero() || !t.neg {
		return Approx{}
	}
	t.neg = false
	r := t.times(t.plus(floatOne.scale(1))).sqrt() // (rho + rho + 4 + 20)/2 + 64
	y, rho := log1p(t.plus(r), rho+76+4)
	return Approx{y, rho, 0}
}

// Atanh returns the inverse hyperbolic tangent of x, for |x| < 1: ln(1 + 2|x|/(1-|x|))/2.
func Atanh(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	d, rho := oneMinus(x, v)
	if d.isZero() || d.neg || rho >= hopeless {
		return Approx{}
	}
	y, rho := log1p(v.abs().scale(1).over(d), decimalRho+2*rho+8)
	y = y.scale(-1)
	y.neg = x.Neg
	return Approx{y, rho, 0}
}
