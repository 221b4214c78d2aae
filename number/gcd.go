package number

import (
	"math/big"
	"math/bits"
)

// GCD returns the greatest common divisor of two integers, not negative; gcd(0, 0) is 0. Fractions are BadArgument errors.
func (c *Context) GCD(a, b Number) (Number, error) {
	if err := needIntegers("gcd", a, b); err != nil {
		return Number{}, err
	}
	g, err := c.gcd(a, b)
	if err != nil {
		return Number{}, err
	}
	return c.finish(g.WithRounded(a.Rounded() || b.Rounded()))
}

// LCM returns the least common multiple of two integers, not negative; 0 if either is 0. Fractions are BadArgument errors.
func (c *Context) LCM(a, b Number) (Number, error) {
	if err := needIntegers("lcm", a, b); err != nil {
		return Number{}, err
	}
	rounded := a.Rounded() || b.Rounded()
	if a.IsZero() || b.IsZero() {
		return Number{}.WithRounded(rounded), nil
	}
	a, b = a.abs().WithRounded(false), b.abs().WithRounded(false)
	g, err := c.gcd(a, b)
	if err != nil {
		return Number{}, err
	}
	exact := *c
	exact.RoundAll = false
	q, err := exact.QuoInt(a, g)
	if err != nil {
		return Number{}, err
	}
	return c.Mul(q.WithRounded(rounded), b)
}

// gcd returns the greatest common divisor of integers, exact.
func (c *Context) gcd(a, b Number) (Number, error) {
	a, b = a.abs().WithRounded(false), b.abs().WithRounded(false)
	if Cmp(a, b) < 0 {
		a, b = b, a
	}
	if b.IsZero() {
		return a, nil
	}
	a, err := c.rem(a, b) // needs no more digits than b, however large a is
	if err != nil || a.IsZero() {
		return b, err
	}
	x, err := c.integer(b)
	if err != nil {
		return Number{}, err
	}
	y, err := c.integer(a)
	if err != nil {
		return Number{}, err
	}
	g, err := c.gcdInt(x, y)
	if err != nil {
		return Number{}, err
	}
	return newNumber(g, 0, false)
}

// gcdInt returns the greatest common divisor of x ≥ y > 0. Long ones go by Lehmer's method (Knuth, The Art of Computer
// Programming, volume 2, 4.5.2, algorithm L) in batches, so that it can be interrupted, which math/big cannot.
func (c *Context) gcdInt(x, y *big.Int) (*big.Int, error) {
	const short = 200 // words
	if wordsOf(x) <= short {
		return new(big.Int).GCD(nil, nil, x, y), nil
	}
	x, y = new(big.Int).Set(x), new(big.Int).Set(y)
	t, u := new(big.Int), new(big.Int)
	s, a, b := new(big.Int), new(big.Int), new(big.Int)
	spent := int64(0)
	for wordsOf(y) > short {
		if spent += 6 * int64(wordsOf(x)); spent > 500_000 {
			if err := c.work(spent, 0); err != nil {
				return nil, err
			}
			spent = 0
		}
		m, ok := lehmerStep(x, y)
		if !ok { // the quotient is long: an ordinary step
			if err := kernelQuoRem(t, u, x, y, c.poll()); err != nil {
				return nil, err
			}
			x, y, u = y, u, x
			continue
		}
		t.Add(t.Mul(x, a.SetInt64(m.a)), s.Mul(y, b.SetInt64(m.b)))
		u.Add(u.Mul(x, a.SetInt64(m.p)), s.Mul(y, b.SetInt64(m.q)))
		x, y, t, u = t, u, x, y
	}
	return new(big.Int).GCD(nil, nil, x, y), nil
}

// lehmerMatrix stands for some steps of Euclid's algorithm: (x, y) becomes (a·x + b·y, p·x + q·y). The numbers of either
// pair have opposite signs.
type lehmerMatrix struct{ a, b, p, q int64 }

// lehmerStep runs Euclid's algorithm on the first 62 bits of x and y as long as its quotients are certain to be those of x
// and y themselves, and returns the matrix of the steps taken; ok is false if none was.
func lehmerStep(x, y *big.Int) (m lehmerMatrix, ok bool) {
	n := uint(x.BitLen() - 62)
	xh, yh := topBits(x, n), topBits(y, n)
	a, b, p, q := int64(1), int64(0), int64(0), int64(1)
	for yh+p != 0 && yh+q != 0 {
		d := (xh + a) / (yh + p)
		if d != (xh+b)/(yh+q) {
			break
		}
		// Cofactors stay below 2^31, so that nothing overflows.
		np, nq := a-d*p, b-d*q
		if d > 1<<30 || np >= 1<<31 || np <= -(1<<31) || nq >= 1<<31 || nq <= -(1<<31) {
			break
		}
		a, p = p, np
		b, q = q, nq
		xh, yh = yh, xh-d*yh
		ok = true
	}
	return lehmerMatrix{a, b, p, q}, ok
}

// topBits returns x >> n, which has at most 62 bits.
func topBits(x *big.Int, n uint) int64 {
	if x.BitLen() <= int(n) {
		return 0
	}
	if bits.UintSize != 64 {
		return new(big.Int).Rsh(x, n).Int64()
	}
	w := x.Bits()
	i, s := int(n/64), n%64
	v := uint64(w[i]) >> s
	if i+1 < len(w) {
		v |= uint64(w[i+1]) << (64 - s)
	}
	return int64(v)
}
