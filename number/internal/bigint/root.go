package bigint

import (
	"math"
	"math/big"
	"math/bits"
)

const (
	// rootGuard is the number of bits of a root computed beyond its integer
	// part; it is in error in the last few.
	rootGuard = 32
	// floatBits is how many bits of a root floating point gives.
	floatBits = 46
)

// Root sets z to the integer part of the n-th root of x. The error is p's. It
// panics if x is negative or n below 1.
func Root(z, x *big.Int, n int, p Poll) error {
	switch {
	case x.Sign() < 0 || n < 1:
		panic("bigint: root of a negative number, or no root")
	case x.Sign() == 0 || n == 1:
		z.Set(x)
		return nil
	case n == 2:
		return Sqrt(z, x, p)
	case x.BitLen() <= n: // 1 <= x < 2^n
		z.SetInt64(1)
		return nil
	}
	w := &work{poll: p}
	r, e, err := rootApprox(x, n, (x.BitLen()-1)/n+1+rootGuard, w)
	if err != nil {
		return err
	}
	// The root is r·2^-e, and the error below 2^8 units. Only if no integer is
	// that near to r·2^-e, its own integer part is sure.
	near := new(big.Int).Lsh(one, uint(e-1))
	near.Rsh(near.Add(near, r), uint(e)) // the nearest integer
	t := new(big.Int).Lsh(near, uint(e))
	if t.Sub(r, t); t.BitLen() > 8 {
		z.Rsh(r, uint(e))
		return nil
	}
	power, err := pow(floating{near, 0}, n, math.MaxInt, w)
	if err != nil {
		return err
	}
	if power.m.Cmp(x) > 0 {
		near.Sub(near, one)
	}
	z.Set(near)
	return nil
}

// rootApprox returns r of about t bits, and e, such that r·2^-e is the n-th
// root of x but for a relative error below 2^(6-t): Newton's iteration on
// floating-point numbers of growing precision (MCA, section 4.2).
func rootApprox(x *big.Int, n, t int, w *work) (r *big.Int, e int, err error) {
	if t <= floatBits {
		r, e = rootFloat(x, n)
		return r, e, nil
	}
	// A relative error ε becomes (n-1)/2·ε² in a step.
	before := (t+bits.Len(uint(n)))/2 + 7
	if before >= t {
		before = floatBits
	}
	r, e, err = rootApprox(x, n, before, w)
	if err != nil {
		return nil, 0, err
	}
	step, fine, err := rootStep(x, r, e, n, t, w)
	if err != nil {
		return nil, 0, err
	}
	r = shiftBits(r, fine-e)
	return r.Add(r, step), fine, nil
}

// rootStep returns Newton's correction of r·2^-e to t bits, in units of
// 2^-fine: (x - r^n)/(n·r^(n-1)), of which only half of t bits matter.
func rootStep(x, r *big.Int, e, n, t int, w *work) (step *big.Int, fine int, err error) {
	logN := bits.Len(uint(n))
	prec := t + logN + 8
	d, err := pow(floating{r, -e}, n-1, prec, w)
	if err != nil {
		return nil, 0, err
	}
	power, err := mul(d.m, r, w)
	if err != nil {
		return nil, 0, err
	}
	rest := floating{x, 0}.top(prec).sub(floating{power, d.e - e}.top(prec))
	d = d.top(prec/2 + 2*logN + 16)
	fine = t - (r.BitLen() - e) // so that the result has t bits
	num := shiftBits(rest.m, rest.e-d.e+fine)
	step, _, err = quoRem(high(num, 0), new(big.Int).Mul(d.m, big.NewInt(int64(n))), w)
	if err == nil && num.Sign() < 0 {
		step.Neg(step)
	}
	return step, fine, err
}

// rootFloat returns the root of x in floating point: r·2^-e to 46 bits.
func rootFloat(x *big.Int, n int) (r *big.Int, e int) {
	const mantissa = 52
	f := floating{x, 0}.top(63)
	log := math.Log2(math.Ldexp(float64(f.m.Int64()), -f.m.BitLen()))
	whole, rest := x.BitLen()/n, x.BitLen()%n
	root := math.Exp2((float64(rest) + log) / float64(n))
	return big.NewInt(int64(math.Ldexp(root, mantissa))), mantissa - whole
}

// floating is m·2^e.
type floating struct {
	m *big.Int
	e int
}

// top returns f cut to prec bits.
func (f floating) top(prec int) floating {
	if over := f.m.BitLen() - prec; over > 0 {
		return floating{new(big.Int).Rsh(f.m, uint(over)), f.e + over}
	}
	return f
}

// sub returns f - g, exactly but for the last bit of the coarser one.
func (f floating) sub(g floating) floating {
	e := max(f.e, g.e)
	m := shiftBits(f.m, f.e-e)
	return floating{m.Sub(m, shiftBits(g.m, g.e-e)), e}
}

// pow returns f^n to prec bits, but for a relative error of less than 2n units
// of the last one, for n >= 1.
func pow(f floating, n, prec int, w *work) (floating, error) {
	r := f
	for i := bits.Len(uint(n)) - 2; i >= 0; i-- {
		m, err := mul(r.m, r.m, w)
		if err != nil {
			return f, err
		}
		r = floating{m, 2 * r.e}.top(prec)
		if n>>i&1 != 0 {
			if m, err = mul(r.m, f.m, w); err != nil {
				return f, err
			}
			r = floating{m, r.e + f.e}.top(prec)
		}
	}
	return r, nil
}
