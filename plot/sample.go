package plot

import (
	"math"

	"github.com/calx-lang/calx/number"
)

// A sample is a function's value at one place.
type sample struct {
	t    float64 // where: a fraction of the x axis
	y    number.Number
	v    float64 // y as a fraction of the y axis
	ok   bool    // the function is defined there
	cut  bool    // the curve jumps between this sample and the next
	wild bool    // on the way to a pole: no part of the range of y
}

// A sampler finds out the shape of a curve: evenly at first, then closer where
// the polyline through its samples bends (the criterion is the distance from
// the chord, as in L. H. de Figueiredo, Adaptive Sampling of Parametric
// Curves, Graphics Gems V, 1995), and by bisection where the curve begins,
// ends or jumps. A jump is told from a steep piece by what halving the
// interval does to the difference of its ends: a continuous function's
// shrinks, a jump's stays, a pole's grows.
type sampler struct {
	f         func(number.Number) (number.Number, bool)
	x, y      *axis
	list      []sample        // in the order of t
	even      []number.Number // the values of the even sampling
	gap       float64         // distance of the even samples
	left      int             // evaluations
	turns     int             // of jitter
	enough    func() bool
	high, low bound // what is known of the function's greatest and least values
}

// A bound says how a function's values end on one side.
type bound uint8

const (
	closed bound = iota // they have a greatest, or least
	slow                // they seem to grow without end, but slowly, as those of ln x do towards 0
	open                // they seem to grow without end
)

const (
	// maxDepth is how often the distance of the even samples is halved where
	// the curve bends.
	maxDepth = 7
	// edgeDepth is how often an interval is halved in which the curve begins,
	// ends, or jumps.
	edgeDepth = 30
	// Digits of x within the width of the axis: enough to tell samples apart,
	// and few, since exact arithmetic keeps them all.
	coarseDigits, fineDigits = 8, 15
)

// at evaluates the function at a fraction of the axis.
func (s *sampler) at(t float64, digits int) sample {
	s.left--
	x := s.x.Min
	switch t {
	case 0:
	case 1:
		x = s.x.Max
	default:
		x = add(x, mul(s.x.width, float(t)))
		places := int64(digits - s.x.width.Adjusted())
		if r, err := sums.Round(x, places, number.HalfEven); err == nil {
			x = r
		}
	}
	y, ok := s.f(x)
	p := sample{t: t, ok: ok}
	if ok {
		p.y = short(y)
		if s.y != nil {
			p.v = s.y.fraction(p.y)
		}
	}
	return p
}

// start takes n+1 even samples. All but the ends are moved a little, each by
// another distance: what swings in step with even samples would seem to stand
// still.
func (s *sampler) start(n int) {
	s.gap = 1 / float64(n)
	s.list = make([]sample, 0, 4*n)
	for i := 0; i <= n; i++ {
		t := float64(i) / float64(n)
		if i > 0 && i < n {
			t += 0.5 * s.jitter() * s.gap
		}
		p := s.at(t, coarseDigits)
		s.list = append(s.list, p)
		if p.ok {
			s.even = append(s.even, p.y)
		}
	}
}

// jitter returns numbers between -1/2 and 1/2 that are spread evenly and repeat
// in no rhythm: the multiples of the golden ratio.
func (s *sampler) jitter() float64 {
	s.turns++
	_, f := math.Modf(float64(s.turns) * math.Phi)
	return f - 0.5
}

// scale gives the sampler the y axis to work for.
func (s *sampler) scale(y *axis) {
	s.y = y
	for i := range s.list {
		if p := &s.list[i]; p.ok {
			p.v = y.fraction(p.y)
		}
	}
}

// done reports whether no more evaluations should be made.
func (s *sampler) done() bool { return s.left <= 0 || s.enough != nil && s.enough() }

// refine halves intervals until the curve is as smooth as a drawing of w × h
// dots can show.
func (s *sampler) refine(w, h, tolerance float64) {
	for range 2 * maxDepth {
		marks, n := s.bends(w, h, tolerance)
		if n == 0 || n > s.left {
			return
		}
		list := make([]sample, 0, max(2*len(s.list), len(s.list)+n))
		for i, p := range s.list {
			list = append(list, p)
			if marks[i] && !s.done() {
				list = append(list, s.at(p.t+(s.list[i+1].t-p.t)*(0.5+0.3*s.jitter()), coarseDigits))
			}
		}
		s.list = list
		if s.done() {
			return
		}
	}
}

// bends marks the intervals, by their first samples, beside which the polyline
// bends, and counts them.
func (s *sampler) bends(w, h, tolerance float64) (marks []bool, n int) {
	marks = make([]bool, len(s.list))
	least := s.gap / (1 << maxDepth) * 1.5
	mark := func(i int) {
		if !marks[i] && s.list[i+1].t-s.list[i].t > least {
			marks[i] = true
			n++
		}
	}
	for i := 1; i+1 < len(s.list); i++ {
		a, b, c := &s.list[i-1], &s.list[i], &s.list[i+1]
		if a.joined(b) && math.Abs(inside(b.v)-inside(a.v))*h > stride {
			mark(i - 1)
		}
		if a.joined(b) && b.joined(c) && inside(min(a.v, b.v, c.v)) != inside(max(a.v, b.v, c.v)) && chord(a, b, c, w, h) > tolerance {
			mark(i - 1)
			mark(i)
		}
	}
	return marks, n
}

// stride is how many dots up or down a curve may go from one sample to the
// next: a curve that swings many times within a dot is sampled until it is
// seen to fill the place.
const stride = 10

// joined reports whether the curve goes on from a sample to the next.
func (p *sample) joined(next *sample) bool { return p.ok && next.ok && !p.cut }

// inside bounds a fraction to the drawing and a little around it.
func inside(v float64) float64 { return min(max(v, -0.2), 1.2) }

// chord returns the distance of b from the line through a and c, in dots.
func chord(a, b, c *sample, w, h float64) float64 {
	dx, dy := (c.t-a.t)*w, (near(c.v)-near(a.v))*h
	ex, ey := (b.t-a.t)*w, (near(b.v)-near(a.v))*h
	return math.Abs(dx*ey-dy*ex) / math.Hypot(dx, dy)
}

// near bounds a fraction to the surroundings of the drawing.
func near(v float64) float64 { return min(max(v, -20), 20) }

// edges finds where the curve begins and ends.
func (s *sampler) edges() {
	list := make([]sample, 0, len(s.list)+16)
	for i, p := range s.list {
		list = append(list, p)
		if i+1 == len(s.list) {
			break
		}
		if q := s.list[i+1]; p.ok != q.ok && q.t-p.t > s.gap/(1<<edgeDepth) && !s.done() {
			list = append(list, s.edge(p, q)...)
		}
	}
	s.list = list
}

// edge bisects between a place where the function is defined and one where it
// is not. It returns the last places found of both, in the order of t.
func (s *sampler) edge(a, b sample) []sample {
	in, out := a, b
	if !a.ok {
		in, out = b, a
	}
	first := in
	half := in.v // the value half way
	depth := 0
	for ; depth < edgeDepth+maxDepth && !s.done(); depth++ {
		m := s.at((in.t+out.t)/2, fineDigits)
		if !m.ok {
			out = m
			continue
		}
		in = m
		if depth < edgeDepth/2 {
			half = m.v
		}
	}
	if near, far := math.Abs(in.v-half), math.Abs(half-first.v); depth >= edgeDepth && near > 0.05 { // it has not settled
		how := open
		if near < 4*far {
			how = slow
		}
		s.unbound(in.v > half, how)
		in.wild = true
	}
	switch {
	case in.t == first.t:
		return nil
	case a.ok:
		return []sample{in, out}
	}
	return []sample{out, in}
}

// unbound notes that the function has no bound.
func (s *sampler) unbound(high bool, how bound) {
	if high {
		s.high = max(s.high, how)
	} else {
		s.low = max(s.low, how)
	}
}

// jumps cuts the curve where it jumps, and looks for poles there.
func (s *sampler) jumps(h float64) {
	list := make([]sample, 0, len(s.list)+16)
	for i, p := range s.list {
		list = append(list, p)
		if i+1 < len(s.list) {
			list = s.cut(list, s.list[i+1], h, maxCuts)
		}
	}
	s.list = list
}

// maxCuts bounds how often an interval is cut again into three.
const maxCuts = 4

// cut appends what comes between the last sample of the list and q: the two
// sides of a jump, and those of jumps beside it.
func (s *sampler) cut(list []sample, q sample, h float64, depth int) []sample {
	last := len(list) - 1
	p := list[last]
	if !p.ok || !q.ok || p.cut || depth == 0 || math.Abs(q.v-p.v)*h < 1.5 || s.done() {
		return list
	}
	a, b, hole, ok := s.isolate(p, q)
	if !ok {
		return list
	}
	if a.t != p.t {
		list = append(s.cut(list, a, h, depth-1), a)
	}
	list[len(list)-1].cut = true
	list = append(list, hole...)
	if b.t != q.t {
		list = s.cut(append(list, b), q, h, depth-1)
	}
	return list
}

// isolate halves the interval between two samples towards the greater
// difference. It returns the two sides of a jump, and the place between them
// if the function is not defined there; or ok = false, often after few
// steps, if the curve goes on without a jump.
func (s *sampler) isolate(p, q sample) (a, b sample, hole []sample, ok bool) {
	a, b = p, q
	first := math.Abs(q.v - p.v)
	growth := 1.0
	for depth := 0; depth < edgeDepth && hole == nil; depth++ {
		if s.done() || growth < 0.4 {
			return a, b, nil, false
		}
		switch m := s.at((a.t+b.t)/2, fineDigits); {
		case !m.ok:
			hole = []sample{m}
		case math.Abs(m.v-a.v) > math.Abs(b.v-m.v):
			b = m
		default:
			a = m
		}
		growth = math.Abs(b.v-a.v) / first
	}
	if growth > 3 {
		if max(a.v, b.v) > max(p.v, q.v) {
			s.unbound(true, open)
		}
		if min(a.v, b.v) < min(p.v, q.v) {
			s.unbound(false, open)
		}
		a.wild, b.wild = a.t != p.t, b.t != q.t
	}
	return a, b, hole, true
}

// poles looks at the highest and the lowest samples for poles that the curve
// reaches from one side, as 1/x² does: there the values go on growing when the
// interval is halved.
func (s *sampler) poles() {
	for _, sign := range []float64{1, -1} {
		best := -1
		for i := 1; i+1 < len(s.list); i++ {
			a, b, c := &s.list[i-1], &s.list[i], &s.list[i+1]
			if a.ok && b.ok && c.ok && sign*b.v >= sign*a.v && sign*b.v >= sign*c.v && (best < 0 || sign*b.v > sign*s.list[best].v) {
				best = i
			}
		}
		if best >= 0 && s.climb(sign, s.list[best-1], s.list[best], s.list[best+1]) {
			s.unbound(sign > 0, open)
		}
	}
}

// climb goes up (sign 1) or down (-1) between a and c from b, and reports
// whether there seems to be no end of it.
func (s *sampler) climb(sign float64, a, b, c sample) bool {
	if sign > 0 && s.high == open || sign < 0 && s.low == open {
		return true // as is known already
	}
	foot := min(sign*a.v, sign*c.v)
	height := sign*b.v - foot
	for depth := 0; depth < edgeDepth && !s.done(); depth++ {
		l, r := s.at((a.t+b.t)/2, fineDigits), s.at((b.t+c.t)/2, fineDigits)
		if !l.ok || !r.ok {
			break
		}
		switch {
		case sign*l.v > sign*b.v && sign*l.v >= sign*r.v:
			b, c = l, b
		case sign*r.v > sign*b.v:
			a, b = b, r
		default:
			a, c = l, r
		}
	}
	return height > 0 && sign*b.v-foot > 1000*height
}
