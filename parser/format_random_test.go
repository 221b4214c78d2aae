package parser

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// TestFormatRandom formats random programs, many of them too long for a line,
// with line breaks, empty lines and comments in all places that take them.
func TestFormatRandom(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 1000
	}
	good := 0
	for seed := range n {
		g := generator{r: rand.New(rand.NewPCG(1, uint64(seed)))}
		text := g.program()
		if _, err := ParseWith(&diag.Source{Text: text}, Options{Directives: true}); err == nil {
			good++
		}
		checkFormat(t, text)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if good < n/2 {
		t.Errorf("only %d of %d texts are programs", good, n)
	}
}

// A generator writes random programs.
type generator struct {
	r      *rand.Rand
	breaks bool // comments and line breaks within statements
}

func (g *generator) program() string {
	var b strings.Builder
	g.breaks = g.r.IntN(3) == 0
	for range 1 + g.r.IntN(4) {
		b.WriteString(g.pick("", "", "# own\n", "\n\n", "  \n# a\n\n # b\n"))
		b.WriteString(g.stmt(g.r.IntN(5)))
		b.WriteString(g.pick("\n", "\n", ";", " # behind\n", "\r\n", ";# c\n"))
	}
	return b.String()
}

func (g *generator) pick(list ...string) string { return list[g.r.IntN(len(list))] }

// ws is white space where a line may end in brackets and behind operators.
func (g *generator) ws() string {
	if !g.breaks || g.r.IntN(4) > 0 {
		return g.pick("", " ", " ")
	}
	return g.pick("\n", "\n\n", " # c\n", "\n  # own\n", "\n\n# own\n\n")
}

func (g *generator) name() string {
	return g.pick("a", "b", "rate", "amount_of_the_order", "x1", "café", "a_rather_long_name_for_a_variable", "π")
}

func (g *generator) stmt(depth int) string {
	switch g.r.IntN(6) {
	case 0:
		return g.name() + " =" + g.ws() + g.expr(depth)
	case 1:
		return "f(" + g.ws() + "p" + g.ws() + ", q" + g.pick("", ",") + g.ws() + ") =" + g.ws() + g.expr(depth)
	case 2:
		return g.pick(":precision 50", ":group", ":rounding   half_up")
	}
	return g.expr(depth)
}

func (g *generator) list(depth int, element func(int) string) string {
	n := g.r.IntN(5)
	if g.r.IntN(8) == 0 {
		n = 30
	}
	var parts []string
	for range n {
		parts = append(parts, g.ws()+element(depth-1)+g.ws())
	}
	s := strings.Join(parts, ",")
	if n > 0 {
		s += g.pick("", "", ","+g.ws())
	}
	return s
}

func (g *generator) atom() string {
	return g.pick(g.name(), g.name(), "1", "12.50", ".5", ".5%", ".5[0]", "5 .a", "7.5%", "5!", `"text"`, `'a long text that takes a good part of a line'`, `f"{x + 1} of {y}"`, "true", "null", "1e-9")
}

func (g *generator) expr(depth int) string {
	if depth <= 0 {
		return g.atom()
	}
	e := func() string { return g.operand(depth - 1) }
	switch g.r.IntN(16) {
	case 0:
		return "[" + g.list(depth, g.expr) + "]"
	case 1:
		i := 0
		return "{" + g.list(depth, func(d int) string {
			i++
			return g.pick(fmt.Sprintf("k%d", i), fmt.Sprintf("%q", fmt.Sprint(i)), "("+g.expr(0)+")") + ":" + g.ws() + g.expr(d)
		}) + "}"
	case 2:
		return g.name() + "(" + g.list(depth, g.expr) + ")"
	case 3:
		return g.pick("x", "(x)", "(x, y)", "()") + " =>" + g.ws() + g.expr(depth-1)
	case 4:
		return "if" + " " + g.ws() + e() + " " + g.ws() + "then " + g.ws() + g.expr(depth-1) + g.ws() + " else " + g.ws() + g.expr(depth-1)
	case 5:
		return e() + " ? " + g.ws() + g.expr(depth-1) + g.ws() + " : " + g.ws() + g.expr(depth-1)
	case 6:
		return "(" + g.ws() + "v = " + g.expr(depth-1) + g.pick(";", "\n", "# c\n", ";\n\n") + g.expr(depth-1) + g.pick("", "\n") + ")"
	case 7:
		s := e()
		for range 1 + g.r.IntN(4) {
			s += g.pick(" |>", "|> ") + g.ws() + g.pick("f", "g.h", "f(1)", "(x => x)", g.name()+"("+g.list(depth, g.expr)+")")
		}
		return s
	case 8:
		return "(" + g.ws() + g.expr(depth-1) + g.ws() + ")"
	case 9:
		return g.name() + "[" + g.ws() + g.expr(depth-1) + g.pick("", ":", ":"+e()) + "]" + g.pick("", ".a", "?.b", "!", "%")
	case 10:
		return g.pick("-", "+", "!", "√", "not ", "not "+g.ws()) + e()
	}
	op := g.pick(" + ", "+", " - ", "*", " / ", " // ", " % ", "^", "²+", "..", " and ", " or ", "&&", " == ", " < ", " not in ", " ?? ", " × ")
	s := e()
	for range 1 + g.r.IntN(6) {
		s += op + g.ws() + e()
	}
	return s
}

// operand is an expression that may stand beside an operator.
func (g *generator) operand(depth int) string {
	switch g.r.IntN(4) {
	case 0:
		return "(" + g.ws() + g.expr(depth) + g.ws() + ")"
	case 1:
		return g.name() + "(" + g.list(depth, g.expr) + ")"
	}
	return g.atom()
}
