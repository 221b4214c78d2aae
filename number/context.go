package number

import "math/big"

// Defaults and bounds of a [Context].
const (
	DefaultPrecision = 34        // digits, those of IEEE 754 decimal128
	MaxPrecision     = 1_000_000 // digits
	DefaultMaxDigits = 100_000
)

// Context holds the settings of operations. The zero value is ready to use: 34 digits, half-even, exact where possible,
// exact results of at most 100,000 digits. A Context is not changed by operations and may be shared if its Meter may.
type Context struct {
	// Precision is how many significant digits a rounded result has, 1 to MaxPrecision; 0 means DefaultPrecision.
	Precision int
	// Rounding is the mode of rounded results.
	Rounding Rounding
	// RoundAll rounds the result of every operation to Precision digits, as the General Decimal Arithmetic does, even if
	// an exact result would be possible. Operands are never rounded first.
	RoundAll bool
	// Exact makes an operation that would lose digits fail with Inexact.
	Exact bool
	// MaxDigits limits the digits of one exact result; 0 means DefaultMaxDigits, less than 0 no limit. Results of up to 38
	// digits are never refused.
	MaxDigits int
	// Meter, if not nil, is asked before work that is long.
	Meter Meter
}

// Meter is asked before each step of work that is long: more than some 64 words of result or 10,000 word operations. It
// charges budgets and polls cancellation; an error ends the operation and is returned as it is. Both arguments may be 0,
// when a step of work announced before is going on.
type Meter interface {
	Work(wordOps, bytes int64) error
}

// prec returns the precision in force.
func (c *Context) prec() int {
	if c.Precision <= 0 {
		return DefaultPrecision
	}
	return c.Precision
}

// digitLimit returns the limit of digits of one exact result.
//
// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (c *Context) digitLimit() int {
	switch {
	case c.MaxDigits == 0:
		return DefaultMaxDigits
	case c.MaxDigits < 0:
		return int(^uint(0) >> 2) // room for sums
	}
	return max(c.MaxDigits, smallDigits)
}

// Thresholds below which work is not announced to the meter.
const (
	freeWordOps = 10_000
	freeBytes   = 64 * 8
)

// work announces word operations and bytes of memory about to be spent. Small amounts are free.
func (c *Context) work(wordOps, bytes int64) error {
	if c.Meter == nil || wordOps <= freeWordOps && bytes <= freeBytes {
		return nil
	}
	return c.Meter.Work(wordOps, bytes)
}

// tick asks the meter whether to go on with work announced before.
func (c *Context) tick() error {
	if c.Meter == nil {
		return nil
	}
	return c.Meter.Work(0, 0)
}

// poll returns the function that the integer kernel calls between big steps of work already announced, nil if there is no
// meter: it asks whether to go on and charges nothing.
func (c *Context) poll() func(wordOps int64) error {
	if c.Meter == nil {
		return nil
	}
	return func(int64) error { return c.tick() }
}

// loses returns the error of an operation that loses digits, in require-exact mode.
func (c *Context) loses() error {
	if c.Exact {
		return errInexact()
	}
	return nil
}

// roundBig rounds coef × 10^exp once to the precision in force. If sticky is set, the true value is larger in magnitude by
// something that is not zero and less than one unit of exp; coef then has at least two digits more than the precision. The
// result is marked as rounded if anything was lost or rounded is set. It may keep coef.
func (c *Context) roundBig(coef *big.Int, exp int64, sticky, rounded bool) (Number, error) {
	return c.roundBigTo(c.prec(), coef, exp, sticky, rounded)
}

// roundBigTo is roundBig to p digits.
func (c *Context) roundBigTo(p int, coef *big.Int, exp int64, sticky, rounded bool) (Number, error) {
	drop := 0
	if mostDigits(coef.BitLen()) > p { // a look at the bits spares counting the digits of most short ones
		drop = decimalDigits(coef) - p
	}
	if drop <= 0 {
		if sticky {
			return Number{}, c.stickyMisuse()
		}
		return newNumber(coef, exp, rounded)
	}
	q, lost, err := c.dropDigits(coef, drop, c.Rounding, sticky)
	if err != nil {
		return Number{}, err
	}
	if lost {
		if err := c.loses(); err != nil {
			return Number{}, err
		}
	}
	return newNumber(q, exp+int64(drop), rounded || lost)
}

// stickyMisuse is for a defect of this package: a sticky value that has too few digits to be rounded.
func (c *Context) stickyMisuse() error {
	panic("number: a sticky value needs more digits than the precision")
}

// dropDigits returns coef / 10^drop rounded to an integer in the mode given, and whether anything was lost. sticky is as
// in roundBig.
func (c *Context) dropDigits(coef *big.Int, drop int, mode Rounding, sticky bool) (*big.Int, bool, error) {
	unit, err := c.pow10(drop)
	if err != nil {
		return nil, false, err
	}
	q, r, err := c.quoRem(coef, unit)
	if err != nil {
		return nil, false, err
	}
	if r.Sign() == 0 && !sticky {
		return q, false, nil
	}
	neg := coef.Sign() < 0
	half := cmpHalf(r, unit)
	if half == 0 && sticky {
		half = 1
	}
	if mode.away(neg, lastDigit(q, mode), half) {
		addUnit(q, neg)
	}
	return q, true, nil
}

// cmpHalf compares |r| with half of |unit|.
func cmpHalf(r, unit *big.Int) int {
	t := new(big.Int).Lsh(r, 1)
	return t.CmpAbs(unit)
}

// addUnit adds 1 to the magnitude of q, whose sign is neg where it is zero.
func addUnit(q *big.Int, neg bool) {
	if neg {
		q.Sub(q, bigOne)
	} else {
		q.Add(q, bigOne)
	}
}

// lastDigit returns the last decimal digit of |q|, or only its parity if the mode asks for no more.
func lastDigit(q *big.Int, mode Rounding) uint64 {
	if mode != ZeroFiveUp {
		return uint64(q.Bit(0))
	}
	return modWord(q, 10)
}
