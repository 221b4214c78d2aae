package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// TestMembershipInConstants holds looking into constant lists, of any length,
// against looking into the same list as a value.
func TestMembershipInConstants(t *testing.T) {
	for _, n := range []int{1, 8, 9, 500} {
		texts, numbers := make([]string, n), make([]string, n)
		for i := range n {
			texts[i] = fmt.Sprintf("%q", fmt.Sprint("k", i))
			numbers[i] = fmt.Sprintf("%d.50", i)
		}
		big := strings.Repeat("7", 60)
		lists := []string{"[" + strings.Join(texts, ", ") + "]", "[" + strings.Join(numbers, ", ") + "]",
			"[" + strings.Join(append(numbers, big), ", ") + "]", "[" + strings.Join(append(texts, "1"), ", ") + "]"}
		for _, list := range lists {
			for _, x := range []string{`"k0"`, fmt.Sprintf(`"k%d"`, n-1), fmt.Sprintf(`"k%d"`, n), "0.5", "0.500", fmt.Sprintf("%d.5", n-1), fmt.Sprintf("%d.5", n),
				big, big + "0", "null", "true", "[1]"} {
				for _, op := range []string{"in", "not in"} {
					got := evalText(t, "x "+op+" "+list, x)
					want := evalText(t, "x "+op+" (filter("+list+", v => true))", x)
					if got != want {
						t.Errorf("%s %s %.40s…: got %s, want %s", x, op, list, got, want)
					}
				}
			}
		}
	}
	if p := compileText(t, `x in ["a"]`); true {
		if _, err := p.Eval(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "x") {
			t.Errorf("an unbound name: %v", err)
		}
	}
}

// evalText evaluates src with x bound to the value of an expression.
func evalText(t *testing.T, src, x string) string {
	t.Helper()
	v, err := compileText(t, x).Eval(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := compileText(t, src).Eval(context.Background(), map[string]Value{"x": v})
	if err != nil {
		return "error: " + err.Error()
	}
	return r.String()
}

// TestOneOfTexts compares chains of comparisons with texts, which compile to one
// look among them, with the same chains where no operand is a bare name.
func TestOneOfTexts(t *testing.T) {
	chains := []string{
		"x == 'a' or x == 'b'", "x == 'a' || x == 'b' || x == ''", "x != 'a' and x != 'b'", "x != 'a' && x != 'b' && x != 'é'",
		"x == 'a' or x == 'a'", "not (x == 'a' or x == 'b')", "x == 'a' or x == 'b' or y", "y and (x == 'a' or x == 'b')",
		"x == 'a' and x == 'b'", "x != 'a' or x != 'b'", "x == 'a' or z == 'b'", "'a' == x or x == 'b'", "x == 'a' or x != 'b'",
		"x == 'a' == 'a' or x == 'b'",
	}
	values := []any{"a", "b", "c", "", "é", nil, 5, true, []int{1}}
	outcome := func(source string, env map[string]any) string {
		p, err := Compile(&diag.Source{Text: source}, CompileOptions{})
		if err == nil {
			var v Value
			if v, err = p.Eval(context.Background(), env); err == nil {
				return v.String()
			}
		}
		return err.Error()[strings.Index(err.Error(), " "):] // without the place
	}
	for _, chain := range chains {
		general := strings.ReplaceAll(strings.ReplaceAll(chain, "x ", "(true ? x : x) "), "== x", "== (true ? x : x)")
		for _, x := range values {
			for _, y := range []any{true, false} {
				env := map[string]any{"x": x, "y": y, "z": "b"}
				if got, want := outcome(chain, env), outcome(general, env); got != want {
					t.Errorf("%s with x = %v: got %s, want %s", chain, x, got, want)
				}
			}
		}
		if got, want := outcome(chain, map[string]any{"y": true, "z": "c"}), `variable "x"`; !strings.Contains(got, want) && !strings.Contains(got, "chain") {
			t.Errorf("%s without x: got %s, want %s", chain, got, want)
		}
	}
}
