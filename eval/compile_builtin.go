package eval

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// callBuiltinName compiles a call of a built-in by its name. A function of
// that name that the script defines further down takes its place from then
// on, also in bodies above the definition.
func (c *compiler) callBuiltinName(b *Builtin, id *parser.Ident, args []argument, at site) *node {
	errs := len(c.errs)
	n := c.callBuiltin(b, args, at)
	if !c.inBody() || c.whole && !c.defined[id.Name] {
		return n
	}
	if c.whole && len(c.errs) > errs {
		// The call is not right for the built-in, so it is meant for the
		// function below.
		c.errs = c.errs[:errs]
		return c.callValue(c.laterFunction(id), args, at, false)
	}
	errs = len(c.errs)
	own := c.callValue(c.laterFunction(id), args, at, false)
	c.errs = c.errs[:errs]
	slot, fn, later := c.slot(id.Name), n.value(), own.value()
	if n.num != nil {
		num, laterNum := n.num, c.number(c.valNode(tAny, at, later), "this")
		n.num = func(f *frame) number.Small {
			if f.globals[slot].tag.kind == FunctionKind {
				return laterNum(f)
			}
			return num(f)
		}
		n.val = nil
		return n
	}
	return c.valNode(tAny, at, func(f *frame) Value {
		if f.globals[slot].tag.kind == FunctionKind {
			return later(f)
		}
		return fn(f)
	})
}

// callBuiltin compiles a call of a built-in.
func (c *compiler) callBuiltin(b *Builtin, args []argument, at site) *node {
	nodes, given, ok := c.bindArgs(b, args, at)
	if !ok {
		return c.bad()
	}
	for i := range nodes {
		if given[i] && !c.checkArg(b, i, nodes[i]) {
			ok = false
		}
	}
	if !ok {
		return c.bad()
	}
	if b.check != nil {
		b.check(c, nodes, at)
	}
	switch {
	case b.special != nil:
		return b.special(c, b, nodes, at)
	case b.num1 != nil:
		return c.apply1(c.number(nodes[0], b.what(0)), b.num1, at)
	case b.num2 != nil:
		return c.apply2(c.number(nodes[0], b.what(0)), c.number(nodes[1], b.what(1)), b.num2, at)
	}
	return c.callGeneral(b, nodes, given, at)
}

// what names argument i in messages.
func (b *Builtin) what(i int) string { return fmt.Sprintf("%s of %s", b.paramName(i), b.Name) }

// bindArgs compiles the arguments in the order of the parameters. given tells
// which are there. Lambdas come last: their parameters' types follow from the
// other arguments. The compiled nodes stay in args: compiling them again for
// another use of the call would double the work at every level of nesting.
func (c *compiler) bindArgs(b *Builtin, args []argument, at site) (nodes []*node, given []bool, ok bool) {
	size := len(b.Params)
	if b.variadic() {
		size = max(size-1, len(args))
	}
	nodes, given = make([]*node, size), make([]bool, size)
	places := make([]int, len(args))
	ok = true
	for i, a := range args {
		to := i
		if a.name.Name != "" {
			if to = b.param(a.name.Name); to < 0 {
				c.unknownArgument(a.name, b.funcType().fn.params)
				ok = false
				continue
			}
		}
		if to >= size {
			c.error(at.span(), diag.Type, "arity", arityMessage(b.Name, b.required(), len(b.Params), len(args)), b.arityHint(), arityArgs(b.Name, b.required(), len(b.Params), len(args))...)
			return nil, nil, false
		}
		if given[to] {
			c.error(a.name.Where, diag.Type, "repeated-argument", "argument "+diag.Quote(b.paramName(to))+" is given twice", "", b.paramName(to))
			ok = false
			continue
		}
		given[to] = true
		places[i] = to
	}
	if !ok {
		return nil, nil, false
	}
	for i := range min(size, len(b.Params)) {
		if p := &b.Params[i]; p.Default == "" && !p.Variadic && !given[i] {
			least, most := b.value.arity()
			c.error(at.span(), diag.Type, "arity", arityMessage(b.Name, least, most, len(args)), b.arityHint(), arityArgs(b.Name, least, most, len(args))...)
			return nil, nil, false
		}
	}
	for i := range nodes {
		nodes[i] = c.valNode(tAny, site{}, nil)
	}
	for lambdas := range 2 {
		for i, a := range args {
			if isLambda(a.expr) != (lambdas == 1) {
				continue
			}
			n := c.argument(b, places[i], a, nodes)
			if c.trace != nil && b.takesFunction(places[i]) {
				c.tracedCallee(n)
			}
			nodes[places[i]], args[i].node = n, n
		}
	}
	return nodes, given, true
}

func isLambda(e parser.Expr) bool {
	for e != nil {
		switch x := e.(type) {
		case *parser.LambdaExpr:
			return true
		case *parser.ParenExpr:
			e = x.X
		default:
			return false
		}
	}
	return false
}

func (c *compiler) argument(b *Builtin, i int, a argument, nodes []*node) *node {
	if a.node != nil {
		return a.node
	}
	p := &b.Params[min(i, len(b.Params)-1)]
	if p.Callback == nil || !isLambda(a.expr) {
		return c.expr(a.expr)
	}
	types := make([]*Type, len(nodes))
	for j := range nodes {
		types[j] = nodes[j].typ
	}
	e := a.expr
	for {
		if paren, ok := e.(*parser.ParenExpr); ok {
			e = paren.X
			continue
		}
		break
	}
	c.fs.cost++
	n := c.lambda(e.(*parser.LambdaExpr), p.Callback(types))
	n.at = c.site(e.Span())
	return n
}

// param returns the index of a parameter, or -1. A variadic one has no name
// for callers.
func (b *Builtin) param(name string) int {
	for i, p := range b.Params {
		if p.Name == name && !p.Variadic {
			return i
		}
	}
	return -1
}

// arityHint says what a wrong number of arguments may have meant.
func (b *Builtin) arityHint() string {
	if b.Name == "log" {
		return "write ln(x), log10(x) or log2(x), or log(x, base)"
	}
	hint := "it is " + b.Signature()
	if len(b.Params) > 0 && b.Params[0].Type.kind == listType {
		hint += ", where " + b.Params[0].Name + " is a list such as [1, 2]"
	}
	return hint
}

// checkArg checks the type of argument i as far as it is known.
func (c *compiler) checkArg(b *Builtin, i int, n *node) bool {
	p := &b.Params[min(i, len(b.Params)-1)]
	if p.Type.kind == anyType || n.typ.may(p.Type.kind) || p.Type.nullable && n.typ.may(nullType) {
		return true
	}
	c.wrongType(n, typeNames[p.Type.kind], b.what(i))
	return false
}

// callGeneral compiles a call of a built-in that works on Values.
func (c *compiler) callGeneral(b *Builtin, nodes []*node, given []bool, at site) *node {
	fns := make([]valFn, len(nodes))
	sites := make([]site, len(nodes))
	types := make([]*Type, len(nodes))
	for i, n := range nodes {
		types[i] = n.typ
		if given[i] {
			fns[i], sites[i] = n.value(), n.at
		} else {
			fns[i] = func(*frame) Value { return absent }
		}
	}
	typ := b.Result
	if b.result != nil {
		typ = b.result(types)
	}
	if typ == nil {
		typ = tAny
	}
	if b.host != nil && b.host.fold != nil {
		if n := b.host.fold(c, b, nodes, given); n != nil {
			return n
		}
	}
	k := &call{b: b, at: at, args: sites}
	fn := b.call
	if c.trace != nil {
		fn = tracedCall(b)
	}
	if b.streams && nodes[0].stream != nil {
		fns[0], nodes[0].streamed = nodes[0].stream, true
	}
	n := c.valNode(typ, at, func(f *frame) Value {
		saved := f.free
		w := f.window(len(fns))
		for i, arg := range fns {
			w[i] = arg(f)
		}
		var v Value
		if f.err == nil && k.checkArgs(f, w) {
			v = fn(f, k, w)
			f.place(at)
		}
		f.free = saved
		return v
	})
	if b.stage != noStage {
		n.stream = streamCode(k, fns[0], fns[1])
	}
	return c.typedRead(n)
}

// catchable reports whether try catches an error.
func catchable(e *diag.Error) bool {
	return e.Class == diag.Value || e.Class == diag.Math || e.Class == diag.Type
}
