package calx_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"runtime"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/calx-lang/calx/internal/race"
	"github.com/shopspring/decimal"
)

type (
	money  float64
	mode   string
	binary func(a, b float64) float64
	matrix [][]float64
)

// A level reads and writes itself as text.
type level struct{ n int }

func (l *level) UnmarshalText(text []byte) error {
	_, err := fmt.Sscanf(string(text), "L%d", &l.n)
	return err
}

func (l level) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "L%d", l.n), nil }

// A cents is a type of the host that gives its own value.
type cents int64

func (c cents) CalxValue() calx.Value {
	v, _ := calx.Eval("c / 100", calx.Vars{"c": int64(c)})
	return v
}

// A oneWay is written as text, but not read.
type oneWay struct{}

func (oneWay) MarshalText() ([]byte, error) { return []byte("one way"), nil }

type (
	named decimal.Decimal

	Base struct {
		ID int `json:"id,omitempty"`
		no int
	}
	address struct{ City, Zip string }
	order   struct {
		*Base
		Customer string  `calx:"customer" json:"who"`
		Total    float64 `json:"total"`
		Address  *address
		Tags     []string `calx:"tags"`
		Hidden   chan int `calx:"-"`
		Parent   *order
	}
)

func textOf(x any) string { return fmt.Sprintf("%v", x) }

// TestFuncTypes calls a function with a parameter of every Go type, and gets
// a result of every type back.
func TestFuncTypes(t *testing.T) {
	for _, tt := range []struct {
		name string
		fn   any
		call string
		want string
	}{
		{"int", func(x int) int { return x + 1 }, "f(41)", "42"},
		{"int8", func(x int8) int8 { return -x }, "f(127)", "-127"},
		{"int16", func(x int16) int16 { return x }, "f(-32768)", "-32768"},
		{"int32", func(x int32) int32 { return x }, "f(2147483647)", "2147483647"},
		{"int64", func(x int64) int64 { return x }, "f(-2^63)", "-9223372036854775808"},
		{"uint", func(x uint) uint { return x }, "f(7)", "7"},
		{"uint8", func(x uint8) uint8 { return x }, "f(255)", "255"},
		{"uint64", func(x uint64) uint64 { return x }, "f(2^64 - 1)", "18446744073709551615"},
		{"uintptr", func(x uintptr) uintptr { return x }, "f(1)", "1"},
		{"float32", func(x float32) float32 { return x }, "f(19.99)", "19.99"},
		{"float64", func(x float64) float64 { return x }, "f(0.1)", "0.1"},
		{"decimal", func(x decimal.Decimal) decimal.Decimal { return x }, "f(0.10)", "0.1"},
		{"null decimal", func(x decimal.NullDecimal) bool { return x.Valid }, "[f(1), f(null)]", "[true, false]"},
		{"null decimal out", func(x bool) decimal.NullDecimal { return decimal.NullDecimal{Valid: x} }, "[f(true), f(false)]", "[0, null]"},
		{"decimal pointer", func(x *decimal.Decimal) *decimal.Decimal { return x }, "[f(1.5), f(null)]", "[1.5, null]"},
		{"big int", func(x *big.Int) *big.Int { return new(big.Int).Neg(x) }, "f(2^100)", "-1267650600228229401496703205376"},
		{"big int out", func() *big.Int { return nil }, "f()", "null"},
		{"big rat", func(x *big.Rat) *big.Rat { return new(big.Rat).Quo(x, big.NewRat(3, 1)) }, "f(0.9)", "0.3"},
		{"big float", func(x *big.Float) *big.Float { return x }, "f(0.5)", "0.5"},
		{"json number", func(x json.Number) json.Number { return x + "5" }, "f(1.2)", "1.25"},
		{"string", func(x string) string { return x + "!" }, "f('a')", "a!"},
		{"bool", func(x bool) bool { return !x }, "f(true)", "false"},
		{"named float", func(x money) money { return x * 2 }, "f(1.5)", "3"},
		{"named string", func(x mode) mode { return x + "x" }, "f('a')", "ax"},
		{"named function", binary(func(a, b float64) float64 { return a * b }), "f(2, 3.5)", "7"},
		{"text", func(x level) level { return level{x.n + 1} }, "f('L4')", "L5"},
		{"text pointer", func(x *level) *level { return x }, "[f('L4'), f(null)]", `["L4", null]`},
		{"valuer", func() cents { return 1999 }, "f()", "19.99"},
		{"pointer", func(x *int) *int { return x }, "[f(5), f(null)]", "[5, null]"},
		{"slice", func(x []int) []int { return append(x, len(x)) }, "f([1, 2])", "[1, 2, 2]"},
		{"nil slice", func(x []int) []int { return nil }, "f([])", "null"},
		{"array", func(x [2]string) [2]string { return [2]string{x[1], x[0]} }, "f(['a', 'b'])", `["b", "a"]`},
		{"matrix", func(x matrix) float64 { return x[1][0] }, "f([[1, 2], [3.5, 4]])", "3.5"},
		{"map", func(x map[string]float64) map[string]float64 { x["z"] = 1; return x }, "f({b: 2, a: 3})", "{a: 3, b: 2, z: 1}"},
		{"named keys", func(x map[mode][]int) int { return len(x["a"]) }, "f({a: [1, 2, 3]})", "3"},
		{"any number", func(x any) string { return fmt.Sprintf("%T", x) }, "f(1.5)", "decimal.Decimal"},
		{"any list", func(x any) string { return textOf(x) }, "f([1, 'a', null, true, {k: 2}])", "[1 a <nil> true map[k:2]]"},
		{"any null", func(x any) bool { return x == nil }, "f(null)", "true"},
		{"any out", func(x any) any { return []any{x, nil} }, "f('a')", `["a", null]`},
		{"value", func(x calx.Value) calx.Value { return x }, "f({a: [1]})", "{a: [1]}"},
		{"values", func(x ...calx.Value) calx.Value { return x[len(x)-1] }, "f(1, 2, 3)", "3"},
		{"values, error", func(x ...calx.Value) (calx.Value, error) { return x[0], nil }, "f(1, 2)", "1"},
		{"variadic", func(first string, rest ...int) string { return fmt.Sprint(first, rest) }, "[f('a'), f('b', 1, 2)]", `["a[]", "b[1 2]"]`},
		{"context", func(ctx context.Context, x int) (bool, error) { return ctx.Err() == nil, nil }, "f(1)", "true"},
		{"context variadic", func(ctx context.Context, x ...float32) int { return len(x) }, "f(1, 2)", "2"},
		{"big int by value", func(x big.Int) string { return x.String() }, "f(12)", "12"},
		{"named decimal", func(x named) named { return x }, "f(1.50)", "1.5"},
		{"struct", func(o order) string {
			return fmt.Sprint(o.ID, o.Customer, o.Total, *o.Address, o.Tags, o.Parent.Customer)
		},
			"f({id: 7, customer: 'A', total: 1.5, Address: {City: 'X', Zip: 'Y', more: 1}, tags: ['t'], Parent: {id: 1, customer: 'P', total: 0}})", "7A1.5 {X Y} [t]P"},
		{"structs", func(o []*order) int { return o[1].ID }, "f([null, {id: 7, customer: '', total: 1}])", "7"},
		{"struct out", func() order { return order{Base: &Base{ID: 5, no: 1}, Customer: "A"} }, "f()", `{id: 5, customer: "A", total: 0, Address: null, tags: null, Parent: null}`},
		{"struct through", func(o order) order { return o }, "f(f({id: 1, customer: 'c', total: 2})).total", "2"},
		{"no parameters", func() string { return "here" }, "f()", "here"},
		{"only an error", func(x string) error { return nil }, "f('a')", "null"},
		{"range", func(x []int64) int64 { return x[99] }, "f(1..100)", "100"},
		{"three", func(a, b, c decimal.Decimal) decimal.Decimal { return a.Add(b).Add(c) }, "f(1, 2, 3)", "6"},
		{"mixed", func(d decimal.Decimal, s string) (decimal.Decimal, error) { return d, nil }, "f(1.5, 'DE')", "1.5"},
		{"standard library", math.Sqrt, "f(2.25)", "1.5"},
		{"standard library, two", math.Pow, "f(2, 10)", "1024"},
		{"as a value", func(x int) int { return x * x }, "map([1, 2, 3], f)", "[1, 4, 9]"},
		{"piped", func(x decimal.Decimal, y int) string { return fmt.Sprint(x, y) }, "5 |> f(3)", "5 3"},
	} {
		v, err := calx.Eval(tt.call, nil, calx.WithFunc("f", tt.fn))
		if err != nil || v.String() != tt.want {
			t.Errorf("%s: %s is %v, %v, want %s", tt.name, tt.call, v, err, tt.want)
		}
	}
}

// TestFuncArguments passes what a function cannot take: its argument is named.
func TestFuncArguments(t *testing.T) {
	for _, tt := range []struct {
		fn    any
		call  string
		class calx.Class
		want  string
	}{
		{func(n int) int { return n }, "f(1.5)", calx.ErrValue, "n of f must be an integer"},
		{func(n int8) int8 { return n }, "f(128)", calx.ErrValue, "n of f must be from -128 to 127"},
		{func(n uint16) uint16 { return n }, "f(-1)", calx.ErrValue, "n of f must be from 0 to 65535"},
		{func(n int64) int64 { return n }, "f(2^63)", calx.ErrValue, "n of f must be from -9223372036854775808 to 9223372036854775807"},
		{func(n uint64) uint64 { return n }, "f(2^64)", calx.ErrValue, "n of f must be from 0 to 18446744073709551615"},
		{func(n float64) float64 { return n }, "f(1e400)", calx.ErrValue, "n of f is beyond the range of a float64"},
		{func(n float32) float32 { return n }, "f(1e40)", calx.ErrValue, "n of f is beyond the range of a float32"},
		{func(n string) string { return n }, "f(5)", calx.ErrType, "n of f needs a string, but this is a number"},
		{func(n string) string { return n }, "f(x)", calx.ErrType, "n of f needs a string, but this is a number"},
		{func(n string) string { return n }, "f(null)", calx.ErrType, "n of f needs a string, but this is null"},
		{func(n *string) bool { return n == nil }, "f(5)", calx.ErrType, "n of f needs a string, but this is a number"},
		{func(n []int) int { return 0 }, "f([1, 2.5])", calx.ErrValue, "n[1] of f must be an integer"},
		{func(n []int) int { return 0 }, "f([1, 'a'])", calx.ErrType, "n[1] of f needs a number, but this is a string"},
		{func(n map[string][]bool) int { return 0 }, "f({a: [true], b: [true, 1]})", calx.ErrType, "n.b[1] of f needs a boolean, but this is a number"},
		{func(n [2]int) int { return 0 }, "f([1])", calx.ErrValue, "n of f must be a list of 2 elements, but has 1"},
		{func(n level) int { return 0 }, "f('x')", calx.ErrValue, "n of f cannot be read: input does not match format"},
		{func(n order) int { return 0 }, "f({id: 1, customr: 'c', total: 2})", calx.ErrValue, `n of f has no "customer", but "customr"`},
		{func(n []order) int { return 0 }, "f([{id: 1, customer: 'c', total: 'x'}])", calx.ErrType, "n[0].total of f needs a number, but this is a string"},
		{func(n struct{ C chan int }) int { return 0 }, "f({C: 1})", calx.ErrHost, "n.C of f cannot be passed: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{func(n any) int { return 0 }, "f(x => x)", calx.ErrType, "n of f is a function, which cannot leave the program"},
		{func(n any) int { return 0 }, "f([sum])", calx.ErrType, "n[0] of f is a function, which cannot leave the program"},
		{func(n calx.Value) int { return 0 }, "f(sum)", calx.ErrType, "n of f is a function, which cannot leave the program"},
		{func(n int) int { return n }, "f(1, 2)", calx.ErrType, "f takes 1 argument, but got 2"},
		{func(n int) int { return n }, "f()", calx.ErrType, "f takes 1 argument, but got 0"},
		{func(n int) int { return n }, "f(m = 1)", calx.ErrType, `there is no parameter "m"`},
		{func(n int) int { return n }, "f(1, n = 2)", calx.ErrType, `argument "n" is given twice`},
		{func(n int) int { return n }, "map(['a'], f)", calx.ErrType, "n of f needs a number, but this is a string"},
		{func(n int) int { return n }, "map([1.5], f)", calx.ErrValue, "n of f must be an integer"},
		{func(n *big.Int) int { return 0 }, "f(1e9999999)", calx.ErrValue, "n of f is too large for the host"},
		{func(n *big.Float) int { return 0 }, "f(1e9999999)", calx.ErrValue, "n of f has too large an exponent for the host"},
		{func(n decimal.Decimal) int { return 0 }, "try(f('a'), 1)", calx.ErrType, "n of f needs a number, but this is a string"},
	} {
		_, err := calx.Eval(tt.call, calx.Vars{"x": 5}, calx.WithFunc("f", tt.fn, calx.Params("n")))
		var e *calx.Error
		if !errors.As(err, &e) || e.Class != tt.class || tt.want != "" && e.Message != tt.want {
			t.Errorf("%T, %s: got %v, want %v: %s", tt.fn, tt.call, err, tt.class, tt.want)
		}
	}
}

// TestFuncResults returns what is no value: the function is named.
func TestFuncResults(t *testing.T) {
	for _, tt := range []struct {
		fn   any
		want string
	}{
		{func() float64 { return math.NaN() }, "f(…): infinities and NaN are no numbers"},
		{func() []float64 { return []float64{1, math.Inf(1)} }, "f(…)[1]: infinities and NaN are no numbers"},
		{func() any { return make(chan int) }, "f(…): a Go chan int is no calx value: "},
		{func() any { return map[string]any{"a": []any{func() {}}} }, "f(…).a[0]: a Go func() is no calx value: "},
		{func() json.Number { return "1x" }, "f(…): "},
		{func() any { return map[int]string{1: "a"} }, "f(…): a map needs string keys"},
		{func() any { return []byte("a") }, "f(…): bytes are neither text nor a list"},
	} {
		_, err := calx.Eval("f()", nil, calx.WithFunc("f", tt.fn))
		var e *calx.Error
		if !errors.As(err, &e) || e.Class != calx.ErrHost || !strings.HasPrefix(e.Message, tt.want) || e.Source == nil {
			t.Errorf("%T: got %v, want %s", tt.fn, err, tt.want)
		}
	}
}

// TestBadFuncs registers what is no function that programs could call.
func TestBadFuncs(t *testing.T) {
	ok := func(a, b int) int { return a }
	values := func(context.Context, []calx.Value) (calx.Value, error) { return calx.Value{}, nil }
	for _, tt := range []struct {
		o    calx.Option
		want string
	}{
		{calx.WithFunc("f", 5), "the function f: a Go function is needed, not int"},
		{calx.WithFunc("f", nil), "the function f: a Go function is needed, not <nil>"},
		{calx.WithFunc("f", (func())(nil)), "the function f: the Go function is nil"},
		{calx.WithValueFunc("f", nil), "the function f: a Go function is needed, not <nil>"},
		{calx.WithFunc("2x", ok), `"2x" cannot be the name of a function`},
		{calx.WithFunc("if", ok), `"if" cannot be the name of a function`},
		{calx.WithFunc("", ok), `"" cannot be the name of a function`},
		{calx.WithFunc("f", func() {}), "the function f: it returns nothing, but a function has a result"},
		{calx.WithFunc("f", func() (int, int) { return 0, 0 }), "the function f: it returns 2 results, but a function has one, and may have an error after it"},
		{calx.WithFunc("f", func(int, chan int) int { return 0 }), "the function f: parameter 2: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{calx.WithFunc("f", func(f func()) int { return 0 }), "the function f: parameter 1: a Go func() is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{calx.WithFunc("f", func(b []byte) int { return 0 }), "the function f: parameter 1: bytes are neither text nor a list: convert them to a string"},
		{calx.WithFunc("f", func(x fmt.Stringer) int { return 0 }), "the function f: parameter 1: a Go fmt.Stringer cannot be made of a value: of the interface types only any can"},
		{calx.WithFunc("f", func(x int, ctx context.Context) int { return 0 }), "the function f: parameter 2: a Go context.Context cannot be made of a value: of the interface types only any can"},
		{calx.WithFunc("f", func(x map[int]string) int { return 0 }), "the function f: parameter 1: a map needs string keys, but this is a map[int]string"},
		{calx.WithFunc("f", func(ctx context.Context, x [][]complex128) int { return 0 }), "the function f: parameter 1: a Go complex128 is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{calx.WithFunc("f", func() chan int { return nil }), "the function f: its result: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{calx.WithFunc("f", func(x cents) int { return 0 }), "the function f: parameter 1: a Go calx_test.cents gives its own value, but cannot be made of one: take a Value"},
		{calx.WithFunc("f", func(x []oneWay) int { return 0 }), "the function f: parameter 1: a Go calx_test.oneWay cannot be made of its text: it has no UnmarshalText"},
		{calx.WithFunc("f", ok, calx.Params("a")), "the function f: it has 2 parameters, but 1 names for them"},
		{calx.WithFunc("f", ok, calx.Params("a", "a")), `the function f: two parameters are called "a"`},
		{calx.WithFunc("f", ok, calx.Params("a", "b c")), `the function f: "b c" cannot be the name of a parameter`},
		{calx.WithFunc("f", ok, calx.Params("a", "true")), `the function f: "true" cannot be the name of a parameter`},
		{calx.WithFunc("f", ok, calx.Params("a", "b"), calx.Default("c", 1)), `the function f: there is no parameter "c" to have a default`},
		{calx.WithFunc("f", ok, calx.Params("a", "b"), calx.Default("a", 1)), "the function f: b has no default, but a before it has"},
		{calx.WithFunc("f", ok, calx.Params("a", "b"), calx.Default("b", "x")), "the function f: the default of b is a string, but the parameter a number"},
		{calx.WithFunc("f", ok, calx.Params("a", "b"), calx.Default("b", math.NaN())), "the function f: the default of b: infinities and NaN are no numbers"},
		{calx.WithFunc("f", ok, calx.Types(calx.NumberType)), "the function f: its types follow from the Go function, and are not given"},
		{calx.WithValueFunc("f", values, calx.Params("a"), calx.Types(nil, nil, nil)), "the function f: it has 1 parameter, but types for 2"},
		{calx.WithValueFunc("f", values, calx.Types(nil, nil, nil)), "the function f: its parameters have types, but no names"},
	} {
		_, err := calx.Compile("1", tt.o)
		if err == nil || !errors.Is(err, calx.ErrHost) || err.Error() != "host error: "+tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

// TestFuncNames decides which function a name is.
func TestFuncNames(t *testing.T) {
	options := []calx.Option{
		calx.WithFunc("vat", func(x decimal.Decimal) string { return "host vat" }),
		calx.WithFunc("len", func(x calx.Value) string { return "host len" }),
		calx.WithFunc("try", func(x calx.Value) string { return "host try" }),
		calx.WithFunc("pi", func() string { return "host pi" }),
		calx.WithFunc("twice", func() string { return "first" }),
		calx.WithFunc("twice", func() string { return "second" }),
	}
	for _, tt := range []struct{ source, want string }{
		{"vat(1)", "host vat"},
		{"len([])", "host len"},
		{"[1] |> len", "host len"},
		{"try(5)", "host try"},
		{"5 |> try", "host try"},
		{"pi()", "host pi"},
		{"twice()", "second"},
		{"map([1], len)", `["host len"]`},
		{"g = len; g(1)", "host len"},
		{"vat(x) = x + 1; vat(1)", "2"},
		{"vat = x => x + 2; vat(1)", "3"},
		{"g(x) = vat(x); vat(x) = 'own'; g(1)", "own"},
		{"g(x) = vat(x); a = g(1); vat(x) = 'own'; [a, g(1)]", `["host vat", "own"]`},
		{"vat = vat(1); vat", "host vat"},
		{"len = 5; len([1, 2])", "2"}, // the host's is gone, the built-in is of an outer scope
		{"map([5], vat => vat + 1)", "[6]"},
		{"map([vat], vat => vat(1))", `["host vat"]`},
		{"(vat = 5; vat)", "5"},
		{"str(vat)", "<function vat>"},
		{"type(vat)", "function"},
	} {
		v, err := calx.Eval(tt.source, calx.Vars{"vat": 7, "len": 8}, options...)
		if err != nil || v.String() != tt.want {
			t.Errorf("%s: got %v, %v, want %s", tt.source, v, err, tt.want)
		}
	}
	for _, tt := range []struct {
		source string
		class  calx.Class
		want   string
	}{
		{"vat = 5; vat(1)", calx.ErrType, `"vat" is a number, not a function`},
		{"vta(1)", calx.ErrName, `did you mean "vat"?`},
		{"map([1], vat => vat(1))", calx.ErrType, `"vat" is a number, not a function`},
		{"vat", calx.ErrHost, "the result is a function"},
	} {
		_, err := calx.Eval(tt.source, nil, options...)
		if !errors.Is(err, tt.class) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.source, err, tt.want)
		}
	}
}

// TestManyFuncs finds functions in a table that is too long to search.
func TestManyFuncs(t *testing.T) {
	var options []calx.Option
	for i := range 50 {
		options = append(options, calx.WithFunc(fmt.Sprintf("f%d", i), func() int { return i }))
	}
	options = append(options, calx.WithFunc("f7", func() int { return 700 }))
	v, err := calx.Eval("[f0(), f7(), f49()]", nil, options...)
	if err != nil || v.String() != "[0, 700, 49]" {
		t.Errorf("got %v, %v", v, err)
	}
	if _, err = calx.Compile("f50()", options...); !errors.Is(err, calx.ErrName) {
		t.Errorf("got %v", err)
	}
}

func TestFuncDefaults(t *testing.T) {
	o := calx.WithFunc("vat", func(amount decimal.Decimal, country string, rates []float64) string {
		return fmt.Sprint(amount, country, rates)
	}, calx.Params("amount", "country", "rates"), calx.Default("rates", []float64{19.5, 7}), calx.Default("country", "DE"))
	values := calx.WithValueFunc("join_all", func(_ context.Context, a []calx.Value) (calx.Value, error) {
		return calx.List(a...), nil
	}, calx.Params("a", "b", "rest..."), calx.Default("b", 2))
	for _, tt := range []struct{ source, want string }{
		{"vat(1)", "1DE[19.5 7]"},
		{"vat(1, 'FR')", "1FR[19.5 7]"},
		{"vat(1, rates = [])", "1DE[]"},
		{"vat(country = 'US', amount = 2)", "2US[19.5 7]"},
		{"map([1, 2], vat)[1]", "2DE[19.5 7]"},
		{"(x => x(5))(vat)", "5DE[19.5 7]"},
		{"f = vat; f(rates = [1], amount = 3)", "3DE[1]"},
		{"join_all(1)", "[1, 2]"},
		{"join_all(1, 5, 6, 7)", "[1, 5, 6, 7]"},
	} {
		v, err := calx.Eval(tt.source, nil, o, values)
		if err != nil || v.String() != tt.want {
			t.Errorf("%s: got %v, %v, want %s", tt.source, v, err, tt.want)
		}
	}
	_, err := calx.Eval("vat()", nil, o)
	want := `vat takes 1 to 3 arguments, but got 0 (it is vat(amount, country="DE", rates=[19.5, 7]))`
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestValueFuncTypes checks the arguments of a function over values as far as
// its types are given.
func TestValueFuncTypes(t *testing.T) {
	o := calx.WithValueFunc("f", func(_ context.Context, a []calx.Value) (calx.Value, error) { return a[0], nil },
		calx.Params("x", "s"), calx.Types(calx.NumberType, calx.NumberType, calx.Nullable(calx.StringType)))
	if v, err := calx.Eval("f(2, null) * f(3, 'a')", nil, o); err != nil || v.String() != "6" {
		t.Errorf("got %v, %v", v, err)
	}
	for _, source := range []string{"f('a', 'b')", "f(1, 2)", "f(null, null)", "f(1, null) + 'a'"} {
		if _, err := calx.Compile(source, o); !errors.Is(err, calx.ErrType) {
			t.Errorf("%s: got %v", source, err)
		}
	}
	// A function that does not keep to its type does no harm.
	wrong := calx.WithValueFunc("f", func(_ context.Context, a []calx.Value) (calx.Value, error) { return calx.Value{}, nil },
		calx.Types(calx.NumberType))
	if _, err := calx.Eval("f() + 1", nil, wrong); !errors.Is(err, calx.ErrType) {
		t.Errorf("got %v", err)
	}
}

// operandForms and operators are ways for a call to stand in an expression.
var (
	callForms = []string{"tick(%d)", "(0 + tick(%d))", "[tick(%d)][0]", "(z = tick(%d); z)", "(if t then tick(%d) else 0)", "id(tick(%d))",
		"(x => x)(tick(%d))", "{a: tick(%d)}.a", "abs(tick(%d))", "max(tick(%d), 0)", "round(tick(%d), 2)", "sum([tick(%d)])", "(tick(%d) ?? 9)",
		"try(tick(%d), 0)", "(tick(%d) |> id)", "tick2(b = tick(%d), a = 0)", "reduce([1], (a, x) => a + x - 1, tick(%d))"}
	callOperators = []string{"%s + %s", "%s - %s", "%s * %s", "%s / %s", "%s // %s", "%s %% %s", "%s ^ %s", "%s < %s", "%s == %s", "%s <= %s < 99",
		"[%s, %s]", "{a: %s, b: %s}", "hypot(%s, %s)", "min(%s, %s)", "%s in [%s]", "f\"{(%s)} {(%s)}\"", "%s..%s", "[1, 2, 3, 4][%s:%s]",
		"%s + %s + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10", "max(%s, %s, 3)", "1 + %s! + %s%%", "%s + 1 - %s * 2 > 3 and true"}
)

// TestFuncCalledOnce counts calls in every position of every operator: one
// where evaluation comes by, and none after an error.
func TestFuncCalledOnce(t *testing.T) {
	var calls []string
	options := []calx.Option{
		calx.WithFunc("tick", func(n int) int { calls = append(calls, fmt.Sprint(n)); return n }),
		calx.WithFunc("tick2", func(a, b decimal.Decimal) decimal.Decimal { return b }, calx.Params("a", "b")),
		calx.WithFunc("broken", func() (int, error) { calls = append(calls, "broken"); return 0, errors.New("broken") }),
	}
	const start = "id(x) = x; t = 1 < 2; "
	for _, op := range callOperators {
		for _, form := range callForms {
			for _, other := range callForms[:6] {
				source := start + fmt.Sprintf(op, fmt.Sprintf(form, 1), fmt.Sprintf(other, 2))
				calls = nil
				_, err := calx.Eval(source, nil, options...)
				if err != nil || strings.Join(calls, " ") != "1 2" {
					t.Errorf("%s: calls %v, %v", source, calls, err)
				}
			}
			source := start + fmt.Sprintf(op, strings.ReplaceAll(form, "tick(%d)", "broken()"), "tick(2)")
			calls = nil
			_, err := calx.Eval(source, nil, options...)
			if !errors.Is(err, calx.ErrHost) || strings.Join(calls, " ") != "broken" {
				t.Errorf("%s: calls %v, %v", source, calls, err)
			}
			source = start + fmt.Sprintf(op, "(1 / (len([]) + 0))", fmt.Sprintf(form, 2))
			calls = nil
			_, err = calx.Eval(source, nil, options...)
			if !errors.Is(err, calx.ErrMath) || len(calls) > 0 {
				t.Errorf("%s: calls %v, %v", source, calls, err)
			}
		}
	}
	for _, tt := range []struct{ source, want string }{
		{"if true then tick(1) else tick(2)", "1"},
		{"false and tick(1) > 0", ""},
		{"true or tick(1) > 0", ""},
		{"1 ?? tick(1)", ""},
		{"try(1, tick(1))", ""},
		{"try(1 / 0, tick(1))", "1"},
		{"{a: null}.a?.[tick(1)]", ""},
		{"2 < 1 < tick(1)", ""},
		{"x = tick(1); x + x", "1"},
		{"f(x) = x + x; f(tick(1))", "1"},
		{"map([1, 2, 3], tick)", "1 2 3"},
		{"sum([1, 2], x => tick(x) + 0)", "1 2"},
		{"any([1, 2, 3], x => tick(x) == 2)", "1 2"},
		{"sum(map(filter([1, 2, 3], x => tick(x) > 1), x => tick(x * 10)))", "1 20 2 30"},
	} {
		calls = nil
		_, err := calx.Eval(tt.source, nil, options...)
		got := strings.Join(calls, " ")
		if err != nil || got != tt.want && !strings.HasPrefix(tt.source, "sum(map(filter") {
			t.Errorf("%s: calls %s, %v, want %s", tt.source, got, err, tt.want)
		}
	}
}

var errNoRate = errors.New("no rate")

// A noRate is an error with data.
type noRate struct{ country string }

func (e *noRate) Error() string { return "no rate for " + e.country }

func TestFuncErrors(t *testing.T) {
	fails := calx.WithFunc("vat", func(country string) (decimal.Decimal, error) {
		return decimal.Decimal{}, fmt.Errorf("looking it up: %w", &noRate{country})
	})
	prog, err := calx.Compile("1 + vat(country)", fails)
	if err != nil {
		t.Fatal(err)
	}
	_, err = prog.Eval(context.Background(), calx.Vars{"country": "XX"})
	var cause *noRate
	if !errors.Is(err, calx.ErrHost) || !errors.As(err, &cause) || cause.country != "XX" {
		t.Errorf("got %v", err)
	}
	if want := "1:5: host error: vat: looking it up: no rate for XX"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
	// Neither try nor a default catches it.
	if _, err = calx.Eval("try(vat('XX'), 0) ?? 1", nil, fails); !errors.Is(err, calx.ErrHost) {
		t.Errorf("got %v", err)
	}
	// The error of an evaluation within a function keeps its class beside.
	_, err = calx.Eval("f()", nil, calx.WithFunc("f", func() (calx.Value, error) { return calx.Eval("1 / 0", nil) }))
	if !errors.Is(err, calx.ErrHost) || !errors.Is(err, calx.ErrMath) {
		t.Errorf("got %v", err)
	}
}

// TestFuncPanics turns panics of functions into errors, and no others.
func TestFuncPanics(t *testing.T) {
	prog, err := calx.Compile("f(x) = 10 / boom(x); sum(map([1, x], f))",
		calx.WithFunc("boom", func(n int) int {
			if n == 0 {
				panic(fmt.Errorf("wrapped: %w", errNoRate))
			}
			return 10 / n
		}))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err = prog.Eval(context.Background(), calx.Vars{"x": 0})
		var p *calx.HostPanic
		if !errors.Is(err, calx.ErrHost) || !errors.As(err, &p) || !errors.Is(err, errNoRate) {
			t.Fatalf("got %v", err)
		}
		if p.Func != "boom" || !strings.Contains(string(p.Stack), "TestFuncPanics") {
			t.Errorf("%s panicked at\n%s", p.Func, p.Stack)
		}
		if want := "1:13: host error: boom panicked: wrapped: no rate"; err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
		v, err := prog.Eval(context.Background(), calx.Vars{"x": 2})
		if err != nil || v.String() != "3" {
			t.Errorf("after a panic: %v, %v", v, err)
		}
	}
}

// TestFuncGoexit ends the goroutine within a function; the program serves on.
func TestFuncGoexit(t *testing.T) {
	prog, err := calx.Compile("x + leave(x)", calx.WithFunc("leave", func(n int) int {
		if n == 0 {
			runtime.Goexit()
		}
		return n
	}))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		done := make(chan bool)
		go func() {
			defer close(done)
			_, err := prog.Eval(context.Background(), calx.Vars{"x": 0})
			t.Errorf("it came back: %v", err)
		}()
		<-done
		if v, err := prog.Eval(context.Background(), calx.Vars{"x": 2}); err != nil || v.String() != "4" {
			t.Errorf("got %v, %v", v, err)
		}
	}
}

// TestCharge spends the steps of an evaluation.
func TestCharge(t *testing.T) {
	var told error
	work := calx.WithFunc("work", func(ctx context.Context, n int64) (int64, error) {
		child, cancel := context.WithCancel(context.WithValue(ctx, errNoRate, 1))
		defer cancel()
		told = calx.Charge(child, n)
		return n, told
	})
	for _, tt := range []struct {
		source string
		ok     bool
	}{
		{"work(100)", true},
		{"work(-100)", true},
		{"work(2000000)", false},
		{"work(9223372036854775807)", false},
		{"sum(map(1..9, x => work(100000)))", true},
		{"sum(map(1..11, x => work(100000)))", false},
		{"work(900000) + sum(map(1..200000, x => x))", false},
	} {
		_, err := calx.Eval(tt.source, nil, work, calx.Limits{Steps: 1_000_000})
		if (err == nil) != tt.ok || err != nil && !errors.Is(err, calx.ErrLimit) {
			t.Errorf("%s: got %v", tt.source, err)
		}
		if tt.source == "work(2000000)" && !errors.Is(told, calx.ErrLimit) {
			t.Errorf("the function was told %v", told)
		}
	}
	if _, err := calx.Eval("work(9223372036854775807) + work(9223372036854775807)", nil, work, calx.Unlimited); err != nil {
		t.Errorf("without a limit: %v", err)
	}
	if err := calx.Charge(context.Background(), 1_000_000_000); err != nil {
		t.Errorf("outside an evaluation: %v", err)
	}
	// An error that is not passed on changes nothing.
	deaf := calx.WithFunc("work", func(ctx context.Context, n int64) int64 { _ = calx.Charge(ctx, n); return n })
	if _, err := calx.Eval("work(20000000)", nil, deaf); !errors.Is(err, calx.ErrLimit) {
		t.Errorf("got %v", err)
	}
}

// TestFuncContext gives functions the evaluation's context.
func TestFuncContext(t *testing.T) {
	type key struct{}
	var kept context.Context
	f := calx.WithFunc("f", func(ctx context.Context, x string) (string, error) {
		kept = ctx
		s, _ := ctx.Value(key{}).(string)
		return x + s, ctx.Err()
	})
	prog, err := calx.Compile("f('a')", f)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, "!"))
	if v, err := prog.Eval(ctx, nil); err != nil || v.String() != "a!" {
		t.Errorf("got %v, %v", v, err)
	}
	mine := kept
	if _, err := prog.Eval(context.WithValue(context.Background(), key{}, "?"), nil); err != nil {
		t.Error(err)
	}
	if mine.Value(key{}) != "!" {
		t.Error("a context that was kept changed")
	}
	cancel()
	if mine.Err() == nil || kept.Err() != nil {
		t.Error("a context that was kept belongs to another evaluation")
	}
	if _, err := prog.Eval(ctx, nil); !errors.Is(err, context.Canceled) || !errors.Is(err, calx.ErrCanceled) {
		t.Errorf("got %v", err)
	}
	// A function that fails because the context ended is no error of the host.
	ctx, cancel = context.WithCancel(context.Background())
	ends := calx.WithFunc("f", func(ctx context.Context) (int, error) {
		cancel()
		return 0, fmt.Errorf("%w while asking", ctx.Err())
	})
	prog, err = calx.Compile("f()", ends)
	if err != nil {
		t.Fatal(err)
	}
	_, err = prog.Eval(ctx, nil)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, calx.ErrCanceled) || errors.Is(err, calx.ErrHost) {
		t.Errorf("got %v", err)
	}
}

// TestPureFold calls pure functions when the program is compiled, which shows
// in nothing else.
func TestPureFold(t *testing.T) {
	calls := 0
	options := func(o ...calx.FuncOption) []calx.Option {
		calls = 0
		return []calx.Option{
			calx.WithFunc("f", func(x decimal.Decimal) decimal.Decimal { calls++; return x.Mul(x) }, o...),
			calx.WithFunc("fails", func(x int) (int, error) { calls++; return 0, errNoRate }, o...),
			calx.WithFunc("panics", func(x int) int { calls++; panic("no") }, o...),
			calx.WithFunc("long", func(x int) []int { calls++; return make([]int, x) }, o...),
			calx.WithFunc("maybe", func(x int) *int { calls++; return nil }, o...),
			calx.WithFunc("slow", func(ctx context.Context, n int64) (int64, error) { calls++; return n, calx.Charge(ctx, n) }, o...),
		}
	}
	for _, tt := range []struct {
		source  string
		compile int // calls
		run     int // calls of one evaluation
		want    string
	}{
		{"f(3)", 1, 0, "9"},
		{"f(f(2)) + 1", 2, 0, "17"},
		{"f(1 + 2) + f(x)", 1, 1, "34"},
		{"map([1, 2], f)", 0, 2, "[1, 4]"},
		{"if x > 3 then f(2) else fails(2)", 2, 0, "4"},
		{"if x > 3 then f(2) else panics(2)", 2, 0, "4"},
		{"try(fails(1), 2)", 1, 1, ""},
		{"long(2)", 1, 1, "[0, 0]"},
		{"maybe(2) ?? 5", 1, 0, "5"},
		{"if x < 3 then maybe(2) + 1 else 1", 1, 0, "1"},
		{"slow(1000)", 1, 0, "1000"},
		{"slow(100000)", 1, 1, "100000"},
		{"g(y) = f(3) + y; g(1)", 1, 0, "10"},
	} {
		for _, pure := range []bool{false, true} {
			var o []calx.FuncOption
			if pure {
				o = append(o, calx.Pure())
			}
			prog, err := calx.Compile(tt.source, options(o...)...)
			if err != nil {
				t.Errorf("%s: %v", tt.source, err)
				continue
			}
			if pure && calls != tt.compile || !pure && calls != 0 {
				t.Errorf("%s: %d calls when compiled, pure %v, want %d", tt.source, calls, pure, tt.compile)
			}
			calls = 0
			v, err := prog.Eval(context.Background(), calx.Vars{"x": 5})
			if pure && calls != tt.run {
				t.Errorf("%s: %d calls when evaluated, want %d", tt.source, calls, tt.run)
			}
			if tt.want == "" && !errors.Is(err, errNoRate) || tt.want != "" && (err != nil || v.String() != tt.want) {
				t.Errorf("%s: got %v, %v, pure %v, want %s", tt.source, v, err, pure, tt.want)
			}
		}
	}
	// A text full of calls is not carried out while it is compiled.
	source := "[" + strings.Repeat("f(2), ", 10_000) + "f(2)]"
	if _, err := calx.Compile(source, options(calx.Pure())...); err != nil || calls > 1000 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

// TestValueFuncAllocations holds that calls over values allocate nothing.
func TestValueFuncAllocations(t *testing.T) {
	prog, err := calx.Compile("total(price, qty) + total(qty, 1) + rate('DE')",
		calx.WithValueFunc("total", func(ctx context.Context, a []calx.Value) (calx.Value, error) {
			return a[0], calx.Charge(ctx, 10)
		}),
		calx.WithFunc("rate", func(s string) float64 { return 19 }))
	if err != nil {
		t.Fatal(err)
	}
	var env any = map[string]any{"price": 19.5, "qty": 3}
	if n := race.AllocsPerRun(100, func() {
		if _, err := prog.Eval(context.Background(), env); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("%v allocations a run", n)
	}
}

// TestValuesKept keeps arguments beyond the evaluation that they came from.
func TestValuesKept(t *testing.T) {
	type item struct{ Price float64 }
	var kept []calx.Value
	prog, err := calx.Compile("keep(items, items[1], name)", calx.WithValueFunc("keep", func(_ context.Context, a []calx.Value) (calx.Value, error) {
		for _, v := range a {
			own, err := calx.ValueOf(v)
			if err != nil {
				return calx.Value{}, err
			}
			kept = append(kept, own)
		}
		return calx.Int(1), nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	items := []item{{1.5}, {2.5}}
	if _, err := prog.Eval(context.Background(), &struct {
		Items []item `calx:"items"`
		Name  string `calx:"name"`
	}{items, "a"}); err != nil {
		t.Fatal(err)
	}
	items[1].Price = 99
	if _, err := prog.Eval(context.Background(), calx.Vars{"items": []any{1, 2}, "name": "b"}); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(kept), "[[{Price: 1.5}, {Price: 2.5}] {Price: 2.5} a [1, 2] 2 b]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFinal(t *testing.T) {
	options := []calx.Option{calx.Final("rate", "pi"), calx.Final("vat"), calx.WithFunc("vat", func() int { return 5 })}
	for _, source := range []string{"rate = 5; rate", "pi = 3; pi", "vat() = 3; vat()", "f(rate) = rate; f(1)", "map([1], rate => 1)", "(vat = 1; vat)",
		"(f(pi) = 1; f(1))", "reduce([1], (a, rate) => a, 0)"} {
		_, err := calx.Compile(source, options...)
		var e *calx.Error
		if !errors.As(err, &e) || e.Code != "final-name" || e.Class != calx.ErrName {
			t.Errorf("%s: got %v", source, err)
		}
	}
	if _, err := calx.Compile("rate = 1; f(pi) = (vat = 1; 2); 1", options...); err == nil || !strings.Contains(err.Error(), "(and 2 more)") {
		t.Errorf("got %v", err)
	}
	v, err := calx.Eval("net = 10; {rate: net * rate + vat()}.rate", calx.Vars{"rate": 0.5}, options...)
	if err != nil || v.String() != "10" {
		t.Errorf("got %v, %v", v, err)
	}
}
