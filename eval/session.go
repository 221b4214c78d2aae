package eval

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// A Session evaluates statements one after the other: a script from a file or
// a pipe, the lines of a REPL. It is for one goroutine.
type Session struct {
	unit    *unit
	frame   *frame
	limits  Limits
	display Display
	undo    undoLog
	results []int // slots of ans, ans1, … as far as they are in use
}

// NewSession returns a session with nothing bound but the built-ins.
func NewSession(o Options) *Session {
	limits := o.Limits.WithDefaults(DefaultLimits)
	s := &Session{limits: limits, display: PlainDisplay}
	s.unit = &unit{globals: newGlobals(0), builtins: Builtins, checked: o.RoundAll, literalDigits: digitLimit(limits)}
	s.frame = &frame{globs: s.unit.globals}
	s.frame.init(limits, o.context())
	return s
}

// ParserOptions are the options with which a session's text is to be parsed.
func (s *Session) ParserOptions() parser.Options {
	return parser.Options{Limits: parserLimits(s.limits), Directives: true}
}

// Set binds a name of the host.
func (s *Session) Set(name string, v Value) {
	g := s.unit.globals
	slot := g.slot(name)
	s.grow()
	s.undo.record(slot, g.info[slot], s.frame.globals[slot])
	g.bind(name, typeOf(v))
	g.info[slot].host = true
	s.frame.globals[slot] = v
}

// Get returns the value of a script-level name, and whether it has one.
func (s *Session) Get(name string) (Value, bool) {
	slot := s.unit.globals.lookup(name)
	if slot < 0 || s.frame.globals[slot].tag.kind == unboundKind {
		return Null, false
	}
	return s.frame.globals[slot], true
}

// grow gives every name a slot.
func (s *Session) grow() {
	for len(s.frame.globals) < len(s.unit.globals.names) {
		s.frame.globals = append(s.frame.globals, unbound)
	}
}

// Display returns how numbers are shown.
func (s *Session) Display() Display { return s.display }

// SetDisplay sets how numbers are shown; directives change it.
func (s *Session) SetDisplay(d Display) { s.display = d }

// Exec runs one statement of the text src. hasValue tells whether it is an
// expression, whose value v a script prints. The error is a *[diag.Error] or,
// when several show before the run, a [diag.List]; a failed statement binds
// nothing.
func (s *Session) Exec(ctx context.Context, st parser.Stmt, src *diag.Source) (v Value, hasValue bool, err error) {
	if d, ok := st.(*parser.DirectiveStmt); ok {
		s.undo.settings(s)
		if e := s.directive(d); e != nil {
			e.Source = src
			return Null, false, e
		}
		return Null, false, nil
	}
	g := s.unit.globals
	names := len(g.names)
	before, old := global{typ: tAny}, unbound
	slot := -1
	if name := boundName(st); name != "" {
		if slot = g.find(name); slot >= 0 {
			before, old = g.info[slot], s.frame.globals[slot]
		}
	}
	code, errs := s.unit.statement(st, src)
	if len(errs) > 0 {
		g.truncate(names)
		return Null, false, errs.Err()
	}
	s.grow()
	f := s.frame
	f.restart(ctx)
	if f.alloc(int64(len(g.names)-names) * nameBytes) {
		v = f.execute(&code)
	}
	if f.err != nil {
		err := f.err
		f.place(code.at)
		if slot >= 0 {
			g.info[slot] = before
		}
		g.truncate(names)
		f.globals = f.globals[:names]
		return Null, false, err
	}
	if code.slot >= 0 {
		s.undo.record(code.slot, before, old)
	}
	return v, code.slot < 0, nil
}

// nameBytes is about what a script-level name takes.
const nameBytes = 300

func boundName(st parser.Stmt) string {
	switch st := st.(type) {
	case *parser.AssignStmt:
		return st.Name.Name
	case *parser.FuncStmt:
		return st.Name.Name
	}
	return ""
}

// restart readies a frame for the next statement, also after a failed one.
func (f *frame) restart(ctx context.Context) {
	f.start(ctx)
	f.budget.memory = max(f.budget.memory, 0)
	clear(f.temps)
	clear(f.builders)
	f.temps, f.builders = f.temps[:0], f.builders[:0]
	f.piped = Value{}
	if len(f.chunks) > 0 {
		f.chunks = f.chunks[:1]
		f.free = f.chunks[0]
		clear(f.free[:min(f.used, len(f.free))])
		f.used = 0
	}
}

// directive carries out :precision 50 and its like.
func (s *Session) directive(d *parser.DirectiveStmt) *diag.Error {
	bad := func(what string) *diag.Error {
		return &diag.Error{Class: diag.Value, Code: "directive-value", Span: d.Where,
			Message: fmt.Sprintf(":%s takes %s", d.Name, what)}
	}
	switch d.Name {
	case "precision":
		n, err := strconv.Atoi(strings.ReplaceAll(d.Arg, "_", ""))
		if err != nil || n < 1 || n > number.MaxPrecision {
			return bad(fmt.Sprintf("a number of digits from 1 to %d", number.MaxPrecision))
		}
		s.frame.num.Precision = n
	case "rounding":
		mode, ok := number.ParseRounding(strings.ReplaceAll(d.Arg, "-", "_"))
		if !ok {
			return bad("one of half_even, half_up, half_down, up, down, ceiling, floor, 05up")
		}
		s.frame.num.Rounding = mode
	case "places":
		n, err := strconv.Atoi(d.Arg)
		switch {
		case d.Arg == "off":
			n = -1
		case err != nil || n < 0 || n > maxPlaces:
			return bad(fmt.Sprintf("a number of decimal places from 0 to %d, or off", maxPlaces))
		}
		s.display.Places = n
	case "notation":
		n, ok := number.ParseNotation(d.Arg)
		if !ok {
			return bad("plain, sci or eng")
		}
		s.display.Notation = n
	case "group":
		switch d.Arg {
		case "", "on":
			s.display.Group = true
		case "off":
			s.display.Group = false
		default:
			return bad("nothing, on or off")
		}
	default:
		hint := ""
		if near := diag.Nearest(d.Name, directives); near != "" {
			hint = fmt.Sprintf("did you mean :%s?", near)
		}
		return &diag.Error{Class: diag.Syntax, Code: "unknown-directive", Span: d.Where,
			Message: fmt.Sprintf("unknown directive :%s", d.Name), Hint: hint}
	}
	return nil
}

// maxPlaces bounds the decimal places of a display.
const maxPlaces = 1_000_000

var directives = []string{"precision", "rounding", "places", "notation", "group"}
