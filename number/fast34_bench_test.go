package number

import (
	"math/rand/v2"
	"testing"
)

// benchNumbers returns numbers of 34 digits between low and high.
func benchNumbers(low, high float64) []Number {
	r := rand.New(rand.NewPCG(107, 108))
	c := &Context{}
	var xs []Number
	for len(xs) < 256 {
		x := randInline(r, -3, 0)
		x, _ = c.Add(x, FromInt64(int64(r.IntN(21)-10)))
		x, _ = c.RoundSig(x, 34)
		if f := x.Float64(); f > low && f < high && x.BigPart() == nil && x.Digits() > 30 {
			xs = append(xs, x)
		}
	}
	return xs
}

var benchSink Number

// fastRange returns between what a function's arguments are measured.
func fastRange(name string) (low, high float64) {
	switch name {
	case "asin", "acos", "asind", "acosd", "atanh":
		return -1, 1
	case "acosh":
		return 1, 10
	case "erf", "erfc":
		return 0, 3
	}
	return 0, 10
}

func BenchmarkFast(b *testing.B) {
	c := &Context{}
	for _, f := range fastFunctions {
		b.Run(f.name, func(b *testing.B) {
			xs := benchNumbers(fastRange(f.name))
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				benchSink, _ = f.f(c, xs[i&255])
				i++
			}
		})
	}
	pairs := map[string]func(x, y Number) (Number, error){"pow": c.Pow, "atan2": c.Atan2, "hypot": c.Hypot, "log": c.Log}
	for name, f := range pairs {
		b.Run(name, func(b *testing.B) {
			xs := benchNumbers(0, 10)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				benchSink, _ = f(xs[i&255], xs[(i+1)&255])
				i++
			}
		})
	}
}

// TestFastAllocations holds the fast lane to no allocation.
func TestFastAllocations(t *testing.T) {
	c := &Context{}
	for _, f := range fastFunctions {
		xs := benchNumbers(fastRange(f.name))
		i := 0
		n := testing.AllocsPerRun(255, func() {
			benchSink, _ = f.f(c, xs[i&255])
			i++
		})
		if n != 0 {
			t.Errorf("%s allocates %v times", f.name, n)
		}
	}
	xs := benchNumbers(0, 10)
	for name, f := range map[string]func(x, y Number) (Number, error){"pow": c.Pow, "atan2": c.Atan2, "hypot": c.Hypot, "log": c.Log} {
		i := 0
		n := testing.AllocsPerRun(255, func() {
			benchSink, _ = f(xs[i&255], xs[(i+1)&255])
			i++
		})
		if n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
