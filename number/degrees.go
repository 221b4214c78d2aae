package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Sind returns the sine of x degrees, correctly rounded, and exactly where it is rational: at the multiples of 30 that give
// 0, ±½ and ±1.
func (c *Context) Sind(x Number) (Number, error) {
	if r, ok := c.fastSind(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if o.adj() < smallDegrees {
		return c.linearDegrees(o, false)
	}
	return c.sineOfDegrees(o, 0)
}

// Cosd returns the cosine of x degrees, correctly rounded, and exactly where it is rational: at the multiples of 30 that
// give 0, ±½ and ±1.
func (c *Context) Cosd(x Number) (Number, error) {
	if r, ok := c.fastCosd(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return exactly(1, x.Rounded())
	}
	o := operandOf(x)
	if c.negligible(2*o.adj(), 1) { // 1 - x²/2 in radians
		return c.near(bigOne, 0, -1)
	}
	return c.sineOfDegrees(o, 90)
}

// Tand returns the tangent of x degrees, correctly rounded, and exactly at the multiples of 45. At the odd multiples of 90
// it is a [Domain] error.
func (c *Context) Tand(x Number) (Number, error) {
	if r, ok := c.fastTand(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if o.adj() < smallDegrees {
		return c.linearDegrees(o, true)
	}
	r := o.modDegrees(180)
	if at, t, ok := r.nearMultiple(45, 0); ok {
		value := [4]int64{0, 1, 0, -1}[at/45&3]
		switch {
		case t.sign() == 0 && at/45&3 == 2:
			return Number{}, errDomain("tand has no value at the odd multiples of 90 degrees", "")
		case t.sign() == 0:
			return exactly(value, o.rounded)
		case value != 0 && c.negligible(t.adj()+1, 1): // ±1 + 2t in radians
			return c.near(big.NewInt(value), 0, t.sign()*int(value))
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return degreesAngle(w, r, digits).tan(w) })
}

// ToDegrees returns x radians in degrees, x·180/π, correctly rounded.
func (c *Context) ToDegrees(x Number) (Number, error) {
	if r, ok := c.fastDegrees(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits) + 8
		pi := enclosure{m: w.Pi(p), k: int(p), err: 1}
		num := o.enclose(p)
		num.m = w.MulWord(new(big.Int), num.m, 180)
		num.err += 8 // still nothing for an exact one
		return num.quo(w, pi, p)
	})
}

// ToRadians returns x degrees in radians, x·π/180, correctly rounded.
func (c *Context) ToRadians(x Number) (Number, error) {
	if r, ok := c.fastRadians(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return radiansOf(w, o, digits) })
}

// radiansOf encloses o·π/180.
func radiansOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	e := o.enclose(p).mul(w, enclosure{m: w.Pi(p), k: int(p), err: 1})
	w.QuoWord(e.m, e.m, 180)
	e.err = max(0, e.err-7) + 1
	return e
}

// smallDegrees is the magnitude, 10^it, below which sind and tand start from x·π/180.
const smallDegrees = -2

// linearDegrees returns sind or tand of a small o. Both are x·π/180 up to a relative error of 10^(2·adj): irrational, so
// that no term more is needed once that is below the precision.
func (c *Context) linearDegrees(o operand, tan bool) (Number, error) {
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		if 2*o.adj() < -int64(digits)-2 {
			e := radiansOf(w, o, digits)
			e.err = max(e.err, e.m.BitLen()-int(fixed.BitsOf(digits))) + 1
			return e
		}
		if tan {
			return degreesAngle(w, o, digits).tan(w)
		}
		return degreesAngle(w, o, digits).sin(w)
	})
}

// sineOfDegrees returns sin(o + shift) for shift 0 or 90. By Niven's theorem only multiples of 30 degrees have a rational
// sine.
func (c *Context) sineOfDegrees(o operand, shift int64) (Number, error) {
	r := o.modDegrees(360)
	if at, t, ok := r.nearMultiple(30, shift); ok {
		twice := halfSines[(at/30+12)%12]
		switch {
		case twice == irrational:
		case t.sign() == 0 && twice&1 == 0:
			return exactly(int64(twice/2), o.rounded)
		case t.sign() == 0:
			return newNumber(big.NewInt(int64(5*twice)), -1, o.rounded)
		case twice&1 == 0 && twice != 0 && c.negligible(2*t.adj(), 1): // ±1 ∓ t²/2
			return c.near(big.NewInt(int64(twice/2)), 0, -1)
		case twice&1 != 0 && c.negligible(t.adj(), 1): // ±½ + t·√¾, rising up to 90 and from 270 degrees
			dir := t.sign() * twice
			if m := (at + 360) % 360; m > 90 && m < 270 {
				dir = -dir
			}
			return c.near(big.NewInt(int64(5*twice)), -1, dir)
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		if shift != 0 {
			return degreesAngle(w, r, digits).cos(w)
		}
		return degreesAngle(w, r, digits).sin(w)
	})
}

// irrational marks the angles without a rational sine.
const irrational = 8

// halfSines are twice the sines of 0, 30, 60, … 330 degrees.
var halfSines = [12]int{0, 1, irrational, 2, irrational, 1, 0, -1, irrational, -2, irrational, -1}

// nearMultiple returns the multiple of step nearest to r + shift, and r + shift less that, if that is less than 10^-3.
func (o operand) nearMultiple(step, shift int64) (at int64, t operand, ok bool) {
	f := o.float() + float64(shift)
	at = int64(math.Round(f/float64(step))) * step
	if math.Abs(f-float64(at)) > 1e-3 {
		return 0, operand{}, false
	}
	return at, o.plus(shift - at), true
}

// modDegrees returns the remainder of o by n = 180 or 360 degrees, not negative unless o is above -1. A power of ten from
// 10^3 on leaves the same as 10^3.
func (o operand) modDegrees(n int64) operand {
	if o.adj() < 0 {
		return o
	}
	den := big.NewInt(n)
	if o.exp >= 0 {
		t := new(big.Int).Mul(o.coef, pow10(int(min(o.exp, 3))))
		return makeOperand(t.Mod(t, den), 0, o.rounded)
	}
	den.Mul(den, pow10(int(-o.exp)))
	return makeOperand(den.Mod(o.coef, den), o.exp, o.rounded)
}

// degreesAngle returns r degrees, -1 < r < 360, as an angle: the nearest quarter turn, and the rest in radians with so many
// significant digits.
func degreesAngle(w *fixed.Work, r operand, digits int) angle {
	n := int(math.Round(r.float() / 90))
	if n != 0 {
		r = r.plus(int64(-90 * n))
	}
	p := fixed.BitsOf(digits) + 8 + r.leadingBits() + 8
	q := p + 4
	x := r.fixedPoint(w, int(q))
	w.MulShift(x, x, w.Pi(q), q)
	w.QuoWord(x, x, 180)
	return angle{p: p, r: x.Rsh(x, 4), quadrant: n}
}
