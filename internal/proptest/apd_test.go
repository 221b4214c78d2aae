package proptest

import (
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"github.com/calx-lang/calx/number"
)

// TestAPD holds round-all mode against an implementation of the General
// Decimal Arithmetic by other hands.
func TestAPD(t *testing.T) {
	last := min(*countFlag, 200_000)
	if testing.Short() {
		last = min(last, 2000)
	}
	tested, failed := 0, 0
	for i := range last {
		g := newGenerator(*seedFlag+1<<32, i)
		g.only = []op{opAdd, opAdd, opSub, opSub, opMul, opMul, opQuo, opQuo, opQuoInt, opRem, opNeg, opAbs}
		s := g.setting()
		s.roundAll = true
		n := g.expression()
		want, err := apdEngine(n, s)
		if errors.Is(err, errNoAPD) {
			continue
		}
		tested++
		got, gotErr := calxEngine(n, s)
		if errors.Is(err, errMath) && errors.Is(gotErr, errMath) || err == nil && gotErr == nil && same(got, want) {
			continue
		}
		t.Errorf("precision %d, %s:\n    %s%s\n    calx %s %v\n    apd  %s %v",
			s.precision, s.rounding, n, bindings(n), show(got), gotErr, show(want), err)
		if failed++; failed == maxFailures {
			break
		}
	}
	t.Logf("%d expressions agree", tested-failed)
	if tested < int(last)/2 {
		t.Errorf("only %d of %d expressions were tested", tested, last)
	}
}

// errNoAPD is for what apd does not answer: its integer quotients have no more
// digits than the precision.
var errNoAPD = errors.New("not defined in apd")

var apdRounding = map[number.Rounding]apd.Rounder{
	number.HalfEven: apd.RoundHalfEven, number.HalfUp: apd.RoundHalfUp, number.HalfDown: apd.RoundHalfDown,
	number.Up: apd.RoundUp, number.Down: apd.RoundDown, number.Ceiling: apd.RoundCeiling,
	number.Floor: apd.RoundFloor, number.ZeroFiveUp: apd.Round05Up,
}

// apdEngine evaluates an expression of arithmetic with apd.
func apdEngine(n *node, s setting) (value, error) {
	ctx := &apd.Context{
		Precision: uint32(s.precision), Rounding: apdRounding[s.rounding],
		MaxExponent: apd.MaxExponent, MinExponent: apd.MinExponent,
	}
	d, conditions, err := apdEval(ctx, n)
	if err != nil {
		return value{}, err
	}
	r := shift(new(big.Rat).SetInt(d.Coeff.MathBigInt()), int(d.Exponent))
	if d.Negative {
		r.Neg(r)
	}
	return value{r: r, rounded: conditions.Inexact()}, nil
}

// apdEval returns a number and the conditions that arose on the way.
func apdEval(ctx *apd.Context, n *node) (*apd.Decimal, apd.Condition, error) {
	if n.op == opLiteral || n.op == opVar {
		places, _ := ends(n.rat)
		coef := new(apd.BigInt).SetMathBigInt(shift(n.rat, places).Num())
		return apd.NewWithBigInt(coef, int32(-places)), 0, nil
	}
	var args [2]*apd.Decimal
	var all apd.Condition
	for i, kid := range n.kids {
		d, c, err := apdEval(ctx, kid)
		if err != nil {
			return nil, 0, err
		}
		args[i], all = d, all|c
	}
	z := new(apd.Decimal)
	var c apd.Condition
	var err error
	switch n.op {
	case opNeg: // not an operation that rounds, in calx
		z.Neg(args[0])
	case opAbs:
		z.Abs(args[0])
	case opAdd:
		c, err = ctx.Add(z, args[0], args[1])
	case opSub:
		c, err = ctx.Sub(z, args[0], args[1])
	case opMul:
		c, err = ctx.Mul(z, args[0], args[1])
	case opQuo:
		c, err = ctx.Quo(z, args[0], args[1])
	case opQuoInt:
		c, err = ctx.QuoInteger(z, args[0], args[1])
	case opRem:
		c, err = ctx.Rem(z, args[0], args[1])
	}
	switch {
	case c&(apd.DivisionByZero|apd.DivisionUndefined|apd.InvalidOperation) != 0:
		return nil, 0, errMath
	case c&apd.DivisionImpossible != 0:
		return nil, 0, errNoAPD
	case err != nil:
		return nil, 0, fmt.Errorf("apd: %w", err)
	}
	return z, all | c, nil
}
