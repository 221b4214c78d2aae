package bench

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/cockroachdb/apd/v3"
	"github.com/shopspring/decimal"
)

// An engine computes one workload. The result stays where it is, so that
// nothing is boxed that a caller would not box.
type engine struct {
	name   string
	run    func()
	result func() any // of the last run
}

func newEngine[T any](name string, f func() T) engine {
	z := new(T)
	return engine{name, func() { *z = f() }, func() any { return *z }}
}

// A workload is an expression, its true value, and the engines that compute it.
type workload struct {
	name    string
	want    string
	engines []engine
}

// calxEngines returns calx over a map, with variables of unknown type, and
// over slots that are set for each evaluation. Over slots the time of setting
// them counts.
func calxEngines(source string, env map[string]any) []engine {
	ctx := context.Background()
	p := must(calx.Compile(source))
	engines := []engine{newEngine("calx-map", func() calx.Value { return must(p.Eval(ctx, env)) })}
	r := p.NewRun()
	var set []func()
	for _, name := range p.Vars() {
		slot := p.Slot(name)
		switch v := env[name].(type) {
		case decimal.Decimal:
			set = append(set, func() { r.SetDecimal(slot, v) })
		case string:
			set = append(set, func() { r.SetText(slot, v) })
		default:
			return engines
		}
	}
	for _, f := range set {
		f()
	}
	return append(engines,
		newEngine("calx-slots", func() calx.Value { return must(r.Eval(ctx)) }),
		newEngine("calx-slots-set", func() calx.Value {
			for _, f := range set {
				f()
			}
			return must(r.Eval(ctx))
		}))
}

// calxStruct is calx over a struct of decimals.
func calxStruct(source string) []engine {
	ctx, env := context.Background(), newDecimals()
	p := must(calx.CompileFor[decimals](source))
	return []engine{newEngine("calx-struct", func() calx.Value { return must(p.Eval(ctx, env)) })}
}

func typeOf(v any) *calx.Type {
	switch v := v.(type) {
	case string:
		return calx.StringType
	case []any:
		item := v[0].(map[string]any)
		var fields []calx.Field
		for _, name := range []string{"price", "qty"} {
			fields = append(fields, calx.Field{Name: name, Type: typeOf(item[name])})
		}
		return calx.ListOf(calx.RecordOf(fields...))
	}
	return calx.NumberType
}

func apdEngine(name string, f func(*apd.Decimal)) engine {
	z := new(apd.Decimal)
	return engine{name, func() { f(z) }, func() any { return z }}
}

func workloads() []workload {
	maps, numbers := environment(ss), environment(float)
	a, s, u := newCockroach(), newShopspring(), newMicro()
	quarter := ss("1.25")
	sum7 := terms(quarter)
	join := func(lists ...[]engine) (all []engine) {
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	return []workload{
		{"W1", "50.9745", join(calxEngines(w1, maps), calxStruct(w1), floatEngines(1), []engine{
			newEngine("shopspring", s.w1), apdEngine("apd", a.w1), newEngine("udecimal", u.w1)})},
		{"W2", "60.12989625", join(calxEngines(w2, maps), calxStruct(w2), floatEngines(2), []engine{
			newEngine("shopspring", s.w2), apdEngine("apd", a.w2), newEngine("udecimal", u.w2)})},
		{"W3", "true", join(calxEngines(w3, maps), calxStruct(w3), floatEngines(3), []engine{newEngine("shopspring", s.w3), newEngine("udecimal", u.w3)})},
		{"W4", "8507.61", join(calxEngines(w4, maps), calxStruct(w4), floatEngines(4), []engine{
			newEngine("shopspring", s.w4), apdEngine("apd", a.w4), newEngine("udecimal", u.w4)})},
		{"W5", "101993", join(calxEngines(w5Calx, maps), calxStruct(w5Calx), []engine{exprEngine("expr-struct", w5Expr, floatStruct()), exprEngine("expr-map", w5Expr, numbers),
			newEngine("shopspring", s.w5), apdEngine("apd", a.w5), newEngine("udecimal", u.w5)})},
		{"W7", "2500", join(calxEngines(w7, sum7), []engine{exprEngine("expr-map", w7, terms(1.25)),
			newEngine("shopspring", func() decimal.Decimal { return s.w7(quarter) }),
			apdEngine("apd", func(z *apd.Decimal) { a.w7(z, mustAPD("1.25")) })})},
		{"W8", "1229.849727698709108381969980559381", join(calxEngines(w8, maps), calxStruct(w8), []engine{exprEngine("expr-map", w8, numbers),
			newEngine("shopspring", s.w8), apdEngine("apd", a.w8)})},
		{"W9", "13.54581673306772908366533864541833", join(calxEngines(w9, maps), calxStruct(w9), []engine{exprEngine("expr-map", w9, numbers),
			newEngine("shopspring", s.w9), apdEngine("apd", a.w9)})},
	}
}

// TestResults compares what the engines compute. calx has to give every digit
// (of W8 those of Python's decimal, which rounds each operation alike); the
// libraries of decimals 30 digits, since they round in other places; floats 12.
func TestResults(t *testing.T) {
	for _, w := range workloads() {
		for _, e := range w.engines {
			t.Run(w.name+"/"+e.name, func(t *testing.T) {
				e.run()
				got := e.result()
				if w.want == "true" {
					if fmt.Sprint(got) != "true" {
						t.Errorf("got %v", got)
					}
					return
				}
				tolerance := 1e-12 // engines of float64
				switch {
				case strings.HasPrefix(e.name, "calx"):
					tolerance = 0
				case e.name == "shopspring" || e.name == "apd" || e.name == "udecimal":
					tolerance = 1e-30
				}
				g, want := ss(numberText(got)), ss(w.want)
				if g.Sub(want).Abs().GreaterThan(want.Abs().Mul(decimal.NewFromFloat(tolerance))) {
					t.Errorf("got %v, want %v", g, want)
				}
			})
		}
	}
}

// numberText is the text of a result of any engine.
func numberText(v any) string {
	switch v := v.(type) {
	case float64:
		return decimal.NewFromFloat(v).String()
	case int, int64:
		return fmt.Sprint(v)
	case *apd.Decimal:
		return v.Text('f')
	case fmt.Stringer:
		return v.String()
	}
	panic(fmt.Sprintf("%T", v))
}

// lookups only looks the variables of a program up in a map, which no engine
// over a map can do without: what is left of its time is what it can be faster
// by. The names are strings of their own, as those of a source text are.
func lookups(source string, env map[string]any) engine {
	var names []string
	for _, name := range must(calx.Compile(source)).Vars() {
		names = append(names, strings.Clone(name))
	}
	return newEngine("lookups", func() (last any) {
		for _, name := range names {
			last = env[name]
		}
		return last
	})
}

// BenchmarkEval evaluates what has been compiled.
func BenchmarkEval(b *testing.B) {
	maps := environment(ss)
	for _, w := range workloads() {
		engines := w.engines
		if source, ok := map[string]string{"W1": w1, "W2": w2, "W3": w3, "W4": w4}[w.name]; ok {
			engines = append(engines, lookups(source, maps))
		}
		for _, e := range engines {
			b.Run(w.name+"/"+e.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					e.run()
				}
			})
		}
	}
}
