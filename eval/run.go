package eval

import (
	"context"
	"slices"

	"github.com/calx-lang/calx/diag"
)

// A Run evaluates a program again and again for one goroutine, its variables
// set one by one: there is no map, no reflection and no allocation. What is set
// stays set until it is set again; a variable that never was has no value. The
// setters take slots of the same program, and panic if given others.
type Run struct {
	prog    *Program
	frame   *frame
	vals    []Value    // by slot, with one more for what the program does not read
	others  mapBuilder // what the program can read only as an entry of vars
	wrong   []slotError
	special bool // wrong or others have to be looked at
	shared  bool // the frame reads vals, since no statement binds a name
	running bool // an evaluation has begun and not ended

	// The program is one expression, what is set has no methods that evaluating it
	// could call, and the frame is ready for it but for these fields of its budget.
	simple       bool
	slice, steps int64
	heights      int64
}

// NewRun returns a Run of the program with nothing set.
func (p *Program) NewRun() *Run {
	r := &Run{prog: p, frame: new(frame), vals: make([]Value, p.slots+1), special: p.readsAll}
	for i := range r.vals {
		r.vals[i] = unbound
	}
	st := &p.stmts[0]
	r.shared = len(p.stmts) == 1 && st.slot < 0 && !p.readsAll
	if r.shared {
		r.frame.globals = r.vals[:p.slots]
	}
	r.frame.ready(p)
	slice := min(sliceSteps, p.limits.Steps)
	r.slice, r.steps, r.heights = slice-st.cost, p.limits.Steps-slice, p.limits.Stack-st.height
	r.simple = r.shared && st.locals == 0 && p.unit.hosts == nil && r.slice >= 0
	r.ready()
	return r
}

// ready makes the frame ready for a simple evaluation.
func (r *Run) ready() {
	r.frame.start(context.Background())
	r.frame.budget.heights = r.heights
}

// Eval evaluates the program. The error is a *[diag.Error].
func (r *Run) Eval(ctx context.Context) (Value, error) {
	if !r.simple || r.special || r.running || ctx != nil && ctx.Err() != nil {
		return r.eval(ctx)
	}
	r.running = true
	f, st := r.frame, &r.prog.stmts[0]
	b := &f.budget
	b.ctx, b.slice, b.steps, b.memory = ctx, r.slice, r.steps, b.limits.Memory
	v := st.eval(f)
	if f.err != nil || v.tag.kind >= ListKind {
		f.place(st.at)
		return r.end(f.detach(v, st.at))
	}
	b.ctx = nil
	if f.used|cap(f.temps)|cap(f.builders) != 0 || f.big != nil || f.piped.ptr != nil {
		r.settle()
	}
	r.running = false
	return v, nil
}

// eval is Eval of programs that are more than an expression, and where there is
// more to do.
func (r *Run) eval(ctx context.Context) (Value, error) {
	if err := r.begin(ctx); err != nil {
		return Null, err
	}
	defer r.leave()
	return r.end(r.prog.run(r.frame))
}

// leave, deferred, ends an evaluation that has not come to its end: a function of
// the host has ended the goroutine.
func (r *Run) leave() {
	if r.running {
		_, _ = r.end(Null)
	}
}

// inUse is the error of using a Run that is being evaluated.
func (r *Run) inUse() error {
	return r.prog.located(&diag.Error{Class: diag.Host, Code: "run-in-use", Message: "a Run is used while it is evaluated",
		Hint: "every goroutine, and every function of the host, needs a Run of its own"})
}

// begin readies the frame for what end ends.
func (r *Run) begin(ctx context.Context) error {
	p, f := r.prog, r.frame
	switch {
	case p == nil:
		panic("calx: a Run comes from NewRun of a program; the zero Run has no program")
	case r.running:
		return r.inUse()
	case len(r.wrong) > 0:
		f.hostError(r.wrong[0].err, site{src: p.src})
		_, err := r.end(Null)
		return err
	}
	r.running = true
	f.start(ctx)
	f.budget.memory = p.limits.Memory
	if !r.shared {
		copy(f.globals, r.vals)
	}
	if p.readsAll {
		r.bindAll()
	}
	return nil
}

// end ends an evaluation, v its value if the frame has no error.
func (r *Run) end(v Value) (Value, error) {
	err := r.frame.err
	r.settle()
	r.ready()
	r.running = false
	if err != nil {
		return Null, r.prog.located(err)
	}
	return v, nil
}

// settle drops what the frame refers to, but for the variables.
func (r *Run) settle() {
	f := r.frame
	if f.host.lost { // where it was when a function of the host panicked
		f.temps, f.builders, f.chunks, f.free, f.used = nil, nil, nil, nil, 0
		f.host.lost, f.host.calling = false, nil
	}
	f.settle()
	if !r.shared {
		clear(f.globals)
	}
}

// bindAll binds the map of all variables unless it is set itself.
func (r *Run) bindAll() {
	f := r.frame
	i := slices.IndexFunc(r.prog.vars, func(v variable) bool { return v.name == allVars })
	slot := r.prog.vars[i].slot
	if r.vals[slot].tag.kind != unboundKind {
		return
	}
	var names []string
	vals := map[string]Value{}
	add := func(name string, v Value) {
		if v.tag.kind != unboundKind {
			names, vals[name] = append(names, name), v
		}
	}
	for _, v := range r.prog.vars {
		add(v.name, r.vals[v.slot])
	}
	for i, name := range r.others.keys {
		add(name, r.others.vals[i])
	}
	slices.Sort(names)
	var b mapBuilder
	for _, name := range names {
		b.set(name, vals[name])
	}
	f.globals[slot] = f.makeMap(&b, site{src: r.prog.src})
}
