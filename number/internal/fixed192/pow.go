package fixed192

import (
	"math"
	"math/bits"
)

// Pow returns x^y, for x > 0: e^(y·ln x).
func Pow(x, y Decimal) Approx {
	l, rho := ln(x)
	v, ok := y.float()
	if !ok || rho >= hopeless {
		return Approx{}
	}
	z := v.times(l)
	if z.exp > maxExpArg {
		return Approx{}
	}
	r, dexp, rho := exp(z, rho+decimalRho+20)
	return Approx{r, rho, dexp}
}

// Root returns the n-th root of x, for x > 0 and n > 0: e^(ln x/n).
func Root(x Decimal, n uint64) Approx {
	l, rho := ln(x)
	if rho >= hopeless {
		return Approx{}
	}
	z := l.over(fromInt(0, n, false))
	if z.exp > maxExpArg {
		return Approx{}
	}
	r, dexp, rho := exp(z, rho+8)
	return Approx{r, rho, dexp}
}

// cbrtRho bounds the own error of Cbrt: 40 for 5 units of c ≥ 1/8, 48 for 6 units of e/8, and some units more.
const cbrtRho = 128

// Cbrt returns the cube root of x. From the hardware's y ≈ 1/∛m it is one step of high order: with e = 1 - m·y³, below 2^-47, it is
// m·y²·(1-e)^(-2/3), and four terms of the binomial series leave 2^-189.
func Cbrt(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	q := (int(v.exp)+3*1024+2)/3 - 1024 // rounded up: v = m·2^3q with 1/8 ≤ m < 1
	m := v.m.shr(uint(3*q - int(v.exp)))
	y := ^uint64(0) // 2^64/(2·∛m)
	if g := (1 << 63) / math.Cbrt(float64(int64(m.w2>>11))*0x1p-53); g < 1<<64 {
		y = uint64(g)
	}
	h, l := bits.Mul64(y, y)
	c := mul(m, u192{h, l, 0}) // ∛m/4
	f, ip := c.times(y)        // m·y³/8·2^64
	e := u192{w2: 1 << 61}.minus(u192{ip, f.w2, f.w1})
	neg := int64(e.w2) < 0
	if neg {
		e = u192{}.minus(e)
	}
	e = e.shl(3)
	signed := func(a, b u192) u192 {
		if neg {
			return a.minus(b)
		}
		return a.plus(b)
	}
	t := signed(fiveNinths, mul(e, u192{w2: fortyBy81}))
	t = signed(twoThirds, mul(e, t))
	c = signed(c, mul(c, mul(e, t)))
	return Approx{normal(c, q+2, x.Neg), cbrtRho + decimalRho, 0}
}

// The coefficients of (1-e)^(-2/3) = 1 + 2/3·e + 5/9·e² + 40/81·e³ + …
const fortyBy81 = 0x7e6b74f0329161f9

var (
	twoThirds  = u192{0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa}
	fiveNinths = u192{0x8e38e38e38e38e38, 0xe38e38e38e38e38e, 0x38e38e38e38e38e3}
)
