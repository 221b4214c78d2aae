package fixed192

import "testing"

var sink Result

func benchmark(b *testing.B, f func(Decimal) Approx, lo, hi float64) {
	ds := benchDecimals(256, lo, hi)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		sink = f(ds[i&255]).Round(34)
		if !sink.Is(Ok) {
			b.Fatal("undecided", ds[i&255])
		}
		i++
	}
}

// BenchmarkFunctions rounds each function's value to 34 digits, for arguments of 34 digits.
func BenchmarkFunctions(b *testing.B) {
	for _, f := range functions {
		lo, hi := 0.0, 10.0
		switch f.name {
		case "asin", "asind", "acos", "acosd", "atanh":
			lo, hi = -1, 1
		case "acosh":
			lo = 1
		}
		b.Run(f.name, func(b *testing.B) { benchmark(b, f.f, lo, hi) })
	}
	b.Run("sin 1e12", func(b *testing.B) {
		benchmark(b, func(d Decimal) Approx {
			d.Exp += 12
			return Sin(d)
		}, 0, 10)
	})
	b.Run("pow", func(b *testing.B) {
		y := Decimal{0x123456789abc, 0xfedcba9876543210, -33, false}
		benchmark(b, func(d Decimal) Approx { return Pow(d, y) }, 0, 10)
	})
	b.Run("atan2", func(b *testing.B) {
		y := Decimal{0x123456789abc, 0xfedcba9876543210, -33, false}
		benchmark(b, func(d Decimal) Approx { return Atan2(d, y) }, 0, 10)
	})
}

func benchmarkRoot(b *testing.B, f func(Decimal) Result) {
	ds := benchDecimals(256, 0, 10)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		sink = f(ds[i&255])
		i++
	}
}

func BenchmarkSqrt(b *testing.B) {
	benchmarkRoot(b, func(d Decimal) Result { return Sqrt(d, 34) })
}

func BenchmarkHypot(b *testing.B) {
	y := Decimal{0x123456789abc, 0xfedcba9876543210, -33, false}
	benchmarkRoot(b, func(d Decimal) Result { return Hypot(d, y, 34) })
}
