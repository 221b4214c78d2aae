package parser

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// Strings and keys keep their spelling where there is a source. Without one
// they are spelled here.

func (f *formatter) stringLit(x *StringLit) {
	if f.source {
		f.leaf(x.Where, "")
		return
	}
	f.out.Lit(`"` + escaped(x.Value, false) + `"`)
}

// interpolated describes an f-string, which stands on one line.
func (f *formatter) interpolated(x *InterpolatedString) {
	if f.source {
		f.leaf(x.Where, "")
		return
	}
	var b strings.Builder
	b.WriteString(`f"` + escaped(x.Texts[0], true))
	for i, e := range x.Exprs {
		inner := formatFlat(e)
		b.WriteByte('{')
		if strings.HasPrefix(inner, "{") {
			b.WriteByte(' ') // {{ is a brace
		}
		b.WriteString(inner + "}" + escaped(x.Texts[i+1], true))
	}
	f.out.Lit(b.String() + `"`)
}

// escaped returns a text as it stands within double quotes; braces are doubled
// for an f-string.
func escaped(s string, braces bool) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case braces && (r == '{' || r == '}'):
			b = append(b, byte(r), byte(r))
		case diag.Hidden(r):
			b = appendEscape(b, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

// appendEscape appends \u{…}.
func appendEscape(b []byte, r rune) []byte {
	const digits = "0123456789ABCDEF"
	b = append(b, `\u{`...)
	shift := 0
	for r>>(shift+4) != 0 {
		shift += 4
	}
	for ; shift >= 0; shift -= 4 {
		b = append(b, digits[r>>shift&15])
	}
	return append(b, '}')
}

// keyText returns a key of a map as it is written.
func keyText(key string) string {
	var lex lexer.Lexer
	lex.Reset(&diag.Source{Text: key, Line: 1})
	t := lex.Next()
	if t.Span.End == len(key) && t.Span.Start == 0 && (t.Kind == lexer.Name || t.Kind.Keyword()) {
		return key
	}
	return `"` + escaped(key, false) + `"`
}
