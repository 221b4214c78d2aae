package eval

import (
	"encoding"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"time"

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

// A path says where in the host's data a value lies, for messages.
type path struct {
	up    *path
	key   string
	index int
}

func (p *path) String() string {
	if p == nil {
		return ""
	}
	if p.up == nil {
		return p.key
	}
	if p.index == dereferenced {
		return p.up.String()
	}
	if p.key == "" {
		return p.up.String() + "[" + strconv.Itoa(p.index) + "]"
	}
	return p.up.String() + "." + p.key
}

// dereferenced is the index of a step of a path through a pointer.
const dereferenced = -1

func (p *path) depth() int {
	n := 0
	for ; p != nil; p = p.up {
		n++
	}
	return n
}

// A converter makes Values of the host's data, nested data on demand.
type converter struct {
	num      *number.Context
	maxDepth int
}

func (cv *converter) failf(at *path, format string, args ...any) error {
	return &diag.Error{Class: diag.Host, Code: "host-value", Message: at.String() + ": " + fmt.Sprintf(format, args...)}
}

// value converts x. The common types come first; reflection does the rest.
func (cv *converter) value(x any, at *path) (Value, error) {
	switch x := x.(type) {
	case nil:
		return Null, nil
	case Value:
		return x, nil
	case decimal.Decimal:
		n, err := number.FromDecimal(x)
		return cv.number(n, err, at)
	case string:
		return StringValue(x), nil
	case bool:
		return Boolean(x), nil
	case int:
		return NumberValue(number.FromInt64(int64(x))), nil
	case int64:
		return NumberValue(number.FromInt64(x)), nil
	case float64:
		return cv.float(x, at)
	case []any:
		if x == nil {
			return Null, nil
		}
		return cv.list(anySlice(x), at)
	case map[string]any:
		if x == nil {
			return Null, nil
		}
		return cv.mapping(anyMap(x), at)
	}
	return cv.reflected(x, at)
}

func (cv *converter) number(n number.Number, err error, at *path) (Value, error) {
	if err != nil {
		return Null, cv.failf(at, "%s", err.Error())
	}
	return NumberValue(n), nil
}

// float converts a float64 by its shortest text: 19.99 means 19.99.
func (cv *converter) float(x float64, at *path) (Value, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Null, cv.failf(at, "%v is no number that calx has", x)
	}
	n, err := number.FromFloat64(x)
	return cv.number(n, err, at)
}

// float32 converts a float32 by its shortest text.
func (cv *converter) float32(x float32, at *path) (Value, error) {
	n, err := strconv.ParseFloat(strconv.FormatFloat(float64(x), 'g', -1, 32), 64)
	if err != nil {
		n = float64(x)
	}
	return cv.float(n, at)
}

// known converts the types that are known by name, or by a method.
func (cv *converter) known(x any, at *path) (v Value, ok bool, err error) {
	switch x := x.(type) {
	case Valuer:
		if isNilPointer(x) {
			return Null, true, nil
		}
		return x.CalxValue(), true, nil
	case *decimal.Decimal:
		if x == nil {
			return Null, true, nil
		}
		n, err := number.FromDecimal(*x)
		v, err = cv.number(n, err, at)
		return v, true, err
	case decimal.NullDecimal:
		if !x.Valid {
			return Null, true, nil
		}
		n, err := number.FromDecimal(x.Decimal)
		v, err = cv.number(n, err, at)
		return v, true, err
	case *big.Int:
		if x == nil {
			return Null, true, nil
		}
		return NumberValue(number.FromBigInt(x)), true, nil
	case *big.Rat:
		if x == nil {
			return Null, true, nil
		}
		n, err := cv.num.FromRat(x)
		v, err = cv.number(n, err, at)
		return v, true, err
	case *big.Float:
		if x == nil {
			return Null, true, nil
		}
		v, err = cv.bigFloat(x, at)
		return v, true, err
	case *decimal.NullDecimal:
		if x == nil || !x.Valid {
			return Null, true, nil
		}
		n, err := number.FromDecimal(x.Decimal)
		v, err = cv.number(n, err, at)
		return v, true, err
	case time.Time, *time.Time:
		return Null, true, cv.failf(at, "a time is no calx value yet: pass it as text or as a number")
	}
	return Null, false, nil
}

// bigFloat converts by the exact binary value, rounded if that is too long.
func (cv *converter) bigFloat(x *big.Float, at *path) (Value, error) {
	if x.IsInf() {
		return Null, cv.failf(at, "an infinity is no number that calx has")
	}
	if e := x.MantExp(nil); e > maxBinaryExponent || e < -maxBinaryExponent {
		return Null, cv.failf(at, "the exponent of the number is too large")
	}
	r, _ := x.Rat(nil)
	n, err := cv.num.FromRat(r)
	return cv.number(n, err, at)
}

// maxBinaryExponent bounds a big.Float that is written out as a fraction.
const maxBinaryExponent = 1 << 20

func isNilPointer(x any) bool {
	rv := reflect.ValueOf(x)
	switch rv.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Interface, reflect.Func:
		return rv.IsNil()
	}
	return false
}

// reflected converts by kind.
func (cv *converter) reflected(x any, at *path) (Value, error) {
	if v, ok, err := cv.known(x, at); ok {
		return v, err
	}
	rv := reflect.ValueOf(x)
	if n, ok := x.(jsonNumber); ok && rv.Kind() == reflect.String {
		return cv.jsonNumber(n.String(), at)
	}
	switch rv.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return NumberValue(number.FromInt64(rv.Int())), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return NumberValue(number.FromUint64(rv.Uint())), nil
	case reflect.Float32:
		return cv.float32(float32(rv.Float()), at)
	case reflect.Float64:
		return cv.float(rv.Float(), at)
	case reflect.Bool:
		return Boolean(rv.Bool()), nil
	case reflect.Pointer, reflect.Interface:
		if rv.IsNil() {
			return Null, nil
		}
		if at.depth() > cv.maxDepth {
			return Null, cv.tooDeep(at)
		}
		if m, ok := x.(encoding.TextMarshaler); ok {
			return cv.marshaled(m, at)
		}
		return cv.value(rv.Elem().Interface(), &path{up: at, index: dereferenced})
	}
	if m, ok := x.(encoding.TextMarshaler); ok {
		return cv.marshaled(m, at)
	}
	return cv.compound(rv, at)
}

// compound converts slices, arrays and maps, and refuses the rest.
func (cv *converter) compound(rv reflect.Value, at *path) (Value, error) {
	switch rv.Kind() {
	case reflect.String:
		return StringValue(rv.String()), nil
	case reflect.Slice:
		if rv.IsNil() {
			return Null, nil
		}
		if rv.Type().Elem().Kind() == reflect.Uint8 {
			return Null, cv.failf(at, "bytes are neither text nor a list: convert them to a string")
		}
		return cv.list(reflectSlice{rv}, at)
	case reflect.Array:
		return cv.list(reflectSlice{rv}, at)
	case reflect.Map:
		if rv.IsNil() {
			return Null, nil
		}
		if rv.Type().Key().Kind() != reflect.String {
			return Null, cv.failf(at, "a map needs string keys, but this is %s", rv.Type())
		}
		return cv.mapping(reflectMap{rv}, at)
	}
	return Null, cv.failf(at, "a Go %s is no calx value: pass a map, a slice, a number, a string or a boolean", rv.Type())
}

func (cv *converter) tooDeep(at *path) error {
	return &diag.Error{Class: diag.Limit, Code: "value-depth",
		Message: fmt.Sprintf("the host's data is nested more than %d deep", cv.maxDepth)}
}

func (cv *converter) jsonNumber(s string, at *path) (Value, error) {
	neg := len(s) > 0 && s[0] == '-'
	if neg {
		s = s[1:]
	}
	n, err := number.Parse(s, cv.num.MaxDigits)
	if err == nil && neg {
		n, err = exactly.Neg(n)
	}
	return cv.number(n, err, at)
}

func (cv *converter) marshaled(m encoding.TextMarshaler, at *path) (Value, error) {
	text, err := m.MarshalText()
	if err != nil {
		return Null, &diag.Error{Class: diag.Host, Code: "host-value", Message: at.String() + ": " + err.Error(), Cause: err}
	}
	return StringValue(string(text)), nil
}

// A hostSlice is a slice or array of the host.
type hostSlice interface {
	len() int
	at(i int) any
}

type anySlice []any

func (s anySlice) len() int     { return len(s) }
func (s anySlice) at(i int) any { return s[i] }

type reflectSlice struct{ reflect.Value }

func (s reflectSlice) len() int     { return s.Len() }
func (s reflectSlice) at(i int) any { return s.Index(i).Interface() }

// A hostList is a list of the host; its elements are converted when asked for.
type hostList struct {
	cv    *converter
	data  hostSlice
	at_   *path
	first int
	n     int
}

func (l *hostList) len() int { return l.n }

func (l *hostList) at(i int) (Value, error) {
	i += l.first
	return l.cv.value(l.data.at(i), &path{up: l.at_, index: i})
}

func (l *hostList) slice(i, j int) source {
	return &hostList{l.cv, l.data, l.at_, l.first + i, j - i}
}

func (cv *converter) list(data hostSlice, at *path) (Value, error) {
	if at.depth() > cv.maxDepth {
		return Null, cv.tooDeep(at)
	}
	return listValue(&list{src: &hostList{cv: cv, data: data, at_: at, n: data.len()}, depth: 1}), nil
}

// A hostTable is a map of the host.
type hostTable interface {
	len() int
	lookup(key string) (any, bool)
	names() []string
}

type anyMap map[string]any

func (m anyMap) len() int { return len(m) }

func (m anyMap) lookup(key string) (any, bool) {
	x, ok := m[key]
	return x, ok
}

func (m anyMap) names() []string {
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	return names
}

type reflectMap struct{ reflect.Value }

func (m reflectMap) len() int { return m.Len() }

func (m reflectMap) lookup(key string) (any, bool) {
	x := m.MapIndex(reflect.ValueOf(key).Convert(m.Type().Key()))
	if !x.IsValid() {
		return nil, false
	}
	return x.Interface(), true
}

func (m reflectMap) names() []string {
	names := make([]string, 0, m.Len())
	for it := m.MapRange(); it.Next(); {
		names = append(names, it.Key().String())
	}
	return names
}

// A lazyMap is a map of the host; its values are converted when asked for.
type lazyMap struct {
	cv   *converter
	data hostTable
	at   *path
}

func (m *lazyMap) len() int { return m.data.len() }

func (m *lazyMap) get(key string) (Value, bool, error) {
	x, ok := m.data.lookup(key)
	if !ok {
		return Null, false, nil
	}
	v, err := m.cv.value(x, &path{up: m.at, key: key})
	return v, true, err
}

func (m *lazyMap) keys() []string {
	names := m.data.names()
	slices.Sort(names)
	return names
}

func (cv *converter) mapping(data hostTable, at *path) (Value, error) {
	if at.depth() > cv.maxDepth {
		return Null, cv.tooDeep(at)
	}
	return mapValue(&mapping{host: &lazyMap{cv, data, at}, depth: 1}), nil
}

// detach returns v without anything that refers to the host's data. A
// function is an error: it cannot leave a run.
func (f *frame) detach(v Value, at site, depth int32) Value {
	if v.tag.kind < ListKind || f.err != nil {
		return v
	}
	if !f.depthOK(depth, at) {
		return Null
	}
	switch v.tag.kind {
	case FunctionKind:
		f.fail(at, diag.Host, "function-result", "the result is a function, which cannot leave the program", "call it")
		return Null
	case ListKind:
		return f.detachList(v, at, depth)
	}
	return f.detachMap(v, at, depth)
}

func (f *frame) detachList(v Value, at site, depth int32) Value {
	l := v.list()
	_, host := l.src.(*hostList)
	if l.src != nil && !host {
		return v // a range
	}
	if !host && l.depth == 1 && !hasFunction(l.elems) {
		return v
	}
	out := f.begin(l.len())
	if out == nil {
		f.place(at)
		return Null
	}
	f.each(l, at, func(_ int, x Value) bool {
		*out = append(*out, f.detach(x, at, depth+1))
		return f.err == nil
	})
	return f.finish(at)
}

func hasFunction(elems []Value) bool {
	for i := range elems {
		if elems[i].tag.kind == FunctionKind {
			return true
		}
	}
	return false
}

func (f *frame) detachMap(v Value, at site, depth int32) Value {
	m := v.mapping()
	if m.host == nil && m.depth == 1 && !hasFunction(m.vals) {
		return v
	}
	var b mapBuilder
	f.entries(m, at, func(key string, x Value) bool {
		b.set(key, f.detach(x, at, depth+1))
		return f.err == nil
	})
	return f.makeMap(&b, at)
}

// envMap returns the map that an environment is, or points to.
func envMap(env any) reflect.Value {
	rv := reflect.ValueOf(env)
	if rv.Kind() == reflect.Pointer && !rv.IsNil() {
		rv = rv.Elem()
	}
	return rv
}

// envNames are the names of an environment, for suggestions.
func envNames(env any) []string {
	rv := envMap(env)
	if rv.Kind() != reflect.Map || rv.Type().Key().Kind() != reflect.String {
		return nil
	}
	return reflectMap{rv}.names()
}
