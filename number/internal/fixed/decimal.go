package fixed

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/bigint"
)

// BitsOf returns how many bits hold so many decimal digits.
func BitsOf(digits int) uint { return uint(int64(digits)*108853/32768) + 1 } // 3.32199 > log2(10)

// DigitsOf returns how many whole decimal digits so many bits hold, at least 0.
func DigitsOf(bits int) int { return int(int64(max(bits, 0)) * 30102 / 100000) }

// FromDecimal returns coef·10^exp as a fixed-point number with p fraction bits, less than 2 ulps from the true one; it is
// exact if exp ≥ 0. A negative p drops integer bits.
func (w *Work) FromDecimal(coef *big.Int, exp int, p int) *big.Int {
	z := new(big.Int)
	if exp >= 0 {
		if exp > 0 {
			coef = w.Mul(z, coef, bigint.Pow10(exp))
		}
		return Shift(z, coef, p)
	}
	return w.QuoScaled(z, coef, bigint.Pow10(-exp), p)
}

// QuoScaled sets z to x·2^p/y for integers x and y > 0, less than 2 units from the true quotient. Bits of x and y that the
// quotient does not need are dropped before the division.
func (w *Work) QuoScaled(z, x, y *big.Int, p int) *big.Int {
	const guard = 8
	need := x.BitLen() - y.BitLen() + 1 + p + guard // no fewer than the bits of the quotient, plus guard
	if need <= 0 {
		return z.SetInt64(0) // below 2^-guard
	}
	if cut := y.BitLen() - need - 1; cut > 64 {
		// |relative error| < 2^-need from y cut, and as much from x cut to the same number of bits.
		y = new(big.Int).Rsh(y, uint(cut))
		p -= cut
	}
	num := &w.num
	cut := 0
	if c := x.BitLen() - need - 1; c > 64 {
		cut = c
		x = num.Rsh(x, uint(cut))
	}
	s := p + cut
	if s >= 0 {
		return w.Quo(z, num.Lsh(x, uint(s)), y)
	}
	num.Rsh(x, uint(-s))
	return w.Quo(z, num, y)
}
