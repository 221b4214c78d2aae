package lexer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// Where a character stands decides what it may be.
type place uint8

const (
	inCode place = iota
	inComment
	inString
)

// fail records an error about text[start:end] and consumes up to its end.
func (l *Lexer) fail(start, end int, code, message, hint string, args ...string) Kind {
	l.pos = max(end, l.pos)
	l.err = &diag.Error{
		Class: diag.Syntax, Code: code, Message: message, Args: args, Hint: hint,
		Span: diag.Span{Start: l.base + start, End: l.base + end}, Source: l.src,
	}
	return Bad
}

// check returns the length of the character at offset i if it may stand in
// such a place, else it reports it and returns 0.
func (l *Lexer) check(i int, where place) int {
	r, n := utf8.DecodeRuneInString(l.text[i:])
	code, message, hint := forbidden(r, n, l.text[i], where)
	if message == "" {
		return n
	}
	l.interpolations = l.interpolations[:0]
	l.fail(i, i+n, code, message, hint)
	return 0
}

// forbidden says what is wrong with a character of n bytes, the first of which
// is b; the message is empty if nothing is. Everywhere: bytes that are no
// UTF-8, control characters, and those that can make the text read other than
// it runs. In code and comments also characters that are not seen.
func forbidden(r rune, n int, b byte, where place) (code, message, hint string) {
	switch {
	case r == utf8.RuneError && n <= 1:
		return "invalid-utf8", fmt.Sprintf("byte 0x%02X is not UTF-8 text", b), "save the file as UTF-8"
	case r == '\t':
		return "", "", ""
	case r < ' ' || 0x7F <= r && r <= 0x9F:
		hint = "remove it"
		if where == inString {
			hint = fmt.Sprintf(`write \u%04X`, r)
		} else if r == '\r' {
			hint = "a line ends in a newline, or in a carriage return and a newline"
		}
		return "control-character", fmt.Sprintf("control character U+%04X", r), hint
	case diag.DirectionControl(r):
		hint = "remove it: it makes the text read other than it is"
		if where == inString {
			hint = fmt.Sprintf(`write \u%04X`, r)
		}
		return "direction-character", fmt.Sprintf("direction character U+%04X", r), hint
	case where == inString:
		return "", "", ""
	case invisible(r):
		return "invisible-character", fmt.Sprintf("invisible character U+%04X", r), "remove it"
	}
	return "", "", ""
}

// invisible reports whether a character beyond ASCII is one that is not seen
// and is no space.
func invisible(r rune) bool {
	switch {
	case 0x200B <= r && r <= 0x200F, r == 0x2028, r == 0x2029, r == 0x061C, r == 0xFEFF:
		return true
	}
	return false
}

// badRune reports the character at l.pos, which begins no token.
func (l *Lexer) badRune() Kind {
	i := l.pos
	r, n := utf8.DecodeRuneInString(l.text[i:])
	if code, message, hint := forbidden(r, n, l.text[i], inCode); message != "" {
		return l.fail(i, i+n, code, message, hint)
	}
	switch {
	case r == 0xA0:
		return l.fail(i, i+n, "no-break-space", "this is a no-break space (U+00A0), not a space", "write an ordinary space")
	case unicode.Is(unicode.Zs, r):
		return l.fail(i, i+n, "strange-space", fmt.Sprintf("this is a space of another kind (U+%04X)", r), "write an ordinary space", string(r))
	case unicode.Is(unicode.M, r):
		return l.combiningMark(i, i, n)
	case unicode.IsDigit(r):
		return l.fail(i, i+n, "foreign-digit", fmt.Sprintf("'%c' is no digit of a number here", r), "numbers are written with the digits 0 to 9", string(r))
	case 0xFF01 <= r && r <= 0xFF5E:
		return l.fail(i, i+n, "full-width-character", fmt.Sprintf("'%c' is the wide form of '%c'", r, r-0xFF01+'!'),
			fmt.Sprintf("write %c", r-0xFF01+'!'))
	}
	if hint, ok := runeHints[r]; ok {
		return l.fail(i, i+n, "look-alike", fmt.Sprintf("'%c' means nothing here", r), hint, string(r))
	}
	return l.fail(i, i+n, "unknown-character", fmt.Sprintf("'%c' means nothing here", r), "", string(r))
}

// combiningMark reports the mark of n bytes at offset i, in or after the name
// from start. Names are compared by their bytes, and two ways to write one
// letter would be two names that look the same.
func (l *Lexer) combiningMark(start, i, n int) Kind {
	r, _ := utf8.DecodeRuneInString(l.text[i:])
	hint := "write the accented letter as one character"
	if word := l.text[start:i]; word != "" && strings.TrimLeft(word, "_") == "" {
		hint = "remove it"
	}
	return l.fail(i, i+n, "combining-mark", fmt.Sprintf("combining mark U+%04X in a name", r), hint, string(r))
}
