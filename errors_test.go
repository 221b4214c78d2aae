package calx_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
)

// TestErrors holds errors of every class, from compilations and evaluations,
// to what they promise: a class that errors.Is finds, a code, the parts of the
// message, a place.
func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		source string
		class  calx.Class
		code   string
		args   string
		span   string // the source that it is about
		hint   string // a part of it
	}{
		{"1 +", calx.ErrSyntax, "unfinished", "", "", ""},
		{"(1", calx.ErrSyntax, "unclosed-bracket", "", "(", "add the ')'"},
		{"if = 1", calx.ErrSyntax, "reserved-word", "if", "if", "another name"},
		{"1 + ¤", calx.ErrSyntax, "unknown-character", "¤", "¤", ""},
		{"prise * 2", calx.ErrName, "unknown-name", "variable|prise", "prise", `"price"`},
		{"sqr(2)", calx.ErrName, "unknown-name", "function|sqr", "sqr", `"sqrt"`},
		{"{a: 1}.b", calx.ErrValue, "unknown-field", "b", "b", ""},
		{"name + 1", calx.ErrType, "mixed-operands", "string|number", "1", "str(1)"},
		{"price + {a: null}.a", calx.ErrType, "operand-type", "+|number|null", "{a: null}.a", "??"},
		{"price + [null, 1][0]", calx.ErrType, "null-operand", "+|number", "[null, 1][0]", "??"},
		{"sqrt('a')", calx.ErrType, "operand-type", "x of sqrt|number|string", "'a'", "num('a')"},
		{"sqrt(1, 2)", calx.ErrType, "arity", "sqrt|1|1|2", "sqrt(1, 2)", "sqrt(x)"},
		{"f(x) = x; f()", calx.ErrType, "arity", "f|1|1|0", "f()", "missing: x"},
		{"round(1, palces = 2)", calx.ErrType, "unknown-argument", "palces", "palces", `"places"`},
		{"round(1, places = 2, places = 3)", calx.ErrType, "repeated-argument", "places", "places", ""},
		{"price(1)", calx.ErrType, "not-a-function", "price|number", "price", ""},
		{"[1, 2][5]", calx.ErrValue, "index-range", "", "5", ""},
		{"round(1, 1.5)", calx.ErrValue, "not-an-integer", "places of round", "1.5", ""},
		{"avg([])", calx.ErrValue, "empty-list", "avg", "[]", "try"},
		{"sum([1, name])", calx.ErrType, "element-type", "sum|number|1|string", "[1, name]", "map(xs, num)"},
		{"1 / (price - price)", calx.ErrMath, "division-by-zero", "", "1 / (price - price)", ""},
		{"sqrt(-price)", calx.ErrMath, "domain", "", "sqrt(-price)", ""},
		{"sum(map(1..10^9, x => x))", calx.ErrLimit, "steps", "10000000", "", ""},
		{"f(n) = f(n + 1) + 1; f(1)", calx.ErrLimit, "call-depth", "10000", "f(n + 1)", "recursion"},
	} {
		_, err := calx.Eval(tt.source, calx.Vars{"price": 5, "name": "x"}, calx.WithVar("price", calx.NumberType), calx.WithVar("name", calx.StringType))
		var e *calx.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %v", tt.source, err)
			continue
		}
		if !errors.Is(err, tt.class) || e.Code != tt.code || strings.Join(e.Args, "|") != tt.args || !strings.Contains(e.Hint, tt.hint) {
			t.Errorf("%s: got %v %s %q %q: %v", tt.source, e.Class, e.Code, e.Args, e.Hint, err)
		}
		if e.Source == nil || tt.span != "" && e.Source.Text[e.Span.Start:e.Span.End] != tt.span {
			t.Errorf("%s: at %q", tt.source, e.Source.Text[e.Span.Start:e.Span.End])
		}
		for _, class := range []calx.Class{calx.ErrSyntax, calx.ErrName, calx.ErrType, calx.ErrValue, calx.ErrMath, calx.ErrLimit, calx.ErrHost, calx.ErrCanceled} {
			if errors.Is(err, class) != (class == tt.class) {
				t.Errorf("%s: is it %v?", tt.source, class)
			}
		}
		if strings.ContainsAny(err.Error(), "\n\r") || !strings.Contains(calx.Pretty(err), "\n") {
			t.Errorf("%s: %q, %q", tt.source, err, calx.Pretty(err))
		}
	}
}

// TestErrorArgs finds every argument of an error in its message.
func TestErrorArgs(t *testing.T) {
	for _, source := range []string{"prise", "sqrt(1, 2)", "sqrt('a')", "round(1, palces = 2)", "sum([1, 'a'])", "round(1, 1.5)", "5 < 'a'", "'a' + 1",
		"x = 5; x(1)", "f(x, x) = 1", "{a: 1, a: 2}", "repeat('a', -1)", "1 in 5", "take([1], 1.5)", "1 |> 2", "(a = 1; a = 2; a)", "else", "1 + §",
		"irr([-1, 2, -1])", "group_by([1], x => 1)", "pad_left('a', 3, '')", "allocate(1.005, 2)", "allocate(1, [-1, 2])", "bracket(1, [[5, 1], [5, 1]])",
		"bracket(1, [[1]])", "bracket(1, [[1, 'a']])", "lookup(1, [2, 1], [1, 1])", "from_entries([[1, 2]])", "from_entries([{a: 1}])", "fv(-2, 1, 1)",
		"max([1], 2)", "sort([true])", "sort([1, 'a'])", "range(0.5, 2)", "matches('a', '(')", "pi(1)", "[1].a"} {
		_, err := calx.Eval(source, nil, calx.Strict())
		var e *calx.Error
		if !errors.As(err, &e) || len(e.Args) == 0 {
			t.Errorf("%s: got %v", source, err)
			continue
		}
		at := 0
		for _, arg := range e.Args {
			i := strings.Index(e.Message[at:], arg)
			if i < 0 && e.Code != "arity" { // "2 arguments" stand for both bounds
				t.Errorf("%s: %q is not in its place in %q", source, arg, e.Message)
			}
			at += max(i, 0)
		}
	}
}

// TestHostErrorArgs finds the parts of the messages that the host gets about its own
// data, options and targets.
func TestHostErrorArgs(t *testing.T) {
	type deep []deep
	me := make(deep, 1)
	me[0] = me
	eval := func(env any, options ...calx.Option) error {
		_, err := calx.Eval("x", env, options...)
		return err
	}
	_, kind := calx.Int(1).Text()
	_, order := calx.Int(1).Compare(calx.Text("a"))
	for _, tt := range []struct {
		err  error
		code string
		args string
	}{
		{kind, "value-kind", "number|string"},
		{order, "no-order", "number|string"},
		{calx.Decode(calx.Int(300), new(int8)), "out-of-range", "the value|-128|127"},
		{calx.Decode(calx.List(calx.Int(1)), new([]string)), "operand-type", "[0]|string|number"},
		{calx.Decode(calx.Int(1), new(error)), "host-value", "the value|a Go error cannot be made of a value: of the interface types only any can"},
		{eval(5), "environment", "a Go int"},
		{eval(calx.Text("a")), "environment", "a Value that is a string"},
		{eval(calx.Vars{"x": me}), "value-depth", "1000"},
		{eval(nil, calx.WithEnv[int]()), "bad-option", "int"},
		{eval(nil, calx.WithPrecision(0)), "bad-option", "1000000|0"},
		{eval(nil, calx.WithVar("x", nil)), "bad-option", "x"},
	} {
		var e *calx.Error
		if !errors.As(tt.err, &e) || e.Code != tt.code || strings.Join(e.Args, "|") != tt.args {
			t.Errorf("%s: got %v with %q, want %q", tt.code, tt.err, e.Args, tt.args)
			continue
		}
		for _, arg := range e.Args {
			if !strings.Contains(e.Message, arg) {
				t.Errorf("%q is not in %q", arg, e.Message)
			}
		}
	}
}

// TestSeveralErrors has all errors of a program behind one.
func TestSeveralErrors(t *testing.T) {
	_, err := calx.Compile("a = prise + 1\nb = 'x' * 2\nsqrt()", calx.WithVar("price", calx.NumberType))
	var list calx.Errors
	if !errors.As(err, &list) || len(list) != 3 {
		t.Fatalf("got %v", err)
	}
	several, ok := err.(interface{ Unwrap() []error })
	if !ok || len(several.Unwrap()) != 3 {
		t.Errorf("%T unwraps to no list", err)
	}
	if !errors.Is(err, calx.ErrName) || !errors.Is(err, calx.ErrType) || errors.Is(err, calx.ErrMath) {
		t.Errorf("got %v", err)
	}
	var lines []int
	for _, e := range list {
		line, _ := e.Source.Position(e.Span.Start)
		lines = append(lines, line)
	}
	if !slices.Equal(lines, []int{1, 2, 3}) {
		t.Errorf("in lines %v", lines)
	}
	if text := err.Error(); !strings.HasSuffix(text, "(and 2 more)") || strings.Contains(text, "\n") {
		t.Errorf("got %q", text)
	}
	if got := strings.Count(calx.Pretty(err), "error: "); got != 3 {
		t.Errorf("%d errors in %s", got, calx.Pretty(err))
	}
}

// TestErrorAt gives errors of both stages their place in the file around.
func TestErrorAt(t *testing.T) {
	at := calx.At("rules.yaml", 12, 9)
	_, err := calx.Compile("1 +\n  * 2", at)
	if err == nil || !strings.HasPrefix(err.Error(), "rules.yaml:13:3: syntax error") {
		t.Errorf("got %v", err)
	}
	_, err = calx.Eval("1 +\n  x", calx.Vars{"x": "a"}, at)
	if err == nil || !strings.HasPrefix(err.Error(), "rules.yaml:13:3: type error") {
		t.Errorf("got %v", err)
	}
	_, err = calx.Eval("1 / x", calx.Vars{"x": 0}, at)
	if err == nil || !strings.HasPrefix(err.Error(), "rules.yaml:12:9: math error") {
		t.Errorf("got %v", err)
	}
}

// TestErrorQuotesNoData keeps the host's data out of messages.
func TestErrorQuotesNoData(t *testing.T) {
	const secret = "S3CRET"
	env := calx.Vars{"name": secret, "n": "0", "m": map[string]any{"key": secret}, "xs": []any{secret}, "big": map[string]any{secret: 1}}
	for _, source := range []string{"name + 1", "sum(xs)", "num(name)", "m.key * 2", "xs[0] ^ 2", "m[name]", "name < 5", "xs[7]", "big.other", "sort([name, 1])",
		"group_by(xs, x => 1)", "if name then 1 else 2", "round(1, 2, name)", "matches('a', name + '(')", "name(1)", "from_entries([[name, 1], [name, 2]])", "f(name)"} {
		_, err := calx.Eval(source, env, calx.WithFunc("f", func(int) int { return 0 }))
		if err == nil {
			t.Errorf("%s: no error", source)
			continue
		}
		if strings.Contains(err.Error()+calx.Pretty(err), secret) {
			t.Errorf("%s: %v", source, err)
		}
		for _, e := range []error{err, errors.Unwrap(err)} {
			if e != nil && strings.Contains(e.Error(), secret) {
				t.Errorf("%s: its cause is %v", source, e)
			}
		}
	}
}

// TestContextErrors has the context's own error behind the evaluation's.
func TestContextErrors(t *testing.T) {
	prog := calx.MustCompile("1 + 1")
	canceled, cancel := context.WithCancelCause(context.Background())
	cancel(errNoRate)
	_, err := prog.Eval(canceled, nil)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, calx.ErrCanceled) || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	late, stop := context.WithTimeout(context.Background(), 0)
	defer stop()
	if _, err = prog.Eval(late, nil); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, calx.ErrCanceled) {
		t.Errorf("got %v", err)
	}
}
