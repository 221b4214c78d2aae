package number

import "math/big"

// Hypot returns √(x² + y²), correctly rounded, and exactly where it ends within the precision.
func (c *Context) Hypot(x, y Number) (Number, error) {
	if r, ok := c.fastHypot(x, y); ok {
		return r, nil
	}
	a, b := operandOf(x).abs(), operandOf(y).abs()
	rounded := a.rounded || b.rounded
	if a.sign() == 0 || b.sign() != 0 && a.adj() < b.adj() {
		a, b = b, a
	}
	a.rounded = rounded
	if b.sign() == 0 { // |a|, to at most P digits
		return c.roundBig(a.coef, a.exp, false, rounded)
	}
	if c.negligible(2*(b.adj()-a.adj())+2, a.digits) { // a + b²/2a - …
		return c.near(a.coef, a.exp, 1)
	}
	exp := min(a.exp, b.exp)
	p, err := c.scaledSquare(a, exp)
	if err != nil {
		return Number{}, err
	}
	q, err := c.scaledSquare(b, exp)
	if err != nil {
		return Number{}, err
	}
	return c.rootOfParts(p.Add(p, q), 2*exp, 2, rounded)
}

// scaledSquare returns (o·10^-exp)².
func (c *Context) scaledSquare(o operand, exp int64) (*big.Int, error) {
	t, err := c.scale(o.coef, int(o.exp-exp))
	if err != nil {
		return nil, err
	}
	return c.mul(t, t)
}
