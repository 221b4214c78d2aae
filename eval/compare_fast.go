package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
)

// The closures that compare numbers, in the forms of arith_fast.go: F is code
// of its own, G a script-level or host name, K a constant.

// A comparison is what such a closure needs beyond its fast lane.
type comparison struct {
	signs signs
	l, r  operand
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
func (c *comparison) slow(f *frame) bool { return c.right(f, c.l.eval(f)) }

// right goes on when the left operand is x, whatever that is.
func (c *comparison) right(f *frame, x number.Small) bool {
	if x.X == number.NotSmall {
		s, ok := f.compareBig(c.r.eval)
		return ok && c.signs.has(s)
	}
	return c.apply(f, x, c.r.eval(f))
}

// apply goes on when both operands are there and x is inline.
func (c *comparison) apply(f *frame, x, y number.Small) bool {
	s, ok := number.CmpSmall(x, y)
	if !ok {
		s, ok = f.compareSlow(x, y)
	}
	return ok && c.signs.has(s)
}

// numberComparison returns the code of a comparison of two numbers.
func numberComparison(signs signs, l, r operand) condFn {
	if l.isConst() {
		l, r, signs = r, l, signs.mirrored() // a constant cannot fail, so it may change sides
	}
	c := &comparison{signs, l, r}
	switch {
	case r.isConst() && l.slot >= 0:
		return compareGK(l.slot, r.k, c)
	case r.isConst():
		return compareFK(l.code(), r.k, c)
	case l.slot >= 0 && r.slot >= 0:
		return compareGG(l.slot, r.slot, c)
	}
	return compareFF(l.code(), r.code(), c)
}

//go:noinline
func compareFF(l, r numFn, c *comparison) condFn {
	signs := c.signs
	return func(f *frame) bool {
		x := l(f)
		if x.X == number.NotSmall {
			return c.right(f, x)
		}
		y := r(f)
		if s, ok := number.CmpSmall(x, y); ok {
			return signs.has(s)
		}
		return c.apply(f, x, y)
	}
}

//go:noinline
func compareFK(l numFn, k number.Small, c *comparison) condFn {
	signs := c.signs
	return func(f *frame) bool {
		x := l(f)
		if s, ok := number.CmpSmall(x, k); ok {
			return signs.has(s)
		}
		return c.right(f, x)
	}
}

//go:noinline
func compareGG(i, j int, c *comparison) condFn {
	signs := c.signs
	return func(f *frame) bool {
		x, y := &f.globals[i], &f.globals[j]
		if x.tag.kind == NumberKind && y.tag.kind == NumberKind {
			if s, ok := number.CmpSmall(x.small(), y.small()); ok {
				return signs.has(s)
			}
		}
		return c.slow(f)
	}
}

//go:noinline
func compareGK(i int, k number.Small, c *comparison) condFn {
	signs := c.signs
	return func(f *frame) bool {
		if x := &f.globals[i]; x.tag.kind == NumberKind {
			if s, ok := number.CmpSmall(x.small(), k); ok {
				return signs.has(s)
			}
		}
		return c.slow(f)
	}
}

// globalIsText compares a script-level or host name with a text.
//
//go:noinline
func globalIsText(slot int, at site, s string, want bool) condFn {
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
