package repl

import "testing"

// TestEdit holds what keys do to a text with the cursor at the bar, above all at
// its ends, where readline panics.
func TestEdit(t *testing.T) {
	transpose := (*edit).transpose
	up := func(e *edit) { e.up() }
	down := func(e *edit) { e.down() }
	wordLeft := func(e *edit) { e.pos = e.wordLeft() }
	wordRight := func(e *edit) { e.pos = e.wordRight() }
	for _, tt := range []struct {
		name, before string
		key          func(*edit)
		want         string
	}{
		{"transpose", "|", transpose, "|"},
		{"transpose", "a|", transpose, "a|"},
		{"transpose", "|ab", transpose, "|ab"},
		{"transpose", "a|b", transpose, "ba|"},
		{"transpose", "ab|", transpose, "ba|"},
		{"left", "|a", (*edit).left, "|a"},
		{"left", "ae\u0301|", (*edit).left, "a|e\u0301"},
		{"right", "a|", (*edit).right, "a|"},
		{"right", "a|e\u0301b", (*edit).right, "ae\u0301|b"},
		{"up", "ab|", up, "ab|"},
		{"up", "a\nbcd|", up, "a|\nbcd"},
		{"up", "abc\nb|c", up, "a|bc\nbc"},
		{"down", "ab|c\n", down, "abc\n|"},
		{"down", "|abc", down, "|abc"},
		{"down", "a|bc\nde\nf", down, "abc\nd|e\nf"},
		{"word left", "|", wordLeft, "|"},
		{"word left", "one + two_3|", wordLeft, "one + |two_3"},
		{"word left", "one + |two", wordLeft, "|one + two"},
		{"word left", "  |", wordLeft, "|  "},
		{"word right", "|one + two", wordRight, "one| + two"},
		{"word right", "one| + two", wordRight, "one + two|"},
		{"word right", "one|", wordRight, "one|"},
	} {
		text, at := split(t, tt.before)
		e := edit{editable(text), len([]rune(text[:at]))}
		tt.key(&e)
		got, at := e.text()
		if got = got[:at] + "|" + got[at:]; got != tt.want {
			t.Errorf("%s: %q becomes %q, want %q", tt.name, tt.before, got, tt.want)
		}
	}
}
