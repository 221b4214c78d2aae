package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// arithmeticRows are simple functions of numbers. min and max stand with the
// aggregates' code: they also take a list.
var arithmeticRows = []Builtin{
	{Name: "abs", Group: groupArithmetic, Params: []Param{paramX}, Result: tNumber, num1: (*number.Context).Abs,
		Doc:      "x without its sign.",
		Examples: []Example{{"abs(-2.5)", "2.5"}}},
	{Name: "sign", Group: groupArithmetic, Params: []Param{paramX}, Result: tNumber, num1: signOf,
		Doc:      "-1, 0 or 1 as x is negative, zero or positive.",
		Examples: []Example{{"sign(-2.5)", "-1"}, {"sign(0)", "0"}}},
	{Name: "min", Group: groupArithmetic, Params: extremeParams, Result: tNumber, call: callMin, special: compileMin, check: checkExtreme,
		Doc:      "The least of its arguments, or of a list, or of what a function makes of a list's elements.",
		Examples: []Example{{"min(3, 1, 2)", "1"}, {"min([3, 1, 2])", "1"}, {"min([3, 1, 2], x => -x)", "-3"}}},
	{Name: "max", Group: groupArithmetic, Params: extremeParams, Result: tNumber, call: callMax, special: compileMax, check: checkExtreme,
		Doc:      "The greatest of its arguments, or of a list, or of what a function makes of a list's elements.",
		Examples: []Example{{"max(3, 1, 2)", "3"}, {"max(1..10)", "10"}, {"max([3, 1, 2], x => -x)", "-1"}}},
	{Name: "clamp", Group: groupArithmetic, Params: []Param{paramX, {Name: "low", Type: tNumber}, {Name: "high", Type: tNumber}}, Result: tNumber, call: callClamp,
		Doc:      "x, but low where it is below that, and high where it is above that.",
		Examples: []Example{{"clamp(12, 0, 10)", "10"}, {"clamp(-3, 0, 10)", "0"}}},
	{Name: "mod", Group: groupArithmetic, Params: []Param{paramA, paramB}, Result: tNumber, num2: (*number.Context).Mod,
		Doc:      "The remainder of a / b with the sign of b, as spreadsheets have it.",
		Examples: []Example{{"mod(-7, 3)", "2"}, {"-7 % 3", "-1"}}},
	{Name: "hypot", Group: groupArithmetic, Params: []Param{paramX, paramY}, Result: tNumber, num2: (*number.Context).Hypot,
		Doc:      "√(x² + y²), correctly rounded.",
		Examples: []Example{{"hypot(3, 4)", "5"}}},
}

// integerRows are functions of integers, all exact.
var integerRows = []Builtin{
	{Name: "gcd", Group: groupArithmetic, Params: []Param{paramA, paramB, {Name: "more", Type: tNumber, Variadic: true}}, Result: tNumber, call: callGCD,
		Doc:      "The greatest common divisor of integers.",
		Examples: []Example{{"gcd(12, 18)", "6"}, {"gcd(12, 18, 8)", "2"}}},
	{Name: "lcm", Group: groupArithmetic, Params: []Param{paramA, paramB, {Name: "more", Type: tNumber, Variadic: true}}, Result: tNumber, call: callLCM,
		Doc:      "The least common multiple of integers.",
		Examples: []Example{{"lcm(4, 6)", "12"}}},
	{Name: "factorial", Group: groupArithmetic, Params: []Param{{Name: "n", Type: tNumber}}, Result: tNumber, num1: (*number.Context).Factorial,
		Doc:      "n!, the product of the integers from 1 to n.",
		Examples: []Example{{"factorial(5)", "120"}, {"5!", "120"}}},
	{Name: "binomial", Group: groupArithmetic, Params: []Param{{Name: "n", Type: tNumber}, {Name: "k", Type: tNumber}}, Result: tNumber, num2: (*number.Context).Binomial,
		Doc:      "In how many ways k of n things can be chosen.",
		Examples: []Example{{"binomial(49, 6)", "13983816"}, {"binomial(3, 5)", "0"}}},
	{Name: "is_integer", Group: groupArithmetic, Params: []Param{paramX}, Result: tBoolean, call: callIsInteger,
		Doc:      "Whether x has no fraction.",
		Examples: []Example{{"is_integer(6 / 3)", "true"}, {"is_integer(2.5)", "false"}}},
	{Name: "is_prime", Group: groupArithmetic, Params: []Param{paramX}, Result: tBoolean, call: callIsPrime,
		Doc:      "Whether x is a prime number.",
		Examples: []Example{{"is_prime(97)", "true"}, {"is_prime(2.5)", "false"}}},
	{Name: "bit_and", Group: groupArithmetic, Params: []Param{paramA, paramB}, Result: tNumber, num2: (*number.Context).BitAnd,
		Doc:      "The bits that are set in both integers; negative ones count in two's complement.",
		Examples: []Example{{"bit_and(12, 10)", "8"}}},
	{Name: "bit_or", Group: groupArithmetic, Params: []Param{paramA, paramB}, Result: tNumber, num2: (*number.Context).BitOr,
		Doc:      "The bits that are set in either integer.",
		Examples: []Example{{"bit_or(12, 10)", "14"}}},
	{Name: "bit_xor", Group: groupArithmetic, Params: []Param{paramA, paramB}, Result: tNumber, num2: (*number.Context).BitXor,
		Doc:      "The bits that are set in one of the integers but not in the other.",
		Examples: []Example{{"bit_xor(12, 10)", "6"}}},
	{Name: "shift_left", Group: groupArithmetic, Params: []Param{paramX, {Name: "bits", Type: tNumber}}, Result: tNumber, num2: (*number.Context).ShiftLeft,
		Doc:      "The integer x times 2^bits.",
		Examples: []Example{{"shift_left(5, 3)", "40"}}},
	{Name: "shift_right", Group: groupArithmetic, Params: []Param{paramX, {Name: "bits", Type: tNumber}}, Result: tNumber, num2: (*number.Context).ShiftRight,
		Doc:      "The integer x divided by 2^bits, toward minus infinity.",
		Examples: []Example{{"shift_right(40, 3)", "5"}}},
}

// signOf is certain even for a rounded number, unless that is 0.
func signOf(_ *number.Context, x number.Number) (number.Number, error) {
	return number.FromInt64(int64(x.Sign())).WithRounded(x.IsZero() && x.Rounded()), nil
}

func callClamp(f *frame, k *call, a []Value) Value {
	x, low, high := a[0].number(), a[1].number(), a[2].number()
	switch {
	case number.Cmp(low, high) > 0:
		return k.fail(f, 1, diag.Value, "out-of-range", "low of clamp may not be above high", "")
	case number.Cmp(x, low) < 0:
		return a[1]
	case number.Cmp(x, high) > 0:
		return a[2]
	}
	return a[0]
}

func callGCD(f *frame, k *call, a []Value) Value { return k.fold(f, a, (*number.Context).GCD) }

func callLCM(f *frame, k *call, a []Value) Value { return k.fold(f, a, (*number.Context).LCM) }

// fold applies op to all arguments from the left.
func (k *call) fold(f *frame, a []Value, op op2) Value {
	acc := a[0].number()
	for i := range a[1:] {
		if !k.charges(f, 1) {
			return Null
		}
		var err error
		if acc, err = op(&f.num, acc, a[i+1].number()); err != nil {
			f.failNumber(k.at, err)
			return Null
		}
	}
	return NumberValue(acc)
}

func callIsInteger(_ *frame, _ *call, a []Value) Value { return Boolean(a[0].number().IsInteger()) }

func callIsPrime(f *frame, k *call, a []Value) Value {
	prime, err := f.num.IsPrime(a[0].number())
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	return Boolean(prime)
}

// extremeParams are those of min and max: numbers, or a list and perhaps a
// function.
var extremeParams = []Param{paramAny, {Name: "y", Type: tAny, Variadic: true, Callback: elementAndIndex}}

// checkExtreme reports arguments of min and max that can be no numbers.
func checkExtreme(c *compiler, a []*node, _ site) {
	if a[0].typ.may(listType) {
		return
	}
	for _, n := range a {
		if !n.typ.may(numberType) {
			c.wrongType(n, "number", "min or max")
			return
		}
	}
}

func callMin(f *frame, k *call, a []Value) Value { return k.extreme(f, a, -1) }

func callMax(f *frame, k *call, a []Value) Value { return k.extreme(f, a, 1) }

// extreme returns the greatest for sign 1, the least for -1; of equal ones the
// first.
func (k *call) extreme(f *frame, a []Value, sign int) Value {
	if a[0].tag.kind == ListKind {
		if len(a) > 2 || len(a) == 2 && a[1].tag.kind != FunctionKind {
			return k.fail(f, 1, diag.Type, "arguments", k.b.Name+" takes numbers, or one list and perhaps a function",
				"concat(xs, ys) joins lists", k.b.Name)
		}
		return k.extremeOfList(f, a, sign)
	}
	best := 0
	for i := range a {
		if a[i].tag.kind != NumberKind {
			f.wrongKind(a[i], k.argSite(i), NumberKind, k.b.Name)
			return Null
		}
		if i > 0 && compareNumbers(&a[i], &a[best]) == sign {
			best = i
		}
	}
	if !k.charges(f, int64(len(a))) {
		return Null
	}
	return a[best]
}

// compareNumbers compares two values that are numbers.
func compareNumbers(x, y *Value) int {
	if s, ok := number.CmpSmall(x.small(), y.small()); ok {
		return s
	}
	return number.Cmp(x.number(), y.number())
}

func (k *call) extremeOfList(f *frame, a []Value, sign int) Value {
	l := a[0].list()
	if l.len() == 0 {
		return k.emptyList(f)
	}
	if r := l.interval(); r != nil && len(a) == 1 {
		if r.step.Sign() == sign {
			return NumberValue(r.last())
		}
		return NumberValue(r.first)
	}
	var best Value
	k.eachNumber(f, a, func(s number.Small) bool {
		v := f.value(s)
		if best.IsNull() || compareNumbers(&v, &best) == sign {
			best = v
		}
		return true
	})
	if f.err != nil {
		return Null
	}
	return best
}
