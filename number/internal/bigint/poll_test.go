package bigint

import (
	"bytes"
	"errors"
	"math/big"
	"testing"
)

// operations returns each function on operands of about n limbs, with the
// results that it must leave unchanged when it fails.
func operations(t *testing.T, n int) map[string]func(p Poll) (results []*big.Int, err error) {
	r := newRand(t)
	x, y, z := random(r, n), random(r, n), random(r, 2*n)
	text := []byte(x.String())
	result := func(err error, z ...*big.Int) ([]*big.Int, error) { return z, err }
	return map[string]func(p Poll) ([]*big.Int, error){
		"Mul":      func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Mul(a, x, y, p), a) },
		"Mul long": func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Mul(a, x, low(y, n/9), p), a) },
		"Sqr":      func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Sqr(a, x, p), a) },
		"QuoRem": func(p Poll) ([]*big.Int, error) {
			a, b := big.NewInt(7), big.NewInt(7)
			return result(QuoRem(a, b, z, y, p), a, b)
		},
		"QuoRem short": func(p Poll) ([]*big.Int, error) {
			a, b := big.NewInt(7), big.NewInt(7)
			return result(QuoRem(a, b, x, low(y, n-n/9), p), a, b)
		},
		"QuoRem long": func(p Poll) ([]*big.Int, error) {
			a, b := big.NewInt(7), big.NewInt(7)
			return result(QuoRem(a, b, x, low(y, n/9), p), a, b)
		},
		"Sqrt":    func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Sqrt(a, x, p), a) },
		"Root":    func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Root(a, x, 3, p), a) },
		"Root 99": func(p Poll) ([]*big.Int, error) { a := big.NewInt(7); return result(Root(a, x, 99, p), a) },
		"AppendDecimal": func(p Poll) ([]*big.Int, error) {
			got, err := AppendDecimal([]byte("7"), x, p)
			if err != nil && !bytes.Equal(got, []byte("7")) {
				t.Error("AppendDecimal has changed its argument")
			}
			return nil, err
		},
		"ParseDecimal": func(p Poll) ([]*big.Int, error) {
			a, err := ParseDecimal(text, p)
			if err != nil && a != nil {
				t.Error("ParseDecimal has a result")
			}
			return nil, err
		},
		"Pow10": func(p Poll) ([]*big.Int, error) {
			a, err := Pow10Poll(maxCachedPower+n, p)
			if err != nil && a != nil {
				t.Error("Pow10Poll has a result")
			}
			return nil, err
		},
	}
}

// TestPollError stops each operation at each of its polls, or some of many.
func TestPollError(t *testing.T) {
	for name, f := range operations(t, 4000) {
		calls := 0
		if _, err := f(func(int64) error { calls++; return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if calls == 0 {
			t.Errorf("%s never polls", name)
		}
		for i := 0; i < calls; i += 1 + calls/50 {
			results, err := f(stopAfter(i))
			if !errors.Is(err, errStop) {
				t.Errorf("%s: poll %d of %d doesn't stop it: %v", name, i, calls, err)
			}
			for _, z := range results {
				if z.Int64() != 7 {
					t.Errorf("%s: poll %d of %d has changed a result", name, i, calls)
				}
			}
		}
	}
}

// TestPollSteps checks that no step between polls is announced as long: a word
// operation is about a nanosecond, and 50 ms the limit to answer a cancellation.
func TestPollSteps(t *testing.T) {
	n := 52_000 // a million digits
	if testing.Short() {
		n = 10_000
	}
	for name, f := range operations(t, n) {
		var calls, sum, largest int64
		_, err := f(func(ops int64) error {
			calls++
			sum += ops
			largest = max(largest, ops)
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if largest > 8_000_000 {
			t.Errorf("%s announces a step of %d word operations", name, largest)
		}
		t.Logf("%s: %d polls, %d word operations, %d at most", name, calls, sum, largest)
	}
}

// TestPollSmall checks that cheap operations don't poll.
func TestPollSmall(t *testing.T) {
	never := func(int64) error { return errStop }
	for name, f := range operations(t, 60) {
		if name == "Pow10" {
			continue
		}
		if _, err := f(never); err != nil {
			t.Errorf("%s polls", name)
		}
	}
}
