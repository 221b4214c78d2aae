package eval

import (
	"context"
	"fmt"
	"math"

	"github.com/calx-lang/calx/diag"
)

// Limits bounds an evaluation. A field of zero means its default, -1 none.
type Limits struct {
	SourceBytes  int64 // length of the source text; of one statement in a stream
	Nesting      int64 // nesting in the source
	ValueDepth   int64 // depth of a value (a list in a list …)
	CallDepth    int64 // active calls
	Stack        int64 // the sum over active calls of their bodies' heights
	Steps        int64 // one a node, one an element, more for long numbers and strings
	Digits       int64 // digits of one exact number
	Memory       int64 // bytes of live values
	ResultLength int64 // bytes of a rendered result
}

// DefaultLimits are the limits of an embedded evaluation.
var DefaultLimits = Limits{
	SourceBytes:  16 << 20,
	Nesting:      1000,
	ValueDepth:   1000,
	CallDepth:    10_000,
	Stack:        100_000,
	Steps:        10_000_000,
	Digits:       100_000,
	Memory:       64 << 20,
	ResultLength: 16 << 20,
}

// CommandLimits are the limits of the command's own scripts.
var CommandLimits = Limits{
	SourceBytes:  64 << 20,
	Nesting:      1000,
	ValueDepth:   1000,
	CallDepth:    10_000,
	Stack:        100_000,
	Steps:        -1,
	Digits:       1_000_000,
	Memory:       1 << 30,
	ResultLength: -1,
}

// WithDefaults returns l with its zero fields taken from d, and no limit as
// the greatest number.
func (l Limits) WithDefaults(d Limits) Limits {
	fill := func(v, d int64) int64 {
		if v == 0 {
			v = d
		}
		if v < 0 {
			v = math.MaxInt64
		}
		return v
	}
	return Limits{
		SourceBytes:  fill(l.SourceBytes, d.SourceBytes),
		Nesting:      fill(l.Nesting, d.Nesting),
		ValueDepth:   fill(l.ValueDepth, d.ValueDepth),
		CallDepth:    fill(l.CallDepth, d.CallDepth),
		Stack:        fill(l.Stack, d.Stack),
		Steps:        fill(l.Steps, d.Steps),
		Digits:       fill(l.Digits, d.Digits),
		Memory:       fill(l.Memory, d.Memory),
		ResultLength: fill(l.ResultLength, d.ResultLength),
	}
}

// sliceSteps is how many steps are dealt out at once; between slices the
// context is polled.
const sliceSteps = 10_000

// A budget is what is left of the limits of one run. Everything that spends
// goes through the methods of this file.
type budget struct {
	limits  Limits
	ctx     context.Context
	slice   int64 // steps left of the slice dealt out
	steps   int64 // steps left beyond the slice
	memory  int64 // bytes that may still be added up before live memory is measured
	calls   int64 // call depth left
	heights int64 // stack left
}

// charge spends n steps and reports whether the run may go on.
func (f *frame) charge(n int64) bool {
	f.budget.slice -= n
	return f.budget.slice >= 0 || f.refill()
}

// refill deals out the next slice of steps.
func (f *frame) refill() bool {
	b := &f.budget
	if !f.poll() {
		return false
	}
	if b.limits.Steps == math.MaxInt64 {
		b.slice = sliceSteps
		return true
	}
	need := sliceSteps - b.slice // the slice may be overdrawn
	if need > b.steps {
		if -b.slice > b.steps {
			f.failErr(&diag.Error{Class: diag.Limit, Code: "steps",
				Message: fmt.Sprintf("the evaluation takes more than %d steps", b.limits.Steps)})
			return false
		}
		need = b.steps
	}
	b.steps -= need
	b.slice += need
	return true
}

// alloc spends n bytes of memory before they are allocated, and one step for
// every 64 of them.
func (f *frame) alloc(n int64) bool {
	b := &f.budget
	if b.memory -= n; b.memory < 0 && !f.measure(n) {
		return false
	}
	return f.charge(n >> 6)
}

// measure finds out how much memory is really live when what was allocated
// has added up to the limit. The sum goes on from there.
func (f *frame) measure(n int64) bool {
	b := &f.budget
	if f.err != nil {
		return false
	}
	limit := b.limits.Memory
	live := int64(0)
	if n <= limit {
		live = f.liveBytes()
	}
	// The last sixteenth is kept back: close to the limit every small
	// allocation would measure again.
	if n > limit-limit>>4-live {
		f.failErr(&diag.Error{Class: diag.Limit, Code: "memory",
			Message: fmt.Sprintf("the values take more than %s of memory", byteCount(b.limits.Memory))})
		return false
	}
	b.memory = b.limits.Memory - live - n
	return true
}

func byteCount(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Work implements [number.Meter]: long numbers cost steps in proportion. With
// nothing to charge it asks only whether work that was charged may go on.
func (f *frame) Work(wordOps, bytes int64) error {
	ok := false
	if wordOps == 0 && bytes == 0 {
		ok = f.poll()
	} else {
		ok = f.charge(1+wordOps>>6) && f.alloc(bytes)
	}
	if !ok {
		return f.err
	}
	return nil
}

// poll reports whether the run may go on, and ends it if its context is done.
func (f *frame) poll() bool {
	if f.err != nil {
		return false
	}
	if f.budget.ctx == nil {
		return true
	}
	if err := f.budget.ctx.Err(); err != nil {
		f.failErr(canceled(err))
		return false
	}
	return true
}

// canceled is the error of an evaluation whose context is done.
func canceled(err error) *diag.Error {
	return &diag.Error{Class: diag.Canceled, Code: "canceled", Message: "the evaluation was ended: " + err.Error(), Cause: err}
}

// liveBytes adds up what the roots of the run reach.
func (f *frame) liveBytes() int64 {
	m := meter{seen: map[identity]struct{}{}}
	m.values(f.globals)
	if f.callee != nil {
		m.values(f.callee.captured)
	}
	for _, chunk := range f.chunks {
		m.values(chunk)
	}
	m.values(f.temps)
	for _, b := range f.builders {
		m.bytes += int64(cap(*b)) * valueBytes
		m.values(*b)
	}
	return m.bytes
}

// A meter adds up the memory of values, each once.
type meter struct {
	seen  map[identity]struct{}
	bytes int64
}

func (m *meter) values(vs []Value) {
	for i := range vs {
		m.value(vs[i])
	}
}

func (m *meter) value(v Value) {
	if v.identity() == nil {
		return
	}
	switch v.tag.kind {
	case NumberKind:
		if m.first(v.identity()) {
			m.bytes += int64(v.number().Bytes())
		}
	case StringKind:
		if len(v.str()) > 0 && m.first(v.identity()) {
			m.bytes += int64(v.lo)
		}
	case ListKind:
		if m.first(v.identity()) {
			m.bytes += int64(len(v.list().elems))*valueBytes + 64
			m.values(v.list().elems)
		}
	case MapKind:
		if mp := v.mapping(); m.first(v.identity()) {
			m.bytes += int64(len(mp.vals))*entryBytes + 96
			m.values(mp.vals)
		}
	case FunctionKind:
		if m.first(v.identity()) {
			m.bytes += int64(len(v.function().captured))*valueBytes + 64
			m.values(v.function().captured)
		}
	}
}

// entryBytes is what an entry of a map takes: value, key, hash table.
const entryBytes = valueBytes + 16 + 32

func (m *meter) first(p identity) bool {
	if _, ok := m.seen[p]; ok {
		return false
	}
	m.seen[p] = struct{}{}
	return true
}
