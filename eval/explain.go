package eval

import (
	"context"
	"weak"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// An Explanation is an audit trail of one evaluation: its value, and the tree of
// every sub-expression with its value, and where and why it was rounded. It
// refers to nothing of the host.
//
// It is bounded: of the calls that an expression makes of one function, as map
// and sum do, there are the first and the last; calls within calls, and
// recursion, are followed to some depth; a step has up to 200 operands, the
// whole tree up to 5,000 steps. What was left out is counted.
type Explanation struct {
	Value    Value       // the result; null after an error
	HasValue bool        // the program ends in an expression, and has not failed
	Err      *diag.Error // what the evaluation failed with; nil if it did not
	Root     *Step       // nil if nothing was evaluated

	notes []note
}

// Notes returns what may surprise in the values, each as one line: ties,
// rounded numbers that are a little off a short one, explicit roundings that
// are not certain. What the text alone tells is a warning: see [Warnings].
func (x *Explanation) Notes() []string {
	list := make([]string, len(x.notes))
	for i, n := range x.notes {
		list[i] = n.text
	}
	return list
}

// A Step is one evaluation within an explanation, with the steps that it is
// made of.
type Step struct {
	Kind   StepKind
	Span   diag.Span // in the text of Source
	Source *diag.Source
	Name   string     // the name that the value is bound to; of a call the function's, "" for a lambda
	Params []Argument // of a call

	State StepState
	Value Value       // null where the state is not Evaluated, and where Shown alone tells of a large value
	Large bool        // Value is left out for its size
	Shown string      // the value as text, of a long one the beginning and its size
	Type  Kind        // of the value
	Exact bool        // the value is no rounded number; of lists and maps only told of small ones
	Err   *diag.Error // the error that began here

	Rounding *RoundingReason // how the operation rounded; nil if it did not

	Call    int  // of a call: which one it is of those that the step above makes, from 1
	Calls   int  // how many those are
	Deeper  bool // of a call: the body ran, but calls are nested too deep to be shown
	Omitted int  // steps that are left out below this one
	Steps   []*Step
}

// A StepKind says what a step is an evaluation of.
type StepKind uint8

// The kinds of steps.
const (
	ProgramStep   StepKind = iota // several statements
	LiteralStep                   // a number, string, true, false or null
	NameStep                      // a name that is read
	OperationStep                 // an operator with its operands, or a chain of operators
	PartialStep                   // the first operators of a chain, where they rounded or failed
	AccessStep                    // a.b a[i] a[i:j]
	CallStep                      // f(x), or a stage of a pipe
	BodyStep                      // one run of a function's body, with its parameters
	BranchStep                    // if/then/else and c ? a : b
	BlockStep                     // (a = 1; a + 1)
	ListStep                      // [a, b]
	MapStep                       // {k: v}
	TextStep                      // f"{x}"
	FunctionStep                  // x => e
)

var stepKinds = [...]string{"program", "literal", "name", "operation", "partial", "access", "call", "body", "branch",
	"block", "list", "map", "text", "function"}

// String returns the kind's name, as JSON has it.
func (k StepKind) String() string {
	if int(k) < len(stepKinds) {
		return stepKinds[k]
	}
	return "step"
}

// A StepState says what became of a step.
type StepState uint8

// The states of steps.
const (
	Evaluated    StepState = iota
	NotEvaluated           // it was not needed: another branch was taken, an operand decided, an error came before it
	Failed                 // an error, its own or one from below, ended it
)

// String returns the state's name, as JSON has it.
func (s StepState) String() string {
	switch s {
	case NotEvaluated:
		return "not evaluated"
	case Failed:
		return "failed"
	}
	return "evaluated"
}

// An Argument is a parameter of a call and the text of its value.
type Argument struct{ Name, Shown string }

// A RoundingReason says how and why a step's value is not the exact result.
type RoundingReason struct {
	Kind   RoundingKind
	Digits int             // significant digits, for RoundedToPrecision
	Mode   number.Rounding // that decided, where one did
	Text   string          // in words: "rounded to 34 digits, half_even"
}

// A RoundingKind tells the reasons apart.
type RoundingKind uint8

// The reasons for rounding.
const (
	RoundedToPrecision RoundingKind = iota // the exact result has more digits than the precision
	RoundedAsAsked                         // by round, floor and their like: the result is exact
	RoundingUncertain                      // by them, of a rounded number that is too near to the border
	RoundedBefore                          // the value of a name that was rounded before what is explained
)

// String returns the kind's name, as JSON has it.
func (k RoundingKind) String() string {
	switch k {
	case RoundedAsAsked:
		return "asked"
	case RoundingUncertain:
		return "uncertain"
	case RoundedBefore:
		return "before"
	}
	return "precision"
}

// Explain evaluates the program as [Program.Eval] does and tells how it came to
// its value. It may have to compile the program once more, and it is several times
// slower than Eval. If the evaluation fails the explanation holds the steps
// so far, and the error, a *[diag.Error], is returned as well.
func (p *Program) Explain(ctx context.Context, env any) (*Explanation, error) {
	t, err := p.explained()
	if err != nil {
		return nil, err
	}
	f := t.acquire(ctx)
	r := newRecorder()
	f.rec = r
	t.bind(f, env)
	v := t.run(f)
	if f.err != nil {
		v, err = Null, p.located(f.err)
	}
	x := r.explanation(t.file.Stmts, t.src, t.unit.trace, f.num, v, f.err)
	x.Value, x.HasValue = v, err == nil && t.stmts[len(t.stmts)-1].slot < 0
	f.rec = nil
	f.recycle()
	return x, err
}

// An explained program is a traced form of one, with its tree.
type explained struct {
	*Program
	file *parser.File
}

// explained returns the traced form of the program. It takes as much memory as
// the program, so it is kept for the next time, but only until the garbage
// collector comes by: a host may explain every one of a million programs once.
func (p *Program) explained() (*explained, error) {
	if kept := p.unit.explained.Load(); kept != nil {
		if t := kept.Value(); t != nil {
			return t, nil
		}
	}
	file, err := parser.ParseWith(p.src, parser.Options{Limits: parserLimits(p.limits)})
	if err != nil {
		return nil, err
	}
	t := &explained{&Program{src: p.src, config: p.config, unit: p.unit.traced()}, file}
	if err := t.compile(file); err != nil {
		return nil, err
	}
	t.finish()
	kept := weak.Make(t)
	p.unit.explained.Store(&kept)
	return t, nil
}

// traced returns an empty unit that is like u, and whose statements are traced.
func (u *unit) traced() *unit {
	t := &unit{globals: newGlobals(0), builtins: u.builtins, hosts: u.hosts, checked: u.checked, literalDigits: u.literalDigits,
		dynamic: u.dynamic, whole: u.whole, trace: newTracing()}
	t.globals.hosts = u.globals.hosts
	return t
}

// Explain runs one statement of the text src as [Session.Exec] does, binds what
// it binds, and tells how it came to its value. The explanation is nil if the
// statement has errors that show before it runs; if it fails when it runs the
// explanation holds the steps so far, and the error is returned as well. A
// directive and a definition of a function have no steps.
func (s *Session) Explain(ctx context.Context, st parser.Stmt, src *diag.Source) (*Explanation, error) {
	r, trace := newRecorder(), newTracing()
	r.session = true
	s.frame.err = nil
	s.unit.trace, s.frame.rec = trace, r
	defer func() { s.unit.trace, s.frame.rec = nil, nil }()
	v, hasValue, err := s.Exec(ctx, st, src)
	if err != nil && s.frame.err == nil {
		return nil, err // it has not run
	}
	x := r.explanation([]parser.Stmt{st}, src, trace, s.frame.num, v, s.frame.err)
	x.Value, x.HasValue = v, hasValue
	return x, err
}
