package number

import (
	"math"
	"math/big"
	"strconv"
)

// Any decimal of at most 15 digits comes back from the float64 nearest to it, and of 6 digits from the float32: two of them
// never have the same nearest float (C's DBL_DIG and FLT_DIG).
const (
	maxExact64 = 1e15
	maxExact32 = 1e6
)

// shortFloat64 returns m and k such that the shortest text of f is m / 10^k, if it has at most 15 digits of which at most 22
// stand after the point.
//
// It looks for an m of at most 15 digits such that m / 10^k, in float64, is f. Both m and 10^k are exact there, so that IEEE
// 754 division gives the float64 nearest to the decimal: f is what the text m / 10^k is read as. No other decimal of at most
// 15 digits is read as f. The shortest that is has no more digits than m; so it is m / 10^k. There is no need of the search
// for it, and the least k gives an m without trailing zeros.
//
// The product f × 10^k only serves to find m. If f is m / 10^k rounded, the product is off by less than a part in 2^51 (each
// of the two roundings is by a part in 2^53), so that one further from an integer needs no division.
func shortFloat64(f float64) (m int64, k int, ok bool) {
	const integer = 1.5 * (1 << 52) // what is below 2^51 becomes an integer by adding it
	a := math.Abs(f)
	if a < 1e-22 {
		return 0, 0, false
	}
	for k := range float64Pow10 {
		p := float64(a * float64Pow10[k])
		if p > maxExact64 {
			break
		}
		n := float64(p+integer) - integer
		if math.Abs(p-n) > p*0x1p-51 || n/float64Pow10[k] != a {
			continue
		}
		return int64(math.Copysign(n, f)), k, true
	}
	return 0, 0, false
}

// shortFloat32 is shortFloat64 for a float32: at most 6 digits, of which at most 10 stand after the point, since 10^10 is the
// greatest power of ten that is exact there.
func shortFloat32(f float32) (m int64, k int, ok bool) {
	a := math.Abs(float64(f))
	for k := range 11 {
		p := a * float64Pow10[k]
		if p > maxExact32 {
			break
		}
		n := math.Round(p)
		if math.Abs(p-n) > p*0x1p-23 || float32(n)/float32(float64Pow10[k]) != float32(a) || n == 0 {
			continue
		}
		return int64(math.Copysign(n, float64(f))), k, true
	}
	return 0, 0, false
}

// FromFloat64 returns the decimal number that is the shortest text of f, exactly: 19.99 is 19.99. An infinity or NaN is a
// BadArgument error.
func FromFloat64(f float64) (Number, error) {
	if v := int64(f); -1<<53 <= v && v <= 1<<53 && float64(v) == f {
		return FromInt64(v), nil
	}
	if m, k, ok := shortFloat64(f); ok {
		return Number{Small: Small{Hi: m >> 63, Lo: uint64(m), X: int32(-k) << 1}}, nil
	}
	return fromFloatText(f, 64)
}

// FromFloat32 is [FromFloat64] for a float32, whose shortest text is shorter: float32(0.1) is 0.1.
func FromFloat32(f float32) (Number, error) {
	if v := int64(f); -1<<24 <= v && v <= 1<<24 && float32(v) == f {
		return FromInt64(v), nil
	}
	if m, k, ok := shortFloat32(f); ok {
		return Number{Small: Small{Hi: m >> 63, Lo: uint64(m), X: int32(-k) << 1}}, nil
	}
	return fromFloatText(float64(f), 32)
}

// fromFloatText returns the number that the shortest text of a float of so many bits is.
func fromFloatText(f float64, bits int) (Number, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Number{}, newError(BadArgument, "infinities and NaN are no numbers")
	}
	var buf [32]byte
	text := strconv.AppendFloat(buf[:0], f, 'e', -1, bits)
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
