package number

import "math/bits"

// Arithmetic on two and four 64-bit words, for the inline lane. Values are unsigned magnitudes unless said otherwise.

// smallDigits is how many decimal digits always fit the inline lane; some numbers of 39 digits do, too.
const smallDigits = 38

// u128 is a magnitude of two words.
type u128 struct{ hi, lo uint64 }

// u256 is a magnitude of four words, w3 the highest.
type u256 struct{ w3, w2, w1, w0 uint64 }

// pow10Word holds 10^0 … 10^19, all that fit one word.
var pow10Word = [20]uint64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// pow10Pair holds 10^0 … 10^38, all that fit two words.
var pow10Pair = func() (t [smallDigits + 1]u128) {
	for i := range t {
		if i < len(pow10Word) {
			t[i].lo = pow10Word[i]
		} else {
			t[i].hi, t[i].lo = bits.Mul64(pow10Word[19], pow10Word[i-19])
		}
	}
	return t
}()

// pow10Quad holds 10^0 … 10^77, all that fit four words.
var pow10Quad = func() (t [78]u256) {
	for i := range t {
		if i < len(pow10Pair) {
			t[i] = u256{0, 0, pow10Pair[i].hi, pow10Pair[i].lo}
		} else {
			t[i] = mul128(pow10Pair[38], pow10Pair[min(i-38, 38)])
			if i == 77 {
				t[i] = t[76].times(10)
			}
		}
	}
	return t
}()

// digits64 returns how many decimal digits v has, 1 for 0.
func digits64(v uint64) int {
	n := bits.Len64(v) * 1233 >> 12 // floor(log10(2^bits)): the count or one less
	if n < len(pow10Word) && v >= pow10Word[n] {
		n++
	}
	return max(n, 1)
}

// digits128 returns how many decimal digits hi:lo has, 1 for 0.
func digits128(hi, lo uint64) int {
	if hi == 0 {
		return digits64(lo)
	}
	n := (64 + bits.Len64(hi)) * 1233 >> 12
	t := pow10Pair[n]
	if hi > t.hi || hi == t.hi && lo >= t.lo {
		n++
	}
	return n
}

// digits returns how many decimal digits w has, 1 for 0.
func (w u256) digits() int {
	if w.w3|w.w2 == 0 {
		return digits128(w.w1, w.w0)
	}
	var n int
	if w.w3 != 0 {
		n = (192 + bits.Len64(w.w3)) * 1233 >> 12
	} else {
		n = (128 + bits.Len64(w.w2)) * 1233 >> 12
	}
	if !w.less(pow10Quad[n]) {
		n++
	}
	return n
}

// neg128 returns the two's complement negative.
func neg128(hi, lo uint64) (uint64, uint64) {
	lo, borrow := bits.Sub64(0, lo, 0)
	hi, _ = bits.Sub64(0, hi, borrow)
	return hi, lo
}

// less reports whether w < v.
func (w u256) less(v u256) bool {
	_, b := bits.Sub64(w.w0, v.w0, 0)
	_, b = bits.Sub64(w.w1, v.w1, b)
	_, b = bits.Sub64(w.w2, v.w2, b)
	_, b = bits.Sub64(w.w3, v.w3, b)
	return b != 0
}

// plus returns w + v, which must fit.
func (w u256) plus(v u256) (z u256) {
	var c uint64
	z.w0, c = bits.Add64(w.w0, v.w0, 0)
	z.w1, c = bits.Add64(w.w1, v.w1, c)
	z.w2, c = bits.Add64(w.w2, v.w2, c)
	z.w3, _ = bits.Add64(w.w3, v.w3, c)
	return z
}

// minus returns w - v, which must not be negative.
func (w u256) minus(v u256) (z u256) {
	var b uint64
	z.w0, b = bits.Sub64(w.w0, v.w0, 0)
	z.w1, b = bits.Sub64(w.w1, v.w1, b)
	z.w2, b = bits.Sub64(w.w2, v.w2, b)
	z.w3, _ = bits.Sub64(w.w3, v.w3, b)
	return z
}

// times returns w × m, which must fit.
func (w u256) times(m uint64) (z u256) {
	var h0, h1, h2, c uint64
	h0, z.w0 = bits.Mul64(w.w0, m)
	h1, z.w1 = bits.Mul64(w.w1, m)
	h2, z.w2 = bits.Mul64(w.w2, m)
	z.w1, c = bits.Add64(z.w1, h0, 0)
	z.w2, c = bits.Add64(z.w2, h1, c)
	z.w3 = w.w3*m + h2 + c
	return z
}

// mul128 returns the product of two pairs of words.
func mul128(x, y u128) (z u256) {
	h00, l00 := bits.Mul64(x.lo, y.lo)
	h01, l01 := bits.Mul64(x.lo, y.hi)
	h10, l10 := bits.Mul64(x.hi, y.lo)
	h11, l11 := bits.Mul64(x.hi, y.hi)
	var c, c2 uint64
	z.w0 = l00
	z.w1, c = bits.Add64(h00, l01, 0)
	z.w2, c = bits.Add64(h01, l11, c)
	z.w3 = h11 + c
	z.w1, c2 = bits.Add64(z.w1, l10, 0)
	z.w2, c2 = bits.Add64(z.w2, h10, c2)
	z.w3 += c2
	return z
}

// mul128by64 returns x × m and whether it fits 127 bits.
func mul128by64(x u128, m uint64) (u128, bool) {
	h0, lo := bits.Mul64(x.lo, m)
	h1, l1 := bits.Mul64(x.hi, m)
	hi, c := bits.Add64(l1, h0, 0)
	return u128{hi, lo}, h1|c == 0 && int64(hi) >= 0
}

// scale128 returns x × 10^n for n ≤ 38 and whether it fits 127 bits.
func scale128(x u128, n uint) (u128, bool) {
	if n <= 19 {
		return mul128by64(x, pow10Word[n])
	}
	if n > smallDigits {
		return u128{}, x.hi|x.lo == 0
	}
	if x.hi != 0 {
		return u128{}, false
	}
	return mul128by64(pow10Pair[n], x.lo)
}

// div128by64 returns x / d and x mod d.
func div128by64(x u128, d uint64) (q u128, r uint64) {
	if x.hi >= d {
		q.hi, r = x.hi/d, x.hi%d
	} else {
		r = x.hi
	}
	q.lo, r = bits.Div64(r, x.lo, d)
	return q, r
}

// divmodPow10 returns x / 10^n and x mod 10^n for n ≤ 38.
func (x u128) divmodPow10(n int) (q, r u128) {
	if n <= 19 {
		q, r.lo = div128by64(x, pow10Word[n])
		return q, r
	}
	return div256by128(u256{0, 0, x.hi, x.lo}, pow10Pair[n])
}

// div256by128 returns w / d and w mod d. The upper half of w must be less than d, and d at least 2^64. It is Knuth's
// algorithm D (The Art of Computer Programming, volume 2, 4.3.1) with two words of divisor and of quotient.
func div256by128(w u256, d u128) (q, r u128) {
	s := uint(bits.LeadingZeros64(d.hi))
	if s != 0 {
		t := 64 - s
		d = u128{d.hi<<s | d.lo>>t, d.lo << s}
		w = u256{w.w3<<s | w.w2>>t, w.w2<<s | w.w1>>t, w.w1<<s | w.w0>>t, w.w0 << s}
	}
	var rh, rl uint64
	if w.w3 != 0 || w.w2 > d.hi || w.w2 == d.hi && w.w1 >= d.lo {
		q.hi, rh, rl = div192by128(w.w3, w.w2, w.w1, d)
	} else {
		rh, rl = w.w2, w.w1
	}
	q.lo, rh, rl = div192by128(rh, rl, w.w0, d)
	return q, u128{rh >> s, rl>>s | rh<<(64-s)}
}

// div192by128 divides u2:u1:u0 by d, whose highest bit is set; u2:u1 is less than d, so that the quotient is one word.
func div192by128(u2, u1, u0 uint64, d u128) (q, rh, rl uint64) {
	var rhat, c uint64
	if u2 >= d.hi { // then u2 == d.hi, and the estimate is the largest word
		q = ^uint64(0)
		rhat, c = bits.Add64(u1, d.hi, 0)
	} else {
		q, rhat = bits.Div64(u2, u1, d.hi)
	}
	ph, pl := bits.Mul64(q, d.lo)
	for c == 0 && (ph > rhat || ph == rhat && pl > u0) { // at most twice
		q--
		var b uint64
		pl, b = bits.Sub64(pl, d.lo, 0)
		ph, _ = bits.Sub64(ph, 0, b)
		rhat, c = bits.Add64(rhat, d.hi, 0)
	}
	var b uint64
	rl, b = bits.Sub64(u0, pl, 0)
	rh, _ = bits.Sub64(rhat, ph, b)
	return q, rh, rl
}

// strip removes the trailing decimal zeros of x, which is not 0, and returns how many there were.
func (x u128) strip() (u128, int) {
	n := 0
	for x.hi != 0 {
		if x.lo&1 != 0 {
			return x, n
		}
		q, r := div128by64(x, 1e16)
		if r != 0 {
			z := zeros64(r)
			if z != 0 {
				x, _ = div128by64(x, pow10Word[z])
			}
			return x, n + z
		}
		x = q
		n += 16
	}
	z := zeros64(x.lo)
	x.lo /= pow10Word[z]
	return x, n + z
}

// half compares x, less than 10^n, with half of 10^n; n is 1 to 38.
func (x u128) half(n int) int {
	t := pow10Pair[n]
	return cmp128(x, u128{t.hi >> 1, t.hi<<63 | t.lo>>1})
}

// cmp128 compares two magnitudes.
func cmp128(x, y u128) int {
	switch {
	case x == y:
		return 0
	case x.hi < y.hi || x.hi == y.hi && x.lo < y.lo:
		return -1
	}
	return 1
}

// inc returns x + 1.
func (x u128) inc() u128 {
	lo, c := bits.Add64(x.lo, 1, 0)
	return u128{x.hi + c, lo}
}
