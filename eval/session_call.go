package eval

import (
	"context"

	"github.com/calx-lang/calx/diag"
)

// Call calls a function value of the session: one that a name is bound to, or
// that [Session.Exec] returned. Like a statement it has the session's limits,
// and what it allocates counts. The error is a *[diag.Error]; one that has no
// place of its own is at span of src.
func (s *Session) Call(ctx context.Context, src *diag.Source, span diag.Span, fn Value, args ...Value) (Value, error) {
	at := newSite(src, span)
	f := s.frame
	f.restart(ctx)
	if fn.tag.kind != FunctionKind {
		f.wrongKind(fn, at, FunctionKind, "what is called")
		return Null, f.err
	}
	v := f.apply(fn.function(), args, at)
	if f.err != nil {
		f.place(at)
		return Null, f.err
	}
	return v, nil
}
