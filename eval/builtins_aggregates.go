package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// aggregateRows are the aggregates of a list, optionally through a function.
var aggregateRows = []Builtin{
	{Name: "sum", Group: groupAggregates, Params: []Param{paramList, paramThrough}, Result: tNumber, call: callSum, streams: true,
		Doc: "The sum of a list of numbers, or of what a function makes of its elements; 0 for an empty list.",
		Examples: []Example{{"sum([0.1, 0.2, 0.3])", "0.6"}, {"sum(1..1000000)", "500000500000"},
			{"sum([{price: 2.5, qty: 4}, {price: 1, qty: 3}], i => i.price * i.qty)", "13"}}},
	{Name: "product", Group: groupAggregates, Params: []Param{paramList, paramThrough}, Result: tNumber, call: callProduct, streams: true,
		Doc:      "The product of a list of numbers, or of what a function makes of its elements; 1 for an empty list.",
		Examples: []Example{{"product([2, 3, 4])", "24"}}},
	{Name: "avg", Group: groupAggregates, Params: []Param{paramList, paramThrough}, Result: tNumber, call: callAvg, streams: true,
		Doc:      "The arithmetic mean.",
		Examples: []Example{{"avg([1, 2, 4])", "2.333333333333333333333333333333333"}}},
	{Name: "median", Group: groupAggregates, Params: []Param{paramList, paramThrough}, Result: tNumber, call: callMedian,
		Doc:      "The middle one of the sorted numbers, or the mean of the two in the middle; exact.",
		Examples: []Example{{"median([3, 1, 2])", "2"}, {"median([4, 1, 2, 3])", "2.5"}}},
	{Name: "count", Group: groupAggregates, Params: []Param{paramList, paramThrough}, Result: tNumber, call: callCount, streams: true,
		Doc:      "How many elements there are, or for how many a function is true.",
		Examples: []Example{{"count([5, 6, 7])", "3"}, {"count([5, 6, 7], x => x > 5)", "2"}}},
}

// statisticsRows are the aggregates of a list alone.
var statisticsRows = []Builtin{
	{Name: "stdev", Group: groupAggregates, Params: []Param{paramList}, Result: tNumber, call: callStdev,
		Doc:      "The standard deviation of a sample, which has at least two elements.",
		Examples: []Example{{"stdev([2, 4, 4, 4, 5, 5, 7, 9])", "2.138089935299395077476427847038028"}}},
	{Name: "stdev_pop", Group: groupAggregates, Params: []Param{paramList}, Result: tNumber, call: callStdevPop,
		Doc:      "The standard deviation of a whole population.",
		Examples: []Example{{"stdev_pop([2, 4, 4, 4, 5, 5, 7, 9])", "2"}}},
	{Name: "variance", Group: groupAggregates, Params: []Param{paramList}, Result: tNumber, call: callVariance,
		Doc:      "The variance of a sample, which has at least two elements.",
		Examples: []Example{{"variance([1, 2, 3, 4])", "1.666666666666666666666666666666667"}}},
	{Name: "variance_pop", Group: groupAggregates, Params: []Param{paramList}, Result: tNumber, call: callVariancePop,
		Doc:      "The variance of a whole population.",
		Examples: []Example{{"variance_pop([1, 2, 3, 4])", "1.25"}}},
	{Name: "percentile", Group: groupAggregates, Params: []Param{paramList, {Name: "p", Type: tNumber}}, Result: tNumber, call: callPercentile,
		Doc:      "The value below which a share p, from 0 to 1, of the sorted numbers lies, interpolated linearly.",
		Examples: []Example{{"percentile([10, 20, 30, 40], 0.9)", "37"}, {"percentile([10, 20, 30], 50%)", "20"}}},
	{Name: "cumsum", Group: groupAggregates, Params: []Param{paramList}, Result: tNumbers, call: callCumsum,
		Doc:      "The running totals of a list of numbers.",
		Examples: []Example{{"cumsum([1, 2, 3])", "[1, 3, 6]"}}},
}

func callSum(f *frame, k *call, a []Value) Value {
	if r := a[0].list().interval(); r != nil && !hasArg(a, 1) {
		return k.sumOfRange(f, r)
	}
	t := f.newSum()
	defer t.close()
	t.addAll(k, a)
	if f.err != nil {
		return Null
	}
	n, err := t.result()
	return k.number(f, n, err)
}

// sumOfRange is count · (first + last) / 2.
func (k *call) sumOfRange(f *frame, r *interval) Value {
	rounded := r.first.Rounded() || r.step.Rounded()
	n, err := f.exact.Add(r.first.WithRounded(false), r.last().WithRounded(false))
	if err == nil {
		n, err = f.exact.Mul(n, r.count)
	}
	if err == nil {
		n, err = f.exact.Mul(n, half)
	}
	if err == nil {
		n, err = f.num.Finish(n.WithRounded(rounded))
	}
	return k.number(f, n, err)
}

// half is 0.5.
var half = number.FromSmall(number.Small{Lo: 5, X: -1 << 1})

func callProduct(f *frame, k *call, a []Value) Value {
	t := f.newProduct()
	defer t.close()
	t.addAll(k, a)
	if f.err != nil {
		return Null
	}
	n, err := t.result()
	return k.number(f, n, err)
}

func callAvg(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if r := l.interval(); r != nil && r.n > 0 && !hasArg(a, 1) {
		return k.middleOfRange(f, r, f.rounding())
	}
	t := f.newSum()
	defer t.close()
	n := l.atLeast()
	if streamOf(l) != nil {
		k.eachNumber(f, a, func(s number.Small) bool {
			n++
			return t.add(s)
		})
	} else if n > 0 {
		t.addAll(k, a)
	}
	switch {
	case f.err != nil:
		return Null
	case n == 0:
		return k.emptyList(f)
	}
	mean, err := t.over(number.FromInt64(int64(n)))
	return k.number(f, mean, err)
}

// rounding is the numbers' context in force for a function that rounds to the
// precision whatever does not fit it, also of exact numbers.
func (f *frame) rounding() number.Context {
	c := f.num
	c.RoundAll = true
	return c
}

// middleOfRange is the mean and the median of a range.
func (k *call) middleOfRange(f *frame, r *interval, c number.Context) Value {
	rounded := r.first.Rounded() || r.step.Rounded()
	n, err := f.exact.Add(r.first.WithRounded(false), r.last().WithRounded(false))
	if err == nil {
		n, err = f.exact.Mul(n, half)
	}
	if err == nil {
		n, err = c.Finish(n.WithRounded(rounded))
	}
	return k.number(f, n, err)
}

// collect returns the numbers that [call.eachNumber] passes, charging for
// their slice.
func (k *call) collect(f *frame, a []Value) ([]number.Number, bool) {
	out := k.begin(f, a[0].list().len()) // where the budget can measure it while functions run
	if out == nil {
		return nil, false
	}
	defer f.abandon()
	k.eachNumber(f, a, func(s number.Small) bool { return f.push(out, f.value(s)) })
	if f.err != nil || !k.room(f, int64(len(*out))*valueBytes) {
		f.place(k.at)
		return nil, false
	}
	xs := make([]number.Number, len(*out))
	for i := range xs {
		xs[i] = (*out)[i].number()
	}
	return xs, true
}

// statistic applies op to the numbers of a list that may not be empty.
func (k *call) statistic(f *frame, a []Value, op func(xs []number.Number) (number.Number, error)) Value {
	if a[0].list().len() == 0 {
		return k.emptyList(f)
	}
	xs, ok := k.collect(f, a)
	if !ok {
		return Null
	}
	n, err := op(xs)
	return k.number(f, n, err)
}

func callMedian(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	if r := l.interval(); r != nil && !hasArg(a, 1) {
		return k.middleOfRange(f, r, f.num)
	}
	return k.statistic(f, a, func(xs []number.Number) (number.Number, error) {
		if !sortNumbers(f, xs) {
			return number.Number{}, f.err
		}
		n := len(xs)
		return f.num.Median(xs[(n-1)/2 : n/2+1]) // the one or two in the middle
	})
}

func callVariance(f *frame, k *call, a []Value) Value    { return k.spread(f, a, false, false) }
func callVariancePop(f *frame, k *call, a []Value) Value { return k.spread(f, a, true, false) }
func callStdev(f *frame, k *call, a []Value) Value       { return k.spread(f, a, false, true) }
func callStdevPop(f *frame, k *call, a []Value) Value    { return k.spread(f, a, true, true) }

func (k *call) spread(f *frame, a []Value, population, root bool) Value {
	if n := a[0].list().len(); n == 1 && !population {
		return k.fail(f, 0, diag.Value, "too-few", k.b.Name+" of a sample needs at least two elements",
			k.b.Name+"_pop is that of a whole population")
	}
	return k.statistic(f, a, func(xs []number.Number) (number.Number, error) {
		if root {
			return f.num.Stdev(xs, population)
		}
		return f.num.Variance(xs, population)
	})
}

func callPercentile(f *frame, k *call, a []Value) Value {
	p := a[1].number()
	if p.Sign() < 0 || number.Cmp(p, number.FromInt64(1)) > 0 {
		hint := ""
		if p.Sign() > 0 {
			hint = "write 90% or 0.9"
		}
		return k.fail(f, 1, diag.Value, "out-of-range", "p of percentile must be from 0 to 1", hint)
	}
	return k.statistic(f, a[:1], func(xs []number.Number) (number.Number, error) {
		if !sortNumbers(f, xs) {
			return number.Number{}, f.err
		}
		return f.num.Percentile(xs, p)
	})
}

func callCount(f *frame, k *call, a []Value) Value {
	l := a[0].list()
	n := 0
	if !hasArg(a, 1) {
		if streamOf(l) == nil {
			return lengthOf(l)
		}
		f.each(l, k.argSite(0), func(int, Value) bool {
			n++
			return true
		})
		return intValue(n)
	}
	cb, ok := f.callback(k, a, 1, 1, 2)
	if !ok {
		return Null
	}
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		if cb.boolean(v, i, k.b.Name) {
			n++
		}
		return f.err == nil
	})
	cb.end()
	return intValue(n)
}

// lengthOf is the number of elements of a list.
func lengthOf(l *list) Value {
	if r := l.interval(); r != nil {
		return NumberValue(r.count)
	}
	return intValue(l.len())
}

func callCumsum(f *frame, k *call, a []Value) Value {
	out := k.begin(f, a[0].list().len())
	if out == nil {
		return Null
	}
	var acc number.Number
	rounded := false
	var err error
	k.eachNumber(f, a, func(s number.Small) bool {
		x, _ := f.take(s)
		rounded = rounded || x.Rounded()
		if acc, err = f.addExactly(acc, x.WithRounded(false), rounded); err != nil {
			return false
		}
		var shown number.Number
		if shown, err = f.num.Finish(acc.WithRounded(rounded)); err != nil {
			return false
		}
		return f.alloc(int64(shown.Bytes())) && f.push(out, NumberValue(shown))
	})
	if err != nil {
		f.failNumber(k.at, err)
	}
	return f.finish(k.at)
}

// addExactly adds without rounding; where rounding has been at work before
// and the exact sum has too many digits, it rounds.
func (f *frame) addExactly(x, y number.Number, rounded bool) (number.Number, error) {
	n, err := f.exact.Add(x, y)
	if rounded && number.IsKind(err, number.TooLarge) {
		if n, err = f.num.Add(x.WithRounded(true), y); err == nil {
			n = n.WithRounded(false)
		}
	}
	return n, err
}
