package fixed192

import "math/big"

// This file holds the reference functions, on math/big at prec bits and more, by other methods than the package's: plain
// series after halving the argument.

const refPrec = prec + 200

func ref() *big.Float { return new(big.Float).SetPrec(refPrec) }

func refInt(n int64) *big.Float { return ref().SetInt64(n) }

// refExp returns e^x: (e^(x/2^n))^(2^n).
func refExp(x *big.Float) *big.Float {
	n := max(x.MantExp(nil)+20, 0)
	y := ref().SetMantExp(x, -n)
	sum, term := refInt(1), refInt(1)
	for i := int64(1); term.Sign() != 0 && term.MantExp(nil) > -refPrec; i++ {
		term.Mul(term, y)
		term.Quo(term, refInt(i))
		sum.Add(sum, term)
	}
	for range n {
		sum.Mul(sum, sum)
	}
	return sum
}

// refSeries returns x + s·x³/3 + x⁵/5 + …: atanh for s = 1 and atan for s = -1.
func refSeries(x *big.Float, s int64) *big.Float {
	sum, pow := ref(), ref().Set(x)
	sq := ref().Mul(x, x)
	sq.Mul(sq, refInt(s))
	for n := int64(1); pow.Sign() != 0 && pow.MantExp(nil) > x.MantExp(nil)-refPrec; n += 2 {
		sum.Add(sum, ref().Quo(pow, refInt(n)))
		pow.Mul(pow, sq)
	}
	return sum
}

// refLn2 is ln 2 = 2·atanh(1/3).
var refLn2 = func() *big.Float {
	z := refSeries(ref().Quo(refInt(1), refInt(3)), 1)
	return z.Mul(z, refInt(2))
}()

// refLog1p returns ln(1+x).
func refLog1p(x *big.Float) *big.Float {
	if x.Sign() == 0 || x.MantExp(nil) < -8 {
		z := refSeries(ref().Quo(x, ref().Add(x, refInt(2))), 1)
		return z.Mul(z, refInt(2))
	}
	return refLn(ref().SetPrec(2*refPrec).Add(x, refInt(1)))
}

// refLn returns ln x from its exponent and the mantissa's 2^12-th root, near 1 by refLog1p.
func refLn(x *big.Float) *big.Float {
	if d := ref().Sub(x, refInt(1)); d.Sign() == 0 || d.MantExp(nil) < -8 {
		return refLog1p(d)
	}
	m := ref()
	e := x.MantExp(m)
	const roots = 12
	for range roots {
		m.Sqrt(m)
	}
	z := refSeries(ref().Quo(ref().Sub(m, refInt(1)), ref().Add(m, refInt(1))), 1)
	z.SetMantExp(z, roots+1)
	return z.Add(z, ref().Mul(refLn2, refInt(int64(e))))
}

// refPi is π by Machin's formula.
var refPi = func() *big.Float {
	a := refSeries(ref().Quo(refInt(1), refInt(5)), -1)
	b := refSeries(ref().Quo(refInt(1), refInt(239)), -1)
	a.Mul(a, refInt(16))
	return a.Sub(a, b.Mul(b, refInt(4)))
}()

// refSinCos returns sin x and cos x: by the series for x/2^n and doubling. It wants |x| < 2^140.
func refSinCos(x *big.Float) (sin, cos *big.Float) {
	const n = 20
	turns := ref().Quo(x, refPi)
	k, _ := turns.Mul(turns, newFloat().SetFloat64(0.5)).Int(nil)
	y := ref().Mul(refPi, refInt(2))
	y.Sub(x, y.Mul(y, ref().SetInt(k)))
	y.SetMantExp(y, -n)
	// sin y and 1 - cos y
	s, c, term := ref(), ref(), ref().Set(y)
	for i := int64(1); term.Sign() != 0 && term.MantExp(nil) > y.MantExp(nil)-refPrec; i++ {
		switch i & 3 {
		case 1:
			s.Add(s, term)
		case 2:
			c.Add(c, term)
		case 3:
			s.Sub(s, term)
		case 0:
			c.Sub(c, term)
		}
		term.Mul(term, y)
		term.Quo(term, refInt(i+1))
	}
	for range n { // sin 2y = 2 sin y (1 - c), 1 - cos 2y = 2 sin² y
		sq := ref().Mul(s, s)
		s.Mul(s, ref().Sub(refInt(1), c))
		s.Mul(s, refInt(2))
		c.Mul(sq, refInt(2))
	}
	return s, ref().Sub(refInt(1), c)
}

// refExpm1 returns e^x - 1; what cancels for small x the precision has to spare.
func refExpm1(x *big.Float) *big.Float {
	e := refExp(x)
	return e.Sub(e, refInt(1))
}

// refAtan returns atan x, halving the angle by x/(1 + √(1 + x²)) first.
func refAtan(x *big.Float) *big.Float {
	const halvings = 12
	y := ref().Set(x)
	for range halvings {
		r := ref().Mul(y, y)
		r.Sqrt(r.Add(r, refInt(1)))
		y.Quo(y, r.Add(r, refInt(1)))
	}
	z := refSeries(y, -1)
	return z.SetMantExp(z, halvings)
}

// refCofunction returns √(1 - x²).
func refCofunction(x *big.Float) *big.Float {
	return ref().Sqrt(ref().Mul(ref().Sub(refInt(1), x), ref().Add(refInt(1), x)))
}

func refAsin(x *big.Float) *big.Float { return refAtan(ref().Quo(x, refCofunction(x))) }

func refAcos(x *big.Float) *big.Float {
	a := refAtan(ref().Quo(refCofunction(x), x))
	if x.Sign() < 0 {
		a.Add(a, refPi)
	}
	return a
}

func refSin(x *big.Float) *big.Float { s, _ := refSinCos(x); return s }
func refCos(x *big.Float) *big.Float { _, c := refSinCos(x); return c }
func refTan(x *big.Float) *big.Float { s, c := refSinCos(x); return s.Quo(s, c) }

func refRadians(x *big.Float) *big.Float {
	y := ref().Mul(x, refPi)
	return y.Quo(y, refInt(180))
}

func refDegrees(x *big.Float) *big.Float {
	y := ref().Mul(x, refInt(180))
	return y.Quo(y, refPi)
}

// refHalves returns (e^x + sign·e^-x)/2.
func refHalves(x *big.Float, sign int64) *big.Float {
	e := refExp(x)
	inv := ref().Quo(refInt(sign), e)
	e.Add(e, inv)
	return e.SetMantExp(e, -1)
}

func refSinh(x *big.Float) *big.Float { return refHalves(x, -1) }
func refCosh(x *big.Float) *big.Float { return refHalves(x, 1) }
func refTanh(x *big.Float) *big.Float { return ref().Quo(refSinh(x), refCosh(x)) }

// refAsinh returns ln(x + √(x² + 1)), of |x| with the sign of x.
func refAsinh(x *big.Float) *big.Float {
	a := ref().Abs(x)
	r := ref().Mul(a, a)
	r.Sqrt(r.Add(r, refInt(1)))
	l := refLn(r.Add(r, a))
	if x.Sign() < 0 {
		l.Neg(l)
	}
	return l
}

func refAcosh(x *big.Float) *big.Float {
	r := ref().Mul(ref().Sub(x, refInt(1)), ref().Add(x, refInt(1)))
	return refLn(r.Add(r.Sqrt(r), x))
}

func refAtanh(x *big.Float) *big.Float {
	l := refLn(ref().Quo(ref().Add(refInt(1), x), ref().Sub(refInt(1), x)))
	return l.SetMantExp(l, -1)
}

// refCbrt returns the cube root by Newton's iteration.
func refCbrt(x *big.Float) *big.Float {
	y := ref().SetMantExp(refInt(1), x.MantExp(nil)/3)
	if x.Sign() < 0 {
		y.Neg(y)
	}
	for range 14 { // y - (y³ - x)/3y²
		sq := ref().Mul(y, y)
		d := ref().Quo(x, sq)
		d.Sub(y, d)
		y.Sub(y, d.Quo(d, refInt(3)))
	}
	return y
}

// refErf returns the error function, by its alternating series with bits to spare for what cancels. It wants |x| < 13.
func refErf(x *big.Float) *big.Float {
	const prec = refPrec + 500
	sq := new(big.Float).SetPrec(prec).Mul(x, x)
	sum, term := new(big.Float).SetPrec(prec), new(big.Float).SetPrec(prec).Set(x)
	for n := int64(0); term.Sign() != 0 && term.MantExp(nil) > x.MantExp(nil)-prec; n++ {
		sum.Add(sum, new(big.Float).SetPrec(prec).Quo(term, refInt(2*n+1)))
		term.Mul(term, sq)
		term.Quo(term, refInt(-n-1))
	}
	return sum.Mul(sum, new(big.Float).SetPrec(prec).Quo(refInt(2), new(big.Float).SetPrec(prec).Sqrt(refPi)))
}

// refErfc returns 1 - erf(x) for x < 13.
func refErfc(x *big.Float) *big.Float {
	e := refErf(x)
	return e.Sub(refInt(1).SetPrec(e.Prec()), e)
}

// refBernoulli holds B(2k)/(2k·(2k-1)), from k = 1 on.
var refBernoulli = func() []*big.Float {
	var z []*big.Float
	b := []*big.Rat{big.NewRat(1, 1)}
	for m := int64(1); m <= 160; m++ {
		sum := new(big.Rat)
		for k, x := range b {
			c := new(big.Rat).SetInt(new(big.Int).Binomial(m+1, int64(k)))
			sum.Add(sum, c.Mul(c, x))
		}
		b = append(b, sum.Quo(sum, big.NewRat(-m-1, 1)))
		if m%2 == 0 {
			z = append(z, ref().Quo(ref().SetRat(b[m]), refInt(m*(m-1))))
		}
	}
	return z
}()

// refGammaParts returns ln Γ(z) for a z = x + n above 150 by Stirling's series, and x·(x+1)·…·(z-1), for x > 0.
func refGammaParts(x *big.Float) (ln, product *big.Float) {
	z, product := ref().Set(x), refInt(1)
	for z.Cmp(refInt(150)) < 0 {
		product.Mul(product, z)
		z.Add(z, refInt(1))
	}
	ln = ref().Sub(z, big.NewFloat(0.5))
	ln.Mul(ln, refLn(z))
	ln.Sub(ln, z)
	half := refLn(ref().Mul(refPi, refInt(2)))
	ln.Add(ln, half.Quo(half, refInt(2)))
	pow, sq := ref().Set(z), ref().Mul(z, z)
	for _, b := range refBernoulli {
		ln.Add(ln, ref().Quo(b, pow))
		pow.Mul(pow, sq)
	}
	return ln, product
}

// refGamma returns Γ(x), for an x that is no integer ≤ 0.
func refGamma(x *big.Float) *big.Float {
	if x.Sign() > 0 {
		ln, p := refGammaParts(x)
		return ln.Quo(refExp(ln), p)
	}
	g := refGamma(ref().Sub(refInt(1), x))
	g.Mul(g, refSin(ref().Mul(refPi, x)))
	return g.Quo(refPi, g)
}

// refLgamma returns ln|Γ(x)|.
func refLgamma(x *big.Float) *big.Float {
	if x.Sign() > 0 {
		ln, p := refGammaParts(x)
		return ln.Sub(ln, refLn(p))
	}
	l := refLgamma(ref().Sub(refInt(1), x))
	s := refSin(ref().Mul(refPi, x))
	return l.Sub(refLn(ref().Quo(refPi, s.Abs(s))), l)
}
