package eval

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// A Valuer is a type of the host that gives its own calx value.
type Valuer interface{ CalxValue() Value }

// A jsonNumber is known by its methods, which spares the import of
// encoding/json.
type jsonNumber interface {
	String() string
	Int64() (int64, error)
	Float64() (float64, error)
}

// A converter makes Values of the host's data: scalars at once, containers as
// Values that read them when they are asked.
type converter struct {
	f    *frame  // whose budget pays for containers
	root any     // the *structHolder of environments that are structs
	base *memory // where that has the struct
	data memory  // the environment, if it is a map
}

// convert returns the frame's converter.
func (f *frame) convert() *converter {
	f.converter.f = f
	return &f.converter
}

// forget drops what the converter knows of the host's memory.
func (cv *converter) forget() {
	cv.data = memory{}
	if cv.base != nil {
		*cv.base = memory{}
	}
}

func (cv *converter) failf(at place, format string, args ...any) error {
	return cv.fail(at, fmt.Sprintf(format, args...), nil)
}

// fail returns the error of what lies at a place, and what caused it, if anything
// did.
func (cv *converter) fail(at place, what string, cause error) error {
	where := at.String()
	if where == "" {
		where = "the environment"
	}
	return &diag.Error{Class: diag.Host, Code: "host-value", Message: where + ": " + what, Args: []string{where, what}, Cause: cause}
}

// contain returns the origin of a container found at a place, having charged
// for so many bytes of it.
func (cv *converter) contain(at place, bytes int64) (origin, error) {
	depth := at.depth() + 1
	if limit := cv.f.budget.limits.ValueDepth; int64(depth) > limit {
		return origin{}, cv.tooDeep()
	}
	if !cv.f.alloc(bytes) {
		return origin{}, cv.f.err
	}
	return origin{cv, at, depth}, nil
}

func (cv *converter) tooDeep() error {
	limit := strconv.FormatInt(cv.f.budget.limits.ValueDepth, 10)
	return &diag.Error{Class: diag.Limit, Code: "value-depth", Message: "the host's data is nested more than " + limit + " deep", Args: []string{limit}}
}

// value converts x. The common types come first; their plans do the rest.
func (cv *converter) value(x any, at place) (Value, error) {
	switch x := x.(type) {
	case nil:
		return Null, nil
	case decimal.Decimal:
		n, err := number.FromDecimal(x)
		return cv.number(n, err, at)
	case string:
		return StringValue(x), nil
	case bool:
		return Boolean(x), nil
	case int:
		return int64Value(int64(x)), nil
	case int64:
		return int64Value(x), nil
	case float64:
		n, err := number.FromFloat64(x)
		return cv.number(n, err, at)
	case Value:
		return cv.given(x, at)
	}
	return cv.boxed(reflect.ValueOf(x), at)
}

// given takes a Value of the host, which must not hold a function: that belongs
// to the program that made it.
func (cv *converter) given(v Value, at place) (Value, error) {
	if v.tag.kind >= ListKind && v.holdsFunction() {
		return Null, cv.failf(at, foreignFunction)
	}
	return v, nil
}

const foreignFunction = "a function of a program, which only that program can call"

// boxed converts what an interface holds.
func (cv *converter) boxed(v reflect.Value, at place) (Value, error) {
	p := planOf(v.Type())
	switch p.shape {
	case shapePointer, shapeSlice, shapeMap:
		if v.IsNil() {
			return Null, nil
		}
		m := memoryOf(v)
		switch p.shape {
		case shapePointer:
			return cv.read(p.elem, m, at)
		case shapeSlice:
			return cv.list(p.elem, m, v.Len(), at)
		}
		return cv.mapping(p, m, at)
	case shapeInt8, shapeInt16, shapeInt32, shapeInt64:
		return int64Value(v.Int()), nil
	case shapeUint8, shapeUint16, shapeUint32, shapeUint64:
		return NumberValue(number.FromUint64(v.Uint())), nil
	case shapeFloat64:
		n, err := number.FromFloat64(v.Float())
		return cv.number(n, err, at)
	case shapeFloat32:
		n, err := number.FromFloat32(float32(v.Float()))
		return cv.number(n, err, at)
	case shapeString:
		return StringValue(v.String()), nil
	case shapeBool:
		return Boolean(v.Bool()), nil
	case shapeJSONNumber:
		return cv.jsonNumber(v.String(), at)
	case shapeBad:
		return cv.noValue(p, nilable(v.Kind()) && v.IsNil(), at)
	}
	if !cv.f.alloc(int64(p.size)) {
		return Null, cv.f.err
	}
	variable := reflect.New(p.goType())
	variable.Elem().Set(v)
	return cv.read(p, memoryOf(variable), at)
}

// read converts what lies in the host's memory. Pointers and interfaces lead
// on, in a circle perhaps.
func (cv *converter) read(p *plan, m memory, at place) (Value, error) {
	for hops := int64(0); hops <= cv.f.budget.limits.ValueDepth; hops++ {
		if p.read != nil {
			if v, ok := p.read(m); ok {
				return v, nil
			}
			return cv.refused(p, m, at)
		}
		var next reflect.Value
		switch p.shape {
		case shapePointer:
			if m = m.pointer(); m.isNil() {
				return Null, nil
			}
			p = p.elem
			continue
		case shapeSQLNull:
			if !m.at(p.valid).bool() {
				return Null, nil
			}
			p = p.elem
			continue
		case shapeAny:
			next = reflect.ValueOf(m.any())
		case shapeInterface:
			next = m.reflect(p.goType()).Elem().Elem()
		default:
			return cv.compound(p, m, at)
		}
		if !next.IsValid() {
			return Null, nil
		}
		if next.Kind() != reflect.Pointer {
			return cv.value(next.Interface(), at)
		}
		if next.IsNil() {
			return Null, nil
		}
		p, m = planOf(next.Type().Elem()), memoryOf(next)
	}
	return Null, cv.tooDeep()
}

// compound converts what is neither scalar nor pointer.
func (cv *converter) compound(p *plan, m memory, at place) (Value, error) {
	switch p.shape {
	case shapeStruct:
		return cv.structure(p.rec, m, at)
	case shapeSlice:
		elems, n := m.slice()
		if elems.isNil() {
			return Null, nil
		}
		return cv.list(p.elem, elems, n, at)
	case shapeArray:
		return cv.list(p.elem, m, p.n, at)
	case shapeMap:
		if m = m.pointer(); m.isNil() {
			return Null, nil
		}
		return cv.mapping(p, m, at)
	case shapeValue:
		return cv.given(m.value(), at)
	case shapeJSONNumber:
		return cv.jsonNumber(m.str(), at)
	case shapeBigInt, shapeBigRat, shapeBigFloat:
		return cv.bigNumber(m.reflect(p.goType()).Interface(), at)
	case shapeValuer, shapeText:
		return cv.method(p, m, at)
	}
	return cv.noValue(p, nilable(p.goType().Kind()) && m.pointer().isNil(), at)
}

// noValue is what becomes of a type that has no value: null if it is nil, as
// everything else that is nil.
func (cv *converter) noValue(p *plan, isNil bool, at place) (Value, error) {
	if isNil {
		return Null, nil
	}
	return Null, cv.failf(at, "%s", p.reason)
}

// nilable reports whether variables of a kind hold one pointer, or begin with
// one, that may be nil.
func nilable(k reflect.Kind) bool {
	return k == reflect.Slice || k == reflect.Map || k == reflect.Pointer || k == reflect.Func || k == reflect.Chan
}

// refused is the error of a scalar that its reader has refused.
func (cv *converter) refused(p *plan, m memory, at place) (Value, error) {
	if p.shape == shapeFloat32 || p.shape == shapeFloat64 {
		n, err := number.FromFloat64(m.reflect(p.goType()).Elem().Float())
		return cv.number(n, err, at)
	}
	n, err := number.FromDecimal(*m.decimal(p.shape))
	return cv.number(n, err, at)
}

func (cv *converter) number(n number.Number, err error, at place) (Value, error) {
	switch {
	case err == nil:
		return NumberValue(n), nil
	case number.IsKind(err, number.TooLarge):
		return Null, cv.failf(at, "the number is beyond the limits of digits and exponent")
	}
	return Null, cv.failf(at, "%s", err.Error())
}

// jsonNumber converts a text that is a number in JSON, which has no 0x10 and no 1_000.
func (cv *converter) jsonNumber(s string, at place) (Value, error) {
	text, neg := strings.CutPrefix(s, "-")
	n, err := number.Parse(text, cv.f.num.MaxDigits)
	if err == nil && neg {
		n, err = exactly.Neg(n)
	}
	if number.IsKind(err, number.BadText) || strings.Trim(s, "0123456789.eE+-") != "" {
		return Null, cv.failf(at, "the text is no number")
	}
	return cv.number(n, err, at)
}

// method converts by CalxValue or MarshalText. A panic there is the host's
// error and not the end of its process.
func (cv *converter) method(p *plan, m memory, at place) (v Value, err error) {
	if nilable(p.goType().Kind()) && m.pointer().isNil() {
		return Null, nil
	}
	defer func() {
		if r := recover(); r != nil {
			name := p.goType().String() + ".MarshalText"
			if p.shape == shapeValuer {
				name = p.goType().String() + ".CalxValue"
			}
			cause := newHostPanic(name, r)
			v, err = Null, cv.fail(at, cause.Error(), cause)
		}
	}()
	x := m.reflect(p.goType()).Interface()
	if p.shape == shapeValuer {
		return cv.given(x.(Valuer).CalxValue(), at)
	}
	text, err := x.(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return Null, cv.fail(at, err.Error(), err)
	}
	if !cv.f.alloc(int64(len(text))) {
		return Null, cv.f.err
	}
	return StringValue(string(text)), nil
}
