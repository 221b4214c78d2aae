package fixed192

import (
	"math/big"
	"math/bits"
	"math/rand/v2"
	"testing"
)

func TestSqrtWords(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for i := range 100000 {
		a := [4]uint64{randWord(r), randWord(r), randWord(r), randWord(r)}
		if i%2 == 0 { // near a square
			h, l := randWord(r)|1<<63, randWord(r)
			sq := toBig(u192{0, h, l})
			sq.Mul(sq, sq).Add(sq, big.NewInt(int64(r.IntN(5))-2))
			for j := range a {
				a[j] = lowWord(new(big.Int).Rsh(sq, uint(192-64*j)))
			}
		}
		if a[0] < 1<<62 {
			continue
		}
		x := toBig(u192{a[0], a[1], a[2]})
		x.Lsh(x, 64).Or(x, new(big.Int).SetUint64(a[3]))
		want := new(big.Int).Sqrt(x)
		hi, lo, u1, u0 := sqrtEstimate(a[0], a[1], a[2])
		hi, lo, rest := settleRoot(hi, lo, u1, u0, a[3])
		if got := toBig(u192{0, hi, lo}); got.Cmp(want) != 0 || rest != 0 != (want.Mul(want, want).Cmp(x) != 0) {
			t.Fatalf("the root of %x = %x:%x, %v", a, hi, lo, rest)
		}
	}
}

// lowWord returns x modulo 2^64.
func lowWord(x *big.Int) uint64 {
	return new(big.Int).And(x, new(big.Int).SetUint64(^uint64(0))).Uint64()
}

// TestSqrt checks by squaring: c² ≤ x < (c+1)², and the same with halves.
func TestSqrt(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for i := range 20000 {
		d := randPositive(r, MaxDigits)
		p := 1 + r.IntN(MaxDigits)
		if i%4 == 0 { // a square
			d.Hi, d.Lo = bits.Mul64(d.Lo>>1|1, d.Lo>>1|1)
			d.Exp = int32(r.IntN(40) - 20)
		}
		x := rational(d.Hi, d.Lo, d.Exp, 0)
		got := Sqrt(d, p)
		square := func(halves int64) int { // compares the square of got with x
			c := rational(got.Hi, got.Lo, got.Exp, halves)
			return c.Mul(c, c).Cmp(x)
		}
		switch {
		case !got.Is(Ok):
			if square(1) != 0 {
				t.Fatalf("sqrt(%+v) to %d digits is not decided", d, p)
			}
		case got.Is(Exact):
			if n := digits128(got.Hi, got.Lo); square(0) != 0 || n > p || n > 1 && got.Hi == 0 && got.Lo%10 == 0 {
				t.Fatalf("sqrt(%+v) to %d digits: %+v", d, p, got)
			}
		default:
			if square(0) >= 0 || square(2) <= 0 || got.Is(Half) != (square(1) < 0) || digits128(got.Hi, got.Lo) != p {
				t.Fatalf("sqrt(%+v) to %d digits: %+v", d, p, got)
			}
		}
	}
}

// rational returns (hi:lo + halves/2)·10^exp.
func rational(hi, lo uint64, exp int32, halves int64) *big.Rat {
	z := toBig(u192{0, hi, lo})
	z.Lsh(z, 1).Add(z, big.NewInt(halves))
	x := new(big.Rat).SetFrac(z, big.NewInt(2))
	ten := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil))
	if exp < 0 {
		ten.Inv(ten)
	}
	return x.Mul(x, ten)
}
