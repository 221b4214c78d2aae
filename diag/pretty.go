package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	window    = 100 // columns of a source line that are shown
	lead      = 40  // of these, how many before the span when the line is cut
	tabWidth  = 4   // a tab is shown as so many spaces, so that the caret fits below
	maxPretty = 20  // errors shown
)

// Pretty renders an error for a person, with the line of source it is about
// and carets below the place:
//
//	error: unknown variable "prise"
//	 --> invoice.calx:3:9
//	  |
//	3 | total = prise * qty
//	  |         ^^^^^ did you mean "price"?
//
// Several errors, joined ones too, follow each other with an empty line
// between. Errors without a source, and those of other packages, are their
// message alone. The result ends without a newline, and no control or direction
// character of the source comes through.
func Pretty(err error) string {
	if err == nil {
		return ""
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		if _, list := err.(List); !list {
			return prettyAll(joined.Unwrap())
		}
	}
	all := All(err)
	if len(all) == 0 {
		return "error: " + Clean(err.Error(), maxMessage)
	}
	var b strings.Builder
	for i, e := range all {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if i == maxPretty {
			fmt.Fprintf(&b, "error: %d more errors", len(all)-i)
			break
		}
		e.pretty(&b, "error")
	}
	return b.String()
}

// prettyAll renders errors that were joined.
func prettyAll(errs []error) string {
	var b strings.Builder
	for i, err := range errs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if i == maxPretty {
			fmt.Fprintf(&b, "error: %d more errors", len(errs)-i)
			break
		}
		b.WriteString(Pretty(err))
	}
	return b.String()
}

// pretty writes one error, or what is shown as one; label is its first word.
func (e *Error) pretty(b *strings.Builder, label string) {
	hint := Clean(e.Hint, maxHint)
	b.WriteString(label + ": ")
	b.WriteString(Clean(e.Message, maxMessage))
	if e.Source == nil {
		if hint != "" {
			b.WriteString(" (" + hint + ")")
		}
		return
	}
	line, column := e.Source.Position(e.Span.Start)
	number := strconv.Itoa(line)
	margin := strings.Repeat(" ", len(number))
	fmt.Fprintf(b, "\n%s--> ", margin)
	if e.Source.Name != "" {
		b.WriteString(Clean(e.Source.Name, maxHint) + ":")
	}
	text, before, width := e.excerpt()
	fmt.Fprintf(b, "%s:%d\n%s |\n", number, column, margin)
	b.WriteString(strings.TrimRight(number+" | "+text, " "))
	fmt.Fprintf(b, "\n%s | %s%s", margin, strings.Repeat(" ", before), strings.Repeat("^", width))
	if hint != "" {
		b.WriteString(" " + hint)
	}
}

// excerpt returns the part of the span's first line that is shown, how many
// columns of it lie before the span, and how many the span takes. Of a long
// line only the surroundings are looked at.
func (e *Error) excerpt() (text string, before, width int) {
	s := e.Source
	at := min(max(e.Span.Start, 0), len(s.Text))
	from, to := s.lineStart(at), s.lineEnd(at)
	if from == 0 && s.Offset == 0 && at > 0 && strings.HasPrefix(s.Text, byteOrderMark) {
		from = len(byteOrderMark)
	}
	at = min(at, to) // a span at the newline is shown behind the text
	end := min(max(e.Span.End, at), to)

	left := s.Text[from:at]
	if start := backward(left, window-lead); start == 0 {
		left, _ = show(left, window)
	} else {
		left, _ = show(left[backward(left, lead):], window)
		left = "…" + left
	}
	before = textWidth(left)
	middle, whole := show(s.Text[at:end], window-before)
	width = max(textWidth(middle), 1)
	if !whole {
		return left + middle, before, width
	}
	right, _ := show(s.Text[end:to], max(window-before-width, lead/2))
	return left + middle + right, before, width
}

// maxUnseen bounds, in bytes, how far characters without width are followed.
const maxUnseen = 16 * window

// backward returns the offset in s from which on at most so many columns remain.
func backward(s string, columns int) int {
	start := len(s)
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		columns -= shownWidth(r)
		if columns < 0 || len(s)-start > maxUnseen {
			return start
		}
		start -= n
	}
	return 0
}

// show returns s as it is displayed within so many columns, and whether that
// is all of it; if not, it ends in "…".
func show(s string, columns int) (text string, whole bool) {
	var b strings.Builder
	for i, r := range s {
		columns -= shownWidth(r)
		if columns < 0 || i > maxUnseen {
			b.WriteString("…")
			return b.String(), false
		}
		switch {
		case r == '\t':
			b.WriteString(strings.Repeat(" ", tabWidth))
		case Hidden(r):
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), true
}

// shownWidth returns the columns that show gives to a code point.
func shownWidth(r rune) int {
	switch {
	case r == '\t':
		return tabWidth
	case Hidden(r):
		return 1
	}
	return RuneWidth(r)
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}
