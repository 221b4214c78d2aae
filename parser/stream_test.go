package parser

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/internal/race"
)

// readAll returns what a stream gives, one entry a statement or error.
func readAll(s *Stream) []string {
	var got []string
	for {
		stmt, src, err := s.Next()
		if err == io.EOF {
			return got
		}
		var e *diag.Error
		switch {
		case errors.As(err, &e):
			line, column := e.Source.Position(e.Span.Start)
			got = append(got, fmt.Sprintf("%d:%d %s", line, column, e.Code))
		case err != nil:
			return append(got, err.Error())
		default:
			line, column := src.Position(stmt.Span().Start)
			got = append(got, fmt.Sprintf("%d:%d %s", line, column, Sexpr(stmt)))
		}
	}
}

func TestStream(t *testing.T) {
	tests := []struct {
		src  string
		want string // entries, separated by " | "
	}{
		{"", ""},
		{"\n \n# c\n", ""},
		{"1\n2", "1:1 1 | 2:1 2"},
		{"\uFEFFx = 1; y\r\n  z", "1:1 (= x 1) | 1:8 y | 2:3 z"},
		{"a; b ;; c;\n;d\n", "1:1 a | 1:4 b | 1:9 c | 2:2 d"},
		{"[1,\n2]; x; [3,\n\n4]; y\nz", "1:1 [1 2] | 2:5 x | 2:8 [3 4] | 4:5 y | 5:1 z"},
		{"f(x) = (\n y = x\n y\n)\nf(1)", "1:1 (def f (x) (block (= y x) y)) | 5:1 (call f 1)"},
		{"if a\nthen b\nelse c\nd", "1:1 (if a b c) | 4:1 d"},
		{"10 %\n3", "1:1 (post% 10) | 2:1 3"},

		// An error drops the rest of its line and the brackets open there.
		{"(1 +* 2\n3", "1:5 expected-expression | 2:1 3"},
		{"[1, 2 3\n4", "1:7 missing-operator | 2:1 4"},
		{"1; 2 +* 3; 4\n6", "1:1 1 | 1:7 expected-expression | 2:1 6"},
		{"[1,\n2 3, 4\n5", "2:3 missing-operator | 3:1 5"},
		{"(1 < 2 == 3\n\n\n4\n", "1:2 mixed-chain | 4:1 4"},
		{"(a ?? b + c\n5", "1:2 mixed-coalesce | 2:1 5"},
		{"\"a\nb", "1:1 unclosed-string | 2:1 b"},
		{"1 # \x01\n2", "1:5 control-character | 2:1 2"},
		{"6\n/ 2\n3", "1:1 6 | 2:1 leading-operator | 3:1 3"},
		{"(a = 1; a = 2; a) + 1\n2", "1:9 bound-twice | 2:1 2"},
		{"()\n3", "1:1 empty-parentheses | 2:1 3"},
		{":nonsense 5\n3", "1:1 unknown-directive | 2:1 3"},

		// What is open at the end is an error at its bracket.
		{"1\n(2 +\n\n# c\n", "1:1 1 | 2:1 unclosed-bracket"},
		{"x = [1,\n (2", "2:2 unclosed-bracket"},
		{"1 +\n\n", "1:4 unfinished"},
	}
	readers := []func(string) io.Reader{
		func(s string) io.Reader { return strings.NewReader(s) },
		func(s string) io.Reader { return iotest.OneByteReader(strings.NewReader(s)) },
		func(s string) io.Reader { return iotest.DataErrReader(strings.NewReader(s)) },
	}
	for _, tt := range tests {
		for i, reader := range readers {
			got := strings.Join(readAll(NewStream(reader(tt.src), "x", Options{Directives: true})), " | ")
			if got != tt.want {
				t.Errorf("%q, reader %d\n got %s\nwant %s", tt.src, i, got, tt.want)
			}
		}
	}
}

// TestStreamIsPrompt checks that a statement comes without a read beyond its
// line, and that the hook is called before each read.
func TestStreamIsPrompt(t *testing.T) {
	lines := []string{"1\n", "2; 3\n", "(4 +\n", "5)\n", "# c\n", "if a then b\n", "else c\n", "* 1\n", "x\n"}
	want := []int{1, 2, 2, 4, 7, 8, 9}
	given, flushed := 0, 0
	r := readerFunc(func(p []byte) (int, error) {
		if given == len(lines) {
			return 0, io.EOF
		}
		given++
		return copy(p, lines[given-1]), nil
	})
	s := NewStream(r, "", Options{BeforeRead: func() {
		if flushed != given {
			t.Errorf("the hook was called %d times before read %d", flushed, given)
		}
		flushed++
	}})
	for i, n := range want {
		if _, _, err := s.Next(); err == io.EOF || given != n {
			t.Errorf("result %d came after %d lines, want %d (%v)", i, given, n, err)
		}
	}
	if _, _, err := s.Next(); err != io.EOF {
		t.Errorf("%v at the end", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestStreamReadErrors(t *testing.T) {
	broken := errors.New("broken")
	s := NewStream(io.MultiReader(strings.NewReader("1\n2 2\n(3"), iotest.ErrReader(broken)), "", Options{})
	if got, want := strings.Join(readAll(s), " | "), "1:1 1 | 2:3 missing-operator | broken"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, _, err := s.Next(); err != broken {
		t.Errorf("the second time: %v", err)
	}
	s = NewStream(readerFunc(func([]byte) (int, error) { return 0, nil }), "", Options{})
	if _, _, err := s.Next(); err != io.ErrNoProgress {
		t.Errorf("a reader that gives nothing: %v", err)
	}
}

func TestStreamLimits(t *testing.T) {
	long := strings.Repeat("1", 100_000)
	tests := []struct{ src, want string }{
		{"1\n" + long + "\n2", "1:1 1 | 2:1 source-too-long | 3:1 2"},
		{long + "\n2", "1:1 source-too-long | 2:1 2"},
		{long, "1:1 source-too-long"},
		{"a; " + long, "1:1 source-too-long"},
		{"(1\n+ 2\n+ " + long + "\n3", "3:1 source-too-long | 4:1 3"},
		{"1\n" + strings.Repeat("# c\n", 100) + "2", "1:1 1 | 102:1 2"},
		{"[" + strings.Repeat("1,\n", 400) + "2", "334:1 source-too-long"},
		{strings.Repeat("(", 400) + "1" + strings.Repeat(")", 400) + "\n2", "1:11 nesting-too-deep | 2:1 2"},
	}
	for _, tt := range tests {
		got := readAll(NewStream(strings.NewReader(tt.src), "", Options{Limits: Limits{MaxBytes: 1000, MaxNesting: 10}}))
		if len(got) > 3 {
			got = got[:1]
		}
		if g := strings.Join(got, " | "); g != tt.want {
			t.Errorf("%.20q\n got %s\nwant %s", tt.src, g, tt.want)
		}
	}
	_, src, err := NewStream(strings.NewReader("x;"+long), "", Options{Limits: Limits{MaxBytes: 1000}}).Next()
	if !errors.Is(err, diag.Limit) {
		t.Errorf("%v, %v", src, err)
	}
}

// TestStreamMemory reads a gigabyte of statements, and as much without a
// newline, in little memory.
func TestStreamMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads gigabytes")
	}
	for _, tt := range []struct {
		line string
		n    int
	}{
		{"x = [1, 2]; f(x) = x\n", 300_000},
		{"[1,\n2]; ", 300_000},
		{"(1 1\n", 300_000},
		{strings.Repeat("7", 1<<15), 1 << 14},
	} {
		s := NewStream(&repeated{line: tt.line, left: tt.n}, "", Options{Limits: Limits{MaxBytes: 1 << 20}})
		var m runtime.MemStats
		highest := uint64(0)
		for i := 0; ; i++ {
			if _, _, err := s.Next(); err == io.EOF {
				break
			}
			if i%50_000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				highest = max(highest, m.HeapAlloc)
			}
		}
		if highest > 32<<20 {
			t.Errorf("%.20q: %d bytes of memory", tt.line, highest)
		}
	}
}

// FuzzParser holds that no text makes the parser panic, that a stream finds
// the statements that Parse does, however its input is cut, and that it finds
// an error if Parse does.
func FuzzParser(f *testing.F) {
	for _, tt := range trees {
		f.Add(tt.src, uint8(0))
	}
	for _, tt := range faults {
		f.Add(tt.src, uint8(3))
	}
	for _, src := range []string{"(1 +* 2\n3", "[1,\n2]; x; [3,\n\n4]; y\nz", "a; b ;; c;\n;d\n", "\uFEFFx\r\n(a = 1\n\na\n)\n"} {
		f.Add(src, uint8(1))
	}
	f.Fuzz(func(t *testing.T, text string, cut uint8) {
		o := Options{Directives: true, Limits: Limits{MaxNesting: 50}, Continue: cut&128 != 0}
		src := &diag.Source{Text: text}
		file, err := ParseWith(src, o)
		if err == nil && !o.Continue { // else there may be an ans that is not in the text
			checkAgain(t, src, file)
		}
		for _, s := range file.Stmts {
			Walk(s, func(n Node) bool {
				if at := n.Span(); at.Start < 0 || at.End < at.Start || at.End > len(text) {
					t.Fatalf("%q: %T spans %v", text, n, at)
				}
				return true
			})
		}
		for _, e := range diag.All(err) {
			if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text) || e.Message == "" || e.Code == "" {
				t.Fatalf("%q: error %+v", text, e)
			}
			diag.Pretty(e)
		}
		s := NewStream(readerFunc(func(p []byte) (int, error) { return 0, io.EOF }), "", o)
		s.r = &cutReader{text, int(cut&127) + 1}
		n := 0
		for {
			stmt, at, streamErr := s.Next()
			if streamErr == io.EOF {
				break
			}
			if streamErr != nil {
				if err == nil {
					t.Fatalf("%q: only a stream finds %v", text, streamErr)
				}
				checkStreamError(t, text, streamErr)
				readToEnd(t, text, s)
				return
			}
			if n == len(file.Stmts) {
				t.Fatalf("%q: a stream finds one more statement: %s", text, Sexpr(stmt))
			}
			span, whole := stmt.Span(), file.Stmts[n].Span()
			if Sexpr(stmt) != Sexpr(file.Stmts[n]) || span.Start+at.Offset != whole.Start || span.End+at.Offset != whole.End {
				t.Fatalf("%q: a stream gives %s at %v, Parse %s at %v", text, Sexpr(stmt), span, Sexpr(file.Stmts[n]), whole)
			}
			n++
		}
		if err != nil || n != len(file.Stmts) {
			t.Fatalf("%q: a stream ends well after %d statements of %d, Parse with %v", text, n, len(file.Stmts), err)
		}
	})
}

func checkStreamError(t *testing.T, text string, err error) {
	var e *diag.Error
	if !errors.As(err, &e) || e.Source == nil || e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(e.Source.Text) {
		t.Fatalf("%q: a stream gives the error %+v", text, err)
	}
	if from := e.Source.Offset; !strings.HasPrefix(text[from:], e.Source.Text) || strings.Count(text[:from], "\n") != e.Source.Line {
		t.Fatalf("%q: a stream's source is %+v", text, e.Source)
	}
}

// readToEnd reads what follows an error.
func readToEnd(t *testing.T, text string, s *Stream) {
	for n := 0; ; n++ {
		_, _, err := s.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			checkStreamError(t, text, err)
		}
		if n > len(text) {
			t.Fatalf("%q: a stream does not end", text)
		}
	}
}

// cutReader reads a text in pieces.
type cutReader struct {
	text string
	size int
}

func (r *cutReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	n := copy(p, r.text[:min(r.size, len(r.text))])
	r.text = r.text[n:]
	return n, nil
}

// TestReleaseAllocs holds that a statement takes little memory but its text's, if
// those before it were released.
func TestReleaseAllocs(t *testing.T) {
	const line = "total = -price * qty * (1 - discount) * 50% + [1, 2, 3, 4, 5, 6, 7, 8, 9][2] < max(1, 2)\n"
	s := NewStream(&repeated{line: line, left: 1000}, "", Options{})
	allocs := race.AllocsPerRun(500, func() {
		if _, _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
		s.Release()
	})
	if allocs > 4 { // the text, its source, the list and the index
		t.Errorf("%v allocations a line", allocs)
	}
}
