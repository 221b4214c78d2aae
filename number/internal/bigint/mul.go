package bigint

import (
	"math"
	"math/big"
)

const (
	// mulThreshold is the length in limbs of the shorter factor below which
	// products are math/big's without further thought.
	mulThreshold = 200
	// longOps is the most word operations that math/big is asked to do at once.
	longOps = 4_000_000
)

// Mul sets z to x·y. The error is p's.
func Mul(z, x, y *big.Int, p Poll) error {
	if len(x.Bits()) < mulThreshold && len(y.Bits()) < mulThreshold {
		z.Mul(x, y)
		return nil
	}
	w := &work{poll: p}
	n, m := limbLen(x), limbLen(y)
	if how := chooseProduct(max(n, m), min(n, m), x == y); how.plain && how.ops <= longOps {
		if err := w.add(how.ops); err != nil {
			return err
		}
		z.Mul(x, y) // in the memory of z
		return nil
	}
	t, err := mul(x, y, w)
	if err != nil {
		return err
	}
	take(z, t)
	return nil
}

// Sqr sets z to x². The error is p's.
func Sqr(z, x *big.Int, p Poll) error { return Mul(z, x, x, p) }

// mul returns x·y, in memory of its own.
func mul(x, y *big.Int, w *work) (*big.Int, error) {
	n, m := limbLen(x), limbLen(y)
	if n < m {
		x, y, n, m = y, x, m, n
	}
	z, err := mulLengths(x, y, n, m, w)
	if err == nil && (x.Sign() < 0) != (y.Sign() < 0) {
		z.Neg(z)
	}
	return z, err
}

// mulLengths returns |x·y| for x and y of n >= m limbs.
func mulLengths(x, y *big.Int, n, m int, w *work) (*big.Int, error) {
	how := chooseProduct(n, m, x == y)
	switch {
	case how.plain:
		return mulPlain(x, y, n, m, how.ops, w)
	case how.piece == n:
		return how.plan.multiply(x, y, nil, n+m, w)
	}
	f, err := newFactor(y, how.piece, how.piece+m, w)
	if err != nil {
		return nil, err
	}
	return mulPieces(x, n, how.piece, func(piece *big.Int) (*big.Int, error) {
		return f.mul(piece, w)
	})
}

// A choice is the way to compute a product.
type choice struct {
	plain bool  // by math/big
	ops   int64 // its cost
	plan  plan  // else
	piece int   // of the longer factor, if that isn't taken as a whole
}

// chooseProduct returns the way for factors of n >= m limbs, or a square, that
// is estimated to be the fastest.
func chooseProduct(n, m int, square bool) choice {
	how := choice{plain: true, ops: mulOps(n, m)}
	if m < mulThreshold || n+m > maxLimbs {
		return how
	}
	how.plan = newPlan(n, m, n+m)
	cost := how.plan.cost(3)
	if square {
		cost = how.plan.cost(2)
		how.ops = how.ops * 2 / 3
	}
	how.piece = n
	if piece, c := pieceLength(n, m); c < cost {
		how.piece, cost = piece, c
	}
	how.plain = how.ops < cost
	return how
}

// mulOps estimates the time in ns of math/big's product of n >= m limbs:
// schoolbook, from 40 limbs on Karatsuba.
func mulOps(n, m int) int64 {
	if m < 40 {
		return int64(n) * int64(m)
	}
	return int64(3.1 * float64(n) * math.Pow(float64(m), math.Log2(3)-1))
}

// mulPlain is math/big's product, in pieces if it takes long.
func mulPlain(x, y *big.Int, n, m int, ops int64, w *work) (*big.Int, error) {
	if ops <= longOps || n/2 < m {
		if err := w.add(ops); err != nil {
			return nil, err
		}
		z := new(big.Int).Mul(x, y)
		return z.Abs(z), nil
	}
	piece := max(m, int(int64(n)*(longOps/4)/ops))
	return mulPieces(x, n, piece, func(piece *big.Int) (*big.Int, error) {
		return mulPlain(piece, y, limbLen(piece), m, longOps/4, w)
	})
}

// pieceLength returns the length of the pieces into which to cut a factor of n
// limbs, to be multiplied by one of m limbs whose transform is kept, and the
// cost.
func pieceLength(n, m int) (length int, cost int64) {
	cost = math.MaxInt64
	for i := 1; n > 2*m && i <= 8; i++ {
		count := (n + i*m - 1) / (i * m)
		l := (n + count - 1) / count
		pl := newPlan(l, m, l+m)
		if c := pl.cost(1) + int64(count)*pl.cost(2); c < cost {
			length, cost = l, c
		}
	}
	return length, cost
}

// mulPieces returns |x|·y, given the product of |y| by a piece of |x| of at
// most size of its n limbs.
func mulPieces(x *big.Int, n, size int, product func(piece *big.Int) (*big.Int, error)) (*big.Int, error) {
	var z []big.Word
	carry := new(big.Int)
	for i := 0; i < n; i += size {
		t, err := product(low(high(x, i), size))
		if err != nil {
			return nil, err
		}
		t.Add(t, carry)
		done := size
		if i+size >= n {
			done = limbLen(t)
		}
		if z == nil {
			z = make([]big.Word, 0, (n+limbLen(t))*limbWords)
		}
		w := low(t, done).Bits()
		z = append(z, w...)
		z = append(z, make([]big.Word, done*limbWords-len(w))...)
		carry = high(t, done)
	}
	return new(big.Int).SetBits(z), nil
}
