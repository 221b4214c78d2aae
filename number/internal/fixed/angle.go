package fixed

import "math/big"

// ModHalfPi returns r and n mod 4 with x = n·π/2 + r, |r| ≤ π/4 + 2^-64, for a fixed-point x of any size with p fraction
// bits; r is at most 2 ulps from the true value. It takes as many bits of π as x has in all.
func (w *Work) ModHalfPi(x *big.Int, p uint) (r *big.Int, n int) {
	k := uint(max(x.BitLen()-int(p), 0)) // |n| < 2^k
	q := p + k + 4
	half := w.HalfPi(q)
	t := new(big.Int).Lsh(x, q-p)
	nn := w.nearestQuo(t, half)
	t.Sub(t, w.Mul(half, half, nn))
	n = int(new(big.Int).And(nn, big.NewInt(3)).Int64())
	return t.Rsh(t, q-p), n
}

// nearestQuo returns x/y rounded to an integer, with an error of little more than ½, for y > 0; only the leading bits of a
// long pair are used.
func (w *Work) nearestQuo(x, y *big.Int) *big.Int {
	if cut := y.BitLen() - 128 - max(0, x.BitLen()-y.BitLen()); cut > 0 {
		x, y = new(big.Int).Rsh(x, uint(cut)), new(big.Int).Rsh(y, uint(cut))
	}
	t := new(big.Int).Lsh(x, 1)
	neg := t.Sign() < 0
	t.Abs(t).Add(t, y)
	w.Quo(t, t, new(big.Int).Lsh(y, 1))
	if neg {
		t.Neg(t)
	}
	return t
}

// HalfPi returns π/2 with p fraction bits, at most 2 ulps from the true value.
func (w *Work) HalfPi(p uint) *big.Int {
	h := w.Pi(p)
	return h.Rsh(h, 1)
}

// Angle returns the angle between 0 and π/2 whose tangent is y/x, for fixed-point x, y ≥ 0 with the same number of
// fraction bits, not both 0: with p fraction bits, at most 4 ulps from the true value.
func (w *Work) Angle(y, x *big.Int, p uint) *big.Int {
	switch y.Cmp(x) {
	case 0:
		return w.QuarterPi(p)
	case -1:
		return w.Atan(w.QuoScaled(new(big.Int), y, x, int(p)), p)
	}
	t := w.Atan(w.QuoScaled(new(big.Int), x, y, int(p)), p)
	return t.Sub(w.HalfPi(p), t)
}

// QuarterPi returns π/4 with p fraction bits, at most 2 ulps from the true value.
func (w *Work) QuarterPi(p uint) *big.Int {
	h := w.Pi(p)
	return h.Rsh(h, 2)
}
