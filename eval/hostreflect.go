package eval

import (
	"reflect"
	"sync"
)

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
