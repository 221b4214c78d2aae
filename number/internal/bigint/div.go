package bigint

import "math/big"

const (
	// divThreshold is the length in limbs of divisor and quotient from which
	// division by a reciprocal wins over math/big (Burnikel and Ziegler's, on
	// Karatsuba products).
	divThreshold = 1300
	// smallDividend is the length in words of a dividend up to which a division
	// costs too little to tell.
	smallDividend = 200
)

// QuoRem sets q to x/y truncated toward zero and r to x - q·y. The error is
// p's. It panics if y is 0. Results may alias operands, but not each other.
func QuoRem(q, r, x, y *big.Int, p Poll) error {
	w := &work{poll: p}
	n := limbLen(y)
	m := limbLen(x) - n + 1
	if len(x.Bits()) <= smallDividend || n == 0 || m < 1 || shortQuotient(m, n) {
		if m > 0 && n > 0 {
			if err := w.add(divOps(m, n)); err != nil {
				return err
			}
		}
		q.QuoRem(x, y, r) // in the memory of q and r
		return nil
	}
	xneg, yneg := x.Sign() < 0, y.Sign() < 0
	// Views, without the signs.
	quo, rem, err := quoRem(high(x, 0), high(y, 0), w)
	if err != nil {
		return err
	}
	take(q, quo)
	take(r, rem)
	if xneg {
		r.Neg(r)
	}
	if xneg != yneg {
		q.Neg(q)
	}
	return nil
}

// shortQuotient reports whether math/big is the best for a quotient of m limbs
// and a divisor of n.
func shortQuotient(m, n int) bool {
	return min(n, m) < divThreshold && divOps(m, n) <= longOps
}

// quoRem divides x >= 0 by y > 0. The results have memory of their own.
func quoRem(x, y *big.Int, w *work) (q, r *big.Int, err error) {
	if x.CmpAbs(y) < 0 {
		return new(big.Int), new(big.Int).Set(x), nil
	}
	n := limbLen(y)
	m := limbLen(x) - n + 1 // the length of the quotient, or one more
	if shortQuotient(m, n) {
		return quoRemShort(x, y, w)
	}
	if zeros := int(y.TrailingZeroBits()) / limbBits; zeros > n/8 {
		return quoRemZeros(x, y, zeros, w)
	}
	switch {
	case n-m >= max(8, m/4):
		return quoRemTop(x, y, n-m-1, w)
	case n < divThreshold:
		return quoRemPieces(x, y, n*max(1, int(longOps/4/divOps(n, n))), w)
	}
	// Steps of so many limbs of the quotient: if there are few of them, a
	// shorter reciprocal is cheaper than fewer steps.
	count := (m + n - 1) / n
	if count < 3 {
		count *= 2
	}
	d, err := newDivisor(y, (m+count-1)/count, w)
	if err != nil {
		return nil, nil, err
	}
	return d.quoRem(x, w)
}

// divOps estimates the cost of math/big's division for a quotient of m limbs
// and a divisor of n: about that of two products.
func divOps(m, n int) int64 { return 2 * mulOps(max(m, n), min(m, n)) }

// quoRemShort is math/big's division.
func quoRemShort(x, y *big.Int, w *work) (q, r *big.Int, err error) {
	n := limbLen(y)
	if err := w.add(divOps(limbLen(x)-n+1, n)); err != nil {
		return nil, nil, err
	}
	q, r = new(big.Int).QuoRem(x, y, new(big.Int))
	return q, r, nil
}

// quoRemZeros divides by the upper part of y, which ends in so many zero limbs
// and more zero bits, as powers of ten do.
func quoRemZeros(x, y *big.Int, zeros int, w *work) (q, r *big.Int, err error) {
	extra := y.TrailingZeroBits() % limbBits
	top := new(big.Int).Rsh(high(x, zeros), extra)
	q, r, err = quoRem(top, new(big.Int).Rsh(high(y, zeros), extra), w)
	if err != nil {
		return nil, nil, err
	}
	r.Lsh(r, uint(zeros)*limbBits+extra)
	// The bits of x that aren't in top.
	rest := shift(new(big.Int), new(big.Int).Lsh(top, extra), zeros)
	return q, r.Or(r, rest.Xor(rest, x)), nil
}

// quoRemTop divides the tops of x and y, without their k low limbs, and
// corrects for these. With a divisor of one limb more than the quotient, this
// is at most 1 too large before.
func quoRemTop(x, y *big.Int, k int, w *work) (q, r *big.Int, err error) {
	q, r, err = quoRem(high(x, k), high(y, k), w)
	if err != nil {
		return nil, nil, err
	}
	t, err := mul(q, low(y, k), w)
	if err != nil {
		return nil, nil, err
	}
	r = shift(new(big.Int), r, k)
	r.Or(r, low(x, k))
	for r.Sub(r, t); r.Sign() < 0; r.Add(r, y) {
		q.Sub(q, one)
	}
	return q, r, nil
}

// quoRemPieces is long division by y, with digits of size limbs (MCA, algorithm
// 1.9, UnbalancedDivision).
func quoRemPieces(x, y *big.Int, size int, w *work) (q, r *big.Int, err error) {
	return longDivision(x, limbLen(x), size, new(big.Int), func(u *big.Int) (q, r *big.Int, err error) {
		return quoRem(u, y, w)
	})
}

// longDivision divides r·B^n + x, for x of at most n limbs, in steps of size
// limbs: step divides each remainder, r at first, followed by so many limbs.
func longDivision(x *big.Int, n, size int, r *big.Int, step func(u *big.Int) (q, r *big.Int, err error)) (*big.Int, *big.Int, error) {
	quo := make([]big.Word, n*limbWords)
	for n > 0 {
		c := n % size
		if c == 0 {
			c = size
		}
		n -= c
		u := shift(new(big.Int), r, c)
		u.Or(u, low(high(x, n), c))
		var q *big.Int
		var err error
		if q, r, err = step(u); err != nil {
			return nil, nil, err
		}
		copy(quo[n*limbWords:], q.Bits())
	}
	return new(big.Int).SetBits(quo), r, nil
}
