package bigint

import (
	"bytes"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
)

// checkDecimal holds the text of x against math/big's, and back.
func checkDecimal(t *testing.T, x *big.Int) {
	t.Helper()
	want := x.String()
	prefix := []byte("x = ")
	got, err := AppendDecimal(prefix, x, nil)
	if err != nil || string(got) != "x = "+want {
		t.Fatalf("the text of %s (%d limbs) is wrong: %v", brief(x), limbLen(x), err)
	}
	if x.Sign() > 0 {
		// The fast way, too, where AppendDecimal doesn't take it.
		text, err := appendTree(nil, x, limbLen(x), new(work))
		if err != nil || strings.TrimLeft(string(text), "0") != want {
			t.Fatalf("the fast text of %s (%d limbs) is wrong: %v", brief(x), limbLen(x), err)
		}
	}
	digits := strings.TrimPrefix(want, "-")
	if n := DecimalDigits(x); n != len(digits) {
		t.Fatalf("%s (%d limbs) has %d digits, not %d", brief(x), limbLen(x), len(digits), n)
	}
	back, err := ParseDecimal([]byte(digits), nil)
	if err != nil || back.CmpAbs(x) != 0 {
		t.Fatalf("%d digits are read as %s, not %s: %v", len(digits), brief(back), brief(x), err)
	}
}

func TestDecimal(t *testing.T) {
	r := newRand(t)
	checkDecimal(t, new(big.Int))
	for _, n := range append(lengths(r, scaled(3000), 1500), around(1, 2, parseLeaf, 2*parseLeaf, leafWords, 2*leafWords)...) {
		checkDecimal(t, pattern(r, n))
	}
}

func TestDecimalLengths(t *testing.T) {
	r := newRand(t)
	for _, n := range append(around(appendThreshold), scaled(20_000), scaled(51_910)) {
		checkDecimal(t, random(r, n))
		checkDecimal(t, pattern(r, n))
	}
}

// TestDecimalNines has digits that a fraction a little too small would get
// wrong, and a little too large as well.
func TestDecimalNines(t *testing.T) {
	r := newRand(t)
	for range scaled(400) {
		n := 100 + r.IntN(20_000)
		text := bytes.Repeat([]byte{'9'}, n)
		if r.IntN(2) == 0 {
			text = append([]byte{'1'}, bytes.Repeat([]byte{'0'}, n)...)
		}
		for range r.IntN(4) {
			i, c := r.IntN(n), byte('0'+r.IntN(10))
			for j := i; j < min(n, i+r.IntN(100)); j++ {
				text[j] = c
			}
		}
		x, err := ParseDecimal(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if x.Sign() == 0 {
			continue
		}
		got, err := appendTree(nil, x, limbLen(x), new(work))
		want := strings.TrimLeft(string(text), "0")
		if err != nil || strings.TrimLeft(string(got), "0") != want {
			t.Fatalf("the text of %s… (%d digits) is wrong: %v", want[:min(len(want), 20)], len(want), err)
		}
	}
}

func TestParseDecimalZeros(t *testing.T) {
	for _, n := range []int{0, 1, 19, 20, 1000, 10_000} {
		zeros := bytes.Repeat([]byte{'0'}, n)
		if x, err := ParseDecimal(zeros, nil); err != nil || x.Sign() != 0 {
			t.Errorf("%d zeros are %v, %v", n, x, err)
		}
		if x, err := ParseDecimal(append(zeros, "7"...), nil); err != nil || x.Int64() != 7 {
			t.Errorf("%d zeros and 7 are %v, %v", n, x, err)
		}
	}
}

// TestPutWord has groups of 19 digits with zeros in all places.
func TestPutWord(t *testing.T) {
	r := newRand(t)
	for range 1000 {
		v := r.Uint64N(tenWord) / [...]uint64{1, 1e5, 1e10, 1e18}[r.IntN(4)]
		var got [wordDigits]byte
		putWord(&got, v)
		if want := fmt.Sprintf("%019d", v); string(got[:]) != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}

func TestPow10(t *testing.T) {
	want := big.NewInt(1)
	ten := big.NewInt(10)
	for n := range 3000 {
		for range 2 { // computed, and kept
			if got := Pow10(n); got.Cmp(want) != 0 {
				t.Fatalf("10^%d is wrong", n)
			}
		}
		if d := DecimalDigits(want); d != n+1 {
			t.Fatalf("10^%d has %d digits", n, d)
		}
		below := new(big.Int).Sub(want, one)
		if d := DecimalDigits(below.Neg(below)); d != max(n, 1) {
			t.Fatalf("10^%d - 1 has %d digits", n, d)
		}
		want.Mul(want, ten)
	}
	for _, n := range []int{smallPowers - 1, smallPowers, maxCachedPower, maxCachedPower + 1, scaled(300_000)} {
		got := Pow10(n)
		if got.Cmp(new(big.Int).Exp(ten, big.NewInt(int64(n)), nil)) != 0 {
			t.Errorf("10^%d is wrong", n)
		}
		if d := DecimalDigits(got); d != n+1 {
			t.Errorf("10^%d has %d digits", n, d)
		}
		if d := DecimalDigits(got.Sub(got, one)); n > maxCachedPower && d != n {
			t.Errorf("10^%d - 1 has %d digits", n, d)
		}
		if n <= maxCachedPower {
			got.Add(got, one) // it is shared
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for 10^-1")
		}
	}()
	Pow10(-1)
}

// TestConcurrent uses all that is shared from several goroutines: for the race
// detector.
func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			r := newRand(t)
			for n := 1000; n < 6000; n += 1000 {
				x := random(r, n+i)
				checkMul(t, x, Pow10(n))
				checkQuoRem(t, new(big.Int).Mul(x, x), Pow10(19*n))
				checkDecimal(t, x)
			}
		})
	}
	wg.Wait()
}
