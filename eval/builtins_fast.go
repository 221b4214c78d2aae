package eval

import (
	"math"

	"github.com/calx-lang/calx/number"
)

// min and max of two numbers and the explicit roundings are in the innermost
// loops of invoices and tax tables. Where their arguments are known to be
// numbers they compile to closures of numbers; the rows' call functions do
// everything else, and calls of the built-ins as values.

// given reports whether an argument is there: then it stands somewhere.
func (n *node) given() bool { return n.at.src != nil }

// general compiles a call of b's call function.
func (c *compiler) general(b *Builtin, a []*node, at site) *node {
	given := make([]bool, len(a))
	for i := range a {
		given[i] = a[i].given()
	}
	return c.callGeneral(b, a, given, at)
}

func compileMin(c *compiler, b *Builtin, a []*node, at site) *node {
	return c.extreme(b, a, at, -1)
}

func compileMax(c *compiler, b *Builtin, a []*node, at site) *node {
	return c.extreme(b, a, at, 1)
}

// extreme compiles min (-1) or max (1). If one of two arguments is a number
// the other has to be.
func (c *compiler) extreme(b *Builtin, a []*node, at site, sign int) *node {
	if len(a) != 2 || !a[0].typ.is(numberType) && !a[1].typ.is(numberType) {
		return c.general(b, a, at)
	}
	l, r := c.number(a[0], b.Name), c.number(a[1], b.Name)
	return c.numNode(func(f *frame) number.Small {
		x := l(f)
		if x.X == number.NotSmall {
			return f.extremeBig(r, sign)
		}
		y := r(f)
		if s, ok := number.CmpSmall(y, x); ok {
			if s == sign {
				return y
			}
			return x
		}
		if f.err == nil && number.Cmp(number.FromBig(f.big), number.FromSmall(x)) != sign {
			return x
		}
		return y
	})
}

// extremeBig is extreme where the left number is in f.big, or failed.
func (f *frame) extremeBig(r numFn, sign int) number.Small {
	if f.err != nil {
		return bad
	}
	x := number.FromBig(f.big)
	y, ok := f.take(r(f))
	if !ok {
		return bad
	}
	if number.Cmp(y, x) == sign {
		return f.ret(y, nil, site{})
	}
	return f.ret(x, nil, site{})
}

func compileRound(c *compiler, b *Builtin, a []*node, at site) *node {
	mode, fixed := number.HalfEven, false
	if a[2].given() {
		if !a[2].constant || a[2].typ != tString {
			return c.general(b, a, at)
		}
		if mode, fixed = number.ParseRounding(a[2].v.str()); !fixed {
			return c.general(b, a, at)
		}
	}
	return c.roundPlaces(b, a, at, mode, fixed)
}

func compileFloor(c *compiler, b *Builtin, a []*node, at site) *node {
	return c.roundPlaces(b, a, at, number.Floor, true)
}

func compileCeil(c *compiler, b *Builtin, a []*node, at site) *node {
	return c.roundPlaces(b, a, at, number.Ceiling, true)
}

func compileTrunc(c *compiler, b *Builtin, a []*node, at site) *node {
	return c.roundPlaces(b, a, at, number.Down, true)
}

// roundPlaces compiles an explicit rounding to places that are a constant, in
// a mode that is fixed or the one in force.
func (c *compiler) roundPlaces(b *Builtin, a []*node, at site, mode number.Rounding, fixed bool) *node {
	if c.trace != nil {
		return c.general(b, a, at)
	}
	places := int64(0)
	if a[1].given() {
		var ok bool
		if !a[1].constant || a[1].typ != tNumber {
			return c.general(b, a, at)
		}
		if places, ok = a[1].v.number().Int64(); !ok || places < math.MinInt32 || places > math.MaxInt32 {
			return c.general(b, a, at)
		}
	}
	x := c.number(a[0], b.what(0))
	return c.numNode(func(f *frame) number.Small {
		s := x(f)
		m := mode
		if !fixed {
			m = f.num.Rounding
		}
		if r, ok := number.RoundExact(s, places, m); ok {
			return r
		}
		n, ok := f.take(s)
		if !ok {
			return bad
		}
		r, err := f.num.Round(n, places, m)
		return f.ret(r, err, at)
	})
}
