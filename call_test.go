package calx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

const library = `
rate = 20%
vat(net) = round(net * rate, 2)
total(items) = sum(items, i => i.price * i.qty)
fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2)
twice = x => x * 2
rate = 19%
greet(name) = f"hello {name}"
pick = max
adder(n) = x => x + n
over(x) = x / (x - x)
vat(100) + outside`

func TestCall(t *testing.T) {
	prog, err := calx.Compile(library)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		args []any
		want string
	}{
		{"vat", []any{100}, "19"}, // names have the values that they have at the end
		{"vat", []any{decimal.RequireFromString("19.99")}, "3.8"},
		{"total", []any{[]map[string]any{{"price": 1.5, "qty": 2}, {"price": 1, "qty": 1}}}, "4"},
		{"fib", []any{15}, "610"},
		{"twice", []any{2.5}, "5"},
		{"greet", []any{"you"}, "hello you"},
		{"pick", []any{1, 3, 2}, "3"},
	} {
		v, err := prog.Call(context.Background(), tt.name, tt.args...)
		if err != nil || v.String() != tt.want {
			t.Errorf("%s%v: got %v, %v, want %s", tt.name, tt.args, v, err, tt.want)
		}
	}
	for _, tt := range []struct {
		name  string
		args  []any
		class calx.Class
		want  string
	}{
		{"vta", []any{1}, calx.ErrName, `the program defines no function "vta" (did you mean "vat"?)`},
		{"outside", nil, calx.ErrName, `the program defines no function "outside"`},
		{"sum", []any{1}, calx.ErrName, `the program defines no function "sum"`},
		{"rate", []any{1}, calx.ErrType, `"rate" is a number, not a function`},
		{"vat", nil, calx.ErrType, "vat takes 1 argument, but got 0"},
		{"vat", []any{1, 2}, calx.ErrType, "vat takes 1 argument, but got 2"},
		{"vat", []any{"x"}, calx.ErrType, "* needs a number, but this is a string"},
		{"vat", []any{make(chan int)}, calx.ErrHost, "argument 1 of vat: a Go chan int is no calx value"},
		{"total", []any{[]any{map[string]any{"price": 1, "qty": func() {}}}}, calx.ErrHost, "argument 1 of total[0].qty: a Go func() is no calx value"},
		{"adder", []any{1}, calx.ErrHost, "the result is a function"},
		{"over", []any{1}, calx.ErrMath, "11:11: math error: division by zero"},
	} {
		_, err := prog.Call(context.Background(), tt.name, tt.args...)
		if !errors.Is(err, tt.class) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s%v: got %v, want %s", tt.name, tt.args, err, tt.want)
		}
	}
}

// TestCallRunsDefinitions runs what stands before the program's value, and
// not the value.
func TestCallRunsDefinitions(t *testing.T) {
	var calls []string
	o := calx.WithFunc("note", func(s string) string { calls = append(calls, s); return s })
	prog, err := calx.Compile("a = note('a'); f(x) = a + x; b = note('b'); note('value')", o)
	if err != nil {
		t.Fatal(err)
	}
	v, err := prog.Call(context.Background(), "f", "!")
	if err != nil || v.String() != "a!" || strings.Join(calls, " ") != "a b" {
		t.Errorf("got %v, %v, calls %v", v, err, calls)
	}
	prog, err = calx.Compile("f(x) = x; broken = 1 / (len([]) + 0)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = prog.Call(context.Background(), "f", 1); !errors.Is(err, calx.ErrMath) {
		t.Errorf("got %v", err)
	}
	prog, err = calx.Compile("f(x) = x + outside; 1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = prog.Call(context.Background(), "f", 1); !errors.Is(err, calx.ErrName) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = prog.Call(ctx, "f", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	panics := calx.WithFunc("panics", func() int { panic("no") })
	prog, err = calx.Compile("f() = panics()", panics)
	if err != nil {
		t.Fatal(err)
	}
	var p *calx.HostPanic
	if _, err = prog.Call(context.Background(), "f"); !errors.As(err, &p) {
		t.Errorf("got %v", err)
	}
}

func TestBoundNames(t *testing.T) {
	prog, err := calx.Compile(library)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := prog.Funcs(), []string{"vat", "total", "fib", "twice", "greet", "adder", "over"}; !slices.Equal(got, want) {
		t.Errorf("functions %v, want %v", got, want)
	}
	if got, want := prog.Assigned(), []string{"rate", "pick"}; !slices.Equal(got, want) {
		t.Errorf("assigned %v, want %v", got, want)
	}
	if got, want := prog.Vars(), []string{"outside"}; !slices.Equal(got, want) {
		t.Errorf("variables %v, want %v", got, want)
	}
	prog, err = calx.Compile("1 + 1")
	if err != nil || prog.Funcs() != nil || prog.Assigned() != nil {
		t.Errorf("got %v, %v, %v", prog.Funcs(), prog.Assigned(), err)
	}
}

// TestRunCall calls functions that read variables.
func TestRunCall(t *testing.T) {
	prog, err := calx.Compile("scale = factor * 2; f(x) = x * scale + offset; broken() = missing; f(1)")
	if err != nil {
		t.Fatal(err)
	}
	run := prog.NewRun()
	factor, offset := prog.Slot("factor"), prog.Slot("offset")
	for i := range 3 {
		run.SetInt64(factor, int64(i))
		run.SetInt64(offset, 100)
		v, err := run.Call(context.Background(), "f", 10)
		if want := fmt.Sprint(20*i + 100); err != nil || v.String() != want {
			t.Errorf("got %v, %v, want %s", v, err, want)
		}
		if v, err = run.Eval(context.Background()); err != nil || v.String() != fmt.Sprint(2*i+100) {
			t.Errorf("got %v, %v", v, err)
		}
		if _, err = run.Call(context.Background(), "broken"); !errors.Is(err, calx.ErrName) {
			t.Errorf("got %v", err)
		}
		if _, err = run.Call(context.Background(), "f", math.NaN()); !errors.Is(err, calx.ErrHost) {
			t.Errorf("got %v", err)
		}
		if _, err = run.Call(context.Background(), "g", 1); !errors.Is(err, calx.ErrName) {
			t.Errorf("got %v", err)
		}
	}
	if v, err := calx.MustCompile("1 + 1").NewRun().Call(context.Background(), "f"); !errors.Is(err, calx.ErrName) {
		t.Errorf("got %v, %v", v, err)
	}
}

func ExampleRun_Call() {
	prog := calx.MustCompile("gross(net) = round(net * (1 + rate), 2)")
	run := prog.NewRun()
	run.SetFloat64(prog.Slot("rate"), 0.19)
	v, err := run.Call(context.Background(), "gross", 19.99)
	fmt.Println(v, err)
	// Output: 23.79 <nil>
}

func ExampleProgram_Call() {
	prog := calx.MustCompile(`
rate = 19%
vat(net) = round(net * rate, 2)`)
	v, err := prog.Call(context.Background(), "vat", 19.99)
	fmt.Println(v, err)
	// Output: 3.8 <nil>
}

func ExampleProgram_Funcs() {
	prog := calx.MustCompile(`
rate = 19%
vat(net) = net * rate
gross(net) = net + vat(net)
gross(price)`)
	fmt.Println(prog.Funcs(), prog.Assigned(), prog.Vars())
	// Output: [vat gross] [rate] [price]
}
