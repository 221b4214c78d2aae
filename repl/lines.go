package repl

import "strings"

// breakLines breaks the text of a list or a map that is wider than the screen
// into lines between its elements: one element a line if there are long lists
// or maps among them, in columns if these are alike; else as many as fit. It
// remains an expression that gives the value. At most so many lines are made,
// all of them for a negative number; whole tells whether that is all.
func breakLines(text string, columns, most int) (lines []string, whole bool) {
	b := breaker{columns: columns, most: most}
	if most < 0 {
		b.most = len(text) + 1
	}
	b.value("", text, 0)
	return b.lines, !b.full
}

// A breaker makes lines.
type breaker struct {
	columns, most int
	lines         []string
	full          bool // there is more text than lines were asked for
}

func (b *breaker) line(indent int, text string) {
	if len(b.lines) == b.most {
		b.full = true
		return
	}
	b.lines = append(b.lines, strings.Repeat(" ", indent)+text)
}

// maxIndent is how far elements are indented at most: a name may stand before
// what opens their list.
const maxIndent = 4

// value breaks the text of a value, or of an entry of a map. head, what opens
// the lists that it is the first element of, stands before it, behind indent.
func (b *breaker) value(head, text string, indent int) {
	start, nested := -1, false
	if indent+textWidth(head+text) > b.columns && 2*indent < b.columns {
		start, nested = opening(text)
	}
	if start < 0 {
		b.line(indent, head+text)
		return
	}
	head += text[:start+1]
	elements := elementsOf(text[start+1:])
	inner := indent + min(textWidth(head), maxIndent)
	if !nested || !b.long(elements) {
		b.fill(head, elements, indent, inner)
		return
	}
	if textWidth(head) <= maxIndent { // else the first one would stand apart
		align(elements[:min(len(elements), b.most)], b.columns-inner)
	}
	for _, element := range elements {
		if b.full {
			return
		}
		b.value(head, element, indent)
		head, indent = "", inner
	}
}

// long reports whether fewer than four elements fit on some line.
func (b *breaker) long(elements []string) bool {
	for _, element := range elements[:min(len(elements), 4*b.most)] {
		if 4*textWidth(element) > b.columns {
			return true
		}
	}
	return false
}

// fill gives a line as many elements as fit.
func (b *breaker) fill(line string, elements []string, indent, inner int) {
	room := b.columns - indent - textWidth(line)
	for i, element := range elements {
		w := textWidth(element)
		if i > 0 && w >= room {
			if b.line(indent, line); b.full {
				return
			}
			line, indent, room = "", inner, b.columns-inner
		} else if i > 0 {
			line += " "
			room--
		}
		line += element
		room -= w
	}
	b.line(indent, line)
}

// opening returns where the bracket stands that opens the list or map in a
// text, -1 if there is none; nested tells whether another one follows.
func opening(text string) (start int, nested bool) {
	start = -1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfText(text, i)
		case '[', '{':
			if start >= 0 {
				return start, true
			}
			start = i
		}
	}
	return start, false
}

// endOfText returns where the string ends whose quote stands at i.
func endOfText(text string, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// elementsOf splits what follows the bracket that opens a list or map into its
// elements, each with its comma, the last one with what closes it.
func elementsOf(text string) (elements []string) {
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfText(text, i)
		case '[', '{', '(':
			depth++
		case ']', '}', ')':
			depth--
		case ',': // in a number grouped by commas no space follows
			if depth == 0 && strings.HasPrefix(text[i:], ", ") {
				elements = append(elements, text[from:i+1])
				from = i + 2
			}
		}
	}
	return append(elements, text[from:])
}

// align pads the parts of elements so that they stand in columns, if all
// elements have equally many and there is room.
func align(elements []string, columns int) {
	table := make([][]string, len(elements))
	var widths []int
	for i, element := range elements {
		if element == "" || element[0] != '[' && element[0] != '{' {
			return
		}
		parts := elementsOf(element[1:])
		if i == 0 {
			widths = make([]int, len(parts))
		}
		if len(parts) != len(widths) {
			return
		}
		for j, part := range parts {
			widths[j] = max(widths[j], textWidth(part))
		}
		table[i] = parts
	}
	for _, w := range widths {
		columns -= w + 1
	}
	if columns < 0 {
		return
	}
	for i, parts := range table {
		last := len(parts) - 1
		for j, part := range parts[:last] {
			parts[j] = pad(part, widths[j])
		}
		elements[i] = elements[i][:1] + strings.Join(parts, " ")
	}
}
