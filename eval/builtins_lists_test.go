package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestListBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"len([])", "0"}, {`len("añ😀")`, "3"}, {"len({a: 1})", "1"}, {"len(1..0)", "0"}, {"len(1..1e30)", "1e30"}, {"len(5)", "error: type"},
		{"len(null)", "error: type"}, {"len(x => x)", "error: type"},
		{"map([1, 2], x => x * 2)", "[2, 4]"}, {"map([], x => 1 / 0)", "[]"}, {"map([5, 6], (x, i) => x * i)", "[0, 6]"},
		{"map([1, 2], (x, i, j) => x)", "error: type"}, {"map([1, 2], () => 1)", "error: type"}, {"map({a: 1}, x => x)", "error: type"},
		{"map([1, 2], 5)", "error: type"}, {"map(1..3, x => 1..x)", "[[1], [1, 2], [1, 2, 3]]"}, {"map([1, 2], x => null)", "[null, null]"},
		{"map([1, 2], x => y => x + y)[1](5)", "7"}, {"map([1, \"a\"], str)", `["1", "a"]`}, {"map([[1, 2], [3, 4]], x => map(x, y => y + 1))", "[[2, 3], [4, 5]]"},
		{"filter([1, 2, 3], x => x > 1)", "[2, 3]"}, {"filter([1, 2], x => x)", "error: type"}, {"filter([1, 2], x => null)", "error: type"},
		{"filter([5, 6, 7], (x, i) => i != 1)", "[5, 7]"}, {"filter([{a: 1}, {a: 2}], r => r.a > 1)[0].a", "2"},
		{"reduce([1, 2, 3], (a, x) => a + x, 10)", "16"}, {"reduce([], (a, x) => a + x, \"s\")", "s"}, {"reduce([5, 6], (a, x, i) => a + i, 0)", "1"},
		{"reduce([1], x => x, 0)", "error: type"}, {"reduce([1, 2], (a, x) => a + x)", "error: type"}, {"reduce([\"a\", \"b\"], (a, x) => a + x, \"\")", "ab"},
		{"any([1, 2], x => x > 1)", "true"}, {"any([true, false])", "true"}, {"any([])", "false"}, {"any([1])", "error: type"},
		{"all([])", "true"}, {"all([true, null])", "error: type"}, {"all([false, null])", "false"}, {"none([false])", "true"}, {"none([0, 1], (x, i) => x > i)", "true"},
		{"any([1, 0], x => 1 / x > 0)", "true"}, {"find([5, 12, 20], x => x > 10)", "12"}, {"find([], x => true)", "null"}, {"find([5, 6], (x, i) => i == 1)", "6"},
		{"find([null, 1], x => x == null)", "null"}, {"find([5], x => x > 9) ?? 0", "0"}, {"find([1, 2], x => x > 1) + 1", "3"},
		{"index_of([1, 2, 1], 1)", "0"}, {"index_of([[1], {a: 2}], {a: 2})", "1"}, {"index_of([1], 5)", "null"}, {"index_of([1, \"1\"], \"1\")", "1"},
		{"index_of(3..10, 5)", "2"}, {"index_of(3..10, 11)", "null"}, {"index_of(range(10, 0, -2), 6)", "2"}, {"index_of(3..10, 5.5)", "error: value"},
		{"index_of([null], null)", "0"}, {"index_of({a: 1}, 1)", "error: type"}, {"index_of(null, 1)", "error: type"}, {"index_of([sqrt], sqrt)", "error: type"},
		{"contains([1, 2], 2)", "true"}, {"contains(1..5, 6)", "false"}, {"contains({a: 1}, \"a\")", "true"}, {"contains(\"abc\", \"bc\")", "true"},
		{"contains(\"abc\", 1)", "error: type"}, {"contains(5, 1)", "error: type"}, {"contains([[1, 2]], 1..2)", "true"},
		{"first([7, 8])", "7"}, {"first([])", "null"}, {"last([])", "null"}, {"last(1..5)", "5"}, {"first(5)", "error: type"}, {"first(\"abc\")", "error: type"},
		{"take([1, 2, 3], 2)", "[1, 2]"}, {"take([1], 5)", "[1]"}, {"take([1], 0)", "[]"}, {"take([1], -1)", "error: value"}, {"take([1], 0.5)", "error: value"},
		{"take(1..10, 3)", "[1, 2, 3]"}, {"take(1..10, 0)", "[]"}, {"drop([1, 2, 3], 1)", "[2, 3]"}, {"drop([1], 5)", "[]"}, {"drop([1], -1)", "error: value"},
		{"drop(1..4, 2)", "[3, 4]"}, {"drop(1..4, 9)", "[]"}, {"reverse([1, 2, 3])", "[3, 2, 1]"}, {"reverse(1..3)", "[3, 2, 1]"}, {"reverse(5)", "error: type"},
		{"range(1, 5)", "[1, 2, 3, 4, 5]"}, {"range(5, 1)", "[]"}, {"range(5, 1, -2)", "[5, 3, 1]"}, {"range(1, 5, 0)", "error: value"},
		{"range(0.5, 3)", "error: value"}, {"range(0, 1, 0.5)", "[0, 0.5, 1]"}, {"range(0.5, 2, 0.5)", "[0.5, 1, 1.5, 2]"}, {"range(0, 1, 1/3)", "error: value"},
		{"range(1, 3, step = 2)", "[1, 3]"}, {"range(5)", "error: type"}, {"range(0.1, 0.5, 0.1) == [0.1, 0.2, 0.3, 0.4, 0.5]", "true"},
		{"0.3 in range(0.1, 0.5, 0.1)", "true"}, {"sum(range(0, 1, 0.01))", "50.5"},
	})
}

func TestOrderBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"sort([3, 1, 2])", "[1, 2, 3]"}, {"sort([3, 1, 2], desc = true)", "[3, 2, 1]"}, {"sort([])", "[]"}, {"sort([10^50, 1, 1/3])[0] < 1", "true"},
		{`sort(["b", "B", "a", "é"])`, `["B", "a", "b", "é"]`}, {`sort([1, "a"])`, "error: type"}, {"sort([1, null])", "error: type"},
		{"sort([true])", "error: type"}, {"sort([[1]])", "error: type"}, {"sort(5)", "error: type"}, {"sort([{a: 2}, {a: 1}], r => r.a)", "[{a: 1}, {a: 2}]"},
		{"sort([[1, 1], [2, 2], [1, 3]], p => p[0], true)", "[[2, 2], [1, 1], [1, 3]]"}, {"sort([[1, 1], [0, 2], [1, 3]], p => p[0])", "[[0, 2], [1, 1], [1, 3]]"},
		{"sort([1, 2], x => if x > 1 then \"a\" else 1)", "error: type"}, {"sort([1, 2], x => null)", "error: type"}, {"sort([2, 1], (x, i) => i)", "error: type"},
		{"sort(1..3, desc = true)", "[3, 2, 1]"}, {"sort(range(3, 1, -1))", "[1, 2, 3]"}, {"sort([1, 0], x => 1 / x)", "error: math"}, {"exact(sort([1/3, 1])[0])", "false"},
		{"min_by([3, -5, 1], abs)", "1"}, {"max_by([3, -5, 5], abs)", "-5"}, {"min_by([], abs)", "error: value"}, {"max_by([\"bb\", \"a\"], len)", "bb"},
		{"min_by([\"b\", \"a\"], s => s)", "a"}, {"min_by([1, 2], x => null)", "error: type"}, {"min_by([1])", "error: type"}, {"max_by([{n: 1}, {n: 2}], r => r.n).n", "2"},
	})
}

func TestGroupingBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"unique([1, 2, 1, 1.0, 3])", "[1, 2, 3]"}, {"unique([])", "[]"}, {`unique(["a", "A", "a"])`, `["a", "A"]`}, {"unique([null, null, true, true, false])", "[null, true, false]"},
		{"unique([[1, 2], 1..2, [2, 1]])", "[[1, 2], [2, 1]]"}, {"unique([{a: 1, b: 2}, {b: 2, a: 1}])", "[{a: 1, b: 2}]"}, {"unique([1e2, 100, 10^2])", "[100]"},
		{"unique([sqrt])", "error: type"}, {"unique([[sqrt], [sqrt]])", "error: type"}, {"len(unique(map(1..1000, i => [i % 7, {k: i % 3}])))", "21"},
		{"len(unique(map(1..200, i => map(1..100, j => if j == 50 then i else 0))))", "200"}, {"unique([1/3, 1/3])", "[0.3333333333333333333333333333333333]"},
		{"flatten([[1, 2], [], [3, [4]]])", "[1, 2, 3, [4]]"}, {"flatten([1, [2]])", "[1, 2]"}, {"flatten([])", "[]"}, {"flatten([1..3, [4]])", "[1, 2, 3, 4]"},
		{"flatten(5)", "error: type"}, {"zip([1, 2], [3, 4])", "[[1, 3], [2, 4]]"}, {"zip([1, 2], [3])", "[[1, 3]]"}, {"zip([1], [2], [3])", "[[1, 2, 3]]"},
		{"zip([1])", "error: type"}, {"zip([1], 2)", "error: type"}, {"enumerate([\"a\"])", `[[0, "a"]]`}, {"enumerate(5)", "error: type"},
		{"group_by([1, 2, 3], x => if x > 1 then \"b\" else \"a\")", "{a: [1], b: [2, 3]}"}, {"group_by([], x => x)", "{}"}, {"group_by([1], x => x)", "error: type"},
		{"group_by([1], x => null)", "error: type"}, {"len(group_by(1..100, x => str(x)))", "100"}, {"group_by(1..100, x => str(x % 50))[\"7\"]", "[7, 57]"},
		{"partition([1, 2, 3], x => x > 1)", "[[2, 3], [1]]"}, {"partition([], x => x)", "[[], []]"}, {"partition([1], x => x)", "error: type"},
		{"partition([1, 0], x => 1 / x > 0)", "error: math"}, {"try(partition([1, 0], x => 1 / x > 0), 1) + 1", "2"},
		{"concat([1], [2, 3])", "[1, 2, 3]"}, {"concat([1])", "[1]"}, {"concat(1..2, 5..6)", "[1, 2, 5, 6]"}, {"concat([1], 2)", "error: type"}, {"concat()", "error: type"},
		{"chunk([1, 2, 3], 2)", "[[1, 2], [3]]"}, {"chunk([], 2)", "[]"}, {"chunk(1..4, 9)", "[[1, 2, 3, 4]]"}, {"chunk([1], 0)", "error: value"}, {"chunk([1], -1)", "error: value"},
		{"chunk([1], 1.5)", "error: value"}, {"chunk(1..5, 2)[2]", "[5]"},
	})
}

// TestSortStable holds sort against what it is to do: an ordered permutation,
// equal keys in their first order.
func TestSortStable(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 2, 11, 12, 13, 24, 25, 100, 777} {
		pairs := make([]string, n)
		for i := range pairs {
			pairs[i] = fmt.Sprintf("[%d, %d]", rng.IntN(1+n/3), i)
		}
		list := "xs = [" + strings.Join(pairs, ", ") + "]\n"
		for _, desc := range []string{"false", "true"} {
			op := "<"
			if desc == "true" {
				op = ">"
			}
			src := list + "s = sort(xs, p => p[0], desc = " + desc + ")\n" +
				"len(s) == len(xs) and len(unique(s)) == len(xs) and " +
				"all(1..max(len(s) - 1, 0), i => i == 0 or s[i - 1][0] " + op + " s[i][0] or s[i - 1][0] == s[i][0] and s[i - 1][1] < s[i][1])"
			if n == 0 {
				src = list + "sort(xs, p => p[0]) == []"
			}
			checkCases(t, Options{}, []evalCase{{src, "true"}})
		}
	}
}

// TestUniqueDifferential holds unique, which hashes, against pairwise
// comparison.
func TestUniqueDifferential(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	var value func(depth int) string
	value = func(depth int) string {
		kinds := 6
		if depth == 0 {
			kinds = 4
		}
		switch rng.IntN(kinds) {
		case 0:
			return []string{"1", "1.0", "10^0", "3/3", "2", "10^50", "1e50"}[rng.IntN(7)]
		case 1:
			return []string{`"a"`, `"b"`, `""`}[rng.IntN(3)]
		case 2:
			return []string{"true", "false", "null"}[rng.IntN(3)]
		case 3:
			return []string{"1..2", "[1, 2]", "2..1", "[]", "range(1, 2)"}[rng.IntN(5)]
		case 4:
			parts := make([]string, rng.IntN(3))
			for i := range parts {
				parts[i] = value(depth - 1)
			}
			return "[" + strings.Join(parts, ", ") + "]"
		}
		if rng.IntN(2) == 0 {
			return "{a: " + value(depth-1) + ", b: 1}"
		}
		return "{b: 1, a: " + value(depth-1) + "}"
	}
	for range 100 {
		values := make([]string, 30)
		for i := range values {
			values[i] = value(5)
		}
		src := "xs = [" + strings.Join(values, ", ") + "]\n" +
			"unique(xs) == reduce(xs, (acc, x) => if any(acc, y => [y] == [x]) then acc else acc + [x], [])"
		checkCases(t, Options{}, []evalCase{{src, "true"}})
	}
}
