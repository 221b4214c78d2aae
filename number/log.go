package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Ln returns the natural logarithm of x > 0, correctly rounded; ln 1 is 0, exactly. x ≤ 0 is a [Domain] error.
func (c *Context) Ln(x Number) (Number, error) {
	if r, ok := c.fastLn(x); ok {
		return r, nil
	}
	if err := checkLog("ln", x); err != nil {
		return Number{}, err
	}
	o := operandOf(x)
	if o.isOne() {
		return exactly(0, o.rounded)
	}
	if t, ok := c.aboveOne(o); ok && c.negligible(t.adj()+1, t.digits) { // t - t²/2 + …
		return c.nearOperand(t, -t.sign())
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return lnOf(w, o, digits) })
}

// Log1p returns ln(1 + x), correctly rounded also for small x. x ≤ -1 is a [Domain] error.
func (c *Context) Log1p(x Number) (Number, error) {
	if r, ok := c.fastLog1p(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if o.sign() < 0 && o.adj() >= 0 {
		return Number{}, errDomain("log1p needs an argument above -1", "log1p(x) is ln(1 + x)")
	}
	if c.negligible(o.adj()+1, o.digits) {
		return c.nearOperand(o, -o.sign())
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		if o.adj() > int64(digits)+2 {
			e := lnOf(w, o, digits) // ln(1 + x) - ln x < 1/x
			e.err++
			return e
		}
		return lnOf(w, o.plus(1), digits)
	})
}

// Log10 returns the decimal logarithm of x > 0, correctly rounded, and exactly for powers of ten. x ≤ 0 is a [Domain]
// error.
func (c *Context) Log10(x Number) (Number, error) {
	if r, ok := c.fastLog10(x); ok {
		return r, nil
	}
	if err := checkLog("log10", x); err != nil {
		return Number{}, err
	}
	o := operandOf(x)
	if isWord(o.coef, 1) {
		return c.whole(o.exp, o.rounded)
	}
	if r, ok, err := c.logNearPower(o, big.NewInt(10)); ok {
		return r, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits) + 8
		return lnOf(w, o, digits).quo(w, enclosure{m: w.Ln10(p), k: int(p), err: 1}, p)
	})
}

// Log2 returns the logarithm of x > 0 to base 2, correctly rounded, and exactly for powers of two. x ≤ 0 is a [Domain]
// error.
func (c *Context) Log2(x Number) (Number, error) {
	if r, ok := c.fastLog2(x); ok {
		return r, nil
	}
	if err := checkLog("log2", x); err != nil {
		return Number{}, err
	}
	o := operandOf(x)
	if n, ok := o.powerOfTwo(); ok {
		return c.whole(n, o.rounded)
	}
	if r, ok, err := c.logNearPower(o, big.NewInt(2)); ok {
		return r, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits) + 8
		return lnOf(w, o, digits).quo(w, enclosure{m: w.Ln2(p), k: int(p), err: 1}, p)
	})
}

// Log returns the logarithm of x > 0 to a base > 0 other than 1, correctly rounded, and exactly where it is rational and
// short: log(8, 4) is 1.5.
func (c *Context) Log(x, base Number) (Number, error) {
	if r, ok := c.fastLog(x, base); ok {
		return r, nil
	}
	if err := checkLog("log", x); err != nil {
		return Number{}, err
	}
	if base.Sign() <= 0 {
		return Number{}, errDomain("log needs a positive base", "")
	}
	b := operandOf(base)
	if b.isOne() {
		return Number{}, errDomain("1 is no base of logarithms", "")
	}
	o := operandOf(x)
	o.rounded = o.rounded || b.rounded
	if o.isOne() {
		return exactly(0, o.rounded)
	}
	if num, den, ok := o.rationalLog(b); ok {
		return c.ratio(num, den, 0, o.rounded)
	}
	return c.ziv(o.digits+b.digits, func(w *fixed.Work, digits int) enclosure {
		return lnOf(w, o, digits+2).quo(w, lnOf(w, b, digits+2), fixed.BitsOf(digits)+8)
	})
}

// checkLog returns the error of a logarithm of x ≤ 0.
func checkLog(name string, x Number) error {
	switch x.Sign() {
	case 0:
		return errDomain(name+" of zero", "logarithms need a positive argument")
	case -1:
		return errDomain(name+" of a negative number", "logarithms need a positive argument")
	}
	return nil
}

// errDomain is the error of an argument outside a function's domain.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func errDomain(message, hint string) error { return &Error{Kind: Domain, Message: message, Hint: hint} }

// aboveOne returns o - 1 if o lies between 0.1 and 10.
func (c *Context) aboveOne(o operand) (operand, bool) {
	if a := o.adj(); a != 0 && a != -1 {
		return operand{}, false
	}
	return o.plus(-1), true
}

// lnOf encloses ln o, o > 0, with so many significant digits also near 1.
func lnOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	if a := o.adj(); a == 0 || a == -1 {
		t := o.plus(-1)
		if t.adj() < -int64(digits)-3 { // t - t²/2 + …
			return t.linear(digits)
		}
		p += t.leadingBits() + 4
	}
	return enclosure{m: lnFixed(w, o, p), k: int(p), err: 2}
}

// lnFixed returns ln o with p fraction bits, at most 3 ulps off: that of the coefficient with the point after its first
// digit, and the exponent's multiple of ln 10.
func lnFixed(w *fixed.Work, o operand, p uint) *big.Int {
	a := o.adj()
	q := p + 6
	if l, ok := lnShort(w, o, q); ok {
		return l.Rsh(l, 6)
	}
	if a == -1 { // just below 1 is not taken for 9.99… × 10^-1
		a = 0
	}
	x := w.FromDecimal(o.coef, int(o.exp-a), int(q))
	l := w.Ln(x, q)
	if a != 0 {
		k := uint(bitsOf(a))
		t := w.Ln10(q + k)
		t.Mul(t, big.NewInt(a))
		l.Add(l, t.Rsh(t, k))
	}
	return l.Rsh(l, 6)
}

// bitsOf returns the bits of |n|.
func bitsOf(n int64) int { return big.NewInt(n).BitLen() }

// isWord reports whether x is v.
func isWord(x *big.Int, v int64) bool { return x.IsInt64() && x.Int64() == v }

// powerOfTwo returns n if o is 2^n. In canonical form that is 2^n itself or 5^k·10^-k.
func (o operand) powerOfTwo() (n int64, ok bool) {
	switch {
	case o.exp == 0:
		tz := int(o.coef.TrailingZeroBits())
		return int64(tz), tz == o.coef.BitLen()-1
	case o.exp < 0 && math.Abs(float64(-o.exp)*math.Log10(5)-float64(o.digits)) < 2: // it has as many digits as 5^k
		return o.exp, o.coef.Cmp(new(big.Int).Exp(big.NewInt(5), big.NewInt(-o.exp), nil)) == 0
	}
	return 0, false
}

// logNearPower handles o = b^n·(1 + t), n ≠ 0, with a t so small that log_b o = n + t/ln b + … rounds like a neighbour of n.
func (c *Context) logNearPower(o operand, b *big.Int) (r Number, ok bool, err error) {
	if o.digits < c.prec()+5 || o.adj() > int64(o.digits) || o.adj() < -int64(o.digits) {
		return r, false, nil
	}
	l := (math.Log10(o.leading()) + float64(o.adj())) * math.Ln10 / math.Log(float64(b.Int64()))
	n := int64(math.Round(l))
	if n == 0 || math.Abs(l-float64(n)) > 1e-6 {
		return r, false, nil
	}
	pw := new(big.Rat).SetInt(new(big.Int).Exp(b, big.NewInt(max(n, -n)), nil))
	if n < 0 {
		pw.Inv(pw)
	}
	// t = o/b^n - 1 in terms of decimal numbers: b^n is one, too.
	scale := pow10(int(max(n, -n)))
	power := new(big.Int).Mul(pw.Num(), scale)
	power.Quo(power, pw.Denom()) // b^n·10^|n|
	diff := o.minusScaled(power, max(n, -n))
	if diff.sign() == 0 || !c.negligible(diff.adj()-o.adj()+3, 10) {
		return r, false, nil
	}
	r, err = c.near(big.NewInt(n), 0, diff.sign()*sgn(n))
	return r, true, err
}

// minusScaled returns o - x·10^-k.
func (o operand) minusScaled(x *big.Int, k int64) operand {
	exp := min(o.exp, -k)
	t := new(big.Int).Mul(o.coef, pow10(int(o.exp-exp)))
	t.Sub(t, new(big.Int).Mul(x, pow10(int(-k-exp))))
	return makeOperand(t, exp, o.rounded)
}

// leading returns the coefficient with the point after its first digit, as a float64 with an error of a few units.
func (o operand) leading() float64 {
	m, _ := o.mantissa()
	return m
}

func sgn(n int64) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}
