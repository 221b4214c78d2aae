// Package fixed192 computes the elementary functions of short decimals in a few hundred nanoseconds: with 192-bit words in
// registers, tables and short series, and without allocation. A result comes with a bound of its error; if every value
// within that bound rounds to the same decimal, the decimal is the correctly rounded one, and if not, the answer is "not
// decided" and the caller computes with more digits. Nothing here is ever wrong; it only may decline.
//
// # Errors
//
// The unit of all bounds is 2^-192: of 1 for a fixed-point number, of the mantissa in [1/2, 1) for a [float]. A rounding to
// 34 digits needs about 2^-113, so that 2^15 units cost nothing: the chance of an undecided rounding is about 2^-60, and less
// than 2^-40 for the gamma and error functions. The bounds are therefore derived generously; the tests measure the actual errors
// and hold them against the bounds.
//
// The methods are those of J.-M. Muller, "Elementary Functions" (3rd ed., 2016), chapters 4 (tables), 5 and 11 (reduction),
// and of R. Brent and P. Zimmermann, "Modern Computer Arithmetic" (2010), chapters 3 and 4.
package fixed192

import "math/bits"

// u192 is three words, the most significant first: a fraction of 1 (w2·2^-64 + w1·2^-128 + w0·2^-192) or an integer.
type u192 struct{ w2, w1, w0 uint64 }

func (a u192) isZero() bool { return a.w2|a.w1|a.w0 == 0 }

// less reports a < b.
func (a u192) less(b u192) bool {
	_, c := bits.Sub64(a.w0, b.w0, 0)
	_, c = bits.Sub64(a.w1, b.w1, c)
	_, c = bits.Sub64(a.w2, b.w2, c)
	return c != 0
}

// add returns a + b modulo 1 and the carry.
func (a u192) add(b u192) (u192, uint64) {
	w0, c := bits.Add64(a.w0, b.w0, 0)
	w1, c := bits.Add64(a.w1, b.w1, c)
	w2, c := bits.Add64(a.w2, b.w2, c)
	return u192{w2, w1, w0}, c
}

// plus returns a + b modulo 1.
func (a u192) plus(b u192) u192 {
	w0, c := bits.Add64(a.w0, b.w0, 0)
	w1, c := bits.Add64(a.w1, b.w1, c)
	w2, _ := bits.Add64(a.w2, b.w2, c)
	return u192{w2, w1, w0}
}

// sub returns a - b modulo 1 and the borrow.
func (a u192) sub(b u192) (u192, uint64) {
	w0, c := bits.Sub64(a.w0, b.w0, 0)
	w1, c := bits.Sub64(a.w1, b.w1, c)
	w2, c := bits.Sub64(a.w2, b.w2, c)
	return u192{w2, w1, w0}, c
}

// minus returns a - b modulo 1.
func (a u192) minus(b u192) u192 {
	w0, c := bits.Sub64(a.w0, b.w0, 0)
	w1, c := bits.Sub64(a.w1, b.w1, c)
	w2, _ := bits.Sub64(a.w2, b.w2, c)
	return u192{w2, w1, w0}
}

// shl returns a·2^n modulo 1, for 0 ≤ n < 64.
func (a u192) shl(n uint) u192 {
	n &= 63
	m := 64 - n
	return u192{a.w2<<n | a.w1>>m, a.w1<<n | a.w0>>m, a.w0 << n}
}

// shr returns a·2^-n truncated, for 0 ≤ n < 64.
func (a u192) shr(n uint) u192 {
	n &= 63
	m := 64 - n
	return u192{a.w2 >> n, a.w1>>n | a.w2<<m, a.w0>>n | a.w1<<m}
}

// shrAny returns a·2^-n truncated, for any n.
func (a u192) shrAny(n uint) u192 {
	for n >= 64 {
		if n >= 192 {
			return u192{}
		}
		a = u192{0, a.w2, a.w1}
		n -= 64
	}
	return a.shr(n)
}

// mul returns the product of two fractions, truncated: too small by less than 5 units. The six partial products that reach
// the result are added, the low halves of three of them and the other three (together below 5 units) are not.
func mul(a, b u192) u192 {
	h22, l22 := bits.Mul64(a.w2, b.w2)
	h21, l21 := bits.Mul64(a.w2, b.w1)
	h12, l12 := bits.Mul64(a.w1, b.w2)
	h20, _ := bits.Mul64(a.w2, b.w0)
	h02, _ := bits.Mul64(a.w0, b.w2)
	h11, _ := bits.Mul64(a.w1, b.w1)

	w0, c := bits.Add64(l21, l12, 0)
	w1, c := bits.Add64(l22, h21, c)
	w2 := h22 + c
	w1, c = bits.Add64(w1, h12, 0)
	w2 += c
	w0, c = bits.Add64(w0, h20, 0)
	w1, c = bits.Add64(w1, 0, c)
	w2 += c
	t, c := bits.Add64(h02, h11, 0)
	w1, d := bits.Add64(w1, c, 0)
	w2 += d
	w0, c = bits.Add64(w0, t, 0)
	w1, c = bits.Add64(w1, 0, c)
	return u192{w2 + c, w1, w0}
}

// mul2 is mul of the upper two words: the result is too small by less than 3·2^-128.
func mul2(a1, a0, b1, b0 uint64) (w1, w0 uint64) {
	h11, l11 := bits.Mul64(a1, b1)
	h10, _ := bits.Mul64(a1, b0)
	h01, _ := bits.Mul64(a0, b1)
	w0, c := bits.Add64(l11, h10, 0)
	w1 = h11 + c
	w0, c = bits.Add64(w0, h01, 0)
	return w1 + c, w0
}

// mul1 is mul of the upper words: the result is too small by less than 2^-64.
func mul1(a, b uint64) uint64 {
	h, _ := bits.Mul64(a, b)
	return h
}

// times returns a·n: the fraction and the integer part. It is exact.
func (a u192) times(n uint64) (f u192, ip uint64) {
	h0, l0 := bits.Mul64(a.w0, n)
	h1, l1 := bits.Mul64(a.w1, n)
	h2, l2 := bits.Mul64(a.w2, n)
	w1, c := bits.Add64(l1, h0, 0)
	w2, c := bits.Add64(l2, h1, c)
	return u192{w2, w1, l0}, h2 + c
}

// div returns a/b for a < b and b ≥ 1/2, truncated: too small by less than 2 units. Three quotient words, each from the upper
// two words of the remainder and the upper word of b and then corrected (Knuth, TAOCP volume 2, 4.3.1, algorithm D).
func div(a, b u192) u192 {
	var q u192
	q.w2, a = divWord(a, b)
	q.w1, a = divWord(a, b)
	q.w0, _ = divWord(a, b)
	return q
}

// divWord returns the next quotient word of r/b and the remainder times 2^64.
func divWord(r, b u192) (q uint64, rest u192) {
	if r.w2 >= b.w2 {
		q = ^uint64(0)
	} else {
		q, _ = bits.Div64(r.w2, r.w1, b.w2)
	}
	p, ip := b.times(q)
	// r·2^64 - q·b, four words with the top one in t
	w0, c := bits.Sub64(0, p.w0, 0)
	w1, c := bits.Sub64(r.w0, p.w1, c)
	w2, c := bits.Sub64(r.w1, p.w2, c)
	t, _ := bits.Sub64(r.w2, ip, c)
	rest = u192{w2, w1, w0}
	for int64(t) < 0 { // at most twice
		q--
		rest, c = rest.add(b)
		t += c
	}
	return q, rest
}
