package fixed

import (
	"math"
	"math/big"
)

// SinCos returns the sine and cosine of a fixed-point x with p fraction bits, |x| < 1, each at most 1 ulp from the true
// value.
//
// Below [sincosBurstBits] the argument is halved h times, v = 1 - cos t summed by its Taylor series and doubled h times by
// v(2t) = 2v(2 - v), which multiplies the error by at most 4 each time; then cos x = 1 - v and |sin x| = √(v(2 - v)). The
// square root divides the error of v by sin x, so as many bits as x has leading zeros are added. Above, the bit-burst
// algorithm takes over.
func (w *Work) SinCos(x *big.Int, p uint) (sin, cos *big.Int) {
	if x.Sign() == 0 {
		return new(big.Int), One(p)
	}
	if p >= sincosBurstBits {
		return w.sincosBurst(x, p)
	}
	lead := uint(max(0, int(p)-x.BitLen())) // |x| < 2^-lead
	h := sinHalvings(p)
	if lead < h {
		h -= lead
	} else {
		h = 0
	}
	drop := 2 * (h + lead)
	if drop == 0 {
		h, drop = 1, 2
	}
	ser := newTaylor(p+2*h+lead+16, drop, evenFactorials, true)
	q := p + 2*h + lead + ser.errorBits() + 6
	ser.p = q
	t := new(big.Int).Lsh(x, q-p)
	t.Rsh(t, h)
	xx := w.SqrShift(t, t, q)
	v := w.MulShift(new(big.Int), xx, ser.sum(w, xx), q+1)
	two, d := One(q+1), new(big.Int)
	for i := uint(0); i < h; i++ {
		w.MulShift(v, v, d.Sub(two, v), q-1)
	}
	s := w.MulShift(d, v, d.Sub(two, v), q)
	w.Sqrt(s, s, q)
	s.Rsh(s, q-p)
	if x.Sign() < 0 {
		s.Neg(s)
	}
	v.Sub(One(q), v)
	return s, v.Rsh(v, q-p)
}

// sinHalvings returns how often to halve an argument near 1 at p bits; measured.
func sinHalvings(p uint) uint {
	return uint(math.Sqrt(float64(p))*0.17) + 2
}
