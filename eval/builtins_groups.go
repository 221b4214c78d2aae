package eval

import (
	"fmt"
	"hash/maphash"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// groupingRows put lists together and take them apart.
var groupingRows = []Builtin{
	{Name: "unique", Group: groupLists, Params: []Param{paramList}, call: callUnique, result: sameList,
		Doc:      "The elements without those that equal one before.",
		Examples: []Example{{"unique([1, 2, 1, 1.0, 3])", "[1, 2, 3]"}}},
	{Name: "flatten", Group: groupLists, Params: []Param{paramList}, call: callFlatten,
		result: func(args []*Type) *Type {
			if t := args[0].elemType(); t.is(listType) {
				return t
			}
			return tList
		},
		Doc:      "The elements of the lists in a list, one level deep; other elements as they are.",
		Examples: []Example{{"flatten([[1, 2], [3], 4])", "[1, 2, 3, 4]"}}},
	{Name: "zip", Group: groupLists, Params: []Param{paramList, {Name: "ys", Type: tList}, {Name: "more", Type: tList, Variadic: true}}, Result: listOf(tList), call: callZip,
		Doc:      "The lists of the first elements, the second elements and so on, as long as each list has one.",
		Examples: []Example{{`zip([1, 2, 3], ["a", "b"])`, `[[1, "a"], [2, "b"]]`}}},
	{Name: "enumerate", Group: groupLists, Params: []Param{paramList}, Result: listOf(tList), call: callEnumerate,
		Doc:      "The pairs of index and element.",
		Examples: []Example{{`enumerate(["a", "b"])`, `[[0, "a"], [1, "b"]]`}}},
	{Name: "group_by", Group: groupLists, Params: []Param{paramList, paramOf}, call: callGroupBy,
		result:   func(args []*Type) *Type { return mapOf(sameList(args)) },
		Doc:      "A map from each string that f gives to the list of the elements it gives it for.",
		Examples: []Example{{`group_by([1, 2, 3], x => if x % 2 == 0 then "even" else "odd")`, "{odd: [1, 3], even: [2]}"}}},
	{Name: "partition", Group: groupLists, Params: []Param{paramList, paramOf}, call: callPartition,
		result:   func(args []*Type) *Type { return listOf(sameList(args)) },
		Doc:      "Two lists: the elements for which f is true, and the rest.",
		Examples: []Example{{"partition([1, 2, 3, 4], x => x > 2)", "[[3, 4], [1, 2]]"}}},
	{Name: "concat", Group: groupLists, Params: []Param{paramList, {Name: "more", Type: tList, Variadic: true}}, call: callConcat,
		result: func(args []*Type) *Type {
			t := sameList(args)
			for _, u := range args[1:] {
				t = join(t, sameList([]*Type{u}))
			}
			return t
		},
		Doc:      "One list of the elements of several.",
		Examples: []Example{{"concat([1], [2, 3], [])", "[1, 2, 3]"}}},
	{Name: "chunk", Group: groupLists, Params: []Param{paramList, {Name: "size", Type: tNumber}}, call: callChunk,
		result:   func(args []*Type) *Type { return listOf(sameList(args)) },
		Doc:      "The elements in lists of so many; the last one may be shorter.",
		Examples: []Example{{"chunk([1, 2, 3, 4, 5], 2)", "[[1, 2], [3, 4], [5]]"}}},
}

func callUnique(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if l.interval() != nil {
		return a[0]
	}
	out := k.begin(f, min(l.len(), 16))
	if out == nil {
		return Null
	}
	s := newValueSet(f, k.argSite(0), out)
	f.each(l, k.argSite(0), func(_ int, v Value) bool {
		s.add(v)
		return f.err == nil
	})
	return f.finish(k.at)
}

// A valueSet keeps values that differ by ==, in the order they come, with a
// hash table over them.
type valueSet struct {
	f     *frame
	at    site
	elems *[]Value
	hash  hasher
	first map[uint64]int32 // hash to the newest element that has it
	next  []int32          // of each element: the one before it with the same hash, or -1
}

// setEntryBytes is what an element takes besides its value.
const setEntryBytes = 48

func newValueSet(f *frame, at site, elems *[]Value) *valueSet {
	return &valueSet{f: f, at: at, elems: elems, hash: hasher{f: f, seed: maphash.MakeSeed(), at: at}, first: map[uint64]int32{}}
}

// add adds v unless an equal value is there.
func (s *valueSet) add(v Value) {
	f := s.f
	h := s.hash.value(v, 0)
	head, ok := s.first[h]
	if !ok {
		head = -1
	}
	for i := head; i >= 0; i = s.next[i] {
		if !f.charge(1) || f.equal((*s.elems)[i], v, s.at) || f.err != nil {
			return
		}
	}
	if f.err != nil || !f.alloc(setEntryBytes) || !f.push(s.elems, v) {
		return
	}
	s.first[h] = int32(len(*s.elems) - 1)
	s.next = append(s.next, head)
}

// A hasher hashes values so that equal ones hash alike. Of long or deep lists
// it looks at a part only: what differs elsewhere is told apart by comparison.
type hasher struct {
	f    *frame
	seed maphash.Seed
	at   site
}

const (
	hashDepth   = 3  // levels of lists and maps that are looked into
	hashSamples = 32 // elements of a list that are looked at
)

// The seeds of kinds, any odd numbers.
const (
	hashNull  = 0x9e3779b97f4a7c15
	hashFalse = 0xc2b2ae3d27d4eb4f
	hashTrue  = 0x165667b19e3779f9
	hashList  = 0xd6e8feb86659fd93
	hashMap   = 0xa0761d6478bd642f
	hashMix   = 0xff51afd7ed558ccd
)

func (h *hasher) value(v Value, depth int) uint64 {
	switch v.tag.kind {
	case NumberKind:
		n := v.number()
		h.f.charge(int64(n.Words()) >> 3)
		return n.Hash(h.seed)
	case StringKind:
		h.f.charge(int64(v.lo) >> 6)
		return maphash.String(h.seed, v.str())
	case BooleanKind:
		if v.bool() {
			return hashTrue
		}
		return hashFalse
	case ListKind:
		return h.list(v.list(), depth)
	case MapKind:
		return h.mapping(v.mapping(), depth)
	case FunctionKind:
		h.f.fail(h.at, diag.Type, "function-comparison", "functions do not compare", "")
	}
	return hashNull
}

func (h *hasher) list(l *list, depth int) uint64 {
	n := l.len()
	sum := mix(hashList, uint64(n))
	if depth == hashDepth {
		return sum
	}
	step := max(n/hashSamples, 1)
	for i := 0; i < n && h.f.err == nil && h.f.charge(1); i += step {
		sum = mix(sum, h.value(h.f.element(l, i, h.at), depth+1))
		if n-i <= step { // i+step could overflow
			break
		}
	}
	return sum
}

// mapping adds up the hashes of the entries, whose order does not matter.
func (h *hasher) mapping(m *mapping, depth int) uint64 {
	sum := mix(hashMap, uint64(m.len()))
	if depth == hashDepth {
		return sum
	}
	h.f.entries(m, h.at, func(key string, v Value) bool {
		sum += mix(maphash.String(h.seed, key), h.value(v, depth+1))
		return h.f.err == nil
	})
	return sum
}

func mix(x, y uint64) uint64 {
	x = (x ^ y) * hashMix
	return x ^ x>>29
}

func callFlatten(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	at := k.argSite(0)
	size := 0
	f.each(l, at, func(_ int, v Value) bool {
		n := 1
		if v.tag.kind == ListKind {
			n = v.list().len()
		}
		size = min(size, maxInt-n) + n // saturates: begin refuses it
		return true
	})
	if f.err != nil {
		return Null
	}
	out := k.begin(f, size)
	if out == nil {
		return Null
	}
	f.each(l, at, func(_ int, v Value) bool {
		if v.tag.kind == ListKind {
			return f.pushAll(out, v.list(), at)
		}
		return f.push(out, v)
	})
	return f.finish(k.at)
}

// pushAll appends the elements of l to a list under construction.
func (f *frame) pushAll(out *[]Value, l *list, at site) bool {
	f.each(l, at, func(_ int, v Value) bool { return f.push(out, v) })
	return f.err == nil
}

func callConcat(f *frame, k *call, a []Value) Value {
	size := 0
	for i := range a {
		n := a[i].list().len()
		size = min(size, maxInt-n) + n
	}
	out := k.begin(f, size)
	if out == nil {
		return Null
	}
	for i := range a {
		if !f.pushAll(out, a[i].list(), k.argSite(i)) {
			break
		}
	}
	return f.finish(k.at)
}

func callZip(f *frame, k *call, a []Value) Value {
	n := a[0].list().len()
	for i := range a {
		n = min(n, a[i].list().len())
	}
	out := k.begin(f, n)
	if out == nil {
		return Null
	}
	for i := 0; i < n; i++ {
		if !f.charge(int64(len(a))) || !k.room(f, int64(len(a))*valueBytes) {
			break
		}
		row := make([]Value, len(a))
		for j := range a {
			row[j] = f.element(a[j].list(), i, k.argSite(j))
		}
		if f.err != nil || !f.push(out, k.listOf(f, row)) {
			break
		}
	}
	return f.finish(k.at)
}

// listOf returns the list of elems, whose memory has been charged for.
func (k *call) listOf(f *frame, elems []Value) Value {
	if !k.room(f, 64) {
		return Null
	}
	l := newList(elems)
	if !f.depthOK(l.depth, k.at) {
		return Null
	}
	return listValue(l)
}

func callEnumerate(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	out := k.begin(f, l.len())
	if out == nil {
		return Null
	}
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		if !k.room(f, 2*valueBytes) {
			return false
		}
		return f.push(out, k.listOf(f, []Value{intValue(i), v}))
	})
	return f.finish(k.at)
}

func callChunk(f *frame, k *call, a []Value) Value {
	size, ok := k.count(f, a, 1)
	if !ok {
		return Null
	}
	if size == 0 {
		return k.fail(f, 1, diag.Value, "out-of-range", "size of chunk must be at least 1", "")
	}
	if r := farRange(a[0]); r != nil {
		return k.chunkFar(f, r, a[1].number().WithRounded(false))
	}
	n := a[0].list().len()
	chunks := n / size
	if n%size > 0 {
		chunks++
	}
	out := k.begin(f, chunks)
	if out == nil {
		return Null
	}
	for i := range chunks {
		from := i * size
		if !f.charge(1) || !f.push(out, f.sliceValue(a[0], from, from+min(size, n-from), k.at)) {
			break
		}
	}
	return f.finish(k.at)
}

// chunkFar is chunk for a range of more elements than an int can count.
func (k *call) chunkFar(f *frame, r *interval, size number.Number) Value {
	chunks, err := f.exact.QuoInt(r.count, size)
	if err != nil {
		return k.number(f, chunks, err)
	}
	n, ok := chunks.Int64()
	if !ok || n >= f.budget.limits.Memory/valueBytes {
		f.memoryExceeded()
		return Null
	}
	out := k.begin(f, int(n)+1)
	if out == nil {
		return Null
	}
	for from := (number.Number{}); number.Cmp(from, r.count) < 0; {
		to, err := f.exact.Add(from, size)
		if err != nil {
			f.failNumber(k.at, err)
			break
		}
		to = least(to, r.count)
		if !f.charge(1) || !f.push(out, f.rangePart(r, from, to, k.at)) {
			break
		}
		from = to
	}
	return f.finish(k.at)
}

func callPartition(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 1, 1)
	if !ok {
		return Null
	}
	defer cb.end()
	l := a[0].list()
	rest := k.begin(f, min(l.len(), 16))
	if rest == nil {
		return Null
	}
	matching := k.begin(f, min(l.len(), 16))
	if matching == nil {
		return f.abandon()
	}
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		to := rest
		if cb.boolean(v, i, k.b.Name) {
			to = matching
		}
		return f.err == nil && f.push(to, v)
	})
	m := f.finish(k.at)
	r := f.finish(k.at)
	if f.err != nil {
		return Null
	}
	return k.newList(f, m, r)
}

func callGroupBy(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 1, 1)
	if !ok {
		return Null
	}
	defer cb.end()
	l := a[0].list()
	all := k.begin(f, l.len())
	if all == nil {
		return Null
	}
	defer f.abandon()
	g := grouping{f: f, k: k}
	if g.keys = k.begin(f, 4); g.keys == nil {
		return Null
	}
	defer f.abandon()
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		key := cb.call1(v, i)
		return f.err == nil && g.put(key) && f.push(all, v)
	})
	if f.err != nil {
		return Null
	}
	return g.result(*all)
}

// A grouping finds the group of each element by its key.
type grouping struct {
	f     *frame
	k     *call
	index map[string]int32
	keys  *[]Value // where the budget can measure them
	sizes []int
	of    []int32 // of each element
}

// put adds the next element under its key.
func (g *grouping) put(key Value) bool {
	f := g.f
	if key.tag.kind != StringKind {
		hint := ""
		if key.tag.kind == NumberKind || key.tag.kind == BooleanKind {
			hint = "x => str(…) makes it a string"
		}
		g.k.fail(f, 1, diag.Type, "key-type", fmt.Sprintf("group_by needs strings as keys, but this is %s", article(key.tag.kind.String())), hint, key.tag.kind.String())
		return false
	}
	i, ok := g.index[key.str()]
	if !ok {
		if !f.alloc(entryBytes) {
			return false
		}
		if g.index == nil {
			g.index = map[string]int32{}
		}
		i = int32(len(*g.keys))
		g.index[key.str()] = i
		if !f.push(g.keys, key) {
			return false
		}
		g.sizes = append(g.sizes, 0)
	}
	g.sizes[i]++
	g.of = append(g.of, i)
	return f.alloc(4)
}

// result returns the map of the groups.
func (g *grouping) result(elems []Value) Value {
	f := g.f
	n := len(*g.keys)
	if !g.k.room(f, int64(len(elems))*valueBytes+int64(n)*(valueBytes+80)) {
		return Null
	}
	groups := make([][]Value, n)
	for i, size := range g.sizes {
		groups[i] = make([]Value, 0, size)
	}
	for i, group := range g.of {
		groups[group] = append(groups[group], elems[i])
	}
	b := mapBuilder{keys: make([]string, n), vals: make([]Value, n)}
	for i, group := range groups {
		b.keys[i], b.vals[i] = (*g.keys)[i].str(), listValue(newList(group))
	}
	b.index = keyIndex(b.keys)
	return f.makeMap(&b, g.k.at)
}
