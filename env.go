package calx

import (
	"context"
	"reflect"

	"github.com/calx-lang/calx/eval"
	"github.com/shopspring/decimal"
)

// WithEnv declares the fields of the struct T as variables, with their types:
// the program is meant for environments that are a *T. A field's name is that
// of its tag, calx:"name" or else json:"name", or else its own; those tagged
// "-" and unexported ones do not count, and the fields of embedded structs do
// as if they were T's. Fields may be of every type that an environment may
// hold, structs, slices and maps of them included; what a nil can be is null.
func WithEnv[T any]() Option { return envOption(reflect.TypeFor[T]()) }

// A ProgramFor is a [Program] that is compiled for environments of type *T.
// Any number of goroutines may evaluate it at once.
type ProgramFor[T any] struct{ *Program }

// CompileFor is [Compile] for environments that are a *T, as [WithEnv] has them:
// Go's compiler refuses others.
func CompileFor[T any](source string, options ...Option) (*ProgramFor[T], error) {
	p, err := Compile(source, append([]Option{WithEnv[T]()}, options...)...)
	if err != nil {
		return nil, err
	}
	return &ProgramFor[T]{p}, nil
}

// Eval is [Program.Eval]. The environment that nil points to has no variables.
func (p *ProgramFor[T]) Eval(ctx context.Context, env *T) (Value, error) {
	return p.Program.Eval(ctx, env)
}

// Explain is [Program.Explain].
func (p *ProgramFor[T]) Explain(ctx context.Context, env *T) (*Explanation, error) {
	return p.Program.Explain(ctx, env)
}

// Decimal evaluates the program, whose value must be a number.
func (p *ProgramFor[T]) Decimal(ctx context.Context, env *T) (decimal.Decimal, error) {
	return p.Program.Decimal(ctx, env)
}

// Int64 evaluates the program, whose value must be an integer of 64 bits.
func (p *ProgramFor[T]) Int64(ctx context.Context, env *T) (int64, error) {
	return p.Program.Int64(ctx, env)
}

// Bool evaluates the program, whose value must be a boolean.
func (p *ProgramFor[T]) Bool(ctx context.Context, env *T) (bool, error) {
	return p.Program.Bool(ctx, env)
}

// Text evaluates the program, whose value must be a string.
func (p *ProgramFor[T]) Text(ctx context.Context, env *T) (string, error) {
	return p.Program.Text(ctx, env)
}

// A Run evaluates a program again and again for one goroutine, its variables
// set through slots: the fastest way there is. [Program].NewRun makes one. Its
// methods are those of [eval.Run]:
//
//	SetDecimal(s, d), SetInt64, SetFloat64, SetText, SetBool, SetNull, SetValue
//	Set(s, x) error                        any Go value that an environment may hold
//	Eval(ctx) (Value, error)               with what is set, which stays set
//	Decimal, Int64, Bool, Text             the same as a Go value
//	Call(ctx, name, args...)               calls a function of the program
type Run = eval.Run

// A Slot is where the Runs of one program keep a variable. [Program].Slot gives
// it: for a name that the program does not read one without effect. Where the
// variables are declared and the name is none of them, it panics.
type Slot = eval.Slot

// Decode sets the Go variable that out points to, to v. Numbers go to every type
// of number that they fit, lists to slices and arrays, maps to maps and to the
// fields of structs, which are named as for [WithEnv]; null makes pointers,
// slices, maps and interfaces nil, and is an error for what cannot be nil. An
// error names the part: items[3].price must be an integer.
func Decode(v Value, out any) error { return eval.Decode(v, out) }
