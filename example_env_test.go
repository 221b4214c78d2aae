package calx_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// An Item is a line of an Order.
type Item struct {
	Product string
	Price   decimal.Decimal `calx:"price"`
	Qty     int             `calx:"qty"`
}

// An Order is an environment: its fields are the variables of formulas.
type Order struct {
	ID       string           `json:"id"`
	Items    []Item           `json:"items"`
	Customer *Customer        `json:"customer"`
	Discount decimal.Decimal  `json:"discount"`
	Coupon   *decimal.Decimal `json:"coupon"`
}

// A Customer may belong to an Order.
type Customer struct {
	Name    string `calx:"name"`
	Country string `calx:"country"`
}

var sample = Order{
	ID:       "A-17",
	Items:    []Item{{"pen", decimal.RequireFromString("1.20"), 10}, {"book", decimal.RequireFromString("19.99"), 1}},
	Customer: &Customer{"Ada", "CA"},
	Discount: decimal.RequireFromString("0.15"),
}

func ExampleCompileFor() {
	prog, err := calx.CompileFor[Order](`sum(items, i => i.price * i.qty) * (1 - discount) - (coupon ?? 0)`)
	if err != nil {
		fmt.Println(calx.Pretty(err))
		return
	}
	v, err := prog.Eval(context.Background(), &sample)
	fmt.Println(v, err)

	_, err = calx.CompileFor[Order](`sum(items, i => i.prise)`)
	fmt.Println(err)
	// Output:
	// 27.1915 <nil>
	// 1:19: value error: there is no field "prise" (did you mean "price"?)
}

func ExampleProgramFor() {
	vip, err := calx.CompileFor[Order](`customer?.country in ["US", "CA"] and count(items) > 1`)
	if err != nil {
		fmt.Println(err)
		return
	}
	ok, err := vip.Bool(context.Background(), &sample)
	fmt.Println(ok, err)
	ok, err = vip.Bool(context.Background(), &Order{Items: sample.Items})
	fmt.Println(ok, err)
	// Output:
	// true <nil>
	// false <nil>
}

func ExampleWithEnv() {
	prog, err := calx.Compile(`customer.name + " owes " + str(fee)`,
		calx.WithEnv[Order](), calx.WithVar("fee", calx.NumberType))
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := prog.Eval(context.Background(), calx.Vars{"customer": sample.Customer, "fee": 2.5})
	fmt.Println(v, err)
	// Output: Ada owes 2.5 <nil>
}

// A program needs no declared variables to be evaluated over a struct.
func ExampleProgram_Eval_struct() {
	prog := calx.MustCompile(`items[-1].price * 2`)
	v, err := prog.Eval(context.Background(), &sample)
	fmt.Println(v, err)
	// Output: 39.98 <nil>
}

func ExampleProgram_Decimal() {
	prog := calx.MustCompile(`round(net * 1.19, 2)`)
	d, err := prog.Decimal(context.Background(), calx.Vars{"net": 9.99})
	fmt.Println(d, err)

	_, err = prog.Bool(context.Background(), calx.Vars{"net": 9.99})
	fmt.Println(err)
	// Output:
	// 11.89 <nil>
	// type error: the value is a number, not a boolean
}

// A Run is the fast lane of one goroutine: evaluating it allocates nothing.
func ExampleRun() {
	prog := calx.MustCompile(`price * qty * (1 - discount)`)
	price, qty, discount := prog.Slot("price"), prog.Slot("qty"), prog.Slot("discount")

	run := prog.NewRun()
	run.SetFloat64(discount, 0.15)
	for i, text := range []string{"19.99", "5"} {
		run.SetDecimal(price, decimal.RequireFromString(text))
		run.SetInt64(qty, int64(i+1))
		v, err := run.Eval(context.Background())
		fmt.Println(v, err)
	}
	// Output:
	// 16.9915 <nil>
	// 8.5 <nil>
}

// Set takes any Go value; lists and structs are read where they lie.
func ExampleRun_Set() {
	prog := calx.MustCompile(`sum(items, i => i.price * i.qty)`)
	run, items := prog.NewRun(), prog.Slot("items")
	if err := run.Set(items, sample.Items); err != nil {
		fmt.Println(err)
		return
	}
	v, err := run.Eval(context.Background())
	fmt.Println(v, err)
	fmt.Println(run.Set(items, []byte("pen")))
	// Output:
	// 31.99 <nil>
	// host error: items: bytes are neither text nor a list: convert them to a string
}

func ExampleDecode() {
	v, err := calx.Eval(`{id: "A-17", items: [{price: 1.20, qty: 10}], discount: 15%}`, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var o Order
	err = calx.Decode(v, &o)
	fmt.Println(o.ID, o.Items[0].Price, o.Discount, o.Customer, err)

	v, _ = calx.Eval(`{items: [{qty: 1}, {qty: 2.5}]}`, nil)
	fmt.Println(calx.Decode(v, &o))
	// Output:
	// A-17 1.2 0.15 <nil> <nil>
	// value error: items[1].qty must be an integer
}

// A value is an argument of an SQL statement, every digit of it.
func ExampleValue_value() {
	v, err := calx.Eval("2 ^ 70 + 0.01", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var arg driver.Valuer = v
	fmt.Println(arg.Value())
	// Output: 1180591620717411303424.01 <nil>
}

// A value that calx does not have is named by its place in the environment.
func ExampleEval_hostError() {
	_, err := calx.Eval("order.items[1].at", calx.Vars{
		"order": map[string]any{"items": []any{1, map[string]any{"at": make(chan int)}}},
	})
	fmt.Println(errors.Is(err, calx.ErrHost), err)
	// Output: true 1:16: host error: order.items[1].at: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean
}
