package calx

import (
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/calx-lang/calx/eval"
)

// A declared is a set of declared variables: those of one option, and before
// it of the options before. Compiling with the same options again finds the
// set that was made, and programs share its table.
type declared struct {
	before *declared
	vars   map[string]*Type // these win
	once   sync.Once
	all    map[string]*Type
}

// table returns all variables of the set; nil if there is none.
func (d *declared) table() map[string]*Type {
	switch {
	case d == nil:
		return nil
	case d.before == nil:
		return d.vars
	}
	d.once.Do(d.merge)
	return d.all
}

func (d *declared) merge() {
	d.all = map[string]*Type{}
	for e := d; e != nil; e = e.before {
		for name, t := range e.vars {
			if d.all[name] == nil {
				d.all[name] = t
			}
		}
	}
}

// A varsOption declares variables.
type varsOption struct {
	vars map[string]*Type
	err  error // what is wrong with them
	last atomic.Pointer[declared]
}

func (o *varsOption) apply(s *settings) {
	if o.err != nil {
		if s.err == nil {
			s.err = o.err
		}
		return
	}
	d := o.last.Load()
	if d == nil || d.before != s.declared {
		d = &declared{before: s.declared, vars: o.vars}
		o.last.Store(d)
	}
	s.declared = d
}

// envOptions are the options of [WithEnv] by reflect.Type: one for each type, so
// that what programs share does not depend on who keeps it.
var envOptions sync.Map

func envOption(t reflect.Type) *varsOption {
	if o, ok := envOptions.Load(t); ok {
		return o.(*varsOption)
	}
	o := new(varsOption)
	o.vars, o.err = eval.StructVars(t)
	kept, _ := envOptions.LoadOrStore(t, o)
	return kept.(*varsOption)
}
