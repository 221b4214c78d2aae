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
	ref      ref         // where it reads a name, if it is no more than that
	hides    *Builtin    // the built-in of the same name
	member   *memberRead // where it reads a field of a local, if it is no more than that
	factor   factor      // what it is, if it is one
	stream   valFn       // the same list, computed while it is read
	streamed bool        // stream was chosen by what it is an argument of
	at       site
}

// nodes is where nodes live: they are needed only until the code of what
// holds them is made, so their memory serves again.
type nodes struct {
	chunks []*[nodeChunk]node
	used   int
	most   int // the greatest value of used since the last reset
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
	ns.most = max(ns.most, ns.used)
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
		clear(ns.chunks[0][:min(ns.most, nodeChunk)])
	}
	ns.used, ns.most = 0, 0
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
	case n.reads(numberType):
		return numVal(n.numCode())
	case n.reads(booleanType):
		return condVal(n.condCode())
	}
	return n.read()
}

// read returns the code of a node that reads a name, of whatever kind its value
// may be.
func (n *node) read() valFn {
	if n.ref.kind == refGlobal {
		return readGlobal(n.ref.index, n.at)
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
	switch {
	case n.num != nil:
		return n.num
	case n.constant && n.typ == tNumber:
		return constNum(n.v)
	case n.reads(numberType):
		return readNum(n.ref, n.subject(), n.at)
	}
	return nil
}

// condCode returns the code of a node that is known to be a boolean, else nil.
func (n *node) condCode() condFn {
	switch {
	case n.cond != nil:
		return n.cond
	case n.constant && n.typ == tBoolean:
		return constCond(n.v.bool())
	case n.reads(booleanType):
		return checkedCond(n.read(), n.subject(), n.at)
	}
	return nil
}

// isNum reports whether a node is known to be a number.
func (n *node) isNum() bool {
	return n.num != nil || n.constant && n.typ == tNumber || n.reads(numberType)
}

// isCond reports whether a node is known to be a boolean.
func (n *node) isCond() bool {
	return n.cond != nil || n.constant && n.typ == tBoolean || n.reads(booleanType)
}

// reads reports whether a node does no more than read a name of that type.
// Types need not be true: the reads check.
func (n *node) reads(k typeKind) bool {
	return n.ref.kind != refNone && !n.ref.boxed && n.typ.is(k)
}

// subject names a node in the message that its value is not of its type.
func (n *node) subject() string {
	if n.ref.kind != refNone {
		return subjectText(n.at)
	}
	return "this"
}

func subjectText(at site) string {
	if t := sourceText(at.src, at.span()); t != "" {
		return t
	}
	return "this"
}

// readNum reads a name as a number; what says what for, in messages.
func readNum(r ref, what string, at site) numFn {
	switch r.kind {
	case refGlobal:
		return globalNum(r.index, what, at)
	case refLocal:
		return localNum(r.index, what, at)
	}
	return checkedNum(refValue(r), what, at)
}

//go:noinline
func globalNum(slot int32, what string, at site) numFn {
	return func(f *frame) number.Small {
		v := &f.globals[slot]
		if v.tag.kind != NumberKind {
			return f.notNumber(*v, at, what)
		}
		return f.numberOf(v)
	}
}

//go:noinline
func localNum(slot int32, what string, at site) numFn {
	return func(f *frame) number.Small {
		v := &f.locals[slot]
		if v.tag.kind != NumberKind {
			return f.notNumber(*v, at, what)
		}
		return f.numberOf(v)
	}
}

// checkedNum is the code of a value that must be a number.
//
//go:noinline
func checkedNum(fn valFn, what string, at site) numFn {
	return func(f *frame) number.Small {
		v := fn(f)
		if v.tag.kind != NumberKind {
			return f.notNumber(v, at, what)
		}
		return f.numberOf(&v)
	}
}

// checkedCond is the code of a value that must be a boolean.
//
//go:noinline
func checkedCond(fn valFn, what string, at site) condFn {
	return func(f *frame) bool {
		v := fn(f)
		if v.tag.kind != BooleanKind {
			f.wrongKind(v, at, BooleanKind, what)
			return false
		}
		return v.bool()
	}
}
