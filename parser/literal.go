package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// primary reads an operand without what stands before and behind it, where an
// operator of a level stands to its left.
func (p *parser) primary(min Level) Expr {
	t := p.tok
	p.height = 0
	switch t.Kind {
	case lexer.Number:
		n := p.nodes.numbers.new()
		n.Text, n.Where = p.lex.Text(t), t.Span
		p.advance()
		return n
	case lexer.Name:
		return p.name(min)
	case lexer.String, lexer.FString:
		n := p.nodes.strings.new()
		n.Value, n.Where = lexer.Value(t.Kind, p.lex.Text(t)), t.Span
		p.advance()
		return n
	case lexer.FStringHead:
		return p.interpolated()
	case lexer.True, lexer.False:
		p.advance()
		return &BoolLit{Value: t.Kind == lexer.True, Where: t.Span}
	case lexer.Null:
		p.advance()
		return &NullLit{Where: t.Span}
	case lexer.LParen:
		return p.paren(min)
	case lexer.LBracket:
		return p.list()
	case lexer.LBrace:
		return p.mapLit()
	}
	p.missingOperand()
	return &BadExpr{Where: p.after()}
}

// name reads a name, or a lambda of one parameter.
func (p *parser) name(min Level) Expr {
	t := p.tok
	n := p.nodes.idents.new()
	n.Name, n.Where = p.nameText(), t.Span
	begin := p.ctx.start
	p.advance()
	if p.tok.Kind == lexer.Arrow {
		return p.lambdaOf(t.Span.Start, *n, begin, min <= LevelExpr || t.Span.Start == p.freeAt)
	}
	return n
}

// nameText returns the name at the token; π is another way to write pi.
func (p *parser) nameText() string {
	if text := p.lex.Text(p.tok); text != "π" {
		return text
	}
	return "pi"
}

// interpolated = FStringHead expression { FStringMiddle expression } FStringTail .
func (p *parser) interpolated() Expr {
	n := &InterpolatedString{Where: p.tok.Span}
	outer, height := p.ctx, 0
	p.ctx.newlines = skipInBracket
	text := lexer.Value(p.tok.Kind, p.lex.Text(p.tok))
	p.enter()
	for {
		n.Texts = append(n.Texts, text)
		p.advance()
		if p.tok.Kind == lexer.FStringMiddle || p.tok.Kind == lexer.FStringTail {
			p.fail(p.tok.Span, "empty-interpolation", "an expression is missing between { and }", "write {{}} for the characters")
		}
		n.Exprs = append(n.Exprs, p.expr())
		height = max(height, p.height)
		if p.tok.Kind != lexer.FStringMiddle {
			break
		}
		text = lexer.Value(p.tok.Kind, p.lex.Text(p.tok))
	}
	switch {
	case p.tok.Kind == lexer.FStringTail:
		n.Texts = append(n.Texts, lexer.Value(p.tok.Kind, p.lex.Text(p.tok)))
		n.Where.End = p.tok.Span.End
	case p.tok.Kind == lexer.Colon:
		p.fail(p.tok.Span, "format-in-string", "an f-string has no formats behind ':'", "write {format(x, places)}")
	case !p.lost:
		p.unexpected("}")
	}
	for len(n.Texts) <= len(n.Exprs) { // after an error
		n.Texts = append(n.Texts, "")
	}
	p.ctx = outer
	p.leave(height)
	p.advance()
	return n
}

// list = "[" [ expression { "," expression } [ "," ] ] "]" .
func (p *parser) list() Expr {
	b := p.openBracket()
	mark, height := len(p.operands), 0
	for p.tok.Kind != lexer.RBracket && p.tok.Kind != lexer.EOF {
		x := p.expr()
		height = max(height, p.height)
		p.operands = append(p.operands, x)
		if !p.comma(x) {
			break
		}
	}
	n := &ListLit{Elems: p.takeOperands(mark)}
	n.Where = diag.Span{Start: b.at.Start, End: p.closeBracket(b, height)}
	return n
}

// comma goes over a comma, if there is one, behind an element of a list.
func (p *parser) comma(last Expr) bool {
	if p.tok.Kind != lexer.Comma {
		return false
	}
	comma := p.tok
	p.advance()
	if p.tok.Kind == lexer.Number && !p.tok.Space && !comma.Space {
		p.checkGrouping(last, comma)
	}
	return true
}

// mapLit = "{" [ entry { "," entry } [ "," ] ] "}" .
func (p *parser) mapLit() Expr {
	b := p.openBracket()
	n := &MapLit{}
	height := 0
	for p.tok.Kind != lexer.RBrace && p.tok.Kind != lexer.EOF {
		entry, keyHeight := p.key()
		p.expect(lexer.Colon)
		p.advance()
		entry.Value = p.expr()
		height = max(height, keyHeight, p.height)
		n.Entries = append(n.Entries, entry)
		if !p.comma(entry.Value) {
			break
		}
	}
	lost := p.lost
	n.Where = diag.Span{Start: b.at.Start, End: p.closeBracket(b, height)}
	if !lost {
		p.checkKeys(n.Entries)
	}
	return n
}

// key = name | string | "(" expression ")" ; a keyword is a name here.
func (p *parser) key() (e MapEntry, height int) {
	t := p.tok
	e.KeyAt = t.Span
	switch {
	case t.Kind == lexer.Name || t.Kind.Keyword():
		e.Key = p.lex.Text(t)
	case t.Kind == lexer.String || t.Kind == lexer.FString:
		e.Key = lexer.Value(t.Kind, p.lex.Text(t))
	case t.Kind == lexer.LParen:
		x := p.paren(LevelExpr)
		e.KeyAt = x.Span()
		e.Computed = x
		if paren, ok := x.(*ParenExpr); ok {
			e.Computed = paren.X
		}
		return e, p.height
	default:
		p.badKey()
		return e, 0
	}
	p.advance()
	return e, 0
}

// checkKeys reports a key that is written twice.
func (p *parser) checkKeys(entries []MapEntry) {
	written := entries
	for _, e := range entries {
		if e.Computed != nil {
			written = nil
			break
		}
	}
	if written == nil {
		for _, e := range entries {
			if e.Computed == nil {
				written = append(written, e)
			}
		}
	}
	if i := duplicate(len(written), func(i int) string { return written[i].Key }); i >= 0 {
		p.report(written[i].KeyAt, "repeated-key", "this map has the key "+diag.Quote(written[i].Key)+" twice", "", written[i].Key)
	}
}
