package calx

import (
	"context"
	"sync/atomic"

	"github.com/calx-lang/calx/eval"
)

// WithFunc gives programs a function of the host, called name: any Go function
// of numbers of every kind, strings, booleans, lists, maps and structs of
// them, pointers, which are nil for null, any, and [Value], with a
// [context.Context] before its parameters if it wants one, and an error after
// its result if it can fail. Calls are checked as those of built-in functions
// are; arguments and results convert by the rules of an environment, and an
// integer out of range is an error of the argument.
//
// A program calls the function once where evaluation reaches the call, and
// never after an error. Its error is the cause of the evaluation's, which is
// of class [ErrHost]; a panic is a [HostPanic]. What it returns it must not
// change before the evaluation has ended. It hides a built-in function of the
// name; a program may bind the name otherwise unless it is [Final].
//
// An option is prepared when it is made: keep it for all programs.
func WithFunc(name string, fn any, options ...FuncOption) Option {
	return newFunc(eval.Func{Name: name, Fn: fn}, options)
}

// A ValueFunc is a function of the host over Values. args is memory of the
// evaluation, good until the function returns; the Values in it may be kept.
type ValueFunc = eval.ValueFunc

// WithValueFunc is [WithFunc] for a function over Values, of which calls
// allocate nothing. It takes the parameters that [Params] names, without it
// any number of arguments; [Types] says of which types.
func WithValueFunc(name string, fn ValueFunc, options ...FuncOption) Option {
	if fn == nil {
		return newFunc(eval.Func{Name: name}, options) // for its error
	}
	return newFunc(eval.Func{Name: name, Values: fn}, options)
}

// A FuncOption describes a function of [WithFunc] or [WithValueFunc].
type FuncOption func(*eval.Func)

// Params names a function's parameters, for named arguments and messages. A
// last name that ends in "..." takes all remaining arguments.
func Params(names ...string) FuncOption {
	return func(f *eval.Func) { f.Params = append([]string{}, names...) }
}

// Default makes a parameter optional: value, converted as the values of an
// environment are, is its argument where none is given. All parameters after
// it need a default, too.
func Default(param string, value any) FuncOption {
	return func(f *eval.Func) {
		if f.Defaults == nil {
			f.Defaults = map[string]any{}
		}
		f.Defaults[param] = value
	}
}

// Types gives the types of the result and the parameters of a [ValueFunc]; nil
// is any type.
func Types(result *Type, params ...*Type) FuncOption {
	return func(f *eval.Func) { f.Result, f.Types = result, append([]*Type(nil), params...) }
}

// Doc says in a sentence what a function does.
func Doc(text string) FuncOption { return func(f *eval.Func) { f.Doc = text } }

// Pure promises that a function's result depends on its arguments alone: a
// call with constant arguments may then be made when the program is compiled.
func Pure() FuncOption { return func(f *eval.Func) { f.Pure = true } }

// Charge spends n steps of the evaluation that ctx belongs to: a function that
// works in proportion to its arguments calls it before the work, with the
// context that it got or one made from it. The error, after which it should
// return, is that of the limit of steps, or of the context if that has ended.
// Outside an evaluation there is nothing to spend.
func Charge(ctx context.Context, n int64) error { return eval.Charge(ctx, n) }

// A HostPanic is the cause of the [*Error] of an evaluation in which a function
// of the host panicked, or a CalxValue or MarshalText: Func, with Value, at Stack.
type HostPanic = eval.HostPanic

// Final names what a program may not bind: as a variable, a function or a
// parameter. Such a name, be it of a variable, a function of the host or a
// built-in, means the same in all of the program.
func Final(names ...string) Option {
	return option(func(s *settings) {
		s.compile.Final = append(s.compile.Final[:len(s.compile.Final):len(s.compile.Final)], names...)
	})
}

// A funcOption is a function of the host, prepared.
type funcOption struct {
	row  *eval.Builtin
	err  error
	last atomic.Pointer[funcTables]
}

// funcTables is a table of functions and the one that an option made of it.
type funcTables struct{ without, with *eval.FuncTable }

func newFunc(f eval.Func, options []FuncOption) Option {
	for _, o := range options {
		if o != nil {
			o(&f)
		}
	}
	o := new(funcOption)
	o.row, o.err = eval.NewFunc(f)
	return o
}

// apply adds the function to the table. The same options in the same order
// make the same table, so that programs share it.
func (o *funcOption) apply(s *settings) {
	if o.err != nil {
		s.reject("%s", o.err)
		return
	}
	t := o.last.Load()
	if t == nil || t.without != s.compile.Funcs {
		t = &funcTables{s.compile.Funcs, s.compile.Funcs.With(o.row)}
		o.last.Store(t)
	}
	s.compile.Funcs = t.with
}
