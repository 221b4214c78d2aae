package eval

import "slices"

// A mapping is an immutable map with string keys in an order: its entries, or
// a map of the host that is read on demand.
type mapping struct {
	keys  []string
	vals  []Value
	index map[string]int // from a few entries on; nil below
	host  hostMap        // nil when keys and vals hold the entries
	depth int32          // 1 + the greatest depth of a value
	funcs bool           // there is a function in it, at any depth; never in the host's
}

// A hostMap reads a map of the host on demand.
type hostMap interface {
	len() int
	get(key string) (Value, bool, error)
	keys() []string // in the order that the language page gives
}

// linearEntries is the number of entries up to which comparing keys one by
// one beats a hash table.
const linearEntries = 8

// newMapping returns a map of the entries, whose slices it keeps. Keys must
// be distinct.
func newMapping(keys []string, vals []Value) *mapping {
	m := &mapping{keys: keys, vals: vals}
	m.depth, m.funcs = contents(vals)
	if len(keys) > linearEntries {
		m.index = make(map[string]int, len(keys))
		for i, k := range keys {
			m.index[k] = i
		}
	}
	return m
}

func (m *mapping) len() int {
	if m.host != nil {
		return m.host.len()
	}
	return len(m.keys)
}

// find returns the position of key, or -1. The map must not be the host's.
func (m *mapping) find(key string) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return i
		}
		return -1
	}
	return slices.Index(m.keys, key)
}

// get returns the value of key, and whether there is one.
func (m *mapping) get(key string) (Value, bool, error) {
	if m.host != nil {
		return m.host.get(key)
	}
	if i := m.find(key); i >= 0 {
		return m.vals[i], true, nil
	}
	return Null, false, nil
}

// keyList returns the keys in order; callers must not change the slice.
func (m *mapping) keyList() []string {
	if m.host != nil {
		return m.host.keys()
	}
	return m.keys
}

// entries calls yield for every entry in order until it returns false.
func (m *mapping) entries(yield func(key string, v Value) bool) error {
	for i, k := range m.keyList() {
		var v Value
		if m.host == nil {
			v = m.vals[i]
		} else {
			var err error
			if v, _, err = m.host.get(k); err != nil {
				return err
			}
		}
		if !yield(k, v) {
			return nil
		}
	}
	return nil
}

// A mapBuilder collects entries; a repeated key replaces the value.
type mapBuilder struct {
	keys  []string
	vals  []Value
	index map[string]int
}

func (b *mapBuilder) find(key string) int {
	if b.index != nil {
		if i, ok := b.index[key]; ok {
			return i
		}
		return -1
	}
	return slices.Index(b.keys, key)
}

// set binds key to v and reports whether the key is new.
func (b *mapBuilder) set(key string, v Value) bool {
	if i := b.find(key); i >= 0 {
		b.vals[i] = v
		return false
	}
	b.keys = append(b.keys, key)
	b.vals = append(b.vals, v)
	switch {
	case b.index != nil:
		b.index[key] = len(b.keys) - 1
	case len(b.keys) > linearEntries:
		b.index = make(map[string]int)
		for i, k := range b.keys {
			b.index[k] = i
		}
	}
	return true
}

func (b *mapBuilder) mapping() *mapping {
	m := &mapping{keys: b.keys, vals: b.vals, index: b.index}
	m.depth, m.funcs = contents(b.vals)
	return m
}
