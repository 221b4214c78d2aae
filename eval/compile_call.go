package eval

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// An argument is an argument of a call before it is known which parameter it
// is for: an expression, or the piped value in front of the others.
type argument struct {
	name parser.Ident // empty for a positional one
	expr parser.Expr
	node *node // compiled already, for a piped value
}

// callLink compiles f(args) as a link of a chain.
func (c *compiler) callLink(e *parser.CallExpr) (*node, bool) {
	return c.callWith(e, nil)
}

// pipe compiles x |> f |> g(a): a loop over the stages, each of which finds
// the value of the one before in the frame.
func (c *compiler) pipe(e *parser.PipeExpr) *node {
	x := c.expr(e.X)
	head := x.value()
	var stages []valFn
	flush := func() {
		if len(stages) > 0 {
			head, stages = pipeCode(head, stages), nil
		}
	}
	for _, stage := range e.Stages {
		c.fs.cost++
		if b := c.specialStage(stage); b {
			// Its argument is not simply evaluated first, so it nests.
			flush()
			c.fs.depth++
			c.fs.height = max(c.fs.height, c.fs.depth)
			if c.fs.depth > maxSpecialStages {
				return c.error(stage.Where, diag.Limit, "nesting", "the stages are nested too deep", "bind the value so far to a name")
			}
			x = c.pipeStage(stage, c.valNode(x.typ, x.at, head))
			c.tracedStage(stage, x)
			head = x.value()
			continue
		}
		piped := c.valNode(x.typ, x.at, pipedVal)
		before := x.stream
		if before != nil {
			piped.stream = pipedVal
		}
		x = c.pipeStage(stage, piped)
		if n := len(stages); piped.streamed && n > 0 {
			stages[n-1] = before
		} else if piped.streamed {
			head = before
		}
		c.tracedStage(stage, x)
		stages = append(stages, x.value())
	}
	flush()
	for _, stage := range e.Stages {
		if c.specialStage(stage) {
			c.fs.depth--
		}
	}
	return c.typedRead(c.valNode(x.typ, x.at, head))
}

func pipedVal(f *frame) Value { return f.piped }

// maxSpecialStages bounds the tree where stages of a pipe nest.
const maxSpecialStages = 4000

func pipeCode(head valFn, stages []valFn) valFn {
	return func(f *frame) Value {
		v := head(f)
		for _, stage := range stages {
			if f.err != nil {
				return Null
			}
			f.piped = v
			v = stage(f)
		}
		return v
	}
}

// specialStage reports whether a stage calls a built-in whose arguments are
// not simply evaluated first.
func (c *compiler) specialStage(stage *parser.CallExpr) bool {
	id, ok := stage.Fun.(*parser.Ident)
	if !ok {
		return false
	}
	b := c.builtins().lookup(id.Name)
	return b != nil && b.special != nil && c.hosts.lookup(id.Name) == nil
}

// pipeStage compiles a stage with the value of x in front of its arguments.
func (c *compiler) pipeStage(stage *parser.CallExpr, x *node) *node {
	n, optional := c.callWith(stage, x)
	if n.at.src == nil {
		n.at = c.site(stage.Where)
	}
	if !optional {
		return n
	}
	fn := n.value()
	return c.valNode(orNull(n.typ), n.at, func(f *frame) Value {
		v := fn(f)
		if v.isAbsent() {
			return Null
		}
		return v
	})
}

func (c *compiler) callWith(e *parser.CallExpr, piped *node) (n *node, optional bool) {
	args := make([]argument, 0, len(e.Args)+1)
	if piped != nil {
		args = append(args, argument{node: piped})
	}
	for i := range e.Args {
		args = append(args, argument{name: e.Args[i].Name, expr: e.Args[i].Value})
	}
	at := c.site(e.Where)
	if id, ok := e.Fun.(*parser.Ident); ok {
		return c.callName(id, args, at), false
	}
	fun, optional := c.chain(e.Fun)
	return c.callValue(fun, args, at, optional), optional
}

// callName decides which function a called name is, by binding: a parameter
// or block name; a script-level or host name known to be a function; a
// built-in; a variable; a function that is defined further down.
func (c *compiler) callName(id *parser.Ident, args []argument, at site) *node {
	if r, ok := c.fs.resolve(id.Name); ok {
		if !r.typ.may(functionType) {
			return c.notFunction(id, r.typ)
		}
		fun := c.refNode(r, id)
		if fun.hides = c.hosts.lookup(id.Name); fun.hides == nil {
			fun.hides = c.builtins().lookup(id.Name)
		}
		return c.callValue(fun, args, at, false)
	}
	if c.fs.parent != nil {
		// A function that an enclosing block defines further down: when this
		// body runs it is the nearest of that name.
		if r, ok := c.fs.parent.resolveForward(id.Name); ok {
			return c.callValue(c.refNode(c.fs.capture(id.Name, r), id), args, at, false)
		}
	}
	slot, typ := c.global(id.Name)
	if slot >= 0 && typ.kind == functionType {
		return c.callValue(c.globalNode(slot, typ, id), args, at, false)
	}
	if b := c.hosts.lookup(id.Name); b != nil && slot < 0 {
		return c.callBuiltinName(b, id, args, at)
	}
	if b := c.builtins().lookup(id.Name); b != nil && b.constant == nil {
		return c.callBuiltinName(b, id, args, at)
	}
	if r, ok := c.fs.resolveForward(id.Name); ok {
		return c.callValue(c.refNode(r, id), args, at, false)
	}
	if slot >= 0 {
		if !typ.may(functionType) && !c.inBody() {
			return c.notFunction(id, typ)
		}
		return c.callValue(c.globalNode(slot, typ, id), args, at, false)
	}
	if b := c.builtins().lookup(id.Name); b != nil {
		return c.error(id.Where, diag.Type, "not-a-function", fmt.Sprintf("%s is a constant, not a function", id.Name),
			fmt.Sprintf("write %s without the parentheses", id.Name), id.Name)
	}
	if !c.inBody() {
		n := c.unknownName(id, "function")
		c.checkAll(args)
		return n
	}
	if c.whole && !c.special {
		c.pending = append(c.pending, pendingCall{id.Name, c.site(id.Where)})
	}
	return c.callValue(c.laterFunction(id), args, at, false)
}

// laterFunction reads a script-level function that may be defined further down.
func (c *compiler) laterFunction(id *parser.Ident) *node {
	slot, at, name := c.slot(id.Name), c.site(id.Where), id.Name
	return c.valNode(tFunction, at, func(f *frame) Value {
		v := f.globals[slot]
		if v.tag.kind == unboundKind {
			f.fail(at, diag.Name, "undefined-function", "function "+diag.Quote(name)+" is not defined", "define it above the call that runs first", name)
			return Null
		}
		return v
	})
}

// notFunction reports a call of something else, and the built-in it hides.
func (c *compiler) notFunction(id *parser.Ident, typ *Type) *node {
	hint := ""
	if b := c.builtins().lookup(id.Name); b != nil && b.constant == nil {
		hint = hidesHint(id.Name)
	}
	return c.error(id.Where, diag.Type, "not-a-function", diag.Quote(id.Name)+" is "+article(typ.String())+", not a function", hint, id.Name, typ.String())
}

func hidesHint(name string) string {
	return fmt.Sprintf("it hides the built-in function %s here: choose another name for it", name)
}

// checkAll compiles arguments for their errors alone.
func (c *compiler) checkAll(args []argument) {
	for _, a := range args {
		if a.expr != nil {
			c.expr(a.expr)
		}
	}
}

// callValue compiles a call of a function that is a value: the script's own,
// or one that only the run knows.
func (c *compiler) callValue(fun *node, args []argument, at site, optional bool) *node {
	if !fun.typ.may(functionType) {
		c.checkAll(args)
		return c.error(fun.at.span(), diag.Type, "not-a-function", "this is "+article(fun.typ.String())+", not a function", "", fun.typ.String())
	}
	nodes := make([]*node, len(args))
	names := make([]string, len(args))
	named := false
	for i, a := range args {
		if a.node != nil {
			nodes[i] = a.node
		} else {
			nodes[i] = c.expr(a.expr)
		}
		names[i] = a.name.Name
		named = named || names[i] != ""
	}
	typ := tAny
	// A script-level function may be another one when a body runs, and its
	// result then of another type; a local one is fixed.
	if sig := fun.typ.fn; sig != nil && sig.builtin == nil && (!c.inBody() || fun.ref.kind != refGlobal) {
		order, ok := c.argOrder(sig.params, args, at)
		if !ok {
			return c.bad()
		}
		sorted := make([]*node, len(nodes))
		for i, to := range order {
			sorted[to] = nodes[i]
		}
		nodes, named = sorted, false
		typ = sig.result
	}
	fns := make([]valFn, len(nodes))
	for i, n := range nodes {
		fns[i] = n.value()
	}
	if !named {
		names = nil
	}
	if c.trace != nil {
		c.tracedCallee(fun)
	}
	return c.typedRead(c.valNode(typ, at, callCode(fun, fns, names, at, optional)))
}

// argOrder returns for every argument the parameter it is for.
func (c *compiler) argOrder(params []string, args []argument, at site) ([]int, bool) {
	order := make([]int, len(args))
	given := make([]bool, len(params))
	ok := true
	for i, a := range args {
		to := i
		if a.name.Name != "" {
			to = indexOf(params, a.name.Name)
			if to < 0 {
				c.unknownArgument(a.name, params)
				ok = false
				continue
			}
		}
		if to >= len(params) {
			c.wrongCount(at, params, args, "")
			return nil, false
		}
		if given[to] {
			c.error(a.name.Where, diag.Type, "repeated-argument", "argument "+diag.Quote(params[to])+" is given twice", "", params[to])
			ok = false
		}
		given[to] = true
		order[i] = to
	}
	if ok && len(args) < len(params) {
		c.wrongCount(at, params, args, missingArguments(params, given))
		return nil, false
	}
	return order, ok
}

// wrongCount reports a wrong number of arguments.
func (c *compiler) wrongCount(at site, params []string, args []argument, hint string) {
	name, want, got := c.calleeText(at), len(params), len(args)
	c.error(at.span(), diag.Type, "arity", arityMessage(name, want, want, got), hint, arityArgs(name, want, want, got)...)
}

// calleeText is the called expression as the source has it.
func (c *compiler) calleeText(at site) string {
	text := at.src.Text[at.span().Start:at.span().End]
	for i := 0; i < len(text) && i < maxQuoted; i++ {
		if text[i] == '(' && i > 0 && isName(text[:i]) {
			return text[:i]
		}
	}
	return "the function"
}

func missingArguments(params []string, given []bool) string {
	hint := ""
	for i, name := range params {
		if !given[i] {
			if hint != "" {
				hint += ", "
			}
			hint += name
		}
	}
	return "missing: " + hint
}

func (c *compiler) unknownArgument(name parser.Ident, params []string) {
	hint := ""
	if near := diag.Nearest(name.Name, params); near != "" {
		hint = "did you mean " + diag.Quote(near) + "?"
	}
	c.error(name.Where, diag.Type, "unknown-argument", "there is no parameter "+diag.Quote(name.Name), hint, name.Name)
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// callCode returns the code of a call of a function value.
//
//go:noinline
func callCode(fun *node, args []valFn, names []string, at site, optional bool) valFn {
	callee, funAt, hides := fun.value(), fun.at, fun.hides
	return func(f *frame) Value {
		v := callee(f)
		if v.tag.kind != FunctionKind {
			if optional && v.isAbsent() {
				return absent
			}
			if f.err == nil {
				f.wrongKind(v, funAt, FunctionKind, "a call")
				if hides != nil {
					f.err.Hint = hidesHint(hides.Name)
				}
			}
			return Null
		}
		fn := v.function()
		if names != nil || fn.builtin != nil || len(fn.body.params) != len(args) {
			return f.callSlowly(fn, args, names, at)
		}
		saved := f.free
		w := f.window(fn.body.forms.general.slots)
		for i, arg := range args {
			w[i] = arg(f)
		}
		r := f.invoke(fn, w, at)
		f.free = saved
		return r
	}
}

// callSlowly calls with named arguments, a built-in, or a wrong number of arguments.
func (f *frame) callSlowly(fn *function, args []valFn, names []string, at site) Value {
	saved := f.free
	defer func() { f.free = saved }()
	w := f.window(len(args))
	for i, arg := range args {
		w[i] = arg(f)
	}
	if f.err != nil {
		return Null
	}
	if names != nil {
		var ok bool
		if w, ok = f.reorder(fn, w, names, at); !ok {
			return Null
		}
	}
	return f.apply(fn, w, at)
}

// reorder puts named arguments where the function's parameters want them.
func (f *frame) reorder(fn *function, args []Value, names []string, at site) ([]Value, bool) {
	var params []string
	if fn.builtin != nil {
		params = fn.builtin.funcType().fn.params
	} else {
		params = fn.body.typ().fn.params
	}
	sorted := make([]Value, len(params))
	for i := range sorted {
		sorted[i] = absent
	}
	most := 0
	for i, v := range args {
		to := i
		if names[i] != "" {
			if to = indexOf(params, names[i]); to < 0 {
				f.fail(at, diag.Type, "unknown-argument", "there is no parameter "+diag.Quote(names[i]), "", names[i])
				return nil, false
			}
		}
		if to >= len(params) || !sorted[to].isAbsent() {
			f.fail(at, diag.Type, "repeated-argument", "an argument is given twice, or there are too many", "")
			return nil, false
		}
		sorted[to] = v
		most = max(most, to+1)
	}
	least, _ := fn.arity()
	for i, v := range sorted[:max(least, most)] {
		if v.isAbsent() && (fn.builtin == nil || i < least) {
			f.fail(at, diag.Type, "arity", "argument "+diag.Quote(params[i])+" is missing", "", params[i])
			return nil, false
		}
	}
	return sorted[:max(least, most)], true
}
