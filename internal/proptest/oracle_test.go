package proptest

import (
	"math/big"

	"github.com/calx-lang/calx/number"
)

// A setting is the context of numbers that an expression runs with.
type setting struct {
	precision int
	rounding  number.Rounding
	roundAll  bool
}

// A value is what an expression must give: a number with its mark, or a boolean.
type value struct {
	r       *big.Rat // nil for a boolean
	rounded bool
	b       bool
}

// An outcome is how an evaluation must end.
type outcome int

const (
	gives     outcome = iota
	fails             // a math error
	undecided         // the rules leave it open, or it would take too long: not tested
)

// maxOracleDigits ends the evaluation of numbers that only cost time.
const maxOracleDigits = 3000

// An oracle evaluates expressions by the rules of the language. After the
// first outcome other than gives, its results mean nothing.
type oracle struct {
	setting
	locals map[string]value
	out    outcome
}

// expect returns what n must give.
func expect(n *node, s setting) (value, outcome) {
	o := &oracle{setting: s, locals: map[string]value{}}
	v := o.eval(n)
	return v, o.out
}

func (o *oracle) stop(out outcome) value {
	if o.out == gives {
		o.out = out
	}
	return value{r: new(big.Rat)}
}

func (o *oracle) eval(n *node) value {
	if o.out != gives {
		return value{r: new(big.Rat)}
	}
	switch n.op {
	case opLiteral, opVar:
		return value{r: n.rat}
	case opLocal:
		return o.locals[n.text]
	case opTernary, opIf:
		c := o.eval(n.kids[0])
		if c.b {
			return o.eval(n.kids[1])
		}
		return o.eval(n.kids[2])
	case opLet, opApply:
		v := o.eval(n.kids[0])
		o.locals[n.text] = v
		return o.eval(n.kids[1])
	case opAnd, opOr, opNot, opCompare:
		return o.logic(n)
	}
	args := make([]value, len(n.kids))
	for i, kid := range n.kids {
		args[i] = o.eval(kid)
	}
	if o.out != gives {
		return value{r: new(big.Rat)}
	}
	v := o.apply(n, args)
	if v.r != nil && (v.r.Num().BitLen() > 4*maxOracleDigits || v.r.Denom().BitLen() > 4*maxOracleDigits) {
		return o.stop(undecided)
	}
	return v
}

func (o *oracle) logic(n *node) value {
	a := o.eval(n.kids[0])
	switch n.op {
	case opNot:
		return value{b: !a.b}
	case opAnd:
		if !a.b {
			return a
		}
		return o.eval(n.kids[1])
	case opOr:
		if a.b {
			return a
		}
		return o.eval(n.kids[1])
	}
	for i, kid := range n.kids[1:] { // a chain stops at the first that is false
		b := o.eval(kid)
		if o.out != gives || !holds(n.cmps[i], a.r.Cmp(b.r)) {
			return value{}
		}
		a = b
	}
	return value{b: true}
}

func holds(op string, c int) bool {
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "==":
		return c == 0
	}
	return c != 0
}

// apply is an operation on numbers that have been evaluated.
func (o *oracle) apply(n *node, a []value) value {
	x := a[0]
	anyRounded := false
	for _, v := range a {
		anyRounded = anyRounded || v.rounded
	}
	z := new(big.Rat)
	switch n.op {
	case opAdd:
		return o.exact(z.Add(x.r, a[1].r), anyRounded)
	case opSub:
		return o.exact(z.Sub(x.r, a[1].r), anyRounded)
	case opMul:
		return o.exact(z.Mul(x.r, a[1].r), anyRounded)
	case opPercent:
		return o.exact(shift(x.r, -2), anyRounded)
	case opSum, opProduct:
		return o.aggregate(n.op, a, anyRounded)
	case opNeg:
		return value{r: z.Neg(x.r), rounded: x.rounded}
	case opAbs:
		return value{r: z.Abs(x.r), rounded: x.rounded}
	case opFactorial:
		return o.factorial(x)
	case opRound, opRoundMode:
		return o.explicit(n, x)
	case opMin, opMax:
		return o.choose(n.op, a)
	case opPow:
		return o.power(x, a[1])
	}
	if a[1].r.Sign() == 0 {
		return o.stop(fails)
	}
	switch n.op {
	case opQuo:
		return o.quotient(x, a[1])
	case opQuoInt:
		return o.integerQuotient(x, a[1])
	case opRem:
		q := truncated(z.Quo(x.r, a[1].r))
		return o.exact(q.Sub(x.r, q.Mul(q, a[1].r)), anyRounded)
	case opMod:
		q := floored(z.Quo(x.r, a[1].r))
		return o.exact(q.Sub(x.r, q.Mul(q, a[1].r)), anyRounded)
	}
	panic("no such operation")
}

// exact is the result of an operation that is exact for exact operands, and
// rounds if one of them is rounded or everything rounds.
func (o *oracle) exact(r *big.Rat, rounded bool) value {
	if !rounded && !o.roundAll {
		return value{r: r}
	}
	r, lost := roundDigits(r, o.precision, o.rounding)
	return value{r: r, rounded: rounded || lost}
}

// correct is a result that is rounded unless it fits the precision.
func (o *oracle) correct(r *big.Rat, rounded bool) value {
	r, lost := roundDigits(r, o.precision, o.rounding)
	return value{r: r, rounded: rounded || lost}
}

// quotient: exact if it ends within max(P, digits of either operand) digits.
func (o *oracle) quotient(x, y value) value {
	z := new(big.Rat).Quo(x.r, y.r)
	if x.rounded || y.rounded || o.roundAll {
		return o.correct(z, x.rounded || y.rounded)
	}
	n, ok := digits(z)
	dx, _ := digits(x.r)
	dy, _ := digits(y.r)
	if ok && n <= max(o.precision, dx, dy) {
		return value{r: z}
	}
	return o.correct(z, false)
}

// integerQuotient truncates; of rounded operands it is exact if certain.
func (o *oracle) integerQuotient(x, y value) value {
	q := truncated(new(big.Rat).Quo(x.r, y.r))
	z := o.exact(q, x.rounded || y.rounded)
	if !x.rounded && !y.rounded || o.roundAll {
		return z
	}
	x0, x1, ok1 := o.interval(x)
	y0, y1, ok2 := o.interval(y)
	if !ok1 || !ok2 || y0.Sign() != y1.Sign() || y0.Sign() == 0 {
		return z
	}
	for _, a := range []*big.Rat{x0, x1} {
		for _, b := range []*big.Rat{y0, y1} {
			if truncated(new(big.Rat).Quo(a, b)).Cmp(z.r) != 0 {
				return z
			}
		}
	}
	z.rounded = false
	return z
}

// interval returns between what a number lies: within 1,000 units of its last
// place if it is rounded. A rounded zero has no last place.
func (o *oracle) interval(x value) (low, high *big.Rat, ok bool) {
	if !x.rounded {
		return x.r, x.r, true
	}
	if x.r.Sign() == 0 {
		return nil, nil, false
	}
	unit := shift(big.NewRat(1000, 1), adjusted(x.r)-o.precision+1)
	return new(big.Rat).Sub(x.r, unit), new(big.Rat).Add(x.r, unit), true
}

// explicit rounding: exact for exact numbers, and for others if certain.
func (o *oracle) explicit(n *node, x value) value {
	mode := o.rounding
	switch n.text {
	case "floor":
		mode = number.Floor
	case "ceil":
		mode = number.Ceiling
	case "trunc":
		mode = number.Down
	}
	if n.op == opRoundMode {
		mode = modeNamed(n.mode)
	}
	z, _ := roundAt(x.r, -n.places, mode)
	if !x.rounded {
		return value{r: z}
	}
	low, high, ok := o.interval(x)
	if !ok {
		return value{r: z, rounded: true}
	}
	low, _ = roundAt(low, -n.places, mode)
	high, _ = roundAt(high, -n.places, mode)
	return value{r: z, rounded: low.Cmp(z) != 0 || high.Cmp(z) != 0}
}

// choose is min and max, which hand on the chosen number as it is. Equal ones
// of different marks are left open.
func (o *oracle) choose(which op, a []value) value {
	best := a[0]
	for _, v := range a[1:] {
		c := v.r.Cmp(best.r)
		if which == opMin {
			c = -c
		}
		switch {
		case c == 0 && v.rounded != best.rounded:
			return o.stop(undecided)
		case c > 0:
			best = v
		}
	}
	return best
}

// aggregate adds up or multiplies exactly and rounds once.
func (o *oracle) aggregate(which op, a []value, rounded bool) value {
	z := new(big.Rat).Set(a[0].r)
	for _, v := range a[1:] {
		if which == opSum {
			z.Add(z, v.r)
		} else {
			z.Mul(z, v.r)
		}
	}
	return o.exact(z, rounded)
}

// maxPower bounds the exponents that are tested.
const maxPower = 400

// power to an integer: exact for exact operands if the exponent is not
// negative and the base is an integer or the result has at most 2P digits.
func (o *oracle) power(x, y value) value {
	if !y.r.IsInt() || y.r.Num().BitLen() > 9 {
		return o.stop(undecided)
	}
	n := int(y.r.Num().Int64())
	if n < 0 && x.r.Sign() == 0 {
		return o.stop(fails)
	}
	if n > maxPower || n < -maxPower || (x.r.Num().BitLen()+x.r.Denom().BitLen())*max(n, -n) > 4*maxOracleDigits {
		return o.stop(undecided)
	}
	z := intPower(x.r, n)
	rounded := x.rounded || y.rounded
	if !rounded && n >= 0 && !o.roundAll {
		if d, _ := digits(z); x.r.IsInt() || d <= 2*o.precision {
			return value{r: z}
		}
	}
	return o.correct(z, rounded)
}

func intPower(r *big.Rat, n int) *big.Rat {
	e := big.NewInt(int64(max(n, -n)))
	num := new(big.Int).Exp(r.Num(), e, nil)
	den := new(big.Int).Exp(r.Denom(), e, nil)
	if n < 0 {
		num, den = den, num
	}
	return new(big.Rat).SetFrac(num, den)
}

// factorial of a literal, which the generator keeps small.
func (o *oracle) factorial(x value) value {
	z := new(big.Int).MulRange(1, x.r.Num().Int64())
	return o.exact(new(big.Rat).SetInt(z), false)
}

func floored(r *big.Rat) *big.Rat {
	q := new(big.Int)
	q.DivMod(r.Num(), r.Denom(), new(big.Int)) // Euclidean, and the denominator is positive
	return new(big.Rat).SetInt(q)
}

var modes = []number.Rounding{number.HalfEven, number.HalfUp, number.HalfDown, number.Up, number.Down, number.Ceiling, number.Floor, number.ZeroFiveUp}

func modeNamed(name string) number.Rounding {
	for _, m := range modes {
		if m.String() == name {
			return m
		}
	}
	panic("no rounding mode " + name)
}
