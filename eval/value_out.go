package eval

import (
	"database/sql/driver"
	"math"
)

// MarshalText implements [encoding.TextMarshaler]: the text is that of
// [Value.String], however long.
func (v Value) MarshalText() ([]byte, error) {
	p := printer{limit: math.MaxInt64}
	p.value(v, false)
	return p.dst, p.err
}

// Value implements [driver.Valuer], so that values are arguments of SQL
// statements: null and booleans as they are, strings and numbers as text (a
// number with every digit, which databases read into columns of every numeric
// type), lists and maps as JSON. A function is an error. (The package is linked
// into every program that uses decimals anyway.)
func (v Value) Value() (driver.Value, error) {
	switch v.tag.kind {
	case NullKind:
		return nil, nil
	case BooleanKind:
		return v.bool(), nil
	case StringKind:
		return v.str(), nil
	case NumberKind:
		return v.String(), nil
	}
	text, err := AppendJSON(nil, v, false)
	if err != nil {
		return nil, err
	}
	return string(text), nil
}

// Any returns v as plain Go data: nil, bool, decimal.Decimal, string, []any,
// map[string]any. What cannot be one of these is returned as its text: a
// function, a number beyond the exponents of decimal.Decimal, a range of more
// than 16 million numbers.
func (v Value) Any() any {
	switch v.tag.kind {
	case BooleanKind:
		return v.bool()
	case NumberKind:
		if d, err := v.Decimal(); err == nil {
			return d
		}
		return v.String()
	case StringKind:
		return v.str()
	case ListKind:
		l, err := v.List()
		if err != nil {
			return v.String()
		}
		out := make([]any, len(l))
		for i, x := range l {
			out[i] = x.Any()
		}
		return out
	case MapKind:
		out := make(map[string]any, v.mapping().len())
		_ = v.mapping().entries(func(key string, x Value) bool {
			out[key] = x.Any()
			return true
		})
		return out
	case FunctionKind:
		return v.String()
	}
	return nil
}
