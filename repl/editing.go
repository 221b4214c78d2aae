package repl

import (
	"unicode"

	"github.com/calx-lang/calx/diag"
)

// An edit is the text being edited, with newline for line ends, and where the
// cursor is. Its methods do what keys do. They never change the runes of the
// slice they got, since the undo list may hold it.
type edit struct {
	line []rune
	pos  int
}

// replace puts runes in the place of line[from:to], the cursor behind them.
//
//go:noinline
func (e *edit) replace(from, to int, with []rune) {
	line := make([]rune, 0, len(e.line)-(to-from)+len(with))
	line = append(append(append(line, e.line[:from]...), with...), e.line[to:]...)
	e.line, e.pos = line, from+len(with)
}

func (e *edit) insert(r ...rune) { e.replace(e.pos, e.pos, r) }

// left and right go over a character with the marks that combine with it.
func (e *edit) left() {
	for e.pos > 0 {
		if e.pos--; diag.RuneWidth(e.line[e.pos]) > 0 {
			return
		}
	}
}

func (e *edit) right() {
	for e.pos < len(e.line) {
		if e.pos++; e.pos == len(e.line) || diag.RuneWidth(e.line[e.pos]) > 0 {
			return
		}
	}
}

// lineStart and lineEnd return the ends of the line that the cursor is on.
func (e *edit) lineStart() int {
	i := e.pos
	for i > 0 && e.line[i-1] != newline {
		i--
	}
	return i
}

func (e *edit) lineEnd() int {
	i := e.pos
	for i < len(e.line) && e.line[i] != newline {
		i++
	}
	return i
}

// up and down go to the line above and below, and report whether there is one.
func (e *edit) up() bool {
	start := e.lineStart()
	if start == 0 {
		return false
	}
	column := e.pos - start
	e.pos = start - 1
	e.pos = min(e.lineStart()+column, e.pos)
	return true
}

func (e *edit) down() bool {
	end := e.lineEnd()
	if end == len(e.line) {
		return false
	}
	column := e.pos - e.lineStart()
	e.pos = end + 1
	e.pos = min(e.pos+column, e.lineEnd())
	return true
}

func isWordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// wordLeft and wordRight return the ends of the word before and after the
// cursor, signs between left out.
func (e *edit) wordLeft() int {
	i := e.pos
	for i > 0 && !isWordRune(e.line[i-1]) {
		i--
	}
	for i > 0 && isWordRune(e.line[i-1]) {
		i--
	}
	return i
}

func (e *edit) wordRight() int {
	i := e.pos
	for i < len(e.line) && !isWordRune(e.line[i]) {
		i++
	}
	for i < len(e.line) && isWordRune(e.line[i]) {
		i++
	}
	return i
}

// cut removes line[from:to] and returns it.
func (e *edit) cut(from, to int) []rune {
	text := append([]rune(nil), e.line[from:to]...)
	e.replace(from, to, nil)
	return text
}

// transpose swaps the characters around the cursor.
func (e *edit) transpose() {
	if len(e.line) < 2 || e.pos == 0 {
		return
	}
	i := min(e.pos, len(e.line)-1)
	pair := []rune{e.line[i], e.line[i-1]}
	e.replace(i-1, i+1, pair)
}

// text returns what is edited as source text, and the byte that the cursor is at.
func (e *edit) text() (text string, at int) {
	b := make([]byte, 0, len(e.line)+16)
	for i, r := range e.line {
		if i == e.pos {
			at = len(b)
		}
		if r == newline {
			r = '\n'
		}
		b = appendRune(b, r)
	}
	if e.pos >= len(e.line) {
		at = len(b)
	}
	return string(b), at
}

func appendRune(b []byte, r rune) []byte {
	if r < 0x80 {
		return append(b, byte(r))
	}
	return append(b, string(r)...)
}

// editable returns source text as runes to edit.
func editable(text string) []rune {
	line := []rune(text)
	for i, r := range line {
		if r == '\n' {
			line[i] = newline
		}
	}
	return line
}
