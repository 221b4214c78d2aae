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
	sh := shape{columns, rows - 1, shownLines}
	if bound {
		sh = shape{columns - 1, 1, 1}
	}
	text, whole, err := s.text(v, sh)
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
	columns, _ := s.size()
	text, _, err := s.text(v, shape{columns: columns})
	if err != nil {
		s.fail(s.explained(err))
		return false
	}
	s.emit(Part{Result, text})
	return true
}

// shownLines is how many lines a result that is too long is shortened to.
const shownLines = 5

// A shape is the room that a value is shown in.
type shape struct {
	columns int
	rows    int // that it may take; 0 for any number
	shorter int // rows that it is shortened to if it takes more
}

// text returns a value as it is shown, and whether that is all of it.
func (s *Session) text(v eval.Value, sh shape) (text string, whole bool, err error) {
	var b []byte
	if !v.Exact() {
		b = append(b, mark...)
	}
	bytes, limit := -1, sh.columns*sh.rows
	if sh.rows > 0 && v.Kind() != eval.NumberKind { // the end of a number is shown as well
		bytes = utf8.UTFMax * limit
	}
	b, whole, err = s.eval.AppendShown(s.ctx, b, v, bytes)
	if err != nil {
		return "", false, err
	}
	text = printable(string(b))
	switch k := v.Kind(); {
	case len(text) <= sh.columns || whole && sh.rows == 1 && textWidth(text) <= limit:
		return text, whole, nil
	case sh.rows != 1 && (k == eval.ListKind || k == eval.MapKind):
		return elements(text, whole, sh)
	case whole && (sh.rows == 0 || textWidth(text) <= limit):
		return text, true, nil
	}
	return shorten(text, sh.shorter*sh.columns-sh.columns/4, v.Kind()), false, nil
}

// elements shows a list or a map in lines.
func elements(text string, whole bool, sh shape) (string, bool, error) {
	lines, all := breakLines(text, sh.columns, sh.rows-1)
	if whole && all {
		return strings.Join(lines, "\n"), true, nil
	}
	lines = lines[:min(max(sh.shorter, sh.rows/2), len(lines))]
	return strings.Join(lines, "\n") + "\n …" + closer(text), false, nil
}

// closer returns what closes the list or map that a text begins with.
func closer(text string) string {
	if strings.HasPrefix(strings.TrimPrefix(text, mark), "{") {
		return "}"
	}
	return "]"
}

// shorten returns the beginning of a text, and of a number the end too, with
// an ellipsis for what is left out.
func shorten(text string, columns int, kind eval.Kind) string {
	switch kind {
	case eval.NumberKind:
		tail := columns / 5
		return cut(text, columns-tail-3) + " … " + text[len(text)-min(tail, len(text)):]
	case eval.ListKind, eval.MapKind:
		head := cut(text, columns-2)
		if i := strings.LastIndex(head, ", "); i > len(head)/2 {
			head = head[:i+2]
		}
		return head + "…" + closer(text)
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
