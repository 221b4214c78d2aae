package parser

import (
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// expr describes an expression where one of at least a level may stand.
func (f *formatter) expr(x Expr, min Level) {
	if !f.source && ExprLevel(x) < min {
		f.parenthesised(x)
		return
	}
	f.inner(x, false)
}

// own describes an expression that stands on lines of its own: those behind
// the first are not indented.
func (f *formatter) own(x Expr) { f.inner(x, true) }

func (f *formatter) inner(x Expr, own bool) {
	switch x := x.(type) {
	case *Ident:
		f.ident(x)
	case *NumberLit:
		f.leaf(x.Where, x.Text)
	case *StringLit:
		f.stringLit(x)
	case *InterpolatedString:
		f.interpolated(x)
	case *BoolLit:
		f.leaf(x.Where, boolText(x.Value))
	case *NullLit:
		f.leaf(x.Where, lexer.Null.String())
	case *ParenExpr:
		f.paren(x)
	case *BlockExpr:
		f.block(x)
	case *ListLit:
		f.list(x)
	case *MapLit:
		f.mapLit(x)
	case *UnaryExpr:
		f.unary(x)
	case *PostfixExpr:
		f.postfix(x)
	case *BinaryExpr:
		f.binary(x, own)
	case *CompareExpr:
		f.chain(x.Operands, x.Ops, own, func(_ int, y Expr) { f.expr(y, LevelCompare+1) })
	case *PipeExpr:
		f.pipe(x)
	case *CondExpr:
		f.cond(x, own)
	case *LambdaExpr:
		f.lambda(x)
	case *CallExpr:
		f.call(x)
	case *IndexExpr:
		f.index(x)
	case *SliceExpr:
		f.slice(x)
	case *MemberExpr:
		f.member(x)
	case *BadExpr:
		f.out.Lit("…")
	}
}

func boolText(b bool) string {
	if b {
		return lexer.True.String()
	}
	return lexer.False.String()
}

func (f *formatter) unary(x *UnaryExpr) {
	f.leaf(diag.Span{Start: x.OpPos, End: x.OpPos + f.opLength(x)}, x.Op.String())
	if x.Op != lexer.NotKw {
		f.expr(x.X, LevelPrefix)
		return
	}
	f.out.Space()
	f.expr(x.X, LevelNot)
}

// opLength returns the length of a prefix operator, which may be an alias.
func (f *formatter) opLength(x *UnaryExpr) int {
	if f.source && f.src[x.OpPos] >= utf8.RuneSelf {
		_, n := utf8.DecodeRuneInString(f.src[x.OpPos:])
		return n
	}
	return len(x.Op.String())
}

func (f *formatter) postfix(x *PostfixExpr) {
	f.expr(x.X, LevelPostfix)
	if inner, ok := x.X.(*PostfixExpr); ok && inner.Op == x.Op {
		f.out.Space() // !! and %% are no operators
	}
	f.leaf(x.OpAt, x.Op.String())
}

func (f *formatter) member(x *MemberExpr) {
	f.expr(x.X, LevelPostfix)
	if _, ok := x.X.(*NumberLit); ok {
		f.out.Space() // a number does not end in a point
	}
	if x.Optional {
		f.out.Lit("?")
	}
	f.out.Lit(".")
	f.ident(&x.Name)
}

// binary describes a chain of one level.
func (f *formatter) binary(x *BinaryExpr, own bool) {
	level := precedences[x.Ops[0].Kind].Level
	operand := func(i int, y Expr) {
		switch {
		case level == LevelCoalesce:
			f.coalesceOperand(y)
		case level != LevelPower:
			f.expr(y, level+1)
		case i == 0:
			f.expr(y, LevelPostfix)
		default:
			f.expr(y, LevelPrefix)
		}
	}
	if spaced(x) {
		f.chain(x.Operands, x.Ops, own, operand)
		return
	}
	operand(0, x.Operands[0])
	if !f.source || !isSuperscript(x) {
		f.operator(x.Ops[0])
	}
	operand(1, x.Operands[1])
}

// spaced reports whether the operators of a chain have spaces around them:
// those that bind tighter than a sign have none, nor has a range whose ends
// have none.
func spaced(x *BinaryExpr) bool {
	switch precedences[x.Ops[0].Kind].Level {
	case LevelPower:
		return false
	case LevelRange:
		for _, y := range x.Operands {
			if ExprLevel(y) <= LevelProduct {
				return true
			}
		}
		return beginsWithPoint(x.Operands[1]) // 1...5 is no range
	}
	return true
}

// beginsWithPoint reports whether the first token of an operand is a number
// such as .5.
func beginsWithPoint(x Expr) bool {
	for {
		switch e := x.(type) {
		case *NumberLit:
			return e.Text[0] == '.'
		case *PostfixExpr:
			x = e.X
		case *BinaryExpr:
			x = e.Operands[0]
		case *IndexExpr:
			x = e.X
		case *SliceExpr:
			x = e.X
		case *MemberExpr:
			x = e.X
		default:
			return false
		}
	}
}

// coalesceOperand describes an operand of ??, beside which no binary operator
// stands without parentheses.
func (f *formatter) coalesceOperand(y Expr) {
	if !f.source && binaryIn(y) != nil {
		f.parenthesised(y)
		return
	}
	f.expr(y, LevelCoalesce+1)
}

// chain describes operands with spaced operators between them. A line is
// broken behind an operator, since a line that ends in an operand can be
// complete.
func (f *formatter) chain(operands []Expr, ops []Operator, own bool, operand func(i int, x Expr)) {
	sep := sepLine
	switch {
	case f.shortBesideBracket(operands):
		sep = sepSpace
	case f.allShort(operands):
		sep = sepFill
	}
	indent := !own && sep != sepSpace
	f.out.Group(0)
	operand(0, operands[0])
	if indent {
		f.out.Indent()
	}
	for i, op := range ops {
		if op.Kind == lexer.Percent && f.source {
			f.stray(op.Where.Start) // behind it a comment would make it a percent sign
		}
		f.out.Space()
		f.operator(op)
		between := sep
		if op.Kind == lexer.DotDot || op.Kind == lexer.Percent && !f.bracket {
			between = sepSpace
		}
		f.gap(op.Where.End, startOf(operands[i+1]), between, false)
		operand(i+1, operands[i+1])
	}
	if indent {
		f.out.Dedent()
	}
	f.out.End()
}

// shortBesideBracket reports whether of two operands one is short and the other
// has brackets, which then are all that is broken.
func (f *formatter) shortBesideBracket(operands []Expr) bool {
	if len(operands) != 2 {
		return false
	}
	x, y := operands[0], operands[1]
	return f.short(x) && bracketed(y) || f.short(y) && bracketed(x)
}

func bracketed(x Expr) bool {
	switch x.(type) {
	case *CallExpr, *ParenExpr, *BlockExpr, *ListLit, *MapLit:
		return true
	}
	return false
}

// operator describes an operator between two operands. Comments before it come
// behind it.
func (f *formatter) operator(op Operator) {
	switch {
	case op.Negated:
		f.out.Lit("not in")
	case f.source:
		f.out.Text(op.Where.Start, op.Where.End)
	default:
		f.out.Lit(op.Kind.String())
	}
}

// maxShort is how long, in bytes, elements are of which several stand on a line
// when not all of them fit on it.
const maxShort = 12

// allShort reports whether a chain or list is of short names and literals.
func (f *formatter) allShort(list []Expr) bool {
	for _, x := range list {
		if !f.short(x) {
			return false
		}
	}
	return true
}

func (f *formatter) short(x Expr) bool {
	switch x := x.(type) {
	case *Ident:
		return len(x.Name) <= maxShort
	case *NumberLit:
		return len(x.Text) <= maxShort
	case *StringLit:
		if f.source {
			return x.Where.End-x.Where.Start <= maxShort
		}
		return len(x.Value)+2 <= maxShort
	case *BoolLit, *NullLit:
		return true
	case *UnaryExpr:
		_, number := x.X.(*NumberLit)
		return number && f.short(x.X)
	case *PostfixExpr:
		_, number := x.X.(*NumberLit)
		return number && f.short(x.X)
	}
	return false
}

// pipe describes x |> f |> g, one stage a line where it does not fit on one.
func (f *formatter) pipe(x *PipeExpr) {
	f.out.Group(forced(f.lineBetween(endOf(x.X), x.Stages[0].Where.Start)))
	f.expr(x.X, LevelPipe+1)
	f.out.Indent()
	prev := endOf(x.X)
	for _, s := range x.Stages {
		f.out.Space()
		f.out.Lit("|>")
		f.gap(prev, s.Where.Start, sepLine, false)
		f.expr(s.Fun, LevelPostfix)
		if len(s.Args) > 0 || f.source && s.Where.End > endOf(s.Fun) {
			f.args(s)
		}
		prev = s.Where.End
	}
	f.out.Dedent()
	f.out.End()
}

func (f *formatter) lambda(x *LambdaExpr) {
	if f.source && f.src[x.Where.Start] == '(' || !f.source && len(x.Params) != 1 {
		f.out.Lit("(")
		for i := range x.Params {
			if i > 0 {
				f.out.Lit(",")
				f.out.Space()
			}
			f.ident(&x.Params[i])
		}
		f.out.Lit(")")
	} else {
		f.ident(&x.Params[0])
	}
	f.out.Space()
	f.out.Lit("=>")
	f.value(x.Body)
}
