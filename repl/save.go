package repl

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// A logEntry is a statement that succeeded.
type logEntry struct {
	text    string
	stmt    stmtKind
	name    string // that it binds
	results int    // how many results back it reads; -1 for none
	body    bool   // it does so in a body, which may run later
	goesOn  bool   // it begins with an operator, behind an ans that is not written
	result  bool   // its value became the last result
}

type stmtKind uint8

const (
	exprEntry stmtKind = iota
	bindEntry
	otherEntry
	clearEntry // what came before is forgotten
	baseEntry  // a setting that scripts do not have
)

// maxLog bounds the log, in bytes. A session of that length was not typed.
const maxLog = 16 << 20

// logStatement notes a statement. What is returned may be changed until the
// next call.
func (s *Session) logStatement(st parser.Stmt, src *diag.Source) *logEntry {
	span := st.Span()
	e := logEntry{text: strings.TrimSpace(src.Text[span.Start:span.End]), results: -1, stmt: otherEntry}
	switch st := st.(type) {
	case *parser.ExprStmt:
		e.stmt = exprEntry
	case *parser.AssignStmt:
		e.stmt, e.name = bindEntry, st.Name.Name
	}
	_, inBody := st.(*parser.FuncStmt)
	parser.Walk(st, func(n parser.Node) bool {
		switch n := n.(type) {
		case *parser.LambdaExpr:
			inBody = true // what follows it counts as well, which does no harm
		case *parser.Ident:
			if i := eval.ResultIndex(n.Name); i >= 0 {
				e.results = max(e.results, i)
				e.body = e.body || inBody
				e.goesOn = e.goesOn || n.Where.Start == n.Where.End
			}
		}
		return true
	})
	s.record(e)
	return &s.log[len(s.log)-1]
}

// record notes what changed the session, for :undo to name and take back.
func (s *Session) record(e logEntry) {
	s.logSize += len(e.text)
	s.log = append(s.log, e)
}

// script returns the session as a script that does the same. Names of results
// mean in it what they meant: where something reads them, it binds them, as
// far back as anything does.
func (s *Session) script() string {
	log := s.log
	for i := len(log) - 1; i >= 0; i-- {
		if log[i].stmt == clearEntry {
			log = log[i+1:]
			break
		}
	}
	var b strings.Builder
	b.WriteString("# A session of calx.\n" + s.began.script(namesIn(log)))
	w := scriptWriter{Builder: &b, depth: -1}
	for i := range log {
		w.depth = max(w.depth, log[i].results)
		w.bodies = w.bodies || log[i].body
	}
	w.always = w.bodies || w.depth > 0
	for i := range log {
		if log[i].stmt != baseEntry {
			w.entry(&log[i], w.always || readNext(log[i+1:]))
		}
	}
	return b.String()
}

// A scriptWriter writes the entries of a log as a script.
type scriptWriter struct {
	*strings.Builder
	depth  int  // how many results back anything reads
	bodies bool // functions read results
	always bool // results are bound whether or not the next one reads them
	have   int  // results so far
}

// entry writes a statement; bind tells whether its result gets its name.
func (w *scriptWriter) entry(e *logEntry, bind bool) {
	text := e.text
	if e.goesOn {
		text = "ans " + text
	}
	if !e.result || w.depth < 0 || !bind {
		w.WriteString(text + "\n")
		return
	}
	if e.stmt == bindEntry {
		w.WriteString(text + "\n")
		text = e.name
	}
	if n := min(w.depth, w.have); n > 0 {
		if e.stmt == exprEntry && (e.results >= 0 || w.bodies) { // it may read the names that change now
			w.WriteString("ans_next = " + text + "\n")
			text = "ans_next"
		}
		for ; n > 0; n-- {
			w.WriteString(eval.ResultName(n) + " = " + eval.ResultName(n-1) + "\n")
		}
	}
	w.WriteString("ans = " + text + "\n")
	if e.stmt == exprEntry {
		w.WriteString("ans\n")
	}
	w.have++
}

// readNext reports whether the last result is read before there is another.
func readNext(log []logEntry) bool {
	for i := range log {
		if log[i].results >= 0 {
			return true
		}
		if log[i].result {
			return false
		}
	}
	return false
}

// A beginning is what a session began with.
type beginning struct {
	settings eval.Settings
	display  eval.Display
	names    []string
	values   []eval.Value
}

func beginningOf(s *eval.Session) beginning {
	b := beginning{settings: s.Settings(), display: s.Display()}
	s.Names(func(name string, v eval.Value) bool {
		b.names = append(b.names, name)
		b.values = append(b.values, v)
		return true
	})
	return b
}

// namesIn returns the names that statements mention.
func namesIn(log []logEntry) map[string]bool {
	names := map[string]bool{}
	for i := range log {
		lex := lexer.New(&diag.Source{Text: log[i].text})
		for t := lex.Next(); t.Kind != lexer.EOF; t = lex.Next() {
			if t.Kind == lexer.Name {
				names[lex.Text(t)] = true
			}
		}
	}
	return names
}

// script returns what a script needs before the session's first statement, of
// the names those that it uses.
func (b *beginning) script(used map[string]bool) string {
	var w strings.Builder
	set, d := b.settings, b.display
	if set.RoundAll {
		w.WriteString("# Run it with --round-all " + itoa(set.Precision) + ".\n")
	} else if set.Precision != number.DefaultPrecision {
		w.WriteString(":precision " + itoa(set.Precision) + "\n")
	}
	if set.Exact {
		w.WriteString("# Run it with --exact.\n")
	}
	if set.Rounding != number.HalfEven {
		w.WriteString(":rounding " + set.Rounding.String() + "\n")
	}
	if d.Places >= 0 {
		w.WriteString(":places " + itoa(d.Places) + "\n")
	}
	if d.Notation != number.Plain {
		w.WriteString(":notation " + d.Notation.String() + "\n")
	}
	if d.Group {
		w.WriteString(":group\n")
	}
	for i, name := range b.names {
		if !used[name] {
			continue
		}
		if text, ok := eval.AppendSource(nil, b.values[i], maxBinding); ok {
			w.WriteString(name + " = " + string(text) + "\n")
		} else {
			w.WriteString("# Bind " + name + " first: its value is too long to be written here.\n")
		}
	}
	return w.String()
}

// maxBinding bounds the text of a value in the preamble of a script.
const maxBinding = 64 << 10

// saveCommand is :save FILE; :save! writes over a file that is there.
func (s *Session) saveCommand(arg string, force bool) bool {
	name := fileName(arg)
	switch {
	case name == "":
		return s.usage("save")
	case s.logSize > maxLog:
		return s.problem("the session is too long to be saved", "")
	}
	mode := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if !force && !s.saved[name] {
		mode |= os.O_EXCL
	}
	f, err := os.OpenFile(name, mode, 0o666)
	if err != nil {
		if errors.Is(err, fs.ErrExist) {
			return s.problem(name+" is there already", ":save! "+arg+" writes over it")
		}
		return s.problem("cannot write "+name+": "+cause(err), "")
	}
	text := s.script()
	_, err = io.WriteString(f, text)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return s.problem("cannot write "+name+": "+cause(err), "")
	}
	if s.saved == nil {
		s.saved = map[string]bool{}
	}
	s.saved[name] = true
	s.message("saved " + count(strings.Count(text, "\n"), "line") + " to " + name + "; calx " + name + " runs it")
	return true
}

// loadCommand is :load FILE: the script runs in the session, statement by
// statement, and ends at the first error.
func (s *Session) loadCommand(arg string) bool {
	name := fileName(arg)
	if name == "" {
		return s.usage("load")
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return s.problem("cannot read "+name+": it is no plain file", "")
	}
	f, err := os.Open(name)
	if err != nil {
		return s.problem("cannot read "+name+": "+cause(err), "")
	}
	defer f.Close()
	stream := parser.NewStream(f, name, s.eval.ParserOptions())
	last := -1 // the entry of the last result
	for n := 0; ; n++ {
		st, src, err := stream.Next()
		if err == nil {
			err = s.loaded(st, src, &last)
		}
		if err == nil {
			continue
		}
		s.keepLoaded(last)
		if err == io.EOF {
			s.message("loaded " + count(n, "statement") + " of " + name)
			return true
		}
		if len(diag.All(err)) == 0 {
			return s.problem("cannot read "+name+": "+cause(err), "")
		}
		s.fail(s.explained(err))
		return false
	}
}

// loaded runs a statement of a script. Its results have no names while it
// runs: the script may bind ans itself.
func (s *Session) loaded(st parser.Stmt, src *diag.Source, last *int) error {
	v, printed, err := s.eval.Exec(s.ctx, st, src)
	if err != nil {
		return err
	}
	s.logStatement(st, src)
	if printed {
		*last, s.lastLoaded = len(s.log)-1, v
		s.show(v, false)
	}
	return nil
}

// keepLoaded makes the last result of a script that of the session.
func (s *Session) keepLoaded(entry int) {
	if entry >= 0 {
		s.log[entry].result = true
		s.eval.PushResult(s.lastLoaded)
		s.lastLoaded = eval.Null
	}
}

// fileName returns the file that an argument names: quotes around it are left
// out, and ~ is the home directory.
func fileName(arg string) string {
	arg = strings.TrimSpace(arg)
	if n := len(arg); n >= 2 && (arg[0] == '"' || arg[0] == '\'') && arg[n-1] == arg[0] {
		return arg[1 : n-1]
	}
	if rest, ok := strings.CutPrefix(arg, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return home + "/" + rest
		}
	}
	return arg
}

// cause returns an error of the system without the path that is said anyway.
func cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}
