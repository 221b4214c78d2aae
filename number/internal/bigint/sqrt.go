package bigint

import (
	"math"
	"math/big"
	"math/bits"
)

// sqrtThreshold is the length in limbs below which square roots are math/big's:
// Newton's iteration at full length.
const sqrtThreshold = 4

// Sqrt sets z to the integer part of the square root of x. The error is p's.
// It panics if x is negative.
func Sqrt(z, x *big.Int, p Poll) error {
	if x.Sign() < 0 || x.BitLen() < sqrtThreshold*limbBits {
		z.Sqrt(x)
		return nil
	}
	// Scale x by 4^k to an even number of limbs, with 32 spare bits in the root
	// at least: only if these are all zero, which is rare, does it matter
	// whether the root is 1 too large, and takes a square to decide.
	n := (x.BitLen()/limbBits + 3) &^ 1
	k := uint(n*limbBits-x.BitLen()) / 2
	r := root2{work: work{poll: p}}
	if err := r.step(new(big.Int).Lsh(x, 2*k), n); err != nil {
		return err
	}
	if r.s.TrailingZeroBits() >= k {
		if err := r.square(); err != nil {
			return err
		}
		if r.r.Cmp(&r.t) < 0 {
			r.s.Sub(&r.s, one)
		}
	}
	z.Rsh(&r.s, k)
	return nil
}

// root2 computes a square root s and the remainder r: Zimmermann's recursive
// square root (MCA, algorithm 1.12, SqrtRem). The rest is working memory.
type root2 struct {
	work
	s, r, q, t, d big.Int
}

// sqrtRem sets s to the integer part of the square root of x, and r to x - s²,
// for x of exactly n limbs, an even number, with one of its two top bits set.
func (r *root2) sqrtRem(x *big.Int, n int) error {
	if n == 2 {
		var w [2]uint64
		toLimbs(w[:], x)
		r.sqrtRem2(w[1], w[0])
		return nil
	}
	if err := r.step(x, n); err != nil {
		return err
	}
	if err := r.square(); err != nil {
		return err
	}
	if r.r.Sub(&r.r, &r.t); r.r.Sign() < 0 {
		r.r.Add(&r.r, &r.s)
		r.s.Sub(&r.s, one)
		r.r.Add(&r.r, &r.s)
	}
	return nil
}

// step sets s to the square root of x or 1 more, q to the part of it that the
// root of the top of x doesn't give, and r so that x = s² + r - q².
func (r *root2) step(x *big.Int, n int) error {
	l := n / 4
	if err := r.sqrtRem(high(x, 2*l), n-2*l); err != nil {
		return err
	}
	shift(&r.t, &r.r, l)
	r.t.Or(&r.t, low(high(x, l), l))
	r.d.Lsh(&r.s, 1)
	if l <= smallDividend/2 {
		if err := r.add(divOps(l, l)); err != nil {
			return err
		}
		r.q.QuoRem(&r.t, &r.d, &r.r)
	} else {
		quo, rem, err := quoRem(&r.t, &r.d, &r.work)
		if err != nil {
			return err
		}
		take(&r.q, quo)
		take(&r.r, rem)
	}
	shift(&r.s, &r.s, l)
	r.s.Add(&r.s, &r.q)
	shift(&r.r, &r.r, l)
	r.r.Or(&r.r, low(x, l))
	return nil
}

// square sets t to q².
func (r *root2) square() error {
	if limbLen(&r.q) < mulThreshold {
		r.t.Mul(&r.q, &r.q)
		return nil
	}
	square, err := mul(&r.q, &r.q, &r.work)
	if err != nil {
		return err
	}
	take(&r.t, square)
	return nil
}

// sqrtRem2 is sqrtRem for hi:lo.
func (r *root2) sqrtRem2(hi, lo uint64) {
	// Floating point gives s to 2^-52 of it, and a step of Newton's iteration,
	// from above, to 2^-104.
	f := math.Sqrt(float64(hi)) * (1 + 0x1p-51) * 0x1p32
	s := uint64(math.MaxUint64)
	if f < 0x1p64 {
		s = uint64(f)
	}
	if hi < s {
		q, _ := bits.Div64(hi, lo, s)
		sum, carry := bits.Add64(s, q, 0)
		s = sum>>1 | carry<<63
	}
	h, l := bits.Mul64(s, s)
	for h > hi || h == hi && l > lo {
		s--
		h, l = bits.Mul64(s, s)
	}
	l, borrow := bits.Sub64(lo, l, 0)
	h, _ = bits.Sub64(hi, h, borrow)
	r.s.SetUint64(s)
	r.r.SetUint64(h)
	shift(&r.r, &r.r, 1)
	r.r.Or(&r.r, r.t.SetUint64(l))
}
