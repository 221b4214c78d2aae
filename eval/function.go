package eval

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// A function is a function value: a body of the script with what it captured,
// or a built-in.
type function struct {
	body     *body
	captured []Value
	builtin  *Builtin
	owner    *record   // of a traced form: where its calls are recorded
	of       *function // of a traced form: the function that it is one of
}

func (fn *function) name() string {
	if fn.builtin != nil {
		return fn.builtin.Name
	}
	return fn.body.name
}

// arity returns the least and greatest number of arguments.
func (fn *function) arity() (least, most int) {
	if b := fn.builtin; b != nil {
		if b.variadic() {
			return b.required(), int(^uint(0) >> 1)
		}
		return b.required(), len(b.Params)
	}
	return len(fn.body.params), len(fn.body.params)
}

// A code is a compiled form of a body.
type code struct {
	val    valFn
	num    numFn // also set if the result is a number
	slots  int   // locals
	cost   int64 // nodes
	height int64 // of the tree
}

// forms are the compiled forms of a body: a general one, and one for
// arguments that are all numbers, made when such calls become frequent.
type forms struct {
	general *code
	dynamic bool // the general form decides by kinds at run time, so a special one pays
	calls   atomic.Int32
	numeric atomic.Pointer[code]
	mu      sync.Mutex
}

// specializeAfter is the number of calls with numbers only after which the
// special form is compiled: fewer would not pay for it.
const specializeAfter = 4

// pick returns the form for the arguments.
func (b *body) pick(args []Value) *code {
	fs := &b.forms
	if !fs.dynamic {
		return fs.general
	}
	for i := range args {
		if args[i].tag.kind != NumberKind {
			return fs.general
		}
	}
	if c := fs.numeric.Load(); c != nil {
		return c
	}
	if fs.calls.Add(1) < specializeAfter {
		return fs.general
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	c := fs.numeric.Load()
	if c == nil {
		c = b.specialize()
		fs.numeric.Store(c)
	}
	return c
}

// enter charges a call: depth, stack, steps.
func (f *frame) enter(c *code, at site) bool {
	if f.err != nil {
		return false
	}
	b := &f.budget
	b.calls--
	b.heights -= c.height
	if b.calls < 0 || b.heights < 0 {
		f.tooDeep(at)
		b.calls++
		b.heights += c.height
		return false
	}
	if b.slice -= c.cost; b.slice < 0 && !f.refill() {
		f.place(at)
		b.calls++
		b.heights += c.height
		return false
	}
	return true
}

func (f *frame) leave(c *code) {
	f.budget.calls++
	f.budget.heights += c.height
}

func (f *frame) tooDeep(at site) {
	b := &f.budget
	if b.calls < 0 {
		f.fail(at, diag.Limit, "call-depth", fmt.Sprintf("calls are nested more than %d deep", b.limits.CallDepth),
			"does the recursion end?", fmt.Sprint(b.limits.CallDepth))
		return
	}
	f.fail(at, diag.Limit, "stack", fmt.Sprintf("the active calls need more stack than the limit of %d", b.limits.Stack),
		"does the recursion end?", fmt.Sprint(b.limits.Stack))
}

// invoke calls a function of the script. Its arguments are the first elements
// of w, a window of the body's slots.
func (f *frame) invoke(fn *function, w []Value, at site) Value {
	c := fn.body.pick(w[:len(fn.body.params)])
	if !f.enter(c, at) {
		return Null
	}
	locals, callee := f.locals, f.callee
	f.locals, f.callee = w, fn
	if len(fn.captured) > 0 {
		f.temps = append(f.temps, functionValue(fn)) // a root while it runs
	}
	v := c.val(f)
	if len(fn.captured) > 0 {
		f.temps = f.temps[:len(f.temps)-1]
	}
	f.locals, f.callee = locals, callee
	f.leave(c)
	return v
}

// apply calls any function value with arguments.
func (f *frame) apply(fn *function, args []Value, at site) Value {
	if least, most := fn.arity(); len(args) < least || len(args) > most {
		f.arityError(fn, len(args), at)
		return Null
	}
	if fn.builtin != nil {
		return f.applyBuiltin(fn.builtin, args, at)
	}
	saved := f.free
	w := f.window(fn.body.forms.general.slots)
	copy(w, args)
	v := f.invoke(fn, w, at)
	f.free = saved
	return v
}

// applyBuiltin calls a built-in that is used as a value.
func (f *frame) applyBuiltin(b *Builtin, args []Value, at site) Value {
	if f.err != nil || !f.charge(1) {
		f.place(at)
		return Null
	}
	full := args
	if n := len(b.Params); !b.variadic() && len(args) < n {
		full = make([]Value, n)
		copy(full, args)
		for i := len(args); i < n; i++ {
			full[i] = absent
		}
	}
	k := &call{b: b, at: at}
	if !k.checkArgs(f, full) {
		f.err.Hint = "" // it would speak of the function, which is what stands there
		return Null
	}
	return b.run(f, k, full)
}

// run does the work of a built-in whose arguments have been checked.
func (b *Builtin) run(f *frame, k *call, a []Value) Value {
	switch {
	case b.num1 != nil:
		n, err := b.num1(&f.num, a[0].number())
		return k.number(f, n, err)
	case b.num2 != nil:
		n, err := b.num2(&f.num, a[0].number(), a[1].number())
		return k.number(f, n, err)
	case b.call != nil:
		v := b.call(f, k, a)
		f.place(k.at)
		return v
	}
	k.fail(f, -1, diag.Type, "not-a-value", fmt.Sprintf("%s can only be called by its name", b.Name), "")
	return Null
}

func (f *frame) arityError(fn *function, got int, at site) {
	least, most := fn.arity()
	f.fail(at, diag.Type, "arity", arityMessage(fn.name(), least, most, got), "", arityArgs(fn.name(), least, most, got)...)
}

// arityMessage says how many arguments a function takes and how many it got.
func arityMessage(name string, least, most, got int) string {
	if name == "" {
		name = "the function"
	}
	want := ""
	switch {
	case most == least:
		want = plural(least, "argument")
	case most > 1000:
		want = "at least " + plural(least, "argument")
	default:
		want = fmt.Sprintf("%d to %d arguments", least, most)
	}
	return fmt.Sprintf("%s takes %s, but got %d", name, want, got)
}

// arityArgs are the arguments of that message: the greatest number is -1 if
// there is none.
func arityArgs(name string, least, most, got int) []string {
	if most > 1000 {
		most = -1
	}
	return []string{name, strconv.Itoa(least), strconv.Itoa(most), strconv.Itoa(got)}
}

func plural(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A callback calls a function value again and again from a built-in's loop,
// with one window of locals. Its methods return null after an error; loops
// test f.err.
type callback struct {
	f    *frame
	fn   *function
	at   site
	w    []Value // of the body's slots; the arguments alone for a built-in
	n    int     // arguments to pass
	free []Value // f.free before
}

// callback prepares calls of the function given as argument i of k. It will be
// passed least arguments, and up to most (an index more, say) if it has the
// parameters for it. The caller must call end when it is done.
func (f *frame) callback(k *call, a []Value, i, least, most int) (cb callback, ok bool) {
	fn := a[i].function()
	cb = callback{f: f, fn: fn, at: k.argSite(i), n: least, free: f.free}
	low, high := fn.arity()
	if fn.builtin == nil {
		cb.n = low
	}
	if cb.n < least || cb.n > most || cb.n < low || cb.n > high {
		name := fn.name()
		if name == "" {
			name = "the function"
		}
		f.fail(cb.at, diag.Type, "arity", fmt.Sprintf("%s calls its function with %s, but %s takes %s",
			k.b.Name, plural(least, "argument"), name, plural(low, "argument")), "")
		return cb, false
	}
	if fn.builtin != nil {
		cb.w = f.window(cb.n)
	} else {
		cb.w = f.window(fn.body.forms.general.slots)
	}
	return cb, true
}

// end gives the window back.
func (cb *callback) end() { cb.f.free = cb.free }

// call1 calls the function with x and, if it wants it, the index i.
func (cb *callback) call1(x Value, i int) Value {
	cb.w[0] = x
	if cb.n > 1 {
		cb.w[1] = intValue(i)
	}
	return cb.run()
}

// call2 calls the function with x, y and, if it wants it, the index i.
func (cb *callback) call2(x, y Value, i int) Value {
	cb.w[0], cb.w[1] = x, y
	if cb.n > 2 {
		cb.w[2] = intValue(i)
	}
	return cb.run()
}

func (cb *callback) run() Value {
	if cb.fn.builtin != nil {
		return cb.f.applyBuiltin(cb.fn.builtin, cb.w[:cb.n], cb.at)
	}
	return cb.f.invoke(cb.fn, cb.w, cb.at)
}

// number is call1 for a function whose result must be a number; what says what
// for. The result follows the protocol of the frame.
func (cb *callback) number(x Value, i int, what string) number.Small {
	f := cb.f
	cb.w[0] = x
	if cb.n > 1 {
		cb.w[1] = intValue(i)
	}
	if cb.fn.builtin == nil {
		c := cb.fn.body.pick(cb.w[:cb.n])
		if c.num != nil {
			return cb.invokeNumber(c)
		}
	}
	v := cb.run()
	if f.err != nil {
		return bad
	}
	if v.tag.kind != NumberKind {
		return f.notNumber(v, cb.at, what)
	}
	return f.numberOf(&v)
}

func (cb *callback) invokeNumber(c *code) number.Small {
	f := cb.f
	if !f.enter(c, cb.at) {
		return bad
	}
	locals, callee := f.locals, f.callee
	f.locals, f.callee = cb.w, cb.fn
	s := c.num(f)
	f.locals, f.callee = locals, callee
	f.leave(c)
	return s
}

// boolean is call1 for a function whose result must be a boolean.
func (cb *callback) boolean(x Value, i int, what string) bool {
	v := cb.call1(x, i)
	if cb.f.err != nil {
		return false
	}
	if v.tag.kind != BooleanKind {
		cb.f.wrongKind(v, cb.at, BooleanKind, what)
		return false
	}
	return v.bool()
}
