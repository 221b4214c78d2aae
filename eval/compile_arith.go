package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

func (c *compiler) numberLit(e *parser.NumberLit) *node {
	n, err := number.Parse(e.Text, c.literalDigits)
	if err != nil {
		return c.numberError(e.Where, err)
	}
	return c.constNode(tNumber, NumberValue(n))
}

// numberError reports an error of package number at compile time.
func (c *compiler) numberError(span diag.Span, err error) *node {
	var f frame
	f.failNumber(c.site(span), err)
	if len(c.errs) < maxErrors {
		c.errs = append(c.errs, f.err)
	}
	return c.bad()
}

func (c *compiler) unary(e *parser.UnaryExpr) *node {
	switch e.Op {
	case lexer.Not, lexer.NotKw:
		x := c.expr(e.X)
		what := "!"
		if e.Op == lexer.NotKw {
			what = "not"
		}
		fn := c.condition(x, what)
		return c.condNode(func(f *frame) bool { return !fn(f) })
	case lexer.Root:
		x := c.number(c.expr(e.X), "√")
		return c.apply1(x, (*number.Context).Sqrt, c.site(e.Span()))
	case lexer.Plus:
		return c.numNode(c.number(c.expr(e.X), "+"))
	}
	return c.negate(c.expr(e.X), c.site(e.Span()))
}

func (c *compiler) negate(x *node, at site) *node {
	if x.constant && x.typ == tNumber {
		if n, err := exactly.Neg(x.v.number()); err == nil {
			return c.constNode(tNumber, NumberValue(n))
		}
	}
	fn := c.number(x, "-")
	return c.numNode(func(f *frame) number.Small {
		a := fn(f)
		if r, ok := number.NegSmall(a); ok {
			return r
		}
		x, ok := f.take(a)
		if !ok {
			return bad
		}
		n, err := f.num.Neg(x)
		return f.ret(n, err, at)
	})
}

// op1 and op2 are operations of package number, as method expressions.
type (
	op1 func(*number.Context, number.Number) (number.Number, error)
	op2 func(c *number.Context, x, y number.Number) (number.Number, error)
)

// apply1 compiles an operation on one number.
func (c *compiler) apply1(x numFn, op op1, at site) *node {
	if c.trace != nil {
		return c.numNode(tracedOp1(x, op, at))
	}
	return c.numNode(func(f *frame) number.Small {
		n, ok := f.take(x(f))
		if !ok {
			return bad
		}
		r, err := op(&f.num, n)
		return f.ret(r, err, at)
	})
}

// apply2 compiles an operation on two numbers.
func (c *compiler) apply2(x, y numFn, op op2, at site) *node {
	if c.trace != nil {
		return c.numNode(tracedOp2(x, y, op, at))
	}
	return c.numNode(func(f *frame) number.Small {
		s := x(f)
		if s.X == number.NotSmall {
			return f.leftBig(op, y, at)
		}
		return f.slow(op, s, y(f), at)
	})
}

func (c *compiler) postfixOp(e *parser.PostfixExpr) *node {
	x := c.expr(e.X)
	at := c.site(e.Span())
	if e.Op == lexer.Not {
		return c.apply1(c.number(x, "!"), (*number.Context).Factorial, at)
	}
	if x.constant && x.typ == tNumber && !c.checked {
		if n, err := exactly.Percent(x.v.number()); err == nil && n.X != number.NotSmall {
			return c.constNode(tNumber, NumberValue(n))
		}
	}
	return c.apply1(c.number(x, "%"), (*number.Context).Percent, at)
}

func (c *compiler) binary(e *parser.BinaryExpr) *node {
	switch e.Ops[0].Kind {
	case lexer.And, lexer.Or:
		return c.logical(e)
	case lexer.Coalesce:
		return c.coalesce(e)
	case lexer.Caret:
		x, y := c.expr(e.Operands[0]), c.expr(e.Operands[1])
		return c.apply2(c.number(x, "^"), c.number(y, "^"), (*number.Context).Pow, c.site(e.Span()))
	case lexer.DotDot:
		return c.rangeExpr(e)
	}
	return c.arithmetic(e)
}

// arithmetic compiles a chain of + - or of * / // %, from the left. As long
// as + could join strings or lists it is decided when it runs; from the first
// operand or operator that settles it, the rest is numbers.
func (c *compiler) arithmetic(e *parser.BinaryExpr) *node {
	acc := c.expr(e.Operands[0])
	for i := 0; i < len(e.Ops); {
		r := c.expr(e.Operands[i+1])
		if e.Ops[i].Kind != lexer.Plus || acc.typ.is(numberType) || r.typ.is(numberType) {
			return c.numbers(e, i, acc, r)
		}
		run := []*node{acc, r}
		for i++; i < len(e.Ops) && e.Ops[i].Kind == lexer.Plus; i++ {
			next := c.expr(e.Operands[i+1])
			if next.typ.is(numberType) {
				acc = c.plus(e, run, i)
				return c.numbers(e, i, acc, next)
			}
			run = append(run, next)
		}
		acc = c.plus(e, run, i)
	}
	return acc
}

// operatorText spells the arithmetic operators.
func operatorText(k lexer.Kind) string {
	switch k {
	case lexer.Plus:
		return "+"
	case lexer.Minus:
		return "-"
	case lexer.Star:
		return "*"
	case lexer.Slash:
		return "/"
	case lexer.SlashDiv:
		return "//"
	}
	return "%"
}

// maxNested is the number of operators up to which a chain compiles to nested
// closures, which are faster than the loop that longer ones need.
const maxNested = 8

// numbers compiles the rest of a chain, operators from first on, when left is
// what stands before that operator and right what follows it.
func (c *compiler) numbers(e *parser.BinaryExpr, first int, left, right *node) *node {
	if c.trace != nil {
		return c.tracedChain(e, first, left, right)
	}
	start := e.Operands[0].Span().Start
	if len(e.Ops)-first > maxNested {
		return c.longChain(e, first, left, right)
	}
	for i := first; ; i++ {
		at := c.site(diag.Span{Start: start, End: e.Operands[i+1].Span().End})
		left = c.arith2(e.Ops[i].Kind, left, right, at)
		if i+1 == len(e.Ops) {
			return left
		}
		right = c.expr(e.Operands[i+2])
	}
}

// arith2 compiles one operator on two numbers.
func (c *compiler) arith2(op lexer.Kind, x, y *node, at site) *node {
	if n, ok := c.fold(op, x, y); ok {
		n.at = at
		return n
	}
	if op == lexer.Plus && (x.typ.kind == stringType || y.typ.kind == stringType) {
		return c.wrongPlus(x.typ, y, x)
	}
	if !c.checked && (op == lexer.Plus || op == lexer.Minus || op == lexer.Star) {
		return c.exactLane(op, x, y, at)
	}
	text := operatorText(op)
	l, r := c.number(x, text), c.number(y, text)
	switch {
	case c.checked:
		n := c.apply2(l, r, arithOp(op), at)
		n.at = at
		return n
	case op == lexer.Slash:
		return c.numNodeAt(quoNum(l, r, at), at)
	}
	return c.numNodeAt(divideNum(op, l, r, at), at)
}

// arithOp returns the operation of an operator.
func arithOp(op lexer.Kind) op2 {
	switch op {
	case lexer.Plus:
		return (*number.Context).Add
	case lexer.Minus:
		return (*number.Context).Sub
	case lexer.Star:
		return (*number.Context).Mul
	case lexer.Slash:
		return (*number.Context).Quo
	case lexer.SlashDiv:
		return (*number.Context).QuoInt
	}
	return (*number.Context).Rem
}

// fold computes + - * of two constants where the result does not depend on
// the context and cannot fail.
func (c *compiler) fold(op lexer.Kind, x, y *node) (*node, bool) {
	if !x.constant || !y.constant || x.typ != tNumber || y.typ != tNumber || c.checked {
		return nil, false
	}
	var r number.Small
	var ok bool
	switch a, b := x.v.small(), y.v.small(); op {
	case lexer.Plus:
		r, ok = number.AddExact(a, b)
	case lexer.Minus:
		r, ok = number.SubExact(a, b)
	case lexer.Star:
		r, ok = number.MulExact(a, b)
	}
	if !ok {
		return nil, false
	}
	return c.constNode(tNumber, smallValue(r)), true
}

// A chain is a chain of operators of any length, which runs in one loop.
type chain struct {
	head    numFn
	terms   []operand // F or G, each with the operator before it
	ends    []int32   // where the text up to a term ends
	start   int32
	src     *diag.Source
	checked bool
}

// longChain compiles a chain of any length into one loop over its operands.
func (c *compiler) longChain(e *parser.BinaryExpr, first int, left, right *node) *node {
	n := len(e.Ops) - first
	ch := &chain{
		head:  c.number(left, operatorText(e.Ops[first].Kind)),
		terms: make([]operand, n), ends: make([]int32, n),
		start: int32(e.Operands[0].Span().Start), src: c.src, checked: c.checked,
	}
	for i := range ch.terms {
		mark := c.nodes.mark()
		if i > 0 {
			right = c.expr(e.Operands[first+i+1])
		}
		t, k := c.operand(e.Ops[first+i].Kind, right)
		if t.kind == operandK {
			t.kind, t.fn = operandF, constSmall(k)
		}
		ch.terms[i], ch.ends[i] = t, int32(e.Operands[first+i+1].Span().End)
		c.nodes.release(mark)
	}
	return c.numNode(ch.run)
}

func (c *chain) run(f *frame) number.Small {
	acc := c.head(f)
	for i := range c.terms {
		t := &c.terms[i]
		if i&pollTerms == pollTerms && !f.poll() {
			f.place(c.at(i))
			return bad
		}
		if acc.X == number.NotSmall {
			if f.err != nil {
				return bad
			}
			acc = f.leftBig(arithOp(t.op), func(f *frame) number.Small { return c.term(f, t) }, c.at(i))
			continue
		}
		var b number.Small
		if v := c.name(f, t); v != nil && v.tag.kind == NumberKind && v.tag.x != number.NotSmall {
			b = v.small()
		} else {
			b = c.term(f, t)
		}
		r, ok := acc, false
		switch {
		case c.checked:
		case t.op == lexer.Plus: // sums are what is long
			r, ok = number.AddExact(acc, b)
		default:
			r, ok = quick(t.op, acc, b)
		}
		if !ok {
			r = f.slow(arithOp(t.op), acc, b, c.at(i))
		}
		acc = r
	}
	return acc
}

// name returns where the value of a term that is a name is, else nil.
func (c *chain) name(f *frame, t *operand) *Value {
	if t.kind == operandG {
		return &f.globals[t.slot]
	}
	return nil
}

// term returns the number of a term.
func (c *chain) term(f *frame, t *operand) number.Small {
	if t.kind == operandG {
		return t.read(f, c.src)
	}
	return t.fn(f)
}

// at is where the text up to a term stands.
func (c *chain) at(i int) site { return site{c.src, c.start, c.ends[i]} }

// pollTerms + 1 is the number of terms between two looks at the context.
const pollTerms = 1<<10 - 1

// quick tries the exact inline lane.
func quick(op lexer.Kind, a, b number.Small) (number.Small, bool) {
	switch op {
	case lexer.Plus:
		return number.AddExact(a, b)
	case lexer.Minus:
		return number.SubExact(a, b)
	case lexer.Star:
		return number.MulExact(a, b)
	}
	return a, false
}

// slow applies op when the fast lane could not: a is small, b may be any.
func (f *frame) slow(op op2, a, b number.Small, at site) number.Small {
	y, ok := f.take(b)
	if !ok {
		return bad
	}
	n, err := op(&f.num, number.FromSmall(a), y)
	return f.ret(n, err, at)
}

// leftBig applies op when the left operand is in f.big, or failed.
func (f *frame) leftBig(op op2, r numFn, at site) number.Small {
	if f.err != nil {
		return bad
	}
	x := number.FromBig(f.big)
	held := f.hold(bigValue(f.big))
	y, ok := f.take(r(f))
	f.release(held)
	if !ok {
		return bad
	}
	n, err := op(&f.num, x, y)
	return f.ret(n, err, at)
}
