package eval

import (
	"strconv"
	"unsafe"

	"github.com/calx-lang/calx/number"
)

// A Kind is the kind of a [Value] at run time.
type Kind uint8

// The kinds of values.
const (
	NullKind Kind = iota
	BooleanKind
	NumberKind
	StringKind
	ListKind
	MapKind
	FunctionKind

	absentKind  // an argument that was not given; the skipped rest of an optional chain
	unboundKind // a slot that nothing is bound to yet
)

var kindNames = [...]string{"null", "boolean", "number", "string", "list", "map", "function", "nothing", "unbound"}

// String returns the kind's name, as type(x) gives it.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "Kind(" + strconv.Itoa(int(k)) + ")"
}

// A Value is a calx value: null, a boolean, a number, a string, a list, a map
// or a function. It is 32 bytes and immutable; the zero Value is null. Compare
// Values with [Value.Equal]: == compares representations, of which a value has
// many. (A field that forbids == would keep Values out of registers, at three
// times the cost of an operation.)
//
// What the words mean depends on the kind:
//
//	number    hi:lo is the coefficient, x the exponent and the rounded bit
//	          ([number.Small]); beyond that lane x is [number.NotSmall] and
//	          ptr a *number.Big
//	string    ptr points to the bytes, lo is their count
//	list      ptr is a *list
//	map       ptr is a *mapping; or, where x is not 0, it is a map or struct of
//	          the host, of which ptr is the *holder, lo the row and x the view
//	function  ptr is a *function
//	boolean   lo is 0 or 1
type Value struct {
	hi  int64
	lo  uint64
	tag tag
	ptr unsafe.Pointer // the garbage collector sees whatever it points to
}

// A tag is a Value's third word. It nests because the compiler keeps only
// structs of up to four fields in registers.
type tag struct {
	x    int32
	kind Kind
}

const valueBytes = int64(unsafe.Sizeof(Value{}))

// An identity tells values that share their data from equal ones.
type identity struct {
	ptr  unsafe.Pointer
	row  uint64
	view int32
}

func (v Value) identity() identity {
	if v.held() {
		return identity{v.ptr, v.lo, v.tag.x}
	}
	return identity{ptr: v.ptr}
}

// Null is the null value.
var Null Value

// Boolean returns b as a Value.
func Boolean(b bool) Value {
	v := Value{tag: tag{kind: BooleanKind}}
	if b {
		v.lo = 1
	}
	return v
}

// NumberValue returns n as a Value.
func NumberValue(n number.Number) Value {
	return Value{n.Hi, n.Lo, tag{x: n.X, kind: NumberKind}, unsafe.Pointer(n.BigPart())}
}

func smallValue(s number.Small) Value {
	return Value{hi: s.Hi, lo: s.Lo, tag: tag{x: s.X, kind: NumberKind}}
}

func bigValue(b *number.Big) Value {
	return Value{tag: tag{x: number.NotSmall, kind: NumberKind}, ptr: unsafe.Pointer(b)}
}

func intValue(i int) Value { return NumberValue(number.FromInt64(int64(i))) }

// StringValue returns s as a Value. (The text of any value is [Value.String].)
func StringValue(s string) Value {
	return Value{lo: uint64(len(s)), tag: tag{kind: StringKind}, ptr: unsafe.Pointer(unsafe.StringData(s))}
}

// bytesValue views bytes as a string, for measuring: they may not change while
// the Value is in use.
func bytesValue(b []byte) Value {
	return Value{lo: uint64(len(b)), tag: tag{kind: StringKind}, ptr: unsafe.Pointer(unsafe.SliceData(b))}
}

func listValue(l *list) Value { return Value{tag: tag{kind: ListKind}, ptr: unsafe.Pointer(l)} }

func mapValue(m *mapping) Value { return Value{tag: tag{kind: MapKind}, ptr: unsafe.Pointer(m)} }

// heldValue returns the map of the host that is a row of h, or a struct within
// it; views count from 1.
func heldValue(h *holder, row int, view int32) Value {
	return Value{lo: uint64(row), tag: tag{x: view, kind: MapKind}, ptr: unsafe.Pointer(h)}
}

func functionValue(fn *function) Value {
	return Value{tag: tag{kind: FunctionKind}, ptr: unsafe.Pointer(fn)}
}

// A cell holds a block's function that is used above its definition.
type cell struct{ v Value }

func cellValue(c *cell) Value { return Value{tag: tag{kind: unboundKind}, ptr: unsafe.Pointer(c)} }

func (v Value) cell() *cell { return (*cell)(v.ptr) }

var (
	absent  = Value{tag: tag{kind: absentKind}}
	unbound = Value{tag: tag{kind: unboundKind}}
)

// Kind returns the value's kind.
func (v Value) Kind() Kind { return v.tag.kind }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.tag.kind == NullKind }

func (v Value) isAbsent() bool { return v.tag.kind == absentKind }

// The accessors below require the right kind; callers have checked it.

func (v Value) bool() bool { return v.lo != 0 }

func (v Value) small() number.Small { return number.Small{Hi: v.hi, Lo: v.lo, X: v.tag.x} }

func (v Value) big() *number.Big { return (*number.Big)(v.ptr) }

func (v Value) number() number.Number {
	if v.tag.x == number.NotSmall {
		return number.FromBig((*number.Big)(v.ptr))
	}
	return number.FromSmall(v.small())
}

func (v Value) str() string { return unsafe.String((*byte)(v.ptr), int(v.lo)) }

func (v Value) list() *list { return (*list)(v.ptr) }

func (v Value) mapping() *mapping {
	if v.tag.x != 0 {
		return v.holder().mapping(v)
	}
	return (*mapping)(v.ptr)
}

// held reports whether v is a map or struct of the host that a holder holds.
func (v Value) held() bool { return v.tag.kind == MapKind && v.tag.x != 0 }

// entry returns the value of a key of a map, and whether there is one.
func (v Value) entry(key string) (Value, bool, error) {
	if v.held() {
		return v.holder().source.get(v, key)
	}
	return v.mapping().get(key)
}

func (v Value) holder() *holder { return (*holder)(v.ptr) }

func (v Value) function() *function { return (*function)(v.ptr) }

// holdsFunction reports whether v is a function or holds one at any depth.
func (v Value) holdsFunction() bool {
	switch v.tag.kind {
	case ListKind:
		return v.list().funcs
	case MapKind:
		return !v.held() && v.mapping().funcs
	}
	return v.tag.kind == FunctionKind
}

// depth is the height of nested lists and maps: 0 for a scalar.
func (v Value) depth() int32 {
	switch v.tag.kind {
	case ListKind:
		return v.list().depth
	case MapKind:
		if v.held() {
			return 1
		}
		return v.mapping().depth
	}
	return 0
}
