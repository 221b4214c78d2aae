package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/shopspring/decimal"
)

func valueOfSource(t testing.TB, src string) Value {
	t.Helper()
	v, err := compileText(t, src).Eval(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

type decoded struct {
	Name  string          `calx:"name"`
	Price decimal.Decimal `json:"price,omitempty"`
	Qty   *int
	Tags  []string
	Inner *decoded `calx:"inner"`
	*Extra
}

func TestDecode(t *testing.T) {
	var (
		seven = 7
		pd    = func(s string) decimal.Decimal { return decimal.RequireFromString(s) }
	)
	for _, c := range []struct {
		src  string
		out  any // pointer to a variable
		want any
	}{
		{"7", new(int), 7}, {"-128", new(int8), int8(-128)}, {"65535", new(uint16), uint16(65535)}, {"7.0", new(int64), int64(7)},
		{"2^64 - 1", new(uint64), uint64(math.MaxUint64)}, {"5", new(namedInt), namedInt(5)}, {"19.99", new(float64), 19.99},
		{"1/3", new(float64), 1.0 / 3}, {"0.1", new(float32), float32(0.1)}, {"\"x\"", new(string), "x"}, {"\"x\"", new(namedString), namedString("x")},
		{"true", new(bool), true}, {"19.99", new(decimal.Decimal), pd("19.99")}, {"1.5", new(namedDecimal), namedDecimal(pd("1.5"))},
		{"1.5", new(decimal.NullDecimal), decimal.NewNullDecimal(pd("1.5"))}, {"null", &decimal.NullDecimal{Valid: true}, decimal.NullDecimal{}},
		{"2^100", new(*big.Int), new(big.Int).Lsh(big.NewInt(1), 100)}, {"3", new(big.Int), *big.NewInt(3)}, {"0.125", new(*big.Rat), big.NewRat(1, 8)},
		{"1.50", new(json.Number), json.Number("1.5")}, {"7", new(*int), &seven}, {"null", &[]*int{&seven}[0], (*int)(nil)},
		{"[1, 2]", new([]int), []int{1, 2}}, {"1..3", new([]int8), []int8{1, 2, 3}}, {"null", &[]int{1}, []int(nil)}, {"[]", new([]int), []int{}},
		{"[1, 2]", new([2]int), [2]int{1, 2}}, {"{a: 1, b: 2}", new(map[string]int), map[string]int{"a": 1, "b": 2}},
		{"{a: 1}", new(map[namedString]float64), map[namedString]float64{"a": 1}}, {"null", &map[string]int{"a": 1}, map[string]int(nil)},
		{"[1, \"a\", null, [true], {k: 2}]", new(any), []any{pd("1"), "a", nil, []any{true}, map[string]any{"k": pd("2")}}},
		{"null", func() *any { x := any(1); return &x }(), nil}, {"[null, 1]", new([]any), []any{nil, pd("1")}},
		{`"::1"`, new(netip.Addr), netip.MustParseAddr("::1")}, {"[1]", new(Value), valueOfSource(t, "[1]")},
		{`{name: "n", price: 1.5, Qty: 7, Tags: ["a"], inner: {name: "m"}, Reason: "r", other: 1}`, new(decoded),
			decoded{Name: "n", Price: pd("1.5"), Qty: &seven, Tags: []string{"a"}, Inner: &decoded{Name: "m"}, Extra: &Extra{"r"}}},
		{"null", &[]*big.Int{big.NewInt(1)}[0], (*big.Int)(nil)}, {"null", &[][]byte{{1}}[0], []byte(nil)}, {"null", &[]error{errors.New("")}[0], nil},
		{"{V: null}", &struct{ V fmt.Stringer }{big.NewInt(1)}, struct{ V fmt.Stringer }{}},
		{`{price: 2}`, &decoded{Name: "kept"}, decoded{Name: "kept", Price: pd("2")}},
	} {
		if err := Decode(valueOfSource(t, c.src), c.out); err != nil {
			t.Errorf("%s into %T: %v", c.src, c.out, err)
			continue
		}
		if got := reflect.ValueOf(c.out).Elem().Interface(); !sameGo(got, c.want) {
			t.Errorf("%s into %T: got %#v, want %#v", c.src, c.out, got, c.want)
		}
	}
}

// sameGo compares by value, decimals by what they are worth.
func sameGo(a, b any) bool {
	if x, ok := a.(Value); ok {
		return x.Equal(b.(Value))
	}
	x, err := ValueOf(a)
	y, err2 := ValueOf(b)
	return err == nil && err2 == nil && x.Equal(y) && reflect.TypeOf(a) == reflect.TypeOf(b)
}

func TestDecodeErrors(t *testing.T) {
	for _, c := range []struct {
		src   string
		out   any
		class diag.Class
		want  string
	}{
		{"128", new(int8), diag.Value, "the value must be from -128 to 127"}, {"-1", new(uint64), diag.Value, "the value must be from 0 to 18446744073709551615"},
		{"1.5", new(int), diag.Value, "the value must be an integer"}, {"1e400", new(float64), diag.Value, "the value is beyond the range of a float64"},
		{"1e39", new(float32), diag.Value, "the value is beyond the range of a float32"}, {"null", new(int), diag.Type, "the value must be a number, but is null"},
		{"1", new(string), diag.Type, "the value must be a string, but is a number"}, {"[1, 2]", new([3]int), diag.Value, "the value must be a list of 3 elements, but has 2"},
		{"{items: [{price: 1}, {price: 2.5}]}", new(struct {
			Items []struct {
				Price int `calx:"price"`
			} `calx:"items"`
		}), diag.Value, "items[1].price must be an integer"},
		{"{a: {b: [1, \"x\"]}}", new(map[string]map[string][]int), diag.Type, "a.b[1] must be a number, but is a string"},
		{`"x"`, new(netip.Addr), diag.Value, `the value cannot be read: ParseAddr("x"): unable to parse IP`},
		{`"2026-01-01T00:00:00Z"`, new(time.Time), diag.Host, "the value cannot be decoded: a time is no calx value yet: pass it as text or as a number"},
		{"1", new(error), diag.Host, "the value cannot be decoded: a Go error cannot be made of a value: of the interface types only any can"},
		{"null", new(time.Time), diag.Host, "the value cannot be decoded: a time is no calx value yet: pass it as text or as a number"},
		{"1", new(chan int), diag.Host, "the value cannot be decoded: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
		{"1..1e12", new([]int), diag.Limit, "the values take more than 1 GiB of memory"},
		{"1..1e12", new(any), diag.Limit, "the values take more than 1 GiB of memory"},
		{"1", 5, diag.Host, "Decode needs a pointer that is not nil"}, {"1", (*int)(nil), diag.Host, "Decode needs a pointer that is not nil"},
		{"1", nil, diag.Host, "Decode needs a pointer that is not nil"},
	} {
		err := Decode(valueOfSource(t, c.src), c.out)
		var e *diag.Error
		if !errors.As(err, &e) || e.Message != c.want || e.Class != c.class {
			t.Errorf("%s into %T: %v, want %v: %s", c.src, c.out, err, c.class, c.want)
		}
	}
}
