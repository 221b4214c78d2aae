package proptest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/calx-lang/calx"
)

// calxEngine evaluates an expression as an embedding program does: its text,
// compiled, with its variables from a map of Go values. Every other time their
// types are declared, which compiles to other code.
func calxEngine(n *node, s setting) (value, error) {
	options := []calx.Option{calx.WithPrecision(s.precision), calx.WithRounding(s.rounding)}
	if s.roundAll {
		options = []calx.Option{calx.RoundAll(s.precision), calx.WithRounding(s.rounding)}
	}
	source := n.String()
	env := map[string]any{}
	environment(n, env)
	if len(source)%2 == 0 {
		for name := range env {
			options = append(options, calx.WithVar(name, calx.NumberType))
		}
	}
	prog, err := calx.Compile(source, options...)
	if err != nil {
		return value{}, fmt.Errorf("compiling: %w", err)
	}
	v, err := prog.Eval(context.Background(), env)
	switch {
	case errors.Is(err, calx.ErrMath):
		return value{}, errMath
	case err != nil:
		return value{}, err
	}
	return resultValue(v)
}

// resultValue reads a result twice: as a decimal and as text.
func resultValue(v calx.Value) (value, error) {
	if v.Kind() == calx.BooleanKind {
		b, err := v.Bool()
		return value{b: b}, err
	}
	d, err := v.Decimal()
	if err != nil {
		return value{}, err
	}
	r := d.Rat()
	text, ok := new(big.Rat).SetString(v.String())
	if !ok || text.Cmp(r) != 0 {
		return value{}, fmt.Errorf("the text %s is not the value %s", v, d)
	}
	return value{r: r, rounded: !v.Exact()}, nil
}

// environment collects the variables of n, as various Go types.
func environment(n *node, env map[string]any) {
	if n.op == opVar {
		env[n.text] = goValue(n.rat, n.style)
	}
	for _, kid := range n.kids {
		environment(kid, env)
	}
}

// goValue returns a fraction that ends as a Go value, of the kind that style
// asks for where the value fits it.
func goValue(r *big.Rat, style int) any {
	places, _ := ends(r)
	d := decimal.NewFromBigInt(shift(r, places).Num(), int32(-places))
	switch style {
	case 0:
		return json.Number(d.String())
	case 1:
		return &d
	}
	if r.IsInt() {
		i := new(big.Int).Set(r.Num())
		switch {
		case style == 2:
			return i
		case style == 3 && i.IsInt64():
			return i.Int64()
		case style == 4 && i.IsUint64():
			return i.Uint64()
		}
	}
	return d
}
