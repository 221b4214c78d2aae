package lexer

import (
	"slices"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// SkipLine drops what is left of a line: reading goes on at the first line
// that begins at or after an offset of the source.
func (l *Lexer) SkipLine(offset int) {
	l.interpolations = l.interpolations[:0]
	l.pos = min(max(offset-l.base, 0), len(l.text))
	if l.pos > 0 && l.text[l.pos-1] == '\n' {
		return
	}
	if i := strings.IndexByte(l.text[l.pos:], '\n'); i >= 0 {
		l.pos += i + 1
		return
	}
	l.pos = len(l.text)
}

// SpaceFollows reports whether white space, a comment, or the end of the line
// follows the last token.
func (l *Lexer) SpaceFollows() bool {
	switch l.at(0) {
	case ' ', '\t', '\r', '\n', '#':
		return true
	}
	return l.pos == len(l.text)
}

// Rebase makes the offsets of tokens count from another place, offset being
// that of the text that is read: a stream's next statement begins there.
func (l *Lexer) Rebase(offset int) { l.base = offset }

// Lookahead returns a lexer that reads from an offset of the source on, as far
// as the text that l has. It is nil if that text does not hold the offset.
func (l *Lexer) Lookahead(offset int) *Lexer {
	c := Lexer{text: l.text, base: l.base, pos: offset - l.base, interpolations: slices.Clone(l.interpolations)}
	if c.pos < 0 || c.pos > len(c.text) {
		return nil
	}
	return &c
}

// Directive reads what follows the colon of a directive: letters, digits and
// underscores right behind it are its name, the rest to the end of the line, a
// semicolon or a comment its argument, without the space around. Semicolons
// and comment signs within quotes are part of it.
func (l *Lexer) Directive() (name, arg string, argSpan diag.Span, err *diag.Error) {
	i := l.pos
	for i < len(l.text) && byteClass[l.text[i]]&(isNameByte|isDigitByte) != 0 {
		i++
	}
	name = l.text[l.pos:i]
	start, quote := i, byte(0)
	for ; i < len(l.text); i++ {
		c := l.text[i]
		if c == '\n' || quote == 0 && (c == ';' || c == '#') || c == '\r' && strings.HasPrefix(l.text[i:], "\r\n") {
			break
		}
		switch {
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c < ' ' || c >= 0x7F:
			n := l.check(i, inString)
			if n == 0 {
				return "", "", diag.Span{}, l.err
			}
			i += n - 1
		}
	}
	l.pos = i
	arg = strings.Trim(l.text[start:i], " \t")
	start += strings.Index(l.text[start:i], arg)
	return name, arg, diag.Span{Start: l.base + start, End: l.base + start + len(arg)}, nil
}
