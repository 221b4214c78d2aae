// Package calx evaluates expressions over exact decimals: formulas that people
// write in spreadsheets, price lists and rule files, with results that are
// exact, or marked as rounded, and never silently wrong.
//
//	v, err := calx.Eval("price * qty * (1 - discount)", calx.Vars{
//		"price": 19.99, "qty": 3, "discount": 0.15,
//	})
//
// An expression that runs often is compiled once and evaluated many times,
// from as many goroutines as there are: a [Program] is immutable. Compiled for
// a struct, it knows names and types before it runs:
//
//	prog, err := calx.CompileFor[Order](`round(sum(items, i => i.price * i.qty), 2)`,
//		calx.WithRounding(calx.HalfUp))
//	v, err := prog.Eval(ctx, &order)
//
// # Environments
//
// Variables come from a pointer to a struct, a map with string keys, or the
// slots of a [Run], which is the fastest. They may be integers and floats of
// every type, [decimal.Decimal], numbers of [math/big], [encoding/json.Number],
// strings, booleans, slices, arrays, maps and structs of these at any depth,
// types that give their own value by a method CalxValue() [Value], and those
// with a MarshalText, as strings; other types of the same kinds count as these.
// Nil is null. Everything is read when the expression touches it, and must not
// change until the evaluation ends; results share nothing with it.
//
// # Numbers
//
// Sums, differences and products of exact numbers are exact, with as many
// digits as they need; a quotient is exact if it ends early enough. Whatever
// has to be rounded is rounded once, to [WithPrecision] digits in the mode of
// [WithRounding], and carries a mark that [Value.Exact] shows. A Go float
// stands for its shortest decimal text: 19.99 means 19.99.
//
// # Untrusted expressions
//
// An expression reaches no file, network, clock or randomness, and every
// evaluation ends: within its [Limits], when its context ends, or with its
// result. Compiling is as safe as evaluating.
//
// # Errors
//
// Errors of this package are an [*Error], or several behind one [Errors].
// Every one has a class, such as [ErrMath], for which [errors.Is] tests, and
// knows its place in the source; [Pretty] shows it there.
package calx

import (
	"context"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// A Program is a compiled expression or script. It is immutable: any number of
// goroutines may evaluate it at once.
type Program = eval.Program

// Vars is an environment: the values of a program's variables by name.
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
