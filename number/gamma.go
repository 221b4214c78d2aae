package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Gamma returns Γ(x), correctly rounded: (x-1)! at the positive integers, exactly where that fits the precision. At 0 and the
// negative integers it is a [Domain] error. A result beyond the exponent limit is a [TooLarge] error, found before the work.
func (c *Context) Gamma(x Number) (Number, error) {
	if r, ok := c.fastGamma(x); ok {
		return r, nil
	}
	o := operandOf(x)
	if x.IsInteger() {
		if o.sign() <= 0 {
			return Number{}, errPole("gamma")
		}
		if n, ok := x.Int64(); ok && n <= c.factorialLimit() {
			f, err := c.smallFactorial(n - 1)
			if err != nil {
				return Number{}, err
			}
			return c.roundBig(f, 0, false, o.rounded)
		}
	}
	if err := checkPower10(gammaLog10(o)); err != nil {
		return Number{}, err
	}
	if r, ok, err := c.gammaNearInteger(o); ok {
		return r, err
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return gammaOf(w, o, digits) })
}

// Lgamma returns ln |Γ(x)|, correctly rounded also near its zeros; at 1 and 2 it is 0, exactly. At 0 and the negative
// integers it is a [Domain] error.
func (c *Context) Lgamma(x Number) (Number, error) {
	if r, ok := c.fastLgamma(x); ok {
		return r, nil
	}
	o := operandOf(x)
	if x.IsInteger() {
		if o.sign() <= 0 {
			return Number{}, errPole("lgamma")
		}
		if o.isOne() || o.exp == 0 && isWord(o.coef, 2) {
			return exactly(0, o.rounded)
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return lgammaOf(w, o, digits) })
}

// errPole is the error of the gamma functions at 0, -1, -2, ….
func errPole(name string) error {
	return errDomain(name+" has no value at zero and the negative integers", "gamma(n) is (n-1)! for positive integers n")
}

// factorialLimit returns up to which n (n-1)! is multiplied out. Above, it has far more digits than the precision without
// its trailing zeros, so that no boundary is near.
func (c *Context) factorialLimit() int64 { return int64(4*c.prec() + 200) }

// smallFactorial returns n!.
func (c *Context) smallFactorial(n int64) (*big.Int, error) {
	w := c.newWork()
	var f *big.Int
	err := w.Run(func() { f = w.RisingShort(bigOne, bigOne, int(n)) })
	return f, err
}

// gammaNearInteger handles x = n + t for a t so small that Γ(x) rounds like a neighbour of what n gives: Γ(n)·(1 + ψ(n)·t)
// for n ≥ 1, (-1)^m/(m!·t)·(1 + ψ(m+1)·t) for n = -m. ψ is negative at 1 and positive from 2 on.
func (c *Context) gammaNearInteger(o operand) (r Number, ok bool, err error) {
	n, t := o.nearestInt(c.factorialLimit())
	if t.coef == nil || t.sign() == 0 || t.adj() > -int64(c.prec()) {
		return r, false, nil
	}
	at, sign := n, 1
	if n <= 0 {
		at = 1 - n
		sign = 1 - 2*int(n&1) // of (-1)^m
	}
	f, err := c.smallFactorial(at - 1)
	if err != nil {
		return r, true, err
	}
	dir := t.sign()
	if at == 1 {
		dir = -dir
	}
	if n >= 1 {
		if !c.negligible(t.adj()+2, decimalDigits(f)) { // ψ < 10 for n below 10^4
			return r, false, nil
		}
		r, err = c.near(f, 0, dir)
		return r, true, err
	}
	den := new(big.Int).Mul(f, t.coef)
	if !c.negligible(t.adj()+2, c.prec()+decimalDigits(den)+5) {
		return r, false, nil
	}
	num := big.NewInt(int64(sign * t.sign()))
	r, err = c.nearRatio(num, den.Abs(den), -t.exp, dir)
	return r, true, err
}

// nearestInt returns the integer n nearest to o and o - n. For |o| above limit, which is less than 10^15, it returns no t.
// Of an o below ½ it does not write out the digits.
func (o operand) nearestInt(limit int64) (n int64, t operand) {
	if o.adj() < -1 {
		return 0, o
	}
	f := math.Round(o.float())
	if math.Abs(f) > float64(limit) {
		return 0, operand{}
	}
	n = int64(f)
	return n, o.plus(-n)
}

// gammaLog10 returns log10 |Γ(o)| with a relative error of some 10^-9, or an absolute one where it is small.
func gammaLog10(o operand) float64 {
	x := o.float()
	if x >= 0.5 {
		l, _ := math.Lgamma(x)
		return l / math.Ln10
	}
	if o.adj() < -1 {
		m, e := o.mantissa()
		return -math.Log10(math.Abs(m)) - float64(e)
	}
	l, _ := math.Lgamma(1 - x)
	if -x > 1e12 {
		return -l / math.Ln10 // sin πx is lost in the error
	}
	_, t := o.nearestInt(1e13)
	m, e := t.mantissa()
	return -l/math.Ln10 - math.Log10(math.Abs(m)*math.Pi) - float64(e)
}

// gammaOf encloses Γ(o) for an o that is no integer ≤ 0.
func gammaOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10
	switch f := o.float(); {
	case f >= 0.5:
		return gammaPositive(w, o, digits)
	case 2*o.adj() < -int64(digits)-3: // (1 - γx)/x up to a relative error of x²
		x := o.fixedPoint(w, int(p))
		w.MulShift(x, x, w.Euler(p), p)
		return enclosure{m: x.Sub(fixed.One(p), x), k: int(p), err: 3}.quo(w, o.enclose(p), p)
	case f > -0.5:
		return gammaPositive(w, o.plus(1), digits+1).quo(w, o.enclose(p), p)
	}
	// π/(sin πx·Γ(1-x))
	g := gammaPositive(w, o.oneMinus(), digits+1).mul(w, sinPi(w, o, digits+1))
	return enclosure{m: w.Pi(p), k: int(p), err: 1}.quo(w, g, p)
}

// oneMinus returns 1 - o.
func (o operand) oneMinus() operand {
	o.coef = new(big.Int).Neg(o.coef)
	return o.plus(1)
}

// sinPi encloses sin πo, with so many significant digits, for an o that is no integer.
func sinPi(w *fixed.Work, o operand, digits int) enclosure {
	n, odd := new(big.Int), false
	t := o
	if o.adj() >= -1 {
		// n = ⌊o + ½⌋
		two := new(big.Int).Lsh(pow10(int(-o.exp)), 1)
		n.Lsh(o.coef, 1)
		n.Add(n, pow10(int(-o.exp)))
		n.Div(n, two)
		odd = n.Bit(0) != 0
		t = o.minusScaled(n, 0)
	}
	p := fixed.BitsOf(digits) + 10 + t.leadingBits()
	x := w.MulShift(new(big.Int), t.fixedPoint(w, int(p)+4), w.Pi(p+4), p+4)
	x.Rsh(x, 4)
	// |x| ≤ π/2: take a quarter turn off where SinCos needs it.
	a := angle{p: p, r: x}
	if t.adj() == -1 && t.abs().float() > 0.25 {
		a.r, a.quadrant = w.ModHalfPi(x, p)
	}
	e := a.sin(w)
	e.err++
	if odd {
		return e.neg()
	}
	return e
}

// gammaPositive encloses Γ(o) for o ≥ ½ by Stirling's series, or by the incomplete gamma function for short o at high
// precision.
func gammaPositive(w *fixed.Work, o operand, digits int) enclosure {
	if e, ok := gammaShort(w, o, digits); ok {
		return e
	}
	p := fixed.BitsOf(digits) + 10
	q := p + 36 // lnΓ(o) < 2^32
	shift := o.stirlingShift(q)
	z := o.fixedPoint(w, int(q))
	z.Add(z, new(big.Int).Lsh(big.NewInt(int64(shift)), q))
	e := expFixed(w, w.LnGamma(z, q), q, p)
	e = e.mul(w, sqrtTwoPi(w, p))
	if shift == 0 {
		return e
	}
	return e.quo(w, risingOf(w, o, shift, p), p)
}

// stirlingShift returns how many steps take o to where Stirling's series reaches q bits.
func (o operand) stirlingShift(q uint) int {
	return max(0, fixed.StirlingMin(q)-int(min(o.float(), 1e9)))
}

// sqrtTwoPi encloses √(2π).
func sqrtTwoPi(w *fixed.Work, p uint) enclosure {
	t := w.Pi(p)
	t.Lsh(t, 1)
	return enclosure{m: w.Sqrt(t, t, p), k: int(p), err: 2}
}

// risingOf encloses o(o+1)…(o+n-1) with p good bits.
func risingOf(w *fixed.Work, o operand, n int, p uint) enclosure {
	if o.exp <= 0 && int64(n)*int64(o.coef.BitLen()+16) < 8*int64(p) {
		m := w.RisingShort(o.coef, pow10(int(-o.exp)), n)
		return makeEnclosure(m, o.exp*int64(n), p)
	}
	q := p + uint(bitsOf(int64(n))) + 6
	r := w.Rising(o.fixedPoint(w, int(q)), n, q)
	return enclosure{m: r.M, k: r.E, err: r.M.BitLen() - int(p) - 1}
}

// makeEnclosure returns the leading p bits of m·10^d, or all.
func makeEnclosure(m *big.Int, d int64, p uint) enclosure {
	return operand{coef: m, exp: d}.enclose(p)
}

// gammaShort encloses Γ(o), o ≥ ½, for short o at a precision where binary splitting pays.
func gammaShort(w *fixed.Work, o operand, digits int) (enclosure, bool) {
	p := fixed.BitsOf(digits) + 12
	f := o.float()
	if p < gammaShortBits || f > float64(digits) {
		return enclosure{}, false
	}
	n := int(f) - 1 // u = o - n lies in [1, 2)
	u := o.plus(int64(-n))
	s, ok := u.short(p)
	if !ok || s.Bits() > 40 {
		return enclosure{}, false
	}
	den := new(big.Int).Lsh(s.Den, s.Shift)
	q := p + 36
	sum := w.GammaShort(s.Num, den, p)
	// N^u·e^-N = e^(u·ln N - N)
	num := big.NewInt(int64(fixed.IncompleteN(p)))
	l := w.LnScaled(num, 0, q+4)
	w.Mul(l, l, s.Num)
	w.Quo(l, l, den)
	l.Sub(l.Rsh(l, 4), num.Lsh(num, q))
	e := expFixed(w, l, q, p).mul(w, enclosure{m: sum, k: int(p), err: 3})
	if n > 0 {
		return e.mul(w, risingOf(w, u, n, p)), true
	}
	if n < 0 {
		return e.quo(w, o.enclose(p), p), true
	}
	return e, true
}

// gammaShortBits is the precision from which gammaShort is faster; measured.
const gammaShortBits = 12_000

// lgammaOf encloses ln |Γ(o)| for an o that is no integer ≤ 0, and neither 1 nor 2.
func lgammaOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10
	switch f := o.float(); {
	case o.sign() > 0 && o.adj() > int64(digits)+2:
		return lgammaHuge(w, o, p)
	case f >= 0.5:
		return lgammaPositive(w, o, digits)
	case o.adj() < -int64(digits)-3: // -ln |x| - γx + …
		e := lnOf(w, o.abs(), digits).neg()
		e.err++
		return e
	case f > -0.5: // lnΓ(1+x) - ln |x|
		l := lnFixed(w, o.abs(), p)
		return enclosure{m: l.Sub(lgammaFixed(w, o.plus(1), p), l), k: int(p), err: 4}
	}
	// ln π - ln |sin πx| - lnΓ(1-x)
	r := o.oneMinus()
	if r.adj() > int64(digits)+2 {
		p += uint(float64(r.adj()) * log2of10)
	}
	s := sinPi(w, o, digits+4)
	l := w.LnScaled(s.m.Abs(s.m), s.k, p)
	l.Sub(w.Ln(w.Pi(p), p), l)
	return enclosure{m: l.Sub(l, lgammaFixed(w, r, p)), k: int(p), err: 5}
}

// lgammaHuge encloses x(ln x - 1)(1 + δ): δ, less than 1/x, is below the precision.
func lgammaHuge(w *fixed.Work, o operand, p uint) enclosure {
	l := lnFixed(w, o, p)
	e := enclosure{m: l.Sub(l, fixed.One(p)), k: int(p), err: 2}.mul(w, o.enclose(p))
	e.err++
	return e
}

// lgammaPositive encloses lnΓ(o), o ≥ ½, with significant digits next to the zeros at 1 and 2.
func lgammaPositive(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10
	if n, t := o.nearestInt(2); t.coef != nil && (n == 1 || n == 2) {
		if 2*t.adj() < -int64(digits)-4 {
			return lgammaNearZero(w, n, t, p)
		}
		p += t.leadingBits() + 2
	}
	return enclosure{m: lgammaFixed(w, o, p), k: int(p), err: 3}
}

// lgammaNearZero encloses lnΓ(n + t) for n = 1, 2: -γt + π²/12·t² or (1-γ)t + (π²/12 - ½)t², up to a relative error of t².
func lgammaNearZero(w *fixed.Work, n int64, t operand, p uint) enclosure {
	x := t.fixedPoint(w, int(p))
	sq := w.Pi(p)
	w.SqrShift(sq, sq, p)
	w.QuoWord(sq, sq, 12)
	if n == 2 {
		sq.Sub(sq, fixed.One(p-1))
	}
	s := w.MulShift(x, x, sq, p)
	s.Sub(s, w.Euler(p))
	if n == 2 {
		s.Add(s, fixed.One(p))
	}
	return enclosure{m: s, k: int(p), err: 4}.mul(w, t.enclose(p))
}

// lgammaFixed returns lnΓ(o), o ≥ ½, with p fraction bits, at most 4 ulps off: lnΓ(o + n) less the logarithm of the n
// factors between. The errors of o count ψ(o + n) < ln(o + n) + 1 times.
func lgammaFixed(w *fixed.Work, o operand, p uint) *big.Int {
	extra := uint(bitsOf(o.adj())) + 16
	q := p + extra
	n := o.stirlingShift(q)
	z := o.fixedPoint(w, int(q))
	z.Add(z, new(big.Int).Lsh(big.NewInt(int64(n)), q))
	l := w.LnGamma(z, q)
	f := sqrtTwoPi(w, q)
	if n > 0 {
		f = f.quo(w, risingOf(w, o, n, q), q)
	}
	l.Add(l, w.LnScaled(f.m, f.k, q))
	if f.d != 0 {
		k := uint(bitsOf(f.d))
		t := w.Ln10(q + k)
		t.Mul(t, big.NewInt(f.d))
		l.Add(l, t.Rsh(t, k))
	}
	return l.Rsh(l, extra)
}
