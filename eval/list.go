package eval

import (
	"github.com/calx-lang/calx/number"
)

// A list is an immutable sequence: its elements, or a source that computes
// them on demand (a range, a slice of the host).
type list struct {
	elems []Value
	src   source  // nil when elems holds the elements
	depth int32   // 1 + the greatest depth of an element
	funcs bool    // there is a function in it, at any depth; never in what a source computes
	whole *list   // the list whose elements elems is a part of, nil if it has its own
	rows  *holder // if src's elements are its rows, all of them structs
}

// backing returns how many elements the list keeps alive.
func (l *list) backing() int {
	if l.whole != nil {
		return len(l.whole.elems)
	}
	return len(l.elems)
}

// A source computes the elements of a list when they are asked for.
type source interface {
	len() int
	at(i int) (Value, error)
	slice(i, j int) source
}

// atLeast returns how many elements to make room for: none for a stream.
func (l *list) atLeast() int {
	if streamOf(l) != nil {
		return 0
	}
	return l.len()
}

func (l *list) len() int {
	if l.src != nil {
		return l.src.len()
	}
	return len(l.elems)
}

// at returns element i, which must be in range. Only elements of the host can
// fail to convert.
func (l *list) at(i int) (Value, error) {
	if l.src != nil {
		return l.src.at(i)
	}
	return l.elems[i], nil
}

// interval returns the list as a range, or nil.
func (l *list) interval() *interval {
	r, _ := l.src.(*interval)
	return r
}

// newList returns a list of elems, which it keeps.
func newList(elems []Value) *list {
	l := &list{elems: elems}
	l.depth, l.funcs = contents(elems)
	return l
}

// contents returns the depth of a list of elems, or of a map, and whether it
// holds a function.
func contents(elems []Value) (depth int32, funcs bool) {
	for i := range elems {
		if v := &elems[i]; v.tag.kind >= ListKind {
			depth = max(depth, v.depth())
			funcs = funcs || v.holdsFunction()
		}
	}
	return 1 + depth, funcs
}

// An interval is first, first+step, … : count numbers. All of its numbers
// carry the rounded bit that first and step give them.
type interval struct {
	first, step number.Number
	count       number.Number // exact, not negative
	n           int           // count, or the largest int if it is beyond
}

func (r *interval) len() int { return r.n }

// bytes is the memory that the range takes.
func (r *interval) bytes() int64 {
	return 160 + int64(r.first.Bytes()+r.step.Bytes()+r.count.Bytes())
}

// number returns element i.
func (r *interval) number(i number.Number) number.Number {
	// Elements lie between the ends, so neither operation can reach a limit.
	d, err := exactly.Mul(r.step, i)
	if err != nil {
		return r.first
	}
	x, err := exactly.Add(r.first, d)
	if err != nil {
		return r.first
	}
	return x
}

func (r *interval) at(i int) (Value, error) {
	return NumberValue(r.number(number.FromInt64(int64(i)))), nil
}

func (r *interval) last() number.Number {
	i, _ := exactly.Sub(r.count, number.FromInt64(1))
	return r.number(i)
}

func (r *interval) slice(i, j int) source {
	return newInterval(r.number(number.FromInt64(int64(i))), r.step, number.FromInt64(int64(j-i)))
}

func (r *interval) reverse() *interval {
	step, _ := exactly.Neg(r.step)
	return newInterval(r.last(), step, r.count)
}

func newInterval(first, step, count number.Number) *interval {
	r := &interval{first: first, step: step, count: count}
	r.n = maxInt
	if n, ok := count.Int64(); ok && n < int64(maxInt) {
		r.n = int(n)
	}
	return r
}

// exactly is a context in which sums and products of exact numbers are exact,
// for arithmetic on positions and counts.
var exactly = &number.Context{MaxDigits: -1}
