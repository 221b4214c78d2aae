package diag

import (
	"strconv"
	"strings"
)

// A Warning is a place of a program that is right but may not mean what its
// author meant: a surprising reading, a name nothing uses, an alternative that
// is never taken. Warnings change no result.
type Warning struct {
	Code    string // stable identifier of the message, such as "added-percent"
	Message string // one line that reads like a sentence
	Hint    string // what to write instead; may be empty
	Span    Span
	Source  *Source // nil when the warning belongs to no text
}

// String returns the warning on one line: name:line:column: warning: message.
func (w Warning) String() string {
	var b strings.Builder
	if w.Source != nil {
		line, column := w.Source.Position(w.Span.Start)
		if w.Source.Name != "" {
			b.WriteString(Clean(w.Source.Name, maxHint) + ":")
		}
		b.WriteString(strconv.Itoa(line) + ":" + strconv.Itoa(column) + ": ")
	}
	b.WriteString("warning: " + Clean(w.Message, maxMessage))
	if w.Hint != "" {
		b.WriteString(" (" + Clean(w.Hint, maxHint) + ")")
	}
	return b.String()
}

// Pretty renders the warning for a person, as the function [Pretty] does an
// error:
//
//	warning: 10% is 0.1: this adds 0.1, not 10% of 100
//	 --> 1:1
//	  |
//	1 | 100 + 10%
//	  | ^^^^^^^^^ for that write 100 * (1 + 10%)
func (w Warning) Pretty() string {
	var b strings.Builder
	e := Error{Message: w.Message, Hint: w.Hint, Span: w.Span, Source: w.Source}
	e.pretty(&b, "warning")
	return b.String()
}
