package bigint

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// The transforms work modulo three primes just below 2^60, each 1 modulo
// 2^28. A residue is kept in a word without being fully reduced ("lazily", as
// in D. Harvey, Faster arithmetic for number-theoretic transforms, 2014): a
// word holds up to 16 times the prime, and the comments say how many multiples
// of p each step can reach.
const (
	primeCount = 3
	primeBits  = 60
	rootOrder  = 28 // the primes are 1 modulo 2^rootOrder
	prime0     = 1<<primeBits - 40<<rootOrder + 1
	prime1     = 1<<primeBits - 54<<rootOrder + 1
	prime2     = 1<<primeBits - 76<<rootOrder + 1
)

// maxCachedRoots bounds the table of roots that a field keeps, in entries of
// 48 bytes. Larger transforms build their own table.
const maxCachedRoots = 1 << 13

// A factor is a multiplier w below p with floor(w·2^64/p), which makes a
// product modulo p cost three word multiplications and no correction
// (V. Shoup's trick).
type factor struct{ w, q uint64 }

// roots holds the constants of one radix-4 butterfly: r, r^2 and r^3.
type roots struct{ r1, r2, r3 factor }

// field is arithmetic modulo one of the primes.
type field struct {
	p      uint64
	pinv   uint64                // 1/p modulo 2^64
	i      factor                // a square root of -1
	zeta   [rootOrder + 1]factor // zeta[k] is a primitive 2^k-th root of unity
	cached atomic.Pointer[[]roots]
}

// primes are the fields and what it takes to join residues.
type primes struct {
	fields [primeCount]*field
	// The inverses of the primes modulo later ones, for Garner's algorithm.
	inv01, inv02, inv12 factor
}

// modulo returns the primes, which programs without large numbers never need.
var modulo = sync.OnceValue(func() *primes {
	f := [primeCount]*field{newField(prime0), newField(prime1), newField(prime2)}
	return &primes{
		fields: f,
		inv01:  f[1].factor(f[1].inv(prime0)),
		inv02:  f[2].factor(f[2].inv(prime0)),
		inv12:  f[2].factor(f[2].inv(prime1)),
	}
})

// newField returns the field of a prime of the form above.
func newField(p uint64) *field {
	f := &field{p: p, pinv: p}
	for range 5 { // Newton: each round doubles the correct low bits, from 3
		f.pinv *= 2 - p*f.pinv
	}
	g := uint64(2)
	for f.pow(g, (p-1)/2) == 1 {
		g++ // a non-residue generates the 2-part of the group
	}
	z := f.pow(g, (p-1)>>rootOrder)
	for k := rootOrder; k >= 0; k-- {
		f.zeta[k] = f.factor(z)
		z = f.mul(z, z)
	}
	f.i = f.zeta[2]
	return f
}

// factor returns w, below p, as a factor.
func (f *field) factor(w uint64) factor {
	q, _ := bits.Div64(w, 0, f.p)
	return factor{w, q}
}

// mul returns a·b modulo p in [0, p), for a below p; set-up only.
func (f *field) mul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return bits.Rem64(hi, lo, f.p)
}

// pow and inv are set-up only, too.
func (f *field) pow(a, e uint64) uint64 {
	r := uint64(1)
	for ; e > 0; e >>= 1 {
		if e&1 != 0 {
			r = f.mul(r, a)
		}
		a = f.mul(a, a)
	}
	return r
}

func (f *field) inv(a uint64) uint64 { return f.pow(a%f.p, f.p-2) }

// times returns x·w modulo p in [0, 2p), for any x.
func (w factor) times(x, p uint64) uint64 {
	q, _ := bits.Mul64(x, w.q)
	return x*w.w - q*p
}

// neg returns the factor -w, for w other than 0.
func (w factor) neg(p uint64) factor { return factor{p - w.w, ^w.q} }

// table returns the roots of at least n nodes, n a power of two. Node j of any
// level stands for polynomials modulo x^4m - c with c = exp(2πi·θ), θ the
// bit-reversed fraction of j, and its entry for r = exp(2πi·θ/4). Entries
// don't depend on the level, so a table for n nodes serves all smaller ones.
func (f *field) table(n int) []roots {
	var have []roots
	if t := f.cached.Load(); t != nil {
		have = *t
	}
	if len(have) >= n {
		return have
	}
	t := make([]roots, n)
	t[0] = f.roots(1)
	done := max(1, copy(t, have))
	for ; done < n; done *= 2 {
		// This bit of j adds 1/(2·done) to θ.
		z := f.zeta[bits.Len(uint(done))+2]
		for j := range done {
			r := z.times(t[j].r1.w, f.p)
			t[done+j] = f.roots(min(r, r-f.p))
		}
	}
	if n <= maxCachedRoots {
		f.cached.Store(&t) // a larger one stored meanwhile would come again
	}
	return t
}

// roots returns the powers of r.
func (f *field) roots(r uint64) roots {
	r1 := f.factor(r)
	r2 := r1.times(r, f.p)
	r3 := r1.times(r2, f.p)
	return roots{r1, f.factor(min(r2, r2-f.p)), f.factor(min(r3, r3-f.p))}
}
