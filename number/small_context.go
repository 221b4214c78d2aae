package number

import "math/bits"

// Sums and products of the inline lane in a context: rounded operands, results that are rounded, round-all mode. Nothing
// here allocates. ok = false means that the answer is not inline, or an error, and the Number form is to be asked.

// AddSmall returns a + b as [Context.Add] does, or ok = false if it cannot without leaving the inline lane.
func (c *Context) AddSmall(a, b Small) (Small, bool) {
	if (a.X|b.X)&1 == 0 && !c.RoundAll {
		return AddExact(a, b)
	}
	if !a.Ok() || !b.Ok() {
		return notSmall, false
	}
	return c.addRounded(a, b, false)
}

// SubSmall returns a - b as [Context.Sub] does, or ok = false if it cannot without leaving the inline lane.
func (c *Context) SubSmall(a, b Small) (Small, bool) {
	if (a.X|b.X)&1 == 0 && !c.RoundAll {
		return SubExact(a, b)
	}
	if !a.Ok() || !b.Ok() {
		return notSmall, false
	}
	return c.addRounded(a, b, true)
}

// MulSmall returns a × b as [Context.Mul] does, or ok = false if it cannot without leaving the inline lane.
func (c *Context) MulSmall(a, b Small) (Small, bool) {
	if (a.X|b.X)&1 == 0 && !c.RoundAll {
		return MulExact(a, b)
	}
	if !a.Ok() || !b.Ok() {
		return notSmall, false
	}
	x, xneg := a.mag()
	y, yneg := b.mag()
	e := int64(a.exponent()) + int64(b.exponent())
	fx := (a.X | b.X) & 1
	if y.hi != 0 {
		x, y = y, x
	}
	if y.hi == 0 {
		if z, ok := mul128by64(x, y.lo); ok {
			return c.roundPair(z, xneg != yneg, e, fx)
		}
	}
	return c.roundQuad(mul128(x, y), xneg != yneg, e, false, fx)
}

// addRounded is the sum or difference of inline numbers, rounded. The difference of exponents is bridged exactly in four
// words where it can be; beyond, what sticks out below is only remembered to be there.
func (c *Context) addRounded(a, b Small, sub bool) (Small, bool) {
	fx := (a.X | b.X) & 1
	x, xneg := a.mag()
	y, yneg := b.mag()
	yneg = yneg != sub
	ex, ey := a.exponent(), b.exponent()
	if ex < ey {
		x, y, xneg, yneg, ex, ey = y, x, yneg, xneg, ey, ex
	}
	n := uint(ex - ey)
	if s, ok := scale128(x, n); ok && (s.hi|y.hi)>>62 == 0 {
		z, neg := addSigned(s, y, xneg, yneg)
		return c.roundPair(z, neg, int64(ey), fx)
	}
	if y.hi|y.lo == 0 { // zero below a gap
		return c.roundPair(x, xneg, int64(ex), fx)
	}
	if x.hi|x.lo == 0 { // zero above one
		return c.roundPair(y, yneg, int64(ey), fx)
	}
	return c.addQuad(x, y, xneg, yneg, n, int64(ey), fx)
}

// addSigned returns the magnitude and sign of the sum of two magnitudes of at most 126 bits with signs.
func addSigned(x, y u128, xneg, yneg bool) (u128, bool) {
	if xneg == yneg {
		lo, c := bits.Add64(x.lo, y.lo, 0)
		hi, _ := bits.Add64(x.hi, y.hi, c)
		return u128{hi, lo}, xneg
	}
	lo, b := bits.Sub64(x.lo, y.lo, 0)
	hi, b := bits.Sub64(x.hi, y.hi, b)
	if b != 0 {
		hi, lo = neg128(hi, lo)
		return u128{hi, lo}, yneg
	}
	return u128{hi, lo}, xneg
}

// addQuad adds x × 10^(ey+n) and y × 10^ey, neither of them zero, in four words.
func (c *Context) addQuad(x, y u128, xneg, yneg bool, n uint, ey int64, fx int32) (Small, bool) {
	sticky := false
	room := uint(76 - digits128(x.hi, x.lo))
	if n > room { // y loses its last n-room digits, and x, scaled, has 76 digits
		cut := n - room
		ey += int64(cut)
		n = room
		var r u128
		if cut > smallDigits {
			r, y = y, u128{}
		} else {
			y, r = y.divmodPow10(int(cut))
		}
		sticky = r.hi|r.lo != 0
	}
	var w u256
	if n <= smallDigits {
		w = mul128(x, pow10Pair[n])
	} else {
		w = mulQuad(pow10Quad[n], x)
	}
	v := u256{0, 0, y.hi, y.lo}
	neg := xneg
	switch {
	case xneg == yneg:
		w = w.plus(v)
	case w.less(v):
		w, neg = v.minus(w), yneg
	default:
		w = w.minus(v)
		if sticky { // the part below counts the other way
			w = w.minus(u256{0, 0, 0, 1})
		}
	}
	return c.roundQuad(w, neg, ey, sticky, fx)
}

// mulQuad returns the lower four words of w × x.
func mulQuad(w u256, x u128) u256 {
	z := w.times(x.lo)
	if x.hi != 0 {
		t := w.times(x.hi)
		z = z.plus(u256{t.w2, t.w1, t.w0, 0})
	}
	return z
}

// roundPair rounds ±x × 10^e to the precision; fx is the bit so far.
func (c *Context) roundPair(x u128, neg bool, e int64, fx int32) (Small, bool) {
	p := c.prec()
	if p > smallDigits || x.hi < pow10Pair[p].hi || x.hi == pow10Pair[p].hi && x.lo <= pow10Pair[p].lo {
		return sealSmall(x, neg, e, fx)
	}
	drop := digits128(x.hi, x.lo) - p
	q, r := x.divmodPow10(drop)
	return c.roundOff(q, r, drop, false, neg, e+int64(drop), fx)
}

// roundQuad rounds ±w × 10^e to the precision; sticky is as in roundBig.
func (c *Context) roundQuad(w u256, neg bool, e int64, sticky bool, fx int32) (Small, bool) {
	p := c.prec()
	if p > smallDigits {
		return notSmall, false
	}
	if w.w3|w.w2 == 0 && !sticky {
		return c.roundPair(u128{w.w1, w.w0}, neg, e, fx)
	}
	drop := w.digits() - p
	if drop <= 0 {
		return notSmall, false
	}
	e += int64(drop)
	for drop > smallDigits { // a short precision: cut off in two steps
		var r u128
		if w, r = w.divPow10(19); r.lo != 0 {
			sticky = true
		}
		drop -= 19
	}
	w, r := w.divPow10(drop)
	return c.roundOff(u128{w.w1, w.w0}, r, drop, sticky, neg, e, fx)
}

// divPow10 returns w / 10^n and w mod 10^n for n ≤ 38.
func (w u256) divPow10(n int) (u256, u128) {
	if n > 19 {
		d := pow10Pair[n]
		var top u128
		if w.w3 != 0 || w.w2 >= d.hi {
			top, w.w3, w.w2 = divTop(w.w3, w.w2, d)
		}
		q, r := div256by128(w, d)
		return u256{top.hi, top.lo, q.hi, q.lo}, r
	}
	d := pow10Word[n]
	var r uint64
	var z u256
	if w.w3 != 0 {
		z.w3, r = w.w3/d, w.w3%d
	}
	if r|w.w2 != 0 {
		z.w2, r = bits.Div64(r, w.w2, d)
	}
	z.w1, r = bits.Div64(r, w.w1, d)
	z.w0, r = bits.Div64(r, w.w0, d)
	return z, u128{0, r}
}

// divTop divides the upper half of four words, so that the rest meets the condition of div256by128.
func divTop(hi, lo uint64, d u128) (q u128, rh, rl uint64) {
	if hi < d.hi || hi == d.hi && lo < d.lo {
		return u128{}, hi, lo
	}
	q, r := div256by128(u256{0, 0, hi, lo}, d)
	return q, r.hi, r.lo
}

// roundOff makes the result from a quotient q by 10^drop with its remainder r; e is the exponent of q.
func (c *Context) roundOff(q, r u128, drop int, sticky, neg bool, e int64, fx int32) (Small, bool) {
	if r.hi|r.lo == 0 && !sticky {
		return sealSmall(q, neg, e, fx)
	}
	if c.Exact {
		return notSmall, false
	}
	half := r.half(drop)
	if half == 0 && sticky {
		half = 1
	}
	return c.roundHalf(q, half, neg, e)
}

// roundHalf rounds off a fraction of q that is known by its comparison with a half.
func (c *Context) roundHalf(q u128, half int, neg bool, e int64) (Small, bool) {
	up := half > 0 || half == 0 && q.lo&1 != 0
	if c.Rounding != HalfEven {
		last := q.lo
		if c.Rounding == ZeroFiveUp {
			_, last = div128by64(q, 10)
		}
		up = c.Rounding.away(neg, last, half)
	}
	if up {
		q = q.inc()
	}
	return sealSmall(q, neg, e, 1)
}

// sealSmall makes the number ±x × 10^e with the bit in fx, if it is inline and within the exponent limit beyond doubt.
func sealSmall(x u128, neg bool, e int64, fx int32) (Small, bool) {
	if uint64(e-minSmallExp) > maxSmallExp-minSmallExp || int64(x.hi) < 0 {
		return Small{X: fx}, x.hi|x.lo == 0
	}
	return makeSmall(x, neg, int32(e)<<1|fx), true
}
