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
