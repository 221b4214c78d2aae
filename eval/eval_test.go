package eval

import (
	"context"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/shopspring/decimal"
)

func TestNames(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"count = 5; count([1, 2, 3])", "3"},
		{"count = 5; count", "5"},
		{"rate = 5%; f(x) = x * rate; rate = 6%; f(100)", "6"},
		{"f(x) = g(x) + 1\ng(x) = x * 2\nf(5)", "11"},
		{"f(x) = g(x) + 1\nf(5)", "error: name"},
		{"f(x) = y + x", "error: name"},
		{"f(x) = round(x); a = f(2.5); round(x) = x * 10; a + f(2.5)", "27"},
		{"a = \"x\"; f(b) = a + b; a = 5; f(1)", "6"},
		{"x = 5; x(1)", "error: type"},
		{"f(sum) = sum(1)\nf(2)", "error: type"},
		{"f(n) = n <= 1 ? 1 : n * f(n - 1); f(20)", "2432902008176640000"},
		{"x = 1; x = 1 / 0", "error: math"},
		{"(f(n) = n == 0 ? 0 : g(n - 1); g(n) = n == 0 ? 1 : f(n - 1); f(5))", "1"},
		{"(f(n) = n <= 1 ? 1 : n * f(n - 1); f(5))", "120"},
		{"adder(n) = x => x + n; add3 = adder(3); add3(4)", "7"},
		{"compose(f, g) = x => g(f(x)); compose(x => x + 1, x => x * 2)(5)", "12"},
		{"map([1, 2, 3], x => map([1, 2], y => x * y))", "[[1, 2], [2, 4], [3, 6]]"},
		{"f(a, b) = a - b; f(b = 1, a = 10)", "9"},
		{"f(a, b) = a - b; f(1)", "error: type"},
		{"f(a, b) = a - b; f(1, c = 2)", "error: type"},
		{"prise = 5; price", "error: name"},
		{"pi = 3; pi", "3"},
	})
}

func TestOptionalChains(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"order = null; order?.customer.name", "null"},
		{"order = {customer: {name: \"A\"}}; order?.customer.name", "A"},
		{"f(m) = m?.[\"b\"]; f({a: 1})", "null"},
		{"m = {a: 1}; m?.b", "error: value"}, // known not to exist
		{"xs = [1]; xs?.[5]", "null"},
		{"m = {f: x => x + 1}; m.f(2)", "3"},
		{"m = null; m?.f(1 / 0)", "null"},
		{"m = {a: 1}; m.b", "error: value"},
		{"m = null; m.b", "error: type"},
		{"m = null; (m?.a).b", "error: type"},
	})
}

func TestTry(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"try(1 / 0, 5)", "5"},
		{"try([1][7], 5)", "5"},
		{"f(z) = try(z + 1, 5); f(null)", "5"},
		{"try(9^9^9^9, 5)", "error: limit"},
		{"try(5, 1 / 0)", "5"},
		{"try(map([1, 0], x => 1 / x), [])", "[]"},
		{"map([1, 0, 2], x => try(1 / x, -1))", "[1, -1, 0.5]"},
	})
}

func TestExactness(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"exact(1/8)", "true"},
		{"exact(1/3)", "false"},
		{"exact(1/3*0)", "false"},
		{"exact([1, 1/3])", "false"},
		{"1/3 + 1e30", "1000000000000000000000000000000.333"},
	})
}

func TestProgram(t *testing.T) {
	p, err := Compile(&diag.Source{Text: "price * qty * (1 - discount)"}, CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]any{"price": decimal.RequireFromString("19.99"), "qty": 3, "discount": 0.15}
	v, err := p.Eval(context.Background(), env)
	if err != nil || v.String() != "50.9745" {
		t.Fatalf("got %v, %v", v, err)
	}
	if _, err := p.Eval(context.Background(), map[string]any{"prise": 1}); classOf(err) != "name" {
		t.Fatalf("got %v", err)
	}
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := p.Eval(context.Background(), env); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations a run, want none", allocs)
	}
}

func TestProgramErrors(t *testing.T) {
	for _, test := range []struct {
		src, class string
	}{
		{"1; 2", "syntax"},
		{"", "syntax"},
		{":precision 5", "syntax"},
		{"f(x) = g(x); f(1)", "name"},
		{"\"a\" * 2", "type"},
		{"if 1 then 2 else 3", "type"},
		{"\"a\" + 1", "type"},
		{"null + 1", "type"},
		{"1 == \"1\"", "type"},
		{"{a: 1}.b", "value"},
		{"foo(1)", "name"},
		{"log(5)", "type"},
		{"x => x", "host"},
	} {
		p, err := Compile(&diag.Source{Text: test.src}, CompileOptions{})
		if err == nil {
			_, err = p.Eval(context.Background(), nil)
		}
		if classOf(err) != test.class {
			t.Errorf("%s: got %v, want class %s", test.src, err, test.class)
		}
	}
}

func TestHostValues(t *testing.T) {
	env := map[string]any{
		"items": []map[string]any{{"price": "x", "n": uint8(3)}, {"n": 2.5}},
		"deep":  map[string][]int{"a": {1, 2, 3}},
		"nil":   (*decimal.Decimal)(nil),
		"e":     7,
	}
	for _, test := range []evalCase{
		{"sum(items, i => i.n)", "5.5"},
		{"deep.a[-1]", "3"},
		{"e + 1", "8"},
		{"deep", "{a: [1, 2, 3]}"},
		{"items[0].price", "x"},
		{"items[1].price", "error: value"},
		{"pi > 3", "true"},
	} {
		p, err := Compile(&diag.Source{Text: test.src}, CompileOptions{})
		got := ""
		if err == nil {
			var v Value
			v, err = p.Eval(context.Background(), env)
			got = v.String()
		}
		if err != nil {
			got = "error: " + classOf(err)
		}
		if got != test.want {
			t.Errorf("%s: got %s (%v), want %s", test.src, got, err, test.want)
		}
	}
}
