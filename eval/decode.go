package eval

import (
	"reflect"
	"strings"
	"sync"

	"github.com/calx-lang/calx/diag"
)

// Decode sets the Go variable that out points to, to v: numbers to variables of
// every type of number (it is an error if the number does not fit: nothing is
// cut off, but a float gets the nearest), strings, booleans, lists to slices
// and arrays, maps to maps with string keys and to structs, whose fields have
// the names that they have in an environment. Strings are also read by
// UnmarshalText. Null makes pointers, slices, maps and interfaces nil; all else
// makes new ones, but for interfaces with methods, which are errors. A struct keeps
// the fields that the map has no keys for, and keys that it has no fields for do
// not count; in an any are what [Value.Any] returns. What takes more than 1 GiB is
// an error.
//
// The error is a *[diag.Error] that names the part: items[3].price must be an
// integer. Some of the variable may have been set before it was found.
func Decode(v Value, out any) error {
	ptr := reflect.ValueOf(out)
	if ptr.Kind() != reflect.Pointer || ptr.IsNil() {
		return &diag.Error{Class: diag.Host, Code: "decode-target", Message: "Decode needs a pointer that is not nil"}
	}
	f := unmetered()
	f.budget.limits.Memory = maxDecoded
	f.budget.memory = maxDecoded
	c := &conversion{f: f, k: new(call), decoding: true}
	if decoderOf(planOf(ptr.Type().Elem()))(c, v, ptr.Elem()) {
		return nil
	}
	if c.code == "" {
		return f.err
	}
	what := strings.TrimPrefix(c.path, ".")
	if what == "" {
		what = "the value"
	}
	return &diag.Error{Class: c.class, Code: c.code, Message: what + " " + c.message, Args: append([]string{what}, c.args...)}
}

// maxDecoded bounds the memory of a decoded value: ranges of any length are
// short as Values, but not as slices.
const maxDecoded = 1 << 30

// decoders are the setters of the types that were decoded into, by plan.
var decoders sync.Map

func decoderOf(p *plan) setter {
	if s, ok := decoders.Load(p); ok {
		return s.(setter)
	}
	s := setters{}.of(p)
	decoders.Store(p, s)
	return s
}
