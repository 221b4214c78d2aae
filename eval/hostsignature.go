package eval

import (
	"context"
	"encoding"
	"errors"
	"fmt"
	"reflect"
)

// A signature is what calls of a Go function need to know of it.
type signature struct {
	fn       any // its type without a name
	value    reflect.Value
	context  bool // the first parameter is a context
	variadic bool
	fails    bool // the last result is an error
	returns  bool // there is a result before that
	params   []hostParam
	result   *Type
}

// A hostParam is a parameter of a Go function. The type of a variadic one is
// that of an element.
type hostParam struct {
	plan *plan
	typ  *Type
}

// signatureOf checks a Go function.
func signatureOf(fn any) (*signature, error) {
	rv := reflect.ValueOf(fn)
	if !rv.IsValid() || rv.Kind() != reflect.Func {
		return nil, fmt.Errorf("a Go function is needed, not %T", fn)
	}
	if rv.IsNil() {
		return nil, errors.New("the Go function is nil")
	}
	t := rv.Type()
	s := &signature{fn: fn, value: rv, variadic: t.IsVariadic()}
	if t.Name() != "" {
		s.fn = rv.Convert(unnamedFunc(t)).Interface()
	}
	first := 0
	if t.NumIn() > 0 && t.In(0) == reflect.TypeFor[context.Context]() {
		s.context, first = true, 1
	}
	for i := first; i < t.NumIn(); i++ {
		in := t.In(i)
		if s.variadic && i == t.NumIn()-1 {
			in = in.Elem()
		}
		p := hostParam{plan: planOf(in)}
		var problem string
		if p.typ, problem = argumentType(p.plan, 0); problem != "" {
			return nil, fmt.Errorf("parameter %d: %s", i-first+1, problem)
		}
		s.params = append(s.params, p)
	}
	return s, s.setResults(t)
}

func (s *signature) setResults(t reflect.Type) error {
	n := t.NumOut()
	if n > 0 && t.Out(n-1) == reflect.TypeFor[error]() {
		s.fails = true
		n--
	}
	switch {
	case n > 1:
		return fmt.Errorf("it returns %d results, but a function has one, and may have an error after it", n)
	case n == 0 && !s.fails:
		return errors.New("it returns nothing, but a function has a result")
	case n == 0:
		s.result = tNull
		return nil
	}
	var problem string
	if s.result, problem = resultType(t.Out(0)); problem != "" {
		return fmt.Errorf("its result: %s", problem)
	}
	s.returns = true
	return nil
}

// unnamedFunc returns the type that a function type of a name stands for.
func unnamedFunc(t reflect.Type) reflect.Type {
	in, out := make([]reflect.Type, t.NumIn()), make([]reflect.Type, t.NumOut())
	for i := range in {
		in[i] = t.In(i)
	}
	for i := range out {
		out[i] = t.Out(i)
	}
	return reflect.FuncOf(in, out, t.IsVariadic())
}

// resultType returns the type of the values that results of a Go type are. A
// problem, if there is one, says why they are none.
func resultType(t reflect.Type) (typ *Type, problem string) {
	p := planOf(t)
	if problem = badPart(p, 0); problem != "" {
		return nil, problem
	}
	return newTyper().typeOf(p), ""
}

// maxTypeDepth is how deep the Go type of a parameter or result is looked into:
// types may hold themselves.
const maxTypeDepth = 16

// badPart says why a type, or what it is a pointer to or holds, has no value.
// The fields of structs are not looked into: unused ones do no harm.
func badPart(p *plan, depth int) string {
	switch {
	case p.shape == shapeBad:
		return p.reason
	case p.elem == nil || depth > maxTypeDepth:
		return ""
	}
	return badPart(p.elem, depth+1)
}

// argumentType returns the type of the values that a parameter of a Go type
// takes, or says why there are none. In a pointer nil stands for null, except
// in those of [math/big], which nobody expects to be nil.
func argumentType(p *plan, depth int) (typ *Type, problem string) {
	switch p.shape {
	case shapeBad:
		return nil, p.reason
	case shapeValuer:
		return nil, "a Go " + p.goType().String() + " gives its own value, but cannot be made of one: take a Value"
	case shapeInterface:
		return nil, "a Go " + p.goType().String() + " cannot be made of a value: of the interface types only any can"
	case shapeText:
		if isUnmarshaler(p) {
			return tString, ""
		}
		return nil, "a Go " + p.goType().String() + " cannot be made of its text: it has no UnmarshalText"
	case shapeStruct:
		if isUnmarshaler(p) {
			return tString, ""
		}
		return tMap, ""
	}
	if p.elem == nil || depth > maxTypeDepth {
		return newTyper().typeOf(p), ""
	}
	elem, problem := argumentType(p.elem, depth+1)
	switch {
	case problem != "":
		return nil, problem
	case p.shape == shapeMap:
		return mapOf(elem), ""
	case p.shape == shapeSlice || p.shape == shapeArray:
		return listOf(elem), ""
	case isBig(p.elem):
		return tNumber, ""
	}
	return orNull(elem), ""
}

func isBig(p *plan) bool { return shapeBigInt <= p.shape && p.shape <= shapeBigFloat }

// isUnmarshaler reports whether a pointer to a Go type reads itself from text.
func isUnmarshaler(p *plan) bool {
	return reflect.PointerTo(p.goType()).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
