package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// A second way to compile. With a tracing set, the compiler wraps the code of
// every expression in closures that tell the frame's recorder what it was, and
// makes code for operations that tells where digits were lost. What the code
// computes, charges and fails with is the same. Bodies of functions are compiled
// as ever; the traced form of one is made when a traced call comes to it, so
// that no function value of the program is another one than without tracing.

// A tracing is what the compiler remembers of one statement or body. It does not
// change once the code is made.
type tracing struct {
	consts map[parser.Expr]Value // of expressions that run no code
}

func newTracing() *tracing { return &tracing{consts: map[parser.Expr]Value{}} }

// isLink reports whether an expression is a link of a chain of . […] (…), which
// is traced link by link.
func isLink(e parser.Expr) bool {
	switch e.(type) {
	case *parser.CallExpr, *parser.IndexExpr, *parser.SliceExpr, *parser.MemberExpr:
		return true
	}
	return false
}

// takesFunction reports whether argument i is a function that the built-in calls.
func (b *Builtin) takesFunction(i int) bool {
	return len(b.Params) > 0 && b.Params[min(i, len(b.Params)-1)].Callback != nil
}

// tracedStage traces a stage of a pipe.
func (c *compiler) tracedStage(stage *parser.CallExpr, n *node) {
	if c.trace != nil {
		c.traced(stage, n)
	}
}

// traced makes the code of a node tell what it evaluates to.
func (c *compiler) traced(e parser.Expr, n *node) {
	e = unparen(e)
	if n.constant {
		c.trace.consts[e] = n.v
		return
	}
	p := &point{expr: e, src: c.src, trace: c.trace}
	num, cond := n.numCode(), n.condCode()
	if n.val != nil || n.ref.kind != refNone || num == nil && cond == nil {
		n.val = traceVal(n.value(), p)
	}
	if num != nil {
		n.num = traceNum(num, p)
	}
	if cond != nil {
		n.cond = traceCond(cond, p)
	}
	// The shortcuts that others take on seeing these would go round the record.
	n.ref, n.member, n.factor = ref{}, nil, factor{}
	if n.stream != nil {
		n.stream = traceStream(n.stream, p)
	}
}

//go:noinline
func traceVal(fn valFn, p *point) valFn {
	return func(f *frame) Value {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		rec := r.enter(f, p)
		v := fn(f)
		r.exit(f, rec, v)
		return v
	}
}

// traceStream is traceVal for a list that is computed while it is read.
func traceStream(fn valFn, p *point) valFn {
	return func(f *frame) Value {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		rec := r.enter(f, p)
		v := fn(f)
		if rec != nil && f.err == nil {
			rec.stream = &streamed{filters: streamOf(v.list()).k.b.stage == filterStage}
		}
		r.exit(f, rec, Null)
		return v
	}
}

//go:noinline
func traceNum(fn numFn, p *point) numFn {
	return func(f *frame) number.Small {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		rec := r.enter(f, p)
		s := fn(f)
		r.exit(f, rec, f.value(s))
		return s
	}
}

//go:noinline
func traceCond(fn condFn, p *point) condFn {
	return func(f *frame) bool {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		rec := r.enter(f, p)
		b := fn(f)
		r.exit(f, rec, Boolean(b))
		return b
	}
}

// tracedChain compiles the rest of a chain as [compiler.numbers] does, and in
// the way of [compiler.longChain].
func (c *compiler) tracedChain(e *parser.BinaryExpr, first int, left, right *node) *node {
	n := len(e.Ops) - first
	if e.Ops[first].Kind == lexer.Plus && (left.typ.kind == stringType || right.typ.kind == stringType) {
		return c.wrongPlus(left.typ, right, left)
	}
	head := c.number(left, operatorText(e.Ops[first].Kind))
	fns := make([]numFn, n)
	for i := range fns {
		op := e.Ops[first+i].Kind
		if i > 0 {
			right = c.expr(e.Operands[first+i+1])
			if op == lexer.Plus && right.typ.kind == stringType {
				return c.wrongPlus(tNumber, right, left)
			}
		}
		fns[i] = c.number(right, operatorText(op))
	}
	src := c.src
	return c.numNode(func(f *frame) number.Small {
		acc := head(f)
		for i, fn := range fns {
			at := newSite(src, prefixSpan(e, first+i))
			if i&pollTerms == pollTerms && !f.poll() {
				f.place(at)
				return bad
			}
			x, ok := f.take(acc)
			if !ok {
				return bad
			}
			held := f.hold(NumberValue(x))
			y, ok := f.take(fn(f))
			f.release(held)
			if !ok {
				return bad
			}
			r, err := arithOp(e.Ops[first+i].Kind)(&f.num, x, y)
			rec := f.rec.open(f)
			acc = f.ret(r, err, at)
			f.rec.chain(f, rec, e, first+i, x, y, r)
		}
		return acc
	})
}

// tracedPlus compiles a run of + as [compiler.plus] does; end is its last
// operator but one.
func tracedPlus(e *parser.BinaryExpr, end int, fns []valFn, sites []site, at site) valFn {
	first := end - len(fns) + 1
	return func(f *frame) Value {
		base := len(f.temps)
		for _, fn := range fns {
			f.temps = append(f.temps, fn(f))
			if f.err != nil {
				f.dropTemps(base)
				return Null
			}
		}
		vs := f.temps[base:]
		rec := f.rec.open(f)
		v := f.join(vs, sites, at)
		if rec != nil && f.err == nil && v.tag.kind == NumberKind {
			f.rec.sums(f, rec, e, first, vs)
		}
		f.dropTemps(base)
		return v
	}
}

// tracedOp1 and tracedOp2 are the code of [compiler.apply1] and
// [compiler.apply2].
func tracedOp1(x numFn, op op1, at site) numFn {
	return func(f *frame) number.Small {
		n, ok := f.take(x(f))
		if !ok {
			return bad
		}
		r, err := op(&f.num, n)
		s := f.ret(r, err, at)
		if rec := f.rec.open(f); rec != nil {
			rec.why = f.lost(r, n.Rounded(), func(c *number.Context) error {
				_, err := op(c, n)
				return err
			})
		}
		return s
	}
}

func tracedOp2(x, y numFn, op op2, at site) numFn {
	return func(f *frame) number.Small {
		a, ok := f.take(x(f))
		if !ok {
			return bad
		}
		held := f.hold(NumberValue(a))
		b, ok := f.take(y(f))
		f.release(held)
		if !ok {
			return bad
		}
		r, err := op(&f.num, a, b)
		s := f.ret(r, err, at)
		if rec := f.rec.open(f); rec != nil {
			rec.why = f.lost(r, a.Rounded() || b.Rounded(), func(c *number.Context) error {
				_, err := op(c, a, b)
				return err
			})
		}
		return s
	}
}

// tracedConstant is the code of a constant such as pi.
func tracedConstant(b *Builtin, at site) numFn {
	return func(f *frame) number.Small {
		n, err := b.constant(&f.num)
		s := f.ret(n, err, at)
		if rec := f.rec.open(f); rec != nil && n.Rounded() {
			rec.why = f.here()
		}
		return s
	}
}

// tracedCall is the code of a built-in that works on Values.
func tracedCall(b *Builtin) func(f *frame, k *call, a []Value) Value {
	return func(f *frame, k *call, a []Value) Value {
		v := b.call(f, k, a)
		if rec := f.rec.open(f); rec != nil {
			f.rec.builtin(f, rec, k, a, v)
		}
		return v
	}
}

// tracedCallee makes the code of a function value that is about to be called
// give its traced form, if the call is to be recorded.
func (c *compiler) tracedCallee(n *node) {
	fn := n.value()
	n.constant = false
	n.val = func(f *frame) Value {
		v := fn(f)
		if f.rec == nil || f.err != nil || v.tag.kind != FunctionKind {
			return v
		}
		return functionValue(f.rec.traceFunction(v.function()))
	}
}

// traceFunction returns the form of a function that is to be called: traced, or
// plain if there is nothing more to be recorded.
func (r *recorder) traceFunction(fn *function) *function {
	if fn.of != nil {
		fn = fn.of
	}
	switch {
	case !r.records(fn.body):
		if r.muted == 0 {
			r.cur.deeper = true
		}
		return fn
	case fn.builtin != nil:
		return &function{builtin: tracedBuiltin(fn.builtin, r.cur), of: fn}
	}
	return &function{body: fn.body.tracedForm(), captured: fn.captured, owner: r.cur, of: fn}
}

// tracedBuiltin is a built-in that is called as a value.
func tracedBuiltin(b *Builtin, owner *record) *Builtin {
	t := *b
	t.plain, t.num1, t.num2, t.special = b, nil, nil, nil
	t.call = func(f *frame, k *call, a []Value) Value {
		r := f.rec
		if r == nil {
			return b.run(f, k, a)
		}
		open := r.enterCall(f, nil, b, a, owner)
		v := b.run(f, k, a)
		if open.rec != nil && f.err == nil {
			r.builtin(f, open.rec, &call{b: b, at: k.at}, a, v)
		}
		r.exitCall(f, open, v)
		return v
	}
	t.value = &function{builtin: &t}
	return &t
}

// tracedForm returns the traced form of a body; b itself if there is none.
func (b *body) tracedForm() *body {
	if t := b.traced.Load(); t != nil {
		return t
	}
	t := b.trace()
	b.traced.Store(t)
	return t
}

func (b *body) trace() *body {
	e, err := b.tree(nil) // which the records refer to
	if err != nil {
		return b
	}
	sub := b.compiler()
	sub.trace = newTracing()
	for i, name := range b.params {
		typ := tAny
		if i < len(b.types) && b.types[i] != nil {
			typ = b.types[i]
		}
		sub.fs.addLocal(name, typ)
	}
	n := sub.expr(e)
	general := b.forms.general
	if len(sub.errs) > 0 || len(sub.fs.captures) != len(b.captures) || sub.fs.maxSlots > general.slots {
		return b
	}
	t := &body{name: b.name, local: b.local, params: b.params, types: b.types, unit: b.unit, at: b.at,
		captures: b.captures, names: b.names, result: b.result, plain: b}
	t.forms.general = &code{slots: general.slots, cost: general.cost, height: general.height, val: traceBody(n.value(), b)}
	if num := n.numCode(); num != nil && general.num != nil && !b.forms.dynamic {
		t.forms.general.num = traceNumBody(num, b)
	}
	return t
}

// traceBody makes the code of a body tell of its call.
func traceBody(fn valFn, b *body) valFn {
	params := len(b.params)
	return func(f *frame) Value {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		open := r.enterCall(f, b, nil, f.locals[:params], f.callee.owner)
		v := fn(f)
		r.exitCall(f, open, v)
		return v
	}
}

func traceNumBody(fn numFn, b *body) numFn {
	params := len(b.params)
	return func(f *frame) number.Small {
		r := f.rec
		if r == nil {
			return fn(f)
		}
		open := r.enterCall(f, b, nil, f.locals[:params], f.callee.owner)
		s := fn(f)
		r.exitCall(f, open, f.value(s))
		return s
	}
}
