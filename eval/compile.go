package eval

import (
	"fmt"
	"strings"
	"sync/atomic"
	"weak"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// A unit is one text being compiled, or one session: what its statements share.
type unit struct {
	globals       *globals
	builtins      func() *Table   // made when a name is first looked up: many scripts have none
	size          int64           // nodes that the program keeps, for [Program.Size]
	hosts         *FuncTable      // functions of the host, in the scope of its variables
	folder        *folder         // calls those that are pure; nil if there are none
	checked       bool            // + - * of exact numbers round, too: no fast lane, no folding
	literalDigits int             // limit of a literal's digits
	dynamic       bool            // an unknown name is the host's, looked up when a run begins
	whole         bool            // the whole text is known: a function called must be defined in it
	defined       map[string]bool // the functions that the whole text defines
	pending       []pendingCall
	functions     bool      // it has bodies, whose other forms are compiled later, from the same source and names
	scratch       *compiler // of the last statement
	trace         *tracing  // of its statements, if they are explained
	explained     atomic.Pointer[weak.Pointer[explained]]
}

// A pendingCall is a call in a body of a function that nothing defines yet.
type pendingCall struct {
	name string
	at   site
}

// A compiler compiles one statement, or one body, of a unit.
type compiler struct {
	*unit
	nodes   *nodes
	room    globalsRoom
	src     *diag.Source
	fs      *funcScope
	errs    diag.List
	special bool     // a second form of a body: names mean what they meant in the first
	trace   *tracing // not nil: the code tells a recorder what it does; bodies do not inherit it

	// decisions are the script-level names that bodies of this statement read,
	// and what they were decided to be where the statement stands.
	decisions *map[string]decision
}

// maxErrors bounds how many errors one compilation reports.
const maxErrors = 20

func (c *compiler) site(span diag.Span) site { return newSite(c.src, span) }

// error reports an error and returns the node that stands for its expression.
func (c *compiler) error(span diag.Span, class diag.Class, code, message, hint string, args ...string) *node {
	if len(c.errs) < maxErrors {
		c.errs = append(c.errs, &diag.Error{Class: class, Code: code, Message: message, Args: args, Hint: hint, Span: span, Source: c.src})
	}
	return c.bad()
}

// inBody reports whether what is compiled is the body of a function, which
// runs later than the statement that holds it.
func (c *compiler) inBody() bool { return c.fs.body != nil }

// expr compiles an expression.
func (c *compiler) expr(e parser.Expr) *node {
	c.fs.depth++
	c.fs.height = max(c.fs.height, c.fs.depth)
	c.fs.cost++
	n := c.exprNode(e)
	c.fs.depth--
	if n.at.src == nil {
		n.at = c.site(e.Span())
	}
	if c.trace != nil && !isLink(unparen(e)) {
		c.traced(e, n)
	}
	return n
}

func (c *compiler) exprNode(e parser.Expr) *node {
	switch e := e.(type) {
	case *parser.NumberLit:
		return c.numberLit(e)
	case *parser.StringLit:
		return c.constNode(tString, StringValue(e.Value))
	case *parser.BoolLit:
		return c.constNode(tBoolean, Boolean(e.Value))
	case *parser.NullLit:
		return c.constNode(tNull, Null)
	case *parser.InterpolatedString:
		return c.interpolated(e)
	case *parser.ListLit:
		return c.listLit(e)
	case *parser.MapLit:
		return c.mapLit(e)
	case *parser.Ident:
		return c.ident(e)
	case *parser.ParenExpr:
		n := c.exprNode(e.X)
		n.at = c.site(e.X.Span())
		return n
	case *parser.BlockExpr:
		return c.block(e)
	case *parser.UnaryExpr:
		return c.unary(e)
	case *parser.PostfixExpr:
		return c.postfixOp(e)
	case *parser.BinaryExpr:
		return c.binary(e)
	case *parser.CompareExpr:
		return c.compare(e)
	case *parser.PipeExpr:
		return c.pipe(e)
	case *parser.CondExpr:
		return c.conditional(e)
	case *parser.LambdaExpr:
		return c.lambda(e, nil)
	case *parser.CallExpr, *parser.IndexExpr, *parser.SliceExpr, *parser.MemberExpr:
		return c.postfixChain(e)
	case *parser.BadExpr:
		return c.bad()
	}
	panic(fmt.Sprintf("eval: unknown expression %T", e))
}

// number returns the node's code as a numFn for an operand that must be a
// number; what says what for, in messages.
func (c *compiler) number(n *node, what string) numFn {
	if fn := n.numCode(); fn != nil {
		return fn
	}
	if !n.typ.may(numberType) {
		c.wrongType(n, "number", what)
		return constNum(NumberValue(number.Number{}))
	}
	if n.ref.kind != refNone && !n.ref.boxed {
		return readNum(n.ref, what, n.at)
	}
	if n.member != nil {
		return n.member.number(what, n.at)
	}
	return checkedNum(n.value(), what, n.at)
}

// condition returns the node's code as a condFn.
func (c *compiler) condition(n *node, what string) condFn {
	if fn := n.condCode(); fn != nil {
		return fn
	}
	if !n.typ.may(booleanType) {
		c.wrongType(n, "boolean", what)
		return func(*frame) bool { return false }
	}
	return checkedCond(n.value(), what, n.at)
}

// wrongType reports an operand whose type is known not to fit.
func (c *compiler) wrongType(n *node, want, what string) {
	got := n.typ.String()
	if n.typ.kind == nullType {
		got = "null"
	}
	c.error(n.at.span(), diag.Type, "operand-type", what+" needs "+article(want)+", but this is "+article(got),
		c.conversionHint(n, want), what, want, got)
}

// conversionHint says how to get from what stands in the source to what is wanted.
func (c *compiler) conversionHint(n *node, want string) string {
	text := c.text(n.at.span())
	switch {
	case n.typ.kind == nullType:
		return "give a default with ??"
	case n.typ.kind == functionType && want == "number":
		return "call it: " + text + "(…)"
	case n.typ.kind == stringType && want == "number" && text != "":
		return "num(" + text + ") reads a number from text"
	case n.typ.kind == numberType && want == "list" && text != "":
		return "a list is written in brackets: [" + text + "]"
	case want == "boolean" && n.typ.kind == numberType && text != "":
		return "compare it, as in " + text + " != 0"
	case want == "boolean":
		return "there is no truthiness: compare it with something"
	}
	return ""
}

// maxQuoted bounds how much source a message quotes.
const maxQuoted = 40

// text returns the source of a span if it is short enough for a message.
func (c *compiler) text(span diag.Span) string { return sourceText(c.src, span) }

func sourceText(src *diag.Source, span diag.Span) string {
	if src == nil || span.Start < 0 || span.End > len(src.Text) || span.Start >= span.End {
		return ""
	}
	t := src.Text[span.Start:span.End]
	if len(t) > maxQuoted || strings.ContainsAny(t, "\n\r") {
		return ""
	}
	return t
}

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func article(noun string) string {
	if noun == "null" || noun == "any" {
		return noun
	}
	return "a " + noun
}

// notNumber records that an operand is no number.
func (f *frame) notNumber(v Value, at site, what string) number.Small {
	f.wrongKind(v, at, NumberKind, what)
	return bad
}

// wrongKind records that an operand is of another kind than needed.
func (f *frame) wrongKind(v Value, at site, want Kind, what string) {
	if f.err != nil {
		return
	}
	text := sourceText(at.src, at.span())
	switch {
	case v.tag.kind == unboundKind:
		f.unboundName(at)
		return
	case v.tag.kind == NullKind:
		hint := "give a default with ??"
		if text != "" {
			hint = "give a default, as in (" + text + " ?? 0)"
			if want != NumberKind {
				hint = "give a default with " + text + " ?? …"
			}
		}
		f.fail(at, diag.Type, "null-operand", what+" needs "+article(want.String())+", but this is null", hint, what, want.String())
		return
	}
	hint := ""
	switch {
	case what == "+" && v.tag.kind == StringKind:
		hint = "str(x) gives the text of a number, and + joins texts"
	case want == NumberKind && v.tag.kind == StringKind && text != "":
		hint = "num(" + text + ") reads a number from text"
	case want == BooleanKind:
		hint = "there is no truthiness: compare it with something"
	case want == StringKind && text != "":
		hint = "str(" + text + ") gives its text"
	}
	f.fail(at, diag.Type, "operand-type", what+" needs "+article(want.String())+", but this is "+article(v.tag.kind.String()), hint, what, want.String(), v.tag.kind.String())
}

// unboundName records that a name read by a run has no value.
func (f *frame) unboundName(at site) {
	if f.err != nil {
		return
	}
	name := sourceText(at.src, at.span())
	hint := ""
	if near := diag.Nearest(name, f.boundNames()); near != "" {
		hint = "did you mean " + diag.Quote(near) + "?"
	}
	if f.globs.hosts != nil {
		f.fail(at, diag.Name, "unset-variable", "the environment has no value for "+diag.Quote(name), hint, name)
		return
	}
	f.fail(at, diag.Name, "unknown-name", "unknown variable "+diag.Quote(name), hint, "variable", name)
}

// boundNames are the names that have a value in this run, or could have.
func (f *frame) boundNames() []string {
	var names []string
	if f.env != nil {
		names = f.envNames(f.env)
	}
	for i, name := range f.globs.names {
		if strings.HasPrefix(name, hiddenName) {
			continue
		}
		if i < len(f.globals) && f.globals[i].tag.kind != unboundKind {
			names = append(names, name)
		}
	}
	return names
}
