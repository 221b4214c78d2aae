package repl

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/calx-lang/calx/eval"
)

var update = flag.Bool("update", false, "write the transcripts as they are now")

// newTestSession returns a session with a screen of 60 by 12.
func newTestSession() *Session {
	return NewSession(Options{
		Eval: eval.NewSession(eval.Options{Limits: eval.CommandLimits}),
		Size: func() (int, int) { return 60, 12 },
	})
}

// TestTranscripts runs testdata/*.txt: what was typed behind "> " and "| ",
// and below it what the session answers; a backslash stands before a line of an
// answer that looks like an input or is empty. A line "# …" is a remark. Each
// file is a session of its own, in a directory of its own.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			full, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			got := transcript(newTestSession(), string(want))
			if *update {
				if err := os.WriteFile(full, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Error(firstDifference(got, string(want)))
			}
		})
	}
}

// transcript runs the inputs of a transcript and returns it with the answers
// that they get.
func transcript(s *Session, text string) string {
	var b, input strings.Builder
	run := func() {
		if input.Len() > 0 {
			b.WriteString(answer(s, strings.TrimSuffix(input.String(), "\n")))
			input.Reset()
		}
	}
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, Prompt) || strings.HasPrefix(line, "# ") || line == "\n":
			run()
			b.WriteString(line)
			if rest, ok := strings.CutPrefix(line, Prompt); ok {
				input.WriteString(rest)
			}
		case strings.HasPrefix(line, Continuation) && input.Len() > 0:
			b.WriteString(line)
			input.WriteString(line[len(Continuation):])
		}
	}
	run()
	return b.String()
}

// took is the time in the answer of :time.
var took = regexp.MustCompile(`(?m)^took .*$`)

func answer(s *Session, input string) string {
	var b strings.Builder
	quit := s.Run(context.Background(), input, func(p Part) {
		for line := range strings.Lines(p.Text + "\n") {
			if line == "\n" || strings.HasPrefix(line, Prompt) || strings.HasPrefix(line, Continuation) || line[0] == '#' {
				b.WriteByte('\\')
			}
			b.WriteString(line)
		}
	})
	if quit {
		b.WriteString("(leaves)\n")
	}
	return took.ReplaceAllString(b.String(), "took TIME")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			from := max(i-3, 0)
			return "line " + itoa(i+1) + ":\ngot\n" + strings.Join(g[from:min(i+4, len(g))], "\n") +
				"\nwant\n" + strings.Join(w[min(from, len(w)):min(i+4, len(w))], "\n")
		}
	}
	return "the end is missing: got\n" + got
}

func TestNeedsMore(t *testing.T) {
	s := newTestSession()
	for input, want := range map[string]bool{
		"1 +": true, "f(1,": true, "[1,\n2": true, "1; (2": true, "x |>": true, "if 1 < 2 then 3 else": true,
		"": false, "1": false, "1)": false, ":plot (": false, ":help\n(": true, "\"abc": false, "? # help": true,
		"?": false, " help ": false, "exit": false, "exit(": true, // help and exit are answered as commands
	} {
		if got := s.NeedsMore(input); got != want {
			t.Errorf("%q: %v", input, got)
		}
	}
}

// Lists and maps are shown as expressions that give them again.
func TestLinesAreSource(t *testing.T) {
	for _, text := range []string{
		`map(1..30, x => {n: x, "a [b": "c, \"d\" {e", list: [x, [1/x]]})`,
		`map(1..300, x => 1/x)`,
		`[[], {}, [[]], "", map(1..50, x => "}, [日本" + x ?? ""), {a: {b: {c: {d: map(1..40, x => x)}}}}]`,
	} {
		s := newTestSession()
		text = strings.ReplaceAll(text, `+ x ?? ""`, `+ str(x)`)
		runIn(t, s, "v = "+text)
		for _, columns := range []int{12, 20, 60, 200} {
			s.options.Size = func() (int, int) { return columns, 24 }
			shown := ""
			s.Run(context.Background(), ":show v", func(p Part) { shown = p.Text })
			shown = strings.TrimPrefix(shown, mark)
			runIn(t, s, "w = "+shown)
			s.Run(context.Background(), ":show w", func(p Part) {
				if again := strings.TrimPrefix(p.Text, mark); strings.Join(strings.Fields(again), "") != strings.Join(strings.Fields(shown), "") {
					t.Errorf("%s in %d columns: shown\n%s\nwhich is\n%s", text, columns, shown, again)
				}
			})
		}
	}
}
