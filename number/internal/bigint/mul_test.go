package bigint

import (
	"math/big"
	"testing"
)

func checkMul(t *testing.T, x, y *big.Int) {
	t.Helper()
	want := new(big.Int).Mul(x, y)
	z := new(big.Int)
	if err := Mul(z, x, y, nil); err != nil || z.Cmp(want) != 0 {
		t.Fatalf("%s · %s (%d by %d limbs) is wrong: %v", brief(x), brief(y), limbLen(x), limbLen(y), err)
	}
	want.Mul(x, x)
	if err := Sqr(z, x, nil); err != nil || z.Cmp(want) != 0 {
		t.Fatalf("%s² (%d limbs) is wrong: %v", brief(x), limbLen(x), err)
	}
}

func TestMul(t *testing.T) {
	r := newRand(t)
	for _, n := range lengths(r, scaled(2000), 4000) {
		checkMul(t, pattern(r, n), pattern(r, 1+r.IntN(n)))
	}
	for _, n := range around(1, 2, 40, mulThreshold, 720, 900, 1000, 1300) {
		for _, m := range around(1, mulThreshold, 720, 900, 1000) {
			checkMul(t, pattern(r, n), pattern(r, m))
		}
	}
	checkMul(t, new(big.Int), pattern(r, 5000))
	checkMul(t, pattern(r, 5000), new(big.Int))
}

// TestMulLengths has products that are cut into pieces, and the longest that
// math/big can check in reasonable time.
func TestMulLengths(t *testing.T) {
	r := newRand(t)
	for _, n := range [][2]int{
		{20_000, 1}, {100_000, 150}, {20_000, 250}, {10_000, 1000}, {12_345, 4000}, {60_000, 2000},
		{30_000, 20_000}, {120_000, 100_000},
	} {
		checkMul(t, pattern(r, scaled(n[0])), pattern(r, scaled(n[1])))
	}
	x := random(r, scaled(60_000))
	for _, ones := range []int{scaled(40_000), scaled(60_000)} {
		y := power(ones)
		checkMul(t, x, y.Sub(y, one))
		checkMul(t, y, y)
	}
}

// TestMulAliases has results in the place of operands.
func TestMulAliases(t *testing.T) {
	r := newRand(t)
	for _, n := range []int{1, 10, mulThreshold, 1500, 5000} {
		x, y := pattern(r, n), pattern(r, n)
		want := new(big.Int).Mul(x, y)
		square := new(big.Int).Mul(x, x)
		a, b := new(big.Int).Set(x), new(big.Int).Set(y)
		if Mul(a, a, b, nil); a.Cmp(want) != 0 || b.Cmp(y) != 0 {
			t.Errorf("%d limbs: x = x·y is wrong", n)
		}
		a.Set(x)
		if Mul(b, a, b, nil); b.Cmp(want) != 0 || a.Cmp(x) != 0 {
			t.Errorf("%d limbs: y = x·y is wrong", n)
		}
		if Mul(a, a, a, nil); a.Cmp(square) != 0 {
			t.Errorf("%d limbs: x = x·x is wrong", n)
		}
		a.Set(x)
		if Sqr(a, a, nil); a.Cmp(square) != 0 {
			t.Errorf("%d limbs: x = x² is wrong", n)
		}
	}
}

// TestFixedFactor holds products and differences in a ring against math/big.
func TestFixedFactor(t *testing.T) {
	r := newRand(t)
	for range scaled(500) {
		n, m := 300+r.IntN(1500), 300+r.IntN(1500)
		x, y := new(big.Int).Abs(pattern(r, m)), new(big.Int).Abs(pattern(r, n))
		ring := max(n, m) + r.IntN(min(n, m)+1)
		f, err := newFactor(y, m, ring, new(work))
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Mul(x, y)
		got, err := f.mul(x, new(work))
		if f.s != nil {
			got, want = new(big.Int).Mod(got, ringModulus(f)), want.Mod(want, ringModulus(f))
		}
		if err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%s · %s in a ring of %d limbs is wrong: %v", brief(x), brief(y), ring, err)
		}
		rest := pattern(r, ring-1)
		u := new(big.Int).Mul(x, y)
		if u.Add(u, rest); u.Sign() < 0 {
			continue
		}
		if got, err := f.subtract(u, x, new(work)); err != nil || got.Cmp(rest) != 0 {
			t.Fatalf("u - %s · %s in a ring of %d limbs is wrong: %v", brief(x), brief(y), ring, err)
		}
	}
}

func ringModulus(f *fixedFactor) *big.Int {
	m := power(f.ring)
	return m.Sub(m, one)
}
