package fixed

import (
	"math"
	"math/big"
)

// A ratioSeries is Σ_{k=0}^{n-1} t(k)/b(k) with t(0) = 1 and t(k) = t(k-1) · num·u(k) / (den·v(k)·2^shift), summed exactly
// by binary splitting (Haible and Papanikolaou, Fast multiprecision evaluation of series of rational numbers, ANTS-III
// 1998): quasi-linear in the number of bits if num and den are short.
type ratioSeries struct {
	n        int
	num, den *big.Int           // nil for 1
	u, v, b  func(k int) uint64 // nil for 1
	shift    uint
	pows     map[int]*big.Int // powers of num, which nodes of equal length share
}

// A node is the part of the sum from k = lo to hi-1: p is the product of the numerators (nil for 1), q that of the
// denominators without the powers of two, b that of the b(k), and t/(b·q·2^(shift·(hi-lo))) the sum relative to t(lo-1).
type node struct{ p, q, b, t *big.Int }

// leafTerms is how many terms are added up one by one.
const leafTerms = 8

// sum returns t and q with Σ = (t/q)·2^-s; t and q are exact.
func (r *ratioSeries) sum(w *Work) (t, q *big.Int, s uint) {
	b0 := uint64(1)
	if r.b != nil {
		b0 = r.b(0)
	}
	if r.n <= 1 {
		return big.NewInt(1), new(big.Int).SetUint64(b0), 0
	}
	r.pows = map[int]*big.Int{}
	nd := r.split(w, 1, r.n, true)
	s = r.shift * uint(r.n-1)
	q = nd.q
	if nd.b != nil {
		q = w.Mul(q, q, nd.b)
	}
	// 1/b(0) + t/(q·2^s)
	t = nd.t
	if b0 != 1 {
		w.MulWord(t, t, b0)
	}
	t.Add(t, new(big.Int).Lsh(q, s))
	if b0 != 1 {
		w.MulWord(q, q, b0)
	}
	return t, q, s
}

// value returns the sum with p fraction bits, less than 2 ulps from the true sum of the n terms.
func (r *ratioSeries) value(w *Work, p uint) *big.Int {
	t, q, s := r.sum(w)
	return w.QuoScaled(new(big.Int), t, q, int(p)-int(s))
}

// split returns the node of lo … hi-1. The product of the numerators is not wanted on the right edge of the tree.
func (r *ratioSeries) split(w *Work, lo, hi int, edge bool) node {
	if hi-lo <= leafTerms {
		return r.leaf(w, lo, hi)
	}
	mid := (lo + hi) / 2
	x := r.split(w, lo, mid, false)
	y := r.split(w, mid, hi, edge)
	// t = x.t·y.q·y.b·2^(shift·(hi-mid)) + x.p·x.b·y.t
	t := w.Mul(x.t, x.t, y.q)
	if y.b != nil {
		w.Mul(t, t, y.b)
		w.Mul(y.t, y.t, x.b)
		x.b = w.Mul(x.b, x.b, y.b)
	}
	t.Lsh(t, r.shift*uint(hi-mid))
	if x.p != nil {
		w.Mul(y.t, y.t, x.p)
	}
	x.t = t.Add(t, y.t)
	x.q = w.Mul(x.q, x.q, y.q)
	if edge {
		x.p = nil
	} else {
		x.p = r.joinP(w, x.p, y.p, hi-lo)
	}
	return x
}

// joinP returns x·y, the product of the numerators of so many terms.
func (r *ratioSeries) joinP(w *Work, x, y *big.Int, terms int) *big.Int {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	case r.u == nil:
		return r.pow(w, terms)
	}
	return w.Mul(new(big.Int), x, y)
}

// pow returns num^k. The result is shared and must not be changed.
func (r *ratioSeries) pow(w *Work, k int) *big.Int {
	if k == 1 {
		return r.num
	}
	if p, ok := r.pows[k]; ok {
		return p
	}
	var p *big.Int
	if k&1 == 0 {
		p = w.Sqr(new(big.Int), r.pow(w, k/2))
	} else {
		p = w.Mul(new(big.Int), r.pow(w, k/2), r.pow(w, k/2+1))
	}
	r.pows[k] = p
	return p
}

// leaf adds up the terms lo … hi-1 one by one.
func (r *ratioSeries) leaf(w *Work, lo, hi int) node {
	nd := node{q: big.NewInt(1), t: new(big.Int)}
	p := big.NewInt(1)
	if r.b != nil {
		nd.b = big.NewInt(1)
	}
	tmp := new(big.Int)
	for k := lo; k < hi; k++ {
		if r.num != nil {
			if r.u == nil {
				p = r.pow(w, k-lo+1)
			} else {
				p = w.Mul(p, p, r.num)
			}
		}
		if r.u != nil {
			w.MulWord(p, p, r.u(k))
		}
		// t = t·(q·b·2^shift of this term) + p·b of those before
		w.timesDen(nd.t, r, k)
		if r.b != nil {
			bk := r.b(k)
			w.MulWord(nd.t, nd.t, bk)
			nd.t.Add(nd.t.Lsh(nd.t, r.shift), w.Mul(tmp, p, nd.b))
			w.MulWord(nd.b, nd.b, bk)
		} else {
			nd.t.Add(nd.t.Lsh(nd.t, r.shift), p)
		}
		w.timesDen(nd.q, r, k)
	}
	if r.num != nil || r.u != nil {
		nd.p = p
	}
	return nd
}

// timesDen multiplies z by den·v(k).
func (w *Work) timesDen(z *big.Int, r *ratioSeries, k int) {
	if r.den != nil {
		w.Mul(z, z, r.den)
	}
	if r.v != nil {
		w.MulWord(z, z, r.v(k))
	}
}

// geometricTerms returns how many terms of a series fall below 2^-p, if each is at least 2^drop times smaller than the one
// before.
func geometricTerms(p uint, drop float64) int { return int(float64(p)/drop) + 2 }

// factorialTerms returns how many terms fall below 2^-p if term k is at most 2^(-drop·k)/(c·k)!.
func factorialTerms(p uint, drop float64, c float64) int {
	lo, hi := 1.0, 2*float64(p)+1000
	for hi-lo > 0.5 {
		k := (lo + hi) / 2
		g, _ := math.Lgamma(c*k + 1)
		if drop*k+g/math.Ln2 < float64(p) {
			lo = k
		} else {
			hi = k
		}
	}
	return int(hi) + 2
}
