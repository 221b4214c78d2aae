package eval

import (
	"context"
	"sort"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// A WarningRule is one kind of warning: what people misread or mistype. The
// rules are few, and each warns only where it is certain: a warning that is
// wrong once is not read a second time.
type WarningRule struct {
	Code    string
	Doc     string // one sentence
	Example string // a program that it warns of
	Quiet   string // one that looks alike and is left alone
}

// WarningRules returns all rules, in the order of the documentation.
func WarningRules() []WarningRule { return append([]WarningRule(nil), warningRules...) }

var warningRules = []WarningRule{
	{"added-percent", "A percentage is added to an amount, which does not add that share of it.",
		"100 + 10%", "1 + 10%"},
	{"negated-power", "The sign before a power is applied after the power.",
		"-2^2", "(-2)^2 + -2^3"},
	{"chained-power", "Powers group from the right, which spreadsheets do from the left.",
		"2^3^2", "2^(3^2)"},
	{"misleading-spacing", "The spaces suggest other groups than the operators make.",
		"1+2 * 3", "1 + 2*3"},
	{"truncated-division", "// and % cut toward zero, where others take the floor.",
		"-7 // 2", "7 // 2"},
	{"unequal-factorial", "Behind a number, != compares; it is no factorial.",
		"x = 120; 5!=x", "x = 120; 5 != x"},
	{"degrees", "sin, cos and tan take radians, and the number looks like degrees.",
		"sin(90)", "sin(1.5) + sind(90)"},
	{"rounded-equality", "Equality with a number that has been rounded compares digits that depend on the precision.",
		"x = 0.5; x == 1/3", "x = 0.5; x == 1/4"},
	{"self-comparison", "An expression is compared with itself.",
		"x = 1; x <= x", "x = 1; x <= x + 1"},
	{"repeated-operand", "An operand of and, or of or, is there twice.",
		"x = 1; x > 0 and x > 0", "x = 1; x > 0 and x < 5"},
	{"impossible", "Conditions that are joined by and exclude each other.",
		"x = 1; x == 1 and x == 2", "x = 1; x >= 1 and x <= 1"},
	{"always-true", "Of conditions that are joined by or, one always holds.",
		"x = 1; x != 1 or x != 2", "x = 1; x == 1 or x == 2"},
	{"constant-condition", "A condition is the same in every run, so that an alternative is never taken.",
		"if 1 > 2 then 3 else 4", "x = 1; if x > 2 then 3 else 4"},
	{"repeated-condition", "A condition was tested before, so that its alternative is never taken.",
		"x = 1; if x > 1 then 2 else if x > 1 then 3 else 4", "x = 1; if x > 1 then 2 else if x > 0 then 3 else 4"},
	{"never-null", "The left side of ?? is never null, so that the right side is never used.",
		"x = 1; (x + 1) ?? 0", "x = 1; x ?? 0"},
	{"repeated-element", "An element of the list is there twice.",
		`x = "a"; x in ["a", "b", "a"]`, `x = "a"; x in ["a", "b"]`},
	{"never-in", "Nothing that the left side can be is in the list.",
		`1 in ["1", "2"]`, `1 in ["1", 2]`},
	{"hidden-constant", "The name of a constant is bound to something else.",
		"e = 5; e", "sum([1], e => e)"},
	{"unused-name", "Nothing uses the name.",
		"rate = 5%; total = 3; total * 2", "rate = 5%; 3 * rate"},
	{"unused-parameter", "The function does not use its parameter.",
		"f(x, y) = x; f(1, 2)", "f(x, _y) = x; f(1, 2)"},
	{"tie", "A constant lies in the middle between the two numbers that it can be rounded to, and the mode in force decides.",
		"round(2.5)", `round(2.5, 0, "half_up") + round(2.6)`},
}

// Warnings returns what in a program, or in a statement of its own, may not
// mean what its author meant, in the order of the source: see [WarningRules].
// The file is src's, parsed without errors. Names that nothing uses are told of
// functions and blocks, and of a text that ends in an expression, which is
// taken to be whole: a line of a session is to be passed as one statement.
// There are at most 100.
func Warnings(file *parser.File, src *diag.Source) []diag.Warning {
	w := newWarner(src, Options{})
	return w.file(file)
}

// maxWarnings bounds how many warnings one text gets.
const maxWarnings = 100

// A warner looks for what the rules warn of.
type warner struct {
	src      *diag.Source
	options  Options // of the numbers' context
	ties     bool    // the rounding mode is known
	list     []diag.Warning
	bound    map[string]bool  // every name that the text binds anywhere
	rebound  map[string]bool  // those that it binds more than once
	amounts  map[string]Value // of names bound once, to a constant
	usage    usage            // of all names of the text
	session  *Session         // for what constants are; made when needed
	computed int
	counted  int // nodes of blocks and functions, looked into once more
}

func newWarner(src *diag.Source, o Options) *warner {
	o.Limits = constantLimits
	return &warner{src: src, options: o, bound: map[string]bool{}, rebound: map[string]bool{}, amounts: map[string]Value{}}
}

func (w *warner) file(file *parser.File) []diag.Warning {
	nodes := make([]parser.Node, len(file.Stmts))
	for i, s := range file.Stmts {
		w.collect(s)
		nodes[i] = s
	}
	w.usage = usageOf(nodes...)
	for _, s := range file.Stmts {
		w.statement(s)
	}
	w.unusedNames(file)
	sort.SliceStable(w.list, func(i, j int) bool { return w.list[i].Span.Start < w.list[j].Span.Start })
	return w.list
}

// warn adds a warning.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (w *warner) warn(code string, span diag.Span, message, hint string) {
	if len(w.list) < maxWarnings {
		w.list = append(w.list, diag.Warning{Code: code, Message: message, Hint: hint, Span: span, Source: w.src})
	}
}

// collect remembers the names that a statement binds, and what those are that
// are bound once, to a constant.
func (w *warner) collect(s parser.Stmt) {
	parser.Walk(s, func(n parser.Node) bool {
		switch n := n.(type) {
		case *parser.AssignStmt:
			w.bind(n.Name)
			if v, ok := literal(n.Value); ok && !w.rebound[n.Name.Name] {
				w.amounts[n.Name.Name] = v
			}
		case *parser.FuncStmt:
			w.bind(n.Name)
			w.bind(n.Params...)
		case *parser.LambdaExpr:
			w.bind(n.Params...)
		}
		return true
	})
}

func (w *warner) bind(names ...parser.Ident) {
	for _, n := range names {
		if w.bound[n.Name] {
			w.rebound[n.Name] = true
			delete(w.amounts, n.Name)
		}
		w.bound[n.Name] = true
	}
}

// statement applies the rules to every node of a statement.
func (w *warner) statement(s parser.Stmt) {
	parser.Walk(s, func(n parser.Node) bool {
		switch n := n.(type) {
		case *parser.AssignStmt:
			w.hiddenConstant(n)
		case *parser.FuncStmt:
			w.unusedParameters(n)
		case *parser.BlockExpr:
			w.unusedInBlock(n)
		case *parser.UnaryExpr:
			w.negatedPower(n)
		case *parser.BinaryExpr:
			w.binary(n)
		case *parser.CompareExpr:
			w.compare(n)
		case *parser.CondExpr:
			w.conditions(n)
		case *parser.CallExpr:
			w.degrees(n)
			w.tie(n)
		}
		return len(w.list) < maxWarnings
	})
}

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (w *warner) text(s diag.Span) string { return w.src.Text[s.Start:s.End] }

// quoted is the source of a span, short enough for a message.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (w *warner) quoted(s diag.Span) string { return diag.Snippet(w.text(s)) }

// Limits of constants: what the rules want to know is short.
const (
	maxConstantText = 200  // bytes of an expression that is computed or compared
	maxConstants    = 1000 // expressions computed in one text
)

var constantLimits = Limits{Steps: 10_000, Digits: 1000, Memory: 1 << 20}

// constant returns the value of an expression that is the same in every run,
// if it is short and has no error.
func (w *warner) constant(e parser.Expr) (Value, bool) {
	if v, ok := literal(e); ok {
		return v, true
	}
	if !short(e) || !w.fixed(e) || w.computed >= maxConstants {
		return Null, false
	}
	w.computed++
	if w.session == nil {
		w.session = NewSession(w.options)
	}
	v, ok, err := w.session.Exec(context.Background(), &parser.ExprStmt{X: e}, w.src)
	return v, ok && err == nil
}

// short reports whether an expression takes few bytes of the source.
func short(e parser.Expr) bool {
	s := e.Span()
	return s.End-s.Start <= maxConstantText
}

// fixed reports whether an expression depends on nothing outside it. Of the
// constants only those count whose names a host does not give to variables.
func (w *warner) fixed(e parser.Expr) bool {
	ok := true
	parser.Walk(e, func(n parser.Node) bool {
		switch n := n.(type) {
		case *parser.Ident:
			ok = ok && (n.Name == "pi" || n.Name == "tau") && !w.bound[n.Name]
		case *parser.CallExpr:
			ok = ok && w.fixedCall(n)
			return false
		case *parser.LambdaExpr, *parser.BlockExpr, *parser.PipeExpr, *parser.BadExpr:
			ok = false
		}
		return ok
	})
	return ok
}

func (w *warner) fixedCall(n *parser.CallExpr) bool {
	id, ok := n.Fun.(*parser.Ident)
	if !ok || w.bound[id.Name] {
		return false
	}
	if b := Builtins().lookup(id.Name); b == nil || b.constant != nil {
		return false
	}
	for _, a := range n.Args {
		if !w.fixed(a.Value) {
			return false
		}
	}
	return true
}

// literal returns the value of a literal, with a sign, a percent sign or
// parentheses if it has them.
func literal(e parser.Expr) (Value, bool) {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return literal(e.X)
	case *parser.BoolLit:
		return Boolean(e.Value), true
	case *parser.StringLit:
		return StringValue(e.Value), true
	}
	n, ok := literalNumber(e)
	return NumberValue(n), ok
}

// key returns a text that two expressions have in common if they are the same
// but for spaces and parentheses and give the same value in the same place; ""
// for a long one, and where a function of the host may be called.
func key(e parser.Expr) string {
	e = unparen(e)
	pure := short(e)
	parser.Walk(e, func(n parser.Node) bool {
		switch n.(type) {
		case *parser.CallExpr, *parser.PipeExpr, *parser.LambdaExpr, *parser.BadExpr:
			pure = false
		}
		return pure
	})
	if !pure {
		return ""
	}
	return parser.Sexpr(e)
}

// Warnings returns what in the program may not mean what its author meant, in
// the order of the source: see [WarningRules]. It reads the text again, so it
// is for when a program is written, not for when it runs.
func (p *Program) Warnings() []diag.Warning {
	file, err := parser.ParseWith(p.src, parser.Options{Limits: parserLimits(p.limits)})
	if err != nil {
		return nil // it has been compiled: this cannot be
	}
	w := newWarner(p.src, Options{Precision: p.num.Precision, Rounding: p.num.Rounding, RoundAll: p.num.RoundAll})
	w.ties = true
	return w.file(file)
}
