package parser

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// Text that can be read in two ways is an error that shows both. The readings
// are built from the source with parentheses added.

// between returns the source from one offset to another.
func (p *parser) between(start, end int) string {
	return p.sourceText(diag.Span{Start: start, End: end})
}

// silent reports whether an error would not be reported: then its text, which
// can be long, need not be made.
func (p *parser) silent() bool { return p.lost || p.stopped }

func (p *parser) readings(span diag.Span, code, message, first, second string) {
	p.report(span, code, message, "write "+diag.Snippet(first)+" or "+diag.Snippet(second))
}

// mixedLeft reports x ?? … at the token, where the binary operation "at" ends x.
func (p *parser) mixedLeft(x, at Expr) {
	if p.silent() {
		return
	}
	coalesce := p.tok.Span
	end := p.operandEnd(coalesce.End)
	operands, op := operandsOf(at)
	s, last := x.Span(), operands[len(operands)-1].Span().Start
	tail := p.between(s.End, end)
	p.readings(s.Join(coalesce), "mixed-coalesce", fmt.Sprintf("'??' beside '%s' needs parentheses", op),
		"("+p.between(s.Start, s.End)+")"+tail, p.between(s.Start, last)+"("+p.between(last, end)+")")
}

// mixedRight reports left ?? y, where the binary operation "at" begins y.
func (p *parser) mixedRight(left, y, at Expr) {
	if p.silent() {
		return
	}
	operands, op := operandsOf(at)
	s, first := diag.Span{Start: left.Span().Start, End: y.Span().End}, operands[0].Span().End
	p.readings(s, "mixed-coalesce", fmt.Sprintf("'??' beside '%s' needs parentheses", op),
		"("+p.between(s.Start, first)+")"+p.between(first, s.End), p.between(s.Start, y.Span().Start)+"("+p.between(y.Span().Start, s.End)+")")
}

func operandsOf(e Expr) ([]Expr, lexer.Kind) {
	switch e := e.(type) {
	case *BinaryExpr:
		return e.Operands, e.Ops[0].Kind
	case *CompareExpr:
		return e.Operands, e.Ops[0].Kind
	}
	panic(fmt.Sprintf("parser: %T has no operators", e))
}

// mixedChain reports the last comparison of the chain whose operands begin at
// a mark: it does not go on from the one before.
func (p *parser) mixedChain(mark int) {
	if p.silent() {
		return
	}
	operands, n := p.operands[mark:], len(p.operators)
	op := p.operators[n-1]
	begin, middle := operands[0].Span().Start, operands[len(operands)-2].Span()
	last := operands[len(operands)-1].Span()
	whole := diag.Span{Start: begin, End: last.End}
	p.readings(whole, "mixed-chain", fmt.Sprintf("'%s' and '%s' do not chain", p.sourceText(p.operators[n-2].Where), p.sourceText(op.Where)),
		"("+p.between(begin, middle.End)+")"+p.between(middle.End, last.End),
		p.between(begin, middle.End)+" and "+p.between(middle.Start, last.End))
}

func (p *parser) notWithoutIn(not diag.Span) {
	switch {
	case p.lost:
	case p.tok.Kind == lexer.EOF:
		p.incomplete("expected 'in' after 'not'", "")
	default:
		p.fail(not, "not-without-in", "expected 'in' after 'not'", "write a not in b, a != b, or a and not b")
	}
}

// afterSuperscript reports what stands behind the power n of x and would, on
// paper, take the power, but by the rules of operators its exponent.
func (p *parser) afterSuperscript(x Expr, n *BinaryExpr) {
	switch p.tok.Kind {
	case lexer.Superscript, lexer.Caret:
	case lexer.Not:
	case lexer.Percent:
		if errs := len(p.errs); p.isModulo(n) || len(p.errs) > errs {
			return
		}
	default:
		return
	}
	s := n.Span()
	end := p.operandEnd(p.tok.Span.Start)
	if p.tok.Kind != lexer.Caret {
		end = p.tok.Span.End
	}
	exponent := n.Operands[1].(*NumberLit)
	tail := p.between(s.End, end)
	p.fail(p.tok.Span, "after-superscript", fmt.Sprintf("'%s' behind a superscript needs parentheses", p.sourceText(p.tok.Span)),
		"write "+diag.Snippet("("+p.between(s.Start, s.End)+")"+tail)+" or "+
			diag.Snippet(p.between(s.Start, x.Span().End)+"^("+exponent.Text+strings.TrimLeft(tail, " ")+")"))
}

// checkExponent reports x ^ y where y is itself raised by a superscript.
func (p *parser) checkExponent(x, y Expr) {
	inner := y
	for {
		u, ok := inner.(*UnaryExpr)
		if !ok {
			break
		}
		inner = u.X
	}
	n, ok := inner.(*BinaryExpr)
	if !ok || !isSuperscript(n) || p.silent() {
		return
	}
	start, base, exponent := x.Span().Start, n.Operands[0].Span().End, y.Span()
	p.readings(n.Ops[0].Where, "after-superscript", "a superscript behind an exponent needs parentheses",
		"("+p.between(start, base)+")"+p.between(base, exponent.End),
		p.between(start, exponent.Start)+"("+p.between(exponent.Start, exponent.End)+")")
}

// isSuperscript reports whether a power is written x², with the operator in
// its exponent.
func isSuperscript(n *BinaryExpr) bool {
	exponent, ok := n.Operands[1].(*NumberLit)
	return ok && n.Ops[0].Where == exponent.Where
}

// unclearPercent reports "%" behind x before a sign, where the spacing does
// not tell the percent sign from modulo.
func (p *parser) unclearPercent(x Expr, sign lexer.Token) {
	if p.silent() {
		return
	}
	s := x.Span()
	left := p.between(max(s.Start, s.End-40), s.End)
	op := p.sourceText(sign.Span)
	end := max(p.operandEnd(sign.Span.Start), sign.Span.End)
	right := strings.TrimLeft(p.between(sign.Span.End, end), " \t")
	if right == "" {
		right = p.following(sign.Span.End)
	}
	p.readings(p.tok.Span.Join(sign.Span), "unclear-percent", fmt.Sprintf("'%%' before '%s' can be a percent sign or modulo", op),
		fmt.Sprintf("%s%% %s %s", left, op, right), fmt.Sprintf("%s %% %s%s", left, op, right))
}

// following returns the operand behind an offset, over the space before it.
func (p *parser) following(offset int) string {
	ahead := p.lex.Lookahead(offset)
	if ahead == nil {
		return "…"
	}
	t := ahead.Next()
	if !startsOperand(t.Kind) {
		return "…"
	}
	return p.between(t.Span.Start, p.operandEnd(t.Span.Start))
}
