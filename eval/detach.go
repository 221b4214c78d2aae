package eval

import "github.com/calx-lang/calx/diag"

// detach returns v, a result, without anything that refers to the host's data. A
// function is an error: it cannot leave a run.
func (f *frame) detach(v Value, at site) Value {
	if v.tag.kind < ListKind || f.err != nil {
		return v
	}
	if v.holdsFunction() {
		message := "the result holds a function, which cannot leave the program"
		if v.tag.kind == FunctionKind {
			message = "the result is a function, which cannot leave the program"
		}
		f.fail(at, diag.Host, "function-result", message, "call it")
		return Null
	}
	return f.copy(v, at, 1)
}

// argument returns v, argument i of a call, so that the host may keep it.
func (f *frame) argument(k *call, i int, v Value) (Value, bool) {
	if v.tag.kind < ListKind {
		return v, true
	}
	if v.holdsFunction() {
		k.fail(f, i, diag.Type, "function-argument", k.what(i)+" "+functionInside(v), "", k.what(i))
		return Null, false
	}
	v = f.copy(v, k.argSite(i), 1)
	return v, f.err == nil
}

// functionInside says what is wrong with an argument that is or holds a function.
func functionInside(v Value) string {
	if v.tag.kind == FunctionKind {
		return "is a function, which cannot leave the program"
	}
	return "holds a function, which cannot leave the program"
}

// copy returns v with a copy of all that may be the host's.
func (f *frame) copy(v Value, at site, depth int32) Value {
	switch {
	case v.tag.kind < ListKind || f.err != nil:
		return v
	case !f.depthOK(depth, at):
		return Null
	case v.tag.kind == ListKind:
		return f.copyList(v, at, depth)
	}
	return f.copyMap(v, at, depth)
}

func (f *frame) copyList(v Value, at site, depth int32) Value {
	l := v.list()
	if l.interval() != nil || l.src == nil && l.depth == 1 {
		return v
	}
	out := f.begin(l.len())
	if out == nil {
		f.place(at)
		return Null
	}
	f.each(l, at, func(_ int, x Value) bool {
		*out = append(*out, f.copy(x, at, depth+1))
		return f.err == nil
	})
	return f.finish(at)
}

func (f *frame) copyMap(v Value, at site, depth int32) Value {
	m := v.mapping()
	if m.host == nil && m.depth == 1 {
		return v
	}
	var b mapBuilder
	f.entries(m, at, func(key string, x Value) bool {
		b.set(key, f.copy(x, at, depth+1))
		return f.err == nil
	})
	return f.makeMap(&b, at)
}
