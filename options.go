package calx

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/number"
)

// An Option is a setting of [Compile] or [Eval]. Where two contradict each
// other the later one holds; nil is none. Make options once and use them for all
// programs: these share what is prepared from them.
type Option interface{ apply(*settings) }

type settings struct {
	source   *diag.Source
	compile  eval.CompileOptions
	declared *declared // the variables of compile
	err      error     // of the first option that makes no sense
}

func newSettings(source string, options []Option) *settings {
	s := &settings{source: &diag.Source{Text: source}}
	for _, o := range options {
		if o != nil { // an option that a host has decided not to set
			o.apply(s)
		}
	}
	s.compile.Vars = s.declared.table()
	return s
}

type option func(*settings)

func (o option) apply(s *settings) { o(s) }

// reject keeps an error of the host program's options.
func (s *settings) reject(format string, args ...any) {
	if s.err == nil {
		s.err = badOption(format, args...)
	}
}

func badOption(format string, args ...any) error {
	e := &diag.Error{Class: diag.Host, Code: "bad-option", Message: fmt.Sprintf(format, args...)}
	for _, arg := range args {
		e.Args = append(e.Args, fmt.Sprint(arg))
	}
	return e
}

// WithVar declares a variable of the environment. A program compiled with
// declared variables knows no others: an unknown name, and an operation that
// the type does not have, are compile errors.
func WithVar(name string, t *Type) Option {
	o := &varsOption{vars: map[string]*Type{name: t}}
	if t == nil {
		o.err = badOption("the variable %q has no type", name)
	}
	return o
}

// Strict makes a name that neither [WithVar] declares nor the program binds a
// compile error, even if no variable is declared at all.
func Strict() Option { return option(func(s *settings) { s.compile.Strict = true }) }

// WithPrecision sets how many significant digits a rounded result has: 1 to
// 1,000,000; without it 34.
func WithPrecision(digits int) Option {
	return option(func(s *settings) { s.setPrecision(digits) })
}

func (s *settings) setPrecision(digits int) {
	if digits < 1 || digits > number.MaxPrecision {
		s.reject("a precision is from 1 to %d digits, not %d", number.MaxPrecision, digits)
		return
	}
	s.compile.Precision = digits
}

// RoundAll makes every operation round its result to so many digits, even if
// its operands are exact. RoundAll(34) is the arithmetic of IEEE 754's
// decimal128.
func RoundAll(digits int) Option {
	return option(func(s *settings) {
		s.setPrecision(digits)
		s.compile.RoundAll = true
	})
}

// RequireExact makes an operation that would have to round an error of class
// [ErrValue].
func RequireExact() Option { return option(func(s *settings) { s.compile.Exact = true }) }

// A Rounding is a way to choose between the two neighbours of a value that has
// too many digits.
type Rounding = number.Rounding

// The rounding modes, those of the General Decimal Arithmetic.
const (
	HalfEven   = number.HalfEven   // to the nearest, ties to the even digit: the default
	HalfUp     = number.HalfUp     // to the nearest, ties away from zero
	HalfDown   = number.HalfDown   // to the nearest, ties toward zero
	Up         = number.Up         // away from zero
	Down       = number.Down       // toward zero
	Ceiling    = number.Ceiling    // toward +∞
	Floor      = number.Floor      // toward -∞
	ZeroFiveUp = number.ZeroFiveUp // away from zero if the last digit kept would be 0 or 5, else toward zero
)

// WithRounding sets the rounding mode, that of round(x, 2) too; without it
// [HalfEven].
func WithRounding(mode Rounding) Option {
	return option(func(s *settings) {
		if mode > number.ZeroFiveUp {
			s.reject("there is no rounding mode %d", mode)
			return
		}
		s.compile.Rounding = mode
	})
}

// At says where in a file the expression stands: its first character is at
// line and column, both counted from 1. Errors then name the place in the
// file. A line of 0 stands for an expression that is a file of its own.
func At(file string, line, column int) Option {
	return option(func(s *settings) {
		s.source.Name = file
		s.source.Line, s.source.Column = max(line-1, 0), max(column-1, 0)
	})
}

// Limits bounds a program and its evaluations. It is an [Option]. A field of
// zero means its default, -1 none; so Limits{} is what holds without it. Depths
// have a limit in any case, since a stack that overflows ends the process:
// ValueDepth 100,000, CallDepth and Stack 1,000,000; a quarter of these where
// words have 32 bits. A [Value] has left the limits behind: its String and
// MarshalJSON stop at 16 MiB whatever ResultLength was.
type Limits struct {
	SourceBytes  int64 // length of the source text; 16 MiB
	Nesting      int64 // nesting in the source; 1,000
	ValueDepth   int64 // depth of a value (a list in a list …); 1,000
	CallDepth    int64 // active calls; 10,000
	Stack        int64 // the sum over active calls of the heights of their bodies; 100,000
	Steps        int64 // steps of an evaluation: one a node, one an element, more for long numbers and strings; 10,000,000
	Digits       int64 // digits of one exact number, 38 at least; 100,000
	Memory       int64 // bytes of live values; 64 MiB
	ResultLength int64 // bytes of a result that is rendered for the command; 16 MiB
}

// Unlimited is the [Limits] of expressions that are trusted: but for depths and
// sources of 2 GiB, what they do is bounded only by the context and the machine.
var Unlimited = Limits{
	SourceBytes:  -1,
	Nesting:      -1,
	ValueDepth:   -1,
	CallDepth:    -1,
	Stack:        -1,
	Steps:        -1,
	Digits:       -1,
	Memory:       -1,
	ResultLength: -1,
}

func (l Limits) apply(s *settings) { s.compile.Limits = eval.Limits(l) }
