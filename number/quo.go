package number

import "math/big"

// Quo returns a / b. The quotient of exact numbers is exact if it ends within as many digits as the precision or either
// operand has; all others, and all in round-all mode that do not end within the precision, are rounded to the precision.
// Division by zero is an error.
func (c *Context) Quo(a, b Number) (Number, error) {
	if s, ok := c.QuoSmall(a.Small, b.Small); ok {
		return Number{Small: s}, nil
	}
	return c.quoBig(a, b)
}

// quoBig is the general quotient.
func (c *Context) quoBig(a, b Number) (Number, error) {
	if b.IsZero() {
		return Number{}, errDivisionByZero()
	}
	rounded := a.Rounded() || b.Rounded()
	if a.IsZero() {
		return Number{Small: Small{X: bit(rounded)}}, nil
	}
	d := c.prec() // digits an exact result may have
	if !rounded && !c.RoundAll {
		d = max(d, a.Digits(), b.Digits())
	}
	return c.quoTo(d, a, b, rounded)
}

// quoTo is the quotient of a and b, not zero, exact if it ends within d digits, else rounded to the precision, which is not
// more than d.
func (c *Context) quoTo(d int, a, b Number, rounded bool) (Number, error) {
	la, ha := a.adjustedBounds()
	lb, hb := b.adjustedBounds()
	switch {
	case la-hb-1 > MaxExponent:
		return Number{}, errTooLarge()
	case ha-lb < -MaxExponent:
		return Number{}, errTooSmall()
	}
	ca, ea := a.parts()
	cb, eb := b.parts()
	k := max(d+2-decimalDigits(ca)+decimalDigits(cb), 0)
	num, err := c.scale(ca, k)
	if err != nil {
		return Number{}, err
	}
	q, r, err := c.quoRem(num, cb)
	if err != nil {
		return Number{}, err
	}
	e := ea - eb - int64(k)
	if r.Sign() != 0 {
		return c.roundBig(q, e, true, rounded)
	}
	if z := decimalZeros(q); z > 0 {
		quoPow10(q, new(big.Int).Set(q), z)
		e += int64(z)
	}
	if decimalDigits(q) <= d {
		return newNumber(q, e, rounded)
	}
	return c.roundBig(q, e, false, rounded)
}
