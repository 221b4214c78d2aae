package bigint

import "math/big"

// A fixedFactor is a number prepared to be multiplied by many others: its
// transform is kept. Products are modulo B^ring - 1.
type fixedFactor struct {
	y    *big.Int
	pl   plan
	s    *spectrum // nil where products are better computed without
	ring int       // 0 without s: products are exact
}

// newFactor prepares y >= 0 for products by numbers of up to n limbs. The ring
// has the given length at least: if that is the product's, products are exact.
func newFactor(y *big.Int, n, ring int, w *work) (*fixedFactor, error) {
	m := limbLen(y)
	f := &fixedFactor{y: y}
	if min(n, m) < mulThreshold || ring > maxLimbs {
		return f, nil
	}
	pl := newPlan(n, m, ring)
	if pl.cost(2) > mulOps(max(n, m), min(n, m)) {
		return f, nil
	}
	var err error
	f.pl, f.ring = pl, pl.limbs()
	f.s, err = pl.transform(y, w)
	return f, err
}

// mul returns x·y modulo B^ring - 1, for x >= 0 below B^ring.
func (f *fixedFactor) mul(x *big.Int, w *work) (*big.Int, error) {
	if f.s == nil {
		return mul(x, f.y, w)
	}
	z, err := f.pl.multiply(x, nil, f.s, min(f.ring, limbLen(x)+limbLen(f.y)), w)
	if err != nil {
		return nil, err
	}
	return f.fold(z), nil
}

// fold reduces x >= 0 modulo B^ring - 1 to at most B^ring - 1.
func (f *fixedFactor) fold(x *big.Int) *big.Int {
	for limbLen(x) > f.ring {
		x.Add(low(x, f.ring), high(x, f.ring))
	}
	return x
}

// subtract returns u - x·y for u, x >= 0, given that it is less than half of
// B^ring in size.
func (f *fixedFactor) subtract(u, x *big.Int, w *work) (*big.Int, error) {
	t, err := f.mul(x, w)
	if err != nil {
		return nil, err
	}
	if f.s == nil {
		return t.Sub(u, t), nil
	}
	t.Sub(f.fold(new(big.Int).Set(u)), t)
	if t.BitLen() == f.ring*limbBits { // in the upper half of the ring
		m := power(f.ring)
		m.Sub(m, one)
		if t.Sign() < 0 {
			t.Add(t, m)
		} else {
			t.Sub(t, m)
		}
	}
	return t, nil
}
