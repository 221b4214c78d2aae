package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// postfix reads what stands behind an operand: calls, indices, members,
// factorials and percent signs.
func (p *parser) postfix(x Expr) Expr {
	for {
		height := p.height
		switch p.tok.Kind {
		case lexer.LParen:
			if !callable(x) {
				return x
			}
			x = p.call(x)
		case lexer.LBracket:
			x = p.index(x, x.Span().Start, false)
		case lexer.Dot:
			x = p.member(x, false)
		case lexer.OptDot:
			x = p.optional(x)
		case lexer.Not:
			x = p.factorial(x)
		case lexer.Percent:
			if p.isModulo(x) {
				return x
			}
			x = p.postfixOp(x)
		default:
			return x
		}
		p.wrap(max(height, p.height-1))
	}
}

// callable reports whether a parenthesis behind x calls it. Behind anything
// else it is taken for a forgotten "*".
func callable(x Expr) bool {
	switch x.(type) {
	case *Ident, *CallExpr, *IndexExpr, *MemberExpr:
		return true
	}
	return isFunction(x)
}

// isFunction reports whether x is a lambda in parentheses.
func isFunction(x Expr) bool {
	for {
		switch e := x.(type) {
		case *ParenExpr:
			if _, ok := e.X.(*LambdaExpr); ok {
				return true
			}
			x = e.X
		case *BlockExpr:
			if len(e.Stmts) == 0 {
				return false
			}
			last, ok := e.Stmts[len(e.Stmts)-1].(*ExprStmt)
			if !ok {
				return false
			}
			if _, ok := last.X.(*LambdaExpr); ok {
				return true
			}
			x = last.X
		default:
			return false
		}
	}
}

func (p *parser) postfixOp(x Expr) Expr {
	n := p.nodes.postfixes.new()
	n.X, n.Op, n.OpAt = x, p.tok.Kind, p.tok.Span
	p.advance()
	return n
}

// factorial reads "!". Two of them together mean the double factorial to some.
func (p *parser) factorial(x Expr) Expr {
	n := p.postfixOp(x)
	if p.tok.Kind == lexer.Not && !p.tok.Space {
		p.fail(p.tok.Span, "double-factorial", "'!!' is no operator",
			"the factorial of a factorial is "+diag.Snippet("("+p.sourceText(n.Span())+")!"))
	}
	return n
}

// call = x "(" [ argument { "," argument } [ "," ] ] ")" .
func (p *parser) call(x Expr) Expr {
	n := p.nodes.calls.new()
	n.Fun = x
	var end int
	n.Args, end = p.arguments()
	n.Where = diag.Span{Start: x.Span().Start, End: end}
	return n
}

// argument = [ name "=" ] expression . The height of the highest is left in
// p.height.
func (p *parser) arguments() (args []Arg, end int) {
	b := p.openBracket()
	mark, height := len(p.args), 0
	for p.tok.Kind != lexer.RParen && p.tok.Kind != lexer.EOF {
		arg := Arg{Value: p.expr()}
		if p.tok.Kind == lexer.Assign {
			arg = p.namedArgument(arg.Value)
		} else if len(p.args) > mark && p.args[len(p.args)-1].Name.Name != "" {
			p.report(arg.Value.Span(), "positional-after-named", "a positional argument follows a named one", "put the named ones last, or name this one too")
		}
		height = max(height, p.height)
		p.args = append(p.args, arg)
		if !p.comma(arg.Value) {
			break
		}
	}
	args = p.nodes.args.copyOf(p.args[mark:])
	p.args = cut(p.args, mark)
	return args, p.closeBracket(b, height)
}

func (p *parser) namedArgument(x Expr) Arg {
	name, ok := x.(*Ident)
	if !ok {
		p.fail(p.tok.Span, "bad-argument-name", "an argument is named by a name", "write == to compare")
		return Arg{Value: x}
	}
	p.advance()
	return Arg{Name: *name, Value: p.expr()}
}

// index = x "[" i "]" | x "[" [ i ] ":" [ j ] "]" .
func (p *parser) index(x Expr, start int, optional bool) Expr {
	b := p.openBracket()
	var low, high Expr
	height := 0
	if p.tok.Kind != lexer.Colon {
		if p.tok.Kind == lexer.RBracket {
			p.fail(b.at.Join(p.tok.Span), "empty-index", "an index is missing between the brackets", "write [0] for the first element")
		}
		low = p.expr()
		height = p.height
	}
	if p.tok.Kind != lexer.Colon || p.lost {
		where := diag.Span{Start: start, End: p.closeBracket(b, height)}
		return &IndexExpr{X: x, Index: low, Optional: optional, Where: where}
	}
	p.advance()
	if p.tok.Kind != lexer.RBracket {
		high = p.expr()
		height = max(height, p.height)
	}
	if p.tok.Kind == lexer.Colon {
		p.fail(p.tok.Span, "slice-step", "a slice has no step", "write a[i:j]")
	}
	where := diag.Span{Start: start, End: p.closeBracket(b, height)}
	return &SliceExpr{X: x, Low: low, High: high, Optional: optional, Where: where}
}

// member = x "." name | x "?." name ; a keyword is a name here.
func (p *parser) member(x Expr, optional bool) Expr {
	p.advance()
	p.skipNewlines()
	return p.memberName(x, optional)
}

func (p *parser) memberName(x Expr, optional bool) Expr {
	p.height = 0
	if p.tok.Kind != lexer.Name && !p.tok.Kind.Keyword() {
		switch {
		case p.tok.Kind == lexer.EOF:
			p.incomplete("a name is missing after '.'", "")
		case p.tok.Kind == lexer.Number:
			p.fail(p.tok.Span, "expected-name", "a name follows '.'", "write [0] for the first element")
		default:
			p.fail(p.tok.Span, "expected-name", "a name follows '.'", "")
		}
		return &MemberExpr{X: x, Name: Ident{Where: p.after()}, Optional: optional}
	}
	n := p.nodes.members.new()
	*n = MemberExpr{X: x, Name: Ident{Name: p.lex.Text(p.tok), Where: p.tok.Span}, Optional: optional}
	p.advance()
	return n
}

// optional = x "?." name | x "?." "[" index "]" .
func (p *parser) optional(x Expr) Expr {
	p.advance()
	p.skipNewlines()
	switch p.tok.Kind {
	case lexer.LBracket:
		return p.index(x, x.Span().Start, true)
	case lexer.LParen:
		p.fail(p.tok.Span, "expected-name", "a name or an index follows '?.'", "a function that may be null: f == null ? null : f(x)")
	}
	return p.memberName(x, true)
}

// isModulo reports whether the "%" behind x takes what follows as its right
// operand. It does if an operand follows; before a sign the spacing decides
// where it is plain, and is an error where it is not.
func (p *parser) isModulo(x Expr) bool {
	percent := p.tok
	next := p.peek()
	switch next.Kind {
	case lexer.Name, lexer.Number, lexer.String, lexer.FString, lexer.FStringHead, lexer.True, lexer.False, lexer.Null,
		lexer.LParen, lexer.LBracket, lexer.LBrace, lexer.Root:
		return true
	case lexer.Plus, lexer.Minus:
		behind := p.lex.SpaceFollows()
		switch {
		case percent.Space && next.Space && !behind:
			return true // 7 % -3
		case !percent.Space && next.Space && behind:
			return false // 10% - 3
		}
		p.unclearPercent(x, next)
	}
	return false
}
