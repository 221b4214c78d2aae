package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// A Node is a statement or expression of the tree. Nodes are plain data: byte
// offsets into the source text, no types, no values.
type Node interface {
	// Span returns the bytes of the source that the node was read from.
	Span() diag.Span
}

// An Expr is an expression.
type Expr interface {
	Node
	expr()
}

// A Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// A File is a whole program.
type File struct {
	Source   *diag.Source
	Stmts    []Stmt
	Comments []diag.Span // in order; only with [Options.Comments]
}

// Statements.
type (
	// An ExprStmt is an expression that stands as a statement.
	ExprStmt struct{ X Expr }

	// An AssignStmt binds a name: Name = Value.
	AssignStmt struct {
		Name  Ident
		Value Expr
	}

	// A FuncStmt defines a function: Name(Params) = Body.
	FuncStmt struct {
		Name   Ident
		Params []Ident
		Body   Expr
	}

	// A DirectiveStmt sets the numbers' context from there on: :Name Arg.
	DirectiveStmt struct {
		Where   diag.Span // colon to the end of the argument
		Name    string    // without the colon
		Arg     string    // the rest of the line, trimmed, without a comment
		ArgSpan diag.Span
	}
)

// Expressions.
type (
	// An Ident is a name, as a variable or where one is bound.
	Ident struct {
		Name  string
		Where diag.Span
	}

	// A NumberLit keeps the literal's text: 1_000, 0xFF, 1e-9.
	NumberLit struct {
		Text  string
		Where diag.Span
	}

	// A StringLit is a plain or raw string, escapes resolved.
	StringLit struct {
		Value string
		Where diag.Span
	}

	// An InterpolatedString is f"text {X} text": len(Texts) == len(Exprs)+1.
	InterpolatedString struct {
		Texts []string
		Exprs []Expr
		Where diag.Span
	}

	// A BoolLit is true or false.
	BoolLit struct {
		Value bool
		Where diag.Span
	}

	// A NullLit is null.
	NullLit struct{ Where diag.Span }

	// A ParenExpr is (X), kept so that a formatter can be faithful.
	ParenExpr struct {
		X     Expr
		Where diag.Span
	}

	// A BlockExpr is (a = 1; b = 2; a + b): statements, the last an [ExprStmt].
	BlockExpr struct {
		Stmts []Stmt
		Where diag.Span
	}

	// A ListLit is [a, b, c].
	ListLit struct {
		Elems []Expr
		Where diag.Span
	}

	// A MapLit is {k: v, "text": v, (expr): v}.
	MapLit struct {
		Entries []MapEntry
		Where   diag.Span
	}

	// A UnaryExpr is a prefix operator and its operand: -x !x +x not x √x.
	UnaryExpr struct {
		Op    lexer.Kind
		OpPos int
		X     Expr
	}

	// A PostfixExpr is x% (Op is [lexer.Percent]) or n! (Op is [lexer.Not]).
	PostfixExpr struct {
		X    Expr
		Op   lexer.Kind
		OpAt diag.Span
	}

	// A BinaryExpr is a chain of operands joined by left-associative operators
	// of one level, one flat node: + - / * / // % / and / or / ?? (a ?? b ?? c,
	// evaluated from the left), or two operands of ^ or .. .
	// len(Ops) == len(Operands)-1.
	BinaryExpr struct {
		Operands []Expr
		Ops      []Operator
	}

	// A CompareExpr is a chain of comparisons: 0 <= x < 10. A single one may be
	// any of == != < <= > >= in, not in (lexer.In with Operator.Negated).
	CompareExpr struct {
		Operands []Expr
		Ops      []Operator
	}

	// A PipeExpr is X |> f |> g(a): one flat node. Every Call's Args lack the
	// piped value, which goes in front of them.
	PipeExpr struct {
		X      Expr
		Stages []*CallExpr
	}

	// A CondExpr is if/then/else or c ? a : b; a chain of else-ifs is one flat
	// node.
	CondExpr struct {
		Branches []CondBranch
		Else     Expr
		Where    diag.Span
	}

	// A LambdaExpr is x => e or (x, y) => e.
	LambdaExpr struct {
		Params []Ident
		Body   Expr
		Where  diag.Span
	}

	// A CallExpr is Fun(Args).
	CallExpr struct {
		Fun   Expr
		Args  []Arg
		Where diag.Span
	}

	// An IndexExpr is X[Index], or X?.[Index] if Optional.
	IndexExpr struct {
		X        Expr
		Index    Expr
		Optional bool
		Where    diag.Span
	}

	// A SliceExpr is X[Low:High]; either end may be nil.
	SliceExpr struct {
		X         Expr
		Low, High Expr
		Optional  bool
		Where     diag.Span
	}

	// A MemberExpr is X.Name, or X?.Name if Optional. Any name, keywords too.
	MemberExpr struct {
		X        Expr
		Name     Ident
		Optional bool
	}

	// A BadExpr stands where an expression should be and the parser found an
	// error; trees without errors hold none.
	BadExpr struct{ Where diag.Span }
)

// An Operator is an operator token between two operands.
type Operator struct {
	Where   diag.Span
	Kind    lexer.Kind
	Negated bool // not in
}

// A MapEntry is one entry of a map literal. Key is the key's text where it is
// written as a name or a string; Computed is set for (expr): v.
type MapEntry struct {
	Key      string
	Computed Expr
	KeyAt    diag.Span
	Value    Expr
}

// A CondBranch is one condition and what it selects.
type CondBranch struct{ Cond, Then Expr }

// An Arg is an argument of a call; Name is empty for a positional one.
type Arg struct {
	Name  Ident
	Value Expr
}

// Span implements [Node].
func (s *ExprStmt) Span() diag.Span      { return s.X.Span() }
func (s *AssignStmt) Span() diag.Span    { return s.Name.Where.Join(s.Value.Span()) }
func (s *FuncStmt) Span() diag.Span      { return s.Name.Where.Join(s.Body.Span()) }
func (s *DirectiveStmt) Span() diag.Span { return s.Where }

func (e *Ident) Span() diag.Span              { return e.Where }
func (e *NumberLit) Span() diag.Span          { return e.Where }
func (e *StringLit) Span() diag.Span          { return e.Where }
func (e *InterpolatedString) Span() diag.Span { return e.Where }
func (e *BoolLit) Span() diag.Span            { return e.Where }
func (e *NullLit) Span() diag.Span            { return e.Where }
func (e *ParenExpr) Span() diag.Span          { return e.Where }
func (e *BlockExpr) Span() diag.Span          { return e.Where }
func (e *ListLit) Span() diag.Span            { return e.Where }
func (e *MapLit) Span() diag.Span             { return e.Where }
func (e *UnaryExpr) Span() diag.Span          { return diag.Span{Start: e.OpPos, End: e.X.Span().End} }
func (e *PostfixExpr) Span() diag.Span        { return diag.Span{Start: e.X.Span().Start, End: e.OpAt.End} }
func (e *BinaryExpr) Span() diag.Span         { return chainSpan(e.Operands) }
func (e *CompareExpr) Span() diag.Span        { return chainSpan(e.Operands) }
func (e *PipeExpr) Span() diag.Span {
	return e.X.Span().Join(e.Stages[len(e.Stages)-1].Where)
}
func (e *CondExpr) Span() diag.Span   { return e.Where }
func (e *LambdaExpr) Span() diag.Span { return e.Where }
func (e *CallExpr) Span() diag.Span   { return e.Where }
func (e *IndexExpr) Span() diag.Span  { return e.Where }
func (e *SliceExpr) Span() diag.Span  { return e.Where }
func (e *MemberExpr) Span() diag.Span {
	return diag.Span{Start: e.X.Span().Start, End: e.Name.Where.End}
}
func (e *BadExpr) Span() diag.Span { return e.Where }

func chainSpan(operands []Expr) diag.Span {
	return operands[0].Span().Join(operands[len(operands)-1].Span())
}

func (*ExprStmt) stmt()      {}
func (*AssignStmt) stmt()    {}
func (*FuncStmt) stmt()      {}
func (*DirectiveStmt) stmt() {}

func (*Ident) expr()              {}
func (*NumberLit) expr()          {}
func (*StringLit) expr()          {}
func (*InterpolatedString) expr() {}
func (*BoolLit) expr()            {}
func (*NullLit) expr()            {}
func (*ParenExpr) expr()          {}
func (*BlockExpr) expr()          {}
func (*ListLit) expr()            {}
func (*MapLit) expr()             {}
func (*UnaryExpr) expr()          {}
func (*PostfixExpr) expr()        {}
func (*BinaryExpr) expr()         {}
func (*CompareExpr) expr()        {}
func (*PipeExpr) expr()           {}
func (*CondExpr) expr()           {}
func (*LambdaExpr) expr()         {}
func (*CallExpr) expr()           {}
func (*IndexExpr) expr()          {}
func (*SliceExpr) expr()          {}
func (*MemberExpr) expr()         {}
func (*BadExpr) expr()            {}
