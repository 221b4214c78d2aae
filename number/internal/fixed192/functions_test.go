package fixed192

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// randWide returns a decimal of 1 to MaxDigits digits between 10^low and 10^high, each magnitude as likely.
func randWide(r *rand.Rand, low, high int) Decimal {
	d := randDecimal(r, 1+r.IntN(MaxDigits))
	d.Exp = int32(low + r.IntN(high-low) + 1 - digits128(d.Hi, d.Lo))
	return d
}

// randUnit returns a decimal between -1 and 1, neither being zero, often near one of the ends.
func randUnit(r *rand.Rand) Decimal {
	if r.IntN(2) == 0 {
		return randWide(r, -40, 0)
	}
	k := 1 + r.IntN(MaxDigits)
	d := randDecimal(r, 1+r.IntN(k))
	d.Exp = -int32(k)
	if r.IntN(2) == 0 {
		thi, tlo := intPow10(k)
		if hi, lo, neg := sub128(thi, tlo, d.Hi, d.Lo); !neg && hi|lo != 0 {
			d.Hi, d.Lo = hi, lo
		}
	}
	return d
}

// randAboveOne returns a decimal above 1, often close to it.
func randAboveOne(r *rand.Rand) Decimal {
	d := randPositive(r, MaxDigits)
	if d.refFloat().Cmp(refInt(1)) > 0 {
		return d
	}
	return Decimal{0, 2, 0, false}
}

// randGamma returns decimals up to 10^4 either side that are no integers.
func randGamma(r *rand.Rand) Decimal {
	for {
		if d := randWide(r, -20, 4); !d.refFloat().IsInt() {
			return d
		}
	}
}

// function is one function of the package, what it computes, and arguments for it.
type function struct {
	name string
	f    func(Decimal) Approx
	ref  func(*big.Float) *big.Float
	arg  func(*rand.Rand) Decimal
}

func wide(low, high int) func(*rand.Rand) Decimal {
	return func(r *rand.Rand) Decimal { return randWide(r, low, high) }
}

var functions = []function{
	{"exp", Exp, refExp, wide(-40, 3)},
	{"expm1", Expm1, refExpm1, wide(-40, 3)},
	{"ln", Ln, refLn, func(r *rand.Rand) Decimal { return randPositive(r, MaxDigits) }},
	{"log10", Log10, func(x *big.Float) *big.Float { return ref().Quo(refLn(x), refLn(refInt(10))) }, func(r *rand.Rand) Decimal { return randPositive(r, MaxDigits) }},
	{"log2", Log2, func(x *big.Float) *big.Float { return ref().Quo(refLn(x), refLn2) }, func(r *rand.Rand) Decimal { return randPositive(r, MaxDigits) }},
	{"log1p", Log1p, refLog1p, func(r *rand.Rand) Decimal {
		if d := randWide(r, -40, 40); !d.Neg {
			return d
		}
		return randUnit(r)
	}},
	{"sin", Sin, refSin, wide(-40, 38)},
	{"cos", Cos, refCos, wide(-40, 38)},
	{"tan", Tan, refTan, wide(-40, 38)},
	{"atan", Atan, refAtan, wide(-40, 40)},
	{"atand", Atand, func(x *big.Float) *big.Float { return refDegrees(refAtan(x)) }, wide(-40, 40)},
	{"asin", Asin, refAsin, randUnit},
	{"asind", Asind, func(x *big.Float) *big.Float { return refDegrees(refAsin(x)) }, randUnit},
	{"acos", Acos, refAcos, randUnit},
	{"acosd", Acosd, func(x *big.Float) *big.Float { return refDegrees(refAcos(x)) }, randUnit},
	{"sind", Sind, func(x *big.Float) *big.Float { return refSin(refRadians(x)) }, wide(-40, 38)},
	{"cosd", Cosd, func(x *big.Float) *big.Float { return refCos(refRadians(x)) }, wide(-40, 38)},
	{"tand", Tand, func(x *big.Float) *big.Float { return refTan(refRadians(x)) }, wide(-40, 38)},
	{"to_degrees", ToDegrees, refDegrees, wide(-40, 40)},
	{"to_radians", ToRadians, refRadians, wide(-40, 40)},
	{"sinh", Sinh, refSinh, wide(-40, 3)},
	{"cosh", Cosh, refCosh, wide(-40, 3)},
	{"tanh", Tanh, refTanh, wide(-40, 3)},
	{"asinh", Asinh, refAsinh, wide(-40, 40)},
	{"acosh", Acosh, refAcosh, randAboveOne},
	{"atanh", Atanh, refAtanh, randUnit},
	{"erf", Erf, refErf, wide(-20, 1)},
	{"erfc", Erfc, refErfc, wide(-20, 1)},
	{"gamma", Gamma, refGamma, randGamma},
	{"lgamma", Lgamma, refLgamma, randGamma},
	{"cbrt", Cbrt, refCbrt, wide(-60, 60)},
}

// TestErrors measures the worst error of every function and holds it against the bound that came with the result.
func TestErrors(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 50
	}
	for _, f := range functions {
		r := rand.New(rand.NewPCG(19, 20))
		m := meter{name: f.name}
		for range n {
			d := f.arg(r)
			if a := f.f(d); !a.y.isZero() && a.rho < hopeless {
				m.check(t, d, a.y, a.dexp, a.rho, f.ref(d.refFloat()))
			}
		}
		m.log(t)
	}
}

func TestPowErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	mp, ma, mr, ml := meter{name: "pow"}, meter{name: "atan2"}, meter{name: "root"}, meter{name: "log"}
	for range 500 {
		x, y := randPositive(r, MaxDigits), randWide(r, -20, 8)
		if x.refFloat().Cmp(refInt(1)) == 0 {
			continue
		}
		l := refLn(x.refFloat())
		if a := Pow(x, y); !a.y.isZero() && a.y.exp < 20 && a.dexp < 100000 && a.dexp > -100000 {
			mp.check(t, [2]Decimal{x, y}, a.y, a.dexp, a.rho, refExp(ref().Mul(l, y.refFloat())))
		}
		n := 1 + r.Uint64N(1000)
		if a := Root(x, n); !a.y.isZero() {
			mr.check(t, x, a.y, a.dexp, a.rho, refExp(ref().Quo(l, ref().SetUint64(n))))
		}
		x = randWide(r, -20, 20)
		want := refAtan(ref().Quo(y.refFloat(), x.refFloat()))
		if x.Neg && y.Neg {
			want.Sub(want, refPi)
		} else if x.Neg {
			want.Add(want, refPi)
		}
		if a := Atan2(y, x); !a.y.isZero() {
			ma.check(t, [2]Decimal{y, x}, a.y, a.dexp, a.rho, want)
		}
		if b := randPositive(r, MaxDigits); b.refFloat().Cmp(refInt(1)) != 0 {
			if x.Neg = false; x.refFloat().Cmp(refInt(1)) == 0 {
				continue
			}
			a := Log(x, b)
			ml.check(t, [2]Decimal{x, b}, a.y, a.dexp, a.rho, ref().Quo(refLn(x.refFloat()), refLn(b.refFloat())))
		}
	}
	for _, m := range []meter{mp, ma, mr, ml} {
		m.log(t)
	}
}

// TestHypot compares with the square root of the exact sum.
func TestHypot(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for i := range 5000 {
		x, y := randWide(r, -10, 10), randWide(r, -10, 10)
		if i%2 == 0 {
			x = Decimal{0, 1 + r.Uint64N(1<<62), -5, false}
			y = Decimal{0, 1 + r.Uint64N(1<<62), -5, true}
		}
		got := Hypot(x, y, 34)
		a, b := rational(x.Hi, x.Lo, x.Exp, 0), rational(y.Hi, y.Lo, y.Exp, 0)
		a.Add(a.Mul(a, a), b.Mul(b, b))
		square := func(halves int64) int {
			c := rational(got.Hi, got.Lo, got.Exp, halves)
			return c.Mul(c, c).Cmp(a)
		}
		if !got.Is(Ok) {
			if x.Exp == y.Exp {
				t.Fatalf("hypot(%+v, %+v) is not decided", x, y)
			}
			continue
		}
		if c := square(0); got.Is(Exact) != (c == 0) || c > 0 || square(2) <= 0 || !got.Is(Exact) && got.Is(Half) != (square(1) < 0) {
			t.Fatalf("hypot(%+v, %+v) = %+v", x, y, got)
		}
	}
	if got := Hypot(Decimal{0, 3, 0, false}, Decimal{0, 4, 0, true}, 34); got != (Result{Lo: 5, Flags: Ok | Exact}) {
		t.Errorf("hypot(3, -4) = %+v", got)
	}
}
