package repl

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/eval"
)

// runIn runs an input whose answer does not matter.
func runIn(t testing.TB, s *Session, input string) {
	t.Helper()
	s.Run(context.Background(), input, func(p Part) {
		if p.Kind == Failure {
			t.Fatalf("%s: %s", input, p.Text)
		}
	})
}

// split returns an input and the place of the last | in it.
func split(t *testing.T, input string) (text string, at int) {
	t.Helper()
	if at = strings.LastIndexByte(input, '|'); at < 0 {
		t.Fatal(input)
	}
	return input[:at] + input[at+1:], at
}

func TestComplete(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"data.json", "an invoice.calx", ".hidden", "bad\x1bname"} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join("sub", "deeper"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := newTestSession()
	runIn(t, s, `order = {customer: {name: "A", "zip code": 1}, items: [{price: 1}, {price: 2}]}; qty = 3`)
	runIn(t, s, "monthly(x, y) = x; größe = 1; 5")
	for _, tt := range []struct{ in, want string }{ // the items by their texts
		{"q|", "qty"},
		{"1 + q|", "qty"},
		{"gr|", "größe group_by("},
		{"mon|", "monthly("},
		{"mon|(1)", "monthly"},
		{"sqr|", "sqrt("},
		{"sqr|(2)", "sqrt"},
		{"ph|", "phi"},
		{"tru|", "true trunc("}, // keywords are last but for names of functions
		{"els|", "else"},
		{"order.|", "customer items"},
		{"order.cu|", "customer"},
		{"order.customer.|", "name"},
		{"order?.cu|", "customer"},
		{"order.items[0].|", "price"},
		{"first(order.items).|", "price"},
		{"(order).it|", "items"},
		{"order.nothing.|", ""},
		{"1..|", "ans größe monthly( order qty"},
		{"f(|", "ans größe monthly( order qty"},
		{"1.|", ""},
		{"12|", ""},
		{`"q|`, ""},
		{`f"{q|`, "qty"},
		{"1 # q|", ""},
		{"round(2.5, mo|", "monthly( mode =  mod("},
		{"round(2.5, mode = q|", "qty"},
		{"|", "ans größe monthly( order qty"},
		{":ba|", "base"},
		{"1;\n:ba|", "base"},
		{":rounding half_|", "half_even half_up half_down"},
		{":base |", "2 8 10 16"},
		{":help perce|", "percent percentile"},
		{":help roundi|", "rounding"}, // a topic and a command
		{":type q|", "qty"},
		{":load |", "an invoice.calx data.json sub/"},
		{":load .|", ".hidden"},
		{":load an i|", "an invoice.calx"},
		{":load sub/|", "sub/deeper/"},
		{":load nowhere/|", ""},
		{":nothing a|", ""},
		{":undo q|", ""},
	} {
		text, at := split(t, tt.in)
		c := s.Complete(text, at)
		var names []string
		for _, it := range c.Items {
			names = append(names, it.Text)
		}
		got, want := strings.Join(names, " "), strings.Fields(tt.want)
		for _, w := range want {
			if !strings.Contains(" "+got+" ", " "+w+" ") {
				t.Errorf("%s: %s, want %s", tt.in, got, tt.want)
				break
			}
		}
		if len(strings.Fields(got)) != len(want) || c.Start < 0 || c.Start > at {
			t.Errorf("%s: from %d: %s, want %s", tt.in, c.Start, got, tt.want)
		}
	}
}

func TestHint(t *testing.T) {
	s := newTestSession()
	runIn(t, s, "monthly(rate, years, loan) = rate * years * loan")
	for _, tt := range []struct{ in, want string }{ // the parameter in brackets
		{"round(|", `round([x], places=0, mode="…")`},
		{"round(2.5, |", `round(x, [places=0], mode="…")`},
		{"round(2.5, (1 + 2), |", `round(x, places=0, [mode="…"])`},
		{"round(sqrt(|", "sqrt([x])"},
		{"round(sqrt(2), |", `round(x, [places=0], mode="…")`},
		{"round([1, 2|", ""},
		{"monthly(1, 2|", "monthly(rate, [years], loan)"},
		{"monthly(1, 2, 3, 4|", "monthly(rate, years, loan)"},
		{"[1] |> sum(|", "sum(xs, [f=…])"},
		{"max(1, 2, 3, |", "max(x, [y], …)"},
		{"nothing(|", ""},
		{"pi(|", ""},
		{"(|", ""},
		{"round(1)|", ""},
		{`round("(|`, ""},
		{":bas|", ""},
		{":base|", ":base N  show integers in base 2 to 36; 10 is the usual one"},
		{":type round(|", `round([x], places=0, mode="…")`},
	} {
		text, at := split(t, tt.in)
		h := s.Hint(text, at)
		got := h.Text
		if h.Start < h.End {
			got = got[:h.Start] + "[" + got[h.Start:h.End] + "]" + got[h.End:]
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestPreview(t *testing.T) {
	s := newTestSession()
	runIn(t, s, "x = 0; f(a) = a * x; x = 2")
	for in, want := range map[string]string{
		"x * 3":                                "= 6",
		"+ 1":                                  "= 3", // goes on from the last result
		"y = x / 3":                            "≈ 0.6666666666666666666666666666666667",
		"5":                                    "",
		" 5 ":                                  "",
		"5 # five":                             "= 5",
		"1 +":                                  "",
		"1 + nothing":                          "",
		"1/0":                                  "",
		"f(2)":                                 "= 4",
		"f":                                    "",
		"g(x) = x":                             "",
		"x => x":                               "",
		"1; 2":                                 "",
		":base 16":                             "",
		"":                                     "",
		`"a" + "b"`:                            `= "ab"`,
		`"\u001b" + "b"`:                       `= "\u{1B}b"`,
		"2^4000":                               "1,205 digits",
		"reduce(1..10^12, (a, i) => a + i, 0)": "",
		"repeat(\"ab\", 3000)":                 "= \"" + strings.Repeat("ab", 499) + "a…",
		"[1," + strings.Repeat(" ", maxPreview) + "]": "",
	} {
		begin := time.Now()
		if got := s.Preview(in); got != want {
			t.Errorf("%.40s: %.80s, want %.80s", in, got, want)
		}
		if took := time.Since(begin); took > time.Second {
			t.Errorf("%.40s took %v", in, took)
		}
	}
}

// TestTopics holds the examples on the pages of help to what they say.
func TestTopics(t *testing.T) {
	seen := map[string]bool{}
	for _, page := range append([]helpTopic{{"overview", overview}}, topics...) {
		if page.name == "" || seen[page.name] {
			t.Errorf("the topic %q is there twice", page.name)
		}
		seen[page.name] = true
		examples := 0
		for line := range strings.Lines(page.text) {
			line = strings.TrimRight(line, "\n")
			if n := textWidth(line); n > 76 {
				t.Errorf("%s: a line of %d columns: %s", page.name, n, line)
			}
			source, want, ok := strings.Cut(line, " → ")
			if !ok {
				continue
			}
			examples++
			got := answer(newTestSession(), strings.TrimSpace(source))
			if strings.TrimPrefix(strings.TrimSpace(strings.SplitN(got, "\n", 2)[0]), mark) != strings.TrimSpace(want) {
				t.Errorf("%s: %s gives %s", page.name, line, got)
			}
		}
		if examples == 0 && page.name != "keys" && page.name != "results" && page.name != "plot" {
			t.Errorf("%s has no examples", page.name)
		}
		// What a page names has help of its own.
		for _, word := range strings.Fields(strings.ReplaceAll(page.text, ",", " ")) {
			if name, ok := strings.CutPrefix(word, ":"); ok && isName(strings.TrimRight(name, ".;")) && findCommand(strings.TrimRight(name, ".;")) == nil {
				t.Errorf("%s names the command %s", page.name, word)
			}
		}
	}
}

// TestHelpForAll asks for help on everything that has a name.
func TestHelpForAll(t *testing.T) {
	s := newTestSession()
	for _, b := range eval.Builtins().Rows() {
		got := answer(s, ":help "+b.Name+"()")
		if !strings.HasPrefix(got, b.Signature()) || !strings.Contains(got, b.Examples[0].Source) {
			t.Errorf(":help %s: %s", b.Name, got)
		}
		if page := groupPage(strings.Fields(b.Group)[0], 60); !strings.Contains(page, b.Signature()) && topic(b.Group) == nil {
			t.Errorf(":help %s does not list %s", b.Group, b.Name)
		}
	}
	for _, name := range helpNames() {
		if got := answer(s, ":help "+name); strings.Contains(got, "error") && strings.Contains(got, "no help") {
			t.Errorf(":help %s: %s", name, got)
		}
	}
}

func TestCommandsTable(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range commands() {
		if seen[c.name] || c.doc == "" || (c.args == "") != (c.kind == noArg) {
			t.Errorf("%+v", c)
		}
		seen[c.name] = true
	}
	for _, full := range commandAliases {
		if !seen[full] {
			t.Errorf("an alias of %s, which is no command", full)
		}
	}
}

func TestHighlight(t *testing.T) {
	th := Theme{number: "N", text: "T", keyword: "K", builtin: "B", command: "C", comment: "#", bad: "X", bracket: "P", stray: "S"}
	for _, tt := range []struct{ in, want string }{
		{"1 + x|", "N<1> + x"},
		{"sqrt(2)|", "B<sqrt>P<(>N<2>P<)>"},
		{"s|qrt(2)", "B<sqrt>(N<2>)"},
		{"m.sqrt|", "m.sqrt"},
		{"if a and b then \"x\" # no|", "K<if> a K<and> b K<then> T<\"x\"> #<# no>"},
		{"f\"a{1}b\"|", "T<f\"a{>N<1>T<}b\">"},
		{"1) + (2]|", "N<1>S<)> + (N<2>S<]>"},
		{"\"open|", "X<\"open>"},
		{":type sqrt(2)|", "C<:type> B<sqrt>P<(>N<2>P<)>"},
		{":load 12|", "C<:load> 12"},
		{":nothing 1|", "X<:nothing> 1"},
		{"1\n:base 2\n3|", "N<1>\nC<:base> 2\nN<3>"},
		{"π × √2|", "B<π> × √N<2>"},
		{strings.Repeat("1", maxHighlight+1) + "|", strings.Repeat("1", maxHighlight+1)},
	} {
		text, at := split(t, tt.in)
		var b strings.Builder
		end := 0
		for _, p := range th.highlight(text, at) {
			if p.style == "" {
				continue
			}
			b.WriteString(text[end:p.start] + string(p.style) + "<" + text[p.start:p.end] + ">")
			end = p.end
		}
		b.WriteString(text[end:])
		if got := b.String(); got != tt.want {
			t.Errorf("%.60s: %.80s, want %.80s", tt.in, got, tt.want)
		}
	}
}

func FuzzSession(f *testing.F) {
	for _, s := range []string{"1 + 1", ":help x", "x = 5\n:undo\n:clear", ":tokens \"", "f\"{1", ":base 3\n255", ":ast 1 |> f(", "(a = 1; a)", ":type x =>"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, input string, at int) {
		if strings.Contains(input, ":load") || strings.Contains(input, ":save") {
			t.Skip() // no files
		}
		s := NewSession(Options{Eval: eval.NewSession(eval.Options{Limits: eval.Limits{Steps: 10_000, Memory: 1 << 20}})})
		at = min(max(at, 0), len(input))
		for at > 0 && at < len(input) && input[at]&0xC0 == 0x80 {
			at--
		}
		s.NeedsMore(input)
		s.Complete(input, at)
		s.Hint(input, at)
		Dark.highlight(input, at)
		s.Preview(input)
		s.Run(context.Background(), input, func(p Part) {
			for _, r := range p.Text {
				if r != '\n' && r != '\t' && r < ' ' || r == 0x7F || r == '\u202E' {
					t.Errorf("%q answers with %q", input, p.Text)
				}
			}
		})
		s.Complete(input, at)
		s.Preview(input)
	})
}

func TestHelpOnNarrowScreens(t *testing.T) {
	s := newTestSession()
	for _, columns := range []int{80, 40, 30} {
		s.options.Size = func() (int, int) { return columns, 12 }
		for _, name := range []string{"", "commands", "functions", "keys", "percent", "round", "sum", ":plot", "money", "payment"} {
			s.Run(context.Background(), ":help "+name, func(p Part) {
				for line := range strings.SplitSeq(p.Text, "\n") {
					example := strings.HasPrefix(line, Prompt) || strings.Contains(line, "(") // source is not broken
					if w := textWidth(line); w > columns && !example {
						t.Errorf(":help %s: a line of %d columns on a screen of %d: %s", name, w, columns, line)
					}
				}
			})
		}
	}
}
