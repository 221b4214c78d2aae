package eval

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// A recorder keeps what a traced run comes across: a tree of records, one for
// every evaluation of an expression. It is bounded in records, in nested calls
// and in operands; of the calls that one expression makes of one function it
// keeps the first and the last. It changes nothing of the run: what it asks
// the run's numbers for once more is not charged, and when memory is measured
// it lets go of all values that take any.
type recorder struct {
	root    *record
	cur     *record // the innermost that is open
	muted   int     // open evaluations that are not recorded
	calls   []*body // that are open and recorded
	count   int     // records in the tree
	free    []*record
	last    *diag.Error // that has been seen on its way out
	notes   []note
	session bool                        // notes may speak of directives
	shares  map[*parser.BinaryExpr]bool // chains that add percentages, and have their note
}

const (
	maxRecords   = 5000
	maxRecursion = 3   // active calls of one function that are recorded
	maxCalls     = 16  // active calls that are
	maxOperands  = 200 // operands, elements and arguments of one expression
	maxPartials  = 50  // partial results of one chain
)

// A point is an expression in traced code.
type point struct {
	expr  parser.Expr
	src   *diag.Source
	trace *tracing
}

// A record is one evaluation: of an expression, of the first operators of a
// chain, or of a function's body.
type record struct {
	kind    recordKind
	p       *point
	parent  *record
	kids    []*record
	value   seen
	done    bool
	failed  bool        // an error came through
	err     *diag.Error // which began here
	why     reason
	op      int      // partialRecord: the operator up to which the chain is evaluated
	body    *body    // callRecord: the function's
	builtin *Builtin // callRecord: the function, if body is nil
	args    []seen
	ordinal int // callRecord: which of the calls by its parent it is, from 1

	stream      *streamed // a list that is computed while it is read
	partials    int       // results of a chain among kids
	dropped     int       // kids that were not recorded, or not kept
	fromRounded bool      // a function that it called returned a rounded number
	deeper      bool      // it called a function whose calls are nested too deep to be recorded
}

type recordKind uint8

const (
	exprRecord recordKind = iota
	partialRecord
	callRecord
)

func newRecorder() *recorder {
	r := &recorder{root: &record{}}
	r.cur = r.root
	return r
}

// enter opens the record of an expression. It returns nil if it is not to be
// recorded; exit wants to be told in any case.
func (r *recorder) enter(f *frame, p *point) *record {
	if r.muted > 0 || f.err != nil || !r.room() {
		r.muted++
		return nil
	}
	if len(r.cur.kids) >= maxOperands {
		r.cur.dropped++
		r.muted++
		return nil
	}
	rec := r.add(exprRecord)
	rec.p = p
	r.cur = rec
	return rec
}

// exit closes the record that enter has returned.
func (r *recorder) exit(f *frame, rec *record, v Value) {
	if rec == nil {
		r.muted--
		return
	}
	r.cur = rec.parent
	r.close(f, rec, v)
}

func (r *recorder) close(f *frame, rec *record, v Value) {
	rec.done = true
	if f.err == nil {
		rec.value.v = v
		return
	}
	rec.failed = true
	if f.err != r.last {
		r.last, rec.err = f.err, f.err
	}
}

// open returns the innermost record that is open, nil if what runs is not
// recorded or has failed.
func (r *recorder) open(f *frame) *record {
	if r == nil || r.muted > 0 || f.err != nil {
		return nil
	}
	return r.cur
}

// room reports whether there may be one more record.
func (r *recorder) room() bool {
	if r.count < maxRecords {
		return true
	}
	r.cur.dropped++
	return false
}

// add appends a record to the open one.
func (r *recorder) add(kind recordKind) *record {
	var rec *record
	if n := len(r.free); n > 0 {
		rec = r.free[n-1]
		r.free = r.free[:n-1]
		*rec = record{kids: rec.kids[:0], args: rec.args[:0]}
	} else {
		rec = &record{}
	}
	rec.kind, rec.parent = kind, r.cur
	r.cur.kids = append(r.cur.kids, rec)
	r.count++
	return rec
}

// drop frees a record and what is below it.
func (r *recorder) drop(rec *record) {
	for _, kid := range rec.kids {
		r.drop(kid)
	}
	clear(rec.kids)
	clear(rec.args)
	rec.value, rec.body, rec.builtin, rec.p, rec.parent, rec.stream = seen{}, nil, nil, nil, nil, nil
	r.free = append(r.free, rec)
	r.count--
}

// records reports whether a call of a function would be recorded; b is nil for
// a built-in. The deeper it is, the more records are kept free for others.
func (r *recorder) records(b *body) bool {
	depth := len(r.calls)
	if r == nil || r.muted > 0 || depth >= maxCalls || r.count > maxRecords/(depth+1) {
		return false
	}
	active := 0
	for _, open := range r.calls {
		if open == b && b != nil {
			active++
		}
	}
	return active < maxRecursion
}

// An openCall is a call between enterCall and exitCall.
type openCall struct {
	rec    *record // nil if it is not recorded
	before *record // that was open before
	owner  *record // that it belongs to
}

// enterCall opens the record of a call of a body, in its plain form, or of a
// built-in. It belongs to owner, where the function was handed on: what map does
// may run later than map, when the list is read.
func (r *recorder) enterCall(f *frame, b *body, builtin *Builtin, args []Value, owner *record) openCall {
	call := openCall{before: r.cur, owner: r.cur}
	if r.above(owner) {
		call.owner = owner
	}
	if r.muted > 0 || f.err != nil || !r.room() {
		r.muted++
		return call
	}
	r.cur = call.owner
	number := r.nextCall(b, builtin)
	rec := r.add(callRecord)
	rec.body, rec.builtin, rec.ordinal = b, builtin, number
	for _, v := range args {
		rec.args = append(rec.args, seen{v: v})
	}
	r.cur = rec
	r.calls = append(r.calls, b)
	call.rec = rec
	return call
}

// above reports whether rec is below the open record, or stands beside it in a
// pipe.
func (r *recorder) above(rec *record) bool {
	for range maxStages {
		if rec == nil || rec.parent == nil {
			return false
		}
		if rec.parent == r.cur || rec.parent == r.cur.parent {
			return true
		}
		rec = rec.parent
	}
	return false
}

// maxStages is how many calls of map and filter within each other keep their
// own records while their list is read.
const maxStages = 16

// nextCall makes room for one more call by the open record and returns which
// one it is. A call that is neither the first nor the last is not kept.
func (r *recorder) nextCall(b *body, builtin *Builtin) int {
	kids := r.cur.kids
	n := len(kids)
	if n == 0 || !kids[n-1].calls(b, builtin) {
		return 1
	}
	number := kids[n-1].ordinal + 1
	if n > 1 && kids[n-2].calls(b, builtin) {
		r.drop(kids[n-1])
		r.cur.kids = kids[:n-1]
	}
	return number
}

// calls reports whether a record is one of a call of the same code.
func (rec *record) calls(b *body, builtin *Builtin) bool {
	return rec.kind == callRecord && rec.body == b && rec.builtin == builtin
}

func (r *recorder) exitCall(f *frame, call openCall, v Value) {
	if call.rec != nil {
		r.calls = r.calls[:len(r.calls)-1]
	}
	r.exit(f, call.rec, v)
	r.cur = call.before
	if r.muted > 0 || f.err != nil {
		return
	}
	if v.tag.kind == NumberKind && v.number().Rounded() {
		r.cur.fromRounded = true
	}
	if s := call.owner.stream; s != nil {
		s.add(call.rec, v)
	}
}

// A streamed list is computed while it is read: the record of the call of map or
// filter that gives it keeps the first elements.
type streamed struct {
	filters bool
	elems   []seen
	count   int
}

// maxStreamed is how many of its elements are shown.
const maxStreamed = 12

// add takes what the function has made of one more element.
func (s *streamed) add(call *record, v Value) {
	x := seen{v: v}
	if s.filters {
		if v.tag.kind != BooleanKind || !v.bool() || call == nil {
			return
		}
		x = call.args[0]
	}
	s.count++
	if len(s.elems) < maxStreamed {
		s.elems = append(s.elems, x)
	}
}

// text is what is shown of the list.
func (s *streamed) text() string {
	var b strings.Builder
	b.WriteByte('[')
	for i := range s.elems {
		if b.Len() > maxPreview {
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s.elems[i].shown())
	}
	if s.count > len(s.elems) || b.Len() > maxPreview {
		return b.String() + fmt.Sprintf(", … (%s)", plural(s.count, "element"))
	}
	return b.String() + "]"
}

// partialResult records the value of a chain up to an operator: if it was rounded
// there, or failed.
func (r *recorder) partialResult(f *frame, rec *record, op int, v Value, why reason) {
	if rec.partials >= maxPartials || !r.room() {
		rec.dropped++
		return
	}
	rec.partials++
	p := r.add(partialRecord)
	p.p, p.op, p.why = rec.p, op, why
	r.close(f, p, v)
}

// A seen value is one that was come across, or, if that takes much memory and
// nothing but the recorder holds it, its shortened text.
type seen struct {
	v       Value
	text    string
	kind    Kind // of the value that text is of
	rounded bool // it is a rounded number
}

// release lets go of all values that take memory; their texts stay. The run's
// memory is about to be measured, and what only the recorder holds would not
// be counted.
func (r *recorder) release() { r.root.release() }

func (rec *record) release() {
	rec.value.release()
	for i := range rec.args {
		rec.args[i].release()
	}
	if rec.stream != nil {
		for i := range rec.stream.elems {
			rec.stream.elems[i].release()
		}
	}
	for _, kid := range rec.kids {
		kid.release()
	}
}

func (s *seen) release() {
	if s.v.large() {
		*s = seen{text: preview(s.v), kind: s.v.tag.kind, rounded: s.v.tag.kind == NumberKind && s.v.number().Rounded()}
	}
}

// number returns the number that a record's expression was, if it was one.
func (rec *record) number() (number.Number, bool) {
	if !rec.done || rec.failed || rec.value.v.tag.kind != NumberKind {
		return number.Number{}, false
	}
	return rec.value.v.number(), true
}
