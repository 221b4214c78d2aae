package eval

import (
	"context"
	"fmt"
	"math"
	"strconv"

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

// What recursion over calls and over values may take at most: no limit set by a
// host is above it, since a stack that overflows ends the process. Go gives a
// stack a quarter of the bytes where words have 32 bits.
const (
	stackDivisor  = 1 + 3*(1-^uint(0)>>63)
	maxStack      = 1_000_000 / int64(stackDivisor)
	maxCallDepth  = 1_000_000 / int64(stackDivisor)
	maxValueDepth = 100_000 / int64(stackDivisor)
)

// WithDefaults returns l with its zero fields taken from d, and no limit as
// the greatest number that is safe.
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
		ValueDepth:   min(fill(l.ValueDepth, d.ValueDepth), maxValueDepth),
		CallDepth:    min(fill(l.CallDepth, d.CallDepth), maxCallDepth),
		Stack:        min(fill(l.Stack, d.Stack), maxStack),
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
	brief   bool  // a preview: at the limit of memory it ends, for measuring takes time
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
			f.failErr(tooManySteps(b.limits.Steps))
			return false
		}
		need = b.steps
	}
	b.steps -= need
	b.slice += need
	return true
}

func tooManySteps(limit int64) *diag.Error {
	return &diag.Error{Class: diag.Limit, Code: "steps", Message: fmt.Sprintf("the evaluation takes more than %d steps", limit),
		Args: []string{strconv.FormatInt(limit, 10)}}
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
	if b.brief {
		f.memoryExceeded()
		return false
	}
	if f.rec != nil {
		f.rec.release()
	}
	limit := b.limits.Memory
	live := int64(0)
	if n <= limit {
		live = f.liveBytes()
	}
	// The last sixteenth is kept back: close to the limit every small
	// allocation would measure again.
	if f.err != nil {
		return false
	}
	if n > limit-limit>>4-live {
		f.memoryExceeded()
		return false
	}
	b.memory = b.limits.Memory - live - n
	return true
}

func (f *frame) memoryExceeded() {
	f.failErr(&diag.Error{Class: diag.Limit, Code: "memory",
		Message: fmt.Sprintf("the values take more than %s of memory", byteCount(f.budget.limits.Memory)), Args: []string{byteCount(f.budget.limits.Memory)}})
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
	return &diag.Error{Class: diag.Canceled, Code: "canceled", Message: "the evaluation was ended: " + err.Error(), Args: []string{err.Error()}, Cause: err}
}

// liveBytes adds up what the roots of the run reach.
func (f *frame) liveBytes() int64 {
	m := meter{seen: map[identity]struct{}{}}
	m.values(f.globals)
	if f.callee != nil {
		m.values(f.callee.captured)
	}
	f.dropStale()
	for _, chunk := range f.chunks {
		m.bytes += int64(len(chunk)) * valueBytes
		m.values(chunk)
	}
	m.bytes += int64(len(f.globals))*nameBytes + f.host.converted
	m.values(f.temps)
	m.value(f.piped)
	for _, b := range f.builders {
		m.bytes += int64(cap(*b)) * valueBytes
		m.values(*b)
	}
	for polled := 0; len(m.work) > 0; {
		if len(m.seen)-polled > pollValues {
			polled = len(m.seen)
			if !f.charge(pollValues>>3) || !f.poll() {
				break
			}
		}
		last := len(m.work) - 1
		next := m.work[last]
		m.work = m.work[:last]
		m.values(next)
	}
	return m.bytes
}

// pollValues is the number of values measured between two looks at the context.
const pollValues = 10_000

// dropStale clears the locals of calls that have ended: those behind f.free.
func (f *frame) dropStale() {
	c := cap(f.free)
	if c == 0 {
		return
	}
	clear(f.free)
	last := &f.free[:c][c-1]
	for i, chunk := range f.chunks {
		if &chunk[len(chunk)-1] == last {
			f.chunks = f.chunks[:i+1]
			return
		}
	}
}

// A meter adds up the memory of values, each once. It keeps a list of what is
// still to be looked into: functions can hold one another to any depth.
type meter struct {
	seen   map[identity]struct{}
	work   [][]Value
	bodies map[*body]struct{}
	bytes  int64
}

func (m *meter) values(vs []Value) {
	for i := range vs {
		m.value(vs[i])
	}
}

// later looks into vs once the present ones are done.
func (m *meter) later(vs []Value) {
	if len(vs) > 0 {
		m.work = append(m.work, vs)
	}
}

func (m *meter) value(v Value) {
	if v.ptr == nil || !m.first(identity{ptr: v.ptr}) {
		return
	}
	if v.held() {
		m.bytes += hostBytes // the host's own memory does not count
		return
	}
	switch v.tag.kind {
	case NumberKind:
		m.bytes += int64(v.number().Bytes())
	case StringKind:
		m.bytes += int64(v.lo)
	case ListKind:
		l := v.list()
		m.bytes += 80
		if l.whole != nil {
			m.value(listValue(l.whole))
			return
		}
		m.bytes += int64(len(l.elems)) * valueBytes
		switch {
		case l.src == nil:
		case l.interval() != nil:
			m.bytes += l.interval().bytes()
		case streamOf(l) != nil:
			m.bytes += streamBytes
			m.later(streamOf(l).args)
		default:
			m.bytes += hostBytes
		}
		m.later(l.elems)
	case MapKind:
		mp := v.mapping()
		m.bytes += int64(len(mp.vals))*entryBytes + 96
		for _, key := range mp.keys {
			m.bytes += int64(len(key))
		}
		m.later(mp.vals)
	case FunctionKind:
		if of := v.function().of; of != nil {
			m.value(functionValue(of))
			return
		}
		m.bytes += int64(len(v.function().captured))*valueBytes + 64
		if b := v.function().body; b != nil {
			m.body(b)
		}
		m.later(v.function().captured)
	case unboundKind:
		m.later([]Value{v.cell().v})
	}
}

// body counts the code of a function, and the text that it stands in.
func (m *meter) body(b *body) {
	if _, ok := m.bodies[b]; ok {
		return
	}
	if m.bodies == nil {
		m.bodies = map[*body]struct{}{}
	}
	m.bodies[b] = struct{}{}
	m.bytes += b.bytes()
}

// entryBytes is what an entry of a map takes: value, key, hash table.
const entryBytes = valueBytes + 16 + 32

// first reports whether p is seen for the first time.
func (m *meter) first(p identity) bool {
	if _, ok := m.seen[p]; ok {
		return false
	}
	m.seen[p] = struct{}{}
	return true
}
