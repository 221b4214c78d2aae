package calx

import (
	"github.com/calx-lang/calx/eval"
	"github.com/shopspring/decimal"
)

// Functions of the host make their results with these.

// ValueOf returns the Value of x, a Value perhaps, by the rules of an
// environment, without anything that refers to x. It is an error of class
// [ErrHost] if x has none.
func ValueOf(x any) (Value, error) { return eval.ValueOf(x) }

// Number returns d as a Value.
func Number(d decimal.Decimal) (Value, error) { return eval.Number(d) }

// Int returns n as a Value.
func Int(n int64) Value { return eval.Int(n) }

// Text returns s as a Value.
func Text(s string) Value { return eval.StringValue(s) }

// Bool returns b as a Value.
func Bool(b bool) Value { return eval.Boolean(b) }

// List returns a list of the elements.
func List(elems ...Value) Value { return eval.NewList(elems...) }

// A MapBuilder makes a map, entry by entry, in their order: Set(key, v) adds one,
// or replaces the value of the key, and Value() returns the map. The zero
// MapBuilder is empty.
type MapBuilder = eval.MapBuilder
