package number

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// FromInt64 returns v, exactly.
func FromInt64(v int64) Number { return Number{Small: Small{Hi: v >> 63, Lo: uint64(v)}} }

// FromUint64 returns v, exactly.
func FromUint64(v uint64) Number { return Number{Small: Small{Lo: v}} }

// FromBigInt returns v, exactly. It does not keep v.
func FromBigInt(v *big.Int) Number {
	if v.BitLen() <= 127 {
		hi, lo := bigTo128(v)
		if v.Sign() < 0 {
			hi, lo = neg128(hi, lo)
		}
		return Number{Small: Small{Hi: int64(hi), Lo: lo}}
	}
	n, err := newNumber(new(big.Int).Set(v), 0, false)
	if err != nil { // more than 10^9 digits
		panic("number: an integer beyond the exponent limit")
	}
	return n
}

// FromDecimal returns d, exactly. An exponent beyond the limit is a TooLarge error. Coefficients of up to 127 bits are read
// without a copy.
func FromDecimal(d decimal.Decimal) (Number, error) {
	if s, ok := SmallFromDecimal(&d); ok {
		return Number{Small: s}, nil
	}
	return fromDecimalMethods(d)
}

// SmallFromDecimal is [FromDecimal] for what is in the inline lane, of a decimal that stays where it is, in a field of a struct
// say. ok is false for everything else, and for exponents near the limit.
func SmallFromDecimal(d *decimal.Decimal) (s Small, ok bool) {
	if !viewable() {
		n, err := fromDecimalMethods(*d)
		return n.Small, err == nil && n.Ok()
	}
	v := viewDecimal(d)
	if v.value == nil {
		return Small{}, true
	}
	var hi, lo uint64
	switch abs := v.value.abs; {
	case len(abs) == 0:
		return Small{}, true
	case bits.UintSize == 64 && len(abs) == 1:
		lo = uint64(abs[0])
	case len(abs)*bits.UintSize <= 128:
		hi, lo = words128(abs)
	default:
		return notSmall, false
	}
	if hi>>63 != 0 || v.exp < minSmallExp || v.exp > maxSmallExp {
		return notSmall, false
	}
	if v.value.neg {
		hi, lo = neg128(hi, lo)
	}
	return Small{Hi: int64(hi), Lo: lo, X: v.exp << 1}, true
}

// fromDecimalMethods is FromDecimal by what the type exports.
func fromDecimalMethods(d decimal.Decimal) (Number, error) {
	return newNumber(d.Coefficient(), int64(d.Exponent()), false)
}

// Decimal returns n as shopspring's type, without its mark. The error is TooLarge if the exponent does not fit there.
func (n Number) Decimal() (decimal.Decimal, error) {
	if n.big == nil && n.Hi == int64(n.Lo)>>63 {
		return decimal.New(int64(n.Lo), n.exponent()), nil
	}
	coef, exp := n.parts()
	if exp < math.MinInt32 || exp > math.MaxInt32 {
		return decimal.Decimal{}, newError(TooLarge, "the exponent is too large for a decimal.Decimal")
	}
	return decimal.NewFromBigInt(coef, int32(exp)), nil
}

// FromRat returns r, as the quotient of its numerator by its denominator: exact if it ends early enough (see
// [Context.Quo]), else rounded to the precision.
func (c *Context) FromRat(r *big.Rat) (Number, error) {
	return c.Quo(FromBigInt(r.Num()), FromBigInt(r.Denom()))
}

// Int64 returns n as an int64; ok is false if n is not an integer within its range.
func (n Number) Int64() (v int64, ok bool) {
	if n.big != nil {
		return 0, false // an integer of more than 127 bits, or with a fraction
	}
	x, neg := n.mag()
	e := n.exponent()
	if x.hi|x.lo == 0 {
		return 0, true
	}
	if e < 0 {
		if e < -smallDigits {
			return 0, false
		}
		var r u128
		if x, r = x.divmodPow10(int(-e)); r.hi|r.lo != 0 {
			return 0, false
		}
	} else if x, ok = scale128(x, uint(e)); !ok {
		return 0, false
	}
	if x.hi != 0 || x.lo > 1<<63 || x.lo == 1<<63 && !neg {
		return 0, false
	}
	v = int64(x.lo)
	if neg {
		v = -v
	}
	return v, true
}

// maxIntDigits is up to how many digits BigInt, Rat and TextBase write out a number.
const maxIntDigits = 10_000_000

// BigInt returns n as a new big integer; ok is false if n has a fraction or more than ten million digits.
func (n Number) BigInt() (v *big.Int, ok bool) {
	if !n.IsInteger() || n.Adjusted() >= maxIntDigits {
		return nil, false
	}
	coef, exp := n.parts()
	v = new(big.Int)
	if exp >= 0 {
		return v.Mul(coef, pow10(int(exp))), true
	}
	if coef.Sign() != 0 {
		quoPow10(v, coef, int(-exp))
	}
	return v, true
}

// Rat returns n as a new rational number, nil if it would take more than ten million digits.
func (n Number) Rat() *big.Rat {
	coef, exp := n.parts()
	if exp > maxIntDigits || exp < -maxIntDigits {
		return nil
	}
	if exp >= 0 {
		return new(big.Rat).SetInt(new(big.Int).Mul(coef, pow10(int(exp))))
	}
	return new(big.Rat).SetFrac(coef, pow10(int(-exp)))
}
