package lexer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// dump writes tokens as their texts, each after a space where one stands
// before it, and kinds where the text does not tell.
func dump(l *Lexer) string {
	var b strings.Builder
	for {
		t := l.Next()
		if t.Kind == EOF {
			return strings.TrimSpace(b.String())
		}
		text := l.Text(t)
		switch t.Kind {
		case Newline:
			text = "NL"
		case Bad:
			text = "BAD:" + l.Err().Code
		case Number:
			text = "n:" + text
		case Name:
			text = "i:" + text
		case String, FString, FStringHead, FStringMiddle, FStringTail:
			text = fmt.Sprintf("s:%q", Value(t.Kind, text))
		case Superscript, Comment:
		default:
			text = t.Kind.String()
		}
		b.WriteString(" " + text)
	}
}

func TestTokens(t *testing.T) {
	tests := []struct{ src, want string }{
		{"", ""},
		{"  \t", ""},
		{"x", "i:x"},
		{"1 + 2", "n:1 + n:2"},
		{"a\nb\r\nc\n", "i:a NL i:b NL i:c NL"},
		{"\uFEFFa", "i:a"},
		{"#!/usr/bin/calx\n1", "NL n:1"},
		{"\uFEFF#!x\n1", "NL n:1"},
		{"1 # é日😀 \"\n2", "n:1 NL n:2"},
		{"# c\r\n1 # d\u00a0e", "NL n:1"},

		{"0 007 12 1_000_000 3.14 .5 1e-9 6.02E23 1e+5 1_0.0_1e1_0", "n:0 n:007 n:12 n:1_000_000 n:3.14 n:.5 n:1e-9 n:6.02E23 n:1e+5 n:1_0.0_1e1_0"},
		{"0xFF 0o17 0b1010 0xdead_BEEF 0b1_0", "n:0xFF n:0o17 n:0b1010 n:0xdead_BEEF n:0b1_0"},
		{"1..4", "n:1 .. n:4"},
		{"1.5..2", "n:1.5 .. n:2"},
		{"1 .. .5", "n:1 .. n:.5"},
		{"0x1..2", "n:0x1 .. n:2"},
		{"a.b", "i:a . i:b"},
		{"a.5", "i:a n:.5"},
		{"2x", "n:2 i:x"},
		{"2eggs", "n:2 i:eggs"},
		{"1e5e5", "n:1e5 i:e5"},
		{"2π", "n:2 i:π"},
		{"1e_5", "n:1 i:e_5"},

		{"true false null and or not in if then else", "true false null and or not in if then else"},
		{"True nothing iff _ _1 x1 été 名前 αβ x٣", "i:True i:nothing i:iff i:_ i:_1 i:x1 i:été i:名前 i:αβ i:x٣"},
		{"f r fr", "i:f i:r i:fr"},

		{"+ - * / // % ^ ** ! == != < <= > >= && || ?? ? : => |> .. . ?. , ; =", "+ - * / // % ^ ^ ! == != < <= > >= and or ?? ? : => |> .. . ?. , ; ="},
		{"()[]{}", "( ) [ ] { }"},
		{"2 × 3 ÷ 4 − 5 ≤ ≥ ≠ √ ² ³", "n:2 * n:3 / n:4 - n:5 <= >= != √ ² ³"},
		{"x²y", "i:x ² i:y"},
		{"a?.b a?.[0] a?.5:1", "i:a ?. i:b i:a ?. [ n:0 ] i:a ? n:.5 : n:1"},
		{"5!=x 5!==x", "n:5 != i:x n:5 BAD:look-alike i:x"},
		{"5!!=x", "n:5 ! != i:x"},
		{"50%==0.5", "n:50 % == n:0.5"},
		{"x=>y x>=y x|>y", "i:x => i:y i:x >= i:y i:x |> i:y"},
		{"a--b", "i:a - - i:b"},

		{`"abc" 'abc' "" ''`, `s:"abc" s:"abc" s:"" s:""`},
		{`"a'b" 'a"b' "{x}" "50%"`, `s:"a'b" s:"a\"b" s:"{x}" s:"50%"`},
		{`"\n\r\t\\\"\'"`, `s:"\n\r\t\\\"'"`},
		{`"\u00E9\u{1F600}\u{e9}\uD83D\uDE00"`, `s:"é😀é😀"`},
		{`"\u202e\u0000\u200b"`, `s:"\u202e\x00\u200b"`},
		{"\"\u200d\u200b\uFEFF\u00a0\t\"", `s:"\u200d\u200b\ufeff\u00a0\t"`},
		{`r"\d+" r'\' r"{x}"`, `s:"\\d+" s:"\\" s:"{x}"`},
		{`f"" f"a" f'{{}}'`, `s:"" s:"a" s:"{}"`},
		{`f"a{x}b{y}c"`, `s:"a" i:x s:"b" i:y s:"c"`},
		{`f"{"{x}"}" f"{'}'}"`, `s:"" s:"{x}" s:"" s:"" s:"}" s:""`},
		{`f"{{{1}}}"`, `s:"{" n:1 s:"}"`},
		{`f"{ {a: {b: 1}}.a }"`, `s:"" { i:a : { i:b : n:1 } } . i:a s:""`},
		{`f"{f"{f'{x}'}"}"`, `s:"" s:"" s:"" i:x s:"" s:"" s:""`},
		{`f"\u00E9{1}\n"`, `s:"é" n:1 s:"\n"`},
	}
	for _, tt := range tests {
		if got := dump(New(&diag.Source{Text: tt.src})); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.src, got, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		src, code string
		at        string // start-end
		hint      string // part of it
	}{
		{"5.", "point-without-digits", "0-2", "write 5 or 5.0"},
		{"[5.]", "point-without-digits", "1-3", "5.0"},
		{"1.2.3", "malformed-number", "0-5", ""},
		{"1.5.", "malformed-number", "0-4", ""},
		{"1e5.5", "malformed-number", "0-5", ""},
		{"0b1.1", "malformed-number", "0-5", ""},
		{"1.a", "malformed-number", "0-3", ""},
		{"1._5", "malformed-number", "0-4", ""},
		{"1...5", "look-alike", "1-4", ".."},
		{"1..=5", "look-alike", "1-4", "both ends"},
		{"1__0", "misplaced-underscore", "1-3", ""},
		{"1_", "misplaced-underscore", "1-2", ""},
		{"1_.5", "misplaced-underscore", "1-2", ""},
		{"1.5_", "misplaced-underscore", "3-4", ""},
		{"0x_F", "misplaced-underscore", "2-3", ""},
		{"0xF_", "misplaced-underscore", "3-4", ""},
		{"0x", "number-without-digits", "0-2", "0xFF"},
		{"0b102", "bad-digit", "4-5", "0b1010"},
		{"0o8", "bad-digit", "2-3", "0o17"},
		{"0xG", "bad-digit", "2-3", "0xFF"},
		{"0XFF", "upper-case-prefix", "0-4", "0xFF"},
		{"0B1 ", "upper-case-prefix", "0-3", "0b1"},
		{"0O7", "upper-case-prefix", "0-3", "0o7"},
		{"1e", "exponent-without-digits", "0-2", "1*e"},
		{"1e+", "exponent-without-digits", "0-3", "1e3"},
		{"2e-x", "exponent-without-digits", "0-3", ""},
		{"5and 3", "number-runs-into-word", "0-4", "5 and"},
		{"１", "foreign-digit", "0-3", "0 to 9"},
		{"٣", "foreign-digit", "0-2", "0 to 9"},

		{`"abc`, "unclosed-string", "0-4", `closing "`},
		{"'a\nb'", "unclosed-string", "0-2", "closing '"},
		{"'a\r\nb'", "unclosed-string", "0-2", ""},
		{`f"abc`, "unclosed-string", "0-5", ""},
		{`f"a{1`, "unclosed-string", "0-5", "}"},
		{"f\"a{1 +\n2}\"", "unclosed-string", "0-7", "}"},
		{`f"{1 # c}"`, "unclosed-string", "0-10", ""},
		{`f"a}"`, "single-brace", "3-4", "}}"},
		{`"\q"`, "bad-escape", "1-3", `\n`},
		{`"\`, "bad-escape", "1-2", ""},
		{`"\u12"`, "bad-escape", "1-5", "four"},
		{`"\u{}"`, "bad-escape", "1-4", "one to six"},
		{`"\u{1234567}"`, "bad-escape", "1-10", ""},
		{`"\u{110000}"`, "bad-escape", "1-11", "10FFFF"},
		{`"\u{D800}"`, "bad-escape", "1-9", ""},
		{`"\ud800"`, "bad-escape", "1-7", "both halves"},
		{`"\uDE00\uD83D"`, "bad-escape", "1-7", ""},
		{`f"\q{1}"`, "bad-escape", "2-4", ""},

		{"a\x00", "control-character", "1-2", "remove"},
		{"\"a\x07\"", "control-character", "2-3", `\u0007`},
		{"# a\x1b", "control-character", "3-4", ""},
		{"a\rb", "control-character", "1-2", "newline"},
		{"\"\u0085\"", "control-character", "1-3", `\u0085`},
		{"\x7f", "control-character", "0-1", ""},
		{"a\xff", "invalid-utf8", "1-2", "UTF-8"},
		{"\"\xc3\"", "invalid-utf8", "1-2", ""},
		{"#\xed\xa0\x80", "invalid-utf8", "1-2", ""},
		{"1 # \u202e", "direction-character", "4-7", ""},
		{"\"\u2066\"", "direction-character", "1-4", `\u2066`},
		{"\u2028", "invisible-character", "0-3", ""},
		{"a\u200b", "invisible-character", "1-4", ""},
		{"# \u200e", "invisible-character", "2-5", ""},
		{"a \uFEFF", "invisible-character", "2-5", ""},
		{"1\u00a0+", "no-break-space", "1-3", "ordinary space"},
		{"1\u3000+", "strange-space", "1-4", "ordinary space"},
		{"e\u0301", "combining-mark", "1-3", "one character"},
		{"\u0301", "combining-mark", "0-2", ""},
		{"（", "full-width-character", "0-3", "write ("},
		{"😀", "unknown-character", "0-4", ""},

		{"5 – 3", "look-alike", "2-5", "write -"},
		{"“a”", "look-alike", "0-3", "straight quote"},
		{"2·3", "look-alike", "1-3", "*"},
		{"x⁴", "look-alike", "1-4", "^4"},
		{"$5", "currency-sign", "0-1", ""},
		{"a =< b", "look-alike", "2-4", "<="},
		{"a <> b", "look-alike", "2-4", "!="},
		{"a <=> b", "look-alike", "2-5", ""},
		{"a === b", "look-alike", "2-5", "=="},
		{"a !== b", "look-alike", "2-5", "!="},
		{"a & b", "look-alike", "2-3", "and"},
		{"a | b", "look-alike", "2-3", "or"},
		{"5 %% 3", "look-alike", "2-4", "(x%)%"},
		{"a ?: b", "look-alike", "2-4", "??"},
		{"a := b", "look-alike", "2-4", "="},
		{"a -> b", "look-alike", "2-4", "=>"},
		{"1 << 2", "look-alike", "2-4", "shift_left"},
		{"1 >> 2", "look-alike", "2-4", "shift_right"},
		{"~5", "look-alike", "0-1", "not"},
		{"\\", "look-alike", "0-1", ""},
		{"`1`", "look-alike", "0-1", ""},
		{"/* c */", "foreign-comment", "0-2", "#"},
		{"x += 1", "update-operator", "2-4", "write x = x + 1"},
		{"total -= a * b # c", "update-operator", "6-8", "write total = total - a * b"},
		{"a = 1; b **= 2; c", "update-operator", "9-12", "write b = b ** 2"},
		{"x %= 3", "update-operator", "2-4", "write x = x % 3"},
		{"+= 1", "update-operator", "0-2", "x = x + …"},
	}
	for _, tt := range tests {
		l := New(&diag.Source{Text: tt.src})
		var e *diag.Error
		for e == nil {
			switch l.Next().Kind {
			case Bad:
				e = l.Err()
			case EOF:
				t.Fatalf("%q: no error", tt.src)
			}
		}
		at := fmt.Sprintf("%d-%d", e.Span.Start, e.Span.End)
		if e.Code != tt.code || at != tt.at || !strings.Contains(e.Hint, tt.hint) || e.Class != diag.Syntax || e.Message == "" {
			t.Errorf("%q: got %s at %s, want %s at %s with %q\n%s", tt.src, e.Code, at, tt.code, tt.at, tt.hint, diag.Pretty(e))
		}
	}
}

func TestSpace(t *testing.T) {
	l := New(&diag.Source{Text: "a +b\n c(\td"})
	got := ""
	for {
		t := l.Next()
		if t.Kind == EOF {
			break
		}
		if t.Space {
			got += " "
		}
		got += l.Text(t)
	}
	if want := " a +b\n c( d"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestComments(t *testing.T) {
	l := New(&diag.Source{Text: "1 # one\r\n# two"})
	l.Comments = true
	if got, want := dump(l), "n:1 # one NL # two"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFeed(t *testing.T) {
	lines := []string{"a +\n", "\n", "f\"{b}\" \n", "c"}
	offset, asked := 0, 0
	l := new(Lexer)
	l.ResetFeed(func() (string, int, *diag.Error) {
		if asked == len(lines) {
			return "", 0, nil
		}
		line := lines[asked]
		asked++
		offset += len(line)
		return line, offset - len(line), nil
	})
	for i, want := range []string{"a 0 1", "+ 2 1", "\n 3 1", "\n 4 2", "f\"{ 5 3", "b 8 3", "}\" 9 3", "\n 12 3", "c 13 4"} {
		tok := l.Next()
		if got := fmt.Sprintf("%s %d %d", l.Text(tok), tok.Span.Start, asked); got != want {
			t.Errorf("token %d: %q, want %q (text, offset, lines asked for)", i, got, want)
		}
	}
	if k := l.Next().Kind; k != EOF {
		t.Errorf("%v at the end", k)
	}
}

// FuzzLexer holds that tokens follow each other, that what lies between them
// is white space and comments, and that lines one by one give the same tokens.
func FuzzLexer(f *testing.F) {
	for _, s := range []string{
		"a = 1\nf(x) = x^2 # c\r\n", `f"a{f'{b}'}{{" + r"\d" + "\u00e9"`, "1..2 ?.5 x?.y 5!=3 %% +=", "\uFEFF#!x\n1e5.5 0x_ \xff\u202e",
		"f\"{1 +\n2}\"", "{a: {b: f\"{ {} }\"}}", "²³√×÷−≤≥≠π",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole := New(&diag.Source{Text: text})
		rest, offset := text, 0
		lines := new(Lexer)
		lines.ResetFeed(func() (string, int, *diag.Error) {
			n := strings.IndexByte(rest, '\n') + 1
			if n == 0 {
				n = len(rest)
			}
			line := rest[:n]
			rest, offset = rest[n:], offset+n
			return line, offset - n, nil
		})
		end := 0
		if strings.HasPrefix(text, byteOrderMark) {
			end = len(byteOrderMark)
			lines = nil
		}
		for n := 0; ; n++ {
			a := whole.Next()
			if lines != nil {
				if b := lines.Next(); a != b {
					t.Fatalf("%q: %v from the whole, %v from lines", text, a, b)
				}
			}
			if a.Span.Start < end || a.Span.End < a.Span.Start || n > len(text) {
				t.Fatalf("%q: token %v after offset %d", text, a, end)
			}
			if gap := strings.TrimLeft(text[end:a.Span.Start], " \t"); gap != "" && (gap[0] != '#' || strings.Contains(gap, "\n")) {
				t.Fatalf("%q: %q is in no token", text, gap)
			}
			if end = a.Span.End; a.Kind == EOF {
				break
			}
			if a.Kind == Bad && whole.Err() == nil {
				t.Fatalf("%q: nothing is said about a bad token", text)
			}
		}
		if end != len(text) {
			t.Fatalf("%q: the tokens end at %d", text, end)
		}
	})
}

func BenchmarkLexer(b *testing.B) {
	src := &diag.Source{Text: "price * qty * (1 - discount) * (1 + tax) + shipping"}
	l := New(src)
	b.ReportAllocs()
	b.SetBytes(int64(len(src.Text)))
	for b.Loop() {
		l.Reset(src)
		for l.Next().Kind != EOF {
		}
	}
}
