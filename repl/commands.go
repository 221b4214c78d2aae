package repl

import (
	"strconv"
	"strings"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// An argKind says what a command takes, for completion.
type argKind uint8

const (
	noArg argKind = iota
	exprArg
	fileArg
	topicArg
	wordArg // one of the command's words
)

// A command is a row of the table of commands, from which running them, help,
// completion and suggestions are made.
type command struct {
	name  string // without the colon
	args  string // how help shows what it takes
	doc   string
	kind  argKind
	words []string
	run   func(s *Session, line cmdLine) bool // nil for a directive of the language
}

// A cmdLine is a line that is a command.
type cmdLine struct {
	text string       // all of it, without the newline
	name string       // as typed, without the colon
	arg  string       // the rest, trimmed
	at   int          // where arg begins in text
	src  *diag.Source // arg as source text, at its place in text
}

// commands returns the table: a function, since help reads it.
func commands() []command {
	return []command{
		{name: "help", args: "[topic|function]", doc: "how to use calx, a topic, or a function", kind: topicArg, run: (*Session).helpCommand},
		{name: "vars", doc: "what names stand for", run: (*Session).varsCommand},
		{name: "funcs", doc: "the functions you have defined", run: (*Session).funcsCommand},
		{name: "show", args: "[e]", doc: "the last result, or that of e, whole however long", kind: exprArg, run: (*Session).showCommand},
		{name: "type", args: "e", doc: "the type that is known of e before it runs", kind: exprArg, run: (*Session).typeCommand},
		{name: "time", args: "e", doc: "the value of e and the time it took", kind: exprArg, run: (*Session).timeCommand},
		{name: "explain", args: "e", doc: "how e comes to its value, and where it is rounded", kind: exprArg, run: (*Session).explainCommand},
		{name: "ast", args: "e", doc: "how e is read, every operation in parentheses", kind: exprArg, run: (*Session).astCommand},
		{name: "tokens", args: "e", doc: "the words that e is read as", kind: exprArg, run: (*Session).tokensCommand},
		{name: "plot", args: "e [from a to b]", doc: "draw functions of x, or lists of numbers", kind: exprArg, run: (*Session).plotCommand},
		{name: "base", args: "N", doc: "show integers in base 2 to 36; 10 is the usual one", kind: wordArg, words: []string{"2", "8", "10", "16"}, run: (*Session).baseCommand},
		{name: "load", args: "FILE", doc: "run a script here", kind: fileArg, run: func(s *Session, l cmdLine) bool { return s.loadCommand(l.arg) }},
		{name: "save", args: "FILE", doc: "write what you did as a script that runs; :save! writes over a file", kind: fileArg, run: func(s *Session, l cmdLine) bool {
			return s.saveCommand(l.arg, strings.HasSuffix(l.name, "!"))
		}},
		{name: "undo", doc: "take back what the last input bound or set", run: (*Session).undoCommand},
		{name: "clear", doc: "forget all names and results (Ctrl-L clears the screen)", run: (*Session).clearCommand},
		{name: "precision", args: "N", doc: "significant digits of rounded results, from here on", kind: wordArg, words: []string{"16", "34", "50", "100"}},
		{name: "rounding", args: "MODE", doc: "how results are rounded", kind: wordArg,
			words: []string{"half_even", "half_up", "half_down", "up", "down", "ceiling", "floor", "05up"}},
		{name: "places", args: "N|off", doc: "show numbers with N decimal places", kind: wordArg, words: []string{"off", "0", "2", "4"}},
		{name: "notation", args: "FORM", doc: "show numbers in plain, sci or eng notation", kind: wordArg, words: []string{"plain", "sci", "eng"}},
		{name: "group", args: "[off]", doc: "separate groups of digits: 1,234,567.89", kind: wordArg, words: []string{"on", "off"}},
		{name: "quit", doc: "leave, as Ctrl-D does", run: func(s *Session, _ cmdLine) bool { s.quit = true; return true }},
	}
}

// commandAliases are other names that people try.
var commandAliases = map[string]string{"exit": "quit", "q": "quit", "q!": "quit", "h": "help", "?": "help", "save!": "save", "variables": "vars", "functions": "funcs", "reset": "clear"}

func findCommand(name string) *command {
	if full := commandAliases[name]; full != "" {
		name = full
	}
	table := commands()
	for i := range table {
		if table[i].name == name {
			return &table[i]
		}
	}
	return nil
}

// parseCommand splits a line that begins with a colon and a name.
func parseCommand(line string) (cmdLine, bool) {
	line = strings.TrimSuffix(line, "\n")
	start := len(line) - len(strings.TrimLeft(line, " \t"))
	if start == len(line) || line[start] != ':' {
		return cmdLine{}, false
	}
	end := start + 1
	for end < len(line) && (isNameByte(line[end]) || line[end] == '!' || line[end] == '?') {
		end++
	}
	at := end
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	l := cmdLine{text: line, name: line[start+1 : end], arg: strings.TrimRight(line[at:], " \t\r"), at: at}
	return l, true
}

func isNameByte(c byte) bool {
	return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

// isCommand reports whether a line is a command of the REPL; the directives of
// the language are statements like others.
func isCommand(line string) bool {
	l, ok := parseCommand(line)
	if !ok || l.name == "" {
		return false
	}
	c := findCommand(l.name)
	return c == nil || c.run != nil
}

// command runs a line that is a command.
func (s *Session) command(line string) bool {
	l, _ := parseCommand(line)
	l.src = &diag.Source{Text: strings.Repeat(" ", l.at) + l.arg}
	c := findCommand(l.name)
	if c == nil {
		return s.unknownCommand(l)
	}
	if c.kind == noArg && l.arg != "" {
		return s.problem(":"+c.name+" takes nothing", "")
	}
	return c.run(s, l)
}

func (s *Session) unknownCommand(l cmdLine) bool {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	hint := ":help commands lists them"
	if habit := habits[l.name]; habit != "" {
		hint = habit
	} else if near := diag.Nearest(l.name, names); near != "" {
		hint = "did you mean :" + near + "?"
	}
	at := strings.IndexByte(l.text, ':')
	s.typedError(&diag.Error{Class: diag.Syntax, Code: "unknown-command", Message: "unknown command " + diag.Quote(":"+l.name), Hint: hint,
		Span: diag.Span{Start: at, End: at + 1 + len(l.name)}, Source: l.src}, l)
	return false
}

// problem reports what a command could not do.
func (s *Session) problem(message, hint string) bool {
	s.fail(&diag.Error{Message: message, Hint: hint})
	return false
}

// usage says how a command is called.
func (s *Session) usage(name string) bool {
	c := findCommand(name)
	return s.problem("write :"+c.name+" "+c.args, "")
}

// expression reads the expression that a command takes.
func (s *Session) expression(l cmdLine) (*parser.ExprStmt, bool) {
	if l.arg == "" {
		return nil, s.usage(l.name)
	}
	file, err := parser.ParseWith(l.src, s.parserOptions())
	if err == nil && len(file.Stmts) == 1 {
		if x, ok := file.Stmts[0].(*parser.ExprStmt); ok {
			return x, true
		}
	}
	if err == nil {
		at := diag.Span{Start: l.at, End: len(l.src.Text)}
		err = &diag.Error{Class: diag.Syntax, Code: "expression", Message: ":" + l.name + " takes one expression", Span: at, Source: l.src}
	}
	s.typedError(err, l)
	return nil, false
}

// typedError reports an error in what a command was given. The line is shown
// as it was typed.
func (s *Session) typedError(err error, l cmdLine) {
	s.typed = &diag.Source{Text: l.text}
	for _, e := range diag.All(err) {
		if e.Source == l.src {
			e.Source = s.typed
		}
	}
	s.fail(err)
}

// evaluate returns the value of the expression that a command takes.
func (s *Session) evaluate(l cmdLine) (eval.Value, bool) {
	st, ok := s.expression(l)
	if !ok {
		return eval.Null, false
	}
	v, _, err := s.eval.Exec(s.ctx, st, l.src)
	if err != nil {
		s.typedError(s.explained(err), l)
		return eval.Null, false
	}
	return v, true
}

func (s *Session) showCommand(l cmdLine) bool {
	if l.arg != "" {
		v, ok := s.evaluate(l)
		return ok && s.showWhole(v)
	}
	v, ok := s.eval.Get(eval.ResultName(0))
	if !ok {
		return s.problem("there is no result yet", "")
	}
	return s.showWhole(v)
}

func (s *Session) typeCommand(l cmdLine) bool {
	st, ok := s.expression(l)
	if !ok {
		return false
	}
	t, err := s.eval.TypeOf(st.X, l.src)
	if err != nil {
		s.typedError(err, l)
		return false
	}
	s.message(t.String())
	return true
}

func (s *Session) timeCommand(l cmdLine) bool {
	start := time.Now()
	v, ok := s.evaluate(l)
	if !ok {
		return false
	}
	took := time.Since(start)
	if !s.show(v, false) {
		return false
	}
	s.message("took " + shortDuration(took))
	return true
}

// shortDuration returns a time with three digits: "1.23 ms".
func shortDuration(d time.Duration) string {
	units := []struct {
		size time.Duration
		name string
	}{{time.Second, "s"}, {time.Millisecond, "ms"}, {time.Microsecond, "µs"}, {time.Nanosecond, "ns"}}
	for _, u := range units {
		if d < u.size && u.size > 1 {
			continue
		}
		x := float64(d) / float64(u.size)
		places := 2
		if x >= 100 {
			places = 0
		} else if x >= 10 {
			places = 1
		}
		return strconv.FormatFloat(x, 'f', places, 64) + " " + u.name
	}
	return "0 ns"
}

func (s *Session) astCommand(l cmdLine) bool {
	st, ok := s.expression(l)
	if ok {
		s.message(printable(parser.Sexpr(st)))
	}
	return ok
}

func (s *Session) tokensCommand(l cmdLine) bool {
	if l.arg == "" {
		return s.usage(l.name)
	}
	lex := lexer.New(l.src)
	lex.Comments = true
	var b strings.Builder
	for {
		t := lex.Next()
		switch t.Kind {
		case lexer.EOF:
			s.message(b.String())
			return true
		case lexer.Bad:
			s.message(b.String())
			s.typedError(lex.Err(), l)
			return false
		}
		text := l.src.Text[t.Span.Start:t.Span.End]
		b.WriteString(pad(printable(text), 16) + " " + tokenNoun(t.Kind, text) + "\n")
	}
}

// tokenNoun names a kind of token without repeating its text.
func tokenNoun(k lexer.Kind, text string) string {
	switch {
	case k.Keyword() && k.String() == text:
		return "keyword"
	case k == lexer.Superscript:
		return "exponent"
	case k.String() == text:
		return "operator"
	}
	if noun, ok := strings.CutPrefix(k.String(), "a "); ok {
		return noun
	}
	return "operator, as " + k.String()
}

func pad(s string, columns int) string {
	return s + strings.Repeat(" ", max(columns-textWidth(s), 0))
}

func (s *Session) baseCommand(l cmdLine) bool {
	if l.arg == "" {
		base := s.eval.Display().Base
		if base == 0 {
			base = 10
		}
		s.message("base " + itoa(base))
		return true
	}
	n, err := strconv.Atoi(l.arg)
	if err == nil {
		err = s.eval.SetBase(n)
	}
	if err != nil {
		return s.problem(":base takes a number from 2 to 36", "")
	}
	s.record(logEntry{text: ":base " + itoa(n), stmt: baseEntry, results: -1})
	return true
}

func (s *Session) undoCommand(cmdLine) bool {
	mark, ok := s.eval.Undo()
	if !ok {
		return s.problem("there is nothing to undo", "")
	}
	var texts []string
	for _, e := range s.log[mark:] {
		s.logSize -= len(e.text)
		texts = append(texts, e.text)
	}
	clear(s.log[mark:])
	s.log = s.log[:mark]
	columns, _ := s.size()
	if text := strings.Join(texts, "; "); text != "" {
		s.message("undone: " + fit(text, columns-len("undone: ")))
	} else {
		s.message("undone")
	}
	return true
}

// fit returns text on one line of so many columns.
func fit(text string, columns int) string {
	text = diag.Clean(text, 4*max(columns, 1))
	if textWidth(text) > columns {
		return cut(text, columns-1) + "…"
	}
	return text
}

func (s *Session) clearCommand(cmdLine) bool {
	s.eval.Clear()
	s.record(logEntry{text: ":clear", stmt: clearEntry, results: -1})
	return true
}

func (s *Session) varsCommand(cmdLine) bool {
	var failed error
	columns, _ := s.size()
	some := false
	s.eval.Names(func(name string, v eval.Value) bool {
		if eval.ResultIndex(name) >= 0 || v.Kind() == eval.FunctionKind {
			return true
		}
		some = true
		failed = s.binding(name, v, columns)
		return failed == nil
	})
	switch {
	case failed != nil:
		s.fail(s.explained(failed))
		return false
	case !some:
		s.message("no names yet: x = 5 binds one")
	}
	return true
}

// binding shows a name and its value on one line.
func (s *Session) binding(name string, v eval.Value, columns int) error {
	head := name + " = "
	if !v.Exact() {
		head = name + " " + mark
	}
	b, whole, err := s.eval.AppendShown(s.ctx, nil, v, 4*columns)
	if err != nil {
		return err
	}
	text := printable(string(b))
	if rest := columns - 1 - textWidth(head); !whole || textWidth(text) > rest {
		long := " (" + s.howMuch(v) + ")"
		if rest < 10+len(long) {
			long = ""
		}
		text = cut(text, max(rest-1-len(long), 5)) + "…" + long
	}
	s.message(head + text)
	return nil
}

func (s *Session) funcsCommand(cmdLine) bool {
	some := false
	columns, _ := s.size()
	s.eval.Names(func(name string, v eval.Value) bool {
		if v.Kind() == eval.FunctionKind && eval.ResultIndex(name) < 0 {
			some = true
			s.message(fit(definition(name, v), columns-1))
		}
		return true
	})
	if !some {
		s.message("no functions yet: f(x) = x^2 defines one")
	}
	return true
}

// definition returns a function as one would write it.
func definition(name string, v eval.Value) string {
	params, body, ok := v.Definition()
	if !ok {
		return name + " = " + strings.TrimSuffix(strings.TrimPrefix(v.String(), "<function "), ">")
	}
	return name + "(" + strings.Join(params, ", ") + ") = " + body
}

// setting says what is in force.
func (s *Session) setting(name string) string {
	set, d := s.eval.Settings(), s.eval.Display()
	switch name {
	case "precision":
		return "precision " + itoa(set.Precision)
	case "rounding":
		return "rounding " + set.Rounding.String()
	case "places":
		if d.Places < 0 {
			return "places off"
		}
		return "places " + itoa(d.Places)
	case "notation":
		return "notation " + d.Notation.String()
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }
