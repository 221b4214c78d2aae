package number

import (
	"math/bits"

	"github.com/calx-lang/calx/number/internal/fixed192"
)

// The fast lane of the functions: arguments of the inline lane, precisions up to 38 digits, on words of package fixed192. It answers
// most calls in some hundred nanoseconds without allocation. ok is false, never the result wrong, for all others: exact results and
// whatever lies too close to a boundary of rounding, arguments outside of the domain or out of reach, require-exact mode. These calls go
// on as if nothing had been tried.

// fastOperand returns x for the fast lane.
func (c *Context) fastOperand(x Number) (d fixed192.Decimal, ok bool) {
	if x.X == NotSmall || c.Exact || c.prec() > fixed192.MaxDigits || x.Hi == 0 && x.Lo == 0 {
		return d, false
	}
	m, neg := x.Small.mag()
	return fixed192.Decimal{Hi: m.hi, Lo: m.lo, Exp: x.exponent(), Neg: neg}, true
}

// fastResult rounds r; rounded is the mark of an exact result.
func (c *Context) fastResult(r fixed192.Result, rounded bool) (Number, bool) {
	if !r.Is(fixed192.Ok) || r.Exp < minSmallExp || r.Exp > maxSmallExp {
		return Number{}, false
	}
	m, neg, fx := u128{r.Hi, r.Lo}, r.Is(fixed192.Negative), r.Exp<<1
	if r.Is(fixed192.Exact) {
		return Number{Small: makeSmall(m, neg, fx|bit(rounded))}, true
	}
	up := r.Is(fixed192.Half) // the answer of half-even, half-up and half-down, as there is no tie
	if c.Rounding > HalfDown {
		var last uint64
		if c.Rounding == ZeroFiveUp {
			_, last = div128by64(m, 10)
		}
		up = c.Rounding.away(neg, last, 1)
	}
	lo, carry := bits.Add64(m.lo, uint64(bit(up)), 0)
	return Number{Small: makeSmall(u128{m.hi + carry, lo}, neg, fx|1)}, true
}

// fast returns f(x).
func (c *Context) fast(x Number, f func(fixed192.Decimal) fixed192.Approx) (Number, bool) {
	d, ok := c.fastOperand(x)
	if !ok {
		return Number{}, false
	}
	return c.fastResult(f(d).Round(c.prec()), false)
}

// fast2 returns f(x, y).
func (c *Context) fast2(x, y Number, f func(x, y fixed192.Decimal) fixed192.Approx) (Number, bool) {
	d, ok := c.fastOperand(x)
	e, ok2 := c.fastOperand(y)
	if !ok || !ok2 {
		return Number{}, false
	}
	return c.fastResult(f(d, e).Round(c.prec()), false)
}

func (c *Context) fastSqrt(x Number) (Number, bool) {
	d, ok := c.fastOperand(x)
	if !ok || d.Neg {
		return Number{}, false
	}
	return c.fastResult(fixed192.Sqrt(d, c.prec()), x.Small.Rounded())
}

func (c *Context) fastHypot(x, y Number) (Number, bool) {
	d, ok := c.fastOperand(x)
	e, ok2 := c.fastOperand(y)
	if !ok || !ok2 {
		return Number{}, false
	}
	return c.fastResult(fixed192.Hypot(d, e, c.prec()), x.Small.Rounded() || y.Small.Rounded())
}

// fastPow leaves alone the non-negative integer powers that may have to be exact.
func (c *Context) fastPow(x, y Number) (Number, bool) {
	d, ok := c.fastOperand(x)
	e, ok2 := c.fastOperand(y)
	if !ok || !ok2 || !e.Neg && y.Small.isInteger() && !c.powRounds(x.Small, y.Small) {
		return Number{}, false
	}
	neg := d.Neg
	if neg {
		if e.Exp < 0 {
			return Number{}, false // an integer or an error
		}
		neg, d.Neg = e.Exp == 0 && e.Lo&1 != 0, false
	}
	r := fixed192.Pow(d, e).Round(c.prec())
	if neg {
		r.Flags |= fixed192.Negative
	}
	return c.fastResult(r, false)
}

// powRounds reports whether x^y, y > 0 an integer, is certainly rounded unless it ends within the precision: an operand is, or x is no
// integer and the power of its coefficient, which like that doesn't end in zero, has more than twice the precision's digits.
func (c *Context) powRounds(x, y Small) bool {
	if c.RoundAll || x.Rounded() || y.Rounded() {
		return true
	}
	if y.X != 0 || y.Hi != 0 {
		return false
	}
	m, _ := x.mag()
	m, zeros := m.strip()
	digits := (digits128(m.hi, m.lo)-1)*int(min(y.Lo, 1000)) + 1 // at least
	return int(x.exponent())+zeros < 0 && digits > 2*c.prec()
}

// fastRoot takes the roots with a positive n of one word.
func (c *Context) fastRoot(x, n Number) (Number, bool) {
	d, ok := c.fastOperand(x)
	if !ok || n.X>>1 != 0 || n.Hi != 0 || n.Lo == 0 {
		return Number{}, false
	}
	neg := d.Neg && n.Lo&1 != 0
	if neg {
		d.Neg = false
	}
	r := fixed192.Root(d, n.Lo).Round(c.prec())
	if neg {
		r.Flags |= fixed192.Negative
	}
	return c.fastResult(r, false)
}

func (c *Context) fastExp(x Number) (Number, bool)       { return c.fast(x, fixed192.Exp) }
func (c *Context) fastExpm1(x Number) (Number, bool)     { return c.fast(x, fixed192.Expm1) }
func (c *Context) fastLn(x Number) (Number, bool)        { return c.fast(x, fixed192.Ln) }
func (c *Context) fastLog10(x Number) (Number, bool)     { return c.fast(x, fixed192.Log10) }
func (c *Context) fastLog2(x Number) (Number, bool)      { return c.fast(x, fixed192.Log2) }
func (c *Context) fastLog1p(x Number) (Number, bool)     { return c.fast(x, fixed192.Log1p) }
func (c *Context) fastLog(x, base Number) (Number, bool) { return c.fast2(x, base, fixed192.Log) }
func (c *Context) fastCbrt(x Number) (Number, bool)      { return c.fast(x, fixed192.Cbrt) }
func (c *Context) fastSin(x Number) (Number, bool)       { return c.fast(x, fixed192.Sin) }
func (c *Context) fastCos(x Number) (Number, bool)       { return c.fast(x, fixed192.Cos) }
func (c *Context) fastTan(x Number) (Number, bool)       { return c.fast(x, fixed192.Tan) }
func (c *Context) fastAsin(x Number) (Number, bool)      { return c.fast(x, fixed192.Asin) }
func (c *Context) fastAcos(x Number) (Number, bool)      { return c.fast(x, fixed192.Acos) }
func (c *Context) fastAtan(x Number) (Number, bool)      { return c.fast(x, fixed192.Atan) }
func (c *Context) fastAtan2(y, x Number) (Number, bool)  { return c.fast2(y, x, fixed192.Atan2) }
func (c *Context) fastSind(x Number) (Number, bool)      { return c.fast(x, fixed192.Sind) }
func (c *Context) fastCosd(x Number) (Number, bool)      { return c.fast(x, fixed192.Cosd) }
func (c *Context) fastTand(x Number) (Number, bool)      { return c.fast(x, fixed192.Tand) }
func (c *Context) fastAsind(x Number) (Number, bool)     { return c.fast(x, fixed192.Asind) }
func (c *Context) fastAcosd(x Number) (Number, bool)     { return c.fast(x, fixed192.Acosd) }
func (c *Context) fastAtand(x Number) (Number, bool)     { return c.fast(x, fixed192.Atand) }
func (c *Context) fastDegrees(x Number) (Number, bool)   { return c.fast(x, fixed192.ToDegrees) }
func (c *Context) fastRadians(x Number) (Number, bool)   { return c.fast(x, fixed192.ToRadians) }
func (c *Context) fastSinh(x Number) (Number, bool)      { return c.fast(x, fixed192.Sinh) }
func (c *Context) fastCosh(x Number) (Number, bool)      { return c.fast(x, fixed192.Cosh) }
func (c *Context) fastTanh(x Number) (Number, bool)      { return c.fast(x, fixed192.Tanh) }
func (c *Context) fastAsinh(x Number) (Number, bool)     { return c.fast(x, fixed192.Asinh) }
func (c *Context) fastAcosh(x Number) (Number, bool)     { return c.fast(x, fixed192.Acosh) }
func (c *Context) fastAtanh(x Number) (Number, bool)     { return c.fast(x, fixed192.Atanh) }
func (c *Context) fastGamma(x Number) (Number, bool)     { return c.fast(x, fixed192.Gamma) }
func (c *Context) fastLgamma(x Number) (Number, bool)    { return c.fast(x, fixed192.Lgamma) }
func (c *Context) fastErf(x Number) (Number, bool)       { return c.fast(x, fixed192.Erf) }
func (c *Context) fastErfc(x Number) (Number, bool)      { return c.fast(x, fixed192.Erfc) }
