package fixed

import (
	"math"
	"math/big"
)

// StirlingMin returns a number from which on Stirling's series reaches p bits with a good number of terms. Its terms fall to
// 2^(-9·z) before they grow.
func StirlingMin(p uint) int { return int(float64(p)*0.18) + 4 }

// LnGamma returns lnΓ(z) - ln √(2π) for a fixed-point z ≥ StirlingMin(p) with p fraction bits, at most 4 ulps from the true
// value: (z - ½)·ln z - z + Σ B(2k)/(2k(2k-1)z^(2k-1)), by Stirling's series. For z > 0 what is cut off is smaller than the
// first term cut off (Brent and Zimmermann, Modern Computer Arithmetic, section 4.5; Johansson, Arbitrary-precision
// computation of the gamma function, 2021).
func (w *Work) LnGamma(z *big.Int, p uint) *big.Int {
	lz := uint(z.BitLen()) - p // z < 2^lz
	q := p + lz + 16
	zq := new(big.Int).Lsh(z, q-p)
	r := w.Ln(zq, q)
	t := One(q)
	t.Sub(zq, t.Rsh(t, 1))
	w.MulShift(r, r, t, q)
	r.Sub(r, zq)
	r.Add(r, w.stirlingSum(zq, q))
	return r.Rsh(r, q-p)
}

// stirlingTerms returns the least n such that the term after the n-th is below 2^-p for z ≥ 2^lz. The k-th is less than
// 2^1.1·2(2k-2)!/((2π)^2k·z^(2k-1)).
func stirlingTerms(lz float64, p uint) int {
	size := 2.1 - 2*math.Log2(2*math.Pi) - lz // of the first
	step := 2 * (math.Log2(2*math.Pi) + lz)
	n := 0
	for size > -float64(p) {
		n++
		grow := math.Log2(float64(2*n) * float64(2*n-1))
		if grow >= step { // z is too small for p
			break
		}
		size += grow - step
	}
	return n
}

// stirlingSum returns Σ B(2k)/(2k(2k-1)z^(2k-1)) with q fraction bits, at most 8 ulps a term off. The first terms take exact
// Bernoulli numbers, whose cost grows with the square of their number; from where a few summands make ζ(2k), the others
// are computed from it.
func (w *Work) stirlingSum(z *big.Int, q uint) *big.Int {
	lz := log2(z) - float64(q)
	n := stirlingTerms(lz, q)
	exact := n
	if n > maxExactTerms && !haveBernoulli(n) {
		exact = zetaStart(lz, q, n)
	}
	s := w.bernoulliTerms(z, q, exact)
	if exact < n {
		s.Add(s, w.zetaTerms(z, q, exact+1, n))
	}
	return s
}

// maxExactTerms is up to how many terms are taken with exact Bernoulli numbers in any case.
const maxExactTerms = 300

// stirlingBits returns log2 of the k-th term for log2 z = lz, within 2.
func stirlingBits(lz float64, k int) float64 {
	g, _ := math.Lgamma(float64(2*k - 1))
	return 1 + g/math.Ln2 - float64(2*k)*math.Log2(2*math.Pi) - float64(2*k-1)*lz
}

// zetaStart returns the last k whose ζ(2k) needs more than 512 summands to the bits that the k-th term has.
func zetaStart(lz float64, q uint, n int) int {
	lo, hi := 100, n
	for lo < hi {
		k := (lo + hi) / 2
		if float64(q)+stirlingBits(lz, k) > 9*float64(2*k) {
			lo = k + 1
		} else {
			hi = k
		}
	}
	return lo
}

// bernoulliTerms returns the first n terms of stirlingSum by Horner's rule in 1/z²; the sum from term k on is kept to the
// q - (2k-1)·log2 z bits that count.
func (w *Work) bernoulliTerms(z *big.Int, q uint, n int) *big.Int {
	s := new(big.Int)
	if n == 0 {
		return s
	}
	lz := z.BitLen() - 1 - int(q) // 2^lz ≤ z
	b := w.bernoulli(n)
	inv := w.Quo(new(big.Int), One(2*q), z) // 1/z
	y := w.SqrShift(new(big.Int), inv, q-uint(lz))
	yf := int(q) + lz // y is 1/z² with so many fraction bits, q - lz of them significant
	c, yt, den := new(big.Int), new(big.Int), new(big.Int)
	for k := n; k >= 1; k-- {
		f := int(q) - (2*k-1)*lz
		if k < n { // s has f - 2·lz fraction bits
			cut := max(0, yf-2*lz-s.BitLen()-4)
			w.Mul(&w.prod, s, yt.Rsh(y, uint(cut)))
			s.Rsh(&w.prod, uint(yf-cut-2*lz))
		}
		den.Mul(b[k-1].den, den.SetUint64(uint64(2*k)*uint64(2*k-1)))
		s.Add(s, w.QuoScaled(c, b[k-1].num, den, f))
	}
	return w.MulShift(s, s, inv, q-uint(lz)) // s has q - lz fraction bits
}

// zetaTerms returns the terms first … last of stirlingSum as (-1)^(k+1)·t(k)·ζ(2k), t(k) = 2(2k-2)!/((2π)^2k·z^(2k-1)), with q
// fraction bits.
func (w *Work) zetaTerms(z *big.Int, q uint, first, last int) *big.Int {
	t, y, yf := w.zetaFirst(z, q, first)
	zeta := w.newZeta(first, uint(t.BitLen())+8)
	sum, u, yt := new(big.Int), new(big.Int), new(big.Int)
	for k := first; k <= last && t.Sign() != 0; k++ {
		bits := uint(t.BitLen()) + 8
		w.MulShift(u, t, zeta.odd(w, bits), bits)
		for s := uint(2 * k); s < bits; s *= 2 { // 1/(1 - 2^-2k)
			u.Add(u, yt.Rsh(u, s))
		}
		if k&1 == 0 {
			sum.Sub(sum, u)
		} else {
			sum.Add(sum, u)
		}
		w.MulWord(t, t, uint64(2*k)*uint64(2*k-1))
		cut := uint(max(0, y.BitLen()-t.BitLen()-8))
		w.MulShift(t, t, yt.Rsh(y, cut), yf-cut)
		zeta.next(w)
	}
	return sum
}

// zetaFirst returns t(k) with q fraction bits, and y = 1/(2πz)² with yf, of which q are significant: t(k+1) is t(k)·(2k)(2k-1)·y.
func (w *Work) zetaFirst(z *big.Int, q uint, k int) (t, y *big.Int, yf uint) {
	c := w.MulShift(new(big.Int), z, w.Pi(q), q-1) // 2πz
	lc := uint(c.BitLen()) - q
	y = w.Quo(c, One(2*q+lc), c)
	w.SqrShift(y, y, q)
	yf = q + 2*lc
	// t = 2z·(2k-2)!·y^k
	f := Float{w.RisingShort(bigOne, bigOne, 2*k-2), 0}
	f.cut(q)
	base, e := Float{new(big.Int).Set(y), int(yf)}, k
	for ; e > 0; e >>= 1 {
		if e&1 != 0 {
			f = w.mulFloat(f, base, q)
		}
		base = w.mulFloat(base, base, q)
	}
	f = w.mulFloat(f, Float{z, int(q) - 1}, q)
	return Shift(f.M, f.M, int(q)-f.E), y, yf
}

// mulFloat returns x·y cut to q bits.
func (w *Work) mulFloat(x, y Float, q uint) Float {
	r := Float{w.Mul(new(big.Int), x.M, y.M), x.E + y.E}
	r.cut(q)
	return r
}

// A zeta holds the summands n^-2k of ζ(2k) for odd n > 1, for one k after the other.
type zeta struct {
	v    []*big.Int // of 3, 5, 7, …
	bits uint
}

// newZeta returns the summands for k that count with so many bits.
func (w *Work) newZeta(k int, bits uint) *zeta {
	z := &zeta{bits: bits}
	for n := int64(3); float64(2*k)*math.Log2(float64(n)) < float64(bits); n += 2 {
		p := new(big.Int).Exp(big.NewInt(n), big.NewInt(int64(2*k)), nil)
		z.v = append(z.v, w.Quo(p, One(bits), p))
	}
	return z
}

// odd returns Σ n^-2k over the odd n with fewer bits than before, each summand less than 2 ulps below the true one.
func (z *zeta) odd(w *Work, bits uint) *big.Int {
	s := One(bits)
	for _, v := range z.v {
		s.Add(s, v.Rsh(v, z.bits-bits))
	}
	z.bits = bits
	w.Spend(int64(len(z.v)) * int64(bits/64+1))
	return s
}

// next goes on to k + 1.
func (z *zeta) next(w *Work) {
	for i, v := range z.v {
		n := uint64(2*i + 3)
		w.QuoWord(v, v, n*n)
	}
	for len(z.v) > 0 && z.v[len(z.v)-1].Sign() == 0 {
		z.v = z.v[:len(z.v)-1]
	}
	w.Spend(int64(len(z.v)) * 4 * int64(z.bits/64+1))
}
