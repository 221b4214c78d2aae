package repl

// A search goes through the history as its text is typed.
type search struct {
	text   []rune
	at     int  // the entry found, counted from the end; 0 for none yet
	step   int  // 1 to older ones, -1 to newer ones
	fails  bool // nothing holds the text
	before edit // the search began here
}

func (e *editor) startSearch(step int) {
	e.menu = nil
	e.search = &search{step: step, before: e.now}
}

// searchKey carries out a key during a search, and reports whether that was
// all. Other keys end the search and then do what they do.
func (e *editor) searchKey(k rune) bool {
	s := e.search
	switch k {
	case ctrlR, ctrlS:
		s.step = 1
		if k == ctrlS {
			s.step = -1
		}
		e.find(s.at + s.step)
	case ctrlH, rubout:
		if n := len(s.text); n > 0 {
			s.text = s.text[:n-1]
		}
		e.find(1)
	case keyEscape, ctrlG:
		e.now = s.before
		e.search = nil
	case keyPaste:
		s.text = append(s.text, []rune(e.keys.nextPaste())...)
		e.find(max(s.at, 1))
	default:
		if isKey(k) || k < ' ' {
			e.search = nil
			return false
		}
		s.text = append(s.text, k)
		e.find(max(s.at, 1))
	}
	return true
}

// find shows the nearest entry from one on that holds the text.
func (e *editor) find(from int) {
	s := e.search
	if len(s.text) == 0 {
		s.fails, s.at = false, 0
		e.now = s.before
		return
	}
	i, at := e.history.search(string(s.text), from, s.step)
	if s.fails = i == 0; s.fails {
		return
	}
	entry := e.history.entry(i)
	s.at = i
	e.history.at = i
	e.now = edit{editable(entry), len([]rune(entry[:at]))}
}

// row shows the search under the input.
func (s *search) row(t *Theme, columns int) row {
	label := "search: "
	if s.fails {
		label = "not found: "
	}
	style := t.note
	if s.fails {
		style = t.failure
	}
	return plainRow(style, label+string(s.text), columns)
}
