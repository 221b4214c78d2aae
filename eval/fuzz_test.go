package eval

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// fuzzSeeds are programs of every kind, and hostile ones.
var fuzzSeeds = []string{
	"price = 19.99; qty = 3; price * qty * (1 - 15%)",
	"fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2); fib(15)",
	"f(x) = g(x) + 1\ng(x) = if x > 3 then x else f(x + 1)\nf(0)",
	"map([1, 2, 3], x => x ^ 2) |> sum |> sqrt |> round(2)",
	"(a = 1; h(n) = n == 0 ? a : h(n - 1); h(5))",
	`f"total {sum([1, 2])} {"a" + "b"}"`,
	"order = {customer: {name: \"A\"}, items: [{p: 1, q: 2}]}; order?.customer?.name ?? \"none\"",
	"sort([3, 1, 2], x => -x)[0:2]",
	"try(1 / 0, 5) + try([1][9], 2)",
	"f(n) = f(n + 1) + 1; f(1)",
	"f(n) = map([n], f); f(1)",
	"reduce(1..60, (a, i) => [a, a], [1/3])",
	"s(n) = if n == 0 then \"x\" else s(n - 1) + s(n - 1); len(s(40))",
	"9^9^9^9 + 10^100000",
	"x = 10^50000 + 1; (x * x) // 3 % 7",
	":precision 50\n:rounding up\n:places 3\n1/3 + sqrt(2)",
	"matches(repeat(\"a\", 1000), \"(a*)*b\")",
	"group_by([1, 2, 3], x => if x > 1 then \"big\" else \"small\")",
	"sin(1e30) + ln(1e-999999) + gamma(0.5) + erf(2) + 5!",
	"0 <= 5 < 10 == true and not 3 in [1, 2]",
	"allocate(100, [1, 1, 1]) |> map(x => str(x)) |> join(\", \")",
	"f(x) = x + x + e; e = 3; map(1..9, f)",
	"a0 = {x: 1}; a1 = {x: a0, y: a0}; a1 == {y: a0, x: a0}",
	strings.Repeat("(", 500) + "1" + strings.Repeat(")", 500),
	strings.Repeat("1 + ", 2000) + "1",
	"compose(f, g) = x => g(f(x)); reduce(1..500, (acc, i) => compose(acc, x => x + i), x => x)(0)",
}

// FuzzEval runs any text with the default limits, as a script and compiled. It
// looks for the death of the process; errors must be whole and come in time,
// and both ways must agree.
func FuzzEval(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		last, scriptErr := fuzzScript(ctx, t, src)
		p, err := Compile(&diag.Source{Text: src}, CompileOptions{Strict: true})
		if err != nil {
			checkError(t, err)
			return
		}
		v, err := p.Eval(ctx, nil)
		if err != nil {
			checkError(t, err)
			return
		}
		// Compile knows functions further down, so it may run what a script
		// stops at; where both end well the values are the same.
		if scriptErr == nil && ctx.Err() == nil && last != "" && v.Kind() != NullKind && v.String() != last {
			t.Errorf("%q is %s as a script, compiled %s", src, last, v)
		}
	})
}

// fuzzScript runs a script to its end, whatever fails on the way, and returns
// the text of its last value and its first error.
func fuzzScript(ctx context.Context, t *testing.T, src string) (last string, first error) {
	s := NewSession(Options{})
	stream := parser.NewStream(strings.NewReader(src), "", s.ParserOptions())
	fail := func(err error) {
		checkError(t, err)
		if first == nil {
			first = err
		}
	}
	for {
		st, source, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return last, first
		}
		if err != nil {
			fail(err)
			continue
		}
		v, has, err := s.Exec(ctx, st, source)
		if err != nil {
			fail(err)
			continue
		}
		last = ""
		if has {
			if _, err := s.AppendText(ctx, nil, v); err != nil {
				first = err // it belongs to no place
				continue
			}
			if last = v.String(); s.Display() != PlainDisplay {
				first = errors.New("shown in another form")
			}
		}
	}
}

// checkError holds an error to what every error is: of a class, with a code,
// a clean message and a place within its text.
func checkError(t *testing.T, err error) {
	t.Helper()
	all := diag.All(err)
	if len(all) == 0 {
		t.Fatalf("an error of another kind: %v", err)
	}
	for _, e := range all {
		switch {
		case e.Class < diag.Syntax || e.Class > diag.Canceled || e.Code == "" || strings.Contains(e.Code, " "):
			t.Errorf("class %v, code %q: %v", e.Class, e.Code, err)
		case e.Message == "" || strings.ContainsAny(e.Message, "\n\x00"):
			t.Errorf("message %q", e.Message)
		case e.Source == nil:
			t.Errorf("no place: %v", err)
		case e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(e.Source.Text):
			t.Errorf("place %v of %d bytes: %v", e.Span, len(e.Source.Text), err)
		}
		if text := diag.Pretty(e); text == "" || len(text) > 20_000 {
			t.Errorf("shown as %d bytes", len(text))
		}
	}
}
