package eval

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// kindError is the error of an accessor on a value of another kind.
func kindError(v Value, want Kind) error {
	return fmt.Errorf("calx: the value is %s, not %s", article(v.Kind().String()), article(want.String()))
}

// Number returns the number that v is.
func (v Value) Number() (number.Number, error) {
	if v.tag.kind != NumberKind {
		return number.Number{}, kindError(v, NumberKind)
	}
	return v.number(), nil
}

// Decimal returns the number that v is, with all its digits. It is an error
// if v is no number, or its exponent is too large for a decimal.Decimal.
func (v Value) Decimal() (decimal.Decimal, error) {
	n, err := v.Number()
	if err != nil {
		return decimal.Decimal{}, err
	}
	return n.Decimal()
}

// Int64 returns the integer that v is. It is an error if v is no integer, or
// beyond 64 bits.
func (v Value) Int64() (int64, error) {
	n, err := v.Number()
	if err != nil {
		return 0, err
	}
	i, ok := n.Int64()
	if !ok {
		return 0, errors.New("calx: the number is not an integer of 64 bits")
	}
	return i, nil
}

// BigInt returns the integer that v is. It is an error if v is no integer.
func (v Value) BigInt() (*big.Int, error) {
	n, err := v.Number()
	if err != nil {
		return nil, err
	}
	i, ok := n.BigInt()
	if !ok {
		return nil, errors.New("calx: the number is not an integer")
	}
	return i, nil
}

// Float64 returns the float64 nearest to the number that v is; beyond the
// range of float64 it is an infinity or zero.
func (v Value) Float64() (float64, error) {
	n, err := v.Number()
	if err != nil {
		return 0, err
	}
	return n.Float64(), nil
}

// Bool returns the boolean that v is.
func (v Value) Bool() (bool, error) {
	if v.tag.kind != BooleanKind {
		return false, kindError(v, BooleanKind)
	}
	return v.bool(), nil
}

// Text returns the string that v is. ([Value.String] gives the text of any value.)
func (v Value) Text() (string, error) {
	if v.tag.kind != StringKind {
		return "", kindError(v, StringKind)
	}
	return v.str(), nil
}

// List returns the elements of the list that v is.
func (v Value) List() ([]Value, error) {
	if v.tag.kind != ListKind {
		return nil, kindError(v, ListKind)
	}
	l := v.list()
	if l.src == nil {
		return append([]Value(nil), l.elems...), nil
	}
	if l.len() > maxElements {
		return nil, errors.New("calx: the range has too many elements to list")
	}
	elems := make([]Value, l.len())
	for i := range elems {
		var err error
		if elems[i], err = l.at(i); err != nil {
			return nil, err
		}
	}
	return elems, nil
}

// maxElements bounds the range that is written out as a slice.
const maxElements = 1 << 28

// Keys returns the keys of the map that v is, in their order.
func (v Value) Keys() ([]string, error) {
	if v.tag.kind != MapKind {
		return nil, kindError(v, MapKind)
	}
	return append([]string(nil), v.mapping().keyList()...), nil
}

// Map returns the entries of the map that v is, without their order.
func (v Value) Map() (map[string]Value, error) {
	if v.tag.kind != MapKind {
		return nil, kindError(v, MapKind)
	}
	m := make(map[string]Value, v.mapping().len())
	err := v.mapping().entries(func(key string, x Value) bool {
		m[key] = x
		return true
	})
	return m, err
}

// Field returns the entry of the map that v is, and whether there is one.
func (v Value) Field(key string) (Value, bool) {
	if v.tag.kind != MapKind {
		return Null, false
	}
	x, ok, err := v.mapping().get(key)
	return x, ok && err == nil
}

// Exact reports whether no rounding went into v: a number that is exact, a
// list or map of nothing but exact values, anything that is no number.
func (v Value) Exact() bool {
	s := exactness{f: unmetered()}
	return s.exact(v)
}

// Equal reports whether v and w are equal as == has it; functions are not.
func (v Value) Equal(w Value) bool {
	f := unmetered()
	return f.equal(v, w, site{}) && f.err == nil
}

// unmetered returns a frame without limits, for what hosts ask of values.
func unmetered() *frame {
	f := &frame{}
	f.init(Limits{-1, -1, -1, -1, -1, -1, -1, -1, -1}.WithDefaults(Limits{}), number.Context{})
	return f
}

// NewList returns a list of elems.
func NewList(elems ...Value) Value { return listValue(newList(append([]Value(nil), elems...))) }

// A MapBuilder makes maps entry by entry, keeping their order.
type MapBuilder struct{ b mapBuilder }

// Set binds key to v; a key that is there already keeps its place.
func (b *MapBuilder) Set(key string, v Value) { b.b.set(key, v) }

// Value returns the map of the entries set so far. The builder must not be
// used after it.
func (b *MapBuilder) Value() Value { return mapValue(b.b.mapping()) }

// Any returns v as plain Go data: nil, bool, decimal.Decimal, string, []any,
// map[string]any. Functions, and numbers beyond the exponents of
// decimal.Decimal, are returned as their text.
func (v Value) Any() any {
	switch v.tag.kind {
	case BooleanKind:
		return v.bool()
	case NumberKind:
		if d, err := v.Decimal(); err == nil {
			return d
		}
		return v.String()
	case StringKind:
		return v.str()
	case ListKind:
		l, err := v.List()
		if err != nil {
			return v.String()
		}
		out := make([]any, len(l))
		for i, x := range l {
			out[i] = x.Any()
		}
		return out
	case MapKind:
		out := make(map[string]any, v.mapping().len())
		_ = v.mapping().entries(func(key string, x Value) bool {
			out[key] = x.Any()
			return true
		})
		return out
	case FunctionKind:
		return v.String()
	}
	return nil
}
