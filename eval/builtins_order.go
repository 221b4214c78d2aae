package eval

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

var paramKey = Param{Name: "key", Type: tFunction, Default: "…", Callback: elementAlone}

// orderRows sort, and choose by order.
var orderRows = []Builtin{
	{Name: "sort", Group: groupLists, Params: []Param{paramList, paramKey, {Name: "desc", Type: tBoolean, Default: "false"}}, call: callSort, result: sameList,
		Doc: "The elements in ascending order, numbers or strings, by a key if one is given; equal ones stay in their order.",
		Examples: []Example{{"sort([10, 9, 1.5])", "[1.5, 9, 10]"}, {`sort(["b", "a"], desc = true)`, `["b", "a"]`},
			{`sort(["ccc", "a", "bb"], s => len(s))`, `["a", "bb", "ccc"]`}}},
	{Name: "min_by", Group: groupLists, Params: []Param{paramList, paramOf}, call: callMinBy, result: elementOf,
		Doc:      "The first element for which f, a number or a string, is least.",
		Examples: []Example{{"min_by([3, -5, 1], x => abs(x))", "1"}}},
	{Name: "max_by", Group: groupLists, Params: []Param{paramList, paramOf}, call: callMaxBy, result: elementOf,
		Doc:      "The first element for which f, a number or a string, is greatest.",
		Examples: []Example{{"max_by([3, -5, 1], x => abs(x))", "-5"}}},
}

// bitLength is the number of bits of n: the rounds that a sort of n elements takes.
func bitLength(n int) int { return bits.Len(uint(n)) }

// A sortItem is an element to be sorted and the key to sort it by.
type sortItem struct{ key, v Value }

func callSort(f *frame, k *call, a []Value) Value {
	desc := hasArg(a, 2) && a[2].bool()
	l := a[0].list()
	if r := l.interval(); r != nil && !hasArg(a, 1) {
		if (r.step.Sign() < 0) == desc {
			return a[0]
		}
		return listValue(&list{src: r.reverse(), depth: 1})
	}
	n := l.len()
	out := k.begin(f, n)
	if out == nil {
		return Null
	}
	if !hasArg(a, 1) {
		k.sortPlain(f, out, l, desc)
	} else {
		k.sortByKey(f, out, a, desc)
	}
	return f.finish(k.at)
}

// sortPlain fills out with the sorted elements of l.
func (k *call) sortPlain(f *frame, out *[]Value, l *list, desc bool) {
	kind := NullKind
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		return k.checkKey(f, 0, v, &kind) && f.push(out, v)
	})
	n := len(*out)
	if f.err != nil || n < 2 || !k.room(f, int64(n)*valueBytes) {
		return
	}
	compare := f.ascending
	if desc {
		compare = f.descending
	}
	mergeSort(f, *out, make([]Value, n), compare)
	f.place(k.at)
}

func (k *call) sortByKey(f *frame, out *[]Value, a []Value, desc bool) {
	l := a[0].list()
	n := l.len()
	if !k.room(f, 4*int64(n)*valueBytes) {
		return
	}
	items, ok := k.keyed(f, a, out)
	if !ok {
		return
	}
	compare := func(x, y *sortItem) int { return f.ascending(&x.key, &y.key) }
	if desc {
		compare = func(x, y *sortItem) int { return f.ascending(&y.key, &x.key) }
	}
	mergeSort(f, items, make([]sortItem, len(items)), compare)
	f.place(k.at)
	for i := range items {
		(*out)[i] = items[i].v
	}
}

// keyed returns the elements with their keys. The elements also go to out,
// the keys to a list of their own while they are collected, so that the budget
// sees them.
func (k *call) keyed(f *frame, a []Value, out *[]Value) ([]sortItem, bool) {
	cb, ok := f.callback(k, a, 1, 1, 1)
	if !ok {
		return nil, false
	}
	defer cb.end()
	keys := k.begin(f, a[0].list().len())
	if keys == nil {
		return nil, false
	}
	kind := NullKind
	f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
		key := cb.call1(v, i)
		return f.err == nil && k.checkKey(f, 1, key, &kind) && f.push(out, v) && f.push(keys, key)
	})
	items := make([]sortItem, len(*keys))
	for i := range items {
		items[i] = sortItem{(*keys)[i], (*out)[i]}
	}
	f.abandon()
	return items, f.err == nil
}

// checkKey checks that v can be ordered, and is of the same kind as the keys
// before it.
func (k *call) checkKey(f *frame, arg int, v Value, kind *Kind) bool {
	switch {
	case v.tag.kind == *kind && v.tag.kind != NullKind:
		return true
	case v.tag.kind != NumberKind && v.tag.kind != StringKind:
		hint := ""
		if v.IsNull() {
			hint = "give a default, as in x => x ?? 0, or filter nulls out first"
		}
		k.fail(f, arg, diag.Type, "unordered", fmt.Sprintf("%s orders numbers or strings, but there is %s", k.b.Name, article(v.tag.kind.String())), hint, k.b.Name, v.tag.kind.String())
		return false
	case *kind != NullKind:
		k.fail(f, arg, diag.Type, "mixed-comparison", k.b.Name+" cannot order numbers and strings together", "map(xs, str) gives texts, map(xs, num) numbers", k.b.Name)
		return false
	}
	*kind = v.tag.kind
	return true
}

// ascending compares two numbers or two strings. Long ones cost steps; after
// an error all are equal, so that a sort ends soon.
func (f *frame) ascending(x, y *Value) int {
	if x.tag.kind == NumberKind {
		if s, ok := number.CmpSmall(x.small(), y.small()); ok {
			return s
		}
		n, m := x.number(), y.number()
		if !f.charge(int64(n.Words()+m.Words()) >> 2) {
			return 0
		}
		return number.Cmp(n, m)
	}
	if n := min(x.lo, y.lo); n >= 64 && !f.charge(int64(n)>>6) {
		return 0
	}
	return strings.Compare(x.str(), y.str())
}

func (f *frame) descending(x, y *Value) int { return f.ascending(y, x) }

// insertionRun is the length of the runs that are sorted by insertion.
const insertionRun = 12

// mergeSort sorts xs stably, with tmp of the same length as room: runs sorted
// by insertion, then merged in pairs, longer and longer ones. It charges a step
// an element and round and stops after an error, leaving xs in some order.
func mergeSort[T any](f *frame, xs, tmp []T, compare func(x, y *T) int) {
	n := len(xs)
	for lo := 0; lo < n; lo += insertionRun {
		insertionSort(xs[lo:min(lo+insertionRun, n)], compare)
		if !f.charge(insertionRun) {
			return
		}
	}
	for width := insertionRun; width < n; width *= 2 {
		for lo := 0; lo < n-width; lo += 2 * width {
			mid, hi := lo+width, min(lo+2*width, n)
			if compare(&xs[mid-1], &xs[mid]) <= 0 { // in order already
				if !f.charge(1) {
					return
				}
				continue
			}
			if !f.charge(int64(hi - lo)) {
				return
			}
			merge(f, xs[lo:hi], tmp[:width], width, compare)
		}
	}
}

func insertionSort[T any](xs []T, compare func(x, y *T) int) {
	for i := 1; i < len(xs); i++ {
		for j := i; j > 0 && compare(&xs[j], &xs[j-1]) < 0; j-- {
			xs[j], xs[j-1] = xs[j-1], xs[j]
		}
	}
}

// merge merges xs[:mid] and xs[mid:], both sorted; tmp holds a copy of the
// first while its place is filled.
func merge[T any](f *frame, xs, tmp []T, mid int, compare func(x, y *T) int) {
	left := tmp[:copy(tmp, xs[:mid])]
	i, j, to := 0, mid, 0
	for i < len(left) && j < len(xs) {
		if compare(&xs[j], &left[i]) < 0 {
			xs[to] = xs[j]
			j++
		} else {
			xs[to] = left[i]
			i++
		}
		to++
		if to&0xfff == 0 && !f.poll() { // the steps were charged at once
			break
		}
	}
	copy(xs[to:], left[i:])
}

// sortNumbers sorts xs and reports whether the run may go on.
func sortNumbers(f *frame, xs []number.Number) bool {
	if !f.alloc(int64(len(xs)) * valueBytes) {
		return false
	}
	mergeSort(f, xs, make([]number.Number, len(xs)), func(x, y *number.Number) int {
		if s, ok := number.CmpSmall(x.Small, y.Small); ok {
			return s
		}
		f.charge(int64(x.Words()+y.Words()) >> 2)
		return number.Cmp(*x, *y)
	})
	return f.err == nil
}

func callMinBy(f *frame, k *call, a []Value) Value { return k.extremeBy(f, a, -1) }

func callMaxBy(f *frame, k *call, a []Value) Value { return k.extremeBy(f, a, 1) }

func (k *call) extremeBy(f *frame, a []Value, sign int) Value {
	if a[0].list().len() == 0 {
		return k.emptyList(f)
	}
	cb, ok := f.callback(k, a, 1, 1, 1)
	if !ok {
		return Null
	}
	defer cb.end()
	best := k.begin(f, 2) // the element and its key, where the budget can measure them
	if best == nil {
		return Null
	}
	defer f.abandon()
	*best = append(*best, Null, Null)
	element, bestKey := &(*best)[0], &(*best)[1]
	kind := NullKind
	f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
		key := cb.call1(v, i)
		if f.err != nil || !k.checkKey(f, 1, key, &kind) {
			return false
		}
		if i == 0 || f.ascending(&key, bestKey) == sign {
			*element, *bestKey = v, key
		}
		return true
	})
	return *element
}
