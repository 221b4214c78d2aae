package proptest

import (
	"math/big"
	"math/rand/v2"
	"strconv"
)

// A generator makes one random expression.
type generator struct {
	r      *rand.Rand
	vars   []*node // the variables made so far
	locals []string
	only   []op // the operations to choose from; nil for all
}

// newGenerator returns the generator of expression i of a seed: the same
// whatever else runs.
func newGenerator(seed, i uint64) *generator {
	return &generator{r: rand.New(rand.NewPCG(seed, i))}
}

// setting draws a precision, a rounding mode and whether everything rounds.
func (g *generator) setting() setting {
	s := setting{precision: 34}
	if g.r.IntN(2) == 0 {
		s.precision = []int{1, 2, 5, 7, 9, 16, 18, 19, 20, 28, 33, 35, 37, 38, 39, 50, 76, 77, 100}[g.r.IntN(19)]
	}
	if g.r.IntN(3) > 0 {
		s.rounding = modes[g.r.IntN(len(modes))]
	}
	s.roundAll = g.r.IntN(3) == 0
	return s
}

// expression draws a number or, at times, a boolean.
func (g *generator) expression() *node {
	depth := 1 + g.r.IntN(5)
	if g.only == nil && g.r.IntN(8) == 0 {
		return g.boolean(depth)
	}
	return g.number(depth)
}

// weights says how often each operation is drawn.
var weights = []struct {
	op     op
	weight int
}{
	{opAdd, 14}, {opSub, 12}, {opMul, 16}, {opQuo, 18}, {opQuoInt, 4}, {opRem, 4}, {opPow, 4}, {opNeg, 4},
	{opPercent, 3}, {opFactorial, 1}, {opRound, 4}, {opRoundMode, 4}, {opAbs, 1}, {opMin, 1}, {opMax, 1},
	{opMod, 1}, {opSum, 2}, {opProduct, 1}, {opTernary, 3}, {opIf, 2}, {opLet, 2}, {opApply, 2},
}

var totalWeight = func() (n int) {
	for _, w := range weights {
		n += w.weight
	}
	return n
}()

func (g *generator) pick() op {
	if g.only != nil {
		return g.only[g.r.IntN(len(g.only))]
	}
	n := g.r.IntN(totalWeight)
	for _, w := range weights {
		if n -= w.weight; n < 0 {
			return w.op
		}
	}
	panic("unreachable")
}

func (g *generator) number(depth int) *node {
	if depth <= 0 || g.r.IntN(10) == 0 {
		return g.leaf()
	}
	n := &node{op: g.pick(), style: g.r.IntN(8)}
	sub := func() *node { return g.number(depth - 1 - g.r.IntN(2)) }
	switch n.op {
	case opNeg, opPercent, opAbs:
		n.kids = []*node{sub()}
	case opFactorial:
		k := g.r.IntN(60)
		n.kids = []*node{{op: opLiteral, text: strconv.Itoa(k), rat: big.NewRat(int64(k), 1)}}
	case opPow:
		n.kids = []*node{sub(), g.power(depth)}
	case opRound, opRoundMode:
		n.kids = []*node{sub()}
		n.text = []string{"round", "floor", "ceil", "trunc"}[g.r.IntN(4)]
		n.places = g.places()
		n.mode = modes[g.r.IntN(len(modes))].String()
	case opMin, opMax, opSum, opProduct:
		for range 1 + g.r.IntN(4) {
			n.kids = append(n.kids, sub())
		}
	case opTernary, opIf:
		n.kids = []*node{g.boolean(depth - 1), sub(), sub()}
	case opLet, opApply:
		n.kids = []*node{sub(), nil}
		n.text = "t" + strconv.Itoa(len(g.locals))
		g.locals = append(g.locals, n.text)
		n.kids[1] = sub()
		g.locals = g.locals[:len(g.locals)-1]
	default:
		n.kids = []*node{sub(), sub()}
	}
	return n
}

// power draws an exponent: mostly a small integer, at times an expression.
func (g *generator) power(depth int) *node {
	if g.r.IntN(8) == 0 {
		return g.number(depth - 1)
	}
	k := int64(g.r.IntN(8))
	switch g.r.IntN(6) {
	case 0:
		k = g.r.Int64N(80)
	case 1, 2:
		k = g.r.Int64N(4)
	}
	n := &node{op: opLiteral, text: strconv.FormatInt(k, 10), rat: big.NewRat(k, 1)}
	if g.r.IntN(4) == 0 {
		return &node{op: opNeg, kids: []*node{n}}
	}
	return n
}

func (g *generator) places() int {
	if g.r.IntN(2) == 0 {
		return g.r.IntN(4)
	}
	return g.r.IntN(90) - 45
}

func (g *generator) boolean(depth int) *node {
	n := &node{style: g.r.IntN(7)}
	if depth > 0 && g.r.IntN(3) == 0 {
		n.op = []op{opAnd, opOr, opNot}[g.r.IntN(3)]
		n.kids = []*node{g.boolean(depth - 1)}
		if n.op != opNot {
			n.kids = append(n.kids, g.boolean(depth-1))
		}
		return n
	}
	n.op = opCompare
	n.kids = []*node{g.number(depth - 1), g.number(depth - 1)}
	if g.r.IntN(6) == 0 { // equal more often than by chance
		n.kids[1] = n.kids[0]
	}
	chain := [][]string{{"<", "<="}, {">", ">="}, {"=="}, {"!="}}[g.r.IntN(4)]
	n.cmps = []string{chain[g.r.IntN(len(chain))]}
	for chain[0] != "!=" && len(n.kids) < 4 && g.r.IntN(4) == 0 {
		n.kids = append(n.kids, g.number(depth-1))
		n.cmps = append(n.cmps, chain[g.r.IntN(len(chain))])
	}
	return n
}

// leaf draws a literal, a variable or a name in scope.
func (g *generator) leaf() *node {
	if len(g.locals) > 0 && g.r.IntN(2) == 0 {
		return &node{op: opLocal, text: g.locals[g.r.IntN(len(g.locals))]}
	}
	if len(g.vars) > 0 && g.r.IntN(4) == 0 {
		return g.vars[g.r.IntN(len(g.vars))]
	}
	c, exp, v := amount(g.r)
	if g.r.IntN(2) == 0 {
		return &node{op: opLiteral, text: literalText(g.r, c, exp), rat: v}
	}
	if g.r.IntN(3) == 0 {
		v = new(big.Rat).Neg(v)
	}
	n := &node{op: opVar, text: "v" + strconv.Itoa(len(g.vars)), rat: v, style: g.r.IntN(6)}
	g.vars = append(g.vars, n)
	return n
}
