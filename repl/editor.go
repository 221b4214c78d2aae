package repl

import (
	"io"
	"strings"
	"sync"
)

// An editor is the line being edited: it answers to keys and keeps the screen.
// readline decodes characters, inserts and deletes them, and hands lines over;
// what else keys do, and all that is drawn, is here. readline calls Paint with
// its own lock held, and keys from its own goroutine, so nothing here may
// panic, and mu guards the state.
type editor struct {
	session *Session
	theme   Theme
	out     io.Writer
	keys    *keyReader
	size    func() (columns, rows int)
	suspend func() // for Ctrl-Z; nil if there is no such thing
	kick    func() // makes readline read on after a key that it pauses at

	mu      sync.Mutex
	reading bool // a line is being edited
	now     edit
	key     rune // that the listener has to carry out; 0 for none
	quiet   bool // the line is complete: no hints below it
	screen  screen
	history *history
	menu    *menu
	search  *search
	killed  []rune
	undo    []edit
	typed   bool // the last change was a character typed in a word
	notice  string
	hint    hintCache
}

// A hintCache keeps what is shown below an input while that does not change.
type hintCache struct {
	text    string
	at      int
	valid   bool
	preview string
	hint    Hint
}

// filter sees every key before readline. It returns the key that readline is
// to act on: the bell, which does nothing, for those that change does.
func (e *editor) filter(r rune) (rune, bool) {
	defer e.guard()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.key = 0
	e.notice = ""
	switch r {
	case 0: // the end of input
		return r, true
	case ctrlC:
		return e.interrupt(r)
	case ctrlD:
		if len(e.now.line) > 0 || e.search != nil {
			e.kick()
			e.key = keyDelete
			return ctrlG, true
		}
		return r, true
	case ctrlM, ctrlJ:
		return e.enter(r)
	case ctrlH, rubout:
		if e.search == nil {
			return r, true
		}
	}
	if !isKey(r) && r >= ' ' && r != rubout {
		if e.search == nil {
			return r, true
		}
	}
	e.key = r
	return ctrlG, true
}

// guard keeps a mistake of ours from ending the process with the terminal in
// a state that nobody can type in.
func (e *editor) guard() {
	if x := recover(); x != nil {
		e.menu, e.search, e.notice = nil, nil, "that key failed"
	}
}

// interrupt is Ctrl-C: it ends a search or closes the menu, else clears the line.
func (e *editor) interrupt(r rune) (rune, bool) {
	if e.search != nil || e.menu != nil {
		e.kick()
		e.key = keyEscape
		return ctrlG, true
	}
	e.quiet = true
	return r, true
}

// enter is Enter: it takes what the menu offers, starts a new line within an
// unfinished statement, or hands the input over. A second Enter on an empty
// line hands over an unfinished one, so that the error shows.
func (e *editor) enter(r rune) (rune, bool) {
	if e.menu != nil && e.menu.chosen >= 0 {
		e.kick()
		e.key = keyEscape // the text stands there already
		return ctrlG, true
	}
	e.menu = nil
	e.search = nil
	text, _ := e.now.text()
	onEmpty := e.now.lineStart() == len(e.now.line)
	if !onEmpty && e.session.NeedsMore(text) {
		e.kick()
		e.key = keyNewline
		return ctrlG, true
	}
	e.quiet = true
	return ctrlM, true
}

// OnChange is readline's Listener: it carries out the keys that filter
// has kept from readline, and notes what readline did.
func (e *editor) OnChange(line []rune, pos int, key rune) ([]rune, int, bool) {
	defer e.guard()
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.reading || key == 0 && line == nil {
		return nil, 0, false
	}
	before := e.now
	e.now = edit{line, pos}
	k := e.key
	e.key = 0
	if k == 0 {
		e.inserted(before, key)
		if !e.keys.Pending() {
			e.draw()
		}
		return nil, 0, false
	}
	e.act(k)
	if k != ctrlUnderscore && !sameRunes(e.now.line, before.line) {
		e.remember(before)
	}
	e.draw()
	return append([]rune(nil), e.now.line...), e.now.pos, true // readline writes into its slice
}

// inserted notes a change that readline made: for undo, characters of one word
// are one change.
func (e *editor) inserted(before edit, key rune) {
	if sameRunes(before.line, e.now.line) {
		e.typed = false
		e.menu = nil
		return
	}
	word := isWordRune(key)
	if !(word && e.typed) {
		e.remember(before)
	}
	e.typed = word
	if e.menu != nil {
		e.reopenMenu()
	}
}

const maxUndo = 200

func (e *editor) remember(before edit) {
	e.typed = false
	if len(e.undo) == maxUndo {
		e.undo = append(e.undo[:0], e.undo[maxUndo/2:]...)
	}
	e.undo = append(e.undo, before)
}

func sameRunes(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// act carries out a key.
func (e *editor) act(k rune) {
	if k == ctrlL {
		e.clearScreen()
		return
	}
	if e.search != nil && e.searchKey(k) {
		return
	}
	if e.menu != nil && e.menuKey(k) {
		return
	}
	e.menu = nil
	t := &e.now
	switch k {
	case keyPaste:
		e.paste()
	case keyNewline:
		t.insert(newline)
	case ctrlI:
		e.complete()
	case ctrlA:
		t.pos = t.lineStart()
	case ctrlE:
		t.pos = t.lineEnd()
	case ctrlB:
		t.left()
	case ctrlF:
		t.right()
	case ctrlP:
		if !t.up() {
			e.recall(e.history.older(t.line))
		}
	case ctrlN:
		if !t.down() {
			e.recall(e.history.newer())
		}
	case ctrlR:
		e.startSearch(1)
	case ctrlS:
		e.startSearch(-1)
	case ctrlZ:
		e.stop()
	case ctrlUnderscore:
		e.undoEdit()
	default:
		e.actOnText(k)
	}
}

// actOnText carries out a key that deletes or moves text.
func (e *editor) actOnText(k rune) {
	t := &e.now
	switch k {
	case keyWordLeft:
		t.pos = t.wordLeft()
	case keyWordRight:
		t.pos = t.wordRight()
	case keyDelete:
		if t.pos < len(t.line) {
			end := *t
			end.right()
			t.replace(t.pos, end.pos, nil)
		}
	case ctrlT:
		t.transpose()
	case ctrlW, keyRubWord:
		e.kill(t.wordLeft(), t.pos)
	case keyDeleteWord:
		e.kill(t.pos, t.wordRight())
	case ctrlU:
		e.kill(t.lineStart(), t.pos)
	case ctrlK:
		end := t.lineEnd()
		if end == t.pos && end < len(t.line) {
			end++
		}
		e.kill(t.pos, end)
	case ctrlY:
		t.insert(e.killed...)
	}
}

func (e *editor) kill(from, to int) {
	if from < to {
		e.killed = e.now.cut(from, to)
	}
}

// recall shows an input of the history.
func (e *editor) recall(line []rune, ok bool) {
	if ok {
		e.now = edit{line, len(line)}
	}
}

func (e *editor) undoEdit() {
	if n := len(e.undo); n > 0 {
		e.now = e.undo[n-1]
		e.undo = e.undo[:n-1]
		e.typed = false
	}
}

// paste inserts a pasted block. Its lines are part of one input; a column of
// numbers is a list, or goes on the one that the cursor is in.
func (e *editor) paste() {
	text := e.keys.nextPaste()
	if elements, ok := columnOf(text); ok {
		text = "[" + elements + "]"
		if n := e.now.pos; n > 0 && e.now.line[n-1] == '[' {
			text = elements
		}
	}
	if len(text) > maxPaste || len(e.now.line)+len(text) > maxPaste {
		e.notice = "that is too long to paste: save it to a file and :load it"
		return
	}
	e.now.insert(editable(text)...)
}

// begin readies the editor for a new input.
func (e *editor) begin() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now, e.undo, e.menu, e.search = edit{}, nil, nil, nil
	e.quiet, e.typed, e.reading = false, false, true
	e.hint = hintCache{}
	e.screen = screen{}
}

// Paint is readline's Painter: readline calls it whenever the line may
// have to be drawn. What it returns would be drawn by readline: nothing.
func (e *editor) Paint(line []rune, _ int) []rune {
	defer e.guard()
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.reading {
		return nil
	}
	if n := len(line); n > 0 && line[n-1] == '\n' {
		e.finish(line[:n-1])
		return nil
	}
	if e.screen.rows == nil {
		e.draw() // the prompt; after keys OnChange draws
	}
	return nil
}

// finish draws the input as it stays on the screen, and leaves it.
func (e *editor) finish(line []rune) {
	e.reading = false
	e.quiet = true
	e.menu, e.search = nil, nil
	e.now = edit{append([]rune(nil), line...), len(line)}
	io.WriteString(e.out, e.frame()+e.screen.leave())
}

// redraw draws the input again, for another size of the terminal.
func (e *editor) redraw() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.reading {
		e.draw()
	}
}

func (e *editor) draw() { io.WriteString(e.out, e.frame()) }

// frame returns what brings the screen up to date.
func (e *editor) frame() string {
	columns, height := e.size()
	text, at := e.now.text()
	if e.quiet {
		at = -2
	}
	l := layout{theme: &e.theme, columns: columns}
	l.input(e.now.line, e.now.pos, e.theme.highlight(text, at))
	rows, cursorRow := l.rows, l.cursorRow
	var below []row
	if !e.quiet {
		below = e.below(text, at, columns, height)
	}
	// Of more rows than the screen has, those around the cursor are shown.
	room := max(height-len(below), 1)
	if len(rows) > room {
		top := min(max(cursorRow-room/2, 0), len(rows)-room)
		if e.quiet {
			top = len(rows) - room
		}
		rows, cursorRow = rows[top:top+room], max(cursorRow-top, 0)
	}
	rows = append(rows[:len(rows):len(rows)], below...)
	out := e.screen.update(rows, cursorRow, l.cursorCol, columns)
	if e.quiet {
		e.screen.rows = rows
	}
	return out
}

// below returns the rows under the input.
func (e *editor) below(text string, at, columns, height int) []row {
	switch {
	case e.search != nil:
		return []row{e.search.row(&e.theme, columns)}
	case e.notice != "":
		return []row{plainRow(e.theme.note, e.notice, columns)}
	case e.menu != nil:
		return e.menu.rows(&e.theme, columns, max(min(height/2, maxMenuRows), 1))
	case e.keys.Pending() || height < 3:
		return nil
	}
	h := &e.hint
	if !h.valid || h.text != text || h.at != at {
		*h = hintCache{text: text, at: at, valid: true}
		h.preview = e.session.Preview(text)
		if h.preview == "" {
			h.hint = e.session.Hint(text, at)
		}
	}
	if h.preview != "" {
		return []row{plainRow(e.theme.preview, h.preview, columns)}
	}
	if h.hint.Text != "" {
		return []row{hintRow(&e.theme, h.hint, columns)}
	}
	return nil
}

// plainRow returns text in one style as a row below the input.
func plainRow(s style, text string, columns int) row {
	text = fit(text, columns-len(Prompt)-1)
	return row{strings.Repeat(" ", len(Prompt)) + s.paint(text), len(Prompt) + textWidth(text)}
}

// hintRow returns a signature as a row below the input. Where it is too long it
// begins at the parameter that is being written.
func hintRow(t *Theme, h Hint, columns int) row {
	room := columns - len(Prompt) - 1
	if h.Start < h.End && textWidth(h.Text[:h.End]) >= room {
		const left = "…"
		h = Hint{left + h.Text[h.Start:], len(left), len(left) + h.End - h.Start}
	}
	text := fit(h.Text, room)
	width := len(Prompt) + textWidth(text)
	if h.Start < h.End && h.End <= len(text) && t.preview != "" {
		text = t.preview.paint(text[:h.Start]) + style("1").paint(text[h.Start:h.End]) + t.preview.paint(text[h.End:])
	} else {
		text = t.preview.paint(text)
	}
	return row{strings.Repeat(" ", len(Prompt)) + text, width}
}

// clearScreen makes the next frame begin on an empty screen.
func (e *editor) clearScreen() { e.screen = screen{clear: "\x1b[H\x1b[2J\x1b[3J"} }

// stop suspends the process and draws the line again when it goes on.
func (e *editor) stop() {
	if e.suspend == nil {
		return
	}
	quiet := e.quiet
	e.quiet = true
	io.WriteString(e.out, e.frame()+e.screen.leave())
	e.quiet = quiet
	e.suspend()
}
