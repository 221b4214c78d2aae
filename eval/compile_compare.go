package eval

import (
	"slices"

	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// compare compiles one comparison, or a chain whose inner operands are
// evaluated once.
func (c *compiler) compare(e *parser.CompareExpr) *node {
	nodes := make([]*node, len(e.Operands))
	for i, x := range e.Operands {
		nodes[i] = c.expr(x)
	}
	if len(nodes) == 2 {
		return c.condNode(c.compare2(e.Ops[0], nodes[0], nodes[1]))
	}
	return c.compareChain(e, nodes)
}

func (c *compiler) compare2(op parser.Operator, x, y *node) condFn {
	switch op.Kind {
	case lexer.Eq, lexer.NotEq:
		return c.equality(op, x, y)
	case lexer.In:
		return c.membership(op, x, y)
	}
	return c.ordering(op, x, y)
}

// ordering compiles < <= > >= of two numbers or two strings.
func (c *compiler) ordering(op parser.Operator, x, y *node) condFn {
	switch {
	case x.typ.may(stringType) && y.typ.may(stringType) && !x.typ.is(numberType) && !y.typ.is(numberType):
		if x.typ.kind == stringType || y.typ.kind == stringType {
			return c.orderStrings(op.Kind, x, y)
		}
		c.fs.dynamic = true
		return c.orderValues(op.Kind, x, y)
	case x.typ.may(numberType) && y.typ.may(numberType):
		return c.comparisonCode(op.Kind, x, y)
	}
	c.wrongOrder(op, x, y)
	return func(*frame) bool { return false }
}

// wrongOrder reports operands that < cannot order.
func (c *compiler) wrongOrder(op parser.Operator, x, y *node) {
	if x.typ.may(numberType) || x.typ.may(stringType) {
		if y.typ.may(numberType) || y.typ.may(stringType) {
			c.error(x.at.span().Join(y.at.span()), diag.Type, "mixed-comparison",
				"cannot compare "+article(x.typ.String())+" with "+article(y.typ.String()), mixedHint(c, x, y), x.typ.String(), y.typ.String())
			return
		}
		x = y
	}
	c.error(x.at.span(), diag.Type, "operand-type", compareText(op.Kind)+" orders numbers or strings, but this is "+article(x.typ.String()), "", compareText(op.Kind), x.typ.String())
}

// mixedHint says how to bring a number and a string together.
func mixedHint(c *compiler, x, y *node) string {
	if x.typ.kind == numberType && y.typ.kind == stringType {
		x, y = y, x
	}
	if x.typ.kind == stringType && y.typ.kind == numberType {
		if t := c.text(x.at.span()); t != "" {
			return "num(" + t + ") reads a number from text"
		}
	}
	return ""
}

func compareText(k lexer.Kind) string {
	switch k {
	case lexer.Less:
		return "<"
	case lexer.LessEq:
		return "<="
	case lexer.Greater:
		return ">"
	case lexer.GreatEq:
		return ">="
	case lexer.Eq:
		return "=="
	}
	return "!="
}

// compareBig compares when the left operand is in f.big, or failed.
func (f *frame) compareBig(r numFn) (int, bool) {
	if f.err != nil {
		return 0, false
	}
	x := number.FromBig(f.big)
	held := f.hold(bigValue(f.big))
	y, ok := f.take(r(f))
	f.release(held)
	if !ok {
		return 0, false
	}
	return number.Cmp(x, y), true
}

// compareSlow compares when the right operand is in f.big, or failed.
func (f *frame) compareSlow(a, b number.Small) (int, bool) {
	y, ok := f.take(b)
	if !ok {
		return 0, false
	}
	return number.Cmp(number.FromSmall(a), y), true
}

// str returns the node's code as one that gives a string, or an error.
func (c *compiler) str(n *node, what string) valFn {
	if !n.typ.may(stringType) {
		c.wrongType(n, "string", what)
		return n.value()
	}
	fn, at := n.value(), n.at
	return func(f *frame) Value {
		v := fn(f)
		if v.tag.kind != StringKind && f.err == nil {
			f.wrongKind(v, at, StringKind, what)
		}
		return v
	}
}

func (c *compiler) orderStrings(op lexer.Kind, x, y *node) condFn {
	text := compareText(op)
	l, r := c.str(x, text), c.str(y, text)
	return func(f *frame) bool {
		a := f.hold(l(f))
		b := r(f)
		f.release(a)
		return f.err == nil && ordered(op, strings.Compare(a.str(), b.str()))
	}
}

func ordered(op lexer.Kind, sign int) bool {
	switch op {
	case lexer.Less:
		return sign < 0
	case lexer.LessEq:
		return sign <= 0
	case lexer.Greater:
		return sign > 0
	}
	return sign >= 0
}

// orderValues compares operands whose types show only at run time.
func (c *compiler) orderValues(op lexer.Kind, x, y *node) condFn {
	l, r := x.value(), y.value()
	xAt, yAt := x.at, y.at
	return func(f *frame) bool {
		a := f.hold(l(f))
		b := r(f)
		f.release(a)
		return f.order(op, a, b, xAt, yAt)
	}
}

// order compares two values as op says.
func (f *frame) order(op lexer.Kind, a, b Value, aAt, bAt site) bool {
	if f.err != nil {
		return false
	}
	switch {
	case a.tag.kind == NumberKind && b.tag.kind == NumberKind:
		return ordered(op, number.Cmp(a.number(), b.number()))
	case a.tag.kind == StringKind && b.tag.kind == StringKind:
		return ordered(op, strings.Compare(a.str(), b.str()))
	case a.tag.kind == StringKind:
		f.wrongKind(b, bAt, StringKind, compareText(op)+" with a string")
	case a.tag.kind == NumberKind:
		f.wrongKind(b, bAt, NumberKind, compareText(op)+" with a number")
	case a.tag.kind == NullKind || a.tag.kind == unboundKind:
		f.wrongKind(a, aAt, NumberKind, compareText(op))
	default:
		f.fail(aAt, diag.Type, "operand-type", compareText(op)+" orders numbers or strings, but this is "+article(a.tag.kind.String()), "", compareText(op), a.tag.kind.String())
	}
	return false
}

// equality compiles == and !=.
func (c *compiler) equality(op parser.Operator, x, y *node) condFn {
	want := op.Kind == lexer.Eq
	if disjoint(x.typ, y.typ) {
		c.error(x.at.span().Join(y.at.span()), diag.Type, "mixed-comparison",
			"comparing "+article(x.typ.String())+" with "+article(y.typ.String())+", which are never equal", mixedHint(c, x, y))
		return func(*frame) bool { return !want }
	}
	for _, n := range []*node{x, y} {
		if n.typ.kind == functionType {
			c.error(n.at.span(), diag.Type, "function-comparison", "functions do not compare", "")
			return func(*frame) bool { return !want }
		}
	}
	if x.isNum() && y.isNum() {
		return c.comparisonCode(op.Kind, x, y)
	}
	if x.constant && x.typ == tString {
		x, y = y, x
	}
	if y.constant && y.typ == tString {
		if x.ref.kind == refGlobal {
			return globalIsText(x.ref.index, x.at, y.v.str(), want)
		}
		return isText(x.value(), y.v.str(), want)
	}
	if x.constant && x.typ.kind == nullType {
		x, y = y, x
	}
	if y.constant && y.typ.kind == nullType {
		fn := x.value()
		return func(f *frame) bool { return (fn(f).tag.kind == NullKind) == want }
	}
	l, r := x.value(), y.value()
	at := c.site(x.at.span().Join(y.at.span()))
	return func(f *frame) bool {
		a := f.hold(l(f))
		b := r(f)
		f.release(a)
		return f.equal(a, b, at) == want
	}
}

// compareChain compiles a < b < c: pair by pair, each operand evaluated once
// and not at all after a pair that fails.
func (c *compiler) compareChain(e *parser.CompareExpr, nodes []*node) *node {
	numeric := true
	for _, n := range nodes {
		numeric = numeric && n.isNum()
	}
	if numeric || e.Ops[0].Kind != lexer.Eq && c.anyOf(nodes, numberType) {
		return c.numberChain(e, nodes)
	}
	fns := make([]valFn, len(nodes))
	sites := make([]site, len(nodes))
	for i, n := range nodes {
		fns[i], sites[i] = n.value(), n.at
		if i > 0 {
			c.compare2(e.Ops[i-1], nodes[i-1], n) // for its checks
		}
	}
	ops := slices.Clone(e.Ops) // the tree may be gone when it runs
	return c.condNode(func(f *frame) bool {
		a := fns[0](f)
		for i, op := range ops {
			f.hold(a)
			b := fns[i+1](f)
			f.release(a)
			switch {
			case f.err != nil || !f.charge(1):
				return false
			case op.Kind == lexer.Eq:
				if !f.equal(a, b, sites[i]) {
					return false
				}
			case !f.order(op.Kind, a, b, sites[i], sites[i+1]):
				return false
			}
			a = b
		}
		return true
	})
}

func (c *compiler) anyOf(nodes []*node, k typeKind) bool {
	for _, n := range nodes {
		if n.typ.is(k) {
			return true
		}
	}
	return false
}

func (c *compiler) numberChain(e *parser.CompareExpr, nodes []*node) *node {
	fns := make([]numFn, len(nodes))
	for i, n := range nodes {
		fns[i] = c.number(n, compareText(e.Ops[max(i-1, 0)].Kind))
	}
	ops := slices.Clone(e.Ops) // the tree may be gone when it runs
	return c.condNode(func(f *frame) bool {
		a, ok := f.take(fns[0](f))
		if !ok {
			return false
		}
		for i, op := range ops {
			held := f.hold(NumberValue(a))
			b, ok := f.take(fns[i+1](f))
			f.release(held)
			if !ok {
				return false
			}
			s := number.Cmp(a, b)
			if op.Kind == lexer.Eq && s != 0 || op.Kind != lexer.Eq && !ordered(op.Kind, s) {
				return false
			}
			a = b
		}
		return true
	})
}
