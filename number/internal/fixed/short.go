package fixed

import (
	"math"
	"math/big"
)

// The functions of this file sum a series at a short rational argument num/(den·2^shift) directly by binary splitting,
// which is quasi-linear where the general algorithms are not. Results have p fraction bits and are at most 4 ulps off.

// A Short is the rational number Num/(Den·2^Shift), Den > 0.
type Short struct {
	Num, Den *big.Int
	Shift    uint
}

// Bits returns the length of the number, the measure of what it costs.
func (s Short) Bits() int { return s.Num.BitLen() + s.Den.BitLen() }

// lead returns -log2 |s|, or a little less; it is negative for large s.
func (s Short) lead() float64 {
	return log2(s.Den) + float64(s.Shift) - log2(s.Num) - 1e-6
}

// log2 returns log2 |x| with an absolute error below 1e-7, for x ≠ 0 of less than 2^30 bits.
func log2(x *big.Int) float64 {
	cut := max(x.BitLen()-64, 0)
	f, _ := new(big.Float).SetInt(new(big.Int).Rsh(x, uint(cut))).Float64()
	return math.Log2(math.Abs(f)) + float64(cut)
}

// square returns -s²  for sign < 0, else s².
func (s Short) square(w *Work, sign int) Short {
	q := Short{w.Sqr(new(big.Int), s.Num), w.Sqr(new(big.Int), s.Den), 2 * s.Shift}
	if sign < 0 {
		q.Num.Neg(q.Num)
	}
	return q
}

// times returns x·s for a fixed-point x.
func (s Short) times(w *Work, x *big.Int) *big.Int {
	w.Mul(x, x, s.Num)
	if s.Den.IsInt64() && s.Den.Int64() == 1 {
		return x.Rsh(x, s.Shift)
	}
	return w.QuoScaled(x, new(big.Int).Set(x), s.Den, -int(s.Shift))
}

// series returns the ratioSeries with the ratio s/v(k).
func (s Short) series(n int, v, b func(int) uint64) ratioSeries {
	r := ratioSeries{n: n, num: s.Num, v: v, b: b, shift: s.Shift}
	if !(s.Den.IsInt64() && s.Den.Int64() == 1) {
		r.den = s.Den
	}
	if s.Num.IsInt64() && s.Num.Int64() == 1 {
		r.num = nil
	}
	return r
}

// ExpShort returns e^s for |s| < 64.
func (w *Work) ExpShort(s Short, p uint) *big.Int {
	r := s.series(factorialTerms(p, s.lead(), 1), identity, nil)
	return r.value(w, p)
}

// SinShort returns the sine of s for |s| < 64.
func (w *Work) SinShort(s Short, p uint) *big.Int {
	sq := s.square(w, -1)
	r := sq.series(factorialTerms(p, sq.lead(), 2), func(k int) uint64 { return 2 * uint64(k) * (2*uint64(k) + 1) }, nil)
	x := s.times(w, r.value(w, p+8)) // |s| < 64 multiplies the error
	return x.Rsh(x, 8)
}

// CosShort returns the cosine of s for |s| < 64.
func (w *Work) CosShort(s Short, p uint) *big.Int {
	sq := s.square(w, -1)
	r := sq.series(factorialTerms(p, sq.lead(), 2), func(k int) uint64 { return 2 * uint64(k) * (2*uint64(k) - 1) }, nil)
	return r.value(w, p)
}

// AtanShort returns the arc tangent of s for |s| ≤ ½; AtanhShort the inverse hyperbolic tangent.
func (w *Work) AtanShort(s Short, p uint) *big.Int { return w.arcShort(s, p, -1) }

// AtanhShort returns the inverse hyperbolic tangent of s for |s| ≤ ½.
func (w *Work) AtanhShort(s Short, p uint) *big.Int { return w.arcShort(s, p, 1) }

// arcShort returns Σ s·(±s²)^k/(2k+1).
func (w *Work) arcShort(s Short, p uint, sign int) *big.Int {
	sq := s.square(w, sign)
	r := sq.series(geometricTerms(p, sq.lead()), nil, odd)
	return s.times(w, r.value(w, p))
}
