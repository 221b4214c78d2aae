package eval

import "github.com/calx-lang/calx/diag"

// detach returns v without anything that refers to the host's data. A
// function is an error: it cannot leave a run.
func (f *frame) detach(v Value, at site, depth int32) Value {
	if v.tag.kind < ListKind || f.err != nil {
		return v
	}
	if !f.depthOK(depth, at) {
		return Null
	}
	switch v.tag.kind {
	case FunctionKind:
		f.fail(at, diag.Host, "function-result", "the result is a function, which cannot leave the program", "call it")
		return Null
	case ListKind:
		return f.detachList(v, at, depth)
	}
	return f.detachMap(v, at, depth)
}

// own returns v so that the host may keep it: like [frame.detach], but v is
// left alone where a look tells that it holds nothing of the host's.
func (f *frame) own(v Value, at site) Value {
	switch v.tag.kind {
	case ListKind:
		if l := v.list(); l.interval() != nil || l.src == nil && l.depth == 1 && !hasFunction(l.elems) {
			return v
		}
	case MapKind:
		if v.held() {
			break
		}
		if m := v.mapping(); m.host == nil && m.depth == 1 && !hasFunction(m.vals) {
			return v
		}
	default:
		return v
	}
	return f.detach(v, at, 1)
}

func (f *frame) detachList(v Value, at site, depth int32) Value {
	l := v.list()
	if l.interval() != nil {
		return v
	}
	if l.src == nil && l.depth == 1 && !hasFunction(l.elems) {
		return v
	}
	out := f.begin(l.len())
	if out == nil {
		f.place(at)
		return Null
	}
	f.each(l, at, func(_ int, x Value) bool {
		*out = append(*out, f.detach(x, at, depth+1))
		return f.err == nil
	})
	return f.finish(at)
}

func hasFunction(elems []Value) bool {
	for i := range elems {
		if elems[i].tag.kind == FunctionKind {
			return true
		}
	}
	return false
}

func (f *frame) detachMap(v Value, at site, depth int32) Value {
	m := v.mapping()
	if m.host == nil && m.depth == 1 && !hasFunction(m.vals) {
		return v
	}
	var b mapBuilder
	f.entries(m, at, func(key string, x Value) bool {
		b.set(key, f.detach(x, at, depth+1))
		return f.err == nil
	})
	return f.makeMap(&b, at)
}
