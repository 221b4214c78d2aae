package calx_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// BenchmarkHostCall calls functions of the host by each of the ways that they
// can be called in.
func BenchmarkHostCall(b *testing.B) {
	first := func(_ context.Context, a []calx.Value) (calx.Value, error) { return a[0], nil }
	for _, bb := range []struct {
		name, source string
		o            calx.Option
	}{
		{"none", "x", nil},
		{"builtin", "min(x, 2, 3)", nil},
		{"value", "f(x)", calx.WithValueFunc("f", first)},
		{"value-typed", "f(x)", calx.WithValueFunc("f", first, calx.Params("x"), calx.Types(calx.NumberType, calx.NumberType))},
		{"float", "f(x)", calx.WithFunc("f", math.Sqrt)},
		{"decimal", "f(x)", calx.WithFunc("f", func(d decimal.Decimal) decimal.Decimal { return d })},
		{"decimals", "f(x, x)", calx.WithFunc("f", func(d, e decimal.Decimal) (decimal.Decimal, error) { return e, nil })},
		{"reflect", "f(x, x, x)", calx.WithFunc("f", func(a, b, c float64) float64 { return c })},
	} {
		b.Run(bb.name, func(b *testing.B) {
			options := []calx.Option{calx.WithVar("x", calx.NumberType)}
			if bb.o != nil {
				options = append(options, bb.o)
			}
			p, err := calx.Compile(bb.source, options...)
			if err != nil {
				b.Fatal(err)
			}
			env := map[string]calx.Value{}
			v, _ := calx.Eval("2.25", nil)
			env["x"] = v
			ctx := context.Background()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Eval(ctx, env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCompileWithFuncs compiles a formula that calls one of some functions
// of the host, beside one that has none.
func BenchmarkCompileWithFuncs(b *testing.B) {
	options := make([]calx.Option, 20)
	for i := range options {
		options[i] = calx.WithFunc(fmt.Sprintf("f%d", i), math.Sqrt, calx.Params("x"))
	}
	for _, bb := range []struct {
		name, source string
		options      []calx.Option
	}{
		{"none", "price * qty * (1 - discount) + sqrt(2)", nil},
		{"one", "price * qty * (1 - discount) + f0(2)", options[:1]},
		{"twenty", "price * qty * (1 - discount) + f7(2)", options},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := calx.Compile(bb.source, bb.options...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
