package number

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Short arguments such as 1, 0.1 or 2.5 go straight to binary splitting where the precision is high enough for that to pay.

// shortBits returns how many bits numerator and denominator of an argument may have for its exponential or sine to be
// summed directly at p bits; 0 if that does not pay at all. Measured.
func shortBits(p uint) int {
	if p < 6000 {
		return 0
	}
	return int(min((p-6000)/140, 120))
}

// shortArcBits is shortBits for logarithms and arc functions, whose series converge like geometric ones.
func shortArcBits(p uint) int {
	if p < 20_000 {
		return 0
	}
	return 10
}

// short returns o as a rational number if it is short at p bits and |o| < 32.
func (o operand) short(p uint) (fixed.Short, bool) {
	limit := shortBits(p)
	if limit == 0 || o.adj() > 1 || o.exp < -int64(limit) || o.coef.BitLen() > limit {
		return fixed.Short{}, false
	}
	if o.exp >= 0 {
		s := fixed.Short{Num: new(big.Int).Mul(o.coef, pow10(int(o.exp))), Den: bigOne}
		return s, s.Num.BitLen() <= 5
	}
	s := fixed.Short{Num: o.coef, Den: new(big.Int).Exp(big.NewInt(5), big.NewInt(-o.exp), nil), Shift: uint(-o.exp)}
	return s, s.Bits() <= limit && s.Num.BitLen() <= s.Den.BitLen()+int(s.Shift)+4
}

// expShort encloses e^o for a short o.
func expShort(w *fixed.Work, o operand, digits int) (enclosure, bool) {
	p := fixed.BitsOf(digits) + 60 // e^-32 has 46 zeros after the point
	s, ok := o.short(p)
	if !ok {
		return enclosure{}, false
	}
	return enclosure{m: w.ExpShort(s, p), k: int(p), err: 2}, true
}

// angleOfShort encloses the angle of the point (den, num), num, den > 0, for a short ratio.
func angleOfShort(w *fixed.Work, num, den *big.Int, p uint) (*big.Int, bool) {
	if limit := shortArcBits(p); num.BitLen()+den.BitLen() > limit {
		return nil, false
	}
	// Three angles of the ratio 1 or below: a quarter turn, an eighth, and at most ½.
	x, y, quarter, eighth := den, num, false, false
	if y.Cmp(x) > 0 {
		x, y, quarter = y, x, true
	}
	if t := new(big.Int).Lsh(y, 1); t.Cmp(x) > 0 {
		x, y, eighth = new(big.Int).Add(x, y), new(big.Int).Sub(x, y), true
	}
	a := new(big.Int)
	if y.Sign() != 0 {
		g := new(big.Int).GCD(nil, nil, y, x)
		a = w.AtanShort(fixed.Short{Num: new(big.Int).Quo(y, g), Den: new(big.Int).Quo(x, g)}, p)
	}
	if eighth {
		a.Sub(w.QuarterPi(p), a)
	}
	if quarter {
		a.Sub(w.HalfPi(p), a)
	}
	return a, true
}

// lnShort returns ln x, with p fraction bits and at most 16 ulps off, for a short x of one to 32.
func lnShort(w *fixed.Work, o operand, p uint) (*big.Int, bool) {
	s, ok := o.short(p)
	if !ok || s.Num.Sign() <= 0 || s.Bits() > shortArcBits(p) {
		return nil, false
	}
	// o = num/den·2^-shift = 2^j·y, ¾ ≤ y < 1½ as the quotient of two integers.
	x, y := s.Num, s.Den
	j := x.BitLen() - y.BitLen()
	x, y = shifted(x, -j), shifted(y, j)
	if t := new(big.Int).Lsh(x, 1); t.Cmp(new(big.Int).Mul(y, big.NewInt(3))) >= 0 {
		y, j = new(big.Int).Lsh(y, 1), j+1
	} else if t.Lsh(x, 2).Cmp(new(big.Int).Mul(y, big.NewInt(3))) < 0 {
		x, j = new(big.Int).Lsh(x, 1), j-1
	}
	j -= int(s.Shift)
	num, den := new(big.Int).Sub(x, y), new(big.Int).Add(x, y)
	l := new(big.Int)
	if num.Sign() != 0 {
		g := new(big.Int).GCD(nil, nil, new(big.Int).Abs(num), den)
		l = w.AtanhShort(fixed.Short{Num: num.Quo(num, g), Den: den.Quo(den, g)}, p)
		l.Lsh(l, 1)
	}
	if j != 0 {
		k := uint(bitsOf(int64(j)))
		t := w.Ln2(p + k)
		t.Mul(t, big.NewInt(int64(j)))
		l.Add(l, t.Rsh(t, k))
	}
	return l, true
}

// shifted returns x·2^n for n > 0, else x.
func shifted(x *big.Int, n int) *big.Int {
	if n <= 0 {
		return x
	}
	return new(big.Int).Lsh(x, uint(n))
}
