package number

import (
	"math/big"
	"math/bits"
	"sync/atomic"
)

// Big is a number beyond the inline lane. It is immutable and opaque.
type Big struct {
	coef    *big.Int // not zero, more than 127 bits
	exp     int64
	rounded bool

	// Computed on demand, both plus one so that zero means not yet. Racing goroutines store the same values.
	nDigits atomic.Int64
	nZeros  atomic.Int64
}

var bigOne = big.NewInt(1)

// digits returns how many digits the coefficient has.
func (b *Big) digits() int {
	if d := b.nDigits.Load(); d != 0 {
		return int(d - 1)
	}
	d := decimalDigits(b.coef)
	b.nDigits.Store(int64(d) + 1)
	return d
}

// digitBounds returns two bounds of digits without counting: exact counts of long numbers are work.
func (b *Big) digitBounds() (low, high int) {
	if d := b.nDigits.Load(); d != 0 {
		return int(d - 1), int(d - 1)
	}
	n := float64(b.coef.BitLen())
	return int((n - 1) * 0.301029995), int(n*0.301029996) + 1
}

// trailingZeros returns how many trailing decimal zeros the coefficient has.
func (b *Big) trailingZeros() int {
	if z := b.nZeros.Load(); z != 0 {
		return int(z - 1)
	}
	z := decimalZeros(b.coef)
	b.nZeros.Store(int64(z) + 1)
	return z
}

// mostDigits returns the most decimal digits that an integer of so many bits can have; it may be one too many.
func mostDigits(bitLen int) int {
	return int(int64(bitLen)*30103/100_000) + 1 // 0.30103 is a little more than log10(2)
}

// decimalDigits returns how many decimal digits |x| has, 1 for 0.
func decimalDigits(x *big.Int) int {
	if x.BitLen() <= 128 {
		return digits128(bigTo128(x))
	}
	return kernelDigits(x)
}

// decimalZeros returns how many trailing decimal zeros x, which is not 0, has.
func decimalZeros(x *big.Int) int {
	n, _ := multiplicity(x, int(x.TrailingZeroBits()), 19, pow10Word[19], zeros64, pow10, nil) // 10^n is a multiple of 2^n
	return n
}

// multiplicity returns how many times a base divides x, which is not 0: its power base^step fits a word and is given, short
// counts in a word, power makes large powers. limit is a bound that is known. The error is that of poll.
func multiplicity(x *big.Int, limit, step int, word uint64, short func(uint64) int, power func(int) *big.Int,
	poll func(int64) error) (int, error) {
	if limit == 0 {
		return 0, nil
	}
	// One pass over the words decides nearly always.
	if r := modWord(x, word); r != 0 {
		return short(r), nil
	}
	// Divide by powers of doubled exponents while they divide, then by the smaller ones downward.
	rest := new(big.Int).Set(x)
	q, r := new(big.Int), new(big.Int)
	total, k := 0, step
	divide := func() (bool, error) {
		if k > limit-total {
			return false, nil
		}
		if err := kernelQuoRem(q, r, rest, power(k), poll); err != nil || r.Sign() != 0 {
			return false, err
		}
		rest, q = q, rest
		total += k
		return true, nil
	}
	for {
		ok, err := divide()
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
		k *= 2
	}
	for k /= 2; k >= step; k /= 2 {
		if _, err := divide(); err != nil {
			return 0, err
		}
	}
	return total + short(modWord(rest, word)), nil
}

// quoPow10 sets q to x / 10^z, truncated.
func quoPow10(q, x *big.Int, z int) {
	if err := kernelQuoRem(q, new(big.Int), x, pow10(z), nil); err != nil {
		panic("number: division failed without a meter")
	}
}

// modWord returns |x| mod m, one pass over the words.
func modWord(x *big.Int, m uint64) uint64 {
	var r uint64
	w := x.Bits()
	if bits.UintSize == 64 {
		for i := len(w) - 1; i >= 0; i-- {
			_, r = bits.Div64(r, uint64(w[i]), m)
		}
		return r
	}
	for i := len(w) - 1; i >= 0; i-- {
		hi, lo := r>>32, r<<32|uint64(w[i])
		_, r = bits.Div64(hi, lo, m)
	}
	return r
}

// zeros64 returns how many trailing decimal zeros v, which is not 0, has; 0 for 0.
func zeros64(v uint64) int {
	if v&1 != 0 || v == 0 {
		return 0
	}
	n := 0
	for v%1e8 == 0 {
		v /= 1e8
		n += 8
	}
	if v%1e4 == 0 {
		v /= 1e4
		n += 4
	}
	if v%1e2 == 0 {
		v /= 1e2
		n += 2
	}
	if v%10 == 0 {
		n++
	}
	return n
}
