package repl

import (
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
)

// maxHighlight is the length in bytes of an input from which on it is shown
// without colours: they are made anew at every key.
const maxHighlight = 16 << 10

// A painted is a piece of an input that is shown in a style.
type painted struct {
	start, end int // bytes
	style      style
}

// highlight returns the coloured pieces of an input, in order. at is the byte
// where the cursor stands, or -1: the bracket there, or before it, is shown
// with its partner.
func (t *Theme) highlight(text string, at int) []painted {
	if *t == (Theme{}) || len(text) > maxHighlight {
		return nil
	}
	var h highlighter
	h.theme, h.text, h.at = t, text, at
	for rest, base := text, 0; rest != ""; {
		chunk, command, after, _ := nextChunk(rest)
		if command || isDirective(chunk) {
			h.command(base, chunk)
		} else {
			h.expression(base, chunk)
		}
		base += len(chunk)
		rest = after
	}
	return h.pieces
}

func isDirective(text string) bool {
	l, ok := parseCommand(text)
	return ok && l.name != ""
}

type highlighter struct {
	theme  *Theme
	text   string
	at     int
	pieces []painted
	open   []int // pieces that are brackets still open
}

func (h *highlighter) add(start, end int, s style) {
	if s != "" && start < end {
		h.pieces = append(h.pieces, painted{start, end, s})
	}
}

// command colours a line that begins with a colon.
func (h *highlighter) command(base int, line string) {
	l, ok := parseCommand(line)
	if !ok {
		return
	}
	start := base + len(line) - len(strings.TrimLeft(line, " \t"))
	end := start + 1 + len(l.name)
	c := findCommand(l.name)
	if c == nil {
		h.add(start, end, h.theme.bad)
		return
	}
	h.add(start, end, h.theme.command)
	if c.kind == exprArg {
		h.expression(base+l.at, line[min(l.at, len(line)):])
	}
}

// expression colours source text.
func (h *highlighter) expression(base int, text string) {
	lex := lexer.New(&diag.Source{Text: text, Line: 1}) // not at the start of a file
	lex.Comments = true
	h.open = h.open[:0]
	before := lexer.Newline
	for {
		t := lex.Next()
		if t.Kind == lexer.EOF {
			return
		}
		start, end := base+t.Span.Start, base+t.Span.End
		switch t.Kind {
		case lexer.LParen, lexer.LBracket, lexer.LBrace:
			h.bracket(start, end, true)
		case lexer.RParen, lexer.RBracket, lexer.RBrace:
			h.bracket(start, end, false)
		default:
			h.add(start, end, h.theme.token(t.Kind, h.text[start:end], before))
		}
		before = t.Kind
	}
}

// token returns the style of a token; before is the kind of the one before it.
func (t *Theme) token(k lexer.Kind, text string, before lexer.Kind) style {
	switch {
	case k == lexer.Number || k == lexer.Superscript:
		return t.number
	case lexer.String <= k && k <= lexer.FStringTail:
		return t.text
	case k == lexer.Comment:
		return t.comment
	case k == lexer.Bad:
		return t.bad
	case before == lexer.Dot || before == lexer.OptDot:
		return ""
	case k.Keyword() && k.String() == text:
		return t.keyword
	case k == lexer.Name && (text == "π" || eval.Builtins().Has(text)):
		return t.builtin
	}
	return ""
}

// bracket notes a bracket, and colours the pair at the cursor and those that
// close nothing. A pair that does not fit counts as one: the parser says so.
func (h *highlighter) bracket(start, end int, opens bool) {
	if opens {
		h.pieces = append(h.pieces, painted{start, end, ""})
		h.open = append(h.open, len(h.pieces)-1)
		return
	}
	if len(h.open) == 0 {
		h.add(start, end, h.theme.stray)
		return
	}
	last := len(h.open) - 1
	first := &h.pieces[h.open[last]]
	h.open = h.open[:last]
	if fits(h.text[first.start], h.text[start]) {
		if h.touches(first.start) || h.touches(start) {
			first.style = h.theme.bracket
			h.add(start, end, h.theme.bracket)
		}
		return
	}
	h.add(start, end, h.theme.stray)
}

// touches reports whether the cursor is on the bracket at an offset or right
// behind it.
func (h *highlighter) touches(offset int) bool { return h.at == offset || h.at == offset+1 }

func fits(open, shut byte) bool {
	switch open {
	case '(':
		return shut == ')'
	case '[':
		return shut == ']'
	}
	return shut == '}'
}
