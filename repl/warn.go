package repl

import (
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
)

// foreseeTime bounds what finding notes adds to the time of a statement.
const foreseeTime = 20 * time.Millisecond

// foresee returns notes on what may surprise in a statement that is about to
// run: in how it reads, and in its values.
func (s *Session) foresee(st parser.Stmt, src *diag.Source) []string {
	if s.options.Quiet {
		return nil
	}
	notes := s.eval.Foresee(within(foreseeTime), st, src)
	var readings []string
	for _, w := range eval.Warnings(&parser.File{Source: src, Stmts: []parser.Stmt{st}}, src) {
		if w.Code == "tie" && notes != nil {
			continue // the values tell it better, by the mode in force
		}
		text := diag.Clean(w.Message, maxMessage)
		if w.Hint != "" {
			text += "; " + diag.Clean(w.Hint, maxMessage)
		}
		readings = append(readings, text)
	}
	return append(readings, notes...)
}

// explainCommand is :explain: the steps of an evaluation, and where it rounded.
func (s *Session) explainCommand(l cmdLine) bool {
	st, ok := s.expression(l)
	if !ok {
		return false
	}
	x, err := s.eval.Explain(s.ctx, st, l.src)
	if x != nil {
		columns, _ := s.size()
		s.message(printable(x.Text(columns)))
		for _, n := range x.Notes() {
			s.note(n)
		}
	}
	if err != nil {
		s.typedError(s.explained(err), l)
		return false
	}
	return true
}
