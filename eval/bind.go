package eval

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// bind fills the slots of the program's variables, none of which is bound yet,
// from its environment.
func (p *Program) bind(f *frame, env any) {
	f.env = env
	if f.envNames == nil {
		f.envNames = envNames
		f.convert()
	}
	switch env := env.(type) {
	case nil:
		return
	case map[string]any:
		for i := range p.vars {
			v := &p.vars[i]
			x, ok := env[v.name]
			if d, is := x.(decimal.Decimal); is { // what most are, without a call
				if s, ok := number.SmallFromDecimal(&d); ok {
					f.globals[v.slot] = smallValue(s)
					continue
				}
			}
			if ok {
				p.set(f, v, x)
			}
		}
	case map[string]decimal.Decimal:
		for i := range p.vars {
			v := &p.vars[i]
			x, ok := env[v.name]
			if !ok {
				continue
			}
			if s, ok := number.SmallFromDecimal(&x); ok {
				f.globals[v.slot] = smallValue(s)
			} else {
				p.set(f, v, x)
			}
		}
	case map[string]Value:
		for i := range p.vars {
			v := &p.vars[i]
			if x, ok := env[v.name]; ok {
				x, err := f.converter.given(x, place{name: v.name})
				p.setValue(f, v, x, err)
			}
		}
	default:
		p.bindOther(f, env)
	}
	if p.readsAll {
		p.bindAll(f, env)
	}
}

// set converts one variable. The types that many environments hold come
// first and allocate nothing.
func (p *Program) set(f *frame, v *variable, x any) {
	switch x := x.(type) {
	case int:
		f.globals[v.slot] = int64Value(int64(x))
		return
	case string:
		f.globals[v.slot] = StringValue(x)
		return
	}
	val, err := f.converter.value(x, place{name: v.name})
	p.setValue(f, v, val, err)
}

func (p *Program) setValue(f *frame, v *variable, val Value, err error) {
	if err != nil {
		f.hostError(err, site{src: p.src})
		return
	}
	f.globals[v.slot] = val
}

// bindOther binds environments that are structs, maps of other types, Values,
// or pointers to one of these.
func (p *Program) bindOther(f *frame, env any) {
	if b, _ := p.structs.Load().(*structBinding); b != nil {
		if typ, m := wordsOf(env); typ == b.word {
			p.bindStruct(f, b, m)
			return
		}
	}
	v := reflect.ValueOf(env)
	for hops := 0; v.Kind() == reflect.Pointer && hops < maxEnvPointers; hops++ {
		if v.IsNil() {
			return // no environment
		}
		if environmentType(v.Type().Elem()) != nil {
			p.bindStruct(f, p.structBinding(v), memoryOf(v))
			return
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String {
		p.bindMap(f, v)
		return
	}
	if v.IsValid() && v.Kind() == reflect.Struct {
		// By value: its own copy serves, once it has an address.
		variable := reflect.New(v.Type())
		variable.Elem().Set(v)
		p.bindVariable(f, variable)
		return
	}
	f.failErr(badEnvironment(env))
}

// maxEnvPointers is how many pointers may lead to an environment.
const maxEnvPointers = 8

func badEnvironment(env any) *diag.Error {
	what := fmt.Sprintf("a Go %T", env)
	if v, ok := env.(Value); ok {
		what = "a Value that is " + article(v.tag.kind.String())
	}
	return &diag.Error{Class: diag.Host, Code: "environment",
		Message: "an environment is a map with string keys or a pointer to a struct, not " + what, Args: []string{what}}
}

// bindVariable binds what a pointer leads to that is a struct with a method of
// its own: a Value, or a type that makes one.
func (p *Program) bindVariable(f *frame, ptr reflect.Value) {
	t := ptr.Type().Elem()
	if environmentType(t) != nil {
		p.bindStruct(f, p.structBinding(ptr), memoryOf(ptr))
		return
	}
	val, err := f.converter.read(planOf(t), memoryOf(ptr), place{})
	switch {
	case err != nil:
		f.hostError(err, site{src: p.src})
	case val.tag.kind != MapKind:
		f.failErr(badEnvironment(ptr.Elem().Interface()))
	default:
		p.bindMapping(f, val.mapping())
	}
}

// bindMapping binds the entries of a calx map.
func (p *Program) bindMapping(f *frame, m *mapping) {
	for i := range p.vars {
		v := &p.vars[i]
		if x, ok, err := m.get(v.name); ok || err != nil {
			p.setValue(f, v, x, err)
		}
	}
}

// bindMap binds a map with keys that are strings.
func (p *Program) bindMap(f *frame, m reflect.Value) {
	cv := &f.converter
	plan := planOf(m.Type())
	cv.data = memoryOf(m)
	for i := range p.vars {
		v := &p.vars[i]
		x, ok, err := cv.lookup(plan, cv.data.variable(), v.name, place{name: v.name})
		if ok || err != nil {
			p.setValue(f, v, x, err)
		}
	}
}

// allVars is the name of the map of all variables, which reaches those whose
// names are no identifiers: vars["order-id"]. A variable of that name wins.
const allVars = "vars"

// bindAll binds the map of all variables if the program reads it.
func (p *Program) bindAll(f *frame, env any) {
	for i := range p.vars {
		v := &p.vars[i]
		if v.name != allVars || f.globals[v.slot].tag.kind != unboundKind {
			continue
		}
		if root, _ := f.converter.root.(*structHolder); root != nil && !root.base.isNil() {
			f.globals[v.slot] = heldValue(&root.holder, 0, 1)
			continue
		}
		val, err := f.converter.value(env, place{})
		p.setValue(f, v, val, err)
	}
}

// envNames are the names of an environment, for suggestions; none if there are
// too many.
func envNames(env any) []string {
	v := reflect.ValueOf(env)
	for hops := 0; v.Kind() == reflect.Pointer && hops < maxEnvPointers; hops++ {
		v = v.Elem()
	}
	if !v.IsValid() {
		return nil
	}
	if t := environmentType(v.Type()); t != nil {
		return t.names
	}
	if p := planOf(v.Type()); p.shape == shapeMap && v.Len() <= maxNearest {
		m := memoryOf(v)
		return slices.Sorted(p.eachKey(m.variable()))
	}
	return nil
}
