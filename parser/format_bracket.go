package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser/internal/layout"
)

// A sequence is what stands within brackets, with commas between.
type sequence struct {
	open, close string
	end         int                        // offset of the closing bracket
	n           int                        // elements
	span        func(i int) (from, to int) // of an element
	element     func(i int)
	comma       bool // one stands behind the last element if lines are broken
	fill        bool // several elements stand on a line
	hug         bool // the last element can be broken while the others stay on the line
}

// forced returns the flags of a group that is broken because its author has
// broken it.
func forced(is bool) layout.Flags {
	if is {
		return layout.Force
	}
	return 0
}

// takeTarget returns the flags that the next bracket has to have.
func (f *formatter) takeTarget() layout.Flags {
	t := f.target
	f.target = 0
	return t
}

func (f *formatter) sequence(s *sequence) {
	flags := f.takeTarget()
	outer := f.bracket
	f.bracket = true
	if s.n > 0 {
		first, _ := s.span(0)
		flags |= forced(f.startsLine(first))
	}
	if s.hug {
		f.out.Hug(flags)
	} else {
		f.out.Group(flags)
	}
	f.out.Lit(s.open)
	f.elements(s)
	f.out.Lit(s.close)
	f.out.End()
	f.bracket = outer
}

func (f *formatter) elements(s *sequence) {
	if s.n == 0 && !f.commented(s.end) {
		return
	}
	between := sepLine
	if s.fill {
		between = sepFill
	}
	f.out.Indent()
	prev := s.end
	for i := range s.n {
		from, to := s.span(i)
		if i == 0 {
			f.gap(0, from, sepSoft, false)
		} else {
			f.out.Lit(",")
			f.gap(prev, from, between, true)
		}
		if s.hug && i == s.n-1 {
			f.out.Last()
			f.target = layout.Target
		}
		s.element(i)
		prev = to
	}
	if s.comma && s.n > 0 {
		f.out.IfBroken(",")
	}
	f.closing(prev, s.end)
}

// closing describes what stands between the last element and the closing
// bracket.
func (f *formatter) closing(prev, end int) {
	f.commentsBefore(end, prev, sepLine, true)
	f.out.Dedent()
	f.out.Softline()
}

// hugs reports whether an expression, as the last argument of a call, may be
// broken while the others are not: a bracket or block, or a function whose body
// is one, perhaps in parentheses.
func hugs(x Expr) bool {
	if paren, ok := x.(*ParenExpr); ok {
		x = paren.X
	}
	for {
		switch e := x.(type) {
		case *BlockExpr:
			return true
		case *ListLit:
			return len(e.Elems) > 0
		case *MapLit:
			return len(e.Entries) > 0
		case *LambdaExpr:
			if _, ok := e.Body.(*ParenExpr); ok {
				return true
			}
			x = e.Body
		default:
			return false
		}
	}
}

func exprSpan(x Expr) (from, to int) {
	s := x.Span()
	return s.Start, s.End
}

func (f *formatter) list(x *ListLit) {
	f.sequence(&sequence{
		open: "[", close: "]", end: x.Where.End - 1,
		n: len(x.Elems), comma: true, fill: f.fills(x.Elems),
		span:    func(i int) (int, int) { return exprSpan(x.Elems[i]) },
		element: func(i int) { f.expr(x.Elems[i], LevelExpr) },
	})
}

// fills reports whether several elements of a list stand on a line: short ones
// do, unless the author put the first two on lines of their own.
func (f *formatter) fills(list []Expr) bool {
	if !f.allShort(list) {
		return false
	}
	comments := f.comments
	for i := 1; i < len(list); i++ {
		from, to := endOf(list[i-1]), startOf(list[i])
		for len(comments) > 0 && comments[0].Start < from {
			comments = comments[1:]
		}
		if len(comments) == 0 || comments[0].Start > to {
			return !f.lineBetween(from, to)
		}
	}
	return true
}

func (f *formatter) mapLit(x *MapLit) {
	f.sequence(&sequence{
		open: "{", close: "}", end: x.Where.End - 1,
		n: len(x.Entries), comma: true,
		span:    func(i int) (int, int) { return x.Entries[i].KeyAt.Start, endOf(x.Entries[i].Value) },
		element: func(i int) { f.entry(&x.Entries[i]) },
	})
}

func (f *formatter) entry(e *MapEntry) {
	switch key := e.Computed.(type) {
	case nil:
		f.leaf(e.KeyAt, keyText(e.Key))
	case *BlockExpr:
		f.block(key)
	default:
		f.parenthesised(key)
	}
	f.out.Lit(":")
	f.value(e.Value)
}

func (f *formatter) call(x *CallExpr) {
	f.expr(x.Fun, LevelPostfix)
	f.args(x)
}

func (f *formatter) args(x *CallExpr) {
	n := len(x.Args)
	f.sequence(&sequence{
		open: "(", close: ")", end: x.Where.End - 1,
		n: n, comma: true, hug: n > 0 && hugs(x.Args[n-1].Value),
		span: func(i int) (int, int) {
			a := &x.Args[i]
			if a.Name.Name != "" {
				return a.Name.Where.Start, endOf(a.Value)
			}
			return exprSpan(a.Value)
		},
		element: func(i int) {
			a := &x.Args[i]
			if a.Name.Name == "" {
				f.expr(a.Value, LevelExpr)
				return
			}
			f.ident(&a.Name)
			f.out.Space()
			f.out.Lit("=")
			f.value(a.Value)
		},
	})
}

// params describes the parameters of a definition.
func (f *formatter) params(s *FuncStmt) {
	end := s.Body.Span().Start // the "=" stands between, no matter where
	f.sequence(&sequence{
		open: "(", close: ")", end: min(end, f.paramsEnd(s)),
		n: len(s.Params), comma: true,
		span:    func(i int) (int, int) { at := s.Params[i].Where; return at.Start, at.End },
		element: func(i int) { f.ident(&s.Params[i]) },
	})
}

// paramsEnd returns the offset of the bracket that closes the parameters.
func (f *formatter) paramsEnd(s *FuncStmt) int {
	at := s.Name.Where.End
	if n := len(s.Params); n > 0 {
		at = s.Params[n-1].Where.End
	}
	at = f.token(at)
	if at < len(f.src) && (f.src[at] == ',' || f.src[at] == '(') {
		at = f.token(at + 1)
	}
	return at
}

func (f *formatter) index(x *IndexExpr) {
	f.expr(x.X, LevelPostfix)
	f.subscript(x.Optional, x.Where, startOf(x.Index), func() { f.own(x.Index) })
}

func (f *formatter) slice(x *SliceExpr) {
	f.expr(x.X, LevelPostfix)
	from, wide := x.Where.End-1, false
	for _, y := range []Expr{x.High, x.Low} {
		if y != nil {
			from = startOf(y)
			wide = wide || ExprLevel(y) <= LevelProduct
		}
	}
	f.subscript(x.Optional, x.Where, from, func() {
		if x.Low != nil {
			f.expr(x.Low, LevelExpr)
			if wide {
				f.out.Space()
			}
		}
		f.out.Lit(":")
		if x.High != nil {
			if wide && x.Low != nil {
				f.out.Space()
			}
			f.expr(x.High, LevelExpr)
		}
	})
}

// subscript describes what stands in the brackets of an index.
func (f *formatter) subscript(optional bool, where diag.Span, from int, inner func()) {
	open := "["
	if optional {
		open = "?.["
	}
	f.sequence(&sequence{
		open: open, close: "]", end: where.End - 1, n: 1,
		span:    func(int) (int, int) { return from, where.End - 1 },
		element: func(int) { inner() },
	})
}

func (f *formatter) paren(x *ParenExpr) { f.parens(x.X, x.Where.End-1) }

// parenthesised describes an expression in parentheses that the tree does not
// have.
func (f *formatter) parenthesised(x Expr) {
	end := 0
	if f.source {
		end = f.token(endOf(x))
	}
	f.parens(x, end)
}

func (f *formatter) parens(x Expr, end int) {
	f.sequence(&sequence{
		open: "(", close: ")", end: end, n: 1, hug: hugs(x),
		span:    func(int) (int, int) { return exprSpan(x) },
		element: func(int) { f.own(x) },
	})
}

// block describes statements in parentheses, on one line if they were and fit.
func (f *formatter) block(x *BlockExpr) {
	first := x.Stmts[0].Span()
	broken := f.startsLine(first.Start) || len(x.Stmts) > 1 && f.startsLine(x.Stmts[1].Span().Start)
	f.out.Group(f.takeTarget() | forced(broken))
	outer := f.bracket
	f.bracket = false // within it newlines end statements
	f.out.Lit("(")
	f.out.Indent()
	prev := 0
	for i, s := range x.Stmts {
		at := s.Span()
		if i == 0 {
			f.gap(0, at.Start, sepSoft, false)
		} else {
			f.out.IfFlat(";")
			f.gap(prev, at.Start, sepLine, true)
		}
		f.stmt(s)
		prev = at.End
	}
	if len(x.Stmts) == 1 {
		f.out.Lit(lexer.Semi.String()) // without it this would be a parenthesis
	}
	f.closing(prev, x.Where.End-1)
	f.out.Lit(")")
	f.out.End()
	f.bracket = outer
}
