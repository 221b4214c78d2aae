package number

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Pow returns x^y. A non-negative integer power of an exact number is exact if x is an integer or the result has at most
// twice the precision's digits; everything else is rounded once to the precision, unless it ends there. 0^0 is 1; zero to a
// negative power is a division by zero; a negative x with a y that is no integer is a [Domain] error.
func (c *Context) Pow(x, y Number) (Number, error) {
	if r, ok := c.fastPow(x, y); ok {
		return r, nil
	}
	if y.IsInteger() {
		if y.Sign() >= 0 && c.powIntFits(x, y) {
			return c.powInt(x, y)
		}
		return c.powWhole(x, y)
	}
	rounded := x.Rounded() || y.Rounded()
	switch {
	case x.Sign() < 0:
		return Number{}, errDomain("a negative number to a power that is no integer", "cbrt(x) and root(x, n) take odd roots of negative numbers")
	case x.IsZero() && y.Sign() < 0:
		return Number{}, errDivisionByZero()
	case x.IsZero():
		return exactly(0, rounded)
	}
	o, e := operandOf(x), operandOf(y)
	o.rounded = rounded
	return c.power(o, plainPower(e), false)
}

// plainPower returns the exponent y.
func plainPower(y operand) powerOf {
	return powerOf{num: y.coef, den: bigOne, exp: y.exp, digits: y.digits}
}

// maxSquaringAdjusted is up to which magnitude, 10^it, an exponent goes by squaring.
const maxSquaringAdjusted = 7

// powIntFits reports whether x^y, y ≥ 0 an integer, is a matter of powInt: exact, or rounded after few squarings.
func (c *Context) powIntFits(x, y Number) bool {
	return y.Adjusted() <= maxSquaringAdjusted || x.IsInteger() || x.Digits() == 1
}

// powWhole returns x^y for an integer y that is negative, or too large for powInt.
func (c *Context) powWhole(x, y Number) (Number, error) {
	if x.IsZero() {
		return Number{}, errDivisionByZero()
	}
	o, e := operandOf(x), operandOf(y)
	neg := o.sign() < 0 && y.isOdd()
	o = o.abs()
	o.rounded = o.rounded || e.rounded
	k, ok := y.Int64()
	if !ok || y.Adjusted() > maxSquaringAdjusted || k > 0 {
		return c.power(o, plainPower(e), neg)
	}
	return c.reciprocalPower(o, -k, neg)
}

// reciprocalPower returns o^-k for o > 0, k > 0, negated if neg is set.
func (c *Context) reciprocalPower(o operand, k int64, neg bool) (Number, error) {
	y := powerOf{num: big.NewInt(-k), den: bigOne, digits: 1}
	l, e := o.lnMantissa()
	if e < -int64(c.prec()) || e > 0 || l*float64(k) > 2e9 || l*float64(k) < -2e9 {
		return c.power(o, y, neg) // next to 1, or beyond the exponent limit
	}
	if coef, exp, ok := c.exactPower(o, y); ok {
		if neg {
			coef.Neg(coef)
		}
		return c.roundBig(coef, exp, false, o.rounded)
	}
	sign := 1 - 2*int(bit(neg))
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits) + uint(2*bitsOf(k)) + 10
		one := enclosure{m: fixed.One(p), k: int(p), err: noError}
		return one.quo(w, squarings(w, o, k, p), p).withSign(sign)
	})
}

// squarings encloses o^k, k ≥ 1, with about p - log2 k good bits: squares and products cut to p bits, each of a relative
// error below 2^(1-p), of which k times as much arrives at the end.
func squarings(w *fixed.Work, o operand, k int64, p uint) enclosure {
	exact := true
	cut := func(x *big.Int, e int) (*big.Int, int) {
		if d := x.BitLen() - int(p); d > 0 {
			exact = false
			return x.Rsh(x, uint(d)), e + d
		}
		return x, e
	}
	base, be := cut(new(big.Int).Set(o.coef), 0)
	z, e := new(big.Int).Set(base), be
	for i := bitsOf(k) - 2; i >= 0; i-- {
		z, e = cut(w.Sqr(z, z), 2*e)
		if k>>uint(i)&1 != 0 {
			z, e = cut(w.Mul(z, z, base), e+be)
		}
	}
	err := noError
	if !exact {
		err = max(0, z.BitLen()-int(p)+bitsOf(k)+3)
	}
	return enclosure{m: z, k: -e, d: o.exp * k, err: err}
}
