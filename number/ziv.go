package number

import (
	"math"
	"math/big"
	"sync/atomic"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Ziv's strategy (Ziv, Fast evaluation of elementary mathematical functions with correctly rounded last bit, ACM TOMS 17,
// 1991): compute with some digits more than wanted and a bound of the error; if every number within the error rounds alike,
// that is the result; else compute again with twice the digits. Values that are no short decimal numbers are told apart from
// rounding boundaries at some precision; the caller has dealt with all the others.

// zivGuard is how many digits the first try takes beyond the precision: it is enough but for one value in 10^19.
const zivGuard = 20

// Beyond scratchDigits a try announces the memory of its intermediate numbers, about so much a digit: what π, e, ln and exp
// take at a million digits.
const scratchDigits, scratchBytes = 5_000, 32

// zivGaveUp counts the results that were taken for the nearest boundary because no precision tried told them apart. Tests
// hold it to be 0.
var zivGaveUp atomic.Int64

// zivTries counts evaluations beyond the first.
var zivTries atomic.Int64

// zivLimit returns the digits after which a value is taken for the nearest boundary: 16 times the precision or the
// operands' digits, which an operand built next to a boundary needs, and 1,000 more.
func (c *Context) zivLimit(digits int) int { return 16*max(c.prec(), digits) + 1000 }

// newWork returns the workspace of one function call, which announces its work to the meter.
func (c *Context) newWork() *fixed.Work {
	if c.Meter == nil {
		return fixed.NewWork(nil)
	}
	m := c.Meter
	return fixed.NewWork(func(ops int64) error { return m.Work(ops, 0) })
}

// ziv returns the correctly rounded value that eval encloses. eval is asked for so many significant digits and may give
// less. opDigits is the number of digits of the operands. The true value must not be representable in P+1 digits.
func (c *Context) ziv(opDigits int, eval func(w *fixed.Work, digits int) enclosure) (Number, error) {
	if err := c.loses(); err != nil {
		return Number{}, err
	}
	w := c.newWork()
	limit := c.zivLimit(opDigits)
	for digits := min(c.prec()+zivGuard, limit); ; {
		if digits > scratchDigits {
			if err := c.work(0, int64(digits)*scratchBytes); err != nil {
				return Number{}, err
			}
		}
		var e enclosure
		if err := w.Run(func() { e = eval(w, digits) }); err != nil {
			return Number{}, err
		}
		r, ok, err := c.settle(w, e, digits >= limit)
		if err != nil || ok {
			return r, err
		}
		zivTries.Add(1)
		digits = min(c.moreDigits(digits, e), limit)
	}
}

// moreDigits returns the digits of the next try: what cancellation took, if it took enough to matter, else twice as many.
func (c *Context) moreDigits(digits int, e enclosure) int {
	good := fixed.DigitsOf(e.goodBits())
	if good > 0 && good < c.prec()+4 {
		return digits + c.prec() + zivGuard - good
	}
	return 2 * digits
}

// settle rounds an enclosure; ok is false if it holds numbers that round differently. As a last resort the boundary
// nearest to its midpoint is taken for the true value.
func (c *Context) settle(w *fixed.Work, e enclosure, last bool) (r Number, ok bool, err error) {
	p := c.prec()
	good := fixed.DigitsOf(e.goodBits())
	for _, extra := range [...]int{min(good-p, wordExtra), good - p} {
		if extra < 2 {
			break
		}
		q, exp, slack, err := e.toDecimal(w, p+extra)
		if err != nil {
			return r, false, err
		}
		if c.certain(q, slack) {
			r, err = c.roundBig(q, exp, true, false)
			return r, true, err
		}
		if extra < good-p { // next to a boundary: look at all digits
			continue
		}
		break
	}
	if last {
		return c.giveUp(e)
	}
	return r, false, nil
}

// wordExtra is how many digits beyond the precision are looked at first: those that a word holds with one to spare.
const wordExtra = 16

// toDecimal returns q and exp with e = q·10^exp up to slack units: digits or one more of them in q.
func (e enclosure) toDecimal(w *fixed.Work, digits int) (q *big.Int, exp int64, slack uint64, err error) {
	lead := int(math.Floor(float64(e.m.BitLen()-1-e.k) * (1 / log2of10))) // ≤ exponent of the first digit ≤ lead + 1
	s := digits - 1 - lead
	errBits := int(math.Ceil(float64(e.err-e.k)+float64(s)*log2of10)) + 1
	slack = 3
	if errBits > 0 {
		slack += 1 << uint(min(errBits, 60))
	}
	a := new(big.Int).Abs(e.m)
	err = w.Run(func() { q = w.FromDecimal(a, s, -e.k) })
	if err == nil && e.m.Sign() < 0 {
		q.Neg(q)
	}
	return q, e.d - int64(s), slack, err
}

// certain reports whether all values within slack of q round alike in the mode in force: there is no boundary among them.
func (c *Context) certain(q *big.Int, slack uint64) bool {
	drop := decimalDigits(q) - c.prec()
	if drop > wordExtra+1 {
		return c.certainLong(q, drop, slack)
	}
	unit := pow10Word[drop]
	rest := modWord(q, unit)
	if c.Rounding.toNearest() {
		half := unit / 2
		return rest > half && rest-half > slack || rest < half && half-rest > slack
	}
	return rest > slack && unit-rest > slack
}

// certainLong is certain for any number of digits to drop.
func (c *Context) certainLong(q *big.Int, drop int, slack uint64) bool {
	unit := pow10(drop)
	_, rest, err := c.quoRem(new(big.Int).Abs(q), unit)
	if err != nil {
		return false
	}
	boundaries := []*big.Int{new(big.Int), unit}
	if c.Rounding.toNearest() {
		boundaries = []*big.Int{new(big.Int).Rsh(unit, 1)}
	}
	s := new(big.Int).SetUint64(slack)
	for _, b := range boundaries {
		if b = new(big.Int).Sub(rest, b); b.CmpAbs(s) <= 0 {
			return false
		}
	}
	return true
}

// toNearest reports whether the mode's boundaries are the midpoints between neighbours; else they are the neighbours.
func (r Rounding) toNearest() bool { return r == HalfEven || r == HalfUp || r == HalfDown }

// giveUp returns the boundary nearest to the midpoint of e, rounded as if it were the true value.
func (c *Context) giveUp(e enclosure) (Number, bool, error) {
	zivGaveUp.Add(1)
	q, exp, _, err := e.toDecimal(c.newWork(), c.prec()+2)
	if err != nil {
		return Number{}, false, err
	}
	half := new(big.Int).SetUint64(pow10Word[decimalDigits(q)-c.prec()] / 2)
	t := new(big.Int).Rsh(half, 1)
	if q.Sign() < 0 {
		t.Neg(t)
	}
	q.Add(q, t)
	q.Quo(q, half)
	r, err := c.roundBig(q.Mul(q, half), exp, false, true)
	return r, true, err
}

// near returns the rounded value of coef·10^exp·(1 + δ), where δ is not 0, has the sign of dir and is so small that no
// boundary lies between: smaller than 10^-(max(P, digits of coef) + 3).
func (c *Context) near(coef *big.Int, exp int64, dir int) (Number, error) {
	if err := c.loses(); err != nil {
		return Number{}, err
	}
	n := max(c.prec()+3-decimalDigits(coef), 1)
	t, err := c.scale(coef, n)
	if err != nil {
		return Number{}, err
	}
	if dir < 0 {
		t = new(big.Int).Sub(t, big.NewInt(int64(t.Sign())))
	}
	return c.roundBig(t, exp-int64(n), true, false)
}

// nearOperand returns the rounded value of o·(1 + δ), as near does.
func (c *Context) nearOperand(o operand, dir int) (Number, error) { return c.near(o.coef, o.exp, dir) }

// negligible reports whether a relative change of less than 10^adj cannot take a number of so many digits across a
// boundary: the condition of near.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (c *Context) negligible(adj int64, digits int) bool {
	return adj < -int64(max(c.prec(), digits)+4)
}

// exactly returns a one-digit integer, marked like the operand that it is a function of.
func exactly(v int64, rounded bool) (Number, error) { return FromInt64(v).WithRounded(rounded), nil }

// whole returns an integer, rounded to the precision if that is shorter.
func (c *Context) whole(v int64, rounded bool) (Number, error) {
	return c.roundBig(big.NewInt(v), 0, false, rounded)
}
