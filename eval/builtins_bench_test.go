package eval

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// benchStatement runs the last statement of a script again and again.
func benchStatement(b *testing.B, src string) {
	b.Helper()
	s := NewSession(Options{Limits: Limits{Steps: -1, Memory: -1}})
	stream := parser.NewStream(strings.NewReader(src), "", s.ParserOptions())
	var last parser.Stmt
	var source *diag.Source
	for {
		st, sr, err := stream.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		if last != nil {
			if _, _, err := s.Exec(context.Background(), last, source); err != nil {
				b.Fatal(err)
			}
		}
		last, source = st, sr
	}
	code, errs := s.unit.statement(last, source)
	s.grow()
	if len(errs) > 0 {
		b.Fatal(errs)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.frame.restart(context.Background())
		s.frame.execute(&code)
		if s.frame.err != nil {
			b.Fatal(s.frame.err)
		}
	}
}

func BenchmarkBuiltins(b *testing.B) {
	const (
		million = "xs = map(1..1000000, x => x * 0.01)\n"
		items   = "items = map(1..100, i => {price: i * 1.25, qty: i})\n"
		flows   = "v = concat([-1000], map(1..359, i => 3 + i * 0.01))\n"
	)
	for _, c := range []struct{ name, src string }{
		{"sum million", million + "sum(xs)"},
		{"sum lambda 100", items + "sum(items, i => i.price * i.qty)"},
		{"sum rounded million", "xs = map(1..1000000, x => 1 / x)\nsum(xs)"},
		{"avg million", million + "avg(xs)"},
		{"max million", million + "max(xs)"},
		{"count million", million + "count(xs, x => x > 5000)"},
		{"map million", million + "map(xs, x => x + 1)"},
		{"filter million", million + "filter(xs, x => x > 5000)"},
		{"reduce million", million + "reduce(xs, (a, x) => a + x, 0)"},
		{"sort million", "xs = map(1..1000000, x => x * 7919 % 1000003)\nsort(xs)"},
		{"sort by key 100k", "xs = map(1..100000, x => x * 7919 % 100003)\nsort(xs, x => -x)"},
		{"unique 100k", "xs = map(1..100000, x => x * 7919 % 50021)\nunique(xs)"},
		{"group_by 100k", "xs = map(1..100000, x => str(x % 100))\ngroup_by(xs, x => x)"},
		{"median 100k", "xs = map(1..100000, x => x * 7919 % 100003)\nmedian(xs)"},
		{"join 100k", "xs = map(1..100000, x => str(x))\njoin(xs, \",\")"},
		{"matches", "s = \"order 1234 of 2024-01-05\"\nmatches(s, r\"\\d{4}-\\d\\d-\\d\\d\")"},
		{"min of two", "x = 5; y = 7\nmin(x, y)"},
		{"round", "x = 5.12345\nround(x, 2)"},
		{"allocate 10", "allocate(100.05, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])"},
		{"pmt", "pmt(0.0375 / 12, 360, 200000)"},
		{"npv 360", flows + "npv(0.5%, v)"},
		{"irr 4", "irr([-1000, 500, 400, 300])"},
		{"irr 360", flows + "irr(v)"},
	} {
		b.Run(c.name, func(b *testing.B) { benchStatement(b, c.src) })
	}
}
