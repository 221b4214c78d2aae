package calx

import (
	"github.com/calx-lang/calx/diag"
)

// An Error is one thing wrong with a program or its evaluation: its Class, a stable
// Code, a Message and the Args in it that vary, the Span of the Source where it is,
// and a Hint what to do about it. Its text is one line. Its Cause is an error of the
// host or of the context, which [errors.Is] and [errors.As] find.
type Error = diag.Error

// Errors is several errors of one program, in the order of the source.
type Errors = diag.List

// A Class is the kind of an [Error].
type Class = diag.Class

// The classes of errors, as targets of [errors.Is]: errors.Is(err, calx.ErrMath).
// A canceled evaluation also is the context's own error, [context.Canceled] or
// [context.DeadlineExceeded].
const (
	ErrSyntax   = diag.Syntax   // the text is no program
	ErrName     = diag.Name     // a name that nothing binds
	ErrType     = diag.Type     // an operand, argument or condition of the wrong type; wrong arity
	ErrValue    = diag.Value    // an index, key, text or option outside what the operation takes
	ErrMath     = diag.Math     // outside a function's domain; division by zero
	ErrLimit    = diag.Limit    // a limit on size, depth, steps, digits or memory
	ErrHost     = diag.Host     // the environment or a function of the Go program
	ErrCanceled = diag.Canceled // the context ended the evaluation
)

// A Span is the place of an [Error]: a half-open range of byte offsets in the
// text of its [Source].
type Span = diag.Span

// A Source is the text of a program and where it comes from; its Position
// method gives line and column of an offset.
type Source = diag.Source
