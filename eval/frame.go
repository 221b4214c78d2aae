package eval

import (
	"context"
	"errors"
	"math"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// A frame is the state of one run: slots, locals, budget, the first error.
//
// Arithmetic closures return a [number.Small] in registers. A result that is
// not in that lane has X == [number.NotSmall], and then either f.err is set or
// f.big holds the number until the next evaluation: whoever gets such a result
// tests f.err first and moves f.big away before evaluating anything else.
//
// After an error evaluation runs on to its end with meaningless values; no
// function is called, no loop takes another round, no block another statement:
// those places test f.err. The first error stays.
type frame struct {
	err *diag.Error
	big *number.Big

	locals  []Value   // of the active call
	callee  *function // the active function; its captures
	globals []Value   // script-level names, by slot
	free    []Value   // of the newest chunk, for the locals of further calls
	piped   Value     // what goes into the next stage of a pipe

	num       number.Context // the numbers' context in force
	exact     number.Context // the same limits, but never rounding: for counts and sums
	budget    budget
	program   *Program               // that the frame was readied for last; nil in a session
	globs     *globals               // names of the slots, for messages
	env       any                    // the host's environment, for messages
	envNames  func(env any) []string // the names that it has
	converter converter
	host      hostState // of the host's functions
	rec       *recorder // of an explained run; nil in all others
	patterns  patternCache
	chunks    [][]Value  // everything locals were ever taken from
	used      int        // greatest number of locals in use of a single chunk
	temps     []Value    // operands held while others are evaluated
	builders  []*[]Value // lists under construction
}

// chunkSize is the number of locals a chunk holds.
const chunkSize = 256

// init sets what stays the same from run to run.
func (f *frame) init(l Limits, num number.Context) {
	f.budget.limits = l
	f.num = num
	f.num.MaxDigits = digitLimit(l)
	f.num.Meter = f
	f.exact = number.Context{MaxDigits: f.num.MaxDigits, Meter: f}
	f.budget.memory = l.Memory
	f.start(context.Background())
}

// start readies the frame for a run, or for the next statement of a session.
// The sum of memory is not touched: in a session what earlier statements bound
// is still there.
func (f *frame) start(ctx context.Context) {
	f.err, f.big, f.callee, f.locals = nil, nil, nil, nil
	f.host.ready = false
	b := &f.budget
	b.ctx, b.slice, b.steps, b.calls, b.heights = ctx, 0, b.limits.Steps, b.limits.CallDepth, b.limits.Stack
}

func digitLimit(l Limits) int {
	return int(min(l.Digits, math.MaxInt32))
}

// window returns n fresh locals. The caller saves f.free before and restores
// it when the call ends.
func (f *frame) window(n int) []Value {
	if len(f.free) <= n {
		f.nextChunk(n)
	}
	w := f.free[:n:n]
	f.free = f.free[n:]
	f.used = max(f.used, chunkSize-len(f.free))
	return w
}

// nextChunk goes on to the chunk after the one that f.free is the rest of,
// making one if there is none. The last element of a chunk is never handed
// out, so that it tells which chunk a rest belongs to.
func (f *frame) nextChunk(n int) {
	next := 0
	if c := cap(f.free); c > 0 {
		last := &f.free[:c][c-1]
		for next < len(f.chunks) && &f.chunks[next][len(f.chunks[next])-1] != last {
			next++
		}
		next++
	}
	if next < len(f.chunks) && len(f.chunks[next]) > n {
		f.free = f.chunks[next]
		return
	}
	size := chunkSize
	if next > 0 {
		size = 2 * len(f.chunks[next-1])
	}
	size = max(size, n+1)
	f.alloc(int64(size) * valueBytes) // an error ends the run at the next call
	f.chunks = append(f.chunks[:next], make([]Value, size))
	f.free = f.chunks[next]
}

// A site is where in which source an operation stands.
type site struct {
	src        *diag.Source
	start, end int32 // as of its span: the parser takes no more bytes than they count
}

func newSite(src *diag.Source, span diag.Span) site {
	return site{src, int32(span.Start), int32(span.End)}
}

func (s site) span() diag.Span { return diag.Span{Start: int(s.start), End: int(s.end)} }

// failErr records the run's first error.
func (f *frame) failErr(e *diag.Error) {
	if f.err == nil {
		f.err = e
	}
}

// fail records an error at a place of the source.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (f *frame) fail(at site, class diag.Class, code, message, hint string, args ...string) {
	if f.err == nil {
		f.err = &diag.Error{Class: class, Code: code, Message: message, Args: args, Hint: hint, Span: at.span(), Source: at.src}
	}
}

// failNumber records an error of package number, or of the budget, which has
// no place yet.
func (f *frame) failNumber(at site, err error) {
	var e *number.Error
	if f.err != nil {
		if f.err.Source == nil {
			f.err.Source, f.err.Span = at.src, at.span()
		}
		return
	}
	if !errors.As(err, &e) {
		f.fail(at, diag.Host, "host", err.Error(), "")
		f.err.Cause = err
		return
	}
	class := diag.Value
	switch e.Kind {
	case number.DivisionByZero, number.Domain:
		class = diag.Math
	case number.TooLarge:
		class = diag.Limit
	}
	f.fail(at, class, strings.ReplaceAll(e.Kind.String(), " ", "-"), e.Message, e.Hint)
}

// place gives an error of the budget its place.
func (f *frame) place(at site) {
	if f.err != nil && f.err.Source == nil {
		f.err.Source, f.err.Span = at.src, at.span()
	}
}

// bad is what an arithmetic closure returns after an error.
var bad = number.Small{X: number.NotSmall}

// ret returns the result of an operation of package number in the protocol of
// the frame.
func (f *frame) ret(n number.Number, err error, at site) number.Small {
	if err != nil {
		f.failNumber(at, err)
		return bad
	}
	if n.X == number.NotSmall {
		f.big = n.BigPart()
		f.keep(n)
	}
	return n.Small
}

// keep charges for the memory of a number beyond the inline lane. What package
// number has announced while it worked is charged twice, which only makes the
// next measuring come sooner.
func (f *frame) keep(n number.Number) { f.alloc(int64(n.Bytes())) }

// take returns the number that an arithmetic closure has returned; ok is
// false after an error.
func (f *frame) take(s number.Small) (n number.Number, ok bool) {
	if s.X != number.NotSmall {
		return number.FromSmall(s), true
	}
	if f.err != nil {
		return number.Number{}, false
	}
	return number.FromBig(f.big), true
}

// value returns what an arithmetic closure has returned as a Value.
func (f *frame) value(s number.Small) Value {
	if s.X != number.NotSmall {
		return smallValue(s)
	}
	if f.err != nil {
		return Null
	}
	return bigValue(f.big)
}

// numberOf returns v's number in the protocol of the frame; v is a number.
func (f *frame) numberOf(v *Value) number.Small {
	if v.tag.x == number.NotSmall {
		f.big = v.big()
	}
	return v.small()
}

// hold keeps a value that waits for another operand where the budget can
// measure it; release gives it free again. They pair like brackets.
func (f *frame) hold(v Value) Value {
	if v.large() {
		f.temps = append(f.temps, v)
	}
	return v
}

func (f *frame) release(v Value) {
	if v.large() {
		last := len(f.temps) - 1
		f.temps[last] = Value{}
		f.temps = f.temps[:last]
	}
}

// large reports whether v may hold on to memory worth measuring.
func (v Value) large() bool {
	switch {
	case v.ptr == nil || v.tag.kind == unboundKind:
		return false
	case v.tag.kind == StringKind:
		return v.lo >= largeBytes
	case v.tag.kind == NumberKind:
		return v.number().Words() >= largeBytes/8
	}
	return true
}

// largeBytes is the size from which a string or number that waits is measured.
const largeBytes = 1024
