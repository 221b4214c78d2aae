package eval

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/internal/race"
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
	allocs := race.AllocsPerRun(100, func() {
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

		"order-id": 17,
	}
	for _, test := range []evalCase{
		{"sum(items, i => i.n)", "5.5"},
		{"deep.a[-1]", "3"},
		{"e + 1", "8"},
		{"deep", "{a: [1, 2, 3]}"},
		{"items[0].price", "x"},
		{"items[1].price", "error: value"},
		{"pi > 3", "true"},
		{`vars["order-id"] + vars.e`, "24"},
		{"vars = 2; vars * 3", "6"},
		{`vars["none"]`, "error: value"},
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

// TestForms checks that the forms of a body mean the same: the one that is
// compiled after some calls with numbers, and the general one.
func TestForms(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"f(x) = x + x + e; e = 3; map(1..6, f) == map(1..6, x => x + x + exp(1))", "true"},
		{"max(a, b) = a - b; f(x) = x + x + max(x, 1); map(1..6, f)", "[2, 5, 8, 11, 14, 17]"},
		{"f(x) = if x < 3 then x + x else \"big\"; map(1..6, f)", `[2, 4, "big", "big", "big", "big"]`},
		{"f(x) = x + x; [map(1..6, f), f(\"a\")]", `[[2, 4, 6, 8, 10, 12], "aa"]`},
		{"f(x) = map([1], y => x + y + x); map(1..6, f)", "[[3], [5], [7], [9], [11], [13]]"},
	})
	for _, src := range []string{
		"f(x) = x + x + e; a = map(1..6, x => f(x)); e = 3; round(sum(a), 3)",
		"f(x) = x + x + max(x, 1); a = map(1..6, x => f(x)); max(p, q) = 0; sum(a)",
		"f(x) = x + e; e = 3; round(f(1), 5)",
	} {
		out, err := runScript(t, Options{}, src)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		v, err := compileText(t, src).Eval(context.Background(), nil)
		if err != nil || v.String() != out[len(out)-1] {
			t.Errorf("%s: compiled it gives %v, %v, as a script %s", src, v, err, out[len(out)-1])
		}
	}
}

func TestPipes(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"5 |> sqrt |> round(2)", "2.24"},
		{"(1 / 0) |> try(7)", "7"},
		{"5 |> try(1) |> max(2, 9) |> try(0)", "9"},
		{"[3, 1, 2] |> sort |> first", "1"},
		{"2 |> (x => x + (3 |> (y => y * x)))", "8"},
		{"f(a, b) = a - b; 10 |> f(b = 4)", "6"},
		{"m = {f: x => x * 2}; 4 |> m.f |> m.f", "16"},
		{"(1 / 0) |> abs |> abs", "error: math"},
	})
	long := strings.Repeat(" |> abs", 200_000)
	checkCases(t, Options{}, []evalCase{{"-7" + long, "7"}})
	deep := "f(x) = if x <= 0 then 0 else ((x - 1) |> f" + strings.Repeat(" |> abs", 3000) + ")\nf(3000)"
	checkCases(t, Options{Limits: Limits{Steps: -1}}, []evalCase{{deep, "0"}})
}

// TestBuiltinValues calls built-ins as values, with their defaults.
func TestBuiltinValues(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"g = round; g(2.345)", "2"},
		{"g = round; g(2.345, 2)", "2.34"},
		{"g = round; g(2.345, mode = \"up\")", "3"},
		{"m = max; m(1, 2, 3)", "3"},
		{"{f: round}.f(2.5)", "2"},
		{"g = round; g()", "error: type"},
		{"nest(x) = abs(" + strings.Repeat("abs(", 60) + "x" + strings.Repeat(")", 60) + "); nest(-3)", "3"},
	})
}

func TestFarRanges(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"(1..1e20)[-2:]", "[99999999999999999999, 100000000000000000000]"},
		{"len((1..1e20)[5:-1])", "99999999999999999994"},
		{"(1..1e20)[1e19]", "10000000000000000001"},
		{"(1..1e20)[3:2]", "[]"},
		{"5e19 in 1..1e20", "true"},
	})
}

func TestNullOperands(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"assert(1 > 2, \"order\") == null", "error: value"},
		{"x = 5; x == assert(false, \"boom\")", "error: value"},
		{"null == null", "true"},
		{"f(x) = x + [1, null][0]; f(2)", "3"},
		{"f(x) = x + [1, null][1]; f(2)", "error: type"},
	})
}

// TestConcurrentPrograms evaluates one program from several goroutines while
// its bodies are specialised; the race detector watches.
func TestConcurrentPrograms(t *testing.T) {
	p := compileText(t, "a(x) = x + x + pi\nd(x) = x + x + max(x, e)\nl(xs) = map(xs, x => x + x + a(x))\nsum(l(1..20)) + sum(map(1..20, d))")
	want, err := p.Eval(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	p = compileText(t, p.src.Text)
	var group sync.WaitGroup
	for range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for range 20 {
				if v, err := p.Eval(context.Background(), nil); err != nil || !v.Equal(want) {
					t.Errorf("got %v, %v, want %v", v, err, want)
				}
			}
		}()
	}
	group.Wait()
}

// TestSessionForgets holds that failed statements leave nothing behind.
func TestSessionForgets(t *testing.T) {
	s := NewSession(Options{})
	for i := range 100 {
		if _, err := runIn(t, s, fmt.Sprintf("v%d = 1 / 0", i)); classOf(err) != "math" {
			t.Fatal(err)
		}
		if _, err := runIn(t, s, fmt.Sprintf("w%d = \"a\" * 2", i)); classOf(err) != "type" {
			t.Fatal(err)
		}
	}
	if n := len(s.unit.globals.names); n != 0 {
		t.Errorf("%d names are left: %v", n, s.unit.globals.names)
	}
	out, err := runIn(t, s, "v1 = 5; f(x) = g(x) + v1; g(x) = x * 2; f(4)")
	if err != nil || out[0] != "13" {
		t.Errorf("got %v, %v", out, err)
	}
}

// TestSharedTypes compiles records whose types share their parts.
func TestSharedTypes(t *testing.T) {
	var src strings.Builder
	src.WriteString("a0 = {x: 1, y: 2}\nb0 = {x: 2, y: 1}\n")
	for i := 1; i <= 40; i++ {
		fmt.Fprintf(&src, "a%d = {x: a%d, y: b%d}\nb%d = {x: b%d, y: a%d}\n", i, i-1, i-1, i, i-1, i-1)
	}
	src.WriteString("a40.x.x.x.y.x == b40.x.x.y.x.x")
	if _, err := runScript(t, Options{Limits: Limits{Steps: 1000}}, src.String()); err != nil && classOf(err) != "limit" {
		t.Error(err)
	}
}

// TestFarParts takes parts of a range that has more elements than an int counts.
func TestFarParts(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"len(take(1..1e30, 1e29)) == 1e29", "true"},
		{"take(1..1e30, 2)", "[1, 2]"},
		{"drop(1..1e30, 1e30 - 2)", "[999999999999999999999999999999, 1e30]"},
		{"drop(1..1e30, 1e31)", "[]"},
		{"map(chunk(1..1e30, 4e29), c => len(c) == 4e29)", "[true, true, false]"},
		{"chunk(1..1e30, 2)", "error: limit"},
	})
}
