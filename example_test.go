package calx_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

func Example() {
	prog, err := calx.Compile(`round(price * qty * (1 - discount), 2)`,
		calx.WithVar("price", calx.NumberType),
		calx.WithVar("qty", calx.NumberType),
		calx.WithVar("discount", calx.NumberType),
		calx.WithRounding(calx.HalfUp))
	if err != nil {
		fmt.Println(calx.Pretty(err))
		return
	}
	v, err := prog.Eval(context.Background(), calx.Vars{
		"price":    decimal.RequireFromString("19.99"),
		"qty":      3,
		"discount": 0.15,
	})
	if err != nil {
		fmt.Println(calx.Pretty(err))
		return
	}
	fmt.Println(v, v.Exact())
	// Output: 50.97 true
}

func ExampleEval() {
	v, err := calx.Eval("0.1 + 0.2", nil)
	fmt.Println(v, err)

	v, err = calx.Eval("sum(items, i => i.price * i.qty)", calx.Vars{
		"items": []map[string]any{
			{"price": 19.99, "qty": 3},
			{"price": 0.50, "qty": 10},
		},
	})
	fmt.Println(v, err)
	// Output:
	// 0.3 <nil>
	// 64.97 <nil>
}

func ExampleCompile() {
	prog, err := calx.Compile("net + round(net * rate, 2)")
	if err != nil {
		fmt.Println(err)
		return
	}
	// One program serves any number of evaluations, also at the same time.
	for _, net := range []string{"10.01", "99.95"} {
		v, err := prog.Eval(context.Background(), map[string]decimal.Decimal{
			"net":  decimal.RequireFromString(net),
			"rate": decimal.RequireFromString("0.2"),
		})
		fmt.Println(v, err)
	}
	// Output:
	// 12.01 <nil>
	// 119.94 <nil>
}

func ExampleMustCompile() {
	var vat = calx.MustCompile("net * 20%")
	v, _ := vat.Eval(context.Background(), calx.Vars{"net": 5})
	fmt.Println(v)
	// Output: 1
}

func ExamplePretty() {
	_, err := calx.Compile("price * (1 + prise)", calx.WithVar("price", calx.NumberType))
	fmt.Println(calx.Pretty(err))
	// Output:
	// error: unknown variable "prise"
	//  --> 1:14
	//   |
	// 1 | price * (1 + prise)
	//   |              ^^^^^ did you mean "price"?
}

// The classes of errors are targets for errors.Is.
func ExampleError() {
	_, err := calx.Eval("1 / (x - x)", calx.Vars{"x": 5})
	fmt.Println(errors.Is(err, calx.ErrMath), errors.Is(err, calx.ErrLimit))

	var e *calx.Error
	if errors.As(err, &e) {
		line, column := e.Source.Position(e.Span.Start)
		fmt.Println(e.Class, line, column, e.Message)
	}
	// Output:
	// true false
	// math 1 1 division by zero
}

// A program may have several errors, which are found together.
func ExampleErrors() {
	_, err := calx.Compile("net = prise * qty; net * 'a'", calx.WithVar("price", calx.NumberType), calx.WithVar("qty", calx.NumberType))
	fmt.Println(err)

	var list calx.Errors
	if errors.As(err, &list) {
		for _, e := range list {
			fmt.Println(e.Code, e.Args, e.Hint)
		}
	}
	// Output:
	// 1:7: name error: unknown variable "prise" (did you mean "price"?) (and 1 more)
	// unknown-name [variable prise] did you mean "price"?
	// operand-type [* number string] num('a') reads a number from text
}

// The names that a program reads tell what it depends on.
func ExampleProgram_Vars() {
	prog := calx.MustCompile("gross(x) = x * (1 + rate); gross(price) - discount")
	fmt.Println(prog.Vars(), prog.Type())
	// Output: [rate price discount] number
}

// The parts of a value come as Go values, with an error where they are something else.
func ExampleValue() {
	v, err := calx.Eval("{id: 7, share: 1/3, tags: ['a', 'b']}", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, _ := v.Field("id")
	share, _ := v.Field("share")
	tags, _ := v.Field("tags")
	n, err := id.Int64()
	fmt.Println(n, err)
	d, err := share.Decimal()
	fmt.Println(d, share.Exact(), err)
	list, err := tags.List()
	fmt.Println(len(list), list[0], err)
	_, err = tags.Int64()
	fmt.Println(err)
	// Output:
	// 7 <nil>
	// 0.3333333333333333333333333333333333 false <nil>
	// 2 a <nil>
	// type error: the value is a list, not a number
}

// Values read JSON as they write it: with every digit, and objects in their order.
func ExampleValue_UnmarshalJSON() {
	var order struct {
		Total calx.Value `json:"total"`
	}
	err := json.Unmarshal([]byte(`{"total": 12345678901234567890.01}`), &order)
	fmt.Println(order.Total, err)
	// Output: 12345678901234567890.01 <nil>
}

func ExampleWithPrecision() {
	v, _ := calx.Eval("sqrt(2)", nil, calx.WithPrecision(60))
	fmt.Println(v)
	// Output: 1.41421356237309504880168872420969807856967187537694807317668
}

func ExampleWithRounding() {
	v, _ := calx.Eval("[round(2.5), round(-2.5), 2/3]", nil, calx.WithRounding(calx.Floor), calx.WithPrecision(3))
	fmt.Println(v)
	// Output: [2, -3, 0.666]
}

// RoundAll gives the arithmetic of a fixed format: every operation rounds.
func ExampleRoundAll() {
	v, _ := calx.Eval("[123456 * 10, 1234567 + 1, 1234567]", nil, calx.RoundAll(6))
	fmt.Println(v)
	// Output: [1234560, 1234570, 1234567]
}

func ExampleRequireExact() {
	_, err := calx.Eval("100 / 3", nil, calx.RequireExact())
	fmt.Println(errors.Is(err, calx.ErrValue))
	v, err := calx.Eval("round(100 / 8, 2)", nil, calx.RequireExact())
	fmt.Println(v, err)
	// Output:
	// true
	// 12.5 <nil>
}

// With declared variables mistakes show when the program is compiled.
func ExampleWithVar() {
	_, err := calx.Compile(`name * 2`, calx.WithVar("name", calx.StringType))
	fmt.Println(errors.Is(err, calx.ErrType))
	// Output: true
}

// Types of nested data find mistakes in it.
func ExampleRecordOf() {
	item := calx.RecordOf(
		calx.Field{Name: "price", Type: calx.NumberType},
		calx.Field{Name: "note", Type: calx.Nullable(calx.StringType)})
	_, err := calx.Compile("sum(items, i => i.prise)", calx.WithVar("items", calx.ListOf(item)))
	fmt.Println(calx.Pretty(err))
	// Output:
	// error: there is no field "prise"
	//  --> 1:19
	//   |
	// 1 | sum(items, i => i.prise)
	//   |                   ^^^^^ did you mean "price"?
}

func ExampleListOf() {
	_, err := calx.Compile("join(tags, '-') + 1", calx.WithVar("tags", calx.ListOf(calx.StringType)))
	fmt.Println(err)
	// Output: 1:19: type error: + adds numbers, or joins two strings or two lists, but here it has a string and a number (str(1) gives its text)
}

// What maps hold is known even where their keys are not.
func ExampleMapOf() {
	prog, err := calx.Compile("rates[country] * 100", calx.WithVar("country", calx.StringType),
		calx.WithVar("rates", calx.MapOf(calx.NumberType)))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := prog.Eval(context.Background(), calx.Vars{"country": "DE", "rates": map[string]float64{"DE": 0.19}})
	fmt.Println(prog.Type(), v, err)
	// Output: number 19 <nil>
}

// Null needs a default before anything can be computed with it.
func ExampleNullable() {
	prog, err := calx.Compile("price - (coupon ?? 0)",
		calx.WithVar("price", calx.NumberType), calx.WithVar("coupon", calx.Nullable(calx.NumberType)))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := prog.Eval(context.Background(), calx.Vars{"price": 20, "coupon": nil})
	fmt.Println(v, err)
	// Output: 20 <nil>
}

// Strict refuses every name that is not declared.
func ExampleStrict() {
	_, err := calx.Compile("x + 1", calx.Strict())
	fmt.Println(errors.Is(err, calx.ErrName))
	// Output: true
}

// Limits keep what strangers write from taking the machine.
func ExampleLimits() {
	for _, source := range []string{"9^9^9^9", "sum(1..10^12)", "sum(map(1..10^12, x => x))"} {
		v, err := calx.Eval(source, nil, calx.Limits{Steps: 10_000})
		fmt.Println(v, errors.Is(err, calx.ErrLimit))
	}
	// Output:
	// null true
	// 500000000000500000000000 false
	// null true
}

// An evaluation ends with its context.
func ExampleProgram_Eval() {
	prog := calx.MustCompile("sum(map(1..10^12, x => x * rate))", calx.Unlimited)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_, err := prog.Eval(ctx, calx.Vars{"rate": 0.2})
	fmt.Println(errors.Is(err, context.DeadlineExceeded), errors.Is(err, calx.ErrCanceled))
	// Output: true true
}

// An expression that is a part of a larger file reports places in that file.
func ExampleAt() {
	_, err := calx.Compile("price * (1 + rate", calx.At("rules.yaml", 12, 9))
	fmt.Println(calx.Pretty(err))
	// Output:
	// error: this '(' is not closed
	//   --> rules.yaml:12:17
	//    |
	// 12 | price * (1 + rate
	//    |         ^ add the ')'
}

// JSON has numbers with every digit.
func ExampleNumbersAsStrings() {
	v, _ := calx.Eval("{sum: 2^64 + 0.1, currency: 'EUR'}", nil)
	text, _ := json.Marshal(v)
	fmt.Println(string(text))
	text, _ = json.Marshal(calx.NumbersAsStrings(v))
	fmt.Println(string(text))
	// Output:
	// {"sum":18446744073709551616.1,"currency":"EUR"}
	// {"sum":"18446744073709551616.1","currency":"EUR"}
}
