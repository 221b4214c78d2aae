package bench

import (
	"context"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/interpreter"
	"github.com/PaesslerAG/gval"
	"github.com/casbin/govaluate"
	"github.com/dop251/goja"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// The engines that compute in float64, each by its fastest idiomatic path:
// compiled once, over variables in a map or in the engine's own values.

// floatEngines returns the engines for one of w1 to w4.
func floatEngines(w int) []engine {
	m := environment(float)
	delete(m, "items")
	sources := [...]string{w1, w2, w3, w4}
	source := sources[w-1]
	return []engine{
		exprEngine("expr-map", source, m),
		exprEngine("expr-struct", source, floatStruct()),
		celEngine("cel-map", [...]string{celW1, celW2, celW3, celW4}[w-1], m),
		govaluateEngine("govaluate-map", [...]string{w1, w2, govaluateW3, govaluateW4}[w-1], m),
		gvalEngine("gval-map", source, m),
		starlarkEngine("starlark-args", [...]string{w1, w2, starlarkW3, starlarkW4}[w-1], m),
		gojaEngine("goja-args", [...]string{w1, w2, gojaW3, w4}[w-1], m),
		newEngine("go-float64", floatGo(floatStruct(), w)),
	}
}

func exprEngine(name, source string, env any) engine {
	p := must(expr.Compile(source, expr.Env(env)))
	machine := vm.VM{}
	return newEngine(name, func() any { return must(machine.Run(p, env)) })
}

// CEL converts no int to double, so its literals are doubles.
const (
	celW1 = `price * qty * (1.0 - discount)`
	celW2 = `price * qty * (1.0 - discount) * (1.0 + tax) + shipping`
	celW3 = `(country == "US" || country == "CA") && total > 100.0 && tier in ["gold","platinum"]`
	celW4 = `income <= 11000.0 ? income * 0.10 : income <= 44725.0 ? 1100.0 + (income - 11000.0) * 0.12 : income <= 95375.0 ? 5147.0 + (income - 44725.0) * 0.22 : 16290.0 + (income - 95375.0) * 0.24`
)

func celEngine(name, source string, m map[string]any) engine {
	var vars []cel.EnvOption
	for k, v := range m {
		t := cel.DoubleType
		if _, ok := v.(string); ok {
			t = cel.StringType
		}
		vars = append(vars, cel.Variable(k, t))
	}
	env := must(cel.NewEnv(vars...))
	ast, issues := env.Compile(source)
	if issues.Err() != nil {
		panic(issues.Err())
	}
	p := must(env.Program(ast, cel.EvalOptions(cel.OptOptimize)))
	act := must(interpreter.NewActivation(m))
	return newEngine(name, func() any {
		v, _, err := p.Eval(act)
		if err != nil {
			panic(err)
		}
		return v.Value()
	})
}

// govaluate nests ?: only in parentheses, and writes a list as (a, b).
const (
	govaluateW3 = `(country == "US" || country == "CA") && total > 100 && tier in ("gold","platinum")`
	govaluateW4 = `income <= 11000 ? income * 0.10 : (income <= 44725 ? 1100 + (income - 11000) * 0.12 : (income <= 95375 ? 5147 + (income - 44725) * 0.22 : 16290 + (income - 95375) * 0.24))`
)

func govaluateEngine(name, source string, m map[string]any) engine {
	p := must(govaluate.NewEvaluableExpression(source))
	params := govaluate.MapParameters(m)
	return newEngine(name, func() any { return must(p.Eval(params)) })
}

func gvalEngine(name, source string, m map[string]any) engine {
	p := must(gval.Full().NewEvaluable(source))
	ctx := context.Background()
	return newEngine(name, func() any { return must(p(ctx, m)) })
}

const (
	starlarkW3 = `(country == "US" or country == "CA") and total > 100 and tier in ["gold","platinum"]`
	starlarkW4 = `income * 0.10 if income <= 11000 else (1100 + (income - 11000) * 0.12 if income <= 44725 else (5147 + (income - 44725) * 0.22 if income <= 95375 else 16290 + (income - 95375) * 0.24))`
)

// arguments are the parameters of the engines that call a function.
var arguments = strings.Split("price, qty, discount, tax, shipping, total, income, country, tier", ", ")

func starlarkEngine(name, source string, m map[string]any) engine {
	thread := &starlark.Thread{Name: "bench"}
	text := "def f(" + strings.Join(arguments, ", ") + "):\n  return " + source + "\n"
	globals := must(starlark.ExecFileOptions(&syntax.FileOptions{}, thread, "bench.star", text, nil))
	args := make(starlark.Tuple, len(arguments))
	for i, a := range arguments {
		switch v := m[a].(type) {
		case float64:
			args[i] = starlark.Float(v)
		case string:
			args[i] = starlark.String(v)
		}
	}
	f := globals["f"]
	return newEngine(name, func() any {
		switch v := must(starlark.Call(thread, f, args, nil)).(type) {
		case starlark.Float:
			return float64(v)
		case starlark.Bool:
			return bool(v)
		default:
			return v
		}
	})
}

const gojaW3 = `(country === "US" || country === "CA") && total > 100 && ["gold","platinum"].includes(tier)`

func gojaEngine(name, source string, m map[string]any) engine {
	rt := goja.New()
	f, ok := goja.AssertFunction(must(rt.RunString("(function(" + strings.Join(arguments, ", ") + "){ return " + source + " })")))
	if !ok {
		panic("goja: no function")
	}
	args := make([]goja.Value, len(arguments))
	for i, a := range arguments {
		args[i] = rt.ToValue(m[a])
	}
	return newEngine(name, func() any { return must(f(goja.Undefined(), args...)).Export() })
}

// floatGo is the workload in Go: what the machine takes, without exactness.
func floatGo(e *floats, w int) func() any {
	return [...]func() any{
		func() any { return e.Price * e.Qty * (1 - e.Discount) },
		func() any { return e.Price*e.Qty*(1-e.Discount)*(1+e.Tax) + e.Shipping },
		func() any {
			return (e.Country == "US" || e.Country == "CA") && e.Total > 100 && (e.Tier == "gold" || e.Tier == "platinum")
		},
		func() any {
			switch x := e.Income; {
			case x <= 11000:
				return x * 0.10
			case x <= 44725:
				return 1100 + (x-11000)*0.12
			case x <= 95375:
				return 5147 + (x-44725)*0.22
			default:
				return 16290 + (x-95375)*0.24
			}
		},
	}[w-1]
}
