package eval

import (
	"reflect"
	"unsafe"

	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// This file reads the host's memory: fields of structs at offsets found from
// their types, elements of slices and arrays. Reading a field by reflection
// takes several times as long, and allocates for many types. Everything else says
// what lies where in terms of the methods below, which take each other's word:
// whoever makes a memory from a type's offset reads it as that type's shape.

// A memory is a place in the host's memory. The garbage collector sees it as a
// pointer to what it is in.
type memory struct{ p unsafe.Pointer }

// memoryOf returns what a pointer, a map or the first element of a slice points
// to; v is of one of these kinds.
func memoryOf(v reflect.Value) memory { return memory{v.UnsafePointer()} }

// wordsOf returns the two words of an interface: what stands for its type, and
// for a pointer the pointer. That this is so is verified before it is relied
// on, where a structBinding is made.
func wordsOf(x any) (typ, data memory) {
	w := (*[2]unsafe.Pointer)(unsafe.Pointer(&x))
	return memory{w[0]}, memory{w[1]}
}

func (m memory) isNil() bool { return m.p == nil }

// at returns the place so many bytes on, which must lie in the same variable.
func (m memory) at(offset uintptr) memory { return memory{unsafe.Add(m.p, offset)} }

// pointer returns what the pointer or map that lies here points to.
func (m memory) pointer() memory { return memory{*(*unsafe.Pointer)(m.p)} }

// slice returns the first element and the length of the slice that lies here,
// whatever its elements are: only the header is read.
func (m memory) slice() (memory, int) {
	s := *(*[]byte)(m.p)
	return memory{unsafe.Pointer(unsafe.SliceData(s))}, len(s)
}

func (m memory) any() any { return *(*any)(m.p) }

func (m memory) value() Value { return *(*Value)(m.p) }

func (m memory) bool() bool { return *(*bool)(m.p) }

func (m memory) str() string { return *(*string)(m.p) }

// decimal returns the decimal that is here, or in the NullDecimal that is here.
func (m memory) decimal(s shape) *decimal.Decimal {
	if s == shapeNullDecimal {
		return &(*decimal.NullDecimal)(m.p).Decimal
	}
	return (*decimal.Decimal)(m.p)
}

// reflect returns a pointer to the variable of type t that lies here.
func (m memory) reflect(t reflect.Type) reflect.Value { return reflect.NewAt(t, m.p) }

// variable returns the place of a memory itself: that of a pointer to what m
// points to.
func (m *memory) variable() memory { return memory{unsafe.Pointer(m)} }

// The maps of common types are read without reflection.

func (m memory) mapOfAny() map[string]any                 { return *(*map[string]any)(m.p) }
func (m memory) mapOfString() map[string]string           { return *(*map[string]string)(m.p) }
func (m memory) mapOfInt() map[string]int                 { return *(*map[string]int)(m.p) }
func (m memory) mapOfFloat64() map[string]float64         { return *(*map[string]float64)(m.p) }
func (m memory) mapOfDecimal() map[string]decimal.Decimal { return *(*map[string]decimal.Decimal)(m.p) }

// A reader reads the scalar that lies somewhere as a Value; ok is false if it
// is one that calx does not have, such as NaN.
type reader func(m memory) (v Value, ok bool)

// readers are the readers of the scalar shapes.
var readers = [...]reader{
	shapeBool:    func(m memory) (Value, bool) { return Boolean(*(*bool)(m.p)), true },
	shapeString:  func(m memory) (Value, bool) { return StringValue(*(*string)(m.p)), true },
	shapeInt8:    readInt[int8],
	shapeInt16:   readInt[int16],
	shapeInt32:   readInt[int32],
	shapeInt64:   readInt[int64],
	shapeUint8:   readInt[uint8],
	shapeUint16:  readInt[uint16],
	shapeUint32:  readInt[uint32],
	shapeUint64:  func(m memory) (Value, bool) { return NumberValue(number.FromUint64(*(*uint64)(m.p))), true },
	shapeFloat32: readFloat32,
	shapeFloat64: readFloat64,
	shapeDecimal: readDecimal,
	shapeNullDecimal: func(m memory) (Value, bool) {
		d := (*decimal.NullDecimal)(m.p)
		if !d.Valid {
			return Null, true
		}
		return decimalValue(&d.Decimal)
	},
}

func readInt[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32](m memory) (Value, bool) {
	return int64Value(int64(*(*T)(m.p))), true
}

func readFloat32(m memory) (Value, bool) {
	n, err := number.FromFloat32(*(*float32)(m.p))
	return NumberValue(n), err == nil
}

func readFloat64(m memory) (Value, bool) {
	n, err := number.FromFloat64(*(*float64)(m.p))
	return NumberValue(n), err == nil
}

func readDecimal(m memory) (Value, bool) { return decimalValue((*decimal.Decimal)(m.p)) }

func decimalValue(d *decimal.Decimal) (Value, bool) {
	if s, ok := number.SmallFromDecimal(d); ok {
		return smallValue(s), true
	}
	n, err := number.FromDecimal(*d)
	return NumberValue(n), err == nil
}

// A smallReader reads the number that lies somewhere, if it is in the inline
// lane.
type smallReader func(m memory) (s number.Small, ok bool)

var smallReaders = [...]smallReader{
	shapeInt8:    smallInt[int8],
	shapeInt16:   smallInt[int16],
	shapeInt32:   smallInt[int32],
	shapeInt64:   smallInt[int64],
	shapeUint8:   smallInt[uint8],
	shapeUint16:  smallInt[uint16],
	shapeUint32:  smallInt[uint32],
	shapeUint64:  func(m memory) (number.Small, bool) { return number.FromUint64(*(*uint64)(m.p)).Small, true },
	shapeFloat32: smallFloat32,
	shapeFloat64: smallFloat64,
	shapeDecimal: smallDecimal,
	shapeNullDecimal: func(m memory) (number.Small, bool) {
		d := (*decimal.NullDecimal)(m.p)
		if !d.Valid {
			return bad, false
		}
		return number.SmallFromDecimal(&d.Decimal)
	},
}

func smallInt[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32](m memory) (number.Small, bool) {
	return number.FromInt64(int64(*(*T)(m.p))).Small, true
}

func smallFloat32(m memory) (number.Small, bool) {
	n, err := number.FromFloat32(*(*float32)(m.p))
	return n.Small, err == nil
}

func smallFloat64(m memory) (number.Small, bool) {
	n, err := number.FromFloat64(*(*float64)(m.p))
	return n.Small, err == nil
}

func smallDecimal(m memory) (number.Small, bool) {
	return number.SmallFromDecimal((*decimal.Decimal)(m.p))
}

func int64Value(v int64) Value { return NumberValue(number.FromInt64(v)) }
