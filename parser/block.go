package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// paren = "(" expression ")" | block | lambda .
//
// Which of them it is shows behind the first expression: a parenthesis becomes
// a block at its first "=" or ";", and from there on newlines end statements.
func (p *parser) paren(min Level) Expr {
	free := min <= LevelExpr || p.tok.Span.Start == p.freeAt
	begin := p.ctx.start
	b := p.openBracket()
	switch p.tok.Kind {
	case lexer.RParen:
		return p.paramLambda(b, nil, begin, free)
	case lexer.Semi:
		return p.block(b, nil)
	}
	x := p.expr()
	switch p.tok.Kind {
	case lexer.Assign, lexer.Semi:
		return p.block(b, x)
	case lexer.Comma:
		return p.paramLambda(b, x, begin, free)
	}
	height := p.height
	n := p.nodes.parens.new()
	*n = ParenExpr{X: x, Where: diag.Span{Start: b.at.Start, End: p.closeBracket(b, height)}}
	if p.tok.Kind == lexer.Arrow {
		if name, ok := x.(*Ident); ok {
			return p.lambdaOf(b.at.Start, *name, begin, free)
		}
		p.fail(x.Span(), "bad-parameter", "the parameters of a function are names", "")
	}
	return n
}

// paramLambda reads on in what can only be the parameters of a lambda:
// nothing, or names with commas. A newline between names and "=>" is white
// space, because the names alone are no expression.
func (p *parser) paramLambda(b bracket, first Expr, begin int, free bool) Expr {
	mark := len(p.operands)
	bad := false
	if first != nil {
		p.operands = append(p.operands, first)
		comma := p.tok.Span
		for p.comma(p.operands[len(p.operands)-1]) && p.tok.Kind != lexer.RParen && !p.lost {
			p.operands = append(p.operands, p.expr())
		}
		if i := p.notName(mark); i >= 0 && !p.lost && p.tok.Kind != lexer.EOF {
			p.notParams(comma)
		}
		if p.tok.Kind == lexer.Assign {
			p.parameterDefault()
		}
		bad = p.lost
	}
	params := make([]Ident, 0, len(p.operands)-mark)
	for _, x := range p.operands[mark:] {
		if name, ok := x.(*Ident); ok {
			params = append(params, *name)
		}
	}
	p.operands = cut(p.operands, mark)
	where := diag.Span{Start: b.at.Start, End: p.closeBracket(b, 0)}
	if first != nil {
		p.skipNewlines()
	}
	switch {
	case p.tok.Kind == lexer.Arrow:
		p.checkParams(params)
		return p.lambda(b.at.Start, params, begin, free)
	case bad:
	case first == nil:
		p.fail(where, "empty-parentheses", "nothing stands within the parentheses", "write () => … for a function without parameters")
	case p.tok.Kind == lexer.EOF:
		p.incomplete("expected '=>' after the parameters of a function", "a list is written [a, b]")
	default:
		p.fail(where, "comma-in-parentheses", "parentheses hold one expression", "a list is written [a, b], a function (a, b) => …")
	}
	return &BadExpr{where}
}

// notName returns the index of the first operand that is no name, or -1.
func (p *parser) notName(mark int) int {
	for i := mark; i < len(p.operands); i++ {
		if _, ok := p.operands[i].(*Ident); !ok {
			return i
		}
	}
	return -1
}

// notParams reports a comma in parentheses that hold no parameters.
func (p *parser) notParams(comma diag.Span) {
	p.fail(comma, "comma-in-parentheses", "parentheses hold one expression", "a list is written [a, b], a function (a, b) => …")
}

func (p *parser) parameterDefault() {
	p.fail(p.tok.Span, "parameter-default", "parameters of a function have no defaults", "give the value at the call")
}

// block = "(" statement { ( ";" | newline ) [ statement ] } ")" , in which
// first is the first expression, if one was read.
func (p *parser) block(b bracket, first Expr) Expr {
	p.ctx.newlines = endStatement
	height := 0
	var stmts []Stmt
	if first != nil {
		stmts = append(stmts, p.binding(first))
		height = p.height
		p.endBlockStatement()
	}
	for p.skipSeparators() {
		p.height = 0
		var s Stmt
		switch {
		case p.tok.Kind == lexer.Colon:
			s = p.directive()
		case p.mayBegin():
			s = p.binding(p.expr())
		}
		if s != nil {
			stmts = append(stmts, s)
		}
		height = max(height, p.height)
		p.endBlockStatement()
	}
	lost := p.lost
	n := &BlockExpr{Stmts: stmts, Where: diag.Span{Start: b.at.Start, End: p.closeBracket(b, height)}}
	switch {
	case !lost:
		p.checkBlock(n)
	case p.tok.Kind == lexer.Arrow:
		p.lose() // these were meant to be parameters
	}
	return n
}

// skipSeparators goes to the next statement of a block, if there is one.
func (p *parser) skipSeparators() bool {
	for p.tok.Kind == lexer.Newline || p.tok.Kind == lexer.Semi {
		p.advance()
	}
	return p.tok.Kind != lexer.RParen && p.tok.Kind != lexer.EOF
}

func (p *parser) endBlockStatement() {
	switch p.tok.Kind {
	case lexer.Newline, lexer.Semi, lexer.EOF, lexer.RParen:
		return
	}
	p.unexpected(")")
}

// checkBlock reports what makes no sense in a block: a name bound twice, a
// value that nothing uses, no value at the end.
func (p *parser) checkBlock(n *BlockExpr) {
	if len(n.Stmts) == 0 {
		p.report(n.Where, "empty-block", "this block has no value", "end it with an expression")
		return
	}
	var names []*Ident
	for i, s := range n.Stmts {
		last := i == len(n.Stmts)-1
		switch s := s.(type) {
		case *AssignStmt:
			names = append(names, &s.Name)
		case *FuncStmt:
			names = append(names, &s.Name)
		case *ExprStmt:
			if !last {
				p.report(s.X.Span(), "unused-value", "the value of this expression is not used", "only the last statement of a block is its value")
			}
			continue
		}
		if last {
			p.report(s.Span(), "block-without-value", "a block ends in an expression", "add the name whose value the block shall have")
		}
	}
	if i := duplicate(len(names), func(i int) string { return names[i].Name }); i >= 0 {
		p.report(names[i].Where, "bound-twice", "this block binds "+diag.Quote(names[i].Name)+" twice", "in a block a name is bound once: choose another", names[i].Name)
	}
}
