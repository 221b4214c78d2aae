package bigint

import (
	"fmt"
	"math/big"
	"testing"
)

// digitCounts are the sizes of the benchmarks; math/big is left out where an
// operation takes it seconds.
var digitCounts = []int{1000, 10_000, 100_000, 1_000_000, 10_000_000}

func limbsOf(digits int) int { return int(float64(digits)*3.3219281/limbBits) + 1 }

// benchmarkBoth times an operation on numbers of so many decimal digits, and
// math/big's up to a limit.
func benchmarkBoth(b *testing.B, limit int, prepare func(limbs int) (fast, slow func())) {
	for _, digits := range digitCounts {
		fast, slow := prepare(limbsOf(digits))
		b.Run(fmt.Sprintf("%d/bigint", digits), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fast()
			}
		})
		if digits <= limit {
			b.Run(fmt.Sprintf("%d/math-big", digits), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					slow()
				}
			})
		}
	}
}

func BenchmarkMul(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		x, y, z := random(r, n), random(r, n), new(big.Int)
		return func() { Mul(z, x, y, nil) }, func() { z.Mul(x, y) }
	})
}

func BenchmarkSqr(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		x, z := random(r, n), new(big.Int)
		return func() { Sqr(z, x, nil) }, func() { z.Mul(x, x) }
	})
}

// BenchmarkQuoRem divides a number of twice the digits.
func BenchmarkQuoRem(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		x, y, q, m := random(r, 2*n), random(r, n), new(big.Int), new(big.Int)
		return func() { QuoRem(q, m, x, y, nil) }, func() { q.QuoRem(x, y, m) }
	})
}

func BenchmarkSqrt(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		x, z := random(r, n), new(big.Int)
		return func() { Sqrt(z, x, nil) }, func() { z.Sqrt(x) }
	})
}

func BenchmarkCbrt(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 0, func(n int) (fast, slow func()) {
		x, z := random(r, n), new(big.Int)
		return func() { Root(z, x, 3, nil) }, nil
	})
}

func BenchmarkAppendDecimal(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		x := random(r, n)
		var text []byte
		return func() { text, _ = AppendDecimal(text[:0], x, nil) }, func() { text = x.Append(text[:0], 10) }
	})
}

func BenchmarkParseDecimal(b *testing.B) {
	r := newRand(b)
	benchmarkBoth(b, 1_000_000, func(n int) (fast, slow func()) {
		digits, err := AppendDecimal(nil, random(r, n), nil)
		if err != nil {
			b.Fatal(err)
		}
		text, z := string(digits), new(big.Int)
		return func() { ParseDecimal(digits, nil) }, func() { z.SetString(text, 10) }
	})
}

func BenchmarkPow10(b *testing.B) {
	for _, n := range []int{20, 1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Pow10(n)
			}
		})
	}
}

func BenchmarkDecimalDigits(b *testing.B) {
	r := newRand(b)
	for _, n := range []int{1, 3, 50_000} {
		x := random(r, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				DecimalDigits(x)
			}
		})
	}
}

// BenchmarkThreshold times the methods between which the package chooses by
// length, and reports what plan.cost and mulOps expect: for setting the
// thresholds and these two.
func BenchmarkThreshold(b *testing.B) {
	r := newRand(b)
	run := func(name string, n int, model int64, f func()) {
		b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
			for b.Loop() {
				f()
			}
			if model > 0 {
				b.ReportMetric(float64(model), "model-ns/op")
			}
		})
	}
	w := new(work)
	for _, n := range []int{200, 300, 500, 700, 900, 1200, 1600, 2400, 5000, 20_000, 50_000} {
		x, y, z := random(r, n), random(r, n), new(big.Int)
		pl := newPlan(n, n, 2*n)
		s, err := pl.transform(y, w)
		if err != nil {
			b.Fatal(err)
		}
		run("transforms", n, pl.cost(3), func() { pl.multiply(x, y, nil, 2*n, w) })
		run("transforms-kept", n, pl.cost(2), func() { pl.multiply(x, nil, s, 2*n, w) })
		if n > 10_000 {
			continue
		}
		run("karatsuba", n, mulOps(n, n), func() { z.Mul(x, y) })
		run("karatsuba-square", n, mulOps(n, n)*2/3, func() { z.Mul(x, x) })
		dividend, m := random(r, 2*n), new(big.Int)
		run("division", n, divOps(n, n), func() { z.QuoRem(dividend, y, m) })
		run("division-newton", n, 0, func() {
			d, _ := newDivisor(y, (n+2)/2, w)
			d.quoRem(dividend, w)
		})
		var text []byte
		run("text", n, 2*mulOps(n, n), func() { text = x.Append(text[:0], 10) })
		run("text-tree", n, 0, func() { text, _ = appendTree(text[:0], x, n, w) })
	}
}
