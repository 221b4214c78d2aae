// Package terminal drives programs through a pseudo-terminal and keeps the screen
// that they draw. It serves tests, and the pictures of the documentation.
package terminal

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// A Style is how a cell looks: a colour of 0 to 15, or -1 for the terminal's
// own, and what else was set.
type Style struct {
	Color, Background  int8
	Bold, Dim, Reverse bool
	Underline          bool
}

var plain = Style{Color: -1, Background: -1}

// A Cell is a column of the screen. A wide character's second column is empty.
type Cell struct {
	Text  string // a character and the marks on it; "" for a blank
	Style Style
	Wide  bool // the character takes the next column too
}

type line struct {
	cells   []Cell
	wrapped bool // it goes on on the next line
}

// A Screen is what a terminal shows: a VT100 with colours, as far as calx and
// the usual programs draw. Lines that scroll off the top are kept. It is safe
// for several goroutines.
type Screen struct {
	mu         sync.Mutex
	cols, rows int
	lines      []line // all, those scrolled off included; the last rows are shown
	top        int    // the first line shown
	row, col   int    // of the cursor, in lines
	pending    bool   // the cursor is behind the last column
	style      Style
	rest       []byte // of a sequence or character that is not whole
	paste      bool   // bracketed paste is on
	unknown    []string
	bytes      int
	escapes    int
}

// NewScreen returns an empty screen.
func NewScreen(cols, rows int) *Screen {
	s := &Screen{cols: cols, rows: rows, style: plain}
	s.extend()
	return s
}

// extend makes all lines that are shown exist.
func (s *Screen) extend() {
	for len(s.lines) < s.top+s.rows {
		s.lines = append(s.lines, line{})
	}
}

// Write implements [io.Writer]: it draws.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += len(p)
	b := append(s.rest, p...)
	for len(b) > 0 {
		n := s.step(b)
		if n == 0 {
			break
		}
		b = b[n:]
	}
	s.rest = append([]byte(nil), b...)
	return len(p), nil
}

// step draws one character or obeys one sequence, and returns its length; 0 if
// it is not whole.
func (s *Screen) step(b []byte) int {
	switch c := b[0]; {
	case c == 0x1b:
		return s.sequence(b)
	case c == '\r':
		s.col, s.pending = 0, false
		return 1
	case c == '\n':
		s.pending = false
		s.down()
		return 1
	case c == '\b':
		s.col, s.pending = max(s.col-1, 0), false
		return 1
	case c == '\t':
		s.col = min((s.col/8+1)*8, s.cols-1)
		return 1
	case c < ' ':
		return 1
	}
	if !utf8.FullRune(b) {
		return 0
	}
	r, n := utf8.DecodeRune(b)
	s.put(r)
	return n
}

func (s *Screen) down() {
	s.row++
	if s.row >= s.top+s.rows {
		s.top++
		s.extend()
	}
}

// put draws a character at the cursor.
func (s *Screen) put(r rune) {
	w := diag.RuneWidth(r)
	if w == 0 {
		if at := s.cellBefore(); at != nil {
			at.Text += string(r)
		}
		return
	}
	if s.pending || s.col+w > s.cols {
		s.lines[s.row].wrapped = true
		s.col, s.pending = 0, false
		s.down()
	}
	l := s.padded(s.col + w)
	l.cells[s.col] = Cell{Text: string(r), Style: s.style, Wide: w == 2}
	if w == 2 {
		l.cells[s.col+1] = Cell{Style: s.style}
	}
	s.col += w
	if s.col >= s.cols {
		s.col, s.pending = s.cols-1, true
	}
}

func (s *Screen) cellBefore() *Cell {
	l := &s.lines[s.row]
	col := s.col - 1
	if s.pending {
		col = s.col
	}
	if col > 0 && col < len(l.cells) && l.cells[col].Text == "" && l.cells[col-1].Wide {
		col--
	}
	if col < 0 || col >= len(l.cells) {
		return nil
	}
	return &l.cells[col]
}

// padded returns the cursor's line with at least n cells.
func (s *Screen) padded(n int) *line {
	l := &s.lines[s.row]
	for len(l.cells) < n {
		l.cells = append(l.cells, Cell{Style: plain})
	}
	return l
}

// sequence obeys an escape sequence.
func (s *Screen) sequence(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[1] != '[' {
		s.escapes++
		return 2
	}
	end := 2
	for ; end < len(b); end++ {
		if c := b[end]; '@' <= c && c <= '~' {
			s.escapes++
			s.control(b[end], string(b[2:end]))
			return end + 1
		}
	}
	return 0
}

// control obeys ESC [ params final.
func (s *Screen) control(final byte, params string) {
	n := 1
	if v, err := strconv.Atoi(params); err == nil {
		n = v
	}
	switch final {
	case 'A':
		s.move(max(s.row-max(n, 1), s.top), s.col)
	case 'B':
		s.move(min(s.row+max(n, 1), s.top+s.rows-1), s.col)
	case 'C':
		s.move(s.row, min(s.col+max(n, 1), s.cols-1))
	case 'D':
		s.move(s.row, max(s.col-max(n, 1), 0))
	case 'G':
		s.move(s.row, min(max(n, 1), s.cols)-1)
	case 'H':
		s.move(s.top, 0)
	case 'J':
		s.eraseDisplay(params)
	case 'K':
		s.eraseLine(params)
	case 'm':
		s.setStyle(params)
	case 'h', 'l':
		if params == "?2004" {
			s.paste = final == 'h'
		}
	default:
		s.unknown = append(s.unknown, params+string(final))
	}
}

func (s *Screen) move(row, col int) { s.row, s.col, s.pending = row, col, false }

func (s *Screen) eraseDisplay(params string) {
	switch params {
	case "", "0":
		s.eraseLine("")
		for i := s.row + 1; i < len(s.lines); i++ {
			s.lines[i] = line{}
		}
	case "2":
		for i := s.top; i < len(s.lines); i++ {
			s.lines[i] = line{}
		}
	case "3": // what has scrolled off
		s.lines = append([]line(nil), s.lines[s.top:]...)
		s.row -= s.top
		s.top = 0
	}
}

func (s *Screen) eraseLine(params string) {
	l := &s.lines[s.row]
	switch params {
	case "", "0":
		if s.col < len(l.cells) {
			l.cells = l.cells[:s.col]
		}
		l.wrapped = false
	case "1":
		for i := range l.cells[:min(s.col+1, len(l.cells))] {
			l.cells[i] = Cell{Style: plain}
		}
	case "2":
		*l = line{}
	}
}

func (s *Screen) setStyle(params string) {
	for p := range strings.SplitSeq(params, ";") {
		n, _ := strconv.Atoi(p)
		switch {
		case n == 0:
			s.style = plain
		case n == 1:
			s.style.Bold = true
		case n == 2:
			s.style.Dim = true
		case n == 4:
			s.style.Underline = true
		case n == 7:
			s.style.Reverse = true
		case 30 <= n && n <= 37:
			s.style.Color = int8(n - 30)
		case n == 39:
			s.style.Color = -1
		case 40 <= n && n <= 47:
			s.style.Background = int8(n - 40)
		case 90 <= n && n <= 97:
			s.style.Color = int8(n - 90 + 8)
		}
	}
}

// Resize gives the screen another size. Lines are wrapped anew, as most
// terminals do, and the cursor stays at its character.
func (s *Screen) Resize(cols, rows int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.row
	for i := range s.lines {
		if len(s.lines[i].cells) > 0 {
			last = max(last, i)
		}
	}
	var lines []line
	row, col := 0, 0
	var whole []Cell
	for i := 0; i <= last; i++ {
		if i == s.row {
			row, col = len(lines), len(whole)+s.col
		}
		whole = append(whole, s.lines[i].cells...)
		if s.lines[i].wrapped && i < last {
			continue
		}
		for {
			n := min(cols, len(whole))
			lines = append(lines, line{cells: append([]Cell(nil), whole[:n]...), wrapped: n < len(whole)})
			whole = whole[n:]
			if len(whole) == 0 {
				break
			}
		}
	}
	s.lines, s.cols, s.rows = lines, cols, rows
	s.row, s.col, s.pending = row+col/cols, col%cols, false
	for len(s.lines) <= s.row {
		s.lines = append(s.lines, line{})
	}
	s.top = max(len(s.lines)-rows, 0)
	if s.row < s.top {
		s.top = s.row
	}
	s.extend()
}

// Text returns the lines that are shown, without blanks at their ends, and
// without empty lines at the end.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return text(s.lines[s.top:])
}

// All returns the lines that are shown and those that have scrolled off.
func (s *Screen) All() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return text(s.lines)
}

func text(lines []line) string {
	var b strings.Builder
	for i := range lines {
		b.WriteString(lines[i].text() + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func (l *line) text() string {
	var b strings.Builder
	for i := range l.cells {
		c := &l.cells[i]
		switch {
		case c.Text != "":
			b.WriteString(c.Text)
		case i == 0 || !l.cells[i-1].Wide:
			b.WriteByte(' ')
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Cursor returns where the cursor is, counted from 0 in what is shown.
func (s *Screen) Cursor() (row, col int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.row - s.top, s.col
}

// Paste reports whether the program has asked for bracketed paste.
func (s *Screen) Paste() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paste
}

// Escapes returns how many escape sequences were written, and those that the
// screen does not know.
func (s *Screen) Escapes() (count int, unknown []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.escapes, s.unknown
}

// Bytes returns how many bytes were written.
func (s *Screen) Bytes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bytes
}

// At returns the cell of a column of a row that is shown.
func (s *Screen) At(row, col int) Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.lines[s.top+row]
	if col >= len(l.cells) {
		return Cell{Style: plain}
	}
	return l.cells[col]
}
