package number

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/cockroachdb/apd/v3"
)

// TestRoundAllAgainstApd compares round-all mode, in all modes, with another implementation of the General Decimal
// Arithmetic.
func TestRoundAllAgainstApd(t *testing.T) {
	modes := map[Rounding]apd.Rounder{HalfEven: apd.RoundHalfEven, HalfUp: apd.RoundHalfUp, HalfDown: apd.RoundHalfDown, Up: apd.RoundUp,
		Down: apd.RoundDown, Ceiling: apd.RoundCeiling, Floor: apd.RoundFloor, ZeroFiveUp: apd.Round05Up}
	toApd := func(n Number) *apd.Decimal {
		coef, exp := n.parts()
		return apd.NewWithBigInt(new(apd.BigInt).SetMathBigInt(coef), int32(exp))
	}
	r := rand.New(rand.NewPCG(6, 6))
	for range 40_000 {
		c := randomContext(r)
		c.RoundAll = true
		ctx := apd.Context{Precision: uint32(c.prec()), Rounding: modes[c.Rounding], MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent}
		a, b := randomNumber(r).WithRounded(false), randomNumber(r).WithRounded(false)
		if b.IsZero() {
			continue
		}
		for _, op := range []struct {
			name string
			ours func(a, b Number) (Number, error)
			apds func(d, x, y *apd.Decimal) (apd.Condition, error)
		}{
			{"add", c.Add, ctx.Add}, {"sub", c.Sub, ctx.Sub}, {"mul", c.Mul, ctx.Mul}, {"quo", c.Quo, ctx.Quo},
		} {
			got, err := op.ours(a, b)
			if err != nil {
				t.Fatal(err)
			}
			d := new(apd.Decimal)
			cond, err := op.apds(d, toApd(a), toApd(b))
			if err != nil {
				t.Fatal(err)
			}
			coef := d.Coeff.MathBigInt()
			if d.Negative {
				coef.Neg(coef)
			}
			want, err := newNumber(new(big.Int).Set(coef), int64(d.Exponent), cond.Inexact())
			if err != nil {
				t.Fatal(err)
			}
			if !Equal(got, want) || got.Rounded() != want.Rounded() {
				t.Fatalf("%s(%v, %v) to %d %v = %v%s, apd has %v%s", op.name, a, b, c.prec(), c.Rounding, got, mark(got), want, mark(want))
			}
		}
	}
}
