package eval

import (
	"fmt"
	"reflect"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// bind fills the slots of the program's variables from its environment.
func (p *Program) bind(f *frame, env any) {
	for i := range f.globals {
		f.globals[i] = unbound
	}
	switch env := env.(type) {
	case nil:
	case map[string]any:
		for _, v := range p.vars {
			if x, ok := env[v.name]; ok {
				p.set(f, v, x)
			}
		}
	case map[string]decimal.Decimal:
		for _, v := range p.vars {
			if x, ok := env[v.name]; ok {
				p.set(f, v, x)
			}
		}
	case map[string]Value:
		for _, v := range p.vars {
			if x, ok := env[v.name]; ok {
				f.globals[v.slot] = x
			}
		}
	default:
		p.bindReflected(f, env)
	}
	if p.readsAll {
		p.bindAll(f, env)
	}
	f.env = env
}

// allVars is the name of the map of all variables, which reaches those whose
// names are no identifiers: vars["order-id"]. A variable of that name wins.
const allVars = "vars"

// bindAll binds the map of all variables if the program reads it.
func (p *Program) bindAll(f *frame, env any) {
	for _, v := range p.vars {
		if v.name == allVars && env != nil && f.globals[v.slot].tag.kind == unboundKind {
			p.convert(f, v, env)
		}
	}
}

// set converts one variable. The types that most environments hold come
// first and allocate nothing.
func (p *Program) set(f *frame, v variable, x any) {
	slot := &f.globals[v.slot]
	var n number.Number
	var err error
	switch x := x.(type) {
	case decimal.Decimal:
		n, err = number.FromDecimal(x)
	case int:
		n = number.FromInt64(int64(x))
	case float64:
		n, err = number.FromFloat64(x)
	case string:
		*slot = StringValue(x)
		return
	case bool:
		*slot = Boolean(x)
		return
	default:
		p.convert(f, v, x)
		return
	}
	if err != nil {
		p.convert(f, v, x) // for its message
		return
	}
	*slot = NumberValue(n)
}

func (p *Program) convert(f *frame, v variable, x any) {
	cv := &f.converter
	cv.num, cv.maxDepth = &f.num, int(p.limits.ValueDepth)
	val, err := cv.value(x, &path{key: v.name})
	if err != nil {
		f.hostError(err, site{p.src, diag.Span{}})
		return
	}
	f.globals[v.slot] = val
}

func (p *Program) bindReflected(f *frame, env any) {
	rv := envMap(env)
	if rv.Kind() != reflect.Map || rv.Type().Key().Kind() != reflect.String {
		f.failErr(&diag.Error{Class: diag.Host, Code: "environment",
			Message: fmt.Sprintf("an environment is a map with string keys, but this is a %T", env)})
		return
	}
	m := reflectMap{rv}
	for _, v := range p.vars {
		if x, ok := m.lookup(v.name); ok {
			p.set(f, v, x)
		}
	}
}
