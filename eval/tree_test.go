package eval

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// treeSources are programs with every kind of node, whose code, or whose errors
// at run time, say what stood in the text.
var treeSources = []string{
	"1 < 2 < 3 < 1", "x = 5; 1 < x < 9", "x = 5; 1 < x < 4", "'a' < 'b' < 'c'", "x = 5; 1 < x <= 5 == 5", "[1] == [1] == [2]", "1 < 'a' < 2",
	"k = 'b'; {a: 1, (k): 2, \"c d\": 3}", "k = 'a'; {a: 1, (k): 2}", "{a: 1, b: {c: [1, 2]}}.b.c[1]", "{a: 1}.b", "x = {a: 1}; x?.b.c",
	"x = null; x.y", "x = [1, 2]; x[5]", "x = [1, 2]; x[0:5]", "x = [1, 2, 3]; x[-1]", "x = 'text'; f\"{x} is {len(x)}, {1 / 3:.2}\"",
	"x = 0; 1 / x", "1 / (1 - 1)", "sqrt(1 - 2)", "x = 'a'; x + 1", "if 1 > 2 then 'a' else if 2 > 3 then 'b' else 'c'",
	"x = 3; x > 2 ? x > 5 ? 'a' : 'b' : 'c'", "(a = 1; b = a + 1; a * b)", "1..5", "x = 1.5; 1..x", "sum(1..10) |> sqrt", "round(2.675, places = 2)",
	"100 + 10%", "5!", "x = 2.5; x!", "not true or false and true", "null ?? 5", "x = null; x ?? [1, 2]", "3 in [1, 2, 3]", "3 in 5", "'b' not in {a: 1}",
	"2^10^2", "-2^2", "x = 7; x % 4 + x // 2", "1 + 2 + 3 - 4 - 5", "'a' + 'b' + 'c'", "x = 1; 'a' + x + 'c'", "[1] + [2] + [3]", "max(1, 'a')", "r\"\\d+\"",
	"matches('a1', '(')", "take([1, 2], 1.5)", "from_entries([[1, 2]])", "lookup(1, [2, 1], [1, 1])", "get({a: 1}, 'b', 7)", "try(1 / 0, 2)", "error('what')",
}

// TestTreeMemory compiles one program after the other from trees in the same
// memory, and then runs them all: none may refer to its tree.
func TestTreeMemory(t *testing.T) {
	sources := append([]string(nil), treeSources...)
	for _, b := range Builtins().Rows() {
		for _, x := range b.Examples {
			sources = append(sources, x.Source)
		}
	}
	compile := func(source string, n *parser.Nodes) (*Program, error) {
		src := &diag.Source{Text: source}
		o := CompileOptions{}
		cfg := o.config()
		file, err := parser.ParseWith(src, parser.Options{Limits: parserLimits(cfg.limits), Nodes: n})
		if err != nil {
			return nil, err
		}
		return compileFile(file, src, cfg, &o)
	}
	outcome := func(p *Program, err error) string {
		if err == nil {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			var v Value
			if v, err = p.Eval(ctx, nil); err == nil {
				return v.String()
			}
		}
		return diag.Pretty(err)
	}
	memory := new(parser.Nodes)
	type compiled struct {
		p   *Program
		err error
	}
	list := make([]compiled, len(sources))
	for i, source := range sources {
		p, err := compile(source, memory)
		list[i] = compiled{p, err}
		memory.Free()
	}
	for i, source := range sources {
		if got, want := outcome(list[i].p, list[i].err), outcome(compile(source, nil)); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", source, got, want)
		}
	}
}

// TestStatementMemory runs a script whose statements are made in the memory of
// those before them, and compares with one where nothing serves again. Functions
// are called at the end, when all that was released has been overwritten, and
// often enough for the form of their bodies that is compiled later.
func TestStatementMemory(t *testing.T) {
	var script strings.Builder
	lines := slices.Clone(treeSources)
	for _, b := range Builtins().Rows() {
		for _, x := range b.Examples {
			lines = append(lines, x.Source)
		}
	}
	for i, line := range lines {
		before, after := "", ""
		switch i % 4 {
		case 0: // alone, before, and behind a definition on one line
			fmt.Fprintf(&script, "f%d(v) = v * 2 + %d\n", i, i)
		case 1:
			before = fmt.Sprintf("f%d(v) = if v > 1 then v * %d else [v, %d]; ", i, i, i)
		case 2:
			after = fmt.Sprintf("; f%d = v => (w = v + %d; w * %d)", i, i, i)
		case 3:
			after = fmt.Sprintf("; f%d(v) = [v,\n %d]; 1 +\n 2", i, i)
		}
		script.WriteString(before + line + after + "\n")
	}
	for i := range lines {
		fmt.Fprintf(&script, "f%d(7)\nf%d('a') + 1\nstr(f%d)\nstr(map(1..20, f%d))\n", i, i, i, i)
	}
	run := func(release bool) []string {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		s := NewSession(Options{})
		stream := parser.NewStream(strings.NewReader(script.String()), "", s.ParserOptions())
		var out []string
		for {
			st, src, err := stream.Next()
			if err == io.EOF {
				return out
			}
			var v Value
			if err == nil {
				v, _, err = s.Exec(ctx, st, src)
				if release {
					stream.Release()
				}
			}
			if err != nil {
				out = append(out, diag.Pretty(err))
				continue
			}
			out = append(out, v.String())
		}
	}
	got, want := run(true), run(false)
	if len(got) != len(want) {
		t.Fatalf("%d and %d results", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("result %d: got %s\nwant %s", i, got[i], want[i])
		}
	}
}
