package repl

import (
	"strings"

	"github.com/calx-lang/calx/diag"
)

// A row is a line of the screen: text with escape sequences for colours, none
// of which reaches into the next row, and its width in columns.
type row struct {
	text  string
	width int
}

// A layout breaks an edited text into rows and finds the cursor's place.
type layout struct {
	theme   *Theme
	columns int
	rows    []row

	b         strings.Builder
	width     int
	style     style // in force in b
	cursorRow int
	cursorCol int
}

// input lays out an edited text behind its prompts, with the pieces in their
// styles.
func (l *layout) input(line []rune, pos int, pieces []painted) {
	l.begin(Prompt)
	at := 0 // byte of the source text
	for i, r := range line {
		for len(pieces) > 0 && pieces[0].end <= at {
			pieces = pieces[1:]
		}
		var s style
		if len(pieces) > 0 && pieces[0].start <= at {
			s = pieces[0].style
		}
		if i == pos {
			l.cursor(shownColumns(r))
		}
		if r == newline {
			l.end()
			l.begin(Continuation)
			at++
			continue
		}
		l.rune(r, s)
		at += len(string(r))
	}
	if pos >= len(line) {
		l.cursor(1)
	}
	l.end()
}

func (l *layout) begin(prompt string) {
	l.b.WriteString(l.theme.prompt.paint(prompt))
	l.width = len(prompt)
}

// cursor notes that the cursor is on the character of so many columns that
// comes next: on the next row if this one has no room for it.
func (l *layout) cursor(columns int) {
	if l.width+columns > l.columns {
		l.end()
	}
	l.cursorRow, l.cursorCol = len(l.rows), l.width
}

func shownColumns(r rune) int {
	if r == newline {
		return 1
	}
	return max(runeWidth(r), 1)
}

func (l *layout) rune(r rune, s style) {
	w := runeWidth(r)
	if diag.Hidden(r) && r != '\t' {
		w = 1
	}
	if l.width+w > l.columns {
		l.end()
	}
	if s != l.style {
		if l.style != "" {
			l.b.WriteString(resetStyle)
		}
		if s != "" {
			l.b.WriteString("\x1b[" + string(s) + "m")
		}
		l.style = s
	}
	switch {
	case r == '\t':
		l.b.WriteString(strings.Repeat(" ", tabColumns))
	case diag.Hidden(r):
		l.b.WriteRune('\uFFFD')
	default:
		l.b.WriteRune(r)
	}
	l.width += w
}

// end ends a row.
func (l *layout) end() {
	if l.style != "" {
		l.b.WriteString(resetStyle)
		l.style = ""
	}
	l.rows = append(l.rows, row{l.b.String(), l.width})
	l.b.Reset()
	l.width = 0
}

// A screen is what the terminal shows of the input and what belongs to it: some
// rows, the cursor in one of them. It is written by what has changed.
type screen struct {
	rows      []row
	cursorRow int
	cursorCol int
	columns   int    // of the terminal when they were written
	clear     string // to be written first
}

// update returns what makes the terminal show other rows and place the cursor.
func (s *screen) update(rows []row, cursorRow, cursorCol, columns int) string {
	var b strings.Builder
	b.WriteString(s.clear)
	s.clear = ""
	if s.rows != nil && columns != s.columns {
		s.forget(&b, columns)
	}
	at := s.cursorRow
	first := 0
	for first < len(rows) && first < len(s.rows) && rows[first] == s.rows[first] {
		first++
	}
	same := first == len(rows) && first == len(s.rows)
	if same && cursorRow == s.cursorRow && cursorCol == s.cursorCol {
		return ""
	}
	if !same {
		at = s.change(&b, rows, first, at, columns)
	}
	move(&b, at, cursorRow, cursorCol)
	s.rows, s.cursorRow, s.cursorCol, s.columns = rows, cursorRow, cursorCol, columns
	return b.String()
}

// change writes the rows from the first that differs on, and returns the row
// that the cursor is left in.
func (s *screen) change(b *strings.Builder, rows []row, first, at, columns int) int {
	from := min(first, max(len(rows)-1, 0), max(len(s.rows)-1, 0))
	move(b, at, from, 0)
	at = from
	for i := from; i < len(rows); i++ {
		if i > from {
			b.WriteString("\r\n") // scrolls, unlike a move
			at = i
		}
		if i < len(s.rows) && rows[i] == s.rows[i] {
			continue
		}
		b.WriteString(rows[i].text)
		if rows[i].width < columns && (i >= len(s.rows) || s.rows[i].width > rows[i].width) {
			b.WriteString("\x1b[K")
		}
	}
	if len(s.rows) > len(rows) {
		b.WriteString("\r\n\x1b[J")
		at = len(rows)
	}
	return at
}

// move goes from a row to a place; it does not depend on the column.
//
//go:noinline
func move(b *strings.Builder, from, row, column int) {
	b.WriteByte('\r')
	switch {
	case row < from:
		b.WriteString("\x1b[" + itoa(from-row) + "A")
	case row > from:
		b.WriteString("\x1b[" + itoa(row-from) + "B")
	}
	if column > 0 {
		b.WriteString("\x1b[" + itoa(column) + "C")
	}
}

// forget clears what was written when the terminal had another width. Most
// terminals wrap lines anew, so rows have become higher or stayed one.
func (s *screen) forget(b *strings.Builder, columns int) {
	up := s.cursorCol / columns
	for _, r := range s.rows[:min(s.cursorRow, len(s.rows))] {
		up += max((r.width+columns-1)/columns, 1)
	}
	move(b, up, 0, 0)
	b.WriteString("\x1b[J")
	*s = screen{}
}

// leave returns what goes to the line below the rows, for others to write on.
func (s *screen) leave() string {
	var b strings.Builder
	if s.rows != nil {
		move(&b, s.cursorRow, len(s.rows)-1, 0)
		b.WriteString("\r\n")
	}
	*s = screen{}
	return b.String()
}
