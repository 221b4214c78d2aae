package parser

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// TestFormatHostile formats long chains and deep nests. Were the time or the
// output not in proportion to the text, it would not end.
func TestFormatHostile(t *testing.T) {
	const size = 256 << 10
	many := func(s string) string { return strings.Repeat(s, size/len(s)) }
	deep := func(open, in, close string) string {
		n := 900 / strings.Count(open+"(", "(") // some nest twice at once
		one := strings.Repeat(open, n) + in + strings.Repeat(close, n) + ";"
		return strings.Repeat(one, 1+size/len(one))
	}
	for _, text := range []string{
		"1" + many("+1"), "a" + many(" and a_longer_name"), "a" + many("|>f"), many("a?b:") + "c", many("if a then b else ") + "c", "[" + many("1,") + "]",
		"[" + many("1#\n,") + "]", "{" + many("(a):1,") + "}", "f(" + many("a,") + ")", many("1;"), many("#\n"), many("1#\n"), many(";") + "# c", "1" + many(" ") + "# c",
		"1" + many("\n") + "2", "\"" + many("a") + "\"", deep("(", "1", ")"), deep("[\n", "1", "]"), deep("{a:\n", "1", "}"), deep("f(\n", "1", ")"), deep("-", "x", ""),
		deep("2^", "2", ""), deep("x=>", "x", ""), deep("not ", "a", ""), deep("a?", "a", ":b"), deep("if a then ", "a", " else b"), deep("(a=1;", "1", ")"), deep("", "a", ".b"),
		deep("", "a", "[0]"), deep("f\"{", "1", "}\""), deep("(", "1 # c\n", ")"), deep("(a=1 # c\n", "1", ")"), deep("f(a,[", "1", "])"),
		deep("x=>(", "x", ")"),
	} {
		got, err := Format(&diag.Source{Text: text})
		if err != nil {
			t.Errorf("%.40q…: %.200v", text, err)
		}
		if limit := 50*len(text) + 1000; len(got) > limit {
			t.Errorf("%.40q…: %d bytes become %d", text, len(text), len(got))
		}
	}
	for _, nest := range nests { // beyond the limit of the text, within that of the tree
		text := strings.Repeat(nest.open, 5000) + nest.in + strings.Repeat(nest.close, 5000)
		format(&diag.Source{Text: text}, Limits{MaxNesting: -1}, formatWidth)
	}
}

func BenchmarkFormat(b *testing.B) {
	text := strings.ReplaceAll(strings.Join(seedTexts(), "\n"), "\uFEFF", "")
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Format(&diag.Source{Text: text}); err != nil {
			b.Fatal(err)
		}
	}
}
