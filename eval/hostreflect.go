package eval

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
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

// reflectCall calls a function of any signature.
func (h *hostFunc) reflectCall(s *signature) hostCall {
	set := make([]setter, len(s.params))
	made := setters{}
	for i, p := range s.params {
		set[i] = made.of(p.plan)
	}
	pool := &sync.Pool{New: func() any { return s.newArgs() }}
	return func(f *frame, k *call, a []Value) Value {
		c, ok := h.enter(f, k, a)
		if !ok {
			return Null
		}
		args := pool.Get().(*hostArgs) // lost with the frame if the function panics
		if !args.fill(f, k, s, set, a) {
			f.host.calling = nil
			return Null
		}
		if s.context {
			args.all[0] = reflect.ValueOf(c)
		}
		var out []reflect.Value
		if s.variadic {
			out = s.value.CallSlice(args.all)
		} else {
			out = s.value.Call(args.all)
		}
		args.clear()
		pool.Put(args)
		f.host.converted = 0
		var err error
		if s.fails {
			err, _ = out[len(out)-1].Interface().(error)
		}
		if !h.leave(f, c, k, err) {
			return Null
		}
		if !s.returns {
			return f.adopt(k, Null)
		}
		return h.returned(f, k, out[0].Interface())
	}
}

// hostArgs is where the arguments of a call by reflection are made.
type hostArgs struct {
	all  []reflect.Value // with the context
	args []reflect.Value // the rest of all, each addressable
	conv conversion
}

func (s *signature) newArgs() *hostArgs {
	t := s.value.Type()
	h := &hostArgs{all: make([]reflect.Value, t.NumIn())}
	h.args = h.all
	if s.context {
		h.args = h.all[1:]
	}
	for i := range h.args {
		h.args[i] = reflect.New(t.In(t.NumIn() - len(h.args) + i)).Elem()
	}
	return h
}

// clear drops what the arguments refer to.
func (h *hostArgs) clear() {
	h.conv = conversion{}
	if len(h.all) > len(h.args) {
		h.all[0] = reflect.Value{}
	}
	for _, x := range h.args {
		x.SetZero()
	}
}

// fill converts the arguments of a call.
func (h *hostArgs) fill(f *frame, k *call, s *signature, set []setter, a []Value) bool {
	fixed := len(s.params)
	if s.variadic {
		fixed--
	}
	c := &h.conv
	c.f, c.k = f, k
	for i := range fixed {
		if !set[i](c, a[i], h.args[i]) {
			c.report(i)
			return false
		}
	}
	if !s.variadic {
		return true
	}
	rest, dst := a[fixed:], h.args[fixed]
	if !c.alloc(len(rest), dst.Type().Elem()) {
		return false
	}
	dst.Set(reflect.MakeSlice(dst.Type(), len(rest), len(rest)))
	for i, v := range rest {
		if !set[fixed](c, v, dst.Index(i)) {
			c.report(fixed + i)
			return false
		}
	}
	return true
}
