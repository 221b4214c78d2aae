package eval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// hostState is what a frame knows of the functions of the host.
type hostState struct {
	calling   *call        // the call that is running; nil outside functions of the host
	ctx       *callContext // the context that functions get
	ready     bool         // ctx is that of the present run
	charged   int64        // what the budget was charged of ctx.spent
	left      int64        // the steps left when ctx.limit was set
	converted int64        // bytes of the arguments that were made for calling
	lost      bool         // a function panicked: the frame's state is that of the middle of a run
}

// A callContext is the context that functions of the host get. It holds no
// frame: functions may keep their context beyond the evaluation.
type callContext struct {
	context.Context
	endless bool         // the context cannot end
	steps   int64        // the limit of steps, for the message
	spent   atomic.Int64 // steps that functions have charged
	limit   atomic.Int64 // of spent
}

// callContextKey is the key under which a callContext, and contexts made from
// it, hold itself.
type callContextKey struct{}

// Value implements [context.Context].
func (c *callContext) Value(key any) any {
	if key == (callContextKey{}) {
		return c
	}
	return c.Context.Value(key)
}

// hostContext returns the context for functions of the host. It is made when
// a run first calls one.
func (f *frame) hostContext() *callContext {
	if !f.host.ready {
		f.wrapContext()
	}
	c := f.host.ctx
	if left := f.stepsLeft(); f.host.left-left >= sliceSteps {
		c.limit.Store(f.host.charged + left)
		f.host.left = left
	}
	return c
}

// stepsLeft returns how many steps the run may still take.
func (f *frame) stepsLeft() int64 {
	if f.budget.steps > math.MaxInt64/2 {
		return math.MaxInt64 / 2
	}
	return f.budget.slice + f.budget.steps
}

// wrapContext makes the context. That of runs that nothing can end serves
// again: nobody who has kept it could tell.
func (f *frame) wrapContext() {
	parent := f.budget.ctx
	if parent == nil {
		parent = context.Background()
	}
	c := f.host.ctx
	if c == nil || parent != context.Background() || c.steps != f.budget.limits.Steps {
		c = &callContext{Context: parent, endless: parent.Done() == nil, steps: f.budget.limits.Steps}
	}
	c.spent.Store(0)
	f.host.ctx, f.host.ready, f.host.charged, f.host.left = c, true, 0, f.stepsLeft()
	c.limit.Store(f.host.left)
}

// forget drops what belongs to the last run.
func (h *hostState) forget() {
	h.ready = false
	if h.ctx != nil && h.ctx.Context != context.Background() {
		h.ctx = nil
	}
}

// maxCharge bounds what one call of [Charge] spends, so that sums do not overflow.
const maxCharge = 1 << 40

// Charge spends n steps of the evaluation that ctx belongs to: functions of
// the host that work in proportion to their arguments call it before the work,
// with the context they got or one made from it. The error, after which a
// function should return, is that of the limit of steps, or of the context if
// that has ended. Outside an evaluation there is nothing to charge.
func Charge(ctx context.Context, n int64) error {
	if ctx == nil {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return canceled(err)
	}
	c, ok := ctx.(*callContext)
	if !ok {
		if c, ok = ctx.Value(callContextKey{}).(*callContext); !ok {
			return nil
		}
	}
	if c.spent.Add(min(max(n, 0), maxCharge)) > c.limit.Load() {
		return tooManySteps(c.steps)
	}
	return nil
}

// enter readies a call of a function of the host: it fills in defaults, and
// looks whether the evaluation may go on, since functions can take any time.
// leave must follow.
func (h *hostFunc) enter(f *frame, k *call, a []Value) (*callContext, bool) {
	for i := range a {
		switch a[i].tag.kind {
		case absentKind:
			a[i] = h.defaults[i]
		}
	}
	c := f.hostContext()
	if !c.endless && !f.poll() {
		return nil, false
	}
	f.host.calling = k
	return c, true
}

// leave settles what the function has charged, and records its error. It
// reports whether there is a result; then adopt must follow.
func (h *hostFunc) leave(f *frame, c *callContext, k *call, err error) bool {
	if n := c.spent.Load(); n != f.host.charged {
		d := n - f.host.charged
		f.host.charged = n
		if !f.charge(d) {
			f.host.calling = nil
			return false
		}
	}
	if err != nil {
		f.hostFailed(k, c, err)
		f.host.calling = nil
		return false
	}
	return true
}

// hostFailed records the error that a function of the host has returned.
func (f *frame) hostFailed(k *call, c *callContext, err error) {
	if ended := c.Err(); ended != nil && errors.Is(err, ended) {
		e := canceled(ended)
		e.Cause = err
		f.failErr(e)
		return
	}
	if f.err == nil {
		f.fail(k.at, diag.Host, "host-function", k.b.Name+": "+err.Error(), "", k.b.Name, err.Error())
		f.err.Cause = err
	}
}

// returned converts what a function of the host has returned.
func (h *hostFunc) returned(f *frame, k *call, x any) Value {
	v, err := f.convert().value(x, h.result)
	if err != nil {
		f.hostError(err, k.at)
		f.host.calling = nil
		return Null
	}
	return f.adopt(k, v)
}

// adopt takes what a function of the host has returned into the evaluation,
// which ends the call.
func (f *frame) adopt(k *call, v Value) Value {
	f.host.calling = nil
	switch v.tag.kind {
	case NumberKind:
		if v.tag.x == number.NotSmall {
			f.keep(v.number())
		}
	case StringKind:
		f.alloc(int64(v.lo))
	case ListKind, MapKind:
		if !f.alloc(96) || !f.depthOK(v.depth(), k.at) {
			return Null
		}
	}
	if v.holdsFunction() {
		f.fail(k.at, diag.Host, "host-value", k.b.Name+" returned "+foreignFunction, "", k.b.Name)
		return Null
	}
	return v
}

// A HostPanic is the cause of the error of an evaluation in which a function
// of the host panicked, or a method of its data.
type HostPanic struct {
	Func  string // the name of the function, or of type and method
	Value any    // what it panicked with
	Stack []byte // of the goroutine, as [runtime.Stack] has it
}

// Error returns the function's name and the text of the panic's value.
func (p *HostPanic) Error() string { return fmt.Sprintf("%s panicked: %v", p.Func, p.Value) }

// Unwrap returns the panic's value if that is an error.
func (p *HostPanic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// newHostPanic is called where the panic is recovered.
func newHostPanic(name string, value any) *HostPanic {
	stack := make([]byte, stackBytes)
	return &HostPanic{Func: name, Value: value, Stack: stack[:runtime.Stack(stack, false)]}
}

// stackBytes bounds the stack that a HostPanic keeps.
const stackBytes = 16 << 10

// recoverHost, deferred, makes a panic of a function of the host the run's
// error. Other panics go on: they are not the host's functions' doing. It
// stands around whole runs, since around each call it would cost more than
// many a function does.
func (f *frame) recoverHost() {
	k := f.host.calling
	if k == nil {
		return
	}
	f.host.lost = true // also if the function ends the goroutine
	r := recover()
	if r == nil {
		return
	}
	f.host.calling = nil
	p := newHostPanic(k.b.Name, r)
	if f.err == nil {
		f.fail(k.at, diag.Host, "host-panic", p.Error(), "", p.Func, fmt.Sprint(p.Value))
		f.err.Cause = p
	}
}

// runGuarded runs a program that may call functions of the host.
func (p *Program) runGuarded(f *frame) Value {
	defer f.recoverHost()
	return p.runStatements(f)
}
