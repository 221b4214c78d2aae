package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// constantRows are computed at the precision in force and rounded once.
var constantRows = []Builtin{
	{Name: "pi", Group: groupConstants, constant: (*number.Context).Pi,
		Doc:      "The ratio of a circle's circumference to its diameter.",
		Examples: []Example{{"pi", "3.141592653589793238462643383279503"}}},
	{Name: "tau", Group: groupConstants, constant: (*number.Context).Tau,
		Doc:      "2π, a full turn in radians.",
		Examples: []Example{{"tau", "6.283185307179586476925286766559006"}}},
	{Name: "e", Group: groupConstants, constant: (*number.Context).E,
		Doc:      "The base of the natural logarithms.",
		Examples: []Example{{"e", "2.718281828459045235360287471352662"}}},
	{Name: "phi", Group: groupConstants, constant: (*number.Context).Phi,
		Doc:      "The golden ratio, (1 + √5) / 2.",
		Examples: []Example{{"phi", "1.618033988749894848204586834365638"}}},
}

var paramPlaces = Param{Name: "places", Type: tNumber, Default: "0"}

// roundingRows round explicitly, and ask how exact or how long a number is.
var roundingRows = []Builtin{
	{Name: "round", Group: groupRounding, Params: []Param{paramX, paramPlaces, paramMode}, Result: tNumber, call: callRound, special: compileRound,
		Doc: "x rounded to so many decimal places, to tens and hundreds for negative ones, in the mode given or in force.",
		Examples: []Example{{"round(2.345, 2)", "2.34"}, {`round(2.345, 2, "half_up")`, "2.35"},
			{"round(1250, -2)", "1200"}, {"round(7 / 3)", "2"}}},
	{Name: "floor", Group: groupRounding, Params: []Param{paramX, paramPlaces}, Result: tNumber, call: callFloor, special: compileFloor,
		Doc:      "The greatest number of so many decimal places that is not above x.",
		Examples: []Example{{"floor(-2.5)", "-3"}, {"floor(2.79, 1)", "2.7"}}},
	{Name: "ceil", Group: groupRounding, Params: []Param{paramX, paramPlaces}, Result: tNumber, call: callCeil, special: compileCeil,
		Doc:      "The least number of so many decimal places that is not below x.",
		Examples: []Example{{"ceil(2.1)", "3"}, {"ceil(1234, -2)", "1300"}}},
	{Name: "trunc", Group: groupRounding, Params: []Param{paramX, paramPlaces}, Result: tNumber, call: callTrunc, special: compileTrunc,
		Doc:      "x without what stands after so many decimal places.",
		Examples: []Example{{"trunc(-2.7)", "-2"}, {"trunc(2.79, 1)", "2.7"}}},
	{Name: "round_sig", Group: groupRounding, Params: []Param{paramX, {Name: "digits", Type: tNumber}}, Result: tNumber, call: callRoundSig,
		Doc:      "x rounded to so many significant digits.",
		Examples: []Example{{"round_sig(123456, 3)", "123000"}, {"round_sig(0.0123456, 2)", "0.012"}}},
	{Name: "round_to", Group: groupRounding, Params: []Param{paramX, {Name: "step", Type: tNumber}, paramMode}, Result: tNumber, call: callRoundTo,
		Doc:      "The multiple of step that is nearest to x.",
		Examples: []Example{{"round_to(9.98, 0.05)", "10"}, {`round_to(17, 5, "down")`, "15"}}},
	{Name: "exact", Group: groupRounding, Params: []Param{paramAny}, Result: tBoolean, call: callExact,
		Doc:      "Whether no rounding went into x, a number or a list or map of values.",
		Examples: []Example{{"exact(1/8)", "true"}, {"exact(1/3)", "false"}, {"exact([1, 2/3])", "false"}}},
	{Name: "digits", Group: groupRounding, Params: []Param{paramX}, Result: tNumber, call: callDigits,
		Doc:      "How many digits x has from its first to its last that is not zero.",
		Examples: []Example{{"digits(123.45)", "5"}, {"digits(1000)", "1"}}},
	{Name: "scale", Group: groupRounding, Params: []Param{paramX}, Result: tNumber, call: callScale,
		Doc:      "How many decimal places x has.",
		Examples: []Example{{"scale(2.50)", "1"}, {"scale(1000)", "0"}}},
	{Name: "approx", Group: groupRounding, Params: []Param{paramA, paramB, {Name: "digits", Type: tNumber, Default: "10"}}, Result: tBoolean, call: callApprox,
		Doc:      "Whether a and b agree to so many digits: |a - b| ≤ 10^-digits · max(|a|, |b|).",
		Examples: []Example{{"approx(1/3 * 3, 1)", "true"}, {"approx(100, 101)", "false"}, {"approx(100, 101, digits = 2)", "true"}}},
}

// places returns argument i, a number of decimal places. Beyond what any number
// has, on either side, more of them make no difference.
func (k *call) places(f *frame, a []Value, i int) (int64, bool) {
	if !hasArg(a, i) {
		return 0, true
	}
	n := a[i].number()
	if !n.IsInteger() {
		k.fail(f, i, diag.Value, "not-an-integer", k.what(i)+" must be an integer", "", k.what(i))
		return 0, false
	}
	p, ok := n.Int64()
	if !ok {
		p = farPlaces * int64(n.Sign())
	}
	return min(max(p, -farPlaces), farPlaces), true
}

// farPlaces is beyond the place of any digit of any number.
const farPlaces = 1 << 32

func callRound(f *frame, k *call, a []Value) Value {
	p, ok := k.places(f, a, 1)
	if !ok {
		return Null
	}
	m, ok := k.mode(f, a, 2)
	if !ok {
		return Null
	}
	n, err := f.num.Round(a[0].number(), p, m)
	return k.number(f, n, err)
}

func callFloor(f *frame, k *call, a []Value) Value {
	p, ok := k.places(f, a, 1)
	if !ok {
		return Null
	}
	n, err := f.num.Floor(a[0].number(), p)
	return k.number(f, n, err)
}

func callCeil(f *frame, k *call, a []Value) Value {
	p, ok := k.places(f, a, 1)
	if !ok {
		return Null
	}
	n, err := f.num.Ceil(a[0].number(), p)
	return k.number(f, n, err)
}

func callTrunc(f *frame, k *call, a []Value) Value {
	p, ok := k.places(f, a, 1)
	if !ok {
		return Null
	}
	n, err := f.num.Trunc(a[0].number(), p)
	return k.number(f, n, err)
}

func callRoundSig(f *frame, k *call, a []Value) Value {
	d, ok := k.places(f, a, 1)
	if !ok {
		return Null
	}
	if d < 1 {
		return k.fail(f, 1, diag.Value, "out-of-range", k.what(1)+" must be at least 1", "", k.what(1), "1")
	}
	n, err := f.num.RoundSig(a[0].number(), d)
	return k.number(f, n, err)
}

func callRoundTo(f *frame, k *call, a []Value) Value {
	m, ok := k.mode(f, a, 2)
	if !ok {
		return Null
	}
	n, err := f.num.RoundTo(a[0].number(), a[1].number(), m)
	return k.number(f, n, err)
}

func callExact(f *frame, k *call, a []Value) Value {
	switch a[0].tag.kind {
	case NumberKind, ListKind, MapKind:
	default:
		f.wrongKind(a[0], k.argSite(0), NumberKind, "exact")
		return Null
	}
	s := exactness{f: f, at: k.argSite(0)}
	exact := s.exact(a[0])
	return Boolean(exact)
}

func callDigits(f *frame, k *call, a []Value) Value {
	n := a[0].number()
	if !k.charges(f, int64(n.Words())>>3) {
		return Null
	}
	return intValue(n.Digits())
}

func callScale(f *frame, k *call, a []Value) Value {
	n := a[0].number()
	if !k.charges(f, int64(n.Words())>>3) {
		return Null
	}
	return intValue(n.Scale())
}

func callApprox(f *frame, k *call, a []Value) Value {
	const most = number.MaxExponent
	d, ok := k.integer(f, a, 2, 0, most, 10)
	if !ok {
		return Null
	}
	near, err := f.approx(a[0].number().WithRounded(false), a[1].number().WithRounded(false), d)
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	return Boolean(near)
}

// approx reports whether |x - y| ≤ 10^-d · max(|x|, |y|), computed exactly.
// Numbers of different magnitude are told apart first: their difference could
// have a billion digits.
func (f *frame) approx(x, y number.Number, d int64) (bool, error) {
	switch {
	case number.Equal(x, y):
		return true, nil
	case x.IsZero() || y.IsZero():
		return d == 0, nil
	}
	if gap := x.Adjusted() - y.Adjusted(); gap < -1 || gap > 1 {
		return d == 0 && x.Sign() == y.Sign(), nil
	}
	// Brought near 1, neither the difference nor the bound is beyond the
	// exponents that there are.
	unlimited := f.exact
	unlimited.MaxDigits = -1
	scale := powerOfTen(int64(-x.Adjusted()))
	var err error
	for _, n := range []*number.Number{&x, &y} {
		if *n, err = unlimited.Mul(*n, scale); err != nil {
			return false, err
		}
	}
	diff, err := unlimited.Sub(x, y)
	if err != nil {
		return false, err
	}
	largest := absolute(x)
	if other := absolute(y); number.Cmp(other, largest) > 0 {
		largest = other
	}
	bound, err := unlimited.Mul(largest, powerOfTen(-d))
	if number.IsKind(err, number.TooLarge) { // smaller than any difference can be
		return false, nil
	}
	return number.Cmp(absolute(diff), bound) <= 0, err
}

// absolute returns |n|.
func absolute(n number.Number) number.Number {
	if n.Sign() >= 0 {
		return n
	}
	n, _ = exactly.Neg(n) // of a number there is: it cannot fail
	return n
}

// powerOfTen returns 10^n for |n| ≤ number.MaxExponent.
func powerOfTen(n int64) number.Number {
	return number.FromSmall(number.Small{Lo: 1, X: int32(n) << 1})
}
