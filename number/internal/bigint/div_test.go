package bigint

import (
	"math/big"
	"testing"
)

func checkQuoRem(t *testing.T, x, y *big.Int) {
	t.Helper()
	if y.Sign() == 0 {
		return
	}
	q, r := new(big.Int), new(big.Int)
	err := QuoRem(q, r, x, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	// The definition: with math/big's product, which is faster than its quotient.
	sum := new(big.Int).Mul(q, y)
	if sum.Add(sum, r).Cmp(x) != 0 || r.CmpAbs(y) >= 0 || r.Sign() != 0 && r.Sign() != x.Sign() {
		t.Fatalf("%s / %s (%d by %d limbs) is wrong", brief(x), brief(y), limbLen(x), limbLen(y))
	}
}

func TestQuoRem(t *testing.T) {
	r := newRand(t)
	for _, n := range lengths(r, scaled(1500), 3000) {
		checkQuoRem(t, pattern(r, n+1+r.IntN(n)), pattern(r, n))
		checkQuoRem(t, pattern(r, 1+r.IntN(10*n)), pattern(r, 1+r.IntN(n)))
	}
	for _, n := range around(divThreshold, 2*divThreshold) {
		for _, m := range around(0, 1, divThreshold/2, divThreshold, 2*divThreshold, 3*divThreshold) {
			checkQuoRem(t, pattern(r, n+max(m, 0)), pattern(r, n))
			checkQuoRem(t, random(r, n+max(m, 0)), random(r, n))
		}
	}
}

// TestQuoRemExact has multiples, and numbers next to them: quotients that are
// as hard to estimate as can be.
func TestQuoRemExact(t *testing.T) {
	r := newRand(t)
	for _, n := range lengths(r, scaled(300), 5000) {
		y, q := pattern(r, n), pattern(r, 1+r.IntN(6000))
		x := new(big.Int).Mul(q, y)
		for range 3 {
			checkQuoRem(t, x, y)
			x.Sub(x, one)
		}
		x.Add(x, y)
		checkQuoRem(t, x.Add(x, one), y)
	}
}

func TestQuoRemLengths(t *testing.T) {
	r := newRand(t)
	for _, n := range [][2]int{
		{200_000, 1}, {200_000, 10}, {100_000, 1000}, {30_000, 1299}, {50_000, 2000}, {200_000, 10_000},
		{20_000, 19_000}, {60_000, 59_999}, {60_000, 50_000}, {60_000, 30_000}, {60_000, 20_000}, {40_000, 10_001},
		{150_000, 75_000},
	} {
		checkQuoRem(t, pattern(r, scaled(n[0])), pattern(r, scaled(n[1])))
		checkQuoRem(t, random(r, scaled(n[0])), random(r, scaled(n[1])))
	}
}

// TestQuoRemZeros divides by numbers that end in many zeros, powers of ten.
func TestQuoRemZeros(t *testing.T) {
	r := newRand(t)
	for range scaled(100) {
		y := Pow10(r.IntN(100_000))
		x := new(big.Int).Mul(pattern(r, 1+r.IntN(8000)), y)
		checkQuoRem(t, x, y)
		checkQuoRem(t, x.Add(x, one), y)
		checkQuoRem(t, pattern(r, 10_000), y)
		checkQuoRem(t, x, power(1+r.IntN(5000)))
	}
}

func TestQuoRemAliases(t *testing.T) {
	r := newRand(t)
	for _, n := range []int{1, 100, 300, 3000} {
		for _, m := range []int{n / 2, n, 2 * n} {
			x, y := random(r, n+m), random(r, n)
			x.Neg(x)
			q, rem := new(big.Int).QuoRem(x, y, new(big.Int))
			a, b := new(big.Int).Set(x), new(big.Int).Set(y)
			if QuoRem(a, b, a, b, nil); a.Cmp(q) != 0 || b.Cmp(rem) != 0 {
				t.Errorf("%d by %d limbs: x, y = x/y is wrong", n+m, n)
			}
			a.Set(x)
			b.Set(y)
			if QuoRem(b, a, a, b, nil); b.Cmp(q) != 0 || a.Cmp(rem) != 0 {
				t.Errorf("%d by %d limbs: y, x = x/y is wrong", n+m, n)
			}
			// A smaller dividend is the remainder, but not its memory.
			small, d := random(r, n), power(n+1)
			c := new(big.Int).Set(small)
			if QuoRem(a, b, c, d, nil); a.Sign() != 0 || b.Cmp(small) != 0 {
				t.Errorf("%d limbs: x/y for x < y is wrong", n)
			}
			if b.Add(b, one); c.Cmp(small) != 0 {
				t.Errorf("%d limbs: the remainder shares memory with the dividend", n)
			}
			if QuoRem(a, d, c, d, nil); a.Sign() != 0 || d.Cmp(small) != 0 {
				t.Errorf("%d limbs: y = x mod y for x < y is wrong", n)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for a division by zero")
		}
	}()
	QuoRem(new(big.Int), new(big.Int), random(r, 5000), new(big.Int), nil)
}

func TestReciprocal(t *testing.T) {
	r := newRand(t)
	for i := range scaled(400) {
		n := 1 + r.IntN(1+r.IntN(4000))
		a := new(big.Int).Abs(pattern(r, n))
		switch i % 4 {
		case 0:
			a.Sub(power(n), one)
		case 1: // the smallest
			a.SetInt64(int64(r.IntN(2)))
		}
		a = new(big.Int).Set(low(a, n))
		a.SetBit(a, n*limbBits-1, 1)
		x, err := reciprocal(a, n, new(work))
		if err != nil {
			t.Fatal(err)
		}
		square := power(2 * n)
		below := new(big.Int).Mul(a, x)
		above := new(big.Int).Add(below, a)
		if above.Add(above, a); below.Cmp(square) >= 0 || above.Cmp(square) <= 0 {
			t.Fatalf("the reciprocal of %s (%d limbs) is wrong", brief(a), n)
		}
	}
}
