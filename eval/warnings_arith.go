package eval

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// Warnings of arithmetic that reads like something else.

// literals computes what literals are. Those that take many digits are left alone.
var literals = &number.Context{MaxDigits: int(constantLimits.Digits)}

// literalNumber returns the value of a number literal, with a sign, a percent
// sign or parentheses if it has them.
func literalNumber(e parser.Expr) (number.Number, bool) {
	switch e := e.(type) {
	case *parser.ParenExpr:
		return literalNumber(e.X)
	case *parser.NumberLit:
		n, err := number.Parse(e.Text, int(constantLimits.Digits))
		return n, err == nil
	case *parser.UnaryExpr:
		if e.Op == lexer.Minus {
			n, ok := literalNumber(e.X)
			if n, err := literals.Neg(n); ok && err == nil {
				return n, true
			}
		}
	case *parser.PostfixExpr:
		if e.Op == lexer.Percent {
			n, ok := literalNumber(e.X)
			if n, err := literals.Percent(n); ok && err == nil {
				return n, true
			}
		}
	}
	return number.Number{}, false
}

func (w *warner) binary(e *parser.BinaryExpr) {
	switch e.Ops[0].Kind {
	case lexer.Plus, lexer.Minus:
		w.addedPercents(e)
		w.spacing(e)
	case lexer.Star, lexer.Slash, lexer.SlashDiv, lexer.Percent:
		w.truncated(e)
		w.spacing(e)
	case lexer.Caret:
		w.chainedPower(e)
	case lexer.Coalesce:
		w.neverNull(e)
	case lexer.And, lexer.Or:
		w.logical(e)
	}
}

// addedPercents looks for a percentage behind + or - of an amount: a number
// beyond 1. Rates add up, and 1 + 10% is how a share is added, so that nothing
// is said of numbers up to 1 nor of what is not known.
func (w *warner) addedPercents(e *parser.BinaryExpr) {
	amount := false
	for i, x := range e.Operands {
		if p, ok := percentage(x); ok && i > 0 && amount {
			message, hint := addedPercent(w.src, e, i-1, p)
			w.warn("added-percent", prefixSpan(e, i-1), message, hint)
			return // one tells all
		}
		amount = amount || w.isAmount(x)
	}
}

// percentage returns x of x%.
func percentage(e parser.Expr) (parser.Expr, bool) {
	p, ok := unparen(e).(*parser.PostfixExpr)
	if !ok || p.Op != lexer.Percent {
		return nil, false
	}
	return p.X, true
}

// isAmount reports whether an operand is known to be beyond 1, on either side.
func (w *warner) isAmount(e parser.Expr) bool {
	if _, ok := percentage(e); ok {
		return false
	}
	v, ok := literal(e)
	if id, isName := e.(*parser.Ident); isName {
		v, ok = w.amounts[id.Name]
	}
	return ok && v.Kind() == NumberKind && beyondOne(v.number())
}

func beyondOne(n number.Number) bool { return number.Cmp(absolute(n), number.FromInt64(1)) > 0 }

// addedPercent words what operator i of a chain does with a percentage x%.
func addedPercent(src *diag.Source, e *parser.BinaryExpr, i int, x parser.Expr) (message, hint string) {
	verb, op := "adds", "+"
	if e.Ops[i].Kind == lexer.Minus {
		verb, op = "subtracts", "-"
	}
	left := spanText(src, diag.Span{Start: e.Operands[0].Span().Start, End: e.Operands[i].Span().End})
	percent := spanText(src, unparen(e.Operands[i+1]).Span())
	if n, ok := literalNumber(e.Operands[i+1]); ok {
		share := diag.Snippet(n.String())
		message = fmt.Sprintf("%s is %s: this %s %s, not %s of %s", percent, share, verb, share, percent, left)
	} else {
		message = fmt.Sprintf("%s is a number of its own: this %s it, not that share of %s", percent, verb, left)
	}
	if i > 0 || parser.ExprLevel(e.Operands[0]) < parser.LevelProduct {
		left = "(" + left + ")"
	}
	return message, fmt.Sprintf("for that write %s * (1 %s %s)", left, op, percent)
}

func spanText(src *diag.Source, s diag.Span) string { return diag.Snippet(src.Text[s.Start:s.End]) }

// prefixSpan is the place of a chain up to the right operand of operator i.
func prefixSpan(e *parser.BinaryExpr, i int) diag.Span {
	return diag.Span{Start: e.Operands[0].Span().Start, End: e.Operands[i+1].Span().End}
}

// negatedPower looks for -2^2. An odd power gives the same either way, and -x^2
// is what it is on paper.
func (w *warner) negatedPower(e *parser.UnaryExpr) {
	p, ok := e.X.(*parser.BinaryExpr)
	if e.Op != lexer.Minus || !ok || p.Ops[0].Kind != lexer.Caret {
		return
	}
	base, ok := p.Operands[0].(*parser.NumberLit)
	if !ok || !w.signMatters(base, p.Operands[1]) {
		return
	}
	power := w.quoted(p.Span())
	w.warn("negated-power", e.Span(), fmt.Sprintf("-%s is -(%s): the sign comes after the power", power, power),
		fmt.Sprintf("for the power of -%s write (-%s)%s", w.quoted(base.Where), w.quoted(base.Where),
			w.quoted(diag.Span{Start: base.Where.End, End: p.Span().End})))
}

// signMatters reports whether (-b)^n surely is not -(b^n), or is written where
// it would not be worth writing: -1^n is -1 whatever n is.
func (w *warner) signMatters(base *parser.NumberLit, exponent parser.Expr) bool {
	n, ok := literalNumber(exponent)
	if !ok {
		one, _ := literalNumber(base)
		_, fixed := w.constant(exponent)
		return !fixed && number.Equal(one, number.FromInt64(1))
	}
	rem, err := literals.Rem(n, number.FromInt64(2))
	return err == nil && rem.IsZero() && n.Sign() != 0
}

// chainedPower looks for a^b^c.
func (w *warner) chainedPower(e *parser.BinaryExpr) {
	right, ok := e.Operands[1].(*parser.BinaryExpr)
	if !ok || right.Ops[0].Kind != lexer.Caret {
		return
	}
	a, b, c := w.quoted(e.Operands[0].Span()), w.quoted(right.Operands[0].Span()), w.quoted(right.Operands[1].Span())
	w.warn("chained-power", e.Span(), fmt.Sprintf("this is %s^(%s^%s): powers group from the right", a, b, c),
		fmt.Sprintf("write the parentheses, or (%s^%s)^%s for the other reading", a, b, c))
}

// truncated looks for // and % of constants of which one is negative, where the
// floor would be another number.
func (w *warner) truncated(e *parser.BinaryExpr) {
	op := e.Ops[0].Kind
	if op != lexer.SlashDiv && op != lexer.Percent {
		return
	}
	a, ok := literalNumber(e.Operands[0])
	b, ok2 := literalNumber(e.Operands[1])
	if !ok || !ok2 || a.Sign()*b.Sign() >= 0 || a.BigPart() != nil || b.BigPart() != nil {
		return
	}
	rem, err := literals.Rem(a, b)
	if err != nil || rem.IsZero() {
		return
	}
	x, y := w.quoted(e.Operands[0].Span()), w.quoted(e.Operands[1].Span())
	if op == lexer.Percent {
		mod, err := literals.Mod(a, b)
		if err == nil {
			w.warn("truncated-division", prefixSpan(e, 0), fmt.Sprintf("this is %s: %% has the sign of the left side", rem),
				fmt.Sprintf("mod(%s, %s) is %s", x, y, mod))
		}
		return
	}
	q, err := literals.QuoInt(a, b)
	below, err2 := literals.Sub(q, number.FromInt64(1))
	if err == nil && err2 == nil {
		w.warn("truncated-division", prefixSpan(e, 0), fmt.Sprintf("this is %s: // cuts toward zero", q),
			fmt.Sprintf("floor(%s / %s) is %s", x, y, below))
	}
}

// degreeNumbers are numbers of degrees that nobody means as radians.
var degreeNumbers = map[string]bool{"30": true, "45": true, "60": true, "90": true, "120": true, "135": true, "150": true,
	"180": true, "225": true, "270": true, "300": true, "315": true, "330": true, "360": true}

// degrees looks for sin(90).
func (w *warner) degrees(e *parser.CallExpr) {
	id, ok := e.Fun.(*parser.Ident)
	if !ok || id.Name != "sin" && id.Name != "cos" && id.Name != "tan" || w.bound[id.Name] || len(e.Args) != 1 {
		return
	}
	if x, ok := e.Args[0].Value.(*parser.NumberLit); ok && degreeNumbers[x.Text] {
		w.warn("degrees", e.Span(), fmt.Sprintf("%s takes radians: this is no angle of %s degrees", id.Name, x.Text),
			fmt.Sprintf("%sd(%s) takes degrees", id.Name, x.Text))
	}
}

// tie looks for a constant that lies in the middle between the numbers that it
// may be rounded to, where the mode in force decides, and is known.
func (w *warner) tie(e *parser.CallExpr) {
	id, ok := e.Fun.(*parser.Ident)
	if !w.ties || !ok || id.Name != "round" || w.bound[id.Name] || len(e.Args) == 0 || len(e.Args) > 2 {
		return
	}
	x, ok := w.constant(e.Args[0].Value)
	places := int64(0)
	if len(e.Args) == 2 {
		v, isConst := literal(e.Args[1].Value)
		if !isConst || v.Kind() != NumberKind || e.Args[1].Name.Name != "" && e.Args[1].Name.Name != "places" {
			return
		}
		if places, isConst = v.number().Int64(); !isConst {
			return
		}
	}
	if !ok || x.Kind() != NumberKind {
		return
	}
	if message, hint := tieText(x.number(), places, w.options.Rounding); message != "" {
		w.warn("tie", e.Span(), message, hint)
	}
}

// spacing looks for spaces that suggest other groups than the operators make:
// an operator without spaces beside one with spaces that binds tighter, or as
// tight and comes before.
func (w *warner) spacing(e *parser.BinaryExpr) {
	for i := range e.Ops {
		if w.spaceAround(e, i) != tight {
			continue
		}
		if i > 0 && regroups(e.Ops[i-1].Kind) && w.spaceAround(e, i-1) == loose {
			left, right := e.Operands[i-1].Span(), e.Operands[i+1].Span()
			w.misleading(diag.Span{Start: left.Start, End: right.End},
				diag.Span{Start: left.Start, End: e.Operands[i].Span().End})
			return
		}
		if inner, ok := e.Operands[i+1].(*parser.BinaryExpr); ok && spacedLevel(inner) && w.spaceAround(inner, 0) == loose {
			w.misleading(diag.Span{Start: e.Operands[i].Span().Start, End: inner.Span().End}, inner.Span())
			return
		}
		if inner, ok := e.Operands[i].(*parser.BinaryExpr); ok && spacedLevel(inner) && w.spaceAround(inner, len(inner.Ops)-1) == loose {
			w.misleading(diag.Span{Start: inner.Span().Start, End: e.Operands[i+1].Span().End}, inner.Span())
			return
		}
	}
}

func (w *warner) misleading(where, first diag.Span) {
	w.warn("misleading-spacing", where, "the spaces suggest other groups than the operators make",
		fmt.Sprintf("%s comes first", w.quoted(first)))
}

// regroups reports whether a op (b op2 c) is another number than a op b op2 c.
func regroups(op lexer.Kind) bool { return op != lexer.Plus && op != lexer.Star }

// spacedLevel reports whether an operand is one whose spaces are looked at.
func spacedLevel(e *parser.BinaryExpr) bool {
	l := parser.ExprLevel(e)
	return l == parser.LevelProduct || l == parser.LevelPower
}

// A tightness says whether an operator has spaces around it.
type tightness uint8

const (
	uneven tightness = iota
	tight
	loose
)

// spaceAround looks at the source around operator i of a chain.
func (w *warner) spaceAround(e *parser.BinaryExpr, i int) tightness {
	op := e.Ops[i].Where
	before := w.src.Text[e.Operands[i].Span().End:op.Start]
	after := w.src.Text[op.End:e.Operands[i+1].Span().Start]
	switch {
	case before == "" && after == "":
		return tight
	case blank(before) && blank(after):
		return loose
	}
	return uneven
}

// blank reports whether s is spaces on one line.
func blank(s string) bool {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\t' {
			return false
		}
	}
	return s != ""
}
