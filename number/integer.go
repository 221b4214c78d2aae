package number

import (
	"math"
	"math/big"
	"math/bits"
)

// Factorial returns n! = 1·2·…·n, exactly, or rounded in round-all mode and of a rounded n. A fraction is a BadArgument
// error, a negative n a Domain error, and too many digits a TooLarge error before the work.
func (c *Context) Factorial(n Number) (Number, error) {
	if err := needIntegers("factorial", n); err != nil {
		return Number{}, err
	}
	if n.Sign() < 0 {
		return Number{}, newError(Domain, "the factorial of a negative number is not defined")
	}
	k, ok := n.Int64()
	if !ok || k > maxFactorial {
		return Number{}, errTooLarge()
	}
	g, _ := math.Lgamma(float64(k) + 1)
	digits := int64(g/math.Ln10) + 1
	if digits > MaxExponent+1 {
		return Number{}, errTooLarge()
	}
	if c.RoundAll || n.Rounded() {
		return c.factorialRounded(uint64(k), digits, n.Rounded())
	}
	if significant := digits - trailingFives(k); significant > int64(c.digitLimit())+1 {
		return Number{}, errDigits(significant, c.digitLimit(), false)
	}
	z, err := c.factorial(uint64(k))
	if err != nil {
		return Number{}, err
	}
	return c.exactResult(z, 0)
}

// maxFactorial is the largest argument whose factorial can be within the exponent limit.
const maxFactorial = 130_000_000

// trailingFives returns how many times 5 divides k!, which is how many zeros it ends in.
func trailingFives(k int64) (n int64) {
	for k /= 5; k > 0; k /= 5 {
		n += k
	}
	return n
}

// factorialRounded returns k! rounded to the precision: exactly first if it is short, else by products with error bounds.
func (c *Context) factorialRounded(k uint64, digits int64, rounded bool) (Number, error) {
	if digits <= int64(4*c.prec()+200) {
		z, err := c.factorial(k)
		if err != nil {
			return Number{}, err
		}
		return c.roundBig(z, 0, false, rounded)
	}
	if err := c.loses(); err != nil {
		return Number{}, err
	}
	for guard := 15; ; guard *= 2 {
		w := c.prec() + guard
		if err := c.work(int64(k)*int64(w/19+20), int64(w)*64); err != nil {
			return Number{}, err
		}
		z, err := c.rangeBounded(1, k, w)
		if err != nil {
			return Number{}, err
		}
		if n, ok, err := c.roundBounded(z, false, rounded); ok || err != nil {
			return n, err
		}
	}
}

// rangeBounded returns low·…·high with bounds, and at least w digits if it is as long.
func (c *Context) rangeBounded(low, high uint64, w int) (bounded, error) {
	if high-low < 16 {
		z := new(big.Int).MulRange(int64(low), int64(high))
		return c.truncate(bounded{coef: z, ulps: new(big.Int)}, w)
	}
	if high-low > 1<<12 {
		if err := c.tick(); err != nil {
			return bounded{}, err
		}
	}
	mid := low + (high-low)/2
	x, err := c.rangeBounded(low, mid, w)
	if err != nil {
		return bounded{}, err
	}
	y, err := c.rangeBounded(mid+1, high, w)
	if err != nil {
		return bounded{}, err
	}
	return c.mulBounded(x, y, w)
}

// factorial returns k!. The odd numbers up to k, k/2, k/4 … are each multiplied once, by a balanced tree, and what belongs
// to several of these ranges is used again; factors of two are shifted in at the end (P. Luschny, "Fast factorial
// functions", the binary split algorithm).
func (c *Context) factorial(k uint64) (*big.Int, error) {
	p, r := big.NewInt(1), big.NewInt(1)
	var err error
	below := uint64(1) // odd numbers up to here are in p
	for i := bits.Len64(k) - 1; i >= 0; i-- {
		high := (k>>uint(i) - 1) | 1
		if high > below {
			t, err := c.oddProduct(below+2, high)
			if err != nil {
				return nil, err
			}
			if p, err = c.mul(p, t); err != nil {
				return nil, err
			}
			below = high
			if r, err = c.mul(r, p); err != nil {
				return nil, err
			}
			continue
		}
		if r, err = c.mul(r, p); err != nil {
			return nil, err
		}
	}
	return r.Lsh(r, uint(k)-uint(bits.OnesCount64(k))), nil
}

// oddProduct returns the product of the odd numbers low, low+2, …, high.
func (c *Context) oddProduct(low, high uint64) (*big.Int, error) {
	if n := (high-low)/2 + 1; n <= 32 {
		return oddLeaf(low, high), nil
	} else if n > 1<<14 {
		if err := c.tick(); err != nil {
			return nil, err
		}
	}
	mid := low + (high-low)/4*2
	x, err := c.oddProduct(low, mid)
	if err != nil {
		return nil, err
	}
	y, err := c.oddProduct(mid+2, high)
	if err != nil {
		return nil, err
	}
	return c.mul(x, y)
}

// oddLeaf is oddProduct of a few numbers, collected in words.
func oddLeaf(low, high uint64) *big.Int {
	z, t, acc := big.NewInt(1), new(big.Int), uint64(1)
	for i := low; i <= high; i += 2 {
		hi, lo := bits.Mul64(acc, i)
		if hi != 0 {
			z.Mul(z, t.SetUint64(acc))
			lo = i
		}
		acc = lo
	}
	return z.Mul(z, t.SetUint64(acc))
}

// Binomial returns n·(n-1)·…·(n-k+1) / k!, the ways to choose k of n, exactly, or rounded as [Context.Factorial] is. It is
// 0 where k > n. Fractions are BadArgument errors, negative arguments Domain errors.
func (c *Context) Binomial(n, k Number) (Number, error) {
	if err := needIntegers("binomial", n, k); err != nil {
		return Number{}, err
	}
	if n.Sign() < 0 || k.Sign() < 0 {
		return Number{}, newError(Domain, "binomial is not defined for negative numbers")
	}
	rounded := n.Rounded() || k.Rounded()
	if Cmp(k, n) > 0 {
		return Number{}.WithRounded(rounded), nil
	}
	top, err := c.integer(n)
	if err != nil {
		return Number{}, err
	}
	low, err := c.integer(k)
	if err != nil {
		return Number{}, err
	}
	if other := new(big.Int).Sub(top, low); other.Cmp(low) < 0 {
		low = other
	}
	if err := c.checkBinomial(top, low); err != nil {
		return Number{}, err
	}
	num, err := c.fallingProduct(top, low.Int64())
	if err != nil {
		return Number{}, err
	}
	den, err := c.factorial(low.Uint64())
	if err != nil {
		return Number{}, err
	}
	q, _, err := c.quoRem(num, den)
	if err != nil {
		return Number{}, err
	}
	if rounded || c.RoundAll {
		return c.roundBig(q, 0, false, rounded)
	}
	return c.exactResult(q, 0)
}

// checkBinomial fails if the result has far more digits than the limit; what is near it is computed. With x = n/k, the
// number of digits is at least k·log10 x, and at most k·log10(e·x).
func (c *Context) checkBinomial(n, k *big.Int) error {
	if k.Sign() == 0 {
		return nil
	}
	x := log10Abs(n, 0) - log10Abs(k, 0)
	kf, _ := new(big.Float).SetInt(k).Float64()
	if low := kf * x; low > float64(c.digitLimit())+1 || !k.IsInt64() {
		return errDigits(int64(min(low, 1e18)), c.digitLimit(), true)
	}
	return nil
}

// fallingProduct returns n·(n-1)·…·(n-k+1).
func (c *Context) fallingProduct(n *big.Int, k int64) (*big.Int, error) {
	if k <= 8 {
		z, t := big.NewInt(1), new(big.Int)
		for i := range k {
			z.Mul(z, t.Sub(n, big.NewInt(i)))
		}
		return z, nil
	}
	if k > 1<<12 {
		if err := c.tick(); err != nil {
			return nil, err
		}
	}
	x, err := c.fallingProduct(n, k/2)
	if err != nil {
		return nil, err
	}
	y, err := c.fallingProduct(new(big.Int).Sub(n, big.NewInt(k/2)), k-k/2)
	if err != nil {
		return nil, err
	}
	return c.mul(x, y)
}

// needIntegers fails if an argument of the function named has a fraction.
func needIntegers(name string, xs ...Number) error {
	for _, x := range xs {
		if !x.IsInteger() {
			return newError(BadArgument, name+" takes integers only")
		}
	}
	return nil
}

// integer writes an integer out, or fails if that has more digits than the limit. The result must not be changed.
func (c *Context) integer(x Number) (*big.Int, error) {
	coef, exp := x.parts()
	switch {
	case exp == 0 || coef.Sign() == 0:
		return coef, nil
	case exp < 0:
		q, _, err := c.dropDigits(coef, int(-exp), Down, false)
		return q, err
	}
	if n := x.Adjusted() + 1; n > c.digitLimit() {
		return nil, errDigits(int64(n), c.digitLimit(), false)
	}
	return c.scale(coef, int(exp))
}
