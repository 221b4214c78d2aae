package number

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Asin returns the arc sine of x in radians, correctly rounded, from -π/2 to π/2; asin 0 is 0. |x| > 1 is a [Domain] error.
func (c *Context) Asin(x Number) (Number, error) {
	if r, ok := c.fastAsin(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o, err := arcOperand("asin", x)
	if err != nil {
		return Number{}, err
	}
	if c.negligible(2*o.adj()+1, o.digits) { // x + x³/6 + …
		return c.nearOperand(o, 1)
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return asinOf(w, o, digits) })
}

// Acos returns the arc cosine of x in radians, correctly rounded, from 0 to π; acos 1 is 0. |x| > 1 is a [Domain] error.
func (c *Context) Acos(x Number) (Number, error) {
	if r, ok := c.fastAcos(x); ok {
		return r, nil
	}
	o, err := arcOperand("acos", x)
	if err != nil {
		return Number{}, err
	}
	if o.isOne() {
		return exactly(0, o.rounded)
	}
	if t, ok := c.aboveOne(o); ok && t.sign() < 0 {
		if r, ok, err := c.nearRootOfDouble(t.abs(), 1); ok { // √2t·(1 + t/12 + …)
			return r, err
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return acosOf(w, o, digits) })
}

// Atan returns the arc tangent of x in radians, correctly rounded, from -π/2 to π/2; atan 0 is 0.
func (c *Context) Atan(x Number) (Number, error) {
	if r, ok := c.fastAtan(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x - x³/3 + …
		return c.nearOperand(o, -1)
	}
	one := operand{coef: bigOne, digits: 1}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return angleOf(w, o, one, digits) })
}

// Atan2 returns the angle of the point (x, y) in radians, correctly rounded, from -π to π: atan(y/x) in the right quadrant.
// It is 0 on the positive x axis; at the origin it is a [Domain] error.
func (c *Context) Atan2(y, x Number) (Number, error) {
	if r, ok := c.fastAtan2(y, x); ok {
		return r, nil
	}
	a, b := operandOf(y), operandOf(x)
	rounded := a.rounded || b.rounded
	switch {
	case a.sign() == 0 && b.sign() == 0:
		return Number{}, errDomain("atan2(0, 0) has no value", "")
	case a.sign() == 0 && b.sign() > 0:
		return exactly(0, rounded)
	}
	if d := a.adj() - b.adj(); a.sign() != 0 && b.sign() > 0 && c.negligible(2*d+2, max(c.prec()+b.digits, a.digits)+6) {
		num, den, exp := quotientOf(a, b) // q - q³/3 + …
		return c.nearRatio(num, den, exp, -1)
	}
	return c.ziv(a.digits+b.digits, func(w *fixed.Work, digits int) enclosure { return angleOf(w, a, b, digits) })
}

// arcOperand returns the operand of asin or acos.
func arcOperand(name string, x Number) (operand, error) {
	o := operandOf(x)
	if o.sign() == 0 {
		return o, nil
	}
	if o.adj() > 0 || o.adj() == 0 && !(o.exp == 0 && o.coef.CmpAbs(bigOne) == 0) {
		return o, errDomain(name+" needs an argument from -1 to 1", "")
	}
	return o, nil
}

// nearRootOfDouble handles values √(2t)·(1 + δ), |δ| < t and of the sign of dir, for a t so small that only an exact √(2t)
// matters.
func (c *Context) nearRootOfDouble(t operand, dir int) (r Number, ok bool, err error) {
	if !c.negligible(t.adj()+1, t.digits+2) {
		return r, false, nil
	}
	d := makeOperand(new(big.Int).Lsh(t.coef, 1), t.exp, false)
	s, ok := d.factor().root(2)
	if !ok {
		return r, false, nil
	}
	coef, exp := s.decimal()
	r, err = c.near(coef, exp, dir)
	return r, true, err
}

// decimal returns the number as coefficient and exponent. One of 2 and 5 must have an exponent of at least the other's, and
// the difference must be small.
func (f factored) decimal() (coef *big.Int, exp int64) {
	exp = min(f.a, f.b)
	coef = new(big.Int).Exp(big.NewInt(5), big.NewInt(f.b-exp), nil)
	coef.Mul(coef, f.m)
	return coef.Lsh(coef, uint(f.a-exp)), exp
}

// quotientOf returns a/b as num/den·10^exp with den > 0.
func quotientOf(a, b operand) (num, den *big.Int, exp int64) {
	num, den = a.coef, b.coef
	if den.Sign() < 0 {
		num, den = new(big.Int).Neg(num), new(big.Int).Neg(den)
	}
	return num, den, a.exp - b.exp
}

// asinOf encloses asin o, |o| ≤ 1: the angle of (√(1 - o²), o).
func asinOf(w *fixed.Work, o operand, digits int) enclosure {
	if 2*o.adj() < -int64(digits)-3 { // x + x³/6 + …
		return o.linear(digits)
	}
	p := fixed.BitsOf(digits) + 8 + o.leadingBits()
	x, u := arcSides(w, o.abs(), p+4)
	a := w.Angle(x, u, p+4)
	return enclosure{m: a.Rsh(a, 4), k: int(p), err: 2}.withSign(o.sign())
}

// arcSides returns x and √(1 - x²) for 0 ≤ x ≤ 1, with p fraction bits. The error of their ratio counts as an error of the
// angle below 4 ulps: both lie on the unit circle, and the longer one's part is multiplied by the shorter one.
func arcSides(w *fixed.Work, x operand, p uint) (a, b *big.Int) {
	m := x
	m.coef = new(big.Int).Neg(x.coef)
	u, v := m.plus(1), x.plus(1) // 1 - x, 1 + x
	k := u.leadingBits()         // the root of something small
	q := p + k
	s := w.MulShift(new(big.Int), u.fixedPoint(w, int(q)), v.fixedPoint(w, int(q)), q)
	w.Sqrt(s, s, q)
	return x.fixedPoint(w, int(p)), s.Rsh(s, k)
}

// acosOf encloses acos o, -1 ≤ o < 1.
func acosOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	if o.adj() < -int64(digits)-3 { // π/2 - x - …
		return enclosure{m: w.HalfPi(p), k: int(p), err: 3}
	}
	if o.sign() > 0 {
		m := o
		m.coef = new(big.Int).Neg(o.coef)
		t := m.plus(1)
		if t.adj() < -int64(digits) {
			return rootOfDouble(w, t, p)
		}
		p += t.leadingBits()/2 + 2
	}
	q := p + 4
	x, u := arcSides(w, o.abs(), q)
	a := w.Angle(u, x, q)
	if o.sign() < 0 {
		a.Sub(w.Pi(q), a)
	}
	return enclosure{m: a.Rsh(a, 4), k: int(p), err: 2}
}

// rootOfDouble encloses √(2t)·(1 + δ), |δ| < t, where t is below the precision.
func rootOfDouble(w *fixed.Work, t operand, p uint) enclosure {
	exp := t.exp
	coef := new(big.Int).Lsh(t.coef, 1)
	if exp&1 != 0 {
		coef.Mul(coef, big.NewInt(10))
		exp--
	}
	// √(coef·2^2k) has at least p bits.
	k := max(0, int(p)-coef.BitLen()/2+1)
	r := w.Sqrt(new(big.Int), coef, uint(2*k)) // √(coef·2^-2k), with 2k bits: √coef·2^k
	return enclosure{m: r, k: k, d: exp / 2, err: max(2, r.BitLen()-int(p)+2)}
}

// angleOf encloses the angle of the point (x, y), not both 0, from -π to π.
func angleOf(w *fixed.Work, y, x operand, digits int) enclosure {
	e := firstQuadrant(w, y.abs(), x.abs(), digits, x.sign() > 0)
	if x.sign() < 0 {
		pi := w.Pi(uint(e.k))
		e.m.Sub(pi, e.m)
		e.err++
	}
	return e.withSign(y.sign() | 1)
}

// firstQuadrant encloses the angle of (x, y), x, y ≥ 0, to so many digits: significant ones if small is set, else after the
// point.
func firstQuadrant(w *fixed.Work, y, x operand, digits int, small bool) enclosure {
	p := fixed.BitsOf(digits) + 8
	d := y.adj() - x.adj()
	switch {
	case y.sign() == 0:
		return enclosure{m: new(big.Int), k: int(p), err: 0}
	case x.sign() == 0 || d > int64(digits)+3: // π/2 - q, q < 10^(1-d)
		return enclosure{m: w.HalfPi(p), k: int(p), err: 6}
	case !small && d < -int64(digits)-3: // below 10^(d+1)
		return enclosure{m: new(big.Int), k: int(p), err: 6}
	case d < -int64(digits)-3: // q - q³/3 + …
		return quoOperands(w, y, x, p)
	}
	if small && d < 0 {
		p += uint(float64(-d)*log2of10) + 1
	}
	num, den := alignedPair(w, y, x)
	if a, ok := angleOfShort(w, num, den, p); ok {
		return enclosure{m: a, k: int(p), err: 3}
	}
	a := w.Angle(num, den, p+4)
	return enclosure{m: a.Rsh(a, 4), k: int(p), err: 2}
}

// alignedPair returns two integers in the ratio of a to b.
func alignedPair(w *fixed.Work, a, b operand) (x, y *big.Int) {
	switch d := a.exp - b.exp; {
	case d > 0:
		return w.Mul(new(big.Int), a.coef, pow10(int(d))), b.coef
	case d < 0:
		return a.coef, w.Mul(new(big.Int), b.coef, pow10(int(-d)))
	}
	return a.coef, b.coef
}

// quoOperands encloses a/b, a, b > 0, with p bits.
func quoOperands(w *fixed.Work, a, b operand, p uint) enclosure {
	s := int(p) + b.coef.BitLen() - a.coef.BitLen()
	q := w.QuoScaled(new(big.Int), a.coef, b.coef, s)
	return enclosure{m: q, k: s, d: a.exp - b.exp, err: 3}
}
