package parser

import "github.com/calx-lang/calx/lexer"

// A Level says how tightly an operator binds: of two levels the greater one
// binds tighter.
type Level uint8

// The levels, loosest first.
const (
	LevelNone     Level = iota // no operator
	LevelExpr                  // x => e, if c then a else b, c ? a : b
	LevelCoalesce              // ??
	LevelOr                    // or
	LevelAnd                   // and
	LevelNot                   // not x
	LevelCompare               // == != < <= > >= in, not in
	LevelPipe                  // |>
	LevelRange                 // ..
	LevelSum                   // + -
	LevelProduct               // * / // %
	LevelPrefix                // -x +x !x √x
	LevelPower                 // ^ ²
	LevelPostfix               // f(x) a[i] a.b a?.b n! n%
)

// An Assoc says how operators of one level group.
type Assoc uint8

// The ways to group.
const (
	LeftAssoc  Assoc = iota // a + b + c is (a + b) + c
	RightAssoc              // a ^ b ^ c is a ^ (b ^ c)
	NonAssoc                // a .. b .. c is an error
	ChainAssoc              // a < b < c compares neighbours
)

// A Precedence is an operator's place in the table.
type Precedence struct {
	Level Level
	Assoc Assoc
}

// precedences is the one table of operators that stand behind an operand. The
// parser, the formatter and the documentation read it.
var precedences = [lexer.NumKinds]Precedence{
	lexer.Arrow:    {LevelExpr, RightAssoc},
	lexer.Question: {LevelExpr, RightAssoc},

	lexer.Coalesce: {LevelCoalesce, RightAssoc},
	lexer.Or:       {LevelOr, LeftAssoc},
	lexer.And:      {LevelAnd, LeftAssoc},

	lexer.Eq:      {LevelCompare, ChainAssoc},
	lexer.NotEq:   {LevelCompare, ChainAssoc},
	lexer.Less:    {LevelCompare, ChainAssoc},
	lexer.LessEq:  {LevelCompare, ChainAssoc},
	lexer.Greater: {LevelCompare, ChainAssoc},
	lexer.GreatEq: {LevelCompare, ChainAssoc},
	lexer.In:      {LevelCompare, ChainAssoc},
	lexer.NotKw:   {LevelCompare, ChainAssoc}, // not in

	lexer.Pipe:   {LevelPipe, LeftAssoc},
	lexer.DotDot: {LevelRange, NonAssoc},

	lexer.Plus:  {LevelSum, LeftAssoc},
	lexer.Minus: {LevelSum, LeftAssoc},

	lexer.Star:     {LevelProduct, LeftAssoc},
	lexer.Slash:    {LevelProduct, LeftAssoc},
	lexer.SlashDiv: {LevelProduct, LeftAssoc},
	lexer.Percent:  {LevelProduct, LeftAssoc},

	lexer.Caret:       {LevelPower, RightAssoc},
	lexer.Superscript: {LevelPower, RightAssoc},
}

// prefixes is the table of operators that stand before their operand.
var prefixes = [lexer.NumKinds]Level{
	lexer.NotKw: LevelNot,
	lexer.Minus: LevelPrefix,
	lexer.Plus:  LevelPrefix,
	lexer.Not:   LevelPrefix,
	lexer.Root:  LevelPrefix,
}

// BinaryPrecedence returns the place of an operator that stands behind its
// left operand; its level is [LevelNone] if the kind is none.
func BinaryPrecedence(k lexer.Kind) Precedence {
	if int(k) < len(precedences) {
		return precedences[k]
	}
	return Precedence{}
}

// PrefixLevel returns the level of an operator that stands before its operand,
// or [LevelNone] if the kind is none.
func PrefixLevel(k lexer.Kind) Level {
	if int(k) < len(prefixes) {
		return prefixes[k]
	}
	return LevelNone
}

// ExprLevel returns the level of an expression's outermost operator, which
// says where it needs parentheses; [LevelPostfix] if it is none or tighter.
func ExprLevel(e Expr) Level {
	switch e := e.(type) {
	case *LambdaExpr, *CondExpr:
		return LevelExpr
	case *BinaryExpr:
		return precedences[e.Ops[0].Kind].Level
	case *CompareExpr:
		return LevelCompare
	case *PipeExpr:
		return LevelPipe
	case *UnaryExpr:
		return prefixes[e.Op]
	}
	return LevelPostfix
}
