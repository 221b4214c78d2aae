package fixed192

import (
	"math"
	"math/bits"
)

// maxExpArg bounds the arguments of exponentials: |x| < 2^maxExpArg. The largest decimal exponent is near 10^9.
const maxExpArg = 32

// Exp returns e^x.
func Exp(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp > maxExpArg {
		return Approx{}
	}
	y, dexp, rho := exp(v, decimalRho)
	return Approx{y, rho, dexp}
}

// exp returns e^x = y·10^dexp with 1 ≤ y < 10, but for errors, for |x| < 2^maxExpArg with the error rhoX. Its own error is
// that of expReduced, that of k·ln 10, k units, and a unit of the fixed-point argument; absolute errors of the argument
// become relative ones.
func exp(x float, rhoX uint64) (y float, dexp int, rho uint64) {
	ip, f, _ := x.fixed()
	k, r, rf := reduceLn10(ip, f)
	dexp = int(k)
	if x.neg { // e^-(r + k·ln 10) = e^(ln 10 - r)·10^-(k+1)
		var c uint64
		rf, c = ln10Fraction.sub(rf)
		r = 2 - r - c
		dexp = -int(k) - 1
	}
	rho = expRho + 2 + rescale(rhoX+2, int(x.exp))
	return normal(expReduced(r, rf), 4, false), dexp, rho
}

// reduceLn10 returns k and r:rf in [0, ln 10) so that ip + f = r:rf + k·ln 10, for ip < 2^32. The hardware's quotient is off by
// one at most, if it is close to an integer.
func reduceLn10(ip uint64, f u192) (k, r uint64, rf u192) {
	k = uint64((float64(int64(ip)) + float64(int64(f.w2>>11))*0x1p-53) * (1 / math.Ln10))
	kf, kip := ln10Fraction.times(k)
	rf, c := f.sub(kf)
	r = ip - 2*k - kip - c
	switch {
	case int64(r) < 0:
		rf, c = rf.add(ln10Fraction)
		return k - 1, r + 2 + c, rf
	case r > 2 || r == 2 && !rf.less(ln10Fraction):
		rf, c = rf.sub(ln10Fraction)
		return k + 1, r - 2 - c, rf
	}
	return k, r, rf
}

// expRho bounds the relative error of expReduced: with 22 units of w, one of the table and 5 of the product, that is 8 units
// of 1/16 and 21 of 10/16.
const expRho = 128

// expReduced returns e^(ip+f)/16, for ip + f up to ln 10 and a bit: e^(i/32)·e^(j/1024)·e^(l/32768)·e^s, multiplied up as
// the excesses over 1.
func expReduced(ip uint64, f u192) u192 {
	i := ip<<5 | f.w2>>59
	a := expA[min(i, uint64(len(expA)-1))]
	w := expm1Fraction(f)
	return a.plus(mul(a, w))
}

// expm1Fraction returns e^s - 1 for the lower 187 bits of f as s, below 2^-5, too small by less than 22 units: 8 of the
// series, and for each table one of the entry and 5 of the product.
func expm1Fraction(f u192) u192 {
	b, c := expB[f.w2>>54&31], expC[f.w2>>49&31]
	p := expm1Series(u192{f.w2 & (1<<49 - 1), f.w1, f.w0})
	p = p.plus(c).plus(mul(p, c))
	return p.plus(b).plus(mul(p, b))
}

// quotientErr is 2^-182 (of 1-word terms) + 2^-186 + 2^-192·8, in units.
const quotientErr = 1<<10 + 1<<6 + 8

// expm1Series returns e^s - 1 for s < 2^-15, too small by less than 8 units.
func expm1Series(s u192) u192 { return s.plus(mul(s, expm1Quotient(s))) }

// expm1Quotient returns (e^s - 1)/s - 1 for s < 2^-15, too small by less than quotientErr units, and by less than 2^-196 + 6
// units after a multiplication by s. The terms of the series from s⁸ on are added up in one word with an error of less than 2^-62,
// those from s⁴ in two with less than 2^-126. What is left out is below 2^-193.
func expm1Quotient(s u192) u192 {
	const first = 2
	h := mul1(s.w2, invFactorial[11-first].w2) + invFactorial[10-first].w2
	h = mul1(s.w2, h) + invFactorial[9-first].w2
	h1, h0 := h, uint64(0)
	for n := 8; n >= 5; n-- {
		h1, h0 = mul2(s.w2, s.w1, h1, h0)
		var c uint64
		h0, c = bits.Add64(h0, invFactorial[n-first].w1, 0)
		h1, _ = bits.Add64(h1, invFactorial[n-first].w2, c)
	}
	t := mul(s, u192{h1, h0, 0}).plus(invFactorial[4-first])
	t = mul(s, t).plus(invFactorial[3-first])
	t = mul(s, t)
	t.w2 += 1 << 63 // 1/2!
	return mul(s, t)
}

// Expm1 returns e^x - 1.
func Expm1(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.exp > maxExpArg {
		return Approx{}
	}
	if v.exp > 7 {
		return expm1Large(v)
	}
	y, rho := expm1(v, decimalRho)
	return Approx{y, rho, 0}
}

// expm1Large is Expm1 for |x| ≥ 128, where the smaller one of the two terms is less than 2^-184 of the other, an error of rho
// 2^8. (Close to -1 no rounding is decided.)
func expm1Large(x float) Approx {
	if x.neg {
		return Approx{}
	}
	y, dexp, rho := exp(x, decimalRho)
	return Approx{y, rho + 1<<8, dexp}
}

// expm1 returns e^x - 1 for |x| < 2^7. Below 2^-15 its own error is that of a series, x·(1 + t); below 2^-5 it is 22 units of
// what is then at least 2^-16; beyond that it is the error of e^x. For a negative argument it is -E/(1+E) of the positive one's E.
func expm1(x float, rhoX uint64) (y float, rho uint64) {
	if x.neg {
		e, rho := expm1(x.abs(), rhoX)
		return e.over(e.plus(floatOne)).negate(), 2*rho + 16
	}
	switch {
	case x.exp <= -15:
		t := expm1Quotient(x.fraction())
		return x.plus(x.times(normal(t, 0, false))), 2*rhoX + 2*quotientErr
	case x.exp <= -5:
		y = normal(expm1Fraction(x.fraction()), 0, false)
		return y, 2*rhoX + rescale(24, -int(y.exp))
	}
	e, dexp, rhoE := exp(x, rhoX)
	if dexp != 0 {
		e = e.times(pow10(dexp))
		rhoE += 22
	}
	y = e.minus(floatOne)
	return y, sumRho(y, e, rhoE, floatOne, 0)
}

// floatOne is 1.
var floatOne = float{u192{w2: 1 << 63}, 1, false}
