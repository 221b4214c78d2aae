package eval

import (
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// ValueOf returns the Value of x by the rules of an environment, without
// anything that refers to x.
func ValueOf(x any) (Value, error) { return ownValue(x, place{name: "value"}) }

// ownValue converts a value of the host to one that refers to nothing of it.
func ownValue(x any, at place) (Value, error) {
	f := unmetered()
	f.budget.limits.ValueDepth = DefaultLimits.ValueDepth
	v, err := f.convert().value(x, at)
	if err != nil {
		return Null, err
	}
	if v = f.detach(v, site{}, 1); f.err != nil {
		return Null, f.err
	}
	return v, nil
}

// Number returns d as a Value. It is an error if the exponent is beyond those
// of calx.
func Number(d decimal.Decimal) (Value, error) {
	n, err := number.FromDecimal(d)
	if err != nil {
		return ValueOf(d) // for its message
	}
	return NumberValue(n), nil
}

// Int returns n as a Value.
func Int(n int64) Value { return NumberValue(number.FromInt64(n)) }
