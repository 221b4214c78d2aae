package parser

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFormatGolden holds the layout of testdata/format/*.calx against the
// files next to them that end in .golden.
func TestFormatGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/format/*.calx")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkFormat(t, string(text))
		got, err := Format(&diag.Source{Name: file, Text: string(text)})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		golden := strings.TrimSuffix(file, ".calx") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is laid out as\n%s\nwant\n%s", file, got, want)
		}
	}
}

// checkFormat checks what must hold of every text: that its layout is a
// program with the same tree and the same comments, and is its own layout.
func checkFormat(t *testing.T, text string) {
	t.Helper()
	for _, width := range []int{formatWidth, narrow, 20} {
		checkLayout(t, text, width)
	}
}

// narrow is a width at which two short elements of a list still fit on any
// line. Below it what a list looks like may depend on what it looked like.
const narrow = 70

// checkLayout is checkFormat for lines of a width, which may be less than
// usual, so that short texts have to be broken.
func checkLayout(t *testing.T, text string, width int) {
	t.Helper()
	src := &diag.Source{Text: text}
	file, err := ParseWith(src, Options{Directives: true, Comments: true})
	got, formatErr := format(src, Limits{}, width)
	if err != nil {
		if got != text || formatErr == nil {
			t.Errorf("%q has errors and becomes %q, %v", text, got, formatErr)
		}
		return
	}
	if formatErr != nil {
		t.Errorf("%q: %v", text, formatErr)
		return
	}
	out := &diag.Source{Text: got}
	file2, err := ParseWith(out, Options{Directives: true, Comments: true})
	if err != nil {
		t.Errorf("%q becomes\n%s\nwhich is no program: %v", text, got, err)
		return
	}
	if a, b := sexprs(file.Stmts), sexprs(file2.Stmts); a != b {
		t.Errorf("%q becomes\n%s\nwhich is %s\ninstead of %s", text, got, b, a)
	}
	if a, b := comments(file), comments(file2); !slices.Equal(a, b) {
		t.Errorf("%q becomes\n%s\nthe comments were %q and are %q", text, got, a, b)
	}
	if a, b := significant(text), significant(got); !slices.Equal(a, b) && !hasDirective(file) {
		t.Errorf("%q becomes\n%s\nits tokens were %q and are %q", text, got, a, b)
	}
	if again, err := format(out, Limits{}, width); width >= narrow && again != got || err != nil {
		t.Errorf("%q becomes\n%s\nand that becomes\n%s\n%v", text, got, again, err)
	}
	checkLines(t, text, got)
	if width == formatWidth {
		for _, s := range file.Stmts {
			checkNode(t, s)
		}
	}
}

func comments(f *File) []string {
	var list []string
	for _, c := range f.Comments {
		list = append(list, strings.TrimRight(f.Source.Text[c.Start:c.End], " \t"))
	}
	return list
}

// significant returns the tokens but those that the layout may add or leave
// out: commas, semicolons, newlines.
func significant(text string) []string {
	var list []string
	lex := lexer.New(&diag.Source{Text: text})
	for {
		switch t := lex.Next(); t.Kind {
		case lexer.EOF:
			return list
		case lexer.Comma, lexer.Semi, lexer.Newline:
		case lexer.Bad:
			return nil
		default:
			list = append(list, lex.Text(t))
		}
	}
}

// hasDirective reports whether there is a directive, whose argument is text and
// no tokens.
func hasDirective(f *File) bool {
	return slices.ContainsFunc(f.Stmts, func(s Stmt) bool {
		_, is := s.(*DirectiveStmt)
		return is
	})
}

// checkLines looks for white space where none should be.
func checkLines(t *testing.T, text, got string) {
	t.Helper()
	blank := true
	for line := range strings.Lines(got) {
		body := strings.TrimSuffix(line, "\n")
		if body == line || strings.TrimRight(body, " \t\r") != body {
			t.Errorf("%q becomes\n%s\nwith the line %q", text, got, line)
		}
		if body == "" && blank {
			t.Errorf("%q becomes\n%s\nwith an empty line too many", text, got)
		}
		blank = body == ""
	}
	if blank && got != "" {
		t.Errorf("%q becomes\n%s\nwith an empty line at its end", text, got)
	}
}

// checkNode holds a statement against what it becomes without its source.
func checkNode(t *testing.T, s Stmt) {
	t.Helper()
	got := FormatNode(s)
	file, err := ParseWith(&diag.Source{Text: got}, Options{Directives: true})
	if err != nil || len(file.Stmts) != 1 {
		t.Errorf("%s becomes %q: %v", Sexpr(s), got, err)
		return
	}
	if a, b := withoutParens(Sexpr(s)), withoutParens(Sexpr(file.Stmts[0])); a != b {
		t.Errorf("%s becomes %q, which is %s", a, got, b)
	}
	if again := FormatNode(file.Stmts[0]); again != got {
		t.Errorf("%s becomes\n%s\nand that becomes\n%s", Sexpr(s), got, again)
	}
}

// withoutParens returns an S-expression with the parentheses of the source
// left out.
func withoutParens(s string) string {
	var b strings.Builder
	var open []bool // lists that are shown
	quoted := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted:
			if c == '\\' {
				b.WriteByte(c)
				i++
				c = s[i]
			} else if c == '"' {
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '(':
			hidden := strings.HasPrefix(s[i:], "(paren ")
			open = append(open, !hidden)
			if hidden {
				i += len("(paren ") - 1
				continue
			}
		case c == ')' && len(open) > 0:
			shown := open[len(open)-1]
			open = open[:len(open)-1]
			if !shown {
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// TestFormatTrees formats the sources of the other tests.
func TestFormatTrees(t *testing.T) {
	for _, tt := range trees {
		checkFormat(t, tt.src)
		checkFormat(t, "x = (\n"+tt.src+"\n)")
		checkFormat(t, strings.ReplaceAll(tt.src, "\n", " # c\n"))
		checkFormat(t, strings.ReplaceAll(tt.src, "\n", "\n# c\n\n\n# d\n"))
	}
}

// TestFormatComments puts a comment at every place where a line may end.
func TestFormatComments(t *testing.T) {
	texts := append([]string{
		"x = [1, 2, {a: 1, (b): [c], \"d e\": f(1, g = 2)}]", "f(a, b) = (c = a; d(e) = e; c + d(b))", "y = if a then b else if c then d else e",
		"y = a ? b : c ? d : e", "y = (a ? b : if c then d else e)", "z = xs |> f |> g(a, b => b) |> (x => x + 1)", "not (a in b) and -c * √d ^ 2 // e % f - g",
		"(a % b + c % - d)", "(x => y => (x, y) => () => x)(1)(2)", "a[1:b].c?.d[e]?.[f + 1 : g]!%", "a ?? b ?? if c then d else e", "[if a % b then c % d else e % f]",
		"if a % b then c % d else e % f", "0 <= a < b and c == d", "(5;)", ":precision 20\n1", "{(a = 1; a): 2}", "f() = () => []", "f([], {}, g())",
	}, seedStatements()...)
	for _, text := range texts {
		lex := lexer.New(&diag.Source{Text: text})
		for {
			tok := lex.Next()
			if tok.Kind == lexer.EOF || tok.Kind == lexer.Bad {
				break
			}
			at := tok.Span.Start
			for _, comment := range []string{"# c\n", " # c\n\n\n  # d \t\n\n", "\n# c\n"} {
				checkFormat(t, text[:at]+comment+text[at:])
			}
		}
	}
}

// seedStatements returns the statements of the golden tests' sources.
func seedStatements() []string {
	var list []string
	for _, text := range seedTexts() {
		file, _ := ParseWith(&diag.Source{Text: text}, Options{Directives: true})
		for _, s := range file.Stmts {
			at := s.Span()
			list = append(list, text[at.Start:at.End])
		}
	}
	return list
}

// seedTexts returns the golden tests' sources.
func seedTexts() []string {
	files, _ := filepath.Glob("testdata/format/*.calx")
	var list []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil {
			list = append(list, string(text))
		}
	}
	return list
}

// TestFormatSuites formats the sources of the conformance suites.
func TestFormatSuites(t *testing.T) {
	files, err := filepath.Glob("../testdata/suites/*.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Fatal("no suites", err)
	}
	for _, file := range files {
		n := 0
		for _, text := range suiteTexts(t, file) {
			if n++; testing.Short() && n%20 != 0 {
				continue
			}
			checkFormat(t, text)
		}
	}
}

// suiteTexts returns the sources of a suite, but for the longest.
func suiteTexts(t *testing.T, file string) []string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for d := json.NewDecoder(z); d.More(); {
		var c struct {
			Expr  string
			Parts []any
		}
		if err := d.Decode(&c); err != nil {
			t.Fatal(err)
		}
		for _, part := range c.Parts {
			c.Expr += suitePart(part)
		}
		if len(c.Expr) < 100_000 {
			list = append(list, c.Expr)
		}
	}
	return list
}

func suitePart(part any) string {
	switch part := part.(type) {
	case string:
		return part
	case map[string]any:
		if s, ok := part["b64"].(string); ok {
			b, _ := base64.StdEncoding.DecodeString(s)
			return string(b)
		}
		s, _ := part["repeat"].(string)
		n, _ := part["n"].(float64)
		return strings.Repeat(s, min(int(n), 1000))
	}
	return ""
}

func TestFormatErrors(t *testing.T) {
	for _, text := range []string{"1 +", "x = (1\n", "a b  c", "\"", ":unknown 5"} {
		got, err := Format(&diag.Source{Text: text})
		if got != text || !errors.Is(err, diag.Syntax) {
			t.Errorf("%q becomes %q, %v", text, got, err)
		}
	}
	if _, err := FormatWith(&diag.Source{Text: "1 + 2"}, Limits{MaxBytes: 4}); !errors.Is(err, diag.Limit) {
		t.Errorf("a text beyond the limit: %v", err)
	}
}

// TestFormatNode formats trees that the parser would not have made without
// parentheses.
func TestFormatNode(t *testing.T) {
	name := func(s string) Expr { return &Ident{Name: s} }
	op := func(k lexer.Kind) []Operator { return []Operator{{Kind: k}} }
	binary := func(k lexer.Kind, x, y Expr) Expr { return &BinaryExpr{Operands: []Expr{x, y}, Ops: op(k)} }
	sum := binary(lexer.Plus, name("a"), name("b"))
	lambda := &LambdaExpr{Params: []Ident{{Name: "x"}}, Body: name("x")}
	choice := &CondExpr{Branches: []CondBranch{{name("a"), name("b")}}, Else: name("c")}
	tests := []struct {
		n    Node
		want string
	}{
		{binary(lexer.Star, sum, sum), "(a + b) * (a + b)"},
		{binary(lexer.Plus, sum, sum), "(a + b) + (a + b)"},
		{binary(lexer.Caret, &UnaryExpr{Op: lexer.Minus, X: name("a")}, sum), "(-a)^(a + b)"},
		{binary(lexer.Caret, name("a"), binary(lexer.Caret, name("b"), name("c"))), "a^b^c"},
		{binary(lexer.Coalesce, sum, choice), "(a + b) ?? (if a then b else c)"},
		{binary(lexer.DotDot, &NumberLit{Text: "1"}, &NumberLit{Text: ".5"}), "1 .. .5"},
		{binary(lexer.DotDot, &NumberLit{Text: "1"}, &PostfixExpr{Op: lexer.Percent, X: &NumberLit{Text: ".5"}}), "1 .. .5%"},
		{binary(lexer.DotDot, &NumberLit{Text: "1"}, sum), "1 .. a + b"},
		{binary(lexer.Star, choice, lambda), "(if a then b else c) * (x => x)"},
		{&UnaryExpr{Op: lexer.NotKw, X: choice}, "not (if a then b else c)"},
		{&UnaryExpr{Op: lexer.Minus, X: sum}, "-(a + b)"},
		{&PostfixExpr{Op: lexer.Not, X: &PostfixExpr{Op: lexer.Not, X: name("n")}}, "n! !"},
		{&CondExpr{Branches: []CondBranch{{choice, choice}}, Else: choice}, "if if a then b else c then if a then b else c else (if a then b else c)"},
		{&CallExpr{Fun: lambda, Args: []Arg{{Value: choice}, {Name: Ident{Name: "k"}, Value: sum}}}, "(x => x)(if a then b else c, k = a + b)"},
		{&MemberExpr{X: &NumberLit{Text: "5"}, Name: Ident{Name: "if"}}, "5 .if"},
		{&SliceExpr{X: name("a"), Low: sum}, "a[a + b :]"},
		{&SliceExpr{X: name("a"), High: name("b"), Optional: true}, "a?.[:b]"},
		{&PipeExpr{X: &PipeExpr{X: sum, Stages: []*CallExpr{{Fun: name("f")}}}, Stages: []*CallExpr{{Fun: lambda}}}, "(a + b |> f) |> (x => x)"},
		{&CompareExpr{Operands: []Expr{name("a"), name("b")}, Ops: []Operator{{Kind: lexer.In, Negated: true}}}, "a not in b"},
		{&MapLit{Entries: []MapEntry{{Key: "if", Value: name("a")}, {Key: "a b\x00", Value: sum}, {Computed: sum, Value: name("c")}}}, `{if: a, "a b\u{0}": a + b, (a + b): c}`},
		{&InterpolatedString{Texts: []string{"{", "\n\"", ""}, Exprs: []Expr{&MapLit{}, &StringLit{Value: "\u202e"}}}, `f"{{{ {}}\n\"{"\u{202E}"}"`},
		{&LambdaExpr{Body: &LambdaExpr{Params: []Ident{{Name: "x"}, {Name: "y"}}, Body: &NullLit{}}}, "() => (x, y) => null"},
		{&BlockExpr{Stmts: []Stmt{&ExprStmt{X: &BoolLit{Value: true}}}}, "(true;)"},
		{&DirectiveStmt{Name: "precision", Arg: "50"}, ":precision 50"},
		{&FuncStmt{Name: Ident{Name: "f"}, Params: []Ident{{Name: "x"}}, Body: sum}, "f(x) = a + b"},
	}
	for _, tt := range tests {
		got := FormatNode(tt.n)
		if got != tt.want {
			t.Errorf("%s becomes %q, want %q", Sexpr(tt.n), got, tt.want)
		}
		if s, ok := tt.n.(Expr); ok {
			checkNode(t, &ExprStmt{X: s})
		}
	}
}

func FuzzFormat(f *testing.F) {
	for _, tt := range trees {
		f.Add(tt.src)
	}
	for _, text := range seedTexts() {
		f.Add(text)
	}
	for _, text := range []string{"", "\uFEFF# c\r\nx = 1 # d\r\n", "#!/x\n\n\n1;2;;3 # e\n;", "a # b\n\n# c", "(a # b\n% c)", "[a, # b\n\n\n# c\n]", "f( # a\n x, y => ( # b\n z = 1 # c\n z))",
		"if a # b\n then c # d\n else # e\n f", "x = # c\n 5", "f(x # c\n) = x", "- # c\n1", "a. # c\nb", "a ?? # c\n if b then c else d", "5 # c\n! !", "10% # c\n- 3", "(10% # c\n- 3)"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkFormat(t, text) })
}
