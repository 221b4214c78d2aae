package eval

import (
	"reflect"

	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// A hostTable is a map of the host; its values are converted when they are asked
// for.
type hostTable struct {
	mapping
	origin
	plan *plan
	data memory // what the map's variable holds
}

// mapping returns the map that a map of the host is.
func (cv *converter) mapping(p *plan, data memory, at place) (Value, error) {
	o, err := cv.contain(at, hostBytes)
	if err != nil {
		return Null, err
	}
	m := &hostTable{origin: o, plan: p, data: data}
	m.mapping = mapping{host: m, depth: 1}
	return mapValue(&m.mapping), nil
}

func (m *hostTable) len() int { return m.plan.count(m.data.variable()) }

func (m *hostTable) keys() []string {
	return m.cv.f.sortedKeys(m.len(), m.plan.eachKey(m.data.variable()))
}

func (m *hostTable) get(key string) (Value, bool, error) {
	return m.cv.lookup(m.plan, m.data.variable(), key, place{in: &m.origin, row: noRow, name: key})
}

// A table is a type of map that is read without reflection, which allocates.
type table uint8

const (
	tableOther table = iota
	tableAny
	tableString
	tableInt
	tableFloat64
	tableDecimal
)

// tableOf returns the table of a type of map. A type is laid out as another if
// their underlying types are the same, which is when they convert.
func tableOf(t reflect.Type) table {
	switch {
	case t.ConvertibleTo(reflect.TypeFor[map[string]any]()):
		return tableAny
	case t.ConvertibleTo(reflect.TypeFor[map[string]string]()):
		return tableString
	case t.ConvertibleTo(reflect.TypeFor[map[string]int]()):
		return tableInt
	case t.ConvertibleTo(reflect.TypeFor[map[string]float64]()):
		return tableFloat64
	case t.ConvertibleTo(reflect.TypeFor[map[string]decimal.Decimal]()):
		return tableDecimal
	}
	return tableOther
}

// lookup reads an entry of the map whose variable lies at m.
func (cv *converter) lookup(p *plan, m memory, key string, at place) (v Value, ok bool, err error) {
	var n number.Number
	switch p.table {
	case tableAny:
		x, ok := m.mapOfAny()[key]
		if !ok {
			return Null, false, nil
		}
		v, err = cv.value(x, at)
		return v, true, err
	case tableString:
		x, ok := m.mapOfString()[key]
		return StringValue(x), ok, nil
	case tableInt:
		x, ok := m.mapOfInt()[key]
		return int64Value(int64(x)), ok, nil
	case tableFloat64:
		x, ok := m.mapOfFloat64()[key]
		n, err = number.FromFloat64(x)
		v, err = cv.number(n, err, at)
		return v, ok, err
	case tableDecimal:
		x, ok := m.mapOfDecimal()[key]
		n, err = number.FromDecimal(x)
		v, err = cv.number(n, err, at)
		return v, ok, err
	}
	x := m.reflect(p.goType()).Elem().MapIndex(reflect.ValueOf(key).Convert(p.goType().Key()))
	if !x.IsValid() {
		return Null, false, nil
	}
	if x.Kind() == reflect.Interface {
		if x = x.Elem(); !x.IsValid() {
			return Null, true, nil
		}
	}
	v, err = cv.boxed(x, at)
	return v, true, err
}

// count returns how many entries the map has whose variable lies at m.
func (p *plan) count(m memory) int { return m.reflect(p.goType()).Elem().Len() }
