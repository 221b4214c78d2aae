package bigint

import (
	"math/big"
	"testing"
)

func TestPrimes(t *testing.T) {
	product := big.NewInt(1)
	for i, p := range []uint64{prime0, prime1, prime2} {
		f := modulo().fields[i]
		b := new(big.Int).SetUint64(p)
		product.Mul(product, b)
		if f.p != p || !b.ProbablyPrime(20) || p>>primeBits != 0 || (p-1)%(1<<rootOrder) != 0 {
			t.Errorf("%#x is no suitable prime", p)
		}
		if f.p*f.pinv != 1 {
			t.Errorf("%#x: wrong inverse modulo 2^64", p)
		}
		if f.zeta[0].w != 1 || f.zeta[1].w != p-1 || f.mul(f.i.w, f.i.w) != p-1 {
			t.Errorf("%#x: wrong roots of unity", p)
		}
		// What load makes of the largest coefficient.
		if delta := uint64(1)<<primeBits - p; (1<<(maxBits-primeBits)-1)*delta+1<<primeBits > 4*p {
			t.Errorf("%#x is too far from 2^60", p)
		}
	}
	// What coefficientBits relies on.
	bound := new(big.Int).Lsh(one, primeCount*primeBits+23)
	bound.Quo(bound, big.NewInt(1<<23+1))
	if product.Cmp(bound) <= 0 {
		t.Error("the product of the primes is too small")
	}
}

func TestFactor(t *testing.T) {
	r := newRand(t)
	for _, f := range modulo().fields {
		for range 1000 {
			x, w := r.Uint64(), r.Uint64()%f.p
			if w == 0 {
				continue
			}
			want := f.mul(x%f.p, w)
			if got := f.factor(w).times(x, f.p); got >= 2*f.p || got%f.p != want {
				t.Fatalf("%d·%d = %d, want %d", x, w, got, want)
			}
			if got := f.factor(w).neg(f.p); got != f.factor(f.p-w) {
				t.Fatalf("-%d = %v", w, got)
			}
		}
	}
}

// TestTable holds the roots of the nodes against their definition, and mirror
// against inverses.
func TestTable(t *testing.T) {
	f := newField(prime1)
	f.table(4)
	const n = 1 << 8
	table := f.table(n)
	if &table[0] != &f.table(16)[0] {
		t.Error("the table isn't kept")
	}
	for j := range n {
		// θ in units of 1/n, and r from it.
		theta := uint64(0)
		for i := range 8 {
			theta = theta<<1 | uint64(j>>i&1)
		}
		root := f.pow(f.zeta[10].w, theta)
		want := roots{f.factor(root), f.factor(f.mul(root, root)), f.factor(f.pow(root, 3))}
		if table[j] != want {
			t.Fatalf("node %d has %v, want %v", j, table[j], want)
		}
		if j > 0 && f.mul(table[j].r1.w, table[mirror(j)].r1.w) != f.i.w {
			t.Fatalf("node %d and its mirror %d aren't i apart", j, mirror(j))
		}
	}
	if got := len(f.table(2 * maxCachedRoots)); got != 2*maxCachedRoots {
		t.Errorf("%d roots", got)
	}
	if got := len(*f.cached.Load()); got != n {
		t.Errorf("%d roots kept", got)
	}
}

// TestConvolution holds a cyclic convolution against the definition, for each
// length of leaf, and an even and an odd number of levels, with the largest
// values that the transforms allow.
func TestConvolution(t *testing.T) {
	r := newRand(t)
	for _, f := range modulo().fields {
		for leaf := minLeaf; leaf <= maxLeaf; leaf++ {
			for k := 6; k <= 7; k++ {
				pl := plan{leaf: leaf, k: k, size: leaf << k, bits: maxBits}
				x, y := make([]uint64, pl.size), make([]uint64, pl.size)
				nx, ny := pl.size, pl.size
				if k == 6 && leaf == 5 {
					nx = pl.size / 2
				}
				for i := range x {
					if i < nx {
						x[i] = 4*f.p - 1 - r.Uint64N(1+r.Uint64N(4*f.p))
					}
					y[i] = 4*f.p - 1 - r.Uint64N(1+r.Uint64N(4*f.p))
				}
				want := make([]uint64, pl.size)
				for i, a := range x {
					for j, b := range y {
						s := &want[(i+j)%pl.size]
						*s = (*s + f.mul(a%f.p, b)) % f.p
					}
				}
				table := f.table(pl.nodes())
				f.forwardTop(x, table, leaf, k, nx)
				f.forwardTop(y, table, leaf, k, ny)
				f.mulLeaves(x, y, table, leaf)
				f.inverseTop(x, table, leaf, k)
				scale := pl.scale(f)
				for i, v := range x {
					if v >= 4*f.p || scale.times(v, f.p)%f.p != want[i] {
						t.Fatalf("%v: coefficient %d is wrong", pl, i)
					}
				}
			}
		}
	}
}

// TestPlan checks the bounds that a plan has to keep.
func TestPlan(t *testing.T) {
	product := new(big.Int).SetUint64(prime0)
	product.Mul(product, new(big.Int).SetUint64(prime1))
	product.Mul(product, new(big.Int).SetUint64(prime2))
	for n := 1; n < maxLimbs/2; n += 1 + n/7 {
		for _, m := range []int{n, (n + 1) / 2, 1} {
			pl := newPlan(n, m, n+m)
			if pl.size != pl.leaf<<pl.k || pl.size*pl.bits%limbBits != 0 || pl.limbs() < n+m || pl.k > rootOrder {
				t.Fatalf("%d by %d limbs: %+v", n, m, pl)
			}
			if pl.bits <= limbBits || pl.bits > maxBits {
				t.Fatalf("%d by %d limbs: %d bits", n, m, pl.bits)
			}
			terms := big.NewInt(int64((m*limbBits + pl.bits - 1) / pl.bits))
			largest := new(big.Int).Lsh(one, uint(pl.bits))
			largest.Sub(largest, one)
			largest.Mul(largest, largest)
			if largest.Mul(largest, terms).Cmp(product) >= 0 {
				t.Fatalf("%d by %d limbs: %d bits are too many", n, m, pl.bits)
			}
		}
	}
}
