package bigint

import "math/big"

// reciprocalThreshold is the length in limbs below which a reciprocal is a
// quotient by math/big.
const reciprocalThreshold = 100

// reciprocal returns X with A·X < B^2n < A·(X+2), for A of exactly n limbs with
// its top bit set: MCA, algorithm 3.5 (ApproximateReciprocal), a Newton
// iteration from the reciprocal of the upper half. The first product is only
// computed modulo B^ring - 1, since its top is known.
func reciprocal(a *big.Int, n int, w *work) (*big.Int, error) {
	if n < reciprocalThreshold {
		x := power(2 * n)
		q, _, err := quoRemShort(x.Sub(x, one), a, w)
		return q, err
	}
	l := (n - 1) / 2
	h := n - l
	xh, err := reciprocal(high(a, l), h, w)
	if err != nil {
		return nil, err
	}
	f, err := newFactor(xh, n, 2*h+2, w)
	if err != nil {
		return nil, err
	}
	t, err := f.subtract(power(n+h), a, w)
	if err != nil {
		return nil, err
	}
	down := new(big.Int) // by which xh was too large
	for ; t.Sign() <= 0; t.Add(t, a) {
		down.Add(down, one)
	}
	t = high(t, l)
	u, err := f.mul(t, w)
	if err != nil {
		return nil, err
	}
	u.Sub(u, t.Mul(t, down))
	x := shift(new(big.Int), xh.Sub(xh, down), l)
	return x.Add(x, high(u, 2*h-l)), nil
}

// A divisor divides by y many times, for quotients of up to size limbs at a
// time: Barrett's division (MCA, algorithm 2.5, BarrettDivRem) in a ring that
// is just long enough for the remainder.
type divisor struct {
	y        *big.Int // shifted to fill its limbs
	n        int      // its length
	bits     uint     // the shift
	size     int
	quotient *fixedFactor // the reciprocal of the top size+1 limbs of y
	product  *fixedFactor // y
}

func newDivisor(y *big.Int, size int, w *work) (*divisor, error) {
	n := limbLen(y)
	d := &divisor{n: n, bits: uint(n*limbBits - y.BitLen()), size: size}
	d.y = new(big.Int).Lsh(y, d.bits)
	top := new(big.Int)
	if size+1 <= n {
		top = high(d.y, n-size-1)
	} else {
		shift(top, d.y, size+1-n)
	}
	inverse, err := reciprocal(top, size+1, w)
	if err != nil {
		return nil, err
	}
	d.quotient, err = newFactor(inverse, size+1, 2*size+3, w)
	if err != nil {
		return nil, err
	}
	d.product, err = newFactor(d.y, size, n+2, w)
	return d, err
}

// quoRem divides x >= 0.
func (d *divisor) quoRem(x *big.Int, w *work) (q, r *big.Int, err error) {
	u := new(big.Int).Lsh(x, d.bits)
	// The top n-1 limbs are below y: they are the first remainder.
	m := max(0, limbLen(u)-d.n+1)
	q, r, err = longDivision(low(u, m), m, d.size, high(u, m), func(u *big.Int) (q, r *big.Int, err error) {
		return d.step(u, w)
	})
	if err != nil {
		return nil, nil, err
	}
	return q, r.Rsh(r, d.bits), nil
}

// step divides u, below y·B^size. The quotient from the tops of u and the
// reciprocal is off by 2 at most.
func (d *divisor) step(u *big.Int, w *work) (q, r *big.Int, err error) {
	t, err := d.quotient.mul(high(u, d.n-1), w)
	if err != nil {
		return nil, nil, err
	}
	q = high(t, d.size+2)
	r, err = d.product.subtract(u, q, w)
	if err != nil {
		return nil, nil, err
	}
	for r.Sign() < 0 {
		q.Sub(q, one)
		r.Add(r, d.y)
	}
	for r.CmpAbs(d.y) >= 0 {
		q.Add(q, one)
		r.Sub(r, d.y)
	}
	return q, r, nil
}
