package proptest

import (
	"math/big"
	"strings"
)

// An op is what a node of an expression is.
type op int

const (
	opLiteral op = iota // text is its source, rat its value
	opVar               // a variable of the environment: text is its name, rat its value
	opLocal             // a name bound by opLet or opApply: text is its name
	opAdd
	opSub
	opMul
	opQuo
	opQuoInt
	opRem
	opPow
	opNeg
	opPercent
	opFactorial
	opRound // round, floor, ceil, trunc: text is the function, places its argument
	opRoundMode
	opAbs
	opMin
	opMax
	opMod
	opSum
	opProduct
	opTernary // kids: condition, then, else
	opIf
	opLet   // (text = kids[0]; kids[1])
	opApply // (text => kids[1])(kids[0])
	opCompare
	opAnd
	opOr
	opNot
)

// A node is an expression.
type node struct {
	op     op
	kids   []*node
	text   string
	rat    *big.Rat
	places int
	mode   string   // of opRoundMode
	cmps   []string // of opCompare, between the kids
	style  int      // which of the equivalent spellings is printed
}

// Binding levels, as in the language's table of operators.
const (
	levelChoice  = 1
	levelOr      = 3
	levelAnd     = 4
	levelNot     = 5
	levelCompare = 6
	levelAdd     = 9
	levelMul     = 10
	levelPrefix  = 11
	levelPower   = 12
	levelPostfix = 13
)

var infix = map[op]string{opAdd: " + ", opSub: " - ", opMul: " * ", opQuo: " / ", opQuoInt: " // ", opRem: " % "}

func (n *node) level() int {
	switch n.op {
	case opAdd, opSub:
		return levelAdd
	case opMul, opQuo, opQuoInt, opRem:
		return levelMul
	case opPow:
		return levelPower
	case opNeg:
		return levelPrefix
	case opTernary, opIf:
		return levelChoice
	case opCompare:
		return levelCompare
	case opAnd:
		return levelAnd
	case opOr:
		return levelOr
	case opNot:
		return levelNot
	}
	return levelPostfix
}

// String returns the expression's source, with no more parentheses than it needs.
func (n *node) String() string {
	var b strings.Builder
	n.write(&b, levelChoice)
	return b.String()
}

// write prints n as an operand of the given level.
func (n *node) write(b *strings.Builder, level int) {
	if n.level() < level || n.style == 7 {
		b.WriteByte('(')
		n.bare(b)
		b.WriteByte(')')
		return
	}
	n.bare(b)
}

func (n *node) bare(b *strings.Builder) {
	switch n.op {
	case opLiteral, opVar, opLocal:
		b.WriteString(n.text)
	case opAdd, opSub, opMul, opQuo, opQuoInt, opRem:
		n.kids[0].write(b, n.level())
		b.WriteString(n.spelling(strings.HasSuffix(b.String(), "%")))
		n.kids[1].write(b, n.level()+1)
	case opPow:
		n.power(b)
	case opNeg:
		b.WriteByte('-')
		n.kids[0].write(b, levelPrefix)
	case opPercent:
		level := levelPostfix
		if n.kids[0].op == opPercent { // %% is an error
			level++
		}
		n.kids[0].write(b, level)
		b.WriteByte('%')
	case opFactorial:
		n.kids[0].write(b, levelPostfix)
		b.WriteByte('!')
	case opCompare, opAnd, opOr, opNot, opTernary, opIf:
		n.logic(b)
	case opLet:
		b.WriteString("(" + n.text + " = ")
		n.kids[0].write(b, levelChoice)
		b.WriteString("; ")
		n.kids[1].write(b, levelChoice)
		b.WriteByte(')')
	case opApply:
		b.WriteString("(" + n.text + " => ")
		n.kids[1].write(b, levelChoice)
		b.WriteString(")(")
		n.kids[0].write(b, levelChoice)
		b.WriteByte(')')
	default:
		n.call(b)
	}
}

// spelling returns the operator; x%+y would be an error that asks for spaces.
func (n *node) spelling(afterPercent bool) string {
	if n.style == 1 && !afterPercent {
		switch n.op {
		case opMul:
			return " × "
		case opQuo:
			return "÷"
		case opAdd:
			return "+"
		}
	}
	return infix[n.op]
}

// power prints x ^ y, x ** y or x².
func (n *node) power(b *strings.Builder) {
	n.kids[0].write(b, levelPostfix)
	if n.kids[1].op == opLiteral && n.style == 1 && n.kids[0].level() == levelPostfix {
		if n.kids[1].text == "2" {
			b.WriteString("²")
			return
		}
		if n.kids[1].text == "3" {
			b.WriteString("³")
			return
		}
	}
	b.WriteString([]string{"^", " ^ ", "**", " ** "}[n.style%4])
	if n.kids[1].op == opNeg && n.kids[1].kids[0].level() == levelPostfix {
		n.kids[1].bare(b)
		return
	}
	n.kids[1].write(b, levelPostfix)
}

func (n *node) logic(b *strings.Builder) {
	switch n.op {
	case opCompare:
		for i, kid := range n.kids {
			if i > 0 {
				b.WriteString(" " + n.cmps[i-1] + " ")
			}
			kid.write(b, levelCompare+1)
		}
	case opAnd, opOr:
		word := map[op][]string{opAnd: {" and ", " && "}, opOr: {" or ", " || "}}[n.op][n.style%2]
		n.kids[0].write(b, n.level())
		b.WriteString(word)
		n.kids[1].write(b, n.level()+1)
	case opNot:
		b.WriteString("not ")
		n.kids[0].write(b, levelNot)
	case opTernary:
		n.kids[0].write(b, levelOr)
		b.WriteString(" ? ")
		n.kids[1].write(b, levelChoice)
		b.WriteString(" : ")
		n.kids[2].write(b, levelChoice)
	case opIf:
		b.WriteString("if ")
		n.kids[0].write(b, levelOr)
		b.WriteString(" then ")
		n.kids[1].write(b, levelChoice)
		b.WriteString(" else ")
		n.kids[2].write(b, levelChoice)
	}
}

var callName = map[op]string{opRoundMode: "round", opAbs: "abs", opMin: "min", opMax: "max", opMod: "mod",
	opSum: "sum", opProduct: "product"}

// call prints a call of a built-in.
func (n *node) call(b *strings.Builder) {
	name := callName[n.op]
	if n.op == opRound {
		name = n.text
	}
	list := n.op == opSum || n.op == opProduct || (n.op == opMin || n.op == opMax) && (n.style%2 == 1 || len(n.kids) == 1)
	b.WriteString(name + "(")
	if list {
		b.WriteByte('[')
	}
	for i, kid := range n.kids {
		if i > 0 {
			b.WriteString(", ")
		}
		kid.write(b, levelChoice)
	}
	if list {
		b.WriteByte(']')
	}
	switch n.op {
	case opRound:
		if n.places != 0 || n.style%2 == 1 {
			b.WriteString(", " + itoa(n.places))
		}
	case opRoundMode:
		b.WriteString(", " + itoa(n.places) + `, "` + n.mode + `"`)
	}
	b.WriteByte(')')
}
