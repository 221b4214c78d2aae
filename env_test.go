package calx_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/calx-lang/calx/internal/race"
	"github.com/shopspring/decimal"
)

type priced struct {
	Price decimal.Decimal `calx:"price"`
	Qty   int             `json:"qty,omitempty"`
	Name  string
	VIP   bool `calx:"vip"`
}

func TestProgramFor(t *testing.T) {
	ctx := context.Background()
	env := &priced{decimal.RequireFromString("19.99"), 3, "pen", true}
	total, err := calx.CompileFor[priced]("price * qty")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := total.Decimal(ctx, env); err != nil || d.String() != "59.97" {
		t.Errorf("Decimal: %v, %v", d, err)
	}
	if _, err := total.Int64(ctx, env); !errors.Is(err, calx.ErrValue) {
		t.Errorf("Int64 of a fraction: %v", err)
	}
	if _, err := total.Text(ctx, env); !errors.Is(err, calx.ErrType) {
		t.Errorf("Text of a number: %v", err)
	}
	if _, err := total.Eval(ctx, nil); !errors.Is(err, calx.ErrName) {
		t.Errorf("no environment: %v", err)
	}
	if n := race.AllocsPerRun(100, func() {
		if _, err := total.Eval(ctx, env); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Errorf("%v allocations a run", n)
	}
	vip, err := calx.CompileFor[priced](`vip and Name == "pen"`)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := vip.Bool(ctx, env); err != nil || !ok {
		t.Errorf("Bool: %v, %v", ok, err)
	}
}

func TestWithEnvErrors(t *testing.T) {
	for _, c := range []struct {
		src, want string
	}{
		{"prise * 2", `unknown variable "prise"`}, {"Name * 2", "a number"}, {"price.x", "no fields"}, {"if qty then 1 else 2", "boolean"}, {"Price", "unknown"},
	} {
		if _, err := calx.CompileFor[priced](c.src); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.src, err, c.want)
		}
	}
	if _, err := calx.CompileFor[int]("1"); !errors.Is(err, calx.ErrHost) {
		t.Errorf("an int as environment: %v", err)
	}
	if _, err := calx.Compile("price + fee", calx.WithEnv[*priced](), calx.WithVar("fee", calx.NumberType)); err != nil {
		t.Error(err)
	}
	if _, err := calx.Compile("price + fee", calx.WithEnv[priced]()); !errors.Is(err, calx.ErrName) {
		t.Errorf("a variable of another program's: %v", err)
	}
}
