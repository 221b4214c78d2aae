package number

import (
	"math/big"
	"sync"

	"github.com/calx-lang/calx/number/internal/bigint"
)

// This file is the one place that calls the integer kernel, and where the cost of big operations is announced.

func kernelDigits(x *big.Int) int { return bigint.DecimalDigits(x) }

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func kernelPow10(n int) *big.Int { return bigint.Pow10(n) }

func kernelMul(z, x, y *big.Int, p bigint.Poll) error {
	if x == y {
		return bigint.Sqr(z, x, p)
	}
	return bigint.Mul(z, x, y, p)
}

func kernelQuoRem(q, r, x, y *big.Int, p bigint.Poll) error { return bigint.QuoRem(q, r, x, y, p) }

func kernelSqrt(z, x *big.Int, p bigint.Poll) error { return bigint.Sqrt(z, x, p) }

func kernelRoot(z, x *big.Int, n int) error { return bigint.Root(z, x, n, nil) }

func kernelAppend(dst []byte, x *big.Int, p bigint.Poll) ([]byte, error) {
	return bigint.AppendDecimal(dst, x, p)
}

func kernelParse(digits []byte, p bigint.Poll) (*big.Int, error) {
	return bigint.ParseDecimal(digits, p)
}

// bigPow10s holds the powers of ten that inline operands are aligned by; made
// when the first is, which most processes that live shortly never do.
var bigPow10s = sync.OnceValue(func() *[numBigPow10s]*big.Int {
	t := &[numBigPow10s]*big.Int{big.NewInt(1)}
	for i := 1; i < len(t); i++ {
		t[i] = new(big.Int).Mul(t[i-1], big.NewInt(10))
	}
	return t
})

const numBigPow10s = 80

// pow10 returns 10^n for n ≥ 0, which must not be changed. Large powers are work: see Context.pow10.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func pow10(n int) *big.Int {
	if n < numBigPow10s {
		return bigPow10s()[n]
	}
	return kernelPow10(n)
}

// pow10 returns 10^n, which must not be changed, after announcing the work.
func (c *Context) pow10(n int) (*big.Int, error) {
	if n >= numBigPow10s {
		w := int64(n)/19 + 1
		if err := c.work(mulCost(w/2, w/2), 8*w); err != nil {
			return nil, err
		}
	}
	return pow10(n), nil
}

// mul returns x × y after announcing the work.
func (c *Context) mul(x, y *big.Int) (*big.Int, error) {
	nx, ny := int64(wordsOf(x)), int64(wordsOf(y))
	z := new(big.Int)
	cost := mulCost(nx, ny)
	if cost <= freeWordOps && nx+ny <= freeBytes/8 {
		return z, kernelMul(z, x, y, nil)
	}
	if err := c.work(cost, 8*(nx+ny)); err != nil {
		return nil, err
	}
	return z, kernelMul(z, x, y, c.poll())
}

// scale returns x × 10^n after announcing the work; n ≥ 0.
func (c *Context) scale(x *big.Int, n int) (*big.Int, error) {
	if n == 0 {
		return x, nil
	}
	t, err := c.pow10(n)
	if err != nil {
		return nil, err
	}
	return c.mul(x, t)
}

// quoRem returns the truncated quotient and the remainder of x / y after announcing the work.
func (c *Context) quoRem(x, y *big.Int) (q, r *big.Int, err error) {
	nx, ny := int64(wordsOf(x)), int64(wordsOf(y))
	q, r = new(big.Int), new(big.Int)
	cost := 2 * mulCost(max(nx-ny, 1), ny)
	if cost <= freeWordOps && nx+ny <= freeBytes/8 {
		return q, r, kernelQuoRem(q, r, x, y, nil)
	}
	if err := c.work(cost, 8*(nx+ny)); err != nil {
		return nil, nil, err
	}
	return q, r, kernelQuoRem(q, r, x, y, c.poll())
}

// mulCost estimates the word operations of a product of nx by ny words: the square up to 40 words, then the exponent of
// Karatsuba's method, and n log n with the constant of a number-theoretic transform where that is less.
func mulCost(nx, ny int64) int64 {
	small, large := min(nx, ny), max(nx, ny)
	if small <= 40 {
		return small * large
	}
	cost, n := int64(40*40), int64(40)
	for ; n < small; n *= 2 {
		cost *= 3
	}
	cost = cost / n * small // the doubling overshoots
	cost *= (large + small - 1) / small
	log := int64(0)
	for m := nx + ny; m > 0; m >>= 1 {
		log++
	}
	return min(cost, 12*(nx+ny)*log)
}
