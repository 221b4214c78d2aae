package eval

import (
	"context"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// TestStreams holds pipelines, which make no list in between, against the same
// steps with names bound to the lists.
func TestStreams(t *testing.T) {
	const xs = "xs = [5, 3, 8, 1, 9.5, 2]\n"
	for _, test := range []struct{ nested, stepwise string }{
		{"sum(map(filter(xs, x => x > 2), x => x * 2))", "a = filter(xs, x => x > 2); b = map(a, x => x * 2); sum(b)"},
		{"xs |> filter(x => x > 2) |> map((x, i) => x * i) |> sum()", "a = filter(xs, x => x > 2); b = map(a, (x, i) => x * i); sum(b)"},
		{"map(xs, x => x + 1) |> product()", "a = map(xs, x => x + 1); product(a)"},
		{"avg(map(xs, x => x * 3), x => x / 2)", "a = map(xs, x => x * 3); avg(a, x => x / 2)"},
		{"count(filter(xs, x => x > 4))", "a = filter(xs, x => x > 4); count(a)"},
		{"count(map(xs, x => x * x), x => x > 30)", "a = map(xs, x => x * x); count(a, x => x > 30)"},
		{`reduce(map(xs, (x, i) => str(x) + ":" + str(i)), (acc, s, i) => acc + s + str(i), "")`,
			`a = map(xs, (x, i) => str(x) + ":" + str(i)); reduce(a, (acc, s, i) => acc + s + str(i), "")`},
		{"map(filter(map(xs, x => x * 10), x => x > 25), (x, i) => [x, i])", "a = map(xs, x => x * 10); b = filter(a, x => x > 25); map(b, (x, i) => [x, i])"},
		{"sum(map(xs, x => sum(map(1..3, y => x * y))))", "a = map(xs, x => (b = map(1..3, y => x * y); sum(b))); sum(a)"},
		{"any(map(xs, x => x > 9))", "a = map(xs, x => x > 9); any(a)"},
		{"avg(filter(xs, x => x > 100))", "a = filter(xs, x => x > 100); avg(a)"},
		{`sum(map(xs, x => "a"))`, `a = map(xs, x => "a"); sum(a)`},
		{"sum(filter(xs, x => x))", "a = filter(xs, x => x); sum(a)"},
		{"sum(map(xs, (a, b, c) => 1))", "f = (a, b, c) => 1; a = map(xs, f); sum(a)"},
		{"sum(map(null, x => x))", "n = null; a = map(n, x => x); sum(a)"},
		{"try(sum(map(xs, x => 1 / (x - 8))), -1)", "try((a = map(xs, x => 1 / (x - 8)); sum(a)), -1)"},
		{"len(map(filter(xs, x => x < 4), x => x))", "a = filter(xs, x => x < 4); b = map(a, x => x); len(b)"},
	} {
		got, want := textOrClass(xs+test.nested), textOrClass(xs+strings.ReplaceAll(test.stepwise, "; ", "\n"))
		if strings.Contains(test.stepwise, "(a =") || strings.Contains(test.stepwise, "(b =") {
			want = textOrClass(xs + test.stepwise)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", test.nested, got, want)
		}
	}
}

// textOrClass evaluates a script and returns the text of its value, or the
// class of its error.
func textOrClass(src string) string {
	p, err := Compile(&diag.Source{Text: src}, CompileOptions{})
	if err == nil {
		var v Value
		if v, err = p.Eval(context.Background(), nil); err == nil {
			return v.String()
		}
	}
	return "error: " + diag.All(err)[0].Class.String()
}

// TestStreamMemory runs pipelines over more elements than would fit.
func TestStreamMemory(t *testing.T) {
	limits := Limits{Steps: -1, Memory: 1 << 20}
	for src, want := range map[string]string{
		"sum(map(1..100000, x => x * 2))":                                  "10000100000",
		"1..100000 |> filter(x => x % 2 == 0) |> map(x => [x]) |> count()": "50000",
		"reduce(map(1..100000, x => {a: x}), (acc, x) => acc + x.a, 0)":    "5000050000",
	} {
		v, err := runScript(t, Options{Limits: limits}, src)
		if err != nil || len(v) != 1 || v[0] != want {
			t.Errorf("%s: got %v, %v, want %s", src, v, err, want)
		}
	}
}
