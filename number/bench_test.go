package number

import (
	"math/big"
	"testing"
)

var (
	sinkSmall  Small
	sinkNumber Number
	sinkBool   bool
	sinkInt    int
	sinkBytes  []byte
)

// BenchmarkSmall is the inline lane. Operands come from variables, so that nothing is folded.
func BenchmarkSmall(b *testing.B) {
	price, qty, rate, third, sevenths := smallOperands(b)
	c := &Context{}
	wide := num(b, "1234567890123456789012345678").Small
	eight, forty3 := num(b, "8").Small, num(b, "43").Small
	for _, bb := range []struct {
		name string
		f    func(b, d Small) (Small, bool)
		x, y Small
	}{
		{"AddExact/same", AddExact, price, price},
		{"AddExact/aligned", AddExact, price, rate},
		{"SubExact/aligned", SubExact, qty, rate},
		{"MulExact", MulExact, price, qty},
		{"MulExact/wide", MulExact, wide, qty},
		{"AddSmall/exact", c.AddSmall, price, rate},
		{"AddSmall/rounded", c.AddSmall, third, price},
		{"MulSmall/exact", c.MulSmall, price, rate},
		{"MulSmall/rounded by short", c.MulSmall, third, price},
		{"MulSmall/rounded", c.MulSmall, third, sevenths},
		{"QuoSmall/exact", c.QuoSmall, price, eight},
		{"QuoSmall/word", c.QuoSmall, price, forty3},
		{"QuoSmall/rounded by word", c.QuoSmall, third, forty3},
		{"QuoSmall/rounded", c.QuoSmall, price, third},
		{"RemExact", RemExact, price, qty},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkSmall, sinkBool = bb.f(bb.x, bb.y)
			}
		})
	}
	b.Run("CmpSmall", func(b *testing.B) {
		for b.Loop() {
			sinkInt, sinkBool = CmpSmall(price, rate)
		}
	})
	b.Run("RoundExact", func(b *testing.B) {
		for b.Loop() {
			sinkSmall, sinkBool = RoundExact(rate, 2, HalfEven)
		}
	})
}

func BenchmarkNumber(b *testing.B) {
	c := &Context{}
	x, y := num(b, "19.99"), num(b, "0.0425")
	for _, bb := range []struct {
		name string
		f    func(a, b Number) (Number, error)
	}{{"Add", c.Add}, {"Mul", c.Mul}, {"Quo", c.Quo}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkNumber, _ = bb.f(x, y)
			}
		})
		b.Run(bb.name+"/1000 digits", func(b *testing.B) {
			p, q := Number{}, Number{}
			p, _ = newNumber(new(big.Int).Exp(big.NewInt(7), big.NewInt(1183), nil), -3, false)
			q, _ = newNumber(new(big.Int).Exp(big.NewInt(11), big.NewInt(960), nil), 0, false)
			b.ReportAllocs()
			for b.Loop() {
				sinkNumber, _ = bb.f(p, q)
			}
		})
	}
}

func BenchmarkText(b *testing.B) {
	short, long := num(b, "12345.67"), num(b, "0.3333333333333333333333333333333333")
	var buf [64]byte
	b.Run("Append/short", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkBytes = short.Append(buf[:0])
		}
	})
	b.Run("Append/34", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkBytes = long.Append(buf[:0])
		}
	})
	b.Run("AppendLayout", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkBytes = short.AppendLayout(buf[:0], Layout{Places: 2, Group: ","})
		}
	})
	for _, s := range []string{"12345.67", "0.3333333333333333333333333333333333"} {
		b.Run("Parse/"+s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkNumber, _ = Parse(s, 0)
			}
		})
	}
}

func BenchmarkSum(b *testing.B) {
	xs := make([]Number, 1000)
	for i := range xs {
		xs[i] = Number{Small: Small{Lo: uint64(i * 12345), X: -2 << 1}}
	}
	var c Context
	b.ReportAllocs()
	for b.Loop() {
		sinkNumber, _ = c.Sum(xs)
	}
}

func BenchmarkFactorial10000(b *testing.B) {
	c, n := &Context{MaxDigits: -1}, FromInt64(10_000)
	for b.Loop() {
		sinkNumber, _ = c.Factorial(n)
	}
}

// frameBench stands for an interpreter's frame in BenchmarkClosures.
type frameBench struct{ slots [4]Small }

type closureBench func(*frameBench) Small

//go:noinline
func slotBench(i int) closureBench { return func(f *frameBench) Small { return f.slots[i] } }

//go:noinline
func mulBench(x, y closureBench) closureBench {
	return func(f *frameBench) Small {
		s, ok := MulExact(x(f), y(f))
		if !ok {
			return notSmall
		}
		return s
	}
}

//go:noinline
func subBench(x, y closureBench) closureBench {
	return func(f *frameBench) Small {
		s, ok := SubExact(x(f), y(f))
		if !ok {
			return notSmall
		}
		return s
	}
}

//go:noinline
func quoBench(c *Context, x, y closureBench) closureBench {
	return func(f *frameBench) Small {
		s, ok := c.QuoSmall(x(f), y(f))
		if !ok {
			return notSmall
		}
		return s
	}
}

//go:noinline
func mulContextBench(c *Context, x, y closureBench) closureBench {
	return func(f *frameBench) Small {
		s, ok := c.MulSmall(x(f), y(f))
		if !ok {
			return notSmall
		}
		return s
	}
}

// BenchmarkClosures runs the lane as an interpreter of typed closures does: price * qty * (1 - discount), and
// part / total * 100.
func BenchmarkClosures(b *testing.B) {
	c := &Context{}
	f := &frameBench{[4]Small{num(b, "19.99").Small, num(b, "3").Small, num(b, "1").Small, num(b, "0.15").Small}}
	discounted := mulBench(mulBench(slotBench(0), slotBench(1)), subBench(slotBench(2), slotBench(3)))
	b.Run("price*qty*(1-discount)", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkSmall = discounted(f)
		}
	})
	g := &frameBench{[4]Small{num(b, "17").Small, num(b, "43").Small, num(b, "100").Small}}
	share := mulContextBench(c, quoBench(c, slotBench(0), slotBench(1)), slotBench(2))
	b.Run("part/total*100", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkSmall = share(g)
		}
	})
}
