package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// The closures of + - * in the forms that operands commonly have: F is code of
// its own, G a script-level or host name, K a constant. Each tries the exact
// inline lane first, where the name and the operation cost no call, and leaves
// the rest to the methods of binary, which it holds by value: an operator is one
// allocation. They are written out because a call through a function value would
// cost more than the operation. Constructors of closures are kept from being
// inlined: in the copy of a closure that inlining makes, the compiler inlines
// nothing more.

// A binary is an operator and its operands: what a closure needs beyond its
// fast lane.
type binary struct {
	operands
	start, end int32 // its span
}

// slow evaluates both operands and applies the operator. It has a copy of the
// operator, like right and apply, since closures hold theirs by value only if
// nothing takes its address.
func (b binary) slow(f *frame) number.Small { return b.right(f, b.eval(f, &b.l)) }

// right goes on when the left operand is x, whatever that is.
func (b binary) right(f *frame, x number.Small) number.Small {
	if x.X == number.NotSmall {
		return f.leftBig(arithOp(b.l.op), func(f *frame) number.Small { return b.eval(f, &b.r) }, b.at())
	}
	return b.apply(f, x, b.eval(f, &b.r))
}

// apply goes on when both operands are there and x is inline.
func (b binary) apply(f *frame, x, y number.Small) number.Small {
	if s, ok := quick(b.l.op, x, y); ok {
		return s
	}
	return f.slow(arithOp(b.l.op), x, y, b.at())
}

func (b *binary) at() site { return site{b.src, b.start, b.end} }

// exactLane compiles + - or * with the exact inline lane first.
func (c *compiler) exactLane(op lexer.Kind, x, y *node, at site) *node {
	b := binary{c.operands(op, x, y), at.start, at.end}
	if b.l.kind == operandK && op != lexer.Minus { // a constant cannot fail, so it may change sides
		b.l, b.r = b.r, b.l
	}
	n := c.nodes.next()
	n.typ, n.at, n.factor = tNumber, at, b.factor()
	switch {
	case op == lexer.Plus:
		n.num = addCode(b)
	case op == lexer.Minus:
		n.num = subCode(b)
	case x.member != nil && y.member != nil:
		n.num = mulMembers(x.member, y.member, b)
	case b.r.kind == operandF && y.factor.op != 0:
		n.num = mulFactor(y.factor, b)
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

// A factor is a constant plus or minus a name, as in (1 + tax) and
// (1 - discount): what prices are multiplied with.
type factor struct {
	op   lexer.Kind // + or -; 0 if it is something else
	slot int32
	k    number.Small
}

// factor returns the operator as a factor, if it is one.
func (b *binary) factor() factor {
	switch {
	case b.l.op == lexer.Plus && b.r.kind == operandK && b.l.kind == operandG:
		return factor{lexer.Plus, b.l.slot, b.k}
	case b.l.op == lexer.Minus && b.l.kind == operandK && b.r.kind == operandG:
		return factor{lexer.Minus, b.r.slot, b.k}
	}
	return factor{}
}

// mulFactor returns the code of a product with a factor, without a call for the
// factor.
func mulFactor(y factor, b binary) numFn {
	if y.op == lexer.Plus {
		return mulByGPlusK(b.code(&b.l), y.slot, y.k, b)
	}
	return mulByKMinusG(b.code(&b.l), y.k, y.slot, b)
}

//go:noinline
func mulByGPlusK(l numFn, j int32, k number.Small, b binary) numFn {
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
func mulByKMinusG(l numFn, k number.Small, j int32, b binary) numFn {
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

func addCode(b binary) numFn {
	switch l, r := b.l.kind, b.r.kind; {
	case r == operandK && l == operandG:
		return addGK(b)
	case r == operandK:
		return addFK(b)
	case l == operandG && r == operandG:
		return addGG(b)
	case r == operandG:
		return addFG(b)
	case l == operandG:
		return addGF(b)
	}
	return addFF(b)
}

func subCode(b binary) numFn {
	switch l, r := b.l.kind, b.r.kind; {
	case l == operandK && r == operandG:
		return subKG(b)
	case l == operandK:
		return subKF(b)
	case r == operandK && l == operandG:
		return subGK(negated(b.k), b)
	case r == operandK:
		return subFK(negated(b.k), b)
	case l == operandG && r == operandG:
		return subGG(b)
	case r == operandG:
		return subFG(b)
	case l == operandG:
		return subGF(b)
	}
	return subFF(b)
}

func mulCode(b binary) numFn {
	switch l, r := b.l.kind, b.r.kind; {
	case r == operandK && l == operandG:
		return mulGK(b)
	case r == operandK:
		return mulFK(b)
	case l == operandG && r == operandG:
		return mulGG(b)
	case r == operandG:
		return mulFG(b)
	case l == operandG:
		return mulGF(b)
	}
	return mulFF(b)
}

//go:noinline
func addFF(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := b.r.fn(f)
		if s, ok := number.AddExact(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func addFG(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if y := &f.globals[b.r.slot]; y.tag.kind == NumberKind {
			if s, ok := number.AddExact(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func addGF(b binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[b.l.slot]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := b.r.fn(f)
		if s, ok := number.AddExact(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func addGG(b binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[b.l.slot], &f.globals[b.r.slot]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func addFK(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if s, ok := number.AddExact(x, b.k); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func addGK(b binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[b.l.slot]; x.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), b.k); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subFF(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := b.r.fn(f)
		if s, ok := number.SubExact(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func subFG(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if y := &f.globals[b.r.slot]; y.tag.kind == NumberKind {
			if s, ok := number.SubExact(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func subGF(b binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[b.l.slot]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := b.r.fn(f)
		if s, ok := number.SubExact(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func subGG(b binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[b.l.slot], &f.globals[b.r.slot]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.SubExact(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subFK(minusK number.Small, b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if s, ok := number.AddExact(x, minusK); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func subGK(minusK number.Small, b binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[b.l.slot]; x.tag.kind == NumberKind {
			if s, ok := number.AddExact(x.small(), minusK); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func mulFF(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if x.X == number.NotSmall {
			return b.right(f, x)
		}
		y := b.r.fn(f)
		if s, ok := number.MulWords(x, y); ok {
			return s
		}
		return b.apply(f, x, y)
	}
}

//go:noinline
func mulFG(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if y := &f.globals[b.r.slot]; y.tag.kind == NumberKind {
			if s, ok := number.MulWords(x, y.small()); ok {
				return s
			}
		}
		return b.right(f, x)
	}
}

//go:noinline
func mulGF(b binary) numFn {
	return func(f *frame) number.Small {
		x := &f.globals[b.l.slot]
		if x.tag.kind != NumberKind || x.tag.x == number.NotSmall {
			return b.slow(f)
		}
		y := b.r.fn(f)
		if s, ok := number.MulWords(x.small(), y); ok {
			return s
		}
		return b.apply(f, x.small(), y)
	}
}

//go:noinline
func mulGG(b binary) numFn {
	return func(f *frame) number.Small {
		x, y := &f.globals[b.l.slot], &f.globals[b.r.slot]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.MulWords(x.small(), y.small()); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func mulFK(b binary) numFn {
	return func(f *frame) number.Small {
		x := b.l.fn(f)
		if s, ok := number.MulWords(x, b.k); ok {
			return s
		}
		return b.right(f, x)
	}
}

//go:noinline
func mulGK(b binary) numFn {
	return func(f *frame) number.Small {
		if x := &f.globals[b.l.slot]; x.tag.kind == NumberKind {
			if s, ok := number.MulWords(x.small(), b.k); ok {
				return s
			}
		}
		return b.slow(f)
	}
}

//go:noinline
func subKF(b binary) numFn {
	return func(f *frame) number.Small {
		y := b.r.fn(f)
		if s, ok := number.SubExact(b.k, y); ok {
			return s
		}
		return b.apply(f, b.k, y)
	}
}

//go:noinline
func subKG(b binary) numFn {
	return func(f *frame) number.Small {
		if y := &f.globals[b.r.slot]; y.tag.kind == NumberKind {
			if s, ok := number.SubExact(b.k, y.small()); ok {
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
