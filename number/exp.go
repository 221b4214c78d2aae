package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Exp returns e^x, correctly rounded; e^0 is exact. A result beyond the exponent limit is a [TooLarge] error, found before
// the work.
func (c *Context) Exp(x Number) (Number, error) {
	if r, ok := c.fastExp(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return exactly(1, x.Rounded())
	}
	o := operandOf(x)
	if c.negligible(o.adj()+1, 1) {
		return c.near(bigOne, 0, o.sign())
	}
	if err := checkExp(o); err != nil {
		return Number{}, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return expOf(w, o, digits) })
}

// Expm1 returns e^x - 1, correctly rounded also for small x; 0 gives 0.
func (c *Context) Expm1(x Number) (Number, error) {
	if r, ok := c.fastExpm1(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	switch {
	case c.negligible(o.adj()+1, o.digits): // x + x²/2 + …
		return c.nearOperand(o, o.sign())
	case o.sign() < 0 && o.float() < -float64(c.prec()+5)*math.Ln10:
		return c.near(big.NewInt(-1), 0, -1)
	case o.sign() > 0:
		if err := checkExp(o); err != nil {
			return Number{}, err
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return expm1Of(w, o, digits) })
}

// checkExp returns an error if e^o is certainly beyond the exponent limit; close to it newNumber decides.
func checkExp(o operand) error {
	x := o.float()
	return checkPower10(x / math.Ln10)
}

// checkPower10 returns an error if 10^l is certainly beyond the exponent limit.
func checkPower10(l float64) error {
	switch {
	case l > MaxExponent+2:
		return errBeyond("large", l)
	case l < -MaxExponent-2:
		return errBeyond("small", l)
	}
	return nil
}

// errBeyond says how large, or small, a result would be: l is its decimal logarithm.
func errBeyond(what string, l float64) error {
	size := "far beyond any limit"
	if math.Abs(l) < 1e18 {
		size = "about 10^" + group(int64(l))
	}
	return newError(TooLarge, "the result is too "+what+": "+size+", and exponents end at ±"+group(MaxExponent))
}

// expOf encloses e^o.
func expOf(w *fixed.Work, o operand, digits int) enclosure {
	if e, ok := expShort(w, o, digits); ok {
		return e
	}
	p := fixed.BitsOf(digits) + 8
	q := p + 34 // |o| < 2^32
	return expFixed(w, o.fixedPoint(w, int(q)), q, p)
}

// expFixed encloses e^x for a fixed-point x with q ≥ p + 2 fraction bits that is at most 4 ulps off: x = n·ln 10 + r, and
// e^x = e^r·10^n. The enclosure has p fraction bits.
func expFixed(w *fixed.Work, x *big.Int, q, p uint) enclosure {
	r, n := w.ModLn10(x, q)
	// r is off by less than 2 ulps at p bits after the shift, so e^r ≤ √10 by 7 relative ones, and by 2 of its own.
	m := w.Exp(r.Rsh(r, q-p), p)
	return enclosure{m: m, k: int(p), d: n, err: 4}
}

// expm1Of encloses e^o - 1.
func expm1Of(w *fixed.Work, o operand, digits int) enclosure {
	if o.adj() < 1 || o.sign() < 0 {
		p := fixed.BitsOf(digits) + 8 + o.leadingBits()
		m, n := w.Exp2(o.fixedPoint(w, int(p)+2), p+2)
		fixed.Shift(m, m, n-2)
		return enclosure{m: m.Sub(m, fixed.One(p)), k: int(p), err: 4 + max(n, 0)}
	}
	e := expOf(w, o, digits)
	if one, ok := e.scaledOne(); ok {
		e.m.Sub(e.m, one)
	} // else 1 is below the error
	e.err++
	return e
}

// scaledOne returns 1 in units of the enclosure, floored; ok is false if that is 0.
func (e enclosure) scaledOne() (*big.Int, bool) {
	if float64(e.d)*log2of10 > float64(e.k) {
		return nil, false
	}
	t := fixed.One(uint(e.k))
	if e.d > 0 {
		t.Quo(t, pow10(int(e.d)))
	}
	return t, true
}
