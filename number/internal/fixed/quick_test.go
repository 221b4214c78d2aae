package fixed

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

func fl(x *big.Int, p uint) float64 {
	f := new(big.Float).SetPrec(100).SetInt(x)
	f.SetMantExp(f, -int(p))
	v, _ := f.Float64()
	return v
}

func rnd(r *rand.Rand, bits uint) *big.Int {
	z := new(big.Int)
	for i := uint(0); i < bits/64+2; i++ {
		z.Lsh(z, 64)
		z.Or(z, new(big.Int).SetUint64(r.Uint64()))
	}
	return z.Rsh(z, uint(z.BitLen())-bits)
}

func TestQuick(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	worst := map[string]float64{}
	check := func(name string, x *big.Int, p uint, f func(w *Work, x *big.Int, p uint) *big.Int, g func(float64) float64) {
		w := NewWork(nil)
		a := f(w, x, p)
		P := p + 200 + p/3
		b := f(w, new(big.Int).Lsh(x, P-p), P)
		d := new(big.Int).Sub(new(big.Int).Lsh(a, P-p), b)
		e := math.Abs(fl(d, P-p))
		worst[name] = max(worst[name], e)
		if e > 2 {
			t.Fatalf("%s p=%d off by %g ulps", name, p, e)
		}
		if v := g(fl(x, p)); math.Abs(v-fl(a, p)) > 1e-13*math.Abs(v)+math.Ldexp(4, -int(p)) {
			t.Fatalf("%s(%g) p=%d: %g, want %g", name, fl(x, p), p, fl(a, p), v)
		}
	}
	exp := (*Work).Exp
	ln := (*Work).Ln
	sin := func(w *Work, x *big.Int, p uint) *big.Int { s, _ := w.SinCos(x, p); return s }
	cos := func(w *Work, x *big.Int, p uint) *big.Int { _, s := w.SinCos(x, p); return s }
	for i := 0; i < 3000; i++ {
		p := 20 + uint(r.IntN(800))
		if i%300 == 0 {
			p += 5000
		}
		x := rnd(r, p-uint(r.IntN(10)))
		if r.IntN(10) == 0 {
			x = rnd(r, p-uint(r.IntN(int(p)-4)))
		}
		neg := new(big.Int).Neg(x)
		check("ln", x, p, ln, math.Log)
		check("ln", new(big.Int).Lsh(x, 10), p, ln, math.Log)
		for _, x := range []*big.Int{x, neg} {
			check("exp", x, p, exp, math.Exp)
			check("sin", x, p, sin, math.Sin)
			check("cos", x, p, cos, math.Cos)
			check("atan", x, p, (*Work).Atan, math.Atan)
		}
		check("sqrt", x, p, func(w *Work, x *big.Int, p uint) *big.Int { return w.Sqrt(new(big.Int), x, p) }, math.Sqrt)
	}
	fmt.Println(worst)
}

func TestConst(t *testing.T) {
	w := NewWork(nil)
	for i, f := range []func(*Work, uint) *big.Int{(*Work).Pi, (*Work).Ln2, (*Work).Ln10, (*Work).E} {
		for _, p := range []uint{40, 448, 449, 1000, 33300, 333000} {
			s := time.Now()
			x := f(w, p)
			fmt.Println(i, p, fl(x, p), time.Since(s))
			a := new(big.Int).Rsh(x, p-40)
			b := new(big.Int).Rsh(staticConstant(i), 448+64-40)
			if a.Cmp(b) != 0 {
				t.Error(i, p)
			}
			if p > 449 {
				a := new(big.Int).Rsh(x, p-440)
				b := new(big.Int).Rsh(staticConstant(i), 448+64-440)
				if a.Cmp(b) != 0 {
					t.Error(i, p)
				}
			}
		}
	}
}

func BenchmarkF(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, d := range []int{50, 100, 300, 1000, 3000, 10000, 30000, 100000} {
		p := BitsOf(d)
		x := rnd(r, p)
		w := NewWork(nil)
		w.Ln2(p + 100)
		w.Pi(p + 100)
		for _, f := range []struct {
			n string
			f func()
		}{
			{"mul", func() { w.MulShift(new(big.Int), x, x, p) }},
			{"sqrt", func() { w.Sqrt(new(big.Int), x, p) }},
			{"div", func() { w.Div(new(big.Int), x, new(big.Int).Add(x, x), p) }},
			{"exp", func() { w.Exp(x, p) }},
			{"sincos", func() { w.SinCos(x, p) }},
			{"ln", func() { w.Ln(x, p) }},
			{"atan", func() { w.Atan(x, p) }},
			{"expburst", func() {
				if p > 20000 {
					w.expBurst(x, p)
				}
			}},
			{"sincosburst", func() {
				if p > 20000 {
					w.sincosBurst(x, p)
				}
			}},
			{"lnagm", func() {
				if p > 3000 {
					w.lnAGM(x, uint(x.BitLen()), p)
				}
			}},
		} {
			b.Run(fmt.Sprint(f.n, d), func(b *testing.B) {
				for b.Loop() {
					f.f()
				}
			})
		}
	}
}
