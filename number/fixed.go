package number

import (
	"math"
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// An operand is a number taken apart for a function: coef × 10^exp with no trailing zeros in coef.
type operand struct {
	coef    *big.Int
	exp     int64
	digits  int
	rounded bool
}

// operandOf returns x as an operand.
func operandOf(x Number) operand {
	coef, exp := x.parts()
	return makeOperand(coef, exp, x.Rounded())
}

// makeOperand returns coef × 10^exp as an operand. It may keep coef.
func makeOperand(coef *big.Int, exp int64, rounded bool) operand {
	if coef.Sign() == 0 {
		return operand{coef: coef, digits: 1, rounded: rounded}
	}
	if z := decimalZeros(coef); z > 0 {
		q := new(big.Int)
		quoPow10(q, coef, z)
		coef, exp = q, exp+int64(z)
	}
	return operand{coef: coef, exp: exp, digits: decimalDigits(coef), rounded: rounded}
}

// adj returns the exponent of the first digit.
func (o operand) adj() int64 { return o.exp + int64(o.digits) - 1 }

// sign returns the sign.
func (o operand) sign() int { return o.coef.Sign() }

// abs returns the magnitude.
func (o operand) abs() operand {
	if o.coef.Sign() < 0 {
		o.coef = new(big.Int).Neg(o.coef)
	}
	return o
}

// isOne reports whether the operand is 1 (not -1).
func (o operand) isOne() bool { return o.exp == 0 && o.coef.IsInt64() && o.coef.Int64() == 1 }

// plus returns o + n for a small integer n. The caller has made sure that exp is no wider than what may be written out.
func (o operand) plus(n int64) operand {
	t := big.NewInt(n)
	if o.exp >= 0 {
		return makeOperand(t.Add(t, new(big.Int).Mul(o.coef, pow10(int(o.exp)))), 0, o.rounded)
	}
	t.Mul(t, pow10(int(-o.exp)))
	return makeOperand(t.Add(t, o.coef), o.exp, o.rounded)
}

// float returns the operand as a float64 with an error of a few units; 0 or an infinity outside its range.
func (o operand) float() float64 {
	f, e := o.mantissa()
	if e > 400 || e < -400 {
		e = max(-400, min(400, e))
	}
	return f * math.Pow(10, float64(e))
}

// mantissa returns m and e with o = m × 10^e, 1 ≤ |m| < 10 up to the error of a float64.
func (o operand) mantissa() (float64, int64) {
	cut := max(o.coef.BitLen()-64, 0)
	t := new(big.Int).Rsh(o.coef, uint(cut)) // floor: good enough for 64 bits
	f, _ := new(big.Float).SetInt(t).Float64()
	l := math.Log10(math.Abs(f)) + float64(cut)*(math.Ln2/math.Ln10) - float64(o.digits-1)
	m := math.Pow(10, l)
	if f < 0 {
		m = -m
	}
	return m, o.adj()
}

// fixedPoint returns o with p fraction bits, less than 2 ulps off.
func (o operand) fixedPoint(w *fixed.Work, p int) *big.Int {
	if float64(o.adj()+1)*log2of10+float64(p) < -8 {
		return new(big.Int)
	}
	return w.FromDecimal(o.coef, int(o.exp), p)
}

// leadingBits returns how many binary zeros follow the point of |o| < 1, or a few less; 0 for |o| ≥ 1.
func (o operand) leadingBits() uint {
	if a := o.adj(); a < -1 {
		return uint(float64(-a-1) * log2of10)
	}
	return 0
}

const log2of10 = 3.32192809488736234787

// An enclosure is a real number known to lie within 2^err of m, both in units of 2^-k·10^d.
type enclosure struct {
	m   *big.Int
	k   int
	d   int64
	err int
}

// noError is the err of an exact value.
const noError = -1 << 30

// goodBits returns how many leading bits of the enclosure are certain, at least 0.
func (e enclosure) goodBits() int { return max(0, e.m.BitLen()-e.err-1) }

// enclose returns the leading p bits of o, or all.
func (o operand) enclose(p uint) enclosure {
	cut := o.coef.BitLen() - int(p)
	if cut <= 0 {
		return enclosure{m: o.coef, d: o.exp, err: noError}
	}
	return enclosure{m: new(big.Int).Rsh(o.coef, uint(cut)), k: -cut, d: o.exp}
}

// linear encloses o·(1 + δ), |δ| < 10^-(digits+1): the value of a function at a small argument.
func (o operand) linear(digits int) enclosure {
	p := fixed.BitsOf(digits)
	e := o.enclose(p + 8)
	e.err = max(e.err, e.m.BitLen()-int(p)) + 1
	if e.err < 0 { // a short operand: more fraction bits make room for the error
		e.m = new(big.Int).Lsh(e.m, uint(-e.err))
		e.k, e.err = e.k-e.err, 0
	}
	return e
}

// quo returns the enclosure of e/f with p significant bits or a few more. f does not contain 0 if goodBits is not 0.
func (e enclosure) quo(w *fixed.Work, f enclosure, p uint) enclosure {
	if f.goodBits() == 0 || e.m.Sign() == 0 {
		return unknown()
	}
	s := int(p) + f.m.BitLen() - e.m.BitLen() // the quotient has p or p+1 bits
	neg := f.m.Sign() < 0
	den := new(big.Int).Abs(f.m)
	q := w.QuoScaled(new(big.Int), e.m, den, s)
	if neg {
		q.Neg(q)
	}
	// Relative errors add up, the divisor's being below ½; and the division's own 2 units.
	rel := max(e.err-e.m.BitLen(), f.err-f.m.BitLen()+1) + 2
	return enclosure{m: q, k: e.k - f.k + s, d: e.d - f.d, err: max(q.BitLen()+rel, 1) + 1}
}

// mul returns the enclosure of e·f.
func (e enclosure) mul(w *fixed.Work, f enclosure) enclosure {
	q := w.Mul(new(big.Int), e.m, f.m)
	rel := max(e.err-e.m.BitLen(), f.err-f.m.BitLen()) + 3
	return enclosure{m: q, k: e.k + f.k, d: e.d + f.d, err: max(q.BitLen()+rel, 1)}
}

// neg returns the enclosure of -e.
func (e enclosure) neg() enclosure {
	e.m = new(big.Int).Neg(e.m)
	return e
}

// withSign returns e, or -e for a negative sign.
func (e enclosure) withSign(sign int) enclosure {
	if sign < 0 {
		return e.neg()
	}
	return e
}

// unknown is an enclosure that says nothing: more digits are needed.
func unknown() enclosure { return enclosure{m: new(big.Int), err: 1} }
