package eval

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// Options are the settings that programs and sessions share. The zero value
// is 34 digits, half even, exact where possible, the default limits.
type Options struct {
	Precision int             // significant digits of rounded results; 0 for 34
	Rounding  number.Rounding // the mode of rounded results
	RoundAll  bool            // every operation rounds, as the General Decimal Arithmetic has it
	Exact     bool            // an operation that would round is an error
	Limits    Limits          // zero fields are those of DefaultLimits
}

func (o Options) context() number.Context {
	return number.Context{Precision: o.Precision, Rounding: o.Rounding, RoundAll: o.RoundAll, Exact: o.Exact}
}

// CompileOptions are the settings of [Compile].
type CompileOptions struct {
	Options
	Vars   map[string]*Type // names of the environment with their types; nil if any name may be there
	Funcs  *FuncTable       // functions of the host
	Final  []string         // names that the program may not bind
	Strict bool             // a name that neither Vars nor the program binds is an error, even if Vars is nil
}

// A Program is a compiled text. It is immutable: many goroutines may evaluate
// it at once.
type Program struct {
	*config
	src      *diag.Source
	unit     *unit
	vars     []variable
	stmts    []statement
	slots    int  // of script-level names
	readsAll bool // the program reads the map of all variables
	simple   bool // it is one expression without locals or functions of the host
	typ      *Type
	structs  atomic.Value // the *structBinding of the types of environments that came by
}

// A config is what programs of the same options share.
type config struct {
	options Options
	limits  Limits
	num     number.Context
}

// lastConfig is the config that was last made: the programs of a host mostly
// have the same options.
var lastConfig atomic.Pointer[config]

// config returns the config of the options.
func (o Options) config() *config {
	if c := lastConfig.Load(); c != nil && c.options == o {
		return c
	}
	c := &config{options: o, limits: o.Limits.WithDefaults(DefaultLimits), num: o.context()}
	lastConfig.Store(c)
	return c
}

// A variable is a name that the program reads from its environment.
type variable struct {
	name   string
	slot   int32
	hidden bool // a built-in's name, which the environment may have
}

// A statement is a compiled statement of a program or session.
type statement struct {
	slot   int // to bind, or -1 for an expression
	name   string
	typ    *Type
	num    numFn  // the code of a number, else nil
	cond   condFn // of a boolean, else nil
	val    valFn  // of anything else
	locals int
	cost   int64
	height int64
	at     site
}

// Compile compiles a whole text. The error is a *[diag.Error] or a [diag.List].
func Compile(src *diag.Source, o CompileOptions) (*Program, error) {
	cfg := o.config()
	t := trees.Get().(*parser.Nodes)
	file, err := parser.ParseWith(src, parser.Options{Limits: parserLimits(cfg.limits), Nodes: t})
	if err != nil {
		freeTree(t)
		return nil, err
	}
	p, err := compileFile(file, src, cfg, &o)
	freeTree(t)
	return p, err
}

func compileFile(file *parser.File, src *diag.Source, cfg *config, o *CompileOptions) (*Program, error) {
	if len(o.Final) > 0 {
		if err := finalErrors(file, src, o.Final).Err(); err != nil {
			return nil, err
		}
	}
	p := &Program{src: src, config: cfg}
	p.unit = &unit{globals: newGlobals(len(src.Text)), builtins: Builtins, hosts: o.Funcs, checked: o.RoundAll, literalDigits: digitLimit(cfg.limits),
		dynamic: o.Vars == nil && !o.Strict, whole: true}
	p.unit.scratch = compilers.Get().(*compiler)
	p.unit.globals.hosts = o.Vars
	p.unit.scratch.room.lend(p.unit.globals)
	if o.Funcs != nil && o.Funcs.pure {
		p.unit.folder = &folder{config: cfg}
	}
	err := p.compile(file)
	if err == nil {
		p.finish()
	}
	p.unit.scratch.room.takeBack(p.unit.globals, p.unit.defined != nil || p.unit.functions)
	p.unit.scratch.free()
	p.unit.scratch = nil
	if err != nil {
		return nil, err
	}
	return p, nil
}

func parserLimits(l Limits) parser.Limits {
	return parser.Limits{MaxBytes: int(min(l.SourceBytes, math.MaxInt32)), MaxNesting: int(min(l.Nesting, 1<<30))}
}

func (p *Program) compile(file *parser.File) error {
	var errs diag.List
	p.stmts = make([]statement, 0, len(file.Stmts))
	for _, s := range file.Stmts {
		if s, ok := s.(*parser.FuncStmt); ok {
			if p.unit.defined == nil {
				p.unit.defined = map[string]bool{}
			}
			p.unit.defined[s.Name.Name] = true
		}
	}
	p.typ = tNull
	for i, s := range file.Stmts {
		st, list := p.unit.statement(s, p.src)
		errs = append(errs, list...)
		if _, ok := s.(*parser.ExprStmt); ok {
			if i < len(file.Stmts)-1 {
				errs = append(errs, &diag.Error{Class: diag.Syntax, Code: "unused-value", Message: "its value is unused",
					Hint: "bind it to a name, or leave it out: a program's value is its last expression", Span: s.Span(), Source: p.src})
			}
			p.typ = st.typ
		}
		p.stmts = append(p.stmts, st)
		if len(errs) >= maxErrors {
			return errs
		}
	}
	if len(file.Stmts) == 0 {
		errs = append(errs, &diag.Error{Class: diag.Syntax, Code: "empty-program", Message: "the program is empty", Source: p.src})
	}
	for _, call := range p.unit.pending {
		if p.unit.globals.lookup(call.name) < 0 {
			errs = append(errs, p.unit.undefinedCall(call))
		}
	}
	return errs.Err()
}

// undefinedCall is the error of a call of a function that nothing defines.
func (u *unit) undefinedCall(call pendingCall) *diag.Error {
	c := &compiler{unit: u, src: call.at.src, nodes: new(nodes), fs: &funcScope{}}
	c.unknownName(&parser.Ident{Name: call.name, Where: call.at.span()}, "function")
	return c.errs[0]
}

// finish collects what a run has to bind.
func (p *Program) finish() {
	g := p.unit.globals
	p.slots = len(g.names)
	read := 0
	for i, name := range g.names {
		if g.info[i].read || strings.HasPrefix(name, hiddenName) {
			read++
		}
	}
	p.vars = make([]variable, 0, read)
	for i, name := range g.names {
		if host, ok := strings.CutPrefix(name, hiddenName); ok {
			p.vars = append(p.vars, variable{host, int32(i), true})
		} else if g.info[i].read {
			p.vars = append(p.vars, variable{name, int32(i), false})
			p.readsAll = p.readsAll || name == allVars
		}
	}
	st := &p.stmts[0]
	p.simple = len(p.stmts) == 1 && st.slot < 0 && st.locals == 0 && p.unit.hosts == nil && !p.readsAll &&
		st.cost <= min(sliceSteps, p.limits.Steps) && st.height <= p.limits.Stack && p.slots <= maxPooled
}

// statement compiles one statement and binds what it binds.
func (u *unit) statement(s parser.Stmt, src *diag.Source) (statement, diag.List) {
	c := u.compiler(src)
	st := statement{slot: -1, at: newSite(src, s.Span())}
	var n *node
	switch s := s.(type) {
	case *parser.ExprStmt:
		n = c.expr(s.X)
	case *parser.AssignStmt:
		n = c.expr(s.Value)
		st.name = s.Name.Name
	case *parser.FuncStmt:
		st.name = s.Name.Name
		n = c.defineFunction(s)
	default:
		n = c.error(s.Span(), diag.Syntax, "misplaced-directive", "a directive cannot stand here", "the host sets the numbers' context by options")
	}
	st.typ = n.typ
	if len(c.errs) == 0 {
		if st.num = n.numCode(); st.num == nil {
			if st.cond = n.condCode(); st.cond == nil {
				st.val = n.value()
			}
		}
		if st.name != "" {
			st.slot = u.globals.bind(st.name, n.typ)
		}
	} else if st.name != "" && u.whole {
		u.globals.bind(st.name, tAny) // one error is enough for what follows from it
	}
	u.size += c.fs.cost
	st.locals, st.cost, st.height = c.fs.maxSlots, c.fs.cost, int64(c.fs.height)
	return st, c.errs
}

// compiler returns a compiler for a statement. Nothing keeps it, so a session
// uses one again and again.
func (u *unit) compiler(src *diag.Source) *compiler {
	if u.scratch == nil {
		u.scratch = newCompiler()
	}
	c := u.scratch
	fs := c.fs
	*fs = funcScope{locals: fs.locals[:0], forwards: fs.forwards[:0]}
	c.unit, c.src, c.errs, c.decisions, c.trace = u, src, nil, nil, u.trace
	c.nodes.release(0)
	return c
}

func newCompiler() *compiler { return &compiler{nodes: new(nodes), fs: &funcScope{}} }

// compilers keeps compilers for the programs to come.
var compilers = sync.Pool{New: func() any { return newCompiler() }}

// free gives a compiler back.
func (c *compiler) free() {
	c.nodes.reset()
	*c = compiler{nodes: c.nodes, fs: c.fs, room: c.room}
	*c.fs = funcScope{}
	compilers.Put(c)
}

// defineFunction compiles f(x) = e; the body may call f.
func (c *compiler) defineFunction(s *parser.FuncStmt) *node {
	b := &body{name: s.Name.Name, params: identNames(s.Params)}
	slot := c.globals.slot(b.name)
	before := c.globals.info[slot]
	c.globals.bind(b.name, b.typ())
	n := c.function(b, s.Body, nil)
	if len(c.errs) > 0 {
		c.globals.info[slot] = before
	}
	return n
}

// Type returns the type of the program's value as far as it is known.
func (p *Program) Type() *Type { return p.typ }

// Vars returns the names that the program reads from its environment.
func (p *Program) Vars() []string {
	var names []string
	for _, v := range p.vars {
		if !v.hidden {
			names = append(names, v.name)
		}
	}
	return names
}
