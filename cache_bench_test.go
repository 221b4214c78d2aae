package calx_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/calx-lang/calx"
)

// BenchmarkCache asks for a source that is kept, for ones that are not, and
// from all processors at once.
func BenchmarkCache(b *testing.B) {
	b.Run("hit", func(b *testing.B) {
		c := calx.NewCache(0)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Compile("price * qty * (1 - discount)"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hit-parallel", func(b *testing.B) {
		c := calx.NewCache(0)
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := c.Compile("price * qty * (1 - discount)"); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("eval", func(b *testing.B) {
		c := calx.NewCache(0)
		env := map[string]any{"price": 19.99, "qty": 3, "discount": 0.15}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Eval(context.Background(), "price * qty * (1 - discount)", env); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("miss", func(b *testing.B) {
		c := calx.NewCache(1 << 20)
		sources := make([]string, 10_000)
		for i := range sources {
			sources[i] = fmt.Sprintf("price * qty * (1 - %d)", i)
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := c.Compile(sources[i%len(sources)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
