package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

const maxInt = int(^uint(0) >> 1)

// plus compiles a run of + whose operands may be strings or lists: operands
// first, then the operators up to end of the chain e.
func (c *compiler) plus(e *parser.BinaryExpr, run []*node, end int) *node {
	typ := run[0].typ
	fns := make([]valFn, len(run))
	sites := make([]site, len(run))
	for i, n := range run {
		fns[i], sites[i] = n.value(), n.at
		if i > 0 {
			typ = c.plusType(typ, n, run[i-1])
		}
	}
	at := c.site(diag.Span{Start: e.Operands[0].Span().Start, End: e.Operands[end].Span().End})
	if typ.kind == anyType {
		c.fs.dynamic = true
	}
	if c.trace != nil {
		return c.valNode(typ, at, tracedPlus(e, end, fns, sites, at))
	}
	if len(fns) == 2 && !c.checked {
		return c.valNode(typ, at, plus2(fns[0], fns[1], sites, at))
	}
	return c.valNode(typ, at, func(f *frame) Value {
		base := len(f.temps)
		for _, fn := range fns {
			f.temps = append(f.temps, fn(f))
			if f.err != nil {
				f.dropTemps(base)
				return Null
			}
		}
		v := f.join(f.temps[base:], sites, at)
		f.dropTemps(base)
		return v
	})
}

// plus2 is the common case: two operands, most likely numbers.
//
//go:noinline
func plus2(l, r valFn, sites []site, at site) valFn {
	return func(f *frame) Value {
		a := l(f)
		if a.tag.kind != NumberKind {
			f.temps = append(f.temps, a, Null)
			b := r(f)
			base := len(f.temps) - 2
			f.temps[base+1] = b
			v := f.join(f.temps[base:], sites, at)
			f.dropTemps(base)
			return v
		}
		b := r(f)
		if b.tag.kind == NumberKind {
			if s, ok := number.AddExact(a.small(), b.small()); ok {
				return smallValue(s)
			}
		}
		if f.err != nil {
			return Null
		}
		return f.join([]Value{a, b}, sites, at)
	}
}

func (f *frame) dropTemps(base int) {
	clear(f.temps[base:])
	f.temps = f.temps[:base]
}

// plusType returns the type of left + n and reports what cannot be added.
func (c *compiler) plusType(left *Type, n, before *node) *Type {
	l, r := left, n.typ
	switch {
	case l.kind == anyType || r.kind == anyType:
		if l.kind == anyType {
			l = r
		}
		switch l.kind {
		case anyType:
			return tAny
		case numberType:
			return tNumber
		case stringType:
			return tString
		case listType:
			return tList
		}
	case l.kind == stringType && r.kind == stringType:
		return tString
	case l.kind == listType && r.kind == listType:
		return join(notNull(l), notNull(r))
	case l.kind == numberType && r.kind == numberType:
		return tNumber
	}
	c.wrongPlus(left, n, before)
	return tAny
}

func (c *compiler) wrongPlus(left *Type, n, before *node) *node {
	hint := ""
	bad := n
	switch {
	case left.kind == nullType:
		bad, hint = before, "give a default with ??"
	case n.typ.kind == nullType:
		hint = "give a default with ??"
	case left.kind == stringType:
		hint = "str(" + orX(c.text(n.at.span())) + ") gives its text"
	case n.typ.kind == stringType:
		hint = "str(" + orX(c.text(before.at.span())) + ") gives its text"
	}
	return c.error(bad.at.span(), diag.Type, "mixed-operands", "+ adds numbers, or joins two strings or two lists, but here it has "+
		article(left.String())+" and "+article(n.typ.String()), hint, left.String(), n.typ.String())
}

func orX(text string) string {
	if text == "" {
		return "x"
	}
	return text
}

// join adds numbers, or joins strings or lists, all at once.
func (f *frame) join(vs []Value, sites []site, at site) Value {
	if f.err != nil {
		return Null
	}
	kind := vs[0].tag.kind
	if kind != NumberKind && kind != StringKind && kind != ListKind {
		f.wrongJoin(vs[0], vs[1], sites[0], sites[1])
		return Null
	}
	for i := range vs {
		if vs[i].tag.kind != kind {
			f.wrongJoin(vs[0], vs[i], sites[0], sites[i])
			return Null
		}
	}
	switch kind {
	case StringKind:
		return f.joinStrings(vs, at)
	case ListKind:
		return f.joinLists(vs, at)
	}
	sum := vs[0].number()
	for i := range vs[1:] {
		var err error
		if sum, err = f.num.Add(sum, vs[i+1].number()); err != nil {
			f.failNumber(at, err)
			return Null
		}
	}
	return NumberValue(sum)
}

func (f *frame) wrongJoin(a, b Value, aAt, bAt site) {
	ak, bk := a.tag.kind, b.tag.kind
	bad, badAt := b, bAt
	if ak == NullKind || ak == unboundKind || ak != NumberKind && ak != StringKind && ak != ListKind {
		bad, badAt = a, aAt
	}
	if bad.tag.kind == NullKind || bad.tag.kind == unboundKind {
		want := ak
		if badAt == aAt {
			want = bk
		}
		if want != StringKind && want != ListKind {
			want = NumberKind
		}
		f.wrongKind(bad, badAt, want, "+")
		return
	}
	hint := ""
	if ak == StringKind || bk == StringKind {
		other := badAt
		if bk == StringKind {
			other = aAt
		}
		hint = "str(" + orX(sourceText(other.src, other.span())) + ") gives its text"
	}
	f.fail(badAt, diag.Type, "mixed-operands", "+ adds numbers, or joins two strings or two lists, but here it has "+
		article(ak.String())+" and "+article(bk.String()), hint, ak.String(), bk.String())
}

func (f *frame) joinStrings(vs []Value, at site) Value {
	size := int64(0)
	for i := range vs {
		size += int64(vs[i].lo)
	}
	if !f.text(size, at) {
		return Null
	}
	var b strings.Builder
	b.Grow(int(size))
	for i := range vs {
		b.WriteString(vs[i].str())
	}
	return StringValue(b.String())
}

func (f *frame) joinLists(vs []Value, at site) Value {
	size := 0
	for i := range vs {
		n := vs[i].list().len()
		if n > maxInt-size {
			n = maxInt - size
		}
		size += n
	}
	if int64(size) > f.budget.limits.Memory/valueBytes {
		f.memoryExceeded()
		f.place(at)
		return Null
	}
	out := f.begin(size)
	if out == nil {
		f.place(at)
		return Null
	}
	for i := range vs {
		f.each(vs[i].list(), at, func(_ int, v Value) bool {
			*out = append(*out, v)
			return true
		})
	}
	return f.finish(at)
}

// contains decides x in c: an element of a list, a key of a map, a part of
// a string.
func (f *frame) contains(c, x Value, cAt, xAt site) bool {
	if f.err != nil {
		return false
	}
	switch c.tag.kind {
	case ListKind:
		return f.listContains(c.list(), x, cAt, xAt)
	case MapKind:
		if x.tag.kind != StringKind {
			f.wrongKind(x, xAt, StringKind, "in with a map")
			return false
		}
		_, ok, err := c.mapping().get(x.str())
		if err != nil {
			f.hostError(err, cAt)
		}
		return ok
	case StringKind:
		if x.tag.kind != StringKind {
			f.wrongKind(x, xAt, StringKind, "in with a string")
			return false
		}
		if !f.charge(int64(c.lo) >> 6) {
			f.place(cAt)
			return false
		}
		return strings.Contains(c.str(), x.str())
	case NullKind, unboundKind:
		f.wrongKind(c, cAt, ListKind, "in")
		return false
	}
	f.fail(cAt, diag.Type, "operand-type", "in looks into a list, a map or a string, but this is "+article(c.tag.kind.String()), "", c.tag.kind.String())
	return false
}

func (f *frame) listContains(l *list, x Value, cAt, xAt site) bool {
	if r := l.interval(); r != nil {
		return f.intervalContains(r, x, xAt)
	}
	found := false
	f.each(l, cAt, func(_ int, v Value) bool {
		found = f.equal(v, x, cAt)
		return !found
	})
	return found
}

// intervalContains looks for a number in a range without walking it.
func (f *frame) intervalContains(r *interval, x Value, at site) bool {
	if x.tag.kind != NumberKind {
		return false
	}
	n := x.number().WithRounded(false)
	first, step := r.first.WithRounded(false), r.step.WithRounded(false)
	if !n.IsInteger() && first.IsInteger() && step.IsInteger() {
		f.fail(at, diag.Value, "not-an-integer", "a range holds integers, but this number is none", "a <= x <= b tests whether x lies between them")
		return false
	}
	lo, hi := first, r.last().WithRounded(false)
	if step.Sign() < 0 {
		lo, hi = hi, lo
	}
	if number.Cmp(n, lo) < 0 || number.Cmp(n, hi) > 0 {
		return false
	}
	d, err := f.exact.Sub(n, first)
	if err == nil {
		d, err = f.exact.Rem(d, step)
	}
	if err != nil {
		f.failNumber(at, err)
		return false
	}
	return d.IsZero()
}

// equal compares by value, deeply.
func (f *frame) equal(a, b Value, at site) bool {
	if f.err != nil {
		return false
	}
	if a.tag.kind == unboundKind || b.tag.kind == unboundKind {
		return false
	}
	if a.tag.kind != b.tag.kind {
		return false
	}
	switch a.tag.kind {
	case NumberKind:
		return number.Equal(a.number(), b.number())
	case StringKind:
		if a.lo != b.lo || !f.charge(int64(a.lo)>>6) {
			f.place(at)
			return false
		}
		return a.str() == b.str()
	case BooleanKind:
		return a.lo == b.lo
	case ListKind:
		return f.equalLists(a.list(), b.list(), at)
	case MapKind:
		return f.equalMaps(a.mapping(), b.mapping(), at)
	case FunctionKind:
		f.fail(at, diag.Type, "function-comparison", "functions do not compare", "")
		return false
	}
	return true
}

func (f *frame) equalLists(a, b *list, at site) bool {
	if a == b && !a.funcs {
		return true
	}
	if ra, rb := a.interval(), b.interval(); ra != nil && rb != nil {
		return number.Equal(ra.count, rb.count) && number.Equal(ra.first, rb.first) &&
			(number.Equal(ra.step, rb.step) || ra.n == 1)
	}
	if a.len() != b.len() {
		return false
	}
	same := true
	f.each(a, at, func(i int, v Value) bool {
		same = f.equal(v, f.element(b, i, at), at)
		return same
	})
	return same && f.err == nil
}

func (f *frame) equalMaps(a, b *mapping, at site) bool {
	if a.len() != b.len() {
		return false
	}
	same := true
	f.entries(a, at, func(key string, v Value) bool {
		w, ok, err := b.get(key)
		if err != nil {
			f.hostError(err, at)
		}
		same = ok && f.equal(v, w, at)
		return same
	})
	return same && f.err == nil
}

// runeCount is the length of a string in code points.
func runeCount(s string) int { return utf8.RuneCountInString(s) }

// runeSlice returns code points i to j of a string that has as many.
func runeSlice(s string, i, j int) string {
	start := runeOffset(s, i)
	return s[start : start+runeOffset(s[start:], j-i)]
}

// runeOffset returns the byte offset of code point n.
func runeOffset(s string, n int) int {
	for offset := range s {
		if n == 0 {
			return offset
		}
		n--
	}
	return len(s)
}
