package fixed192

import (
	"math"
	"math/bits"
)

// float is ±m·2^exp with m in [1/2, 1), or zero with m zero. It fits four machine words, so that the compiler keeps it in
// registers.
//
// Errors of floats are relative, in units of 2^-192, and called rho: |computed - true| ≤ rho·2^-192·|true|. What one
// operation adds is stated with it.
type float struct {
	m   u192
	exp int32
	neg bool
}

func (a float) isZero() bool { return a.m.w2 == 0 }

// normal returns m·2^exp as a float, for any m. It is exact.
func normal(m u192, exp int, neg bool) float {
	for m.w2 == 0 {
		if m.isZero() {
			return float{}
		}
		m = u192{m.w1, m.w0, 0}
		exp -= 64
	}
	n := uint(bits.LeadingZeros64(m.w2))
	return float{m.shl(n), int32(exp - int(n)), neg}
}

// fromFixed returns ip + f. It loses up to 64 bits of f: rho 2.
func fromFixed(ip uint64, f u192, neg bool) float {
	if ip == 0 {
		return normal(f, 0, neg)
	}
	n := uint(bits.LeadingZeros64(ip))
	return float{u192{ip, f.w2, f.w1}.shl(n).plus(u192{0, 0, f.w0 >> (64 - n)}), int32(64 - n), neg}
}

// fromInt returns the integer hi:lo exactly.
func fromInt(hi, lo uint64, neg bool) float {
	if hi == 0 {
		n := uint(bits.LeadingZeros64(lo))
		return float{u192{lo << n, 0, 0}, int32(64 - n), neg}
	}
	return normal(u192{hi, lo, 0}, 128, neg)
}

// fixed returns |a| as integer part and fraction, truncated to 2^-192. It reports false if |a| ≥ 2^64.
func (a float) fixed() (ip uint64, f u192, ok bool) {
	switch {
	case a.exp <= 0:
		return 0, a.m.shrAny(uint(-a.exp)), true
	case a.exp < 64:
		return a.m.w2 >> (64 - uint(a.exp)), a.m.shl(uint(a.exp)), true
	case a.exp == 64:
		return a.m.w2, u192{a.m.w1, a.m.w0, 0}, true
	}
	return 0, u192{}, false
}

// fraction returns |a| < 1 truncated to 2^-192.
func (a float) fraction() u192 { return a.m.shrAny(uint(-a.exp)) }

// scale returns a·2^n.
func (a float) scale(n int) float {
	a.exp += int32(n)
	return a
}

func (a float) negate() float {
	a.neg = !a.neg
	return a
}

func (a float) abs() float {
	a.neg = false
	return a
}

// times returns a·b. It adds rho 20: 5 units of a product of at least 1/4.
func (a float) times(b float) float {
	m := mul(a.m, b.m)
	exp := a.exp + b.exp
	if int64(m.w2) >= 0 {
		m = m.shl(1)
		exp--
	}
	return float{m, exp, a.neg != b.neg}
}

// timesWord returns a·n for n > 0. It adds rho 2.
func (a float) timesWord(n uint64) float {
	f, ip := a.m.times(n)
	if ip == 0 {
		return float{f, a.exp, a.neg}
	}
	z := uint(bits.LeadingZeros64(ip))
	return float{u192{ip<<z | f.w2>>(64-z), f.w2<<z | f.w1>>(64-z), f.w1<<z | f.w0>>(64-z)}, a.exp + int32(64-z), a.neg}
}

// over returns a/b for b that is not zero. It adds rho 8: 2 units of a quotient of at least 1/4.
func (a float) over(b float) float {
	m, exp := a.m, a.exp-b.exp
	if !m.less(b.m) {
		m = m.shr(1)
		exp++
	}
	m = div(m, b.m)
	if int64(m.w2) >= 0 {
		if m.isZero() {
			return float{}
		}
		m = m.shl(1)
		exp--
	}
	return float{m, exp, a.neg != b.neg}
}

// plus returns a + b. Its error is up to one unit of the mantissa of the larger one: rho 4 if the signs agree.
func (a float) plus(b float) float {
	if a.exp < b.exp && !b.isZero() || a.isZero() {
		a, b = b, a
	}
	if b.isZero() {
		return a
	}
	t := b.m.shrAny(uint(a.exp - b.exp))
	if a.neg == b.neg {
		s, c := a.m.add(t)
		if c != 0 {
			s = s.shr(1)
			s.w2 |= 1 << 63
			a.exp++
		}
		return float{s, a.exp, a.neg}
	}
	s, c := a.m.sub(t)
	if c != 0 {
		s = u192{}.minus(s)
		a.neg = !a.neg
	}
	return normal(s, int(a.exp), a.neg)
}

// minus returns a - b, with the errors of plus.
func (a float) minus(b float) float { return a.plus(b.negate()) }

// sumRho returns rho of a sum of exact value near sum of two terms with the absolute errors that x of rho rx, and y of ry,
// have; it covers the rounding of the addition as well.
func sumRho(sum, x float, rx uint64, y float, ry uint64) uint64 {
	return rescale(rx+2, int(x.exp-sum.exp)) + rescale(ry+2, int(y.exp-sum.exp)) + 2
}

// hopeless and what is greater stands for errors of any size: no rounding is decided with it. A few sums and doublings don't
// overflow.
const hopeless = 1 << 58

// rescale returns 2·rho·2^n rounded up, at most hopeless. For n the difference of the exponents of two floats it turns a
// bound relative to the first into one relative to the second.
func rescale(rho uint64, n int) uint64 {
	n++
	switch {
	case rho >= hopeless:
		return hopeless
	case n <= -64:
		return 1
	case n <= 0:
		return rho>>uint(-n) + 1
	case n >= 58 || rho>>(58-uint(n)) != 0:
		return hopeless
	}
	return rho << uint(n)
}

// sqrt returns the square root of a > 0. It adds rho 64 to half of the argument's: a Newton step for 1/√m from 51 to 101
// bits, one for √m from there to 2^-200 (Brent and Zimmermann, 3.5.2), and the truncation of three products.
func (a float) sqrt() float {
	m, exp := a.m, int(a.exp)
	if exp&1 != 0 {
		m = m.shr(1)
		exp++
	}
	y1, y0 := invSqrt(m)
	s1, s0 := mul2(m.w2, m.w1, y1, y0) // √m/4
	s := u192{s1<<2 | s0>>62, s0 << 2, 0}
	if s1>>62 != 0 {
		s = u192{^uint64(0), ^uint64(0), 0}
	}
	r := m.minus(mul(s, s)) // √m = s + r/(2√m), |r| < 2^-98
	neg := int64(r.w2) < 0
	if neg {
		r = u192{}.minus(r)
	}
	q := mul(u192{r.w1, r.w0, 0}, u192{y1, y0, 0}).shl(1)
	q = u192{0, q.w2, q.w1}
	if neg {
		return normal(s.minus(q), exp/2, false) // it may be just below 1/2
	}
	s, c := s.add(q)
	if c != 0 {
		s = u192{^uint64(0), ^uint64(0), ^uint64(0)}
	}
	return normal(s, exp/2, false)
}

// invSqrt returns 1/(4√m) for m in [1/4, 1) as a fraction of two words, with a relative error of 2^-100. From the hardware's
// y ≈ 1/(2√m), in units of 2^-63, one step makes y + 2·y·d with d = 1/4 - m·y².
func invSqrt(m u192) (y1, y0 uint64) {
	y := uint64(0x1p62 / math.Sqrt(float64(m.w2>>11)*0x1p-53))
	y = min(y, 1<<63-1)
	sq1, sq0 := bits.Mul64(y, y)
	p1, p0 := mul2(m.w2, m.w1, sq1, sq0) // m·y²/4
	d0, c := bits.Sub64(0, p0<<2, 0)
	d1, _ := bits.Sub64(1<<62, p1<<2|p0>>62, c)
	e := int64(d1<<40 | d0>>24) // |d| < 2^-51: in units of 2^-104 it fits a word
	if e < 0 {
		t1, t0 := bits.Mul64(y, uint64(-e))
		y0, c = bits.Sub64(0, t1<<25|t0>>39, 0)
		y1, _ = bits.Sub64(y, t1>>39, c)
		return y1, y0
	}
	t1, t0 := bits.Mul64(y, uint64(e))
	return y + t1>>39, t1<<25 | t0>>39
}
