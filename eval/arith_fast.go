package eval

import (
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
	at   site
}

// An operand is a number's code in one of the three forms.
type operand struct {
	fn   numFn // F; for K, made if it is needed
	slot int   // G; -1 for the others
	k    number.Small
	what string // the operator, for messages
	at   site
}

// operandOf takes a node apart; its type may be a number's.
func (c *compiler) operandOf(n *node, what string) operand {
	o := operand{slot: -1, k: bad, what: what, at: n.at}
	switch {
	case n.constant && n.typ == tNumber && n.v.tag.x != number.NotSmall:
		o.k = n.v.small()
	case n.ref.kind == refGlobal && n.typ.may(numberType):
		o.slot = int(n.ref.index)
	default:
		o.fn = c.number(n, what)
	}
	return o
}

// isConst reports whether the operand is a constant.
func (o *operand) isConst() bool { return o.k.X != number.NotSmall }

// code returns the operand's code as F.
func (o *operand) code() numFn {
	switch {
	case o.fn != nil:
		return o.fn
	case o.slot >= 0:
		return globalNum(o.slot, o.what, o.at)
	}
	return constSmall(o.k)
}

// eval returns the operand's number in the protocol of the frame.
func (o *operand) eval(f *frame) number.Small {
	switch {
	case o.fn != nil:
		return o.fn(f)
	case o.slot >= 0:
		return f.globalNumber(o.slot, o.what, o.at)
	}
	return o.k
}

//go:noinline
func constSmall(k number.Small) numFn { return func(*frame) number.Small { return k } }

//go:noinline
func globalNum(slot int, what string, at site) numFn {
	return func(f *frame) number.Small {
		v := &f.globals[slot]
		if v.tag.kind != NumberKind {
			return f.notNumber(*v, at, what)
		}
		if v.tag.x == number.NotSmall {
			f.big = v.big()
		}
		return v.small()
	}
}

// globalNumber reads a script-level name, a number or an error.
func (f *frame) globalNumber(slot int, what string, at site) number.Small {
	v := &f.globals[slot]
	if v.tag.kind != NumberKind {
		return f.notNumber(*v, at, what)
	}
	return f.numberOf(v)
}

// slow evaluates both operands and applies the operator.
func (b *binary) slow(f *frame) number.Small { return b.right(f, b.l.eval(f)) }

// right goes on when the left operand is x, whatever that is.
func (b *binary) right(f *frame, x number.Small) number.Small {
	if x.X == number.NotSmall {
		return f.leftBig(arithOp(b.op), b.r.eval, b.at)
	}
	return b.apply(f, x, b.r.eval(f))
}

// apply goes on when both operands are there and x is inline.
func (b *binary) apply(f *frame, x, y number.Small) number.Small {
	if s, ok := quick(b.op, x, y); ok {
		return s
	}
	return f.slow(arithOp(b.op), x, y, b.at)
}

// arithNum returns the code of + - or *.
func arithNum(op lexer.Kind, l, r operand, at site) numFn {
	if l.isConst() {
		switch {
		case op != lexer.Minus: // a constant cannot fail, so it may change sides
			l, r = r, l
		case r.slot >= 0:
			return subKG(l.k, r.slot, &binary{op, l, r, at})
		default:
			return subKF(l.k, r.code(), &binary{op, l, r, at})
		}
	}
	b := &binary{op, l, r, at}
	switch {
	case op == lexer.Plus:
		return addNum(b)
	case op == lexer.Minus:
		return subNum(b)
	}
	return mulNum(b)
}

func addNum(b *binary) numFn {
	l, r := &b.l, &b.r
	switch {
	case r.isConst() && l.slot >= 0:
		return addGK(l.slot, r.k, b)
	case r.isConst():
		return addFK(l.code(), r.k, b)
	case l.slot >= 0 && r.slot >= 0:
		return addGG(l.slot, r.slot, b)
	case r.slot >= 0:
		return addFG(l.code(), r.slot, b)
	case l.slot >= 0:
		return addGF(l.slot, r.code(), b)
	}
	return addFF(l.code(), r.code(), b)
}

func subNum(b *binary) numFn {
	l, r := &b.l, &b.r
	switch {
	case r.isConst() && l.slot >= 0:
		return subGK(l.slot, r.k, b)
	case r.isConst():
		return subFK(l.code(), r.k, b)
	case l.slot >= 0 && r.slot >= 0:
		return subGG(l.slot, r.slot, b)
	case r.slot >= 0:
		return subFG(l.code(), r.slot, b)
	}
	return subFF(l.code(), r.code(), b)
}

func mulNum(b *binary) numFn {
	l, r := &b.l, &b.r
	switch {
	case r.isConst() && l.slot >= 0:
		return mulGK(l.slot, r.k, b)
	case r.isConst():
		return mulFK(l.code(), r.k, b)
	case l.slot >= 0 && r.slot >= 0:
		return mulGG(l.slot, r.slot, b)
	case r.slot >= 0:
		return mulFG(l.code(), r.slot, b)
	case l.slot >= 0:
		return mulGF(l.slot, r.code(), b)
	}
	return mulFF(l.code(), r.code(), b)
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
func addFG(l numFn, j int, b *binary) numFn {
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
func addGF(i int, r numFn, b *binary) numFn {
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
func addGG(i, j int, b *binary) numFn {
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
func addGK(i int, k number.Small, b *binary) numFn {
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
func subFG(l numFn, j int, b *binary) numFn {
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
func subGG(i, j int, b *binary) numFn {
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
func subFK(l numFn, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		x := l(f)
		if s, ok := number.SubExact(x, k); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func subGK(i int, k number.Small, b *binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[i]; x.tag.kind == NumberKind {
			if s, ok := number.SubExact(x.small(), k); ok {
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
func mulFG(l numFn, j int, b *binary) numFn {
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
func mulGF(i int, r numFn, b *binary) numFn {
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
func mulGG(i, j int, b *binary) numFn {
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
func mulGK(i int, k number.Small, b *binary) numFn {
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
func subKG(k number.Small, j int, b *binary) numFn {
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
