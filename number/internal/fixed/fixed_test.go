package fixed

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// toFloat returns x·2^-p.
func toFloat(x *big.Int, p uint) float64 {
	f := new(big.Float).SetPrec(100).SetInt(x)
	v, _ := f.SetMantExp(f, -int(p)).Float64()
	return v
}

// random returns a random number of exactly so many bits.
func random(r *rand.Rand, bits uint) *big.Int {
	z := new(big.Int)
	for range bits/64 + 2 {
		z.Lsh(z, 64)
		z.Or(z, new(big.Int).SetUint64(r.Uint64()))
	}
	z.SetBit(z, z.BitLen(), 1)
	return z.Rsh(z, uint(z.BitLen())-bits)
}

// ulps returns how many units of 2^-p a, with p fraction bits, is away from b, with q ≥ p.
func ulps(a *big.Int, p uint, b *big.Int, q uint) float64 {
	d := new(big.Int).Lsh(a, q-p)
	return math.Abs(toFloat(d.Sub(d, b), q-p))
}

// A case of TestAccuracy: a function, the range of its arguments in bits before the point, and whether they may be negative.
type accuracyCase struct {
	name     string
	f        func(w *Work, x *big.Int, p uint) *big.Int
	float    func(float64) float64
	lead     int
	negative bool
}

var accuracyCases = []accuracyCase{
	{"exp", (*Work).Exp, math.Exp, 1, true},
	{"ln", (*Work).Ln, math.Log, 10, false},
	{"sin", func(w *Work, x *big.Int, p uint) *big.Int { s, _ := w.SinCos(x, p); return s }, math.Sin, 0, true},
	{"cos", func(w *Work, x *big.Int, p uint) *big.Int { _, c := w.SinCos(x, p); return c }, math.Cos, 0, true},
	{"atan", (*Work).Atan, math.Atan, 1, true},
	{"sqrt", func(w *Work, x *big.Int, p uint) *big.Int { return w.Sqrt(new(big.Int), x, p) }, math.Sqrt, 20, false},
	{"expBurst", (*Work).expBurst, math.Exp, 1, true},
	{"sinBurst", func(w *Work, x *big.Int, p uint) *big.Int { s, _ := w.sincosBurst(x, p); return s }, math.Sin, 0, true},
	{"cosBurst", func(w *Work, x *big.Int, p uint) *big.Int { _, c := w.sincosBurst(x, p); return c }, math.Cos, 0, true},
	{"exp2", func(w *Work, x *big.Int, p uint) *big.Int {
		m, n := w.Exp2(new(big.Int).Lsh(x, 5), p+5)
		return Shift(m, m, n-5)
	}, math.Exp, 3, true},
}

// TestAccuracy holds every function within 2 ulps of itself with many more bits, and that against package math.
func TestAccuracy(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range accuracyCases {
		for i := range 200 {
			p := 20 + uint(r.IntN(700))
			if i%50 == 0 {
				p += 4000
			}
			bits := int(p) + c.lead - r.IntN(10)
			if r.IntN(6) == 0 {
				bits = 5 + r.IntN(int(p)-5)
			}
			x := random(r, uint(max(bits, 1)))
			if c.negative && r.IntN(2) == 0 {
				x.Neg(x)
			}
			checkAccuracy(t, c, x, p)
		}
	}
}

func checkAccuracy(t *testing.T, c accuracyCase, x *big.Int, p uint) {
	t.Helper()
	w := NewWork(nil)
	q := p + 200 + p/3
	a := c.f(w, x, p)
	if e := ulps(a, p, c.f(w, new(big.Int).Lsh(x, q-p), q), q); e > 2 {
		if c.name != "exp2" || e > math.Exp(toFloat(x, p)) { // its bound is relative
			t.Errorf("%s(%g) with %d bits is %g ulps off", c.name, toFloat(x, p), p, e)
		}
	}
	got, want := toFloat(a, p), c.float(toFloat(x, p))
	if math.Abs(got-want) > 1e-13*math.Abs(want)+math.Ldexp(4, -int(p)) {
		t.Errorf("%s(%g) with %d bits = %g, want %g", c.name, toFloat(x, p), p, got, want)
	}
}

// TestReductions holds x = n·c + r for both reductions, for arguments of many sizes.
func TestReductions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	w := NewWork(nil)
	for range 200 {
		p := 60 + uint(r.IntN(300))
		x := random(r, p+uint(r.IntN(40)))
		if r.IntN(2) == 0 {
			x.Neg(x)
		}
		rest, n := w.ModLn10(x, p)
		back := w.Ln10(p + 60)
		back.Mul(back, big.NewInt(n)).Rsh(back, 60).Add(back, rest)
		if e := ulps(back, p, x, p); e > 4 || math.Abs(toFloat(rest, p)) > 1.16 {
			t.Fatalf("%g = %d·ln 10 + %g: %g ulps off", toFloat(x, p), n, toFloat(rest, p), e)
		}
		rest, k := w.ModHalfPi(x, p)
		if d := math.Abs(toFloat(rest, p)); d > math.Pi/4+1e-9 || k < 0 || k > 3 {
			t.Fatalf("%g mod π/2: %g, %d", toFloat(x, p), d, k)
		}
		s, c := w.SinCos(rest, p)
		want := math.Sin(math.Mod(toFloat(x, p), 2*math.Pi))
		got := []float64{toFloat(s, p), toFloat(c, p), -toFloat(s, p), -toFloat(c, p)}[k]
		if math.Abs(toFloat(x, p)) < 1e6 && math.Abs(got-want) > 1e-9 {
			t.Fatalf("sin %g = %g, want %g", toFloat(x, p), got, want)
		}
	}
}

// TestStaticConstants computes the constants anew, twice as far as they are written out.
func TestStaticConstants(t *testing.T) {
	w := NewWork(nil)
	const p = 2*(staticBits+staticGuard) + 16
	ln2, ln10 := w.logs(p)
	e := ratioSeries{n: factorialTerms(p, 0, 1), v: identity}
	for id, x := range map[int]*big.Int{
		constPi: w.chudnovsky(p), constLn2: ln2, constLn10: ln10, constE: e.value(w, p), constEuler: w.brentMcMillan(p),
	} {
		if got := new(big.Int).Rsh(x, p-staticBits-staticGuard); got.Cmp(staticConstant(id)) != 0 {
			t.Errorf("constant %d is %x, written as %x", id, got, staticConstant(id))
		}
	}
}

// TestConstants holds every precision of a constant against a more precise one, from the cache and around its border.
func TestConstants(t *testing.T) {
	w := NewWork(nil)
	for name, f := range map[string]func(uint) *big.Int{"π": w.Pi, "ln 2": w.Ln2, "ln 10": w.Ln10, "e": w.E, "γ": w.Euler} {
		ref := f(6000)
		for _, p := range []uint{1, 50, 447, 448, 449, 450, 1000, 5999, 6000} {
			if e := ulps(f(p), p, ref, 6000); e > 2 {
				t.Errorf("%s with %d bits is %g ulps off", name, p, e)
			}
		}
	}
}

// TestShort holds the series of short arguments against the general functions.
func TestShort(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	w := NewWork(nil)
	const p = 2000
	for range 60 {
		den := int64(1 + r.IntN(1000))
		s := Short{big.NewInt(r.Int64N(2*den+1) - den), big.NewInt(den), uint(r.IntN(4))}
		if s.Num.Sign() == 0 {
			continue
		}
		x := w.QuoScaled(new(big.Int), s.Num, s.Den, p-int(s.Shift))
		check := func(name string, got, want *big.Int) {
			t.Helper()
			if e := ulps(got, p, want, p); e > 12 {
				t.Errorf("%s(%v/%v/2^%d) is %g ulps off", name, s.Num, s.Den, s.Shift, e)
			}
		}
		check("exp", w.ExpShort(s, p), w.Exp(x, p))
		if new(big.Int).Abs(x).Cmp(One(p)) < 0 {
			sin, cos := w.SinCos(x, p)
			check("sin", w.SinShort(s, p), sin)
			check("cos", w.CosShort(s, p), cos)
		}
		if s.lead() >= 1 {
			check("atan", w.AtanShort(s, p), w.Atan(x, p))
			// atanh s = ½·ln((1+s)/(1-s))
			num, den := new(big.Int).Add(One(p), x), new(big.Int).Sub(One(p), x)
			l := w.Ln(w.Div(num, num, den, p), p)
			check("atanh", w.AtanhShort(s, p), l.Rsh(l, 1))
		}
	}
}

// TestQuoScaled holds decimal conversions and quotients within 2 units of the exact ones.
func TestQuoScaled(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	w := NewWork(nil)
	for range 2000 {
		x, y := random(r, 1+uint(r.IntN(600))), random(r, 1+uint(r.IntN(600)))
		if r.IntN(2) == 0 {
			x.Neg(x)
		}
		p := r.IntN(500) - 200
		got := w.QuoScaled(new(big.Int), x, y, p)
		exact := new(big.Rat).SetFrac(x, y)
		scale := new(big.Rat).SetInt(One(uint(max(p, -p))))
		if p < 0 {
			scale.Inv(scale)
		}
		exact.Mul(exact, scale)
		if d, _ := exact.Sub(exact, new(big.Rat).SetInt(got)).Float64(); math.Abs(d) >= 2 {
			t.Fatalf("%v·2^%d/%v = %v, %g off", x, p, y, got, d)
		}
	}
}

// TestBernoulli holds the first numbers, and B(200), against known ones.
func TestBernoulli(t *testing.T) {
	w := NewWork(nil)
	b := w.tangentBernoulli(100)
	for k, want := range []string{"1/6", "-1/30", "1/42", "-1/30", "5/66", "-691/2730", "7/6"} {
		if got := new(big.Rat).SetFrac(b[k].num, b[k].den).String(); got != want {
			t.Errorf("B(%d) = %s, want %s", 2*k+2, got, want)
		}
	}
	const want = "-498384049428333414764928632140399662108495887457206674968055822617263669621523687568865802302210999132601412697613279391058654527145340515840099290478026350382802884371712359337984274122861159800280019110197888555893671151/1366530"
	if got := new(big.Rat).SetFrac(b[99].num, b[99].den).String(); got != want {
		t.Errorf("B(200) = %s", got)
	}
}

// TestStirling holds ln Γ at an integer against the logarithm of its factorial, with exact Bernoulli numbers only and with
// those from ζ.
func TestStirling(t *testing.T) {
	w := NewWork(nil)
	for _, p := range []uint{100, 500, 3000, 9000} {
		n := StirlingMin(p) + 7
		z := new(big.Int).Lsh(big.NewInt(int64(n)), p)
		got := w.LnGamma(z, p)
		f := w.RisingShort(bigOne, bigOne, n-1)
		want := w.LnScaled(f, 0, p+10) // less ½·ln 2π
		twoPi := w.Pi(p + 11)          // read with one bit less
		l := w.Ln(twoPi, p+10)
		want.Sub(want, l.Rsh(l, 1))
		if e := ulps(got, p, want, p+10); e > 4 {
			t.Errorf("ln Γ(%d) with %d bits is %g ulps off", n, p, e)
		}
		terms := stirlingTerms(log2(z)-float64(p), p)
		if terms > 100 {
			split := zetaStart(log2(z)-float64(p), p, terms)
			whole := w.bernoulliTerms(z, p, terms)
			parts := w.bernoulliTerms(z, p, split)
			parts.Add(parts, w.zetaTerms(z, p, split+1, terms))
			if e := ulps(parts, p, whole, p); e > 8*float64(terms) {
				t.Errorf("with ζ from term %d on of %d, %d bits: %g ulps off", split+1, terms, p, e)
			}
		}
	}
}

// TestRising holds the two ways to multiply x(x+1)…(x+n-1) against each other.
func TestRising(t *testing.T) {
	w := NewWork(nil)
	const p = 300
	for n := range 40 {
		x := w.QuoScaled(new(big.Int), big.NewInt(22), big.NewInt(7), p)
		got := w.Rising(x, n, p)
		num := w.RisingShort(big.NewInt(22), big.NewInt(7), n)
		den := new(big.Int).Exp(big.NewInt(7), big.NewInt(int64(n)), nil)
		want := w.QuoScaled(new(big.Int), num, den, got.E)
		if d := new(big.Int).Sub(got.M, want); d.BitLen() > got.M.BitLen()-p+8 {
			t.Errorf("product of %d factors: %v, want %v", n, got.M, want)
		}
	}
}

// TestErfSums holds the series of the error function against each other: erf + erfc is 1, and short arguments sum alike.
func TestErfSums(t *testing.T) {
	w := NewWork(nil)
	for _, n := range []int64{1, 3, 17, 800} {
		p := uint(400)
		if n == 800 {
			p = 3000
		}
		z := new(big.Int).Lsh(big.NewInt(n), p-2)
		a, b := w.ErfSum(z, p), w.ErfSumShort(Short{big.NewInt(n), bigOne, 2}, p)
		if d := new(big.Int).Sub(a, b); d.BitLen() > a.BitLen()-int(p)+3 {
			t.Errorf("erf sum at %d/4: %v and %v", n, a, b)
		}
	}
	// √π·x·e^z·erfc x = √π·x·e^z - 2z·ErfSum(z), x² = z = 900: 1300 bits cancel.
	const p, q = 300, 1800
	z := big.NewInt(900)
	m, n := w.Exp2(new(big.Int).Lsh(z, q), q)
	root := w.Sqrt(new(big.Int), w.Pi(q), q)
	rhs := w.MulShift(m, m, root, q)
	rhs.Mul(rhs, big.NewInt(30))
	Shift(rhs, rhs, n)
	s := w.ErfSum(new(big.Int).Lsh(z, q), q)
	rhs.Sub(rhs, s.Mul(s, big.NewInt(1800)))
	if got := w.ErfcSum(new(big.Int).Lsh(z, p), p); ulps(got, p, rhs, q) > 4 {
		t.Errorf("erfc sum at 900: %g, want %g", toFloat(got, p), toFloat(rhs, q))
	}
}

var errStop = errors.New("stop")

// TestInterrupted ends computations at their first, second, third … call of charge; none of these goes on or panics.
func TestInterrupted(t *testing.T) {
	x := random(rand.New(rand.NewPCG(1, 1)), 3000)
	z := new(big.Int).Lsh(big.NewInt(600), 3000)
	for name, f := range map[string]func(*Work){
		"exp": func(w *Work) { w.Exp(x, 3000) }, "ln": func(w *Work) { w.Ln(x, 3000) }, "sincos": func(w *Work) { w.SinCos(x, 3001) },
		"atan": func(w *Work) { w.Atan(x, 3000) }, "burst": func(w *Work) { w.expBurst(x, 3000); w.sincosBurst(x, 3001) },
		"π": func(w *Work) { w.chudnovsky(3000) }, "ln 2": func(w *Work) { w.logs(3000) }, "γ": func(w *Work) { w.brentMcMillan(1000) },
		"Γ": func(w *Work) { w.LnGamma(z, 3000) }, "erf": func(w *Work) { w.ErfSum(x, 3000) },
		"Γ short": func(w *Work) { w.GammaShort(big.NewInt(3), big.NewInt(2), 1000) },
	} {
		for stop := 1; ; stop += 1 + stop/8 {
			calls := 0
			w := NewWork(func(int64) error {
				if calls++; calls >= stop {
					return errStop
				}
				return nil
			})
			w.every = 1
			err := w.Run(func() { f(w) })
			if err == nil {
				if stop == 1 {
					t.Errorf("%s never asks", name)
				}
				break
			}
			if err != errStop || calls != stop {
				t.Fatalf("%s, to stop at call %d: %v after %d calls", name, stop, err, calls)
			}
		}
	}
	w := NewWork(func(int64) error { return nil })
	defer func() {
		if recover() != "other" {
			t.Error("a panic that is no interruption was swallowed")
		}
	}()
	_ = w.Run(func() { panic("other") })
}

func BenchmarkFunctions(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, digits := range []int{50, 100, 1000, 10_000} {
		p := BitsOf(digits)
		x := random(r, p)
		w := NewWork(nil)
		for _, f := range []struct {
			name string
			f    func()
		}{
			{"mul", func() { w.Mul(&w.prod, x, x) }}, {"sqrt", func() { w.Sqrt(new(big.Int), x, p) }}, {"exp", func() { w.Exp(x, p) }},
			{"sincos", func() { w.SinCos(x, p) }}, {"ln", func() { w.Ln(x, p) }}, {"atan", func() { w.Atan(x, p) }},
			{"pi", func() { w.chudnovsky(p) }}, {"ln2", func() { w.logs(p) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", f.name, digits), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f.f()
				}
			})
		}
	}
}
