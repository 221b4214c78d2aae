package plot

import (
	"strconv"

	"github.com/calx-lang/calx/number"
)

// An axis maps numbers to fractions of its length: 0 at its start, 1 at its
// end.
type axis struct {
	Range
	width  number.Number
	ticks  []tick
	offset string // what is to be added to the labels, "" for nothing
}

// A tick is a place on an axis and its label.
type tick struct {
	at    float64
	label string
}

func newAxis(r Range) *axis { return &axis{Range: r, width: sub(r.Max, r.Min)} }

// unseen is the part of an axis by which a value may lie beyond an end and be
// drawn at it: less than a dot. A loan that is paid off but for a cent should
// not get an axis that goes on below zero.
const unseen = 0.001

// fraction returns where on the axis v lies.
func (a *axis) fraction(v number.Number) float64 {
	f := ratio(sub(v, a.Min), a.width)
	if f > -unseen && f < 1+unseen {
		return min(max(f, 0), 1)
	}
	return f
}

// A step is the distance of ticks: 1, 2 or 5 times a power of ten, the "nice
// numbers" of P. Heckbert, Nice Numbers for Graph Labels, Graphics Gems, 1990.
type step struct {
	digit    int64
	exponent int
}

func (s step) number() number.Number { return mul(number.FromInt64(s.digit), pow10(s.exponent)) }

// pow10 returns 10^k; for a k beyond the exponents that numbers have, 1.
func pow10(k int) number.Number {
	n, err := number.Parse("1e"+strconv.Itoa(k), 0)
	if err != nil {
		return number.FromInt64(1)
	}
	return n
}

// niceStep returns the least step of which at most n fit into a width.
func niceStep(width number.Number, n int) step {
	q, err := ratios.Quo(width, number.FromInt64(int64(n)))
	if err != nil || q.Sign() <= 0 {
		return step{1, 0}
	}
	k := q.Adjusted()
	switch lead := ratio(q, pow10(k)); {
	case lead <= 1:
		return step{1, k}
	case lead <= 2:
		return step{2, k}
	case lead <= 5:
		return step{5, k}
	}
	return step{1, k + 1}
}

// multiples returns the first and the last multiple of a step that a range
// holds, as factors of the step.
func (s step) multiples(r Range) (first, last number.Number) {
	n := s.number()
	return roundQuo(sums.Ceil, r.Min, n), roundQuo(sums.Floor, r.Max, n)
}

func roundQuo(round func(number.Number, int64) (number.Number, error), a, b number.Number) number.Number {
	q, err := sums.Quo(a, b)
	if err == nil {
		q, err = round(q, 0)
	}
	if err != nil {
		return number.Number{}
	}
	return q.WithRounded(false)
}

// setTicks puts ticks on the axis, at most so many: the closest that fit and
// stand at both ends, or else the closest that fit. They are never closer than
// a least distance, if that is given.
func (a *axis) setTicks(most int, least step, fits func([]tick) bool) {
	a.ticks, a.offset = nil, ""
	var before step
	for n := most; n >= 1; n-- {
		s := niceStep(a.width, n)
		if least.digit > 0 && number.Cmp(s.number(), least.number()) < 0 {
			s = least
		}
		if s == before {
			continue
		}
		before = s
		ticks, offset := a.place(s)
		if len(ticks) > most+1 || !fits(ticks) {
			continue
		}
		whole := len(ticks) > 2 && ends(ticks)
		if whole || len(a.ticks) == 0 {
			a.ticks, a.offset = ticks, offset
		}
		if whole {
			return
		}
	}
}

// ends reports whether ticks stand at both ends of the axis.
func ends(ticks []tick) bool {
	return ticks[0].at < 0.001 && ticks[len(ticks)-1].at > 0.999
}

// maxTicks is more ticks than any axis has.
const maxTicks = 200

// place returns the ticks at the multiples of a step.
func (a *axis) place(s step) ([]tick, string) {
	first, last := s.multiples(a.Range)
	count, ok := sub(last, first).Int64()
	if !ok || count < 0 || count >= maxTicks {
		return nil, ""
	}
	values := make([]number.Number, count+1)
	for i := range values {
		values[i] = mul(add(first, number.FromInt64(int64(i))), s.number())
	}
	labels, offset := label(values, s, a.Range)
	ticks := make([]tick, len(values))
	for i, v := range values {
		ticks[i] = tick{a.fraction(v), labels[i]}
	}
	return ticks, offset
}

// The forms of labels.
const (
	plainDigits = 7 // before the point; from ten millions on an exponent is shorter
	plainPlaces = 6 // after the point
	longLabel   = 7 // digits more than one from which on the ends of the labels are all that tells them apart
	longOffset  = 24
)

// label returns the labels of ticks, all in one form: plain, with a common
// exponent, or, where they would differ in late digits only, as what is to be
// added to an offset. The labels are exact.
func label(values []number.Number, s step, r Range) (labels []string, offset string) {
	high := s.exponent // of the first digit of the largest label
	for _, v := range values {
		if !v.IsZero() {
			high = max(high, v.Adjusted())
		}
	}
	if high-s.exponent < longLabel {
		return fixedLabels(values, s.exponent, high, ""), ""
	}
	unit := pow10(sub(r.Max, r.Min).Adjusted() + 1)
	base := mul(roundQuo(sums.Floor, r.Min, unit), unit)
	rest := make([]number.Number, len(values))
	high = s.exponent
	for i, v := range values {
		rest[i] = sub(v, base)
		if !rest[i].IsZero() {
			high = max(high, rest[i].Adjusted())
		}
	}
	offset = base.String()
	if len(offset) > longOffset {
		offset = string(base.AppendLayout(nil, number.Layout{Places: longOffset - 12, Notation: number.Scientific}))
		offset = "about " + offset
	}
	return fixedLabels(rest, s.exponent, high, "+"), offset
}

// fixedLabels writes multiples of 10^low whose largest begins at 10^high.
func fixedLabels(values []number.Number, low, high int, sign string) []string {
	exponent := 0
	if high >= plainDigits || low < -plainPlaces {
		exponent = high
	}
	suffix, scale := "", number.FromInt64(1)
	if exponent != 0 {
		suffix, scale = "e"+strconv.Itoa(exponent), pow10(-exponent)
	}
	layout := number.Layout{Places: max(exponent-low, 0)}
	labels := make([]string, len(values))
	for i, v := range values {
		text := sign + string(mul(v, scale).AppendLayout(nil, layout))
		if v.IsZero() {
			text = sign + "0"
			if exponent == 0 {
				text = sign + string(v.AppendLayout(nil, layout))
			}
		} else {
			text += suffix
		}
		labels[i] = text
	}
	return labels
}
