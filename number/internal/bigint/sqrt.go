package bigint

import "math/big"

const (
	// sqrtThreshold is the length in limbs below which square roots are
	// math/big's: Newton's iteration at full length.
	sqrtThreshold = 16
	// sqrtLeaf is the same within the recursion.
	sqrtLeaf = 8
)

// Sqrt sets z to the integer part of the square root of x. The error is p's.
// It panics if x is negative.
func Sqrt(z, x *big.Int, p Poll) error {
	if x.Sign() < 0 || x.BitLen() < sqrtThreshold*limbBits {
		z.Sqrt(x)
		return nil
	}
	// Scale x by 4^k to whole limbs, with 32 spare bits in the root at least:
	// only if these are all zero, which is rare, does it matter whether the
	// root is 1 too large, and takes a square to decide.
	n := x.BitLen()/limbBits + 2
	k := uint(n*limbBits-x.BitLen()) / 2
	w := &work{poll: p}
	s, q, r, err := sqrtStep(new(big.Int).Lsh(x, 2*k), n, w)
	if err != nil {
		return err
	}
	if s.TrailingZeroBits() >= k {
		square, err := mul(q, q, w)
		if err != nil {
			return err
		}
		if r.Cmp(square) < 0 {
			s.Sub(s, one)
		}
	}
	z.Rsh(s, k)
	return nil
}

// sqrtRem returns the integer part s of the square root of x, and x - s², for
// x of exactly n limbs with one of its two top bits set: Zimmermann's recursive
// square root (MCA, algorithm 1.12, SqrtRem).
func sqrtRem(x *big.Int, n int, w *work) (s, r *big.Int, err error) {
	if n < sqrtLeaf {
		if err := w.add(int64(4 * n * n)); err != nil {
			return nil, nil, err
		}
		s = new(big.Int).Sqrt(x)
		r = new(big.Int).Mul(s, s)
		return s, r.Sub(x, r), nil
	}
	s, q, r, err := sqrtStep(x, n, w)
	if err != nil {
		return nil, nil, err
	}
	square, err := mul(q, q, w)
	if err != nil {
		return nil, nil, err
	}
	if r.Sub(r, square); r.Sign() < 0 {
		r.Add(r, s)
		s.Sub(s, one)
		r.Add(r, s)
	}
	return s, r, nil
}

// sqrtStep returns s, the square root of x or 1 more, q, the part of it that
// the root of the top of x doesn't give, and the r for which x = s² + r - q².
func sqrtStep(x *big.Int, n int, w *work) (s, q, r *big.Int, err error) {
	l := (n - 1) / 4
	s, r, err = sqrtRem(high(x, 2*l), n-2*l, w)
	if err != nil {
		return nil, nil, nil, err
	}
	u := shift(new(big.Int), r, l)
	u.Or(u, low(high(x, l), l))
	q, r, err = quoRem(u, new(big.Int).Lsh(s, 1), w)
	if err != nil {
		return nil, nil, nil, err
	}
	s = shift(new(big.Int), s, l)
	r = shift(new(big.Int), r, l)
	return s.Add(s, q), q, r.Or(r, low(x, l)), nil
}
