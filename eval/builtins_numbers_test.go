package eval

import "testing"

func TestRoundingBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"round(2.5)", "2"}, {"round(3.5)", "4"}, {"round(-2.345, 2)", "-2.34"}, {"round(1234, -2)", "1200"},
		{`round(2.5, 0, "half_up")`, "3"}, {`round(2.5, mode = "up")`, "3"}, {`round(-2.1, mode = "ceiling")`, "-2"},
		{":rounding half_up\nround(2.5)", "3"}, {":rounding half_up\nround_sig(2.5, 1)", "3"},
		{`round(2.5, 0, "HALF_UP")`, "error: value"}, {"round(2.5, 0.5)", "error: value"}, {`round(2.5, "0")`, "error: type"},
		{"round(2.5, null)", "error: type"}, {"round()", "error: type"}, {`round("2.5")`, "error: type"},
		{"floor(-2.5)", "-3"}, {"ceil(-2.5)", "-2"}, {"trunc(-2.5)", "-2"}, {"floor(2.79, 1)", "2.7"}, {"ceil(2.71, 1)", "2.8"},
		{"floor(1999, -3)", "1000"}, {"floor(1.5, 1.5)", "error: value"},
		{"round_sig(0.0012345, 2)", "0.0012"}, {"round_sig(0, 3)", "0"}, {"round_sig(5, 0)", "error: value"}, {"round_sig(5, -1)", "error: value"},
		{"round_to(9.98, 0.05)", "10"}, {"round_to(7, 3)", "6"}, {"round_to(7.5, 5, \"up\")", "10"}, {"round_to(7, 0)", "error: value"},
		{"exact(1/8)", "true"}, {"exact(1/3)", "false"}, {"exact(1..5)", "true"}, {"exact([[1, [1/3]]])", "false"},
		{"exact({a: 1, b: {c: 2/3}})", "false"}, {"exact({a: 1})", "true"}, {"exact([\"a\", null, true])", "true"},
		{"exact([])", "true"}, {`exact("a")`, "error: type"}, {"exact(null)", "error: type"}, {"exact(sqrt)", "error: type"},
		{"digits(0)", "1"}, {"digits(120)", "2"}, {"digits(-12.5)", "3"}, {"scale(0.001)", "3"}, {"scale(1e5)", "0"}, {"scale(0)", "0"},
		{"digits(10^50 + 1)", "51"}, {`digits("1")`, "error: type"},
		{"approx(1, 1)", "true"}, {"approx(0, 0)", "true"}, {"approx(0, 1e-100)", "false"}, {"approx(0, 1, 0)", "true"},
		{"approx(1, -1, 0)", "false"}, {"approx(100, 101, 2)", "true"}, {"approx(100, 101, 3)", "false"}, {"approx(1, 2, 0)", "true"},
		{"approx(1e-500, 1.0000000000001e-500)", "true"}, {"approx(1, 1, -1)", "error: value"}, {"approx(1, 1, 1.5)", "error: value"},
		{"approx(sqrt(2)^2, 2)", "true"}, {"approx(-5, -5.0000000000001)", "true"},
		{"pi(1)", "error: type"}, {":precision 5\npi", "3.1416"}, {":precision 3\ntau - 2 * pi < 0.01", "true"},
	})
}

func TestArithmeticBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"abs(-1/3) == 1/3", "true"}, {"exact(abs(-1/3))", "false"}, {"sign(-0.001)", "-1"}, {"exact(sign(1/3))", "true"},
		{"exact(sign(1/3 - 1/3))", "false"},
		{"min(3, 1, 2)", "1"}, {"max(1)", "1"}, {"min([2, 1/3])", "0.3333333333333333333333333333333333"}, {"exact(min(1/3, 2))", "false"},
		{"exact(max(1/3, 2))", "true"}, {"min([])", "error: value"}, {"max()", "error: type"}, {`min("a", "b")`, "error: type"},
		{`max(["a"])`, "error: type"}, {"min([1, null])", "error: type"}, {"min([1], [2])", "error: type"}, {"min(1, [2])", "error: type"},
		{"min([1, 2], x => -x, 3)", "error: type"}, {"max([[1, 2], [3]], xs => sum(xs))", "3"}, {"max([5, 1], (x, i) => i)", "1"},
		{`max([1], x => "a")`, "error: type"}, {"min(5..1)", "error: value"}, {"min(range(9, 1, -2))", "1"}, {"max(range(9, 1, -2))", "9"},
		{"xs = [10^40, 2]; max(xs) == 10^40", "true"}, {"f(x) = min(x, 5); f(3) + f(10^50)", "8"}, {"f(x) = min(x); f([4, 3])", "3"},
		{"clamp(5, 0, 10)", "5"}, {"clamp(-5, 0, 10)", "0"}, {"clamp(15, 0, 10)", "10"}, {"clamp(5, 10, 0)", "error: value"},
		{"clamp(x = 15, low = 0, high = 10)", "10"}, {"mod(-7, 3)", "2"}, {"mod(7, -3)", "-2"}, {"mod(1, 0)", "error: math"},
		{"gcd(12, 18)", "6"}, {"gcd(12, 18, 27)", "3"}, {"gcd(0, 0)", "0"}, {"gcd(1.5, 3)", "error: value"}, {"gcd(4)", "error: type"},
		{"lcm(4, 6, 10)", "60"}, {`lcm(4, "6")`, "error: type"}, {"factorial(20)", "2432902008176640000"}, {"factorial(-1)", "error: math"},
		{"factorial(2.5)", "error: value"}, {"binomial(5, 2)", "10"}, {"binomial(3, 5)", "0"}, {"binomial(5, 1.5)", "error: value"},
		{"is_integer(2.0)", "true"}, {"is_integer(1e-5)", "false"}, {`is_integer("2")`, "error: type"}, {"is_prime(2^61 - 1)", "true"},
		{"is_prime(1)", "false"}, {"is_prime(-7)", "false"}, {"hypot(3, 4)", "5"}, {"hypot(3)", "error: type"},
		{"bit_and(-1, 255)", "255"}, {"bit_or(1, 2)", "3"}, {"bit_xor(5, 1)", "4"}, {"bit_and(1.5, 1)", "error: value"},
		{"shift_left(1, 100) == 2^100", "true"}, {"shift_right(-5, 1)", "-3"}, {"shift_left(1, -1)", "error: value"},
		{"log(8)", "error: type"}, {"log(8, 2)", "3"}, {"ln(0)", "error: math"}, {"root(2, 0)", "error: math"}, {"root(2, 1.5)", "error: value"},
		{"root(-8, 3)", "-2"}, {"sqrt(-1)", "error: math"}, {"atan2(y = 0, x = 1)", "0"}, {"map([1, 4, 9], sqrt)", "[1, 2, 3]"},
		{"reduce([3, 9, 2], max, 0)", "9"}, {"map([[1, 2], [3]], sum)", "[3, 3]"}, {"map([2, 3], log)", "error: type"},
	})
}
