package eval

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestAggregateBuiltins(t *testing.T) {
	items := "items = [{p: 9.99, q: 3}, {p: 0.5, q: 10}]\n"
	checkCases(t, Options{}, []evalCase{
		{"sum([])", "0"}, {"product([])", "1"}, {"count([])", "0"}, {"cumsum([])", "[]"},
		{"avg([])", "error: value"}, {"median([])", "error: value"}, {"stdev([])", "error: value"}, {"variance_pop([])", "error: value"},
		{"percentile([], 0.5)", "error: value"}, {"stdev([1])", "error: value"}, {"variance([1])", "error: value"}, {"stdev_pop([1])", "0"},
		{"sum([0.1, 0.2, 0.3])", "0.6"}, {"sum([1e30, 1, -1e30])", "1"}, {"sum([1e60, 1, -1e60])", "1"}, {"exact(sum([1, 1/3]))", "false"},
		{"sum([1/3, 1/3, 1/3])", "0.9999999999999999999999999999999999"}, {"sum([1e999999999, 1/3])", "1e999999999"},
		{"exact(sum([1e999999999, 1/3]))", "false"}, {"sum([1e999999999, 1])", "error: limit"},
		{"sum([1, null])", "error: type"}, {"sum([1, \"2\"])", "error: type"}, {"sum(5)", "error: type"}, {"sum(null)", "error: type"},
		{"sum({a: 1})", "error: type"}, {"sum()", "error: type"}, {"sum([1], 2)", "error: type"}, {"sum([1], (a, b, c) => 1)", "error: type"},
		{"sum([1], () => 1)", "error: type"}, {"sum([1], x => \"a\")", "error: type"}, {"sum([1, 0], x => 1 / x)", "error: math"},
		{items + "sum(items, i => i.p * i.q)", "34.97"}, {items + "sum(items, (x, i) => i)", "1"}, {items + "product(items, i => i.q)", "30"},
		{items + "avg(items, i => i.q)", "6.5"}, {items + "median(items, i => i.p)", "5.245"}, {items + "max(items, i => i.p)", "9.99"},
		{items + "f(i) = i.p * i.q; sum(items, f)", "34.97"}, {items + "sum(items, i => i.r)", "error: value"},
		{items + "sum(items, i => (i.q > 5 ? i.p : 10^50))", "100000000000000000000000000000000000000000000000000.5"},
		{"sum([10^50, 1], x => x) == 10^50 + 1", "true"}, {"sum(map(1..2000, i => 10^40 + i)) == 2000 * 10^40 + 2001000", "true"},
		{"exact(sum(map(1..2000, i => 10^40 + i)))", "true"}, {"sum(1..100)", "5050"}, {"sum(5..1)", "0"}, {"sum(range(1, 2, 0.25))", "7.5"},
		{"sum([[1, 2], [3]], sum)", "6"}, {"sum(0..3, x => x * x)", "14"},
		{"product([1/3, 3])", "0.9999999999999999999999999999999999"}, {"product([0, 1e999999999, 1e999999999])", "0"},
		{"product([2, 1e999999999, 1e999999999])", "error: limit"}, {"product(1..25) == 25!", "true"}, {"product(1..3000) == 3000!", "true"},
		{"exact(product([2, 0.5]))", "true"}, {"product([-1, -1, -1])", "-1"},
		{"avg([1, 2, 2])", "1.666666666666666666666666666666667"}, {"exact(avg([1, 2]))", "true"}, {"avg(1..4)", "2.5"},
		{"avg([10^40 + 1, 10^40 + 1])", "1e40"}, {"exact(avg([10^40 + 1, 10^40 + 1]))", "false"},
		{"median([3, 1, 2])", "2"}, {"median([1, 2])", "1.5"}, {"median([1, 10^40]) * 2 == 10^40 + 1", "true"}, {"median(1..4)", "2.5"},
		{"exact(median([1/3, 5, 6]))", "true"}, {"exact(median([1/3, 5]))", "false"},
		{"variance([1, 2, 3, 4])", "1.666666666666666666666666666666667"}, {"stdev_pop([2, 4, 4, 4, 5, 5, 7, 9])", "2"},
		{"percentile([30, 10, 20], 0.5)", "20"}, {"percentile([1, 2], 0.25)", "1.25"}, {"percentile([1, 2], 1.5)", "error: value"},
		{"percentile([1, 2], 50)", "error: value"}, {"percentile([1, 2], -0.5)", "error: value"}, {"percentile(1..5, 25%)", "2"},
		{"count([1, 2, 3], x => x > 1)", "2"}, {"count([1], x => x)", "error: type"}, {"count(1..1e12)", "1000000000000"},
		{"count([5, 5], (x, i) => i > 0)", "1"}, {"cumsum([1, 2, 3])", "[1, 3, 6]"}, {"cumsum([1/3, 1/3, 1/3])[2]", "0.9999999999999999999999999999999999"},
		{"map(cumsum([1, 1/3, 1]), exact)", "[true, false, false]"}, {"cumsum([\"a\"])", "error: type"}, {"cumsum(1..4)", "[1, 3, 6, 10]"},
		{"last(cumsum([1e999999999, 1/3]))", "1e999999999"},
	})
}

// TestAggregatesRoundAll checks that aggregates round once in round-all mode,
// and fail where exact results are required.
func TestAggregatesRoundAll(t *testing.T) {
	checkCases(t, Options{RoundAll: true, Precision: 3}, []evalCase{
		{"sum([1000, 0.4, 0.4, 0.4])", "1000"}, {"sum([1000, 4, 4])", "1010"}, {"avg([1000, 1001, 1005])", "1000"},
		{"product([1.11, 1.11])", "1.23"}, {"sum(1..100)", "5050"}, {"sum(1..1000)", "500000"}, {"cumsum([1000, 4, 4])", "[1000, 1000, 1010]"},
		{"max([1234, 1])", "1234"}, {"allocate(1234.56, 2)", "[617.28, 617.28]"},
	})
	checkCases(t, Options{Exact: true}, []evalCase{
		{"sum([0.1, 0.2])", "0.3"}, {"avg([1, 2])", "1.5"}, {"avg([1, 2, 2])", "error: value"}, {"npv(0, [1, 2, 3])", "6"},
		{"npv(3%, [1, 2, 3])", "error: value"}, {"irr([-100, 110])", "0.1"}, {"irr([-100, 50, 70])", "error: value"}, {"pmt(0, 3, 1)", "error: value"},
	})
}

// TestSumDifferential holds sums of random numbers, most of which leave the
// inline lane on the way, against rational arithmetic.
func TestSumDifferential(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var terms []string
		want := new(big.Rat)
		for range 1 + rng.IntN(60) {
			s := fmt.Sprintf("%d", rng.Int64())
			for range rng.IntN(4) {
				s += fmt.Sprintf("%d", rng.Uint64())
			}
			s += fmt.Sprintf("e%d", rng.IntN(80)-60)
			if rng.IntN(2) == 0 {
				s = "-" + s
			}
			terms = append(terms, s)
			x, _ := new(big.Rat).SetString(s)
			want.Add(want, x)
		}
		list := "[" + strings.Join(terms, ", ") + "]"
		for _, form := range []string{"sum(%s)", "sum(%s, x => x)", "last(cumsum(%s))", "avg(%s) * 0 + sum(%s, x => x + 0)"} {
			src := strings.ReplaceAll(form, "%s", list)
			if strings.HasPrefix(form, "avg") {
				src = "sum(" + list + ", (x, i) => x)"
			}
			out, err := runScript(t, Options{}, src)
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			got, ok := new(big.Rat).SetString(out[0])
			if !ok || got.Cmp(want) != 0 {
				t.Fatalf("%s\n got %s\nwant %s", src, out[0], want.FloatString(80))
			}
		}
	}
}

// TestPercentileDefinition holds percentile against its definition: with
// h = p·(n-1), the element at ⌊h⌋ and the part h - ⌊h⌋ of the way to the next.
func TestPercentileDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		n := 1 + rng.IntN(9)
		xs := make([]string, n)
		for i := range xs {
			xs[i] = fmt.Sprintf("%d.%d", rng.IntN(100), rng.IntN(100))
		}
		src := fmt.Sprintf(`xs = [%s]; p = %d%%; s = sort(xs); h = p * (len(s) - 1); i = floor(h)
percentile(xs, p) == s[i] + (h - i) * ((s?.[i + 1] ?? s[i]) - s[i])`, strings.Join(xs, ", "), rng.IntN(101))
		checkCases(t, Options{}, []evalCase{{src, "true"}})
	}
}
