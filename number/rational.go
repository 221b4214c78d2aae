package number

import (
	"math"
	"math/big"
)

// ratio returns num/den·10^exp rounded once to the precision, exactly if it ends there. den is positive.
func (c *Context) ratio(num, den *big.Int, exp int64, rounded bool) (Number, error) {
	q, e, sticky, err := c.quotient(num, den, exp)
	if err != nil {
		return Number{}, err
	}
	return c.roundBig(q, e, sticky, rounded)
}

// nearRatio returns the rounded value of num/den·10^exp·(1 + δ), where δ is not 0, has the sign of dir and is smaller than
// 10^-(P + digits of den + 5): a quotient that is no boundary is farther from all of them than that.
func (c *Context) nearRatio(num, den *big.Int, exp int64, dir int) (Number, error) {
	q, e, sticky, err := c.quotient(num, den, exp)
	if err != nil {
		return Number{}, err
	}
	if sticky {
		return c.roundBig(q, e, true, false)
	}
	return c.near(q, e, dir)
}

// quotient returns q and e with num/den·10^exp = (q + δ)·10^e, 0 ≤ δ < 1 in magnitude, and whether δ ≠ 0; q has at least
// P + 3 digits unless δ = 0.
func (c *Context) quotient(num, den *big.Int, exp int64) (q *big.Int, e int64, sticky bool, err error) {
	s := max(0, c.prec()+4-decimalDigits(num)+decimalDigits(den))
	t, err := c.scale(num, s)
	if err != nil {
		return nil, 0, false, err
	}
	q, r, err := c.quoRem(t, den)
	if err != nil {
		return nil, 0, false, err
	}
	return q, exp - int64(s), r.Sign() != 0, nil
}

// A factored is a positive number 2^a·5^b·m, m an integer without these factors.
type factored struct {
	a, b int64
	m    *big.Int
}

// factor takes the twos and fives out of o > 0.
func (o operand) factor() factored {
	tz := int64(o.coef.TrailingZeroBits())
	m := new(big.Int).Rsh(o.coef, uint(tz))
	f := factored{a: o.exp + tz, b: o.exp, m: m}
	if tz == 0 { // a canonical coefficient is not a multiple of both
		f.b += int64(removeFives(m))
	}
	return f
}

// removeFives divides m > 0 by the highest power of five in it and returns the exponent.
func removeFives(m *big.Int) int {
	if modWord(m, 5) != 0 {
		return 0
	}
	var pows []*big.Int // 5^(2^i) while they divide
	q, r := new(big.Int), new(big.Int)
	n := 0
	for p := big.NewInt(5); ; p = new(big.Int).Mul(p, p) {
		if p.BitLen() > m.BitLen() {
			break
		}
		if q.QuoRem(m, p, r); r.Sign() != 0 {
			break
		}
		m.Set(q)
		n += 1 << len(pows)
		pows = append(pows, p)
	}
	for i := len(pows) - 1; i >= 0; i-- {
		if q.QuoRem(m, pows[i], r); r.Sign() == 0 {
			m.Set(q)
			n += 1 << i
		}
	}
	return n
}

// root returns the n-th root if it is of the same form: for a number that is the n-th power of a rational one.
func (f factored) root(n int64) (factored, bool) {
	if f.a%n != 0 || f.b%n != 0 {
		return f, false
	}
	m, ok := exactRoot(f.m, n)
	return factored{f.a / n, f.b / n, m}, ok
}

// exactRoot returns the n-th root of m ≥ 1, n ≥ 1, if it is an integer. A float64 tells most cases without big arithmetic.
func exactRoot(m *big.Int, n int64) (*big.Int, bool) {
	if n == 1 || isWord(m, 1) {
		return m, true
	}
	if n > int64(m.BitLen()) {
		return nil, false
	}
	if !rootResidues(m, n) {
		return nil, false
	}
	r := new(big.Int)
	if kernelRoot(r, m, int(n)) != nil {
		return nil, false
	}
	return r, new(big.Int).Exp(r, big.NewInt(n), nil).Cmp(m) == 0
}

// rootResidues reports whether m can be an n-th power by its residues to a few primes p = 1 mod n, of which only one in n
// is: a cheap test that nearly all other numbers fail.
func rootResidues(m *big.Int, n int64) bool {
	tests := 0
	for p := 2*n + 1; tests < 4 && p < 1<<31 && p < 2*n+1+200*n; p += 2 * n {
		if n == 2 && p == 5 || !big.NewInt(p).ProbablyPrime(0) {
			continue
		}
		tests++
		r := modWord(m, uint64(p))
		if r != 0 && powMod(r, uint64((p-1)/n), uint64(p)) != 1 {
			return false
		}
	}
	return true
}

// powMod returns b^e mod p for p < 2^32.
func powMod(b, e, p uint64) uint64 {
	r := uint64(1)
	for b %= p; e > 0; e >>= 1 {
		if e&1 != 0 {
			r = r * b % p
		}
		b = b * b % p
	}
	return r
}

// rationalLog returns num/den = log_b o if that is rational: if o and b are powers of one number.
func (o operand) rationalLog(b operand) (num, den *big.Int, ok bool) {
	x, y := o.factor(), b.factor()
	p, q, ok := x.proportion(y)
	if !ok || p == 0 || q == 0 {
		return nil, nil, false
	}
	if q < 0 {
		p, q = -p, -q
	}
	// x^q = y^p, with p and q coprime, if and only if both are powers g^p and g^q.
	g, ok1 := x.root(max(p, -p))
	h, ok2 := y.root(q)
	if !ok1 || !ok2 {
		return nil, nil, false
	}
	if p < 0 { // g^-1
		g.a, g.b = -g.a, -g.b
		if !isWord(g.m, 1) {
			return nil, nil, false
		}
	}
	if g.a != h.a || g.b != h.b || g.m.Cmp(h.m) != 0 {
		return nil, nil, false
	}
	return big.NewInt(p), big.NewInt(q), true
}

// proportion returns the only fraction p/q in lowest terms that log_y x can be, if it is rational.
func (x factored) proportion(y factored) (p, q int64, ok bool) {
	switch {
	case isWord(x.m, 1) != isWord(y.m, 1):
		return 0, 0, false
	case y.a != 0:
		p, q = x.a, y.a
	case y.b != 0:
		p, q = x.b, y.b
	default:
		return proportionOfLogs(x.m, y.m)
	}
	g := gcd64(max(p, -p), max(q, -q))
	return p / g, q / g, p != 0
}

// proportionOfLogs returns the simplest fraction close to ln x/ln y, with terms no larger than the bits of x and y: these
// are larger than the exponents they can have in common.
func proportionOfLogs(x, y *big.Int) (p, q int64, ok bool) {
	if isWord(x, 1) || isWord(y, 1) {
		return 0, 0, false
	}
	r := logOfInt(x) / logOfInt(y)
	p0, q0, p1, q1 := int64(0), int64(1), int64(1), int64(0)
	for f := r; ; {
		a := math.Floor(f)
		p0, q0, p1, q1 = p1, q1, int64(a)*p1+p0, int64(a)*q1+q0
		if p1 > int64(x.BitLen()) || q1 > int64(y.BitLen()) {
			return 0, 0, false
		}
		if d := math.Abs(float64(p1)/float64(q1) - r); d <= 1e-13*r {
			return p1, q1, true
		}
		f = 1 / (f - a)
	}
}

// logOfInt returns ln x, x ≥ 1, with the relative error of a float64.
func logOfInt(x *big.Int) float64 {
	cut := max(x.BitLen()-64, 0)
	f, _ := new(big.Float).SetInt(new(big.Int).Rsh(x, uint(cut))).Float64()
	return math.Log(f) + float64(cut)*math.Ln2
}

func gcd64(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
