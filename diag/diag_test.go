package diag

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		src    Source
		offset int
		want   string
	}{
		{Source{Text: "abc"}, 0, "1:1"},
		{Source{Text: "abc"}, 3, "1:4"},
		{Source{Text: "abc"}, 9, "1:4"},
		{Source{Text: "abc"}, -1, "1:1"},
		{Source{Text: "a\nbc\n"}, 1, "1:2"},
		{Source{Text: "a\nbc\n"}, 2, "2:1"},
		{Source{Text: "a\nbc\n"}, 5, "3:1"},
		{Source{Text: "a\r\nb"}, 3, "2:1"},
		{Source{Text: "é日x"}, 5, "1:3"},
		{Source{Text: "\xff\xffx"}, 2, "1:3"},
		{Source{Text: "\uFEFFab"}, 0, "1:1"},
		{Source{Text: "\uFEFFab"}, 3, "1:1"},
		{Source{Text: "\uFEFFab"}, 4, "1:2"},
		{Source{Text: "x\ny", Line: 6, Column: 4, Offset: 90}, 0, "7:5"},
		{Source{Text: "x\ny", Line: 6, Column: 4, Offset: 90}, 2, "8:1"},
	}
	for _, tt := range tests {
		line, column := tt.src.Position(tt.offset)
		if got := fmt.Sprintf("%d:%d", line, column); got != tt.want {
			t.Errorf("Position(%d) in %q = %s, want %s", tt.offset, tt.src.Text, got, tt.want)
		}
	}
}

func TestPretty(t *testing.T) {
	tests := []struct {
		name, text, hint string
		start, end       int
		want             []string
	}{
		{"plain", "a = 1\nb = 2\ntotal = prise * qty", `did you mean "price"?`, 20, 25, []string{
			"error: wrong", " --> f.calx:3:9", "  |", "3 | total = prise * qty", `  |         ^^^^^ did you mean "price"?`}},
		{"tab", "\tx\t= y", "", 5, 6, []string{
			"error: wrong", " --> f.calx:1:6", "  |", "1 |     x    = y", "  |            ^"}},
		{"wide", "日本 = é + x", "", 14, 15, []string{
			"error: wrong", " --> f.calx:1:10", "  |", "1 | 日本 = é + x", "  |            ^"}},
		{"combining", "e\u0301 + 日\u0300 + xy", "", 14, 16, []string{
			"error: wrong", " --> f.calx:1:11", "  |", "1 | e\u0301 + 日\u0300 + xy", "  |          ^^"}},
		{"wide span", "1 + 日本", "", 4, 10, []string{
			"error: wrong", " --> f.calx:1:5", "  |", "1 | 1 + 日本", "  |     ^^^^"}},
		{"end of text", "1 +", "", 3, 3, []string{
			"error: wrong", " --> f.calx:1:4", "  |", "1 | 1 +", "  |    ^"}},
		{"several lines", "[1,\r\n2", "", 0, 6, []string{
			"error: wrong", " --> f.calx:1:1", "  |", "1 | [1,", "  | ^^^"}},
		{"newline", "1\n2", "", 1, 2, []string{
			"error: wrong", " --> f.calx:1:2", "  |", "1 | 1", "  |  ^"}},
		{"dirty", "a\u202eb \x07\xff", "", 4, 5, []string{
			"error: wrong", " --> f.calx:1:3", "  |", "1 | a\uFFFDb \uFFFD\uFFFD", "  |   ^"}},
		{"empty", "", "", 0, 0, []string{
			"error: wrong", " --> f.calx:1:1", "  |", "1 |", "  | ^"}},
		{"two digits", strings.Repeat("\n", 99) + "x", "", 99, 100, []string{
			"error: wrong", "   --> f.calx:100:1", "    |", "100 | x", "    | ^"}},
	}
	for _, tt := range tests {
		e := &Error{Class: Name, Message: "wrong", Hint: tt.hint, Span: Span{tt.start, tt.end}, Source: &Source{Name: "f.calx", Text: tt.text}}
		if got, want := Pretty(e), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}

func TestPrettyLongLines(t *testing.T) {
	for _, fill := range []string{"a", "日", "\u0301", "\t", "\xff"} {
		side := strings.Repeat(fill, 1<<20)
		src := &Source{Text: side + "here" + side}
		got := Pretty(&Error{Message: "wrong", Span: Span{len(side), len(side) + 4}, Source: src})
		lines := strings.Split(got, "\n")
		if len(got) > 10_000 || len(lines) != 5 {
			t.Fatalf("%q: %d bytes, %d lines", fill, len(got), len(lines))
		}
		before, _, found := strings.Cut(lines[3], "here")
		caret, _, _ := strings.Cut(lines[4], "^^^^")
		if !found || textWidth(before) != textWidth(caret) {
			t.Errorf("%q: the caret is not below the place:\n%s", fill, got)
		}
		if !strings.HasPrefix(lines[3], "1 | …") || !strings.HasSuffix(lines[3], "…") {
			t.Errorf("%q: the cut is not shown: %s", fill, lines[3])
		}
		whole := Pretty(&Error{Message: "wrong", Span: Span{0, len(src.Text)}, Source: src})
		if len(whole) > 10_000 {
			t.Errorf("%q: a span of the whole line takes %d bytes", fill, len(whole))
		}
	}
}

func TestPrettyOthers(t *testing.T) {
	src := &Source{Text: "x"}
	one := &Error{Message: "one", Span: Span{0, 1}, Source: src}
	two := &Error{Message: "two", Hint: "do this"}
	tests := []struct {
		err  error
		want string
	}{
		{nil, ""},
		{errors.New("a\x1b[31mb\u202e"), "error: a\uFFFD[31mb\uFFFD"},
		{two, "error: two (do this)"},
		{fmt.Errorf("in a file: %w", two), "error: two (do this)"},
		{errors.Join(one, errors.New("three"), fmt.Errorf("in: %w", two)), "error: one\n --> 1:1\n  |\n1 | x\n  | ^\n\nerror: three\n\nerror: two (do this)"},
		{List{one, two}, "error: one\n --> 1:1\n  |\n1 | x\n  | ^\n\nerror: two (do this)"},
	}
	for _, tt := range tests {
		if got := Pretty(tt.err); got != tt.want {
			t.Errorf("Pretty(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
	long := &Error{Class: Value, Message: strings.Repeat("long\u202e", 100_000), Hint: strings.Repeat("x", 100_000)}
	for _, s := range []string{Pretty(long), long.Error()} {
		if len(s) > 4000 || !utf8.ValidString(s) || strings.ContainsRune(s, '\u202e') {
			t.Errorf("a long message gives %d bytes", len(s))
		}
	}
}

func TestErrorLine(t *testing.T) {
	src := &Source{Name: "a.calx", Text: "1 / 0"}
	e := &Error{Class: Math, Message: "division by zero", Hint: "why?", Span: Span{2, 3}, Source: src, Cause: errors.ErrUnsupported}
	if got, want := e.Error(), "a.calx:1:3: math error: division by zero (why?)"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if !errors.Is(e, Math) || errors.Is(e, Limit) || !errors.Is(e, errors.ErrUnsupported) {
		t.Error("errors.Is does not tell the class or the cause")
	}
	l := List{e, {Class: Name, Message: "x"}}
	if got := l.Error(); !strings.HasSuffix(got, "(and 1 more)") || !errors.Is(l, Name) {
		t.Errorf("List: %q", got)
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("a", 50) + strings.Repeat("b", 1<<20) + strings.Repeat("c", 50)
	tests := []struct{ in, want string }{
		{"price", "price"},
		{"a\nb\x00", "a b\uFFFD"},
		{strings.Repeat("日", 60), strings.Repeat("日", 60)},
		{long, strings.Repeat("a", 40) + "…" + strings.Repeat("c", 19)},
	}
	for _, tt := range tests {
		if got := Snippet(tt.in); got != tt.want {
			t.Errorf("Snippet(%.80q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ name, candidates, want string }{
		{"prise", "price qty total", "price"},
		{"pirce", "price qty total", "price"},
		{"Price", "price prise", "price"},
		{"TRUE", "true", "true"},
		{"sqr", "sqrt sin", "sqrt"},
		{"x", "y z", ""},
		{"x", "X y", "X"},
		{"cont", "cons cone count", "cone"},
		{"cont", "count cone cons", "cone"},
		{"customer", "costumer", "costumer"},
		{"abc", "xyz", ""},
		{"quantity", "qty", ""},
		{"été", "ete été1", "été1"},
		{strings.Repeat("a", 1000), strings.Repeat("a", 1001), ""},
		{"a", "", ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.name, strings.Fields(tt.candidates)); got != tt.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", tt.name, tt.candidates, got, tt.want)
		}
	}
}

func FuzzPretty(f *testing.F) {
	f.Add("total = prise * qty", 8, 13)
	f.Add("\t日\u202e\xff\n", 1, 99)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		e := &Error{Message: text, Hint: text, Span: Span{start, end}, Source: &Source{Text: text}}
		got := Pretty(e)
		if !utf8.ValidString(got) {
			t.Errorf("not UTF-8: %q", got)
		}
		for _, r := range got {
			if r != '\n' && Hidden(r) {
				t.Errorf("%q comes through in %q", r, got)
			}
		}
		if n := strings.Count(got, "\n"); n != 4 {
			t.Errorf("%d lines in %q", n+1, got)
		}
	})
}
