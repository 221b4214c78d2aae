package parser

import (
	"fmt"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// statement = directive | binding | expression .
func (p *parser) statement() Stmt {
	switch {
	case p.tok.Kind == lexer.Colon:
		return p.directive()
	case p.opts.Continue && p.lineStart && p.continues():
		return p.exprStmt(p.continuation())
	case !p.mayBegin():
		return nil
	}
	return p.binding(p.expr())
}

func (p *parser) exprStmt(x Expr) Stmt {
	s := p.nodes.exprStmts.new()
	s.X = x
	return s
}

// mayBegin reports whether a statement may begin with the token, and else
// what to do about it. A line that begins with an operator would go on with
// the one before, which has been run.
func (p *parser) mayBegin() bool {
	switch k := p.tok.Kind; k {
	case lexer.Minus:
		if !p.lex.SpaceFollows() {
			return true
		}
		p.fail(p.tok.Span, "leading-operator", "a statement may not begin with '-' and a space",
			"end the line before with -, or write the number as in -1, without a space")
	case lexer.Plus:
		p.fail(p.tok.Span, "leading-operator", "a statement may not begin with '+'", "end the line before with +, or leave it out")
	case lexer.NotKw:
		return true
	case lexer.Then, lexer.Else:
		p.fail(p.tok.Span, "misplaced-keyword", fmt.Sprintf("'%s' without an if", k), "write if c then a else b", k.String())
	case lexer.Dot, lexer.OptDot:
		p.fail(p.tok.Span, "leading-operator", fmt.Sprintf("a statement may not begin with '%s'", k), fmt.Sprintf("end the line before with %s", k), k.String())
	case lexer.Arrow:
		p.fail(p.tok.Span, "leading-operator", "a parameter is missing before '=>'", "write x => … or () => …")
	case lexer.Superscript:
		p.fail(p.tok.Span, "leading-operator", fmt.Sprintf("'%s' stands behind what it raises", p.sourceText(p.tok.Span)), "write x²")
	default:
		if precedences[k].Level == LevelNone {
			return true
		}
		p.leadingOperator()
	}
	return false
}

func (p *parser) leadingOperator() {
	op := p.sourceText(p.tok.Span)
	hint := "end the line before with " + op
	switch {
	case p.tok.Kind == lexer.SlashDiv:
		hint += "; a comment begins with #"
	case p.tok.Kind == lexer.In || p.tok.Kind == lexer.And || p.tok.Kind == lexer.Or:
		if p.peek().Kind == lexer.Assign {
			p.fail(p.tok.Span, "reserved-word", fmt.Sprintf("'%s' is a reserved word and cannot name anything", op), "choose another name", op)
			return
		}
	}
	p.fail(p.tok.Span, "leading-operator", fmt.Sprintf("a statement may not begin with '%s'", op), hint, op)
}

// continues reports whether a line goes on from the last result.
func (p *parser) continues() bool {
	switch k := p.tok.Kind; k {
	case lexer.Minus:
		return p.lex.SpaceFollows()
	case lexer.NotKw:
		return p.peek().Kind == lexer.In
	case lexer.Dot, lexer.OptDot:
		return true
	case lexer.Arrow:
		return false
	default:
		return precedences[k].Level != LevelNone
	}
}

// continuation reads an expression whose first operand is the last result.
func (p *parser) continuation() Expr {
	p.ctx.start = p.tok.Span.Start
	ans := p.nodes.idents.new()
	*ans = Ident{Name: "ans", Where: diag.Span{Start: p.tok.Span.Start, End: p.tok.Span.Start}}
	p.height = 0
	return p.climb(p.postfix(ans), LevelExpr)
}

// binding = name "=" expression | name "(" [ names ] ")" "=" expression .
// What may stand before the "=" has been read as an expression.
func (p *parser) binding(x Expr) Stmt {
	if p.tok.Kind != lexer.Assign {
		return p.exprStmt(x)
	}
	switch x := x.(type) {
	case *Ident:
		p.advance()
		n := p.nodes.assigns.new()
		n.Name, n.Value = *x, p.bound()
		return n
	case *CallExpr:
		if name, ok := x.Fun.(*Ident); ok {
			return p.funcStmt(*name, x)
		}
	}
	p.notBindable(x)
	return p.exprStmt(x)
}

// bound reads the value of a binding.
func (p *parser) bound() Expr {
	value := p.expr()
	if p.tok.Kind == lexer.Assign {
		p.fail(p.tok.Span, "chained-binding", "a statement binds one name", "write == to compare, or a statement for each name")
	}
	return value
}

// funcStmt turns what was read as a call into the head of a definition.
func (p *parser) funcStmt(name Ident, call *CallExpr) Stmt {
	params := make([]Ident, 0, len(call.Args))
	for _, a := range call.Args {
		x, ok := a.Value.(*Ident)
		_, bad := a.Value.(*BadExpr)
		switch {
		case bad:
			p.lose() // it has been reported
		case a.Name.Name != "":
			p.fail(a.Name.Where, "parameter-default", "parameters of a function have no defaults", "give the value at the call")
		case !ok:
			p.fail(a.Value.Span(), "bad-parameter", "the parameters of a function are names", "write == to compare")
		default:
			params = append(params, *x)
			continue
		}
		return p.exprStmt(call)
	}
	p.checkParams(params)
	p.advance()
	return &FuncStmt{Name: name, Params: params, Body: p.bound()}
}

// checkParams reports a name that two parameters have.
func (p *parser) checkParams(params []Ident) {
	if i := duplicate(len(params), func(i int) string { return params[i].Name }); i >= 0 {
		p.report(params[i].Where, "repeated-parameter", "two parameters are called "+diag.Quote(params[i].Name), "give them different names", params[i].Name)
	}
}

// duplicate returns the first of n names that one before it equals, or -1.
func duplicate(n int, name func(int) string) int {
	if n <= 8 {
		for i := 1; i < n; i++ {
			for j := range i {
				if name(i) == name(j) {
					return i
				}
			}
		}
		return -1
	}
	seen := make(map[string]struct{}, n)
	for i := range n {
		if _, ok := seen[name(i)]; ok {
			return i
		}
		seen[name(i)] = struct{}{}
	}
	return -1
}

// notBindable reports an "=" behind something that is no name.
func (p *parser) notBindable(x Expr) {
	switch x.(type) {
	case *BoolLit, *NullLit:
		p.fail(p.tok.Span, "reserved-word", fmt.Sprintf("'%s' is a reserved word and cannot name anything", p.sourceText(x.Span())), "choose another name", p.sourceText(x.Span()))
		return
	case *IndexExpr, *MemberExpr, *SliceExpr:
		p.fail(p.tok.Span, "not-bindable", "values do not change: '=' binds a name, not a part of a value",
			"write == to compare, or merge(m, {k: v}) for a map with another value")
		return
	}
	p.fail(p.tok.Span, "not-bindable", "'=' binds a name, and there is none before it", "write == to compare")
}

// directiveNames are the settings that a script can make.
var directiveNames = []string{"precision", "rounding", "places", "notation", "group"}

// directive = ":" name [ argument ] , the argument being text to the end of
// the line.
func (p *parser) directive() Stmt {
	d := &DirectiveStmt{Where: p.tok.Span}
	var err *diag.Error
	d.Name, d.Arg, d.ArgSpan, err = p.lex.Directive()
	if err != nil {
		p.lexerError()
		return nil
	}
	d.Where.End = d.ArgSpan.End
	if d.Arg == "" {
		d.Where.End = d.Where.Start + 1 + len(d.Name)
	}
	name := diag.Span{Start: d.Where.Start, End: d.Where.Start + 1 + len(d.Name)}
	switch known := slices.Contains(directiveNames, d.Name); {
	case p.ctx.open.End > 0:
		p.fail(name, "misplaced-directive", "a directive stands outside of brackets", "")
	case !p.opts.Directives:
		p.fail(name, "directive", "directives are for scripts and the REPL", "a host sets precision, rounding and the like by options")
	case d.Name == "":
		p.fail(d.Where, "directive", "a name must follow the ':' of a directive at once", "write it as in :precision 50")
	case !known:
		hint := "there are :precision, :rounding, :places, :notation and :group"
		if near := diag.Nearest(d.Name, directiveNames); near != "" {
			hint = "did you mean :" + near + "?"
		}
		p.fail(name, "unknown-directive", "unknown directive "+diag.Quote(":"+d.Name), hint, ":"+d.Name)
	}
	p.advance()
	return d
}
