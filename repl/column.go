package repl

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/number"
)

// columnOf returns the elements of the list that a pasted block of numbers is:
// a column of a spreadsheet, or several with tabs between, of which each row is
// a list. Empty cells are null. As statements such lines would make no sense, so
// nothing else is meant.
func columnOf(block string) (elements string, ok bool) {
	lines := strings.Split(block, "\n")
	if len(lines) < 2 {
		return "", false
	}
	columns := strings.Count(lines[0], "\t")
	some := false // number
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if len(cells) != columns+1 {
			return "", false
		}
		for j, cell := range cells {
			literal, ok := cellNumber(strings.TrimSpace(cell))
			if !ok {
				return "", false
			}
			some = some || literal != "null"
			cells[j] = literal
		}
		lines[i] = strings.Join(cells, ", ")
		if columns > 0 {
			lines[i] = "[" + lines[i] + "]"
		}
	}
	return strings.Join(lines, ", "), some
}

// cellNumber returns what a cell shows as a literal: without the sign of a
// currency and without the commas of thousands.
func cellNumber(cell string) (literal string, ok bool) {
	if cell == "" {
		return "null", true
	}
	sign, text := "", cell
	switch r, n := utf8.DecodeRuneInString(text); r {
	case '-', '−':
		sign, text = "-", text[n:]
	case '+':
		text = text[n:]
	}
	if r, n := utf8.DecodeRuneInString(text); strings.ContainsRune("$€£¥", r) {
		text = strings.TrimLeft(text[n:], " ")
	}
	text, percent := strings.CutSuffix(text, "%")
	if text, ok = ungroup(strings.TrimRight(text, " ")); !ok {
		return "", false
	}
	if _, err := number.Parse(text, 0); err != nil {
		return "", false
	}
	if percent {
		text += "%"
	}
	return sign + text, true
}

// ungroup takes the commas out of 1,234,567.89; ok is false where they stand
// elsewhere.
func ungroup(text string) (plain string, ok bool) {
	whole, _, _ := strings.Cut(text, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if len(groups) > 1 && (len(g) > 3 || len(g) == 0 || i > 0 && len(g) < 3) {
			return "", false
		}
	}
	if strings.Contains(text[len(whole):], ",") {
		return "", false
	}
	return strings.Join(groups, "") + text[len(whole):], true
}
