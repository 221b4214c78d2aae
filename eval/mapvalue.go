package eval

// MapValue returns a map of the entries in their order. A key that stands
// twice keeps its first place and has its last value.
func MapValue(keys []string, values []Value) Value {
	var b mapBuilder
	for i, k := range keys {
		b.set(k, values[i])
	}
	return mapValue(b.mapping())
}
