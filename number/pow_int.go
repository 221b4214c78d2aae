package number

import (
	"math"
	"math/big"
	"math/bits"
)

// maxPowerAdjusted is up to which magnitude, 10^it, an exponent is worked with at all.
const maxPowerAdjusted = 20_000

// powInt returns x^n for an integer n ≥ 0, by the rule of the language: exact if x is exact and either an integer or the
// result has at most twice the precision's digits, else rounded once to the precision. 0^0 is 1. It serves [Context.Pow].
func (c *Context) powInt(x, n Number) (Number, error) {
	rounded := x.Rounded() || n.Rounded()
	switch {
	case n.IsZero():
		return FromInt64(1).WithRounded(rounded), nil
	case x.IsZero():
		return Number{}.WithRounded(rounded), nil
	}
	k, ok := n.Int64()
	if ok {
		if s, ok := c.powSmall(x.Small, k, bit(rounded)); ok {
			return Number{Small: s}, nil
		}
	}
	neg := x.Sign() < 0 && n.isOdd()
	coef, exp := x.canonicalCoef(), x.lowExp()
	if coef.IsInt64() && (coef.Int64() == 1 || coef.Int64() == -1) { // a power of ten
		return powOfTen(exp, k, ok, neg, rounded)
	}
	// |x|^n = 10^(n·log10|x|): beyond the exponent limit, which is known before any work?
	log, times := log10Abs(coef, exp), n.Float64()
	if math.Abs(log)*times > 1.001*MaxExponent+1 || n.Adjusted() > maxPowerAdjusted {
		if log > 0 {
			return Number{}, errTooLarge()
		}
		return Number{}, errTooSmall()
	}
	digits := math.Floor(log10Abs(coef, 0)*times) + 1 // of the exact result, within a billionth
	p := float64(c.prec())
	exact := !rounded && !c.RoundAll && (exp >= 0 || digits <= 2*p+1)
	if exact || digits <= 2*p+20 {
		return c.powExactly(coef, exp, k, int64(digits), exact, rounded)
	}
	power, _ := n.BigInt()
	return c.powRounded(coef, exp, power, neg)
}

// powSmall is powInt in the inline lane, with the bit to set, for powers that fit there.
func (c *Context) powSmall(x Small, k int64, fx int32) (Small, bool) {
	if !x.Ok() || k > 127 { // |coefficient| ≥ 2 overflows, 1 is left to the general way
		return notSmall, false
	}
	base, neg := x.mag()
	z, ok := powPair(base, k)
	e := int64(x.exponent()) * k
	if !ok {
		return notSmall, false
	}
	neg = neg && k&1 != 0
	if fx != 0 || c.RoundAll {
		return c.roundPair(z, neg, e, fx)
	}
	if e < 0 && digits128(z.hi, z.lo) > 2*c.prec() { // too many digits, unless they are zeros
		return notSmall, false
	}
	return sealSmall(z, neg, e, fx)
}

// powPair returns x^k for k ≥ 1 and whether it fits 127 bits.
func powPair(x u128, k int64) (u128, bool) {
	z := u128{0, 1}
	for {
		var ok bool
		if k&1 != 0 {
			if z, ok = mulPair(z, x); !ok {
				return z, false
			}
		}
		if k >>= 1; k == 0 {
			return z, true
		}
		if x, ok = mulPair(x, x); !ok {
			return x, false
		}
	}
}

// mulPair returns x × y and whether it fits 127 bits.
func mulPair(x, y u128) (u128, bool) {
	if x.hi != 0 {
		x, y = y, x
	}
	z, ok := mul128by64(y, x.lo)
	return z, ok && x.hi == 0
}

// isOdd reports whether an integer is odd.
func (n Number) isOdd() bool {
	coef, exp := n.canonicalCoef(), n.lowExp()
	return exp == 0 && coef.Bit(0) != 0
}

// powOfTen returns (10^exp)^k with the sign given; ok says whether k is known.
func powOfTen(exp, k int64, ok, neg, rounded bool) (Number, error) {
	hi, lo := bits.Mul64(uint64(max(exp, -exp)), uint64(k))
	if exp != 0 && (!ok || hi != 0 || lo > 2*MaxExponent) {
		if exp > 0 {
			return Number{}, errTooLarge()
		}
		return Number{}, errTooSmall()
	}
	if exp == 0 {
		k = 0
	}
	return newSmall(0, 1, neg, exp*k, rounded)
}

// log10Abs returns log10 of |coef| × 10^exp, within a few parts in 10^9, and near 1 as exactly as a float64 does it.
func log10Abs(coef *big.Int, exp int64) float64 {
	digits := decimalDigits(coef)
	if adj := int64(digits) - 1 + exp; (adj == 0 || adj == -1) && exp <= 0 { // log(1+d) where d is small
		one := pow10(int(-exp))
		diff := new(big.Int).Abs(coef)
		diff.Sub(diff, one)
		d, _ := new(big.Float).Quo(new(big.Float).SetPrec(64).SetInt(diff), new(big.Float).SetPrec(64).SetInt(one)).Float64()
		return math.Log1p(d) / math.Ln10
	}
	m := new(big.Float).SetPrec(64).SetInt(coef)
	e := m.MantExp(m)
	f, _ := m.Float64()
	return math.Log10(math.Abs(f)) + (float64(e)*math.Log10(2) + float64(exp))
}

// powExactly computes coef^k exactly; about so many digits. The result stays exact if exact is set and the digits allow
// it, and is rounded else.
func (c *Context) powExactly(coef *big.Int, exp, k, digits int64, exact, rounded bool) (Number, error) {
	if limit := int64(c.digitLimit()); exact && digits > limit+1 {
		return Number{}, errDigits(digits, int(limit), digits > 1e14)
	}
	z, err := c.powBig(coef, k)
	if err != nil {
		return Number{}, err
	}
	if exact && (exp >= 0 || decimalDigits(z) <= 2*c.prec()) {
		return c.exactResult(z, exp*k)
	}
	return c.roundBig(z, exp*k, false, rounded)
}

// powBig returns x^k for k ≥ 1 by squaring from the left.
func (c *Context) powBig(x *big.Int, k int64) (*big.Int, error) {
	// Factors of two are shifted in at the end.
	tz := x.TrailingZeroBits()
	odd := x
	if tz > 0 {
		odd = new(big.Int).Rsh(x, tz)
	}
	z := new(big.Int).Set(odd)
	var err error
	one := odd.IsInt64() && (odd.Int64() == 1 || odd.Int64() == -1)
	if one && k&1 == 0 {
		z.Abs(z)
	}
	for i := bits.Len64(uint64(k)) - 2; i >= 0 && !one; i-- {
		if z, err = c.mul(z, z); err != nil {
			return nil, err
		}
		if k>>uint(i)&1 != 0 {
			if z, err = c.mul(z, odd); err != nil {
				return nil, err
			}
		}
	}
	if tz > 0 {
		n := int64(tz) * k
		if err := c.work(n/64, n/8); err != nil {
			return nil, err
		}
		z.Lsh(z, uint(n))
	}
	return z, nil
}

// powRounded returns ±|coef × 10^exp|^k rounded once to the precision, where the exact power has many more digits: powers
// by squaring with a few guard digits, again with twice as many while the rounding is in doubt. It ends because the power
// of a coefficient without trailing zeros has none, so that no value to be rounded is on a boundary.
func (c *Context) powRounded(coef *big.Int, exp int64, k *big.Int, neg bool) (Number, error) {
	if err := c.loses(); err != nil {
		return Number{}, err
	}
	base := bounded{coef: new(big.Int).Abs(coef), exp: exp, ulps: new(big.Int)}
	for guard := k.BitLen()*2/3 + 10; ; guard *= 2 {
		z, err := c.powTruncated(base, k, c.prec()+guard)
		if err != nil {
			return Number{}, err
		}
		if n, ok, err := c.roundBounded(z, neg, true); ok || err != nil {
			return n, err
		}
	}
}

// bounded is a non-negative value known to lie in [coef, coef+ulps) × 10^exp, or to be coef × 10^exp if ulps is 0.
type bounded struct {
	coef *big.Int
	exp  int64
	ulps *big.Int
}

// roundBounded rounds a value to the precision, with the sign given; ok is false if it is not known exactly and its bounds
// do not round alike.
func (c *Context) roundBounded(z bounded, neg, rounded bool) (n Number, ok bool, err error) {
	if z.ulps.Sign() == 0 {
		q := new(big.Int).Set(z.coef)
		if neg {
			q.Neg(q)
		}
		n, err = c.roundBig(q, z.exp, false, rounded)
		return n, true, err
	}
	drop := decimalDigits(z.coef) - c.prec()
	if drop <= 0 {
		return Number{}, false, nil
	}
	unit := pow10(drop)
	q, r := new(big.Int).QuoRem(z.coef, unit, new(big.Int))
	half := cmpHalf(r, unit)
	r.Add(r, z.ulps)
	if r.Cmp(unit) >= 0 || half == 0 || half != cmpHalf(r, unit) {
		return Number{}, false, nil
	}
	if c.Rounding.away(neg, lastDigit(q, c.Rounding), half) {
		q.Add(q, bigOne)
	}
	if neg {
		q.Neg(q)
	}
	n, err = newNumber(q, z.exp+int64(drop), true)
	return n, true, err
}

// powTruncated returns base^k with bounds, and at least w digits if it is as long.
func (c *Context) powTruncated(base bounded, k *big.Int, w int) (bounded, error) {
	base, err := c.truncate(base, w)
	z := base
	for i := k.BitLen() - 2; i >= 0 && err == nil; i-- {
		if z, err = c.mulBounded(z, z, w); err == nil && k.Bit(i) != 0 {
			z, err = c.mulBounded(z, base, w)
		}
	}
	return z, err
}

// mulBounded multiplies with bounds: (x+u)(y+v) = xy + xv + yu + uv.
func (c *Context) mulBounded(x, y bounded, w int) (bounded, error) {
	z, err := c.mul(x.coef, y.coef)
	if err != nil {
		return bounded{}, err
	}
	ulps := new(big.Int).Mul(x.coef, y.ulps)
	t := new(big.Int).Mul(y.coef, x.ulps)
	ulps.Add(ulps, t)
	ulps.Add(ulps, t.Mul(x.ulps, y.ulps))
	return c.truncate(bounded{z, x.exp + y.exp, ulps}, w)
}

// truncate cuts z to w digits, or a few more, and rounds its bound up.
func (c *Context) truncate(z bounded, w int) (bounded, error) {
	drop := int(float64(z.coef.BitLen()-1)*0.30102999566398119521) + 1 - w
	if drop <= 0 {
		return z, nil
	}
	unit, err := c.pow10(drop)
	if err != nil {
		return bounded{}, err
	}
	q, r, err := c.quoRem(z.coef, unit)
	if err != nil {
		return bounded{}, err
	}
	if r.Sign() == 0 && z.ulps.Sign() == 0 { // only zeros went
		return bounded{q, z.exp + int64(drop), z.ulps}, nil
	}
	u := new(big.Int).Quo(z.ulps, unit)
	u.Add(u, big.NewInt(2)) // what was cut off of either
	return bounded{q, z.exp + int64(drop), u}, nil
}
