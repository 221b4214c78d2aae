package bigint

import (
	"math/big"
	"math/bits"
	"sync"
)

// maxBits is the most bits of a coefficient. Its part above the primes' 60
// bits, times the distance of a prime to 2^60, has to stay below 3·2^60.
const maxBits = 86

// maxLimbs is the longest product that the primes' roots (2^28 leaves of at
// least 4 coefficients) and an int's count of bits allow: 8 GB, or 128 MB where
// an int has 32 bits.
const maxLimbs = 1 << (24 + 6*(bits.UintSize/64))

// slack is the number of limbs that recompose needs beyond its result.
const slack = 3

// A plan says how to multiply modulo 2^(size·bits) - 1: the factors are cut
// into coefficients of some bits, and multiplied as polynomials modulo
// x^size - 1 with size = leaf·2^k, the number of coefficients.
type plan struct {
	leaf, k, size, bits int
}

// newPlan returns the cheapest plan for factors of x and y limbs whose modulus
// is at least B^ring - 1: it is a power of B less one, since the size is a
// multiple of 64.
func newPlan(x, y, ring int) plan {
	b := coefficientBits(min(x, y))
	need := (ring*limbBits + b - 1) / b
	var best plan
	for leaf := minLeaf; leaf <= maxLeaf; leaf++ {
		k := max(6, bits.Len(uint((need-1)/leaf)))
		p := plan{leaf: leaf, k: k, size: leaf << k, bits: b}
		if best.size == 0 || p.cost(3) < best.cost(3) {
			best = p
		}
	}
	return best
}

// coefficientBits returns the largest b for which the coefficients of a product
// by n limbs, sums of as many products of b-bit numbers as these have
// coefficients, are below the product of the primes, which is 2^180·(1-2^-24.5).
func coefficientBits(n int) int {
	b := maxBits
	for {
		terms := n*limbBits/b + 1
		if 2*b+bits.Len(uint(terms+terms>>23)) <= primeCount*primeBits {
			return b
		}
		b--
	}
}

// cost estimates the time in ns of a product that takes so many transforms: 3,
// or 2 if it is a square or the transform of a factor is known. It was fitted
// to BenchmarkThreshold, as mulOps was.
func (pl plan) cost(transforms int) int64 {
	return 1500 + int64(pl.size)*int64(17*pl.k*transforms+40*transforms+360)/10
}

// limbs returns the length of the modulus.
func (pl plan) limbs() int { return pl.size * pl.bits / limbBits }

// nodes returns the number of nodes whose roots the transforms need.
func (pl plan) nodes() int { return 1 << pl.k / 4 }

// A spectrum is a factor transformed, for each prime.
type spectrum [primeCount][]uint64

// transformOps is the cost of one transform modulo one prime.
func (pl plan) transformOps() int64 { return int64(pl.size) * int64(pl.k/2+3) }

// transform returns the spectrum of |x|.
func (pl plan) transform(x *big.Int, w *work) (*spectrum, error) {
	limbs := getScratch(limbLen(x))
	defer putScratch(limbs)
	toLimbs(*limbs, x)
	s := new(spectrum)
	for i, f := range modulo().fields {
		s[i] = make([]uint64, pl.size)
		if err := pl.forward(f, s[i], *limbs, f.table(pl.nodes()), w); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// forward sets dst to the transform of x modulo the prime of f.
func (pl plan) forward(f *field, dst, x []uint64, t []roots, w *work) error {
	if err := w.add(pl.transformOps()); err != nil {
		return err
	}
	n := f.load(dst, x, pl.bits)
	clear(dst[n:])
	f.forwardTop(dst, t, pl.leaf, pl.k, n)
	return nil
}

// multiply returns |x·y|, or a number that is congruent modulo the plan's
// modulus and little longer than it. If the spectrum of y is given, y isn't
// used; if it is x, x is squared. Products have n limbs at most.
func (pl plan) multiply(x, y *big.Int, ys *spectrum, n int, w *work) (*big.Int, error) {
	n += slack
	nx, ny := limbLen(x), 0
	if ys == nil && x != y {
		ny = limbLen(y)
	}
	buf := getScratch((primeCount+1)*pl.size + max(n, nx+ny))
	defer putScratch(buf)
	var v spectrum
	for i := range v {
		v[i] = (*buf)[i*pl.size : (i+1)*pl.size]
	}
	rest := (*buf)[len(v)*pl.size:]
	other, limbs := rest[:pl.size], rest[pl.size:]
	xl, yl := limbs[:nx], limbs[nx:nx+ny]
	toLimbs(xl, x)
	if ny > 0 {
		toLimbs(yl, y)
	}
	for i, f := range modulo().fields {
		switch {
		case ys != nil:
			other = ys[i]
		case ny == 0:
			other = v[i]
		}
		if err := pl.convolve(f, v[i], xl, other, yl, w); err != nil {
			return nil, err
		}
	}
	if err := w.add(12 * int64(pl.size)); err != nil {
		return nil, err
	}
	pl.lift(&v)
	z := limbs[:n] // over xl and yl
	pl.recompose(z, &v)
	return fromLimbs(z), nil
}

// convolve sets v to the product modulo one prime of x by y, whose transform is
// left in other, or already there if y is empty: it may be v.
func (pl plan) convolve(f *field, v, x, other, y []uint64, w *work) error {
	t := f.table(pl.nodes())
	if err := pl.forward(f, v, x, t, w); err != nil {
		return err
	}
	if len(y) > 0 {
		if err := pl.forward(f, other, y, t, w); err != nil {
			return err
		}
	}
	if err := w.add(pl.transformOps()); err != nil {
		return err
	}
	f.mulLeaves(v, other, t, pl.leaf)
	f.inverseTop(v, t, pl.leaf, pl.k)
	return nil
}

// scratchPool recycles the working memory of multiply, which takes longer to
// clear and collect than to use. The collector empties it.
var scratchPool sync.Pool

func getScratch(n int) *[]uint64 {
	if b, ok := scratchPool.Get().(*[]uint64); ok && cap(*b) >= n {
		*b = (*b)[:n]
		return b
	}
	b := make([]uint64, n)
	return &b
}

func putScratch(b *[]uint64) { scratchPool.Put(b) }

// load sets dst to the coefficients of x modulo p, below 4p, and returns their
// number; it leaves the rest of dst alone. Coefficients beyond dst must be 0.
func (f *field) load(dst, x []uint64, width int) int {
	const mask0 = 1<<primeBits - 1
	delta := 1<<primeBits - f.p // 2^60 modulo p
	mask1 := uint64(1)<<(width-primeBits) - 1
	n := 0
	for pos := 0; n < len(dst) && pos < len(x)*limbBits; pos += width {
		var x0, x1, x2 uint64
		i, s := pos/limbBits, pos%limbBits
		if i+2 < len(x) {
			x0, x1, x2 = x[i], x[i+1], x[i+2]
		} else {
			x0 = x[i]
			if i+1 < len(x) {
				x1 = x[i+1]
			}
		}
		lo := x0>>s | x1<<1<<(limbBits-1-s)
		hi := x1>>s | x2<<1<<(limbBits-1-s)
		hi = (hi<<(limbBits-primeBits) | lo>>primeBits) & mask1
		dst[n] = lo&mask0 + hi*delta
		n++
	}
	return n
}
