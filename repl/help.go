package repl

import (
	"strings"
	"unicode"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// helpCommand is :help, with a topic, a function, a group of functions, a
// command or an operator behind it.
func (s *Session) helpCommand(l cmdLine) bool {
	name, function := strings.CutSuffix(strings.TrimPrefix(l.arg, ":"), "()")
	if t := topicOf(name); t != "" && (t == "results" || !s.known(name)) {
		name = t
	}
	if b := builtin(name); b != nil && (function || topic(name) == nil) {
		columns, _ := s.size()
		s.message(builtinPage(b, columns))
		return true
	}
	switch {
	case name == "":
		s.page(overview)
		return true
	case name == "commands":
		s.page(commandsPage())
		return true
	case name == "functions":
		columns, _ := s.size()
		s.page(functionsPage(columns))
		return true
	}
	if c := findCommand(name); c != nil && (strings.HasPrefix(l.arg, ":") || topic(name) == nil) {
		s.page(strings.TrimRight(":"+c.name+" "+c.args, " ") + "\n  " + c.doc)
		return true
	}
	if t := topic(name); t != nil {
		columns, _ := s.size()
		text := strings.TrimSpace(t.text)
		if names := groupNames(name); len(names) > 0 {
			text += "\n\nFunctions:\n" + strings.TrimRight(wrap(names, "  ", columns), "\n")
		}
		if builtin(name) != nil {
			text += "\n\n:help " + name + "() is about the function."
		}
		s.page(text)
		return true
	}
	if v, ok := s.eval.Get(name); ok {
		return s.describe(name, v)
	}
	columns, _ := s.size()
	for _, page := range []string{groupPage(name, columns), mentionsPage(name, columns)} {
		if page != "" {
			s.page(page)
			return true
		}
	}
	return s.noHelp(l, name)
}

func (s *Session) noHelp(l cmdLine, name string) bool {
	hint := ":help lists the topics"
	if near := diag.Nearest(name, helpNames()); near != "" {
		hint = "did you mean :help " + near + "?"
	}
	s.typedError(&diag.Error{Class: diag.Name, Code: "no-help", Message: "there is no help on " + diag.Quote(name), Hint: hint,
		Span: diag.Span{Start: l.at, End: l.at + len(l.arg)}, Source: l.src}, l)
	return false
}

// describe shows what a name of the session stands for.
func (s *Session) describe(name string, v eval.Value) bool {
	if v.Kind() == eval.FunctionKind {
		s.message(definition(name, v))
		return true
	}
	columns, _ := s.size()
	if err := s.binding(name, v, columns); err != nil {
		s.fail(s.explained(err))
		return false
	}
	return true
}

func builtin(name string) *eval.Builtin { return eval.Builtins().Find(name) }

// builtinPage shows a row of the table of built-ins.
func builtinPage(b *eval.Builtin, columns int) string {
	var w strings.Builder
	w.WriteString(b.Signature())
	if b.Result != nil {
		w.WriteString(" → " + b.Result.String())
	}
	w.WriteString("\n" + wrap(strings.Fields(b.Doc), "  ", columns))
	for _, e := range b.Examples {
		w.WriteString("\n" + Prompt + e.Source + "\n" + e.Result + "\n")
	}
	return w.String()
}

// helpNames returns all that :help knows by a name.
func helpNames() []string {
	names := []string{"commands", "functions"}
	for i := range topics {
		names = append(names, topics[i].name)
	}
	for _, b := range eval.Builtins().Rows() {
		names = append(names, b.Name)
	}
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

func commandsPage() string {
	var b strings.Builder
	for _, c := range commands() {
		b.WriteString(pad(strings.TrimRight(":"+c.name+" "+c.args, " "), 24) + " " + c.doc + "\n")
	}
	return b.String()
}

// functionsPage lists the names of all functions by their groups.
func functionsPage(columns int) string {
	var b strings.Builder
	group := ""
	var names []string
	flush := func() {
		if group != "" {
			b.WriteString(group + "\n" + wrap(names, "  ", columns))
		}
		names = names[:0]
	}
	for _, row := range eval.Builtins().Rows() {
		if row.Group != group {
			flush()
			group = row.Group
		}
		names = append(names, row.Name)
	}
	flush()
	b.WriteString(":help NAME shows one of them, :help GROUP a group with what each does\n")
	return b.String()
}

// groupNames returns the names of the functions of a group.
func groupNames(group string) (names []string) {
	for _, b := range eval.Builtins().Rows() {
		if b.Group == group {
			names = append(names, b.Name)
		}
	}
	return names
}

// groupPage lists the functions of a group, each with its sentence.
func groupPage(name string, columns int) string {
	var b strings.Builder
	for _, row := range eval.Builtins().Rows() {
		if row.Group == name || name != "" && strings.HasPrefix(row.Group, name+" ") {
			b.WriteString(row.Signature() + "\n" + wrap(strings.Fields(row.Doc), "  ", columns))
		}
	}
	return b.String()
}

// maxMentions bounds how many functions a word finds: a word that more of them
// mention says nothing.
const maxMentions = 12

// mentionsPage lists the functions and commands that a word is the name of in
// part, or that speak of it.
func mentionsPage(word string, columns int) string {
	if len(word) < 3 {
		return ""
	}
	mentions := func(name, doc string) bool {
		if strings.Contains(name, word) {
			return true
		}
		for _, w := range strings.FieldsFunc(doc, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) >= len(word) && strings.EqualFold(w[:len(word)], word) {
				return true
			}
		}
		return false
	}
	var b strings.Builder
	n := 0
	for _, c := range commands() {
		if mentions(c.name, c.doc) {
			n++
			b.WriteString(strings.TrimRight(":"+c.name+" "+c.args, " ") + "\n" + wrap(strings.Fields(c.doc), "  ", columns))
		}
	}
	for _, row := range eval.Builtins().Rows() {
		if mentions(row.Name, row.Doc) {
			n++
			b.WriteString(row.Signature() + "\n" + wrap(strings.Fields(row.Doc), "  ", columns))
		}
	}
	if n > maxMentions {
		return ""
	}
	return b.String()
}

// page prints a page of text, and breaks the lines of it that the screen is too
// narrow for.
func (s *Session) page(text string) {
	columns, _ := s.size()
	var b strings.Builder
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if textWidth(line) > columns {
			for ; isProse(line) && i+1 < len(lines) && isProse(lines[i+1]); i++ {
				line += " " + lines[i+1] // the rest of the paragraph
			}
			line = fillColumn(line, columns)
		}
		b.WriteString(line + "\n")
	}
	s.message(b.String())
}

// isProse reports whether a line is part of a paragraph.
func isProse(line string) bool { return line != "" && line[0] != ' ' && !strings.Contains(line, "  ") }

// fillColumn breaks a line between words. What stands in a second column, two
// spaces behind the first, stays in it if there is room, and else follows on
// lines of its own.
func fillColumn(line string, columns int) string {
	text := strings.TrimLeft(line, " ")
	room := columns * 3 / 5 // the widest first column
	indent := len(line) - len(text)
	if indent > room {
		indent = 2
	}
	head := ""
	if i := strings.LastIndex(text, "  ") + 2; i > 1 {
		head, text = strings.Repeat(" ", indent)+text[:i], text[i:]
		if indent = textWidth(head); indent > room {
			head = strings.TrimRight(head, " ") + "\n"
			indent = 2
		}
	}
	filled := strings.TrimRight(wrap(strings.Fields(text), strings.Repeat(" ", indent), columns), "\n")
	if head != "" && !strings.HasSuffix(head, "\n") {
		filled = filled[indent:]
	}
	return head + filled
}

// wrap sets words in lines of so many columns, each behind an indent.
func wrap(words []string, indent string, columns int) string {
	var b strings.Builder
	at := 0
	for _, w := range words {
		n := textWidth(w)
		switch {
		case at == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+n >= columns:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(w)
		at += n
	}
	if at > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}
