package eval

import (
	"fmt"
	"strconv"

	"github.com/calx-lang/calx/diag"
)

var paramKeys = Param{Name: "keys", Type: tList}

// mapRows work on maps and records.
var mapRows = []Builtin{
	{Name: "keys", Group: groupMaps, Params: []Param{paramMap}, Result: tStrings, call: callKeys,
		Doc:      "The keys of a map, in their order.",
		Examples: []Example{{"keys({a: 1, b: 2})", `["a", "b"]`}}},
	{Name: "values", Group: groupMaps, Params: []Param{paramMap}, call: callValues,
		result:   func(args []*Type) *Type { return listOf(valueType(args[0])) },
		Doc:      "The values of a map, in the order of its keys.",
		Examples: []Example{{"values({a: 1, b: 2})", "[1, 2]"}}},
	{Name: "entries", Group: groupMaps, Params: []Param{paramMap}, call: callEntries,
		result: func(args []*Type) *Type {
			return listOf(&Type{kind: mapType, fields: []field{{"key", tString}, {"value", valueType(args[0])}}})
		},
		Doc:      "The records {key, value} of a map.",
		Examples: []Example{{"entries({a: 1, b: 2})", "[{key: \"a\", value: 1}, {key: \"b\", value: 2}]"}}},
	{Name: "from_entries", Group: groupMaps, Params: []Param{paramList}, Result: tMap, call: callFromEntries,
		Doc:      "The map of a list of records {key, value}, or of pairs [key, value].",
		Examples: []Example{{`from_entries([{key: "a", value: 1}])`, "{a: 1}"}, {`from_entries(zip(["a", "b"], [1, 2]))`, "{a: 1, b: 2}"}}},
	{Name: "merge", Group: groupMaps, Params: []Param{paramMap, {Name: "n", Type: tMap}, {Name: "more", Type: tMap, Variadic: true}}, Result: tMap, call: callMerge,
		Doc:      "The entries of all maps; where they share a key, the last one's.",
		Examples: []Example{{"merge({a: 1, b: 2}, {b: 3, c: 4})", "{a: 1, b: 3, c: 4}"}}},
	{Name: "get", Group: groupMaps, Params: []Param{paramMap, {Name: "key", Type: tString}, {Name: "default", Type: tAny, Default: "null"}}, call: callGet,
		result: func(args []*Type) *Type {
			if args[0].fields != nil {
				return tAny
			}
			return join(args[0].elemType(), args[2])
		},
		Doc:      "The value of a key, or the default where the map has no such key.",
		Examples: []Example{{`get({a: 1}, "a", 0)`, "1"}, {`get({a: 1}, "b", 0)`, "0"}, {`get({a: 1}, "b")`, "null"}}},
	{Name: "pick", Group: groupMaps, Params: []Param{paramMap, paramKeys}, Result: tMap, call: callPick,
		Doc:      "The entries with the keys of a list, in its order; keys that are not there are left out.",
		Examples: []Example{{`pick({a: 1, b: 2, c: 3}, ["c", "a"])`, "{c: 3, a: 1}"}}},
	{Name: "omit", Group: groupMaps, Params: []Param{paramMap, paramKeys}, Result: tMap, call: callOmit,
		Doc:      "The entries but those with the keys of a list.",
		Examples: []Example{{`omit({a: 1, b: 2, c: 3}, ["a"])`, "{b: 2, c: 3}"}}},
	{Name: "map_values", Group: groupMaps, Params: []Param{paramMap, {Name: "f", Type: tFunction, Callback: valueAlone}}, call: callMapValues,
		result:   func(args []*Type) *Type { return mapOf(resultOf(args[1])) },
		Doc:      "The map with what f makes of each value.",
		Examples: []Example{{"map_values({a: 1, b: 2}, v => v * 10)", "{a: 10, b: 20}"}}},
}

// valueType is the type of the values of a map or record.
func valueType(t *Type) *Type {
	if len(t.fields) == 0 {
		return t.elemType()
	}
	v := t.fields[0].typ
	for _, f := range t.fields[1:] {
		v = join(v, f.typ)
	}
	return v
}

func valueAlone(args []*Type) []*Type { return []*Type{valueType(args[0])} }

func callKeys(f *frame, k *call, a []Value) Value {
	keys := a[0].mapping().keyList()
	out := k.begin(f, len(keys))
	if out == nil {
		return Null
	}
	for _, key := range keys {
		if !f.charge(1) || !f.push(out, StringValue(key)) {
			break
		}
	}
	return f.finish(k.at)
}

func callValues(f *frame, k *call, a []Value) Value {
	m := a[0].mapping()
	out := k.begin(f, m.len())
	if out == nil {
		return Null
	}
	f.entries(m, k.argSite(0), func(_ string, v Value) bool { return f.push(out, v) })
	return f.finish(k.at)
}

// entryKeys are the keys of the records that entries gives; they share them.
var entryKeys = []string{"key", "value"}

func callEntries(f *frame, k *call, a []Value) Value {
	m := a[0].mapping()
	out := k.begin(f, m.len())
	if out == nil {
		return Null
	}
	f.entries(m, k.argSite(0), func(key string, v Value) bool {
		if !k.room(f, 2*valueBytes+96) {
			return false
		}
		e := newMapping(entryKeys, []Value{StringValue(key), v})
		return f.depthOK(e.depth, k.at) && f.push(out, mapValue(e))
	})
	return f.finish(k.at)
}

func callFromEntries(f *frame, k *call, a []Value) Value {
	var b mapBuilder
	f.each(a[0].list(), k.argSite(0), func(i int, v Value) bool {
		key, val, ok := k.entry(f, i, v)
		if !ok {
			return false
		}
		if key.tag.kind != StringKind {
			k.fail(f, 0, diag.Type, "key-type", fmt.Sprintf("the keys of a map are strings, but in element [%d] it is %s", i, article(key.tag.kind.String())), "", strconv.Itoa(i), key.tag.kind.String())
			return false
		}
		return k.put(f, &b, key.str(), val) || f.err != nil || k.repeatedKey(f, i)
	})
	return f.makeMap(&b, k.at)
}

// put adds an entry to a map under construction, charging for it; false if the
// key is there already, or after an error.
func (k *call) put(f *frame, b *mapBuilder, key string, v Value) bool {
	return f.alloc(entryBytes) && b.set(key, v)
}

// repeatedKey records that an element has a key that is there already. The key
// may be the host's, so it is not told.
func (k *call) repeatedKey(f *frame, i int) bool {
	k.fail(f, 0, diag.Value, "repeated-key", fmt.Sprintf("element [%d] has the same key as one before it", i),
		"group_by collects the values of equal keys", strconv.Itoa(i))
	return false
}

// entry returns the key and the value of element i of the list that
// from_entries takes.
func (k *call) entry(f *frame, i int, v Value) (key, val Value, ok bool) {
	at := k.argSite(0)
	switch v.tag.kind {
	case MapKind:
		m := v.mapping()
		key, hasKey, err := m.get("key")
		val, hasVal, err2 := m.get("value")
		if err == nil {
			err = err2
		}
		if err != nil {
			f.hostError(err, at)
			return Null, Null, false
		}
		if hasKey && hasVal {
			return key, val, true
		}
	case ListKind:
		if l := v.list(); l.len() == 2 {
			key, val = f.element(l, 0, at), f.element(l, 1, at)
			return key, val, f.err == nil
		}
	default:
		k.wrongElement(f, 0, i, v, MapKind)
		return Null, Null, false
	}
	k.fail(f, 0, diag.Value, "no-entry", fmt.Sprintf("element [%d] is neither a record {key, value} nor a pair [key, value]", i), "", strconv.Itoa(i))
	return Null, Null, false
}

func callMerge(f *frame, k *call, a []Value) Value {
	var b mapBuilder
	for i := range a {
		f.entries(a[i].mapping(), k.argSite(i), func(key string, v Value) bool {
			k.put(f, &b, key, v)
			return f.err == nil
		})
	}
	return f.makeMap(&b, k.at)
}

func callGet(f *frame, k *call, a []Value) Value {
	v, ok, err := a[0].mapping().get(a[1].str())
	switch {
	case err != nil:
		f.hostError(err, k.argSite(0))
		return Null
	case ok:
		return v
	case hasArg(a, 2):
		return a[2]
	}
	return Null
}

// keysOf calls do with the strings of the list that is argument 1.
func (k *call) keysOf(f *frame, a []Value, do func(key string) bool) {
	f.each(a[1].list(), k.argSite(1), func(i int, v Value) bool {
		if v.tag.kind != StringKind {
			k.wrongElement(f, 1, i, v, StringKind)
			return false
		}
		return do(v.str())
	})
}

func callPick(f *frame, k *call, a []Value) Value {
	m := a[0].mapping()
	var b mapBuilder
	k.keysOf(f, a, func(key string) bool {
		v, ok, err := m.get(key)
		if err != nil {
			f.hostError(err, k.argSite(0))
			return false
		}
		if ok {
			k.put(f, &b, key, v)
		}
		return f.err == nil
	})
	return f.makeMap(&b, k.at)
}

func callOmit(f *frame, k *call, a []Value) Value {
	var out mapBuilder
	k.keysOf(f, a, func(key string) bool {
		k.put(f, &out, key, Null)
		return f.err == nil
	})
	if f.err != nil {
		return Null
	}
	var b mapBuilder
	f.entries(a[0].mapping(), k.argSite(0), func(key string, v Value) bool {
		if out.find(key) < 0 {
			k.put(f, &b, key, v)
		}
		return f.err == nil
	})
	return f.makeMap(&b, k.at)
}

func callMapValues(f *frame, k *call, a []Value) Value {
	cb, ok := f.callback(k, a, 1, 1, 1)
	if !ok {
		return Null
	}
	defer cb.end()
	m := a[0].mapping()
	out := k.begin(f, m.len())
	if out == nil {
		return Null
	}
	keys, i := m.keys, 0
	f.entries(m, k.argSite(0), func(key string, v Value) bool {
		if m.host != nil { // which the function may have changed when all is done
			keys = append(keys, key)
		}
		r := cb.call1(v, i)
		i++
		return f.err == nil && f.push(out, r)
	})
	if f.err != nil {
		return f.abandon()
	}
	b := mapBuilder{keys: keys, vals: *out, index: m.index}
	if b.index == nil {
		b.index = keyIndex(b.keys)
	}
	v := f.makeMap(&b, k.at)
	f.abandon()
	return v
}

// keyIndex returns the hash table of a map's keys, nil for a few.
func keyIndex(keys []string) map[string]int {
	if len(keys) <= linearEntries {
		return nil
	}
	index := make(map[string]int, len(keys))
	for i, key := range keys {
		index[key] = i
	}
	return index
}
