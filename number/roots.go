package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/bigint"
	"github.com/calx-lang/calx/number/internal/fixed"
)

// Sqrt returns the square root of x ≥ 0, correctly rounded, and exactly where it ends within the precision. A negative x is
// a [Domain] error.
func (c *Context) Sqrt(x Number) (Number, error) {
	if r, ok := c.fastSqrt(x); ok {
		return r, nil
	}
	if x.Sign() < 0 {
		return Number{}, errDomain("square root of a negative number", "")
	}
	return c.intRoot(x, 2)
}

// Cbrt returns the cube root of x, correctly rounded, and exactly where it ends within the precision. That of a negative x
// is negative.
func (c *Context) Cbrt(x Number) (Number, error) {
	if r, ok := c.fastCbrt(x); ok {
		return r, nil
	}
	return c.intRoot(x, 3)
}

// maxIntRoot is the highest root taken on integers; higher ones go by exponential and logarithm.
const maxIntRoot = 7

// Root returns the n-th root of x for an integer n, correctly rounded, and exactly where it ends within the precision. Of a
// negative x it is real, and negative, for odd n, and a [Domain] error for even n. A negative n gives the reciprocal. n = 0
// is a [Domain] error; an n that is no integer a [BadArgument] error.
func (c *Context) Root(x, n Number) (Number, error) {
	if r, ok := c.fastRoot(x, n); ok {
		return r, nil
	}
	if !n.IsInteger() {
		return Number{}, &Error{Kind: BadArgument, Message: "root needs an integer as its second argument", Hint: "x^(1/n) takes any exponent"}
	}
	k := operandOf(n)
	rounded := x.Rounded() || k.rounded
	neg := x.Sign() < 0
	switch {
	case k.sign() == 0:
		return Number{}, errDomain("the 0th root has no value", "")
	case neg && !n.isOdd():
		return Number{}, errDomain("an even root of a negative number", "only odd roots of negative numbers are real")
	case x.IsZero() && k.sign() < 0:
		return Number{}, errDivisionByZero()
	case x.IsZero():
		return exactly(0, rounded)
	}
	if v, ok := n.Int64(); ok && v >= 1 && v <= maxIntRoot {
		return c.intRoot(x.WithRounded(rounded), int(v))
	}
	o := operandOf(x).abs()
	o.rounded = rounded
	return c.power(o, ratioPower(bigOne, k), neg)
}

// intRoot returns the n-th root of x ≥ 0, or of any x for odd n, 1 ≤ n ≤ maxIntRoot.
func (c *Context) intRoot(x Number, n int) (Number, error) {
	if x.IsZero() {
		return x, nil
	}
	coef, exp := x.parts()
	return c.rootOfParts(coef, exp, n, x.Rounded())
}

// rootOfParts returns the n-th root of coef·10^exp, which is positive, or negative for odd n.
func (c *Context) rootOfParts(coef *big.Int, exp int64, n int, rounded bool) (Number, error) {
	neg := coef.Sign() < 0
	if neg {
		coef = new(big.Int).Neg(coef)
	}
	// The root of coef·10^s, exp - s a multiple of n, has at least P + 9 digits.
	const guard = 9
	s := max(0, n*(c.prec()+guard)-decimalDigits(coef)+1)
	if r := int((exp - int64(s)) % int64(n)); r != 0 {
		s += (r + n) % n
	}
	m, err := c.scale(coef, s)
	if err != nil {
		return Number{}, err
	}
	r, sticky, err := c.rootOf(m, n)
	if err != nil {
		return Number{}, err
	}
	if neg {
		r.Neg(r)
	}
	return c.roundBig(r, (exp-int64(s))/int64(n), sticky, rounded)
}

// rootOf returns an integer r and whether a fraction follows it, so that r rounds like the n-th root of m. Square roots whose
// last digits are clear of a boundary are taken from an approximation; other ones, and higher roots, are the floor, which is
// raised to the n-th power only if its last digits lie on a boundary.
func (c *Context) rootOf(m *big.Int, n int) (r *big.Int, sticky bool, err error) {
	w := c.newWork()
	if n == 2 {
		const slack = 4 // the approximation is at most 2 units off
		err := w.Run(func() { r = w.SqrtInt(new(big.Int), m) })
		if err != nil || !c.onBoundary(r, slack) {
			return r, true, err
		}
	}
	if err := c.work(int64(n)*mulCost(int64(wordsOf(m)), int64(wordsOf(m))), 0); err != nil {
		return nil, false, err
	}
	r = new(big.Int)
	if n == 2 {
		err = bigint.Sqrt(r, m, c.poll())
	} else {
		err = bigint.Root(r, m, n, c.poll())
	}
	if err != nil || !c.onBoundary(r, 0) {
		return r, true, err
	}
	t := new(big.Int).Set(r)
	err = w.Run(func() {
		for i := 1; i < n; i++ {
			w.Mul(t, t, r)
		}
	})
	return r, t.Cmp(m) != 0, err
}

// onBoundary reports whether the digits of r > 0 after the precision's, of which there are some, are within slack of those
// of a boundary; it looks at a word's worth and may say so wrongly.
func (c *Context) onBoundary(r *big.Int, slack uint64) bool {
	unit := pow10Word[min(decimalDigits(r)-c.prec(), 17)]
	rest := modWord(r, unit)
	return rest <= slack || unit-rest <= slack || rest <= unit/2+slack && rest+slack >= unit/2
}

// A powerOf is the exponent num/den·10^exp of a power, den > 0.
type powerOf struct {
	num, den *big.Int
	exp      int64
	digits   int
}

// ratioPower returns the exponent num/k.
func ratioPower(num *big.Int, k operand) powerOf {
	if k.sign() < 0 {
		num = new(big.Int).Neg(num)
	}
	return powerOf{num: num, den: new(big.Int).Abs(k.coef), exp: -k.exp, digits: k.digits}
}

// power returns o^y for o > 0, negated if neg is set: correctly rounded, and exactly where it ends within the precision.
func (c *Context) power(o operand, y powerOf, neg bool) (Number, error) {
	if o.isOne() {
		return exactly(1-2*int64(bit(neg)), o.rounded)
	}
	sign := 1 - 2*int(bit(neg))
	ly, ey := makeOperand(y.num, y.exp, false).mantissa()
	if y.den.Cmp(bigOne) != 0 {
		md, ed := makeOperand(y.den, 0, false).mantissa()
		ly, ey = ly/md, ey-ed
	}
	lx, ex := o.lnMantissa()
	l, e := lx*ly, ex+ey // y·ln o, about
	switch {
	case e < -int64(c.prec()+8): // 1 + y·ln o + …
		return c.near(big.NewInt(int64(sign)), 0, sgn(int64(math.Copysign(1, l))))
	case e > 11:
		return Number{}, checkPower10(l * 1e30)
	}
	if err := checkPower10(l * math.Pow(10, float64(e)) / math.Ln10); err != nil {
		return Number{}, err
	}
	if coef, exp, ok := c.exactPower(o, y); ok {
		if neg {
			coef = new(big.Int).Neg(coef)
		}
		return c.roundBig(coef, exp, false, o.rounded)
	}
	return c.ziv(o.digits+y.digits, func(w *fixed.Work, digits int) enclosure {
		return powerOfLn(w, lnOf(w, o, digits+14), y, digits).withSign(sign)
	})
}

// powerOfLn encloses e^(y·l), |y·l| < 2^32, for an l good to 14 digits more.
func powerOfLn(w *fixed.Work, l enclosure, y powerOf, digits int) enclosure {
	p := fixed.BitsOf(digits) + 8
	q := p + 2
	num := w.Mul(new(big.Int), l.m, y.num)
	den := y.den
	if y.exp > 0 {
		w.Mul(num, num, pow10(int(y.exp)))
	} else if y.exp < 0 {
		den = w.Mul(new(big.Int), den, pow10(int(-y.exp)))
	}
	z := w.QuoScaled(num, num, den, int(q)-l.k)
	return expFixed(w, z, q, p)
}

// lnMantissa returns m and e with ln o = m·10^e up to a relative error of 10^-9, also near 1, for o > 0 other than 1.
func (o operand) lnMantissa() (float64, int64) {
	if a := o.adj(); a == 0 || a == -1 {
		t := o.plus(-1)
		if m, e := t.mantissa(); e < -5 {
			return m * (1 - m*math.Pow(10, float64(e))/2), e
		}
		return math.Log1p(t.float()), 0
	}
	m, e := o.mantissa()
	return math.Log(m) + float64(e)*math.Ln10, 0
}

// exactPower returns o^y if it is rational and ends within P + 1 digits: the values that rounding boundaries are.
func (c *Context) exactPower(o operand, y powerOf) (coef *big.Int, exp int64, ok bool) {
	num, den, ok := y.lowestTerms()
	if !ok {
		return nil, 0, false
	}
	r, ok := o.factor().root(den)
	if !ok {
		return nil, 0, false
	}
	one := isWord(r.m, 1)
	if num < 0 && !one {
		return nil, 0, false
	}
	// Digits of the result: those of m^num and of the power of 2 or 5 that is no part of a power of ten.
	digits := float64(num) * logOfInt(r.m) / math.Ln10
	if d := float64(r.a-r.b) * float64(num); d > 0 {
		digits += d * math.Log10(2)
	} else {
		digits -= d * math.Log10(5)
	}
	if digits > float64(c.prec()+3) {
		return nil, 0, false
	}
	f := factored{r.a * num, r.b * num, r.m}
	if !one {
		f.m = new(big.Int).Exp(r.m, big.NewInt(num), nil)
	}
	coef, exp = f.decimal()
	return coef, exp, true
}

// lowestTerms returns the exponent as a fraction of words; ok is false if it is none.
func (y powerOf) lowestTerms() (num, den int64, ok bool) {
	if y.exp > 40 || y.exp < -40 || y.num.BitLen() > 130 || y.den.BitLen() > 130 {
		return 0, 0, false
	}
	n, d := y.num, y.den
	if y.exp > 0 {
		n = new(big.Int).Mul(n, pow10(int(y.exp)))
	} else if y.exp < 0 {
		d = new(big.Int).Mul(d, pow10(int(-y.exp)))
	}
	g := new(big.Int).GCD(nil, nil, new(big.Int).Abs(n), d)
	n, d = new(big.Int).Quo(n, g), new(big.Int).Quo(d, g)
	return n.Int64(), d.Int64(), n.IsInt64() && d.IsInt64()
}
