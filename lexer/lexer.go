// Package lexer turns calx source text into tokens.
//
// It is pulled: [Lexer.Next] reads one token, and a lexer of a stream asks for
// the next line only when a token of that line is wanted. No token spans
// lines, so a line is all the text it ever needs at once.
package lexer

import (
	"unicode"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// A Lexer reads tokens from a text. Its errors are tokens of kind [Bad].
type Lexer struct {
	// Comments makes comments tokens; otherwise they are white space.
	Comments bool

	text string // the whole source, or the line being read
	pos  int    // where the next token begins in text
	base int    // offset of text in the source
	feed Feed
	src  *diag.Source // for errors; nil when the text is fed
	err  *diag.Error

	interpolations []interpolation // f-strings whose {…} is being read, innermost last
}

// An interpolation is the state of an f-string while a {…} in it is read.
type interpolation struct {
	quote  byte
	start  int // offset of the f in text
	braces int // brackets { open inside the {…}
}

// A Feed hands the next line to a lexer: its text, ending in a newline unless
// it is the last one, and its offset in the source of the statement. At the
// end the text is empty. An error is reported as a [Bad] token.
type Feed func() (line string, offset int, err *diag.Error)

// New returns a lexer for a whole source.
func New(src *diag.Source) *Lexer {
	l := new(Lexer)
	l.Reset(src)
	return l
}

// Reset makes the lexer read a source from its start.
func (l *Lexer) Reset(src *diag.Source) {
	*l = Lexer{Comments: l.Comments, interpolations: l.interpolations[:0], text: src.Text, src: src}
	if src.Offset == 0 && src.Line == 0 {
		l.skipByteOrderMark()
	}
}

// ResetSpan makes the lexer read a span of a source, which begins and ends
// where tokens do. Offsets are those in the source.
func (l *Lexer) ResetSpan(src *diag.Source, span diag.Span) {
	l.Reset(src)
	l.text, l.pos = src.Text[:span.End], span.Start
}

// ResetFeed makes the lexer read the lines of a stream; a byte-order mark is
// the feeder's business.
func (l *Lexer) ResetFeed(feed Feed) { *l = Lexer{Comments: l.Comments, feed: feed} }

const byteOrderMark = "\uFEFF"

func (l *Lexer) skipByteOrderMark() {
	if len(l.text) >= len(byteOrderMark) && l.text[:len(byteOrderMark)] == byteOrderMark {
		l.pos = len(byteOrderMark)
	}
}

// Err returns what is wrong with the last token, which was [Bad].
func (l *Lexer) Err() *diag.Error { return l.err }

// Text returns the text of a token; in a stream, of one on the line that was
// read last.
func (l *Lexer) Text(t Token) string {
	return l.text[t.Span.Start-l.base : t.Span.End-l.base]
}

// What a byte may begin or continue.
const (
	isNameByte  = 1 << iota // a letter or _
	isDigitByte             // 0 to 9
	isPlainByte             // within a string it is what it is
)

var byteClass = func() (t [256]uint8) {
	for c := ' '; c < 0x7F; c++ {
		t[c] = isPlainByte
	}
	for _, c := range `"'\{}` {
		t[c] = 0
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c] |= isNameByte
		t[c-'a'+'A'] |= isNameByte
	}
	t['_'] |= isNameByte
	for c := '0'; c <= '9'; c++ {
		t[c] |= isDigitByte
	}
	return t
}()

// Next reads a token. At the end it returns EOF, again and again.
func (l *Lexer) Next() Token {
	for {
		before := l.pos
		for l.pos < len(l.text) && (l.text[l.pos] == ' ' || l.text[l.pos] == '\t') {
			l.pos++
		}
		start := l.pos
		if start == len(l.text) {
			if bad, more := l.refill(); more {
				continue
			} else if bad {
				return Token{Bad, true, l.err.Span}
			}
			if len(l.interpolations) > 0 {
				l.openInterpolation()
				return Token{Bad, true, diag.Span{Start: l.base + start, End: l.base + start}}
			}
			return Token{EOF, true, diag.Span{Start: l.base + start, End: l.base + start}}
		}
		space := start > before || start == 0 || l.text[start-1] == '\n'
		kind := l.scan(l.text[start])
		if kind == Comment && !l.Comments {
			continue
		}
		return Token{kind, space, diag.Span{Start: l.base + start, End: l.base + l.pos}}
	}
}

// refill goes on to the next line of a stream.
func (l *Lexer) refill() (bad, more bool) {
	if l.feed == nil {
		return false, false
	}
	line, offset, err := l.feed()
	if err != nil {
		l.err = err
		return true, false
	}
	if line == "" {
		return false, false
	}
	l.text, l.base, l.pos = line, offset, 0
	return false, true
}

// scan reads the token that begins with the byte c at l.pos.
func (l *Lexer) scan(c byte) Kind {
	switch byteClass[c] & (isNameByte | isDigitByte) {
	case isNameByte:
		return l.name()
	case isDigitByte:
		return l.number()
	}
	switch c {
	case '\n':
		return l.newline(1)
	case '\r':
		if l.at(1) == '\n' {
			return l.newline(2)
		}
		return l.badRune()
	case '#':
		return l.comment()
	case '"', '\'':
		return l.str(l.pos, l.pos+1, plain)
	case '(':
		return l.take(1, LParen)
	case ')':
		return l.take(1, RParen)
	case '[':
		return l.take(1, LBracket)
	case ']':
		return l.take(1, RBracket)
	case '{':
		if n := len(l.interpolations); n > 0 {
			l.interpolations[n-1].braces++
		}
		return l.take(1, LBrace)
	case '}':
		return l.closeBrace()
	case ',':
		return l.take(1, Comma)
	case ';':
		return l.take(1, Semi)
	}
	if c < utf8.RuneSelf {
		return l.operator(c)
	}
	return l.wide()
}

// at returns the byte i bytes after l.pos, or 0.
func (l *Lexer) at(i int) byte {
	if l.pos+i < len(l.text) {
		return l.text[l.pos+i]
	}
	return 0
}

// take consumes n bytes as a token.
func (l *Lexer) take(n int, k Kind) Kind {
	l.pos += n
	return k
}

func (l *Lexer) newline(n int) Kind {
	if len(l.interpolations) > 0 {
		return l.openInterpolation()
	}
	return l.take(n, Newline)
}

// operator reads an operator that begins with an ASCII byte. Each is the
// longest that fits, but for ?. before a digit; what only looks like one is
// told apart in hints.go.
func (l *Lexer) operator(c byte) Kind {
	next := l.at(1)
	switch c {
	case '+', '-', '*', '/', '%', '^':
		return l.arithmetic(c, next)
	case '=':
		switch {
		case next == '=' && l.at(2) != '=':
			return l.take(2, Eq)
		case next == '>':
			return l.take(2, Arrow)
		case next != '=' && next != '<':
			return l.take(1, Assign)
		}
	case '!':
		if next != '=' {
			return l.take(1, Not)
		}
		if l.at(2) != '=' {
			return l.take(2, NotEq)
		}
	case '<':
		switch {
		case next == '=' && l.at(2) != '>':
			return l.take(2, LessEq)
		case next != '=' && next != '>' && next != '<':
			return l.take(1, Less)
		}
	case '>':
		switch next {
		case '=':
			return l.take(2, GreatEq)
		case '>':
		default:
			return l.take(1, Greater)
		}
	case '&':
		if next == '&' && l.at(2) != '=' {
			return l.take(2, And)
		}
	case '|':
		switch {
		case next == '|' && l.at(2) != '=':
			return l.take(2, Or)
		case next == '>':
			return l.take(2, Pipe)
		}
	case '?':
		switch {
		case next == '?' && l.at(2) != '=':
			return l.take(2, Coalesce)
		case next == '.' && byteClass[l.at(2)]&isDigitByte == 0:
			return l.take(2, OptDot)
		case next != '?' && next != ':':
			return l.take(1, Question)
		}
	case '.':
		return l.dots(next)
	case ':':
		if next != '=' || l.at(2) == '=' {
			return l.take(1, Colon)
		}
	}
	return l.lookAlike()
}

// arithmetic reads + - * / // % ^ **.
func (l *Lexer) arithmetic(c, next byte) Kind {
	if next == '=' && (c != '%' || l.at(2) != '=') { // 50%==0.5 compares
		return l.lookAlike()
	}
	switch c {
	case '+':
		return l.take(1, Plus)
	case '-':
		if next != '>' {
			return l.take(1, Minus)
		}
	case '*':
		if next != '*' {
			return l.take(1, Star)
		}
		if l.at(2) != '=' {
			return l.take(2, Caret)
		}
	case '/':
		switch {
		case next == '/' && l.at(2) != '=':
			return l.take(2, SlashDiv)
		case next != '/' && next != '*':
			return l.take(1, Slash)
		}
	case '%':
		if next != '%' {
			return l.take(1, Percent)
		}
	case '^':
		return l.take(1, Caret)
	}
	return l.lookAlike()
}

// dots reads . .. and numbers that begin with a point.
func (l *Lexer) dots(next byte) Kind {
	switch {
	case byteClass[next]&isDigitByte != 0:
		return l.number()
	case next != '.':
		return l.take(1, Dot)
	case l.at(2) != '.' && l.at(2) != '=' && l.at(2) != '<':
		return l.take(2, DotDot)
	}
	return l.lookAlike()
}

// name reads a name, a keyword, or a string with a prefix.
func (l *Lexer) name() Kind {
	start, text := l.pos, l.text
	i := start + 1
	for i < len(text) && byteClass[text[i]]&(isNameByte|isDigitByte) != 0 {
		i++
	}
	if i < len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			return l.wideName(i)
		case (c == '"' || c == '\'') && i == start+1:
			switch text[start] {
			case 'f':
				return l.str(start, i+1, formatted)
			case 'r':
				return l.str(start, i+1, raw)
			}
		}
	}
	l.pos = i
	return keyword(text[start:i])
}

// wideName reads the rest of a name that is not all ASCII, from offset i.
func (l *Lexer) wideName(i int) Kind {
	start := l.pos
	for i < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[i:])
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			i += n
			continue
		case unicode.Is(unicode.M, r):
			l.pos = i
			return l.combiningMark(start, i, n)
		}
		break
	}
	l.pos = i
	return keyword(l.text[start:i])
}

// wide reads a token that begins with a character beyond ASCII.
func (l *Lexer) wide() Kind {
	r, n := utf8.DecodeRuneInString(l.text[l.pos:])
	switch r {
	case '×':
		return l.take(n, Star)
	case '÷':
		return l.take(n, Slash)
	case '−':
		return l.take(n, Minus)
	case '≤':
		return l.take(n, LessEq)
	case '≥':
		return l.take(n, GreatEq)
	case '≠':
		return l.take(n, NotEq)
	case '√':
		return l.take(n, Root)
	case '²', '³':
		return l.take(n, Superscript)
	}
	if unicode.IsLetter(r) {
		return l.wideName(l.pos + n)
	}
	return l.badRune()
}

// comment reads to the end of the line.
func (l *Lexer) comment() Kind {
	i := l.pos + 1
	for i < len(l.text) {
		c := l.text[i]
		switch {
		case ' ' <= c && c < 0x7F || c == '\t':
			i++
			continue
		case c == '\n' || c == '\r' && i+1 < len(l.text) && l.text[i+1] == '\n':
			l.pos = i
			return Comment
		}
		n := l.check(i, inComment)
		if n == 0 {
			return Bad
		}
		i += n
	}
	l.pos = i
	return Comment
}
