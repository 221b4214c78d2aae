package repl

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// keysOf returns what a keyReader makes of bytes that come in some pieces.
func keysOf(t *testing.T, pieces ...string) (keys []rune, pastes []string) {
	t.Helper()
	k := &keyReader{in: &piecewise{pieces: pieces}, ready: func(int) bool { return true }}
	var buf [16]byte
	for {
		n, err := k.Read(buf[:])
		if err == io.EOF {
			return keys, pastes
		}
		if err != nil {
			t.Fatal(err)
		}
		r, size := utf8.DecodeRune(buf[:n])
		if size != n {
			t.Fatalf("%q is not one character", buf[:n])
		}
		if keys = append(keys, r); r == keyPaste {
			pastes = append(pastes, k.nextPaste())
		}
	}
}

// A piecewise reader returns one piece a read.
type piecewise struct{ pieces []string }

func (p *piecewise) Read(b []byte) (int, error) {
	if len(p.pieces) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.pieces[0])
	if p.pieces[0] = p.pieces[0][n:]; p.pieces[0] == "" {
		p.pieces = p.pieces[1:]
	}
	return n, nil
}

func TestKeys(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []rune
	}{
		{"aé日\r", []rune("aé日\r")},
		{"\x1b[A\x1b[B\x1b[C\x1b[D", []rune{ctrlP, ctrlN, ctrlF, ctrlB}},
		{"\x1bOA\x1bOH\x1bOF", []rune{ctrlP, ctrlA, ctrlE}},
		{"\x1b[1~\x1b[7~\x1b[4~\x1b[8~\x1b[H\x1b[F", []rune{ctrlA, ctrlA, ctrlE, ctrlE, ctrlA, ctrlE}},
		{"\x1b[3~\x1b[3;5~\x1b[Z", []rune{keyDelete, keyDeleteWord, keyBackTab}},
		{"\x1b[1;5C\x1b[1;3D\x1bb\x1bF\x1bd\x1b\x7f\x1b\r", []rune{keyWordRight, keyWordLeft, keyWordLeft, keyWordRight, keyDeleteWord, keyRubWord, keyNewline}},
		{"\x1b[13;2u\x1b[27;2;13~\x1b[M", []rune{keyNewline, keyNewline, ctrlM}},
		{"\x1b", []rune{keyEscape}},
		{"\x1b\x1b", []rune{keyEscape, keyEscape}},
		{"\x00\x1b[5~\x1b[15~\x1bx\x1bé\x1b[[A", slices.Repeat([]rune{keyIgnored}, 6)},
		{"\x1b[" + strings.Repeat("1", 40) + "x", nil},
		{"\xff\xc3", []rune{utf8.RuneError, utf8.RuneError}},
		{"\ufdd0\ufdef", []rune{utf8.RuneError, utf8.RuneError}}, // no text forges a key
	} {
		whole, _ := keysOf(t, tt.in)
		if tt.want != nil && !slices.Equal(whole, tt.want) {
			t.Errorf("%q: %x, want %x", tt.in, whole, tt.want)
		}
		pieces, _ := keysOf(t, strings.Split(tt.in, "")...)
		if !slices.Equal(whole, pieces) {
			t.Errorf("%q: %x at once, but %x byte by byte", tt.in, whole, pieces)
		}
	}
}

func TestPastedKeys(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb\rc\n\n":            "a\nb\nc",
		"a\tb\x07\x7f\x00é\ufdd0":  "a\tbé",
		"\x1b[201":                 "[201",
		"":                         "",
		strings.Repeat("a", 10000): strings.Repeat("a", 10000),
	} {
		text := "1\x1b[200~" + in + "\x1b[201~2"
		keys, pastes := keysOf(t, text)
		if string(keys) != "1"+string(keyPaste)+"2" || len(pastes) != 1 || pastes[0] != want {
			t.Errorf("%.40q: keys %.80q, pasted %.80q", in, string(keys), pastes)
		}
		if _, again := keysOf(t, strings.Split(text, "")...); len(again) != 1 || again[0] != want {
			t.Errorf("%.40q byte by byte: pasted %.80q", in, again)
		}
	}
	_, pastes := keysOf(t, "\x1b[200~"+strings.Repeat("a", 40*maxPaste)+"\x1b[201~")
	if n := len(pastes[0]); n < maxPaste || n > 2*maxPaste {
		t.Errorf("of a long text %d bytes are kept", n)
	}
}

func FuzzKeys(f *testing.F) {
	f.Add("\x1b[200~a\x1b[201~b", 3)
	f.Add("\x1b[1;5C\x1bOA\xc3\xa9", 5)
	f.Add("\x1b\xc3\xa9", 2)
	f.Fuzz(func(t *testing.T, in string, cut int) {
		cut = min(max(cut, 0), len(in))
		whole, _ := keysOf(t, in)
		parts, _ := keysOf(t, in[:cut], in[cut:])
		if !slices.Equal(whole, parts) {
			t.Errorf("%q: %x whole, %x in two", in, whole, parts)
		}
		if len(whole) > len(in) {
			t.Errorf("%q: %d keys of %d bytes", in, len(whole), len(in))
		}
	})
}

// newTestEditor returns an editor that draws on nothing.
func newTestEditor(columns, rows int) *editor {
	e := &editor{
		session: newTestSession(), theme: Dark, out: io.Discard, keys: &keyReader{}, kick: func() {},
		size:    func() (int, int) { return columns, rows },
		history: &history{loaded: true, entries: []string{"1 + 1", "f(1,\n2)"}},
	}
	e.begin()
	return e
}

// press does what readline does with a key.
func (e *editor) press(keys ...rune) (done bool) {
	for _, k := range keys {
		r, _ := e.filter(k)
		line, pos := append([]rune(nil), e.now.line...), e.now.pos
		switch {
		case r == ctrlM || r == ctrlC || r == ctrlD:
			e.Paint(append(line, '\n'), 0)
			e.OnChange(nil, 0, r)
			return true
		case r == ctrlG:
		case r == rubout || r == ctrlH:
			if pos > 0 {
				line = append(line[:pos-1], line[pos:]...)
				pos--
			}
		default:
			line = slices.Insert(line, pos, r)
			pos++
		}
		e.OnChange(line, pos, r)
	}
	return false
}

// A failure of ours is the key's, not the process's.
func TestGuard(t *testing.T) {
	e := newTestEditor(40, 10)
	e.press('1', '2')
	size := e.size
	e.size = func() (int, int) { panic("a mistake") }
	e.press('3')
	e.Paint([]rune("12"), 2)
	e.suspend = func() { panic("another") }
	e.press(ctrlZ)
	e.size = size
	if e.press('4'); string(e.now.line) != "1234" {
		t.Errorf("%q", string(e.now.line))
	}
}

func FuzzEditor(f *testing.F) {
	f.Add([]byte("1+\r2\x01\x04é(\t\t\x12x\x07\x1f\x14\x17\x19\x0b"), 20)
	f.Add([]byte("round\t\t\x10\x10\x0e\x02\x06\x05\x15"), 60)
	f.Fuzz(func(t *testing.T, keys []byte, columns int) {
		columns = 10 + max(columns, -columns)%100
		e := newTestEditor(columns, 8)
		special := []rune{keyDelete, keyEscape, keyNewline, keyBackTab, keyWordLeft, keyWordRight, keyDeleteWord, keyRubWord, keyIgnored, keyPaste, '日', 'é', '\u0301', '😀'}
		for _, k := range keys[:min(len(keys), 200)] {
			r := rune(k)
			if k >= 128 {
				r = special[int(k)%len(special)]
			}
			if r == keyPaste {
				e.keys.paste = append(e.keys.paste, "a\nb\t\"")
			}
			if r == ctrlC || r == 0 {
				continue
			}
			if e.press(r) {
				e.begin()
			}
			check(t, e, columns)
		}
		if strings.Contains(e.notice, "failed") {
			t.Errorf("%q: a key has failed", keys)
		}
	})
}

// check holds what is drawn against the rules of the screen.
func check(t *testing.T, e *editor, columns int) {
	t.Helper()
	if e.now.pos < 0 || e.now.pos > len(e.now.line) {
		t.Fatalf("the cursor is at %d of %d", e.now.pos, len(e.now.line))
	}
	s := &e.screen
	if len(s.rows) > 8 || s.rows != nil && (s.cursorRow < 0 || s.cursorRow >= len(s.rows) || s.cursorCol < 0 || s.cursorCol >= columns) {
		t.Fatalf("%d rows, cursor at %d, %d of %d", len(s.rows), s.cursorRow, s.cursorCol, columns)
	}
	for _, r := range s.rows {
		if r.width > columns || textWidth(withoutColors(r.text)) != r.width {
			t.Fatalf("the row %q has width %d, says %d, of %d", r.text, textWidth(withoutColors(r.text)), r.width, columns)
		}
	}
}

// withoutColors leaves escape sequences that set colours out.
func withoutColors(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i])
		s = s[i+strings.IndexByte(s[i:], 'm')+1:]
	}
}

func TestHistoryFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "state", "calx", "history")
	inputs := []string{"1 + 1", "sum([1,\n2])", `"a\nb"`, `r"\\"`, "é日"}
	h := &history{path: name}
	for _, in := range append([]string{" secret", "", "\n"}, inputs...) {
		h.add(in)
		h.add(in + " \n") // again is not noted again
	}
	h = &history{path: name}
	var got []string
	for {
		line, ok := h.older([]rune("draft"))
		if !ok {
			break
		}
		text, _ := (&edit{line: line}).text()
		got = append(got, text)
	}
	slices.Reverse(got)
	if !slices.Equal(got, inputs) {
		t.Errorf("%q, want %q", got, inputs)
	}
	if i, at := h.search("2]", 1, 1); i != 4 || at != 8 {
		t.Errorf("found at %d, %d", i, at)
	}
	if i, _ := h.search("nowhere", 1, 1); i != 0 {
		t.Errorf("found at %d", i)
	}
	if runtime.GOOS == "windows" {
		return
	}
	// A file that others can read is closed to them, and a long one shortened.
	if err := os.Chmod(name, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Repeat([]byte("12345 + 54321\n"), 3*historyBytes/14), 0o644); err != nil {
		t.Fatal(err)
	}
	h = &history{path: name}
	h.add("the last")
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() > historyBytes {
		t.Errorf("mode %o, %d bytes, %v", info.Mode().Perm(), info.Size(), err)
	}
	h = &history{path: name}
	if line, _ := h.older(nil); string(line) != "the last" || h.len() > historyEntries {
		t.Errorf("%q, %d entries", string(line), h.len())
	}
	list, _ := os.ReadDir(filepath.Dir(name))
	if len(list) != 1 {
		t.Errorf("other files are left: %v", list)
	}
}

func TestHistoryPath(t *testing.T) {
	for _, tt := range []struct{ state, home, want string }{
		{"/s", "/h", "/s/calx/history"},
		{"", "/h", "/h/.local/state/calx/history"},
		{"relative", "/h", "/h/.local/state/calx/history"}, // as the XDG convention says
		{"", "", ""},
		{"", "relative", ""},
	} {
		env := map[string]string{"XDG_STATE_HOME": tt.state, "HOME": tt.home}
		if got := historyPath(func(s string) string { return env[s] }); filepath.ToSlash(got) != tt.want && runtime.GOOS != "windows" {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}

func TestThemeFor(t *testing.T) {
	for _, tt := range []struct {
		env  string
		want Theme
	}{
		{"", Dark},
		{"COLORFGBG=15;0", Dark},
		{"COLORFGBG=0;15", Light},
		{"COLORFGBG=0;default;7", Light},
		{"NO_COLOR=1 COLORFGBG=0;15", Theme{}},
		{"CALX_THEME=light NO_COLOR=1", Light},
		{"CALX_THEME=none", Theme{}},
		{"CALX_THEME=dark COLORFGBG=0;15", Dark},
	} {
		get := func(name string) string {
			for f := range strings.FieldsSeq(tt.env) {
				if v, ok := strings.CutPrefix(f, name+"="); ok {
					return v
				}
			}
			return ""
		}
		if got := ThemeFor(get); got != tt.want {
			t.Errorf("%s: %+v", tt.env, got)
		}
	}
}
