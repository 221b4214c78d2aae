package bench

import (
	"testing"

	"github.com/PaesslerAG/gval"
	"github.com/calx-lang/calx"
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
	"github.com/casbin/govaluate"
	"github.com/expr-lang/expr"
	exprparser "github.com/expr-lang/expr/parser"
)

// BenchmarkCompile is W6, which compiles W2, and W7, a sum of 1,000 terms.
func BenchmarkCompile(b *testing.B) {
	for _, w := range []struct {
		name, source string
		env          map[string]any
		floats       map[string]any
	}{
		{"W6", w2, environment(ss), environment(float)},
		{"W7", w7, terms(ss("1.25")), terms(1.25)},
	} {
		var vars []calx.Option
		for name, v := range w.env {
			vars = append(vars, calx.WithVar(name, typeOf(v)))
		}
		compile(b, w.name+"/calx", func() (any, error) { return calx.Compile(w.source) })
		compile(b, w.name+"/calx-typed", func() (any, error) { return calx.Compile(w.source, vars...) })
		compile(b, w.name+"/calx-parse", func() (any, error) { return parser.Parse(&diag.Source{Text: w.source}) })
		env := expr.Env(w.floats)
		compile(b, w.name+"/expr", func() (any, error) { return expr.Compile(w.source, env) })
		compile(b, w.name+"/expr-parse", func() (any, error) { return exprparser.Parse(w.source) })
		full := gval.Full()
		compile(b, w.name+"/gval", func() (any, error) { return full.NewEvaluable(w.source) })
		compile(b, w.name+"/govaluate", func() (any, error) { return govaluate.NewEvaluableExpression(w.source) })
	}
}

// BenchmarkOnce compiles and evaluates, the way of a line of a script.
func BenchmarkOnce(b *testing.B) {
	decimals, numbers := environment(ss), environment(float)
	compile(b, "calx", func() (any, error) { return calx.Eval(w1, decimals) })
	compile(b, "expr", func() (any, error) { return expr.Eval(w1, numbers) })
	compile(b, "gval", func() (any, error) { return gval.Evaluate(w1, numbers) })
	compile(b, "govaluate", func() (any, error) {
		e, err := govaluate.NewEvaluableExpression(w1)
		if err != nil {
			return nil, err
		}
		return e.Evaluate(numbers)
	})
}

// sink keeps results alive.
var sink any

func compile(b *testing.B, name string, f func() (any, error)) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v, err := f()
			if err != nil {
				b.Fatal(err)
			}
			sink = v
		}
	})
}
