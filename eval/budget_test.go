package eval

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
)

// TestLimits holds one hostile input against each limit; every one must end
// with a limit error and soon.
func TestLimits(t *testing.T) {
	tests := []struct {
		name, src, code string
		limits          Limits
	}{
		{name: "steps", src: "reduce(1..1e12, (a, x) => a + x, 0)", code: "steps"},
		{name: "steps of recursion", src: "f(n) = n < 2 ? 1 : f(n - 1) + f(n - 2); f(60)", code: "steps"},
		{name: "steps of nothing", src: "all(1..1e15, x => true)", code: "steps"},
		{name: "call depth", src: "f(n) = f(n + 1); f(1)", code: "call-depth"},
		{name: "mutual recursion", src: "f(n) = g(n) + 1\ng(n) = f(n) + 1\nf(1)", code: "call-depth"},
		{name: "stack", src: "f(n) = " + strings.Repeat("(1 + ", 90) + "f(n)" + strings.Repeat(")", 90) + "; f(1)", code: "stack"},
		{name: "memory of a list", src: "map(1..1e9, x => x)", code: "memory"},
		{name: "memory of nested lists", src: "map(1..1000, i => map(1..100000, j => j))", code: "memory", limits: Limits{Steps: -1}},
		{name: "memory of a string", src: `s(n) = if n == 0 then "0123456789" else s(n - 1) + s(n - 1); len(s(30))`, code: "memory", limits: Limits{Steps: -1}},
		{name: "memory of lists joined", src: "f(xs, n) = if n == 0 then xs else f(xs + xs, n - 1); len(f([1, 2, 3], 40))", code: "memory", limits: Limits{Steps: -1}},
		{name: "memory over statements", src: manyLists(60), code: "memory"},
		{name: "range joined", src: "(1..1e15) + [1]", code: "memory"},
		{name: "digits of a power", src: "9^9^9^9", code: "limit"},
		{name: "digits of a product", src: "x = 10^60000 + 1; x * x", code: "limit"},
		{name: "digits of a sum", src: "1e999999999 + 1", code: "limit"},
		{name: "digits of a factorial", src: "1000000!", code: "limit"},
		{name: "value depth", src: "f(x, n) = if n == 0 then x else f([x], n - 1); f(1, 2000)", code: "value-depth"},
		{name: "value depth of maps", src: "reduce(1..5000, (a, x) => {a: a}, 0)", code: "value-depth"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			_, err := runScript(t, Options{Limits: test.limits}, test.src)
			all := diag.All(err)
			if len(all) == 0 || all[0].Class != diag.Limit || all[0].Code != test.code {
				t.Fatalf("got %v (%v), want a limit error %q", err, all, test.code)
			}
			if all[0].Source == nil {
				t.Errorf("the error has no place: %v", err)
			}
			t.Logf("%v after %v", err, time.Since(start))
		})
	}
}

// manyLists binds n names to lists of a million bytes each.
func manyLists(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x%d = map(1..50000, x => x)\n", i)
	}
	return b.String()
}

// TestMemoryIsLive runs through far more memory than the limit without
// holding it.
func TestMemoryIsLive(t *testing.T) {
	out, err := runScript(t, Options{Limits: Limits{Steps: -1}},
		"reduce(1..3000, (a, x) => a + sum(map(1..10000, y => y)), 0)")
	if err != nil || out[0] != "150015000000" {
		t.Fatalf("got %v, %v", out, err)
	}
}

// TestCancel ends an evaluation from outside.
func TestCancel(t *testing.T) {
	p, err := Compile(&diag.Source{Text: "reduce(1..1e12, (a, x) => a + x * 1.5, 0)"}, CompileOptions{Options: Options{Limits: Limits{Steps: -1}}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	_, err = p.Eval(ctx, nil)
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, diag.Canceled) {
		t.Fatalf("got %v", err)
	}
}

// TestFlatChains checks that long chains of one level compile and run without
// deep recursion.
func TestFlatChains(t *testing.T) {
	const n = 200_000
	for _, test := range []struct{ term, op, want string }{
		{"1", " + ", "200000"},
		{"1", " * ", "1"},
		{"true", " and ", "true"},
		{"false", " or ", "false"},
		{"null", " ?? ", "null"},
	} {
		src := test.term + strings.Repeat(test.op+test.term, n-1)
		out, err := runScript(t, Options{}, src)
		if err != nil || out[0] != test.want {
			t.Errorf("%d terms of %q: got %v, %v", n, test.op, out, err)
		}
	}
	src := "x = 7; " + strings.Repeat("x == 1 ? 1 : ", n) + "42"
	if out, err := runScript(t, Options{}, src); err != nil || out[0] != "42" {
		t.Errorf("conditionals: got %v, %v", out, err)
	}
}

// TestMemoryMeasured holds what is small to look at but keeps much alive
// against a limit that it would break, and what only looks large against one
// that it does not.
func TestMemoryMeasured(t *testing.T) {
	limits := Limits{Memory: 16 << 20, Steps: -1}
	checkCases(t, Options{Limits: limits}, []evalCase{
		{`len(map(1..200, i => repeat("x", 1000000)[0:1]))`, "200"},
		{"len(map(1..100, i => map(1..50000, j => j)[0:1]))", "100"},
		{`len(map(1..200, i => {(repeat("x", 1000000)): i}))`, "error: limit"},
		{"len(map(1..100, i => (g(n) = f(n); xs = map(1..50000, j => j + i); f(n) = xs[n]; g)))", "error: limit"},
		{"mk(n) = (xs = map(1..50000, j => j + n); k => (if k == 0 then 0 else mk(k)(k - 1)) + len(xs)); mk(90)(90)", "error: limit"},
		{`f(n) = if n == 0 then "" else if repeat("x", 1000000) == f(n - 1) then "a" else "b"` + "\nf(100)", "error: limit"},
		{"g(n) = if n == 0 then 0 else (10^99000 + n) - g(n - 1); g(1000)", "error: limit"},
		{"g = reduce(1..1000000, (acc, i) => (() => acc), 0); 1", "error: limit"},
	})
}
