package calx_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// echoes are functions that return what they are given, of the Go types that
// arguments are made of.
var echoes = []calx.Option{
	calx.WithFunc("i8", func(x int8) int8 { return x }),
	calx.WithFunc("u64", func(x uint64) uint64 { return x }),
	calx.WithFunc("f32", func(x float32) float32 { return x }),
	calx.WithFunc("f64", func(x, y float64) float64 { return x }, calx.Params("x", "y"), calx.Default("y", 1)),
	calx.WithFunc("dec", func(x decimal.Decimal) decimal.Decimal { return x }, calx.Pure()),
	calx.WithFunc("int", func(x *big.Int) *big.Int { return x }),
	calx.WithFunc("rat", func(x *big.Rat) *big.Rat { return x }),
	calx.WithFunc("str", func(x string) string { return x }),
	calx.WithFunc("strs", func(x ...string) []string { return x }),
	calx.WithFunc("ints", func(x []int) []int { return x }),
	calx.WithFunc("grid", func(x map[string][][]float64) map[string][][]float64 { return x }),
	calx.WithFunc("any", func(x any) any { return x }),
	calx.WithFunc("ptr", func(x *bool) *bool { return x }),
	calx.WithFunc("order", func(x *order) *order { return x }),
	calx.WithFunc("value", func(x calx.Value) calx.Value { return x }),
	calx.WithValueFunc("list", func(_ context.Context, a []calx.Value) (calx.Value, error) { return calx.List(a...), nil }),
}

// FuzzFuncs passes anything through functions of the host: whatever comes is
// an error or a value, never a panic, in time and within the limits.
func FuzzFuncs(f *testing.F) {
	for _, seed := range []string{
		"[i8(-128), u64(2^64 - 1), f32(0.1), f64(1e308), dec(1e-30), int(2^200), rat(1/3)]",
		"i8(128) + u64(-1) + f32(1e39) + int(1e999999) + rat(1e-999999)",
		"strs('a', str('b'), any('c'))[2]", "ints(1..10^9)", "ints(any([1, 2.5]))", "grid({a: [[1], [2, 3]], b: []})",
		"a = [1, 2]; b = [a, a]; c = [b, b]; any([c, c, {d: c}])", "ptr(null) ?? ptr(true)", "order({id: 1, customer: 'x', total: 2, Parent: {id: 2}})",
		"value([x => x])", "any(sum)", "list(list(), list(1, 'a'), null)[1]", "map([1, 2], f64) |> list", "f64(y = 2, x = 3)", "try(i8(1000), dec(7))",
		"x = any(1..10^7); len(x)", "value(1..10^12) |> sum", "reduce(1..60, (a, i) => any([a, a]), 1)", "dec = 5; dec * str",
	} {
		f.Add(seed)
	}
	options := append([]calx.Option{calx.Limits{Steps: 300_000, Memory: 4 << 20, CallDepth: 500}}, echoes...)
	f.Fuzz(func(t *testing.T, source string) {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		prog, err := calx.Compile(source, options...)
		if err != nil {
			return
		}
		v, err := prog.Eval(ctx, calx.Vars{"x": 5, "y": "text"})
		var e *calx.Error
		var p *calx.HostPanic
		switch {
		case errors.As(err, &p):
			t.Fatalf("%q: %v\n%s", source, p, p.Stack)
		case err != nil && !errors.As(err, &e):
			t.Fatalf("%q: an error of another kind: %v", source, err)
		case err == nil:
			_ = fmt.Sprint(v)
		}
	})
}
