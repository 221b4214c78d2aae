package parser

import "fmt"

// Walk calls f for a node and, if f returns true, for the nodes within it, in
// the order of the source. The names that statements and lambdas bind are no
// nodes of their own; those of a [File] are its statements.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	switch n := n.(type) {
	case *ExprStmt:
		Walk(n.X, f)
	case *AssignStmt:
		Walk(n.Value, f)
	case *FuncStmt:
		Walk(n.Body, f)
	case *DirectiveStmt, *Ident, *NumberLit, *StringLit, *BoolLit, *NullLit, *BadExpr:
	case *InterpolatedString:
		walkAll(n.Exprs, f)
	case *ParenExpr:
		Walk(n.X, f)
	case *BlockExpr:
		for _, s := range n.Stmts {
			Walk(s, f)
		}
	case *ListLit:
		walkAll(n.Elems, f)
	case *MapLit:
		for _, e := range n.Entries {
			walkIf(e.Computed, f)
			Walk(e.Value, f)
		}
	case *UnaryExpr:
		Walk(n.X, f)
	case *PostfixExpr:
		Walk(n.X, f)
	case *BinaryExpr:
		walkAll(n.Operands, f)
	case *CompareExpr:
		walkAll(n.Operands, f)
	case *PipeExpr:
		Walk(n.X, f)
		for _, s := range n.Stages {
			Walk(s, f)
		}
	case *CondExpr:
		for _, b := range n.Branches {
			Walk(b.Cond, f)
			Walk(b.Then, f)
		}
		Walk(n.Else, f)
	case *LambdaExpr:
		Walk(n.Body, f)
	case *CallExpr:
		Walk(n.Fun, f)
		for _, a := range n.Args {
			Walk(a.Value, f)
		}
	case *IndexExpr:
		Walk(n.X, f)
		Walk(n.Index, f)
	case *SliceExpr:
		Walk(n.X, f)
		walkIf(n.Low, f)
		walkIf(n.High, f)
	case *MemberExpr:
		Walk(n.X, f)
	default:
		panic(fmt.Sprintf("parser: Walk meets %T", n))
	}
}

func walkAll(list []Expr, f func(Node) bool) {
	for _, e := range list {
		Walk(e, f)
	}
}

func walkIf(e Expr, f func(Node) bool) {
	if e != nil {
		Walk(e, f)
	}
}
