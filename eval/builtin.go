package eval

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// A Builtin is one row of the table of built-in functions and constants.
// Checks, completion, help, the reference page and the test of the examples
// all read it.
type Builtin struct {
	Name     string
	Group    string // constants, rounding, arithmetic, …: the groups of the reference page
	Params   []Param
	Result   *Type     // what it returns; nil for a constant
	Doc      string    // one sentence
	Examples []Example // at least one

	// Exactly one of the first four does the work, where special is not set. With
	// special, call serves the built-in as a function value.

	constant func(*number.Context) (number.Number, error)            // a constant at the precision in force
	num1     op1                                                     // a function of one number
	num2     op2                                                     // a function of two numbers
	call     func(f *frame, k *call, a []Value) Value                // anything else
	special  func(c *compiler, b *Builtin, a []*node, at site) *node // its arguments are not simply evaluated first

	// result, if set, gives the type of the result from those of the arguments
	// (tAny for one not given).
	result func(args []*Type) *Type
	// check, if set, looks for errors that show before the run.
	check func(c *compiler, a []*node, at site)

	// stage is set for map and filter, whose result can be a stream; streams for
	// functions that read the list that is their first argument once, from the
	// first to the last element.
	stage   stage
	streams bool

	value *function // the built-in as a function value
	host  *hostFunc // of a function of the host; nil for a built-in
	plain *Builtin  // of a traced form, the built-in that it is of
}

// A Param is a parameter of a built-in.
type Param struct {
	Name     string
	Type     *Type
	Default  string // how the reference shows the default; "" for a required parameter
	Variadic bool   // takes all remaining arguments; only the last parameter
	// Callback, for a parameter that takes a function: the types that the
	// function's parameters have, given those of the arguments.
	Callback func(args []*Type) []*Type
}

// An Example is a calx expression and the text of its result.
type Example struct{ Source, Result string }

// A Table is the set of built-ins that a unit sees.
type Table struct {
	rows  []*Builtin
	index map[string]*Builtin
}

// newTable returns a table of the rows.
func newTable(rows ...[]Builtin) *Table {
	t := &Table{index: map[string]*Builtin{}}
	for _, group := range rows {
		for i := range group {
			b := &group[i]
			b.value = &function{builtin: b}
			t.rows = append(t.rows, b)
			t.index[b.Name] = b
		}
	}
	return t
}

func (t *Table) lookup(name string) *Builtin { return t.index[name] }

func (t *Table) names() []string {
	names := make([]string, len(t.rows))
	for i, b := range t.rows {
		names[i] = b.Name
	}
	return names
}

// Rows returns the built-ins in the order of the reference page.
func (t *Table) Rows() []*Builtin { return t.rows }

// Signature returns the built-in as the reference shows it: round(x, places=0, mode="…").
func (b *Builtin) Signature() string {
	if b.constant != nil {
		return b.Name
	}
	s := b.Name + "("
	for i, p := range b.Params {
		if i > 0 {
			s += ", "
		}
		s += p.Name
		switch {
		case p.Variadic:
			s += ", …"
		case p.Default != "":
			s += "=" + p.Default
		}
	}
	return s + ")"
}

func (b *Builtin) funcType() *Type {
	names := make([]string, len(b.Params))
	for i, p := range b.Params {
		names[i] = p.Name
	}
	return &Type{kind: functionType, fn: &funcSig{params: names, result: b.Result, builtin: b}}
}

// required returns how many arguments the built-in needs at least.
func (b *Builtin) required() int {
	n := 0
	for _, p := range b.Params {
		if p.Default == "" && !p.Variadic {
			n++
		}
	}
	return n
}

func (b *Builtin) variadic() bool {
	return len(b.Params) > 0 && b.Params[len(b.Params)-1].Variadic
}

// A call is what a built-in knows of the place it is called at.
type call struct {
	b    *Builtin
	at   site
	args []site // of the arguments, by parameter; only where they are written
}

// argSite returns where argument i is written, else the call.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (k *call) argSite(i int) site {
	if i < len(k.args) && k.args[i].src != nil {
		return k.args[i]
	}
	return k.at
}

// fail records an error at argument i, or at the whole call for -1.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (k *call) fail(f *frame, i int, class diag.Class, code, message, hint string, args ...string) Value {
	at := k.at
	if i >= 0 {
		at = k.argSite(i)
	}
	f.fail(at, class, code, message, hint, args...)
	return Null
}

// number returns the result of an operation of package number as a Value.
func (k *call) number(f *frame, n number.Number, err error) Value {
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	if n.X == number.NotSmall {
		f.keep(n)
	}
	return NumberValue(n)
}

// what names argument i of the call in messages.
func (k *call) what(i int) string {
	return fmt.Sprintf("%s of %s", k.b.paramName(i), k.b.Name)
}

func (b *Builtin) paramName(i int) string {
	if i >= len(b.Params) {
		i = len(b.Params) - 1
	}
	return b.Params[i].Name
}

// checkArgs reports the first argument that is not of its parameter's type.
func (k *call) checkArgs(f *frame, a []Value) bool {
	for i := range a {
		p := &k.b.Params[min(i, len(k.b.Params)-1)]
		if !fits(a[i], p) {
			f.wrongKind(a[i], k.argSite(i), kindOf(p.Type), k.what(i))
			return false
		}
	}
	return true
}

// fits reports whether v may be passed for p.
func fits(v Value, p *Param) bool {
	switch v.tag.kind {
	case absentKind:
		return true
	case NullKind:
		return p.Type.may(nullType)
	}
	return p.Type.kind == anyType || kindOf(p.Type) == v.tag.kind
}

// kindOf returns the kind of the values of a type that is not any.
func kindOf(t *Type) Kind { return Kind(t.kind) - Kind(nullType) + NullKind }

// integer returns argument i as an int within [low, high]. An absent argument
// gives def.
func (k *call) integer(f *frame, a []Value, i int, low, high, def int64) (int64, bool) {
	if i >= len(a) || a[i].isAbsent() {
		return def, true
	}
	n := a[i].number()
	if !n.IsInteger() {
		k.fail(f, i, diag.Value, "not-an-integer", k.what(i)+" must be an integer", "", k.what(i))
		return 0, false
	}
	x, ok := n.Int64()
	if !ok || x < low || x > high {
		if n.Sign() < 0 {
			x = low
		} else {
			x = high
		}
		k.fail(f, i, diag.Value, "out-of-range", fmt.Sprintf("%s must be from %d to %d", k.what(i), low, high), "", k.what(i), fmt.Sprint(low), fmt.Sprint(high))
		return x, false
	}
	return x, true
}
