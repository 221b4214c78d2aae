package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// TestGlobalsRoom compiles programs of many and of few names by turns. The room
// for what is known of names serves again, and no program keeps what another
// needed.
func TestGlobalsRoom(t *testing.T) {
	sum := func(prefix string, n int) string {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("%s%d", prefix, i)
		}
		return strings.Join(names, " + ")
	}
	type compiled struct {
		p     *Program
		names int
	}
	var programs []compiled
	for i, n := range []int{1, 3, 5, 6, 8, 9, 20, 900, 1100, 12, 2, 30} {
		a, b := fmt.Sprintf("a%d_", i), fmt.Sprintf("b%d_", i)
		programs = append(programs,
			compiled{compileText(t, sum(a, n)), n},
			compiled{compileText(t, "f(x) = x + 1\nf("+sum(b, n)+")"), n})
		if _, err := Compile(&diag.Source{Text: sum("c", n) + " + 'text' * 2"}, CompileOptions{}); err == nil {
			t.Fatal("no error")
		}
	}
	for i, c := range programs {
		g := c.p.unit.globals
		functions := i%2 == 1
		want := c.names
		if functions {
			want++ // f
		}
		if len(g.names) != want {
			t.Fatalf("%d names, want %d", len(g.names), want)
		}
		switch {
		case !functions && (g.info != nil || g.index != nil):
			t.Errorf("a program of %d names keeps what compiling it needed", want)
		case functions && (len(g.info) != want || cap(g.info) > 2*want+fewNames):
			t.Errorf("of %d names %d are known, in room for %d", want, len(g.info), cap(g.info))
		case functions && (g.index != nil) != (want > linearNames), functions && g.index != nil && len(g.index) != want:
			t.Errorf("the index of %d names has %d", want, len(g.index))
		}
		env := map[string]any{}
		for _, name := range g.names {
			if i, ok := strings.CutPrefix(name, "f"); !ok || i != "" {
				env[name] = 2
			}
		}
		v, err := c.p.Eval(context.Background(), env)
		total := 2 * c.names
		if functions {
			total++
		}
		if err != nil || v.String() != fmt.Sprint(total) {
			t.Errorf("%d names: got %v %v, want %d", want, v, err, total)
		}
	}
}
