package number

import "math/big"

// Mul returns a × b: exact if both are exact (a limit error if that takes too many digits), else rounded to the precision.
func (c *Context) Mul(a, b Number) (Number, error) {
	if s, ok := c.MulSmall(a.Small, b.Small); ok {
		return Number{Small: s}, nil
	}
	return c.mulBig(a, b)
}

// Percent returns a / 100: only the exponent changes, so that it is exact where a is, but for round-all mode.
func (c *Context) Percent(a Number) (Number, error) {
	return c.Mul(a, Number{Small: Small{Lo: 1, X: -2 << 1}})
}

// mulBig is the general product.
func (c *Context) mulBig(a, b Number) (Number, error) {
	rounded := a.Rounded() || b.Rounded()
	if a.IsZero() || b.IsZero() {
		return Number{Small: Small{X: bit(rounded)}}, nil
	}
	ca, ea := a.parts()
	cb, eb := b.parts()
	round := rounded || c.RoundAll
	if !round {
		if err := c.checkProduct(a, b); err != nil {
			return Number{}, err
		}
	}
	if err := checkAdjustedProduct(a, b); err != nil {
		return Number{}, err
	}
	z, err := c.mul(ca, cb)
	if err != nil {
		return Number{}, err
	}
	if round {
		return c.roundBig(z, ea+eb, false, rounded)
	}
	return c.exactResult(z, ea+eb)
}

// checkAdjustedProduct fails early if a product is beyond the exponent limit for certain.
func checkAdjustedProduct(a, b Number) error {
	la, ha := a.adjustedBounds()
	lb, hb := b.adjustedBounds()
	switch {
	case la+lb > MaxExponent:
		return errTooLarge()
	case ha+hb+1 < -MaxExponent:
		return errTooSmall()
	}
	return nil
}

// checkProduct fails if the exact product, not zero, certainly has more digits than the limit: it has as many as both
// operands together, or one less, and zeros at the end, as of 2^k times 5^k, do not count.
func (c *Context) checkProduct(a, b Number) error {
	limit := c.digitLimit()
	if mostDigits(a.bitLen()+b.bitLen()) <= limit {
		return nil
	}
	da, db := a.Digits(), b.Digits()
	n := da + db - 1
	if n <= limit {
		return nil // exactResult looks again
	}
	zeros, err := c.productZeros(a, b)
	if err != nil {
		return err
	}
	if n -= zeros; n <= limit {
		return nil
	}
	return errDigits(int64(n), limit, false)
}

// productZeros returns how many trailing zeros the product of two canonical coefficients has: the fewer of its factors of
// two and of five. A canonical coefficient does not have both.
func (c *Context) productZeros(a, b Number) (int, error) {
	x, y := a.canonicalCoef(), b.canonicalCoef()
	if y.Bit(0) == 0 {
		x, y = y, x
	}
	v := int(x.TrailingZeroBits())
	if v == 0 || y.Bit(0) == 0 { // no factor of two, or no factor of five
		return 0, nil
	}
	n, err := c.fives(y, v)
	return min(n, v), err
}

// canonicalCoef returns the coefficient without trailing zeros; it must not be changed.
func (n Number) canonicalCoef() *big.Int {
	coef, _ := n.parts()
	if coef.Sign() == 0 {
		return coef
	}
	z := decimalZeros(coef)
	if z == 0 {
		return coef
	}
	t := new(big.Int)
	quoPow10(t, coef, z)
	return t
}

// fives returns how many times 5 divides x, which is not zero, if that is less than limit.
func (c *Context) fives(x *big.Int, limit int) (int, error) {
	const step, word = 27, 7450580596923828125 // 5^27
	power := func(n int) *big.Int { return new(big.Int).Rsh(pow10(n), uint(n)) }
	return multiplicity(x, limit, step, word, fives64, power, c.poll())
}

// fives64 returns how many times 5 divides v, 0 for 0.
func fives64(v uint64) int {
	n := 0
	for v != 0 && v%5 == 0 {
		v /= 5
		n++
	}
	return n
}
