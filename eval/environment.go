package eval

import (
	"reflect"

	"github.com/calx-lang/calx/diag"
)

// StructVars returns the variables that an environment of a struct type, or of
// pointers to one, has: its fields, with their types as far as they are known.
// The map is shared and must not be changed. It is an error if t is no struct.
func StructVars(t reflect.Type) (map[string]*Type, error) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	env := environmentType(t)
	if env == nil {
		return nil, &diag.Error{Class: diag.Host, Code: "bad-option",
			Message: "the variables of an environment are the fields of a struct, and " + t.String() + " is none", Args: []string{t.String()}}
	}
	return env.variables(), nil
}

// environmentType returns the fields of a type that is an environment, nil if
// it is none. A struct that is text elsewhere, perhaps only because something
// that it embeds has a MarshalText, is one; a Value, or a number, is not.
func environmentType(t reflect.Type) *structType {
	if t.Kind() != reflect.Struct {
		return nil
	}
	switch p := planOf(t); p.shape {
	case shapeStruct:
		return p.rec
	case shapeText:
		return fieldsOfText(t)
	}
	return nil
}

// A fieldsOf is the key of the fields of a struct that is otherwise text.
type fieldsOf struct{ t reflect.Type }

func fieldsOfText(t reflect.Type) *structType {
	if r, ok := plans.Load(fieldsOf{t}); ok {
		return r.(*structType)
	}
	planning.Lock()
	defer planning.Unlock()
	b := planner{}
	r := b.structType(t)
	b.publish()
	plans.Store(fieldsOf{t}, r)
	return r
}

// variables returns the fields of a struct as variables.
func (r *structType) variables() map[string]*Type {
	if vars := r.vars.Load(); vars != nil {
		return *vars
	}
	vars := map[string]*Type{}
	for _, f := range r.staticType().fields {
		vars[f.name] = f.typ
	}
	r.vars.Store(&vars)
	return vars
}
