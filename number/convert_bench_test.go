package number

import (
	"testing"

	"github.com/shopspring/decimal"
)

// BenchmarkFromDecimal converts decimals whose coefficients have a digit, a
// word and two words.
func BenchmarkFromDecimal(b *testing.B) {
	for _, s := range []string{"3", "19.99", "123456789012345.678", "12345678901234567890.1234567890"} {
		b.Run(s, func(b *testing.B) {
			d := decimal.RequireFromString(s)
			b.ReportAllocs()
			for b.Loop() {
				sinkNumber, _ = FromDecimal(d)
			}
		})
	}
}

// BenchmarkFromFloat64 converts floats with few digits, and some that have all
// of them.
func BenchmarkFromFloat64(b *testing.B) {
	for _, f := range []struct {
		name string
		x    float64
	}{{"3", 3}, {"0.5", 0.5}, {"19.99", 19.99}, {"0.0825", 0.0825}, {"60000.50", 60000.50}, {"0.00000001", 1e-8}, {"third", 1.0 / 3}, {"1e300", 1e300}} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkNumber, _ = FromFloat64(f.x)
			}
		})
	}
}
