package repl

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// mark stands before a result that rounding went into.
const mark = "≈ "

// show shows a result, shortened if it is longer than a screen, or a line if it
// only confirms a binding.
func (s *Session) show(v eval.Value, bound bool) bool {
	if s.options.Render != nil {
		return s.showRendered(v)
	}
	columns, rows := s.size()
	limit, most := columns*(rows-1), shownLines*columns-columns/4
	if bound {
		limit, most = columns-1, columns-2
	}
	text, whole, err := s.text(v, limit, most)
	if err != nil {
		s.fail(s.explained(err))
		return false
	}
	s.emit(Part{Result, text})
	if !whole && !bound {
		s.note(s.howMuch(v) + "; :show prints it whole")
	}
	return true
}

func (s *Session) showRendered(v eval.Value) bool {
	text, err := s.options.Render(s.ctx, nil, s.eval, v)
	if err != nil {
		s.fail(s.explained(err))
		return false
	}
	s.emit(Part{Result, printable(string(text))})
	return true
}

// showWhole shows a result however long it is.
func (s *Session) showWhole(v eval.Value) bool {
	text, _, err := s.text(v, -1, -1)
	if err != nil {
		s.fail(s.explained(err))
		return false
	}
	s.emit(Part{Result, text})
	return true
}

// shownLines is how many lines a result that is too long is shortened to.
const shownLines = 5

// text returns a value as it is shown, and whether that is all of it: what takes
// more than limit columns is shortened to most.
func (s *Session) text(v eval.Value, limit, most int) (text string, whole bool, err error) {
	var b []byte
	if !v.Exact() {
		b = append(b, mark...)
	}
	bytes := -1
	if limit >= 0 && v.Kind() != eval.NumberKind { // the end of a number is shown as well
		bytes = utf8.UTFMax * limit
	}
	b, whole, err = s.eval.AppendShown(s.ctx, b, v, bytes)
	if err != nil {
		return "", false, err
	}
	if limit < 0 || whole && len(b) <= limit {
		return printable(string(b)), true, nil
	}
	if whole && textWidth(string(b)) <= limit {
		return printable(string(b)), true, nil
	}
	return shorten(string(b), most, v.Kind()), false, nil
}

// shorten returns the beginning of a text, and of a number the end too, with
// an ellipsis for what is left out.
func shorten(text string, columns int, kind eval.Kind) string {
	text = printable(text)
	switch kind {
	case eval.NumberKind:
		tail := columns / 5
		return cut(text, columns-tail-3) + " … " + text[len(text)-min(tail, len(text)):]
	case eval.ListKind, eval.MapKind:
		head := cut(text, columns-2)
		if i := strings.LastIndex(head, ", "); i > len(head)/2 {
			head = head[:i+2]
		}
		if kind == eval.MapKind {
			return head + "…}"
		}
		return head + "…]"
	}
	return cut(text, columns-1) + "…"
}

// cut returns as much of the beginning of a text as fits into so many columns.
func cut(text string, columns int) string {
	for i, r := range text {
		if columns -= runeWidth(r); columns < 0 {
			return text[:i]
		}
	}
	return text
}

// howMuch says how long a value is.
func (s *Session) howMuch(v eval.Value) string {
	switch v.Kind() {
	case eval.NumberKind:
		if n, err := v.Number(); err == nil {
			return count(n.Digits(), "digit")
		}
	case eval.ListKind:
		return count(v.Len(), "element")
	case eval.MapKind:
		return count(v.Len(), "key")
	}
	return count(v.Len(), "character")
}

// count returns "1 digit", "12,345 digits".
func count(n int, what string) string {
	s := grouped(n) + " " + what
	if n != 1 {
		s += "s"
	}
	return s
}

// grouped returns n with its digits in groups of three.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// printable returns text with all that a terminal would obey, or that hides,
// escaped; newlines and tabs stay.
func printable(text string) string {
	clean := true
	for _, r := range text {
		if r != '\n' && r != '\t' && diag.Hidden(r) {
			clean = false
			break
		}
	}
	if clean {
		return strings.ToValidUTF8(text, "\uFFFD")
	}
	var b strings.Builder
	for _, r := range text {
		if r != '\n' && r != '\t' && diag.Hidden(r) {
			b.WriteString(`\u{` + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + `}`)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// runeWidth returns the columns that a character of an input or answer takes.
func runeWidth(r rune) int {
	if r == '\t' {
		return tabColumns
	}
	return diag.RuneWidth(r)
}

// tabColumns is how many spaces a tab is shown as.
const tabColumns = 4

func textWidth(s string) (n int) {
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}
