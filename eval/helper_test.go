package eval

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// runScript runs a script in a new session and returns the text of every
// expression statement and the first error.
func runScript(t testing.TB, o Options, src string) ([]string, error) {
	t.Helper()
	s := NewSession(o)
	return runIn(t, s, src)
}

func runIn(t testing.TB, s *Session, src string) (out []string, err error) {
	t.Helper()
	stream := parser.NewStream(strings.NewReader(src), "", s.ParserOptions())
	for {
		st, source, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		v, printed, err := s.Exec(context.Background(), st, source)
		if err != nil {
			return out, err
		}
		if printed {
			text, err := s.AppendText(context.Background(), nil, v)
			if err != nil {
				return out, err
			}
			out = append(out, string(text))
		}
	}
}

// classOf returns the class of an error's first diagnosis, "" for none.
func classOf(err error) string {
	if err == nil {
		return ""
	}
	if all := diag.All(err); len(all) > 0 {
		return all[0].Class.String()
	}
	return err.Error()
}

// evalCase is a script and the last line that it prints, or "error: class".
type evalCase struct{ src, want string }

func checkCases(t *testing.T, o Options, cases []evalCase) {
	t.Helper()
	for _, c := range cases {
		out, err := runScript(t, o, c.src)
		got := ""
		switch {
		case err != nil:
			got = "error: " + classOf(err)
		case len(out) > 0:
			got = out[len(out)-1]
		}
		if got != c.want {
			t.Errorf("%s\n got %s (%v)\nwant %s", c.src, got, err, c.want)
		}
	}
}

func mustNumber(t testing.TB, s string) number.Number {
	t.Helper()
	n, err := number.Parse(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
