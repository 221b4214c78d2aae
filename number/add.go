package number

import (
	"math/big"
	"math/bits"
)

// Add returns a + b: exact if both are exact (a limit error if that takes too many digits), else rounded to the precision.
func (c *Context) Add(a, b Number) (Number, error) {
	if s, ok := c.AddSmall(a.Small, b.Small); ok {
		return Number{Small: s}, nil
	}
	return c.addBig(a, b, false)
}

// Sub returns a - b, exact or rounded as [Context.Add] does.
func (c *Context) Sub(a, b Number) (Number, error) {
	if s, ok := c.SubSmall(a.Small, b.Small); ok {
		return Number{Small: s}, nil
	}
	return c.addBig(a, b, true)
}

// Neg returns -a with its mark. It never rounds.
func (c *Context) Neg(a Number) (Number, error) { return a.neg(), nil }

// neg returns -n with its mark.
func (n Number) neg() Number {
	if s, ok := NegSmall(n.Small); ok {
		return Number{Small: s}
	}
	coef, exp := n.parts()
	z := Number{Small: notSmall, big: &Big{coef: new(big.Int).Neg(coef), exp: exp, rounded: n.Rounded()}}
	if z.big.coef.BitLen() <= 127 { // the negative of an inline number is inline, but for -2^127
		hi, lo := bigTo128(z.big.coef)
		return Number{Small: makeSmall(u128{hi, lo}, z.big.coef.Sign() < 0, int32(exp)<<1|bit(n.Rounded()))}
	}
	return z
}

// Abs returns |a| with its mark. It never rounds.
func (c *Context) Abs(a Number) (Number, error) { return a.abs(), nil }

// abs returns |n| with its mark.
func (n Number) abs() Number {
	if n.Sign() < 0 {
		return n.neg()
	}
	return n
}

// addBig is the general sum, or difference.
func (c *Context) addBig(a, b Number, sub bool) (Number, error) {
	if sub {
		b = b.neg()
	}
	rounded := a.Rounded() || b.Rounded()
	if !rounded && !c.RoundAll {
		return c.addExactly(a, b)
	}
	if a.IsZero() {
		a, b = b, a
	}
	ca, ea := a.parts()
	if b.IsZero() {
		return c.roundBig(ca, ea, false, rounded)
	}
	cb, eb := b.parts()
	if ea < eb {
		a, b, ca, cb, ea, eb = b, a, cb, ca, eb, ea
	}
	// a has the larger exponent. If b lies wholly below the digits that matter, it only pushes.
	shift := int64(max(c.prec()+3-decimalDigits(ca), 0))
	if int64(b.Adjusted()) < ea-shift {
		return c.addSticky(ca, ea, int(shift), cb.Sign(), rounded)
	}
	z, err := c.scale(ca, int(ea-eb))
	if err != nil {
		return Number{}, err
	}
	return c.roundBig(new(big.Int).Add(z, cb), eb, false, rounded)
}

// addSticky rounds ca × 10^ea plus something of the sign given that is less than one unit of 10^(ea-shift), where ca,
// shifted, has at least three digits more than the precision.
func (c *Context) addSticky(ca *big.Int, ea int64, shift, sign int, rounded bool) (Number, error) {
	z, err := c.scale(ca, shift)
	if err != nil {
		return Number{}, err
	}
	if z.Sign() != sign { // a little less than z: one unit less, and a little more
		z = new(big.Int).Add(z, big.NewInt(int64(sign)))
	}
	return c.roundBig(z, ea-int64(shift), true, rounded)
}

// addExactly is the exact sum of any two numbers, unless it has too many digits.
func (c *Context) addExactly(a, b Number) (Number, error) {
	if a.IsZero() {
		return b, nil
	}
	if b.IsZero() {
		return a, nil
	}
	if err := c.checkSpan(a, b); err != nil {
		return Number{}, err
	}
	ca, ea := a.parts()
	cb, eb := b.parts()
	if ea < eb {
		ca, cb, ea, eb = cb, ca, eb, ea
	}
	z, err := c.scaleBy(ca, ea-eb)
	if err != nil {
		return Number{}, err
	}
	n := int64(max(wordsOf(z), wordsOf(cb)))
	if err := c.work(n, 8*n); err != nil {
		return Number{}, err
	}
	return c.exactResult(new(big.Int).Add(z, cb), eb)
}

// checkSpan fails if the exact sum of a and b, not zero, has more digits than the limit, judged by where its first and
// last digits stand. Sums that could still fit are let through: their operands are as long as the result.
func (c *Context) checkSpan(a, b Number) error {
	limit := int64(c.digitLimit())
	_, ha := a.adjustedBounds()
	_, hb := b.adjustedBounds()
	if max(ha, hb)-min(a.rawExp(), b.rawExp()) < limit { // for certain, without a count
		return nil
	}
	top := int64(max(a.Adjusted(), b.Adjusted()))
	low := min(a.lowExp(), b.lowExp())
	span := top - low + 1
	if span <= limit+1 {
		return nil
	}
	if span <= int64(max(a.Digits(), b.Digits()))+1 { // no longer than an operand: it may cancel
		return nil
	}
	return errDigits(span, c.digitLimit(), false)
}

// rawExp returns the exponent of the last digit, which may be zero.
func (n Number) rawExp() int64 {
	if n.big != nil {
		return n.big.exp
	}
	return int64(n.exponent())
}

// lowExp returns the exponent of the last canonical digit.
func (n Number) lowExp() int64 {
	if n.big != nil {
		return n.big.exp + int64(n.big.trailingZeros())
	}
	_, z := n.Small.canonicalDigits()
	return int64(n.exponent()) + int64(z)
}

// scaleBy returns x × 10^n where n may be too large because x has trailing zeros beyond need; the caller has checked that
// the result is not long.
func (c *Context) scaleBy(x *big.Int, n int64) (*big.Int, error) {
	const most = 1 << 31 // more than the exponent limits allow
	if n >= most || bits.UintSize == 32 && n > 1<<30 {
		return nil, errTooLarge()
	}
	return c.scale(x, int(n))
}

// exactResult makes an exact result and checks its digits.
func (c *Context) exactResult(coef *big.Int, exp int64) (Number, error) {
	if bl := coef.BitLen(); bl > 64*64 { // as newNumber does for shorter ones, but interruptible
		if tz := int(coef.TrailingZeroBits()); tz >= bl/8 {
			z, err := multiplicity(coef, tz, 19, pow10Word[19], zeros64, pow10, c.poll())
			if err != nil {
				return Number{}, err
			}
			if z > 0 {
				if coef, _, err = c.quoRem(coef, pow10(z)); err != nil {
					return Number{}, err
				}
				exp += int64(z)
			}
		}
	}
	z, err := newNumber(coef, exp, false)
	if err != nil || z.big == nil {
		return z, err
	}
	limit := c.digitLimit()
	if mostDigits(z.big.coef.BitLen()) <= limit { // without counting
		return z, nil
	}
	if d := z.Digits(); d > limit {
		return Number{}, errDigits(int64(d), limit, false)
	}
	return z, nil
}
