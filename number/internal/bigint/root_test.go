package bigint

import (
	"math/big"
	"testing"
)

// checkRoot holds the integer part of a root against its definition.
func checkRoot(t *testing.T, x *big.Int, n int) {
	t.Helper()
	z := new(big.Int)
	var err error
	if n == 2 {
		err = Sqrt(z, x, nil)
	} else {
		err = Root(z, x, n, nil)
	}
	exp := big.NewInt(int64(n))
	low := new(big.Int).Exp(z, exp, nil)
	high := new(big.Int).Add(z, one)
	high.Exp(high, exp, nil)
	if err != nil || z.Sign() < 0 || low.Cmp(x) > 0 || high.Cmp(x) <= 0 {
		t.Fatalf("root %d of %s (%d limbs) is wrong: %v", n, brief(x), limbLen(x), err)
	}
}

func TestSqrt(t *testing.T) {
	r := newRand(t)
	ns := append(lengths(r, scaled(2000), 3000), around(2, sqrtThreshold, 2*sqrtThreshold, 4*sqrtThreshold)...)
	for _, n := range append(ns, scaled(20_000), scaled(50_000)) {
		x := new(big.Int).Abs(pattern(r, n))
		checkRoot(t, x, 2)
		// Squares and numbers next to them.
		x = new(big.Int).Abs(pattern(r, (n+1)/2))
		x.Mul(x, x)
		checkRoot(t, x, 2)
		checkRoot(t, new(big.Int).Add(x, one), 2)
		if x.Sign() > 0 {
			checkRoot(t, x.Sub(x, one), 2)
		}
	}
}

func TestRoot(t *testing.T) {
	r := newRand(t)
	for _, limbs := range append(lengths(r, scaled(3000), 300), scaled(5000), scaled(20_000)) {
		n := 1 + r.IntN(12)
		switch r.IntN(10) {
		case 0:
			n = 1 + r.IntN(limbs*limbBits+10)
		case 1:
			n = 3 + r.IntN(100)
		}
		x := new(big.Int).Abs(pattern(r, limbs))
		checkRoot(t, x, n)
		// Powers and numbers next to them.
		base := new(big.Int).Abs(pattern(r, (limbs+n-1)/n))
		if bits := limbs*limbBits/n + 1; base.BitLen() > bits {
			base.Rsh(base, uint(base.BitLen()-bits))
		}
		x.Exp(base, big.NewInt(int64(n)), nil)
		checkRoot(t, x, n)
		checkRoot(t, new(big.Int).Add(x, one), n)
		if x.Sign() > 0 {
			checkRoot(t, x.Sub(x, one), n)
		}
	}
}

func TestRootSmall(t *testing.T) {
	for x := range int64(1000) {
		for n := 1; n < 14; n++ {
			checkRoot(t, big.NewInt(x), n)
		}
	}
}

func TestRootAliases(t *testing.T) {
	r := newRand(t)
	for _, n := range []int{1, 20, 500} {
		x := random(r, n)
		for _, root := range []int{1, 2, 3, 64 * n} {
			want, got := new(big.Int), new(big.Int).Set(x)
			Root(want, x, root, nil)
			if Root(got, got, root, nil); got.Cmp(want) != 0 {
				t.Errorf("%d limbs: x = root %d of x is wrong", n, root)
			}
		}
		got := new(big.Int).Set(x)
		if Sqrt(got, got, nil); got.Cmp(new(big.Int).Sqrt(x)) != 0 {
			t.Errorf("%d limbs: x = √x is wrong", n)
		}
	}
}

func TestRootPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"Sqrt(-1)":    func() { Sqrt(new(big.Int), big.NewInt(-1), nil) },
		"Root(-1, 3)": func() { Root(new(big.Int), big.NewInt(-1), 3, nil) },
		"Root(1, 0)":  func() { Root(new(big.Int), big.NewInt(1), 0, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s doesn't panic", name)
				}
			}()
			f()
		}()
	}
}
