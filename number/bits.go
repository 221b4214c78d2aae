package number

import "math/big"

// Bit operations take integers, negative ones in two's complement of unlimited length. A fraction is a BadArgument error;
// results are exact if the arguments are, and rounded to the precision otherwise and in round-all mode.

// BitAnd returns the bitwise and of two integers.
func (c *Context) BitAnd(a, b Number) (Number, error) {
	return c.bitwise("bit_and", a, b, (*big.Int).And)
}

// BitOr returns the bitwise or of two integers.
func (c *Context) BitOr(a, b Number) (Number, error) {
	return c.bitwise("bit_or", a, b, (*big.Int).Or)
}

// BitXor returns the bitwise exclusive or of two integers.
func (c *Context) BitXor(a, b Number) (Number, error) {
	return c.bitwise("bit_xor", a, b, (*big.Int).Xor)
}

func (c *Context) bitwise(name string, a, b Number, op func(z, x, y *big.Int) *big.Int) (Number, error) {
	if err := needIntegers(name, a, b); err != nil {
		return Number{}, err
	}
	x, err := c.integer(a)
	if err != nil {
		return Number{}, err
	}
	y, err := c.integer(b)
	if err != nil {
		return Number{}, err
	}
	if n := int64(max(wordsOf(x), wordsOf(y))); n > 64 {
		if err := c.work(2*n, 8*n); err != nil {
			return Number{}, err
		}
	}
	return c.integerResult(op(new(big.Int), x, y), a.Rounded() || b.Rounded())
}

// integerResult returns z as the result of an operation on integers.
func (c *Context) integerResult(z *big.Int, rounded bool) (Number, error) {
	if rounded || c.RoundAll {
		return c.roundBig(z, 0, false, rounded)
	}
	return c.exactResult(z, 0)
}

// ShiftLeft returns x·2^n of an integer x, for an integer n ≥ 0. A negative n is a BadArgument error, and a result with
// more digits than the limit a TooLarge error before the work.
func (c *Context) ShiftLeft(x, n Number) (Number, error) {
	k, ok, err := shiftArguments("shift_left", x, n)
	if err != nil {
		return Number{}, err
	}
	rounded := x.Rounded() || n.Rounded()
	if x.IsZero() {
		return Number{}.WithRounded(rounded), nil
	}
	digits := float64(n.Float64())*0.30102999566398119521 + float64(x.Adjusted())
	if limit := c.digitLimit(); !ok || digits > float64(limit)*2 {
		return Number{}, errDigits(int64(min(digits, 1e18)), limit, true)
	}
	v, err := c.integer(x)
	if err != nil {
		return Number{}, err
	}
	if err := c.work(k/64, int64(v.BitLen())/8+k/8); err != nil {
		return Number{}, err
	}
	return c.integerResult(new(big.Int).Lsh(v, uint(k)), rounded)
}

// ShiftRight returns floor(x / 2^n) of an integer x, for an integer n ≥ 0. A negative n is a BadArgument error.
func (c *Context) ShiftRight(x, n Number) (Number, error) {
	k, ok, err := shiftArguments("shift_right", x, n)
	if err != nil {
		return Number{}, err
	}
	v, err := c.integer(x)
	if err != nil {
		return Number{}, err
	}
	if !ok || k > int64(v.BitLen()) {
		k = int64(v.BitLen()) // 0, or -1 of a negative number
	}
	if w := int64(wordsOf(v)); w > 64 {
		if err := c.work(w, 8*w); err != nil {
			return Number{}, err
		}
	}
	return c.integerResult(new(big.Int).Rsh(v, uint(k)), x.Rounded() || n.Rounded())
}

// shiftArguments checks the arguments of a shift; ok is false if n is beyond an int64.
func shiftArguments(name string, x, n Number) (k int64, ok bool, err error) {
	if err := needIntegers(name, x, n); err != nil {
		return 0, false, err
	}
	if n.Sign() < 0 {
		return 0, false, newError(BadArgument, "the distance of "+name+" must not be negative")
	}
	k, ok = n.Int64()
	return k, ok, nil
}
