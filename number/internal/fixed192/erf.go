package fixed192

import (
	"math"
	"math/bits"
)

// Bounds of the arguments: |x| < erfMost where the error function is not taken for ±1, and x > erfcLeast for the complement by its
// continued fraction instead of 1 - erf(x).
const (
	erfMost   = 12
	erfcLeast = 4.5
)

// Erf returns the error function of x.
func Erf(x Decimal) Approx {
	v, ok := x.float()
	if !ok || v.float64() >= erfMost {
		return Approx{}
	}
	y, rho := erf(v.abs(), decimalRho)
	y.neg = x.Neg
	return Approx{y, rho, 0}
}

// Erfc returns 1 - erf(x).
func Erfc(x Decimal) Approx {
	v, ok := x.float()
	if !ok {
		return Approx{}
	}
	f := v.float64()
	switch {
	case x.Neg && f >= erfMost:
		return Approx{}
	case !x.Neg && f > erfcLeast:
		return erfcTail(v, decimalRho)
	}
	y, rhoY := erf(v.abs(), decimalRho)
	y.neg = x.Neg
	z := floatOne.minus(y)
	return Approx{z, sumRho(z, floatOne, 0, y, rhoY), 0}
}

// gaussian returns e^(-x²)/√π for 0 < x < 2^(maxExpArg/2) of the error rhoX.
func gaussian(x float, rhoX uint64) Approx {
	sq := x.times(x)
	sq.neg = true
	y, dexp, rho := exp(sq, 2*rhoX+20)
	return Approx{y.times(floatInvSqrtPi), rho + 22, dexp}
}

// erf returns the error function of 0 < x < erfMost of the error rhoX.
func erf(x float, rhoX uint64) (y float, rho uint64) {
	if x.float64() > erfcLeast {
		t := erfcTail(x, rhoX)
		if t.y.isZero() {
			return y, hopeless
		}
		t.y = t.y.times(pow10(t.dexp))
		y = floatOne.minus(t.y)
		return y, sumRho(y, floatOne, 0, t.y, t.rho+22)
	}
	return erfSum(x, rhoX)
}

// erfSum is erf for 0 < x ≤ erfcLeast: 2x·e^(-x²)/√π times the sum of (2x²)^n/(1·3·5···(2n+1)), whose
// terms are all positive (Abramowitz and Stegun, 7.1.6), from its end: 1 + 2x²/3·(1 + 2x²/5·(1 + …)). A step adds rho 4n + 30, of the
// division and two operations, and rho z of its own to a part of the result that is less than the whole.
func erfSum(x float, rhoX uint64) (y float, rho uint64) {
	z := x.times(x).scale(1)
	rhoZ := 2*rhoX + 20
	n := erfTerms(z.float64())
	rho = n * (rhoZ + 4*n + 30)
	s := floatOne
	for ; n > 0; n-- {
		s = floatOne.plus(z.times(s).overWord(2*n + 1))
	}
	g := gaussian(x, rhoX)
	y = g.y.times(x.scale(1)).times(s)
	if g.dexp != 0 {
		y = y.times(pow10(g.dexp))
	}
	return y, rho + g.rho + rhoX + 62 + erfTailRho
}

// erfTailRho bounds what erfTerms leaves out.
const erfTailRho = 1 << 17

// erfTerms returns after how many terms the sum in erfSum may end: the last term is below 2^-176 of the sum, and the following ones
// halve at least.
func erfTerms(z float64) (n uint64) {
	term, sum, k := 1.0, 1.0, 3.0
	for term > sum*0x1p-176 || 2*z > k {
		term *= z / k
		sum += term
		k += 2
		n++
	}
	return n
}

// erfcTail returns 1 - erf(x) for x > erfcLeast of the error rhoX: e^(-x²)/√π over the continued fraction x + ½/(x + 1/(x + 3⁄2/(x + …)))
// (Abramowitz and Stegun, 7.1.14). 2000/x² + 30 steps are enough for 2^-176. The relative error of the guess from which it starts is less
// than n/x², and how it shrinks is followed step by step; that of rounding, 12 and that of x each time, does not grow.
func erfcTail(x float, rhoX uint64) Approx {
	if x.exp > maxExpArg/2 {
		return Approx{}
	}
	f := x.float64()
	n := uint64(2000/(f*f)) + 30
	tail := f/2 + math.Sqrt(f*f/4+float64(n)/2)
	err := float64(n)/(f*f) + 1
	r := fromFloat64(tail)
	rho := n * (rhoX + 12)
	for ; n > 0; n-- {
		a := float64(n) / 2 / tail
		tail = f + a
		err *= a / tail
		r = x.plus(fromInt(0, n, false).scale(-1).over(r))
	}
	g := gaussian(x, rhoX)
	if err > 0x1p-150 {
		return Approx{}
	}
	// A factor of 2^10 for the difference between err and the true error, to which it is proportional.
	return Approx{g.y.over(r), g.rho + rho + 8 + uint64(err*0x1p202), g.dexp}
}

// overWord returns a/n for n > 0. It adds rho 2n, what its leading zeros cost.
func (a float) overWord(n uint64) float {
	q2, r := bits.Div64(0, a.m.w2, n)
	q1, r := bits.Div64(r, a.m.w1, n)
	q0, _ := bits.Div64(r, a.m.w0, n)
	return normal(u192{q2, q1, q0}, int(a.exp), a.neg)
}

// float64 returns |a|, rounded down.
func (a float) float64() float64 {
	return math.Ldexp(float64(int64(a.m.w2>>11))*0x1p-53, int(a.exp))
}

// fromFloat64 returns f ≥ 1 exactly.
func fromFloat64(f float64) float {
	m, e := math.Frexp(f)
	return normal(u192{w2: uint64(m * 0x1p63)}, e+1, false)
}
