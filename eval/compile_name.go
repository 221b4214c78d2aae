package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// ident compiles a bare name: a parameter, block, script or host name, else a
// built-in constant or function.
func (c *compiler) ident(e *parser.Ident) *node {
	if r, ok := c.fs.resolve(e.Name); ok {
		return c.refNode(r, e)
	}
	if e.Name == allVars && c.whole && !c.special && c.globals.find(allVars) < 0 {
		c.globals.bindHost(allVars, tMap)
	}
	if slot, typ := c.global(e.Name); slot >= 0 {
		return c.globalNode(slot, typ, e)
	}
	if b := c.hosts.lookup(e.Name); b != nil {
		return c.builtinName(b, e)
	}
	if b := c.builtins().lookup(e.Name); b != nil {
		if c.dynamic {
			return c.hostOrBuiltin(b, e)
		}
		return c.builtinName(b, e)
	}
	if r, ok := c.fs.resolveForward(e.Name); ok {
		return c.refNode(r, e)
	}
	if c.dynamic {
		c.globals.bindHost(e.Name, tAny)
		slot, typ := c.global(e.Name)
		return c.globalNode(slot, typ, e)
	}
	return c.unknownName(e, "variable")
}

// globalNode reads a script-level or host name. In a body its type is that of
// the value it has when the body runs, so nothing is known of it there.
func (c *compiler) globalNode(slot int, typ *Type, e *parser.Ident) *node {
	if info := &c.globals.info[slot]; info.host && !c.special {
		info.read = true
	}
	if c.inBody() && typ.kind != functionType {
		typ = tAny
	}
	at := c.site(e.Where)
	return c.readNode(ref{kind: refGlobal, index: int32(slot), typ: typ}, at)
}

//go:noinline
func readGlobal(slot int32, at site) valFn {
	return func(f *frame) Value {
		v := f.globals[slot]
		if v.tag.kind == unboundKind {
			f.unboundName(at)
			return Null
		}
		return v
	}
}

// typedRead adds the typed form of a value that is known to be a number or a
// boolean. Bad types cannot follow from a wrong guess: the read is guarded.
func (c *compiler) typedRead(n *node) *node {
	switch {
	case n.typ.is(numberType):
		n.num = checkedNum(n.val, n.subject(), n.at)
	case n.typ.is(booleanType):
		n.cond = checkedCond(n.val, n.subject(), n.at)
	}
	return n
}

// refNode reads a parameter or a block name.
func (c *compiler) refNode(r ref, e *parser.Ident) *node {
	n := c.readNode(r, c.site(e.Where))
	if r.boxed {
		fn, at, name := refValue(r), n.at, e.Name
		n.val = func(f *frame) Value {
			v := fn(f).cell().v
			if v.tag.kind == unboundKind {
				f.fail(at, diag.Name, "undefined-function", "function "+diag.Quote(name)+" is not defined yet",
					"define it above the call that runs first")
				return Null
			}
			return v
		}
		return n
	}
	return n
}

// refValue returns the code that reads a local, a capture or the function itself.
//
//go:noinline
func refValue(r ref) valFn {
	i := r.index
	switch r.kind {
	case refLocal:
		return func(f *frame) Value { return f.locals[i] }
	case refCaptured:
		return func(f *frame) Value { return f.callee.captured[i] }
	case refSelf:
		return func(f *frame) Value { return functionValue(f.callee) }
	}
	panic("eval: a reference to nothing")
}

// unknownName reports a name that nothing binds, with the nearest that is bound.
func (c *compiler) unknownName(e *parser.Ident, what string) *node {
	hint := ""
	if near := diag.Nearest(e.Name, c.visibleNames()); near != "" {
		hint = "did you mean " + diag.Quote(near) + "?"
	}
	return c.error(e.Where, diag.Name, "unknown-name", "unknown "+what+" "+diag.Quote(e.Name), hint, what, e.Name)
}

// visibleNames are all names that could stand here.
func (c *compiler) visibleNames() []string {
	var names []string
	for fs := c.fs; fs != nil; fs = fs.parent {
		for _, l := range fs.locals {
			names = append(names, l.name)
		}
		for _, cp := range fs.captures {
			names = append(names, cp.name)
		}
	}
	for i, name := range c.globals.names {
		if c.globals.info[i].bound {
			names = append(names, name)
		}
	}
	for name := range c.globals.hosts {
		names = append(names, name)
	}
	return append(append(names, c.hosts.names()...), c.builtins().names()...)
}

// builtinName compiles the bare name of a built-in: a constant's value, or
// the function as a value.
func (c *compiler) builtinName(b *Builtin, e *parser.Ident) *node {
	if b.constant != nil {
		fn, at := b.constant, c.site(e.Where)
		if c.trace != nil {
			return c.numNode(tracedConstant(b, at))
		}
		return c.numNode(func(f *frame) number.Small {
			n, err := fn(&f.num)
			return f.ret(n, err, at)
		})
	}
	return c.constNode(b.funcType(), functionValue(b.value))
}

// hiddenName begins the name of the slot of a host's variable that has a
// built-in's name: a slot of its own, since the program may bind the name, too.
const hiddenName = "\x00"

// hostOrBuiltin reads a name that is the host's if its environment has it, and
// a built-in's else: a host may call a variable e or count.
func (c *compiler) hostOrBuiltin(b *Builtin, e *parser.Ident) *node {
	slot := c.slot(hiddenName + e.Name)
	fn := c.builtinName(b, e).value()
	return c.valNode(tAny, site{}, func(f *frame) Value {
		if v := f.globals[slot]; v.tag.kind != unboundKind {
			return v
		}
		return fn(f)
	})
}
