package repl

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
	"github.com/calx-lang/calx/plot"
)

// plotSession returns a session in which a script has run.
func plotSession(t testing.TB, script string) *eval.Session {
	t.Helper()
	s := eval.NewSession(eval.Options{})
	src := &diag.Source{Text: script}
	file, err := parser.ParseWith(src, s.ParserOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range file.Stmts {
		if _, _, err := s.Exec(context.Background(), st, src); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestParsePlot(t *testing.T) {
	for _, tt := range []struct{ in, series, from, to string }{
		{"sin(x)", "sin(x)", "", ""},
		{"sin(x), cos(x)", "sin(x) | cos(x)", "", ""},
		{"max(x, 1), [1, 2], {a: 1, b: 2}", "max(x, 1) | [1, 2] | {a: 1, b: 2}", "", ""},
		{"sin(x) from 0 to 2*pi", "sin(x)", "0", "2*pi"},
		{"sin(x), x^2 from -1 to 1", "sin(x) | x^2", "-1", "1"},
		{"x * 50% from 0 to 1", "x * 50%", "0", "1"},
		{"x² from 0 to 1", "x²", "0", "1"},
		{"x! from 0 to 5", "x!", "0", "5"},
		{"from + to", "from + to", "", ""},
		{"from from from to to", "from", "from", "to"},
		{"from, to from to to from", "from | to", "to", "from"},
		{"x % from", "x % from", "", ""},
		{`"a, b from 1 to 2"`, `"a, b from 1 to 2"`, "", ""},
		{`f"{x}, {[x, 2]} from" from 1 to 2`, `f"{x}, {[x, 2]} from"`, "1", "2"},
		{"((a, b) => a)(x, 1)", "((a, b) => a)(x, 1)", "", ""},
		{"x # from 1 to 2, x", "x", "", ""},
		{"é * x from 1 to 2", "é * x", "1", "2"},
	} {
		r, err := ParsePlot(&diag.Source{Text: ":plot " + tt.in}, 6, parser.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		var series []string
		for _, e := range r.Series {
			series = append(series, e.text())
		}
		from, to := "", ""
		if r.From.X != nil {
			from, to = r.From.text(), r.To.text()
		}
		if got := strings.Join(series, " | "); got != tt.series || from != tt.from || to != tt.to {
			t.Errorf("%s: got %s from %s to %s", tt.in, got, from, to)
		}
	}
}

func TestParsePlotErrors(t *testing.T) {
	for _, tt := range []struct{ in, says string }{
		{"", "1:7: syntax error: what is to be drawn is missing"},
		{"x,", "1:9: syntax error: what is to be drawn is missing"},
		{"x +* 2", "1:10: syntax error"},
		{"x from 1", "1:9: syntax error: from without to"},
		{"x to 1", "1:9: syntax error: to without from"},
		{"x from to 1", "1:13: syntax error: the start of the range is missing"},
		{"x from 1 to", "1:18: syntax error: the end of the range is missing"},
		{"from 1 to 2", "1:7: syntax error: what is to be drawn is missing"},
		{"x, from 1 to 2", "1:9: syntax error: what is to be drawn is missing"},
		{"x = 5", "1:7: syntax error: what is to be drawn has to be one expression"},
		{"x; x", "1:7: syntax error: what is to be drawn has to be one expression"},
		{"x from 1; 2 to 3", "1:14: syntax error: the start of the range has to be one expression"},
		{"sin(x", "1:10: syntax error"},
		{"x)", "1:8: syntax error"},
		{strings.Repeat("x,", 16) + "x", "syntax error: there are more than 16 expressions to draw"},
	} {
		src := &diag.Source{Text: ":plot " + tt.in}
		_, err := ParsePlot(src, 6, parser.Options{})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %s", tt.in, err, tt.says)
		}
		for _, e := range diag.All(err) {
			if e.Source != src {
				t.Errorf("%s: the error shows another text", tt.in)
			}
		}
	}
}

// draw parses and draws a request.
func draw(t testing.TB, script, request string, kind PlotKind) (*Plot, string, error) {
	t.Helper()
	s := plotSession(t, script)
	r, err := ParsePlot(&diag.Source{Text: request}, 0, s.ParserOptions())
	if err != nil {
		return nil, "", err
	}
	p, err := NewPlot(context.Background(), s, r, kind)
	if err != nil {
		return nil, "", err
	}
	text, err := p.Text(context.Background(), 60, 12, plot.Theme{})
	return p, text, err
}

func TestPlot(t *testing.T) {
	for _, tt := range []struct {
		name, script, request string
		kind                  PlotKind
		kinds                 []plot.Kind // of the series that are lists
		holds                 []string    // in the text
	}{
		{"a function of x", "", "x^2 from 0 to 10", AutoPlot, nil, []string{"100┤", "⠉"}},
		{"names of the session", "rate = 4; f(a) = a * rate", "f(x) from 0 to 10", AutoPlot, nil, []string{"40┤"}},
		{"a function by its name", "", "sqrt from 0 to 100", AutoPlot, nil, []string{"10┤"}},
		{"a lambda", "", "t => 2 * t from 0 to 10", AutoPlot, nil, []string{"20┤"}},
		{"a constant", "c = 7", "c", AutoPlot, nil, []string{"7"}},
		{"the ends are expressions", "a = 3", "x from -a to a * 2", AutoPlot, nil, []string{"-3", "6"}},
		{"a list", "", "[3, 1, 4]", AutoPlot, []plot.Kind{plot.Bars}, []string{"⣿"}},
		{"a list beside a curve", "", "[3, 1, 4], x from 0 to 2", AutoPlot, []plot.Kind{plot.Dots}, []string{"[3, 1, 4]"}},
		{"a long list", "", "map(1..100, i => i)", AutoPlot, []plot.Kind{plot.Dots}, nil},
		{"pairs", "", "[[0.5, 1], [1.5, 3]]", AutoPlot, []plot.Kind{plot.Dots}, nil},
		{"lines", "", "[3, 1, 4]", LinePlot, []plot.Kind{plot.Line}, nil},
		{"a gap", "", "[3, null, 4]", BarPlot, []plot.Kind{plot.Bars}, nil},
		{"an empty list", "", "[]", AutoPlot, []plot.Kind{plot.Bars}, []string{"nothing to draw"}},
		{"null is a gap", "", "if x < 0 then null else x from -1 to 1", AutoPlot, nil, []string{"1.0┤"}},
		{"math errors are gaps", "", "ln(x) from -5 to 5", AutoPlot, nil, []string{"-5", "5"}},
		{"huge values", "", "10^x from 0 to 1000", AutoPlot, nil, []string{"e1000┤"}},
	} {
		p, text, err := draw(t, tt.script, tt.request, tt.kind)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var kinds []plot.Kind
		for i := range p.Chart.Series {
			if s := &p.Chart.Series[i]; s.F == nil {
				kinds = append(kinds, s.Kind)
			}
		}
		if len(kinds) != len(tt.kinds) || len(kinds) > 0 && kinds[0] != tt.kinds[0] {
			t.Errorf("%s: kinds %v, want %v", tt.name, kinds, tt.kinds)
		}
		for _, want := range tt.holds {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", tt.name, want, text)
			}
		}
	}
}

func TestPlotErrors(t *testing.T) {
	for _, tt := range []struct{ script, request, says string }{
		{"", "y", `1:1: name error: unknown variable "y"`},
		{"", `"text"`, "1:1: type error: what is drawn has to be a number, a function of x or a list, and this is a string"},
		{"", "{a: 1}", "1:1: type error: a map cannot be drawn"},
		{"", "x > 0", "1:1: type error: what is drawn has to be a number for every x, and this gives a boolean"},
		{"", `x + "a"`, "type error"},
		{"", "[1, true]", "1:1: type error: a list that is drawn has to hold numbers or pairs [x, y], and its element 1 is a boolean"},
		{"", "[[1, 2, 3]]", "its element 0 is a list"},
		{"", "1..10^9", "1:1: limit error: a list of 1000000000 elements is too long to be drawn"},
		{"", "sin(x) from 5 to 1", "1:18: value error: the range has to end above its start"},
		{"", "sin(x) from 1 to 1", "1:18: value error"},
		{"", `sin(x) from "a" to 1`, "1:13: type error: an end of the range has to be a number, and this is a string"},
		{"", "sin(x) from 1/0 to 1", "1:13: math error: division by zero"},
		{"", "(a, b) => a", "type error"},
		{"", "ln(-1 - x^2)", "math error"},
		{"", "[1, 2][x + 20]", "value error"},
		{"f(n) = f(n + 1)", "f(x)", "limit error"},
	} {
		if _, _, err := draw(t, tt.script, tt.request, AutoPlot); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %s", tt.request, err, tt.says)
		}
	}
}

func TestPlotNotes(t *testing.T) {
	p, _, err := draw(t, "x = 5", "sin(x), ln(-1 - x^2)", AutoPlot)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "(here 5)") {
		t.Errorf("notes are %q", p.Notes)
	}
	if u := p.Undefined(); len(u) != 1 || u[0] != "ln(-1 - x^2) has no value in this range" {
		t.Errorf("undefined are %q", u)
	}
}

// TestPlotCanceled ends a drawing whose evaluations would take for ever.
func TestPlotCanceled(t *testing.T) {
	s := eval.NewSession(eval.Options{Limits: eval.Limits{Steps: -1}})
	r, err := ParsePlot(&diag.Source{Text: "sum(1..10^12, i => i * x)"}, 0, s.ParserOptions())
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlot(context.Background(), s, r, AutoPlot)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = p.SVG(ctx); !errors.Is(err, diag.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzPlot draws requests under small limits.
func FuzzPlot(f *testing.F) {
	for _, s := range []string{
		"sin(x), 1/x from -1 to 1", "tan(x)", "[1, 2, 3], [[1, 2]]", "x from 1e40 to 1e40 + 1", "x^x^x", "if x > 0 then 1/x else null",
		"sqrt", "t => t", "x from 1e999999999 to 2e999999999", "10^(10^x) from 0 to 9", "x from from to to", "[1e999999999, -1e999999999]", "5!",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, request string) {
		s := eval.NewSession(eval.Options{Limits: eval.Limits{Steps: 2000, Digits: 2000, Memory: 1 << 20}})
		r, err := ParsePlot(&diag.Source{Text: request}, 0, s.ParserOptions())
		if err != nil {
			return
		}
		p, err := NewPlot(context.Background(), s, r, AutoPlot)
		if err != nil {
			return
		}
		p.Chart.Evaluations = 500
		text, err := p.Text(context.Background(), 40, 10, plot.Theme{})
		if err == nil && strings.Count(text, "\n") > 10 {
			t.Errorf("more than 10 lines:\n%s", text)
		}
		if _, err := p.SVG(context.Background()); err == nil && len(diag.All(err)) > 0 {
			t.Error(err)
		}
	})
}
