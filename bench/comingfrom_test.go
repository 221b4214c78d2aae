package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"
	"github.com/PaesslerAG/gval"
	"github.com/calx-lang/calx"
	"github.com/casbin/govaluate"
	"github.com/expr-lang/expr"
)

// TestComingFrom runs the tables of docs/coming-from.md, every expression in
// the engine of its column, and compares the values of a row.
func TestComingFrom(t *testing.T) {
	page, err := os.ReadFile("../docs/coming-from.md")
	if err != nil {
		t.Fatal(err)
	}
	env := pageData(t, string(page))
	engines := map[string]func(string, map[string]any) (any, error){
		"expr": func(s string, env map[string]any) (any, error) { return expr.Eval(s, env) },
		"govaluate": func(s string, env map[string]any) (any, error) {
			e, err := govaluate.NewEvaluableExpression(s)
			if err != nil {
				return nil, err
			}
			return e.Evaluate(env)
		},
		"gval": func(s string, env map[string]any) (any, error) { return gval.Evaluate(s, env) },
		"CEL":  celEval,
	}
	rows := 0
	heading := ""
	for _, line := range strings.Split(string(page), "\n") {
		if rest, ok := strings.CutPrefix(line, "## From "); ok {
			heading = rest
		} else if strings.HasPrefix(line, "## ") {
			heading = ""
		}
		theirs := engines[heading]
		if theirs == nil || !strings.HasPrefix(line, "| `") {
			continue
		}
		rows++
		cells := tableCells(line)
		a, b := codeSpans(cells[0]), codeSpans(cells[1])
		for i, s := range a {
			got, err := theirs(s, env)
			if err != nil {
				t.Errorf("%s: %s: %v", heading, s, err)
				continue
			}
			want, err := calx.Eval(b[min(i, len(b)-1)], env)
			if err != nil {
				t.Errorf("calx: %s: %v", b[min(i, len(b)-1)], err)
				continue
			}
			same := alike(got, want.Any())
			if differs := strings.HasPrefix(cells[2], "other"); same == differs {
				t.Errorf("%s: %s is %v, calx: %s is %v", heading, s, got, b[min(i, len(b)-1)], want)
			}
		}
	}
	if rows < 100 {
		t.Errorf("only %d rows were found", rows)
	}
}

// pageData returns the data of the page, integers as int.
func pageData(t *testing.T, page string) map[string]any {
	_, text, _ := strings.Cut(page, "```json\n")
	text, _, _ = strings.Cut(text, "```")
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var env map[string]any
	if err := d.Decode(&env); err != nil {
		t.Fatal(err)
	}
	return goNumbers(env).(map[string]any)
}

func goNumbers(x any) any {
	switch x := x.(type) {
	case json.Number:
		if n, err := x.Int64(); err == nil {
			return int(n)
		}
		f, _ := x.Float64()
		return f
	case []any:
		for i := range x {
			x[i] = goNumbers(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = goNumbers(x[k])
		}
	}
	return x
}

func tableCells(line string) []string {
	const bar = "\x00"
	line = strings.ReplaceAll(line, `\|`, bar)
	cells := strings.Split(strings.Trim(line, "|"), "|")
	for i := range cells {
		cells[i] = strings.ReplaceAll(strings.TrimSpace(cells[i]), bar, "|")
	}
	return cells
}

func codeSpans(cell string) []string {
	var list []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			list = append(list, part)
		}
	}
	return list
}

func celEval(s string, vars map[string]any) (any, error) {
	options := []cel.EnvOption{cel.OptionalTypes(), ext.Strings(), ext.Math(), ext.Lists(), ext.Bindings()}
	known := map[string]any{}
	for k, v := range vars {
		if !strings.Contains(k, " ") {
			options = append(options, cel.Variable(k, cel.DynType))
			known[k] = v
		}
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return nil, err
	}
	ast, issues := env.Compile(s)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	p, err := env.Program(ast)
	if err != nil {
		return nil, err
	}
	v, _, err := p.ContextEval(context.Background(), known)
	if err != nil {
		return nil, err
	}
	return v.ConvertToNative(reflect.TypeFor[any]())
}

// alike compares values of two engines by their JSON, numbers within the error
// of float64.
func alike(a, b any) bool {
	x, y := plainJSON(a), plainJSON(b)
	return alikeJSON(x, y)
}

func plainJSON(x any) (v any) {
	if f, ok := x.(float64); ok && (math.IsInf(f, 0) || math.IsNaN(f)) {
		return fmt.Sprint(f)
	}
	if m := reflect.ValueOf(x); m.Kind() == reflect.Map {
		plain := map[string]any{}
		for _, k := range m.MapKeys() {
			plain[fmt.Sprint(k)] = m.MapIndex(k).Interface()
		}
		x = plain
	}
	text, err := json.Marshal(x)
	if err != nil {
		return fmt.Sprint(x)
	}
	json.Unmarshal(text, &v)
	return v
}

func alikeJSON(x, y any) bool {
	switch x := x.(type) {
	case []any:
		y, ok := y.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !alikeJSON(x[i], y[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		y, ok := y.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for k := range x {
			if !alikeJSON(x[k], y[k]) {
				return false
			}
		}
		return true
	case float64, string:
		a, err1 := toFloat(x)
		b, err2 := toFloat(y)
		if err1 == nil && err2 == nil {
			return math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
		}
	}
	return reflect.DeepEqual(x, y)
}

// toFloat reads a number, which calx may have written as a text.
func toFloat(x any) (f float64, err error) {
	switch x := x.(type) {
	case float64:
		return x, nil
	case string:
		return strconv.ParseFloat(x, 64)
	}
	return 0, fmt.Errorf("%v is no number", x)
}
