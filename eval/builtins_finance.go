package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// Parameters of the annuity functions, in the order spreadsheets have them.
var (
	paramRate = Param{Name: "rate", Type: tNumber}
	paramNper = Param{Name: "nper", Type: tNumber}
	paramPmt  = Param{Name: "pmt", Type: tNumber}
	paramPv   = Param{Name: "pv", Type: tNumber}
	paramType = Param{Name: "type", Type: tNumber, Default: "0"}
)

// financeRows take arguments and signs as spreadsheets do: money received is
// positive, money paid negative, type 1 means payments at the beginning of
// periods.
var financeRows = []Builtin{
	{Name: "pmt", Group: groupMoney, Params: []Param{paramRate, paramNper, paramPv, {Name: "fv", Type: tNumber, Default: "0"}, paramType}, Result: tNumber, call: callPmt,
		Doc:      "The payment of each period that pays off a loan of pv, and leaves fv, in so many periods at a rate of interest.",
		Examples: []Example{{"round(pmt(5% / 12, 360, 200000), 2)", "-1073.64"}, {"pmt(0, 10, 1000)", "-100"}}},
	{Name: "pv", Group: groupMoney, Params: []Param{paramRate, paramNper, paramPmt, {Name: "fv", Type: tNumber, Default: "0"}, paramType}, Result: tNumber, call: callPv,
		Doc:      "What so many payments, and fv at the end, are worth today.",
		Examples: []Example{{"pv(10%, 3, -133.1)", "331"}}},
	{Name: "fv", Group: groupMoney, Params: []Param{paramRate, paramNper, paramPmt, {Name: "pv", Type: tNumber, Default: "0"}, paramType}, Result: tNumber, call: callFv,
		Doc:      "What so many payments, and pv at the beginning, are worth at the end.",
		Examples: []Example{{"fv(5%, 2, -100, -1000)", "1307.5"}}},
	{Name: "nper", Group: groupMoney, Params: []Param{paramRate, paramPmt, paramPv, {Name: "fv", Type: tNumber, Default: "0"}, paramType}, Result: tNumber, call: callNper,
		Doc:      "In how many periods payments pay off pv and leave fv.",
		Examples: []Example{{"round(nper(1%, -100, 1000), 4)", "10.5886"}, {"nper(10%, 0, -100, 121)", "2"}}},
	{Name: "npv", Group: groupMoney, Params: []Param{paramRate, {Name: "values", Type: tAny}, {Name: "more", Type: tAny, Variadic: true}}, Result: tNumber, call: callNpv,
		Doc:      "What amounts at the ends of the next periods are worth today: a list of them, or arguments.",
		Examples: []Example{{"npv(10%, [110, 121])", "200"}, {"round(-1000 + npv(8%, 500, 400, 300), 2)", "44.05"}}},
	{Name: "irr", Group: groupMoney, Params: []Param{{Name: "values", Type: tList}, {Name: "guess", Type: tNumber, Default: "…"}}, Result: tNumber, call: callIrr,
		Doc:      "The rate at which amounts, the first of them today, are worth nothing together; near the guess where there can be several.",
		Examples: []Example{{"irr([-100, 110])", "0.1"}, {"round(irr([-1000, 500, 400, 300]), 6)", "0.106517"}}},
}

// guardDigits is how many digits more than the precision finance functions
// work with at first.
const guardDigits = 25

// A working is a computation with guard digits, on numbers without marks.
// Every operation rounds to its precision: what is exact and short stays
// exact, and a mark says that digits were lost. The first error stays.
type working struct {
	number.Context
	err  error
	lost int // digits that differences have lost at most
}

func (f *frame) working(guard int) *working {
	p := f.num.Precision
	if p <= 0 {
		p = number.DefaultPrecision
	}
	return &working{Context: number.Context{Precision: p + guard, RoundAll: true, MaxDigits: f.num.MaxDigits, Meter: f}}
}

func (w *working) keep(n number.Number, err error) number.Number {
	if w.err == nil {
		w.err = err
	}
	return n
}

func (w *working) mul(x, y number.Number) number.Number {
	if w.err != nil {
		return x
	}
	return w.keep(w.Mul(x, y))
}

func (w *working) quo(x, y number.Number) number.Number {
	if w.err != nil {
		return x
	}
	return w.keep(w.Quo(x, y))
}

func (w *working) add(x, y number.Number) number.Number {
	if w.err != nil {
		return x
	}
	return w.keep(w.Add(x, y))
}

// difference adds, and notes how many leading digits cancel where an operand
// has lost digits.
func (w *working) difference(x, y number.Number) number.Number {
	s := w.add(x, y)
	if w.err != nil || !s.Rounded() || x.IsZero() || y.IsZero() {
		return s
	}
	if s.IsZero() {
		w.lost = w.Precision
	} else {
		w.lost = max(w.lost, x.Adjusted()-s.Adjusted(), y.Adjusted()-s.Adjusted())
	}
	return s
}

func (w *working) neg(x number.Number) number.Number {
	if w.err != nil {
		return x
	}
	return w.keep(w.Neg(x))
}

var one = number.FromInt64(1)

// growth returns g = (1+r)^n and the factor s = (g-1)/r, the worth at the end
// of n payments of 1; s is n for r = 0.
//
// g - 1 loses digits where g is near 1, so that there, unless g is exact, it is
// computed as expm1(n·log1p(r)).
func (w *working) growth(r, n number.Number) (g, s number.Number) {
	if r.IsZero() {
		return one, n
	}
	base := w.keep(w.Add(one, r))
	if w.err == nil && !base.Rounded() {
		g = w.keep(w.Pow(base, n))
		if w.err != nil {
			return one, n
		}
		q := w.keep(w.Sub(g, one))
		if !q.Rounded() || q.Adjusted() >= -1 {
			return g, w.quo(q, r)
		}
	}
	if w.err != nil {
		return one, n
	}
	y := w.mul(n, w.keep(w.Log1p(r)))
	if w.err != nil {
		return one, n
	}
	w.lost = max(w.lost, y.Adjusted()+1) // an error of y is an error of g, relative
	return w.keep(w.Exp(y)), w.quo(w.keep(w.Expm1(y)), r)
}

// An annuity is the arguments that the functions share, without their marks;
// the one that is asked for is unused.
type annuity struct {
	rate, nper, pmt, pv, fv number.Number
	due                     bool // payments at the beginning of periods
	rounded                 bool // an argument is
}

// annuity reads the arguments into the places given, then fv or pv and type.
func (k *call) annuity(f *frame, a []Value, x *annuity, into ...*number.Number) bool {
	for i, to := range into {
		if hasArg(a, i) {
			n := a[i].number()
			*to, x.rounded = n.WithRounded(false), x.rounded || n.Rounded()
		}
	}
	due, ok := k.integer(f, a, len(into), 0, 1, 0)
	x.due = due == 1
	if ok && number.Cmp(x.rate, minusOne) <= 0 {
		k.rateTooLow(f)
		return false
	}
	return ok
}

var minusOne = number.FromInt64(-1)

func (k *call) rateTooLow(f *frame) Value {
	return k.fail(f, 0, diag.Math, "domain", "the rate of "+k.b.Name+" must be above -100%", "5% and 0.05 are the same rate", k.b.Name)
}

// dueFactor is 1, or 1+rate for payments at the beginning of periods.
func (w *working) dueFactor(x *annuity) number.Number {
	if !x.due {
		return one
	}
	return w.keep(w.Add(one, x.rate))
}

// guarded computes with guard digits, more of them while too many are lost,
// and rounds once.
func (k *call) guarded(f *frame, rounded bool, compute func(w *working) number.Number) Value {
	for guard := guardDigits; ; {
		w := f.working(guard)
		n := compute(w)
		if w.err != nil {
			f.failNumber(k.at, w.err)
			return Null
		}
		if w.lost+10 <= guard || guard > w.Precision/2+guardDigits {
			return k.settle(f, n, rounded)
		}
		guard = max(w.lost, guard) + guardDigits
	}
}

// settle rounds a result with guard digits to the precision in force. rounded
// tells whether an argument was.
func (k *call) settle(f *frame, n number.Number, rounded bool) Value {
	if f.num.Exact && n.Rounded() && !rounded {
		return k.fail(f, -1, diag.Value, number.Inexact.String(), "the result would have to be rounded, and exact results are required", "")
	}
	c := f.rounding()
	r, err := c.Finish(n.WithRounded(n.Rounded() || rounded))
	return k.number(f, r, err)
}

func callFv(f *frame, k *call, a []Value) Value {
	var x annuity
	if !k.annuity(f, a, &x, &x.rate, &x.nper, &x.pmt, &x.pv) {
		return Null
	}
	return k.guarded(f, x.rounded, func(w *working) number.Number {
		g, s := w.growth(x.rate, x.nper)
		paid := w.mul(w.mul(x.pmt, w.dueFactor(&x)), s)
		return w.neg(w.difference(w.mul(x.pv, g), paid))
	})
}

func callPv(f *frame, k *call, a []Value) Value {
	var x annuity
	if !k.annuity(f, a, &x, &x.rate, &x.nper, &x.pmt, &x.fv) {
		return Null
	}
	return k.guarded(f, x.rounded, func(w *working) number.Number {
		g, s := w.growth(x.rate, x.nper)
		paid := w.mul(w.mul(x.pmt, w.dueFactor(&x)), s)
		return w.neg(w.quo(w.difference(x.fv, paid), g))
	})
}

func callPmt(f *frame, k *call, a []Value) Value {
	var x annuity
	if !k.annuity(f, a, &x, &x.rate, &x.nper, &x.pv, &x.fv) {
		return Null
	}
	if x.nper.IsZero() {
		return k.fail(f, 1, diag.Math, number.DivisionByZero.String(), "pmt over 0 periods has no value", "")
	}
	return k.guarded(f, x.rounded, func(w *working) number.Number {
		g, s := w.growth(x.rate, x.nper)
		return w.neg(w.quo(w.difference(w.mul(x.pv, g), x.fv), w.mul(s, w.dueFactor(&x))))
	})
}

// callNper solves pv·(1+r)^n + p·((1+r)^n - 1)/r + fv = 0 for n, where p is
// the payment, due or not: (1+r)^n = (p - fv·r) / (p + pv·r).
func callNper(f *frame, k *call, a []Value) Value {
	var x annuity
	if !k.annuity(f, a, &x, &x.rate, &x.pmt, &x.pv, &x.fv) {
		return Null
	}
	if x.rate.IsZero() && x.pmt.IsZero() {
		return k.never(f)
	}
	reached := true
	v := k.guarded(f, x.rounded, func(w *working) number.Number {
		if x.rate.IsZero() {
			return w.neg(w.quo(w.add(x.pv, x.fv), x.pmt))
		}
		p := w.mul(x.pmt, w.dueFactor(&x))
		over := w.difference(p, w.neg(w.mul(x.fv, x.rate)))
		under := w.difference(p, w.mul(x.pv, x.rate))
		if reached = over.Sign()*under.Sign() > 0; !reached || w.err != nil {
			return one
		}
		return w.periods(&x, over, under)
	})
	if !reached && f.err == nil {
		return k.never(f)
	}
	return v
}

// periods returns ln(over/under) / ln(1+rate).
func (w *working) periods(x *annuity, over, under number.Number) number.Number {
	ratio, base := w.quo(over, under), w.keep(w.Add(one, x.rate))
	if w.err == nil && !ratio.Rounded() && !base.Rounded() {
		if n := w.keep(w.Log(ratio, base)); w.err == nil && !n.Rounded() {
			return n
		}
	}
	// over/under = 1 - (pv + fv)·r / under; log1p keeps every digit near 1.
	t := w.neg(w.quo(w.mul(w.difference(x.pv, x.fv), x.rate), under))
	if w.err != nil {
		return t
	}
	return w.quo(w.keep(w.Log1p(t)), w.keep(w.Log1p(x.rate)))
}

func (k *call) never(f *frame) Value {
	return k.fail(f, -1, diag.Math, "domain", "no number of such payments ever gets there",
		"money paid and money received have opposite signs")
}

func callNpv(f *frame, k *call, a []Value) Value {
	rate := a[0].number()
	if number.Cmp(rate, minusOne) <= 0 {
		return k.rateTooLow(f)
	}
	values, ok := k.amounts(f, a, 1)
	if !ok {
		return Null
	}
	rounded := takeMarks(values) || rate.Rounded()
	rate = rate.WithRounded(false)
	return k.guarded(f, rounded, func(w *working) number.Number {
		base := w.add(one, rate)
		sum := k.horner(f, w, values, base)
		if sum.Rounded() && w.err == nil {
			w.noteLoss(sum, k.horner(f, w.rough(), magnitudes(values), base), len(values))
		}
		if w.err != nil {
			return sum
		}
		return w.quo(sum, w.keep(w.Pow(base, number.FromInt64(int64(len(values))))))
	})
}

// horner returns Σ values[i]·x^(n-1-i).
func (k *call) horner(f *frame, w *working, values []number.Number, x number.Number) number.Number {
	var acc number.Number
	for _, v := range values {
		if w.err == nil && !f.charge(1+int64(w.Precision)>>6) {
			w.err = f.err
		}
		acc = w.add(w.mul(acc, x), v)
	}
	return acc
}

// rough returns a working with a few digits, for magnitudes.
func (w *working) rough() *working {
	r := &working{Context: w.Context}
	r.Precision = 9
	return r
}

// noteLoss notes how many digits a sum of n products has lost, given the sum
// of their magnitudes.
func (w *working) noteLoss(sum, size number.Number, n int) {
	if sum.IsZero() {
		w.lost = w.Precision
		return
	}
	w.lost = max(w.lost, size.Adjusted()-sum.Adjusted()+number.FromInt64(int64(n)).Digits())
}

func magnitudes(xs []number.Number) []number.Number {
	abs := make([]number.Number, len(xs))
	for i, x := range xs {
		abs[i] = absolute(x)
	}
	return abs
}

// takeMarks takes the marks off and reports whether there was one.
func takeMarks(xs []number.Number) bool {
	rounded := false
	for i, x := range xs {
		rounded = rounded || x.Rounded()
		xs[i] = x.WithRounded(false)
	}
	return rounded
}

// amounts returns the numbers that the arguments from i on are, or hold as
// lists.
func (k *call) amounts(f *frame, a []Value, i int) ([]number.Number, bool) {
	var values []number.Number
	for ; i < len(a); i++ {
		switch a[i].tag.kind {
		case NumberKind:
			if !k.room(f, 2*valueBytes) {
				return nil, false
			}
			values = append(values, a[i].number())
		case ListKind:
			l := a[i].list()
			if !k.room(f, min(int64(l.len()), greatestSize/valueBytes)*2*valueBytes) {
				return nil, false
			}
			f.each(l, k.argSite(i), func(j int, v Value) bool {
				if v.tag.kind != NumberKind {
					k.wrongElement(f, i, j, v, NumberKind)
					return false
				}
				values = append(values, v.number())
				return true
			})
		default:
			f.wrongKind(a[i], k.argSite(i), NumberKind, k.b.Name)
		}
		if f.err != nil {
			return nil, false
		}
	}
	return values, true
}
