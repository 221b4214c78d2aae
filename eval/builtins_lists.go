package eval

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// listRows work on lists element by element.
var listRows = []Builtin{
	{Name: "len", Group: groupLists, Params: []Param{paramAny}, Result: tNumber, call: callLen,
		Doc:      "How many elements a list, entries a map or code points a string has.",
		Examples: []Example{{"len([5, 6])", "2"}, {`len("naïve")`, "5"}, {"len({a: 1})", "1"}}},
	{Name: "map", Group: groupLists, Params: []Param{paramList, paramEach}, call: callMap, stage: mapStage, streams: true,
		result:   func(args []*Type) *Type { return listOf(resultOf(args[1])) },
		Doc:      "The list of what f makes of each element, and of its index if f takes two parameters.",
		Examples: []Example{{"map([1, 2, 3], x => x * x)", "[1, 4, 9]"}, {"map([5, 5], (x, i) => x + i)", "[5, 6]"}}},
	{Name: "filter", Group: groupLists, Params: []Param{paramList, paramEach}, call: callFilter, stage: filterStage, streams: true, result: sameList,
		Doc:      "The elements for which f is true.",
		Examples: []Example{{"filter(1..10, x => x % 3 == 0)", "[3, 6, 9]"}}},
	{Name: "reduce", Group: groupLists, Params: []Param{paramList, {Name: "f", Type: tFunction, Callback: accAndElement}, {Name: "initial", Type: tAny}}, Result: tAny, call: callReduce, streams: true,
		Doc:      "What f(acc, x) makes of the elements one after the other, beginning with acc = initial.",
		Examples: []Example{{"reduce([1, 2, 3], (acc, x) => acc * 10 + x, 0)", "123"}}},
	{Name: "any", Group: groupLists, Params: []Param{paramList, paramThrough}, Result: tBoolean, call: callAny,
		Doc:      "Whether f is true for some element.",
		Examples: []Example{{"any([1, 2, 3], x => x > 2)", "true"}, {"any([])", "false"}}},
	{Name: "all", Group: groupLists, Params: []Param{paramList, paramThrough}, Result: tBoolean, call: callAll,
		Doc:      "Whether f is true for every element.",
		Examples: []Example{{"all([1, 2, 3], x => x > 2)", "false"}, {"all([true, true])", "true"}}},
	{Name: "none", Group: groupLists, Params: []Param{paramList, paramThrough}, Result: tBoolean, call: callNone,
		Doc:      "Whether f is true for no element.",
		Examples: []Example{{"none([1, 2, 3], x => x > 3)", "true"}}},
	{Name: "find", Group: groupLists, Params: []Param{paramList, paramEach}, call: callFind, result: elementOrNull,
		Doc:      "The first element for which f is true, or null.",
		Examples: []Example{{"find([5, 12, 8, 20], x => x > 10)", "12"}, {"find([1], x => x > 10)", "null"}}},
	{Name: "index_of", Group: groupLists, Params: []Param{paramAny, {Name: "y", Type: tAny}}, Result: tMaybeNumber, call: callIndexOf,
		Doc:      "Where the element y of a list, or the text y in a string, first is, or null.",
		Examples: []Example{{"index_of([5, 6, 7], 6)", "1"}, {`index_of("hello", "l")`, "2"}, {"index_of([1], 2)", "null"}}},
	{Name: "contains", Group: groupLists, Params: []Param{paramAny, {Name: "y", Type: tAny}}, Result: tBoolean, call: callContains,
		Doc:      "Whether y is an element of a list, a key of a map or a part of a string, as y in x.",
		Examples: []Example{{"contains([1, 2], 2)", "true"}, {`contains("hello", "ell")`, "true"}, {`contains({a: 1}, "b")`, "false"}}},
	{Name: "first", Group: groupLists, Params: []Param{paramList}, call: callFirst, result: elementOrNull,
		Doc:      "The first element, or null.",
		Examples: []Example{{"first([7, 8])", "7"}, {"first([])", "null"}}},
	{Name: "last", Group: groupLists, Params: []Param{paramList}, call: callLast, result: elementOrNull,
		Doc:      "The last element, or null.",
		Examples: []Example{{"last([7, 8])", "8"}}},
	{Name: "take", Group: groupLists, Params: []Param{paramList, {Name: "n", Type: tNumber}}, call: callTake, result: sameList,
		Doc:      "The first n elements, or all if there are fewer.",
		Examples: []Example{{"take([5, 6, 7], 2)", "[5, 6]"}}},
	{Name: "drop", Group: groupLists, Params: []Param{paramList, {Name: "n", Type: tNumber}}, call: callDrop, result: sameList,
		Doc:      "All but the first n elements.",
		Examples: []Example{{"drop([5, 6, 7], 2)", "[7]"}}},
	{Name: "reverse", Group: groupLists, Params: []Param{paramList}, call: callReverse, result: sameList,
		Doc:      "The elements in the opposite order.",
		Examples: []Example{{"reverse([1, 2, 3])", "[3, 2, 1]"}}},
	{Name: "range", Group: groupLists, Params: []Param{paramA, paramB, {Name: "step", Type: tNumber, Default: "1"}}, Result: tNumbers, call: callRange,
		Doc:      "The list of a, a + step, … up to b, which is included if it is reached; computed on demand.",
		Examples: []Example{{"range(0, 10, 4)", "[0, 4, 8]"}, {"range(3, 1, -1)", "[3, 2, 1]"}, {"range(0, 1, 0.25)", "[0, 0.25, 0.5, 0.75, 1]"}}},
}

func accAndElement(args []*Type) []*Type {
	return []*Type{tAny, args[0].elemType(), tNumber}
}

func callLen(f *frame, k *call, a []Value) Value {
	switch v := a[0]; v.tag.kind {
	case ListKind:
		return lengthOf(v.list())
	case MapKind:
		return intValue(v.mapping().len())
	case StringKind:
		if !k.charges(f, int64(v.lo)>>6) {
			return Null
		}
		return intValue(runeCount(v.str()))
	default:
		k.wrongContainer(f, v, "len")
		return Null
	}
}

// wrongContainer records that the first argument is no list, map or string.
func (k *call) wrongContainer(f *frame, v Value, name string) {
	if v.IsNull() {
		f.wrongKind(v, k.argSite(0), ListKind, name)
		return
	}
	k.fail(f, 0, diag.Type, "operand-type", name+" works on lists, maps and strings, but this is "+article(v.tag.kind.String()), "", name, v.tag.kind.String())
}

func callMap(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 1, 2)
	if !ok {
		return Null
	}
	l := a[0].list()
	if out := k.begin(f, l.atLeast()); out != nil {
		f.each(l, k.argSite(0), func(i int, v Value) bool { return f.push(out, cb.call1(v, i)) })
		cb.end()
		return f.finish(k.at)
	}
	cb.end()
	return Null
}

func callFilter(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 1, 2)
	if !ok {
		return Null
	}
	defer cb.end()
	l := a[0].list()
	out := k.begin(f, min(l.atLeast(), 16))
	if out == nil {
		return Null
	}
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		if cb.boolean(v, i, k.b.Name) {
			return f.push(out, v)
		}
		return f.err == nil
	})
	return f.finish(k.at)
}

func callReduce(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 2, 3)
	if !ok {
		return Null
	}
	defer cb.end()
	acc := a[2]
	f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
		acc = cb.call2(acc, v, i)
		return f.err == nil
	})
	return acc
}

// search returns the first element for which the function, or the element
// itself, is as wanted, and its index; -1 if there is none.
func (k *call) search(f *frame, a []Value, want bool) (Value, int) {
	at, found := -1, Null
	if !hasArg(a, 1) {
		f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
			if v.tag.kind != BooleanKind {
				k.wrongElement(f, 0, i, v, BooleanKind)
				return false
			}
			if v.bool() == want {
				at = i
			}
			return at < 0
		})
		return found, at
	}
	cb, ok := f.callback(k, a, 1, 1, 2)
	if !ok {
		return Null, -1
	}
	f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
		if cb.boolean(v, i, k.b.Name) == want && f.err == nil {
			at, found = i, v
		}
		return at < 0 && f.err == nil
	})
	cb.end()
	return found, at
}

func callAny(f *frame, k *call, a []Value) Value {
	_, i := k.search(f, a, true)
	return Boolean(i >= 0)
}

func callAll(f *frame, k *call, a []Value) Value {
	_, i := k.search(f, a, false)
	return Boolean(i < 0)
}

func callNone(f *frame, k *call, a []Value) Value {
	_, i := k.search(f, a, true)
	return Boolean(i < 0)
}

func callFind(f *frame, k *call, a []Value) Value {
	v, _ := k.search(f, a, true)
	return v
}

func callContains(f *frame, k *call, a []Value) Value {
	return Boolean(f.contains(a[0], a[1], k.argSite(0), k.argSite(1)))
}

func callIndexOf(f *frame, k *call, a []Value) Value {
	switch x, y := a[0], a[1]; x.tag.kind {
	case ListKind:
		if r := x.list().interval(); r != nil {
			return k.indexInRange(f, r, y)
		}
		at := Null
		f.each(x.list(), k.argSite(0), func(i int, v Value) bool {
			if f.equal(v, y, k.at) {
				at = intValue(i)
			}
			return at.IsNull()
		})
		return at
	case StringKind:
		if y.tag.kind != StringKind {
			f.wrongKind(y, k.argSite(1), StringKind, "index_of with a string")
			return Null
		}
		if !k.charges(f, int64(x.lo)>>5) {
			return Null
		}
		if i := strings.Index(x.str(), y.str()); i >= 0 {
			return intValue(runeCount(x.str()[:i]))
		}
		return Null
	default:
		if x.IsNull() {
			f.wrongKind(x, k.argSite(0), ListKind, "index_of")
			return Null
		}
		return k.fail(f, 0, diag.Type, "operand-type", "index_of looks into a list or a string, but this is "+article(x.tag.kind.String()), "", x.tag.kind.String())
	}
}

// indexInRange is where y stands in a range, found without walking it.
func (k *call) indexInRange(f *frame, r *interval, y Value) Value {
	if !f.contains(listValue(&list{src: r, depth: 1}), y, k.argSite(0), k.argSite(1)) {
		return Null
	}
	n, err := f.exact.Sub(y.number().WithRounded(false), r.first.WithRounded(false))
	if err == nil {
		n, err = f.exact.QuoInt(n, r.step.WithRounded(false))
	}
	return k.number(f, n, err)
}

func callFirst(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if l.len() == 0 {
		return Null
	}
	return f.element(l, 0, k.argSite(0))
}

func callLast(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if r := l.interval(); r != nil {
		return NumberValue(r.last())
	}
	if l.len() == 0 {
		return Null
	}
	return f.element(l, l.len()-1, k.argSite(0))
}

func callTake(f *frame, k *call, a []Value) Value {
	n, ok := k.count(f, a, 1)
	if !ok {
		return Null
	}
	if r := farRange(a[0]); r != nil {
		return f.rangePart(r, number.Number{}, least(a[1].number(), r.count), k.at)
	}
	return f.sliceValue(a[0], 0, min(n, a[0].list().len()), k.at)
}

// least returns the smaller of two exact numbers.
func least(x, y number.Number) number.Number {
	if number.Cmp(x, y) < 0 {
		return x.WithRounded(false)
	}
	return y
}

func callDrop(f *frame, k *call, a []Value) Value {
	n, ok := k.count(f, a, 1)
	if !ok {
		return Null
	}
	l := a[0].list()
	if r := farRange(a[0]); r != nil {
		return f.rangePart(r, least(a[1].number(), r.count), r.count, k.at)
	}
	return f.sliceValue(a[0], min(n, l.len()), l.len(), k.at)
}

func callReverse(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if r := l.interval(); r != nil {
		return listValue(&list{src: r.reverse(), depth: 1})
	}
	n := l.len()
	out := k.begin(f, n)
	if out == nil {
		return Null
	}
	for i := n - 1; i >= 0; i-- {
		if !f.charge(1) || !f.push(out, f.element(l, i, k.argSite(0))) {
			break
		}
	}
	return f.finish(k.at)
}

func callRange(f *frame, k *call, a []Value) Value {
	step := number.FromInt64(1)
	if hasArg(a, 2) {
		step = a[2].number()
	}
	whole := step.IsInteger()
	switch {
	case step.IsZero():
		return k.fail(f, 2, diag.Value, "zero-step", "the step of a range may not be 0", "")
	case step.Rounded() && !whole:
		return k.fail(f, 2, diag.Value, "rounded-step", "the step of a range must be exact, and this one is rounded",
			"map(0..n, i => a + i * step) computes such a list")
	}
	for i := range 2 {
		if whole && !a[i].number().IsInteger() {
			return k.fail(f, i, diag.Value, "not-an-integer", fmt.Sprintf("%s must be an integer", k.what(i)),
				"a step that is no integer, as in range(0.5, 2, 0.25), allows it", k.what(i))
		}
	}
	v := f.rangeValue(a[0].number(), a[1].number(), step, k.at)
	f.place(k.at)
	return v
}
