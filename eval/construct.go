package eval

import (
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// ValueOf returns the Value of x by the rules of an environment, without
// anything that refers to x.
func ValueOf(x any) (Value, error) { return ownValue(x, place{name: "value"}) }

// ownValue converts a value of the host to one that refers to nothing of it.
func ownValue(x any, at place) (Value, error) {
	f := unmetered()
	f.budget.limits.ValueDepth = DefaultLimits.ValueDepth
	v, err := f.convert().value(x, at)
	if err != nil {
		return Null, err
	}
	if v = f.detach(v, site{}); f.err != nil {
		return Null, f.err
	}
	return v, nil
}

// Number returns d as a Value. It is an error if the exponent is beyond those
// of calx.
func Number(d decimal.Decimal) (Value, error) {
	n, err := number.FromDecimal(d)
	if err != nil {
		return ValueOf(d) // for its message
	}
	return NumberValue(n), nil
}

// Int returns n as a Value.
func Int(n int64) Value { return NumberValue(number.FromInt64(n)) }

// NewList returns a list of elems.
func NewList(elems ...Value) Value { return listValue(newList(append([]Value(nil), elems...))) }

// A MapBuilder makes maps entry by entry, keeping their order. The zero
// MapBuilder is ready for use.
type MapBuilder struct{ b mapBuilder }

// Set binds key to v; a key that is there already keeps its place.
func (b *MapBuilder) Set(key string, v Value) { b.b.set(key, v) }

// Value returns the map of the entries set so far. The builder is empty then.
func (b *MapBuilder) Value() Value {
	m := b.b.mapping()
	b.b = mapBuilder{}
	return mapValue(m)
}

// MapValue returns a map of the entries in their order. A key that stands
// twice keeps its first place and has its last value.
func MapValue(keys []string, values []Value) Value {
	var b mapBuilder
	for i, k := range keys {
		b.set(k, values[i])
	}
	return mapValue(b.mapping())
}
