package number

import (
	"math"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// FromInt64 returns v, exactly.
func FromInt64(v int64) Number { return Number{Small: Small{Hi: v >> 63, Lo: uint64(v)}} }

// FromUint64 returns v, exactly.
func FromUint64(v uint64) Number { return Number{Small: Small{Lo: v}} }

// FromBigInt returns v, exactly. It does not keep v.
func FromBigInt(v *big.Int) Number {
	if v.IsInt64() {
		return FromInt64(v.Int64())
	}
	n, err := newNumber(new(big.Int).Set(v), 0, false)
	if err != nil { // more than 10^9 digits
		panic("number: an integer beyond the exponent limit")
	}
	return n
}

// FromDecimal returns d, exactly. An exponent beyond the limit is a TooLarge error. Coefficients of up to 18 digits are
// read without a copy.
func FromDecimal(d decimal.Decimal) (Number, error) {
	exp := int64(d.Exponent())
	if d.NumDigits() <= 18 {
		v := d.CoefficientInt64()
		if exp >= minSmallExp && exp <= maxSmallExp {
			return Number{Small: Small{Hi: v >> 63, Lo: uint64(v), X: int32(exp) << 1}}, nil
		}
		u := uint64(v)
		if v < 0 {
			u = -u
		}
		return newSmall(0, u, v < 0, exp, false)
	}
	return newNumber(d.Coefficient(), exp, false)
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

// FromFloat64 returns the decimal number that is the shortest text of f, exactly: 19.99 is 19.99. An infinity or NaN is a
// BadArgument error.
func FromFloat64(f float64) (Number, error) {
	if v := int64(f); -1<<53 <= v && v <= 1<<53 && float64(v) == f {
		return FromInt64(v), nil
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Number{}, newError(BadArgument, "infinities and NaN are no numbers")
	}
	var buf [32]byte
	text := strconv.AppendFloat(buf[:0], f, 'e', -1, 64)
	neg := text[0] == '-'
	if neg {
		text = text[1:]
	}
	var coef uint64
	i, frac := 0, int64(0)
	for ; text[i] != 'e'; i++ {
		if text[i] == '.' {
			continue
		}
		coef = coef*10 + uint64(text[i]-'0')
		if i > 0 {
			frac++
		}
	}
	exp := int64(0)
	for _, ch := range text[i+2:] {
		exp = exp*10 + int64(ch-'0')
	}
	if text[i+1] == '-' {
		exp = -exp
	}
	return newSmall(0, coef, neg, exp-frac, false)
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

// Float64 returns the float64 nearest to n, an infinity or 0 beyond its range.
func (n Number) Float64() float64 {
	if n.big == nil && n.Hi == int64(n.Lo)>>63 {
		if v, e := int64(n.Lo), n.exponent(); -1<<53 <= v && v <= 1<<53 && -22 <= e && e <= 22 {
			if e < 0 { // both exact, so that the one rounding of the operation is right
				return float64(v) / float64Pow10[-e]
			}
			return float64(v) * float64Pow10[e]
		}
	}
	const enough = 800 // digits that decide any float64, with a digit for what follows
	if d := n.Digits(); d > 2*enough {
		coef, exp := n.parts()
		drop := decimalDigits(coef) - enough
		q := new(big.Int)
		quoPow10(q, coef, drop)
		q.Mul(q, big.NewInt(10))
		q.Add(q, big.NewInt(int64(q.Sign())))
		t, err := newNumber(q, exp+int64(drop)-1, false)
		if err != nil {
			t = n
		}
		n = t
	}
	var buf [64]byte
	digits, exp, _ := n.decimalText(buf[:0], nil)
	digits = appendExponent(digits, exp)
	f, _ := strconv.ParseFloat(string(digits), 64)
	if n.Sign() < 0 {
		f = -f
	}
	return f
}

var float64Pow10 = [23]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}
