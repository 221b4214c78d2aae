package eval

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

var explainAll = flag.Bool("explain-all", false, "explain every expression of the suites")

// sameOutcome compares what an evaluation and an explanation came to, bit for
// bit but for the form of coefficients, which nothing shows.
func sameOutcome(v Value, err error, w Value, err2 error) error {
	if (err == nil) != (err2 == nil) {
		return fmt.Errorf("errors %v and %v", err, err2)
	}
	if err != nil {
		a, b := diag.All(err), diag.All(err2)
		if len(a) != len(b) {
			return fmt.Errorf("%d and %d errors", len(a), len(b))
		}
		for i := range a {
			if a[i].Class == diag.Limit && b[i].Class == diag.Limit && a[i].Code == b[i].Code {
				continue // where depends on what the frame has been used for before
			}
			if a[i].Class != b[i].Class || a[i].Code != b[i].Code || a[i].Message != b[i].Message || a[i].Hint != b[i].Hint || a[i].Span != b[i].Span {
				return fmt.Errorf("errors\n  %v %v\n  %v %v", a[i], a[i].Span, b[i], b[i].Span)
			}
		}
		return nil
	}
	if v.Kind() != w.Kind() || v.Exact() != w.Exact() || v.String() != w.String() {
		return fmt.Errorf("values\n  %.200s %v\n  %.200s %v", v, v.Exact(), w, w.Exact())
	}
	return nil
}

// compareScript runs a script twice, executed and explained, and compares the
// statements one by one.
func compareScript(o Options, text string) error {
	ctx := context.Background()
	plain, traced := NewSession(o), NewSession(o)
	stream := parser.NewStream(strings.NewReader(text), "", plain.ParserOptions())
	for {
		st, src, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			continue
		}
		v, has, err := plain.Exec(ctx, st, src)
		x, err2 := traced.Explain(ctx, st, src)
		w, has2 := Null, err == nil && has
		if x != nil {
			w, has2 = x.Value, x.HasValue
			_ = x.String()
			if _, err := x.MarshalJSON(); err != nil {
				return fmt.Errorf("JSON: %v", err)
			}
		}
		if err := sameOutcome(v, err, w, err2); err != nil {
			return err
		}
		if has != has2 && err == nil {
			return fmt.Errorf("a value: %v and %v", has, has2)
		}
	}
}

// compareProgram evaluates a program and explains it.
func compareProgram(o CompileOptions, text string, env any) error {
	p, err := Compile(&diag.Source{Text: text}, o)
	if err != nil {
		return nil
	}
	v, err := p.Eval(context.Background(), env)
	x, err2 := p.Explain(context.Background(), env)
	if x == nil {
		return fmt.Errorf("no explanation: %v", err2)
	}
	_ = x.String()
	return sameOutcome(v, err, x.Value, err2)
}

// TestExplainChangesNothing runs the expressions of the conformance suites.
func TestExplainChangesNothing(t *testing.T) {
	for _, suite := range []string{"lang", "finance", "bc", "gda", "golden", "golden-modes", "hostile"} {
		t.Run(suite, func(t *testing.T) { explainSuite(t, suite) })
	}
}

func explainSuite(t *testing.T, suite string) {
	f, err := os.Open("../testdata/suites/" + suite + ".jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	large := suite == "gda" || strings.HasPrefix(suite, "golden")
	failed := 0
	for n := 0; in.Scan(); n++ {
		var c struct {
			ID, Expr, Rounding string
			Precision          int
			Env                map[string]any
		}
		dec := json.NewDecoder(strings.NewReader(in.Text()))
		dec.UseNumber()
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		if c.Expr == "" || !*explainAll && (large && n%8 != 0 || c.Precision > 1000) {
			continue
		}
		mode, _ := number.ParseRounding(c.Rounding)
		o := Options{Precision: c.Precision, Rounding: mode, RoundAll: suite == "gda"}
		if suite == "hostile" {
			o.Limits = Limits{Steps: 100_000, Memory: 8 << 20, CallDepth: 1000, Stack: 20_000}
		}
		err := compareProgram(CompileOptions{Options: o}, c.Expr, c.Env)
		if err == nil && c.Env == nil {
			err = compareScript(o, c.Expr)
		}
		if err != nil {
			if failed++; failed <= 10 {
				t.Errorf("%s: %.300s\n%v", c.ID, c.Expr, err)
			}
		}
	}
	if failed > 10 {
		t.Errorf("%d failed", failed)
	}
}

// randomExpr draws an expression of numbers.
func randomExpr(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(8) == 0 {
		return []string{"a", "b", "c", "1", "3", "7", "0.1", "2.5", "12.75", "1/3", "1e-5", "12345678901234567890123456789"}[r.IntN(12)]
	}
	sub := func() string { return "(" + randomExpr(r, depth-1) + ")" }
	switch r.IntN(12) {
	case 0:
		return "round(" + randomExpr(r, depth-1) + ", 2)"
	case 1:
		return "-" + sub()
	case 2:
		return sub() + " ^ " + []string{"2", "3", "-1", "0.5"}[r.IntN(4)]
	case 3:
		return "if " + sub() + " > 1 then " + sub() + " else " + sub()
	case 4:
		return "sum([1, 2, 3], x => x * " + sub() + ")"
	case 5:
		return "sqrt(abs" + sub() + ")"
	case 6:
		return "(t = " + randomExpr(r, depth-1) + "; t + t / 3)"
	}
	n := 2 + r.IntN(3)
	if r.IntN(20) == 0 {
		n = 12
	}
	s := sub()
	for range n - 1 {
		s += []string{" + ", " - ", " * ", " / ", " // ", " % "}[r.IntN(6)] + sub()
	}
	return s
}

func TestExplainRandom(t *testing.T) {
	for i := range 10_000 {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		text := randomExpr(r, 1+r.IntN(4))
		o := Options{Precision: []int{0, 5, 34, 50}[r.IntN(4)], Rounding: number.Rounding(r.IntN(8)), RoundAll: r.IntN(4) == 0, Exact: r.IntN(8) == 0}
		env := map[string]any{"a": 19.99, "b": -3, "c": 0}
		co := CompileOptions{Options: o}
		if r.IntN(3) == 0 {
			env["c"] = "text"
		} else if r.IntN(2) == 0 {
			co.Vars = map[string]*Type{"a": NumberType, "b": NumberType, "c": NumberType}
		}
		if err := compareProgram(co, text, env); err != nil {
			t.Fatalf("%s\n%+v\n%v", text, o, err)
		}
	}
}

// TestExplainReasons holds the steps of random expressions against what their
// operations give when they are computed anew, with more digits than there can be.
func TestExplainReasons(t *testing.T) {
	rounded, kept := 0, 0
	for i := range 5000 {
		r := rand.New(rand.NewPCG(11, uint64(i)))
		text := randomExpr(r, 1+r.IntN(3))
		o := Options{Precision: []int{0, 5, 50}[r.IntN(3)], Rounding: number.Rounding(r.IntN(8))}
		p, err := Compile(&diag.Source{Text: text}, CompileOptions{Options: o})
		if err != nil {
			t.Fatal(err)
		}
		x, err := p.Explain(context.Background(), map[string]any{"a": 19.99, "b": -3, "c": 0.3})
		if err != nil {
			continue
		}
		eachStep(x.Root, func(s *Step) {
			lost, ok := losesDigits(s, o)
			if !ok {
				return
			}
			has := s.Rounding != nil && s.Rounding.Kind == RoundedToPrecision
			if lost != has {
				t.Errorf("%s\nin %s = %s: digits were lost: %v, the step says so: %v", text, s.Text(), s.Shown, lost, has)
			}
			if has {
				rounded++
			} else if !s.Exact {
				kept++
			}
		})
		if t.Failed() {
			return
		}
	}
	if rounded < 1000 || kept < 100 {
		t.Errorf("only %d steps were rounded, and %d of rounded numbers without a loss", rounded, kept)
	}
}

func eachStep(s *Step, f func(*Step)) {
	f(s)
	for _, kid := range s.Steps {
		eachStep(kid, f)
	}
}

// losesDigits computes + - * / ^ of two operands that a step has, exactly, and
// reports whether its value is another number.
func losesDigits(s *Step, o Options) (lost, ok bool) {
	if s.Kind != OperationStep || len(s.Steps) != 2 || s.Type != NumberKind {
		return false, false
	}
	file, err := parser.Parse(&diag.Source{Text: s.Text()})
	if err != nil {
		return false, false
	}
	e, isBinary := file.Stmts[0].(*parser.ExprStmt).X.(*parser.BinaryExpr)
	x, y := s.Steps[0], s.Steps[1]
	if !isBinary || len(e.Ops) != 1 || x.Type != NumberKind || y.Type != NumberKind {
		return false, false
	}
	c := number.Context{Precision: 2000, MaxDigits: -1}
	a, b := x.Value.number().WithRounded(false), y.Value.number().WithRounded(false)
	var z number.Number
	switch e.Ops[0].Kind {
	case lexer.Plus:
		z, err = c.Add(a, b)
	case lexer.Minus:
		z, err = c.Sub(a, b)
	case lexer.Star:
		z, err = c.Mul(a, b)
	case lexer.Slash:
		z, err = c.Quo(a, b)
	case lexer.Caret:
		z, err = c.Pow(a, b)
	default:
		return false, false
	}
	if err != nil {
		return false, false
	}
	return z.Rounded() || !number.Equal(z, s.Value.number()), true
}

// TestExplainConcurrently explains and evaluates one program from several
// goroutines, the first time for all of them.
func TestExplainConcurrently(t *testing.T) {
	p, err := Compile(&diag.Source{Text: "f(x) = x / 3; sum(map(1..50, i => f(i) * a))"}, CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	texts := make([]string, 8)
	for i := range texts {
		wg.Go(func() {
			env := map[string]any{"a": i % 2}
			for range 20 {
				x, err := p.Explain(context.Background(), env)
				v, err2 := p.Eval(context.Background(), env)
				if err := sameOutcome(v, err2, x.Value, err); err != nil {
					t.Error(err)
				}
				texts[i] = x.String()
			}
		})
	}
	wg.Wait()
	for i, text := range texts {
		if text != texts[i%2] {
			t.Errorf("goroutine %d:\n%s\nother:\n%s", i, text, texts[i%2])
		}
	}
}

// FuzzExplain holds explanations against evaluations, and their texts within
// their width.
func FuzzExplain(f *testing.F) {
	for _, block := range strings.Split(strings.TrimSpace(explanations), "\n\n") {
		program, _, _ := strings.Cut(strings.TrimPrefix(block, "> "), "\n")
		f.Add(program)
	}
	for _, r := range WarningRules() {
		f.Add(r.Example)
	}
	limits := Limits{Steps: 20_000, Digits: 2000, Memory: 4 << 20, CallDepth: 200, Stack: 5000}
	env := map[string]any{"x": 5, "price": 19.99, "qty": 3, "name": "Ann", "none": nil, "items": []any{map[string]any{"price": 1.5, "qty": 2}}}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Compile(&diag.Source{Text: text}, CompileOptions{Options: Options{Limits: limits}})
		if err != nil {
			return
		}
		for _, w := range p.Warnings() {
			if w.Span.Start < 0 || w.Span.End > len(text) || w.Span.Start >= w.Span.End || w.Message == "" {
				t.Errorf("a warning of %v: %v", w.Span, w)
			}
			_ = w.Pretty()
		}
		v, err := p.Eval(context.Background(), env)
		x, err2 := p.Explain(context.Background(), env)
		if x == nil {
			t.Fatalf("no explanation: %v", err2)
		}
		if err := sameOutcome(v, err, x.Value, err2); err != nil {
			t.Error(err)
		}
		if _, err := x.MarshalJSON(); err != nil {
			t.Error(err)
		}
		for _, line := range strings.Split(x.Text(60), "\n") {
			if columns(line) > 60 {
				t.Errorf("a line of %d columns: %s", columns(line), line)
			}
		}
	})
}
