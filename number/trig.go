package number

import (
	"fmt"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Sin returns the sine of x radians, correctly rounded; sin 0 is 0. The reduction of a large x takes as many digits of π
// as x has before its point; more than the digit limit of them are a [TooLarge] error.
func (c *Context) Sin(x Number) (Number, error) {
	if r, ok := c.fastSin(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x - x³/6 + …
		return c.nearOperand(o, -1)
	}
	return c.circular("sin", o, angle.sin)
}

// Cos returns the cosine of x radians, correctly rounded; cos 0 is 1, exactly. Large x are as for [Context.Sin].
func (c *Context) Cos(x Number) (Number, error) {
	if r, ok := c.fastCos(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return exactly(1, x.Rounded())
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, 1) { // 1 - x²/2 + …
		return c.near(bigOne, 0, -1)
	}
	return c.circular("cos", o, angle.cos)
}

// Tan returns the tangent of x radians, correctly rounded; tan 0 is 0. Large x are as for [Context.Sin].
func (c *Context) Tan(x Number) (Number, error) {
	if r, ok := c.fastTan(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.negligible(2*o.adj()+1, o.digits) { // x + x³/3 + …
		return c.nearOperand(o, 1)
	}
	return c.circular("tan", o, angle.tan)
}

// circular rounds a function of the angle o.
func (c *Context) circular(name string, o operand, f func(angle, *fixed.Work) enclosure) (Number, error) {
	if limit := c.piLimit(); o.adj() > limit {
		return Number{}, newError(TooLarge, fmt.Sprintf("%s of so large an argument would need %s digits of π, more than the limit of %s",
			name, group(o.adj()+int64(c.prec())), group(limit)))
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return f(reduceAngle(w, o, fixed.BitsOf(digits)+8+o.leadingBits()), w)
	})
}

// maxPiDigits bounds the digits of π that an argument may need where no limit of digits is set.
const maxPiDigits = 10_000_000

// piLimit returns the digits that an argument of a circular function may have before its point.
func (c *Context) piLimit() int64 { return int64(min(c.digitLimit(), maxPiDigits)) }

// An angle is quadrant·π/2 + r, with p fraction bits in r, |r| < 1 and at most 3 ulps off; or, if short is set, the exact
// number that it holds.
type angle struct {
	p        uint
	r        *big.Int
	quadrant int
	short    *fixed.Short
}

// reduceAngle takes the multiples of π/2 off o.
func reduceAngle(w *fixed.Work, o operand, p uint) angle {
	if s, ok := o.short(p); ok {
		return angle{p: p, short: &s}
	}
	q := p + 4
	x := o.fixedPoint(w, int(q))
	if o.adj() < 0 {
		return angle{p: p, r: x.Rsh(x, 4)}
	}
	r, n := w.ModHalfPi(x, q)
	return angle{p: p, r: r.Rsh(r, 4), quadrant: n}
}

// sin encloses the sine of the angle.
func (a angle) sin(w *fixed.Work) enclosure {
	e := enclosure{k: int(a.p), err: 3}
	switch {
	case a.short != nil:
		e.m = w.SinShort(*a.short, a.p)
	case a.quadrant&1 == 0:
		e.m, _ = w.SinCos(a.r, a.p)
	default:
		_, e.m = w.SinCos(a.r, a.p)
	}
	if a.quadrant&2 != 0 {
		return e.neg()
	}
	return e
}

// cos encloses the cosine of the angle.
func (a angle) cos(w *fixed.Work) enclosure {
	if a.short != nil {
		return enclosure{m: w.CosShort(*a.short, a.p), k: int(a.p), err: 3}
	}
	a.quadrant++
	return a.sin(w)
}

// tan encloses the tangent of the angle.
func (a angle) tan(w *fixed.Work) enclosure {
	if a.short != nil {
		return a.sin(w).quo(w, a.cos(w), a.p)
	}
	s, c := w.SinCos(a.r, a.p)
	x, y := enclosure{m: s, k: int(a.p), err: 3}, enclosure{m: c, k: int(a.p), err: 3}
	if a.quadrant&1 != 0 {
		return y.quo(w, x, a.p).neg()
	}
	return x.quo(w, y, a.p)
}
