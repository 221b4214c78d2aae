package fixed

import (
	"math"
	"math/big"
)

// Sqrt sets z to the square root of the fixed-point number x ≥ 0 with p fraction bits, at most 2 ulps from the true one.
//
// Newton's iteration for the reciprocal square root at doubling precision, then one coupled step for the root itself that
// uses the reciprocal at half precision (Karp and Markstein 1997; Brent and Zimmermann, Modern Computer Arithmetic,
// section 4.2.3): about two products of full length.
func (w *Work) Sqrt(z, x *big.Int, p uint) *big.Int {
	if x.Sign() == 0 {
		return z.SetInt64(0)
	}
	return w.SqrtInt(z, new(big.Int).Lsh(x, p))
}

// SqrtInt sets z to √n for an integer n > 0, at most 2 units from the true one. z may be n.
func (w *Work) SqrtInt(z, n *big.Int) *big.Int {
	m := uint(n.BitLen()+1) / 2 // n = x·2^2m with 1/4 ≤ x < 1; the root has m bits
	if m <= 50 {
		return z.Sqrt(n)
	}
	h := m/2 + 8
	y := w.rsqrt(n, 2*m, h)
	top := new(big.Int)
	s := w.MulShift(new(big.Int), y, Shift(top, n, int(h)-2*int(m)), h) // √x with h bits, relative error below 2^(4-h)
	e := new(big.Int)
	e.Sub(n, Shift(top, w.Sqr(&w.prod, s), 2*int(m)-2*int(h))) // (x - s²)·2^2m, of about 2m-h bits
	e.Rsh(e, m-4)                                              // 4 guard bits
	w.MulShift(e, e, y, h+5)                                   // e·y/2
	return z.Add(Shift(z, s, int(m)-int(h)), e)
}

// rsqrt returns 1/√x with h fraction bits and a relative error below 2^(3-h), where x = n/2^k, 1/4 ≤ x < 1.
func (w *Work) rsqrt(n *big.Int, k, h uint) *big.Int {
	var steps []uint
	q := h
	for q > 48 {
		steps = append(steps, q)
		q = q/2 + 4
	}
	t := new(big.Int)
	f, _ := new(big.Float).SetInt(Shift(t, n, 60-int(k))).Float64()
	y := big.NewInt(int64(math.Sqrt(1/math.Ldexp(f, -60)) * math.Ldexp(1, int(q))))
	e, one := new(big.Int), new(big.Int)
	for i := len(steps) - 1; i >= 0; i-- {
		next := steps[i]
		w.Sqr(e, y)                     // 2q fraction bits
		Shift(t, n, int(next)-int(k))   // x with next bits
		w.MulShift(e, e, t, 2*q)        // x·y² with next bits
		e.Sub(one.Lsh(bigOne, next), e) // 1 - x·y², about 2^-(q-4)
		w.MulShift(e, e, y, q+1)        // y·e/2 with next bits
		y.Add(Shift(y, y, int(next)-int(q)), e)
		q = next
	}
	return y
}

var bigOne = big.NewInt(1)
