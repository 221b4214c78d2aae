package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// The closures that compare numbers, in the forms of arith_fast.go: F is code
// of its own, G a script-level or host name, K a constant.

// A comparison is what such a closure needs beyond its fast lane.
type comparison struct {
	operands
	signs signs
}

// signs is the set of signs of l - r for which a comparison holds: bit 0 for
// less, 1 for equal, 2 for greater.
type signs uint8

func (s signs) has(sign int) bool { return s>>uint(sign+1)&1 != 0 }

// mirrored returns the set for operands that have changed sides.
func (s signs) mirrored() signs { return s&2 | s<<2&4 | s>>2&1 }

func signsOf(op lexer.Kind) signs {
	switch op {
	case lexer.Less:
		return 1
	case lexer.LessEq:
		return 1 | 2
	case lexer.Greater:
		return 4
	case lexer.GreatEq:
		return 4 | 2
	case lexer.Eq:
		return 2
	}
	return 1 | 4
}

// slow evaluates both operands and compares them.
func (c comparison) slow(f *frame) bool { return c.right(f, c.eval(f, &c.l)) }

// right goes on when the left operand is x, whatever that is.
func (c comparison) right(f *frame, x number.Small) bool {
	if x.X == number.NotSmall {
		s, ok := f.compareBig(func(f *frame) number.Small { return c.eval(f, &c.r) })
		return ok && c.signs.has(s)
	}
	return c.apply(f, x, c.eval(f, &c.r))
}

// apply goes on when both operands are there and x is inline.
func (c comparison) apply(f *frame, x, y number.Small) bool {
	s, ok := number.CmpSmall(x, y)
	if !ok {
		s, ok = f.compareSlow(x, y)
	}
	return ok && c.signs.has(s)
}

// comparisonCode returns the code of a comparison of two numbers.
func (c *compiler) comparisonCode(op lexer.Kind, x, y *node) condFn {
	cmp := comparison{c.operands(op, x, y), signsOf(op)}
	if cmp.l.kind == operandK { // a constant cannot fail, so it may change sides
		cmp.l, cmp.r, cmp.signs = cmp.r, cmp.l, cmp.signs.mirrored()
	}
	switch l, r := cmp.l.kind, cmp.r.kind; {
	case r == operandK && l == operandG:
		return compareGK(cmp)
	case r == operandK:
		return compareFK(cmp)
	case l == operandG && r == operandG:
		return compareGG(cmp)
	}
	return compareFF(cmp.code(&cmp.l), cmp.code(&cmp.r), cmp)
}

//go:noinline
func compareFF(l, r numFn, c comparison) condFn {
	return func(f *frame) bool {
		x := l(f)
		if x.X == number.NotSmall {
			return c.right(f, x)
		}
		y := r(f)
		if s, ok := number.CmpSmall(x, y); ok {
			return c.signs.has(s)
		}
		return c.apply(f, x, y)
	}
}

//go:noinline
func compareFK(c comparison) condFn {
	return func(f *frame) bool {
		x := c.l.fn(f)
		if s, ok := number.CmpSmall(x, c.k); ok {
			return c.signs.has(s)
		}
		return c.right(f, x)
	}
}

//go:noinline
func compareGG(c comparison) condFn {
	return func(f *frame) bool {
		x, y := &f.globals[c.l.slot], &f.globals[c.r.slot]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.CmpSmall(x.small(), y.small()); ok {
				return c.signs.has(s)
			}
		}
		return c.slow(f)
	}
}

//go:noinline
func compareGK(c comparison) condFn {
	return func(f *frame) bool {
		if x := &f.globals[c.l.slot]; x.tag.kind == NumberKind {
			if s, ok := number.CmpSmall(x.small(), c.k); ok {
				return c.signs.has(s)
			}
		}
		return c.slow(f)
	}
}

// globalIsText compares a script-level or host name with a text.
//
//go:noinline
func globalIsText(slot int32, at site, s string, want bool) condFn {
	return func(f *frame) bool {
		v := &f.globals[slot]
		if v.tag.kind != StringKind {
			if v.tag.kind == unboundKind {
				f.unboundName(at)
			}
			return !want
		}
		return (v.str() == s) == want
	}
}

// isText compares with a text.
//
//go:noinline
func isText(fn valFn, s string, want bool) condFn {
	return func(f *frame) bool {
		v := fn(f)
		return (v.tag.kind == StringKind && v.str() == s) == want
	}
}
