package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Sinh returns the hyperbolic sine of x, correctly rounded; sinh 0 is 0. A result beyond the exponent limit is a [TooLarge]
// error, found before the work.
func (c *Context) Sinh(x Number) (Number, error) {
	if r, ok := c.fastSinh(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x + x³/6 + …
		return c.nearOperand(o, 1)
	}
	if err := checkExp(o.abs()); err != nil {
		return Number{}, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return expHalves(w, o.abs(), digits, -1).withSign(o.sign())
	})
}

// Cosh returns the hyperbolic cosine of x, correctly rounded; cosh 0 is 1, exactly. Large x are as for [Context.Sinh].
func (c *Context) Cosh(x Number) (Number, error) {
	if r, ok := c.fastCosh(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return exactly(1, x.Rounded())
	}
	o := operandOf(x).abs()
	if c.negligible(2*o.adj()+2, 1) { // 1 + x²/2 + …
		return c.near(bigOne, 0, 1)
	}
	if err := checkExp(o); err != nil {
		return Number{}, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return expHalves(w, o, digits, 1) })
}

// Tanh returns the hyperbolic tangent of x, correctly rounded; tanh 0 is 0.
func (c *Context) Tanh(x Number) (Number, error) {
	if r, ok := c.fastTanh(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x - x³/3 + …
		return c.nearOperand(o, -1)
	}
	if o.abs().float()*2 > float64(c.prec()+6)*math.Ln10 { // 1 - 2·e^-2x + …
		return c.near(big.NewInt(int64(o.sign())), 0, -1)
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return tanhOf(w, o.abs(), digits).withSign(o.sign())
	})
}

// expHalves encloses (e^o + sign·e^-o)/2 for o > 0.
func expHalves(w *fixed.Work, o operand, digits, sign int) enclosure {
	if o.float() > float64(digits+4)*(math.Ln10/2) { // e^-2o is below the error
		e := expOf(w, o, digits)
		e.k++
		e.err++
		return e
	}
	p := fixed.BitsOf(digits) + 10 + o.leadingBits()
	m, n := w.Exp2(o.fixedPoint(w, int(p)+2), p+2)
	m.Rsh(m, 2)
	inv := w.Div(new(big.Int), fixed.One(p), m, p)
	fixed.Shift(inv, inv, -2*n)
	if sign < 0 {
		m.Sub(m, inv)
	} else {
		m.Add(m, inv)
	}
	return enclosure{m: m, k: int(p) - n + 1, err: 5}
}

// tanhOf encloses tanh o for o > 0: (1 - y)/(1 + y) with y = e^-2o.
func tanhOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10 + o.leadingBits()
	x := o.fixedPoint(w, int(p)+3)
	m, n := w.Exp2(x.Neg(x.Lsh(x, 1)), p+3)
	fixed.Shift(m, m, n-3)
	one := fixed.One(p)
	num := enclosure{m: new(big.Int).Sub(one, m), k: int(p), err: 3}
	den := enclosure{m: m.Add(one, m), k: int(p), err: 3}
	return num.quo(w, den, p)
}

// Asinh returns the inverse hyperbolic sine of x, correctly rounded; asinh 0 is 0.
func (c *Context) Asinh(x Number) (Number, error) {
	if r, ok := c.fastAsinh(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x - x³/6 + …
		return c.nearOperand(o, -1)
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return asinhOf(w, o.abs(), digits).withSign(o.sign())
	})
}

// Acosh returns the inverse hyperbolic cosine of x ≥ 1, correctly rounded; acosh 1 is 0. x < 1 is a [Domain] error.
func (c *Context) Acosh(x Number) (Number, error) {
	if r, ok := c.fastAcosh(x); ok {
		return r, nil
	}
	o := operandOf(x)
	if o.sign() <= 0 || o.adj() < 0 {
		return Number{}, errDomain("acosh needs an argument of at least 1", "")
	}
	if o.isOne() {
		return exactly(0, o.rounded)
	}
	if t, ok := c.aboveOne(o); ok {
		if r, ok, err := c.nearRootOfDouble(t, -1); ok { // √2t·(1 - t/12 + …)
			return r, err
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return acoshOf(w, o, digits) })
}

// Atanh returns the inverse hyperbolic tangent of x, correctly rounded; atanh 0 is 0. |x| ≥ 1 is a [Domain] error.
func (c *Context) Atanh(x Number) (Number, error) {
	if r, ok := c.fastAtanh(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if o.adj() >= 0 {
		hint := ""
		if o.abs().isOne() {
			hint = "atanh grows beyond all bounds at 1 and -1"
		}
		return Number{}, errDomain("atanh needs an argument between -1 and 1", hint)
	}
	if c.negligible(2*o.adj()+2, o.digits) { // x + x³/3 + …
		return c.nearOperand(o, 1)
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return atanhOf(w, o.abs(), digits).withSign(o.sign())
	})
}

// asinhOf encloses asinh o = ln(o + √(o² + 1)) for o > 0.
func asinhOf(w *fixed.Work, o operand, digits int) enclosure {
	if 2*o.adj() > int64(digits)+4 { // ln 2o + 1/4o² - …
		return lnDouble(w, o, digits)
	}
	p := fixed.BitsOf(digits) + 10 + o.leadingBits()
	q := p + 4
	x := o.fixedPoint(w, int(q))
	s := w.SqrShift(new(big.Int), x, q)
	w.Sqrt(s, s.Add(s, fixed.One(q)), q)
	l := w.Ln(s.Add(s, x), q)
	return enclosure{m: l.Rsh(l, 4), k: int(p), err: 2}
}

// lnDouble encloses ln 2o up to the precision.
func lnDouble(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	l := lnFixed(w, o, p)
	return enclosure{m: l.Add(l, w.Ln2(p)), k: int(p), err: 3}
}

// acoshOf encloses acosh o = ln(o + √(o² - 1)) for o > 1.
func acoshOf(w *fixed.Work, o operand, digits int) enclosure {
	if 2*o.adj() > int64(digits)+4 {
		return lnDouble(w, o, digits)
	}
	p := fixed.BitsOf(digits) + 10
	t := o.plus(-1)
	if t.adj() < -int64(digits) {
		return rootOfDouble(w, t, p)
	}
	k := t.leadingBits()
	q := p + k/2 + 6
	u := o.plus(1)
	s := w.MulShift(new(big.Int), t.fixedPoint(w, int(q+k)), u.fixedPoint(w, int(q+k)), q+k)
	w.Sqrt(s, s, q+k)
	s.Rsh(s, k)
	l := w.Ln(s.Add(s, o.fixedPoint(w, int(q))), q)
	return enclosure{m: l.Rsh(l, 4), k: int(q) - 4, err: 2}
}

// atanhOf encloses atanh o = ½·ln((1 + o)/(1 - o)) for 0 < o < 1.
func atanhOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10 + o.leadingBits()
	m := o
	m.coef = new(big.Int).Neg(o.coef)
	u, v := m.plus(1), o.plus(1)
	var l *big.Int
	if u.adj() < -1 { // near 1 the quotient grows beyond bounds
		l = lnFixed(w, v, p)
		l.Sub(l, lnFixed(w, u, p))
	} else {
		num, den := alignedPair(w, v, u)
		l = w.Ln(w.QuoScaled(new(big.Int), num, den, int(p)+2), p+2)
		l.Rsh(l, 2)
	}
	return enclosure{m: l, k: int(p) + 1, err: 3}
}
