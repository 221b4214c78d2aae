package eval

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// Warnings of conditions that are always the same, and of alternatives that are
// never taken.

func (w *warner) compare(e *parser.CompareExpr) {
	for i, op := range e.Ops {
		x, y := e.Operands[i], e.Operands[i+1]
		span := diag.Span{Start: x.Span().Start, End: y.Span().End}
		switch {
		case op.Kind == lexer.In:
			w.membership(x, y, span)
			continue
		case op.Kind == lexer.NotEq:
			w.unequalFactorial(x, op, y)
		}
		if k := key(x); k != "" && k == key(y) && !w.isConstant(x) {
			w.warn("self-comparison", span, w.quoted(x.Span())+" is compared with itself", "")
			return
		}
		if op.Kind == lexer.Eq || op.Kind == lexer.NotEq {
			w.roundedEquality(op.Kind, x, y, span)
		}
	}
}

func (w *warner) isConstant(e parser.Expr) bool {
	_, ok := w.constant(e)
	return ok
}

// unequalFactorial looks for 5!=x.
func (w *warner) unequalFactorial(x parser.Expr, op parser.Operator, y parser.Expr) {
	lit, ok := lastOperand(x).(*parser.NumberLit)
	if !ok || lit.Where.End != op.Where.Start || strings.Trim(lit.Text, "0123456789_") != "" || w.text(op.Where) != "!=" {
		return
	}
	w.warn("unequal-factorial", diag.Span{Start: lit.Where.Start, End: y.Span().End},
		fmt.Sprintf("this is %s != %s", w.quoted(lit.Where), w.quoted(y.Span())),
		fmt.Sprintf("for the factorial write %s! == %s", w.quoted(lit.Where), w.quoted(y.Span())))
}

// lastOperand returns what stands at the end of an expression's source.
func lastOperand(e parser.Expr) parser.Expr {
	for {
		switch x := e.(type) {
		case *parser.BinaryExpr:
			e = x.Operands[len(x.Operands)-1]
		case *parser.UnaryExpr:
			e = x.X
		default:
			return e
		}
	}
}

// roundedEquality looks for == with a constant that has been rounded.
func (w *warner) roundedEquality(op lexer.Kind, x, y parser.Expr, span diag.Span) {
	for _, side := range []parser.Expr{y, x} {
		v, ok := w.constant(side)
		if !ok || v.Kind() != NumberKind || !v.number().Rounded() {
			continue
		}
		not := ""
		if op == lexer.NotEq {
			not = "not "
		}
		w.warn("rounded-equality", span,
			fmt.Sprintf("%s is rounded, so %s compares digits that depend on the precision", w.quoted(side.Span()), compareText(op)),
			fmt.Sprintf("%sapprox(%s, %s) compares the first ten digits", not, w.quoted(x.Span()), w.quoted(y.Span())))
		return
	}
}

// membership looks into x in [a, b, c].
func (w *warner) membership(x, y parser.Expr, span diag.Span) {
	l, ok := y.(*parser.ListLit)
	if !ok {
		return
	}
	if len(l.Elems) == 0 {
		w.warn("never-in", span, "nothing is in an empty list", "")
		return
	}
	seen := map[string]bool{}
	possible, repeated := false, false
	kind, known := kindOfExpr(x)
	for _, elem := range l.Elems {
		v, isLiteral := literal(elem)
		elemKind, elemKnown := kindOfExpr(elem)
		possible = possible || !known || !elemKnown || kind == elemKind
		if !isLiteral || !short(elem) {
			continue
		}
		text := v.Kind().String() + v.String()
		if seen[text] && !repeated {
			repeated = true
			w.warn("repeated-element", elem.Span(), w.quoted(elem.Span())+" is in the list twice", "")
		}
		seen[text] = true
	}
	if !possible {
		w.warn("never-in", span, fmt.Sprintf("%s is never in this list", article(kind.String())), "")
	}
}

// kindOfExpr returns the kind that every value of an expression has, if its
// form tells.
func kindOfExpr(e parser.Expr) (Kind, bool) {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return kindOfExpr(e.X)
	case *parser.NumberLit:
		return NumberKind, true
	case *parser.StringLit, *parser.InterpolatedString:
		return StringKind, true
	case *parser.BoolLit, *parser.CompareExpr:
		return BooleanKind, true
	case *parser.NullLit:
		return NullKind, true
	case *parser.ListLit:
		return ListKind, true
	case *parser.MapLit:
		return MapKind, true
	case *parser.LambdaExpr:
		return FunctionKind, true
	case *parser.PostfixExpr:
		return NumberKind, true
	case *parser.UnaryExpr:
		if e.Op == lexer.Not || e.Op == lexer.NotKw {
			return BooleanKind, true
		}
		return NumberKind, true
	case *parser.BinaryExpr:
		return kindOfBinary(e)
	}
	return NullKind, false
}

func kindOfBinary(e *parser.BinaryExpr) (Kind, bool) {
	switch e.Ops[0].Kind {
	case lexer.And, lexer.Or:
		return BooleanKind, true
	case lexer.DotDot:
		return ListKind, true
	case lexer.Star, lexer.Slash, lexer.SlashDiv, lexer.Percent, lexer.Caret, lexer.Minus:
		return NumberKind, true
	case lexer.Plus:
		return kindOfExpr(e.Operands[0])
	}
	return NullKind, false
}

// neverNull looks for x ?? y where x is not null, whatever it is.
func (w *warner) neverNull(e *parser.BinaryExpr) {
	last := len(e.Operands) - 1
	for i, x := range e.Operands[:last] {
		if kind, known := kindOfExpr(x); !known && !isSum(x) || known && kind == NullKind {
			continue
		}
		hint := ""
		if isOperation(x) {
			hint = "null in an operation is an error: give a default to each operand that may be null"
		}
		w.warn("never-null", diag.Span{Start: x.Span().Start, End: e.Operands[i+1].Span().End},
			fmt.Sprintf("%s is never null, so %s is never used", w.quoted(x.Span()), w.quoted(e.Operands[i+1].Span())), hint)
		return
	}
}

// isSum reports whether an expression adds or joins: its result is not null,
// whatever its kind.
func isSum(e parser.Expr) bool {
	b, ok := unparen(e).(*parser.BinaryExpr)
	return ok && b.Ops[0].Kind == lexer.Plus
}

func isOperation(e parser.Expr) bool {
	switch unparen(e).(type) {
	case *parser.BinaryExpr, *parser.UnaryExpr, *parser.PostfixExpr:
		return true
	}
	return false
}

func unparen(e parser.Expr) parser.Expr {
	for {
		p, ok := e.(*parser.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

// conditions looks at if/then/else and c ? a : b.
func (w *warner) conditions(e *parser.CondExpr) {
	seen := map[string]bool{}
	for _, b := range e.Branches {
		if v, ok := w.constant(b.Cond); ok && v.Kind() == BooleanKind {
			message := fmt.Sprintf("%s is always %s", w.quoted(b.Cond.Span()), v)
			if v.bool() {
				message += ": what follows else is never used"
			} else {
				message += fmt.Sprintf(": %s is never used", w.quoted(b.Then.Span()))
			}
			w.warn("constant-condition", b.Cond.Span(), message, "")
		}
		k := key(b.Cond)
		if k != "" && seen[k] {
			w.warn("repeated-condition", b.Cond.Span(),
				fmt.Sprintf("this condition was tested before: %s is never used", w.quoted(b.Then.Span())), "")
		}
		seen[k] = true
	}
}

// logical looks at a chain of and, or of or.
func (w *warner) logical(e *parser.BinaryExpr) {
	and := e.Ops[0].Kind == lexer.And
	word := "or"
	if and {
		word = "and"
	}
	seen := map[string]bool{}
	var facts facts
	for i, x := range e.Operands {
		if v, ok := w.constant(x); ok && v.Kind() == BooleanKind && v.bool() != and && i+1 < len(e.Operands) {
			rest := diag.Span{Start: e.Operands[i+1].Span().Start, End: e.Operands[len(e.Operands)-1].Span().End}
			w.warn("constant-condition", x.Span(),
				fmt.Sprintf("%s is always %s: %s is never used", w.quoted(x.Span()), v, w.quoted(rest)), "")
			return
		}
		k := key(x)
		if k != "" && seen[k] {
			w.warn("repeated-operand", x.Span(), fmt.Sprintf("%s is there twice: %s adds nothing", w.quoted(x.Span()), word), "")
			return
		}
		seen[k] = true
		if other, ok := facts.add(x, and); ok {
			w.contradiction(and, other, x)
			return
		}
	}
}

func (w *warner) contradiction(and bool, x, y parser.Expr) {
	span := x.Span().Join(y.Span())
	first, second := w.quoted(x.Span()), w.quoted(y.Span())
	if and {
		w.warn("impossible", span, fmt.Sprintf("%s and %s exclude each other: this is never true", first, second), "is or meant?")
		return
	}
	w.warn("always-true", span, fmt.Sprintf("one of %s and %s always holds", first, second), "is and meant?")
}

// facts are what the conditions of a chain say of each of their subjects.
type facts map[string][]fact

// A fact is that its subject compares with a value as op says.
type fact struct {
	op   lexer.Kind
	v    Value
	from parser.Expr
}

// maxFacts bounds how many conditions on one subject are held against each other.
const maxFacts = 20

// add takes one more condition of a chain and returns the earlier one that
// excludes it, if there is one. A chain of or is looked at upside down: it is
// always true where the opposites of two of its conditions exclude each other.
func (fs *facts) add(x parser.Expr, and bool) (parser.Expr, bool) {
	c, ok := unparen(x).(*parser.CompareExpr)
	if !ok || len(c.Ops) != 1 || !short(c) {
		return nil, false
	}
	subject, f, ok := condition(c)
	if !ok {
		return nil, false
	}
	f.from = x
	if !and {
		f.op = opposite(f.op)
	}
	if *fs == nil {
		*fs = facts{}
	}
	earlier := (*fs)[subject]
	for _, g := range earlier {
		if g.excludes(f) || f.excludes(g) {
			return g.from, true
		}
	}
	if len(earlier) < maxFacts {
		(*fs)[subject] = append(earlier, f)
	}
	return nil, false
}

// excludes reports whether f rules g out, for the pairs in which f is an
// equality or a lower bound.
func (f fact) excludes(g fact) bool {
	numbers := f.v.Kind() == NumberKind && g.v.Kind() == NumberKind
	switch f.op {
	case lexer.Eq:
		same := f.v.Equal(g.v)
		switch g.op {
		case lexer.Eq:
			return !same
		case lexer.NotEq:
			return same
		}
		return numbers && !ordered(g.op, number.Cmp(f.v.number(), g.v.number()))
	case lexer.Greater, lexer.GreatEq:
		if !numbers || g.op != lexer.Less && g.op != lexer.LessEq {
			return false
		}
		sign := number.Cmp(f.v.number(), g.v.number())
		return sign > 0 || sign == 0 && (f.op == lexer.Greater || g.op == lexer.Less)
	}
	return false
}

// condition splits a comparison with a literal: x < 5, and 5 > x alike.
func condition(c *parser.CompareExpr) (subject string, f fact, ok bool) {
	x, y, op := c.Operands[0], c.Operands[1], c.Ops[0].Kind
	if op == lexer.In {
		return "", f, false
	}
	if _, isLiteral := literal(x); isLiteral {
		x, y, op = y, x, mirrored(op)
	}
	v, isLiteral := literal(y)
	if _, both := literal(x); !isLiteral || both {
		return "", f, false
	}
	subject = key(x)
	return subject, fact{op: op, v: v}, subject != ""
}

func mirrored(op lexer.Kind) lexer.Kind {
	switch op {
	case lexer.Less:
		return lexer.Greater
	case lexer.LessEq:
		return lexer.GreatEq
	case lexer.Greater:
		return lexer.Less
	case lexer.GreatEq:
		return lexer.LessEq
	}
	return op
}

func opposite(op lexer.Kind) lexer.Kind {
	switch op {
	case lexer.Less:
		return lexer.GreatEq
	case lexer.LessEq:
		return lexer.Greater
	case lexer.Greater:
		return lexer.LessEq
	case lexer.GreatEq:
		return lexer.Less
	case lexer.Eq:
		return lexer.NotEq
	}
	return lexer.Eq
}
