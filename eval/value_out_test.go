package eval

import (
	"database/sql/driver"
	"encoding"
	"errors"
	"testing"

	"github.com/calx-lang/calx/diag"
)

var (
	_ driver.Valuer          = Value{}
	_ encoding.TextMarshaler = Value{}
)

func TestValuesOut(t *testing.T) {
	for _, c := range []struct {
		src, text string
		sql       driver.Value
	}{
		{"null", "null", nil}, {"true", "true", true}, {"19.990", "19.99", "19.99"}, {"2^70", "1180591620717411303424", "1180591620717411303424"},
		{`"a\"b"`, `a"b`, `a"b`}, {`[1, "x"]`, `[1, "x"]`, `[1,"x"]`}, {"{a: {b: 1.50}}", "{a: {b: 1.5}}", `{"a":{"b":1.5}}`}, {"1..3", "[1, 2, 3]", "[1,2,3]"},
	} {
		v := valueOfSource(t, c.src)
		if text, err := v.MarshalText(); err != nil || string(text) != c.text {
			t.Errorf("%s: text %s, %v", c.src, text, err)
		}
		got, err := v.Value()
		if err != nil || got != c.sql || !driver.IsValue(got) {
			t.Errorf("%s: driver value %#v, %v", c.src, got, err)
		}
	}
}

func TestAccessorErrors(t *testing.T) {
	text, number := StringValue("x"), valueOfSource(t, "1.5")
	for _, c := range []struct {
		what string
		err  error
		want diag.Class
	}{
		{"Decimal of a string", second(text.Decimal()), diag.Type}, {"Int64 of a fraction", second(number.Int64()), diag.Value},
		{"Int64 of 2^70", second(valueOfSource(t, "2^70").Int64()), diag.Value}, {"BigInt of a fraction", second(number.BigInt()), diag.Value},
		{"BigInt of 1e99999999", second(valueOfSource(t, "1e99999999").BigInt()), diag.Value}, {"Bool of a number", second(number.Bool()), diag.Type},
		{"Text of a number", second(number.Text()), diag.Type}, {"List of a number", second(number.List()), diag.Type},
		{"Map of a number", second(number.Map()), diag.Type}, {"Keys of a number", second(number.Keys()), diag.Type},
		{"List of a long range", second(valueOfSource(t, "1..1e15").List()), diag.Limit}, {"Compare of kinds", second(text.Compare(number)), diag.Type},
		{"Compare of lists", second(NewList().Compare(NewList())), diag.Type},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.err, c.want)
		}
	}
	for _, c := range []struct {
		v, w string
		want int
	}{{"1", "2", -1}, {"1.50", "1.5", 0}, {"1e9", "2", 1}, {`"a"`, `"b"`, -1}} {
		if got, err := valueOfSource(t, c.v).Compare(valueOfSource(t, c.w)); err != nil || got != c.want {
			t.Errorf("%s compared with %s: %d, %v", c.v, c.w, got, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
