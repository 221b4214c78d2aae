package plot

import (
	"slices"

	"github.com/calx-lang/calx/number"
)

// An extent gathers the range of numbers.
type extent struct {
	min, max number.Number
	any      bool
	digits   int // the most that a rounded one of them has
	// There are smaller, larger numbers, of a function without a bound.
	openLow, openHigh bool
}

func (e *extent) add(v number.Number) {
	if !e.any || number.Cmp(v, e.min) < 0 {
		e.min = v
	}
	if !e.any || number.Cmp(v, e.max) > 0 {
		e.max = v
	}
	e.any = true
	if v.Rounded() {
		e.digits = max(e.digits, v.Digits())
	}
}

// noise is how many units in the last place rounded numbers may differ and
// still be taken for the same: sin(x)^2 + cos(x)^2 is a straight line.
const noise = 1000

// constant reports whether the numbers are all the same, or differ only as
// much as rounding makes them.
func (e *extent) constant() bool {
	d := sub(e.max, e.min)
	if d.Sign() <= 0 {
		return true
	}
	if e.digits == 0 {
		return false
	}
	large := max(e.max.Adjusted(), e.min.Adjusted())
	if e.max.IsZero() {
		large = e.min.Adjusted()
	} else if e.min.IsZero() {
		large = e.max.Adjusted()
	}
	ulp := pow10(large + 1 - e.digits)
	return number.Cmp(d, mul(number.FromInt64(noise), ulp)) < 0
}

// bounds returns the range, widened if it is a single number: by a unit of its
// first digit to both sides.
func (e *extent) bounds() Range {
	switch {
	case !e.any:
		return Range{number.Number{}, number.FromInt64(1)}
	case !e.constant():
		return Range{e.min.WithRounded(false), e.max.WithRounded(false)}
	}
	around := number.FromInt64(1)
	if !e.min.IsZero() {
		around = pow10(e.min.Adjusted())
	}
	return Range{sub(e.min, around), add(e.min, around)}
}

// loose returns the range widened to multiples of a nice step, about n of
// them: the loose labels of Heckbert, with a tick at both ends. Where the
// numbers go on beyond the range anyway it is rounded to the nearest one.
func (e *extent) loose(n int) Range {
	r := e.bounds()
	width := sub(r.Max, r.Min)
	s := niceStep(width, n).number()
	slack := mul(width, float(unseen)) // a zero may have become a little less
	r = Range{add(r.Min, slack), sub(r.Max, slack)}
	low, high := sums.Floor, sums.Ceil
	if e.openLow {
		low = nearest
	}
	if e.openHigh {
		high = nearest
	}
	loose := Range{mul(roundQuo(low, r.Min, s), s), mul(roundQuo(high, r.Max, s), s)}
	if number.Cmp(loose.Min, loose.Max) >= 0 {
		return r
	}
	return loose
}

func nearest(x number.Number, places int64) (number.Number, error) {
	return sums.Round(x, places, number.HalfEven)
}

// trimmed is the share of the values that lie beyond the drawing at a side on
// which the function has no bound.
const trimmed = 0.05

// extent adds the sampler's values to an extent: all of them, or, to a side
// on which there is no bound, those of the even sampling or most of them.
func (s *sampler) extent(e *extent) {
	if len(s.even) == 0 {
		return
	}
	slices.SortFunc(s.even, number.Cmp)
	last := len(s.even) - 1
	skip := int(trimmed * float64(last))
	low, high := s.even[0], s.even[last]
	if s.low == open {
		low, e.openLow = s.even[skip], true
	}
	if s.high == open {
		high, e.openHigh = s.even[last-skip], true
	}
	e.add(low)
	e.add(high)
	for i := range s.list {
		p := &s.list[i]
		beyond := s.low != closed && number.Cmp(p.y, low) < 0 || s.high != closed && number.Cmp(p.y, high) > 0
		if p.ok && !p.wild && !beyond {
			e.add(p.y)
		}
	}
	if s.low == open || s.high == open {
		s.addMiddles(e)
	}
}

// narrow is the share of the axis of x from which on a piece of a curve is
// seen in any case.
const narrow = 0.02

// addMiddles adds a middle value of every piece between two poles, so that none
// is cut off altogether.
func (s *sampler) addMiddles(e *extent) {
	for i := 0; i < len(s.list); {
		j := i
		for j+1 < len(s.list) && s.list[j].joined(&s.list[j+1]) {
			j++
		}
		if s.list[j].t-s.list[i].t > narrow {
			e.add(middle(s.list[i : j+1]))
		}
		i = j + 1
	}
}

// middle returns the second largest of the values at the quarters of a piece:
// at one of them there may be a pole that the curve reaches from both sides
// alike.
func middle(piece []sample) number.Number {
	from, to := piece[0].t, piece[len(piece)-1].t
	var values [3]number.Number
	k := 0
	for i := range values {
		for piece[k].t < from+(to-from)*float64(i+1)/4 {
			k++
		}
		values[i] = piece[k].y
	}
	slices.SortFunc(values[:], number.Cmp)
	return values[1]
}
