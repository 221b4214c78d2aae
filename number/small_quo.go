package number

import "math/bits"

// maxQuoPrecision is up to which precision quotients are computed inline: one digit more must fit two words.
const maxQuoPrecision = smallDigits - 1

// QuoSmall returns a / b as [Context.Quo] does, or ok = false if it cannot without leaving the inline lane, or b is 0.
func (c *Context) QuoSmall(a, b Small) (Small, bool) {
	p := c.prec()
	if !a.Ok() || !b.Ok() || p > maxQuoPrecision {
		return notSmall, false
	}
	x, xneg := a.mag()
	y, yneg := b.mag()
	if y.hi|y.lo == 0 {
		return notSmall, false
	}
	fx := (a.X | b.X) & 1
	if x.hi|x.lo == 0 {
		return Small{X: fx}, true
	}
	if fx == 0 && !c.RoundAll && (p < 20 || x.hi|y.hi != 0) &&
		(digits128(x.hi, x.lo) > p || digits128(y.hi, y.lo) > p) {
		return notSmall, false // the quotient may be exact with more digits than the precision
	}
	e := int64(a.exponent()) - int64(b.exponent())
	if y.hi == 0 {
		return c.quoWord(x, y.lo, xneg != yneg, e, p, fx)
	}
	return c.quoPair(x, y, xneg != yneg, e, p, fx)
}

// quoWord divides by one word, by chunks of up to 19 digits: each is one hardware division of the remainder times a power
// of ten.
func (c *Context) quoWord(x u128, d uint64, neg bool, e int64, p int, fx int32) (Small, bool) {
	var q u128
	var r uint64
	switch {
	case x.hi != 0:
		q, r = div128by64(x, d)
	case x.lo < d:
		r = x.lo
	default:
		q.lo, r = x.lo/d, x.lo%d
	}
	n := p // digits still to find
	if q.hi|q.lo != 0 {
		n -= digits128(q.hi, q.lo)
	}
	for r != 0 && n > 0 {
		chunk := min(n, 19)
		first := q.hi|q.lo == 0
		if first {
			chunk = 19
		}
		hi, lo := bits.Mul64(r, pow10Word[chunk])
		var t uint64
		t, r = bits.Div64(hi, lo, d)
		if r == 0 && fx == 0 { // exact: no zeros at the end
			z := zeros64(t)
			t /= pow10Word[z]
			chunk -= z
		}
		e -= int64(chunk)
		if first {
			q.lo = t
			if t != 0 {
				n -= digits64(t)
			}
			continue
		}
		n -= chunk
		m := pow10Word[chunk]
		hi, lo = bits.Mul64(q.lo, m)
		var cy uint64
		q.lo, cy = bits.Add64(lo, t, 0)
		q.hi = q.hi*m + hi + cy
	}
	if n < 0 { // more digits than the precision: a short one, or a long dividend
		return c.roundQuad(u256{0, 0, q.hi, q.lo}, neg, e, r != 0, fx)
	}
	if r == 0 {
		return sealSmall(q, neg, e, fx)
	}
	if c.Exact {
		return notSmall, false
	}
	half := -1
	if s := d - r; r > s {
		half = 1
	} else if r == s {
		half = 0
	}
	return c.roundHalf(q, half, neg, e)
}

// quoPair divides by two words: the dividend is scaled so that the quotient has the precision's digits or one more.
func (c *Context) quoPair(x, y u128, neg bool, e int64, p int, fx int32) (Small, bool) {
	k := p - digits128(x.hi, x.lo) + digits128(y.hi, y.lo)
	if k < 0 {
		return notSmall, false
	}
	var w u256
	if k <= smallDigits {
		w = mul128(x, pow10Pair[k])
	} else {
		w = mulQuad(pow10Quad[k], x)
	}
	q, r := div256by128(w, y)
	e -= int64(k)
	if r.hi|r.lo == 0 {
		var z int
		q, z = q.strip()
		return c.roundPair(q, neg, e+int64(z), fx)
	}
	if c.Exact {
		return notSmall, false
	}
	if digits128(q.hi, q.lo) > p {
		q, t := div128by64(q, 10)
		half := 1
		if t < 5 {
			half = -1
		}
		return c.roundHalf(q, half, neg, e+1)
	}
	lo, b := bits.Sub64(y.lo, r.lo, 0)
	hi, _ := bits.Sub64(y.hi, r.hi, b)
	return c.roundHalf(q, cmp128(r, u128{hi, lo}), neg, e)
}
