package eval

import (
	"hash/maphash"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// membership compiles in and not in.
func (c *compiler) membership(op parser.Operator, x, y *node) condFn {
	if !y.typ.may(listType) && !y.typ.may(mapType) && !y.typ.may(stringType) {
		c.error(y.at.span(), diag.Type, "operand-type",
			"in looks into a list, a map or a string, but this is "+article(y.typ.String()), "", y.typ.String())
		return func(*frame) bool { return false }
	}
	if (y.typ.is(mapType) || y.typ.is(stringType)) && !x.typ.may(stringType) {
		c.wrongType(x, "string", "in with "+article(typeNames[y.typ.kind]))
		return func(*frame) bool { return false }
	}
	want := !op.Negated
	if y.constant && y.typ.kind == listType {
		if fn := inConstants(x, y.v.list().elems, want); fn != nil {
			return fn
		}
	}
	l, r := x.value(), y.value()
	xAt, yAt := x.at, y.at
	return func(f *frame) bool {
		a := f.hold(l(f))
		b := r(f)
		f.release(a)
		return f.contains(b, a, yAt, xAt) == want
	}
}

// linearConstants is the number of constants up to which comparing them one by
// one beats a hash table.
const linearConstants = 8

// inConstants returns the code that looks for x among constants that are all
// texts or all numbers, or nil. It takes no time to speak of, however many
// they are, and so charges nothing.
func inConstants(x *node, elems []Value, want bool) condFn {
	if len(elems) == 0 {
		return nil
	}
	kind := elems[0].tag.kind
	for _, v := range elems {
		if v.tag.kind != kind {
			return nil
		}
	}
	switch kind {
	case StringKind:
		texts := make([]string, len(elems))
		for i, v := range elems {
			texts[i] = v.str()
		}
		if x.ref.kind == refGlobal && len(texts) <= linearConstants {
			return globalInTexts(x.ref.index, x.at, texts, want)
		}
		return inTexts(x.value(), texts, want)
	case NumberKind:
		return inNumbers(x.value(), elems, want)
	}
	return nil
}

// globalInTexts looks for a script-level or host name among a few texts.
//
//go:noinline
func globalInTexts(slot int32, at site, texts []string, want bool) condFn {
	return func(f *frame) bool {
		v := &f.globals[slot]
		if v.tag.kind != StringKind {
			if v.tag.kind == unboundKind {
				f.unboundName(at)
			}
			return !want
		}
		return slices.Contains(texts, v.str()) == want
	}
}

func inTexts(x valFn, texts []string, want bool) condFn {
	if len(texts) <= linearConstants {
		return func(f *frame) bool {
			v := x(f)
			return (v.tag.kind == StringKind && slices.Contains(texts, v.str())) == want
		}
	}
	set := make(map[string]struct{}, len(texts))
	for _, s := range texts {
		set[s] = struct{}{}
	}
	return func(f *frame) bool {
		v := x(f)
		if v.tag.kind != StringKind {
			return !want
		}
		_, ok := set[v.str()]
		return ok == want
	}
}

func inNumbers(x valFn, numbers []Value, want bool) condFn {
	if len(numbers) <= linearConstants {
		return func(f *frame) bool {
			v := x(f)
			return (v.tag.kind == NumberKind && containsNumber(numbers, v)) == want
		}
	}
	seed := maphash.MakeSeed()
	set := make(map[uint64][]Value, len(numbers))
	for _, v := range numbers {
		h := v.number().Hash(seed)
		set[h] = append(set[h], v)
	}
	return func(f *frame) bool {
		v := x(f)
		return (v.tag.kind == NumberKind && containsNumber(set[v.number().Hash(seed)], v)) == want
	}
}

func containsNumber(numbers []Value, v Value) bool {
	for i := range numbers {
		if number.Equal(numbers[i].number(), v.number()) {
			return true
		}
	}
	return false
}
