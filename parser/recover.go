package parser

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// maxErrors is how many errors of one source are reported.
const maxErrors = 20

// add appends an error, unless one before it is still being recovered from.
func (p *parser) add(e *diag.Error) {
	if p.lost || p.stopped {
		return
	}
	e.Source = p.src
	p.errs = append(p.errs, e)
	p.stopped = len(p.errs) == maxErrors
}

// fail reports an error after which the text makes no sense to the parser.
func (p *parser) fail(span diag.Span, code, message, hint string, args ...string) {
	p.add(&diag.Error{Class: diag.Syntax, Code: code, Message: message, Args: args, Hint: hint, Span: span})
	p.lose()
}

// report reports an error in what could be read nevertheless. A stream drops
// the rest of the line after any error.
func (p *parser) report(span diag.Span, code, message, hint string, args ...string) {
	p.add(&diag.Error{Class: diag.Syntax, Code: code, Message: message, Args: args, Hint: hint, Span: span})
	if p.stream != nil {
		p.lose()
	}
}

// lose makes every construct that is open end here.
func (p *parser) lose() {
	if p.lost {
		return
	}
	p.lost, p.culprit = true, p.tok
	p.tok = lexer.Token{Kind: lexer.EOF, Span: diag.Span{Start: p.prev.End, End: p.prev.End}}
}

func (p *parser) lexerError() {
	p.add(p.lex.Err())
	p.lose()
}

func (p *parser) tooDeep() {
	p.add(&diag.Error{
		Class: diag.Limit, Code: "nesting-too-deep", Span: p.tok.Span,
		Message: fmt.Sprintf("more than %d constructs within each other", p.limit), Args: []string{fmt.Sprint(p.limit)},
		Hint: "give parts of it names, each in a statement of its own",
	})
	p.lose()
	p.stopped = true // the same again at every level would help nobody
}

// after returns a place for what is missing behind the last token.
func (p *parser) after() diag.Span { return diag.Span{Start: p.prev.End, End: p.prev.End} }

// incomplete reports that the text ends too early: at the innermost bracket
// that is open, else behind the last token.
func (p *parser) incomplete(message, hint string) {
	e := &diag.Error{Class: diag.Syntax, Code: "unfinished", Message: message, Hint: hint, Span: p.after(), Incomplete: true}
	if open := p.ctx.open; open.End > 0 {
		e.Code, e.Span = "unclosed-bracket", open
		e.Message = fmt.Sprintf("this '%s' is not closed", p.ctx.openKind)
		e.Hint = fmt.Sprintf("add the '%s'", closerOf(p.ctx.openKind))
	}
	p.add(e)
	p.lose()
}

func closerOf(open lexer.Kind) lexer.Kind {
	switch open {
	case lexer.LParen:
		return lexer.RParen
	case lexer.LBracket:
		return lexer.RBracket
	}
	return lexer.RBrace
}

// A bracket is one that is open, with what its end restores.
type bracket struct {
	at    diag.Span
	outer context
}

// openBracket goes into the bracket at the token.
func (p *parser) openBracket() bracket {
	b := bracket{p.tok.Span, p.ctx}
	p.ctx = context{newlines: skipInBracket, open: p.tok.Span, openKind: p.tok.Kind, start: p.tok.Span.End}
	p.enter()
	p.advance()
	return b
}

// closeBracket goes out of a bracket, whose contents have a height, and
// returns where it ends. After an error it is where the parser finds its way
// again, if the bracket is closed anywhere.
func (p *parser) closeBracket(b bracket, height int) (end int) {
	closer := closerOf(p.ctx.openKind)
	if p.tok.Kind != closer && !p.lost {
		p.unexpected(closer.String())
	}
	if p.lost && !p.resync(closer) {
		p.ctx = b.outer
		p.leave(height)
		return max(p.prev.End, b.at.End)
	}
	end = p.tok.Span.End
	p.ctx = b.outer
	p.leave(height)
	p.advance()
	return end
}

// resync looks for the closer of the bracket that is open. At the closer of
// another one, and at the end, it gives up for the whole statement: the
// brackets there tell nothing.
func (p *parser) resync(closer lexer.Kind) bool {
	if p.stream != nil || p.stopped {
		return false
	}
	for depth := 0; ; p.culprit = p.skipped() {
		switch p.culprit.Kind {
		case lexer.EOF:
			return false
		case lexer.LParen, lexer.LBracket, lexer.LBrace:
			depth++
		case lexer.RParen, lexer.RBracket, lexer.RBrace:
			if depth > 0 {
				depth--
				continue
			}
			if p.culprit.Kind != closer {
				p.culprit.Kind = lexer.EOF
				return false
			}
			p.lost, p.tok = false, p.culprit
			return true
		}
	}
}

// skipped reads a token that the parser does not look at.
func (p *parser) skipped() lexer.Token {
	if p.peeked {
		p.peeked = false
		return p.next
	}
	return p.lex.Next()
}

// resumeAt returns the offset behind what the last error is about: reading
// goes on at the next line.
func (p *parser) resumeAt() int {
	e := p.errs[len(p.errs)-1]
	if e.Incomplete {
		return p.prev.End
	}
	return max(e.Span.End, p.prev.End)
}

// nextLine goes on at the line after an error, with all brackets dropped. It
// reports whether that makes sense.
func (p *parser) nextLine() bool {
	if p.stopped {
		return false
	}
	p.reset()
	p.lex.SkipLine(p.resumeAt())
	p.advance()
	return true
}

// reset forgets what was open.
func (p *parser) reset() {
	p.ctx = context{}
	p.depth, p.height, p.freeAt = 0, 0, -1
	p.lost, p.peeked, p.lineStart = false, false, true
	p.operands, p.operators, p.args = cut(p.operands, 0), p.operators[:0], cut(p.args, 0)
}
