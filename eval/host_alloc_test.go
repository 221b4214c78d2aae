package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/internal/race"
	"github.com/shopspring/decimal"
)

// TestEnvironmentAllocations holds that scalars come from every kind of
// environment without an allocation.
func TestEnvironmentAllocations(t *testing.T) {
	d := decimal.RequireFromString
	type inner struct{ Rate float64 }
	type scalars struct {
		I    int8
		U    uint64
		F32  float32
		F    float64
		D    decimal.Decimal
		Wide decimal.Decimal
		N    decimal.NullDecimal
		S    string
		B    bool
		P    *int
		PD   *decimal.Decimal
		A    any
		In   inner
		Ptr  *inner
		Name namedString
		K    namedInt
	}
	three, half := 3, d("0.5")
	env := &scalars{1, 2, 0.5, 0.25, d("19.99"), d("12345678901234567890.123456789"), decimal.NewNullDecimal(half), "s", true, &three, &half, d("2.5"), inner{0.19}, &inner{0.07}, "n", 4}
	all := `if B and S == "s" and Name == "n" and P == 3 then I + U + F32 + F + D + Wide + N + PD + A + K + In.Rate * Ptr.Rate else 0`
	for _, c := range []struct {
		name, src string
		env       any
		want      string
	}{
		{"struct", all, env, "12345678901234567921.376756789"},
		{"map of any", "a * b + c + (if s == \"x\" and t then 1 else 0)", map[string]any{"a": d("1.5"), "b": 4, "c": 0.25, "s": "x", "t": true}, "7.25"},
		{"map of decimals", "a * b", map[string]decimal.Decimal{"a": d("1.5"), "b": d("4")}, "6"},
		{"map of values", "a * b", map[string]Value{"a": Int(3), "b": Int(4)}, "12"},
		{"map of ints", "a * b", map[string]int{"a": 3, "b": 4}, "12"},
		{"named map of ints", "n + 1", namedMap{"n": 4}, "5"},
		{"map of floats", "a * b", map[string]float64{"a": 0.1, "b": 0.2}, "0.02"},
		{"pointer to a map", "a * b", &map[string]int{"a": 3, "b": 4}, "12"},
	} {
		for _, how := range []string{"untyped", "typed"} {
			p := compileText(t, c.src)
			if how == "typed" && c.name == "struct" {
				p = compileEnv[scalars](t, c.src)
			}
			if v, err := p.Eval(context.Background(), c.env); err != nil || v.String() != c.want {
				t.Fatalf("%s: got %v, %v, want %s", c.name, v, err, c.want)
			}
			if n := race.AllocsPerRun(100, func() { _, _ = p.Eval(context.Background(), c.env) }); n > 0 {
				t.Errorf("%s, %s: %v allocations a run", c.name, how, n)
			}
		}
	}
}

func TestRunAllocations(t *testing.T) {
	p := compileText(t, `if text == "x" and flag then price * qty * (1 - discount) + f else 0`)
	r := p.NewRun()
	ctx := context.Background()
	price, qty, discount, text, flag, f := p.Slot("price"), p.Slot("qty"), p.Slot("discount"), p.Slot("text"), p.Slot("flag"), p.Slot("f")
	d, wide := decimal.RequireFromString("19.99"), decimal.RequireFromString("12345678901234567890.5")
	if n := race.AllocsPerRun(100, func() {
		r.SetDecimal(price, d)
		r.SetDecimal(discount, wide)
		r.SetInt64(qty, 3)
		r.SetFloat64(f, 0.07)
		r.SetText(text, "x")
		r.SetBool(flag, true)
		if err := r.Set(qty, 4); err != nil {
			t.Fatal(err)
		}
		if v, err := r.Eval(ctx); err != nil || v.Kind() != NumberKind {
			t.Fatal(v, err)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestItemAllocations holds that walking over line items allocates nothing an
// item, whatever they are.
func TestItemAllocations(t *testing.T) {
	type item struct {
		Price decimal.Decimal `calx:"price"`
		Qty   int             `calx:"qty"`
		Tax   struct {
			Rate float64 `calx:"rate"`
		} `calx:"tax"`
		Product *struct {
			Weight float64 `calx:"weight"`
		} `calx:"product"`
	}
	for _, n := range []int{10, 1000} {
		var structs []item
		var pointers []*item
		var anys []any
		var maps []map[string]any
		for i := range n {
			it := item{Price: decimal.New(int64(i), -2), Qty: i % 7}
			it.Tax.Rate = 0.19
			it.Product = &struct {
				Weight float64 `calx:"weight"`
			}{2.5}
			m := map[string]any{"price": it.Price, "qty": it.Qty}
			structs, pointers, anys, maps = append(structs, it), append(pointers, &it), append(anys, m), append(maps, m)
		}
		for _, c := range []struct {
			name, src string
			items     any
		}{
			{"structs", "sum(items, i => i.price * i.qty)", structs}, {"pointers", "sum(items, i => i.price * i.qty)", pointers},
			{"nested", "sum(items, i => i.price * i.tax.rate * i.product.weight)", structs},
			{"any", "sum(items, i => i.price * i.qty)", anys}, {"maps", "sum(items, i => i.price * i.qty)", maps},
			{"count", "count(items, i => i.qty > 3)", structs}, {"reduce", "reduce(items, (a, i) => a + i.qty, 0)", structs},
			{"index", "items[0].price + items[-1].qty", structs},
		} {
			p := compileText(t, c.src)
			env := &struct {
				Items any `calx:"items"`
			}{c.items}
			if got := race.AllocsPerRun(20, func() {
				if _, err := p.Eval(context.Background(), env); err != nil {
					t.Fatal(c.name, err)
				}
			}); got > 6 {
				t.Errorf("%s: %v allocations for %d items", c.name, got, n)
			}
		}
	}
}

// TestLargeEnvironment holds that an environment costs what the expression
// touches.
func TestLargeEnvironment(t *testing.T) {
	rows := make([]any, 100_000)
	for i := range rows {
		rows[i] = map[string]any{"id": i, "text": strings.Repeat("x", 100), "parts": []int{i, i + 1}}
	}
	env := map[string]any{"rows": rows, "by": map[string]any{"k": rows}}
	for i := range 1000 {
		env[fmt.Sprint("v", i)] = rows
	}
	for _, src := range []string{"rows[777].id + rows[5].parts[1]", "by.k[777].id + len(rows)"} {
		p := compileText(t, src)
		if n := race.AllocsPerRun(20, func() {
			if _, err := p.Eval(context.Background(), env); err != nil {
				t.Fatal(err)
			}
		}); n > 6 {
			t.Errorf("%s: %v allocations", src, n)
		}
	}
}
