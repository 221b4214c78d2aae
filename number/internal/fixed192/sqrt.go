package fixed192

import (
	"math"
	"math/bits"
)

// sqrtDigits is the least number of digits to which Sqrt computes roots, so that their square has more than any coefficient.
const sqrtDigits = 20

// Sqrt returns √x for x > 0: the integer square root of c·10^j of about 2p digits, with its remainder. Only exact ties are undecided.
// An exact result has no trailing zeros.
func Sqrt(x Decimal, p int) Result {
	n := max(p, sqrtDigits)
	j := 2*n - digits128(x.Hi, x.Lo)
	j -= (j ^ int(x.Exp)) & 1
	// c·10^j·2^s in four words, s even
	c := fromInt(x.Hi, x.Lo, false)
	s := 256 - int(c.exp) - pow10Exp(j)
	a3, a2, a1, a0 := mul256(c.m.w2, c.m.w1, pow10Table[j+maxPow10])
	if s&1 != 0 { // at least 1, and the lowest bits are zero
		a3, a2, a1, a0 = a3>>1, a2>>1|a3<<63, a1>>1|a2<<63, a0>>1|a1<<63
		s--
	}
	if a3>>62 == 0 {
		a3, a2, a1, a0 = a3<<2|a2>>62, a2<<2|a1>>62, a1<<2|a0>>62, a0<<2
		s += 2
	}
	half := uint(s / 2) // the root is hi:lo·2^-half, 67 to 127 bits
	hi, lo, u1, u0 := sqrtEstimate(a3, a2, a1)
	frac, rest := lo<<(64-half), uint64(1)
	if frac<<1 <= 4<<(64-half) { // so little above a decimal or a tie that the estimate won't do
		hi, lo, rest = settleRoot(hi, lo, u1, u0, a0)
		frac = lo << (64 - half)
	}
	r := Result{Hi: hi >> half, Lo: lo>>half | hi<<(64-half), Exp: (x.Exp - int32(j)) / 2, Flags: Ok | flagIf(Half, frac>>63)}
	if frac|rest == 0 {
		r.Flags |= Exact
	}
	if n != p {
		r.shorten(n - p)
	}
	if r.Is(Exact) {
		r.strip()
	}
	return r
}

// Hypot returns √(x² + y²): exactly as Sqrt does if the sum of the squares is short.
func Hypot(x, y Decimal, p int) Result {
	if x.Exp == y.Exp && x.Hi|y.Hi == 0 && (x.Lo|y.Lo)>>63 == 0 {
		h, l := bits.Mul64(x.Lo, x.Lo)
		h2, l2 := bits.Mul64(y.Lo, y.Lo)
		h, l = add128(h, l, h2, l2)
		return Sqrt(Decimal{h, l, 2 * x.Exp, false}, p)
	}
	v, ok := x.float()
	w, ok2 := y.float()
	if !ok || !ok2 {
		return undecided
	}
	s := v.times(v).plus(w.times(w)) // 2·decimalRho + 20 + 4
	return s.sqrt().round(0, decimalRho+12+64, p)
}

// shorten cuts n more digits, at most 19, off a result that is not rounded yet.
func (r *Result) shorten(n int) {
	_, ten := intPow10(n)
	var rem uint64
	hi := r.Hi % ten
	r.Hi /= ten
	r.Lo, rem = bits.Div64(hi, r.Lo, ten)
	r.Exp += int32(n)
	switch {
	case r.Is(Exact) && rem == ten/2:
		r.Flags = 0
	case r.Is(Exact) && rem == 0:
	case rem >= ten/2:
		r.Flags = Ok | Half
	default:
		r.Flags = Ok
	}
}

// strip takes the trailing zeros off the coefficient.
func (r *Result) strip() {
	for n := 16; n > 0; n >>= 1 {
		_, ten := intPow10(n)
		for r.Lo&(1<<uint(n)-1) == 0 { // divisible by 2^n
			q, rem := bits.Div64(r.Hi%ten, r.Lo, ten)
			if rem != 0 {
				break
			}
			r.Hi, r.Lo = r.Hi/ten, q
			r.Exp += int32(n)
		}
	}
}

// mul256 returns the upper four words of hi:lo·m, the most significant first.
func mul256(hi, lo uint64, m u192) (w3, w2, w1, w0 uint64) {
	a, ai := m.times(hi)
	b, bi := m.times(lo) // one word further down
	w0, c := bits.Add64(a.w0, b.w1, 0)
	w1, c = bits.Add64(a.w1, b.w2, c)
	w2, c = bits.Add64(a.w2, bi, c)
	return ai + c, w2, w1, w0
}

// sqrtEstimate returns the integer square root t = hi:lo of the four words a ≥ 2^254, or one more, and a - t² + lo² - a0, the dividend's
// remainder, in units of 2^64: the root of the upper half, then one division for the lower word of the root. (P. Zimmermann, "Karatsuba
// Square Root", INRIA RR-3805, 1999.)
func sqrtEstimate(a3, a2, a1 uint64) (hi, lo, u1, u0 uint64) {
	s, r1, r0 := sqrt128(a3, a2)
	// q = (r·2^64 + a1) / 2s, the dividend n being halved; r ≤ 2s, so that r/2 = s at most
	n1, n0 := r1<<63|r0>>1, r0<<63|a1>>1
	if n1 < s {
		q, u := bits.Div64(n1, n0, s)
		return s, q, u >> 63, u<<1 | a1&1
	}
	u0, c := bits.Add64(n0, s, 0) // q = 2^64 - 1: n - q·s = (n1 - s)·2^64 + n0 + s
	u1 = n1 - s + c
	return s, ^uint64(0), u1<<1 | u0>>63, u0<<1 | a1&1
}

// settleRoot returns the integer square root of what sqrtEstimate estimated, the fourth word now given, and something that is not zero if
// there is a remainder.
func settleRoot(s, q, u1, u0, a0 uint64) (hi, lo, rest uint64) {
	// the remainder u·2^64 + a0 - q²
	h, l := bits.Mul64(q, q)
	w0, c := bits.Sub64(a0, l, 0)
	w1, c := bits.Sub64(u0, h, c)
	w2, _ := bits.Sub64(u1, 0, c)
	for int64(w2) < 0 { // the root t = s:q is too large: t-1 leaves 2t - 1 more
		w0, c = bits.Add64(w0, q<<1, 0)
		w1, c = bits.Add64(w1, s<<1|q>>63, c)
		w2 += s>>63 + c
		w0, c = bits.Sub64(w0, 1, 0)
		w1, c = bits.Sub64(w1, 0, c)
		w2 -= c
		q, c = bits.Sub64(q, 1, 0)
		s -= c
	}
	return s, q, w0 | w1 | w2
}

// sqrt128 returns the integer square root of hi:lo ≥ 2^126 and the remainder, at most twice the root. The hardware's root is off by
// less than 2^12; one that is too small for certain leaves a remainder from which follows the rest, nearly always all of it.
func sqrt128(hi, lo uint64) (s, r1, r0 uint64) {
	f := math.Sqrt(float64(int64(hi>>1))) * (math.Sqrt2 * (1 << 31)) // half the root
	inv := (1 << 30) / f                                             // 2^32/(2·root)
	s = uint64(int64(f-1<<12)) << 1
	r1, r0 = subSquare(hi, lo, s)
	s += uint64(int64(float64(int64(r1<<32|r0>>32)) * inv))
	if s == 0 { // 2^64
		s--
	}
	r1, r0 = subSquare(hi, lo, s)
	for int64(r1) < 0 { // s-1 leaves 2s - 1 more
		r1, r0 = add128(r1, r0, (s-1)>>63, s<<1-1)
		s--
	}
	for r1 > s>>63 || r1 == s>>63 && r0 > s<<1 {
		s++
		r1, r0 = subProduct(r1, r0, 1, (s-1)>>63, s<<1-1)
	}
	return s, r1, r0
}

// subSquare returns hi:lo - s² modulo 2^128.
func subSquare(hi, lo, s uint64) (r1, r0 uint64) {
	h, l := bits.Mul64(s, s)
	r0, c := bits.Sub64(lo, l, 0)
	r1, _ = bits.Sub64(hi, h, c)
	return r1, r0
}
