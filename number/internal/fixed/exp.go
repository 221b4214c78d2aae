package fixed

import (
	"math"
	"math/big"
)

// Exp returns e^x for a fixed-point x with p fraction bits, |x| < 2, at most 1 ulp from the true value.
//
// Below [expBurstBits] the argument is halved h times, sinh summed by its Taylor series, e^t = sinh t + √(1 + sinh² t),
// and the result squared h times, which multiplies the relative error by 2^h (Brent 1976; Brent and Zimmermann, Modern
// Computer Arithmetic, section 4.3). Above, the bit-burst algorithm takes over.
func (w *Work) Exp(x *big.Int, p uint) *big.Int {
	if p >= expBurstBits {
		return w.expBurst(x, p)
	}
	h := expHalvings(p)
	drop := 2 * (h - 1) // t² < 2^-drop
	ser := newTaylor(p+h+16, drop, oddFactorials, false)
	q := p + h + ser.errorBits() + 6 // e^x < 8: three more bits, and three to spare
	ser.p = q
	t := new(big.Int).Lsh(x, q-p) // x with q bits; then t = x/2^h
	t.Rsh(t, h)
	xx := w.SqrShift(new(big.Int), t, q)
	s := w.MulShift(t, t, ser.sum(w, xx), q)
	e := w.SqrShift(xx, s, q)
	w.Sqrt(e, e.Add(e, One(q)), q)
	e.Add(e, s)
	for i := uint(0); i < h; i++ {
		w.SqrShift(e, e, q)
	}
	return e.Rsh(e, q-p)
}

// expHalvings returns how often to halve the argument at p bits; measured.
func expHalvings(p uint) uint {
	return uint(math.Sqrt(float64(p))*0.22) + 3
}

// Exp2 returns m and n with e^x = m·2^n, ½ < m < 2, for a fixed-point x of any size with p fraction bits; m has p fraction
// bits and is at most 4 ulps from the true value.
func (w *Work) Exp2(x *big.Int, p uint) (m *big.Int, n int) {
	q := p + 2
	k := max(x.BitLen()-int(p), 0) // |n| < 2^(k+1)
	ln2 := w.Ln2(q + uint(k) + 2)
	t := new(big.Int).Lsh(x, q+uint(k)+2-p)
	nn := w.nearestQuo(t, ln2)
	t.Sub(t, new(big.Int).Mul(nn, ln2))
	m = w.Exp(t.Rsh(t, uint(k)+2), q)
	return m.Rsh(m, 2), int(nn.Int64())
}

// One returns 1 with p fraction bits.
func One(p uint) *big.Int { return new(big.Int).Lsh(bigOne, p) }

// ModLn10 returns r and n with x = n·ln 10 + r, |r| < 1.16, for a fixed-point x with p fraction bits; r is at most 2 ulps
// from the true value.
func (w *Work) ModLn10(x *big.Int, p uint) (r *big.Int, n int64) {
	if uint(x.BitLen()) <= p {
		return new(big.Int).Set(x), 0 // |x| < 1
	}
	k := uint(x.BitLen()) - p // |n| < 2^(k-1)
	ln10 := w.Ln10(p + k + 2)
	t := new(big.Int).Lsh(x, k+2)
	nn := w.nearestQuo(t, ln10)
	t.Sub(t, ln10.Mul(ln10, nn))
	return t.Rsh(t, k+2), nn.Int64()
}
