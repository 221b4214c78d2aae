package fixed

import (
	"math"
	"math/big"
)

// ErfSum returns Σ (2z)^k/(1·3·5…(2k+1)) = √π·e^z·erf(√z)/(2√z) for a fixed-point z ≥ 0 with p fraction bits, with a
// relative error below 2^-p·(terms + 8). All terms are positive: nothing cancels (Abramowitz and Stegun 7.1.6).
func (w *Work) ErfSum(z *big.Int, p uint) *big.Int {
	x := new(big.Int).Lsh(z, 1)
	drop := uint(max(0, int(p)-x.BitLen()))
	n := erfTerms(fixedFloat(z, p), p)
	g := log2Upper(2*n + 8)
	if drop < 2 { // the powers of x may grow
		drop = 0
	}
	t := taylor{p: p + g, drop: drop, steps: oddProducts, n: n}
	for t.n > 1 && t.drop*uint(t.n-1) >= t.p {
		t.n--
	}
	s := t.sum(w, x.Lsh(x, g))
	return s.Rsh(s, g)
}

// erfTerms returns how many terms make the rest of the series less than 2^-p of it.
func erfTerms(z float64, p uint) int {
	n, size := 0, 0.0 // size is log2 of term n
	for {
		n++
		size += math.Log2(2 * z / float64(2*n+1))
		if 2*n > int(4*z) && size < -float64(p)-2 { // from there on each term is less than half of the one before
			return n + 1
		}
	}
}

// ErfSumShort is ErfSum at a short rational z: at most 4 ulps of a value of at least 1 off.
func (w *Work) ErfSumShort(z Short, p uint) *big.Int {
	s := z
	s.Num = new(big.Int).Lsh(z.Num, 1)
	f := math.Exp2(-z.lead())
	r := s.series(erfTerms(f, p), odd, nil)
	return r.value(w, p)
}

// ErfcSum returns Σ (-1)^k·1·3·5…(2k-1)/(2z)^k, the asymptotic series of √π·x·e^z·erfc x with z = x², for a fixed-point z
// with p fraction bits, z > 1.4·p: within 4 ulps of what it stands for. What is cut off is smaller than the first term cut
// off (Abramowitz and Stegun 7.1.23).
func (w *Work) ErfcSum(z *big.Int, p uint) *big.Int {
	zf := fixedFloat(z, p)
	n, size := 0, 0.0
	for size > -float64(p)-4 {
		size += math.Log2(float64(2*n+1) / (2 * zf))
		n++
	}
	q := p + log2Upper(n+2) + 4
	y := w.Quo(new(big.Int), One(2*q-1-(q-p)), z) // 1/2z with q bits
	s := One(q)
	for k := n; k >= 1; k-- {
		// s = 1 - (2k-1)·y·s
		w.MulShift(s, s, y, q)
		w.MulWord(s, s, uint64(2*k-1))
		s.Sub(One(q), s)
	}
	return s.Rsh(s, q-p)
}

// fixedFloat returns x·2^-p as a float64.
func fixedFloat(x *big.Int, p uint) float64 {
	if d := x.BitLen() - 64; d > 0 {
		f, _ := new(big.Float).SetInt(new(big.Int).Rsh(x, uint(d))).Float64()
		return math.Ldexp(f, d-int(p))
	}
	f, _ := new(big.Float).SetInt(x).Float64()
	return math.Ldexp(f, -int(p))
}
