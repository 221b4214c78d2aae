package eval

import (
	"math"
	"math/big"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// kindError is the error of an accessor on a value of another kind.
func kindError(v Value, want Kind) error {
	got, need := v.tag.kind.String(), want.String()
	return accessError(diag.Type, "value-kind", "the value is "+article(got)+", not "+article(need), got, need)
}

func accessError(class diag.Class, code, message string, args ...string) error {
	return &diag.Error{Class: class, Code: code, Message: message, Args: args}
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
	d, err := n.Decimal()
	if err != nil {
		return d, accessError(diag.Value, "out-of-range", "the exponent of the number is too large for a decimal.Decimal")
	}
	return d, nil
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
		if n.IsInteger() {
			return 0, accessError(diag.Value, "out-of-range", "the number is beyond the integers of 64 bits")
		}
		return 0, accessError(diag.Value, "not-an-integer", "the number is not an integer")
	}
	return i, nil
}

// BigInt returns the integer that v is. It is an error if v is no integer, or
// has more than ten million digits.
func (v Value) BigInt() (*big.Int, error) {
	n, err := v.Number()
	if err != nil {
		return nil, err
	}
	i, ok := n.BigInt()
	if !ok {
		if n.IsInteger() {
			return nil, accessError(diag.Value, "out-of-range", "the number has too many digits to be written out")
		}
		return nil, accessError(diag.Value, "not-an-integer", "the number is not an integer")
	}
	return i, nil
}

// Float64 returns the float64 nearest to the number that v is. Beyond the range
// of float64 it is an infinity, with an error of class [diag.Value].
func (v Value) Float64() (float64, error) {
	n, err := v.Number()
	if err != nil {
		return 0, err
	}
	x := n.Float64()
	if math.IsInf(x, 0) {
		return x, accessError(diag.Value, "out-of-range", "the number is beyond the range of a float64")
	}
	return x, nil
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

// List returns the elements of the list that v is. It is an error if v is a range
// of more than 16 million numbers.
func (v Value) List() ([]Value, error) {
	if v.tag.kind != ListKind {
		return nil, kindError(v, ListKind)
	}
	l := v.list()
	if l.src == nil {
		return append([]Value(nil), l.elems...), nil
	}
	if l.len() > maxElements {
		return nil, accessError(diag.Limit, "too-many-elements", "the range has too many elements to be written out")
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

// maxElements bounds the range that is written out as a slice: it may come from
// an expression that nobody trusts.
const maxElements = 1 << 24

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

// Compare returns -1, 0 or +1 as v is less than, equal to or greater than w, in
// the order of <: that of numbers, or of strings by code points. Nothing else
// has an order, and is an error.
func (v Value) Compare(w Value) (int, error) {
	switch {
	case v.tag.kind == NumberKind && w.tag.kind == NumberKind:
		return number.Cmp(v.number(), w.number()), nil
	case v.tag.kind == StringKind && w.tag.kind == StringKind:
		return strings.Compare(v.str(), w.str()), nil
	}
	a, b := v.tag.kind.String(), w.tag.kind.String()
	return 0, accessError(diag.Type, "no-order", "there is no order between "+article(a)+" and "+article(b), a, b)
}

// unmetered returns a frame without limits, for what hosts ask of values.
func unmetered() *frame {
	f := &frame{}
	f.init(Limits{-1, -1, -1, -1, -1, -1, -1, -1, -1}.WithDefaults(Limits{}), number.Context{})
	return f
}
