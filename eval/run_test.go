package eval

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// checkRun evaluates a run and compares its value's text, or its error's class.
func checkRun(t *testing.T, r *Run, want string) {
	t.Helper()
	v, err := r.Eval(context.Background())
	got := v.String()
	if err != nil {
		got = "error: " + classOf(err)
	}
	if got != want {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}

func TestRun(t *testing.T) {
	p := compileText(t, "price * qty * (1 - discount)")
	r := p.NewRun()
	price, qty, discount := p.Slot("price"), p.Slot("qty"), p.Slot("discount")
	checkRun(t, r, "error: name")
	r.SetDecimal(price, decimal.RequireFromString("19.99"))
	r.SetInt64(qty, 3)
	checkRun(t, r, "error: name")
	r.SetFloat64(discount, 0.15)
	checkRun(t, r, "50.9745")
	r.SetInt64(qty, 4)
	checkRun(t, r, "67.966")
	r.SetText(qty, "x")
	checkRun(t, r, "error: type")
	r.SetNull(qty)
	checkRun(t, r, "error: type")
	r.SetFloat64(qty, math.NaN())
	checkRun(t, r, "error: host")
	checkRun(t, r, "error: host")
	r.SetDecimal(price, decimal.New(1, math.MaxInt32))
	r.SetInt64(qty, 2)
	if _, err := r.Eval(context.Background()); err == nil || !strings.Contains(err.Error(), "price: the number is beyond") {
		t.Errorf("got %v", err)
	}
	r.SetNumber(price, number.FromInt64(10))
	checkRun(t, r, "17")
	r.SetValue(price, NewList())
	checkRun(t, r, "error: type")
	r.SetInt64(p.Slot("nobody reads this"), 1)
	r.SetFloat64(p.Slot("nor this"), math.Inf(1))
	r.SetInt64(price, 1)
	checkRun(t, r, "1.7")
}

// TestRunPrograms runs what is more than an expression: variables are there
// again for each evaluation, whatever the program binds.
func TestRunPrograms(t *testing.T) {
	for _, c := range []struct {
		src  string
		x    any
		want []string
	}{
		{"x = x * 2; x", 3, []string{"6", "6"}},
		{"f(n) = n <= 1 ? 1 : n * f(n - 1); f(x)", 20, []string{"2432902008176640000", "2432902008176640000"}},
		{"y = x + 1", 3, []string{"null", "null"}},
		{"map(x, i => i * 2)", []int{1, 2}, []string{"[2, 4]", "[2, 4]"}},
		{"x.a.b", map[string]any{"a": struct{ B int }{5}}, []string{"error: value", "error: value"}},
		{"x.a.B", map[string]any{"a": struct{ B int }{5}}, []string{"5", "5"}},
		{"count + x", 3, []string{"error: type"}},
		{"2 ^ 5000 * x > 0", 3, []string{"true", "true"}},
		{"2 ^ 200 * x", 1, []string{"1606938044258990275541962092341162602522202993782792835301376"}},
		{`(y = x; y * 2)`, 3, []string{"6", "6"}},
		{"x / 0", 3, []string{"error: math", "error: math"}},
		{"vars", 3, []string{"{x: 3}", "{x: 3}"}},
		{`vars["order-id"] ?? 1`, 3, []string{"error: value"}},
		{"reduce(1..1e12, (a, b) => a + b, x)", 3, []string{"error: limit", "error: limit"}},
	} {
		p := compileText(t, c.src)
		r := p.NewRun()
		if err := r.Set(p.Slot("x"), c.x); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			checkRun(t, r, want)
		}
	}
	p := compileText(t, `vars["order-id"] + vars.n`)
	r := p.NewRun()
	r.SetInt64(p.Slot("order-id"), 7)
	r.SetInt64(p.Slot("n"), 1)
	checkRun(t, r, "8")
	r.SetInt64(p.Slot("order-id"), 8)
	checkRun(t, r, "9")
	if err := r.Set(p.Slot("vars"), map[string]int{"order-id": 1, "n": 2}); err != nil {
		t.Fatal(err)
	}
	checkRun(t, r, "3")
	hidden := compileText(t, "count + 1")
	r = hidden.NewRun()
	r.SetInt64(hidden.Slot("count"), 4)
	checkRun(t, r, "5")
}

func TestRunErrors(t *testing.T) {
	p := compileText(t, "x + 1")
	r := p.NewRun()
	if err := r.Set(p.Slot("x"), make(chan int)); !errors.Is(err, diag.Host) || !strings.Contains(err.Error(), "x: a Go chan int") {
		t.Errorf("got %v", err)
	}
	checkRun(t, r, "error: name")
	r.SetInt64(p.Slot("x"), 1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Eval(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	checkRun(t, r, "2")

	declared, err := Compile(&diag.Source{Text: "price"}, CompileOptions{Vars: map[string]*Type{"price": tNumber, "qty": tNumber}})
	if err != nil {
		t.Fatal(err)
	}
	declared.Slot("qty") // declared, if not read
	for _, f := range []func(){
		func() { declared.Slot("prise") },
		func() { r.SetInt64(declared.Slot("price"), 1) },
		func() { r.SetInt64(Slot{}, 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a wrong slot passes")
				}
			}()
			f()
		}()
	}
}

// TestRunKeepsNoGarbage holds that what a run has used is free when it ends.
func TestRunKeepsNoGarbage(t *testing.T) {
	p := compileText(t, "len(map(1..x, i => [i])) + len(str(7 ^ 6000))")
	r := p.NewRun()
	r.SetInt64(p.Slot("x"), 20_000)
	checkRun(t, r, "25071")
	f := r.frame
	if f.chunks != nil && len(f.chunks[0]) > chunkSize || f.big != nil || cap(f.temps) > chunkSize || f.budget.ctx != nil {
		t.Errorf("the frame holds on to %d chunks, big %v, %d temps", len(f.chunks), f.big, cap(f.temps))
	}
	for _, v := range f.temps[:cap(f.temps)] {
		if v.ptr != nil {
			t.Error("a temporary value is still there")
		}
	}
	for _, c := range f.chunks {
		for _, v := range c {
			if v.ptr != nil {
				t.Error("a local is still there")
			}
		}
	}
}

func TestShortcuts(t *testing.T) {
	ctx := context.Background()
	env := map[string]any{"x": decimal.RequireFromString("1.50")}
	if d, err := compileText(t, "x * 2").Decimal(ctx, env); err != nil || d.String() != "3" {
		t.Errorf("Decimal: %v, %v", d, err)
	}
	if n, err := compileText(t, "x * 2").Int64(ctx, env); err != nil || n != 3 {
		t.Errorf("Int64: %v, %v", n, err)
	}
	if b, err := compileText(t, "x > 1").Bool(ctx, env); err != nil || !b {
		t.Errorf("Bool: %v, %v", b, err)
	}
	if s, err := compileText(t, "str(x)").Text(ctx, env); err != nil || s != "1.5" {
		t.Errorf("Text: %v, %v", s, err)
	}
	if _, err := compileText(t, "x").Text(ctx, env); !errors.Is(err, diag.Type) {
		t.Errorf("Text of a number: %v", err)
	}
	if _, err := compileText(t, "x").Int64(ctx, env); !errors.Is(err, diag.Value) {
		t.Errorf("Int64 of 1.5: %v", err)
	}
	if _, err := compileText(t, "x / 0").Bool(ctx, env); !errors.Is(err, diag.Math) {
		t.Errorf("Bool of an error: %v", err)
	}
}
