package eval

import (
	"iter"
	"maps"
	"slices"
)

// The keys of the host's maps are sorted, since Go's maps have no order. A map may
// have millions of them, which takes seconds: so the context is looked at meanwhile.

// eachKey returns the keys of the map whose variable lies at m, in any order.
func (p *plan) eachKey(m memory) iter.Seq[string] {
	if p.table == tableAny {
		return maps.Keys(m.mapOfAny())
	}
	return func(yield func(string) bool) {
		for it := m.reflect(p.goType()).Elem().MapRange(); it.Next(); {
			if !yield(it.Key().String()) {
				return
			}
		}
	}
}

// keyRun is the number of keys that are sorted between two looks at the context.
const keyRun = 4096

// sortedKeys returns n keys in their order; none if the run has to end, which it
// then does at the next step.
func (f *frame) sortedKeys(n int, keys iter.Seq[string]) []string {
	const keyBytes = 16
	if !f.alloc(keyBytes * int64(n)) {
		return nil
	}
	all := make([]string, 0, n)
	for key := range keys {
		if len(all)%keyRun == keyRun-1 && !f.poll() {
			return nil
		}
		all = append(all, key)
	}
	for run := range slices.Chunk(all, keyRun) {
		if slices.Sort(run); !f.poll() {
			return nil
		}
	}
	if len(all) <= keyRun {
		return all
	}
	if !f.alloc(keyBytes * int64(n)) {
		return nil
	}
	return f.mergeRuns(all, make([]string, 0, len(all)))
}

// mergeRuns sorts keys, of which each run is sorted, with room for as many: it
// merges the runs in pairs, longer and longer ones.
func (f *frame) mergeRuns(keys, room []string) []string {
	for width := keyRun; width < len(keys); width *= 2 {
		room = room[:0]
		for pair := range slices.Chunk(keys, 2*width) {
			mid := min(width, len(pair))
			if room = f.mergeKeys(room, pair[:mid], pair[mid:]); f.err != nil {
				return nil
			}
		}
		keys, room = room, keys
	}
	return keys
}

// mergeKeys appends the keys of a and b, which are sorted, to dst.
func (f *frame) mergeKeys(dst, a, b []string) []string {
	for len(a) > 0 && len(b) > 0 {
		if len(dst)%keyRun == 0 && !f.poll() {
			return dst
		}
		if b[0] < a[0] {
			dst, b = append(dst, b[0]), b[1:]
		} else {
			dst, a = append(dst, a[0]), a[1:]
		}
	}
	return append(append(dst, a...), b...)
}
