package repl

import "strings"

// A menu is the list of completions under the input.
type menu struct {
	items  []Item
	start  int // of the word in runes
	word   []rune
	after  int // where the word, or what took its place, ends
	chosen int // -1 for none
}

const maxMenuRows = 8

// complete is Tab: it writes what all completions share, else opens the menu.
func (e *editor) complete() {
	text, at := e.now.text()
	c := e.session.Complete(text, at)
	if len(c.Items) == 0 {
		return
	}
	start := len([]rune(text[:c.Start]))
	shared := c.Items[0].Text
	for _, it := range c.Items[1:] {
		shared = commonPrefix(shared, it.Text)
	}
	if c.Start < at && (len(c.Items) == 1 || len(shared) > at-c.Start) {
		e.now.replace(start, e.now.pos, []rune(shared))
		if len(c.Items) == 1 {
			return
		}
	}
	word := append([]rune(nil), e.now.line[start:e.now.pos]...)
	e.menu = &menu{items: c.Items, start: start, word: word, after: e.now.pos, chosen: -1}
}

func commonPrefix(a, b string) string {
	n := 0
	for i, r := range a {
		if !strings.HasPrefix(b[min(i, len(b)):], string(r)) {
			break
		}
		n = i + len(string(r))
	}
	return a[:n]
}

// reopenMenu makes the menu follow what was typed.
func (e *editor) reopenMenu() {
	e.menu = nil
	text, at := e.now.text()
	c := e.session.Complete(text, at)
	if len(c.Items) == 0 || c.Start == at {
		return
	}
	start := len([]rune(text[:c.Start]))
	e.menu = &menu{items: c.Items, start: start, word: e.now.line[start:e.now.pos], after: e.now.pos, chosen: -1}
}

// menuKey carries out a key while the menu is open, if it is one of its own.
func (e *editor) menuKey(k rune) bool {
	m := e.menu
	switch k {
	case ctrlI, ctrlN:
		e.choose(m.chosen + 1)
	case keyBackTab, ctrlP:
		if m.chosen <= 0 {
			e.choose(len(m.items) - 1)
		} else {
			e.choose(m.chosen - 1)
		}
	case keyEscape:
		e.menu = nil
	default:
		return false
	}
	return true
}

// choose puts an item in the place of the word.
func (e *editor) choose(i int) {
	m := e.menu
	i %= len(m.items)
	e.now.replace(m.start, m.after, []rune(m.items[i].Text))
	m.after, m.chosen = e.now.pos, i
}

// rows returns the part of the menu around what is chosen.
func (m *menu) rows(t *Theme, columns, most int) []row {
	n := len(m.items)
	most = min(most, n)
	if most < n {
		most = max(most-1, 1) // the last row says how many there are
	}
	top := min(max(m.chosen-most/2, 0), n-most)
	wide := 0
	for _, it := range m.items[top : top+most] {
		wide = max(wide, textWidth(it.Text))
	}
	wide = min(wide, max(columns/2, 8))
	var rows []row
	for i := top; i < top+most; i++ {
		rows = append(rows, m.row(t, i, wide, columns))
	}
	if most < n {
		rows = append(rows, plainRow(t.preview, itoa(top+1)+"–"+itoa(top+most)+" of "+itoa(n), columns))
	}
	return rows
}

func (m *menu) row(t *Theme, i, wide, columns int) row {
	it := &m.items[i]
	room := columns - len(Prompt) - 1
	name := fit(it.Text, min(wide, room))
	name += strings.Repeat(" ", max(wide-textWidth(name), 0))
	width := len(Prompt) + textWidth(name)
	text := strings.Repeat(" ", len(Prompt))
	switch {
	case i != m.chosen:
		text += name
	case t.chosen == "":
		text = ">" + text[1:] + name
	default:
		text += t.chosen.paint(name)
	}
	if rest := room - wide - 2; it.Detail != "" && rest > 4 {
		detail := fit(it.Detail, rest)
		text += "  " + t.preview.paint(detail)
		width += 2 + textWidth(detail)
	}
	return row{text, width}
}
