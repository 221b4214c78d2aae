package eval

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMoneyBuiltins(t *testing.T) {
	tax := "tax = [[0, 10%], [11000, 12%], [44725, 22%], [95375, 24%]]\n"
	checkCases(t, Options{}, []evalCase{
		{"allocate(100, 3)", "[33.34, 33.33, 33.33]"}, {"allocate(99.99, [1, 2, 4])", "[14.28, 28.57, 57.14]"}, {"allocate(0.05, [1, 2, 9])", "[0, 0.01, 0.04]"},
		{"allocate(12.34, [0.5, 0.25, 0.1])", "[7.26, 3.63, 1.45]"}, {"allocate(-100, 3)", "[-33.34, -33.33, -33.33]"}, {"allocate(-99.99, [1, 2, 4])", "[-14.28, -28.57, -57.14]"},
		{"allocate(100, [1, 1, 1])", "[33.34, 33.33, 33.33]"}, {"allocate(0.01, 3)", "[0.01, 0, 0]"}, {"allocate(0, [1, 2])", "[0, 0]"}, {"allocate(100, 7, 0)", "[15, 15, 14, 14, 14, 14, 14]"},
		{"allocate(1, 3, 4)", "[0.3334, 0.3333, 0.3333]"}, {"allocate(1200, 7, -2)", "[200, 200, 200, 200, 200, 100, 100]"}, {"allocate(100, [0, 1])", "[0, 100]"}, {"allocate(100, [1])", "[100]"},
		{"allocate(100, 1..4)", "[10, 20, 30, 40]"}, {"allocate(100, weights = [3, 1], places = 0)", "[75, 25]"}, {"allocate(10^40 + 0.01, 2)[0] * 2 - 10^40", "0.02"},
		{"allocate(0.001, 3)", "error: value"}, {"allocate(1/3, 3)", "error: value"}, {"allocate(150, 3, -2)", "error: value"}, {"allocate(1, [])", "error: value"}, {"allocate(1, 0)", "error: value"},
		{"allocate(1, -2)", "error: value"}, {"allocate(1, 2.5)", "error: value"}, {"allocate(1, [1, -1])", "error: value"}, {"allocate(1, [0, 0])", "error: value"}, {"allocate(1, [\"a\"])", "error: type"},
		{"allocate(1, \"a\")", "error: type"}, {"allocate(1, null)", "error: type"}, {"allocate(1, [1, null])", "error: type"}, {"allocate(1, 2, 0.5)", "error: value"}, {"exact(allocate(1, [1/3, 2/3]))", "false"},
		{"exact(allocate(1, [1, 2]))", "true"}, {"allocate(1, [1/3, 1/3, 1/3])", "[0.34, 0.33, 0.33]"},
		{tax + "bracket(0, tax)", "0"}, {tax + "bracket(11000.01, tax)", "1100.0012"}, {tax + "bracket(60000, tax)", "8507.5"}, {tax + "bracket(250000.55, tax)", "53400.132"}, {tax + "bracket(-5, tax)", "0"},
		{"bracket(50, [[100, 10%]])", "0"}, {"bracket(150, [[100, 10%]])", "5"}, {"bracket(5, [])", "0"}, {"bracket(5, [[0, 1], [0, 2]])", "error: value"}, {"bracket(5, [[10, 1], [0, 2]])", "error: value"},
		{"bracket(5, [[0]])", "error: value"}, {"bracket(5, [[0, 1, 2]])", "error: value"}, {"bracket(5, [5])", "error: type"}, {"bracket(5, [[0, \"a\"]])", "error: type"}, {"bracket(1, 2)", "error: type"},
		{"bracket(1, [[0, null]])", "error: type"}, {"exact(bracket(1/3, [[0, 1]]))", "false"}, {"exact(bracket(5, [[0, 1], [10, 1/3]]))", "true"}, {"exact(bracket(15, [[0, 1], [10, 1/3]]))", "false"},
		{"lookup(25, [0, 10, 20], [1, 2, 3])", "3"}, {"lookup(10, [0, 10, 20], [1, 2, 3])", "2"}, {"lookup(-1, [0, 10], [1, 2])", "error: value"}, {"lookup(5, [], [])", "error: value"},
		{"lookup(5, [0, 10], [1])", "error: value"}, {"lookup(5, [10, 0], [1, 2])", "error: value"}, {"lookup(5, [0, 0, 9], [1, 2, 3])", "2"}, {"lookup(\"b\", [\"a\", \"c\"], [1, 2])", "1"},
		{"lookup(5, [0, \"a\"], [1, 2])", "error: type"}, {"lookup(null, [0], [1])", "error: type"}, {"lookup(5, [0, null], [1, 2])", "error: type"}, {"lookup(5, 0..10, 100..110)", "105"},
		{"lookup(5.5, 0..10, 100..110)", "105"}, {"lookup(99, 0..10, 100..110)", "110"}, {"lookup(-1, 0..10, 100..110)", "error: value"}, {"lookup(1, [1])", "error: type"}, {"lookup(5, [0], [null])", "null"},
		{"lookup(3, range(5, 1, -1), 1..5)", "error: value"},
	})
}

// TestAllocateProperties checks random divisions: the parts sum up to the
// total, none is a unit or more from its exact share, and the parts that got a
// unit more lost at least as much by rounding down as those that did not.
func TestAllocateProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		weights := make([]string, 1+rng.IntN(12))
		for i := range weights {
			weights[i] = fmt.Sprintf("%d.%d", rng.IntN(50), rng.IntN(4)*25)
		}
		weights[0] = "1"
		src := fmt.Sprintf("w = [%s]; total = %d / 100; parts = allocate(total, w)\n", strings.Join(weights, ", "), rng.IntN(100000)-50000) +
			`share(i) = abs(total) * 100 * w[i]
got(i) = abs(parts[i]) * 100 * sum(w)
more = filter(0..len(w) - 1, i => got(i) > share(i))
less = filter(0..len(w) - 1, i => got(i) <= share(i))
sum(parts) == total and len(parts) == len(w) and exact(parts) and
all(0..len(w) - 1, i => abs(got(i) - share(i)) < sum(w)) and
all(parts, p => p * total >= 0 and scale(p) <= 2) and
(more == [] or less == [] or min(map(more, i => share(i) - got(i) + sum(w))) >= max(map(less, i => share(i) - got(i))))`
		checkCases(t, Options{}, []evalCase{{src, "true"}})
	}
}
