package eval

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// Built-ins make lists and strings through the functions of this file, which
// charge for memory before it is taken and keep what is under construction
// where the budget can measure it.

// begin starts a list with room for n elements and returns it for [frame.push];
// nil after an error. Lists nest: finish ends the one begun last.
func (f *frame) begin(n int) *[]Value {
	if f.err != nil || !f.alloc(int64(n)*valueBytes+64) {
		return nil
	}
	elems := make([]Value, 0, n)
	f.builders = append(f.builders, &elems)
	return &elems
}

// push appends v to a list under construction and reports whether the run may go on.
func (f *frame) push(elems *[]Value, v Value) bool {
	if len(*elems) == cap(*elems) && !f.alloc(int64(len(*elems)+1)*valueBytes) {
		return false
	}
	*elems = append(*elems, v)
	return f.err == nil
}

// finish ends the list begun last and returns it; null after an error.
func (f *frame) finish(at site) Value {
	last := len(f.builders) - 1
	elems := *f.builders[last]
	f.builders[last] = nil
	f.builders = f.builders[:last]
	if f.err != nil {
		f.place(at)
		return Null
	}
	l := newList(elems)
	if !f.depthOK(l.depth, at) {
		return Null
	}
	return listValue(l)
}

// abandon ends the list begun last, after an error.
func (f *frame) abandon() Value {
	last := len(f.builders) - 1
	f.builders[last] = nil
	f.builders = f.builders[:last]
	return Null
}

// depthOK checks the depth of a value that is about to be used.
func (f *frame) depthOK(depth int32, at site) bool {
	if int64(depth) > f.budget.limits.ValueDepth {
		f.fail(at, diag.Limit, "value-depth", fmt.Sprintf("lists and maps are nested more than %d deep", f.budget.limits.ValueDepth), "", fmt.Sprint(f.budget.limits.ValueDepth))
		return false
	}
	return true
}

// makeMap returns a map of the entries, charging for it.
func (f *frame) makeMap(b *mapBuilder, at site) Value {
	if f.err != nil || !f.alloc(int64(len(b.keys))*entryBytes+96) {
		f.place(at)
		return Null
	}
	m := b.mapping()
	if !f.depthOK(m.depth, at) {
		return Null
	}
	return mapValue(m)
}

// text charges for a string of n bytes before it is made.
func (f *frame) text(n int64, at site) bool {
	if !f.alloc(n) {
		f.place(at)
		return false
	}
	return true
}

// piece returns a part of a longer string, copied: sharing would keep all of
// the long one alive where the budget cannot see it.
func (f *frame) piece(s string, at site) Value {
	if !f.text(int64(len(s)), at) {
		return Null
	}
	return StringValue(strings.Clone(s))
}

// element returns element i of a list; null after an error.
func (f *frame) element(l *list, i int, at site) Value {
	if l.src == nil {
		return l.elems[i]
	}
	v, err := l.src.at(i)
	if err != nil {
		f.hostError(err, at)
		return Null
	}
	return v
}

// each calls do with the index and value of each element until it returns
// false or an error stands. One step is charged for each.
func (f *frame) each(l *list, at site, do func(i int, v Value) bool) {
	if s := streamOf(l); s != nil {
		s.each(f, do)
		return
	}
	n := l.len()
	for i := 0; i < n; i++ {
		if f.err != nil || !f.charge(1) {
			f.place(at)
			return
		}
		if v := f.element(l, i, at); f.err != nil || !do(i, v) {
			return
		}
	}
}

// entries calls do for every entry of a map, in order, until it returns false or
// an error stands.
func (f *frame) entries(m *mapping, at site, do func(key string, v Value) bool) {
	err := m.entries(func(key string, v Value) bool {
		return f.err == nil && f.charge(1) && do(key, v)
	})
	if err != nil {
		f.hostError(err, at)
	}
	f.place(at)
}

// hostError records an error of the host's data or functions.
func (f *frame) hostError(err error, at site) {
	if e, ok := err.(*diag.Error); ok {
		e := *e
		e.Source, e.Span = at.src, at.span()
		f.failErr(&e)
		return
	}
	f.fail(at, diag.Host, "host", err.Error(), "")
	if f.err.Cause == nil {
		f.err.Cause = err
	}
}
