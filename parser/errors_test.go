package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// faults are programs with one error each: its code, its span, and what its
// hint must hold.
var faults = []struct{ src, code, at, hint string }{
	// Two operands side by side.
	{"2x", "missing-operator", "1-2", "write 2*x"},
	{"2(3)", "missing-operator", "1-2", "write 2*(3)"},
	{"(a)(b)", "missing-operator", "3-4", "write (a)*(b)"},
	{"1 2", "missing-operator", "2-3", "write 1 * 2"},
	{"x = 2sqrt(9) + 1", "missing-operator", "5-9", "write 2*sqrt(9)"},
	{"2√9", "missing-operator", "1-4", "write 2*√9"},
	{"1a", "missing-operator", "1-2", "write 1*a"},
	{"f(x)(2)3", "missing-operator", "7-8", "write f(x)(2)*3"},
	{"sqrt 4", "missing-operator", "5-6", "write sqrt(4) to call it, or sqrt * 4"},
	{"10 000", "missing-operator", "3-6", "write 10_000 or 10 * 000"},
	{`"a" "b"`, "missing-operator", "4-7", `write "a" + "b"`},
	{`b"x"`, "missing-operator", "1-4", "prefixes"},
	{"x.1", "missing-operator", "1-3", "write [1]"},
	{"[1, 2 3]", "missing-operator", "6-7", "write 2 * 3"},
	{"3 {a: 1}", "missing-operator", "2-3", ""},
	{"let x = 1", "missing-operator", "4-5", "write x = 1"},
	{"var rate = 7%", "missing-operator", "4-8", "write rate = 7%"},
	{"10% of 50", "missing-operator", "7-9", "write 10% * 50"},
	{"1,5 + 2", "stray-comma", "1-2", "the decimal sign is a point"},
	{"1.000,50", "stray-comma", "5-6", "the decimal sign is a point"},
	{"for i in xs i", "missing-operator", "4-5", "map"},
	{"true AND false", "missing-operator", "5-8", "write and"},
	{"7 mod 3", "missing-operator", "2-5", "mod(a, b)"},
	{"10 % not true", "not-without-in", "5-8", ""},
	{"10% if a then 1 else 2", "missing-operator", "4-6", ""},
	{"5 {", "missing-operator", "2-3", ""},
	{"f(x) g(y)", "missing-operator", "5-6", "write f(x) * g(y)"},

	// Digits in groups.
	{"1,000", "stray-comma", "1-2", "write 1_000"},
	{"1,234,567.5", "stray-comma", "1-2", "write 1_234_567"},
	{"a, b", "stray-comma", "1-2", "[a, b]"},
	{"f(1,000)", "grouped-digits", "2-7", "write 1_000"},
	{"[1,000,000]", "grouped-digits", "1-6", "write 1_000_000"},

	// Readings shown.
	{"2 * x => x", "needs-parentheses", "4-10", "write 2 * (x => x)"},
	{"2 * (x, y) => x", "needs-parentheses", "4-15", "write 2 * ((x, y) => x)"},
	{"1 + if a then b else c", "needs-parentheses", "4-22", "write 1 + (if a then b else c)"},
	{"a and if b then c else d", "needs-parentheses", "6-24", ""},
	{"true == not false", "needs-parentheses", "8-17", "write true == (not false)"},
	{"-not a", "needs-parentheses", "1-6", "write -(not a)"},
	{"a or x => x", "needs-parentheses", "5-11", "write a or (x => x)"},
	{"xs |> x => x + 1", "needs-parentheses", "6-16", "write xs |> (x => x + 1)"},
	{"2 == 2 < 3", "mixed-chain", "0-10", "write (2 == 2) < 3 or 2 == 2 and 2 < 3"},
	{"0 < x > 3", "mixed-chain", "0-9", "write (0 < x) > 3 or 0 < x and x > 3"},
	{"1 != 2 != 1", "mixed-chain", "0-11", "(1 != 2) != 1"},
	{"1 < 2 in xs", "mixed-chain", "0-11", "(1 < 2) in xs"},
	{"a in b not in c", "mixed-chain", "0-15", "(a in b) not in c"},
	{"null ?? 2 + 3", "mixed-coalesce", "0-13", "write (null ?? 2) + 3 or null ?? (2 + 3)"},
	{"1 + null ?? 2", "mixed-coalesce", "0-11", "write (1 + null) ?? 2 or 1 + (null ?? 2)"},
	{"a ?? b or c", "mixed-coalesce", "0-11", "write (a ?? b) or c or a ?? (b or c)"},
	{"a == 1 ?? true", "mixed-coalesce", "0-9", "write (a == 1) ?? true or a == (1 ?? true)"},
	{"a ?? 1..3", "mixed-coalesce", "0-9", ""},
	{"-a^2 ?? b", "mixed-coalesce", "0-7", ""},
	{"not a == b ?? c", "mixed-coalesce", "0-13", ""},
	{"a² ?? b", "mixed-coalesce", "0-6", ""},
	{"xs |> sum + 1", "pipe-tail", "10-11", "write (xs |> sum) + 1"},
	{"xs |> f(1)[0]", "pipe-tail", "10-11", "write (xs |> f(1))[0]"},
	{"9 |> sqrt!", "pipe-tail", "9-10", "write (9 |> sqrt)!"},
	{"a |> f % 3", "pipe-tail", "7-8", "write (a |> f) % 3"},
	{"a |> (x => x)(1)", "pipe-tail", "13-14", ""},
	{"9 |> 3", "bad-stage", "5-6", "|> f"},
	{"9 |> (3)", "bad-stage", "5-8", ""},
	{"9 |> if a then f else g", "bad-stage", "2-7", "parentheses"},
	{"10%-3", "unclear-percent", "2-4", "write 10% - 3 or 10 % -3"},
	{"10 % - 3", "unclear-percent", "3-6", "write 10% - 3 or 10 % -3"},
	{"10% -3", "unclear-percent", "2-5", "write 10% - 3 or 10 % -3"},
	{"x%+y", "unclear-percent", "1-3", "write x% + y or x % +y"},
	{"(10% # c\n-3)", "unclear-percent", "3-10", ""},
	{"5!!", "double-factorial", "2-3", "(5!)!"},
	{"(5)!!", "double-factorial", "4-5", "((5)!)!"},
	{"2^3²", "after-superscript", "3-5", "write (2^3)² or 2^(3²)"},
	{"2^-y²", "after-superscript", "4-6", "write (2^-y)² or 2^(-y²)"},
	{"x²²", "after-superscript", "3-5", "write (x²)² or x^(2²)"},
	{"x²^3", "after-superscript", "3-4", "write (x²)^3 or x^(2^3)"},
	{"x²!", "after-superscript", "3-4", "write (x²)! or x^(2!)"},
	{"5²%", "after-superscript", "3-4", "write (5²)% or 5^(2%)"},
	{"1..2..3", "chained-range", "4-6", "range(a, b, step)"},

	// Bindings.
	{"x = y = 1", "chained-binding", "6-7", "=="},
	{"3! = 6", "not-bindable", "3-4", "=="},
	{"1 + x = 2", "not-bindable", "6-7", "=="},
	{"m.x = 4", "not-bindable", "4-5", "merge"},
	{"if a = b then 1 else 2", "unexpected-assign", "5-6", "=="},
	{"true = 1", "reserved-word", "5-6", ""},
	{"in = 4", "reserved-word", "0-2", ""},
	{"if = 3", "reserved-word", "0-2", ""},
	{"f(1) = 2", "bad-parameter", "2-3", ""},
	{"f(x = 1) = 2", "parameter-default", "2-3", ""},
	{"f(x, y, x) = 1", "repeated-parameter", "8-9", ""},
	{"f(a,b,c,d,e,f,g,h,i,j,a) = 1", "repeated-parameter", "22-23", ""},
	{"(x, x) => 1", "repeated-parameter", "4-5", ""},
	{"(x = 1, y) => x", "unexpected-token", "6-7", ""},
	{"(x, y = 1) => x", "parameter-default", "6-7", ""},
	{"1 => 2", "bad-parameter", "2-4", ">="},
	{"(1) => 2", "bad-parameter", "1-2", ""},
	{"=> x", "leading-operator", "0-2", "x => …"},
	{"f(a = 1, 2)", "positional-after-named", "9-10", ""},
	{"f(1, = 2)", "expected-expression", "5-6", ""},
	{"f(1 + 2 = 3)", "bad-argument-name", "8-9", "=="},

	// Where statements begin.
	{"* 2", "leading-operator", "0-1", "end the line before with *"},
	{"6\n/ 2", "leading-operator", "2-3", ""},
	{"x = 1; × 2", "leading-operator", "7-9", "×"},
	{"true\nand true", "leading-operator", "5-8", ""},
	{"+5", "leading-operator", "0-1", ""},
	{"- 5", "leading-operator", "0-1", "-1"},
	{"-\n5", "leading-operator", "0-1", ""},
	{"-# c", "leading-operator", "0-1", ""},
	{"−\t5", "leading-operator", "0-3", ""},
	{"6\n.a", "leading-operator", "2-3", ""},
	{"?.a", "leading-operator", "0-2", ""},
	{"// c", "leading-operator", "0-2", "#"},
	{"²", "leading-operator", "0-2", ""},
	{"else 1", "misplaced-keyword", "0-4", ""},
	{"(a = 1\n+ a)", "leading-operator", "7-8", ""},

	// Brackets, and what is missing in them.
	{"(1", "unclosed-bracket", "0-1", "add the ')'"},
	{"1 + [2, {a: 3", "unclosed-bracket", "8-9", "add the '}'"},
	{"f(x = 1", "unclosed-bracket", "1-2", ""},
	{"[1, 2][", "unclosed-bracket", "6-7", ""},
	{"1)", "stray-closer", "1-2", ""},
	{")", "stray-closer", "0-1", ""},
	{"(1]", "mismatched-bracket", "2-3", "'('"},
	{"()", "empty-parentheses", "0-2", "() =>"},
	{"(1, 2)", "comma-in-parentheses", "2-3", "[a, b]"},
	{"(x, y) + 1", "comma-in-parentheses", "0-6", "=>"},
	{"(x, => x", "expected-expression", "4-6", ""},
	{"f(x,,) = 1", "expected-expression", "4-5", ""},
	{"[,]", "expected-expression", "1-2", ""},
	{"[1][]", "empty-index", "3-5", ""},
	{"x[1:2:3]", "slice-step", "5-6", ""},
	{"{a 1}", "unexpected-token", "3-4", "{k: v}"},
	{"{: 1}", "bad-key", "1-2", ""},
	{"{1: 2}", "bad-key", "1-2", `"1"`},
	{"{,}", "bad-key", "1-2", ""},
	{"{a: 1, a: 2}", "repeated-key", "7-8", ""},
	{`{a: 1, (b): 2, "a": 3}`, "repeated-key", "15-18", ""},
	{"a.", "unfinished", "2-2", ""},
	{"a.(b)", "expected-name", "2-3", ""},
	{"a. 1", "expected-name", "3-4", "[0]"},
	{"a?.(b)", "expected-name", "3-4", ""},
	{"f(1; 2)", "unexpected-token", "3-4", "block"},

	// Expressions that end too early.
	{"1 +", "unfinished", "3-3", ""},
	{"1 +* 2", "expected-expression", "3-4", ""},
	{"1 in", "unfinished", "4-4", ""},
	{"a ? b", "unfinished", "5-5", ""},
	{"1 ? : 2", "expected-expression", "4-5", ""},
	{"true ? 1 : : 2", "expected-expression", "11-12", ""},
	{"if a then b", "unfinished", "11-11", ""},
	{"if a b", "unexpected-token", "5-6", "if c then a else b"},
	{"if (a) { b } else { c }", "unexpected-token", "7-8", "if c then a else b"},
	{"if 2x then 1 else 2", "missing-operator", "4-5", "write 2*x"},
	{"[1, 2\nrate = 5", "missing-operator", "6-10", "'['"},
	{"'it's", "missing-operator", "4-5", `\'`},
	{"a not b", "not-without-in", "2-5", ""},
	{"x = ", "unfinished", "3-3", ""},
	{"= 5", "expected-expression", "0-1", "name = value"},

	// Blocks.
	{"(a = 1)", "block-without-value", "1-6", ""},
	{"f(x) = (y = x)", "block-without-value", "8-13", ""},
	{"(a = 1;)", "block-without-value", "1-6", ""},
	{"(1; 2)", "unused-value", "1-2", ""},
	{"(a = 1; a = 2; a)", "bound-twice", "8-9", ""},
	{"(f(x) = 1; f = 2; f)", "bound-twice", "11-12", ""},
	{"(;)", "empty-block", "0-3", ""},
	{"(a = 1; :places 2; a)", "misplaced-directive", "8-15", ""},

	// Strings and directives.
	{`f"{}"`, "empty-interpolation", "3-5", "{{}}"},
	{`f"{x:2}"`, "format-in-string", "4-5", "format(x"},
	{`f"{1 2}"`, "missing-operator", "5-6", "1 * 2"},
	{`f"{(1}"`, "unexpected-token", "5-7", ""},
	{`f"{x`, "unclosed-string", "0-4", ""},
	{`x = f"a{y +}"`, "expected-expression", "11-13", ""},
	{":precison 5", "unknown-directive", "0-9", ":precision"},
	{": precision 5", "directive", "0-13", ""},
	{"1 :precision 5", "unexpected-token", "2-3", ""},
	{":places 2\x07", "control-character", "9-10", ""},
	{"1...2", "look-alike", "1-4", ""},
}

func TestFaults(t *testing.T) {
	for _, tt := range faults {
		_, err := ParseWith(&diag.Source{Text: tt.src}, Options{Directives: true})
		all := diag.All(err)
		if len(all) != 1 {
			t.Errorf("%q: %d errors\n%s", tt.src, len(all), diag.Pretty(err))
			continue
		}
		checkFault(t, tt.src, all[0], tt.code, tt.at, tt.hint)

		// A stream says the same.
		s := NewStream(strings.NewReader(tt.src), "", Options{Directives: true})
		err = nil
		for err == nil {
			_, _, err = s.Next()
		}
		e := diag.All(err)
		if len(e) == 0 {
			t.Errorf("%q: a stream finds nothing: %v", tt.src, err)
			continue
		}
		shift := e[0].Source.Offset
		e[0].Span.Start += shift
		e[0].Span.End += shift
		checkFault(t, tt.src, e[0], tt.code, tt.at, tt.hint)
	}
}

func checkFault(t *testing.T, src string, e *diag.Error, code, at, hint string) {
	t.Helper()
	span := fmt.Sprintf("%d-%d", e.Span.Start, e.Span.End)
	if e.Code != code || span != at || !strings.Contains(e.Hint, hint) || e.Class != diag.Syntax || e.Source == nil {
		t.Errorf("%q: %s at %s, want %s at %s with %q\n%s", src, e.Code, span, code, at, hint, diag.Pretty(e))
	}
}

func TestDirectivesOfHosts(t *testing.T) {
	f, err := Parse(&diag.Source{Text: ":precision 50\n1"})
	all := diag.All(err)
	if len(all) != 1 || all[0].Code != "directive" || !strings.Contains(all[0].Hint, "options") || len(f.Stmts) != 2 {
		t.Errorf("a directive in a host's program: %v", err)
	}
}
