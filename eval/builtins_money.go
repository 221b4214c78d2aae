package eval

import (
	"fmt"
	"strconv"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// moneyRows divide amounts and look up tables. All of them are exact where
// their arguments are.
var moneyRows = []Builtin{
	{Name: "allocate", Group: groupMoney, Params: []Param{{Name: "total", Type: tNumber}, {Name: "weights", Type: tAny}, {Name: "places", Type: tNumber, Default: "2"}}, Result: tNumbers, call: callAllocate,
		Doc: "The total divided in proportion to weights, or in so many equal parts, each of so many decimal places; " +
			"what remains goes to the parts that rounding down cost most, so that they add up to the total.",
		Examples: []Example{{"allocate(100, 3)", "[33.34, 33.33, 33.33]"}, {"allocate(99.99, [1, 2, 4])", "[14.28, 28.57, 57.14]"},
			{"allocate(-0.05, [1, 1])", "[-0.03, -0.02]"}}},
	{Name: "bracket", Group: groupMoney, Params: []Param{paramX, {Name: "table", Type: tList}}, Result: tNumber, call: callBracket,
		Doc:      "What marginal bands [from, rate] add up to for x: each rate applies to the part of x between its bound and the next.",
		Examples: []Example{{"bracket(60000, [[0, 10%], [11000, 12%], [44725, 22%]])", "8507.5"}}},
	{Name: "lookup", Group: groupMoney, Params: []Param{paramAny, {Name: "keys", Type: tList}, {Name: "values", Type: tList}}, call: callLookup,
		result:   func(args []*Type) *Type { return args[2].elemType() },
		Doc:      "The value that belongs to the last of the ascending keys that is not above x.",
		Examples: []Example{{"lookup(25, [0, 10, 20], [1, 2, 3])", "3"}, {`lookup(15, [0, 10, 20], ["low", "mid", "high"])`, `"mid"`}}},
}

func callAllocate(f *frame, k *call, a []Value) Value {
	places, ok := k.integer(f, a, 2, -number.MaxExponent, number.MaxExponent, 2)
	if !ok {
		return Null
	}
	total := a[0].number()
	s := share{f: f, k: k, rounded: total.Rounded(), unit: powerOfTen(-places)}
	units, err := f.exact.Mul(total.WithRounded(false), powerOfTen(places))
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	if !units.IsInteger() {
		return k.fail(f, 0, diag.Value, "finer", fmt.Sprintf("the total has more than %d decimal places", places),
			"round it first, or give more places", fmt.Sprint(places))
	}
	s.units, s.negative = absolute(units), units.Sign() < 0
	switch a[1].tag.kind {
	case NumberKind:
		return s.equally(a[1].number())
	case ListKind:
		return s.byWeight(a[1].list())
	}
	f.wrongKind(a[1], k.argSite(1), ListKind, k.what(1))
	return Null
}

// A share divides a number of units, which is not negative.
type share struct {
	f        *frame
	k        *call
	units    number.Number
	unit     number.Number // what a unit is worth
	negative bool
	rounded  bool // the total or a weight is
}

// amount is what so many units are worth.
func (s *share) amount(units number.Number) (Value, error) {
	n, err := s.f.exact.Mul(units, s.unit)
	if err == nil && s.negative {
		n, err = s.f.exact.Neg(n)
	}
	return NumberValue(n.WithRounded(s.rounded)), err
}

// equally divides into n equal parts. The first ones get a unit more.
func (s *share) equally(n number.Number) Value {
	f, k := s.f, s.k
	parts, ok := n.Int64()
	if !n.IsInteger() || n.Sign() <= 0 {
		return k.fail(f, 1, diag.Value, "weights", "the number of parts must be a positive integer", "")
	}
	if !ok || parts > min(greatestSize, int64(maxInt)) {
		k.room(f, greatestSize+1)
		return Null
	}
	s.rounded = s.rounded || n.Rounded()
	less, more, extra, err := s.split(n.WithRounded(false))
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	out := k.begin(f, int(parts))
	if out == nil {
		return Null
	}
	for i := range parts {
		v := less
		if i < extra {
			v = more
		}
		if !f.charge(1) || !f.push(out, v) {
			break
		}
	}
	return f.finish(k.at)
}

// split returns the two amounts that n equal parts have, and how many of them
// have the larger one.
func (s *share) split(n number.Number) (less, more Value, extra int64, err error) {
	each, err := s.f.exact.QuoInt(s.units, n)
	if err != nil {
		return Null, Null, 0, err
	}
	rest, err := s.f.exact.Rem(s.units, n)
	if err != nil {
		return Null, Null, 0, err
	}
	extra, _ = rest.Int64() // less than the number of parts
	if less, err = s.amount(each); err != nil {
		return Null, Null, 0, err
	}
	if each, err = s.f.exact.Add(each, one); err != nil {
		return Null, Null, 0, err
	}
	more, err = s.amount(each)
	return less, more, extra, err
}

// A part is one share: its whole units, and what rounding down cost it.
type part struct {
	units, rest number.Number
	index       int
}

// byWeight divides in proportion to weights by the method of the largest
// remainder: every part is rounded down, and the units left over go one each
// to those that lost most, of equal ones to the first.
func (s *share) byWeight(l *list) Value {
	f, k := s.f, s.k
	weights, sum, ok := s.weights(l)
	if !ok {
		return Null
	}
	parts, left, err := s.roundDown(weights, sum)
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	if extra, _ := left.Int64(); extra > 0 { // fewer than there are parts
		if !s.addUnits(parts, int(extra)) {
			return Null
		}
	}
	out := k.begin(f, len(parts))
	if out == nil {
		return Null
	}
	for i := range parts {
		v, err := s.amount(parts[i].units)
		if err != nil {
			f.failNumber(k.at, err)
			break
		}
		if !f.push(out, v) {
			break
		}
	}
	return f.finish(k.at)
}

// weights returns the weights and their sum, exactly.
func (s *share) weights(l *list) (weights []number.Number, sum number.Number, ok bool) {
	f, k := s.f, s.k
	if n := int64(l.len()); !k.room(f, min(n, greatestSize/4)*4*valueBytes) {
		return nil, sum, false
	}
	weights = make([]number.Number, 0, l.len())
	var err error
	f.each(l, k.argSite(1), func(i int, v Value) bool {
		if v.tag.kind != NumberKind {
			k.wrongElement(f, 1, i, v, NumberKind)
			return false
		}
		w := v.number()
		if w.Sign() < 0 {
			k.fail(f, 1, diag.Value, "weights", fmt.Sprintf("a weight may not be negative, but [%d] is", i), "", strconv.Itoa(i))
			return false
		}
		s.rounded = s.rounded || w.Rounded()
		w = w.WithRounded(false)
		weights = append(weights, w)
		sum, err = f.exact.Add(sum, w)
		return err == nil
	})
	if err != nil {
		f.failNumber(k.at, err)
	}
	if f.err == nil && sum.IsZero() {
		k.fail(f, 1, diag.Value, "weights", "the weights must not add up to 0", "")
	}
	return weights, sum, f.err == nil
}

// roundDown gives every part its whole units and returns how many are left.
func (s *share) roundDown(weights []number.Number, sum number.Number) (parts []part, left number.Number, err error) {
	parts, left = make([]part, len(weights)), s.units
	for i, w := range weights {
		if !s.f.charge(4) {
			return nil, left, s.f.err
		}
		p := &parts[i]
		p.index = i
		t, err := s.f.exact.Mul(s.units, w)
		if err == nil {
			p.units, err = s.f.exact.QuoInt(t, sum)
		}
		if err == nil {
			p.rest, err = s.f.exact.Rem(t, sum)
		}
		if err == nil {
			left, err = s.f.exact.Sub(left, p.units)
		}
		if err != nil {
			return nil, left, err
		}
	}
	return parts, left, nil
}

// addUnits gives one unit more to the parts with the largest remainders.
func (s *share) addUnits(parts []part, extra int) bool {
	f := s.f
	if !s.k.room(f, 2*int64(len(parts))*80) {
		return false
	}
	order := append([]part(nil), parts...)
	mergeSort(f, order, make([]part, len(order)), func(x, y *part) int { return number.Cmp(y.rest, x.rest) })
	if f.err != nil {
		f.place(s.k.at)
		return false
	}
	for _, p := range order[:extra] {
		n, err := f.exact.Add(p.units, number.FromInt64(1))
		if err != nil {
			f.failNumber(s.k.at, err)
			return false
		}
		parts[p.index].units = n
	}
	return true
}

// A band is a row of bracket's table.
type band struct{ from, rate number.Number }

func callBracket(f *frame, k *call, a []Value) Value {
	x := a[0].number()
	t := f.newSum()
	defer t.close()
	var before band
	f.each(a[1].list(), k.argSite(1), func(i int, v Value) bool {
		b, ok := k.band(f, i, v)
		if !ok {
			return false
		}
		if i > 0 {
			if number.Cmp(b.from, before.from) <= 0 {
				k.fail(f, 1, diag.Value, "order", fmt.Sprintf("the bounds of bracket must ascend, but [%d] does not", i), "", strconv.Itoa(i))
				return false
			}
			if !f.addBand(&t, before, x, b.from, k.at) {
				return false
			}
		}
		before = b
		return true
	})
	if f.err != nil {
		return Null
	}
	if a[1].list().len() > 0 && !f.addBand(&t, before, x, x, k.at) {
		return Null
	}
	n, err := t.result()
	return k.number(f, n, err)
}

// addBand adds rate · (min(x, to) - from) if x is above from.
func (f *frame) addBand(t *total, b band, x, to number.Number, at site) bool {
	if number.Cmp(x, b.from) <= 0 {
		return true
	}
	if number.Cmp(x, to) < 0 {
		to = x
	}
	t.rounded = t.rounded || to.Rounded() || b.from.Rounded() || b.rate.Rounded()
	n, err := f.exact.Sub(to.WithRounded(false), b.from.WithRounded(false))
	if err == nil {
		n, err = f.exact.Mul(n, b.rate.WithRounded(false))
	}
	if err != nil {
		f.failNumber(at, err)
		return false
	}
	if n.X == number.NotSmall {
		f.big = n.BigPart()
	}
	return t.add(n.Small)
}

// band reads row i of bracket's table.
func (k *call) band(f *frame, i int, v Value) (b band, ok bool) {
	if v.tag.kind != ListKind {
		k.wrongElement(f, 1, i, v, ListKind)
		return b, false
	}
	at := k.argSite(1)
	l := v.list()
	if l.len() != 2 {
		k.fail(f, 1, diag.Value, "row", fmt.Sprintf("the rows of bracket are [from, rate], but [%d] has %s", i, plural(l.len(), "element")), "", strconv.Itoa(i), strconv.Itoa(l.len()))
		return b, false
	}
	from, rate := f.element(l, 0, at), f.element(l, 1, at)
	for _, v := range []*Value{&from, &rate} {
		if f.err == nil && v.tag.kind != NumberKind {
			k.fail(f, 1, diag.Type, "element-type", fmt.Sprintf("the rows of bracket hold numbers, but in [%d] there is %s", i, article(v.tag.kind.String())), "", strconv.Itoa(i), v.tag.kind.String())
		}
	}
	if f.err != nil {
		return b, false
	}
	return band{from.number(), rate.number()}, true
}

func callLookup(f *frame, k *call, a []Value) Value {
	x, keys, values := a[0], a[1].list(), a[2].list()
	kind := NullKind
	if !k.checkKey(f, 0, x, &kind) {
		return Null
	}
	if keys.len() != values.len() {
		return k.fail(f, 2, diag.Value, "lengths", "lookup needs as many values as keys", "")
	}
	i := k.lastAtMost(f, keys, x)
	switch {
	case f.err != nil:
		return Null
	case i < 0:
		return k.fail(f, 0, diag.Value, "below", "lookup has no key at or below this", "try(…, default) gives a default")
	}
	return f.element(values, i, k.argSite(2))
}

// lastAtMost returns the index of the last key that is not above x, -1 if
// there is none. All keys are looked at: one out of order is an error.
func (k *call) lastAtMost(f *frame, keys *list, x Value) int {
	kind := x.tag.kind
	if r := keys.interval(); r != nil && kind == NumberKind && r.step.Sign() > 0 {
		return k.lastOfRange(f, r, x.number())
	}
	found := -1
	var before Value
	f.each(keys, k.argSite(1), func(i int, key Value) bool {
		if !k.checkKey(f, 1, key, &kind) {
			return false
		}
		if i > 0 && f.ascending(&key, &before) < 0 {
			k.fail(f, 1, diag.Value, "order", fmt.Sprintf("the keys of lookup must ascend, but [%d] does not", i), "", strconv.Itoa(i))
			return false
		}
		if f.ascending(&key, &x) <= 0 {
			found = i
		}
		before = key
		return true
	})
	return found
}

// lastOfRange is lastAtMost for an ascending range.
func (k *call) lastOfRange(f *frame, r *interval, x number.Number) int {
	if number.Cmp(x, r.first) < 0 {
		return -1
	}
	if number.Cmp(x, r.last()) >= 0 {
		return r.n - 1
	}
	n, err := f.exact.Sub(x.WithRounded(false), r.first.WithRounded(false))
	if err == nil {
		n, err = f.exact.QuoInt(n, r.step.WithRounded(false))
	}
	if err != nil {
		f.failNumber(k.at, err)
		return -1
	}
	i, _ := n.Int64() // less than the number of values
	return int(i)
}
