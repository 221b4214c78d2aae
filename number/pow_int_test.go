package number

import (
	"math/big"
	"strings"
	"testing"
)

func TestPowInt(t *testing.T) {
	c, all, strict := &Context{}, &Context{RoundAll: true}, &Context{Exact: true}
	for _, tt := range []struct {
		c          *Context
		x, n, want string
	}{
		{c, "0", "0", "1"}, {c, "0~", "0", "1~"}, {c, "0", "5", "0"}, {c, "5", "0", "1"}, {c, "2", "10", "1024"}, {c, "-2", "3", "-8"}, {c, "-2", "4", "16"},
		{c, "1.5", "2", "2.25"}, {c, "2", "100", "1267650600228229401496703205376"}, {c, "10", "40", "1e40"}, {c, "-10", "41", "-1e41"},
		{c, "0.1", "30", "1e-30"}, {c, "-0.1", "31", "-1e-31"}, {c, "1", "1e999999999", "1"}, {c, "-1", "1e999999999", "1"}, {c, "-1", "99999999999999999999", "-1"},
		{c, "10", "999999999", "1e999999999"}, {c, "10", "1000000000", "!limit"}, {c, "0.1", "999999999", "1e-999999999"}, {c, "0.1", "1000000000", "!limit"},
		{c, "10", "1e30", "!limit"}, {c, "0.1", "1e30", "!limit"}, {c, "1e999999999", "2", "!limit"}, {c, "1e-999999999", "2", "!limit"},
		{c, "9", "387420489", "!limit"}, {c, "9", "1e999999999", "!limit"}, {c, "0.9", "1e999999999", "!limit"}, {c, "2", "99999999999999999999", "!limit"},
		{c, "1.1", "3", "1.331"},
		{c, "1.0000001", "1000000", "1.105170912549793416638382709346716~"},
		{c, "0.9", "1000000", "3.231761663598316523394443550638607e-45758~"},
		{c, "-1.0000001", "1000001", "-1.105171023066884671617724373184987~"},
		{c, "1.00000000000000000001", "100000000000000000000", "2.718281828459045235346696062210367~"},
		{c, "1.0000000000000000000000000000001", "1e30", "1.105170918075647624811707826490241~"},
		{c, "2~", "10", "1024~"}, {c, "2", "10~", "1024~"}, {all, "2", "200", "1.606938044258990275541962092341163e60~"}, {all, "2", "10", "1024"},
		{all, "3", "1000000", "1.797710116675743838039851642017955e477121~"}, {strict, "1.0000001", "1000000", "!inexact"}, {strict, "2", "3", "8"},
	} {
		x, n := num(t, tt.x), num(t, tt.n)
		got, err := tt.c.powInt(x, n)
		if err == nil && strings.Contains(tt.want, "e60") {
			tt.want = num(t, tt.want).String() + "~"
		}
		expect(t, tt.x+" ^ "+tt.n, got, err, tt.want)
	}
}

// TestPowIntExactness counts digits around the rule: a fraction's power is exact up to twice the precision.
func TestPowIntExactness(t *testing.T) {
	c := &Context{}
	for k := int64(60); k < 75; k++ {
		z := new(big.Int).Exp(big.NewInt(11), big.NewInt(k), nil)
		got, err := c.powInt(num(t, "1.1"), FromInt64(k))
		if err != nil {
			t.Fatal(err)
		}
		if want := len(z.String()) > 2*c.prec(); got.Rounded() != want {
			t.Errorf("1.1^%d, %d digits: rounded %v", k, len(z.String()), got.Rounded())
		}
	}
}

// TestPowRoundedAgainstExact holds powers by bounds against the exact power rounded, in every mode.
func TestPowRoundedAgainstExact(t *testing.T) {
	for mode := range numRoundings {
		for _, p := range []int{1, 2, 5, 9, 16, 34} {
			c := &Context{RoundAll: true, Precision: p, Rounding: mode}
			for _, base := range []int64{3, 7, 99, -101, 12345678901, 999999999999, -1000000000001} {
				for _, k := range []int64{40, 131, 255, 256, 1000} {
					got, err := c.powInt(FromInt64(base), FromInt64(k))
					if err != nil {
						t.Fatal(err)
					}
					z := new(big.Int).Exp(big.NewInt(base), big.NewInt(k), nil)
					want, err := c.roundBig(z, 0, false, false)
					if err != nil || !Equal(got, want) || got.Rounded() != want.Rounded() {
						t.Fatalf("%d^%d to %d %v = %v%s, want %v%s", base, k, p, mode, got, mark(got), want, mark(want))
					}
				}
			}
		}
	}
}
