package repl

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A history is the inputs of this run and of earlier ones. Its file is read
// when somebody first goes back, and written to at every input; where that
// cannot be done, what was typed is known for this run only.
//
// The file has one input a line; newlines within one are written \n, and
// backslashes \\.
type history struct {
	path    string // "" for none
	loaded  bool
	old     []string // of the file
	entries []string // of this run
	at      int      // the entry shown, counted from the end; 0 for none
	draft   []rune   // what was being typed before the user went back
}

const (
	historyEntries = 5000     // read from the file
	historyBytes   = 2 << 20  // from which on the file is made shorter
	maxEntry       = 64 << 10 // a longer input is not written
)

// historyPath returns where the history is by the XDG convention, or "" where
// there is no place for it. get returns a variable of the environment.
func historyPath(get func(string) string) string {
	dir := get("XDG_STATE_HOME")
	if !filepath.IsAbs(dir) {
		home := get("HOME")
		if !filepath.IsAbs(home) {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "calx", "history")
}

// load reads the file, once.
func (h *history) load() {
	if h.loaded {
		return
	}
	h.loaded = true
	if h.path == "" {
		return
	}
	info, err := os.Stat(h.path) // before it is opened: a pipe would wait
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	f, err := os.Open(h.path)
	if err != nil {
		return
	}
	defer f.Close()
	if over := info.Size() - historyBytes; over > 0 {
		f.Seek(over, io.SeekStart)
	}
	text, err := io.ReadAll(io.LimitReader(f, historyBytes))
	if err != nil {
		return
	}
	lines := bytes.Split(text, []byte("\n"))
	for _, line := range lines[max(len(lines)-historyEntries, 0):] {
		if len(line) > 0 {
			h.old = append(h.old, unescapeEntry(string(line)))
		}
	}
	// What this run has written stands at the end of the file.
	if n := len(h.old) - len(h.entries); n >= 0 && equal(h.old[n:], h.entries) {
		h.old = h.old[:n]
	}
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (h *history) len() int { return len(h.old) + len(h.entries) }

// entry returns an input counted from the end, 1 being the last one.
func (h *history) entry(i int) string {
	if i <= len(h.entries) {
		return h.entries[len(h.entries)-i]
	}
	return h.old[len(h.old)-(i-len(h.entries))]
}

// add notes an input, unless it is the same as the one before or begins with a
// space, and writes it to the file.
func (h *history) add(input string) {
	h.at, h.draft = 0, nil
	input = strings.TrimRight(input, " \t\n")
	if input == "" || input[0] == ' ' {
		return
	}
	if n := len(h.entries); n > 0 && h.entries[n-1] == input {
		return
	}
	h.entries = append(h.entries, input)
	if len(h.entries) > historyEntries {
		h.entries = append([]string(nil), h.entries[len(h.entries)/2:]...)
	}
	if h.path != "" && len(input) <= maxEntry {
		h.write(escapeEntry(input))
	}
}

// write appends a line to the file. The directory and the file are for nobody
// else to read. Several runs may write to it: each line is one write.
func (h *history) write(line string) {
	const mode = os.O_APPEND | os.O_CREATE | os.O_WRONLY
	if info, err := os.Stat(h.path); err == nil && !info.Mode().IsRegular() {
		h.path = ""
		return
	}
	f, err := os.OpenFile(h.path, mode, 0o600)
	if err != nil {
		if os.MkdirAll(filepath.Dir(h.path), 0o700) == nil {
			f, err = os.OpenFile(h.path, mode, 0o600)
		}
		if err != nil {
			h.path = "" // a read-only disk, no home: for this run only
			return
		}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		h.path = ""
		return
	}
	if info.Mode().Perm()&0o077 != 0 {
		f.Chmod(0o600)
	}
	if _, err := f.WriteString(line + "\n"); err != nil {
		h.path = ""
		return
	}
	if info.Size() > 2*historyBytes {
		h.shorten()
	}
}

// shorten keeps the newest half of a file that has grown too long.
func (h *history) shorten() {
	text, err := os.ReadFile(h.path)
	if err != nil || len(text) < historyBytes {
		return
	}
	text = text[len(text)-historyBytes:]
	text = text[bytes.IndexByte(text, '\n')+1:]
	temp, err := os.CreateTemp(filepath.Dir(h.path), "history") // of mode 0600
	if err != nil {
		return
	}
	_, err = temp.Write(text)
	if e := temp.Close(); err != nil || e != nil || os.Rename(temp.Name(), h.path) != nil {
		os.Remove(temp.Name())
	}
}

// older and newer go through the inputs; line is what is being edited now.
func (h *history) older(line []rune) ([]rune, bool) {
	h.load()
	if h.at == h.len() {
		return nil, false
	}
	if h.at == 0 {
		h.draft = line
	}
	h.at++
	return editable(h.entry(h.at)), true
}

func (h *history) newer() ([]rune, bool) {
	switch h.at {
	case 0:
		return nil, false
	case 1:
		h.at = 0
		return h.draft, true
	}
	h.at--
	return editable(h.entry(h.at)), true
}

// search returns the nearest input from one counted from the end on, in the
// direction of step (1 for older), that holds the text, and where in it; 0 if
// there is none.
func (h *history) search(text string, from, step int) (i, at int) {
	h.load()
	for i = from; 0 < i && i <= h.len(); i += step {
		if at = strings.Index(h.entry(i), text); at >= 0 {
			return i, at
		}
	}
	return 0, 0
}

var entryEscaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`)

func escapeEntry(s string) string {
	if !strings.ContainsAny(s, "\\\n") {
		return s
	}
	return entryEscaper.Replace(s)
}

func unescapeEntry(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'n' {
				b = append(b, '\n')
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
