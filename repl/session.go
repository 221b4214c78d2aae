package repl

import (
	"context"
	"errors"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
	"github.com/calx-lang/calx/plot"
)

// A Kind says what a [Part] of the answer to an input is.
type Kind uint8

// The kinds of parts.
const (
	Result  Kind = iota // the value of an expression
	Note                // a remark on a result, or on how the input was read
	Failure             // an error
	Message             // what a command prints
	Picture             // a drawing, in the colours of Options.Plot
)

// A Part is a piece of the answer to an input: lines of text without a newline
// at the end, without escape sequences (but for the colours of a [Picture]), fit
// to be sent to a terminal.
type Part struct {
	Kind Kind
	Text string
}

// Options are what a [Session] works with.
type Options struct {
	// Eval evaluates. Names bound in it beforehand are there for the user.
	Eval *eval.Session

	// Size returns the columns and rows of the screen; nil for 80 by 24. It
	// decides when a result is too long to be shown whole.
	Size func() (columns, rows int)

	// Render, if set, writes results in place of the session's own form,
	// whole whatever their length.
	Render func(ctx context.Context, dst []byte, s *eval.Session, v eval.Value) ([]byte, error)

	// Plot is how :plot draws.
	Plot plot.Theme

	// Quiet leaves notes out.
	Quiet bool
}

// A Session is the interactive mode without a terminal: inputs go in, answers
// come out. It is for one goroutine.
type Session struct {
	eval       *eval.Session
	options    Options
	emit       func(Part)
	ctx        context.Context // of the input being run
	typed      *diag.Source    // the text of it that stands on the screen
	log        []logEntry      // statements that succeeded, for :save and :undo
	logSize    int             // bytes of them
	saved      map[string]bool // files that :save has written
	began      beginning
	lastLoaded eval.Value
	quit       bool
}

// NewSession returns a session.
func NewSession(o Options) *Session {
	return &Session{eval: o.Eval, options: o, began: beginningOf(o.Eval)}
}

// Prompt and Continuation stand before the first line of an input and before
// its further ones. They take the same columns, so that lines align, and are
// ASCII, so that every terminal agrees on how many.
const (
	Prompt       = "> "
	Continuation = "| "
)

// NeedsMore reports whether the input is a statement that more lines could
// complete.
func (s *Session) NeedsMore(input string) bool {
	if s.bareCommand(input) != "" || incremented(input) != "" {
		return false
	}
	text := input
	for more := true; more; {
		var chunk string
		chunk, _, text, more = nextChunk(text)
		if !more {
			return incomplete(chunk, s.parserOptions())
		}
	}
	return false
}

func incomplete(text string, o parser.Options) bool {
	if strings.TrimSpace(text) == "" || isCommand(text) {
		return false
	}
	_, err := parser.ParseWith(&diag.Source{Text: text}, o)
	all := diag.All(err)
	return len(all) > 0 && all[0].Incomplete
}

func (s *Session) parserOptions() parser.Options {
	o := s.eval.ParserOptions()
	o.Continue = true
	return o
}

// Run answers an input of one line or several, each part as soon as it is
// there. It returns true when the user wants to leave.
func (s *Session) Run(ctx context.Context, input string, emit func(Part)) (quit bool) {
	s.emit, s.ctx, s.quit = emit, ctx, false
	s.eval.Checkpoint(len(s.log))
	line := 0
	for rest, more := input, true; more && !s.quit; {
		var chunk string
		var command bool
		chunk, command, rest, more = nextChunk(rest)
		ok := true
		if command {
			ok = s.command(chunk)
		} else {
			ok = s.statements(&diag.Source{Text: chunk, Line: line}, !more)
		}
		if !ok {
			s.notRun(rest)
			break
		}
		line += strings.Count(chunk, "\n")
	}
	return s.quit
}

// notRun says that an error kept the rest of an input from being run.
func (s *Session) notRun(rest string) {
	if strings.TrimSpace(rest) != "" {
		s.note("what follows it was not run")
	}
}

// nextChunk splits off the first part of an input: a line that is a command,
// or all lines up to the next such line.
func nextChunk(input string) (chunk string, command bool, rest string, more bool) {
	end := 0
	for end < len(input) {
		line := input[end:]
		next := len(input)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], end+i+1
		}
		if isCommand(line) {
			if end > 0 {
				break
			}
			return input[:next], true, input[next:], next < len(input)
		}
		end = next
	}
	return input[:end], false, input[end:], end < len(input)
}

// statements runs statements. last tells whether nothing follows them in the
// input.
func (s *Session) statements(src *diag.Source, last bool) bool {
	s.typed = src
	if c := s.bareCommand(src.Text); c != "" {
		return s.command(c)
	}
	file, err := parser.ParseWith(src, s.parserOptions())
	if err != nil {
		s.fail(s.familiar(err, src))
		return false
	}
	for i, st := range file.Stmts {
		if !s.statement(st, src, last && i == len(file.Stmts)-1) {
			if i < len(file.Stmts)-1 {
				s.note("what follows it was not run")
			}
			return false
		}
	}
	return true
}

// statement runs one statement. The value of a binding is shown too if the
// statement is the last of its input: it is what was asked for.
func (s *Session) statement(st parser.Stmt, src *diag.Source, last bool) bool {
	if d, ok := st.(*parser.DirectiveStmt); ok && d.Arg == "" && d.Name != "group" {
		s.message(s.setting(d.Name))
		return true
	}
	if err := s.reserved(st, src); err != nil {
		s.fail(err)
		return false
	}
	notes := s.foresee(st, src)
	v, printed, err := s.eval.Exec(s.ctx, st, src)
	if err != nil {
		s.fail(s.familiar(s.explained(err), src))
		return false
	}
	entry := s.logStatement(st, src)
	if bind, ok := st.(*parser.AssignStmt); ok && last {
		v, printed = s.value(bind.Name.Name), true
	}
	ok := true
	if printed {
		entry.result = true
		s.eval.PushResult(v)
		ok = s.show(v, entry.stmt == bindEntry)
	}
	for _, n := range notes {
		s.note(n)
	}
	return ok
}

func (s *Session) value(name string) eval.Value {
	v, _ := s.eval.Get(name)
	return v
}

// reserved is the error of binding a name that the results have.
func (s *Session) reserved(st parser.Stmt, src *diag.Source) error {
	var name *parser.Ident
	switch st := st.(type) {
	case *parser.AssignStmt:
		name = &st.Name
	case *parser.FuncStmt:
		name = &st.Name
	default:
		return nil
	}
	if eval.ResultIndex(name.Name) < 0 {
		return nil
	}
	return &diag.Error{Class: diag.Name, Code: "result-name", Span: name.Where, Source: src,
		Message: diag.Quote(name.Name) + " is a name of the last results", Hint: "choose another name"}
}

// explained says of an evaluation that was ended from outside what ended it.
func (s *Session) explained(err error) error {
	all := diag.All(err)
	if len(all) == 0 || all[0].Class != diag.Canceled {
		return err
	}
	message := "interrupted"
	if errors.Is(err, context.DeadlineExceeded) {
		message = "that took longer than --timeout allows"
	}
	return &diag.Error{Class: diag.Canceled, Code: "canceled", Message: message, Cause: err}
}

func (s *Session) note(text string) {
	if !s.options.Quiet {
		s.emit(Part{Note, s.fill("note: " + text)})
	}
}

// fill breaks a line that is longer than the screen is wide between words.
func (s *Session) fill(text string) string {
	columns, _ := s.size()
	if textWidth(text) < columns {
		return text
	}
	lines := wrap(strings.Fields(text), "  ", columns)
	return strings.TrimRight(strings.TrimPrefix(lines, "  "), "\n")
}

func (s *Session) message(text string) {
	if text = strings.TrimRight(text, "\n"); text != "" {
		s.emit(Part{Message, text})
	}
}

// fail reports errors. Of what was typed on one line, carets point at the place
// in that line, which stands right above; other source is shown with them.
func (s *Session) fail(err error) {
	all := diag.All(err)
	if len(all) == 0 {
		all = []*diag.Error{{Message: err.Error()}}
	}
	e := all[0]
	text := "error: " + diag.Clean(e.Message, maxMessage)
	if e.Hint != "" {
		text += " (" + diag.Clean(e.Hint, maxMessage) + ")"
	}
	if e.Source == nil {
		text = s.fill(text)
	} else {
		columns, _ := s.size()
		carets := ""
		if e.Source == s.typed {
			carets = typedCarets(e, columns)
		}
		if carets != "" {
			text = carets + "\n" + s.fill(text)
		} else {
			text = s.narrow(withoutPlace(diag.Pretty(e), e.Source))
		}
	}
	switch n := len(all) - 1; n {
	case 0:
	case 1:
		text += "\nand 1 more error"
	default:
		text += "\nand " + itoa(n) + " more errors"
	}
	s.emit(Part{Failure, text})
}

// withoutPlace leaves out the line " --> 1:8" of a rendered error where no file
// gives it a meaning.
func withoutPlace(pretty string, src *diag.Source) string {
	lines := strings.SplitN(pretty, "\n", 3)
	if src.Name != "" || len(lines) < 3 {
		return pretty
	}
	return lines[0] + "\n" + lines[2]
}

// narrow breaks the message of a rendered error, and what stands behind its
// carets, where the screen is too narrow for them.
func (s *Session) narrow(pretty string) string {
	columns, _ := s.size()
	lines := strings.Split(pretty, "\n")
	for i, line := range lines {
		carets := strings.LastIndex(line, "^ ") + 1
		switch {
		case textWidth(line) < columns || i > 0 && carets == 0:
		case i > 0 && i == len(lines)-1 && strings.HasPrefix(strings.TrimLeft(line, " "), "|"):
			lines[i] = line[:carets] + "\n" + s.fill(line[carets+1:])
		case i == 0:
			lines[i] = s.fill(line)
		}
	}
	return strings.Join(lines, "\n")
}

// maxMessage bounds a message or hint that is shown, in bytes.
const maxMessage = 3000

// typedCarets returns a line of carets that fits below an input that was typed
// on one line behind the prompt, or "".
func typedCarets(e *diag.Error, columns int) string {
	text := e.Source.Text
	if e.Source.Line > 0 || len(text) > maxCaretLine || strings.Contains(text, "\n") {
		return ""
	}
	start := min(max(e.Span.Start, 0), len(text))
	end := min(max(e.Span.End, start), len(text))
	before := len(Prompt) + textWidth(text[:start])
	if before+max(textWidth(text[start:]), 1) > columns {
		return ""
	}
	return strings.Repeat(" ", before) + strings.Repeat("^", max(textWidth(text[start:end]), 1))
}

// maxCaretLine is the length of a line from which on it is surely wrapped.
const maxCaretLine = 1000

// size returns the size of the screen, within reason.
func (s *Session) size() (columns, rows int) {
	columns, rows = 80, 24
	if s.options.Size != nil {
		if c, r := s.options.Size(); c > 0 && r > 0 {
			columns, rows = c, r
		}
	}
	return max(columns, 10), max(rows, 5)
}
