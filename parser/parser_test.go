package parser

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// sexprs returns the Sexprs of statements.
func sexprs(stmts []Stmt) string {
	list := make([]string, len(stmts))
	for i, s := range stmts {
		list[i] = Sexpr(s)
	}
	return strings.Join(list, " ; ")
}

// trees are programs and their trees, in groups of the language page.
var trees = []struct{ src, want string }{
	// Source text and newlines.
	{"", ""},
	{" \n\t\n# c\n;;", ""},
	{"\uFEFF1", "1"},
	{"#!/usr/bin/env calx\r\n1\r\n2", "1 ; 2"},
	{"1 +\n\n# c\n2", "(1 + 2)"},
	{"(1\n+ 2)", "(paren (1 + 2))"},
	{"[1,\n2\n]", "[1 2]"},
	{"a\nb; c;; d;\n", "a ; b ; c ; d"},
	{"f\n(x)", "f ; (paren x)"},
	{"[f\n(x)]", "[(call f x)]"},
	{"1\n.5", "1 ; .5"},
	{"50%\n", "(post% 50)"},
	{"if c\nthen 1\nelse\n2", "(if c 1 2)"},
	{"if c then 1\n+ 2 else 3", "(if c (1 + 2) 3)"},
	{"c ? 1\n: 2", "(if c 1 2)"},
	{"c ?\n1 :\n2", "(if c 1 2)"},
	{"x =\n1", "(= x 1)"},
	{"x =>\nx", "(=> (x) x)"},
	{"(x,\ny)\n=> x", "(=> (x y) x)"},
	{"a.\nb", "(. a b)"},
	{"a |>\nf", "(|> a (call f))"},
	{"not\na == b", "(not (a == b))"},
	{"a not\nin b", "(a not in b)"},
	{"a ??\nb", "(a ?? b)"},
	{"f(\n  a,\n  b = 1,\n)", "(call f a b=1)"},

	// Literals.
	{"[12, 1_000.5, .5, 0xFF, 1e-9]", "[12 1_000.5 .5 0xFF 1e-9]"},
	{`"a\n" + 'b'`, `("a\n" + "b")`},
	{`f"a {x + 1} b {f'{y}'} {{c}}"`, `(f "a " (x + 1) " b " (f "" y "") " {c}")`},
	{`f"{c ? 1 : 2}{m[1:2]}{ {a: 1}.a }"`, `(f "" (if c 1 2) "" (slice m 1 2) "" (. {"a": 1} a) "")`},
	{`f"{(a = 1; a)}"`, `(f "" (block (= a 1) a) "")`},
	{`r"\d"`, `"\\d"`},
	{"[true, false, null, []]", "[true false null []]"},
	{`{a: 1, "b c": 2, (x + 1): 3, if: 4, 'd': 5,}`, `{"a": 1 "b c": 2 (key (x + 1)): 3 "if": 4 "d": 5}`},
	{"{(a = 1; a): 2}", "{(key (block (= a 1) a)): 2}"},
	{"{}", "{}"},
	{"π * πr", "(pi * πr)"},
	{"{π: 1}.π", `(. {"π": 1} π)`},

	// Precedence.
	{"a + b * c - d / e", "(a + (b * c) - (d / e))"},
	{"a - b + c - d", "(a - b + c - d)"},
	{"a * b / c // d % e", "(a * b / c // d % e)"},
	{"(a + b) * c", "((paren (a + b)) * c)"},
	{"-a^2", "(- (a ^ 2))"},
	{"-a * b", "((- a) * b)"},
	{"2^3^2", "(2 ^ (3 ^ 2))"},
	{"2 ** 3", "(2 ^ 3)"},
	{"2^-1", "(2 ^ (- 1))"},
	{"2^-3!", "(2 ^ (- (post! 3)))"},
	{"2^-3*4", "((2 ^ (- 3)) * 4)"},
	{"2^-3^2", "(2 ^ (- (3 ^ 2)))"},
	{"--a", "(- (- a))"},
	{"!!a", "(! (! a))"},
	{"x = +a", "(= x (+ a))"},
	{"√4^2", "(√ (4 ^ 2))"},
	{"√9%", "(√ (post% 9))"},
	{"2 * √√x + 1", "((2 * (√ (√ x))) + 1)"},
	{"-x²", "(- (x ^ 2))"},
	{"x!² + y³", "(((post! x) ^ 2) + (y ^ 3))"},
	{"a or b and c or d", "(a or (b and c) or d)"},
	{"a || b && c", "(a or (b and c))"},
	{"not a == b and not c", "((not (a == b)) and (not c))"},
	{"not a in b", "(not (a in b))"},
	{"not not a", "(not (not a))"},
	{"a or not b", "(a or (not b))"},
	{"0 <= x < 10", "(0 <= x < 10)"},
	{"a > b >= c", "(a > b >= c)"},
	{"a == b == c", "(a == b == c)"},
	{"a + 1 < b * 2", "((a + 1) < (b * 2))"},
	{"a not in b", "(a not in b)"},
	{"a in 1..3", "(a in (1 .. 3))"},
	{"1 + 1..n - 1", "((1 + 1) .. (n - 1))"},
	{"1..3 |> sum == 6", "((|> (1 .. 3) (call sum)) == 6)"},
	{"a |> f |> m.g(1) |> (x => x)", "(|> a (call f) (call (. m g) 1) (call (paren (=> (x) x))))"},
	{"a |> (k = 1; x => x + k)", "(|> a (call (block (= k 1) (=> (x) (x + k)))))"},
	{"a ?? b ?? c", "(a ?? b ?? c)"},
	{"-a ?? b", "((- a) ?? b)"},
	{"a ?? not b", "(a ?? (not b))"},
	{"a |> f ?? b |> g", "((|> a (call f)) ?? (|> b (call g)))"},
	{"a ?? if c then d else e + 1", "(a ?? (if c d (e + 1)))"},
	{"a ?? x => x", "(a ?? (=> (x) x))"},
	{"a ?? b ? c : d", "(if (a ?? b) c d)"},
	{"c ? a : b", "(if c a b)"},
	{"c ? a : d ? b : e", "(if c a d b e)"},
	{"c ? d ? 1 : 2 : 3", "(if c (if d 1 2) 3)"},
	{"if a then b else if c then d else e", "(if a b c d e)"},
	{"if a then b else c ? d : e", "(if a b c d e)"},
	{"a ? b : if c then d else e", "(if a b c d e)"},
	{"if not a then x => x else if b then 1 else 2", "(if (not a) (=> (x) x) b 1 2)"},
	{"if if a then b else c then d else e", "(if (if a b c) d e)"},
	{"not if a then b else c", "(not (if a b c))"},
	{"true ?.5 : 1", "(if true .5 1)"},
	{"x => x + 1", "(=> (x) (x + 1))"},
	{"(x, y,) => x", "(=> (x y) x)"},
	{"(x) => x", "(=> (x) x)"},
	{"() => 1", "(=> () 1)"},
	{"x => y => c ? x : y", "(=> (x) (=> (y) (if c x y)))"},
	{"f = c ? (x => x) : y => y", "(= f (if c (paren (=> (x) x)) (=> (y) y)))"},

	// Postfix.
	{"f()", "(call f)"},
	{"f(a, b,)(c)[d].e(g)", "(call (. (index (call (call f a b) c) d) e) g)"},
	{"f (x)", "(call f x)"},
	{"(x => x)(1)(2)", "(call (call (paren (=> (x) x)) 1) 2)"},
	{"((x => x))(1)", "(call (paren (paren (=> (x) x))) 1)"},
	{"round(x, mode = \"up\", places = 2)", `(call round x mode="up" places=2)`},
	{"sort(xs, key = x => x.a)", "(call sort xs key=(=> (x) (. x a)))"},
	{"a[1][2:][:3][4:5][:]", "(slice (slice (slice (slice (index a 1) 2 _) _ 3) 4 5) _ _)"},
	{"a[c ? 1 : 2]", "(index a (if c 1 2))"},
	{"a?.b?.[0]?.[1:].if", "(. (slice? (index? (?. a b) 0) 1 _) if)"},
	{"a.b.c()", "(call (. (. a b) c))"},
	{"[1, 2][0]", "(index [1 2] 0)"},
	{`"abc"[1]`, `(index "abc" 1)`},
	{"{a: 1}.a", `(. {"a": 1} a)`},
	{"5!", "(post! 5)"},
	{"5! !", "(post! (post! 5))"},
	{"5!=x", "(5 != x)"},
	{"5! != x", "((post! 5) != x)"},
	{"5!/3!", "((post! 5) / (post! 3))"},

	// Percent.
	{"7.5%", "(post% 7.5)"},
	{"50% * 2", "((post% 50) * 2)"},
	{"10 % 3", "(10 % 3)"},
	{"10%3", "(10 % 3)"},
	{"10%x", "(10 % x)"},
	{"10 %(3)", "(10 % (paren 3))"},
	{"10 % [1][0]", "(10 % (index [1] 0))"},
	{"10 % {a: 3}.a", `(10 % (. {"a": 3} a))`},
	{"10 % √9", "(10 % (√ 9))"},
	{"10 % null", "(10 % null)"},
	{"10 % .3", "(10 % .3)"},
	{`10 % f"{x}"`, `(10 % (f "" x ""))`},
	{"7 % -3", "(7 % (- 3))"},
	{"7  %  -3", "(7 % (- 3))"},
	{"10% - 3", "((post% 10) - 3)"},
	{"10% − 3", "((post% 10) - 3)"},
	{"10%\n3", "(post% 10) ; 3"},
	{"10 %\n3", "(post% 10) ; 3"},
	{"(10 %\n3)", "(paren (10 % 3))"},
	{"(10 %\n-3)", "(paren (10 % (- 3)))"},
	{"(10%\n- 3)", "(paren ((post% 10) - 3))"},
	{"(a = 10 %\nb = 3\na)", "(block (= a (post% 10)) (= b 3) a)"},
	{"50% % 3", "((post% 50) % 3)"},
	{"50% %", "(post% (post% 50))"},
	{"50%^2", "((post% 50) ^ 2)"},
	{"5² % 3", "((5 ^ 2) % 3)"},
	{"50%==0.5", "((post% 50) == 0.5)"},
	{"x% and y", "((post% x) and y)"},

	// Statements and blocks.
	{"x = 1", "(= x 1)"},
	{"f(x, y,) = x", "(def f (x y) x)"},
	{"f() = 1", "(def f () 1)"},
	{"f(x)=x+1;f(1)", "(def f (x) (x + 1)) ; (call f 1)"},
	{"( a = 1; b = 2; a + b )", "(block (= a 1) (= b 2) (a + b))"},
	{"(\na = 1\nb = 2\n\na + b\n)", "(block (= a 1) (= b 2) (a + b))"},
	{"(a = 2\nb = a +\n3\nb)", "(block (= a 2) (= b (a + 3)) b)"},
	{"(a\n= 1; a)", "(block (= a 1) a)"},
	{"(a = 1;; a;)", "(block (= a 1) a)"},
	{"(; 1)", "(block 1)"},
	{"(a = (1\n+ 2); a)", "(block (= a (paren (1 + 2))) a)"},
	{"(a = [1,\n2]\na)", "(block (= a [1 2]) a)"},
	{"(f(n) = n; f(2))", "(block (def f (n) n) (call f 2))"},
	{"f(x) = (\n  y = if x\n    then 1\n    else 2\n  y\n)\nf(1)", "(def f (x) (block (= y (if x 1 2)) y)) ; (call f 1)"},
	{"-(a = 2; a)^2", "(- ((block (= a 2) a) ^ 2))"},
	{"(a = 1; x => x + a)(2)", "(call (block (= a 1) (=> (x) (x + a))) 2)"},
	{":precision 50 # c\n:rounding 05up;:group\n1", "(:precision 50) ; (:rounding 05up) ; (:group ) ; 1"},
}

func TestParse(t *testing.T) {
	for _, tt := range trees {
		f, err := ParseWith(&diag.Source{Text: tt.src}, Options{Directives: true})
		if err != nil {
			t.Errorf("%q: %v", tt.src, err)
			continue
		}
		if got := sexprs(f.Stmts); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, got, tt.want)
		}
	}
}

func TestContinue(t *testing.T) {
	tests := []struct{ src, want string }{
		{"* 2", "(ans * 2)"},
		{"- 5", "(ans - 5)"},
		{"-5", "(- 5)"},
		{"+5", "(ans + 5)"},
		{"^2 + 1", "((ans ^ 2) + 1)"},
		{"% 3", "(ans % 3)"},
		{"% -3", "(ans % (- 3))"},
		{"|> sqrt", "(|> ans (call sqrt))"},
		{".name.x + 1", "((. (. ans name) x) + 1)"},
		{"?.[0]", "(index? ans 0)"},
		{"in xs", "(ans in xs)"},
		{"not in xs", "(ans not in xs)"},
		{"not x", "(not x)"},
		{"== 2 and y", "((ans == 2) and y)"},
		{"?? 2", "(ans ?? 2)"},
		{"? 1 : 2", "(if ans 1 2)"},
		{".. 3", "(ans .. 3)"},
		{"1\n* 2", "1 ; (ans * 2)"},
		{".5", ".5"},
	}
	for _, tt := range tests {
		f, err := ParseWith(&diag.Source{Text: tt.src}, Options{Continue: true})
		if err != nil {
			t.Errorf("%q: %v", tt.src, err)
		} else if got := sexprs(f.Stmts); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, got, tt.want)
		}
	}
	if _, err := ParseWith(&diag.Source{Text: "1; * 2"}, Options{Continue: true}); err == nil {
		t.Error("a statement after ; went on from the last result")
	}
}

// TestSpans checks that nodes know where they stand.
func TestSpans(t *testing.T) {
	const src = "a = f(x, [1, 2])? .5 : {k: -y!}.k[0](π²)\ng(u) = (v = u; v) |> h; if p then q else f\"{r}\""
	f, err := Parse(&diag.Source{Text: src})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range f.Stmts {
		Walk(s, func(n Node) bool {
			s := n.Span()
			got = append(got, src[s.Start:s.End])
			return true
		})
	}
	want := []string{
		"a = f(x, [1, 2])? .5 : {k: -y!}.k[0](π²)", "f(x, [1, 2])? .5 : {k: -y!}.k[0](π²)", "f(x, [1, 2])", "f", "x", "[1, 2]", "1", "2", ".5",
		"{k: -y!}.k[0](π²)", "{k: -y!}.k[0]", "{k: -y!}.k", "{k: -y!}", "-y!", "y!", "y", "0", "π²", "π", "²",
		"g(u) = (v = u; v) |> h", "(v = u; v) |> h", "(v = u; v)", "v = u", "u", "v", "v", "h", "h",
		"if p then q else f\"{r}\"", "if p then q else f\"{r}\"", "p", "q", "f\"{r}\"", "r",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

// TestIncomplete tells texts that more input could make right.
func TestIncomplete(t *testing.T) {
	for _, src := range []string{
		"(", "(1", "(1 +", "[1, 2", "{a", "{a:", "{a: 1", "f(", "f(x", "f(x = 1", "x[", "x[1:", "(a = 1", "(a = 1\n", "(a = 1\na\n",
		"1 +", "1 + # c\n", "x =", "x =>", "not", "if", "if a", "if a then", "if a then b", "if a then b else", "a ?", "a ? b", "a ? b :",
		"a |>", "a.", "a?.", "a not", "(x, y)", "-(2", "f(x) =", "a ??", "[1,\n2\n", "1\n(2 +",
	} {
		_, err := Parse(&diag.Source{Text: src})
		if all := diag.All(err); len(all) != 1 || !all[0].Incomplete {
			t.Errorf("%q: not incomplete: %v", src, err)
		}
	}
	for _, src := range []string{"(1 2", "1 + * 2", "(1 + ]", ")", "\"abc", "f\"{x", "f\"{(x", "1 2 (", "()", "(1, 2)", "- ", "x = 1 2", "let x = (", "1e", "(2x"} {
		_, err := Parse(&diag.Source{Text: src})
		for _, e := range diag.All(err) {
			if e.Incomplete {
				t.Errorf("%q: incomplete: %v", src, e)
			}
		}
		if err == nil {
			t.Errorf("%q: no error", src)
		}
	}
}

// TestRecovery checks what is reported of a text with several errors, and what
// of it still becomes a tree.
func TestRecovery(t *testing.T) {
	tests := []struct {
		src    string
		errors string
		stmts  int
	}{
		{"a = 1 1\nb = 2\nc = 3 3\n", "1:7 3:7", 3},
		{"x = [1, 2\nrate = 5\ny = (rate +* 1) * 2\nz = 3 3", "2:1 3:12 4:7", 3},
		{"f(1 2, 3) + g(4 5)\nh", "1:5 1:17", 2},
		{"(1 + ]\n2 2", "1:6 2:3", 2},
		{"[1, (2 3], 4]\n5 5", "1:8 2:3", 2},
		{"1...2\n5.\n\"a\nb", "1:2 2:1 3:1", 2},
		{"a = (b = 1)\n(c; d)\n{e: 1, e: 2}", "1:6 2:2 3:8", 3},
		{"(1 +\n2", "1:1", 1},
		{"* 2\n+ 3\n4", "1:1 2:1", 1},
		{"x = 1; * 2; y = 3\nz = 4", "1:8", 2},
	}
	for _, tt := range tests {
		src := &diag.Source{Text: tt.src}
		f, err := Parse(src)
		var at []string
		for _, e := range diag.All(err) {
			line, column := src.Position(e.Span.Start)
			at = append(at, fmt.Sprintf("%d:%d", line, column))
		}
		if got := strings.Join(at, " "); got != tt.errors || len(f.Stmts) != tt.stmts {
			t.Errorf("%q: errors at %s, %d statements; want %s, %d\n%s", tt.src, got, len(f.Stmts), tt.errors, tt.stmts, diag.Pretty(err))
		}
		for _, s := range f.Stmts {
			Walk(s, func(Node) bool { return true })
			Sexpr(s)
		}
	}
	_, err := Parse(&diag.Source{Text: strings.Repeat("1 1\n", 1000)})
	if n := len(diag.All(err)); n != maxErrors {
		t.Errorf("%d errors are reported of a thousand", n)
	}
}

func TestErrorsAreFound(t *testing.T) {
	_, err := Parse(&diag.Source{Text: "1 1\n2 2"})
	if !errors.Is(err, diag.Syntax) {
		t.Errorf("%v is no syntax error", err)
	}
}

func TestPrecedenceTable(t *testing.T) {
	for k, p := range precedences {
		if p.Level == LevelNone && p.Assoc != LeftAssoc {
			t.Errorf("kind %d has no level", k)
		}
	}
	f, err := Parse(&diag.Source{Text: "x => 1; a ? 1 : 2; a ?? b; a or b; a and b; not a; a < b; a |> b; 1..2; 1 + 2; 1 * 2; -a; 2^3; f(x)"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Level{LevelExpr, LevelExpr, LevelCoalesce, LevelOr, LevelAnd, LevelNot, LevelCompare, LevelPipe, LevelRange, LevelSum, LevelProduct, LevelPrefix, LevelPower, LevelPostfix}
	for i, s := range f.Stmts {
		if got := ExprLevel(s.(*ExprStmt).X); got != want[i] {
			t.Errorf("%s has level %d, want %d", Sexpr(s), got, want[i])
		}
	}
}

// checkAgain parses every expression of a tree from its span alone, but those
// whose span is not that of an expression: superscripts and the stages of pipes.
func checkAgain(t *testing.T, src *diag.Source, file *File) {
	t.Helper()
	stages := map[Node]bool{}
	for _, s := range file.Stmts {
		Walk(s, func(n Node) bool {
			if pipe, ok := n.(*PipeExpr); ok {
				for _, stage := range pipe.Stages {
					stages[stage] = true
				}
			}
			e, ok := n.(Expr)
			if !ok || stages[n] || strings.HasPrefix(src.Text[e.Span().Start:], "²") || strings.HasPrefix(src.Text[e.Span().Start:], "³") {
				return true
			}
			again, err := ParseExpr(src, e.Span(), Options{Limits: Limits{MaxBytes: -1, MaxNesting: -1}})
			if err != nil || Sexpr(again) != Sexpr(e) || again.Span() != e.Span() {
				t.Errorf("%q: from %v of it: got %s over %v, want %s, %v", src.Text, e.Span(), Sexpr(again), again.Span(), Sexpr(e), err)
			}
			return true
		})
	}
}

func TestParseExpr(t *testing.T) {
	for _, tt := range trees {
		src := &diag.Source{Text: tt.src}
		if file, err := Parse(src); err == nil {
			checkAgain(t, src, file)
		}
	}
}
