// Package calx evaluates expressions over exact decimals: formulas from
// spreadsheets, price lists and rule files, with results that are exact, or
// marked as rounded, and never silently wrong.
//
//	v, err := calx.Eval("price * qty * (1 - discount)", calx.Vars{
//		"price": 19.99, "qty": 3, "discount": 0.15,
//	})
//
// What runs often is compiled once, and a [Program] evaluated from any number of
// goroutines. Compiled for a struct, it knows names and types before it runs:
//
//	prog, err := calx.CompileFor[Order](`round(sum(items, i => i.price * i.qty), 2)`,
//		calx.WithRounding(calx.HalfUp))
//	v, err := prog.Eval(ctx, &order)
//
// Variables come from a pointer to a struct, a map with string keys, or the slots
// of a [Run], which is the fastest: numbers of every Go type, [decimal.Decimal]
// and those of [math/big], strings, booleans, and slices, maps and structs of
// these at any depth; types with a CalxValue() [Value] or MarshalText as that.
// Nil is null. An expression reads what it touches, which must not change
// meanwhile; results share nothing with it.
//
// Sums, differences and products of exact numbers are exact; what has to be
// rounded is rounded once, to [WithPrecision] digits, and [Value.Exact] tells. A
// float stands for its shortest decimal text: 19.99 means 19.99.
//
// An expression reaches no file, network, clock or randomness, and ends: within
// its [Limits], with its context, or with its result. Errors are an [*Error], or
// several behind one [Errors]; each has a class, for [errors.Is], and its place in
// the source, which [Pretty] shows.
package calx

import (
	"context"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// A Program is a compiled expression or script. It is immutable: any number of
// goroutines may evaluate it at once. Its methods are those of [eval.Program]:
//
//	Eval(ctx, env) (Value, error)          the value of the last expression
//	Decimal, Int64, Bool, Text             the same as a Go value
//	NewRun() *Run, Slot(name) Slot         the fast lane
//	Call(ctx, name, args...)               calls a function of the program
//	Explain(ctx, env)                      how the value came about
//	Type() *Type                           of the value, as far as it is known
//	Vars(), Assigned(), Funcs() []string   names: read from env, bound, defined
//	Warnings() []Warning                   what may not mean what its author meant
//	Size() int64                           bytes of memory, about
//
// env is a map with string keys, a struct, a pointer to one of these, or nil. A
// nil ctx never ends.
type Program = eval.Program

// Vars is an environment: the values of a program's variables by name. By the
// same rules everything else is read that the Go program gives: maps of other
// types, the fields of structs, what functions return.
//
//   - Integers and floats of every type, [decimal.Decimal], the numbers of
//     [math/big] (rounded if they do not end) and [encoding/json.Number] are
//     numbers. NaN and infinities are errors.
//   - Slices and arrays are lists. Maps with string keys are maps, in the order
//     of the keys; structs are, in that of the fields that [WithEnv] tells of.
//   - A type with a method CalxValue() [Value] is that value, one with a
//     MarshalText, also of its pointer, that string.
//   - Strings and booleans are what they are, and types of a name what others of
//     their kind are. A pointer is what it points to, and nil of any type null.
//     NullDecimal and the Null types of [database/sql] are null or their value.
//   - Byte slices, [time.Time], channels, functions and maps with other keys are
//     errors of class [ErrHost], once the program reads them, and so are Values
//     that hold a function of a program.
//
// Such an error names the place: order.items[3].price.
type Vars = map[string]any

// Compile compiles an expression, or a script whose last expression is its
// value. Options name the variables, set the numbers' context and the limits;
// without [WithVar] any name may be a variable, and is looked up when the
// program runs. The error is an [*Error] or, when several are found, [Errors].
func Compile(source string, options ...Option) (*Program, error) {
	s := newSettings(source, options)
	if s.err != nil {
		return nil, s.err
	}
	return eval.Compile(s.source, s.compile)
}

// MustCompile is [Compile] for expressions that are part of the Go program. It
// panics if there is an error.
func MustCompile(source string, options ...Option) *Program {
	p, err := Compile(source, options...)
	if err != nil {
		panic("calx: " + err.Error())
	}
	return p
}

// Eval compiles an expression and evaluates it once. env holds its variables:
// a map with string keys, a struct or a pointer to one, or nil. What runs more
// than once, or has to end with a context, is better compiled.
func Eval(source string, env any, options ...Option) (Value, error) {
	p, err := Compile(source, options...)
	if err != nil {
		return Value{}, err
	}
	return p.Eval(context.Background(), env)
}

// Pretty renders an error for a person: the message, the line of the source
// that it is about, and carets below the place.
//
//	error: unknown variable "prise"
//	 --> 1:1
//	  |
//	1 | prise * qty
//	  | ^^^^^ did you mean "price"?
//
// Errors of other packages are their message alone.
func Pretty(err error) string { return diag.Pretty(err) }
