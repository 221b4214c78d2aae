package parser

import (
	"fmt"
	"strconv"
	"strings"
)

// Sexpr returns a tree as text in which parentheses show every node: 1 + 2 * x
// is (1 + (2 * x)). Programs whose Sexprs are equal have equal trees but for
// positions.
func Sexpr(n Node) string {
	var w sexprWriter
	w.node(n)
	return w.String()
}

type sexprWriter struct{ strings.Builder }

func (w *sexprWriter) node(n Node) {
	switch n := n.(type) {
	case *ExprStmt:
		w.node(n.X)
	case *AssignStmt:
		w.form("=", word(n.Name.Name), n.Value)
	case *FuncStmt:
		w.form("def", word(n.Name.Name), params(n.Params), n.Body)
	case *DirectiveStmt:
		w.form(":"+n.Name, word(n.Arg))
	case *Ident:
		w.WriteString(n.Name)
	case *NumberLit:
		w.WriteString(n.Text)
	case *StringLit:
		w.WriteString(strconv.Quote(n.Value))
	case *InterpolatedString:
		w.interpolated(n)
	case *BoolLit:
		w.WriteString(strconv.FormatBool(n.Value))
	case *NullLit:
		w.WriteString("null")
	case *ParenExpr:
		w.form("paren", n.X)
	case *BlockExpr:
		w.WriteString("(block")
		for _, s := range n.Stmts {
			w.WriteByte(' ')
			w.node(s)
		}
		w.WriteByte(')')
	case *ListLit:
		w.WriteByte('[')
		w.exprs(n.Elems)
		w.WriteByte(']')
	case *MapLit:
		w.mapLit(n)
	case *UnaryExpr:
		w.form(n.Op.String(), n.X)
	case *PostfixExpr:
		w.form("post"+n.Op.String(), n.X)
	case *BinaryExpr:
		w.chain(n.Operands, n.Ops)
	case *CompareExpr:
		w.chain(n.Operands, n.Ops)
	case *PipeExpr:
		w.WriteString("(|> ")
		w.node(n.X)
		for _, s := range n.Stages {
			w.WriteByte(' ')
			w.node(s)
		}
		w.WriteByte(')')
	case *CondExpr:
		w.WriteString("(if")
		for _, b := range n.Branches {
			w.WriteByte(' ')
			w.exprs([]Expr{b.Cond, b.Then})
		}
		w.WriteByte(' ')
		w.node(n.Else)
		w.WriteByte(')')
	case *LambdaExpr:
		w.form("=>", params(n.Params), n.Body)
	case *CallExpr:
		w.call(n)
	case *IndexExpr:
		w.form(optional("index", n.Optional), n.X, n.Index)
	case *SliceExpr:
		w.form(optional("slice", n.Optional), n.X, n.Low, n.High)
	case *MemberExpr:
		w.form(memberHead(n.Optional), n.X, word(n.Name.Name))
	case *BadExpr:
		w.WriteString("(bad)")
	default:
		panic(fmt.Sprintf("parser: Sexpr meets %T", n))
	}
}

// word is a part of a form that is written as it is.
type word string

// form writes a list that begins with a head; a part that is nil as "_".
func (w *sexprWriter) form(head string, parts ...any) {
	w.WriteString("(" + head)
	for _, part := range parts {
		w.WriteByte(' ')
		switch part := part.(type) {
		case word:
			w.WriteString(string(part))
		case Node:
			w.node(part)
		default:
			w.WriteByte('_')
		}
	}
	w.WriteByte(')')
}

func (w *sexprWriter) exprs(list []Expr) {
	for i, e := range list {
		if i > 0 {
			w.WriteByte(' ')
		}
		w.node(e)
	}
}

func (w *sexprWriter) chain(operands []Expr, ops []Operator) {
	w.WriteByte('(')
	w.node(operands[0])
	for i, op := range ops {
		w.WriteByte(' ')
		if op.Negated {
			w.WriteString("not ")
		}
		w.WriteString(op.Kind.String() + " ")
		w.node(operands[i+1])
	}
	w.WriteByte(')')
}

func (w *sexprWriter) call(n *CallExpr) {
	w.WriteString("(call ")
	w.node(n.Fun)
	for _, a := range n.Args {
		w.WriteByte(' ')
		if a.Name.Name != "" {
			w.WriteString(a.Name.Name + "=")
		}
		w.node(a.Value)
	}
	w.WriteByte(')')
}

func (w *sexprWriter) interpolated(n *InterpolatedString) {
	w.WriteString("(f ")
	for i, text := range n.Texts {
		if i > 0 {
			w.WriteByte(' ')
			w.node(n.Exprs[i-1])
			w.WriteByte(' ')
		}
		w.WriteString(strconv.Quote(text))
	}
	w.WriteByte(')')
}

func (w *sexprWriter) mapLit(n *MapLit) {
	w.WriteByte('{')
	for i, e := range n.Entries {
		if i > 0 {
			w.WriteByte(' ')
		}
		if e.Computed != nil {
			w.form("key", e.Computed)
		} else {
			w.WriteString(strconv.Quote(e.Key))
		}
		w.WriteString(": ")
		w.node(e.Value)
	}
	w.WriteByte('}')
}

func params(list []Ident) word {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	return word("(" + strings.Join(names, " ") + ")")
}

func memberHead(optional bool) string {
	if optional {
		return "?."
	}
	return "."
}

func optional(head string, is bool) string {
	if is {
		return head + "?"
	}
	return head
}
