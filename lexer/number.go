package lexer

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// number reads a number:
//
//	number   = digits [ "." digits ] [ exponent ] | "." digits [ exponent ]
//	         | "0x" hexdigits | "0o" octdigits | "0b" bindigits
//	exponent = ( "e" | "E" ) [ "+" | "-" ] digits
//	digits   = digit { [ "_" ] digit }
//
// A name that follows at once is left for the parser, which knows what 2x
// should have been.
func (l *Lexer) number() Kind {
	if l.text[l.pos] == '0' && l.at(1)|0x20 >= 'a' {
		switch l.at(1) {
		case 'x', 'o', 'b', 'X', 'O', 'B':
			return l.based(l.at(1))
		}
	}
	i, ok := l.pos, true
	if l.text[i] != '.' {
		if i, ok = l.digits(i); !ok {
			return Bad
		}
	}
	if i+1 < len(l.text) && l.text[i] == '.' && byteClass[l.text[i+1]]&isDigitByte != 0 {
		if i, ok = l.digits(i + 1); !ok {
			return Bad
		}
	}
	if i < len(l.text) && l.text[i]|0x20 == 'e' {
		if i, ok = l.exponent(i); !ok {
			return Bad
		}
	}
	return l.endNumber(i)
}

// digits reads digits from offset i, where one stands, with single underscores
// between them.
func (l *Lexer) digits(i int) (end int, ok bool) {
	for i < len(l.text) {
		switch c := l.text[i]; {
		case byteClass[c]&isDigitByte != 0:
			i++
		case c != '_':
			return i, true
		case i+1 < len(l.text) && byteClass[l.text[i+1]]&isDigitByte != 0:
			i += 2
		default:
			l.underscore(i)
			return i, false
		}
	}
	return i, true
}

func (l *Lexer) underscore(i int) Kind {
	end := i + 1
	for end < len(l.text) && l.text[end] == '_' {
		end++
	}
	return l.fail(i, end, "misplaced-underscore", "'_' may only stand between two digits of a number", "leave it out")
}

// exponent reads the exponent at offset i, where an e stands. If the e begins
// a name, as in 2eggs, there is none.
func (l *Lexer) exponent(i int) (end int, ok bool) {
	j := i + 1
	if j < len(l.text) && (l.text[j] == '+' || l.text[j] == '-') {
		j++
	}
	if j < len(l.text) && byteClass[l.text[j]]&isDigitByte != 0 {
		return l.digits(j)
	}
	if j == i+1 && j < len(l.text) && (byteClass[l.text[j]]&isNameByte != 0 || l.text[j] >= 0x80) {
		return i, true
	}
	mantissa := diag.Snippet(l.text[l.pos:i])
	l.fail(l.pos, j, "exponent-without-digits", "the exponent of this number has no digits",
		fmt.Sprintf("write it as in %se3; for the constant e, %s*e", mantissa, mantissa))
	return i, false
}

// based reads a number with a prefix, 0x 0o 0b.
func (l *Lexer) based(prefix byte) Kind {
	start, i := l.pos, l.pos+2
	for i < len(l.text) && byteClass[l.text[i]]&(isNameByte|isDigitByte) != 0 {
		i++
	}
	text := l.text[start:i]
	if prefix < 'a' {
		return l.fail(start, i, "upper-case-prefix", "the prefix of a number is written in small letters",
			"write "+diag.Snippet("0"+string(prefix|0x20)+text[2:]))
	}
	what, isDigit := baseOf(prefix)
	if len(text) == 2 {
		return l.fail(start, i, "number-without-digits", "no digits follow '"+text+"'", "write "+what)
	}
	for j := 2; j < len(text); j++ {
		switch {
		case isDigit(text[j]):
		case text[j] != '_':
			return l.fail(start+j, start+j+1, "bad-digit", fmt.Sprintf("'%c' is no digit of a number that begins with '%s'", text[j], text[:2]), "write "+what)
		case j == 2 || j+1 == len(text) || text[j+1] == '_':
			return l.underscore(start + j)
		}
	}
	return l.endNumber(i)
}

// baseOf returns an example of the numbers with a prefix, and their digits.
func baseOf(prefix byte) (example string, isDigit func(byte) bool) {
	switch prefix {
	case 'b':
		return "digits 0 and 1, as in 0b1010", func(c byte) bool { return c == '0' || c == '1' }
	case 'o':
		return "digits 0 to 7, as in 0o17", func(c byte) bool { return '0' <= c && c <= '7' }
	}
	return "digits 0 to 9 and a to f, as in 0xFF", func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
	}
}

// endNumber ends a number at offset i, unless what follows shows that it is
// none: 5. 1.2.3 1._5 5and.
func (l *Lexer) endNumber(i int) Kind {
	start := l.pos
	l.pos = i
	if i == len(l.text) {
		return Number
	}
	switch c := l.text[i]; {
	case c == '.' && l.at(1) != '.':
		return l.strayPoint(start, i)
	case byteClass[c]&isNameByte != 0:
		end := i + 1
		for end < len(l.text) && byteClass[l.text[end]]&(isNameByte|isDigitByte) != 0 {
			end++
		}
		if keyword(l.text[i:end]) != Name {
			return l.fail(start, end, "number-runs-into-word", "a number runs into a word here",
				"write "+diag.Snippet(l.text[start:i]+" "+l.text[i:end]))
		}
	}
	return Number
}

// strayPoint reports the point at offset i after the number from start.
func (l *Lexer) strayPoint(start, i int) Kind {
	end := i + 1
	for end < len(l.text) && (byteClass[l.text[end]]&(isNameByte|isDigitByte) != 0 || l.text[end] == '.') {
		end++
	}
	number := l.text[start:i]
	switch {
	case strings.ContainsAny(number, ".eExob"):
		return l.fail(start, end, "malformed-number", "this is no number: it has a decimal point too many", "")
	case end == i+1:
		return l.fail(start, end, "point-without-digits", "a number does not end in a point",
			fmt.Sprintf("write %s or %[1]s.0", diag.Snippet(number)))
	}
	return l.fail(start, end, "malformed-number", "this is no number: digits must follow the decimal point",
		"a number looks like 12.5 or 1.5e-9")
}
