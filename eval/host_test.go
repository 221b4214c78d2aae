package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/shopspring/decimal"
)

// The types of the host's data.
type (
	namedInt      int16
	namedUint     uint8
	namedFloat    float64
	namedString   string
	namedBool     bool
	namedDecimal  decimal.Decimal
	namedSlice    []int
	namedMap      map[string]int
	namedKeys     map[namedString]float64
	selfPointer   *selfPointer
	textLevel     int
	percent       struct{ basis int64 }
	percentByAddr struct{ basis int64 }
	badText       struct{}
	panicking     struct{}
	isoDate       struct{ y, m, d int }
)

func (l textLevel) MarshalText() ([]byte, error) { return []byte([]string{"low", "high"}[l]), nil }
func (p percent) CalxValue() Value               { return mustValue(Number(decimal.New(p.basis, -4))) }
func (p *percentByAddr) CalxValue() Value        { return mustValue(Number(decimal.New(p.basis, -4))) }
func (badText) MarshalText() ([]byte, error)     { return nil, errors.New("out of ink") }
func (panicking) MarshalText() ([]byte, error)   { panic("boom") }
func (d isoDate) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%04d-%02d-%02d", d.y, d.m, d.d), nil
}

func mustValue(v Value, err error) Value {
	if err != nil {
		panic(err)
	}
	return v
}

type address struct {
	City string `json:"city"`
	Zip  string `json:"zip,omitempty"`
}

type person struct {
	Name    string
	Address address
	Work    *address
	Manager *person
	Tags    map[string]string
}

type audit struct {
	By      string
	private int
	*Extra
}

type Extra struct{ Reason string }

// everything is a struct with a field of every type that an environment may hold.
type everything struct {
	I      int
	I8     int8
	I16    int16
	I32    int32
	I64    int64
	U      uint
	U8     uint8
	U16    uint16
	U32    uint32
	U64    uint64
	UP     uintptr
	F32    float32
	F64    float64
	S      string
	B      bool
	D      decimal.Decimal
	ND     decimal.NullDecimal
	Null   decimal.NullDecimal
	BI     *big.Int
	BIV    big.Int
	BR     *big.Rat
	BF     *big.Float
	JN     json.Number
	NI     namedInt
	NU     namedUint
	NF     namedFloat
	NS     namedString
	NB     namedBool
	NDec   namedDecimal
	Any    any
	Str    fmt.Stringer
	PI     *int
	PD     *decimal.Decimal
	PPS    **string
	NilP   *int
	NilS   []int
	NilM   map[string]int
	NilA   any
	Ints   []int
	Floats []float64
	Arr    [3]int8
	Nested [][]string
	Mixed  []any
	People []person
	PPtr   []*person
	M      map[string]int
	MAny   map[string]any
	MStr   map[string]string
	MF     map[string]float64
	MD     map[string]decimal.Decimal
	MP     map[string]person
	MK     namedKeys
	NM     namedMap
	NSl    namedSlice
	Level  textLevel
	IP     netip.Addr
	Net    net.IP
	NilNet net.IP
	Date   isoDate
	PDate  *isoDate
	Pct    percent
	PctA   percentByAddr
	PctP   *percent
	V      Value
	P      person
	PP     *person
	Inner  struct{ X, Y int }
	Skip   string `calx:"-"`
	Hidden string `json:"-"`
	Renam  string `calx:"renamed" json:"other"`
	JSON   string `json:"snake_case,omitempty"`
	Odd    string `calx:"order-id"`
	secret string
	audit
	T     time.Time
	C     chan int
	Fn    func()
	Bytes []byte
	X     complex128
	MI    map[int]string
}

func newEverything() *everything {
	i, s, d := 7, "text", decimal.RequireFromString("1.50")
	ps := &s
	boss := &person{Name: "Bo", Work: &address{City: "Oslo"}}
	e := &everything{
		I: -1, I8: -8, I16: -16, I32: -32, I64: math.MinInt64, U: 1, U8: 255, U16: 65535, U32: math.MaxUint32, U64: math.MaxUint64, UP: 9,
		F32: 0.1, F64: 19.99, S: "é", B: true, D: decimal.RequireFromString("-12.340"), ND: decimal.NewNullDecimal(d),
		BI: new(big.Int).Lsh(big.NewInt(1), 200), BR: big.NewRat(1, 8), BF: big.NewFloat(0.5), JN: "1.25e3",
		NI: 5, NU: 6, NF: 2.5, NS: "named", NB: true, NDec: namedDecimal(d), Any: 3, Str: big.NewInt(8), PI: &i, PD: &d, PPS: &ps,
		Ints: []int{1, 2, 3}, Floats: []float64{0.1, 0.2}, Arr: [3]int8{1, 2, 3}, Nested: [][]string{{"a"}, nil, {}},
		Mixed:  []any{1, "two", nil, []int{3}, map[string]any{"k": 4}, &address{City: "Rome"}, address{City: "Bern"}, namedInt(5), json.Number("6")},
		People: []person{{Name: "Ada", Address: address{City: "Paris"}, Manager: boss, Tags: map[string]string{"k": "v"}}, {Name: "Cy"}},
		PPtr:   []*person{boss, nil},
		M:      map[string]int{"a": 1, "b": 2}, MAny: map[string]any{"x": 1.5, "y": map[string]any{"z": nil}}, MStr: map[string]string{"s": "t"},
		MF: map[string]float64{"f": 0.25}, MD: map[string]decimal.Decimal{"d": d}, MP: map[string]person{"p": {Name: "Di"}}, MK: namedKeys{"k": 1},
		NM: namedMap{"n": 1}, NSl: namedSlice{4}, Level: 1, IP: netip.MustParseAddr("::1"), Net: net.IPv4(127, 0, 0, 1), Date: isoDate{2026, 1, 2},
		PDate: &isoDate{2026, 3, 4}, Pct: percent{725}, PctA: percentByAddr{100}, PctP: &percent{50}, V: NewList(Int(1)),
		P: person{Name: "Eve", Address: address{"Rome", "00100"}, Work: &address{City: "Bari"}}, PP: boss,
		Skip: "skipped", Renam: "r", JSON: "j", Odd: "o", secret: "l", C: make(chan int), Fn: func() {}, Bytes: []byte("b"), MI: map[int]string{1: "x"},
	}
	e.BIV.SetInt64(77)
	e.Inner.X = 1
	e.audit = audit{By: "me", private: 1, Extra: &Extra{"why"}}
	return e
}

var hostCases = []evalCase{
	{"[I, I8, I16, I32, I64]", "[-1, -8, -16, -32, -9223372036854775808]"},
	{"[U, U8, U16, U32, U64, UP]", "[1, 255, 65535, 4294967295, 18446744073709551615, 9]"},
	{"F32 + F64", "20.09"}, {"S", "é"}, {"B", "true"}, {"D", "-12.34"}, {"[ND, Null]", "[1.5, null]"},
	{"BI == 2 ^ 200", "true"}, {"[BIV, BR, BF, JN]", "[77, 0.125, 0.5, 1250]"},
	{"[NI, NU, NF, NS, NB, NDec]", `[5, 6, 2.5, "named", true, 1.5]`},
	{"[Any, PI, PD, PPS]", `[3, 7, 1.5, "text"]`}, {"Str", "8"},
	{"[NilP, NilS, NilM, NilA]", "[null, null, null, null]"},
	{"sum(Ints) + Ints[-1]", "9"}, {"sum(Floats)", "0.3"}, {"Arr", "[1, 2, 3]"}, {"Nested", `[["a"], null, []]`},
	{"Mixed", `[1, "two", null, [3], {k: 4}, {city: "Rome", zip: ""}, {city: "Bern", zip: ""}, 5, 6]`},
	{"map(People, p => p.Name)", `["Ada", "Cy"]`}, {"People[0].Manager.Work.city", "Oslo"}, {"People[1].Manager", "null"},
	{"People[1]", `{Name: "Cy", Address: {city: "", zip: ""}, Work: null, Manager: null, Tags: null}`},
	{"People[0].Tags.k", "v"}, {"map(PPtr, p => p?.Name)", `["Bo", null]`}, {"People[1:][0].Name", "Cy"},
	{"M.a + M[\"b\"]", "3"}, {"MAny.x", "1.5"}, {"MAny.y.z", "null"}, {"[MStr.s, MF.f, MD.d, MP.p.Name, MK.k, NM.n, NSl[0]]", `["t", 0.25, 1.5, "Di", 1, 1, 4]`},
	{"keys(MAny)", `["x", "y"]`}, {"MP", `{p: {Name: "Di", Address: {city: "", zip: ""}, Work: null, Manager: null, Tags: null}}`},
	{"[Level, IP, Net, NilNet, Date, PDate]", `["high", "::1", "127.0.0.1", null, "2026-01-02", "2026-03-04"]`},
	{"[Pct, PctA, PctP]", "[0.0725, 0.01, 0.005]"}, {"V", "[1]"},
	{"P.Address.city + P.Work.city + PP.Work.city", "RomeBariOslo"}, {"keys(P)", `["Name", "Address", "Work", "Manager", "Tags"]`},
	{"Inner", "{X: 1, Y: 0}"}, {"Inner == {Y: 0, X: 1}", "true"}, {"P == P", "true"}, {"People[0] == People[1]", "false"},
	{"renamed + snake_case", "rj"}, {`vars["order-id"]`, "o"}, {"vars.P.Name", "Eve"}, {"By + Reason", "mewhy"},
	{"entries(Inner)", `[{key: "X", value: 1}, {key: "Y", value: 0}]`}, {`P["Name"]`, "Eve"}, {`get(P, "Name")`, "Eve"},
	{`"Name" in P`, "true"}, {"len(P)", "5"}, {"merge(Inner, {Z: 2})", "{X: 1, Y: 0, Z: 2}"}, {"exact(People)", "true"},
	{"sort(People, p => p.Name, desc = true)[0].Name", "Cy"}, {"filter(People, p => p.Manager != null)[0].Name", "Ada"},
	{"[P, P.Address, Inner][1].city", "Rome"}, {"group_by(People, p => p.Name).Cy[0].Name", "Cy"},
	{`f"{Inner}"`, "{X: 1, Y: 0}"}, {"unique([Inner, Inner, P.Address])", `[{X: 1, Y: 0}, {city: "Rome", zip: "00100"}]`},
	{"reduce(Ints, (a, x) => a + x, 0)", "6"}, {"P?.Work?.city", "Bari"}, {"P.Manager?.Work.city", "null"}, {noSuchField, "null"},

	{"Skip", "error: name"}, {"Hidden", "error: name"}, {"secret", "error: name"}, {"private", "error: name"},
	{"T", "error: host: T: a time is no calx value yet: pass it as text or as a number"},
	{"C", "error: host: C: a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
	{"Fn", "error: host: Fn: a Go func() is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
	{"Bytes", "error: host: Bytes: bytes are neither text nor a list: convert them to a string"},
	{"X", "error: host: X: a Go complex128 is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"},
	{"MI", "error: host: MI: a map needs string keys, but this is a map[int]string"},
}

// hostText evaluates over an environment and returns the result's text, or the
// error's class and message.
func hostText(p *Program, env any) string {
	v, err := p.Eval(context.Background(), env)
	var e *diag.Error
	switch {
	case errors.As(err, &e) && e.Class == diag.Host:
		return "error: host: " + e.Message
	case err != nil:
		return "error: " + classOf(err)
	}
	return v.String()
}

// TestHostTypes reads every type that an environment may hold: from a struct
// that the program is compiled for, from one that it is not, and from a map.
func TestHostTypes(t *testing.T) {
	e := newEverything()
	asMap := map[string]any{}
	v := reflect.ValueOf(e).Elem()
	for i, name := range planOf(v.Type()).rec.names {
		asMap[name] = v.FieldByIndex(planOf(v.Type()).rec.fields[i].index).Interface()
	}
	vars, err := StructVars(v.Type())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range hostCases {
		for _, how := range []struct {
			name string
			o    CompileOptions
			env  any
		}{
			{"struct", CompileOptions{}, e}, {"typed", CompileOptions{Vars: vars}, e}, {"value", CompileOptions{}, *e}, {"pointers", CompileOptions{}, &e},
			{"map", CompileOptions{}, asMap}, {"pointer to map", CompileOptions{}, &asMap}, {"typed map", CompileOptions{Vars: vars}, asMap},
		} {
			p, err := Compile(&diag.Source{Text: c.src}, how.o)
			got := ""
			if err != nil {
				got = "error: " + classOf(err)
			} else {
				got = hostText(p, how.env)
			}
			want := c.want
			if c.src == noSuchField && strings.HasPrefix(how.name, "typed") {
				want = "error: value" // a field known not to exist
			}
			if got != want {
				t.Errorf("%s from a %s: got %s, want %s (%v)", c.src, how.name, got, want, err)
			}
		}
	}
}

const noSuchField = `P?.["nope"]`

func TestHostPaths(t *testing.T) {
	type item struct {
		Price any `calx:"price"`
	}
	type order struct {
		Items []item         `calx:"items"`
		By    map[string]any `calx:"by"`
		Ptr   *item          `calx:"ptr"`
	}
	bad := order{Items: []item{{1}, {2}, {3}, {make(chan int)}}, By: map[string]any{"k": []any{map[string]any{"n": math.NaN()}}}, Ptr: &item{time.Now()}}
	env := struct {
		Order  order `calx:"order"`
		Orders []*order
		Any    any
		Text   badText
		Panic  panicking
		JSON   json.Number
		Big    decimal.Decimal
		Inf    float32
	}{Order: bad, Orders: []*order{nil, &bad}, Any: map[string]any{"deep": []any{bad}}, JSON: "1x", Big: decimal.New(1, math.MaxInt32), Inf: float32(math.Inf(1))}
	chanText := ": a Go chan int is no calx value: pass a struct, a map, a slice, a number, a string or a boolean"
	for _, c := range []evalCase{
		{"order.items[3].price", "order.items[3].price" + chanText},
		{"sum(order.items, i => i.price)", "order.items[3].price" + chanText},
		{"order.items[2:][1].price", "order.items[3].price" + chanText},
		{"order.items", "order.items[3].price" + chanText},
		{"Orders[1].items[3].price", "Orders[1].items[3].price" + chanText},
		{"Orders[1].by.k[0].n", "Orders[1].by.k[0].n: infinities and NaN are no numbers"},
		{"order.by.k[0].n", "order.by.k[0].n: infinities and NaN are no numbers"},
		{"order.ptr.price", "order.ptr.price: a time is no calx value yet: pass it as text or as a number"},
		{"Any.deep[0].items[3].price", "Any.deep[0].items[3].price" + chanText},
		{"vars.order.items[3].price", "order.items[3].price" + chanText},
		{"Text", "Text: out of ink"},
		{"Panic", "Panic: eval.panicking.MarshalText panicked: boom"},
		{"JSON", "JSON: the text is no number"},
		{"Big", "Big: the number is beyond the limits of digits and exponent"},
		{"Inf", "Inf: infinities and NaN are no numbers"},
	} {
		if got := hostText(compileText(t, c.src), &env); got != "error: host: "+c.want {
			t.Errorf("%s: %s", c.src, got)
		}
	}
}

// TestJSONNumbers reads what JSON has as a number, and nothing else that calx has.
func TestJSONNumbers(t *testing.T) {
	for _, c := range []evalCase{
		{"1.50", "1.5"}, {"-0", "0"}, {"1e3", "1000"}, {"-2.5E-3", "-0.0025"}, {"12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"},
		{"", ""}, {"-", ""}, {"+5", ""}, {"--5", ""}, {"5.", ""}, {" 5", ""}, {"1_000", ""}, {"0x10", ""}, {"0b1", ""}, {"1e", ""}, {"NaN", ""}, {"10%", ""},
	} {
		want := c.want
		if want == "" {
			want = "error: host: n: the text is no number"
		}
		if got := hostText(compileText(t, "n"), map[string]any{"n": json.Number(c.src)}); got != want {
			t.Errorf("%q: got %s, want %s", c.src, got, want)
		}
	}
}

type ring struct {
	Name string
	Next *ring
	All  []*ring
	M    map[string]*ring
	Any  any
}

// TestHostCycles holds that data that leads back to itself ends in an error,
// and costs nothing where it is not walked.
func TestHostCycles(t *testing.T) {
	r := &ring{Name: "r"}
	r.Next, r.All, r.M, r.Any = r, []*ring{r}, map[string]*ring{"r": r}, r
	m := map[string]any{"n": 1}
	m["m"] = m
	s := []any{1, nil}
	s[1] = s
	var p selfPointer
	p = &p
	var a any
	a = &a
	env := map[string]any{"r": r, "m": m, "s": s, "p": p, "a": a}
	for _, c := range []evalCase{
		{"r" + strings.Repeat(".Next", 100) + ".Name", "r"},
		{"r.All[0].Next.M.r.Any.All[0].Name", "r"},
		{"m" + strings.Repeat(".m", 500) + ".n", "1"},
		{"s" + strings.Repeat("[1]", 500) + "[0]", "1"},
		{"r", "error: limit"}, {"r == r.Next", "error: limit"}, {"m", "error: limit"}, {"m == m.m", "error: limit"}, {"s", "error: limit"},
		{"s == s[1]", "error: limit"}, {"str(r)", "error: limit"}, {"exact(m)", "error: limit"}, {"len(unique([r, r.Next]))", "error: limit"},
		{"p", "error: host: p: a Go eval.selfPointer points to pointers without end"}, {"a", "error: limit"}, {"[r.All]", "error: limit"}, {"f\"{s}\"", "error: limit"},
	} {
		if got := hostText(compileText(t, c.src), env); got != c.want {
			t.Errorf("%.40s: got %s, want %s", c.src, got, c.want)
		}
	}
}

// TestHostDetached holds that a result has nothing of the host's memory in it.
func TestHostDetached(t *testing.T) {
	type item struct{ N int }
	env := &struct {
		Items []item
		M     map[string]any
		P     *item
		I     item
		F     []float64
	}{[]item{{1}, {2}}, map[string]any{"k": []int{3}}, &item{4}, item{5}, []float64{0.5}}
	for _, c := range []evalCase{
		{"Items", "[{N: 1}, {N: 2}]"}, {"Items[1]", "{N: 2}"}, {"M", "{k: [3]}"}, {"[P, I, F]", "[{N: 4}, {N: 5}, [0.5]]"}, {"{a: Items[0]}", "{a: {N: 1}}"},
		{"filter(Items, i => i.N > 1)", "[{N: 2}]"}, {"vars", "{Items: [{N: 1}, {N: 2}], M: {k: [3]}, P: {N: 4}, I: {N: 5}, F: [0.5]}"},
	} {
		kept := *env
		kept.Items, kept.F = append([]item(nil), env.Items...), append([]float64(nil), env.F...)
		kept.M = map[string]any{"k": []int{3}}
		kept.P = &item{4}
		v, err := compileText(t, c.src).Eval(context.Background(), &kept)
		if err != nil {
			t.Fatal(err)
		}
		kept.Items[0].N, kept.Items[1].N, kept.P.N, kept.I.N, kept.F[0] = 9, 9, 9, 9, 9
		kept.M["k"].([]int)[0] = 9
		if got := v.String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.src, got, c.want)
		}
	}
}

// TestHostEnvironments are environments of all kinds, and what is none.
func TestHostEnvironments(t *testing.T) {
	type env struct{ X int }
	type embedding struct {
		isoDate // whose MarshalText it has
		X       int
	}
	p := compileText(t, "X + 1")
	var none *env
	var noMap map[string]any
	var m Value
	{
		var b MapBuilder
		b.Set("X", Int(1))
		m = b.Value()
	}
	e := &env{1}
	for _, c := range []struct {
		env  any
		want string
	}{
		{e, "2"}, {*e, "2"}, {&embedding{X: 1}, "2"}, {embedding{X: 1}, "2"}, {&e, "2"}, {map[string]any{"X": 1}, "2"}, {map[namedString]int8{"X": 1}, "2"}, {map[string]*int{"X": &e.X}, "2"},
		{m, "2"}, {&m, "2"}, {struct{ *env }{e}, "2"}, {struct{ *audit }{}, "error: name"},
		{nil, "error: name"}, {none, "error: name"}, {noMap, "error: name"}, {&noMap, "error: name"},
		{1, "error: host: an environment is a map with string keys or a pointer to a struct, not a Go int"},
		{[]int{1}, "error: host: an environment is a map with string keys or a pointer to a struct, not a Go []int"},
		{map[int]int{}, "error: host: an environment is a map with string keys or a pointer to a struct, not a Go map[int]int"},
		{Int(1), "error: host: an environment is a map with string keys or a pointer to a struct, not a Value that is a number"},
		{decimal.New(1, 0), "error: host: an environment is a map with string keys or a pointer to a struct, not a Go decimal.Decimal"},
	} {
		if got := hostText(p, c.env); got != c.want {
			t.Errorf("%T: got %s, want %s", c.env, got, c.want)
		}
	}
	misspelt := compileText(t, "Prise")
	if _, err := misspelt.Eval(context.Background(), &struct{ Price int }{1}); err == nil || !strings.Contains(err.Error(), `did you mean "Price"?`) {
		t.Errorf("got %v", err)
	}
	if _, err := StructVars(reflect.TypeFor[int]()); !errors.Is(err, diag.Host) {
		t.Errorf("an int has variables: %v", err)
	}
}

// TestStructFields are the rules for the names of fields.
func TestStructFields(t *testing.T) {
	type deep struct{ A, B, C int }
	type tagged struct {
		X int `calx:"A"`
	}
	type recursive struct {
		V  int
		Up *recursive
	}
	for _, c := range []struct {
		v    any
		want string
	}{
		{struct {
			deep
			B string
		}{}, "A C B"},
		{struct {
			deep
			tagged
		}{}, "B C A"},
		{struct {
			*Extra
			Reason int
		}{}, "Reason"},
		{struct {
			D deep `calx:"d,omitempty"`
			E int  `json:",omitempty"`
			F int  `calx:"" json:"f"`
			G int  `calx:"g" json:"-"`
		}{}, "d E f g"},
		{struct {
			deep `calx:"in"`
			N    int
		}{}, "N"},
		{struct {
			Extra `json:"in"`
		}{}, "in"},
		{struct{ *recursive }{}, "V Up"},
		{recursive{}, "V Up"},
		{struct{ decimal.Decimal }{}, ""},
	} {
		got := ""
		if p := planOf(reflect.TypeOf(c.v)); p.rec != nil {
			got = strings.Join(p.rec.names, " ")
		}
		if got != c.want {
			t.Errorf("%T: got %s, want %s", c.v, got, c.want)
		}
	}
}

// TestHostFunctionsKeep holds that a function of the host may keep its
// arguments: nothing in them refers to the environment.
func TestHostFunctionsKeep(t *testing.T) {
	var kept []Value
	row, err := NewFunc(Func{Name: "keep", Values: func(_ context.Context, a []Value) (Value, error) {
		kept = append(kept, a...)
		return Int(int64(len(a))), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	var funcs *FuncTable
	p, err := Compile(&diag.Source{Text: "keep(r, r.All, m, [r.Name, [m.a]], m.a)"}, CompileOptions{Funcs: funcs.With(row)})
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]any{"r": &ring{Name: "x", All: []*ring{nil}}, "m": map[string]any{"a": []int{1}}}
	if _, err := p.Eval(context.Background(), env); err != nil {
		t.Fatal(err)
	}
	env["m"].(map[string]any)["a"].([]int)[0] = 9
	env["r"].(*ring).Name = "changed"
	if _, err := p.Eval(context.Background(), map[string]any{"r": nil, "m": nil}); err == nil {
		t.Error("null has members")
	}
	want := `[{Name: "x", Next: null, All: [null], M: null, Any: null}, [null], {a: [1]}, ["x", [[1]]], [1]]`
	if got := NewList(kept[:5]...).String(); got != want {
		t.Errorf("kept %s, want %s", got, want)
	}
}

// TestHostErrorsLeakNothing holds that messages name places and types, and no
// data.
func TestHostErrorsLeakNothing(t *testing.T) {
	const secret = "hunter2"
	env := map[string]any{"s": secret, "j": json.Number(secret), "m": map[string]any{"k": secret, "l": []any{secret}}, "st": struct{ A, B any }{secret, make(chan int)},
		"n": map[int]string{1: secret}, "by": []byte(secret), "f": 12345.678}
	for _, src := range []string{"s + 1", "s * 2", "j", "m.k + 1", "m.l[0] - 1", "m.x", "st.B", "st.A > 1", "n", "by", "-s", "if s then 1 else 2", "s.x", "m.l[f]", "[1][f]", "sum(m.l)", "f / 0", "s()"} {
		p, err := Compile(&diag.Source{Text: src}, CompileOptions{})
		if err == nil {
			_, err = p.Eval(context.Background(), env)
		}
		if err == nil || strings.Contains(diag.Pretty(err)+err.Error(), secret) || strings.Contains(err.Error(), "12345") {
			t.Errorf("%s: %v", src, err)
		}
	}
}

// TestHostConcurrently evaluates one program over structs of two types from
// many goroutines.
func TestHostConcurrently(t *testing.T) {
	type one struct{ Items []person }
	type two struct {
		Other int
		Items []*person
	}
	p := compileText(t, "Items[0].Name + Items[0].Address.city + str(count(Items, i => i.Address.city != \"\"))")
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			q := person{Name: "n", Address: address{City: "c"}}
			for j := range 200 {
				var env any = &one{[]person{q, q}}
				if (i+j)%2 == 0 {
					env = &two{1, []*person{&q, &q}}
				}
				if v, err := p.Eval(context.Background(), env); err != nil || v.String() != "nc2" {
					t.Error(v, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// FuzzHostData holds data of the host, read lazily, against the JSON reader, and
// Decode against both.
func FuzzHostData(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.50,{"b":null}],"c":"x","d":true}`, `[[],[[1e-7]],{}]`, `"s"`, `null`, `[{"a":1},{"a":2},null,3]`} {
		f.Add([]byte(s))
	}
	p := compileText(f, "x")
	f.Fuzz(func(t *testing.T, data []byte) {
		want, err := ParseJSON(data, Limits{ValueDepth: 100})
		if err != nil {
			return
		}
		var x any
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if d.Decode(&x) != nil {
			return
		}
		got, err := p.Eval(context.Background(), map[string]any{"x": x})
		if err != nil || !got.Equal(want) {
			t.Fatalf("%s: got %v, %v, want %v", data, got, err, want)
		}
		var back any
		if err := Decode(got, &back); err != nil {
			return // an exponent that decimals do not have
		}
		if again, err := ValueOf(back); err != nil || !again.Equal(want) {
			t.Fatalf("%s: comes back as %v, %v", data, again, err)
		}
	})
}
