package eval

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/internal/race"
	"github.com/calx-lang/calx/parser"
	"github.com/shopspring/decimal"
)

// The workloads of the benchmarks, with their environment and result.
var workloads = []struct {
	name, src, want string
	env             map[string]any
}{
	{"W1", "price * qty * (1 - discount)", "50.9745",
		map[string]any{"price": decimal.RequireFromString("19.99"), "qty": 3, "discount": decimal.RequireFromString("0.15")}},
	{"W2", "price * qty * (1 - discount) * (1 + tax) + shipping", "60.12989625",
		map[string]any{"price": decimal.RequireFromString("19.99"), "qty": 3, "discount": decimal.RequireFromString("0.15"),
			"tax": decimal.RequireFromString("0.0825"), "shipping": decimal.RequireFromString("4.95")}},
	{"W3", `(country == "US" || country == "CA") && total > 100 && tier in ["gold", "platinum"]`, "true",
		map[string]any{"country": "CA", "tier": "platinum", "total": decimal.RequireFromString("125.50")}},
	{"W4", "income <= 11000 ? income * 0.10 : income <= 44725 ? 1100 + (income - 11000) * 0.12 : income <= 95375 ? 5147 + (income - 44725) * 0.22 : 16290 + (income - 95375) * 0.24",
		"8507.61", map[string]any{"income": decimal.RequireFromString("60000.50")}},
	{"W8", "principal * rate / 12 / (1 - (1 + rate / 12) ^ -n)", "1229.849727698709108381969980559381",
		map[string]any{"principal": 250000, "rate": decimal.RequireFromString("0.0425"), "n": 360}},
	{"W9", "part / total * 100", "39.53488372093023255813953488372093",
		map[string]any{"part": 17, "total": 43}},
}

func compileText(t testing.TB, src string) *Program {
	t.Helper()
	p, err := Compile(&diag.Source{Text: src}, CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWorkloads(t *testing.T) {
	for _, w := range workloads {
		p := compileText(t, w.src)
		v, err := p.Eval(context.Background(), w.env)
		if err != nil || v.String() != w.want {
			t.Errorf("%s: got %v, %v, want %s", w.name, v, err, w.want)
		}
	}
}

// TestWorkloadAllocations holds that evaluating allocates nothing.
func TestWorkloadAllocations(t *testing.T) {
	for _, w := range workloads {
		if w.name == "W8" {
			continue // a power that is not exact
		}
		p := compileText(t, w.src)
		if n := race.AllocsPerRun(100, func() {
			if _, err := p.Eval(context.Background(), w.env); err != nil {
				t.Fatal(err)
			}
		}); n > 0 {
			t.Errorf("%s: %v allocations a run", w.name, n)
		}
	}
}

// BenchmarkEval evaluates compiled programs over a map.
func BenchmarkEval(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			p := compileText(b, w.src)
			ctx := context.Background()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Eval(ctx, w.env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBound evaluates with the variables in their slots already.
func BenchmarkBound(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			p := compileText(b, w.src)
			f := p.acquire(context.Background())
			p.bind(f, w.env)
			st := &p.stmts[0]
			b.ReportAllocs()
			for b.Loop() {
				f.execute(st)
				f.budget.slice = sliceSteps
			}
		})
	}
}

// BenchmarkCompile compiles with all checks.
func BenchmarkCompile(b *testing.B) {
	var long strings.Builder
	long.WriteString("a1")
	for i := 2; i <= 1000; i++ {
		fmt.Fprintf(&long, " + a%d", i)
		if i%2 == 0 {
			long.WriteString("*3")
		}
	}
	for _, w := range []struct{ name, src string }{{"W6", workloads[1].src}, {"W7", long.String()}} {
		b.Run(w.name, func(b *testing.B) {
			src := &diag.Source{Text: w.src}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Compile(src, CompileOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLines runs a thousand lines of a script as the command does.
func BenchmarkLines(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "%d.%02d * %d + %d\n", i%997, i%100, i%13+1, i%7)
	}
	b.ReportAllocs()
	for b.Loop() {
		s := NewSession(Options{})
		stream := parser.NewStream(strings.NewReader(text.String()), "", s.ParserOptions())
		var out []byte
		for {
			st, src, err := stream.Next()
			if err == io.EOF {
				break
			}
			v, _, err := s.Exec(context.Background(), st, src)
			if err != nil {
				b.Fatal(err)
			}
			out, _ = s.AppendText(context.Background(), out[:0], v)
			stream.Release()
		}
	}
}

// BenchmarkRecursion calls a function of the script some 75,000 times.
func BenchmarkRecursion(b *testing.B) {
	p := compileText(b, "fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)\nfib(23)")
	b.ReportAllocs()
	for b.Loop() {
		if v, err := p.Eval(context.Background(), nil); err != nil || v.String() != "28657" {
			b.Fatal(v, err)
		}
	}
}

// BenchmarkItems sums over a hundred records through a lambda.
func BenchmarkItems(b *testing.B) {
	items := make([]Value, 100)
	for i := range items {
		var m MapBuilder
		m.Set("price", NumberValue(mustNumber(b, fmt.Sprintf("%d.%02d", 1+i*37%500, i*13%100))))
		m.Set("qty", intValue(1+i%7))
		items[i] = m.Value()
	}
	p := compileText(b, "sum(items, i => i.price * i.qty)")
	env := map[string]Value{"items": NewList(items...)}
	b.ReportAllocs()
	for b.Loop() {
		if v, err := p.Eval(context.Background(), env); err != nil || v.String() != "101993" {
			b.Fatal(v, err)
		}
	}
}
