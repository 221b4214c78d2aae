package fixed

import (
	"math"
	"math/big"
)

// Atan returns the arc tangent of a fixed-point x with p fraction bits, |x| ≤ 2, at most 1 ulp from the true value.
//
// Newton's iteration on sine and cosine multiplies the precision by five each time: atan x = a + atan t with
// t = (x cos a - sin a)/(cos a + x sin a), of which two terms of the series are taken.
func (w *Work) Atan(x *big.Int, p uint) *big.Int {
	var steps []uint
	q := p + 5
	for q > 44 {
		steps = append(steps, q)
		q = q/5 + 4
	}
	t := new(big.Int)
	f, _ := new(big.Float).SetInt(Shift(t, x, 60-int(p))).Float64()
	a := big.NewInt(int64(math.Atan(math.Ldexp(f, -60)) * math.Ldexp(1, int(q))))
	y := new(big.Int)
	for i := len(steps) - 1; i >= 0; i-- {
		next := steps[i]
		Shift(a, a, int(next)-int(q))
		Shift(y, x, int(next)-int(p))
		a.Add(a, w.atanStep(y, a, next))
		q = next
	}
	return a.Rsh(a, 5)
}

// atanStep returns atan y - a, which is about 2^(-p/5), at most 8 ulps from the true value.
func (w *Work) atanStep(y, a *big.Int, p uint) *big.Int {
	s, c := w.SinCos(a, p)
	t := w.MulShift(new(big.Int), y, s, p)
	t.Add(t, c)
	w.MulShift(c, c, y, p)
	w.Div(s, c.Sub(c, s), t, p)
	w.SqrShift(t, s, p)
	w.MulShift(t, t, s, p)
	return s.Sub(s, w.QuoWord(t, t, 3))
}
