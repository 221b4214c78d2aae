package number

import (
	"hash/maphash"
	"math/big"
	"math/bits"
)

// CmpSmall compares a and b by value, whatever their marks: -1, 0, +1. ok is false if either is not inline.
func CmpSmall(a, b Small) (cmp int, ok bool) {
	if a.X == NotSmall || b.X == NotSmall {
		return 0, false
	}
	// Of different exponents the larger is scaled down to the other, where a word and a power that is one suffice.
	ahi, alo, bhi, blo := a.Hi, a.Lo, b.Hi, b.Lo
	if n := a.X>>1 - b.X>>1; n != 0 {
		switch {
		case n > 0 && n <= 19 && ahi == int64(alo)>>63:
			m := pow10Word[n]
			hi, lo := bits.Mul64(alo, m)
			ahi, alo = int64(hi-m&uint64(ahi)), lo
		case n < 0 && n >= -19 && bhi == int64(blo)>>63:
			m := pow10Word[-n]
			hi, lo := bits.Mul64(blo, m)
			bhi, blo = int64(hi-m&uint64(bhi)), lo
		default:
			return cmpAligned(a, b), true
		}
	}
	switch {
	case ahi < bhi || ahi == bhi && alo < blo:
		return -1, true
	case ahi == bhi && alo == blo:
		return 0, true
	}
	return 1, true
}

// sign returns the sign of an inline number.
func (s Small) sign() int {
	if s.Hi < 0 {
		return -1
	}
	if s.Hi == 0 && s.Lo == 0 {
		return 0
	}
	return 1
}

// cmpAligned compares inline numbers of different exponents, one of which may have more than a word.
func cmpAligned(a, b Small) int {
	sa, sb := a.sign(), b.sign()
	if sa != sb || sa == 0 {
		return cmpInt(sa, sb)
	}
	if da, db := a.adjusted(), b.adjusted(); da != db {
		return sa * cmpInt(da, db)
	}
	// The first digits stand alike, so the exponents differ by less than the digits of one.
	x, _ := a.mag()
	y, _ := b.mag()
	w, v := u256{0, 0, x.hi, x.lo}, u256{0, 0, y.hi, y.lo}
	if n := a.exponent() - b.exponent(); n > 0 {
		w = mul128(x, pow10Pair[n])
	} else {
		v = mul128(y, pow10Pair[-n])
	}
	switch {
	case w.less(v):
		return -sa
	case v.less(w):
		return sa
	}
	return 0
}

func cmpInt(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Cmp compares a and b by value, whatever their marks: -1 if a < b, 0 if a = b, +1 if a > b. Numbers far apart are told
// apart by their exponents, without aligning them.
func Cmp(a, b Number) int {
	if cmp, ok := CmpSmall(a.Small, b.Small); ok {
		return cmp
	}
	sa, sb := a.Sign(), b.Sign()
	if sa != sb || sa == 0 {
		return cmpInt(sa, sb)
	}
	if da, db := a.Adjusted(), b.Adjusted(); da != db {
		return sa * cmpInt(da, db)
	}
	x, ex := a.parts()
	y, ey := b.parts()
	switch {
	case ex > ey:
		x = new(big.Int).Mul(x, pow10(int(ex-ey)))
	case ey > ex:
		y = new(big.Int).Mul(y, pow10(int(ey-ex)))
	}
	return x.Cmp(y)
}

// Equal reports whether a and b have the same value, whatever their marks.
func Equal(a, b Number) bool { return Cmp(a, b) == 0 }

// canonical is the form of an inline number without trailing zeros, which equal numbers share.
type canonical struct {
	hi, lo uint64
	exp    int64
	neg    bool
}

// Hash returns a hash of the value of n: equal numbers hash alike, in whichever form and lane.
func (n Number) Hash(seed maphash.Seed) uint64 {
	if n.IsZero() {
		return maphash.Comparable(seed, canonical{})
	}
	if n.big == nil {
		x, neg := n.mag()
		x, z := x.strip()
		return maphash.Comparable(seed, canonical{x.hi, x.lo, int64(n.exponent()) + int64(z), neg})
	}
	coef, z := n.big.coef, n.big.trailingZeros()
	if z > 0 {
		t := new(big.Int)
		quoPow10(t, coef, z)
		coef = t
	}
	exp := n.big.exp + int64(z)
	if coef.BitLen() <= 128 {
		hi, lo := bigTo128(coef)
		return maphash.Comparable(seed, canonical{hi, lo, exp, coef.Sign() < 0})
	}
	h := maphash.Bytes(seed, coef.Bytes())
	return maphash.Comparable(seed, canonical{h, 1, exp, coef.Sign() < 0})
}
