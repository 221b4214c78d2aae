package fixed

import (
	"math"
	"math/big"
	"math/bits"
)

// A taylor evaluates Σ_{k<n} (±x)^k / f(k), f(k) = Π_{i=1…k} step(i), for a fixed-point x with p fraction bits and
// 0 ≤ x < 2^-drop.
//
// It is Smith's method (Mathematics of Computation 52, 1989) with the refinements of Johansson (Efficient implementation of
// elementary functions in the medium-precision range, ARITH 2015): powers up to x^(m-1) are shared by blocks of m terms,
// Horner's rule in x^m joins the blocks; coefficients are one-word integers over a common denominator, by which the sum is
// divided only when a coefficient would outgrow a word; and a block k terms deep is worked on with the p - k·drop bits that
// still count.
type taylor struct {
	p, drop uint
	steps   stepKind
	alt     bool // alternating signs
	n       int
}

// A stepKind says what step(i) is.
type stepKind uint8

const (
	oddFactorials  stepKind = iota // 2i(2i+1): f(k) = (2k+1)!, the series of sin and sinh
	evenFactorials                 // (2i+1)(2i+2): f(k) = (2k+2)!/2, the series of 1 - cos
	oddProducts                    // 2i+1: f(k) = 1·3·5…(2k+1), the series of erf
)

// newTaylor returns the series cut where its terms are below 2^-p.
func newTaylor(p, drop uint, steps stepKind, alt bool) taylor {
	return taylor{p: p, drop: drop, steps: steps, alt: alt, n: taylorTerms(p, drop, uint64(steps))}
}

// taylorTerms returns the least n with x^n/f(n) < 2^-p for x < 2^-drop, f(n) = (2n+1+a)!/(1+a).
func taylorTerms(p, drop uint, a uint64) int {
	got, n := 0.0, 0
	for got < float64(p) {
		n++
		i := float64(2*n) + float64(a)
		got += float64(drop) + math.Log2(i*(i+1))
	}
	return n
}

// errorBits returns the bits of an upper bound of the sum's error in ulps, 2n + 8: each term contributes less than 3 ulps
// over f(k), each division less than 1, each product of Horner's rule less than 5 over f(k), and what is cut off less than 1.
func (t taylor) errorBits() uint { return log2Upper(2*t.n + 8) }

// step returns f(i)/f(i-1).
func (t taylor) step(i int) uint64 {
	if t.steps == oddProducts {
		return 2*uint64(i) + 1
	}
	j := 2*uint64(i) + uint64(t.steps)
	return j * (j + 1)
}

// blockLen returns a good m, found by measurement: the powers cost about m products of full length, the blocks n/m of half the length on average.
func (t taylor) blockLen() int {
	return max(1, min(t.n, int(math.Sqrt(float64(t.n)*0.6)+0.5)))
}

// sum returns the sum.
func (t taylor) sum(w *Work, x *big.Int) *big.Int {
	m := t.blockLen()
	pw := w.powers(x, m, t.p)
	u, term := new(big.Int), new(big.Int)
	c := uint64(1)
	for b := (t.n - 1) / m; b >= 0; b-- {
		q := t.p - t.drop*uint(m*b)
		w.Spend(int64(m) * int64(q/64+1))
		for j := min(m, t.n-b*m) - 1; j >= 0; j-- {
			k := b*m + j
			if j == 0 {
				term.Lsh(term.SetUint64(c), q)
			} else {
				w.MulWord(term, term.Rsh(pw[j], t.p-q), c)
			}
			if t.alt && k&1 != 0 {
				u.Sub(u, term)
			} else {
				u.Add(u, term)
			}
			if k > 0 {
				c = w.stepDown(u, c, t.step(k))
			}
		}
		if b > 0 {
			// x^m < 2^(-drop·m): the product is right to q + drop·m bits, as the next block is to be.
			w.MulShift(u, u, term.Rsh(pw[m], t.p-q-t.drop*uint(m)), q)
		}
	}
	return w.QuoWord(u, u, c)
}

// stepDown returns the coefficient of the next lower term, c·g; if that outgrows a word, u is divided by c first.
func (w *Work) stepDown(u *big.Int, c, g uint64) uint64 {
	if hi, lo := bits.Mul64(c, g); hi == 0 {
		return lo
	}
	w.QuoWord(u, u, c)
	return g
}

// powers returns x^0 (nil), x, …, x^m with p fraction bits, each less than 2 ulps below the true power for x < 1/4.
func (w *Work) powers(x *big.Int, m int, p uint) []*big.Int {
	pw := make([]*big.Int, m+1)
	if m > 0 {
		pw[1] = x
	}
	for j := 2; j <= m; j++ {
		if j&1 == 0 {
			pw[j] = w.SqrShift(new(big.Int), pw[j/2], p)
		} else {
			pw[j] = w.MulShift(new(big.Int), pw[j/2], pw[j/2+1], p)
		}
	}
	return pw
}
