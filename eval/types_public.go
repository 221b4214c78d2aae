package eval

// The types of the variables of an environment. Lists, maps and records of
// known parts come from [ListOf], [MapOf] and [RecordOf]; a part whose type is
// nil may be anything.
var (
	AnyType     = tAny
	BooleanType = tBoolean
	NumberType  = tNumber
	StringType  = tString
	ListType    = tList
	MapType     = tMap
)

// ListOf returns the type of lists whose elements are of type elem.
func ListOf(elem *Type) *Type { return listOf(orAny(elem)) }

// MapOf returns the type of maps whose values are of type elem, whatever
// their keys.
func MapOf(elem *Type) *Type { return mapOf(orAny(elem)) }

// orAny is what a type that is nil stands for, here as in the types of a
// function's parameters.
func orAny(t *Type) *Type {
	if t == nil {
		return tAny
	}
	return t
}

// A Field is a key of a record and the type of its value.
type Field struct {
	Name string
	Type *Type
}

// RecordOf returns the type of maps that have these keys and no others: an
// unknown field is then found before the run. Names must be distinct.
func RecordOf(fields ...Field) *Type {
	t := &Type{kind: mapType, fields: make([]field, len(fields))}
	for i, f := range fields {
		t.fields[i] = field{f.Name, orAny(f.Type)}
	}
	return t
}

// Nullable returns the type of values that are null or of type t.
func Nullable(t *Type) *Type { return orNull(orAny(t)) }
