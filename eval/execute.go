package eval

import (
	"context"
	"sync"

	"github.com/calx-lang/calx/diag"
)

// Eval evaluates the program. env holds its variables: a map with string keys,
// a struct, a pointer to one of these, or nil. The error is a *[diag.Error].
func (p *Program) Eval(ctx context.Context, env any) (Value, error) {
	if p.simple && (ctx == nil || ctx.Err() == nil) {
		return p.evalSimple(ctx, env)
	}
	f := p.acquire(ctx)
	p.bind(f, env)
	v := p.run(f)
	err := f.err
	f.recycle()
	if err != nil {
		return Null, p.located(err)
	}
	return v, nil
}

// evalSimple is Eval of a program that is one expression and calls nothing of
// the host: most take less time than readying all of a frame does.
func (p *Program) evalSimple(ctx context.Context, env any) (Value, error) {
	f := frames.Get().(*frame)
	if f.program != p {
		f.ready(p)
		f.start(context.Background())
	}
	b, st := &f.budget, &p.stmts[0]
	b.ctx, b.memory = ctx, p.limits.Memory
	b.slice = min(sliceSteps, p.limits.Steps)
	b.steps = p.limits.Steps - b.slice
	b.slice -= st.cost
	p.bind(f, env)
	v := st.eval(f)
	if f.err != nil || v.tag.kind >= ListKind {
		return p.endSimple(f, st, v)
	}
	b.ctx, f.env = nil, nil
	f.unbind()
	f.converter.forget()
	if f.used|cap(f.temps)|cap(f.builders) != 0 || f.big != nil || f.piped.ptr != nil {
		f.settle()
	}
	frames.Put(f)
	return v, nil
}

// endSimple ends an evaluation with an error, or with a value to detach.
func (p *Program) endSimple(f *frame, st *statement, v Value) (Value, error) {
	f.place(st.at)
	v = f.detach(v, st.at)
	err := f.err
	f.program = nil // its budget may be out of balance
	f.recycle()
	if err != nil {
		return Null, p.located(err)
	}
	return v, nil
}

// frames keeps frames for the runs to come, of any program: one that is kept
// but rarely evaluated holds on to nothing.
var frames = sync.Pool{New: func() any { return new(frame) }}

// acquire returns a frame that is ready for a run of the program.
func (p *Program) acquire(ctx context.Context) *frame {
	f := frames.Get().(*frame)
	if f.program != p {
		f.ready(p)
	}
	f.start(ctx)
	f.budget.memory = p.limits.Memory
	return f
}

// ready makes f a frame of the program.
func (f *frame) ready(p *Program) {
	f.program, f.globs = p, p.unit.globals
	if cap(f.globals) < p.slots {
		f.globals = make([]Value, p.slots)
	}
	f.globals = f.globals[:p.slots]
	f.unbind()
	f.init(p.limits, p.num)
}

// unbind takes the values of the script-level names away.
func (f *frame) unbind() {
	for i := range f.globals {
		f.globals[i] = unbound
	}
}

// maxPooled bounds the script-level names of a frame that is kept.
const maxPooled = 4096

// recycle gives f back, without what it refers to; not after a panic of the
// host's functions.
func (f *frame) recycle() {
	f.forget()
	if cap(f.globals) <= maxPooled && !f.host.lost {
		frames.Put(f)
	}
}

// located gives an error without a place the program's text.
func (p *Program) located(err *diag.Error) error {
	if err.Source == nil {
		err.Source = p.src
	}
	return err
}

// run executes the statements and returns the value of the last, which refers
// to nothing of the host.
func (p *Program) run(f *frame) Value {
	if p.unit.hosts != nil {
		return p.unit.hosts.run(p, f)
	}
	return p.runStatements(f)
}

func (p *Program) runStatements(f *frame) Value {
	last := len(p.stmts) - 1
	for i := range p.stmts[:last] {
		f.execute(&p.stmts[i])
		if f.err != nil {
			return Null
		}
	}
	st := &p.stmts[last]
	v := f.execute(st)
	switch {
	case f.err != nil || st.slot >= 0:
		return Null
	case v.tag.kind >= ListKind:
		return f.detach(v, st.at)
	}
	return v
}

// eval runs the code of the statement.
func (st *statement) eval(f *frame) Value {
	switch {
	case st.num != nil:
		return f.value(st.num(f))
	case st.cond != nil:
		return Boolean(st.cond(f))
	}
	return st.val(f)
}

// execute runs one statement and binds its value.
func (f *frame) execute(st *statement) Value {
	if !f.charge(st.cost) {
		f.place(st.at)
		return Null
	}
	saved := f.free
	if st.locals > 0 {
		f.locals = f.window(st.locals)
	}
	f.budget.heights -= st.height
	v := st.eval(f)
	f.budget.heights += st.height
	f.free = saved
	if f.err != nil {
		f.place(st.at)
		return Null
	}
	if st.slot >= 0 {
		f.globals[st.slot] = v
	}
	return v
}

// forget drops what a frame refers to.
func (f *frame) forget() {
	f.env = nil
	f.converter.forget()
	f.unbind() // which saves the next run from doing so
	f.settle()
}

// settle drops what a frame refers to but for the variables.
func (f *frame) settle() {
	f.err, f.big, f.callee, f.locals = nil, nil, nil, nil
	f.budget.ctx = nil
	f.piped = Value{}
	f.host.forget()
	if cap(f.temps)+cap(f.builders) > 0 {
		f.forgetTemps()
	}
	if len(f.chunks) > 0 {
		f.forgetLocals()
	}
}

func (f *frame) forgetTemps() {
	clear(f.temps[:cap(f.temps)])
	f.temps = f.temps[:0]
	if cap(f.temps) > chunkSize {
		f.temps = nil
	}
	clear(f.builders[:cap(f.builders)])
	f.builders = f.builders[:0]
}

func (f *frame) forgetLocals() {
	if len(f.chunks) > 1 || len(f.chunks[0]) > chunkSize {
		f.chunks, f.free = nil, nil
		return
	}
	f.free = f.chunks[0]
	clear(f.free[:min(f.used, len(f.free))])
	f.used = 0
}
