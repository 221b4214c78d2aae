package repl

import (
	"strings"

	"github.com/calx-lang/calx/diag"
)

// What people type because other programs take it: words without their colon,
// functions that print, x++. Where it can only mean one thing it is done, and
// else the error says how it is written here.

// bareCommand returns the command that a text without a colon stands for, as
// quit, exit(0), help round and round?. It is "" for other texts, and where the
// word has been bound.
func (s *Session) bareCommand(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), "; ")
	if rest, ok := strings.CutPrefix(text, "?"); ok {
		if rest = strings.TrimSpace(rest); rest == "" || isName(rest) {
			return ":help " + rest
		}
		return "" // it may go on from ans
	}
	word, rest := firstWord(text)
	if _, bound := s.eval.Get(word); bound {
		return ""
	}
	if rest == "?" && builtin(word) != nil {
		return ":help " + word
	}
	if n := len(rest); n >= 2 && rest[0] == '(' && rest[n-1] == ')' {
		rest = strings.Trim(rest[1:n-1], ` "'`)
	}
	switch word {
	case "quit", "exit":
		if rest == "" || rest == "0" {
			return ":quit"
		}
	case "help":
		if rest == "" || isName(rest) || rest[0] == ':' || topicOf(rest) != "" {
			return ":help " + rest
		}
	}
	return ""
}

// firstWord splits a text behind the ASCII name that it begins with.
func firstWord(text string) (word, rest string) {
	end := 0
	for end < len(text) && isNameByte(text[end]) {
		end++
	}
	return text[:end], strings.TrimSpace(text[end:])
}

// incremented returns the name in name++ and name--, "" for other texts. The
// language reads them as the beginning of a sum.
func incremented(text string) string {
	text = strings.TrimSpace(text)
	if name := strings.TrimRight(text, "+-"); len(text) == len(name)+2 && text[len(name)] == text[len(name)+1] && isName(name) {
		return name
	}
	return ""
}

// Hints that several words have.
const (
	shownAnyway = "write the expression alone: its value is shown"
	leaving     = ":quit or Ctrl-D leaves"
	listing     = ":vars lists what is bound, :funcs what is defined"
)

// habits are the hints for words that other programs know. The language has
// none of them, so that they can be bound.
var habits = map[string]string{
	"print": shownAnyway, "println": shownAnyway, "printf": shownAnyway, "puts": shownAnyway, "echo": shownAnyway, "disp": shownAnyway, "display": shownAnyway,
	"bye": leaving, "exit": leaving, "logout": leaving, "q": leaving, "quit": leaving,
	"dir": listing, "ls": listing, "who": listing, "whos": listing,
	"clear":   "Ctrl-L clears the screen, :clear forgets names and results",
	"cls":     "Ctrl-L clears the screen",
	"history": "Up recalls earlier inputs, Ctrl-R searches them",
	"import":  "all functions are there: :help functions",
	"man":     ":help NAME explains a function",
	"math":    "functions are called by their names alone: sqrt(2)",
	"Math":    "functions are called by their names alone: sqrt(2)",
	"_":       "ans is the last result",
}

// familiar gives an error in src a better hint where what stands there is known
// from elsewhere.
func (s *Session) familiar(err error, src *diag.Source) error {
	all := diag.All(err)
	if len(all) == 0 || all[0].Source != src {
		return err
	}
	hint := s.habitHint(all[0], strings.TrimSpace(src.Text))
	if hint == "" {
		return err
	}
	e := *all[0]
	e.Hint = hint
	return &e
}

func (s *Session) habitHint(e *diag.Error, text string) string {
	if name := incremented(text); name != "" {
		return "write " + name + " = " + name + " " + text[len(text)-1:] + " 1"
	}
	word, rest := firstWord(text)
	switch e.Code {
	case "unknown-name":
		unknown := e.Source.Text[e.Span.Start:e.Span.End]
		if hint := habits[unknown]; hint != "" {
			return hint
		}
		if unknown != word {
			return ""
		}
	case "missing-operator":
		if hint := habits[word]; hint != "" && e.Span.Start > strings.Index(e.Source.Text, word) && !s.known(word) {
			return hint
		}
	case "directive":
		return ":help commands lists what begins with a colon"
	default:
		return ""
	}
	return s.forgottenColon(word, rest, text)
}

// forgottenColon is the hint for a text that begins with the name of a command,
// as in plot sin(x), and cannot be meant otherwise.
func (s *Session) forgottenColon(word, rest, text string) string {
	if findCommand(word) == nil || s.known(word) || strings.Contains(text, "\n") || len(text) > len(word) && text[len(word)] != ' ' {
		return ""
	}
	return "did you mean :" + diag.Snippet(text) + "?"
}

// known reports whether a word stands for something.
func (s *Session) known(word string) bool {
	_, bound := s.eval.Get(word)
	return bound || builtin(word) != nil
}
