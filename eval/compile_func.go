package eval

import (
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// lambda compiles x => e. types are those of its parameters where the place it
// stands at tells.
func (c *compiler) lambda(e *parser.LambdaExpr, types []*Type) *node {
	return c.function(&body{params: identNames(e.Params)}, e.Body, types)
}

func identNames(params []parser.Ident) []string {
	names := make([]string, len(params))
	for i, p := range params {
		names[i] = p.Name
	}
	return names
}

// function compiles a body and returns the node that makes its function value.
func (c *compiler) function(b *body, e parser.Expr, types []*Type) *node {
	if c.decisions == nil {
		c.decisions = new(map[string]decision)
	}
	b.unit, b.at, b.names, b.types = c.unit, c.site(e.Span()), c.decisions, types
	c.functions = true
	sub := &compiler{unit: c.unit, nodes: c.nodes, src: c.src, fs: &funcScope{parent: c.fs, body: b}, special: c.special, decisions: c.decisions}
	for i, name := range b.params {
		typ := tAny
		if i < len(types) && types[i] != nil {
			typ = types[i]
		}
		sub.fs.addLocal(name, typ)
	}
	n := sub.expr(e)
	c.errs = append(c.errs, sub.errs...)
	b.result = n.typ
	b.captures = sub.fs.captures
	b.forms.general = sub.code(n)
	b.forms.dynamic = sub.fs.dynamic && len(b.params) > 0
	return c.makeFunction(b)
}

// code returns the finished form of a body.
func (c *compiler) code(n *node) *code {
	if !c.special {
		c.size += 4 * c.fs.cost // for what the special form may take, too
	}
	return &code{val: n.value(), num: n.numCode(), slots: c.fs.maxSlots, cost: c.fs.cost, height: int64(c.fs.height)}
}

// specialize compiles the form of a body for arguments that are all numbers.
func (b *body) specialize() *code {
	t := trees.Get().(*parser.Nodes)
	defer freeTree(t)
	e, err := b.tree(t)
	if err != nil {
		return b.forms.general
	}
	sub := b.compiler()
	for _, name := range b.params {
		sub.fs.addLocal(name, tNumber)
	}
	n := sub.expr(e)
	if len(sub.errs) > 0 || len(sub.fs.captures) != len(b.captures) || sub.fs.maxSlots > b.forms.general.slots {
		return b.forms.general
	}
	return sub.code(n)
}

// compiler returns a compiler for another form of the body, in which names mean
// what they meant in the first.
func (b *body) compiler() *compiler {
	return &compiler{unit: b.unit, nodes: new(nodes), src: b.at.src, fs: &funcScope{body: b, captures: b.captures}, special: true, decisions: b.names}
}

// tree parses the body's text once more: its tree is not kept, since few bodies
// have another form. That cannot fail.
func (b *body) tree(n *parser.Nodes) (parser.Expr, error) {
	unlimited := parser.Limits{MaxBytes: -1, MaxNesting: -1}
	return parser.ParseExpr(b.at.src, b.at.span(), parser.Options{Limits: unlimited, Nodes: n})
}

// makeFunction returns the node that makes a function value of a body.
func (c *compiler) makeFunction(b *body) *node {
	typ := b.typ()
	if len(b.captures) == 0 {
		return c.constNode(typ, functionValue(&function{body: b}))
	}
	fns := make([]valFn, len(b.captures))
	for i, cp := range b.captures {
		fns[i] = refValue(cp.from)
	}
	n := c.valNode(typ, site{}, nil)
	n.val = func(f *frame) Value {
		if !f.alloc(int64(len(fns))*valueBytes + 64) {
			return Null
		}
		captured := make([]Value, len(fns))
		for i, fn := range fns {
			captured[i] = fn(f)
		}
		return functionValue(&function{body: b, captured: captured})
	}
	return n
}

// A step is one statement of a block: a value for a slot.
type step struct {
	slot  int
	boxed bool // the slot holds a cell
	val   valFn
}

// block compiles (a = 1; f(x) = …; e).
func (c *compiler) block(e *parser.BlockExpr) *node {
	fs := c.fs
	names, slots, forwards := len(fs.locals), fs.slots, len(fs.forwards)
	for _, s := range e.Stmts {
		if s, ok := s.(*parser.FuncStmt); ok {
			fs.forwards = append(fs.forwards, &forward{name: s.Name.Name, slot: fs.slots})
			fs.slots++
			fs.maxSlots = max(fs.maxSlots, fs.slots)
		}
	}
	var steps []step
	result := c.bad()
	next := forwards
	for i, s := range e.Stmts {
		switch s := s.(type) {
		case *parser.AssignStmt:
			n := c.expr(s.Value)
			steps = append(steps, step{slot: fs.addLocal(s.Name.Name, n.typ), val: n.value()})
		case *parser.FuncStmt:
			fw := fs.forwards[next]
			next++
			fw.done = true
			n := c.function(&body{name: s.Name.Name, local: true, params: identNames(s.Params)}, s.Body, nil)
			fs.locals = append(fs.locals, local{name: fw.name, slot: fw.slot, typ: n.typ, boxed: fw.boxed})
			steps = append(steps, step{slot: fw.slot, boxed: fw.boxed, val: n.value()})
		case *parser.ExprStmt:
			n := c.expr(s.X)
			if i == len(e.Stmts)-1 {
				result = n
			}
		}
	}
	var cells []int
	for _, fw := range fs.forwards[forwards:] {
		if fw.boxed {
			cells = append(cells, fw.slot)
		}
	}
	fs.locals, fs.slots, fs.forwards = fs.locals[:names], slots, fs.forwards[:forwards]
	return c.blockNode(steps, cells, result)
}

func (c *compiler) blockNode(steps []step, cells []int, result *node) *node {
	bind := func(f *frame) bool {
		for _, slot := range cells {
			f.locals[slot] = cellValue(&cell{v: unbound})
		}
		for i := range steps {
			s := &steps[i]
			v := s.val(f)
			if f.err != nil {
				return false
			}
			if s.boxed {
				f.locals[s.slot].cell().v = v
			} else {
				f.locals[s.slot] = v
			}
		}
		return true
	}
	n := c.valNode(result.typ, site{}, nil)
	switch {
	case result.isNum():
		fn := result.numCode()
		n.num = func(f *frame) number.Small {
			if !bind(f) {
				return bad
			}
			return fn(f)
		}
	case result.isCond():
		fn := result.condCode()
		n.cond = func(f *frame) bool { return bind(f) && fn(f) }
	default:
		fn := result.value()
		n.val = func(f *frame) Value {
			if !bind(f) {
				return Null
			}
			return fn(f)
		}
	}
	return n
}
