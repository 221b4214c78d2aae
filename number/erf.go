package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Erf returns the error function of x, correctly rounded; erf 0 is 0.
func (c *Context) Erf(x Number) (Number, error) {
	if r, ok := c.fastErf(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return x, nil
	}
	o := operandOf(x)
	if c.erfcNegligible(o) { // 1 - erfc x
		return c.near(big.NewInt(int64(o.sign())), 0, -1)
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure {
		return erfOf(w, o.abs(), digits).withSign(o.sign())
	})
}

// Erfc returns 1 - erf x, correctly rounded also where that is small; erfc 0 is 1, exactly. A result beyond the exponent
// limit is a [TooLarge] error, found before the work.
func (c *Context) Erfc(x Number) (Number, error) {
	if r, ok := c.fastErfc(x); ok {
		return r, nil
	}
	if x.IsZero() {
		return exactly(1, x.Rounded())
	}
	o := operandOf(x)
	switch {
	case c.negligible(o.adj()+2, 1): // 1 - 2x/√π + …
		return c.near(bigOne, 0, -o.sign())
	case o.sign() < 0 && c.erfcNegligible(o):
		return c.near(big.NewInt(2), 0, -1)
	}
	if f := o.float(); f > 0 {
		if err := checkPower10(-f * f / math.Ln10); err != nil {
			return Number{}, err
		}
	}
	return c.ziv(o.digits, func(w *fixed.Work, digits int) enclosure { return erfcOf(w, o, digits) })
}

// erfcNegligible reports whether erfc |o| < e^(-o²) is too small to count beside 1.
func (c *Context) erfcNegligible(o operand) bool {
	f := o.float()
	return f*f > float64(c.prec()+6)*math.Ln10
}

// erfOf encloses erf o for o > 0.
func erfOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10
	if 2*o.adj() < -int64(digits)-3 { // 2x/√π·(1 - x²/3 + …)
		e := o.enclose(p).quo(w, sqrtPi(w, p), p)
		e.k--
		e.err++
		return e
	}
	return erfFixed(w, o, p+o.leadingBits())
}

// sqrtPi encloses √π.
func sqrtPi(w *fixed.Work, p uint) enclosure {
	return enclosure{m: w.Sqrt(new(big.Int), w.Pi(p), p), k: int(p), err: 2}
}

// erfFixed encloses erf o for o > 0 with p significant bits: 2x/√π·e^(-x²)·Σ (2x²)^k/(1·3·5…(2k+1)).
func erfFixed(w *fixed.Work, o operand, p uint) enclosure {
	sq := o.square(w)
	q := p + 34
	z := sq.fixedPoint(w, int(q))
	var sum *big.Int
	if s, ok := sq.short(p); ok {
		sum = w.ErfSumShort(s, p)
	} else {
		sum = w.ErfSum(z, q)
		sum.Rsh(sum, q-p)
	}
	e := enclosure{m: sum, k: int(p), err: max(3, sum.BitLen()-int(p)+3)}
	e = e.mul(w, expFixed(w, z.Neg(z), q, p))
	e = e.mul(w, o.enclose(p))
	e.k--
	return e.quo(w, sqrtPi(w, p), p)
}

// square returns o².
func (o operand) square(w *fixed.Work) operand {
	return makeOperand(w.Sqr(new(big.Int), o.coef), 2*o.exp, o.rounded)
}

// erfcOf encloses erfc o.
func erfcOf(w *fixed.Work, o operand, digits int) enclosure {
	p := fixed.BitsOf(digits) + 10
	f := o.float()
	if o.sign() > 0 && f*f > 1.4*float64(p)+100 {
		return erfcAsymptotic(w, o, p)
	}
	// 1 - erf x, with as many more bits as 1 has than erfc x > e^(-x²)/(2x + 2)
	if f > 0 {
		p += uint(f*f/math.Ln2+math.Log2(2*f+2)) + 2
	}
	if o.adj() < -int64(digits)-3 { // 1 - 2x/√π + …
		return enclosure{m: fixed.One(p), k: int(p), err: 9}
	}
	e := erfFixed(w, o.abs(), p).withSign(o.sign()).shiftOut(w, p)
	e.m.Sub(fixed.One(p), e.m)
	return e
}

// shiftOut returns the enclosure without power of ten, with p fraction bits.
func (e enclosure) shiftOut(w *fixed.Work, p uint) enclosure {
	m := w.FromDecimal(e.m, int(e.d), int(p)-e.k)
	err := float64(e.err+int(p)-e.k) + float64(e.d)*log2of10
	return enclosure{m: m, k: int(p), err: max(2, int(math.Ceil(err))) + 1}
}

// erfcAsymptotic encloses erfc o = e^(-z)/(x√π)·Σ (-1)^k·1·3·5…(2k-1)/(2z)^k, z = o², for z > 1.4·p.
func erfcAsymptotic(w *fixed.Work, o operand, p uint) enclosure {
	sq := o.square(w)
	q := p + 34
	z := sq.fixedPoint(w, int(q))
	s := w.ErfcSum(z, q)
	e := enclosure{m: s, k: int(q), err: 3}
	e = e.mul(w, expFixed(w, z.Neg(z), q, p))
	return e.quo(w, sqrtPi(w, p).mul(w, o.enclose(p)), p)
}
