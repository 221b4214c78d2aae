package proptest

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/calx-lang/calx/number"
)

// An engine evaluates an expression; the error of a math error is errMath.
type engine func(n *node, s setting) (value, error)

var errMath = errors.New("math error")

// numberEngine evaluates an expression with package number alone: no text, no
// compiler. What fails here is a defect of that package.
func numberEngine(n *node, s setting) (v value, err error) {
	w := &walker{
		ctx:    number.Context{Precision: s.precision, Rounding: s.rounding, RoundAll: s.roundAll},
		locals: map[string]number.Number{},
	}
	if n.op == opCompare || n.op == opAnd || n.op == opOr || n.op == opNot {
		b := w.cond(n)
		return value{b: b}, w.err
	}
	x := w.eval(n)
	if w.err != nil {
		return value{}, w.err
	}
	return value{r: x.Rat(), rounded: x.Rounded()}, nil
}

// A walker evaluates a tree by package number. After the first error its
// results mean nothing.
type walker struct {
	ctx    number.Context
	locals map[string]number.Number
	err    error
}

func (w *walker) fail(err error) {
	var e *number.Error
	if errors.As(err, &e) && (e.Kind == number.DivisionByZero || e.Kind == number.Domain) {
		err = errMath
	}
	if w.err == nil {
		w.err = err
	}
}

// fromRat returns a number for a fraction that ends.
func fromRat(r *big.Rat) number.Number {
	places, _ := ends(r)
	n := number.FromBigInt(shift(r, places).Num())
	ctx := number.Context{MaxDigits: -1}
	n, err := ctx.Mul(n, mustParse(fmt.Sprintf("1e-%d", places)))
	if err != nil {
		panic(err)
	}
	return n
}

func mustParse(s string) number.Number {
	n, err := number.Parse(s, 0)
	if err != nil {
		panic(err)
	}
	return n
}

func (w *walker) eval(n *node) number.Number {
	if w.err != nil {
		return number.Number{}
	}
	switch n.op {
	case opLiteral:
		x, err := number.Parse(n.text, 0)
		if err != nil {
			w.fail(err)
		}
		return x
	case opVar:
		return fromRat(n.rat)
	case opLocal:
		return w.locals[n.text]
	case opTernary, opIf:
		if w.cond(n.kids[0]) {
			return w.eval(n.kids[1])
		}
		return w.eval(n.kids[2])
	case opLet, opApply:
		w.locals[n.text] = w.eval(n.kids[0])
		return w.eval(n.kids[1])
	}
	args := make([]number.Number, len(n.kids))
	for i, kid := range n.kids {
		args[i] = w.eval(kid)
	}
	if w.err != nil {
		return number.Number{}
	}
	z, err := w.apply(n, args)
	if err != nil {
		w.fail(err)
	}
	return z
}

func (w *walker) apply(n *node, a []number.Number) (number.Number, error) {
	c := &w.ctx
	places := int64(n.places)
	switch n.op {
	case opAdd:
		if s, ok := number.AddExact(a[0].Small, a[1].Small); ok && !c.RoundAll {
			return number.FromSmall(s), nil
		}
		return c.Add(a[0], a[1])
	case opSub:
		if s, ok := c.SubSmall(a[0].Small, a[1].Small); ok {
			return number.FromSmall(s), nil
		}
		return c.Sub(a[0], a[1])
	case opMul:
		if s, ok := number.MulExact(a[0].Small, a[1].Small); ok && !c.RoundAll {
			return number.FromSmall(s), nil
		}
		return c.Mul(a[0], a[1])
	case opQuo:
		return c.Quo(a[0], a[1])
	case opQuoInt:
		return c.QuoInt(a[0], a[1])
	case opRem:
		return c.Rem(a[0], a[1])
	case opMod:
		return c.Mod(a[0], a[1])
	case opPow:
		return c.Pow(a[0], a[1])
	case opNeg:
		return c.Neg(a[0])
	case opAbs:
		return c.Abs(a[0])
	case opPercent:
		return c.Percent(a[0])
	case opFactorial:
		return c.Factorial(a[0])
	case opSum:
		return c.Sum(a)
	case opProduct:
		return c.Product(a)
	case opRoundMode:
		return c.Round(a[0], places, modeNamed(n.mode))
	case opRound:
		switch n.text {
		case "floor":
			return c.Floor(a[0], places)
		case "ceil":
			return c.Ceil(a[0], places)
		case "trunc":
			return c.Trunc(a[0], places)
		}
		return c.Round(a[0], places, c.Rounding)
	}
	best := a[0]
	for _, x := range a[1:] {
		if d := number.Cmp(x, best); n.op == opMin && d < 0 || n.op == opMax && d > 0 {
			best = x
		}
	}
	return best, nil
}

func (w *walker) cond(n *node) bool {
	switch n.op {
	case opNot:
		return !w.cond(n.kids[0])
	case opAnd:
		return w.cond(n.kids[0]) && w.cond(n.kids[1])
	case opOr:
		return w.cond(n.kids[0]) || w.cond(n.kids[1])
	}
	a := w.eval(n.kids[0])
	for i, kid := range n.kids[1:] {
		b := w.eval(kid)
		if w.err != nil || !holds(n.cmps[i], number.Cmp(a, b)) {
			return false
		}
		a = b
	}
	return true
}
