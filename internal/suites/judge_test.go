package suites

import (
	"fmt"
	"strings"
)

// pageHolds lists the cases that disagree with the language's reference, which
// holds: the class of error that it asks for instead.
var pageHolds = map[string]string{
	"hostile/blowup/007":    "index_error", // range(1, 2.5): an end that is no integer is a value error
	"hostile/magnitude/045": "index_error", // factorial(2.5): so is a fraction in factorial
	"hostile/math/041":      "index_error", // min([]): and the least of nothing
}

// judge returns "" if an ordinary case passed, else what is wrong with it.
func judge(c *testCase, out output) string {
	if out.class == noRun {
		return out.note
	}
	want := c.want()
	switch {
	case c.Check == "error":
		if out.class != want {
			return fmt.Sprintf("expected an error %s, got %s", want, out)
		}
		return ""
	case out.class != "":
		return fmt.Sprintf("expected %s, got %s", clip(want, 120), out)
	}
	pass := false
	switch c.Check {
	case "text":
		pass = out.text == want
	case "list":
		pass = equalLists(out.text, want)
	case "exact":
		pass = equalNumbers(out.text, want)
	case "abs":
		a, ok1 := parseDecimal(out.text)
		b, ok2 := parseDecimal(want)
		pass = ok1 && ok2 && within(a, b, c.Tol)
		want += " within " + c.Tol
	default:
		return "unknown check " + c.Check
	}
	if !pass {
		return fmt.Sprintf("expected %s, got %s", clip(want, 160), clip(out.text, 160))
	}
	return ""
}

// equalNumbers reports whether two texts are numbers of the same value.
func equalNumbers(a, b string) bool {
	x, ok1 := parseDecimal(a)
	y, ok2 := parseDecimal(b)
	return ok1 && ok2 && x == y
}

// equalLists reports whether two texts are lists of equal numbers.
func equalLists(a, b string) bool {
	x := strings.Split(strings.Trim(a, "[]"), ",")
	y := strings.Split(strings.Trim(b, "[]"), ",")
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !equalNumbers(x[i], y[i]) {
			return false
		}
	}
	return true
}
