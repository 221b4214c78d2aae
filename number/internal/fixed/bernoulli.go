package fixed

import (
	"math/big"
	"sync"
)

// A fraction is num/den in lowest terms, den > 0.
type fraction struct{ num, den *big.Int }

// maxKeptBernoulli bounds the cache of Bernoulli numbers: 2,500 of them take some 5 MB.
const maxKeptBernoulli = 2500

// bernoulli is the cache of B(2), B(4), …; the slice is replaced, never changed.
var bernoulli struct {
	sync.Mutex
	b []fraction
}

// haveBernoulli reports whether n numbers are at hand.
func haveBernoulli(n int) bool {
	bernoulli.Lock()
	defer bernoulli.Unlock()
	return len(bernoulli.b) >= n
}

// bernoulli returns at least the Bernoulli numbers B(2), B(4), …, B(2n), exactly. The result must not be changed.
func (w *Work) bernoulli(n int) []fraction {
	bernoulli.Lock()
	b := bernoulli.b
	bernoulli.Unlock()
	if len(b) >= n {
		return b
	}
	n += n/16 + 8
	b = w.tangentBernoulli(n)
	if n <= maxKeptBernoulli {
		bernoulli.Lock()
		if len(bernoulli.b) < n {
			bernoulli.b = b
		}
		bernoulli.Unlock()
	}
	return b
}

// tangentBernoulli computes B(2) … B(2n) from the tangent numbers T(k), B(2k) = (-1)^(k-1)·2k·T(k)/(4^k·(4^k - 1)): n²
// products of a long number and a word (Brent and Harvey, Fast computation of Bernoulli, tangent and secant numbers, 2011).
func (w *Work) tangentBernoulli(n int) []fraction {
	t := make([]*big.Int, n+1)
	t[1] = big.NewInt(1)
	for k := 2; k <= n; k++ {
		t[k] = w.MulWord(new(big.Int), t[k-1], uint64(k-1))
	}
	a := new(big.Int)
	for k := 2; k <= n; k++ {
		for j := k; j <= n; j++ {
			w.MulWord(a, t[j-1], uint64(j-k))
			t[j].Add(a, w.MulWord(t[j], t[j], uint64(j-k+2)))
		}
		w.Spend(int64(n-k+1) * 2 * (words(t[n]) + 4))
	}
	b := make([]fraction, n)
	primes := smallPrimes(2*n + 1)
	for k := 1; k <= n; k++ {
		den := staudt(2*k, primes)
		q := new(big.Int).Lsh(bigOne, uint(2*k))
		q.Sub(q, bigOne)
		num := w.Mul(new(big.Int), w.MulWord(a, t[k], uint64(2*k)), den)
		w.Quo(num, num.Rsh(num, uint(2*k)), q) // exact
		if k&1 == 0 {
			num.Neg(num)
		}
		b[k-1] = fraction{num, den}
	}
	return b
}

// staudt returns the denominator of B(n): by von Staudt and Clausen the product of the primes p with p - 1 dividing n.
func staudt(n int, primes []int) *big.Int {
	d := big.NewInt(1)
	for _, p := range primes {
		if p > n+1 {
			break
		}
		if n%(p-1) == 0 {
			d.Mul(d, big.NewInt(int64(p)))
		}
	}
	return d
}

// smallPrimes returns the primes up to n.
func smallPrimes(n int) []int {
	composite := make([]bool, n+1)
	var p []int
	for i := 2; i <= n; i++ {
		if composite[i] {
			continue
		}
		p = append(p, i)
		for j := i * i; j <= n; j += i {
			composite[j] = true
		}
	}
	return p
}
