package repl

import "testing"

func TestBareCommand(t *testing.T) {
	s := newTestSession()
	runIn(t, s, "exit = 1; f(x) = x")
	for _, tt := range []struct{ in, want string }{
		{"quit", ":quit"}, {"quit()", ":quit"}, {" quit; ", ":quit"}, {"quit(0)", ":quit"}, {"quit(1)", ""}, {"quit + 1", ""},
		{"exit", ""}, // is bound
		{"help", ":help "}, {"help round", ":help round"}, {"help(\"round\")", ":help round"}, {"help :save", ":help :save"}, {"help |>", ":help |>"}, {"help 1 + 1", ""},
		{"?", ":help "}, {"? round", ":help round"}, {"round?", ":help round"}, {"f?", ""}, {"x ?", ""}, {"?? 1", ""}, {"?.name", ""}, {"? 1 : 2", ""},
		{"", ""}, {";;", ""}, {"1 + 1", ""},
	} {
		if got := s.bareCommand(tt.in); got != tt.want {
			t.Errorf("%q stands for %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestIncremented(t *testing.T) {
	for in, want := range map[string]string{
		"x++": "x", " total--\n": "total", "größe++": "größe",
		"x+": "", "x+++": "", "x+-": "", "++x": "", "++": "", "1++": "", "x + 1++": "", "f(x)++": "",
	} {
		if got := incremented(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A word that the language has, or that leads nowhere, would be an idle row.
func TestHabits(t *testing.T) {
	for word := range habits {
		if builtin(word) != nil {
			t.Errorf("%s is a function", word)
		}
	}
	for _, word := range []string{"%", "vat", "|>", "if", "list", "record", "text", "number", "shortcuts", "ans", "loan"} {
		if name := topicOf(word); topic(name) == nil && groupPage(name, 80) == "" {
			t.Errorf("there is no topic %q, to which %q leads", name, word)
		}
	}
}
