package eval

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// checkAll checks scripts in one session and returns the codes of the errors,
// each with its place.
func checkAll(t *testing.T, s *Session, texts ...string) string {
	t.Helper()
	var list []string
	add := func(errs diag.List) {
		for _, e := range errs {
			list = append(list, e.Error()[:strings.Index(e.Error(), " ")]+e.Code)
		}
	}
	for _, text := range texts {
		src := &diag.Source{Text: text}
		file, err := parser.ParseWith(src, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		add(s.Check(file, src))
	}
	add(s.Undefined())
	return strings.Join(list, " ")
}

func TestCheck(t *testing.T) {
	tests := []struct {
		texts []string
		want  string
	}{
		{[]string{"1 + 1; x = 5; x * 2"}, ""},
		{[]string{"x; x = 5"}, "1:1:unknown-name"},
		{[]string{"x = y\nx + 1\nupper(5)\n1 + \"a\""}, "1:5:unknown-name 3:7:operand-type 4:5:mixed-operands"},
		{[]string{":precision 0\n:group maybe\n:places 2"}, "1:1:directive-value 2:1:directive-value"},
		{[]string{"f(x) = g(x)\ng(x) = x\nf(1)"}, ""},
		{[]string{"f(x) = g(x) + h(x)\nf(1)"}, "1:8:unknown-name 1:15:unknown-name"},
		{[]string{"f(x) = g(x)", "g(x) = x"}, ""},
		{[]string{"f(x) = upper(x, x, x)\nupper(a, b, c) = a"}, ""},
		{[]string{"f(x) = upper(x, x, x)"}, "1:8:arity"},
		{[]string{"a = 1", "a + b"}, "1:5:unknown-name"},
		{[]string{"a = nope; a + 1"}, "1:5:unknown-name"},
		{[]string{"1 / 0; [1][5]; fail(\"x\")"}, ""}, // what only a run shows
	}
	for _, tt := range tests {
		if got := checkAll(t, NewSession(Options{}), tt.texts...); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.texts, got, tt.want)
		}
	}
}

func TestCheckDeclared(t *testing.T) {
	for _, tt := range []struct{ typ, text, want string }{
		{"number", "x + 1", ""},
		{"any", "x + 1; upper(x)", ""},
		{"string", "x + 1", "1:5:mixed-operands"},
		{"number?", "x + 1", ""},
		{"null", "x + 1", "1:1:operand-type"},
		{"list<string>", "x[0] + 1", "1:8:mixed-operands"},
		{"map<number>", "x.a + 1; x + 1", "1:10:operand-type"},
		{"function", "x(1)", ""},
	} {
		typ, ok := ParseType(tt.typ)
		if !ok || typ.String() != tt.typ {
			t.Errorf("%s is read as %v", tt.typ, typ)
			continue
		}
		s := NewSession(Options{})
		s.Declare("x", typ)
		if got := checkAll(t, s, tt.text); got != tt.want {
			t.Errorf("x: %s in %q: %q, want %q", tt.typ, tt.text, got, tt.want)
		}
	}
	for _, text := range []string{"", "?", "Number", "list<", "list<>", "list<number", "list number", "number<string>", "list<number>>", "money"} {
		if typ, ok := ParseType(text); ok {
			t.Errorf("%q is read as %s", text, typ)
		}
	}
}

func TestCheckIsBounded(t *testing.T) {
	s := NewSession(Options{})
	src := &diag.Source{Text: strings.Repeat("nope\n", 10_000) + "f(x) = " + strings.Repeat("nope(x) + ", 10_000) + "1"}
	file, err := parser.ParseWith(src, s.ParserOptions())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Check(file, src)) + len(s.Undefined()); n > 2*maxCheckErrors+maxErrors {
		t.Errorf("%d errors", n)
	}
}
