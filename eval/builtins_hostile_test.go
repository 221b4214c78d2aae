package eval

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// TestHostileBuiltins gives built-ins arguments that would take memory or time
// without bound. All of these answer at once, within the default limits.
func TestHostileBuiltins(t *testing.T) {
	dag := "x = reduce(1..60, (a, i) => [a, a], [1/3])\n"
	checkCases(t, Options{}, []evalCase{
		{`repeat("x", 1e9)`, "error: limit"},
		{`repeat("x", 1e30)`, "error: limit"},
		{`repeat("", 1e30)`, ""},
		{`repeat("x", 0)`, ""},
		{`len(repeat("xyz", 1e6))`, "3000000"},
		{`pad_left("x", 1e12)`, "error: limit"},
		{`pad_right("x", 1e30, "ab")`, "error: limit"},
		{`pad_right("x", 9e18, "ab")`, "error: limit"},
		{"map(1..1e12, x => x)", "error: limit"},
		{"map(1..1e30, x => x)", "error: limit"},
		{"filter(1..1e12, x => false)", "error: limit"},
		{"reduce(1..1e12, (a, x) => a, 0)", "error: limit"},
		{"enumerate(1..1e12)", "error: limit"},
		{"zip(1..1e12, 1..1e12)", "error: limit"},
		{"chunk(1..1e12, 1)", "error: limit"},
		{"len(chunk(1..1e12, 1e9))", "1000"},
		{"flatten([1..1e12, 1..1e12])", "error: limit"},
		{"flatten([1..1e30, 1..1e30])", "error: limit"},
		{"concat(1..1e18, 1..1e18)", "error: limit"},
		{"concat(1..1e30, 1..1e30)", "error: limit"},
		{"len(unique(1..1e12))", "1000000000000"},
		{"group_by(1..1e12, x => str(x))", "error: limit"},
		{"partition(1..1e12, x => true)", "error: limit"},
		{"cumsum(1..1e12)", "error: limit"},
		{"median(1..1e12)", "500000000000.5"},
		{"stdev(1..1e12)", "error: limit"},
		{"percentile(1..1e12, 0.5)", "error: limit"},
		{"product(1..1e9)", "error: limit"},
		{"min_by(1..1e12, x => x)", "error: limit"},
		{"sort(1..1e12, x => -x)", "error: limit"},
		{"any(1..1e12, x => x < 0)", "error: limit"},
		{"sum(1..1e12, x => x)", "error: limit"},
		{`replace(repeat("a", 1e6), "a", repeat("b", 1e6))`, "error: limit"},
		{`len(replace(repeat("a", 1e5), "a", "bcd"))`, "300000"},
		{`split(repeat("a", 1e7), "")`, "error: limit"},
		{`join(map(1..1e5, x => repeat("a", 1000)), "")`, "error: limit"},
		{`s = repeat("a", 1e6); join([s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s], "")`, "error: limit"},
		{`matches("a", repeat("a", 1001))`, "error: value"},
		{`matches("a", "(a{100}){1000}")`, "error: value"},
		{`matches("a", repeat("a{1000}", 100))`, "error: value"},
		{`matches(repeat("a", 1e5), "(a*)*b")`, "false"},
		{`matches(repeat("a", 2e6), repeat("(a?){10}", 90) + "b")`, "error: limit"},
		{"len(format(1, 1000000))", "1000002"},
		{"format(1, 1e9)", "error: value"},
		{"len(format(1e999999999, 2)) < 100", "true"},
		{"hex(1e999999999)", "error: limit"},
		{"len(hex(10^50000)) > 40000", "true"},
		{"shift_left(1, 1e12)", "error: limit"},
		{"shift_left(1, 1e30)", "error: limit"},
		{"shift_right(1, 1e30)", "0"},
		{"bit_and(1e999999999, 1)", "error: limit"},
		{"factorial(1e9)", "error: limit"},
		{"binomial(1e9, 5e8)", "error: limit"},
		{"gcd(1e999999999, 3)", "1"},
		{"allocate(100, 1e12)", "error: limit"},
		{"allocate(100, 1e30)", "error: limit"},
		{"allocate(1e999999999, 3)", "error: limit"},
		{"allocate(1, 1..1e12)", "error: limit"},
		{"allocate(0, 3, 1e9)", "error: value"},
		{"approx(1e999999999, 1e-999999999)", "false"},
		{"approx(1e-999999999, 1.1e-999999999, 999999999)", "false"},
		{"irr(1..1e12)", "error: limit"},
		{"npv(1%, 1..1e12)", "error: limit"},
		{"irr([-1e-999999, 1e999999])", "1e1999998"},
		{"fv(5%, 1e30, 100)", "error: limit"},
		{"lookup(5, 1..1e12, 1..1e12)", "5"},
		{"bracket(5, map(1..1e12, x => [x, 1]))", "error: limit"},
		{dag + "exact(x)", "false"},
		{dag + "str(x)", "error: limit"},
		{dag + "unique([x, x + []])", "error: limit"},
		{dag + "index_of([x], x + [])", "0"}, // the same lists below the first level
		{dag + "index_of([x], reduce(1..60, (a, i) => [a, a], [1/3]))", "error: limit"},
		{"round(1.5, 1e100)", "1.5"},
		{"round(1.5, -1e100)", "0"},
		{`round(1.5, -1e100, "up")`, "error: limit"},
		{"round_sig(1.5, 1e100)", "1.5"},
		{"floor(1.5, 1e9)", "1.5"},
		{"round_to(1e999999999, 7)", "error: limit"},
		{"take(1..1e30, 3)", "[1, 2, 3]"},
		{"first(drop(1..1e30, 1e20))", "100000000000000000001"},
		{"len(drop(1..1e30, 1e20)) == 1e30 - 1e20", "true"},
		{"last(1..1e30)", "1e30"},
		{"first(reverse(1..1e30))", "1e30"},
		{"sum(1..1e30)", "500000000000000000000000000000500000000000000000000000000000"},
		{"index_of(1..1e30, 1e25)", "9999999999999999999999999"},
		{"avg(1..1e30)", "500000000000000000000000000000.5"},
		{"max(1..1e30) - min(1..1e30)", "999999999999999999999999999999"},
		{`upper(repeat("ß", 1e7))`, "error: limit"},
		{`substring(repeat("a", 100), 1e30)`, ""},
		{`num(repeat("9", 200000))`, "error: limit"},
		{`num("1e99999999999")`, "error: limit"},
		{`num(repeat("9", 200000), 0)`, "error: limit"},
		{"digits(sum(map(1..200, i => 10^(400 * i)))) - 79600", "1"},
		{"len(map(1..5000, i => 10^3000 + i))", "5000"},
	})
}

// TestScratchIsMeasured recurses through callbacks of built-ins that keep much
// while they run: the budget sees what every level keeps.
func TestScratchIsMeasured(t *testing.T) {
	for _, src := range []string{
		"f(n) = median(1..500000, i => f(n - 1))\nf(5)",
		"f(n) = sort(1..500000, i => f(n - 1))\nf(5)",
		"f(n) = map(1..500000, i => f(n - 1))\nf(5)",
		"f(n) = sum(1..1100, i => if i < 1000 then 10^90000 + i else f(n - 1))\nf(5)",
		`f(n) = min_by([1, 2], i => if i == 1 then repeat("x", 1e7) else f(n - 1))` + "\nf(5)",
		`f(n) = group_by(1..11, i => if i < 11 then repeat(str(i), 1e6) else f(n - 1))` + "\nf(5)",
		`f(n) = reduce([1, 2], (a, i) => if i == 1 then repeat("x", 1e7) else f(n - 1), "")` + "\nf(5)",
	} {
		_, err := runScript(t, Options{Limits: Limits{Steps: -1, CallDepth: 300}}, src)
		if all := diag.All(err); len(all) != 1 || all[0].Code != "memory" {
			t.Errorf("%s: got %v, want the limit of memory", src, err)
		}
	}
}

// TestCanceledBuiltins ends built-ins that work for long without calling
// anything.
func TestCanceledBuiltins(t *testing.T) {
	for _, src := range []string{
		"sort(map(1..3000000, x => x * 7919 % 1000003))",
		"unique(map(1..3000000, x => x * 7919 % 1000003))",
		"sum(1..1e15, x => x)",
		`matches(repeat("a", 5e7), repeat("(a?){10}", 90) + "b")`,
		"index_of(map(1..3000000, x => x), -1) ?? sum(1..1e15, x => x)",
		"product(1..1e7)",
	} {
		s := NewSession(Options{Limits: Limits{Steps: -1, Memory: -1, Digits: -1}})
		file, err := parser.ParseWith(&diag.Source{Text: src}, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		_, _, err = s.Exec(ctx, file.Stmts[0], file.Source)
		cancel()
		if classOf(err) != "canceled" {
			t.Errorf("%s: got %v, want an error of class canceled", src, err)
		}
	}
}

// TestTextCanceled ends the rendering of many short elements, which take a step each.
func TestTextCanceled(t *testing.T) {
	_, err := compileText(t, "len(str(1..200000))").Eval(&doneAfter{context.Background(), 10}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
