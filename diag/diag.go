// Package diag holds what every stage of calx says about source text: spans,
// error classes, the error value itself, and its rendering for people.
//
// It is a leaf: it imports no other package of calx.
package diag

import (
	"fmt"
	"strings"
)

// A Class is the kind of an error: one of eight words that scripts, hosts and
// people tell errors apart by.
type Class uint8

// The eight classes of errors.
const (
	Syntax   Class = iota + 1 // the text is no program
	Name                      // a name that nothing binds
	Type                      // an operand, argument or condition of the wrong type; wrong arity
	Value                     // an index, key, text or option outside what the operation takes
	Math                      // outside a function's domain; division by zero
	Limit                     // a limit on size, depth, steps, digits or memory
	Host                      // an error of the embedding program
	Canceled                  // the evaluation was ended from outside
)

var classNames = [...]string{"", "syntax", "name", "type", "value", "math", "limit", "host", "canceled"}

// String returns the class's word, as error lines print it.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("Class(%d)", uint8(c))
}

// Error makes a Class usable as the target of [errors.Is]:
// errors.Is(err, diag.Math). Its text is the class's word.
func (c Class) Error() string { return c.String() }

// A Span is a half-open range of byte offsets in a [Source]'s text.
type Span struct{ Start, End int }

// Join returns the smallest span that covers both.
func (s Span) Join(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// A Source is a text that spans point into, and where that text starts in the
// file or stream it came from.
type Source struct {
	Name   string // file name; "" for none
	Text   string
	Line   int // lines before Text in the file; 0 when Text is the whole file
	Column int // code points before Text on its first line
	Offset int // bytes before Text in the file
}

// An Error is one thing wrong with a program or its evaluation.
type Error struct {
	Class   Class
	Code    string // stable identifier of the message, such as "unknown-name"
	Message string // one line that reads like a sentence; quotes source, never data
	// Args are the parts of Message that are not the same whenever Code is: names,
	// types, numbers, in their order. Whoever says it in other words needs them.
	Args   []string
	Hint   string // what to do about it; may be empty
	Span   Span
	Source *Source // nil when the error belongs to no text
	// Incomplete says that more input could make the text right: an open
	// bracket, an operand still missing at the end. A REPL asks for a line.
	Incomplete bool
	Cause      error // the host's own error, a context's error; may be nil
}

// Unwrap returns the error's cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is reports whether target is the error's [Class].
func (e *Error) Is(target error) bool {
	c, ok := target.(Class)
	return ok && c == e.Class
}

// Error returns the error on one line: name:line:column: class error: message.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Source != nil {
		line, column := e.Source.Position(e.Span.Start)
		if e.Source.Name != "" {
			b.WriteString(Clean(e.Source.Name, maxHint))
			b.WriteByte(':')
		}
		fmt.Fprintf(&b, "%d:%d: ", line, column)
	}
	b.WriteString(e.Class.String())
	b.WriteString(" error: ")
	b.WriteString(Clean(e.Message, maxMessage))
	if e.Hint != "" {
		b.WriteString(" (")
		b.WriteString(Clean(e.Hint, maxHint))
		b.WriteByte(')')
	}
	return b.String()
}

// A List is several errors of one program, in the order of their spans.
type List []*Error

// Error returns the first error's line and how many follow.
func (l List) Error() string {
	switch len(l) {
	case 0:
		return "no errors"
	case 1:
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0], len(l)-1)
}

// Unwrap returns the errors for [errors.Is] and [errors.As].
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// Err returns nil for an empty list, the only error of a list of one, else the list.
func (l List) Err() error {
	switch len(l) {
	case 0:
		return nil
	case 1:
		return l[0]
	}
	return l
}

// All returns every calx error that err holds, in order, also of several errors
// that were joined.
func All(err error) []*Error {
	switch e := err.(type) {
	case *Error:
		return []*Error{e}
	case List:
		return e
	case interface{ Unwrap() error }:
		return All(e.Unwrap())
	case interface{ Unwrap() []error }:
		var l []*Error
		for _, part := range e.Unwrap() {
			l = append(l, All(part)...)
		}
		return l
	}
	return nil
}
