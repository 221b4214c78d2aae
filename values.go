package calx

import (
	"github.com/calx-lang/calx/eval"
)

// A Value is a result, or a part of one: null, a boolean, a number, a string,
// a list or a map. The zero Value is null. Values are immutable, and compare
// with Equal, not with ==. The methods are those of [eval.Value]:
//
//	Kind() Kind, IsNull() bool
//	Decimal, Int64, Float64, BigInt, Bool, Text, List, Map   (…, error)
//	Keys() ([]string, error), Field(key) (Value, bool), Len() int
//	Equal(w) bool, Compare(w) (int, error)
//	Exact() bool                           no rounding went into it
//	String() string                        its text, as str(v) gives it
//	Any() any                              plain Go data
//	MarshalJSON, MarshalText, Value        for encoding/json, encoding, database/sql
//	UnmarshalJSON                          numbers with every digit
//
// Those with an error fail if the value is of another kind, or beyond what the Go
// type holds. [Decode] sets Go variables.
type Value = eval.Value

// A Kind is the kind of a [Value].
type Kind = eval.Kind

// The kinds of values.
const (
	NullKind     = eval.NullKind
	BooleanKind  = eval.BooleanKind
	NumberKind   = eval.NumberKind
	StringKind   = eval.StringKind
	ListKind     = eval.ListKind
	MapKind      = eval.MapKind
	FunctionKind = eval.FunctionKind
)

// NumbersAsStrings returns v for [encoding/json] with its numbers as strings
// of the same text, for readers, such as those of JavaScript, that would take
// a JSON number for a binary float.
func NumbersAsStrings(v Value) JSONStrings { return eval.NumbersAsStrings(v) }

// JSONStrings is what [NumbersAsStrings] returns.
type JSONStrings = eval.JSONStrings

// A Type is what is known of a variable before the run. It serves to find
// errors when a program is compiled, and to make it faster; values are checked
// again when the program runs.
type Type = eval.Type

// The types of variables, for [WithVar].
var (
	AnyType     = eval.AnyType
	BooleanType = eval.BooleanType
	NumberType  = eval.NumberType
	StringType  = eval.StringType
	ListType    = eval.ListType
	MapType     = eval.MapType
)

// A Field is a key of a record and the type of its value.
type Field = eval.Field

// ListOf returns the type of lists whose elements are of type elem.
func ListOf(elem *Type) *Type { return eval.ListOf(elem) }

// MapOf returns the type of maps whose values are of type elem, whatever
// their keys.
func MapOf(elem *Type) *Type { return eval.MapOf(elem) }

// RecordOf returns the type of maps that have these keys and no others. Names
// must be distinct.
func RecordOf(fields ...Field) *Type { return eval.RecordOf(fields...) }

// Nullable returns the type of values that are null or of type t.
func Nullable(t *Type) *Type { return eval.Nullable(t) }
