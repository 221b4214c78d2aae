package eval

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// warningsOf returns the warnings of a text as of a program, where the rounding
// mode is known.
func warningsOf(t testing.TB, text string) []diag.Warning {
	t.Helper()
	src := &diag.Source{Text: text}
	file, err := parser.ParseWith(src, parser.Options{Limits: parserLimits(DefaultLimits)})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	w := newWarner(src, Options{})
	w.ties = true
	return w.file(file)
}

// TestWarningRules holds every rule against its two examples.
func TestWarningRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range WarningRules() {
		if seen[r.Code] || r.Doc == "" {
			t.Errorf("%s: there twice, or without documentation", r.Code)
		}
		seen[r.Code] = true
		list := warningsOf(t, r.Example)
		if len(list) != 1 || list[0].Code != r.Code {
			t.Errorf("%s: %s has the warnings %v", r.Code, r.Example, list)
		}
		if list := warningsOf(t, r.Quiet); len(list) > 0 {
			t.Errorf("%s: %s has the warnings %v", r.Code, r.Quiet, list)
		}
	}
}

// TestWarnings says of texts where each warns of what; what it warns of stands
// between brackets ‹›.
func TestWarnings(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		// Percentages.
		{"‹100 + 10%›", "10% is 0.1: this adds 0.1, not 10% of 100 (for that write 100 * (1 + 10%))"},
		{"‹2 + 3 - 10%›", "10% is 0.1: this subtracts 0.1, not 10% of 2 + 3 (for that write (2 + 3) * (1 - 10%))"},
		{"r = 5; ‹50 + r%›", "r% is a number of its own: this adds it, not that share of 50 (for that write 50 * (1 + r%))"},
		{"price = 80; ‹price - (15%)›", "15% is 0.15: this subtracts 0.15, not 15% of price (for that write price * (1 - 15%))"},
		{"‹100 + 10%› + 5%", "10% is 0.1: this adds 0.1, not 10% of 100 (for that write 100 * (1 + 10%))"},
		{"1 - 15%", ""},
		{"0.5 + 10%", ""},
		{"10% + 5%", ""},
		{"rate = 5%; rate + 1%", ""},
		{"price = 80; price = 90; price + 1%", ""}, // bound twice: not known here
		{"f(x) = x + 1%; x = 80; f(x)", ""},
		{"x + 10%", ""},
		{"100 * 10% + 3", ""},

		// Powers.
		{"‹-2^2›", "-2^2 is -(2^2): the sign comes after the power (for the power of -2 write (-2)^2)"},
		{"1 + ‹-3 ** 4›", "-3 ** 4 is -(3 ** 4): the sign comes after the power (for the power of -3 write (-3) ** 4)"},
		{"‹-2²›", "-2² is -(2²): the sign comes after the power (for the power of -2 write (-2)²)"},
		{"n = 3; ‹-1^n›", "-1^n is -(1^n): the sign comes after the power (for the power of -1 write (-1)^n)"},
		{"n = 3; -2^n + -n^2 + -2^3 + -2^0.5 - 2^2 + -2^0 + -1^3", ""},
		{"‹2^3^2›", "this is 2^(3^2): powers group from the right (write the parentheses, or (2^3)^2 for the other reading)"},

		// Spaces.
		{"‹1+2 * 3›", "the spaces suggest other groups than the operators make (2 * 3 comes first)"},
		{"‹2 * 3+4›", "the spaces suggest other groups than the operators make (2 * 3 comes first)"},
		{"‹2*3 ^ 2›", "the spaces suggest other groups than the operators make (3 ^ 2 comes first)"},
		{"‹1 / 2*3›", "the spaces suggest other groups than the operators make (1 / 2 comes first)"},
		{"‹9 - 4-1›", "the spaces suggest other groups than the operators make (9 - 4 comes first)"},
		{"1 + 2*3 - 4 * 5 - 6/2*3 + 1+2 + 2 * 3*4 + 2 +3 * 4", ""},
		{"(1+2 -\n3)", ""},

		// Division.
		{"‹-7 // 2›", "this is -3: // cuts toward zero (floor(-7 / 2) is -4)"},
		{"‹7 // -2›", "this is -3: // cuts toward zero (floor(7 / -2) is -4)"},
		{"‹-7 % 3›", "this is -1: % has the sign of the left side (mod(-7, 3) is 2)"},
		{"-6 // 2 + 7 // 2 + -7 / 2 + -6 % 3 + -7 // -2", ""},
		{"1e999999999 // -7", ""},

		{"x = 1; ‹5!=x›", "this is 5 != x (for the factorial write 5! == x)"},
		{"x = 1; x + ‹5!=x›", "this is 5 != x (for the factorial write 5! == x)"},
		{"x = 1; [5 != x, 5! == x, x!=5, 5≠x, 5.5!=x, x5!=x]", ""},

		{"‹sin(90)›", "sin takes radians: this is no angle of 90 degrees (sind(90) takes degrees)"},
		{"sin(1) + cos(2) + tan(10) + sind(90)", ""},
		{"sin(x) = x; sin(90)", ""},

		// Equality.
		{"x = 1; ‹x == 1/3›", "1/3 is rounded, so == compares digits that depend on the precision (approx(x, 1/3) compares the first ten digits)"},
		{"x = 1; ‹sqrt(2) != x›", "sqrt(2) is rounded, so != compares digits that depend on the precision (not approx(sqrt(2), x) compares the first ten digits)"},
		{"x = 1; ‹x == pi›", "pi is rounded, so == compares digits that depend on the precision (approx(x, pi) compares the first ten digits)"},
		{"x = 1; [x == 1/8, x == sqrt(4), x == round(1/3, 2), x == x/3, 1/3 < x]", ""},
		{"sqrt(x) = x; x = 1; x == sqrt(2)", ""},
		{"x = 1; ‹x == x›", "x is compared with itself"},
		{"x = {a: 1}; ‹x.a < (x.a)›", "x.a is compared with itself"},
		{"1 == 1", ""},
		{"f() = 1; f() == f()", ""}, // a host's function may give another number each time

		// Conditions.
		{"x = 1; x > 0 or ‹x > 0›", "x > 0 is there twice: or adds nothing"},
		{"x = 1; x > 0 and x < 5 and ‹x>0›", "x>0 is there twice: and adds nothing"},
		{"x = 1; ‹x == 1 and 2 == x›", "x == 1 and 2 == x exclude each other: this is never true (is or meant?)"},
		{"x = 1; ‹x > 5 and x <= 5›", "x > 5 and x <= 5 exclude each other: this is never true (is or meant?)"},
		{"x = 1; ‹6 < x and x == 5›", "6 < x and x == 5 exclude each other: this is never true (is or meant?)"},
		{`s = "a"; ‹s == "a" and s != "a"›`, `s == "a" and s != "a" exclude each other: this is never true (is or meant?)`},
		{"x = 1; x >= 5 and x <= 5 and x != 4 and x < 6", ""},
		{"x = 1; y = 2; x == 1 and y == 2", ""},
		{`s = "a"; ‹s != "a" or s != "b"›`, `one of s != "a" and s != "b" always holds (is and meant?)`},
		{"x = 1; ‹x > 5 or x < 10›", "one of x > 5 and x < 10 always holds (is and meant?)"},
		{"x = 1; x < 5 or x > 10 or x == 7 or x == 8", ""},
		{"if ‹1 > 2› then 3 else 4", "1 > 2 is always false: 3 is never used"},
		{"‹true› ? 3 : 4", "true is always true: what follows else is never used"},
		{"x = 1; if x > 1 then 2 else if ‹x > 1› then 3 else 4", "this condition was tested before: 3 is never used"},
		{"x = true; ‹false› and x", "false is always false: x is never used"},
		{"x = true; x or ‹2 > 1› or x == false", "2 > 1 is always true: x == false is never used"},
		{"x = true; x and true", ""},

		// Null.
		{"x = 1; ‹(x * 2) ?? 0›", "(x * 2) is never null, so 0 is never used (null in an operation is an error: give a default to each operand that may be null)"},
		{"x = 1; ‹(x + 2) ?? 0›", "(x + 2) is never null, so 0 is never used (null in an operation is an error: give a default to each operand that may be null)"},
		{`‹"a" ?? 0›`, `"a" is never null, so 0 is never used`},
		{"x = 1; x ?? ‹5 ?? 0›", "5 is never null, so 0 is never used"},
		{"m = {a: 1}; m?.b ?? m.a ?? 0", ""},

		// Lists.
		{`s = "a"; s in ["a", ‹"a"›]`, `"a" is in the list twice`},
		{"x = 1; x not in [1, 2, ‹1.0›]", "1.0 is in the list twice"},
		{`x = 1; x in [1, "1", true, x, x]`, ""},
		{"x = 1; ‹x in []›", "nothing is in an empty list"},
		{`‹"1" in [1, 2]›`, "a string is never in this list"},
		{`s = "a"; s in [1, 2]`, ""},
		{`s = "a"; "1" in [1, s] or s in "123" or s in 1..3`, ""},

		// Names.
		{"‹e› = 5; e", "e is no longer the constant 2.718281… from here on (choose another name if that is not meant)"},
		{"(‹pi› = 3; pi * 2)", "pi is no longer the constant 3.141592… from here on (choose another name if that is not meant)"},
		{"f(e) = e.a; sum([1], e => e); count = 3; count", ""},
		{"‹a› = 1; b = 2; b", "nothing uses a"},
		{"a = 1; b = 2", ""}, // it is there for what it binds
		{"_a = 1; f(x) = x; 2", ""},
		{"(‹a› = 1; 2)", "nothing in this block uses a"},
		{"(‹f›(x) = x; 2)", "nothing in this block uses f"},
		{`a = 1; f"{a}"`, ""},
		{"f(x, ‹y›) = x; f(1, 2)", "f does not use its parameter y (if it has to be there, call it _y)"},
		{"f(x, y) = x; reduce([1], f, 0)", ""},
		{"reduce(1..3, (acc, x) => acc + 1, 0)", ""},

		{"‹round(2.5)›", "2.5 is a tie, rounded to even: 2 (half_up gives 3)"},
		{"‹round(2.345, 2)›", "2.345 is a tie, rounded to even: 2.34 (half_up gives 2.35)"},
		{"‹round(3.5)›", "3.5 is a tie, rounded to even: 4"},
		{"‹round(1250, -2)›", "1250 is a tie, rounded to even: 1200 (half_up gives 1300)"},
		{"‹round(-2.5)›", "-2.5 is a tie, rounded to even: -2 (half_up gives -3)"},
		{"round(2.51) + round(2.5, 1) + round(0) + round(10/3) + round(2.5, 0, \"up\") + floor(2.5) + round(2.5, 999999999999)", ""},
	} {
		checkWarning(t, c.src, c.want)
	}
}

func checkWarning(t *testing.T, marked, want string) {
	t.Helper()
	start := strings.Index(marked, "‹")
	text := strings.Replace(marked, "‹", "", 1)
	end := strings.Index(text, "›")
	text = strings.Replace(text, "›", "", 1)
	list := warningsOf(t, text)
	if want == "" {
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list)
		}
		return
	}
	if len(list) == 0 {
		t.Errorf("%s: no warning, want %s", text, want)
		return
	}
	w := list[0]
	got := w.Message
	if w.Hint != "" {
		got += " (" + w.Hint + ")"
	}
	if got != want || w.Span != (diag.Span{Start: start, End: end}) || w.Source == nil || w.Source.Text != text {
		t.Errorf("%s:\n got %v %s\nwant %v %s", text, w.Span, got, diag.Span{Start: start, End: end}, want)
	}
}

// TestWarningsAreRight holds what the messages promise against what the
// programs of their hints do.
func TestWarningsAreRight(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"100 + 10%", "100.1"}, {"100 * (1 + 10%)", "110"}, {"2 + 3 - 10%", "4.9"}, {"(2 + 3) * (1 - 10%)", "4.5"},
		{"-2^2", "-4"}, {"(-2)^2", "4"}, {"2^3^2", "512"}, {"2^(3^2)", "512"}, {"(2^3)^2", "64"},
		{"1+2 * 3", "7"}, {"1 / 2*3", "1.5"}, {"-7 // 2", "-3"}, {"floor(-7 / 2)", "-4"}, {"-7 % 3", "-1"}, {"mod(-7, 3)", "2"},
		{"x = 120; 5!=x", "true"}, {"x = 120; 5! == x", "true"}, {"sind(90)", "1"}, {"round(2.5)", "2"},
		{`round(2.5, 0, "half_up")`, "3"}, {"round(-2.5)", "-2"}, {`round(-2.5, 0, "half_up")`, "-3"}, {"round(3.5)", "4"},
	})
}

// TestNoFalseAlarms runs the rules over the programs of the documentation's
// kind, and the examples of all built-ins.
func TestNoFalseAlarms(t *testing.T) {
	for _, b := range Builtins().Rows() {
		for _, e := range b.Examples {
			for _, w := range warningsOf(t, e.Source) {
				// Some examples show just what the warnings are about.
				if w.Code != "tie" && !(w.Code == "truncated-division") {
					t.Errorf("%s: %v", e.Source, w)
				}
			}
		}
	}
	for _, text := range []string{
		"price * qty * (1 - discount)",
		"net + round(net * rate, 2)",
		"principal * rate / 12 / (1 - (1 + rate / 12) ^ -n)",
		"sum(items, i => i.price * i.qty)",
		"if income <= 10_000 then 0 else if income <= 40_000 then (income - 10_000) * 20% else 6_000 + (income - 40_000) * 40%",
		"0 <= x < 10 and (a > 1 or b > 1) and not done",
		`country in ["US", "CA"] and total > 100 or (vip ?? false)`,
		"x^2 + y^2 - 2*x*y", "-x^2 / 2", "(a+b) * (c-d)", "a*b + c*d", "n! / (k! * (n - k)!)",
		"hyp(a, b) = (square(x) = x * x; sqrt(square(a) + square(b))); hyp(3, 4)",
		"fact(n) = if n <= 1 then 1 else n * fact(n - 1); fact(30)",
	} {
		if list := warningsOf(t, text); len(list) > 0 {
			t.Errorf("%s: %v", text, list)
		}
	}
}

func TestProgramWarnings(t *testing.T) {
	compile := func(text string, o Options) *Program {
		p, err := Compile(&diag.Source{Name: "rules", Text: text}, CompileOptions{Options: o})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := compile("unused = 1; round(2.5) + 1 + 10%", Options{})
	want := `[rules:1:1: warning: nothing uses unused rules:1:13: warning: 2.5 is a tie, rounded to even: 2 (half_up gives 3)]`
	if got := fmt.Sprint(p.Warnings()); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if list := compile("round(2.5)", Options{Rounding: number.HalfUp}).Warnings(); len(list) > 0 {
		t.Errorf("the mode decides as people expect: %v", list)
	}
	if list := compile("x == 2/3 * 3", Options{Precision: 1}).Warnings(); len(list) != 1 {
		t.Errorf("at one digit: %v", list)
	}
}

func TestWarningPretty(t *testing.T) {
	w := warningsOf(t, "x = 1\nx + 100 + 10%")
	want := "warning: 10% is 0.1: this adds 0.1, not 10% of x + 100\n" +
		" --> 2:1\n  |\n2 | x + 100 + 10%\n  | ^^^^^^^^^^^^^ for that write (x + 100) * (1 + 10%)"
	if len(w) != 1 || w[0].Pretty() != want {
		t.Errorf("got %v\n%s", w, w[0].Pretty())
	}
}

// TestWarningsAreBounded feeds texts that would take long, or warn without end.
func TestWarningsAreBounded(t *testing.T) {
	for name, text := range map[string]string{
		"many":    strings.Repeat("round(2.5)\n", 10_000),
		"chain":   "1" + strings.Repeat(" + 2 + 10%", 100_000),
		"nested":  strings.Repeat("(x = 1; x + ", 300) + "1" + strings.Repeat(")", 300),
		"and":     "x == 1" + strings.Repeat(" and y < 2", 100_000),
		"literal": "x = 5; " + strings.Repeat("9", 100_000) + "!=x",
		"list":    "x in [" + strings.Repeat("12345, ", 100_000) + "]",
		"power":   "-9" + strings.Repeat("^2", 300),
		"huge":    "if 9^9^9^9 > 1 then 2 else 3",
	} {
		if n := len(warningsOf(t, text)); n > maxWarnings {
			t.Errorf("%s: %d warnings", name, n)
		}
	}
}

// TestWarningsPage holds the table of docs/explain.md against the rules.
func TestWarningsPage(t *testing.T) {
	page, err := os.ReadFile("../docs/explain.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, r := range WarningRules() {
		fmt.Fprintf(&table, "| `%s` | `%s` | %s |\n", r.Code, strings.ReplaceAll(r.Example, "|", `\|`), r.Doc)
	}
	if !strings.Contains(string(page), "\n| --- | --- | --- |\n"+table.String()) {
		t.Errorf("the table of warnings in docs/explain.md is not\n%s", &table)
	}
}
