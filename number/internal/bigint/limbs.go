package bigint

import (
	"math/big"
	"math/bits"
)

// A limb has 64 bits on every machine: one word of a big.Int, or two. All
// lengths in this package count limbs, least significant first; B is 2^64.
const (
	limbBits  = 64
	limbWords = limbBits / bits.UintSize
)

// limbLen returns the length of |x| in limbs.
func limbLen(x *big.Int) int {
	return (len(x.Bits()) + limbWords - 1) / limbWords
}

// toLimbs sets z, of limbLen(x) limbs, to |x|.
func toLimbs(z []uint64, x *big.Int) {
	clear(z)
	for i, w := range x.Bits() {
		z[i/limbWords] |= uint64(w) << (i % limbWords * bits.UintSize)
	}
}

// fromLimbs returns the value of x.
func fromLimbs(x []uint64) *big.Int {
	z := make([]big.Word, len(x)*limbWords)
	for i := range z {
		z[i] = big.Word(x[i/limbWords] >> (i % limbWords * bits.UintSize))
	}
	return new(big.Int).SetBits(z)
}

// low returns |x| modulo B^n, sharing the memory of x: read only.
func low(x *big.Int, n int) *big.Int {
	w := x.Bits()
	n = min(n*limbWords, len(w))
	return new(big.Int).SetBits(w[:n:n])
}

// high returns floor(|x| / B^n), sharing the memory of x: read only.
func high(x *big.Int, n int) *big.Int {
	w := x.Bits()
	n = min(n*limbWords, len(w))
	return new(big.Int).SetBits(w[n:])
}

// shift sets z to x·B^n.
func shift(z, x *big.Int, n int) *big.Int {
	return z.Lsh(x, uint(n)*limbBits)
}

// power returns B^n.
func power(n int) *big.Int {
	return new(big.Int).SetBit(new(big.Int), n*limbBits, 1)
}

// take sets z to x, whose memory becomes z's.
func take(z, x *big.Int) {
	neg := x.Sign() < 0
	z.SetBits(x.Bits())
	if neg {
		z.Neg(z)
	}
}

// shiftBits returns floor(x·2^n), in memory of its own.
func shiftBits(x *big.Int, n int) *big.Int {
	if n < 0 {
		return new(big.Int).Rsh(x, uint(-n))
	}
	return new(big.Int).Lsh(x, uint(n))
}

// Read only.
var (
	one  = big.NewInt(1)
	two  = big.NewInt(2)
	five = big.NewInt(5)
)
