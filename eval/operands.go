package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// An operand is a number's code in one of three forms: F, code of its own; G, a
// script-level or host name; K, a constant.
type operand struct {
	fn         numFn // of F
	slot       int32 // of G
	start, end int32 // its span
	kind       operandKind
	op         lexer.Kind // the operator that it is an operand of
}

type operandKind uint8

const (
	operandF operandKind = iota
	operandG
	operandK
)

// operands are the two of an operator, as closures hold them.
type operands struct {
	l, r operand
	k    number.Small // of the operand that is K; there is one at most
	src  *diag.Source
}

// operands takes the operands of an operator apart.
func (c *compiler) operands(op lexer.Kind, x, y *node) operands {
	o := operands{src: c.src}
	o.l, o.k = c.operand(op, x)
	r, k := c.operand(op, y)
	if r.kind == operandK {
		if o.l.kind == operandK { // too long to be folded
			o.l.kind, o.l.fn = operandF, constSmall(o.k)
		}
		o.k = k
	}
	o.r = r
	return o
}

// operand takes a node apart. The constant is valid if the operand is one.
func (c *compiler) operand(op lexer.Kind, n *node) (o operand, k number.Small) {
	o = operand{op: op, start: n.at.start, end: n.at.end}
	switch {
	case n.constant && n.typ == tNumber && n.v.tag.x != number.NotSmall:
		o.kind, k = operandK, n.v.small()
	case n.ref.kind == refGlobal && n.typ.may(numberType):
		o.kind, o.slot = operandG, n.ref.index
	default:
		what := operandText(op)
		if what == "" {
			what = n.subject()
		}
		o.fn = c.number(n, what)
	}
	return o, k
}

// operandText says what an operand is for, in messages; "" where it is named
// itself.
func operandText(op lexer.Kind) string {
	switch op {
	case lexer.Less, lexer.LessEq, lexer.Greater, lexer.GreatEq:
		return compareText(op)
	case lexer.Eq, lexer.NotEq:
		return ""
	}
	return operatorText(op)
}

// eval returns the number of an operand in the protocol of the frame.
func (o *operands) eval(f *frame, x *operand) number.Small {
	switch x.kind {
	case operandK:
		return o.k
	case operandF:
		return x.fn(f)
	}
	return x.read(f, o.src)
}

// read returns the number of an operand that is a name.
func (x *operand) read(f *frame, src *diag.Source) number.Small {
	v := &f.globals[x.slot]
	if v.tag.kind != NumberKind {
		return f.notNumber(*v, site{src, x.start, x.end}, x.what(src))
	}
	return f.numberOf(v)
}

// what says what an operand that is a name is for, in messages.
func (x *operand) what(src *diag.Source) string {
	if what := operandText(x.op); what != "" {
		return what
	}
	return subjectText(site{src, x.start, x.end})
}

// code returns the code of an operand as F.
func (o *operands) code(x *operand) numFn {
	switch x.kind {
	case operandK:
		return constSmall(o.k)
	case operandG:
		return globalNum(x.slot, x.what(o.src), site{o.src, x.start, x.end})
	}
	return x.fn
}

//go:noinline
func constSmall(k number.Small) numFn { return func(*frame) number.Small { return k } }
