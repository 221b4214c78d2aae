package number

import (
	"math/big"
	"math/bits"
)

// QuoInt returns a / b truncated toward zero. Of exact numbers it is exact; of others it is an explicit rounding: exact
// only if every value within 1,000 units of the last places of the rounded operands gives the same integer. Division by
// zero is an error, and so is a quotient with more digits than the limit, before it is computed.
func (c *Context) QuoInt(a, b Number) (Number, error) {
	if s, ok := QuoIntExact(a.Small, b.Small); ok && !c.RoundAll {
		return Number{Small: s}, nil
	}
	if b.IsZero() {
		return Number{}, errDivisionByZero()
	}
	rounded := a.Rounded() || b.Rounded()
	if rounded && !c.RoundAll {
		return c.quoIntCertain(a, b)
	}
	return c.quoInt(a, b, rounded)
}

// quoInt truncates a / b and marks the result if rounded is set; then, and in round-all mode, it has the precision's digits.
func (c *Context) quoInt(a, b Number, rounded bool) (Number, error) {
	if a.IsZero() || a.Adjusted() < b.Adjusted() {
		return Number{Small: Small{X: bit(rounded)}}, nil
	}
	round := rounded || c.RoundAll
	n := int64(a.Adjusted()) - int64(b.Adjusted()) // the quotient has n or n+1 digits
	if round && n > int64(4*c.prec()+100) {
		return c.quoIntLong(a, b, n, rounded)
	}
	if limit := c.digitLimit(); n > int64(limit) && !round {
		// A quotient that is a power of ten times something short is fine: divide as usual, if that ends.
		return c.quoIntShort(a, b, n)
	}
	num, den, err := c.aligned(a, b)
	if err != nil {
		return Number{}, err
	}
	q, _, err := c.quoRem(num, den)
	if err != nil {
		return Number{}, err
	}
	if round {
		return c.roundBig(q, 0, false, rounded)
	}
	return c.exactResult(q, 0)
}

// quoIntShort returns a quotient that has more than the limit's digits before the point: if it ends it is an integer with
// zeros at the end, else it is a limit error.
func (c *Context) quoIntShort(a, b Number, n int64) (Number, error) {
	ca, ea := a.parts()
	cb, eb := b.parts()
	// A power of ten can only make up for factors of the divisor: as many as it has bits.
	k := min(ea-eb, int64(cb.BitLen()))
	if k >= 0 {
		num, err := c.scale(ca, int(k))
		if err != nil {
			return Number{}, err
		}
		q, r, err := c.quoRem(num, cb)
		if err != nil {
			return Number{}, err
		}
		if r.Sign() == 0 {
			return c.exactResult(q, ea-eb-k)
		}
	}
	return Number{}, errDigits(n, c.digitLimit(), true)
}

// quoIntLong rounds the integer part of a quotient with about n digits before the point, many more than the precision:
// its first digits by division, and whether any of the others is not zero.
func (c *Context) quoIntLong(a, b Number, n int64, rounded bool) (Number, error) {
	ca, ea := a.parts()
	cb, eb := b.parts()
	want := int64(c.prec() + 3)
	// q = trunc(ca·10^s / cb) has at least want digits; what follows it are m more digits before the point.
	s := want - int64(decimalDigits(ca)) + int64(decimalDigits(cb))
	m := ea - eb - s
	num, den, err := ca, cb, error(nil)
	if s >= 0 {
		num, err = c.scale(ca, int(s))
	} else {
		den, err = c.scale(cb, int(-s))
	}
	if err != nil {
		return Number{}, err
	}
	q, r, err := c.quoRem(num, den)
	if err != nil {
		return Number{}, err
	}
	// The other digits are those of trunc(r·10^m / den): zero only if r·10^m < den.
	rest := r.Sign() != 0
	if rest && int64(decimalDigits(r))+m <= int64(decimalDigits(den)) && m >= 0 {
		t, err := c.scale(r, int(m))
		if err != nil {
			return Number{}, err
		}
		rest = t.CmpAbs(den) >= 0
	}
	return c.roundBig(q, m, rest, rounded)
}

// aligned returns integers with the quotient of a by b; the caller knows that it is not long.
func (c *Context) aligned(a, b Number) (num, den *big.Int, err error) {
	ca, ea := a.parts()
	cb, eb := b.parts()
	switch {
	case ea > eb:
		ca, err = c.scaleBy(ca, ea-eb)
	case ea < eb:
		cb, err = c.scaleBy(cb, eb-ea)
	}
	return ca, cb, err
}

// quoIntCertain is QuoInt with a rounded operand: truncation is monotonic in each operand, so that the corners of what the
// operands may be decide.
func (c *Context) quoIntCertain(a, b Number) (Number, error) {
	q, err := c.quoInt(a, b, true)
	if err != nil || !c.certainQuotient(a, b, q) {
		return q, err
	}
	return q.WithRounded(false), nil
}

func (c *Context) certainQuotient(a, b, q Number) bool {
	a0, a1, ok := c.interval(a)
	if !ok {
		return false
	}
	b0, b1, ok := c.interval(b)
	if !ok || b0.Sign() != b1.Sign() || b0.Sign() == 0 {
		return false
	}
	exact := *c // the corners are exact, whatever the context rounds
	exact.RoundAll = false
	for _, x := range []Number{a0, a1} {
		for _, y := range []Number{b0, b1} {
			t, err := exact.quoInt(x, y, false)
			if err != nil || !Equal(t, q) {
				return false
			}
		}
	}
	return true
}

// Rem returns a - b·(a // b), with the sign of a: exact for exact numbers, else rounded to the precision. The quotient is
// not computed, so that it may be as long as it likes. Division by zero is an error.
func (c *Context) Rem(a, b Number) (Number, error) {
	if s, ok := RemExact(a.Small, b.Small); ok && !c.RoundAll {
		return Number{Small: s}, nil
	}
	r, err := c.rem(a, b)
	if err != nil {
		return Number{}, err
	}
	return c.finish(r)
}

// Mod returns a - b·floor(a / b), with the sign of b: exact for exact numbers, else rounded to the precision.
func (c *Context) Mod(a, b Number) (Number, error) {
	r, err := c.rem(a, b)
	if err != nil {
		return Number{}, err
	}
	if r.Sign()*b.Sign() < 0 {
		return c.Add(r, b)
	}
	return c.finish(r)
}

// rem returns the remainder, not rounded, with the mark of the operands.
func (c *Context) rem(a, b Number) (Number, error) {
	if b.IsZero() {
		return Number{}, errDivisionByZero()
	}
	rounded := a.Rounded() || b.Rounded()
	if s, ok := remSmall(a.Small, b.Small); ok {
		return Number{Small: s}.WithRounded(rounded), nil
	}
	if a.IsZero() || a.Adjusted() < b.Adjusted() {
		return a.WithRounded(rounded), nil
	}
	ca, ea := a.parts()
	cb, eb := b.parts()
	if g := ea - eb; g > int64(2*decimalDigits(cb)+100) {
		r, err := c.powMod10(g, cb)
		if err != nil {
			return Number{}, err
		}
		if r, err = c.mulMod(r, ca, cb); err != nil {
			return Number{}, err
		}
		return newNumber(r, eb, rounded)
	}
	num, den, err := c.aligned(a, b)
	if err != nil {
		return Number{}, err
	}
	_, r, err := c.quoRem(num, den)
	if err != nil {
		return Number{}, err
	}
	return newNumber(r, min(ea, eb), rounded)
}

// powMod10 returns 10^n mod |m| by repeated squaring.
func (c *Context) powMod10(n int64, m *big.Int) (*big.Int, error) {
	ten := big.NewInt(10)
	r := big.NewInt(1)
	var err error
	for i := bits.Len64(uint64(n)) - 1; i >= 0; i-- {
		if r, err = c.mulMod(r, r, m); err != nil {
			return nil, err
		}
		if n>>uint(i)&1 != 0 {
			if r, err = c.mulMod(r, ten, m); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// mulMod returns x·y mod |m|, with the sign of x·y.
func (c *Context) mulMod(x, y, m *big.Int) (*big.Int, error) {
	z, err := c.mul(x, y)
	if err != nil {
		return nil, err
	}
	_, r, err := c.quoRem(z, m)
	return r, err
}

// QuoIntExact returns a // b of exact inline numbers. ok is false, and the result meaningless, if b is 0, an operand is
// rounded or not inline, or they cannot be aligned inline.
func QuoIntExact(a, b Small) (Small, bool) {
	x, y, neg, _, ok := alignSmall(a, b)
	if !ok || (a.X|b.X)&1 != 0 {
		return notSmall, false
	}
	q, _ := divide128(x, y)
	return makeSmall(q, neg, 0), true
}

// RemExact returns a % b of exact inline numbers, with ok as in [QuoIntExact].
func RemExact(a, b Small) (Small, bool) {
	if (a.X|b.X)&1 != 0 {
		return notSmall, false
	}
	return remSmall(a, b)
}

// remSmall is RemExact whatever the marks; the result has none.
func remSmall(a, b Small) (Small, bool) {
	x, y, _, fx, ok := alignSmall(a, b)
	if !ok {
		return notSmall, false
	}
	_, r := divide128(x, y)
	return makeSmall(r, a.Hi < 0, fx&^1), true
}

// alignSmall returns the magnitudes of a and b, b not zero, at the smaller of their exponents, which fx holds, and whether
// their signs differ.
func alignSmall(a, b Small) (x, y u128, neg bool, fx int32, ok bool) {
	if !a.Ok() || !b.Ok() || b.Hi == 0 && b.Lo == 0 {
		return u128{}, u128{}, false, 0, false
	}
	x, xneg := a.mag()
	y, yneg := b.mag()
	fx, ok = a.X, true
	switch n := int64(a.exponent()) - int64(b.exponent()); {
	case n > 0:
		fx = b.X
		x, ok = scale128(x, uint(n))
	case n < 0:
		y, ok = scale128(y, uint(-n))
	}
	return x, y, xneg != yneg, fx, ok
}

// divide128 returns x / y and x mod y.
func divide128(x, y u128) (q, r u128) {
	switch {
	case x.hi|y.hi == 0:
		return u128{0, x.lo / y.lo}, u128{0, x.lo % y.lo}
	case y.hi == 0:
		q, r.lo = div128by64(x, y.lo)
		return q, r
	}
	return div256by128(u256{0, 0, x.hi, x.lo}, y)
}

// finish rounds x to the precision if it is marked as rounded, and in round-all mode.
func (c *Context) finish(x Number) (Number, error) {
	if !x.Rounded() && !c.RoundAll {
		return x, nil
	}
	if x.big == nil {
		m, neg := x.mag()
		if s, ok := c.roundPair(m, neg, int64(x.exponent()), x.X&1); ok {
			return Number{Small: s}, nil
		}
	}
	coef, exp := x.parts()
	return c.roundBig(coef, exp, false, x.Rounded())
}

// Finish returns x as the result of an operation: rounded to the precision if it is marked as rounded and has more digits,
// and in round-all mode; else as it is.
func (c *Context) Finish(x Number) (Number, error) { return c.finish(x) }
