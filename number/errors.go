package number

import (
	"errors"
	"fmt"
)

// ErrorKind says what is wrong with an operation.
type ErrorKind uint8

// The kinds of [Error], with the class of error that the language makes of each.
const (
	DivisionByZero ErrorKind = iota + 1 // class math
	Domain                              // an argument outside the function's domain; class math
	TooLarge                            // beyond the limit of digits or of the exponent; class limit
	Inexact                             // a rounding where exact results are required; class value
	BadArgument                         // an argument that the function does not take; class value
	BadText                             // text that is no number; class syntax or value
)

// String returns a short name of the kind.
func (k ErrorKind) String() string {
	switch k {
	case DivisionByZero:
		return "division by zero"
	case Domain:
		return "domain"
	case TooLarge:
		return "limit"
	case Inexact:
		return "inexact"
	case BadArgument:
		return "bad argument"
	case BadText:
		return "bad text"
	}
	return "unknown"
}

// Error is the error of every operation of this package, other than what a [Meter] returned. Message is a fragment of a
// sentence for a person and never contains the operands; Hint, which may be empty, says what to do.
type Error struct {
	Kind    ErrorKind
	Message string
	Hint    string
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Is reports whether target is an *Error of the same kind, so that errors.Is(err, &Error{Kind: TooLarge}) asks for a kind.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && (t.Message == "" || t.Message == e.Message)
}

// IsKind reports whether err is, or wraps, an *Error of that kind.
func IsKind(err error, k ErrorKind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func newError(k ErrorKind, message string) *Error { return &Error{Kind: k, Message: message} }

func errDivisionByZero() error { return newError(DivisionByZero, "division by zero") }

func errTooLarge() error {
	return newError(TooLarge, "the result is too large: the exponent of its first digit would be above "+group(MaxExponent))
}

func errTooSmall() error {
	return newError(TooLarge, "the result is too small: the exponent of its first digit would be below -"+group(MaxExponent))
}

// errDigits is the error of an exact result of so many digits, which may be an estimate.
func errDigits(digits int64, limit int, about bool) error {
	approx := ""
	if about {
		approx = "about "
	}
	return newError(TooLarge, fmt.Sprintf("the exact result would need %s%s digits, more than the limit of %s",
		approx, group(digits), group(int64(limit))))
}

func errInexact() error {
	return newError(Inexact, "the result would have to be rounded, and exact results are required")
}

// group writes n with commas, as a person reads it.
func group(n int64) string {
	s := fmt.Sprint(n)
	start := 0
	if n < 0 {
		start = 1
	}
	for i := len(s) - 3; i > start; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
