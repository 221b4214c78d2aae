package eval

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// explain compiles a program and explains it with some variables.
func explain(t testing.TB, o CompileOptions, text string) *Explanation {
	t.Helper()
	p, err := Compile(&diag.Source{Text: text}, o)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	x, err := p.Explain(context.Background(), map[string]any{
		"price": 19.99, "qty": 3, "discount": 0.15, "x": 5, "none": nil, "name": "Ann",
		"items": []map[string]any{{"price": 19.99, "qty": 3}, {"price": 0.5, "qty": 7}, {"price": 5, "qty": 10}},
	})
	if x == nil {
		t.Fatalf("%s: %v", text, err)
	}
	return x
}

// explanations are programs, behind >, and what their explanations are.
//
//go:embed testdata/explanations.txt
var explanations string

// TestExplainText holds whole explanations.
func TestExplainText(t *testing.T) {
	for _, block := range strings.Split(strings.TrimSpace(explanations), "\n\n") {
		checkExplanation(t, CompileOptions{}, block)
	}
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Precision: 5, RoundAll: true, Rounding: number.Up}, "> 123456 + price\n123456 + price  ≈ 123480  rounded to 5 digits, up (every operation rounds)\n└ price         19.99\n"},
		{Options{Precision: 3, RoundAll: true}, "> 12345 // 2\n12345 // 2  ≈ 6170  rounded to 3 digits, half_even (every operation rounds)"},
		{Options{Precision: 3, Rounding: number.Floor}, "> avg([1, 2, 2])\navg([1, 2, 2])  ≈ 1.66  rounded to 3 digits, floor\n"},
		{Options{Exact: true}, "> x + 1 / 3\nx + 1 / 3  error below\n├ x        5\n└ 1 / 3    error: the result would have to be rounded, and exact results are\n           required\n"},
		{Options{Rounding: number.HalfDown}, "> round(2.5)\nround(2.5)  2  to an integer, half_down\nnote: 2.5 is a tie, rounded toward zero: 2; half_up gives 3\n"},
		{Options{Rounding: number.HalfUp}, "> round(2.5)\nround(2.5)  3  to an integer, half_up\n"},
	} {
		checkExplanation(t, CompileOptions{Options: c.o}, c.want)
	}
}

// checkExplanation compares an explanation with its text, before which the
// program stands in lines that begin with >.
func checkExplanation(t *testing.T, o CompileOptions, block string) {
	t.Helper()
	program, want := "", ""
	for _, line := range strings.SplitAfter(strings.TrimSuffix(block, "\n"), "\n") {
		if source, ok := strings.CutPrefix(line, "> "); ok {
			program += source
		} else {
			want += line
		}
	}
	if got := explain(t, o, program).String(); got != want {
		t.Errorf("%s\ngot\n%s\nwant\n%s", program, got, want)
	}
}

// TestExplainWidths looks at explanations of many widths: no line is wider, and
// none has a control character.
func TestExplainWidths(t *testing.T) {
	x := explain(t, CompileOptions{}, "f(\u00e4) = if \u00e4 > 100 then \u00e4 else f(\u00e4 * 1.5 + 1/3)\n"+
		`[f(price), "\n\u{1b}[31m\u{202e}" + name, f"{name}日本語日本語日本語日本語日本語日本語日本語日本語日本語", 2^400, 1/7^400, sum(items, i => i.price), round(1/3*3)]`)
	for width := 0; width < 200; width += 7 {
		for _, line := range strings.Split(x.Text(width), "\n") {
			if n := columns(line); n > max(width, 40) {
				t.Errorf("at %d columns a line of %d: %s", width, n, line)
			}
			for _, r := range line {
				if diag.Hidden(r) {
					t.Errorf("at %d columns a control character: %q", width, line)
				}
			}
		}
	}
}

// TestExplainSession explains the statements of a session one by one.
func TestExplainSession(t *testing.T) {
	s := NewSession(Options{})
	if _, err := runIn(t, s, "third = 1/3\nhalf(x) = x / 2"); err != nil {
		t.Fatal(err)
	}
	run := func(text string) (*Explanation, error) {
		t.Helper()
		src := &diag.Source{Text: text}
		file, err := parser.ParseWith(src, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		return s.Explain(context.Background(), file.Stmts[0], src)
	}
	for _, c := range []struct{ src, want string }{
		{"third * 3", "third * 3  ≈ 0.9999999999999999999999999999999999\n└ third    ≈ 0.3333333333333333333333333333333333  rounded before\nnote: the result is within rounding error of 1"},
		{"half(third)", "half(third)  ≈ 0.1666666666666666666666666666666666\n" +
			"├ third      ≈ 0.3333333333333333333333333333333333  rounded before\n" +
			"└ half: x = 0.333333333…3333\n  └ x / 2    ≈ 0.1666666666666666666666666666666666\n" +
			"    │        rounded to 34 digits, half_even\n" +
			"    └ x      ≈ 0.3333333333333333333333333333333333"},
		{"y = half(7)", "y = half(7)  3.5\n└ half: x = 7\n  └ x / 2    3.5"},
		{"round(y)", "round(y)  4  to an integer, half_even\n└ y       3.5\nnote: 3.5 is a tie, rounded to even: 4"},
		{"round(2.5)", "round(2.5)  2  to an integer, half_even\nnote: 2.5 is a tie, rounded to even: 2; :rounding half_up gives 3"},
		{":precision 5", ""},
		{"1/3", "1/3  ≈ 0.33333  rounded to 5 digits, half_even"},
		{"g(x) = x / 3", ""},
		{"map([1, 2], g)", "map([1, 2], g)  [0.33333, 0.66667]\n├ g: x = 1      call 1 of 2\n│ └ x / 3       ≈ 0.33333  rounded to 5 digits, half_even\n└ g: x = 2      call 2 of 2\n  └ x / 3       ≈ 0.66667  rounded to 5 digits, half_even"},
		{"12", "12  12"},
	} {
		x, err := run(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		got := x.String()
		if strings.HasSuffix(c.want, "\n") {
			got = got[:min(len(got), len(c.want))]
		}
		if got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
	// What failed binds nothing, and what a statement has bound stays as it was
	// for statements that are not explained.
	if x, err := run("y = 1 / 0"); err == nil || x == nil || x.Err == nil || x.Root.Name != "y" || x.Root.State != Failed {
		t.Errorf("a failed binding: %v, %v", x, err)
	}
	if x, err := run("nothing + 1"); err == nil || x != nil {
		t.Errorf("an unknown name: %v, %v", x, err)
	}
	out, err := runIn(t, s, "y\nmap([1, 2], g)\nhalf")
	if want := "3.5 [0.33333, 0.66667] <function half>"; err != nil || strings.Join(out, " ") != want {
		t.Errorf("after explaining: %v, %v", out, err)
	}
}

// TestExplainFunctionValues keeps functions that were explained from being
// others than before.
func TestExplainFunctionValues(t *testing.T) {
	s := NewSession(Options{})
	for _, text := range []string{
		"f(x) = x + 1", "g = f", "fs = [f, x => x * 2, sqrt]", "twice = h => (x => h(h(x)))", "ft = twice(f)",
		"rec(n) = if n == 0 then rec else rec(n - 1)", "r = rec(2)", "apply(h, x) = h(x)",
	} {
		src := &diag.Source{Text: text}
		file, _ := parser.ParseWith(src, s.ParserOptions())
		if _, err := s.Explain(context.Background(), file.Stmts[0], src); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	out, err := runIn(t, s, "g(1)\nfs[0](1) + fs[1](5) + fs[2](9)\nft(1)\napply(sqrt, 4)\napply(ft, 1)\nmap([4, 9], fs[2])\ntype(r)")
	if want := "2 15 3 2 3 [2, 3] function"; err != nil || strings.Join(out, " ") != want {
		t.Errorf("got %v, %v", out, err)
	}
	src := &diag.Source{Text: "apply(ft, 1) + apply(sqrt, 4) + fs[0](1)"}
	file, _ := parser.ParseWith(src, s.ParserOptions())
	x, err := s.Explain(context.Background(), file.Stmts[0], src)
	if err != nil || x.Value.String() != "7" {
		t.Fatal(x.Value, err)
	}
	bodies := 0
	eachStep(x.Root, func(s *Step) {
		if s.Kind == BodyStep {
			bodies++
		}
	})
	if bodies != 8 { // apply, ft, f, f; apply, sqrt; f; and that of the call in ft
		t.Logf("\n%s", x)
	}
	if bodies < 7 {
		t.Errorf("%d bodies are shown", bodies)
	}
}

func TestExplainJSON(t *testing.T) {
	x := explain(t, CompileOptions{}, "a = round(2.5); f(x) = x / 3; f(a) + 1/0")
	text, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"error":{"class":"math","code":"division-by-zero","message":"division by zero","line":1,"column":38},` +
		`"notes":["2.5 is a tie, rounded to even: 2; half_up gives 3"],` +
		`"steps":{"kind":"program","text":"a = round(2.5); f(x) = x / 3; f(a) + 1/0","line":1,"column":1,"start":0,"end":40,"state":"failed","steps":[` +
		`{"kind":"call","name":"a","text":"round(2.5)","line":1,"column":5,"start":4,"end":14,"state":"evaluated","type":"number","exact":true,"value":2,` +
		`"rounding":{"kind":"asked","mode":"half_even","text":"to an integer, half_even"},"steps":[` +
		`{"kind":"literal","text":"2.5","line":1,"column":11,"start":10,"end":13,"state":"evaluated","type":"number","exact":true,"value":2.5}]},` +
		`{"kind":"operation","text":"f(a) + 1/0","line":1,"column":31,"start":30,"end":40,"state":"failed","steps":[` +
		`{"kind":"call","text":"f(a)","line":1,"column":31,"start":30,"end":34,"state":"evaluated","type":"number","exact":false,"value":0.6666666666666666666666666666666667,"steps":[` +
		`{"kind":"name","text":"a","line":1,"column":33,"start":32,"end":33,"state":"evaluated","type":"number","exact":true,"value":2},` +
		`{"kind":"body","name":"f","text":"x / 3","line":1,"column":24,"start":23,"end":28,"state":"evaluated","type":"number","exact":false,"value":0.6666666666666666666666666666666667,` +
		`"params":[{"name":"x","shown":"2"}],"call":1,"calls":1,"steps":[` +
		`{"kind":"operation","text":"x / 3","line":1,"column":24,"start":23,"end":28,"state":"evaluated","type":"number","exact":false,"value":0.6666666666666666666666666666666667,` +
		`"rounding":{"kind":"precision","digits":34,"mode":"half_even","text":"rounded to 34 digits, half_even"},"steps":[` +
		`{"kind":"name","text":"x","line":1,"column":24,"start":23,"end":24,"state":"evaluated","type":"number","exact":true,"value":2},` +
		`{"kind":"literal","text":"3","line":1,"column":28,"start":27,"end":28,"state":"evaluated","type":"number","exact":true,"value":3}]}]}]},` +
		`{"kind":"operation","text":"1/0","line":1,"column":38,"start":37,"end":40,"state":"failed","error":"division by zero","steps":[` +
		`{"kind":"literal","text":"1","line":1,"column":38,"start":37,"end":38,"state":"evaluated","type":"number","exact":true,"value":1},` +
		`{"kind":"literal","text":"0","line":1,"column":40,"start":39,"end":40,"state":"evaluated","type":"number","exact":true,"value":0}]}]}]}}`
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	x = explain(t, CompileOptions{}, "[1/3, 2^70, items, 1..1e4, 3^2000]")
	text, err = x.AppendJSON([]byte("> "), true)
	var tree any
	if err != nil || json.Unmarshal(text[2:], &tree) != nil || !strings.Contains(string(text), `"value":"1180591620717411303424"`) {
		t.Errorf("with strings: %v\n%.1000s", err, text)
	}
	for _, part := range []string{
		`"text":"1..1e4","line":1,"column":20,"start":19,"end":25,"state":"evaluated","type":"list","shown":"[1, 2, 3, `,
		`"text":"3^2000","line":1,"column":28,"start":27,"end":33,"state":"evaluated","type":"number","exact":true,"value":"1747871`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("JSON lacks %s", part)
		}
	}
}

// TestExplainCounts counts what is left out of a long chain and a long list.
func TestExplainCounts(t *testing.T) {
	for text, want := range map[string]int{
		"1" + strings.Repeat(" + 2", 499):            300,
		"x" + strings.Repeat(" + x", 499):            300,
		"[" + strings.Repeat("x, ", 450) + "1, 2]":   252,
		"[" + strings.Repeat("1, ", 199) + "x, 1/3]": 1,
	} {
		x := explain(t, CompileOptions{}, text)
		if x.Root.Omitted != want || len(x.Root.Steps) != maxOperands {
			t.Errorf("%.20s…: %d steps, %d left out, want %d", text, len(x.Root.Steps), x.Root.Omitted, want)
		}
	}
}

// TestExplainIsFair keeps calls that are deep and many from taking the room of
// what comes after them.
func TestExplainIsFair(t *testing.T) {
	var defs []string
	for i := range 12 {
		defs = append(defs, fmt.Sprintf("f%d(x) = f%d(x) + f%d(x + 1)", i, i+1, i+1))
	}
	x := explain(t, CompileOptions{}, strings.Join(append(defs, "f12(x) = x / 7", "[f0(1), sqrt(2), f11(3)]"), "\n"))
	last := x.Root.Steps
	if len(last) != 3 || last[1].Shown != "1.414213562373095048801688724209698" || last[2].State != Evaluated {
		t.Fatalf("the last expression has the steps %v", last)
	}
	deeper := 0
	eachStep(x.Root, func(s *Step) {
		if s.Deeper {
			deeper++
		}
	})
	if deeper == 0 {
		t.Error("nothing says that calls are not shown")
	}
}

// TestExplainIsComplete looks for every sub-expression of programs that evaluate
// all of theirs.
func TestExplainIsComplete(t *testing.T) {
	for _, text := range []string{
		"price * qty * (1 - discount) + x / 3 - -x ^ 2", "[x, x + 1, [x * 2]]", "{a: x, (name): qty}", "f\"{x} and {qty * 2}\"",
		"0 <= x < 10", "x in [1, 2, x + 1]", "items[x - 4].price", "items[1:x]", "name[0] + name", "not (x > 3)", "!(x > 3)",
		"x |> max(3) |> round(2)", "items |> len", "sqrt(x) + hypot(x, qty) + log(x, 2)", "(y = x + 1; z = y * 2; z - y)",
		"try(x, 0) + (none ?? qty)", "x! + x%", "√x", "round(price, places = 1)", "(v => v + x)(qty)", "x .. x + 2",
	} {
		src := &diag.Source{Text: text}
		file, err := parser.Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		seen := map[diag.Span]bool{}
		x := explain(t, CompileOptions{}, text)
		if x.Err != nil {
			t.Errorf("%s: %v", text, x.Err)
			continue
		}
		eachStep(x.Root, func(s *Step) { seen[s.Span] = true })
		parser.Walk(file.Stmts[0], func(n parser.Node) bool {
			switch n := n.(type) {
			case *parser.ExprStmt, *parser.AssignStmt, *parser.ParenExpr:
			case *parser.CallExpr:
				if id, ok := n.Fun.(*parser.Ident); ok {
					seen[id.Where] = true // the name of the function is no value
				}
			}
			switch n.(type) {
			case *parser.ExprStmt, *parser.AssignStmt, *parser.ParenExpr:
			default:
				if !seen[n.Span()] {
					t.Errorf("%s: no step for %s", text, text[n.Span().Start:n.Span().End])
				}
			}
			return true
		})
	}
}

// TestExplainBounds explains what would make trees without end.
func TestExplainBounds(t *testing.T) {
	for name, text := range map[string]string{
		"recursion": "fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2); fib(20)",
		"loops":     "sum(map(1..300, a => sum(map(1..300, b => a * b / 7))))",
		"chain":     "x" + strings.Repeat(" + x / 3", 100_000),
		"literals":  "1" + strings.Repeat(" + 2", 100_000),
		"list":      "len([" + strings.Repeat("x * 2, ", 100_000) + "])",
		"nested":    strings.Repeat("(x + ", 900) + "1" + strings.Repeat(")", 900),
		"calls":     "f(x) = x + 1; f(1)" + strings.Repeat(" + f(1)", 10_000),
		"long":      "len(reduce(1..12, (s, i) => s + s, \"0123456789\")) + (9^9000 % 7)",
		"lists":     "len(reduce(1..20, (l, i) => l + l, [1]))",
		"mutual":    "even(n) = if n == 0 then true else odd(n - 1); odd(n) = if n == 0 then false else even(n - 1); even(1000)",
		"chain of mutual": strings.Join(func() (fs []string) {
			fs = append(fs, "f0(x) = x")
			for i := 1; i < 100; i++ {
				fs = append(fs, fmt.Sprintf("f%d(x) = f%d(x) + f%d(x + 1)", i, max(i-1, 0), max(i-2, 0)))
			}
			return append(fs, "f20(1)")
		}(), "\n"),
	} {
		x := explain(t, CompileOptions{}, text)
		if x.Err != nil {
			t.Errorf("%s: %v", name, x.Err)
			continue
		}
		steps, bytes := 0, len(x.String())
		eachStep(x.Root, func(s *Step) {
			steps++
			if len(s.Steps) > maxOperands+maxPartials+2 {
				t.Errorf("%s: %d steps below one", name, len(s.Steps))
			}
		})
		if data, err := x.MarshalJSON(); err != nil || len(data) > 8<<20 {
			t.Errorf("%s: JSON of %d bytes, %v", name, len(data), err)
		}
		if steps > maxRecords || bytes > 2<<20 {
			t.Errorf("%s: %d steps, %d bytes of text", name, steps, bytes)
		}
	}
}

// TestExplainKeepsLimits explains evaluations that come close to their limits,
// and such that pass them.
func TestExplainKeepsLimits(t *testing.T) {
	for _, text := range []string{
		"sum(1..1000, i => i * 2 / 3)",
		"reduce(1..500, (s, i) => if len(s) > 40 then \"\" else s + \"abc\", \"\")",
		"len(reduce(1..14, (l, i) => l + l, [1]))",
		"sum(map(1..200, i => len(map(1..i, j => [i, j]))))",
		"f(n) = if n == 0 then 0 else 1 + f(n - 1); f(200)",
		"2^3000 * 3^2000 % 1000",
	} {
		for _, steps := range []int64{100, 1000, 5000, 20_000, 100_000} {
			for _, memory := range []int64{10_000, 100_000, 1 << 20} {
				o := CompileOptions{Options: Options{Limits: Limits{Steps: steps, Memory: memory, CallDepth: 150}}}
				p, err := Compile(&diag.Source{Text: text}, o)
				if err != nil {
					t.Fatal(err)
				}
				traced, err := p.explained()
				if err != nil {
					t.Fatal(err)
				}
				v, err := runFresh(p, nil)
				w, err2 := runFresh(traced.Program, newRecorder())
				if fmt.Sprint(err) != fmt.Sprint(err2) || v.String() != w.String() {
					err = fmt.Errorf("\n%v %v\n%v %v", v, err, w, err2)
					t.Errorf("%s with %d steps and %d bytes: %v", text, steps, memory, err)
				}
			}
		}
	}
}

// runFresh runs a program on a frame that no run has used before: what those
// have allocated is not charged again, so limits would not be met at the same place.
func runFresh(p *Program, rec *recorder) (Value, error) {
	f := new(frame)
	f.ready(p)
	f.start(context.Background())
	f.budget.memory, f.rec = p.limits.Memory, rec
	p.bind(f, nil)
	v := p.run(f)
	if f.err != nil {
		return Null, p.located(f.err)
	}
	return v, nil
}

// TestExplainEnds cancels what takes long.
func TestExplainEnds(t *testing.T) {
	p, err := Compile(&diag.Source{Text: "sum(1..1e9, i => i / 3)"}, CompileOptions{Options: Options{Limits: Limits{Steps: -1}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := &countingContext{Context: context.Background(), left: 10}
	x, err := p.Explain(ctx, nil)
	if classOf(err) != "canceled" || x == nil || x.Root.State != Failed || len(x.Root.Steps) < 3 {
		t.Errorf("%v\n%v", err, x)
	}
}

// countingContext ends when it has been asked so many times.
type countingContext struct {
	context.Context
	left int
}

func (c *countingContext) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestExplainHidesNothing keeps the host's data from being held, and tells of
// functions of the host once.
func TestExplainHost(t *testing.T) {
	data := map[string]any{"m": map[string]any{"a": 1, "b": []any{2, "x"}}, "s": strings.Repeat("y", 5000)}
	p, err := Compile(&diag.Source{Text: "[m.a + m.b[0], m, s]"}, CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := p.Explain(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	data["m"].(map[string]any)["a"] = "changed"
	text := x.String()
	if !strings.Contains(text, "m.a + m.b[0]        3") || !strings.Contains(text, `{a: 1, b: [2, "x"]}`) || strings.Contains(text, "changed") {
		t.Error(text)
	}
	eachStep(x.Root, func(s *Step) {
		if s.Value.Kind() == MapKind && s.Value.String() != `{a: 1, b: [2, "x"]}` {
			t.Errorf("a map of the host is %v", s.Value)
		}
		if text := s.Text(); s.Large != (text == "s" || text == "[m.a + m.b[0], m, s]") {
			t.Errorf("%s: %v %v", s.Text(), s.Value, s.Large)
		}
	})
}

func BenchmarkExplain(b *testing.B) {
	for name, text := range map[string]string{
		"price": "price * qty * (1 - discount)",
		"loop":  "sum(map(1..1000, i => i * price / 3))",
	} {
		p, err := Compile(&diag.Source{Text: text}, CompileOptions{})
		if err != nil {
			b.Fatal(err)
		}
		env := map[string]any{"price": 19.99, "qty": 3, "discount": 0.15}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Explain(context.Background(), env); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/eval", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Eval(context.Background(), env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestExplainHostFunctions calls functions of the host once, also where their
// arguments and results are rounded.
func TestExplainHostFunctions(t *testing.T) {
	calls := 0
	row := func(d Func) *Builtin {
		b, err := NewFunc(d)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	funcs := (*FuncTable)(nil).
		With(row(Func{Name: "seven", Values: func(context.Context, []Value) (Value, error) {
			calls++
			return NumberValue(mustNumber(t, "7").WithRounded(true)), nil
		}})).
		With(row(Func{Name: "twice", Fn: func(x float64) float64 { calls++; return 2 * x }, Pure: true})).
		With(row(Func{Name: "bad", Fn: func(string) (string, error) { calls++; return "", errors.New("no luck") }}))
	p, err := Compile(&diag.Source{Text: `[seven(1/3), twice(4), map([1, 2], twice), try(bad("x"), 5)]`}, CompileOptions{Funcs: funcs})
	if err != nil {
		t.Fatal(err)
	}
	calls = 0
	x, err := p.Explain(context.Background(), nil)
	want := `[seven(1/3), twice(4), map([1, 2], twice), try(bad("x"), 5)]  error below
├ seven(1/3)               ≈ 7
│ └ 1/3                    ≈ 0.3333333333333333333333333333333333
│                          rounded to 34 digits, half_even
├ twice(4)                 8
├ map([1, 2], twice)       [2, 4]
│ ├ twice: argument 1 = 1  2  call 1 of 2
│ └ twice: argument 1 = 2  4  call 2 of 2
└ try(bad("x"), 5)         error below
  └ bad("x")               error: bad: no luck`
	if calls != 5 || classOf(err) != "host" {
		t.Errorf("%d calls, %v", calls, err)
	}
	if got := x.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestExplainReleases keeps a recorder from holding on to what the run has
// dropped.
func TestExplainReleases(t *testing.T) {
	const limit = 1 << 20
	p, err := Compile(&diag.Source{Text: "[" + strings.Repeat(`len(repeat("a", 100_000)), `, 100) + "]"},
		CompileOptions{Options: Options{Limits: Limits{Memory: limit}}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.explained()
	if err != nil {
		t.Fatal(err)
	}
	f := e.acquire(context.Background())
	f.rec = newRecorder()
	e.bind(f, nil)
	if v := e.run(f); f.err != nil || v.Kind() != ListKind {
		t.Fatal(v, f.err)
	}
	held, texts := 0, 0
	var walk func(rec *record)
	walk = func(rec *record) {
		if rec.value.v.Kind() == StringKind && rec.value.v.large() {
			held += len(rec.value.v.str())
		}
		if strings.HasPrefix(rec.value.text, `"aaa`) && strings.HasSuffix(rec.value.text, "… (100000 bytes)") {
			texts++
		}
		for _, kid := range rec.kids {
			walk(kid)
		}
	}
	walk(f.rec.root)
	if held > limit || texts < 80 {
		t.Errorf("%d bytes are held, of %d strings there is a text", held, texts)
	}
	long, err := exactly.Pow(mustNumber(t, "3"), mustNumber(t, "9000"))
	if err != nil {
		t.Fatal(err)
	}
	s := seen{v: NumberValue(long.WithRounded(true))}
	s.release()
	var st Step
	(&builder{}).value(&st, s)
	if st.Exact || !st.Large || st.Type != NumberKind || !strings.HasPrefix(st.Shown, "a number of about 4") {
		t.Errorf("a released number: %+v", st)
	}
}

// TestExplainRecords bounds the records of a run.
func TestExplainRecords(t *testing.T) {
	p, err := Compile(&diag.Source{Text: "[" + strings.Repeat("["+strings.Repeat("x * 2, ", 100)+"], ", 100) + "]"}, CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.explained()
	if err != nil {
		t.Fatal(err)
	}
	f := e.acquire(context.Background())
	f.rec = newRecorder()
	e.bind(f, map[string]any{"x": 5})
	e.run(f)
	if f.rec.count > maxRecords || f.rec.count < maxRecords/2 || f.rec.muted != 0 || f.rec.cur != f.rec.root {
		t.Errorf("%d records, %d muted", f.rec.count, f.rec.muted)
	}
	x, err := p.Explain(context.Background(), map[string]any{"x": 5})
	if err != nil || x.Root.Omitted == 0 && !strings.Contains(x.String(), "left out") {
		t.Errorf("nothing is said to be left out: %v", err)
	}
}
