package eval

import (
	"slices"

	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// logical compiles a chain of and, or of or.
func (c *compiler) logical(e *parser.BinaryExpr) *node {
	and := e.Ops[0].Kind == lexer.And
	what := "or"
	if and {
		what = "and"
	}
	if fn := c.oneOfTexts(e); fn != nil {
		return c.condNode(fn)
	}
	fns := make([]condFn, len(e.Operands))
	for i, x := range e.Operands {
		mark := c.nodes.mark()
		fns[i] = c.condition(c.expr(x), what)
		c.nodes.release(mark)
	}
	switch {
	case len(fns) == 2 && and:
		return c.condNode(and2(fns[0], fns[1]))
	case len(fns) == 2:
		return c.condNode(or2(fns[0], fns[1]))
	case len(fns) == 3 && and:
		return c.condNode(and3(fns[0], fns[1], fns[2]))
	case len(fns) == 3:
		return c.condNode(or3(fns[0], fns[1], fns[2]))
	}
	return c.condNode(func(f *frame) bool {
		for _, fn := range fns {
			if fn(f) != and {
				return !and
			}
		}
		return and
	})
}

func and2(l, r condFn) condFn { return func(f *frame) bool { return l(f) && r(f) } }

func or2(l, r condFn) condFn { return func(f *frame) bool { return l(f) || r(f) } }

func and3(l, m, r condFn) condFn {
	return func(f *frame) bool { return l(f) && m(f) && r(f) }
}

func or3(l, m, r condFn) condFn {
	return func(f *frame) bool { return l(f) || m(f) || r(f) }
}

// oneOfTexts compiles x == 'a' or x == 'b' …, and x != 'a' and x != 'b' …, as the
// membership that it is, if x is a script-level or host name; else it returns nil.
func (c *compiler) oneOfTexts(e *parser.BinaryExpr) condFn {
	equal := lexer.Eq
	if e.Ops[0].Kind == lexer.And {
		equal = lexer.NotEq
	}
	if c.trace != nil || len(e.Operands) > linearConstants {
		return nil
	}
	var name *parser.Ident
	var texts [linearConstants]string
	for i, x := range e.Operands {
		id, text := nameIsText(x, equal)
		if id == nil || text == nil || name != nil && id.Name != name.Name {
			return nil
		}
		if name == nil {
			name = id // errors are of the first
		}
		texts[i] = text.Value
	}
	cost, errs := c.fs.cost, len(c.errs)
	n := c.expr(name)
	if n.ref.kind != refGlobal || !n.typ.may(stringType) || len(c.errs) > errs {
		c.fs.cost, c.errs = cost, c.errs[:errs]
		return nil
	}
	c.fs.cost += int64(len(e.Operands))
	return globalInTexts(n.ref.index, n.at, slices.Clone(texts[:len(e.Operands)]), equal == lexer.Eq)
}

// nameIsText takes a comparison of a name with a text by an operator apart; both
// are nil if x is none.
func nameIsText(x parser.Expr, op lexer.Kind) (*parser.Ident, *parser.StringLit) {
	cmp, ok := x.(*parser.CompareExpr)
	if !ok || len(cmp.Ops) > 1 || cmp.Ops[0].Kind != op {
		return nil, nil
	}
	id, _ := cmp.Operands[0].(*parser.Ident)
	text, _ := cmp.Operands[1].(*parser.StringLit)
	return id, text
}

// coalesce compiles a ?? b ?? …: the first operand that is not null.
func (c *compiler) coalesce(e *parser.BinaryExpr) *node {
	fns := make([]valFn, len(e.Operands))
	last := len(fns) - 1
	var typ *Type
	for i, x := range e.Operands {
		n := c.expr(x)
		fns[i] = n.value()
		t := n.typ
		if i < last { // its null goes on to the next
			if t.kind == nullType {
				continue
			}
			t = notNull(t)
		}
		if typ == nil {
			typ = t
		} else {
			typ = join(typ, t)
		}
	}
	n := c.valNode(typ, c.site(e.Span()), nil)
	n.val = func(f *frame) Value {
		for _, fn := range fns[:last] {
			if v := fn(f); v.tag.kind != NullKind || f.err != nil {
				return v
			}
		}
		return fns[last](f)
	}
	return c.typedRead(n)
}

// conditional compiles if/then/else and c ? a : b with all their else-ifs.
func (c *compiler) conditional(e *parser.CondExpr) *node {
	conds := make([]condFn, len(e.Branches))
	arms := make([]*node, 0, len(e.Branches)+1)
	what := "the condition"
	for i := range e.Branches {
		conds[i] = c.condition(c.expr(e.Branches[i].Cond), what)
		arms = append(arms, c.expr(e.Branches[i].Then))
	}
	arms = append(arms, c.expr(e.Else))
	typ := arms[0].typ
	for _, a := range arms[1:] {
		typ = join(typ, a.typ)
	}
	switch {
	case typ.is(numberType) && allNum(arms):
		return c.condNumber(conds, arms)
	case typ.is(booleanType) && allCond(arms):
		return c.condBoolean(conds, arms)
	}
	if typ.kind == anyType {
		c.fs.dynamic = true
	}
	fns := make([]valFn, len(arms))
	for i, a := range arms {
		fns[i] = a.value()
	}
	n := c.valNode(typ, site{}, nil)
	if len(conds) == 1 {
		cond, then, otherwise := conds[0], fns[0], fns[1]
		n.val = func(f *frame) Value {
			if cond(f) {
				return then(f)
			}
			return otherwise(f)
		}
		return n
	}
	n.val = func(f *frame) Value {
		for i, cond := range conds {
			if cond(f) {
				return fns[i](f)
			}
		}
		return fns[len(conds)](f)
	}
	return n
}

func allNum(nodes []*node) bool {
	for _, n := range nodes {
		if !n.isNum() {
			return false
		}
	}
	return true
}

func allCond(nodes []*node) bool {
	for _, n := range nodes {
		if !n.isCond() {
			return false
		}
	}
	return true
}

//go:noinline
func (c *compiler) condNumber(conds []condFn, arms []*node) *node {
	fns := make([]numFn, len(arms))
	for i, a := range arms {
		fns[i] = a.numCode()
	}
	if len(conds) == 1 {
		cond, then, otherwise := conds[0], fns[0], fns[1]
		return c.numNode(func(f *frame) number.Small {
			if cond(f) {
				return then(f)
			}
			return otherwise(f)
		})
	}
	return c.numNode(func(f *frame) number.Small {
		for i, cond := range conds {
			if cond(f) {
				return fns[i](f)
			}
		}
		return fns[len(conds)](f)
	})
}

//go:noinline
func (c *compiler) condBoolean(conds []condFn, arms []*node) *node {
	fns := make([]condFn, len(arms))
	for i, a := range arms {
		fns[i] = a.condCode()
	}
	return c.condNode(func(f *frame) bool {
		for i, cond := range conds {
			if cond(f) {
				return fns[i](f)
			}
		}
		return fns[len(conds)](f)
	})
}
