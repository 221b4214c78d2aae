package number

import (
	"fmt"
	"testing"
)

// BenchmarkFunctionsBig measures the functions beyond the precisions of the fast lane, at an argument of full length.
func BenchmarkFunctionsBig(b *testing.B) {
	for _, p := range []int{50, 100, 1000} {
		c := &Context{Precision: p}
		x, err := c.Sqrt(num(b, "0.5"))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"sqrt", "exp", "ln", "sin", "tan", "asin", "atan", "tanh", "gamma", "lgamma", "erf", "erfc"} {
			f := oneArgument[name]
			b.Run(fmt.Sprintf("%s/%d", name, p), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := f(c, x); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("pow/%d", p), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Pow(x, x); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkShortArgument measures what a calculator is asked for: short arguments at 10,000 digits.
func BenchmarkShortArgument(b *testing.B) {
	c := &Context{Precision: 10_000}
	for _, v := range []struct{ name, x string }{{"sqrt", "2"}, {"exp", "1"}, {"ln", "2"}, {"sin", "1"}, {"atan", "1"}, {"gamma", "0.5"}} {
		x := num(b, v.x)
		b.Run(v.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := oneArgument[v.name](c, x); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
