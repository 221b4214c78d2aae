package calx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// Any Go function can be given to programs.
func ExampleWithFunc() {
	rates := map[string]string{"DE": "0.19", "FR": "0.2"}
	vat := calx.WithFunc("vat", func(amount decimal.Decimal, country string) (decimal.Decimal, error) {
		rate, ok := rates[country]
		if !ok {
			return decimal.Decimal{}, fmt.Errorf("no rate for %s", country)
		}
		return amount.Mul(decimal.RequireFromString(rate)), nil
	}, calx.Params("amount", "country"), calx.Doc("The value added tax of an amount."))

	v, err := calx.Eval(`net + vat(net, country = "DE")`, calx.Vars{"net": 19.99}, vat)
	fmt.Println(v, err)

	_, err = calx.Eval(`vat(net, "XX")`, calx.Vars{"net": 19.99}, vat)
	fmt.Println(err)

	_, err = calx.Compile(`vat(net, 19)`, vat)
	fmt.Println(err)
	// Output:
	// 23.7881 <nil>
	// 1:1: host error: vat: no rate for XX
	// 1:10: type error: country of vat needs a string, but this is a number
}

// Functions of Go's library serve as they are.
func ExampleWithFunc_library() {
	v, err := calx.Eval(`[hypotenuse(3, 4), title("ßa"), fields("a b  c")]`, nil,
		calx.WithFunc("hypotenuse", math.Hypot),
		calx.WithFunc("title", strings.ToTitle),
		calx.WithFunc("fields", strings.Fields))
	fmt.Println(v, err)
	// Output: [5, "ßA", ["a", "b", "c"]] <nil>
}

// A function over Values takes whatever comes, and allocates nothing.
func ExampleWithValueFunc() {
	coalesce := func(_ context.Context, args []calx.Value) (calx.Value, error) {
		for _, v := range args {
			if !v.IsNull() {
				return v, nil
			}
		}
		return calx.Value{}, nil
	}
	v, err := calx.Eval(`coalesce(null, price, 5)`, calx.Vars{"price": 19.99}, calx.WithValueFunc("coalesce", coalesce))
	fmt.Println(v, err)
	// Output: 19.99 <nil>
}

// Types make the arguments of a function over Values checked when a program
// is compiled.
func ExampleTypes() {
	double := func(_ context.Context, args []calx.Value) (calx.Value, error) {
		n, err := args[0].Int64()
		return calx.Int(2 * n), err
	}
	o := calx.WithValueFunc("double", double, calx.Params("n"), calx.Types(calx.NumberType, calx.NumberType))
	v, err := calx.Eval("double(21)", nil, o)
	fmt.Println(v, err)
	_, err = calx.Compile("double('a')", o)
	fmt.Println(err)
	// Output:
	// 42 <nil>
	// 1:8: type error: n of double needs a number, but this is a string (num('a') reads a number from text)
}

func ExampleParams() {
	join := calx.WithFunc("joined", func(separator string, parts ...string) string { return strings.Join(parts, separator) },
		calx.Params("separator", "parts..."))
	v, err := calx.Eval(`joined("-", "a", "b", "c")`, nil, join)
	fmt.Println(v, err)
	_, err = calx.Eval(`joined()`, nil, join)
	fmt.Println(err)
	// Output:
	// a-b-c <nil>
	// 1:1: type error: joined takes at least 1 argument, but got 0 (it is joined(separator, parts, …))
}

func ExampleDefault() {
	o := calx.WithFunc("discounted", func(price, percent decimal.Decimal) decimal.Decimal {
		return price.Mul(decimal.NewFromInt(100).Sub(percent)).Shift(-2)
	}, calx.Params("price", "percent"), calx.Default("percent", 10))
	v, err := calx.Eval("[discounted(50), discounted(50, 20), discounted(50, percent = 5)]", nil, o)
	fmt.Println(v, err)
	// Output: [45, 40, 47.5] <nil>
}

func ExampleDoc() {
	o := calx.WithFunc("answer", func() int { return 42 }, calx.Doc("The answer."))
	v, err := calx.Eval("answer()", nil, o)
	fmt.Println(v, err)
	// Output: 42 <nil>
}

// A pure function is called when the program is compiled, if it can be.
func ExamplePure() {
	calls := 0
	o := calx.WithFunc("mm", func(inches float64) float64 {
		calls++
		return inches * 25.4
	}, calx.Pure())
	prog := calx.MustCompile("width * mm(2)", o)
	for width := range 3 {
		v, err := prog.Eval(context.Background(), calx.Vars{"width": width})
		fmt.Println(v, err)
	}
	fmt.Println(calls, "call")
	// Output:
	// 0 <nil>
	// 50.8 <nil>
	// 101.6 <nil>
	// 1 call
}

// A function that works in proportion to an argument charges for it first.
func ExampleCharge() {
	o := calx.WithFunc("stars", func(ctx context.Context, n int64) (string, error) {
		if err := calx.Charge(ctx, n); err != nil {
			return "", err
		}
		return strings.Repeat("*", int(n)), nil
	})
	v, err := calx.Eval("stars(5)", nil, o)
	fmt.Println(v, err)
	_, err = calx.Eval("stars(10^12)", nil, o)
	fmt.Println(err)
	// Output:
	// ***** <nil>
	// 1:1: limit error: the evaluation takes more than 10000000 steps
}

func ExampleHostPanic() {
	o := calx.WithFunc("first", func(xs []string) string { return xs[0] })
	_, err := calx.Eval("first([])", nil, o)
	fmt.Println(err)

	var p *calx.HostPanic
	if errors.As(err, &p) {
		fmt.Println(p.Func, strings.Contains(string(p.Stack), "ExampleHostPanic"))
	}
	// Output:
	// 1:1: host error: first panicked: runtime error: index out of range [0] with length 0
	// first true
}

func ExampleFinal() {
	final := calx.Final("rate", "pi")
	_, err := calx.Compile("rate = 5%; net * rate", final)
	fmt.Println(err)
	// Output: 1:1: name error: "rate" cannot be bound here (its meaning is fixed: choose another name)
}

// A cache serves programs by their text.
func ExampleNewCache() {
	cache := calx.NewCache(16<<20, calx.WithRounding(calx.HalfUp), calx.Limits{Steps: 100_000})
	for _, source := range []string{"round(price * 1.19, 2)", "price >= 10", "round(price * 1.19, 2)"} {
		v, err := cache.Eval(context.Background(), source, calx.Vars{"price": 19.99})
		fmt.Println(v, err)
	}
	fmt.Println(cache.Stats().Misses, "compiled")
	// Output:
	// 23.79 <nil>
	// true <nil>
	// 23.79 <nil>
	// 2 compiled
}

// The zero Cache is ready for use.
func ExampleCache() {
	var cache calx.Cache
	v, err := cache.Eval(context.Background(), "2 ^ 10", nil)
	fmt.Println(v, err, cache.Stats().Programs)
	// Output: 1024 <nil> 1
}

func ExampleCache_Compile() {
	cache := calx.NewCache(0)
	first, _ := cache.Compile("price * qty")
	second, _ := cache.Compile("price * qty")
	fmt.Println(first == second)

	_, err := cache.Compile("price *")
	fmt.Println(err)
	// Output:
	// true
	// 1:8: syntax error: expected an expression after '*'
}

func ExampleValueOf() {
	v, err := calx.ValueOf(map[string]any{"price": 19.99, "tags": []string{"new"}})
	fmt.Println(v, err)
	_, err = calx.ValueOf(make(chan int))
	fmt.Println(errors.Is(err, calx.ErrHost))
	// Output:
	// {price: 19.99, tags: ["new"]} <nil>
	// true
}

func ExampleNumber() {
	v, err := calx.Number(decimal.RequireFromString("19.90"))
	fmt.Println(v, err)
	// Output: 19.9 <nil>
}

func ExampleInt() {
	fmt.Println(calx.Int(42), calx.Int(42).Kind())
	// Output: 42 number
}

func ExampleText() {
	fmt.Println(calx.Text("42"), calx.Text("42").Kind())
	// Output: 42 string
}

func ExampleBool() {
	fmt.Println(calx.Bool(1 < 2))
	// Output: true
}

func ExampleList() {
	fmt.Println(calx.List(calx.Int(1), calx.Text("two"), calx.Bool(true), calx.Value{}))
	// Output: [1, "two", true, null]
}

func ExampleMapBuilder() {
	var b calx.MapBuilder
	b.Set("sku", calx.Text("A-1"))
	b.Set("qty", calx.Int(3))
	fmt.Println(b.Value())
	// Output: {sku: "A-1", qty: 3}
}
