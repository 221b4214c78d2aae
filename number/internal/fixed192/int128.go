package fixed192

import "math/bits"

// This file holds the arithmetic of coefficients: integers of two words.

// add128 returns a + b of integers below 2^127.
func add128(ahi, alo, bhi, blo uint64) (hi, lo uint64) {
	lo, c := bits.Add64(alo, blo, 0)
	hi, _ = bits.Add64(ahi, bhi, c)
	return hi, lo
}

// sub128 returns |a - b| and whether a < b.
func sub128(ahi, alo, bhi, blo uint64) (hi, lo uint64, neg bool) {
	lo, c := bits.Sub64(alo, blo, 0)
	hi, c = bits.Sub64(ahi, bhi, c)
	if c == 0 {
		return hi, lo, false
	}
	lo, c = bits.Sub64(0, lo, 0)
	hi, _ = bits.Sub64(0, hi, c)
	return hi, lo, true
}

// quoRem128 returns the quotient and the remainder of two integers; the divisor is not zero.
func quoRem128(ahi, alo, bhi, blo uint64) (qhi, qlo, rhi, rlo uint64) {
	if bhi == 0 {
		qhi = ahi / blo
		qlo, rlo = bits.Div64(ahi%blo, alo, blo)
		return qhi, qlo, 0, rlo
	}
	// The quotient of the halved dividend by the upper word of the normalised divisor is right or too large by one or two after
	// the shift (H. Warren, "Hacker's Delight", 9-5); with one subtracted it may be too small by one.
	n := uint(bits.LeadingZeros64(bhi))
	q, _ := bits.Div64(ahi>>1, ahi<<63|alo>>1, bhi<<n|blo>>(64-n))
	if q >>= 63 - n; q > 0 {
		q--
	}
	rhi, rlo = subProduct(ahi, alo, q, bhi, blo)
	if rhi > bhi || rhi == bhi && rlo >= blo {
		rhi, rlo = subProduct(rhi, rlo, 1, bhi, blo)
		q++
	}
	return 0, q, rhi, rlo
}

// subProduct returns hi:lo - q·(bhi:blo) modulo 2^128.
func subProduct(hi, lo, q, bhi, blo uint64) (rhi, rlo uint64) {
	h, l := bits.Mul64(q, blo)
	rlo, c := bits.Sub64(lo, l, 0)
	rhi, _ = bits.Sub64(hi, h+q*bhi, c)
	return rhi, rlo
}

// intPow10 returns 10^k for 0 ≤ k ≤ MaxDigits.
func intPow10(k int) (hi, lo uint64) {
	m, e := pow10Table[k+maxPow10], uint(pow10Exp(k))
	if e <= 64 {
		return 0, m.w2 >> (64 - e)
	}
	e -= 64
	return m.w2 >> (64 - e), m.w2<<e | m.w1>>(64-e)
}

// digits128 returns the number of decimal digits of hi:lo > 0.
func digits128(hi, lo uint64) int {
	n := bits.Len64(lo)
	if hi != 0 {
		n = 64 + bits.Len64(hi)
	}
	d := (n * 1233) >> 12 // the number of digits or one less
	if d > MaxDigits {
		return d + 1
	}
	if thi, tlo := intPow10(d); hi > thi || hi == thi && lo >= tlo {
		d++
	}
	return d
}
