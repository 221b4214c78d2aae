package lexer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// runeHints says what to write instead of characters that look like
// operators, or are some elsewhere.
var runeHints = map[rune]string{
	'–': "this is a dash; write - for minus",
	'—': "this is a dash; write - for minus",
	'‐': "this is a hyphen; write - for minus",
	'‑': "this is a hyphen; write - for minus",
	'‒': "this is a dash; write - for minus",
	'―': "this is a dash; write - for minus",
	'“': `write a straight quote: "`,
	'”': `write a straight quote: "`,
	'„': `write a straight quote: "`,
	'«': `write a straight quote: "`,
	'»': `write a straight quote: "`,
	'″': `write a straight quote: "`,
	'‘': "write a straight quote: '",
	'’': "write a straight quote: '",
	'‚': "write a straight quote: '",
	'′': "write a straight quote: '",
	'´': "write a straight quote: '",
	'·': "write * for a product",
	'⋅': "write * for a product",
	'∙': "write * for a product",
	'•': "write * for a product",
	'∗': "write * for a product",
	'⁄': "write / for a quotient",
	'∕': "write / for a quotient",
	'∶': "write :",
	'∓': "write -",
	'±': "write both results, as in [a - b, a + b]",
	'¹': "leave the exponent out",
	'⁰': "write ^0",
	'⁴': "write ^4",
	'⁵': "write ^5",
	'⁶': "write ^6",
	'⁷': "write ^7",
	'⁸': "write ^8",
	'⁹': "write ^9",
	'⁻': "write the exponent with ^, as in x^-1",
	'⁺': "write the exponent with ^",
	'½': "write 0.5",
	'¼': "write 0.25",
	'¾': "write 0.75",
	'∛': "write cbrt(x)",
	'∞': "there is no infinity",
	'∑': "write sum(…)",
	'∏': "write product(…)",
	'∈': "write in",
	'∉': "write not in",
	'∧': "write and",
	'∨': "write or",
	'¬': "write not",
	'⇒': "write =>",
	'→': "write =>",
	'≈': "write approx(a, b)",
	'≡': "write ==",
	'…': "write .. for a range",
	'‰': "write / 1000",
	'€': "write the amount without the currency sign",
	'£': "write the amount without the currency sign",
	'¥': "write the amount without the currency sign",
	'°': "write to_radians(x), or use sind, cosd, tand",
	'¦': "write or",
}

// lookAlike reports what stands at l.pos and only looks like an operator.
func (l *Lexer) lookAlike() Kind {
	rest := l.text[l.pos:]
	for _, like := range lookAlikes {
		if strings.HasPrefix(rest, like.text) {
			hint := like.hint
			if hint == "" {
				hint = l.assignmentHint(like.text)
			}
			return l.fail(l.pos, l.pos+len(like.text), like.code, fmt.Sprintf(like.message, like.text), hint, like.text)
		}
	}
	return l.badRune()
}

const (
	noOperator = "'%s' is no operator"
	noUpdate   = "'%s' is no operator: a name is bound again with ="
)

// lookAlikes lists what people write who come from other languages; of two
// that begin alike the longer one stands first. Where the hint is empty it is
// made from the text around.
var lookAlikes = []struct{ text, code, message, hint string }{
	{"**=", "update-operator", noUpdate, ""},
	{"//=", "update-operator", noUpdate, ""},
	{"??=", "update-operator", noUpdate, ""},
	{"||=", "update-operator", noUpdate, ""},
	{"&&=", "update-operator", noUpdate, ""},
	{"+=", "update-operator", noUpdate, ""},
	{"-=", "update-operator", noUpdate, ""},
	{"*=", "update-operator", noUpdate, ""},
	{"/=", "update-operator", noUpdate, ""},
	{"%=", "update-operator", noUpdate, ""},
	{"^=", "update-operator", noUpdate, ""},
	{"===", "look-alike", noOperator, "write =="},
	{"!==", "look-alike", noOperator, "write !=; after a factorial, ! == with a space"},
	{"=<", "look-alike", noOperator, "write <="},
	{"<=>", "look-alike", noOperator, "write a < b ? -1 : a > b ? 1 : 0"},
	{"<>", "look-alike", noOperator, "write !="},
	{"<<", "look-alike", noOperator, "write shift_left(x, n)"},
	{">>", "look-alike", noOperator, "write shift_right(x, n)"},
	{"->", "look-alike", noOperator, "write =>"},
	{":=", "look-alike", noOperator, "write ="},
	{"?:", "look-alike", noOperator, "write ?? for a default, or c ? a : b"},
	{"...", "look-alike", noOperator, "write .. for a range"},
	{"..=", "look-alike", noOperator, "write ..: a range includes both ends"},
	{"..<", "look-alike", noOperator, "write ..: a range includes both ends"},
	{"%%", "look-alike", noOperator, "write % for modulo; a percent of a percent is (x%)%"},
	{"/*", "foreign-comment", "'%s' begins no comment", "a comment is # to the end of the line"},
	{"&", "look-alike", noOperator, "write and; on integers bit_and(a, b)"},
	{"|", "look-alike", noOperator, "write or; on integers bit_or(a, b)"},
	{"~", "look-alike", noOperator, "write not; on integers -x - 1"},
	{"$", "currency-sign", "'%s' means nothing here", "write the amount or the name without it"},
	{"`", "look-alike", "'%s' means nothing here", `a string is written "…" or '…'`},
	{`\`, "look-alike", "'%s' means nothing here", "a line that ends in an operator goes on by itself; // divides"},
	{"@", "look-alike", "'%s' means nothing here", "write the name without it"},
}

// assignmentHint spells x += 1 out.
func (l *Lexer) assignmentHint(op string) string {
	line := l.text[:l.pos]
	name := strings.TrimRight(line, " \t")
	i := len(name)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(name[:i])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		i -= n
	}
	name = name[i:]
	rest := l.text[l.pos+len(op):]
	if end := strings.IndexAny(rest, "\r\n;#"); end >= 0 {
		rest = rest[:end]
	}
	rest = strings.TrimSpace(rest)
	op = strings.TrimSuffix(op, "=")
	if name == "" || rest == "" {
		return "write x = x " + op + " …"
	}
	return diag.Snippet(fmt.Sprintf("write %s = %[1]s %s %s", name, op, rest))
}
