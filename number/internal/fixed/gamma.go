package fixed

import (
	"math"
	"math/big"
)

// A Float is m·2^-e up to a relative error that its maker states.
type Float struct {
	M *big.Int
	E int
}

// cut shortens f to p bits.
func (f *Float) cut(p uint) {
	if d := f.M.BitLen() - int(p); d > 0 {
		f.M.Rsh(f.M, uint(d))
		f.E -= d
	}
}

// Rising returns x(x+1)…(x+n-1) for a fixed-point x ≥ ½ with p fraction bits, with a relative error below n·2^(2-p). Eight
// factors take three products: with u = (x+i)(x+i+7) - i(i+7), each pair of factors is u plus an integer.
func (w *Work) Rising(x *big.Int, n int, p uint) Float {
	r := Float{One(p), int(p)}
	sq := w.SqrShift(new(big.Int), x, p)
	i := 0
	u, uu, v, t := new(big.Int), new(big.Int), new(big.Int), new(big.Int)
	for ; i+8 <= n; i += 8 {
		u.Add(sq, w.MulWord(u, x, uint64(2*i+7)))
		w.SqrShift(uu, u, p)
		a := [4]uint64{}
		for j := range a {
			a[j] = uint64(i+j) * uint64(i+7-j)
		}
		// v = (u + a0)(u + a3), then u = (u + a1)(u + a2)
		v.Add(uu, w.MulWord(v, u, a[0]+a[3]))
		v.Add(v, t.Lsh(t.Mul(t.SetUint64(a[0]), w.mulBy.SetUint64(a[3])), p))
		u.Add(uu, w.MulWord(u, u, a[1]+a[2]))
		u.Add(u, t.Lsh(t.Mul(t.SetUint64(a[1]), w.mulBy.SetUint64(a[2])), p))
		w.MulShift(u, u, v, p)
		w.Mul(r.M, r.M, u)
		r.E += int(p)
		r.cut(p)
	}
	for ; i < n; i++ {
		u.Add(x, v.Lsh(v.SetInt64(int64(i)), p))
		w.Mul(r.M, r.M, u)
		r.E += int(p)
		r.cut(p)
	}
	return r
}

// RisingShort returns Π (num + i·den), i = 0 … n-1, exactly.
func (w *Work) RisingShort(num, den *big.Int, n int) *big.Int {
	return w.risingShort(num, den, 0, n)
}

func (w *Work) risingShort(num, den *big.Int, lo, hi int) *big.Int {
	if hi-lo <= 4 {
		r, t := big.NewInt(1), new(big.Int)
		for i := lo; i < hi; i++ {
			t.Add(w.MulWord(t, den, uint64(i)), num)
			w.Mul(r, r, t)
		}
		return r
	}
	mid := (lo + hi) / 2
	r := w.risingShort(num, den, lo, mid)
	return w.Mul(r, r, w.risingShort(num, den, mid, hi))
}

// GammaShort returns the sum Σ_{k≥0} N^k·den^(k+1)/(num·(num+den)…(num+k·den)) with p fraction bits, at most 4 ulps off, for
// 1 ≤ x = num/den ≤ 2 and N = IncompleteN(p): Γ(x) is N^x·e^-N times that up to a relative error of 2^-p, which is what the
// incomplete gamma function Γ(x, N) < 2·N^(x-1)·e^-N leaves out.
func (w *Work) GammaShort(num, den *big.Int, p uint) *big.Int {
	n := IncompleteN(p)
	// Terms fall below 2^-p of the sum at k = a·N, a(ln a - 1) = 1 at the latest: a < 3.6.
	s := gammaSeries{w: w, num: num, den: den, n: new(big.Int).Mul(den, new(big.Int).SetUint64(uint64(n)))}
	nd := s.split(1, n*37/10+16, true)
	// 1/x·(1 + t/q)
	nd.t.Add(nd.t, nd.q)
	w.Mul(nd.t, nd.t, den)
	w.Mul(nd.q, nd.q, num)
	return w.QuoScaled(new(big.Int), nd.t, nd.q, int(p))
}

// IncompleteN returns the N of [Work.GammaShort]: N·e^-N < 2^-(p+4).
func IncompleteN(p uint) int {
	n := float64(p+4) * math.Ln2
	return int(n+math.Log(n+8)) + 8
}

// gammaSeries is the series with the ratio n/(num + k·den).
type gammaSeries struct {
	w           *Work
	num, den, n *big.Int
}

// split is binary splitting as in [ratioSeries.split], with denominators that are no words.
func (s gammaSeries) split(lo, hi int, edge bool) node {
	w := s.w
	if hi-lo == 1 {
		q := w.MulWord(new(big.Int), s.den, uint64(lo))
		return node{p: s.n, q: q.Add(q, s.num), t: new(big.Int).Set(s.n)}
	}
	mid := (lo + hi) / 2
	x := s.split(lo, mid, false)
	y := s.split(mid, hi, edge)
	x.t = w.Mul(x.t, x.t, y.q)
	x.t.Add(x.t, w.Mul(y.t, y.t, x.p))
	x.q = w.Mul(x.q, x.q, y.q)
	if !edge {
		x.p = w.Mul(new(big.Int), x.p, y.p)
	}
	return x
}

// Euler returns Euler's constant γ with p fraction bits, at most 2 ulps from the true value.
func (w *Work) Euler(p uint) *big.Int { return w.constant(constEuler, p, w.brentMcMillan) }

// brentMcMillan returns γ with p fraction bits, at most 2^8 ulps from the true value, by algorithm B1 of Brent and McMillan
// (Mathematics of Computation 34, 1980): γ = S/I - ln n - δ, I = Σ (n^k/k!)², S = Σ H(k)·(n^k/k!)², 0 < δ < π·e^(-4n); both
// sums by binary splitting together.
func (w *Work) brentMcMillan(p uint) *big.Int {
	need := float64(p+4) * math.Ln2 / 4
	n, twos, tens := eulerN(need)
	s := eulerSeries{w, new(big.Int).SetUint64(n * n)}
	x := s.split(1, int(float64(n)*3.6)+16, true)
	// I = 1 + t/q, S = v/(d·q)
	den := w.Mul(new(big.Int), x.d, x.t.Add(x.t, x.q))
	r := w.QuoScaled(new(big.Int), x.v, den, int(p))
	l := w.Ln2(p + 5)
	l.Mul(l, big.NewInt(int64(twos)))
	l10 := w.Ln10(p + 5)
	l.Add(l, l10.Mul(l10, big.NewInt(int64(tens))))
	return r.Sub(r, l.Rsh(l, 5))
}

// eulerN returns the least n = 2^twos·10^tens from need on.
func eulerN(need float64) (n uint64, twos, tens int) {
	for t, pw := 0, 1.0; t < 12; t, pw = t+1, pw*10 {
		k := max(0, int(math.Ceil(math.Log2(need/pw))))
		if v := uint64(math.Ldexp(pw, k)); n == 0 || v < n {
			n, twos, tens = v, k, t
		}
	}
	return n, twos, tens
}

// eulerSeries is the pair of sums of the Brent-McMillan algorithm, with num = n².
type eulerSeries struct {
	w   *Work
	num *big.Int
}

// An eulerNode is the part k = lo … hi-1: p, q, t as in node; c/d = Σ 1/k; v/(d·q) the sum of the terms times the partial
// sums of c/d.
type eulerNode struct{ p, q, t, c, d, v *big.Int }

func (s eulerSeries) split(lo, hi int, edge bool) eulerNode {
	w := s.w
	if hi-lo == 1 {
		k := new(big.Int).SetUint64(uint64(lo))
		return eulerNode{s.num, new(big.Int).Mul(k, k), new(big.Int).Set(s.num), big.NewInt(1), k, new(big.Int).Set(s.num)}
	}
	mid := (lo + hi) / 2
	x := s.split(lo, mid, false)
	y := s.split(mid, hi, edge)
	t := new(big.Int)
	// v = y.d·(y.q·x.v + x.c·x.p·y.t) + x.d·x.p·y.v
	pt := w.Mul(new(big.Int), x.p, y.t)
	v := w.Mul(new(big.Int), y.q, x.v)
	v.Add(v, w.Mul(t, x.c, pt))
	w.Mul(v, v, y.d)
	v.Add(v, w.Mul(t, w.Mul(t, x.d, x.p), y.v))
	r := eulerNode{v: v}
	r.t = w.Mul(x.t, x.t, y.q)
	r.t.Add(r.t, pt)
	if !edge {
		r.p = w.Mul(new(big.Int), x.p, y.p)
	}
	r.q = w.Mul(x.q, x.q, y.q)
	r.c = w.Mul(x.c, x.c, y.d)
	r.c.Add(r.c, w.Mul(t, y.c, x.d))
	r.d = w.Mul(new(big.Int), x.d, y.d)
	return r
}
