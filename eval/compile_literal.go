package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// interpolated compiles f"…{x}…": the text of every expression as str gives it.
func (c *compiler) interpolated(e *parser.InterpolatedString) *node {
	fns := make([]valFn, len(e.Exprs))
	for i, x := range e.Exprs {
		mark := c.nodes.mark()
		fns[i] = c.expr(x).value()
		c.nodes.release(mark)
	}
	texts, at := e.Texts, c.site(e.Where)
	return c.valNode(tString, site{}, func(f *frame) Value {
		buf := append([]byte(nil), texts[0]...)
		for i, fn := range fns {
			f.temps = append(f.temps, bytesValue(buf))
			v := fn(f)
			f.temps = f.temps[:len(f.temps)-1]
			if f.err != nil {
				return Null
			}
			var ok bool
			if buf, ok = f.appendText(buf, v, false, at); !ok || !f.text(int64(len(texts[i+1])), at) {
				return Null
			}
			buf = append(buf, texts[i+1]...)
		}
		return StringValue(string(buf))
	})
}

// listLit compiles [a, b, c].
func (c *compiler) listLit(e *parser.ListLit) *node {
	fns := make([]valFn, len(e.Elems))
	var elem *Type
	constant := true
	consts := make([]Value, len(e.Elems))
	for i, x := range e.Elems {
		mark := c.nodes.mark()
		n := c.expr(x)
		fns[i] = n.value()
		if elem == nil {
			elem = n.typ
		} else {
			elem = join(elem, n.typ)
		}
		constant = constant && n.constant && n.typ.kind != functionType
		consts[i] = n.v
		c.nodes.release(mark)
	}
	typ := tList
	if elem != nil {
		typ = listOf(elem)
	}
	at := c.site(e.Where)
	if depth, _ := contents(consts); constant && len(c.errs) == 0 && depth <= constDepth {
		return c.constNode(typ, listValue(newList(consts)))
	}
	return c.valNode(typ, site{}, func(f *frame) Value {
		out := f.begin(len(fns))
		if out == nil {
			f.place(at)
			return Null
		}
		for _, fn := range fns {
			*out = append(*out, fn(f))
			if f.err != nil {
				return f.abandon()
			}
		}
		return f.finish(at)
	})
}

// constDepth bounds the depth of a list or map that is folded: deeper ones are
// built, and checked, when the program runs.
const constDepth = 16

// mapLit compiles {k: v, (expr): v}.
func (c *compiler) mapLit(e *parser.MapLit) *node {
	fns := make([]valFn, len(e.Entries))
	keys := make([]string, len(e.Entries))
	fields := make([]field, 0, len(e.Entries))
	var computed []valFn // where a key is computed, the code for it
	var elem *Type
	for i := range e.Entries {
		entry, mark := &e.Entries[i], c.nodes.mark()
		if entry.Computed != nil {
			if computed == nil {
				computed = make([]valFn, len(e.Entries))
			}
			computed[i] = c.str(c.expr(entry.Computed), "a key")
		}
		n := c.expr(entry.Value)
		fns[i], keys[i] = n.value(), entry.Key
		fields = append(fields, field{entry.Key, n.typ})
		if elem == nil {
			elem = n.typ
		} else {
			elem = join(elem, n.typ)
		}
		c.nodes.release(mark)
	}
	at := c.site(e.Where)
	if computed != nil {
		return c.computedMap(e, computed, fns, elem, at)
	}
	typ := &Type{kind: mapType, elem: elem, fields: fields}
	return c.valNode(typ, site{}, func(f *frame) Value {
		vals := f.begin(len(fns))
		if vals == nil {
			f.place(at)
			return Null
		}
		for _, fn := range fns {
			*vals = append(*vals, fn(f))
			if f.err != nil {
				return f.abandon()
			}
		}
		f.abandon()
		if !f.alloc(int64(len(keys))*entryBytes + 96) {
			f.place(at)
			return Null
		}
		m := newMapping(keys, *vals)
		if !f.depthOK(m.depth, at) {
			return Null
		}
		return mapValue(m)
	})
}

// computedMap compiles a map literal with keys that are known only at run time.
func (c *compiler) computedMap(e *parser.MapLit, keys, vals []valFn, elem *Type, at site) *node {
	keyAt := make([]diag.Span, len(e.Entries))
	for i := range e.Entries {
		keyAt[i] = e.Entries[i].KeyAt
		if keys[i] == nil {
			k := StringValue(e.Entries[i].Key)
			keys[i] = func(*frame) Value { return k }
		}
	}
	src := c.src
	return c.valNode(mapOf(elem), site{}, func(f *frame) Value {
		var b mapBuilder
		out := f.begin(len(vals))
		if out == nil {
			f.place(at)
			return Null
		}
		for i, fn := range vals {
			k := keys[i](f)
			if f.err != nil {
				return f.abandon()
			}
			v := fn(f)
			if !f.push(out, v) {
				return f.abandon()
			}
			if !b.set(k.str(), v) {
				f.fail(newSite(src, keyAt[i]), diag.Value, "repeated-key", "this key is there twice", "")
				return f.abandon()
			}
		}
		f.abandon()
		return f.makeMap(&b, at)
	})
}

// rangeExpr compiles a..b.
func (c *compiler) rangeExpr(e *parser.BinaryExpr) *node {
	lo, hi := c.expr(e.Operands[0]), c.expr(e.Operands[1])
	l, r := c.number(lo, ".."), c.number(hi, "..")
	loAt, hiAt := lo.at, hi.at
	return c.valNode(tNumbers, site{}, func(f *frame) Value {
		a, ok := f.take(l(f))
		if !ok {
			return Null
		}
		b, ok := f.take(r(f))
		if !ok {
			return Null
		}
		for _, end := range []struct {
			n  number.Number
			at site
		}{{a, loAt}, {b, hiAt}} {
			if !end.n.IsInteger() {
				f.fail(end.at, diag.Value, "not-an-integer", "the ends of a range must be integers",
					"range(a, b, step) counts in other steps")
				return Null
			}
		}
		return f.rangeValue(a, b, number.FromInt64(1), hiAt)
	})
}

// rangeValue returns the list of a, a+step, … up to b; step is not zero.
func (f *frame) rangeValue(a, b, step number.Number, at site) Value {
	rounded := a.Rounded() || b.Rounded() || step.Rounded()
	a, b, step = a.WithRounded(false), b.WithRounded(false), step.WithRounded(false)
	span, err := f.exact.Sub(b, a)
	if err != nil {
		f.failNumber(at, err)
		return Null
	}
	if span.Sign()*step.Sign() < 0 {
		return listValue(newList(nil))
	}
	steps, err := f.exact.QuoInt(span, step)
	if err == nil {
		steps, err = f.exact.Add(steps, number.FromInt64(1))
	}
	if err != nil {
		f.failNumber(at, err)
		return Null
	}
	r := newInterval(a.WithRounded(rounded), step, steps)
	if !f.alloc(r.bytes()) {
		f.place(at)
		return Null
	}
	return listValue(&list{src: r, depth: 1})
}
