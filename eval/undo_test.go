package eval

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// runAll runs statements in a session and returns the last value's text.
func runAll(t testing.TB, s *Session, text string) string {
	t.Helper()
	src := &diag.Source{Text: text}
	file, err := parser.ParseWith(src, s.ParserOptions())
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, st := range file.Stmts {
		v, _, err := s.Exec(context.Background(), st, src)
		if err != nil {
			return "error: " + err.Error()
		}
		last = v.String()
	}
	return last
}

func wantUndo(t *testing.T, s *Session, mark int, want bool) {
	t.Helper()
	if got, ok := s.Undo(); ok != want || ok && got != mark {
		t.Errorf("Undo() = %d, %v, want %d, %v", got, ok, mark, want)
	}
}

func wantValue(t *testing.T, s *Session, text, want string) {
	t.Helper()
	if got := runAll(t, s, text); got != want && !(want == "error" && strings.HasPrefix(got, "error")) {
		t.Errorf("%s = %s, want %s", text, got, want)
	}
}

func TestUndo(t *testing.T) {
	s := NewSession(Options{})
	runAll(t, s, "x = 1") // before the log is on
	wantUndo(t, s, 0, false)
	s.Checkpoint(1)
	runAll(t, s, "x = 2; y = x")
	s.Checkpoint(2)
	s.Checkpoint(3) // nothing came between
	runAll(t, s, "x = 3; x = \"text\"; :precision 5\n:places 2\nf(a) = a + y")
	s.Checkpoint(4)
	runAll(t, s, "1 + 1")
	wantValue(t, s, "x", "text")
	wantUndo(t, s, 3, true) // the last level is empty
	wantValue(t, s, "x", "2")
	wantValue(t, s, "f(1)", "error")
	if n := s.Settings().Precision; n != number.DefaultPrecision || s.Display() != PlainDisplay {
		t.Errorf("precision %d, display %+v", n, s.Display())
	}
	wantUndo(t, s, 1, true)
	wantValue(t, s, "x", "1")
	wantValue(t, s, "y", "error")
	wantUndo(t, s, 0, false)
}

func TestUndoOfResults(t *testing.T) {
	s := NewSession(Options{})
	for i := range maxResults + 5 {
		s.Checkpoint(i)
		s.PushResult(intValue(i))
	}
	wantValue(t, s, "[ans, ans1, ans19]", "[24, 23, 5]")
	wantUndo(t, s, 24, true)
	wantValue(t, s, "[ans, ans1, ans19]", "[23, 22, 4]")
	for i := 23; i >= 1; i-- {
		wantUndo(t, s, i, true)
	}
	wantValue(t, s, "ans", "0")
	wantValue(t, s, "ans1", "error")
	s.Checkpoint(7)
	s.Clear()
	wantValue(t, s, "ans", "error")
	s.PushResult(intValue(9))
	wantUndo(t, s, 7, true)
	wantValue(t, s, "ans", "0")
	wantUndo(t, s, 0, true)
	wantValue(t, s, "ans", "error")
	s.PushResult(intValue(5))
	wantValue(t, s, "ans", "5")
}

func TestUndoIsBounded(t *testing.T) {
	s := NewSession(Options{})
	for i := range 3 * undoLevels {
		s.Checkpoint(i)
		s.Set("x", intValue(i))
	}
	if n := len(s.undo.levels); n != undoLevels {
		t.Errorf("%d levels", n)
	}
	big := StringValue(strings.Repeat("a", undoBytes/3))
	for i := range 10 {
		s.Checkpoint(i)
		s.Set("x", big)
		s.Set("x", StringValue(strings.Repeat("b", undoBytes/3)))
	}
	if s.undo.bytes > undoBytes {
		t.Errorf("%d bytes are kept", s.undo.bytes)
	}
	if _, ok := s.Undo(); !ok {
		t.Error("the last level is lost")
	}
	s.Set("x", StringValue(strings.Repeat("a", 2*undoBytes)))
	s.Checkpoint(11)
	s.Set("x", Null) // what it replaces is too large to keep
	wantUndo(t, s, 0, false)
	s.Checkpoint(12)
	s.Set("x", intValue(1))
	wantUndo(t, s, 12, true)
	wantUndo(t, s, 0, false)
	total := int64(0)
	for _, l := range s.undo.levels {
		total += l.bytes
	}
	if total != s.undo.bytes {
		t.Errorf("%d bytes are counted, %d are there", s.undo.bytes, total)
	}
}

// previewed parses and previews a statement.
func previewed(t testing.TB, s *Session, text string) (string, bool) {
	t.Helper()
	src := &diag.Source{Text: text}
	file, err := parser.ParseWith(src, s.ParserOptions())
	if err != nil || len(file.Stmts) != 1 {
		t.Fatal(text, err)
	}
	v, ok := s.Preview(context.Background(), file.Stmts[0], src)
	return v.String(), ok
}

func TestPreview(t *testing.T) {
	s := NewSession(Options{Limits: CommandLimits})
	runAll(t, s, "x = 2; f(a) = a * x; big = map(1..200000, i => i)")
	before := len(s.unit.globals.names)
	for _, tt := range []struct {
		text, want string
		ok         bool
	}{
		{"x + 1", "3", true},
		{"y = x * 5", "10", true},
		{"x = 7", "7", true},
		{"f(3)", "6", true},
		{"g(a) = a", "", false},
		{":precision 5", "", false},
		{"nothing", "", false},
		{"1 / 0", "", false},
		{"q => q + undefined_yet(1)", "<function>", true},
		{"2^100000", "", false},                                 // digits
		{"repeat(\"x\", 100000000)", "", false},                 // memory
		{"map(1..1000000, i => i)", "", false},                  // memory
		{"reduce(1..10^9, (a, i) => a + i, 0)", "", false},      // steps
		{"sum(big)", "20000100000", true},                       // what is there already does not count
		{"reduce(1..1000, (a, i) => a + i, 0)", "500500", true}, // again after a failure
		{"sqrt(2) * x", "2.828427124746190097603377448419396", true},
	} {
		got, ok := previewed(t, s, tt.text)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("%s: %q, %v, want %q, %v", tt.text, got, ok, tt.want, tt.ok)
		}
	}
	if n := len(s.unit.globals.names); n != before {
		t.Errorf("%d names instead of %d", n, before)
	}
	wantValue(t, s, "x", "2")
	wantValue(t, s, "y", "error")
	if n := len(runAll(t, s, "2^100000")); n != 30103 {
		t.Errorf("after a preview a result has %d digits", n)
	}
}

// A deadline is a context that is over at a time.
type deadline struct {
	context.Context
	end time.Time
}

func (d deadline) Err() error {
	if time.Now().After(d.end) {
		return context.DeadlineExceeded
	}
	return nil
}

func TestPreviewEnds(t *testing.T) {
	s := NewSession(Options{Limits: CommandLimits})
	runAll(t, s, "big = map(1..3000000, i => i); slow(n) = if n < 2 then n else slow(n - 1) + slow(n - 2); :precision 1000")
	for _, text := range []string{"slow(30)", "sum(map(big, x => x + 1))", "sort(big)", "pi^pi^pi * exp(1/3)", "9999^1200 / 7^1200",
		"str(big)", "join(map(1..100000, str), \"\")"} {
		src := &diag.Source{Text: text}
		file, err := parser.ParseWith(src, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		s.Preview(deadline{context.Background(), begin.Add(time.Millisecond)}, file.Stmts[0], src)
		if took := time.Since(begin); took > time.Second {
			t.Errorf("%s: a preview of a millisecond took %v", text, took)
		} else {
			t.Logf("%s: %v", text, took)
		}
	}
}

func TestForesee(t *testing.T) {
	s := NewSession(Options{})
	runAll(t, s, "x = 2.5")
	for text, want := range map[string]string{
		"round(x)":      "2.5 is a tie, rounded to even: 2; :rounding half_up gives 3",
		"y = round(x)":  "2.5 is a tie, rounded to even: 2; :rounding half_up gives 3",
		"x * 2":         "",
		"1 / 0":         "",
		"f(a) = a":      "",
		":precision 12": "",
	} {
		src := &diag.Source{Text: text}
		file, err := parser.ParseWith(src, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Foresee(context.Background(), file.Stmts[0], src), "; "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	wantValue(t, s, "y", "error")
}

func TestAppendShown(t *testing.T) {
	s := NewSession(Options{})
	for _, tt := range []struct {
		text, want string
		limit      int
		whole      bool
	}{
		{`"a\n\u001b"`, `"a\n\u{1B}"`, -1, true},
		{"[1, 2, 3]", "[1, 2, 3]", 9, true},
		{"[1, 2, 3]", "[1, 2, 3", 8, false},
		{"{a: [1], b: 2}", "{a: [1], b", 10, false},
	} {
		src := &diag.Source{Text: tt.text}
		file, err := parser.ParseWith(src, s.ParserOptions())
		if err != nil {
			t.Fatal(err)
		}
		v, _, err := s.Exec(context.Background(), file.Stmts[0], src)
		if err != nil {
			t.Fatal(err)
		}
		got, whole, err := s.AppendShown(context.Background(), nil, v, tt.limit)
		if string(got) != tt.want || whole != tt.whole || err != nil {
			t.Errorf("%s within %d: %q, %v, %v", tt.text, tt.limit, got, whole, err)
		}
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	list := make([]Value, 10_000)
	if _, _, err := s.AppendShown(canceled, nil, NewList(list...), -1); err == nil {
		t.Error("a canceled context does not end it")
	}
}
