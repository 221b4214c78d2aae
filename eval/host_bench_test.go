package eval

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/shopspring/decimal"
)

type benchItem struct {
	Name  string          `calx:"name"`
	Price decimal.Decimal `calx:"price"`
	Qty   int             `calx:"qty"`
}

type benchFloatItem struct {
	Price float64 `calx:"price"`
	Qty   float64 `calx:"qty"`
}

type benchOrder struct {
	Price    decimal.Decimal `calx:"price"`
	Qty      int             `calx:"qty"`
	Discount decimal.Decimal `calx:"discount"`
	Tax      decimal.Decimal `calx:"tax"`
	Shipping decimal.Decimal `calx:"shipping"`
	Country  string          `calx:"country"`
	Tier     string          `calx:"tier"`
	Total    decimal.Decimal `calx:"total"`
	Income   decimal.Decimal `calx:"income"`
}

func compileEnv[T any](t testing.TB, src string) *Program {
	t.Helper()
	vars, err := StructVars(reflect.TypeFor[T]())
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compile(&diag.Source{Text: src}, CompileOptions{Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// BenchmarkLineItems sums over a hundred line items of several types.
func BenchmarkLineItems(b *testing.B) {
	var structs struct {
		Items []benchItem `calx:"items"`
	}
	var pointers struct {
		Items []*benchItem `calx:"items"`
	}
	var floats struct {
		Items []benchFloatItem `calx:"items"`
	}
	var anys []any
	var maps []map[string]any
	for i := range 100 {
		price := decimal.RequireFromString(fmt.Sprintf("%d.%02d", 1+i*37%500, i*13%100))
		it := benchItem{Price: price, Qty: 1 + i%7}
		structs.Items = append(structs.Items, it)
		pointers.Items = append(pointers.Items, &it)
		f, _ := price.Float64()
		floats.Items = append(floats.Items, benchFloatItem{f, float64(it.Qty)})
		m := map[string]any{"price": price, "qty": it.Qty}
		anys, maps = append(anys, m), append(maps, m)
	}
	const src = "sum(items, i => i.price * i.qty)"
	for _, w := range []struct {
		name string
		p    *Program
		env  any
	}{
		{"struct", compileEnv[struct {
			Items []benchItem `calx:"items"`
		}](b, src), &structs},
		{"pointer", compileText(b, src), &pointers},
		{"untyped", compileText(b, src), &structs},
		{"float", compileText(b, src), &floats},
		{"any", compileText(b, src), map[string]any{"items": anys}},
		{"map", compileText(b, src), map[string]any{"items": maps}},
	} {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v, err := w.p.Eval(context.Background(), w.env); err != nil || v.String() != "101993" {
					b.Fatal(v, err)
				}
			}
		})
	}
}

// BenchmarkStruct evaluates the workloads over a struct.
func BenchmarkStruct(b *testing.B) {
	d := decimal.RequireFromString
	env := &benchOrder{d("19.99"), 3, d("0.15"), d("0.0825"), d("4.95"), "CA", "platinum", d("125.50"), d("60000.50")}
	for _, w := range workloads[:4] {
		b.Run(w.name, func(b *testing.B) {
			p := compileEnv[benchOrder](b, w.src)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Eval(context.Background(), env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRun evaluates the workloads through slots: with the variables set
// already, and setting all of them each time.
func BenchmarkRun(b *testing.B) {
	ctx := context.Background()
	for _, w := range workloads {
		p := compileText(b, w.src)
		r := p.NewRun()
		var slots []Slot
		var values []any
		for name, x := range w.env {
			slots, values = append(slots, p.Slot(name)), append(values, x)
			if err := r.Set(p.Slot(name), x); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(w.name+"/eval", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.Eval(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(w.name+"/set", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i, x := range values {
					switch x := x.(type) {
					case decimal.Decimal:
						r.SetDecimal(slots[i], x)
					case int:
						r.SetInt64(slots[i], int64(x))
					case string:
						r.SetText(slots[i], x)
					}
				}
				if _, err := r.Eval(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSet sets one slot.
func BenchmarkSet(b *testing.B) {
	p := compileText(b, "x")
	r, s := p.NewRun(), p.Slot("x")
	d := decimal.RequireFromString("19.99")
	b.Run("decimal", func(b *testing.B) {
		for b.Loop() {
			r.SetDecimal(s, d)
		}
	})
	b.Run("int", func(b *testing.B) {
		for b.Loop() {
			r.SetInt64(s, 3)
		}
	})
	b.Run("float", func(b *testing.B) {
		for b.Loop() {
			r.SetFloat64(s, 19.99)
		}
	})
	b.Run("text", func(b *testing.B) {
		for b.Loop() {
			r.SetText(s, "text")
		}
	})
}
