package number

// Explicit rounding. Of an exact number the result is exact. Of a rounded number it is exact only if certain: if every
// value within certainUnits units of the argument's last place, at the precision in force, gives the same result. All
// these roundings are monotonic, so that the ends of that interval decide.

// certainUnits is how far, in units of its last place, a rounded argument is taken to be from the true value at most.
const certainUnits = 1000

// maxPlaces is beyond what exponents can reach; larger places arguments mean the same.
const maxPlaces = 4_000_000_000

// Round returns x rounded to so many places after the decimal point in the mode given; negative places round to tens,
// hundreds and so on. Any value of places is cheap.
func (c *Context) Round(x Number, places int64, mode Rounding) (Number, error) {
	if s, ok := RoundExact(x.Small, places, mode); ok {
		return Number{Small: s}, nil
	}
	places = min(max(places, -maxPlaces), maxPlaces)
	return c.explicit(x, func(x Number) (Number, error) { return c.roundPlaces(x, places, mode) })
}

// Floor returns x rounded down to so many places.
func (c *Context) Floor(x Number, places int64) (Number, error) { return c.Round(x, places, Floor) }

// Ceil returns x rounded up to so many places.
func (c *Context) Ceil(x Number, places int64) (Number, error) { return c.Round(x, places, Ceiling) }

// Trunc returns x rounded toward zero to so many places.
func (c *Context) Trunc(x Number, places int64) (Number, error) { return c.Round(x, places, Down) }

// RoundSig returns x rounded to so many significant digits in the context's mode. Less than one digit is a BadArgument
// error.
func (c *Context) RoundSig(x Number, digits int64) (Number, error) {
	if digits < 1 {
		return Number{}, newError(BadArgument, "the number of digits must be at least 1")
	}
	digits = min(digits, maxPlaces)
	return c.explicit(x, func(x Number) (Number, error) {
		return c.roundPlaces(x, digits-1-int64(x.Adjusted()), c.Rounding)
	})
}

// RoundTo returns the multiple of step that x rounds to in the mode given. A step of 0 is a BadArgument error; its sign
// does not matter. If step is rounded the result is.
func (c *Context) RoundTo(x, step Number, mode Rounding) (Number, error) {
	if step.IsZero() {
		return Number{}, newError(BadArgument, "the step must not be 0")
	}
	inexact := step.Rounded()
	step = step.abs().WithRounded(false)
	z, err := c.explicit(x, func(x Number) (Number, error) { return c.roundStep(x, step, mode) })
	if err == nil && inexact {
		z = z.WithRounded(true)
	}
	return z, err
}

// explicit applies a monotonic rounding, which works exactly and ignores marks, to x, and marks the result unless it is
// certain.
func (c *Context) explicit(x Number, f func(Number) (Number, error)) (Number, error) {
	z, err := f(x.WithRounded(false))
	if err != nil || !x.Rounded() {
		return z, err
	}
	low, high, ok := c.interval(x)
	if ok {
		for _, end := range []Number{low, high} {
			t, err := f(end)
			if err != nil || !Equal(t, z) {
				ok = false
				break
			}
		}
	}
	return z.WithRounded(!ok), nil
}

// interval returns the ends of what a number may be, exactly. A rounded 0 has no last place, and anything is possible.
func (c *Context) interval(x Number) (low, high Number, ok bool) {
	if !x.Rounded() {
		return x, x, true
	}
	if x.IsZero() {
		return x, x, false
	}
	exp := min(int64(x.Adjusted()-c.prec()+1), x.lowExp())
	d, err := newSmall(0, certainUnits, false, exp, false)
	if err != nil {
		return x, x, false
	}
	exact := Context{MaxDigits: -1}
	x = x.WithRounded(false)
	if low, err = exact.Sub(x, d); err != nil {
		return x, x, false
	}
	high, err = exact.Add(x, d)
	return low, high, err == nil
}

// roundPlaces rounds x, whatever its mark, to a multiple of 10^-places. The result has no mark.
func (c *Context) roundPlaces(x Number, places int64, mode Rounding) (Number, error) {
	if s, ok := roundSmall(x.Small, places, mode); ok {
		return Number{Small: s}, nil
	}
	coef, exp := x.parts()
	drop := -places - exp
	if drop <= 0 || x.IsZero() {
		return x.WithRounded(false), nil
	}
	if drop > int64(decimalDigits(coef)) { // less than a tenth of the unit
		neg := x.Sign() < 0
		if !mode.away(neg, 0, -1) {
			return Number{}, nil
		}
		return newSmall(0, 1, neg, -places, false)
	}
	q, _, err := c.dropDigits(coef, int(drop), mode, false)
	if err != nil {
		return Number{}, err
	}
	return newNumber(q, -places, false)
}

// RoundExact returns the exact inline number s rounded to so many places, as [Context.Round] does. ok is false if s is
// rounded or not inline, or the result may not be.
func RoundExact(s Small, places int64, mode Rounding) (Small, bool) {
	if s.X&1 != 0 {
		return notSmall, false
	}
	return roundSmall(s, places, mode)
}

// roundSmall is roundPlaces of an inline number, if at most 38 of its digits go.
func roundSmall(s Small, places int64, mode Rounding) (Small, bool) {
	if s.X == NotSmall || places < -maxPlaces || places > maxPlaces {
		return notSmall, false
	}
	drop := -places - int64(s.exponent())
	if drop <= 0 {
		s.X &^= 1
		return s, true
	}
	if drop > smallDigits {
		return notSmall, false
	}
	x, neg := s.mag()
	q, r := x.divmodPow10(int(drop))
	if r.hi|r.lo != 0 {
		last := q.lo
		if mode == ZeroFiveUp {
			_, last = div128by64(q, 10)
		}
		if mode.away(neg, last, r.half(int(drop))) {
			q = q.inc()
		}
	}
	return sealSmall(q, neg, -places, 0)
}

// roundStep rounds x, exact, to a multiple of step, which is positive: the remainder by ten steps tells the last digit of
// the multiple as well as what is left over, however large the multiple.
func (c *Context) roundStep(x, step Number, mode Rounding) (Number, error) {
	exact := *c
	exact.RoundAll = false
	ten := step
	ten.X += 1 << 1
	if step.big != nil {
		ten = FromBig(&Big{coef: step.big.coef, exp: step.big.exp + 1})
	}
	r10, err := exact.rem(x.abs(), ten)
	if err != nil {
		return Number{}, err
	}
	q, err := exact.quoInt(r10, step, false)
	if err != nil {
		return Number{}, err
	}
	r, err := exact.rem(r10, step)
	if err != nil || r.IsZero() {
		return x, err
	}
	twice, err := exact.Add(r, r)
	if err != nil {
		return Number{}, err
	}
	last, _ := q.Int64()
	neg := x.Sign() < 0
	away := mode.away(neg, uint64(last), Cmp(twice, step))
	if neg {
		r, step = r.neg(), step.neg()
	}
	if x, err = exact.Sub(x, r); err != nil || !away { // now a multiple of step
		return x, err
	}
	return exact.Add(x, step)
}
