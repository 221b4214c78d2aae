package fixed

import (
	"math/big"
	"math/bits"
	"sync"
)

// The constants that are kept.
const (
	constPi = iota
	constLn2
	constLn10
	constE
	constEuler
	numConstants
)

// maxKeptBits bounds the precision of a constant that is kept, and so the memory of all of them: 5 times 2 MB.
const maxKeptBits = 16 << 20

// constants is the one process-wide cache of constants: of each the most precise value computed so far, never changed
// once it is here. Requests for fewer bits are cut from it.
var constants struct {
	sync.RWMutex
	entry [numConstants]fixedValue
}

// fixedValue is x·2^-p.
type fixedValue struct {
	x *big.Int
	p uint
}

// kept returns the constant with p fraction bits if it is at hand: at most 1 ulp below the true value, or within 2^-16 ulps.
func kept(id int, p uint) *big.Int {
	if p <= staticBits {
		return new(big.Int).Rsh(staticConstant(id), staticBits+staticGuard-p)
	}
	constants.RLock()
	v := constants.entry[id]
	constants.RUnlock()
	if v.x == nil || v.p < p {
		return nil
	}
	return new(big.Int).Rsh(v.x, v.p-p)
}

// keep stores a constant for later. x must not be changed afterwards.
func keep(id int, x *big.Int, p uint) {
	if p > maxKeptBits {
		return
	}
	constants.Lock()
	if v := constants.entry[id]; v.x == nil || v.p < p {
		constants.entry[id] = fixedValue{x, p}
	}
	constants.Unlock()
}

// constant returns the constant with p fraction bits, at most 2 ulps from the true value. compute is asked, with some bits
// to spare, if it is not at hand; its result may be off by 2^12 of its ulps.
func (w *Work) constant(id int, p uint, compute func(q uint) *big.Int) *big.Int {
	if x := kept(id, p); x != nil {
		return x
	}
	q := p + p/32 + 64 // a little more, so that Ziv's next try and neighbouring precisions find it here
	x := compute(q)
	x.Rsh(x, 16)
	keep(id, x, q-16)
	return new(big.Int).Rsh(x, q-16-p)
}

// Pi returns π with p fraction bits, at most 2 ulps from the true value.
func (w *Work) Pi(p uint) *big.Int { return w.constant(constPi, p, w.chudnovsky) }

// E returns e with p fraction bits, at most 2 ulps from the true value.
func (w *Work) E(p uint) *big.Int {
	return w.constant(constE, p, func(q uint) *big.Int {
		s := ratioSeries{n: factorialTerms(q, 0, 1), v: identity}
		return s.value(w, q)
	})
}

// Ln2 returns ln 2 with p fraction bits, at most 2 ulps from the true value.
func (w *Work) Ln2(p uint) *big.Int {
	return w.constant(constLn2, p, func(q uint) *big.Int { x, _ := w.logs(q); return x })
}

// Ln10 returns ln 10 with p fraction bits, at most 2 ulps from the true value.
func (w *Work) Ln10(p uint) *big.Int {
	return w.constant(constLn10, p, func(q uint) *big.Int { _, x := w.logs(q); return x })
}

// logs computes ln 2 and ln 10 with p fraction bits from the same four sums, and keeps both: Machin-like formulas over
// atanh(1/251), atanh(1/449), atanh(1/4801), atanh(1/8749), the smooth numbers whose neighbours have the prime factors 2, 3,
// 5 and 7 (Størmer 1897; the coefficients solve a linear system).
func (w *Work) logs(p uint) (ln2, ln10 *big.Int) {
	ln2, ln10 = new(big.Int), new(big.Int)
	for _, m := range [...]struct{ n, ln2, ln10 int64 }{
		{251, 144, 478}, {449, 54, 180}, {4801, -38, -126}, {8749, 62, 206},
	} {
		a := w.atanhInverse(uint64(m.n), p)
		ln2.Add(ln2, new(big.Int).Mul(a, big.NewInt(m.ln2)))
		ln10.Add(ln10, new(big.Int).Mul(a, big.NewInt(m.ln10)))
	}
	q := p - 16
	keep(constLn2, new(big.Int).Rsh(ln2, 16), q)
	keep(constLn10, new(big.Int).Rsh(ln10, 16), q)
	return ln2, ln10
}

// atanhInverse returns atanh(1/n) with p fraction bits, less than 3 ulps from the true value, for n < 2^20.
func (w *Work) atanhInverse(n uint64, p uint) *big.Int {
	s := ratioSeries{
		n:   geometricTerms(p, float64(2*(bits.Len64(n)-1))),
		den: new(big.Int).SetUint64(n * n),
		b:   odd,
	}
	x := s.value(w, p)
	return w.QuoWord(x, x, n)
}

func identity(k int) uint64 { return uint64(k) }
func odd(k int) uint64      { return 2*uint64(k) + 1 }

// chudnovsky returns π with p fraction bits, less than 2^8 ulps from the true value, by the series of D. and G. Chudnovsky
// (1988), 47 bits a term, summed by binary splitting.
func (w *Work) chudnovsky(p uint) *big.Int {
	n := int(p/47) + 2
	nd := w.chudnovskySplit(1, n, true)
	// π = 426880·√10005·q / (13591409·q + t)
	root := w.SqrtInt(new(big.Int), new(big.Int).Lsh(big.NewInt(10005), 2*p))
	num := w.Mul(root, root, nd.q)
	w.MulWord(num, num, 426880)
	den := w.MulWord(nd.q, nd.q, 13591409)
	den.Add(den, nd.t)
	return w.QuoScaled(new(big.Int), num, den, 0)
}

// chudnovskySplit returns the node of the terms lo … hi-1.
func (w *Work) chudnovskySplit(lo, hi int, edge bool) node {
	if hi-lo == 1 {
		return w.chudnovskyLeaf(uint64(lo))
	}
	mid := (lo + hi) / 2
	x := w.chudnovskySplit(lo, mid, false)
	y := w.chudnovskySplit(mid, hi, edge)
	x.t = w.Mul(x.t, x.t, y.q)
	x.t.Add(x.t, w.Mul(y.t, y.t, x.p))
	x.q = w.Mul(x.q, x.q, y.q)
	if !edge {
		x.p = w.Mul(x.p, x.p, y.p)
	}
	return x
}

// chudnovskyLeaf returns the node of term k: p = -(6k-5)(2k-1)(6k-1), q = k³·640320³/24, t = p·(13591409 + 545140134·k).
func (w *Work) chudnovskyLeaf(k uint64) node {
	p := new(big.Int).SetUint64((6*k - 5) * (2*k - 1))
	w.MulWord(p, p, 6*k-1)
	p.Neg(p)
	q := new(big.Int).SetUint64(k * k)
	w.MulWord(q, q, k)
	w.MulWord(q, q, 10939058860032000)
	t := w.MulWord(new(big.Int), p, 13591409+545140134*k)
	return node{p: p, q: q, t: t}
}
