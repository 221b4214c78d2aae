package eval

import (
	"math/big"

	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// maxBinaryExponent bounds a big.Float that is written out as a fraction.
const maxBinaryExponent = 1 << 20

// bigNumber converts a number of math/big. Those that are fractions are exact if
// they end, however late, as all numbers of the host are, and else rounded.
func (cv *converter) bigNumber(x any, at place) (Value, error) {
	switch x := x.(type) {
	case *big.Int:
		if x.BitLen() > maxBinaryExponent<<6 {
			break
		}
		return NumberValue(number.FromBigInt(x)), nil
	case *big.Rat:
		return cv.fraction(x, at)
	case *big.Float:
		if x.IsInf() {
			return Null, cv.failf(at, "an infinity is no number that calx has")
		}
		if e := x.MantExp(nil); e > maxBinaryExponent || e < -maxBinaryExponent {
			break
		}
		r, _ := x.Rat(nil)
		return cv.fraction(r, at)
	}
	return Null, cv.failf(at, "the exponent of the number is too large")
}

func (cv *converter) fraction(r *big.Rat, at place) (Value, error) {
	var n number.Number
	var err error
	if twos, fives, ok := powersOfTen(r.Denom()); ok {
		// a / (2^i * 5^j) = a * 2^(k-i) * 5^(k-j) / 10^k
		k := max(twos, fives)
		coef := new(big.Int).Mul(r.Num(), powerOfFive(k-fives))
		n, err = number.FromDecimal(decimal.NewFromBigInt(coef.Lsh(coef, k-twos), -int32(k)))
	} else {
		n, err = cv.f.num.FromRat(r)
	}
	return cv.number(n, err, at)
}

// powersOfTen returns i and j if d = 2^i * 5^j, and is small enough to tell.
func powersOfTen(d *big.Int) (twos, fives uint, ok bool) {
	twos = d.TrailingZeroBits()
	rest := new(big.Int).Rsh(d, twos)
	if twos > 2*maxBinaryExponent || rest.BitLen() > 2*maxBinaryExponent {
		return 0, 0, false
	}
	// Only one power of five is as long as the rest: 5^j has 1 + j log2(5) bits,
	// rounded down.
	fives = uint(float64(rest.BitLen()) / log2Of5)
	return twos, fives, rest.Cmp(powerOfFive(fives)) == 0
}

const log2Of5 = 2.321928094887362

func powerOfFive(n uint) *big.Int {
	return new(big.Int).Exp(big.NewInt(5), new(big.Int).SetUint64(uint64(n)), nil)
}
