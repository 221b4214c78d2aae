package fixed

import (
	"math"
	"math/big"
)

// Ln returns the natural logarithm of a fixed-point x > 0 with p fraction bits, at most 2 ulps from the true value.
//
// x is scaled by a power of two into [¾, 1½). Newton's iteration on the exponential multiplies the precision by five each
// time: with E = e^a and z = (y - E)/(y + E), ln y = a + 2 atanh z, of which two terms are taken. With the bit-burst
// exponential below it, that is faster than the arithmetic-geometric mean up to a million digits at least.
func (w *Work) Ln(x *big.Int, p uint) *big.Int { return w.LnScaled(x, int(p), p) }

// LnScaled returns ln(x·2^-e) for an integer x > 0 with p fraction bits, at most 2 ulps from the true value.
func (w *Work) LnScaled(x *big.Int, e int, p uint) *big.Int {
	k := x.BitLen() // x = y·2^j, y = x/2^k in [½, 1)
	if k == 1 || x.Bit(k-2) == 0 {
		k-- // y in [1, 1½) instead of [½, ¾)
	}
	j := k - e
	q := p + 4
	var y *big.Int
	if int(x.TrailingZeroBits()) == x.BitLen()-1 { // a power of two: y = 1
		y = new(big.Int)
	} else {
		y = w.lnNewton(x, uint(k), q)
	}
	if j != 0 {
		c := log2Upper(max(j, -j) + 1)
		l := w.Ln2(q + c)
		l.Mul(l, big.NewInt(int64(j)))
		y.Add(y, l.Rsh(l, c))
	}
	return y.Rsh(y, 4)
}

// lnNewton returns ln(x/2^k), ¾ ≤ x/2^k < 1½, with p fraction bits, at most 4 ulps from the true value.
func (w *Work) lnNewton(x *big.Int, k, p uint) *big.Int {
	var steps []uint
	q := p
	for q > 44 {
		steps = append(steps, q)
		q = q/5 + 4
	}
	t := new(big.Int)
	f, _ := new(big.Float).SetInt(Shift(t, x, 60-int(k))).Float64()
	a := big.NewInt(int64(math.Log(math.Ldexp(f, -60)) * math.Ldexp(1, int(q))))
	y, den := new(big.Int), new(big.Int)
	for i := len(steps) - 1; i >= 0; i-- {
		next := steps[i]
		Shift(a, a, int(next)-int(q))
		Shift(y, x, int(next)-int(k))
		e := w.Exp(a, next)
		den.Add(y, e)
		y.Sub(y, e)
		w.Div(y, y, den, next) // z, about 2^(-next/5)
		w.SqrShift(t, y, next)
		w.MulShift(t, t, y, next)
		a.Add(a, y.Lsh(y, 1))
		a.Add(a, w.QuoWord(t, t.Lsh(t, 1), 3))
		q = next
	}
	return a
}
