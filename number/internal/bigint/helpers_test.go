package bigint

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"
)

// newRand returns a generator that is the same in each run of a test.
func newRand(t testing.TB) *rand.Rand {
	var seed uint64
	for _, c := range t.Name() {
		seed = seed*31 + uint64(c)
	}
	return rand.New(rand.NewPCG(seed, 1))
}

// random returns a number of at most n limbs, none of them special.
func random(r *rand.Rand, n int) *big.Int {
	x := make([]uint64, n)
	for i := range x {
		x[i] = r.Uint64()
	}
	return fromLimbs(x)
}

// pattern returns a number of about n limbs, or 1, of either sign, of a kind that
// makes carries run far, or coefficients large or zero.
func pattern(r *rand.Rand, n int) *big.Int {
	n = max(n, 1)
	x := new(big.Int)
	switch r.IntN(8) {
	case 0, 1:
		x = random(r, n)
	case 2: // all ones
		x.Sub(power(n), one)
	case 3: // a power of two, or 1 off
		x.Lsh(one, uint(r.IntN(n*limbBits)))
		x.Add(x, big.NewInt(int64(r.IntN(3)-1)))
	case 4: // a power of ten, or 1 off
		x.Set(Pow10(r.IntN(n*wordDigits + 1)))
		x.Add(x, big.NewInt(int64(r.IntN(3)-1)))
	case 5: // few bits
		for range 5 {
			x.SetBit(x, r.IntN(n*limbBits), 1)
		}
	case 6: // long runs of ones and zeros
		for i := 0; i < n*limbBits; {
			ones, zeros := r.IntN(1+r.IntN(n*limbBits)), r.IntN(1+r.IntN(n*limbBits))
			run := new(big.Int).Lsh(one, uint(ones))
			x.Or(x, run.Lsh(run.Sub(run, one), uint(i)))
			i += ones + zeros + 1
		}
		x = new(big.Int).Set(low(x, n))
	case 7: // limbs that are 0 or all ones more often than not
		limbs := make([]uint64, n)
		for i := range limbs {
			limbs[i] = [...]uint64{0, ^uint64(0), r.Uint64()}[r.IntN(3)]
		}
		x = fromLimbs(limbs)
	}
	if r.IntN(4) == 0 {
		x.Neg(x)
	}
	return x
}

// lengths returns count lengths from 1 to limit limbs, short ones as likely as
// long ones.
func lengths(r *rand.Rand, count, limit int) []int {
	n := make([]int, count)
	for i := range n {
		n[i] = 1 + r.IntN(1+r.IntN(limit))
	}
	return n
}

// around returns lengths next to each of the given ones.
func around(thresholds ...int) []int {
	var n []int
	for _, t := range thresholds {
		n = append(n, t-1, t, t+1)
	}
	return n
}

// scaled returns n, or a fraction of it in short mode.
func scaled(n int) int {
	if testing.Short() {
		return n/20 + 1
	}
	return n
}

var errStop = errors.New("stop")

// stopAfter returns a Poll that fails after n calls.
func stopAfter(n int) Poll {
	return func(int64) error {
		if n--; n < 0 {
			return errStop
		}
		return nil
	}
}

// brief describes x for a message.
func brief(x *big.Int) string {
	if x.BitLen() < 200 {
		return x.String()
	}
	top := new(big.Int).Rsh(high(x, 0), uint(x.BitLen()-64))
	return "0x" + top.Text(16) + "…"
}
