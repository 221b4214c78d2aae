package bigint

import (
	"math"
	"math/big"
	"math/bits"
	"sync/atomic"
)

const (
	// smallPowers is the number of powers of ten that stay once computed: about
	// 220 KB if all are.
	smallPowers = 1024
	// Larger powers up to maxCachedPower stay until another one needs their
	// place: up to some 800 KB.
	maxCachedPower = 1 << 16
	cachedPowers   = 32
)

var (
	powersOf10 [smallPowers]atomic.Pointer[big.Int]
	largePower [cachedPowers]atomic.Pointer[cachedPower]
)

type cachedPower struct {
	n     int
	value *big.Int
}

// Pow10 returns 10^n, which the caller must not change: powers up to 10^65536
// may be shared. It panics if n is negative.
func Pow10(n int) *big.Int {
	z, _ := Pow10Poll(n, nil)
	return z
}

// Pow10Poll is Pow10 with a Poll, whose error it returns.
func Pow10Poll(n int, p Poll) (*big.Int, error) {
	return pow10(n, &work{poll: p})
}

func pow10(n int, w *work) (*big.Int, error) {
	switch {
	case n < smallPowers:
		if z := powersOf10[n].Load(); z != nil {
			return z, nil
		}
	case n <= maxCachedPower:
		if c := largePower[n%cachedPowers].Load(); c != nil && c.n == n {
			return c.value, nil
		}
	}
	z, err := pow5(n, w)
	if err != nil {
		return nil, err
	}
	z.Lsh(z, uint(n))
	switch {
	case n < smallPowers:
		powersOf10[n].Store(z)
	case n <= maxCachedPower:
		largePower[n%cachedPowers].Store(&cachedPower{n, z})
	}
	return z, nil
}

// pow5 returns 5^n, which is the caller's.
func pow5(n int, w *work) (*big.Int, error) {
	const inWord = 27 // 5^27 < 2^63
	if n <= inWord {
		z := int64(1)
		for range n {
			z *= 5
		}
		return big.NewInt(z), nil
	}
	h, err := pow5(n/2, w)
	if err != nil {
		return nil, err
	}
	z, err := mul(h, h, w)
	if err == nil && n&1 != 0 {
		z.Mul(z, five)
	}
	return z, err
}

// DecimalDigits returns the number of decimal digits of |x|, 1 for 0, without
// producing them.
func DecimalDigits(x *big.Int) int {
	n := x.BitLen()
	var top [2]uint64
	toLimbs(top[:min(limbLen(x), 2)], high(x, max(0, limbLen(x)-2)))
	if n <= limbBits {
		d := 1
		for u := top[0]; u >= 10; u /= 10 {
			d++
		}
		return d
	}
	// The logarithm from the leading 64 bits, in floating point: no more than
	// two roundings of 2^-53 of it off.
	s := bits.LeadingZeros64(top[1])
	lead := float64(top[1]<<s | top[0]>>1>>(limbBits-1-s))
	log := math.Log10(lead*0x1p-64) + float64(n)*(math.Ln2/math.Ln10)
	d := int(log)
	if frac, tol := log-float64(d), (log+1)*0x1p-50; frac > tol && frac < 1-tol {
		return d + 1
	}
	d = int(math.Round(log))
	if x.CmpAbs(Pow10(d)) >= 0 {
		d++
	}
	return d
}
