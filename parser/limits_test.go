package parser

import (
	"errors"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// nests are constructs that stand within each other: what opens one, what
// stands in the innermost, what closes one.
var nests = []struct{ open, in, close string }{
	{"(", "1", ")"}, {"[", "", "]"}, {"{a: ", "1", "}"}, {"{(", "1", "): 2}"}, {"abs(", "1", ")"}, {"f(a = ", "1", ")"}, {"a[", "1", "]"}, {"a[:", "1", "]"},
	{"-", "1", ""}, {"- ", "1", ""}, {"+", "1", ""}, {"!", "a", ""}, {"√", "1", ""}, {"not ", "a", ""},
	{"1^", "1", ""}, {"2^-", "1", ""}, {"x => ", "1", ""}, {"(x, y) => ", "1", ""}, {"() => ", "1", ""},
	{"if ", "a", " then b else c"}, {"if a then ", "b", " else c"}, {"a ? ", "b", " : c"}, {"(c ? ", "1", " : 2)"},
	{`f"{`, "1", `}"`}, {"f'{", "1", "}'"}, {"(a = ", "1", "; a)"}, {"(f(x) = ", "1", "; f)"}, {"a |> f(", "1", ")"}, {"a |> (x => ", "x", ")"},
	{"a", "", "[0]"}, {"((1+", "1", "))"}, {"[(x => ", "1", ")(2)]"},
}

// tails are what stands behind an operand and makes another one of it.
var tails = []string{"(1)", "[0]", "[1:]", ".a", "?.a", "?.[0]", "!%", "%!", "!.b"}

func parseNested(text string, limit int) error {
	_, err := ParseWith(&diag.Source{Text: "x = " + text}, Options{Limits: Limits{MaxNesting: limit}})
	return err
}

// TestNesting checks that deep nesting ends at once, in a limit error unless
// the text is wrong at its start, and that streams do the same.
func TestNesting(t *testing.T) {
	const n = 100_000
	check := func(text string) {
		if err := parseNested(text, 0); !errors.Is(err, diag.Limit) {
			t.Errorf("%.30q…: %.200v", text, err)
		}
		if got := readAll(NewStream(strings.NewReader("y = "+text), "", Options{})); len(got) == 0 || !strings.Contains(got[0], "nesting-too-deep") {
			t.Errorf("%.30q…: a stream gives %.200q", text, got)
		}
		parseNested(text[:len(text)/2], 0)
	}
	for _, nest := range nests {
		if nest.open != "a" {
			check(strings.Repeat(nest.open, n) + nest.in + strings.Repeat(nest.close, n))
		}
	}
	for _, tail := range tails {
		check("a" + strings.Repeat(tail, n))
	}
	check("(x => x)" + strings.Repeat("(x => x)", n))
	for _, text := range []string{
		strings.Repeat("a |> (", n), strings.Repeat("x² ^ ", n), strings.Repeat(")", n), strings.Repeat("]", n), strings.Repeat("[(", n), strings.Repeat("a[", n) + strings.Repeat("}", n),
		strings.Repeat("%", n), strings.Repeat("1,", n), strings.Repeat("\"", n+1), strings.Repeat("f\"{", n), strings.Repeat("if a then b else ", n), strings.Repeat("(;", n),
	} {
		if err := parseNested(text, 0); err == nil {
			t.Errorf("%.30q…: no error", text)
		}
		readAll(NewStream(strings.NewReader(text), "", Options{}))
	}
}

// TestNestingIsInclusive checks how much fits: the limit itself does.
func TestNestingIsInclusive(t *testing.T) {
	nested := func(open, in, close string, n int) string {
		return strings.Repeat(open, n) + in + strings.Repeat(close, n)
	}
	for _, nest := range [][3]string{{"(", "1", ")"}, {"[", "", "]"}, {"abs(", "1", ")"}, {"-", "1", ""}, {"!", "a", ""}, {"1^", "1", ""}, {"x => ", "1", ""}, {"if a then ", "b", " else c"}, {"(a = ", "1", "; a)"}, {"(1 + 2 * ", "3", ")"}} {
		open, in, close := nest[0], nest[1], nest[2]
		if open == "[" {
			in, open = "[]", "["
			if err := parseNested(nested(open, in, close, 999), 0); err != nil {
				t.Errorf("1000 of %q: %v", open, err)
			}
			continue
		}
		if err := parseNested(nested(open, in, close, 1000), 0); err != nil {
			t.Errorf("1000 of %q: %v", open, err)
		}
		if err := parseNested(nested(open, in, close, 1001), 0); !errors.Is(err, diag.Limit) {
			t.Errorf("1001 of %q: %v", open, err)
		}
		if err := parseNested(nested(open, in, close, 5000), -1); err != nil {
			t.Errorf("5000 of %q without a limit: %v", open, err)
		}
	}
	for _, tail := range []string{".a", "(1)", "[0]"} {
		if err := parseNested("a"+strings.Repeat(tail, 1000), 0); err != nil {
			t.Errorf("1000 of %q: %v", tail, err)
		}
		if err := parseNested("a"+strings.Repeat(tail, 1001), 0); !errors.Is(err, diag.Limit) {
			t.Errorf("1001 of %q: %v", tail, err)
		}
	}
	// What was read before counts as well where something is put around it.
	half := nested("(", "1", ")", 600)
	for _, text := range []string{half + strings.Repeat("!%", 300), nested("(", half+" ? 1 : 2", ")", 400), nested("(", half+"²", ")", 400)} {
		if err := parseNested(text, 0); !errors.Is(err, diag.Limit) {
			t.Errorf("%.20q…%.20q: %v", text, text[len(text)-20:], err)
		}
	}
	for _, text := range []string{nested("(", half, ")", 400), half + " + " + half, "[" + half + ", " + half + "]", half + strings.Repeat("!%", 200)} {
		if err := parseNested(text, 0); err != nil {
			t.Errorf("%.20q…: %v", text, err)
		}
	}
}

// TestChainsAreFlat checks that a long chain of one level is one node.
func TestChainsAreFlat(t *testing.T) {
	for _, tt := range []struct{ first, rest, last string }{
		{"1", "+1", ""}, {"1", " - 1", ""}, {"1", "*1", ""}, {"a", " and a", ""}, {"a", " or a", ""}, {"a", " < a", ""}, {"a", " ?? a", ""}, {"a", "|>f", ""},
		{"", "a?1:", "2"}, {"", "if a then 1 else ", "2"}, {"[1", ",1", "]"}, {"f(1", ",1", ")"}, {"1", "+\n1", ""}, {"{a: 1", ", (a): 1", "}"},
	} {
		n := 100_000
		if tt.rest == "+1" {
			n = 1_000_000
		}
		f, err := Parse(&diag.Source{Text: tt.first + strings.Repeat(tt.rest, n) + tt.last})
		if err != nil {
			t.Errorf("%q: %v", tt.rest, err)
			continue
		}
		depth, deepest := 0, 0
		var walk func(Node) bool
		walk = func(node Node) bool {
			depth++
			deepest = max(deepest, depth)
			switch e := node.(type) {
			case *BinaryExpr:
				for _, x := range e.Operands {
					Walk(x, walk)
				}
				depth--
				return false
			case *Ident, *NumberLit:
				depth--
			}
			return true
		}
		Walk(f.Stmts[0].(*ExprStmt).X, walk)
		if deepest > 3 && !strings.Contains(tt.rest, "|>") {
			t.Errorf("%q: %d nodes within each other", tt.rest, deepest)
		}
	}
}

// TestManyErrorsAreLinear parses texts with an error at every step, each of
// which could quote all that stands before it.
func TestManyErrorsAreLinear(t *testing.T) {
	for _, text := range []string{
		"a" + strings.Repeat(" < a == a", 200_000), "a" + strings.Repeat(" ?? a + a", 200_000), strings.Repeat("-not ", 900) + "\"" + strings.Repeat("a", 1_000_000) + "\"",
		strings.Repeat("(1 < 2 == 3\n", 100_000), strings.Repeat("f(1 2) ", 100_000), strings.Repeat("(", 900) + strings.Repeat("a%-a,", 100_000), "[" + strings.Repeat("(;),", 100_000),
	} {
		if _, err := Parse(&diag.Source{Text: text}); err == nil || len(diag.Pretty(err)) > 100_000 {
			t.Errorf("%.20q…: %d bytes of errors", text, len(diag.Pretty(err)))
		}
		readAll(NewStream(strings.NewReader(text), "", Options{}))
	}
}

func TestSourceLimit(t *testing.T) {
	src := &diag.Source{Text: "1 + " + strings.Repeat("1", 100)}
	for limit, ok := range map[int]bool{0: true, -1: true, 104: true, 103: false} {
		f, err := ParseWith(src, Options{Limits: Limits{MaxBytes: limit}})
		if (err == nil) != ok || f == nil || !ok && !errors.Is(err, diag.Limit) {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}
