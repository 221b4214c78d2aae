package eval

import "strings"

// A Type is what is known of a value before the run. Types are immutable and
// shared. They serve to find errors early and to choose faster code; every
// value is checked again where it is read, so a type never has to be believed.
type Type struct {
	kind     typeKind
	nullable bool     // T?: null or T
	elem     *Type    // of a list or a map; nil for any
	fields   []field  // of a record: a map whose keys are known
	fn       *funcSig // of a function whose parameters are known
}

type typeKind uint8

const (
	anyType typeKind = iota
	nullType
	booleanType
	numberType
	stringType
	listType
	mapType
	functionType
)

type field struct {
	name string
	typ  *Type
}

type funcSig struct {
	params  []string
	result  *Type
	builtin *Builtin // whose parameters have defaults
}

// The types without parts.
var (
	tAny      = &Type{}
	tNull     = &Type{kind: nullType}
	tBoolean  = &Type{kind: booleanType}
	tNumber   = &Type{kind: numberType}
	tString   = &Type{kind: stringType}
	tList     = &Type{kind: listType}
	tMap      = &Type{kind: mapType}
	tFunction = &Type{kind: functionType}

	tNumbers = &Type{kind: listType, elem: tNumber}
	tStrings = &Type{kind: listType, elem: tString}

	tMaybeNumber = &Type{kind: numberType, nullable: true}
	tMaybeString = &Type{kind: stringType, nullable: true}
)

func listOf(elem *Type) *Type { return &Type{kind: listType, elem: elem} }

func mapOf(elem *Type) *Type { return &Type{kind: mapType, elem: elem} }

// orNull returns T?.
func orNull(t *Type) *Type {
	switch {
	case t.kind == anyType || t.kind == nullType || t.nullable:
		return t
	case t == tNumber:
		return tMaybeNumber
	case t == tString:
		return tMaybeString
	}
	u := *t
	u.nullable = true
	return &u
}

// notNull returns T for T?.
func notNull(t *Type) *Type {
	if !t.nullable {
		return t
	}
	u := *t
	u.nullable = false
	switch u.kind {
	case numberType:
		return tNumber
	case stringType:
		return tString
	}
	return &u
}

// is reports whether values of t are certainly of the kind.
func (t *Type) is(k typeKind) bool { return t.kind == k && !t.nullable }

// may reports whether a value of t can be of the kind.
func (t *Type) may(k typeKind) bool {
	return t.kind == k || t.kind == anyType || k == nullType && t.nullable
}

// elemType returns the type of the elements of a list or of the values of a map.
func (t *Type) elemType() *Type {
	if t.elem != nil {
		return t.elem
	}
	return tAny
}

// field returns the type of a record's field and whether the record's keys
// are known at all; the type is nil if it has no such field.
func (t *Type) field(name string) (typ *Type, known bool) {
	if t.kind != mapType {
		return nil, false
	}
	if t.fields == nil {
		return nil, false
	}
	for i := range t.fields {
		if t.fields[i].name == name {
			return t.fields[i].typ, true
		}
	}
	return nil, true
}

// join returns the narrowest type that holds values of both, as far as it pays
// to know: the parts of parts beyond some depth may be anything, since types
// can share their parts and would otherwise take time without bound.
func join(a, b *Type) *Type { return joinDepth(a, b, maxJoinDepth) }

const maxJoinDepth = 4

func joinDepth(a, b *Type, depth int) *Type {
	switch {
	case a == b:
		return a
	case a.kind == nullType:
		return orNull(b)
	case b.kind == nullType:
		return orNull(a)
	case a.kind != b.kind || a.kind == anyType:
		return tAny
	}
	t := &Type{kind: a.kind, nullable: a.nullable || b.nullable}
	if depth > 0 {
		if a.elem != nil && b.elem != nil {
			t.elem = joinDepth(a.elem, b.elem, depth-1)
		}
		if sameFields(a.fields, b.fields) {
			t.fields = make([]field, len(a.fields))
			for i, f := range a.fields {
				t.fields[i] = field{f.name, joinDepth(f.typ, b.fields[i].typ, depth-1)}
			}
		}
	}
	switch {
	case t.nullable || t.elem != nil || t.fields != nil:
		return t
	case t.kind == numberType:
		return tNumber
	case t.kind == stringType:
		return tString
	}
	return t
}

func sameFields(a, b []field) bool {
	if a == nil || len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].name != b[i].name {
			return false
		}
	}
	return true
}

// disjoint reports whether no value of one type can equal a value of the other.
func disjoint(a, b *Type) bool {
	return a.kind != anyType && b.kind != anyType && a.kind != b.kind &&
		a.kind != nullType && b.kind != nullType && !(a.nullable && b.nullable)
}

var typeNames = [...]string{"any", "null", "boolean", "number", "string", "list", "map", "function"}

// String returns the type as the documentation writes it: list<number>?.
func (t *Type) String() string {
	var b strings.Builder
	t.write(&b, 0)
	return b.String()
}

// maxTypeText bounds how deep a type is spelled out in messages.
const maxTypeText = 2

// maxTypeFields bounds how many fields of a record are.
const maxTypeFields = 5

func (t *Type) write(b *strings.Builder, depth int) {
	b.WriteString(typeNames[t.kind])
	switch {
	case t.fields != nil && depth < maxTypeText:
		b.WriteByte('{')
		for i, f := range t.fields {
			if i > 0 {
				b.WriteString(", ")
			}
			if i == maxTypeFields {
				b.WriteString("…")
				break
			}
			b.WriteString(f.name)
			b.WriteString(": ")
			f.typ.write(b, depth+1)
		}
		b.WriteByte('}')
	case t.elem != nil && t.elem.kind != anyType && depth < maxTypeText:
		b.WriteByte('<')
		t.elem.write(b, depth+1)
		b.WriteByte('>')
	}
	if t.nullable {
		b.WriteByte('?')
	}
}

// typeOf returns the static type of a value at hand. Parts of lists and maps
// are left out: finding them would cost in proportion to the data.
func typeOf(v Value) *Type {
	switch v.tag.kind {
	case NullKind:
		return tNull
	case BooleanKind:
		return tBoolean
	case NumberKind:
		return tNumber
	case StringKind:
		return tString
	case ListKind:
		return tList
	case MapKind:
		return tMap
	case FunctionKind:
		return tFunction
	}
	return tAny
}
