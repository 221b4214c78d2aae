package eval

import (
	"context"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// The limits of a preview beyond its context, which bounds its time: none of
// its steps may be so large that the context is asked too late.
const (
	previewSteps  = 1_000_000
	previewBytes  = 2 << 20
	previewDigits = 5_000
)

// Preview returns the value that an expression, or the right side of a
// binding, has at this moment, and whether it has one within small limits.
// Nothing is bound and nothing else changes. It is for showing a value while
// the text of the statement is still being written.
func (s *Session) Preview(ctx context.Context, st parser.Stmt, src *diag.Source) (Value, bool) {
	switch t := st.(type) {
	case *parser.ExprStmt:
	case *parser.AssignStmt:
		st = &parser.ExprStmt{X: t.Value}
	default:
		return Null, false
	}
	g, f := s.unit.globals, s.frame
	names := len(g.names)
	defer func() {
		g.truncate(names)
		f.globals = f.globals[:names]
	}()
	code, errs := s.unit.statement(st, src)
	if len(errs) > 0 {
		return Null, false
	}
	s.grow()
	defer f.small()()
	f.restart(ctx)
	v := f.execute(&code)
	ok := f.err == nil
	f.err = nil
	return v, ok
}

// small puts the limits of a preview in force, and returns what lifts them.
func (f *frame) small() (lift func()) {
	limits, memory, digits, exact := f.budget.limits, f.budget.memory, f.num.MaxDigits, f.exact.MaxDigits
	l := &f.budget.limits
	l.Steps, l.Memory, l.Digits = min(l.Steps, previewSteps), min(l.Memory, previewBytes), min(l.Digits, previewDigits)
	f.budget.memory, f.budget.brief = l.Memory, true
	f.num.MaxDigits, f.exact.MaxDigits = digitLimit(*l), digitLimit(*l)
	return func() {
		f.budget.limits, f.budget.memory, f.budget.brief = limits, memory, false
		f.num.MaxDigits, f.exact.MaxDigits = digits, exact
		f.restart(context.Background())
	}
}

// TypeOf returns the type that an expression is known to have before it runs.
// The error is a *[diag.Error] or a [diag.List].
func (s *Session) TypeOf(x parser.Expr, src *diag.Source) (*Type, error) {
	g := s.unit.globals
	names := len(g.names)
	code, errs := s.unit.statement(&parser.ExprStmt{X: x}, src)
	g.truncate(names)
	return code.typ, errs.Err()
}

// Foresee returns what may surprise in the values of an expression, or of the
// right side of a binding, at this moment: the notes of [Session.Explain],
// within the limits of a preview. Nothing is bound. It is nil where that cannot
// be said within the limits, and empty where there is nothing to say.
func (s *Session) Foresee(ctx context.Context, st parser.Stmt, src *diag.Source) []string {
	switch t := st.(type) {
	case *parser.ExprStmt:
	case *parser.AssignStmt:
		st = &parser.ExprStmt{X: t.Value}
	default:
		return nil
	}
	g, f := s.unit.globals, s.frame
	names := len(g.names)
	lift := f.small()
	x, err := s.Explain(ctx, st, src)
	lift()
	g.truncate(names)
	f.globals = f.globals[:names]
	if err != nil {
		return nil
	}
	return x.Notes()
}
