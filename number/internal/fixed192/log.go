package fixed192

import "math/bits"

// Ln returns ln x, for x > 0.
func Ln(x Decimal) Approx {
	y, rho := ln(x)
	return Approx{y, rho, 0}
}

// Log10 returns log₁₀ x, for x > 0.
func Log10(x Decimal) Approx {
	y, rho := ln(x)
	return Approx{y.times(floatInvLn10), rho + 22, 0}
}

// Log2 returns log₂ x, for x > 0.
func Log2(x Decimal) Approx {
	y, rho := ln(x)
	return Approx{y.times(floatInvLn2), rho + 22, 0}
}

// Log returns the logarithm of x to the given base, for x > 0 and base > 0 other than 1.
func Log(x, base Decimal) Approx {
	y, rho := ln(x)
	b, rhoB := ln(base)
	if b.isZero() || rhoB >= hopeless || rho >= hopeless {
		return Approx{}
	}
	// the error of a quotient is that of 1/(1 - rhoB): 2·rhoB is enough
	return Approx{y.over(b), rho + 2*rhoB + 8, 0}
}

// Log1p returns ln(1 + x), for x > -1.
func Log1p(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	y, rho := log1p(v, decimalRho)
	return Approx{y, rho, 0}
}

// nearOne is the exponent of logarithms below which the sum of tables is not precise enough for us.
const nearOne = -10

// ln returns ln x with its error rho. With x = m·2^b·10^e and m in [1, 2) it is ln m + b·ln 2 + e·ln 10; the constants are
// truncated, so that each factor is a unit. If the parts cancel, x is near 1 and has few digits before or after the point:
// then (x-1)/(x+1) is a quotient of two integers. A negative x is hopeless.
func ln(x Decimal) (y float, rho uint64) {
	if x.Neg {
		return float{}, hopeless
	}
	v := fromInt(x.Hi, x.Lo, false)
	b, e := uint64(v.exp-1), int64(x.Exp)
	s := lnMantissa(v.m)
	bf, bi := ln2.times(b)
	s, c := s.add(bf)
	ip := bi + c
	n := uint64(max(e, -e))
	ef, ei := ln10Fraction.times(n)
	ei += 2 * n
	neg := false
	if e >= 0 {
		s, c = s.add(ef)
		ip += ei + c
	} else {
		s, c = s.sub(ef)
		ip -= ei + c
		if neg = int64(ip) < 0; neg {
			s, c = u192{}.sub(s)
			ip = -ip - c
		}
	}
	y = fromFixed(ip, s, neg)
	if y.exp < nearOne && x.Exp <= 0 && x.Exp >= -MaxDigits {
		return lnNearOne(x)
	}
	return y, rescale(lnRho+b+n, -int(y.exp)) + 2
}

// lnRho bounds the absolute error of lnMantissa in units: 2 for each of three products that are truncated, 6 of the series and
// one for each of three logarithms.
const lnRho = 16

// lnMantissa returns ln(2m) for m in [1/2, 1): three multiplications by short reciprocals bring 2m down to 1 + u with
// u < 2^-14.9. For m of up to 128 bits the products are exact (138, 153 and 173 bits).
func lnMantissa(m u192) u192 {
	i := m.w2 >> 58 & 31
	f, ip := m.times(uint64(recA[i])) // 2m·A/2^10 = (ip + f)/2^9
	j := (ip-1<<9)<<1 | f.w2>>63
	f, ip = joined(ip, f, 10).times(uint64(recB[j])) // in 2^-14
	l := (ip-1<<14)<<1 | f.w2>>63
	f, ip = joined(ip, f, 15).times(uint64(recC[l])) // in 2^-19
	u := joined(ip-1<<19, f, 19)
	s := logA[i].plus(logB[j]).plus(logC[l])
	return s.plus(log1pSeries(u))
}

// joined returns (ip + f)·2^-n, for ip < 2^n.
func joined(ip uint64, f u192, n uint) u192 {
	f = f.shr(n)
	f.w2 |= ip << (64 - n)
	return f
}

// log1pSeries returns ln(1+u) for u < 2^-14.9 within 6 units. Of the terms of the series those from u⁹ on are added up in one
// word and those from u⁵ in two. What is left out is below 2^-197.
func log1pSeries(u u192) u192 {
	const first = 2
	h := invInt[12-first].w2
	for n := 11; n >= 9; n-- {
		h = invInt[n-first].w2 - mul1(u.w2, h)
	}
	h1, h0 := h, uint64(0)
	for n := 8; n >= 5; n-- {
		h1, h0 = mul2(u.w2, u.w1, h1, h0)
		var c uint64
		h0, c = bits.Sub64(invInt[n-first].w1, h0, 0)
		h1, _ = bits.Sub64(invInt[n-first].w2, h1, c)
	}
	t := invInt[4-first].minus(mul(u, u192{h1, h0, 0}))
	t = invInt[3-first].minus(mul(u, t))
	t = u192{w2: 1 << 63}.minus(mul(u, t))
	return u.minus(mul(u, mul(u, t)))
}

// lnNearOne returns ln x for x near 1 with -MaxDigits ≤ x.Exp ≤ 0: 2·atanh(w) with w = (x-1)/(x+1) a quotient of exact integers.
func lnNearOne(x Decimal) (y float, rho uint64) {
	thi, tlo := intPow10(int(-x.Exp))
	dhi, dlo, neg := sub128(x.Hi, x.Lo, thi, tlo)
	if dhi|dlo == 0 {
		return float{}, hopeless
	}
	shi, slo := add128(x.Hi, x.Lo, thi, tlo)
	w := fromInt(dhi, dlo, neg).over(fromInt(shi, slo, false))
	y = atanh(w)
	return y.scale(1), atanhRho + 10
}

// atanhRho bounds the error that atanh adds.
const atanhRho = 128

// atanh returns (ln(1+w) - ln(1-w))/2 for |w| ≤ 2^-7: w + w·z·(1/3 + z/5 + …) with z = w² < 2^-14. One or two words are enough for the
// terms from z⁸ and from z⁴ on: errors of 2^-174 and 2^-182 in the sum, and 2^-14 less in the result. What is left out is below
// 2^-186.
func atanh(w float) float {
	const first = 2
	f := w.fraction()
	z := mul(f, f)
	h := invInt[25-first].w2
	for n := 23; n >= 17; n -= 2 {
		h = invInt[n-first].w2 + mul1(z.w2, h)
	}
	h1, h0 := h, uint64(0)
	for n := 15; n >= 9; n -= 2 {
		h1, h0 = mul2(z.w2, z.w1, h1, h0)
		var c uint64
		h0, c = bits.Add64(h0, invInt[n-first].w1, 0)
		h1, _ = bits.Add64(h1, invInt[n-first].w2, c)
	}
	t := mul(z, u192{h1, h0, 0}).plus(invInt[7-first])
	t = mul(z, t).plus(invInt[5-first])
	t = mul(z, t).plus(invInt[3-first])
	return w.plus(w.times(normal(mul(z, t), 0, false)))
}

// log1p returns ln(1+x) for x > -1 with the error rhoX. For small x it is 2·atanh(x/(2+x)).
func log1p(x float, rhoX uint64) (y float, rho uint64) {
	if x.exp <= -8 {
		w := x.over(x.plus(floatOne.scale(1)))
		return atanh(w).scale(1), 2*rhoX + atanhRho + 16
	}
	s := x.plus(floatOne)
	if s.neg || s.isZero() {
		return float{}, hopeless
	}
	return lnFloat(s, sumRho(s, x, rhoX, floatOne, 0))
}

// lnFloat returns ln x for x > 0 with the error rhoX, which becomes an absolute one. Near 1 the result's relative error is large.
func lnFloat(x float, rhoX uint64) (y float, rho uint64) {
	s := lnMantissa(x.m)
	b := int64(x.exp - 1)
	n := uint64(max(b, -b))
	f, ip := ln2.times(n)
	neg := b < 0
	var c uint64
	if neg { // n·ln 2 > ln 2 > s
		f, c = f.sub(s)
		ip -= c
	} else {
		f, c = f.add(s)
		ip += c
	}
	y = fromFixed(ip, f, neg)
	return y, rescale(lnRho+n+rhoX, -int(y.exp)) + 2
}
