// Package fixed computes elementary and special functions on binary fixed-point numbers held in big.Int.
//
// A fixed-point number with p fraction bits is an integer X that stands for X·2^-p. Every function says how far its result
// may be from the true value, in units of 2^-p ("ulps"), its arguments taken as exact; the callers in package number add up
// what the arguments' own errors contribute and decide by Ziv's test whether the result can be rounded.
//
// Nothing here knows of decimals, contexts or rounding modes. Long work is announced and interrupted through [Work].
package fixed

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/bigint"
)

// pollEvery is how many word operations may pass between two calls of a Work's charge function.
const pollEvery = 10_000

// Work carries one computation: whom to ask before long work, and scratch space. A Work is used by one goroutine at a time.
//
// An error of whom it asks unwinds the computation by a panic that [Work.Run] catches: a check after each of the many
// operations, in the middle of recursions and iterations, would hide the mathematics and leave numbers without meaning.
type Work struct {
	charge  func(wordOps int64) error
	every   int64 // how many word operations may pass between two calls of charge
	pending int64
	prod    big.Int // products before they are shifted
	rem     big.Int
	num     big.Int
	mulBy   big.Int // one-word factors
}

// NewWork returns a Work that calls charge, which may be nil, with the word operations to come whenever some 10,000 have
// gathered. An error of charge ends the computation.
func NewWork(charge func(wordOps int64) error) *Work { return &Work{charge: charge, every: pollEvery} }

// interrupt is the panic value that unwinds a computation.
type interrupt struct{ err error }

// Run calls f and returns the error of charge that ended it, if one did. All methods of a Work that has a charge function
// must be called inside of Run.
func (w *Work) Run(f func()) (err error) {
	if w.charge == nil {
		f()
		return nil
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interrupt:
			err = r.err
		default:
			panic(r)
		}
	}()
	f()
	return nil
}

// Spend announces word operations.
func (w *Work) Spend(wordOps int64) {
	if w.charge == nil {
		return
	}
	if w.pending += wordOps; w.pending >= w.every {
		n := w.pending
		w.pending = 0
		w.check(w.charge(n))
	}
}

// check ends the computation with an error that is not nil.
func (w *Work) check(err error) {
	if err != nil {
		panic(interrupt{err})
	}
}

// poll returns the function that the integer kernel calls inside one operation already announced.
func (w *Work) poll() bigint.Poll {
	if w.charge == nil {
		return nil
	}
	return func(int64) error { return w.charge(0) }
}

// kernelWords is the length above which operations go to the interruptible kernel instead of math/big.
const kernelWords = 256

// mulCost estimates the word operations of a product: schoolbook, then Karatsuba, then n log n.
func mulCost(n, m int64) int64 {
	if n > m {
		n, m = m, n
	}
	if n <= 40 {
		return n * m
	}
	cost, k := int64(1600), int64(40)
	for ; k < n; k *= 2 {
		cost *= 3
	}
	cost = cost / k * n * ((m + n - 1) / n)
	log := int64(0)
	for s := n + m; s > 0; s >>= 1 {
		log++
	}
	return min(cost, 12*(n+m)*log)
}

func words(x *big.Int) int64 { return int64(len(x.Bits())) }

// Mul sets z to x·y. z may be x or y.
func (w *Work) Mul(z, x, y *big.Int) *big.Int {
	n, m := words(x), words(y)
	w.Spend(mulCost(n, m))
	if min(n, m) < kernelWords {
		return z.Mul(x, y)
	}
	w.check(bigint.Mul(z, x, y, w.poll()))
	return z
}

// Sqr sets z to x².
func (w *Work) Sqr(z, x *big.Int) *big.Int {
	n := words(x)
	w.Spend(mulCost(n, n))
	if n < kernelWords {
		return z.Mul(x, x)
	}
	w.check(bigint.Sqr(z, x, w.poll()))
	return z
}

// MulShift sets z to ⌊x·y / 2^p⌋: a product of fixed-point numbers, less than 1 ulp below the true one. z may be x or y.
func (w *Work) MulShift(z, x, y *big.Int, p uint) *big.Int {
	return z.Rsh(w.Mul(&w.prod, x, y), p)
}

// SqrShift sets z to ⌊x² / 2^p⌋.
func (w *Work) SqrShift(z, x *big.Int, p uint) *big.Int {
	return z.Rsh(w.Sqr(&w.prod, x), p)
}

// MulWord sets z to x·v.
func (w *Work) MulWord(z, x *big.Int, v uint64) *big.Int {
	if v == 1 {
		return z.Set(x)
	}
	return z.Mul(x, w.mulBy.SetUint64(v))
}

// Quo sets z to x/y, truncated; y is not 0.
func (w *Work) Quo(z, x, y *big.Int) *big.Int {
	n, m := words(x), words(y)
	w.Spend(2 * mulCost(max(n-m, 1), m))
	if min(n-m, m) < kernelWords {
		z, _ = z.QuoRem(x, y, &w.rem)
		return z
	}
	w.check(bigint.QuoRem(z, &w.rem, x, y, w.poll()))
	return z
}

// QuoWord sets z to x/v, truncated; v is not 0.
func (w *Work) QuoWord(z, x *big.Int, v uint64) *big.Int {
	if v == 1 {
		return z.Set(x)
	}
	z, _ = z.QuoRem(x, w.mulBy.SetUint64(v), &w.rem)
	return z
}

// Div sets z to x·2^p / y truncated: a quotient of fixed-point numbers, less than 1 ulp from the true one in the direction
// of zero. z may be x or y.
func (w *Work) Div(z, x, y *big.Int, p uint) *big.Int {
	w.num.Lsh(x, p)
	return w.Quo(z, &w.num, y)
}

// Shift sets z to x·2^s, floored for negative s.
func Shift(z, x *big.Int, s int) *big.Int {
	if s >= 0 {
		return z.Lsh(x, uint(s))
	}
	return z.Rsh(x, uint(-s))
}

// log2Upper returns an integer not below log2(n), for n ≥ 1.
func log2Upper(n int) uint {
	k := uint(0)
	for ; n > 1; n = (n + 1) / 2 {
		k++
	}
	return k
}
