package number

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Asind returns the arc sine of x in degrees, correctly rounded, from -90 to 90, and exactly for 0, ±½ and ±1. |x| > 1 is a
// [Domain] error.
func (c *Context) Asind(x Number) (Number, error) {
	if r, ok := c.fastAsind(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o, err := arcOperand("asind", x)
	if err != nil {
		return Number{}, err
	}
	if n, ok := o.halves(); ok {
		return c.whole([...]int64{-90, -30, 0, 30, 90}[n+2], o.rounded)
	}
	if c.nextToUnit(o) { // 90 - √2t in radians
		return c.near(big.NewInt(int64(90*o.sign())), 0, -1)
	}
	if r, ok, err := c.nearHalfArc(o, 30*int64(o.sign()), 1); ok {
		return r, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return inDegrees(w, asinOf(w, o, digits+1), digits) })
}

// Acosd returns the arc cosine of x in degrees, correctly rounded, from 0 to 180, and exactly for 0, ±½ and ±1. |x| > 1 is a
// [Domain] error.
func (c *Context) Acosd(x Number) (Number, error) {
	if r, ok := c.fastAcosd(x); ok {
		return r, nil
	}
	o, err := arcOperand("acosd", x)
	if err != nil {
		return Number{}, err
	}
	if n, ok := o.halves(); ok {
		return c.whole([...]int64{180, 120, 90, 60, 0}[n+2], o.rounded)
	}
	if c.negligible(o.adj(), 2) { // 90 - x in radians
		return c.near(big.NewInt(90), 0, -o.sign())
	}
	if o.sign() < 0 && c.nextToUnit(o) { // 180 - √2t in radians
		return c.near(big.NewInt(180), 0, -1)
	}
	if r, ok, err := c.nearHalfArc(o, int64(90-30*o.sign()), -o.sign()); ok {
		return r, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return inDegrees(w, acosOf(w, o, digits+1), digits) })
}

// Atand returns the arc tangent of x in degrees, correctly rounded, from -90 to 90, and exactly for 0 and ±1.
func (c *Context) Atand(x Number) (Number, error) {
	if r, ok := c.fastAtand(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	one := operand{coef: bigOne, digits: 1}
	if o.abs().isOne() {
		return c.whole(int64(45*o.sign()), o.rounded)
	}
	if c.negligible(-o.adj(), 2) { // 90 - 1/x in radians
		return c.near(big.NewInt(int64(90*o.sign())), 0, -1)
	}
	if t, ok := c.aboveOne(o.abs()); ok && c.negligible(t.adj(), 2) { // 45 + t/2 in radians
		return c.near(big.NewInt(int64(45*o.sign())), 0, t.sign())
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return inDegrees(w, angleOf(w, o, one, digits+1), digits)
	})
}

// halves returns 2·o if that is an integer, for |o| ≤ 1.
func (o operand) halves() (n int, ok bool) {
	switch {
	case o.sign() == 0:
		return 0, true
	case o.exp == 0:
		return 2 * o.sign(), true
	}
	return o.sign(), o.exp == -1 && isWord(o.coef, int64(5*o.sign()))
}

// nextToUnit reports whether |o| = 1 - t for so small a t that √2t radians are nothing beside 90 degrees.
func (c *Context) nextToUnit(o operand) bool {
	if o.adj() != -1 || o.digits < 2*c.prec() {
		return false
	}
	t := o.abs().oneMinus()
	return c.negligible(t.adj()/2+1, 3) // t.adj is negative: half of it rounds up
}

// nearHalfArc handles arcs of ±½ + t for so small a t that the result rounds like a neighbour of value; dir is whether its
// magnitude rises with |o|.
func (c *Context) nearHalfArc(o operand, value int64, dir int) (r Number, ok bool, err error) {
	if o.adj() != -1 || int64(o.digits) < int64(c.prec()) {
		return r, false, nil
	}
	half := makeOperand(big.NewInt(5), -1, false)
	t := o.abs().minusScaled(half.coef, 1)
	if !c.negligible(t.adj()+1, 3) { // 2/√3·t in radians, against 30 or more degrees
		return r, false, nil
	}
	r, err = c.near(big.NewInt(value), 0, dir*t.sign())
	return r, true, err
}

// inDegrees encloses e radians in degrees.
func inDegrees(w *fixed.Work, e enclosure, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	e.m = w.MulWord(new(big.Int), e.m, 180)
	e.err += 8
	return e.quo(w, enclosure{m: w.Pi(p), k: int(p), err: 1}, p)
}
