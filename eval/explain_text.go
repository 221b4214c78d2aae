package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// Explanations as text for people: a tree of sources on the left, values
// aligned on the right.
//
//	price / 3 * qty      ≈ 19.99
//	├ price              19.99
//	├ price / 3          ≈ 6.663333333333333333333333333333333
//	│                    rounded to 34 digits, half_even
//	└ qty                3

// textWidth is the width of the text of String, in columns.
const textWidth = 80

// String returns the explanation as text for people, 80 columns wide.
func (x *Explanation) String() string { return x.Text(textWidth) }

// Text returns the explanation as text for people: a tree of the steps, their
// values beside them, where and why they were rounded, and the notes. No line
// is wider than so many columns, of which at least 40 are used. Long numbers
// and sources are shortened; what is plain to see is left out: literals, names
// of functions, parameters. It ends without a newline, and holds no control
// characters.
func (x *Explanation) Text(width int) string {
	t := textWriter{width: max(width, 40)}
	if x.Root != nil {
		t.step(x.Root, nil, "", "")
	}
	var b strings.Builder
	t.write(&b)
	for _, n := range x.Notes() {
		t.paragraph(&b, "note: ", n)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// A textWriter gathers the lines of a tree, whose columns depend on all of them.
type textWriter struct {
	width int
	lines []textLine
	left  int // columns of the widest left side
}

// A textLine is a step: what stands left, its value, what there is to say.
type textLine struct {
	prefix string // of the tree
	under  string // the same for further lines of the step
	label  string
	value  string
	number bool // value is one
	remark string
}

// Columns that are left for a source in any case.
const (
	minLabel = 12 // deep in the tree
	minRoot  = 6  // before a long value of the whole
)

// step adds the lines of a step and of those below it. prefix stands before its
// line, under before the lines below; params are those of the call it is in.
func (t *textWriter) step(s *Step, params []Argument, prefix, under string) {
	if s.Kind == BodyStep {
		params = s.Params
	}
	kids := visible(s, params)
	if s.Kind == ProgramStep {
		for _, kid := range kids {
			t.step(kid.Step, nil, "", "")
		}
		return
	}
	line := textLine{prefix: prefix, under: under, label: label(s), value: shownValue(s), remark: remark(s)}
	line.number = s.State == Evaluated && s.Type == NumberKind
	if len(kids) > 0 {
		line.under += "│ "
	}
	t.add(line)
	for i, kid := range kids {
		branch, below := "├ ", "│ "
		if i == len(kids)-1 && s.Omitted == 0 {
			branch, below = "└ ", "  "
		}
		if kid.skipped > 0 {
			t.add(textLine{prefix: under + "┊ ", under: under + "┊ ", label: plural(kid.skipped, "more call")})
		}
		t.step(kid.Step, params, under+branch, under+below)
	}
	if s.Omitted > 0 {
		t.add(textLine{prefix: under + "└ ", under: under + "  ", label: plural(s.Omitted, "step") + " left out"})
	}
}

func (t *textWriter) add(l textLine) {
	most := t.width / 2
	l.prefix, l.under = shortPrefix(l.prefix, most-minLabel), shortPrefix(l.under, most-minLabel)
	n := columns(l.prefix) + columns(l.label)
	switch {
	case l.value == "" && l.remark == "":
	case l.prefix == "" && n > most:
		t.left = max(t.left, minRoot)
	default:
		t.left = max(t.left, min(n, most))
	}
	t.lines = append(t.lines, l)
}

// shortPrefix returns the end of a prefix that is deep in the tree.
func shortPrefix(p string, most int) string {
	if n := utf8.RuneCountInString(p); n > most {
		return "… " + string([]rune(p)[n-most+2:])
	}
	return p
}

// write writes the lines, values and remarks in a column of their own. A long
// label goes on where nothing follows, and that of a whole expression before a
// value that is short.
func (t *textWriter) write(b *strings.Builder) {
	at := t.left + 2
	for _, l := range t.lines {
		right := l.right(t.width - at)
		room := t.left
		switch {
		case len(right) == 0:
			room = t.width
		case l.prefix == "":
			room = max(room, t.width-2-columns(right[0]))
		}
		left := l.prefix + cutColumns(l.label, room-columns(l.prefix))
		for i, part := range right {
			if i > 0 {
				left = l.under
			}
			b.WriteString(left + strings.Repeat(" ", max(at-columns(left), 2)) + part + "\n")
		}
		if len(right) == 0 {
			b.WriteString(left + "\n")
		}
	}
}

// right returns what stands in the right column: the value, and the remark
// behind it if there is room, else below.
func (l *textLine) right(room int) []string {
	var parts []string
	switch {
	case l.value == "":
	case l.number:
		parts = append(parts, cutNumber(l.value, room))
	case l.value == errorLabel:
		return wrap(errorLabel+" "+l.remark, room)
	default:
		parts = append(parts, cutColumns(l.value, room))
	}
	if l.remark == "" {
		return parts
	}
	if len(parts) > 0 && columns(parts[0])+2+columns(l.remark) <= room {
		parts[0] += "  " + l.remark
		return parts
	}
	return append(parts, wrap(l.remark, room)...)
}

// errorLabel stands before the message of an error, in place of a value.
const errorLabel = "error:"

// paragraph writes a text over as many lines as it takes, the first with a head.
func (t *textWriter) paragraph(b *strings.Builder, head, text string) {
	for i, part := range wrap(text, t.width-len(head)) {
		if i > 0 {
			head = strings.Repeat(" ", len(head))
		}
		b.WriteString(head + part + "\n")
	}
}

// wrap breaks a text at spaces into lines of so many columns; a longer word is
// a line of its own, cut.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(diag.Clean(text, maxRemark)) {
		word = cutColumns(word, width)
		switch {
		case line == "":
			line = word
		case columns(line)+1+columns(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// maxRemark bounds the bytes of what is said of one step.
const maxRemark = 600

// A shownStep is a step that is shown, and how many calls before it are not.
type shownStep struct {
	*Step
	skipped int
}

// visible returns the steps below s that are shown: those that tell something.
// Below one that does not, there may be others that do. What short values the
// parameters of the call have stands with the call, and a name is shown once.
func visible(s *Step, params []Argument) []shownStep {
	var list []shownStep
	names := map[string]bool{}
	for _, p := range params {
		_, whole := p.short()
		names[p.Name] = whole
	}
	var from func(above *Step)
	from = func(above *Step) {
		for i, kid := range above.Steps {
			if !tells(kid, above) {
				from(kid)
				continue
			}
			if kid.Kind == NameStep && kid.Name == "" {
				if names[kid.Text()] && kid.Err == nil {
					continue
				}
				names[kid.Text()] = true
			}
			shown := shownStep{Step: kid}
			if kid.Kind == BodyStep && i > 0 && above.Steps[i-1].Kind == BodyStep {
				shown.skipped = kid.Call - above.Steps[i-1].Call - 1
			}
			list = append(list, shown)
		}
	}
	from(s)
	return list
}

// tells reports whether a step is worth a line.
func tells(s, above *Step) bool {
	choice := above.Kind == BranchStep || above.decides()
	switch s.Kind {
	case LiteralStep:
		return s.Name != "" && above.Kind != CallStep && above.Kind != MapStep || choice
	case FunctionStep:
		return false
	case NameStep, AccessStep:
		return s.Type != FunctionKind && (above.Kind != AccessStep || s.State == Failed && s.Err != nil)
	case ListStep, MapStep:
		for _, kid := range s.Steps {
			if kid.Kind != LiteralStep {
				return true
			}
		}
		return choice || s.Name != ""
	}
	return true
}

// decides reports whether a step did not need all of its operands, as and, or
// and ?? may not.
func (s *Step) decides() bool {
	if s.State == Failed {
		return false
	}
	for _, kid := range s.Steps {
		if kid.State == NotEvaluated {
			return true
		}
	}
	return false
}

// label is what stands left: the source, and what it is for.
func label(s *Step) string {
	switch {
	case s.Kind == BodyStep:
		return bodyLabel(s)
	case s.Name != "":
		return s.Name + " = " + s.Text()
	}
	return s.Text()
}

func bodyLabel(s *Step) string {
	var b strings.Builder
	b.WriteString(s.Name)
	for i, p := range s.Params {
		switch {
		case i > 0:
			b.WriteString(", ")
		case s.Name != "":
			b.WriteString(": ")
		}
		shown, _ := p.short()
		b.WriteString(p.Name + " = " + shown)
	}
	if b.Len() == 0 {
		return "()"
	}
	return diag.Clean(b.String(), maxRemark)
}

// short returns the value of a parameter as it stands with a call, and whether
// that is all of it.
func (p Argument) short() (text string, whole bool) {
	const number, other = 16, 24
	text = cutColumns(p.Shown, other)
	if p.Shown != "" && strings.Trim(p.Shown, "-.0123456789e") == "" {
		text = cutNumber(p.Shown, number)
	}
	return text, text == p.Shown
}

// shownValue is what stands right of a step.
func shownValue(s *Step) string {
	switch {
	case s.State == NotEvaluated:
		return "not evaluated"
	case s.Err != nil:
		return errorLabel
	case s.State == Failed:
		return "error below"
	case s.Kind == BodyStep && len(s.Steps) > 0:
		return ""
	case !s.Exact && s.Type == NumberKind:
		return "≈ " + s.Shown
	}
	return diag.Clean(s.Shown, maxRemark)
}

// remark is what there is to say of a step.
func remark(s *Step) string {
	switch {
	case s.Err != nil:
		return s.Err.Message
	case s.Kind == BodyStep && s.Calls > 1:
		return fmt.Sprintf("call %d of %d", s.Call, s.Calls)
	case s.Rounding != nil:
		return s.Rounding.Text
	case s.Deeper:
		return "deeper calls are not shown"
	}
	return ""
}

// columns returns the width of a text on a terminal.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += diag.RuneWidth(r)
	}
	return n
}

// cutColumns shortens a text to so many columns.
func cutColumns(s string, most int) string {
	if columns(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += diag.RuneWidth(r); n > most-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// cutNumber shortens the text of a number to so many columns: the last digits
// and an exponent stay.
func cutNumber(s string, most int) string {
	const tail = 4
	end := strings.IndexByte(s, 'e')
	if end < 0 {
		end = len(s)
	}
	keep := most - 1 - tail - (len(s) - end)
	if columns(s) <= most || strings.Contains(s, "…") || keep < tail {
		return cutColumns(s, most)
	}
	n := 0
	for i, r := range s {
		if n += diag.RuneWidth(r); n > keep {
			return s[:i] + "…" + s[end-tail:]
		}
	}
	return s
}

// maxStepText bounds the source of a step as it is shown, in bytes.
const maxStepText = 500

// Text returns the source of the step on one line, without comments; a long one
// lacks its middle. A call of a built-in function as a value has none.
func (s *Step) Text() string {
	if s.Source == nil {
		return ""
	}
	text := s.Source.Text[s.Span.Start:s.Span.End]
	if len(text) > maxStepText {
		return diag.Snippet(text)
	}
	if strings.ContainsAny(text, "\n\r") {
		text = onOneLine(text)
	}
	return diag.Clean(text, 2*maxStepText)
}

// onOneLine joins the tokens of an expression that goes over several lines. Where
// a line ends a statement of a block there comes a semicolon.
func onOneLine(text string) string {
	var b strings.Builder
	l := lexer.New(&diag.Source{Text: text, Offset: 1})
	newline, last := false, lexer.EOF
	for {
		t := l.Next()
		switch t.Kind {
		case lexer.EOF, lexer.Bad:
			return b.String()
		case lexer.Newline:
			newline = true
			continue
		}
		switch {
		case b.Len() == 0:
		case newline && endsOperand(last) && beginsOperand(t.Kind):
			b.WriteString("; ")
		case newline && (last == lexer.LParen || t.Kind == lexer.RParen):
		case newline || t.Space:
			b.WriteByte(' ')
		}
		newline, last = false, t.Kind
		b.WriteString(l.Text(t))
	}
}

// endsOperand reports whether an operand can end in a token. Two operands stand
// beside each other only where a line ends a statement.
func endsOperand(k lexer.Kind) bool {
	switch k {
	case lexer.Number, lexer.String, lexer.FString, lexer.FStringTail, lexer.Name, lexer.True, lexer.False, lexer.Null,
		lexer.RParen, lexer.RBracket, lexer.RBrace, lexer.Percent, lexer.Not, lexer.Superscript:
		return true
	}
	return false
}

// beginsOperand reports whether an operand can begin with a token.
func beginsOperand(k lexer.Kind) bool {
	switch k {
	case lexer.Number, lexer.String, lexer.FString, lexer.FStringHead, lexer.Name, lexer.True, lexer.False, lexer.Null,
		lexer.LParen, lexer.LBracket, lexer.LBrace, lexer.Root, lexer.NotKw, lexer.If:
		return true
	}
	return false
}
