package number

import (
	"math/big"
	"math/bits"
	"slices"
)

// Aggregates add up exactly and round once: if all numbers are exact the sum is, else it is the true sum of the values
// rounded to the precision.

// Sum returns the sum of xs, 0 of none.
func (c *Context) Sum(xs []Number) (Number, error) {
	s, rounded, err := c.total(xs, c.prec()+3)
	if err != nil {
		return Number{}, err
	}
	return c.finish(s.WithRounded(rounded))
}

// anyRounded reports whether one of xs is marked.
func anyRounded(xs []Number) bool {
	for i := range xs {
		if xs[i].Rounded() {
			return true
		}
	}
	return false
}

// total returns the exact sum of the values of xs, and whether any is rounded. Where the result is going to be rounded, and
// digits far apart would make the exact sum long, it returns a stand-in that rounds alike: the leading digits, at least so
// many, and one more digit for what follows.
func (c *Context) total(xs []Number, digits int) (s Number, rounded bool, err error) {
	var acc Small
	i := 0
	for ; i < len(xs); i++ {
		x := xs[i].Small
		if x.X != NotSmall {
			rounded = rounded || x.X&1 != 0
			x.X &^= 1
		}
		t, ok := AddExact(acc, x)
		if !ok {
			break
		}
		acc = t
	}
	s = Number{Small: acc}
	if i == len(xs) {
		return s, rounded, nil
	}
	rounded = rounded || anyRounded(xs[i:])
	exact := &Context{MaxDigits: c.MaxDigits, Meter: c.Meter}
	round := rounded || c.RoundAll
	if round { // a long sum would be for nothing
		exact.MaxDigits = 4*digits + 500
	}
	rest, err := exact.addTree(xs[i:])
	if err == nil {
		s, err = exact.addExactly(s, rest)
	}
	if round && IsKind(err, TooLarge) {
		s, err = c.totalSpread(xs, digits)
	}
	return s, rounded, err
}

// addTree returns the exact sum of the values of xs. A balanced tree keeps most sums short where the whole is long.
func (c *Context) addTree(xs []Number) (Number, error) {
	if len(xs) <= 8 {
		var s Number
		var err error
		for _, x := range xs {
			if s, err = c.addExactly(s, x.WithRounded(false)); err != nil {
				break
			}
		}
		return s, err
	}
	x, err := c.addTree(xs[:len(xs)/2])
	if err != nil {
		return Number{}, err
	}
	y, err := c.addTree(xs[len(xs)/2:])
	if err != nil {
		return Number{}, err
	}
	return c.addExactly(x, y)
}

// totalSpread is total for numbers whose digits lie far apart. They are added from the largest down until all others
// together are less than a thousandth of the last digit wanted. Then the sum is close to a multiple of that digit's unit, or
// well between two; in the first case the sign of what is left decides on which side of the multiple it lies.
func (c *Context) totalSpread(xs []Number, digits int) (Number, error) {
	if err := c.work(int64(20*len(xs)), int64(40*len(xs))); err != nil {
		return Number{}, err
	}
	terms := make([]Number, 0, len(xs))
	for _, x := range xs {
		if !x.IsZero() {
			terms = append(terms, x.WithRounded(false))
		}
	}
	if err := c.sort(terms, func(a, b Number) int { return b.Adjusted() - a.Adjusted() }); err != nil {
		return Number{}, err
	}
	exact := &Context{MaxDigits: -1, Meter: c.Meter}
	s, n, err := exact.leading(terms, digits+3)
	if err != nil || n == len(terms) {
		return s, err
	}
	unit := int64(s.Adjusted() - digits)
	near, err := exact.roundPlaces(s, -unit, HalfEven)
	if err != nil {
		return Number{}, err
	}
	rest, err := exact.Sub(s, near)
	if err != nil {
		return Number{}, err
	}
	sign, err := exact.signOfSum(rest, terms[n:])
	if err != nil || sign == 0 {
		return near, err
	}
	push, err := newSmall(0, 1, sign < 0, unit-1, false) // as good as what is there: no boundary is so near
	if err != nil {
		return Number{}, err
	}
	return exact.Add(near, push)
}

// sort sorts xs stably under the meter.
func (c *Context) sort(xs []Number, cmp func(a, b Number) int) error {
	if err := c.work(int64(20*len(xs)*bits.Len(uint(len(xs)))), 0); err != nil {
		return err
	}
	n, stop := 0, error(nil)
	slices.SortStableFunc(xs, func(a, b Number) int {
		if n++; n&0xffff == 0 && stop == nil {
			stop = c.tick()
		}
		if stop != nil {
			return 0 // all are equal: that ends soon
		}
		return cmp(a, b)
	})
	return stop
}

// restBound returns e such that numbers, which fall in magnitude, add up to less than 10^e.
func restBound(terms []Number) int64 {
	return int64(terms[0].Adjusted() + 1 + digits64(uint64(len(terms))))
}

// leading adds up terms, which fall in magnitude, until the sum is not zero and all others together are less than a unit of
// its last digit of so many. It returns the exact sum and how many terms are in it. The sum never gets much longer than the
// digits asked for and a term.
func (c *Context) leading(terms []Number, digits int) (s Number, n int, err error) {
	for i, x := range terms {
		if !s.IsZero() && restBound(terms[i:]) < int64(s.Adjusted()-digits) {
			return s, i, nil
		}
		if s, err = c.addExactly(s, x); err != nil {
			return s, i, err
		}
	}
	return s, len(terms), nil
}

// signOfSum returns the sign of s plus terms, which fall in magnitude.
func (c *Context) signOfSum(s Number, terms []Number) (int, error) {
	var err error
	for i, x := range terms {
		if !s.IsZero() && restBound(terms[i:]) <= int64(s.Adjusted()) {
			break
		}
		if s, err = c.addExactly(s, x); err != nil {
			return 0, err
		}
	}
	return s.Sign(), nil
}

// Product returns the product of xs, 1 of none.
func (c *Context) Product(xs []Number) (Number, error) {
	acc := Small{Lo: 1}
	i := 0
	for ; i < len(xs); i++ {
		t, ok := MulExact(acc, xs[i].Small)
		if !ok {
			break
		}
		acc = t
	}
	if i == len(xs) {
		return c.finish(Number{Small: acc})
	}
	rounded := anyRounded(xs)
	adj := int64(0)
	for _, x := range xs {
		if x.IsZero() {
			return Number{}.WithRounded(rounded), nil
		}
		adj += int64(x.Adjusted())
	}
	if adj > MaxExponent {
		return Number{}, errTooLarge()
	} else if adj < -MaxExponent-int64(len(xs)) {
		return Number{}, errTooSmall()
	}
	if !rounded && !c.RoundAll {
		return c.productExact(xs)
	}
	return c.productRounded(xs, rounded)
}

// productExact multiplies in a balanced tree.
func (c *Context) productExact(xs []Number) (Number, error) {
	if len(xs) == 1 {
		return xs[0], nil
	}
	x, err := c.productExact(xs[:len(xs)/2])
	if err != nil {
		return Number{}, err
	}
	y, err := c.productExact(xs[len(xs)/2:])
	if err != nil {
		return Number{}, err
	}
	return c.Mul(x, y)
}

// productRounded multiplies numbers and rounds once: with bounds and guard digits where the exact product is long, with
// twice as many while the rounding is in doubt, and at last exactly, when nothing is cut off any more.
func (c *Context) productRounded(xs []Number, rounded bool) (Number, error) {
	neg := false
	for _, x := range xs {
		neg = neg != (x.Sign() < 0)
	}
	for w := c.prec() + 15 + bits.Len(uint(len(xs))); ; w *= 2 {
		z, err := c.productBounded(xs, w)
		if err != nil {
			return Number{}, err
		}
		if n, ok, err := c.roundBounded(z, neg, rounded); ok || err != nil {
			return n, err
		}
	}
}

func (c *Context) productBounded(xs []Number, w int) (bounded, error) {
	if len(xs) == 1 {
		coef, exp := xs[0].parts()
		return c.truncate(bounded{new(big.Int).Abs(coef), exp, new(big.Int)}, w)
	}
	x, err := c.productBounded(xs[:len(xs)/2], w)
	if err != nil {
		return bounded{}, err
	}
	y, err := c.productBounded(xs[len(xs)/2:], w)
	if err != nil {
		return bounded{}, err
	}
	return c.mulBounded(x, y, w)
}

// Avg returns the mean of xs, exact if they are and it fits the precision, else rounded to it. An empty list is a
// BadArgument error.
func (c *Context) Avg(xs []Number) (Number, error) {
	if err := needSome("avg", xs, 1); err != nil {
		return Number{}, err
	}
	n := FromInt64(int64(len(xs)))
	s, rounded, err := c.total(xs, c.prec()+5+n.Digits())
	if err != nil {
		return Number{}, err
	}
	return c.rational(s, n, rounded)
}

// rational returns s / n, n not zero, exact if it is not rounded and fits the precision, else rounded to it.
func (c *Context) rational(s, n Number, rounded bool) (Number, error) {
	if s.IsZero() {
		return s.WithRounded(rounded), nil
	}
	return c.quoTo(c.prec(), s, n, rounded)
}

// Variance returns the variance of xs, of a sample or of the whole population, correctly rounded. An empty list, and for
// a sample one element, is a BadArgument error.
func (c *Context) Variance(xs []Number, population bool) (Number, error) {
	num, den, rounded, err := c.variance("variance", xs, population)
	if err != nil {
		return Number{}, err
	}
	return c.rational(num, den, rounded)
}

// Stdev returns the standard deviation of xs, the square root of the variance, correctly rounded.
func (c *Context) Stdev(xs []Number, population bool) (Number, error) {
	num, den, rounded, err := c.variance("stdev", xs, population)
	if err != nil {
		return Number{}, err
	}
	return c.sqrtQuotient(num, den, rounded)
}

// variance returns the variance as a quotient of exact numbers: (n·Σx² - (Σx)²) / (n·(n-1)), or / n².
func (c *Context) variance(name string, xs []Number, population bool) (num, den Number, rounded bool, err error) {
	least := 2
	if population {
		least = 1
	}
	if err = needSome(name, xs, least); err != nil {
		return num, den, false, err
	}
	exact := Context{MaxDigits: c.MaxDigits, Meter: c.Meter}
	if exact.MaxDigits >= 0 {
		exact.MaxDigits = 4*c.digitLimit() + 100 // squares are twice as long
	}
	var sum, squares Number
	for _, x := range xs {
		rounded = rounded || x.Rounded()
		x = x.WithRounded(false)
		var t Number
		if sum, err = exact.Add(sum, x); err != nil {
			return num, den, rounded, err
		}
		if t, err = exact.Mul(x, x); err != nil {
			return num, den, rounded, err
		}
		if squares, err = exact.Add(squares, t); err != nil {
			return num, den, rounded, err
		}
	}
	n := int64(len(xs))
	if squares, err = exact.Mul(squares, FromInt64(n)); err != nil {
		return num, den, rounded, err
	}
	if sum, err = exact.Mul(sum, sum); err != nil {
		return num, den, rounded, err
	}
	num, err = exact.Sub(squares, sum)
	if population {
		return num, FromInt64(n * n), rounded, err
	}
	return num, FromInt64(n * (n - 1)), rounded, err
}

// sqrtQuotient returns the square root of num / den, not negative, correctly rounded.
func (c *Context) sqrtQuotient(num, den Number, rounded bool) (Number, error) {
	if num.IsZero() {
		return num.WithRounded(rounded), nil
	}
	x, ex := num.parts()
	y, ey := den.parts()
	e := ex - ey
	k := int64(max(2*c.prec()+6-decimalDigits(x)+decimalDigits(y), 0))
	if (e-k)&1 != 0 {
		k++
	}
	x, err := c.scale(x, int(k))
	if err != nil {
		return Number{}, err
	}
	q, r, err := c.quoRem(x, y)
	if err != nil {
		return Number{}, err
	}
	w := int64(wordsOf(q))
	if err := c.work(4*mulCost(w, w), 16*w); err != nil {
		return Number{}, err
	}
	s, t := new(big.Int), new(big.Int)
	if err := kernelSqrt(s, q, c.poll()); err != nil {
		return Number{}, err
	}
	sticky := r.Sign() != 0 || t.Mul(s, s).Cmp(q) != 0
	return c.roundBig(s, (e-k)/2, sticky, rounded)
}

// Median returns the middle element of xs in order, or the mean of the two middle ones, exact if they are. It does not
// change xs, whose order does not matter. An empty list is a BadArgument error.
func (c *Context) Median(xs []Number) (Number, error) {
	if err := needSome("median", xs, 1); err != nil {
		return Number{}, err
	}
	xs = slices.Clone(xs)
	if err := c.sort(xs, Cmp); err != nil {
		return Number{}, err
	}
	n := len(xs)
	if n%2 != 0 {
		return xs[n/2], nil
	}
	half := Number{Small: Small{Lo: 5, X: -1 << 1}}
	pair := [2]Number{xs[n/2-1], xs[n/2]}
	s, rounded, err := c.total(pair[:], c.prec()+6)
	if err != nil {
		return Number{}, err
	}
	return c.Mul(s.WithRounded(rounded), half)
}

// Percentile returns the value below which the share p of xs lies, 0 ≤ p ≤ 1, interpolated linearly between elements; xs
// must be in order. It is exact if it fits the precision, else rounded to it. An empty list or another p is a BadArgument
// error.
func (c *Context) Percentile(xs []Number, p Number) (Number, error) {
	if err := needSome("percentile", xs, 1); err != nil {
		return Number{}, err
	}
	one := FromInt64(1)
	if p.Sign() < 0 || Cmp(p, one) > 0 {
		return Number{}, newError(BadArgument, "the share of percentile must be from 0 to 1")
	}
	exact := Context{MaxDigits: -1, Meter: c.Meter}
	at, err := exact.Mul(p.WithRounded(false), FromInt64(int64(len(xs)-1)))
	if err != nil {
		return Number{}, err
	}
	i, err := exact.Trunc(at, 0)
	if err != nil {
		return Number{}, err
	}
	k, _ := i.Int64()
	frac, err := exact.Sub(at, i)
	if err != nil {
		return Number{}, err
	}
	if frac.IsZero() {
		x := xs[k]
		return x.WithRounded(x.Rounded() || p.Rounded()), nil
	}
	return c.between(xs[k], xs[k+1], frac, p.Rounded())
}

// between returns low·(1-frac) + high·frac, exact if it fits the precision.
func (c *Context) between(low, high, frac Number, rounded bool) (Number, error) {
	rounded = rounded || low.Rounded() || high.Rounded()
	exact := Context{MaxDigits: -1, Meter: c.Meter}
	rest, err := exact.Sub(FromInt64(1), frac)
	if err != nil {
		return Number{}, err
	}
	var terms [2]Number
	if terms[0], err = exact.Mul(low.WithRounded(false), rest); err != nil {
		return Number{}, err
	}
	if terms[1], err = exact.Mul(high.WithRounded(false), frac); err != nil {
		return Number{}, err
	}
	round := *c
	round.RoundAll = true // what does not fit is rounded
	s, _, err := round.total(terms[:], c.prec()+3)
	if err != nil {
		return Number{}, err
	}
	return round.finish(s.WithRounded(rounded))
}

// needSome fails if a list has fewer elements than the function named needs.
func needSome(name string, xs []Number, least int) error {
	switch {
	case len(xs) >= least:
		return nil
	case least == 1:
		return newError(BadArgument, name+" of an empty list")
	}
	return newError(BadArgument, name+" of a sample takes at least two numbers")
}
