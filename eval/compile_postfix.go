package eval

import (
	"fmt"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// postfixChain compiles a chain of . […] (…) ?. as a whole: where an optional
// link meets null or nothing, the rest of the chain is skipped and the chain
// is null.
func (c *compiler) postfixChain(e parser.Expr) *node {
	n, optional := c.chain(e)
	if !optional {
		return c.typedField(n)
	}
	fn := n.value()
	return c.typedRead(c.valNode(orNull(n.typ), n.at, func(f *frame) Value {
		v := fn(f)
		if v.tag.kind == absentKind {
			return Null
		}
		return v
	}))
}

// typedField adds the typed form of a field that is known to be a number or a
// boolean, as [compiler.typedRead] does.
func (c *compiler) typedField(n *node) *node {
	what := c.text(n.at.span())
	if what == "" {
		what = "this"
	}
	switch {
	case n.val != nil && n.num == nil && n.typ.is(numberType):
		n.num = c.number(n, what)
	case n.val != nil && n.cond == nil && n.typ.is(booleanType):
		n.cond = c.condition(n, what)
	}
	return n
}

// chain compiles one link and what stands before it. If optional, the code
// returns the absent value where the chain is to be skipped.
func (c *compiler) chain(e parser.Expr) (n *node, optional bool) {
	c.fs.depth++
	c.fs.height = max(c.fs.height, c.fs.depth)
	c.fs.cost++
	switch e := e.(type) {
	case *parser.MemberExpr:
		x, opt := c.chain(e.X)
		n, optional = c.member(e, x, opt), opt || e.Optional
	case *parser.IndexExpr:
		x, opt := c.chain(e.X)
		n, optional = c.index(e, x, opt), opt || e.Optional
	case *parser.SliceExpr:
		x, opt := c.chain(e.X)
		n, optional = c.slice(e, x, opt), opt || e.Optional
	case *parser.CallExpr:
		n, optional = c.callLink(e)
	default:
		n = c.exprNode(e)
	}
	c.fs.depth--
	if n.at.src == nil {
		n.at = c.site(e.Span())
	}
	if c.trace != nil && (unparen(e) == e || !isLink(unparen(e))) {
		c.traced(e, n)
	}
	return n, optional
}

// skips wraps the code of a link: what is absent before it stays absent, and
// null before an optional link becomes absent.
//
//go:noinline
func skips(x valFn, before, here bool, link func(f *frame, v Value) Value) valFn {
	if !before && !here {
		return func(f *frame) Value { return link(f, x(f)) }
	}
	return func(f *frame) Value {
		v := x(f)
		if v.tag.kind == absentKind || here && v.tag.kind == NullKind {
			return absent
		}
		return link(f, v)
	}
}

// member compiles x.name and x?.name.
func (c *compiler) member(e *parser.MemberExpr, x *node, before bool) *node {
	name := e.Name.Name
	typ := tAny
	if x.typ.may(mapType) {
		ft, known := x.typ.field(name)
		switch {
		case known && ft == nil:
			return c.unknownField(e, x.typ)
		case known:
			typ = ft
		case x.typ.kind == mapType:
			typ = x.typ.elemType()
		}
	} else if x.typ.kind != nullType || !e.Optional {
		hint := ""
		if x.typ.kind == listType {
			hint = "map(xs, x => x." + name + ") takes it from every element"
		}
		return c.error(e.Name.Where, diag.Type, "no-fields",
			article(x.typ.String())+" has no fields, so there is no "+diag.Quote(name), hint, x.typ.String(), name)
	}
	at, nameAt, optional := x.at, c.site(e.Name.Where), e.Optional
	place := &fieldSite{name: name}
	n := c.valNode(typ, c.site(e.Span()), nil)
	n.val = skips(x.value(), before, optional, func(f *frame, v Value) Value {
		if v.tag.kind != MapKind {
			f.noFields(v, name, at)
			return Null
		}
		if v.held() {
			return f.heldField(v, place, optional, nameAt, at)
		}
		m := v.mapping()
		if i := int(place.guess.Load()); i < len(m.keys) && m.keys[i] == name {
			return m.vals[i]
		}
		return f.field(m, name, optional, &place.guess, nameAt, at)
	})
	if optional {
		n.typ = orNull(typ)
		return n
	}
	if x.ref.kind == refLocal && !x.ref.boxed && !before {
		n.member = &memberRead{site: place, slot: int(x.ref.index), val: n.val}
	}
	return n
}

// field finds an entry of a map by name.
func (f *frame) field(m *mapping, name string, optional bool, guess *atomic.Int32, nameAt, xAt site) Value {
	if m.host == nil {
		if i := m.find(name); i >= 0 {
			guess.Store(int32(i))
			return m.vals[i]
		}
	} else if v, ok, err := m.host.get(name); err != nil {
		f.hostError(err, nameAt)
		return Null
	} else if ok {
		return v
	}
	if optional {
		return absent
	}
	f.missingKey(m, name, nameAt, xAt)
	return Null
}

func (f *frame) noFields(v Value, name string, at site) {
	if f.err != nil {
		return // v is what stands for a value after an error, which has a hint of its own
	}
	switch v.tag.kind {
	case NullKind, unboundKind:
		f.wrongKind(v, at, MapKind, "."+name)
		if f.err.Hint != "" && v.tag.kind == NullKind {
			if t := sourceText(at.src, at.span()); t != "" {
				f.err.Hint = t + "?." + name + " is null where " + t + " is"
			}
		}
	default:
		f.fail(at, diag.Type, "no-fields", article(v.tag.kind.String())+" has no fields, so there is no "+diag.Quote(name), "", v.tag.kind.String(), name)
	}
}

// missingKey reports a key that a map does not have, with the nearest it has.
func (f *frame) missingKey(m *mapping, name string, at, xAt site) {
	if f.err != nil {
		return
	}
	hint := ""
	if near := f.nearestKey(m, name); near != "" {
		hint = fmt.Sprintf("did you mean %s? ", quoteKey(near))
	}
	if t := sourceText(xAt.src, xAt.span()); t != "" {
		if isName(name) {
			hint += t + "?." + name + " is null where there is none"
		} else {
			hint += t + "?.[" + quoteKey(name) + "] is null where there is none"
		}
	}
	f.fail(at, diag.Value, "missing-key", "the map has no key "+quoteKey(name), hint, name)
}

// maxNearest bounds the names that one that was meant is looked for among while a
// program runs.
const maxNearest = 1000

// nearestKey returns the key of m that name may stand for, or "". A program may
// come by errors again and again, so looking takes steps.
func (f *frame) nearestKey(m *mapping, name string) string {
	if n := m.len(); n > maxNearest || !f.charge(int64(n)) {
		return ""
	}
	return diag.Nearest(name, m.keyList())
}

// unknownField reports a field that a record is known not to have.
func (c *compiler) unknownField(e *parser.MemberExpr, t *Type) *node {
	names := make([]string, len(t.fields))
	for i, f := range t.fields {
		names[i] = f.name
	}
	hint := ""
	if near := diag.Nearest(e.Name.Name, names); near != "" {
		hint = "did you mean " + diag.Quote(near) + "?"
	}
	return c.error(e.Name.Where, diag.Value, "unknown-field", "there is no field "+diag.Quote(e.Name.Name), hint, e.Name.Name)
}

// index compiles x[i] and x?.[i].
func (c *compiler) index(e *parser.IndexExpr, x *node, before bool) *node {
	i := c.expr(e.Index)
	typ, ok := c.indexType(e, x, i)
	if !ok {
		return c.bad()
	}
	fn, optional, at, iAt := i.value(), e.Optional, x.at, i.at
	n := c.valNode(typ, c.site(e.Span()), nil)
	n.val = skips(x.value(), before, optional, func(f *frame, v Value) Value {
		f.hold(v)
		k := fn(f)
		f.release(v)
		if f.err != nil {
			return Null
		}
		switch v.tag.kind {
		case ListKind:
			return f.listIndex(v.list(), k, optional, iAt)
		case MapKind:
			return f.mapIndex(v, k, optional, iAt, at)
		case StringKind:
			return f.stringIndex(v, k, optional, iAt)
		}
		f.wrongKind(v, at, ListKind, "[…]")
		return Null
	})
	if optional {
		n.typ = orNull(typ)
	}
	return n
}

// indexType checks the operands of an index and returns the type of the element.
func (c *compiler) indexType(e *parser.IndexExpr, x, i *node) (*Type, bool) {
	switch x.typ.kind {
	case listType, stringType:
		if !i.typ.may(numberType) {
			c.wrongType(i, "number", "an index")
			return nil, false
		}
		if x.typ.kind == stringType {
			return tString, true
		}
		return x.typ.elemType(), true
	case mapType:
		if !i.typ.may(stringType) {
			c.wrongType(i, "string", "a key")
			return nil, false
		}
		if i.constant && i.typ == tString {
			if ft, known := x.typ.field(i.v.str()); known {
				if ft == nil {
					c.unknownField(&parser.MemberExpr{X: e.X, Name: parser.Ident{Name: i.v.str(), Where: i.at.span()}}, x.typ)
					return nil, false
				}
				return ft, true
			}
		}
		return x.typ.elemType(), true
	case anyType:
		return tAny, true
	case nullType:
		if e.Optional {
			return tNull, true
		}
	}
	c.wrongType(x, "list", "[…]")
	return nil, false
}

// position returns k as a position in a sequence of n elements; negative ones
// count from the end. ok is false after an error or where there is none.
func (f *frame) position(k Value, n int, optional bool, at site) (int, bool) {
	if k.tag.kind != NumberKind {
		f.wrongKind(k, at, NumberKind, "an index")
		return 0, false
	}
	x := k.number()
	if !x.IsInteger() {
		f.fail(at, diag.Value, "not-an-integer", "an index must be an integer", "")
		return 0, false
	}
	i, ok := x.Int64()
	if ok && i < 0 {
		i += int64(n)
	}
	if !ok || i < 0 || i >= int64(n) {
		if !optional {
			f.outOfRange(n, at)
		}
		return 0, false
	}
	return int(i), true
}

func (f *frame) outOfRange(n int, at site) {
	message := fmt.Sprintf("index out of range: there are %d elements, 0 to %d", n, n-1)
	switch n {
	case 0:
		message = "index out of range: there are no elements"
	case 1:
		message = "index out of range: there is 1 element, 0"
	}
	f.fail(at, diag.Value, "index-range", message, "-1 is the last; x?.[i] is null where there is none")
}

func (f *frame) listIndex(l *list, k Value, optional bool, at site) Value {
	if r := l.interval(); r != nil && k.tag.kind == NumberKind && r.n == maxInt {
		return f.farIndex(r, k.number(), optional, at)
	}
	i, ok := f.position(k, l.len(), optional, at)
	if !ok {
		return missing(f, optional)
	}
	return f.element(l, i, at)
}

// farIndex is the index into a range of more elements than an int can count.
func (f *frame) farIndex(r *interval, i number.Number, optional bool, at site) Value {
	if !i.IsInteger() {
		f.fail(at, diag.Value, "not-an-integer", "an index must be an integer", "")
		return Null
	}
	if i.Sign() < 0 {
		var err error
		if i, err = f.exact.Add(i, r.count); err != nil {
			f.failNumber(at, err)
			return Null
		}
	}
	if i.Sign() < 0 || number.Cmp(i, r.count) >= 0 {
		if !optional {
			f.fail(at, diag.Value, "index-range", "index out of range", "")
		}
		return missing(f, optional)
	}
	return NumberValue(r.number(i))
}

func missing(f *frame, optional bool) Value {
	if optional && f.err == nil {
		return absent
	}
	return Null
}

func (f *frame) mapIndex(m, k Value, optional bool, kAt, xAt site) Value {
	if k.tag.kind != StringKind {
		f.wrongKind(k, kAt, StringKind, "a key")
		return Null
	}
	v, ok, err := m.entry(k.str())
	switch {
	case err != nil:
		f.hostError(err, kAt)
		return Null
	case !ok && optional:
		return absent
	case !ok && sourceText(kAt.src, kAt.span()) == string(appendQuoted(nil, k.str())):
		f.missingKey(m.mapping(), k.str(), kAt, xAt)
		return Null
	case !ok:
		hint := ""
		if t := sourceText(xAt.src, xAt.span()); t != "" {
			hint = t + "?.[…] is null where there is none"
		}
		f.fail(kAt, diag.Value, "missing-key", "the map does not have this key", hint)
		return Null
	}
	return v
}

func (f *frame) stringIndex(v, k Value, optional bool, at site) Value {
	if !f.charge(int64(v.lo)>>6 + 1) {
		f.place(at)
		return Null
	}
	s := v.str()
	i, ok := f.position(k, runeCount(s), optional, at)
	if !ok {
		return missing(f, optional)
	}
	return f.piece(runeSlice(s, i, i+1), at)
}

// slice compiles x[i:j].
func (c *compiler) slice(e *parser.SliceExpr, x *node, before bool) *node {
	typ := x.typ
	if typ.kind == nullType && e.Optional {
		typ = tAny
	}
	if !typ.may(listType) && !typ.may(stringType) {
		c.wrongType(x, "list", "[…:…]")
		return c.bad()
	}
	if typ.kind == listType && typ.nullable {
		typ = notNull(typ)
	}
	ends := [2]numFn{}
	sites := [2]site{}
	for i, end := range []parser.Expr{e.Low, e.High} {
		if end == nil {
			continue
		}
		n := c.expr(end)
		ends[i], sites[i] = c.number(n, "an index"), n.at
	}
	at := x.at
	n := c.valNode(typ, c.site(e.Span()), nil)
	n.val = skips(x.value(), before, e.Optional, func(f *frame, v Value) Value {
		var size int
		switch v.tag.kind {
		case ListKind:
			size = v.list().len()
		case StringKind:
			if !f.charge(int64(v.lo)>>6 + 1) {
				f.place(at)
				return Null
			}
			size = runeCount(v.str())
		default:
			f.wrongKind(v, at, ListKind, "[…:…]")
			return Null
		}
		if r := farRange(v); r != nil {
			return f.farSlice(r, ends, sites)
		}
		f.hold(v)
		i, j := f.sliceEnd(ends[0], 0, size, sites[0]), f.sliceEnd(ends[1], size, size, sites[1])
		f.release(v)
		if f.err != nil {
			return Null
		}
		return f.sliceValue(v, i, max(i, j), at)
	})
	if e.Optional {
		n.typ = orNull(typ)
	}
	return n
}

// farRange returns the range that v is if it has more elements than an int can
// count, else nil.
func farRange(v Value) *interval {
	if v.tag.kind != ListKind {
		return nil
	}
	if r := v.list().interval(); r != nil && r.n == maxInt {
		return r
	}
	return nil
}

// farSlice slices such a range.
func (f *frame) farSlice(r *interval, ends [2]numFn, sites [2]site) Value {
	bounds := [2]number.Number{{}, r.count}
	for i, fn := range ends {
		if fn == nil {
			continue
		}
		x, ok := f.take(fn(f))
		if !ok {
			return Null
		}
		if !x.IsInteger() {
			f.fail(sites[i], diag.Value, "not-an-integer", "an index must be an integer", "")
			return Null
		}
		x = x.WithRounded(false)
		if x.Sign() < 0 {
			var err error
			if x, err = f.exact.Add(x, r.count); err != nil {
				f.failNumber(sites[i], err)
				return Null
			}
		}
		switch {
		case x.Sign() < 0:
			x = number.Number{}
		case number.Cmp(x, r.count) > 0:
			x = r.count
		}
		bounds[i] = x
	}
	return f.rangePart(r, bounds[0], bounds[1], sites[1])
}

// rangePart returns elements from to to, not included, of a range; both lie
// within it.
func (f *frame) rangePart(r *interval, from, to number.Number, at site) Value {
	count, err := f.exact.Sub(to, from)
	if err != nil {
		f.failNumber(at, err)
		return Null
	}
	if count.Sign() <= 0 {
		return listValue(newList(nil))
	}
	part := newInterval(r.number(from), r.step, count)
	if !f.alloc(part.bytes()) {
		f.place(at)
		return Null
	}
	return listValue(&list{src: part, depth: 1})
}

// sliceEnd evaluates an end of a slice of n elements, clamped as Python does.
func (f *frame) sliceEnd(fn numFn, def, n int, at site) int {
	if fn == nil {
		return def
	}
	x, ok := f.take(fn(f))
	if !ok {
		return 0
	}
	if !x.IsInteger() {
		f.fail(at, diag.Value, "not-an-integer", "an index must be an integer", "")
		return 0
	}
	i, ok := x.Int64()
	switch {
	case !ok && x.Sign() < 0:
		return 0
	case !ok:
		return n
	case i < 0:
		i += int64(n)
	}
	return int(min(max(i, 0), int64(n)))
}

// sliceValue returns elements i to j of a list or string.
func (f *frame) sliceValue(v Value, i, j int, at site) Value {
	if v.tag.kind == StringKind {
		return f.piece(runeSlice(v.str(), i, j), at)
	}
	l := v.list()
	if l.src != nil {
		if i == j {
			return listValue(newList(nil))
		}
		return listValue(&list{src: l.src.slice(i, j), depth: l.depth})
	}
	if 2*(j-i) < l.backing() {
		// Sharing would keep all of a long list alive for a short one.
		out := f.begin(j - i)
		if out == nil {
			f.place(at)
			return Null
		}
		*out = append(*out, l.elems[i:j]...)
		return f.finish(at)
	}
	if !f.alloc(64) {
		f.place(at)
		return Null
	}
	whole := l
	if l.whole != nil {
		whole = l.whole
	}
	return listValue(&list{elems: l.elems[i:j:j], depth: l.depth, funcs: l.funcs, whole: whole})
}
