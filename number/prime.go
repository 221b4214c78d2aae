package number

import "math/big"

// IsPrime reports whether x is a prime number. A number that is no integer, or less than 2, is none. The answer is certain
// below 2^64; above, it is that of the Baillie-PSW test (R. Baillie, S. S. Wagstaff, "Lucas pseudoprimes", Mathematics of
// Computation 35, 1980), to which no exception is known. An integer of more digits than the limit is a TooLarge error.
func (c *Context) IsPrime(x Number) (bool, error) {
	if x.Sign() <= 0 || !x.IsInteger() {
		return false, nil
	}
	if x.lowExp() > 0 { // a multiple of ten
		return false, nil
	}
	n, err := c.integer(x)
	if err != nil {
		return false, err
	}
	const short = 32 // words up to which math/big answers within milliseconds
	w := int64(wordsOf(n))
	if w <= short {
		if err := c.work(64*w*w*w*3, 0); err != nil {
			return false, err
		}
		return n.ProbablyPrime(0), nil
	}
	return c.isLongPrime(n)
}

// isLongPrime is the Baillie-PSW test by the interruptible kernel.
func (c *Context) isLongPrime(n *big.Int) (bool, error) {
	if n.Bit(0) == 0 {
		return false, nil
	}
	if err := c.work(int64(2000*wordsOf(n)), 0); err != nil {
		return false, err
	}
	for p := uint64(3); p < 4000; p += 2 {
		if modWord(n, p) == 0 {
			return false, nil // n is far longer than p
		}
		if p&63 == 1 {
			if err := c.tick(); err != nil {
				return false, err
			}
		}
	}
	ok, err := c.strongProbablePrime(n)
	if err != nil || !ok {
		return false, err
	}
	s := new(big.Int)
	if err := kernelSqrt(s, n, c.poll()); err != nil {
		return false, err
	}
	if s.Mul(s, s).Cmp(n) == 0 {
		return false, nil
	}
	return c.strongLucas(n)
}

// strongProbablePrime is the strong test of n to base 2.
func (c *Context) strongProbablePrime(n *big.Int) (bool, error) {
	m := new(big.Int).Sub(n, bigOne)
	s := m.TrailingZeroBits()
	d := new(big.Int).Rsh(m, s)
	y := big.NewInt(1)
	var err error
	for i := d.BitLen() - 1; i >= 0; i-- {
		if y, err = c.mulMod(y, y, n); err != nil {
			return false, err
		}
		if d.Bit(i) != 0 {
			if y.Lsh(y, 1); y.Cmp(n) >= 0 {
				y.Sub(y, n)
			}
		}
	}
	if y.Cmp(bigOne) == 0 || y.Cmp(m) == 0 {
		return true, nil
	}
	for i := uint(1); i < s; i++ {
		if y, err = c.mulMod(y, y, n); err != nil {
			return false, err
		}
		if y.Cmp(m) == 0 {
			return true, nil
		}
	}
	return false, nil
}

// strongLucas is the "almost extra strong" Lucas test with Q = 1, as math/big has it: P is the first of 3, 4, 5 … with
// (P²-4 | n) = -1.
func (c *Context) strongLucas(n *big.Int) (bool, error) {
	p := int64(3)
	for ; ; p++ {
		if p == 40 { // perfect squares were excluded, so this is about to end
			if err := c.tick(); err != nil {
				return false, err
			}
		}
		j := big.Jacobi(big.NewInt(p*p-4), n)
		if j == -1 {
			break
		}
		if j == 0 {
			return false, nil // P²-4 and n, which is far longer, share a factor
		}
	}
	s := new(big.Int).Add(n, bigOne)
	r := s.TrailingZeroBits()
	s.Rsh(s, r)
	bp := big.NewInt(p)
	vk, vk1 := big.NewInt(2), new(big.Int).Set(bp)
	for i := s.BitLen() - 1; i >= 0; i-- { // V(2k) = V(k)²-2, V(2k+1) = V(k)·V(k+1)-P
		mixed, err := c.lucasStep(vk, vk1, bp, n)
		if err != nil {
			return false, err
		}
		if s.Bit(i) != 0 {
			vk = mixed
			if vk1, err = c.lucasStep(vk1, vk1, big.NewInt(2), n); err != nil {
				return false, err
			}
		} else {
			vk1 = mixed
			if vk, err = c.lucasStep(vk, vk, big.NewInt(2), n); err != nil {
				return false, err
			}
		}
	}
	return c.lucasEnd(vk, vk1, bp, n, r)
}

// lucasStep returns (x·y - d) mod n, not negative.
func (c *Context) lucasStep(x, y, d, n *big.Int) (*big.Int, error) {
	z, err := c.mulMod(x, y, n)
	if err != nil {
		return nil, err
	}
	if z.Sub(z, d); z.Sign() < 0 {
		z.Add(z, n)
	}
	return z, nil
}

// lucasEnd decides the test from V(s) and V(s+1), where n+1 = s·2^r.
func (c *Context) lucasEnd(vk, vk1, p, n *big.Int, r uint) (bool, error) {
	two := big.NewInt(2)
	nm2 := new(big.Int).Sub(n, two)
	if vk.Cmp(two) == 0 || vk.Cmp(nm2) == 0 {
		// U(s) = 0 if and only if P·V(s) = 2·V(s+1)
		a, err := c.mulMod(vk, p, n)
		if err != nil {
			return false, err
		}
		a.Sub(a, new(big.Int).Lsh(vk1, 1))
		if a.Mod(a, n).Sign() == 0 {
			return true, nil
		}
	}
	for t := uint(0); t+1 < r; t++ {
		if vk.Sign() == 0 {
			return true, nil
		}
		if vk.Cmp(two) == 0 {
			return false, nil
		}
		var err error
		if vk, err = c.lucasStep(vk, vk, two, n); err != nil {
			return false, err
		}
	}
	return false, nil
}
