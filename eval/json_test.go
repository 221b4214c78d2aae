package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

func TestParseJSON(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`null`, `null`},
		{` true `, `true`},
		{"\t\r\n false\n", `false`},
		{`0`, `0`},
		{`-0`, `0`},
		{`-0.0e5`, `0`},
		{`12.50`, `12.5`},
		{`1E2`, `100`},
		{`1e+21`, `1e21`},
		{`-1.5e-30`, `-1.5e-30`},
		{`1e999999999`, `1e999999999`},
		{`0.1000000000000000055511151231257827021181583404541015625`, `0.1000000000000000055511151231257827021181583404541015625`},
		{`123456789012345678901234567890123456789012345678901234567890`, `123456789012345678901234567890123456789012345678901234567890`},
		{`-123456789012345678901234567890123456789012345678901234567890.5`, `-123456789012345678901234567890123456789012345678901234567890.5`},
		{`""`, `""`},
		{`"a\"\\\/\b\f\n\r\té\u00E9\ud83d\uDE00"`, `"a\"\\/\b\f\n\r\téé😀"`},
		{`"\u0000\u001f\u007f"`, `"\u0000\u001f\u007f"`},
		{`[]`, `[]`},
		{`[ ]`, `[]`},
		{`[1,[2,[]],{}]`, `[1,[2,[]],{}]`},
		{`{"b":1, "a" : {"x":[null]} }`, `{"b":1,"a":{"x":[null]}}`},
		{`{"":0,"a b":1}`, `{"":0,"a b":1}`},
		{"\ufeff[1]", `[1]`},
	} {
		v, err := ParseJSON([]byte(tt.in), Limits{})
		if err != nil {
			t.Errorf("ParseJSON(%s): %v", tt.in, err)
			continue
		}
		got, err := AppendJSON(nil, v, false)
		if err != nil || string(got) != tt.want {
			t.Errorf("ParseJSON(%s) gives %s, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func TestParseJSONErrors(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, tt := range []struct {
		in, want string
		limits   Limits
	}{
		{in: ``, want: `1:1: value error: the JSON text ends where a value must follow`},
		{in: "\n  ", want: `2:3: value error: the JSON text ends where a value must follow`},
		{in: `{"a": 1`, want: `1:1: value error: the object that begins here is never closed`},
		{in: `[1, [2`, want: `1:5: value error: the array that begins here is never closed`},
		{in: `[1,]`, want: `1:3: value error: a comma must be followed by another element (JSON knows no trailing comma)`},
		{in: `{"a":1,}`, want: `1:7: value error: a comma must be followed by another key (JSON knows no trailing comma)`},
		{in: `[,1]`, want: `1:2: value error: expected a value (one comma between two elements)`},
		{in: `[1 2]`, want: `1:4: value error: expected a comma or ] (text stands in double quotes)`},
		{in: `{a: 1}`, want: `1:2: value error: expected a key in double quotes (text stands in double quotes)`},
		{in: `{"a" 1}`, want: `1:6: value error: expected a colon after the key (text stands in double quotes)`},
		{in: `{'a': 1}`, want: `1:2: value error: expected a key in double quotes (strings and keys stand in double quotes)`},
		{in: `{"a": 1, "b": 2, "a": 3}`, want: `1:18: value error: the object has this key twice`},
		{in: `{"\u0061": 1, "a": 3}`, want: `1:15: value error: the object has this key twice`},
		{in: `[1] 2`, want: `1:5: value error: the JSON text goes on after its value (one value a text: is a bracket missing at its start?)`},
		{in: `// x`, want: `1:1: value error: expected a value (JSON knows no comments)`},
		{in: `None`, want: `1:1: value error: expected a value (write null)`},
		{in: `True`, want: `1:1: value error: expected a value (write true)`},
		{in: `truely`, want: `1:1: value error: expected a value (text stands in double quotes)`},
		{in: `NaN`, want: `1:1: value error: expected a value (JSON knows no such number)`},
		{in: `+1`, want: `1:1: value error: expected a value (a number begins with a digit or with - and a digit)`},
		{in: `.5`, want: `1:1: value error: expected a value (a number begins with a digit or with - and a digit)`},
		{in: `-`, want: `1:2: value error: expected a digit after the minus sign`},
		{in: `-x`, want: `1:2: value error: expected a digit after the minus sign`},
		{in: `01`, want: `1:1: value error: a number may not begin with 0`},
		{in: `-01`, want: `1:1: value error: a number may not begin with 0`},
		{in: `1.`, want: `1:3: value error: expected a digit after the decimal point`},
		{in: `1e`, want: `1:3: value error: expected the digits of the exponent`},
		{in: `1e+`, want: `1:4: value error: expected the digits of the exponent`},
		{in: `0x1F`, want: `1:1: value error: this is no number (text stands in double quotes)`},
		{in: `2024-01-01`, want: `1:5: value error: the JSON text goes on after its value (one value a text: is a bracket missing at its start?)`},
		{in: `1e1000000000`, want: `1:1: limit error: `},
		{in: `[1e-99999999999999999999]`, want: `1:2: limit error: `},
		{in: `1234567890123456789012345678901234567890.5`, limits: Limits{Digits: 40}, want: `1:1: limit error: the number has 41 digits`},
		{in: `"a`, want: `1:1: value error: the string that begins here is never closed`},
		{in: `"\n`, want: `1:1: value error: the string that begins here is never closed`},
		{in: `"\`, want: `1:2: value error: the JSON text ends within a string`},
		{in: `"\x41"`, want: `1:2: value error: this is no escape of JSON`},
		{in: `"\u12g4"`, want: `1:2: value error: this is no escape of JSON`},
		{in: `"é\ud800"`, want: `1:3: value error: this first half of a surrogate pair has no second half after it`},
		{in: `"\ud800A"`, want: `1:2: value error: this first half of a surrogate pair has no second half after it`},
		{in: `"\udc00"`, want: `1:2: value error: this second half of a surrogate pair has no first half before it`},
		{in: "\"a\nb\"", want: `1:3: value error: a string may not hold a control character`},
		{in: "\"\\n\tb\"", want: `1:4: value error: a string may not hold a control character`},
		{in: "\"ab\xffc\"", want: `1:4: value error: the text is not valid UTF-8 here`},
		{in: "\"\\n\xffc\"", want: `1:4: value error: the text is not valid UTF-8 here`},
		{in: "\x00", want: `1:1: value error: expected a value`},
		{in: deep(1001), want: `1:1001: limit error: the data is nested too deep`},
		{in: deep(4), limits: Limits{ValueDepth: 3}, want: `1:4: limit error: the data is nested too deep`},
		{in: "[" + strings.Repeat("[],", 1000) + "0]", limits: Limits{Memory: 50000}, want: `limit error: the data takes more than 50000 bytes of memory`},
		{in: `"` + strings.Repeat("x", 2000) + `"`, limits: Limits{Memory: 1000}, want: `1:1: limit error: the data takes more than 1000 bytes of memory`},
		{in: `{"a": [1, {"b": 1, "b": 2}], "c": }`, want: `1:20: value error: the object has this key twice`},
	} {
		_, err := ParseJSON([]byte(tt.in), tt.limits)
		var e *diag.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseJSON(%.40q) gives the error %v, want %s", tt.in, err, tt.want)
		}
	}
}

// TestParseJSONDepth reads what is nested to the limit, and beyond it when
// there is none.
func TestParseJSONDepth(t *testing.T) {
	for _, tt := range []struct {
		n     int
		limit int64
	}{{1000, 0}, {int(maxValueDepth), -1}} {
		text := strings.Repeat(`[`, tt.n) + strings.Repeat(`]`, tt.n)
		if _, err := ParseJSON([]byte(text), Limits{ValueDepth: tt.limit}); err != nil {
			t.Errorf("depth %d: %v", tt.n, err)
		}
	}
	if _, err := ParseJSON([]byte(strings.Repeat(`[`, 2*int(maxValueDepth))), Limits{ValueDepth: -1, Memory: -1}); err == nil {
		t.Errorf("a depth of %d is read", 2*maxValueDepth)
	}
}

func TestAppendJSON(t *testing.T) {
	list := listValue(newList([]Value{intValue(1), StringValue("a\u0085\u202eb<&>\u2028"), Null}))
	m := mapValue(newMapping([]string{"b", "a\n"}, []Value{list, Boolean(true)}))
	for _, tt := range []struct {
		v       Value
		strings bool
		want    string
	}{
		{m, false, `{"b":[1,"a\u0085\u202eb<&>\u2028",null],"a\n":true}`},
		{m, true, `{"b":["1","a\u0085\u202eb<&>\u2028",null],"a\n":true}`},
		{StringValue("\xff\x00\b\f\r\t\"\\/"), false, `"\ufffd\u0000\b\f\r\t\"\\/"`},
	} {
		got, err := AppendJSON([]byte("x"), tt.v, tt.strings)
		if err != nil || string(got) != "x"+tt.want {
			t.Errorf("got %s, %v, want x%s", got, err, tt.want)
		}
	}
	f := functionValue(&function{body: &body{name: "f"}})
	got, err := AppendJSON([]byte("x"), listValue(newList([]Value{intValue(1), f})), false)
	if string(got) != "x" || !errors.Is(err, diag.Type) {
		t.Errorf("a function gives %q, %v", got, err)
	}
}

// TestAppendJSONBounds writes ranges that would never end.
func TestAppendJSONBounds(t *testing.T) {
	big := listValue(&list{src: newInterval(number.FromInt64(1), number.FromInt64(1), number.FromInt64(1e15)), depth: 1})
	if _, err := json.Marshal(big); !errors.Is(err, diag.Limit) {
		t.Errorf("Marshal: %v", err)
	}
	s := NewSession(Options{Limits: Limits{ResultLength: 100}})
	if got, err := s.AppendJSON(context.Background(), []byte("x"), big, false); !errors.Is(err, diag.Limit) || string(got) != "x" {
		t.Errorf("with a limit: %.200s, %v", got, err)
	}
	s = NewSession(Options{Limits: CommandLimits})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := s.AppendJSON(ctx, nil, big, false); !errors.Is(err, context.Canceled) || len(got) > 0 {
		t.Errorf("canceled: %d bytes, %v", len(got), err)
	}
}

// brokenMap is a map of the host with a value that does not convert.
type brokenMap struct{}

func (brokenMap) len() int       { return 2 }
func (brokenMap) keys() []string { return []string{"a", "b"} }
func (brokenMap) get(k string) (Value, bool, error) {
	if k == "b" {
		return Null, false, errors.New("b is a channel")
	}
	return Boolean(true), true, nil
}

func TestAppendJSONHost(t *testing.T) {
	v := mapValue(&mapping{host: brokenMap{}, depth: 1})
	got, err := AppendJSON(nil, v, false)
	if !errors.Is(err, diag.Host) || len(got) > 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestMarshalJSON(t *testing.T) {
	v, err := ParseJSON([]byte(`{"b":1.50,"a":["x"]}`), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal([]any{v, NumbersAsStrings(v)})
	if want := `[{"b":1.5,"a":["x"]},{"b":"1.5","a":["x"]}]`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

// TestUnmarshalJSON reads values where encoding/json comes by a Value.
func TestUnmarshalJSON(t *testing.T) {
	var got struct {
		A, B Value
		P    *Value
	}
	const text = `{"A": {"z": 12345678901234567890.10, "a": [null]}, "B": null, "P": "x"}`
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if s := fmt.Sprint(got.A, got.B, got.P); s != `{z: 12345678901234567890.1, a: [null]} null x` {
		t.Errorf("got %s", s)
	}
	var e *diag.Error
	if err := json.Unmarshal([]byte(`{"A": {"a": 1, "a": 2}}`), &got); !errors.As(err, &e) || e.Code != "json-duplicate-key" {
		t.Errorf("got %v", err)
	}
	if got.A.Len() != 2 {
		t.Errorf("an error has left %v", got.A)
	}
}

// FuzzParseJSON holds the reader against encoding/json: whatever both accept
// has the same value, and they differ in what they accept only where the
// documentation of ParseJSON says so.
func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,2.50,-3e-7,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{}}`, `[1,]`, `"\ud800"`, "\"\xff\"", `-`, `1.`, `01`,
		"\ufeff1", `{"a":1,"a":2}`, `[[[[]]]]`, `1e400`, `[`, `"\`, ` 1 `, "1\x00", `tru`, `nullx`, `{"a"}`, `0.1e+00`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := ParseJSON(data, Limits{})
		want, wantErr := decodeJSON(data)
		if err != nil {
			var e *diag.Error
			if !errors.As(err, &e) || e.Span.Start < 0 || e.Span.End > len(data)+1 || e.Span.End < e.Span.Start {
				t.Fatalf("%q: bad error %#v", data, err)
			}
			if wantErr == nil && !ownRule(e) {
				t.Fatalf("%q: ParseJSON says %v, encoding/json reads it", data, err)
			}
			return
		}
		if wantErr != nil {
			if bytes.HasPrefix(data, []byte(byteOrderMark)) {
				return
			}
			t.Fatalf("%q: encoding/json says %v, ParseJSON reads it", data, wantErr)
		}
		if !sameJSON(v, want) {
			t.Fatalf("%q: differs from encoding/json's %v", data, want)
		}
		text, err := AppendJSON(nil, v, false)
		if err != nil || !json.Valid(text) {
			t.Fatalf("%q: writes %q, %v", data, text, err)
		}
		again, err := ParseJSON(text, Limits{})
		if err != nil {
			t.Fatalf("%q: writes %q, which reads as %v", data, text, err)
		}
		if text2, _ := AppendJSON(nil, again, false); !bytes.Equal(text, text2) {
			t.Fatalf("%q: writes %q, then %q", data, text, text2)
		}
	})
}

// ownRule reports whether the error is one of those that encoding/json does
// not make.
func ownRule(e *diag.Error) bool {
	switch e.Code {
	case "json-surrogate", "json-invalid-utf8", "json-duplicate-key":
		return true
	}
	return e.Class == diag.Limit
}

func decodeJSON(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more follows")
	}
	return v, nil
}

// sameJSON compares a value with what encoding/json makes of the same text.
func sameJSON(v Value, want any) bool {
	switch want := want.(type) {
	case nil:
		return v.IsNull()
	case bool:
		return v.Kind() == BooleanKind && v.bool() == want
	case string:
		return v.Kind() == StringKind && v.str() == want
	case json.Number:
		return v.Kind() == NumberKind && sameJSONNumber(v.number().String(), want.String())
	case []any:
		return sameJSONList(v, want)
	case map[string]any:
		if v.Kind() != MapKind || v.mapping().len() != len(want) {
			return false
		}
		for k, w := range want {
			if x, ok, _ := v.mapping().get(k); !ok || !sameJSON(x, w) {
				return false
			}
		}
		return true
	}
	return false
}

func sameJSONList(v Value, want []any) bool {
	if v.Kind() != ListKind || v.list().len() != len(want) {
		return false
	}
	for i, w := range want {
		if x, _ := v.list().at(i); !sameJSON(x, w) {
			return false
		}
	}
	return true
}

func sameJSONNumber(a, b string) bool {
	if _, e, ok := strings.Cut(strings.ToLower(b), "e"); ok && len(e) > 5 {
		return true // a big.Rat of such an exponent would not fit into memory
	}
	x, ok1 := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok1 && ok2 && x.Cmp(y) == 0
}

func FuzzAppendJSONString(f *testing.F) {
	f.Add("plain")
	f.Add("a\"\\\n\x00\x7f\u0085\u2028\xff\ufffd😀")
	f.Fuzz(func(t *testing.T, s string) {
		text := AppendJSONString(nil, s)
		var want string
		if err := json.Unmarshal(text, &want); err != nil || want != strings.ToValidUTF8(s, "\ufffd") && utf8.ValidString(s) {
			t.Fatalf("%q is written as %s, which reads as %q, %v", s, text, want, err)
		}
		v, err := ParseJSON(text, Limits{})
		if err != nil || v.str() != want {
			t.Fatalf("%q is written as %s, which reads as %v", s, text, err)
		}
		for _, r := range string(text) {
			if diag.Hidden(r) {
				t.Fatalf("%q is written with %q in it", s, r)
			}
		}
	})
}

func benchmarkText(n int) []byte {
	var b bytes.Buffer
	b.WriteByte('[')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id": %d, "name": "item %d", "price": %d.%02d, "tags": ["a", "b\n"], "active": true}`, i, i, i%1000, i%100)
	}
	b.WriteByte(']')
	return b.Bytes()
}

func BenchmarkParseJSON(b *testing.B) {
	text := benchmarkText(10_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseJSON(text, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	text := benchmarkText(10_000)
	v, err := ParseJSON(text, Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _ = AppendJSON(buf[:0], v, false)
	}
}
