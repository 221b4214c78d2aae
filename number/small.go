package number

import (
	"math"
	"math/big"
	"math/bits"
)

// Small is a number of the inline lane: Hi:Lo is the coefficient, 128 bits in two's complement, and X is the decimal
// exponent times two plus the bit that says rounded. Three words without a pointer travel in registers. Coefficients are
// not normalised: the same number has several forms, which compare equal by [CmpSmall] but not by ==.
type Small struct {
	Hi int64
	Lo uint64
	X  int32
}

// NotSmall is the X of a value that is not in the inline lane.
const NotSmall int32 = math.MinInt32

// Inline exponents within which no inline coefficient can be beyond the exponent limit.
const (
	minSmallExp = -MaxExponent
	maxSmallExp = MaxExponent - smallDigits
)

// notSmall is what operations return that cannot answer inline.
var notSmall = Small{X: NotSmall}

// Ok reports whether s holds a number.
func (s Small) Ok() bool { return s.X != NotSmall }

// Rounded reports whether s is marked as rounded.
func (s Small) Rounded() bool { return s.X&1 != 0 }

// exponent returns the decimal exponent.
func (s Small) exponent() int32 { return s.X >> 1 }

// mag returns the magnitude of the coefficient and whether it is negative.
func (s Small) mag() (u128, bool) {
	m := uint64(s.Hi >> 63)
	lo, c := bits.Add64(s.Lo^m, m&1, 0)
	return u128{(uint64(s.Hi) ^ m) + c, lo}, m != 0
}

// makeSmall returns the number of magnitude x, which has at most 127 bits, with the exponent field given.
func makeSmall(x u128, neg bool, fx int32) Small {
	var m uint64
	if neg {
		m = ^uint64(0)
	}
	lo, c := bits.Add64(x.lo^m, m&1, 0)
	return Small{int64((x.hi ^ m) + c), lo, fx}
}

// plainX reports whether x is the exponent field of an exact number with an exponent that no inline result can bring
// beyond the limit. Rotation moves the rounded bit to the top, so that one comparison decides all.
func plainX(x int32) bool {
	return bits.RotateLeft32(uint32(x+2*MaxExponent), -1) <= maxSmallExp-minSmallExp
}

// AddExact returns a + b of exact numbers. ok is false, and the result meaningless, if an operand is rounded or not
// inline, or the sum does not fit. Of different exponents the larger is scaled down to the other.
func AddExact(a, b Small) (s Small, ok bool) {
	if !plainX(a.X) || !plainX(b.X) {
		return a, false
	}
	if a.X != b.X {
		if a.X < b.X {
			a, b = b, a
		}
		n := uint32(a.X-b.X) >> 1
		if n > 19 || uint64(int64(a.Lo)>>63) != uint64(a.Hi) {
			if a, ok = scaleSmall(a, uint(n)); !ok {
				return a, false
			}
		} else { // a word and a power that is one: 127 bits suffice
			m := pow10Word[n]
			hi, lo := bits.Mul64(a.Lo, m)
			a.Hi, a.Lo = int64(hi-m&uint64(a.Hi)), lo
		}
	}
	lo, c := bits.Add64(a.Lo, b.Lo, 0)
	hi, _ := bits.Add64(uint64(a.Hi), uint64(b.Hi), c)
	return Small{int64(hi), lo, b.X}, int64((hi^uint64(a.Hi))&(hi^uint64(b.Hi))) >= 0
}

// SubExact returns a - b as [AddExact] does the sum.
func SubExact(a, b Small) (s Small, ok bool) {
	if b.Hi == math.MinInt64 {
		return b, false
	}
	return AddExact(a, negRaw(b))
}

// scaleSmall returns a × 10^n without changing its exponent; ok is false if that does not fit.
//
//go:noinline
func scaleSmall(a Small, n uint) (Small, bool) {
	x, neg := a.mag()
	x, ok := scale128(x, n)
	return makeSmall(x, neg, a.X), ok
}

// negRaw negates the coefficient, which is not -2^127.
func negRaw(s Small) Small {
	hi, lo := neg128(uint64(s.Hi), s.Lo)
	return Small{int64(hi), lo, s.X}
}

// MulExact returns a × b of exact numbers, as [AddExact] does the sum. Exponents beyond ±268,435,455 are left to the
// caller's slow path.
func MulExact(a, b Small) (s Small, ok bool) {
	// Both bits clear and both exponents short enough for their sum: one test, as in plainX.
	const half = 1 << 29
	x := bits.RotateLeft32(uint32(a.X)+half, -1) | bits.RotateLeft32(uint32(b.X)+half, -1)
	am, bm := uint64(int64(a.Lo)>>63), uint64(int64(b.Lo)>>63)
	if x >= half || (uint64(a.Hi)^am)|(uint64(b.Hi)^bm) != 0 {
		return mulWide(a, b, x < half)
	}
	hi, lo := bits.Mul64(a.Lo, b.Lo)
	hi -= am&b.Lo + bm&a.Lo
	return Small{int64(hi), lo, a.X + b.X}, true
}

// mulWide is MulExact where a coefficient is longer than a word.
func mulWide(a, b Small, plain bool) (Small, bool) {
	if !plain {
		return notSmall, false
	}
	x, xneg := a.mag()
	y, yneg := b.mag()
	if x.hi != 0 {
		x, y = y, x
	}
	if x.hi != 0 {
		return notSmall, false
	}
	z, ok := mul128by64(y, x.lo)
	return makeSmall(z, xneg != yneg, a.X+b.X), ok
}

// NegSmall returns -a, with its mark. ok is false if a is not inline or its negative does not fit.
func NegSmall(a Small) (Small, bool) {
	hi, lo := neg128(uint64(a.Hi), a.Lo)
	return Small{int64(hi), lo, a.X}, a.X != NotSmall && a.Hi != math.MinInt64
}

// isInteger reports whether s has no fraction.
func (s Small) isInteger() bool {
	e := s.exponent()
	if e >= 0 || s.Hi == 0 && s.Lo == 0 {
		return true
	}
	x, _ := s.mag()
	if e < -smallDigits {
		return false
	}
	_, r := x.divmodPow10(int(-e))
	return r == u128{}
}

// canonicalDigits returns the number of digits without trailing zeros, and of trailing zeros, of the coefficient.
func (s Small) canonicalDigits() (digits, zeros int) {
	x, _ := s.mag()
	if x.hi|x.lo == 0 {
		return 1, 0
	}
	x, zeros = x.strip()
	return digits128(x.hi, x.lo), zeros
}

// adjusted returns the decimal exponent of the first digit, 0 for zero.
func (s Small) adjusted() int {
	x, _ := s.mag()
	if x.hi|x.lo == 0 {
		return 0
	}
	return int(s.exponent()) + digits128(x.hi, x.lo) - 1
}

// bigCoef returns the coefficient as a new big integer.
func (s Small) bigCoef() *big.Int {
	x, neg := s.mag()
	z := bigFrom128(x)
	if neg {
		z.Neg(z)
	}
	return z
}

// bigFrom128 returns x as a new big integer.
func bigFrom128(x u128) *big.Int {
	z := new(big.Int)
	if x.hi == 0 {
		return z.SetUint64(x.lo)
	}
	if bits.UintSize == 64 {
		return z.SetBits([]big.Word{big.Word(x.lo), big.Word(x.hi)})
	}
	z.SetUint64(x.hi)
	z.Lsh(z, 64)
	return z.Or(z, new(big.Int).SetUint64(x.lo))
}

// MulWords returns a × b of exact numbers of one word that are not negative. ok is false, and the result meaningless, for all
// others. It is the part of [MulExact] that is short enough to be inlined.
func MulWords(a, b Small) (s Small, ok bool) {
	const half = 1 << 29
	hi, lo := bits.Mul64(a.Lo, b.Lo)
	x := bits.RotateLeft32(uint32(a.X)+half, -1) | bits.RotateLeft32(uint32(b.X)+half, -1)
	return Small{int64(hi), lo, a.X + b.X}, x < half && a.Hi|b.Hi == 0 && int64(hi) >= 0
}
