package eval

import (
	"fmt"
	"strconv"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// irr finds the rate r > -1 at which Σ v[i] / (1+r)^i is 0: a positive root
// x = 1/(1+r) of the polynomial Σ v[i]·x^i.
//
// By Descartes' rule there is at most one if the amounts change their sign
// once; it exists, and is well-conditioned: with m the place of the change,
// all terms of Σ (i - m - ½)·v[i]·x^i have one sign, so that |x·p'(x)| is at
// least half the sum of all |v[i]|·x^i at the root. With more changes there
// may be several roots, and the one nearest to a guess is looked for.
//
// The root is enclosed by a change of sign, narrowed down by bisection until
// Newton's method converges, which then doubles the digits with each step.

// A cashflow is the amounts of irr without zeros at either end.
type cashflow struct {
	f      *frame
	k      *call
	v      []number.Number
	digits int // of the precision in force
}

// Precisions, in digits, of the search for a root and beyond the result's.
const (
	searchDigits = 18
	irrGuard     = 15
)

func callIrr(f *frame, k *call, a []Value) Value {
	values, ok := k.amounts(f, a[:1], 0)
	if !ok {
		return Null
	}
	rounded := takeMarks(values)
	c := &cashflow{f: f, k: k, v: trimZeros(values), digits: f.working(0).Precision}
	changes := c.signChanges()
	switch {
	case changes == 0:
		return k.fail(f, 0, diag.Value, "no-sign-change", "irr needs amounts of both signs", "the first is usually what is paid, a negative one")
	case changes > 1 && !hasArg(a, 1):
		return k.fail(f, 0, diag.Value, "ambiguous", fmt.Sprintf("the amounts change their sign %d times, so that there may be several rates", changes),
			"irr(values, guess = 10%) takes the one near a guess", strconv.Itoa(changes))
	}
	var x number.Number
	if changes == 1 {
		x, ok = c.enclosed(c.magnitude())
	} else {
		guess := a[1].number()
		rounded = rounded || guess.Rounded()
		if number.Cmp(guess, minusOne) <= 0 {
			return k.fail(f, 1, diag.Value, "out-of-range", "guess of irr must be above -100%", "")
		}
		x, ok = c.near(guess)
	}
	if !ok || f.err != nil {
		f.place(k.at)
		return Null
	}
	return c.rate(x, rounded)
}

func trimZeros(v []number.Number) []number.Number {
	for len(v) > 0 && v[0].IsZero() {
		v = v[1:]
	}
	for len(v) > 0 && v[len(v)-1].IsZero() {
		v = v[:len(v)-1]
	}
	return v
}

func (c *cashflow) signChanges() int {
	n, last := 0, 0
	for _, v := range c.v {
		s := v.Sign()
		if s != 0 && last != 0 && s != last {
			n++
		}
		if s != 0 {
			last = s
		}
	}
	return n
}

// at returns the polynomial's value and its derivative's at x with w's
// precision.
func (c *cashflow) at(w *working, x number.Number) (p, dp number.Number) {
	for i := len(c.v) - 1; i >= 0; i-- {
		if w.err == nil && !c.f.charge(2+int64(w.Precision)>>5) {
			w.err = c.f.err
		}
		dp = w.add(w.mul(dp, x), p)
		p = w.add(w.mul(p, x), c.v[i])
	}
	return p, dp
}

// sign returns the sign of the polynomial at x > 0, 0 where rounding hides it.
func (c *cashflow) sign(w *working, x number.Number) int {
	var p, size number.Number // the sum and that of the magnitudes
	for i := len(c.v) - 1; i >= 0; i-- {
		if w.err == nil && !c.f.charge(2) {
			w.err = c.f.err
		}
		p = w.add(w.mul(p, x), c.v[i])
		size = w.add(w.mul(size, x), absolute(c.v[i]))
	}
	if w.err != nil || p.IsZero() || p.Rounded() && size.Adjusted()-p.Adjusted() > w.Precision-c.noise() {
		return 0
	}
	return p.Sign()
}

// search returns a working of low precision, whose products are inline.
func (c *cashflow) search() *working {
	w := c.f.working(0)
	w.Precision = searchDigits
	return w
}

// noise is how many digits an evaluation loses at most.
func (c *cashflow) noise() int { return number.FromInt64(int64(len(c.v))).Digits() + 2 }

// magnitude returns k with the only root between 10^k and 10^(k+1).
func (c *cashflow) magnitude() (low, high number.Number) {
	w := c.search()
	least, most := c.v[0].Adjusted(), c.v[0].Adjusted()
	for _, v := range c.v {
		if !v.IsZero() {
			least, most = min(least, v.Adjusted()), max(most, v.Adjusted())
		}
	}
	// Cauchy's bound: no root is beyond the ratio of the amounts times their number.
	bound := most - least + c.noise() + 1
	atZero := c.v[0].Sign()
	i, j := -bound, bound // the sign at 10^i is that at 0, at 10^j the other
	for j-i > 1 && w.err == nil {
		m := i + (j-i)/2
		if c.sign(w, powerOfTen(int64(m))) == atZero {
			i = m
		} else {
			j = m
		}
	}
	c.failed(w)
	return powerOfTen(int64(i)), powerOfTen(int64(j))
}

// failed records a working's error in the run and reports whether there is one.
func (c *cashflow) failed(w *working) bool {
	if w.err != nil {
		c.f.failNumber(c.k.at, w.err)
	}
	return c.f.err != nil
}

// enclosed returns the root between low and high, where the sign at low is not
// that at high.
func (c *cashflow) enclosed(low, high number.Number) (number.Number, bool) {
	w := c.search()
	atLow := c.sign(w, low)
	if atLow == 0 {
		return c.polish(low)
	}
	// Newton's method converges from within a part in 4n of the root.
	for range 8 + 2*bitLength(len(c.v)) {
		if c.failed(w) {
			return low, false
		}
		mid := w.mul(w.add(low, high), half)
		switch c.sign(w, mid) {
		case 0:
			return c.polish(mid)
		case atLow:
			low = mid
		default:
			high = mid
		}
	}
	if c.failed(w) {
		return low, false
	}
	return c.polish(w.mul(w.add(low, high), half))
}

// polish improves an approximate root by Newton's method until it is good for
// the rate at the precision in force.
func (c *cashflow) polish(x number.Number) (number.Number, bool) {
	target := c.digits + irrGuard + c.noise()
	w := c.search()
	for range 100 {
		p, dp := c.at(w, x)
		if c.failed(w) {
			return x, false
		}
		if p.IsZero() || dp.IsZero() {
			if w.Precision >= target {
				return x, !dp.IsZero() || p.IsZero()
			}
			w.Precision = min(2*w.Precision, target)
			continue
		}
		step := w.quo(p, dp)
		y := w.add(x, w.neg(step))
		if c.failed(w) || y.Sign() <= 0 {
			return x, c.unsettled()
		}
		correct := x.Adjusted() - step.Adjusted()
		x = y
		if 2*correct < w.Precision-c.noise() {
			continue
		}
		if w.Precision < target {
			w.Precision = min(2*w.Precision, target)
			continue
		}
		// A rate near 0 loses the digits that x has in common with 1.
		if near := c.digits + irrGuard + c.noise() + c.lostNear1(w, x); near > target {
			target = min(near, 3*c.digits+200)
			if w.Precision < target {
				w.Precision = target
				continue
			}
		}
		return x, true
	}
	return x, c.unsettled()
}

// lostNear1 is how many leading digits x has in common with 1.
func (c *cashflow) lostNear1(w *working, x number.Number) int {
	d := w.keep(w.Sub(x, one))
	if d.IsZero() {
		return w.Precision
	}
	return max(-d.Adjusted(), 0)
}

func (c *cashflow) unsettled() bool {
	c.k.fail(c.f, -1, diag.Value, "no-convergence", "irr finds no rate there", "try another guess")
	return false
}

// near returns the root nearest to a guessed rate, which is looked for outward
// in steps of a sixteenth.
func (c *cashflow) near(guess number.Number) (number.Number, bool) {
	w := c.search()
	x := w.quo(one, w.keep(w.Add(one, guess)))
	factor := number.FromSmall(number.Small{Lo: 10625, X: -4 << 1}) // 1 + 1/16
	up, down := x, x
	upSign := c.sign(w, x)
	downSign := upSign
	if upSign == 0 {
		return c.polish(x)
	}
	const steps = 240 // factors of two million on either side
	for range steps {
		nextUp, nextDown := w.mul(up, factor), w.quo(down, factor)
		s, t := c.sign(w, nextUp), c.sign(w, nextDown)
		switch {
		case c.failed(w):
			return x, false
		case s != upSign:
			return c.enclosed(up, nextUp)
		case t != downSign:
			return c.enclosed(nextDown, down)
		}
		up, down = nextUp, nextDown
	}
	return x, c.unsettled()
}

// rate returns 1/x - 1, rounded once: the exact root where it is short.
func (c *cashflow) rate(x number.Number, rounded bool) Value {
	w := c.f.working(irrGuard)
	w.Precision = max(w.Precision, x.Digits())
	r := w.keep(w.Sub(w.quo(one, x), one))
	if c.failed(w) {
		return Null
	}
	if short := c.shortRate(r); short != nil {
		return c.k.settle(c.f, *short, rounded)
	}
	return c.k.settle(c.f, r.WithRounded(true), rounded)
}

// shortRate returns the exact root that r approximates if it has a few digits,
// else nil.
func (c *cashflow) shortRate(r number.Number) *number.Number {
	const few = 12
	round := number.Context{Precision: few}
	s, err := round.RoundSig(r.WithRounded(false), few)
	if err != nil || s.Digits() > few-2 || len(c.v)*few > 10_000 {
		return nil
	}
	exact := c.f.exact
	base, err := exact.Add(one, s)
	var acc number.Number
	for _, v := range c.v {
		if err == nil && !c.f.charge(1) {
			err = c.f.err
		}
		if err == nil {
			acc, err = exact.Mul(acc, base)
		}
		if err == nil {
			acc, err = exact.Add(acc, v)
		}
	}
	if err != nil || !acc.IsZero() {
		return nil
	}
	return &s
}
