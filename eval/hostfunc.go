package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/calx-lang/calx/lexer"
)

// A ValueFunc is a function of the host over Values. args is memory of the
// evaluation, good until the function returns; the Values in it may be kept.
type ValueFunc = func(ctx context.Context, args []Value) (Value, error)

// A Func describes a function of the host, for [NewFunc].
type Func struct {
	Name   string
	Fn     any      // any Go function over types that have a calx value
	Params []string // names of the parameters; nil if they have none
	Doc    string   // one sentence
	Pure   bool     // the result depends on nothing but the arguments

	Defaults map[string]any // values of parameters that may be left out, by name

	// Values is the function instead of Fn. Result and Types then say what Go's
	// types tell of others: the type of the result and of each parameter; nil
	// for any.
	Values ValueFunc
	Result *Type
	Types  []*Type
}

// A hostFunc is what calls of a function of the host share.
type hostFunc struct {
	fold     foldFunc // of a pure function, else nil
	defaults []Value  // of the parameters that have one, by index
	result   place    // the place of its results in messages
}

// NewFunc returns the row of a function of the host: from it come the same
// checks as from those of the built-ins. The error says what is wrong with
// the description.
func NewFunc(d Func) (*Builtin, error) {
	if !isName(d.Name) || isKeyword(d.Name) {
		return nil, fmt.Errorf("%q cannot be the name of a function", d.Name)
	}
	b, err := newHostRow(&d)
	if err == nil {
		err = setDefaults(b, d.Defaults)
	}
	if err != nil {
		return nil, fmt.Errorf("the function %s: %w", d.Name, err)
	}
	return b, nil
}

// newHostRow makes the row but for the defaults of its parameters.
func newHostRow(d *Func) (*Builtin, error) {
	b := &Builtin{Name: d.Name, Group: groupHost, Doc: d.Doc}
	h := &hostFunc{result: place{name: d.Name + "(…)"}}
	if d.Pure {
		h.fold = (*compiler).foldCall
	}
	b.host, b.value = h, &function{builtin: b}
	if d.Values != nil {
		b.call = h.valueCall(d.Values)
		return b, valueParams(b, d)
	}
	if d.Types != nil || d.Result != nil {
		return nil, errors.New("its types follow from the Go function, and are not given")
	}
	sig, err := signatureOf(d.Fn)
	if err != nil {
		return nil, err
	}
	names, err := paramNames(d.Params, len(sig.params), sig.variadic)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		b.Params = append(b.Params, Param{Name: name, Type: sig.params[i].typ, Variadic: sig.variadic && i == len(names)-1})
	}
	b.Result = sig.result
	if b.call = h.typedCall(sig.fn); b.call == nil {
		b.call = h.reflectCall(sig)
	}
	return b, nil
}

// groupHost is the group of the functions of the host.
const groupHost = "host"

// valueParams sets the parameters of a ValueFunc: those that are named, else
// any number. A last name that ends in "..." takes all remaining arguments.
func valueParams(b *Builtin, d *Func) error {
	names := d.Params
	variadic := false
	if names == nil {
		if len(d.Types) > 1 {
			return errors.New("its parameters have types, but no names")
		}
		names, variadic = []string{"argument"}, true
	} else if n := len(names); n > 0 {
		if last, ok := strings.CutSuffix(names[n-1], "..."); ok {
			names, variadic = slices.Clone(names), true
			names[n-1] = last
		}
		if err := checkParamNames(names); err != nil {
			return err
		}
	}
	if d.Types != nil && len(d.Types) != len(names) {
		return fmt.Errorf("it has %s, but types for %d", plural(len(names), "parameter"), len(d.Types))
	}
	for i, name := range names {
		p := Param{Name: name, Type: tAny, Variadic: variadic && i == len(names)-1}
		if d.Types != nil && d.Types[i] != nil {
			p.Type = d.Types[i]
		}
		b.Params = append(b.Params, p)
	}
	if b.Result = d.Result; b.Result == nil {
		b.Result = tAny
	}
	return nil
}

// paramNames returns the names of n parameters. Those that the host does not
// name are called by a text that no named argument can match.
func paramNames(given []string, n int, variadic bool) ([]string, error) {
	if given == nil {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("argument %d", i+1)
		}
		return names, nil
	}
	if len(given) != n {
		return nil, fmt.Errorf("it has %s, but %d names for them", plural(n, "parameter"), len(given))
	}
	given = slices.Clone(given)
	if variadic {
		given[n-1] = strings.TrimSuffix(given[n-1], "...")
	}
	return given, checkParamNames(given)
}

func checkParamNames(names []string) error {
	for i, name := range names {
		if !isName(name) || isKeyword(name) {
			return fmt.Errorf("%q cannot be the name of a parameter", name)
		}
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("two parameters are called %q", name)
		}
	}
	return nil
}

func isKeyword(name string) bool {
	for k := lexer.True; k <= lexer.Else; k++ {
		if k.String() == name {
			return true
		}
	}
	return false
}

// setDefaults converts the defaults by the rules of an environment.
func setDefaults(b *Builtin, defaults map[string]any) error {
	if len(defaults) == 0 {
		return nil
	}
	b.host.defaults = make([]Value, len(b.Params))
	for name, x := range defaults {
		i := b.param(name)
		if i < 0 {
			return fmt.Errorf("there is no parameter %q to have a default", name)
		}
		v, err := ownValue(x, place{name: name})
		if err != nil {
			return fmt.Errorf("the default of %s", strings.TrimPrefix(err.Error(), "host error: "))
		}
		p := &b.Params[i]
		if !fits(v, p) {
			return fmt.Errorf("the default of %s is %s, but the parameter %s", name, article(v.Kind().String()), article(p.Type.String()))
		}
		text := printer{limit: DefaultLimits.ResultLength}
		if text.value(v, true); len(text.dst) > maxQuoted || text.err != nil {
			text.dst = []byte("…")
		}
		p.Default = string(text.dst)
		b.host.defaults[i] = v
	}
	for i := 1; i < len(b.Params); i++ {
		p := &b.Params[i]
		if p.Default == "" && !p.Variadic && b.Params[i-1].Default != "" {
			return fmt.Errorf("%s has no default, but %s before it has", p.Name, b.Params[i-1].Name)
		}
	}
	return nil
}

// A FuncTable is a set of functions of the host. It is immutable, and serves
// any number of programs. A nil table is empty.
type FuncTable struct {
	// What runs with functions need, here so that programs that register none
	// do not carry it.
	run func(*Program, *frame) Value

	rest  *FuncTable // without row
	row   *Builtin
	size  int
	pure  bool // there is a pure function among them
	once  sync.Once
	index map[string]*Builtin // from some functions on, when first asked for
}

// With returns a table of the functions of t and one more, which takes the
// place of another of its name.
func (t *FuncTable) With(b *Builtin) *FuncTable {
	u := &FuncTable{run: (*Program).runGuarded, rest: t, row: b, size: 1, pure: b.host.fold != nil}
	if t != nil {
		u.size += t.size
		u.pure = u.pure || t.pure
	}
	return u
}

// lookup returns the row of that name, or nil.
func (t *FuncTable) lookup(name string) *Builtin {
	if t == nil {
		return nil
	}
	if t.size > linearNames {
		t.once.Do(t.makeIndex)
		return t.index[name]
	}
	for ; t != nil; t = t.rest {
		if t.row.Name == name {
			return t.row
		}
	}
	return nil
}

func (t *FuncTable) makeIndex() {
	t.index = make(map[string]*Builtin, t.size)
	for u := t; u != nil; u = u.rest {
		if t.index[u.row.Name] == nil {
			t.index[u.row.Name] = u.row
		}
	}
}

// names are the names of the functions, in the order of their options.
func (t *FuncTable) names() []string {
	var names []string
	for ; t != nil; t = t.rest {
		names = append(names, t.row.Name)
	}
	slices.Reverse(names)
	return names
}
