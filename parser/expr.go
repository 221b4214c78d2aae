package parser

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// expr reads an expression of the loosest level.
func (p *parser) expr() Expr {
	p.skipNewlines()
	p.ctx.start = p.tok.Span.Start
	return p.binary(LevelExpr)
}

// binary reads an operand and all operators behind it that bind at least as
// tightly as a level.
func (p *parser) binary(min Level) Expr { return p.climb(p.unary(min), min) }

// climb goes on behind an operand: each round takes one operator or one chain
// of operators of the same level.
func (p *parser) climb(x Expr, min Level) Expr {
	for {
		prec := precedences[p.tok.Kind]
		if prec.Level < min || prec.Level == LevelNone {
			return x
		}
		switch prec.Level {
		case LevelExpr:
			if p.tok.Kind == lexer.Arrow {
				p.fail(p.tok.Span, "bad-parameter", "the parameters of a function are names", "write x => … or (x, y) => …; at least is >=")
				return x
			}
			x = p.conditional(x)
		case LevelCoalesce:
			x = p.coalesce(x)
		case LevelCompare:
			x = p.compare(x)
		case LevelPipe:
			x = p.pipe(x)
		case LevelRange:
			x = p.rangeOf(x)
		case LevelPower:
			x = p.power(x)
		default:
			x = p.leftChain(x, prec.Level)
		}
	}
}

// leftChain reads a chain of one level, such as a - b + c, into one node.
func (p *parser) leftChain(x Expr, level Level) Expr {
	operands, operators, height := len(p.operands), len(p.operators), p.height
	p.operands = append(p.operands, x)
	for precedences[p.tok.Kind].Level == level {
		p.operators = append(p.operators, Operator{Kind: p.tok.Kind, Where: p.tok.Span})
		p.advance()
		p.operands = append(p.operands, p.binary(level+1))
		height = max(height, p.height)
	}
	p.height = height
	return p.chain(operands, operators)
}

// chain makes a node of the operands and operators from these marks on.
func (p *parser) chain(operands, operators int) *BinaryExpr {
	n := p.nodes.binaries.new()
	n.Operands, n.Ops = p.takeOperands(operands), p.takeOperators(operators)
	return n
}

func (p *parser) takeOperands(mark int) []Expr {
	list := p.nodes.exprs.copyOf(p.operands[mark:])
	p.operands = cut(p.operands, mark)
	return list
}

func (p *parser) takeOperators(mark int) []Operator {
	list := p.nodes.operators.copyOf(p.operators[mark:])
	p.operators = p.operators[:mark]
	return list
}

// pair makes a node of two operands.
func (p *parser) pair(x, y Expr, op Operator) *BinaryExpr {
	n := p.nodes.binaries.new()
	n.Operands, n.Ops = p.nodes.exprs.list(2), p.nodes.operators.list(1)
	n.Operands[0], n.Operands[1], n.Ops[0] = x, y, op
	return n
}

// rangeOf reads the other end of a range.
func (p *parser) rangeOf(x Expr) Expr {
	height := p.height
	op := Operator{Kind: lexer.DotDot, Where: p.tok.Span}
	p.advance()
	n := p.pair(x, p.binary(LevelRange+1), op)
	p.height = max(height, p.height)
	if p.tok.Kind == lexer.DotDot {
		p.fail(p.tok.Span, "chained-range", "a range has two ends", "for steps write range(a, b, step), for a range of lists add parentheses")
	}
	return n
}

// coalesce reads a chain of ??. Beside it stands no binary operator without
// parentheses: whether a ?? b + c falls back on b or adds c to either is not
// for the reader to guess.
func (p *parser) coalesce(x Expr) Expr {
	operands, operators, height := len(p.operands), len(p.operators), p.height
	p.operands = append(p.operands, x)
	if at := binaryIn(x); at != nil {
		p.mixedLeft(x, at)
	}
	for p.tok.Kind == lexer.Coalesce {
		p.operators = append(p.operators, Operator{Kind: p.tok.Kind, Where: p.tok.Span})
		p.advance()
		p.skipNewlines()
		p.freeAt = p.tok.Span.Start
		y := p.coalesceOperand()
		p.operands = append(p.operands, y)
		height = max(height, p.height)
		if at := binaryIn(y); at != nil {
			p.mixedRight(p.operands[len(p.operands)-2], y, at)
		}
	}
	p.height = height
	return p.chain(operands, operators)
}

// coalesceOperand reads what stands behind ??, where an if or a lambda may
// stand too, though it takes all that follows.
func (p *parser) coalesceOperand() Expr {
	if p.tok.Kind == lexer.If {
		return p.conditional(nil)
	}
	return p.binary(LevelCoalesce + 1)
}

// binaryIn returns the binary operation that stands beside ?? without
// parentheses, perhaps behind prefix operators, or nil.
func binaryIn(x Expr) Expr {
	for {
		switch e := x.(type) {
		case *UnaryExpr:
			x = e.X
			continue
		case *BinaryExpr, *CompareExpr:
			return e
		}
		return nil
	}
}

// power reads an exponent: a superscript, or what stands behind ^.
func (p *parser) power(x Expr) Expr {
	op := Operator{Kind: lexer.Caret, Where: p.tok.Span}
	height := p.height
	if p.tok.Kind == lexer.Superscript {
		n := p.pair(x, p.superscript(), op)
		p.wrap(height)
		p.afterSuperscript(x, n)
		return n
	}
	p.advance()
	p.enter()
	y := p.binary(LevelPrefix) // -2^2 is outside of this: here a prefix operator or ^ may follow
	p.leave(max(height, p.height))
	if p.depth+p.height > p.limit {
		p.tooDeep()
	}
	n := p.pair(x, y, op)
	p.checkExponent(x, y)
	return n
}

// superscript reads ² or ³ as the number it stands for.
func (p *parser) superscript() Expr {
	n := p.nodes.numbers.new()
	*n = NumberLit{Text: "2", Where: p.tok.Span}
	if p.lex.Text(p.tok) == "³" {
		n.Text = "3"
	}
	p.advance()
	return n
}

// compare reads a chain of comparisons.
func (p *parser) compare(x Expr) Expr {
	operands, operators, height := len(p.operands), len(p.operators), p.height
	p.operands = append(p.operands, x)
	for precedences[p.tok.Kind].Level == LevelCompare {
		op := Operator{Kind: p.tok.Kind, Where: p.tok.Span}
		p.advance()
		if op.Kind == lexer.NotKw {
			p.skipNewlines()
			if p.tok.Kind != lexer.In {
				p.notWithoutIn(op.Where)
				break
			}
			op = Operator{Kind: lexer.In, Negated: true, Where: op.Where.Join(p.tok.Span)}
			p.advance()
		}
		p.operators = append(p.operators, op)
		p.operands = append(p.operands, p.binary(LevelCompare+1))
		height = max(height, p.height)
		if n := len(p.operators); n > operators+1 && !chainable(p.operators[n-2].Kind, op.Kind) {
			p.mixedChain(operands)
			break
		}
	}
	p.height = height
	if len(p.operators) == operators {
		p.operands = cut(p.operands, operands)
		return x
	}
	n := p.nodes.compares.new()
	n.Operands, n.Ops = p.takeOperands(operands), p.takeOperators(operators)
	return n
}

// chainable reports whether two comparisons may stand in one chain: those that
// go in one direction, and ==.
func chainable(a, b lexer.Kind) bool {
	less := func(k lexer.Kind) bool { return k == lexer.Less || k == lexer.LessEq }
	greater := func(k lexer.Kind) bool { return k == lexer.Greater || k == lexer.GreatEq }
	return less(a) && less(b) || greater(a) && greater(b) || a == lexer.Eq && b == lexer.Eq
}

// unary reads an operand with the prefix operators before it, where an
// operator of a level stands to its left.
func (p *parser) unary(min Level) Expr {
	p.skipNewlines()
	op := p.tok
	switch level := prefixes[op.Kind]; {
	case level == LevelNone:
		if op.Kind == lexer.If {
			return p.ifExpr(min)
		}
		return p.postfix(p.primary(min))
	case level == LevelNot:
		return p.not(min)
	}
	p.advance()
	p.enter()
	x := p.binary(LevelPrefix)
	p.leave(p.height)
	return p.prefixed(op, x)
}

// prefixed makes a node of a prefix operator and its operand.
func (p *parser) prefixed(op lexer.Token, x Expr) Expr {
	n := p.nodes.unaries.new()
	n.Op, n.OpPos, n.X = op.Kind, op.Span.Start, x
	return n
}

// not reads "not" and its operand, which goes up to comparisons.
func (p *parser) not(min Level) Expr {
	op, begin := p.tok, p.ctx.start
	free := min <= LevelNot || op.Span.Start == p.freeAt
	p.advance()
	p.skipNewlines()
	p.freeAt = p.tok.Span.Start
	p.enter()
	x := p.binary(LevelNot)
	p.leave(p.height)
	n := p.prefixed(op, x)
	if !free {
		p.misplaced("'not'", begin, n)
	}
	return n
}

// ifExpr reads an if where an operator of a level stands to its left.
func (p *parser) ifExpr(min Level) Expr {
	begin := p.ctx.start
	free := min <= LevelExpr || p.tok.Span.Start == p.freeAt
	x := p.conditional(nil)
	if !free {
		p.misplaced("an 'if'", begin, x)
	}
	return x
}

// conditional = { "if" c "then" a "else" | c "?" a ":" } b , one node however
// long. It reads from the "if", or from the "?" behind a condition.
func (p *parser) conditional(cond Expr) Expr {
	node := &condNode{CondExpr: CondExpr{Where: p.tok.Span}}
	node.Branches = node.branches[:0]
	n := &node.CondExpr
	height := 0
	if cond != nil {
		n.Where.Start = cond.Span().Start
		height = p.height
	}
	p.enter()
	for {
		rule := p.ctx.newlines
		if rule == endStatement {
			p.ctx.newlines = skipInCond // not complete before the else
		}
		separator := lexer.Colon
		if cond == nil {
			separator = lexer.Else
			cond = p.condition()
			height = max(height, p.height)
			p.expect(lexer.Then)
		}
		p.advance()
		then := p.expr()
		height = max(height, p.height)
		n.Branches = append(n.Branches, CondBranch{cond, then})
		p.expect(separator)
		p.ctx.newlines = rule
		p.advance()
		p.skipNewlines()
		p.ctx.start = p.tok.Span.Start
		if cond = nil; p.tok.Kind == lexer.If {
			continue
		}
		cond = p.climb(p.unary(LevelExpr), LevelExpr+1)
		height = max(height, p.height)
		if p.tok.Kind != lexer.Question {
			break
		}
	}
	n.Else = cond
	p.depth--
	p.wrap(height)
	n.Where.End = cond.Span().End
	return n
}

// condition reads what stands between if and then.
func (p *parser) condition() Expr {
	p.advance()
	p.skipNewlines()
	p.freeAt = p.tok.Span.Start
	return p.expr()
}

// expect checks that the token is of a kind, without going over it: the caller
// first restores what the construct changed.
func (p *parser) expect(k lexer.Kind) {
	if p.tok.Kind != k {
		p.unexpected(k.String())
	}
}

// lambda reads the "=>" and body of a function whose parameters were read.
// The expression around it begins at an offset; unless free, it stands beside
// an operator, which would seem to have the parameters as operand.
func (p *parser) lambda(start int, params []Ident, begin int, free bool) Expr {
	return p.lambdaBody(&LambdaExpr{Params: params, Where: diag.Span{Start: start}}, begin, free)
}

// lambdaOf is lambda for one parameter.
func (p *parser) lambdaOf(start int, param Ident, begin int, free bool) Expr {
	n := &lambdaNode{params: [1]Ident{param}}
	n.Params, n.Where.Start = n.params[:], start
	return p.lambdaBody(&n.LambdaExpr, begin, free)
}

func (p *parser) lambdaBody(n *LambdaExpr, begin int, free bool) Expr {
	p.advance()
	p.enter()
	n.Body = p.expr()
	p.leave(p.height)
	n.Where.End = n.Body.Span().End
	if !free {
		p.misplaced("a function", begin, n)
	}
	return n
}

// misplaced reports a construct that stands beside an operator, with the
// parentheses that make it an operand.
func (p *parser) misplaced(what string, begin int, x Expr) {
	if p.silent() {
		return
	}
	span := x.Span()
	before := ""
	if begin < span.Start {
		before = p.sourceText(diag.Span{Start: begin, End: span.Start})
	}
	p.report(span, "needs-parentheses", fmt.Sprintf("%s needs parentheses here", what),
		"write "+diag.Snippet(before+"("+p.sourceText(span)+")"))
}
