package lexer

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// The three forms of strings.
type stringForm uint8

const (
	plain     stringForm = iota // "…"
	raw                         // r"…": nothing escapes
	formatted                   // f"…": {expression}, {{ and }}
)

// str reads a string whose first character after the quote is at offset i.
// Of an f-string it reads the text up to the first expression.
func (l *Lexer) str(start, i int, form stringForm) Kind {
	quote := l.text[i-1]
	end, brace, ok := l.stringText(start, i, quote, form)
	switch {
	case !ok:
		return Bad
	case brace:
		l.pos = end
		l.interpolations = append(l.interpolations, interpolation{quote: quote, start: start})
		return FStringHead
	}
	l.pos = end
	if form == formatted {
		return FString
	}
	return String
}

// closeBrace reads a } and, if it ends an interpolation, the text behind it.
func (l *Lexer) closeBrace() Kind {
	n := len(l.interpolations)
	if n == 0 {
		return l.take(1, RBrace)
	}
	in := &l.interpolations[n-1]
	if in.braces > 0 {
		in.braces--
		return l.take(1, RBrace)
	}
	end, brace, ok := l.stringText(in.start, l.pos+1, in.quote, formatted)
	switch {
	case !ok:
		return Bad
	case brace:
		l.pos = end
		return FStringMiddle
	}
	l.interpolations = l.interpolations[:n-1]
	l.pos = end
	return FStringTail
}

// stringText reads the text of a string from offset i: to behind the quote
// that closes it, or behind the brace that opens an interpolation.
func (l *Lexer) stringText(start, i int, quote byte, form stringForm) (end int, brace, ok bool) {
	text := l.text
	for i < len(text) {
		c := text[i]
		n := 1
		switch {
		case byteClass[c]&isPlainByte != 0:
		case c == quote:
			return i + 1, false, true
		case c == '\\' && form != raw:
			n = l.escape(i)
		case c == '{' && form == formatted:
			if i+1 == len(text) || text[i+1] != '{' {
				return i + 1, true, true
			}
			n = 2
		case c == '}' && form == formatted:
			n = l.doubledBrace(i)
		case c == '\n' || c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			l.openString(start, i, quote)
			return i, false, false
		case c < ' ' || c >= 0x7F:
			n = l.check(i, inString)
		}
		if n == 0 {
			return i, false, false
		}
		i += n
	}
	l.openString(start, i, quote)
	return i, false, false
}

// doubledBrace returns the length of }} in an f-string, where a single one
// closes nothing.
func (l *Lexer) doubledBrace(i int) int {
	if i+1 < len(l.text) && l.text[i+1] == '}' {
		return 2
	}
	l.fail(i, i+1, "single-brace", "this '}' closes nothing in the f-string", "write }} for the character")
	return 0
}

// openString reports a string that its line does not close.
func (l *Lexer) openString(start, end int, quote byte) {
	l.interpolations = l.interpolations[:0]
	l.fail(start, end, "unclosed-string", "this string is not closed on its line",
		fmt.Sprintf(`add the closing %c; \n stands for a newline`, quote))
}

// openInterpolation reports a { of an f-string that its line does not close.
func (l *Lexer) openInterpolation() Kind {
	start := l.interpolations[len(l.interpolations)-1].start
	l.interpolations = l.interpolations[:0]
	return l.fail(start, l.pos, "unclosed-string", "this f-string is not closed on its line",
		"close the { with } and the string with its quote; a string stands on one line")
}

// escape returns the length of the escape at offset i, or 0 after an error.
func (l *Lexer) escape(i int) int {
	_, n, message, hint := unescape(l.text[i:])
	if message == "" {
		return n
	}
	l.fail(i, i+n, "bad-escape", message, hint)
	return 0
}

// unescape reads one escape of a string; s begins with its backslash. Where
// the message is not empty, n bytes are wrong.
func unescape(s string) (r rune, n int, message, hint string) {
	if len(s) < 2 {
		return 0, 1, "nothing follows the backslash", `\\ stands for a backslash`
	}
	switch s[1] {
	case 'n':
		return '\n', 2, "", ""
	case 'r':
		return '\r', 2, "", ""
	case 't':
		return '\t', 2, "", ""
	case '\\', '"', '\'':
		return rune(s[1]), 2, "", ""
	case 'u':
		return unescapeUnicode(s)
	}
	_, n = utf8.DecodeRuneInString(s[1:])
	return 0, 1 + n, "'" + diag.Snippet(s[:1+n]) + "' is no escape",
		`there are \n \r \t \\ \" \' \u00E9 \u{1F600}; \\ stands for a backslash`
}

const unicodeHint = `write \u and four hexadecimal digits, or \u{…} with one to six`

// unescapeUnicode reads \uXXXX, a pair of them that is one character, or \u{X…}.
func unescapeUnicode(s string) (r rune, n int, message, hint string) {
	if len(s) > 2 && s[2] == '{' {
		r, n = hexDigits(s[3:], 6)
		n += 3
		switch {
		case n == 3 || n == len(s) || s[n] != '}':
			return 0, n, `this \u{…} is no character`, unicodeHint
		case r > utf8.MaxRune:
			return 0, n + 1, "there is no character U+" + strings.ToUpper(s[3:n]), "the last one is U+10FFFF"
		case utf16.IsSurrogate(r):
			return 0, n + 1, "U+" + strings.ToUpper(s[3:n]) + " is half of a surrogate pair, no character", "write the character itself, as in \\u{1F600}"
		}
		return r, n + 1, "", ""
	}
	r, n = hexDigits(s[2:], 4)
	if n < 4 {
		return 0, n + 2, `\u needs four hexadecimal digits`, unicodeHint
	}
	if !utf16.IsSurrogate(r) {
		return r, 6, "", ""
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		if low, n := hexDigits(s[8:], 4); n == 4 {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 12, "", ""
			}
		}
	}
	return 0, 6, "'" + s[:6] + "' is half of a surrogate pair, no character", "write both halves, or \\u{…} with the character's number"
}

// hexDigits reads up to limit hexadecimal digits.
func hexDigits(s string, limit int) (r rune, n int) {
	for n < len(s) && n < limit {
		c := s[n]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return r, n
		}
		r = r<<4 | rune(c)
		n++
	}
	return r, n
}

// Value returns the text that a token of a string stands for: what lies
// between its quotes and braces, escapes resolved.
func Value(k Kind, text string) string {
	switch k {
	case String:
		if text[0] == 'r' {
			return text[2 : len(text)-1]
		}
		return resolve(text[1:len(text)-1], false)
	case FString, FStringHead:
		return resolve(text[2:len(text)-1], true)
	}
	return resolve(text[1:len(text)-1], true)
}

// resolve replaces escapes, which the lexer has checked, and in f-strings
// doubled braces.
func resolve(s string, braces bool) string {
	if strings.IndexByte(s, '\\') < 0 && (!braces || !strings.ContainsAny(s, "{}")) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\':
			r, n, _, _ := unescape(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
		case braces && (c == '{' || c == '}'):
			b = append(b, c)
			i += 2
		default:
			b = append(b, c)
			i++
		}
	}
	return string(b)
}
