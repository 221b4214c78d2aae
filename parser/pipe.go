package parser

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// pipe = x { "|>" stage } , one node however long.
func (p *parser) pipe(x Expr) Expr {
	n := &PipeExpr{X: x}
	height := p.height
	for p.tok.Kind == lexer.Pipe {
		op := p.tok.Span
		p.advance()
		p.skipNewlines()
		stage := p.stage(op)
		n.Stages = append(n.Stages, stage)
		height = max(height, p.height)
		if p.bindsTighter() {
			p.pipeTail(n)
			break
		}
	}
	p.height = height
	return n
}

// stage = path [ arguments ] | "(" lambda ")" .
func (p *parser) stage(pipe diag.Span) *CallExpr {
	begin := p.tok.Span
	n := p.nodes.calls.new()
	n.Where = begin
	switch p.tok.Kind {
	case lexer.Name:
		n.Fun = p.path()
		n.Where.End = p.prev.End
		if p.tok.Kind == lexer.LParen {
			height := p.height
			n.Args, n.Where.End = p.arguments()
			p.wrap(max(height, p.height-1))
		}
	case lexer.LParen:
		n.Fun = p.paren(LevelExpr)
		n.Where.End = p.prev.End
		if !isFunction(n.Fun) && !p.lost {
			p.report(n.Fun.Span(), "bad-stage", "the right side of '|>' is a function", "write |> f, |> f(a) or |> (x => …)", p.describe(p.tok))
		}
	default:
		n.Fun = &BadExpr{Where: p.after()}
		p.badStage(pipe)
	}
	return n
}

// path = name { "." name } .
func (p *parser) path() Expr {
	p.height = 0
	x := p.name(LevelPostfix)
	for p.tok.Kind == lexer.Dot {
		height := p.height
		x = p.member(x, false)
		p.wrap(height)
	}
	return x
}

func (p *parser) badStage(pipe diag.Span) {
	switch k := p.tok.Kind; {
	case p.lost:
	case k == lexer.EOF:
		p.incomplete("a function is missing after '|>'", "")
	case k == lexer.If || k == lexer.NotKw:
		p.fail(pipe.Join(p.tok.Span), "bad-stage", "the right side of '|>' is a function", "put it in parentheses: |> (x => …)")
	default:
		p.fail(p.tok.Span, "bad-stage", fmt.Sprintf("the right side of '|>' is a function, not %s", p.describe(p.tok)), "write |> f, |> f(a) or |> (x => …)", p.describe(p.tok))
	}
}

// bindsTighter reports whether the token would take the stage before it as its
// operand.
func (p *parser) bindsTighter() bool {
	switch p.tok.Kind {
	case lexer.LParen, lexer.LBracket, lexer.Dot, lexer.OptDot, lexer.Not:
		return true
	}
	return precedences[p.tok.Kind].Level > LevelPipe
}

// pipeTail reports an operator behind |>, showing the parentheses under which
// it takes the result of the pipe.
func (p *parser) pipeTail(n *PipeExpr) {
	left := p.sourceText(n.Span())
	tail := p.sourceText(diag.Span{Start: p.prev.End, End: p.operandEnd(p.tok.Span.Start)})
	p.fail(p.tok.Span, "pipe-tail", fmt.Sprintf("'%s' binds tighter than '|>'", p.sourceText(p.tok.Span)),
		"write ("+diag.Snippet(left)+")"+diag.Snippet(tail))
}
