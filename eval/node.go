package eval

import "github.com/calx-lang/calx/number"

// The three signatures of compiled code. An expression known to be a number
// compiles to a numFn, one known to be a boolean to a condFn, the rest to a
// valFn; [frame] describes the protocol.
type (
	numFn  func(f *frame) number.Small
	condFn func(f *frame) bool
	valFn  func(f *frame) Value
)

// A node is a compiled expression: its static type and its code, in the form
// that fits the type. The other forms are made when asked for. Closures take
// what they need out of nodes and never keep one.
type node struct {
	typ  *Type
	num  numFn
	cond condFn
	val  valFn

	constant bool // val of this node is v, whatever the context
	v        Value
	ref      ref      // where it reads a name, if it is no more than that
	hides    *Builtin // the built-in of the same name
	at       site
}

// nodes is where nodes live: they are needed only until the code of what
// holds them is made, so their memory serves again.
type nodes struct {
	chunks []*[nodeChunk]node
	used   int
}

// nodeChunk is the number of nodes that are allocated at once.
const nodeChunk = 32

// next returns an empty node that lives until release is called with an
// earlier mark.
func (ns *nodes) next() *node {
	i := ns.used
	if i == len(ns.chunks)*nodeChunk {
		ns.chunks = append(ns.chunks, new([nodeChunk]node))
	}
	ns.used++
	p := &ns.chunks[i/nodeChunk][i%nodeChunk]
	*p = node{}
	return p
}

// mark returns the place from which release frees nodes.
func (ns *nodes) mark() int { return ns.used }

// release frees the nodes made since the mark.
func (ns *nodes) release(mark int) { ns.used = mark }

// reset frees all nodes and drops what they refer to.
func (ns *nodes) reset() {
	if len(ns.chunks) > 0 {
		clear(ns.chunks[1:])
		ns.chunks = ns.chunks[:1]
		clear(ns.chunks[0][:])
	}
	ns.used = 0
}

// constNode returns a constant. Its code is made only if it is asked for: most
// constants are folded away.
func (c *compiler) constNode(t *Type, v Value) *node {
	n := c.nodes.next()
	n.typ, n.constant, n.v = t, true, v
	return n
}

// readNode returns the read of a name.
func (c *compiler) readNode(r ref, at site) *node {
	n := c.nodes.next()
	n.typ, n.ref, n.at = r.typ, r, at
	return n
}

func (c *compiler) numNode(fn numFn) *node { return c.numNodeAt(fn, site{}) }

func (c *compiler) numNodeAt(fn numFn, at site) *node {
	n := c.nodes.next()
	n.typ, n.num, n.at = tNumber, fn, at
	return n
}

func (c *compiler) condNode(fn condFn) *node {
	n := c.nodes.next()
	n.typ, n.cond = tBoolean, fn
	return n
}

func (c *compiler) valNode(typ *Type, at site, fn valFn) *node {
	n := c.nodes.next()
	n.typ, n.at, n.val = typ, at, fn
	return n
}

// bad returns a node that stands for an expression with an error; it fits
// everywhere.
func (c *compiler) bad() *node { return c.valNode(tAny, site{}, nullVal) }

func nullVal(*frame) Value { return Null }

//go:noinline
func constVal(v Value) valFn { return func(*frame) Value { return v } }

//go:noinline
func constCond(b bool) condFn { return func(*frame) bool { return b } }

//go:noinline
func constNum(v Value) numFn {
	s := v.small()
	if s.X != number.NotSmall {
		return func(*frame) number.Small { return s }
	}
	b := v.big()
	return func(f *frame) number.Small {
		f.big = b
		return s
	}
}

// value returns the node's code as a valFn.
//
//go:noinline
func (n *node) value() valFn {
	switch {
	case n.val != nil:
		return n.val
	case n.constant:
		return constVal(n.v)
	case n.num != nil:
		return numVal(n.num)
	case n.cond != nil:
		return condVal(n.cond)
	case n.ref.kind == refGlobal:
		return readGlobal(int(n.ref.index), n.at)
	}
	return refValue(n.ref)
}

//go:noinline
func numVal(fn numFn) valFn {
	return func(f *frame) Value {
		s := fn(f)
		if s.X != number.NotSmall {
			return smallValue(s)
		}
		return f.value(s)
	}
}

//go:noinline
func condVal(fn condFn) valFn {
	return func(f *frame) Value { return Boolean(fn(f)) }
}

// numCode returns the code of a node that is known to be a number, else nil.
func (n *node) numCode() numFn {
	if n.num == nil && n.constant && n.typ == tNumber {
		return constNum(n.v)
	}
	return n.num
}

// condCode returns the code of a node that is known to be a boolean, else nil.
func (n *node) condCode() condFn {
	if n.cond == nil && n.constant && n.typ == tBoolean {
		return constCond(n.v.bool())
	}
	return n.cond
}

// isNum reports whether a node is known to be a number.
func (n *node) isNum() bool { return n.num != nil || n.constant && n.typ == tNumber }

// isCond reports whether a node is known to be a boolean.
func (n *node) isCond() bool { return n.cond != nil || n.constant && n.typ == tBoolean }
