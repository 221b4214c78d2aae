// Package number is exact decimal arithmetic for calx.
//
// A [Number] is an integer coefficient times a power of ten, and one bit that says whether it is exact or rounded. Sums,
// differences and products of exact numbers are exact however many digits they take; a quotient is exact if it ends early
// enough; everything else is the true value rounded once to the precision of a [Context], and marked.
//
// # Two lanes
//
// A coefficient of up to 128 bits (38 digits) lives inline in a [Small], three words without a pointer, and is worked on by
// word arithmetic that allocates nothing. Everything longer is a [Big], an immutable {*big.Int, exponent, bit} behind a
// pointer. Which lane a number is in never shows: results are equal whichever lane computed them.
//
// The big lane is not shopspring's Decimal, although that is the type at the boundary ([FromDecimal], [Number.Decimal]):
// its coefficients are copied on every access, and its operations cannot use the fast multiplication of
// number/internal/bigint nor be interrupted.
//
// # Limits
//
// The exponent of a number's first digit lies within ±[MaxExponent]; beyond, on either side, operations fail with
// [TooLarge]. The digits of one exact result are limited by [Context.MaxDigits]. Both are found before the work is done,
// and work that can be long is announced to the context's [Meter] first.
package number

import (
	"math/big"
	"math/bits"
)

// MaxExponent bounds the decimal exponent of the first digit of every number: 10^-MaxExponent ≤ |x| < 10^(MaxExponent+1).
const MaxExponent = 999_999_999

// Number is an immutable decimal number, in either lane. Its zero value is the exact 0.
//
// The inline part is embedded; when its Ok method says no, the value is in the big part.
type Number struct {
	Small
	big *Big
}

// FromSmall returns the number that s holds. If s is not [Small.Ok], the result has no value and may not be used.
func FromSmall(s Small) Number { return Number{Small: s} }

// FromBig returns the number that b, which may not be nil, holds.
func FromBig(b *Big) Number { return Number{Small: Small{X: NotSmall}, big: b} }

// BigPart returns the part beyond the inline lane, nil for a number that is inline.
func (n Number) BigPart() *Big { return n.big }

// Rounded reports whether n is marked as rounded rather than exact.
func (n Number) Rounded() bool {
	if n.big != nil {
		return n.big.rounded
	}
	return n.Small.Rounded()
}

// WithRounded returns n with its mark set to rounded.
func (n Number) WithRounded(rounded bool) Number {
	if n.Rounded() == rounded {
		return n
	}
	if n.big != nil {
		return FromBig(&Big{coef: n.big.coef, exp: n.big.exp, rounded: rounded})
	}
	n.X ^= 1
	return n
}

// IsZero reports whether n is 0.
func (n Number) IsZero() bool { return n.big == nil && n.Hi == 0 && n.Lo == 0 }

// Sign returns -1, 0 or +1 as n is negative, zero or positive.
func (n Number) Sign() int {
	switch {
	case n.big != nil:
		return n.big.coef.Sign()
	case n.Hi < 0:
		return -1
	case n.Hi == 0 && n.Lo == 0:
		return 0
	}
	return 1
}

// IsInteger reports whether n has no fraction.
func (n Number) IsInteger() bool {
	if n.big == nil {
		return n.Small.isInteger()
	}
	e := n.big.exp
	return e >= 0 || e+int64(n.big.trailingZeros()) >= 0
}

// Digits returns how many digits the canonical coefficient of n has: the one without trailing zeros. Zero has one digit.
func (n Number) Digits() int {
	if n.big != nil {
		return n.big.digits() - n.big.trailingZeros()
	}
	d, _ := n.Small.canonicalDigits()
	return d
}

// Scale returns how many digits n has after the decimal point, trailing zeros not counted.
func (n Number) Scale() int {
	var e int64
	if n.big != nil {
		e = n.big.exp
		if e < 0 {
			e += int64(n.big.trailingZeros())
		}
	} else {
		_, z := n.Small.canonicalDigits()
		e = int64(n.exponent()) + int64(z)
	}
	if e >= 0 || n.IsZero() {
		return 0
	}
	return int(-e)
}

// Adjusted returns the decimal exponent of the first digit of n: 0 for 7, 3 for 1234, -2 for 0.05, and 0 for 0.
func (n Number) Adjusted() int {
	if n.big != nil {
		return int(n.big.exp) + n.big.digits() - 1
	}
	return n.Small.adjusted()
}

// adjustedBounds returns two bounds of Adjusted without counting the digits of long numbers.
func (n Number) adjustedBounds() (low, high int64) {
	if n.big == nil {
		adj := int64(n.Small.adjusted())
		return adj, adj
	}
	d0, d1 := n.big.digitBounds()
	return n.big.exp + int64(d0) - 1, n.big.exp + int64(d1) - 1
}

// Words returns the length of the coefficient in 64-bit words, the measure of what an operation on n costs.
func (n Number) Words() int {
	if n.big == nil {
		return 1
	}
	return wordsOf(n.big.coef)
}

// bitLen returns the length of the coefficient in bits, or a little more.
func (n Number) bitLen() int {
	if n.big == nil {
		return 128
	}
	return n.big.coef.BitLen()
}

// bigOverhead is what a Big costs besides the words of its coefficient: itself, the big.Int and the allocator's rounding.
const bigOverhead = 96

// Bytes returns the live memory that n refers to beyond its own 32 bytes.
func (n Number) Bytes() int {
	if n.big == nil {
		return 0
	}
	return 8*wordsOf(n.big.coef) + bigOverhead
}

// parts returns the signed coefficient and the exponent of n. The coefficient may be shared and must not be changed.
func (n Number) parts() (coef *big.Int, exp int64) {
	if n.big != nil {
		return n.big.coef, n.big.exp
	}
	return n.Small.bigCoef(), int64(n.exponent())
}

// newNumber returns coef × 10^exp in the lane it belongs to. It keeps coef, which the caller must not change afterwards.
// An exponent beyond the limit is a [TooLarge] error. A zero coefficient gives plain 0 with the bit.
func newNumber(coef *big.Int, exp int64, rounded bool) (Number, error) {
	bl := coef.BitLen()
	if bl > 127 {
		coef, exp = stripForLane(coef, exp, bl)
		bl = coef.BitLen()
	}
	if bl > 127 {
		n := FromBig(&Big{coef: coef, exp: exp, rounded: rounded})
		if low, high := n.adjustedBounds(); low < -MaxExponent || high > MaxExponent {
			if err := checkAdjusted(exp, n.big.digits()); err != nil {
				return Number{}, err
			}
		}
		return n, nil
	}
	if bl == 0 {
		return Number{Small: Small{X: bit(rounded)}}, nil
	}
	hi, lo := bigTo128(coef)
	return newSmall(hi, lo, coef.Sign() < 0, exp, rounded)
}

// newSmall returns ±hi:lo × 10^exp, an inline number unless the exponent is beyond the limit. hi is below 2^63.
func newSmall(hi, lo uint64, neg bool, exp int64, rounded bool) (Number, error) {
	if hi|lo == 0 {
		return Number{Small: Small{X: bit(rounded)}}, nil
	}
	if exp < minSmallExp || exp > maxSmallExp { // near the border the exponent is of the first digit
		if err := checkAdjusted(exp, digits128(hi, lo)); err != nil {
			return Number{}, err
		}
	}
	if neg {
		hi, lo = neg128(hi, lo)
	}
	return Number{Small: Small{Hi: int64(hi), Lo: lo, X: int32(exp)<<1 | bit(rounded)}}, nil
}

// checkAdjusted fails if a coefficient of so many digits times 10^exp lies beyond the exponent limit.
func checkAdjusted(exp int64, digits int) error {
	adj := exp + int64(digits) - 1
	if adj > MaxExponent {
		return errTooLarge()
	}
	if adj < -MaxExponent {
		return errTooSmall()
	}
	return nil
}

// stripForLane takes the trailing zeros off a coefficient beyond the inline lane where that may bring it back inline or
// make it much shorter. A random coefficient is left alone after a look at its low bits.
func stripForLane(coef *big.Int, exp int64, bitLen int) (*big.Int, int64) {
	tz := int(coef.TrailingZeroBits()) // no fewer than decimal zeros
	if tz == 0 || bitLen > 190 && tz < max(19, bitLen/8) {
		return coef, exp
	}
	z := decimalZeros(coef)
	if z == 0 {
		return coef, exp
	}
	q := new(big.Int)
	quoPow10(q, coef, z)
	return q, exp + int64(z)
}

// bit returns 1 for true.
func bit(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// wordsOf returns the length of x in 64-bit words.
func wordsOf(x *big.Int) int { return (x.BitLen() + 63) / 64 }

// bigTo128 returns the magnitude of x, which has at most 128 bits.
func bigTo128(x *big.Int) (hi, lo uint64) { return words128(x.Bits()) }

// words128 returns the number of words w, the least significant first, which has at most 128 bits.
func words128(w []big.Word) (hi, lo uint64) {
	if bits.UintSize == 64 {
		if len(w) > 0 {
			lo = uint64(w[0])
		}
		if len(w) > 1 {
			hi = uint64(w[1])
		}
		return hi, lo
	}
	for i, v := range w {
		if i < 2 {
			lo |= uint64(v) << (32 * uint(i))
		} else {
			hi |= uint64(v) << (32 * uint(i-2))
		}
	}
	return hi, lo
}
