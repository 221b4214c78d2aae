package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// The closures of + - * in the forms that operands commonly have: F is code of
// its own, G a script-level or host name, K a constant. Each tries the exact
// inline lane first, where the name and the operation cost no call, and leaves
// the rest to the methods of binary. They are written out because a call
// through a function value would cost more than the operation. Constructors of
// closures are kept from being inlined: in the copy of a closure that inlining
// makes, the compiler inlines nothing more.

// A binary is an operator and its operands: what a closure needs beyond its
// fast lane.
type binary struct {
	op   lexer.Kind
	l, r operand
	k    number.Small // the operand that is K; there is one at most
	at   site
}

// An operand is a number's code in one of the three forms.
type operand struct {
	fn   numFn // F
	slot int32 // G; -1 for the others
	isK  bool
	span diag.Span
}

// operandOf takes a node apart. The constant is valid if the operand is one.
func (c *compiler) operandOf(n *node, what string) (o operand, k number.Small) {
	o = operand{slot: -1, span: n.at.span}
	switch {
	case n.constant && n.typ == tNumber && n.v.tag.x != number.NotSmall:
		o.isK, k = true, n.v.small()
	case n.ref.kind == refGlobal && n.typ.may(numberType):
		o.slot = n.ref.index
	default:
		o.fn = c.number(n, what)
	}
	return o, k
}

// code returns the operand's code as F; k is its value if it is a constant.
func (o *operand) code(k number.Small, what string, src *diag.Source) numFn {
	switch {
	case o.isK:
		return constSmall(k)
	case o.slot >= 0:
		return globalNum(o.slot, what, site{src, o.span})
	}
	return o.fn
}

//go:noinline
func constSmall(k number.Small) numFn { return func(*frame) number.Small { return k } }

// eval returns the number of an operand in the protocol of the frame.
func (b *binary) eval(f *frame, o *operand) number.Small {
	switch {
	case o.isK:
		return b.k
	case o.slot < 0:
		return o.fn(f)
	}
	v := &f.globals[o.slot]
	if v.tag.kind != NumberKind {
		return f.notNumber(*v, site{b.at.src, o.span}, operatorText(b.op))
	}
	return f.numberOf(v)
}

// slow evaluates both operands and applies the operator.
func (b *binary) slow(f *frame) number.Small { return b.right(f, b.eval(f, &b.l)) }

// right goes on when the left operand is x, whatever that is.
func (b *binary) right(f *frame, x number.Small) number.Small {
	if x.X == number.NotSmall {
		return f.leftBig(arithOp(b.op), func(f *frame) number.Small { return b.eval(f, &b.r) }, b.at)
	}
	return b.apply(f, x, b.eval(f, &b.r))
}

// apply goes on when both operands are there and x is inline.
func (b *binary) apply(f *frame, x, y number.Small) number.Small {
	if s, ok := quick(b.op, x, y); ok {
		return s
	}
	return f.slow(arithOp(b.op), x, y, b.at)
}

// exactLane compiles + - or * with the exact inline lane first.
func (c *compiler) exactLane(op lexer.Kind, x, y *node, at site) *node {
	text := operatorText(op)
	l, lk := c.operandOf(x, text)
	r, rk := c.operandOf(y, text)
	switch {
	case l.isK && r.isK: // too long to be folded
		l.isK, l.fn = false, constSmall(lk)
	case l.isK:
		rk = lk
		if op != lexer.Minus { // a constant cannot fail, so it may change sides
			l, r = r, l
		}
	}
	b := &binary{op, l, r, rk, at}
	n := c.nodes.next()
	n.typ, n.at, n.arith = tNumber, at, b
	switch {
	case op == lexer.Plus:
		n.num = addCode(b)
	case op == lexer.Minus:
		n.num = subCode(b)
	case x.member != nil && y.member != nil:
		n.num = mulMembers(x.member, y.member, b)
	case !r.isK && y.arith != nil && y.arith.isFactor():
		n.num = mulFactor(l.code(rk, text, c.src), y.arith, b)
	default:
		n.num = mulCode(b)
	}
	return n
}

// negated returns -k; where there is none, a number that no fast lane takes.
func negated(k number.Small) number.Small {
	if n, ok := number.NegSmall(k); ok {
		return n
	}
	return bad
}

// isFactor reports whether b is a constant and a name, as in (1 - discount) and
// (1 + tax): what prices are multiplied with.
func (b *binary) isFactor() bool {
	return b.op == lexer.Plus && b.r.isK && b.l.slot >= 0 || b.op == lexer.Minus && b.l.isK && b.r.slot >= 0
}

// mulFactor returns the code of l times factor, without a call for the factor.
func mulFactor(l numFn, factor, b *binary) numFn {
	if factor.op == lexer.Plus {
		return mulByGPlusK(l, factor.l.slot, factor.k, b)
	}
	return mulByKMinusG(l, factor.k, factor.r.slot, b)
}

//go:noinline
func mulByGPlusK(l numFn, j int32, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if t, ok := number.AddExact(y.small(), k); ok {
				if s, ok := number.MulWords(x, t); ok {
					return s
				}
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func mulByKMinusG(l numFn, k number.Small, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if t, ok := number.SubExact(k, y.small()); ok {
				if s, ok := number.MulWords(x, t); ok {
					return s
				}
			}
		}
		return b.right(f, x)
	}
}

func addCode(b *binary) numFn {
	i, j, k := b.l.slot, b.r.slot, b.k
	switch {
	case b.r.isK && i >= 0:
		return addGK(i, k, b)
	case b.r.isK:
		return addFK(b.l.fn, k, b)
	case i >= 0 && j >= 0:
		return addGG(i, j, b)
	case j >= 0:
		return addFG(b.l.fn, j, b)
	case i >= 0:
		return addGF(i, b.r.fn, b)
	}
	return addFF(b.l.fn, b.r.fn, b)
}

func subCode(b *binary) numFn {
	i, j, k := b.l.slot, b.r.slot, b.k
	switch {
	case b.l.isK && j >= 0:
		return subKG(k, j, b)
	case b.l.isK:
		return subKF(k, b.r.fn, b)
	case b.r.isK && i >= 0:
		return subGK(i, negated(k), b)
	case b.r.isK:
		return subFK(b.l.fn, negated(k), b)
	case i >= 0 && j >= 0:
		return subGG(i, j, b)
	case j >= 0:
		return subFG(b.l.fn, j, b)
	case i >= 0:
		return subGF(i, b.r.fn, b)
	}
	return subFF(b.l.fn, b.r.fn, b)
}

func mulCode(b *binary) numFn {
	i, j, k := b.l.slot, b.r.slot, b.k
	switch {
	case b.r.isK && i >= 0:
		return mulGK(i, k, b)
	case b.r.isK:
		return mulFK(b.l.fn, k, b)
	case i >= 0 && j >= 0:
		return mulGG(i, j, b)
	case j >= 0:
		return mulFG(b.l.fn, j, b)
	case i >= 0:
		return mulGF(i, b.r.fn, b)
	}
	return mulFF(b.l.fn, b.r.fn, b)
}

//go:noinline
func addFF(l, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := r(f)
		if s, ok := number.AddExact(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func addFG(l numFn, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if s, ok := number.AddExact(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func addGF(i int32, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[i]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := r(f)
		if s, ok := number.AddExact(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func addGG(i, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[i], &f.globals[j]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func addFK(l numFn, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if s, ok := number.AddExact(x, k); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func addGK(i int32, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[i]; x.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), k); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subFF(l, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := r(f)
		if s, ok := number.SubExact(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func subFG(l numFn, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if s, ok := number.SubExact(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func subGF(i int32, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[i]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := r(f)
		if s, ok := number.SubExact(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func subGG(i, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[i], &f.globals[j]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.SubExact(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subFK(l numFn, minusK number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if s, ok := number.AddExact(x, minusK); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func subGK(i int32, minusK number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[i]; x.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), minusK); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func mulFF(l, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := r(f)
		if s, ok := number.MulWords(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func mulFG(l numFn, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if s, ok := number.MulWords(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func mulGF(i int32, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[i]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := r(f)
		if s, ok := number.MulWords(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func mulGG(i, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[i], &f.globals[j]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.MulWords(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func mulFK(l numFn, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if s, ok := number.MulWords(x, k); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func mulGK(i int32, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[i]; x.tag.kind == NumberKind {
			if s, ok := number.MulWords(x.small(), k); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subKF(k number.Small, r numFn, b *binary) numFn {
	return func(f *frame) number.Small {
		y := r(f)
		if s, ok := number.SubExact(k, y); ok {
			return s
		}
		return b.apply(f, k, y)
	}
}

//go:noinline
func subKG(k number.Small, j int32, b *binary) numFn {
	return func(f *frame) number.Small {
		if y := &f.globals[j]; y.tag.kind == NumberKind {
			if s, ok := number.SubExact(k, y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func quoNum(l, r numFn, at site) numFn {
	return func(f *frame) number.Small {
		a := l(f)
		if a.X == number.NotSmall {
			return f.leftBig((*number.Context).Quo, r, at)
		}
		b := r(f)
		if s, ok := f.num.QuoSmall(a, b); ok {
			return s
		}
		return f.slow((*number.Context).Quo, a, b, at)
	}
}

// divideNum is // or %.
//
//go:noinline
func divideNum(op lexer.Kind, l, r numFn, at site) numFn {
	exact := number.RemExact
	if op == lexer.SlashDiv {
		exact = number.QuoIntExact
	}
	slow := arithOp(op)
	return func(f *frame) number.Small {
		a := l(f)
		if a.X == number.NotSmall {
			return f.leftBig(slow, r, at)
		}
		b := r(f)
		if s, ok := exact(a, b); ok {
			return s
		}
		return f.slow(slow, a, b, at)
	}
}
