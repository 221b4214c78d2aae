package eval

import (
	"fmt"
	"strconv"
	"sync"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// Builtins returns the table of all built-in functions and constants, in the
// order of the reference page.
func Builtins() *Table { return builtins() }

var builtins = sync.OnceValue(func() *Table {
	return newTable(constantRows, roundingRows, arithmeticRows, integerRows, powerRows, trigonometryRows,
		specialRows, aggregateRows, statisticsRows, listRows, orderRows, groupingRows, mapRows, stringRows,
		patternRows, textRows, moneyRows, financeRows, controlRows, typeRows)
})

// The groups of the reference page.
const (
	groupConstants    = "constants"
	groupRounding     = "rounding"
	groupArithmetic   = "arithmetic"
	groupPowers       = "powers and logarithms"
	groupTrigonometry = "trigonometry"
	groupSpecial      = "special functions"
	groupAggregates   = "aggregates"
	groupLists        = "lists"
	groupMaps         = "maps"
	groupStrings      = "strings"
	groupMoney        = "money"
	groupControl      = "control"
	groupTypes        = "types"
)

// Parameters that many functions share. How an optional one without a fixed
// default is shown: mode="…", key=….
var (
	paramX    = Param{Name: "x", Type: tNumber}
	paramY    = Param{Name: "y", Type: tNumber}
	paramA    = Param{Name: "a", Type: tNumber}
	paramB    = Param{Name: "b", Type: tNumber}
	paramAny  = Param{Name: "x", Type: tAny}
	paramList = Param{Name: "xs", Type: tList}
	paramS    = Param{Name: "s", Type: tString}
	paramMap  = Param{Name: "m", Type: tMap}
	paramMode = Param{Name: "mode", Type: tString, Default: `"…"`}

	// A function of an element and, if it takes two parameters, the index.
	paramEach = Param{Name: "f", Type: tFunction, Callback: elementAndIndex}
	// The same, optional.
	paramThrough = Param{Name: "f", Type: tFunction, Default: "…", Callback: elementAndIndex}
	// A function of an element alone.
	paramOf = Param{Name: "f", Type: tFunction, Callback: elementAlone}
)

// elementAndIndex types the parameters of a function that is called with the
// elements of the first argument.
func elementAndIndex(args []*Type) []*Type { return []*Type{args[0].elemType(), tNumber} }

func elementAlone(args []*Type) []*Type { return []*Type{args[0].elemType()} }

// The functions below give the type of a result from those of the arguments.

// sameList is the type of a list with some of the elements of the first argument.
func sameList(args []*Type) *Type {
	if args[0].kind != listType {
		return tList
	}
	return notNull(args[0])
}

func elementOf(args []*Type) *Type { return args[0].elemType() }

func elementOrNull(args []*Type) *Type { return orNull(args[0].elemType()) }

// resultOf is the type of the results of a function of that type.
func resultOf(t *Type) *Type {
	if t.kind == functionType && t.fn != nil {
		return t.fn.result
	}
	return tAny
}

// hasArg reports whether optional argument i was given.
func hasArg(a []Value, i int) bool { return i < len(a) && !a[i].isAbsent() }

// count returns argument i, an integer that may not be negative. Beyond what an
// int holds it is the largest one.
func (k *call) count(f *frame, a []Value, i int) (int, bool) {
	n := a[i].number()
	switch {
	case !n.IsInteger():
		k.fail(f, i, diag.Value, "not-an-integer", k.what(i)+" must be an integer", "", k.what(i))
		return 0, false
	case n.Sign() < 0:
		k.fail(f, i, diag.Value, "out-of-range", k.what(i)+" may not be negative", "", k.what(i))
		return 0, false
	}
	x, ok := n.Int64()
	if !ok || x > int64(maxInt) {
		return maxInt, true
	}
	return int(x), true
}

// mode returns argument i, the name of a rounding mode; absent means the one
// in force.
func (k *call) mode(f *frame, a []Value, i int) (number.Rounding, bool) {
	if !hasArg(a, i) {
		return f.num.Rounding, true
	}
	m, ok := number.ParseRounding(a[i].str())
	if !ok {
		k.fail(f, i, diag.Value, "rounding-mode", "there is no such rounding mode",
			"the modes are half_even, half_up, half_down, up, down, ceiling, floor, 05up")
	}
	return m, ok
}

// wrongElement records that element i of the list given as argument arg is not
// of the kind that the function works on.
func (k *call) wrongElement(f *frame, arg, i int, v Value, want Kind) {
	hint := ""
	switch {
	case v.IsNull():
		hint = "filter(xs, x => x != null) leaves nulls out, map(xs, x => x ?? 0) replaces them"
	case want == NumberKind && v.tag.kind == StringKind:
		hint = "map(xs, num) reads numbers from texts"
	case want == StringKind:
		hint = "map(xs, str) gives the texts"
	}
	k.fail(f, arg, diag.Type, "element-type", fmt.Sprintf("%s works on %ss, but element [%d] is %s",
		k.b.Name, want, i, article(v.tag.kind.String())), hint, k.b.Name, want.String(), strconv.Itoa(i), v.tag.kind.String())
}

// emptyList records that a function has no value for an empty list.
func (k *call) emptyList(f *frame) Value {
	return k.fail(f, 0, diag.Value, "empty-list", k.b.Name+" of an empty list has no value",
		"test len(xs) > 0 first, or give a default with try(…, default)", k.b.Name)
}

// charges spends n steps and gives an error its place.
func (k *call) charges(f *frame, n int64) bool {
	if f.charge(n) {
		return true
	}
	f.place(k.at)
	return false
}

// room spends n bytes before they are taken; n may be any product that did not
// overflow.
func (k *call) room(f *frame, n int64) bool {
	if n > f.budget.limits.Memory || n > greatestSize {
		f.fail(k.at, diag.Limit, "memory", fmt.Sprintf("the result takes more than %s of memory",
			byteCount(min(f.budget.limits.Memory, greatestSize))), "", byteCount(min(f.budget.limits.Memory, greatestSize)))
		return false
	}
	if f.alloc(n) {
		return true
	}
	f.place(k.at)
	return false
}

// greatestSize bounds one value in bytes where no limit is set.
const greatestSize = 1 << 46

// begin starts a list of n elements, which are refused at once where memory
// cannot hold them. Very long ones grow as they are filled.
func (k *call) begin(f *frame, n int) *[]Value {
	const atOnce = 1 << 24
	if int64(n) > min(f.budget.limits.Memory, greatestSize)/valueBytes {
		k.room(f, greatestSize+1)
		return nil
	}
	out := f.begin(min(n, atOnce))
	if out == nil {
		f.place(k.at)
	}
	return out
}

// newList returns a list of elems, charging for it.
func (k *call) newList(f *frame, elems ...Value) Value {
	if !k.room(f, int64(len(elems))*valueBytes+64) {
		return Null
	}
	l := newList(elems)
	if !f.depthOK(l.depth, k.at) {
		return Null
	}
	return listValue(l)
}
