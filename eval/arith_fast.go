package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// The closures of the four operations, each with the exact inline lane first.
// They are written out because a call through a function value would cost
// more than the operation. Constructors of closures are kept from being
// inlined: in the copy of a closure that inlining makes, the compiler inlines
// nothing more.

//go:noinline
func addNum(l, r numFn, at site) numFn {
	return func(f *frame) number.Small {
		a := l(f)
		if a.X == number.NotSmall {
			return f.leftBig((*number.Context).Add, r, at)
		}
		b := r(f)
		if s, ok := number.AddExact(a, b); ok {
			return s
		}
		return f.slow((*number.Context).Add, a, b, at)
	}
}

//go:noinline
func subNum(l, r numFn, at site) numFn {
	return func(f *frame) number.Small {
		a := l(f)
		if a.X == number.NotSmall {
			return f.leftBig((*number.Context).Sub, r, at)
		}
		b := r(f)
		if s, ok := number.SubExact(a, b); ok {
			return s
		}
		return f.slow((*number.Context).Sub, a, b, at)
	}
}

//go:noinline
func mulNum(l, r numFn, at site) numFn {
	return func(f *frame) number.Small {
		a := l(f)
		if a.X == number.NotSmall {
			return f.leftBig((*number.Context).Mul, r, at)
		}
		b := r(f)
		if s, ok := number.MulExact(a, b); ok {
			return s
		}
		return f.slow((*number.Context).Mul, a, b, at)
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

// fusedOperands returns a closure that reads its operands itself where they
// are script-level names or constants, or nil. Each saved call is a third of
// an operation's time.
func fusedOperands(op lexer.Kind, x, y node, at site) numFn {
	if y.ref.kind != refGlobal {
		return nil
	}
	j := y.ref.index
	switch {
	case x.ref.kind == refGlobal && op == lexer.Star:
		return mulSlots(x.ref.index, j, x.at, y.at, at)
	case x.constant && x.typ == tNumber && op == lexer.Minus:
		return subConstSlot(x.v.small(), x.v, j, y.at, at)
	}
	return nil
}

// slotNumber reads slot i, a number or an error, in the protocol of the frame.
func (f *frame) slotNumber(i int, at site, what string) number.Small {
	v := &f.globals[i]
	if v.tag.kind != NumberKind {
		return f.notNumber(*v, at, what)
	}
	if v.tag.x == number.NotSmall {
		f.big = v.big()
	}
	return v.small()
}

//go:noinline
func mulSlots(i, j int, iAt, jAt, at site) numFn {
	return func(f *frame) number.Small {
		a, b := &f.globals[i], &f.globals[j]
		if a.tag.kind == NumberKind && b.tag.kind == NumberKind {
			if s, ok := number.MulExact(a.small(), b.small()); ok {
				return s
			}
		}
		right := func(f *frame) number.Small { return f.slotNumber(j, jAt, "*") }
		s := f.slotNumber(i, iAt, "*")
		if s.X == number.NotSmall {
			return f.leftBig((*number.Context).Mul, right, at)
		}
		return f.slow((*number.Context).Mul, s, right(f), at)
	}
}

//go:noinline
func subConstSlot(c number.Small, cv Value, j int, jAt, at site) numFn {
	return func(f *frame) number.Small {
		b := &f.globals[j]
		if b.tag.kind == NumberKind {
			if s, ok := number.SubExact(c, b.small()); ok {
				return s
			}
		}
		s := f.slotNumber(j, jAt, "-")
		y, ok := f.take(s)
		if !ok {
			return bad
		}
		n, err := f.num.Sub(cv.number(), y)
		return f.ret(n, err, at)
	}
}
