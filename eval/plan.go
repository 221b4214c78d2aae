package eval

import (
	"encoding"
	"math/big"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

// A shape is how a Go type lies in memory, and so how its values are read.
type shape uint8

const (
	shapeBad shape = iota // no calx value; the plan says why

	// Scalars, which a reader reads.
	shapeBool
	shapeInt8
	shapeInt16
	shapeInt32
	shapeInt64
	shapeUint8
	shapeUint16
	shapeUint32
	shapeUint64
	shapeFloat32
	shapeFloat64
	shapeString
	shapeDecimal
	shapeNullDecimal

	shapeValue
	shapeJSONNumber // a string that is a number
	shapeBigInt
	shapeBigRat
	shapeBigFloat
	shapeValuer  // by its CalxValue
	shapeText    // by its MarshalText
	shapeSQLNull // a struct of a value and whether it is valid
	shapePointer
	shapeAny
	shapeInterface // with methods
	shapeSlice
	shapeArray
	shapeMap
	shapeStruct

	lastScalar = shapeNullDecimal
)

// A plan is how the values of a Go type are read. Plans are made once a type,
// refer to one another as their types do, and never change.
type plan struct {
	shape  shape
	read   reader      // of a scalar, else nil
	small  smallReader // of a number that is a scalar, else nil
	typ    any         // the reflect.Type; naming it would keep all that describes types in programs that have no environment
	size   uintptr
	elem   *plan       // of a pointer, slice, array or map, or the value of what may be null
	valid  uintptr     // where the latter tells whether it is valid
	n      int         // length of an array
	rec    *structType // of a struct
	table  table       // of a map
	reason string      // why the type has no value
}

func (p *plan) goType() reflect.Type { return p.typ.(reflect.Type) }

// plans are the plans of all types that came by, by reflect.Type.
var plans sync.Map

// planOf returns the plan of a type.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	return makePlan(t)
}

// planning is held while plans are made: those of a recursive type refer to
// each other, and nobody may see one that is not complete.
var planning sync.Mutex

func makePlan(t reflect.Type) *plan {
	planning.Lock()
	defer planning.Unlock()
	b := planner{}
	p := b.plan(t)
	b.publish()
	return p
}

// A planner makes the plans of a type and of all that it is made of.
type planner map[reflect.Type]*plan

// publish lets others see the plans.
func (b planner) publish() {
	for t, p := range b {
		plans.Store(t, p)
	}
}

func (b planner) plan(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	if p := b[t]; p != nil {
		return p
	}
	p := &plan{typ: t, size: t.Size()}
	b[t] = p
	switch p.shape = knownShape(t); p.shape {
	case shapeBad:
		b.byKind(p)
	case shapeSQLNull:
		p.elem, p.valid = b.plan(t.Field(0).Type), t.Field(1).Offset
	}
	if p.shape <= lastScalar {
		p.read, p.small = readers[p.shape], smallReaders[p.shape]
	}
	return p
}

// isTime reports whether t is a time, which has a MarshalText but will have a
// kind of its own.
func isTime(t reflect.Type) bool { return t == reflect.TypeFor[time.Time]() }

// knownShape returns the shape of a type that is known by name or by a method,
// also one of its pointer: what is read always has an address.
func knownShape(t reflect.Type) shape {
	switch t {
	case reflect.TypeFor[Value]():
		return shapeValue
	case reflect.TypeFor[decimal.Decimal]():
		return shapeDecimal
	case reflect.TypeFor[decimal.NullDecimal]():
		return shapeNullDecimal
	case reflect.TypeFor[big.Int]():
		return shapeBigInt
	case reflect.TypeFor[big.Rat]():
		return shapeBigRat
	case reflect.TypeFor[big.Float]():
		return shapeBigFloat
	}
	if t.Kind() == reflect.Interface || t.Kind() == reflect.Pointer || isTime(t) {
		return shapeBad
	}
	switch p := reflect.PointerTo(t); {
	case p.Implements(reflect.TypeFor[Valuer]()):
		return shapeValuer
	case t.Kind() == reflect.String && t.Implements(reflect.TypeFor[jsonNumber]()):
		return shapeJSONNumber
	case p.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return shapeText
	case t.Kind() == reflect.Struct && t.ConvertibleTo(reflect.TypeFor[decimal.Decimal]()):
		return shapeDecimal
	case t.Kind() == reflect.Struct && t.ConvertibleTo(reflect.TypeFor[decimal.NullDecimal]()):
		return shapeNullDecimal
	case isSQLNull(t):
		return shapeSQLNull
	}
	return shapeBad
}

// isSQLNull reports whether t is one of the types of database/sql that are null
// or hold a value: NullString, NullInt64, Null[T]. (Importing the package would
// bring it into all programs.)
func isSQLNull(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == "database/sql" && strings.HasPrefix(t.Name(), "Null") &&
		t.NumField() == 2 && t.Field(0).Offset == 0 && t.Field(1).Name == "Valid" && t.Field(1).Type.Kind() == reflect.Bool
}

var kindShapes = [...]shape{
	reflect.Bool: shapeBool, reflect.String: shapeString, reflect.Float32: shapeFloat32, reflect.Float64: shapeFloat64,
	reflect.Int8: shapeInt8, reflect.Int16: shapeInt16, reflect.Int32: shapeInt32, reflect.Int64: shapeInt64,
	reflect.Uint8: shapeUint8, reflect.Uint16: shapeUint16, reflect.Uint32: shapeUint32, reflect.Uint64: shapeUint64,
	reflect.Pointer: shapePointer, reflect.Slice: shapeSlice, reflect.Array: shapeArray, reflect.Map: shapeMap,
	reflect.Struct: shapeStruct,
}

// byKind completes the plan of a type by its kind. Whoever refers to a type
// that has no value is told when the value is read, not before: a struct may
// have such fields.
func (b planner) byKind(p *plan) {
	t := p.goType()
	if int(t.Kind()) < len(kindShapes) {
		p.shape = kindShapes[t.Kind()]
	}
	switch t.Kind() {
	case reflect.Int, reflect.Uint, reflect.Uintptr:
		p.shape = wordShape(t.Kind() == reflect.Int)
	case reflect.Interface:
		p.shape = shapeInterface
		if t.NumMethod() == 0 {
			p.shape = shapeAny
		}
	case reflect.Pointer:
		p.elem = b.plan(t.Elem())
		if p.circular() {
			p.shape, p.reason = shapeBad, "a Go "+t.String()+" points to pointers without end"
		}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			p.shape, p.reason = shapeBad, "bytes are neither text nor a list: convert them to a string"
			return
		}
		p.elem = b.plan(t.Elem())
	case reflect.Array:
		p.elem, p.n = b.plan(t.Elem()), t.Len()
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			p.shape, p.reason = shapeBad, "a map needs string keys, but this is a "+t.String()
			return
		}
		p.elem, p.table = b.plan(t.Elem()), tableOf(t)
	case reflect.Struct:
		if isTime(t) {
			p.shape, p.reason = shapeBad, "a time is no calx value yet: pass it as text or as a number"
			return
		}
		p.rec = b.structType(t)
	}
	if p.shape == shapeBad && p.reason == "" {
		p.reason = "a Go " + t.String() + " is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"
	}
}

// circular reports whether a pointer type leads to itself through nothing but
// pointers: type p *p.
func (p *plan) circular() bool {
	for q := p.elem; q != nil && q.shape == shapePointer; q = q.elem {
		if q == p {
			return true
		}
	}
	return false
}

// wordShape is the shape of an int or uint.
func wordShape(signed bool) shape {
	switch {
	case maxInt == 1<<31-1 && signed:
		return shapeInt32
	case maxInt == 1<<31-1:
		return shapeUint32
	case signed:
		return shapeInt64
	}
	return shapeUint64
}
