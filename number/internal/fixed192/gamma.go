package fixed192

// Gamma returns Γ(x).
func Gamma(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp > maxExpArg {
		return Approx{}
	}
	if !x.Neg {
		return gammaPositive(v, decimalRho)
	}
	// π/(sin πx·Γ(1-x))
	g := gammaPositive(v.abs().plus(floatOne), decimalRho+4)
	s, rho := sinHalfTurns(x)
	if g.y.isZero() || s.isZero() {
		return Approx{}
	}
	return Approx{floatPi.over(s.times(g.y)), g.rho + rho + 2 + 20 + 8, -g.dexp}
}

// Lgamma returns ln|Γ(x)|.
func Lgamma(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	if !x.Neg {
		y, rho := lnGamma(v, decimalRho)
		return Approx{y, rho, 0}
	}
	// ln π - ln|sin πx| - ln Γ(1-x)
	g, rhoG := lnGamma(v.abs().plus(floatOne), decimalRho+4)
	s, rhoS := sinHalfTurns(x)
	if s.isZero() {
		return Approx{}
	}
	l, rhoL := lnFloat(floatPi.over(s.abs()), rhoS+2+8)
	y := l.minus(g)
	return Approx{y, sumRho(y, l, rhoL, g, rhoG), 0}
}

// gammaPositive returns Γ(x) for x > 0 with the error rhoX, as Γ(z) over x·(x+1)·…·(z-1).
func gammaPositive(x float, rhoX uint64) Approx {
	z, p, rhoP := risingProduct(x, rhoX)
	l, rhoL := stirling(z, rhoX+4)
	if l.exp > maxExpArg {
		return Approx{}
	}
	y, dexp, rho := exp(l, rhoL)
	return Approx{y.over(p), rho + rhoP + 8, dexp}
}

// lnGamma returns ln Γ(x) for x > 0 with the error rhoX. Near its zeros, 1 and 2, the error is large.
func lnGamma(x float, rhoX uint64) (y float, rho uint64) {
	z, p, rhoP := risingProduct(x, rhoX)
	l, rhoL := stirling(z, rhoX+4)
	ln, rhoLn := lnFloat(p, rhoP)
	if ln.isZero() { // ln 1
		return l, rhoL
	}
	y = l.minus(ln)
	return y, sumRho(y, l, rhoL, ln, rhoLn)
}

// risingProduct returns z = x + n above stirlingLeast and x·(x+1)·…·(x+n-1), with the error of the latter; that of z is rhoX + 4.
func risingProduct(x float, rhoX uint64) (z, p float, rho uint64) {
	p = floatOne
	if x.exp > 6 {
		return x, p, 0
	}
	ip, _, _ := x.fixed()
	z = x
	for n := ip; n <= stirlingLeast; n++ {
		p = p.times(z)
		z = x.plus(fromInt(0, n-ip+1, false))
		rho += rhoX + 4 + 20
	}
	return z, p, rho
}

// stirlingRho bounds what Stirling's series leaves out after its table, less than the first term that is: 2^-165, and ln Γ is 50 at
// least.
const stirlingRho = 1 << 23

// stirling returns ln Γ(z) for z > stirlingLeast with the error rhoZ: (z - ½)·ln z - z + ½·ln 2π + Σ B(2k)/(2k·(2k-1)·z^(2k-1)).
func stirling(z float, rhoZ uint64) (y float, rho uint64) {
	l, rhoL := lnFloat(z, rhoZ)
	y = z.minus(floatHalf).times(l)
	rho = rhoZ + 6 + rhoL + 20
	y, rho = y.minus(z), 4*rho+8 // z is less than half of the product
	q := fromInt(0, stirlingLeast, false).over(z).fraction()
	w := mul(q, q)
	s := u192{}
	for i := len(stirlingTable) - 1; i >= 0; i-- {
		s = stirlingTable[i].minus(mul(w, s))
	}
	y = y.plus(floatLnSqrt2Pi).plus(normal(mul(q, s), 0, false))
	return y, rho + rhoZ + 8 + stirlingRho
}

// floatHalf is 1/2.
var floatHalf = float{u192{w2: 1 << 63}, 0, false}

// sinHalfTurns returns sin πx, and zero if it is or the argument is out of range.
func sinHalfTurns(x Decimal) (y float, rho uint64) {
	r, o, ok := reduceExactly(x, 5, 1)
	if !ok {
		return float{}, hopeless
	}
	return sinOctant(r.times(floatPi), decimalRho+22, o)
}
