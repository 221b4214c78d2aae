package eval

import (
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// What an expression is made of, and which parts of it are reached.

// A way follows evaluation through the operands of an expression, to tell which
// of those that need no code it came to.
type way struct {
	e      parser.Expr
	failed bool // the expression did
	n      int  // operands so far
	ended  bool // the ones that follow are not evaluated
	taken  bool // the last condition held
}

// next reports whether the next operand is evaluated.
func (w *way) next() bool {
	if c, ok := w.e.(*parser.CondExpr); ok && w.n%2 == 1 && w.n < 2*len(c.Branches) {
		return !w.ended && w.taken
	}
	return !w.ended
}

// saw takes the outcome of an operand.
func (w *way) saw(op *Step) {
	if op.State == Failed && w.failed {
		w.ended = true
	}
	if op.Kind == PartialStep {
		return
	}
	known := op.State == Evaluated
	holds := known && op.Type == BooleanKind && op.Value.bool()
	switch e := w.e.(type) {
	case *parser.CondExpr:
		if w.n%2 == 0 {
			w.taken = holds
		} else if w.taken {
			w.ended = true
		}
	case *parser.BinaryExpr:
		switch e.Ops[0].Kind {
		case lexer.And:
			w.ended = w.ended || known && !holds
		case lexer.Or:
			w.ended = w.ended || holds
		case lexer.Coalesce:
			w.ended = w.ended || known && op.Type != NullKind
		}
	case *parser.CallExpr:
		if id, ok := e.Fun.(*parser.Ident); ok && id.Name == "try" && w.n == 0 {
			w.ended = w.ended || known
		}
	}
	w.n++
}

// eachOperand calls yield for the operands of an expression, with the name that
// one is bound to, until it returns false.
func eachOperand(e parser.Expr, yield func(name string, e parser.Expr) bool) {
	all := func(list ...parser.Expr) {
		for _, x := range list {
			if x != nil && !yield("", x) {
				return
			}
		}
	}
	switch e := e.(type) {
	case *parser.InterpolatedString:
		all(e.Exprs...)
	case *parser.ListLit:
		all(e.Elems...)
	case *parser.MapLit:
		for i := range e.Entries {
			all(e.Entries[i].Computed)
			if !yield(e.Entries[i].Key, e.Entries[i].Value) {
				return
			}
		}
	case *parser.UnaryExpr:
		all(e.X)
	case *parser.PostfixExpr:
		all(e.X)
	case *parser.CompareExpr:
		all(e.Operands...)
	case *parser.CondExpr:
		for _, br := range e.Branches {
			if !yield("", br.Cond) || !yield("", br.Then) {
				return
			}
		}
		all(e.Else)
	case *parser.CallExpr:
		if _, isName := e.Fun.(*parser.Ident); !isName {
			all(e.Fun)
		}
		for i := range e.Args {
			if !yield(e.Args[i].Name.Name, e.Args[i].Value) {
				return
			}
		}
	case *parser.IndexExpr:
		all(e.X, e.Index)
	case *parser.SliceExpr:
		all(e.X, e.Low, e.High)
	case *parser.MemberExpr:
		all(e.X)
	case *parser.BinaryExpr:
		all(e.Operands...)
	case *parser.PipeExpr:
		all(e.X)
		for _, stage := range e.Stages {
			if !yield("", stage) {
				return
			}
		}
	case *parser.BlockExpr:
		blockOperands(e, yield)
	}
}

func blockOperands(e *parser.BlockExpr, yield func(name string, e parser.Expr) bool) {
	for _, s := range e.Stmts {
		switch s := s.(type) {
		case *parser.AssignStmt:
			if !yield(s.Name.Name, s.Value) {
				return
			}
		case *parser.ExprStmt:
			if !yield("", s.X) {
				return
			}
		}
	}
}

func kindOfStep(e parser.Expr) StepKind {
	switch e := e.(type) {
	case *parser.NumberLit, *parser.StringLit, *parser.BoolLit, *parser.NullLit:
		return LiteralStep
	case *parser.Ident:
		return NameStep
	case *parser.InterpolatedString:
		return TextStep
	case *parser.ListLit:
		return ListStep
	case *parser.MapLit:
		return MapStep
	case *parser.BlockExpr:
		return BlockStep
	case *parser.CondExpr:
		return BranchStep
	case *parser.LambdaExpr:
		return FunctionStep
	case *parser.CallExpr:
		return CallStep
	case *parser.MemberExpr, *parser.IndexExpr, *parser.SliceExpr:
		return AccessStep
	case *parser.UnaryExpr:
		if _, isNumber := e.X.(*parser.NumberLit); isNumber && e.Op == lexer.Minus {
			return LiteralStep
		}
	case *parser.PostfixExpr:
		if _, isNumber := e.X.(*parser.NumberLit); isNumber && e.Op == lexer.Percent {
			return LiteralStep
		}
	}
	return OperationStep
}
