package eval

import (
	"encoding"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// A setter sets dst, a Go variable, to v. It returns false after an error.
type setter func(c *conversion, v Value, dst reflect.Value) bool

// A conversion makes the arguments of one call of a function of the host. The
// memory that they take counts as live until the call ends.
type conversion struct {
	f        *frame
	k        *call
	code     string // of the error; "" if the frame has it
	class    diag.Class
	message  string
	args     []string
	path     string // from the argument to what is wrong with it
	decoding bool   // for Decode: a struct keeps the fields that a map has no keys for
}

func (c *conversion) fail(class diag.Class, code, message string, args ...string) bool {
	c.class, c.code, c.message, c.args = class, code, message, args
	return false
}

// below notes on the way up from an error which part of a value it is in.
func (c *conversion) below(part string) bool {
	c.path = part + c.path
	return false
}

func (c *conversion) belowKey(key string) bool {
	if isName(key) {
		return c.below("." + key)
	}
	return c.below("[" + quoteKey(key) + "]")
}

// report records the error in argument i.
func (c *conversion) report(i int) {
	if c.code == "" {
		c.f.place(c.k.at)
		return
	}
	what := c.k.b.paramName(i) + c.path + " of " + c.k.b.Name
	c.k.fail(c.f, i, c.class, c.code, what+" "+c.message, "", append([]string{what}, c.args...)...)
}

// need reports whether v is of the kind that its Go variable takes.
func (c *conversion) need(v Value, kind Kind) bool {
	if v.tag.kind == kind {
		return true
	}
	want, got := article(kind.String()), article(v.tag.kind.String())
	message := "needs " + want + ", but this is " + got
	if c.decoding {
		message = "must be " + want + ", but is " + got
	}
	return c.fail(diag.Type, "operand-type", message, kind.String(), v.tag.kind.String())
}

// alloc charges for n Go variables of a type.
func (c *conversion) alloc(n int, t reflect.Type) bool {
	bytes := int64(n) * int64(t.Size()+8)
	c.f.host.converted += bytes
	return c.f.alloc(bytes) && c.f.charge(int64(n))
}

// setters makes setters, one for each type.
type setters map[*plan]*setter

// of returns the setter for a type that [argumentType] has no objections to.
func (m setters) of(p *plan) setter {
	if s := m[p]; s != nil { // it may be in the making
		return func(c *conversion, v Value, dst reflect.Value) bool { return (*s)(c, v, dst) }
	}
	s := new(setter)
	m[p] = s
	*s = m.make(p)
	return *s
}

func (m setters) make(p *plan) setter {
	switch p.shape {
	case shapeBool:
		return setBool
	case shapeInt8, shapeInt16, shapeInt32, shapeInt64:
		return setInt
	case shapeUint8, shapeUint16, shapeUint32, shapeUint64:
		return setUint
	case shapeFloat32, shapeFloat64:
		return setFloat
	case shapeString:
		return setText
	case shapeDecimal:
		return setDecimal
	case shapeNullDecimal:
		return setNullDecimal
	case shapeValue:
		return setValue
	case shapeJSONNumber:
		return setNumberText
	case shapeBigInt:
		return setBigInt
	case shapeBigRat:
		return setBigRat
	case shapeBigFloat:
		return setBigFloat
	case shapeAny:
		return setAny
	case shapePointer:
		return m.pointer(p)
	case shapeSQLNull:
		return m.sqlNull(p)
	case shapeSlice:
		return m.slice(p)
	case shapeArray:
		return m.array(p)
	case shapeMap:
		return m.mapping(p)
	}
	if _, problem := argumentType(p, 0); problem != "" {
		return func(c *conversion, v Value, dst reflect.Value) bool {
			switch {
			case !c.decoding:
				return c.fail(diag.Host, "host-value", "cannot be passed: "+problem, problem)
			case v.IsNull() && (nilable(dst.Kind()) || dst.Kind() == reflect.Interface):
				dst.SetZero()
				return true
			}
			return c.fail(diag.Host, "host-value", "cannot be decoded: "+problem, problem)
		}
	}
	if p.shape == shapeStruct && !isUnmarshaler(p) {
		return m.structure(p)
	}
	return setUnmarshaled
}

func setValue(c *conversion, v Value, dst reflect.Value) bool {
	if v.holdsFunction() {
		return c.fail(diag.Type, "function-argument", functionInside(v))
	}
	v = c.f.copy(v, c.k.at, 1)
	*dst.Addr().Interface().(*Value) = v
	return c.f.err == nil
}

// set sets dst to x, of a type that its own goes by another name of.
func set(dst reflect.Value, x any) { dst.Set(reflect.ValueOf(x).Convert(dst.Type())) }

func setDecimal(c *conversion, v Value, dst reflect.Value) bool {
	d, ok := c.decimal(v)
	if ok {
		set(dst, d)
	}
	return ok
}

func setNullDecimal(c *conversion, v Value, dst reflect.Value) bool {
	if v.IsNull() {
		dst.SetZero()
		return true
	}
	d, ok := c.decimal(v)
	if ok {
		set(dst, decimal.NewNullDecimal(d))
	}
	return ok
}

func (c *conversion) decimal(v Value) (decimal.Decimal, bool) {
	if !c.need(v, NumberKind) {
		return decimal.Decimal{}, false
	}
	d, err := v.number().Decimal()
	if err != nil {
		return d, c.fail(diag.Value, "out-of-range", "has too large an exponent for a decimal.Decimal")
	}
	return d, true
}

func setBigInt(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) || !c.integer(v.number()) {
		return false
	}
	i, _ := v.number().BigInt()
	dst.Addr().Interface().(*big.Int).Set(i)
	return true
}

// integer reports whether n is an integer that can be written out.
func (c *conversion) integer(n number.Number) bool {
	switch {
	case !n.IsInteger():
		return c.fail(diag.Value, "not-an-integer", "must be an integer")
	case n.Adjusted() >= maxBinaryExponent:
		return c.fail(diag.Value, "out-of-range", "is too large for the host")
	}
	return c.f.alloc(int64(n.Adjusted() / 2))
}

func setBigRat(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	r := v.number().Rat()
	if r == nil {
		return c.fail(diag.Value, "out-of-range", "has too large an exponent for the host")
	}
	dst.Addr().Interface().(*big.Rat).Set(r)
	return true
}

func setBigFloat(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	n := v.number()
	if x := n.Adjusted(); x > maxBinaryExponent || x < -maxBinaryExponent {
		return c.fail(diag.Value, "out-of-range", "has too large an exponent for the host")
	}
	bits := uint(max(64, 4*int64(n.Digits())))
	x, _, err := big.ParseFloat(n.String(), 10, bits, big.ToNearestEven)
	if err != nil {
		return c.fail(diag.Value, "out-of-range", "cannot be a big.Float")
	}
	dst.Addr().Interface().(*big.Float).Set(x)
	return true
}

func setInt(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	n := v.number()
	x, ok := n.Int64()
	switch {
	case ok && !dst.OverflowInt(x):
		dst.SetInt(x)
		return true
	case !n.IsInteger():
		return c.fail(diag.Value, "not-an-integer", "must be an integer")
	}
	high := int64(math.MaxInt64) >> (64 - dst.Type().Bits())
	return c.fail(diag.Value, "out-of-range", fmt.Sprintf("must be from %d to %d", -high-1, high), fmt.Sprint(-high-1), fmt.Sprint(high))
}

func setUint(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	n := v.number()
	if !n.IsInteger() {
		return c.fail(diag.Value, "not-an-integer", "must be an integer")
	}
	if n.Sign() >= 0 && n.Adjusted() < 20 {
		if i, ok := n.BigInt(); ok && i.IsUint64() && !dst.OverflowUint(i.Uint64()) {
			dst.SetUint(i.Uint64())
			return true
		}
	}
	high := uint64(math.MaxUint64) >> (64 - dst.Type().Bits())
	return c.fail(diag.Value, "out-of-range", fmt.Sprintf("must be from 0 to %d", high), "0", fmt.Sprint(high))
}

func setFloat(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	x := v.number().Float64()
	if math.IsInf(x, 0) || dst.OverflowFloat(x) {
		return c.fail(diag.Value, "out-of-range", "is beyond the range of a "+dst.Kind().String(), dst.Kind().String())
	}
	dst.SetFloat(x)
	return true
}

func setBool(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, BooleanKind) {
		return false
	}
	dst.SetBool(v.bool())
	return true
}

func setText(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, StringKind) {
		return false
	}
	dst.SetString(v.str())
	return true
}

// setNumberText sets a json.Number, or a type like it.
func setNumberText(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, NumberKind) {
		return false
	}
	dst.SetString(v.number().String())
	return true
}

func setUnmarshaled(c *conversion, v Value, dst reflect.Value) bool {
	if !c.need(v, StringKind) {
		return false
	}
	if err := dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(v.str())); err != nil {
		return c.fail(diag.Value, "argument-text", "cannot be read: "+err.Error(), err.Error())
	}
	return true
}

// setAny sets an any to the Go value that stands for v.
func setAny(c *conversion, v Value, dst reflect.Value) bool {
	x, ok := c.any(v)
	switch {
	case ok && x != nil:
		dst.Set(reflect.ValueOf(x))
	case ok:
		dst.SetZero()
	}
	return ok
}

// any returns the Go value that stands for v, as [Value.Any] does.
func (c *conversion) any(v Value) (any, bool) {
	switch v.tag.kind {
	case NumberKind:
		d, ok := c.decimal(v)
		return d, ok
	case ListKind:
		var out []any
		ok := setList(c, v, reflect.ValueOf(&out).Elem(), setAny)
		return out, ok
	case MapKind:
		var out map[string]any
		ok := setMapping(c, v, reflect.ValueOf(&out).Elem(), setAny)
		return out, ok
	case FunctionKind:
		return nil, c.fail(diag.Type, "function-argument", functionInside(v))
	}
	return v.Any(), true
}

func (m setters) pointer(p *plan) setter {
	elem, t, null := m.of(p.elem), p.elem.goType(), !isBig(p.elem)
	return func(c *conversion, v Value, dst reflect.Value) bool {
		if (null || c.decoding) && v.IsNull() {
			dst.SetZero()
			return true
		}
		if !c.alloc(1, t) {
			return false
		}
		x := reflect.New(t)
		dst.Set(x.Convert(dst.Type()))
		return elem(c, v, x.Elem())
	}
}

func (m setters) sqlNull(p *plan) setter {
	elem := m.of(p.elem)
	return func(c *conversion, v Value, dst reflect.Value) bool {
		dst.SetZero()
		if v.IsNull() {
			return true
		}
		dst.Field(1).SetBool(true)
		return elem(c, v, dst.Field(0))
	}
}

func (m setters) slice(p *plan) setter {
	elem := m.of(p.elem)
	return func(c *conversion, v Value, dst reflect.Value) bool {
		if v.IsNull() { // within an argument; one itself has been checked
			dst.SetZero()
			return true
		}
		return setList(c, v, dst, elem)
	}
}

func setList(c *conversion, v Value, dst reflect.Value, elem setter) bool {
	if !c.need(v, ListKind) {
		return false
	}
	n := v.list().len()
	if !c.alloc(n, dst.Type().Elem()) {
		return false
	}
	dst.Set(reflect.MakeSlice(dst.Type(), n, n))
	return c.elements(v.list(), dst, elem)
}

func (m setters) array(p *plan) setter {
	elem := m.of(p.elem)
	return func(c *conversion, v Value, dst reflect.Value) bool {
		if !c.need(v, ListKind) {
			return false
		}
		if n := v.list().len(); n != p.n {
			return c.fail(diag.Value, "list-length", fmt.Sprintf("must be a list of %s, but has %d", plural(p.n, "element"), n),
				strconv.Itoa(p.n), strconv.Itoa(n))
		}
		return c.elements(v.list(), dst, elem)
	}
}

// elements sets the elements of dst to those of l.
func (c *conversion) elements(l *list, dst reflect.Value, elem setter) bool {
	ok := true
	c.f.each(l, c.k.at, func(i int, x Value) bool {
		if ok = elem(c, x, dst.Index(i)); !ok {
			c.below("[" + strconv.Itoa(i) + "]")
		}
		return ok
	})
	return ok && c.f.err == nil
}

func (m setters) mapping(p *plan) setter {
	elem := m.of(p.elem)
	return func(c *conversion, v Value, dst reflect.Value) bool {
		if v.IsNull() { // as in a list
			dst.SetZero()
			return true
		}
		return setMapping(c, v, dst, elem)
	}
}

// maxMapRoom is for how many entries a map gets room at once: for millions that
// takes a second, during which nobody looks at the context.
const maxMapRoom = 1 << 14

func setMapping(c *conversion, v Value, dst reflect.Value, elem setter) bool {
	if !c.need(v, MapKind) {
		return false
	}
	t, m := dst.Type(), v.mapping()
	if !c.alloc(m.len(), t.Elem()) || !c.alloc(m.len(), t.Key()) {
		return false
	}
	dst.Set(reflect.MakeMapWithSize(t, min(m.len(), maxMapRoom)))
	ok := true
	x := reflect.New(t.Elem()).Elem()
	c.f.entries(m, c.k.at, func(key string, y Value) bool {
		x.SetZero()
		if ok = elem(c, y, x); !ok {
			return c.belowKey(key)
		}
		dst.SetMapIndex(reflect.ValueOf(key).Convert(t.Key()), x)
		return true
	})
	return ok && c.f.err == nil
}

// structure sets the fields of a struct to the entries of a map, by the names
// that the fields have in an environment. The map may have more entries, since
// records of the host do; but a field that has no value for "not there" must be.
func (m setters) structure(p *plan) setter {
	r := p.rec
	fields := make([]setter, len(r.fields))
	for i := range fields {
		fields[i] = m.of(r.fields[i].plan)
	}
	return func(c *conversion, v Value, dst reflect.Value) bool {
		if !c.need(v, MapKind) || !c.f.charge(int64(len(fields))) {
			return false
		}
		entries := v.mapping()
		for i, set := range fields {
			x, ok, err := entries.get(r.names[i])
			switch {
			case err != nil:
				c.f.hostError(err, c.k.at)
				return false
			case !ok && (c.decoding || optionalField(r.fields[i].plan)):
				continue
			case !ok:
				return c.missing(r.names[i], entries)
			}
			if to, ok := c.field(dst, r.fields[i].index); !ok || !set(c, x, to) {
				return c.belowKey(r.names[i])
			}
		}
		return true
	}
}

// optionalField reports whether a field of a type may be left as it is.
func optionalField(p *plan) bool {
	switch p.shape {
	case shapePointer, shapeAny, shapeSlice, shapeMap, shapeNullDecimal, shapeSQLNull, shapeValue:
		return true
	}
	return false
}

// missing is the error that a map has no entry for a field.
func (c *conversion) missing(name string, m *mapping) bool {
	message := "has no " + quoteKey(name)
	if near := c.f.nearestKey(m, name); near != "" {
		message += ", but " + quoteKey(near)
	}
	return c.fail(diag.Value, "missing-key", message, name)
}

// unset is the error of a field that nobody but the package of t can set.
func (c *conversion) unset(t reflect.Type) bool {
	return c.fail(diag.Host, "host-value", "cannot be set: it is a field of "+t.String()+", to which there is no pointer", t.String())
}

// field returns a field of a struct, making the structs that it is embedded in
// by pointer. Only its package can do so for a type that is not exported.
func (c *conversion) field(dst reflect.Value, index []int) (_ reflect.Value, ok bool) {
	for i, x := range index {
		if i > 0 && dst.Kind() == reflect.Pointer {
			if dst.IsNil() {
				if !dst.CanSet() {
					return dst, c.unset(dst.Type().Elem())
				}
				dst.Set(reflect.New(dst.Type().Elem()))
			}
			dst = dst.Elem()
		}
		dst = dst.Field(x)
	}
	return dst, true
}
