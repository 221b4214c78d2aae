package doctest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const root = "../.."

// A block is a fenced block of code in a page.
type block struct {
	page string
	line int // of its first line, 1-based
	lang string
	text string
}

// blocks returns the fenced blocks of all pages marked as lang.
func blocks(t *testing.T, lang string) []block {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var list []block
	for _, page := range append(pages, filepath.Join(root, "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var open *block
		for i, line := range strings.SplitAfter(string(text), "\n") {
			fence, isFence := strings.CutPrefix(strings.TrimRight(line, "\n"), "```")
			switch {
			case isFence && open == nil:
				open = &block{page: filepath.Base(page), line: i + 2, lang: fence}
			case isFence:
				if open.lang == lang {
					list = append(list, *open)
				}
				open = nil
			case open != nil:
				open.text += line
			}
		}
	}
	return list
}

// calxBinary builds the command into a directory that is then on the PATH.
func calxBinary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	name := filepath.Join(dir, "calx")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	build := exec.Command("go", "build", "-o", name, "./cmd/calx")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return name
}

func TestCalxBlocks(t *testing.T) {
	calx := calxBinary(t)
	for _, b := range blocks(t, "calx") {
		cmd := exec.Command(calx, "--keep-going")
		cmd.Stdin = strings.NewReader(b.text)
		out, _ := cmd.Output() // the status is 1 where an error is shown
		compareLines(t, b, strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"))
	}
}

// compareLines holds the comments of a block against the lines that it printed.
func compareLines(t *testing.T, b block, got []string) {
	t.Helper()
	if len(got) == 1 && got[0] == "" {
		got = nil
	}
	for i, line := range strings.Split(b.text, "\n") {
		_, want, ok := strings.Cut(line, "# ")
		if !ok {
			continue
		}
		if len(got) == 0 {
			t.Errorf("%s:%d: nothing more was printed, want %s", b.page, b.line+i, want)
			return
		}
		fits := got[0] == want
		if class, isError := strings.CutPrefix(want, "error: "); isError {
			fits = strings.HasPrefix(got[0], "error: "+class+":")
		}
		if !fits {
			t.Errorf("%s:%d: %s\n    prints %s", b.page, b.line+i, line, got[0])
		}
		got = got[1:]
	}
	for _, line := range got {
		t.Errorf("%s:%d: the block prints %s, which no comment says", b.page, b.line, line)
	}
}

func TestConsoleBlocks(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("needs a bash")
	}
	calxBinary(t)
	for _, b := range blocks(t, "console") {
		for _, s := range sessions(b.text) {
			if strings.HasPrefix(s.command, "go test") || strings.HasPrefix(s.command, "docker") ||
				strings.HasPrefix(s.command, "go install") || strings.HasPrefix(s.command, "go get") {
				continue // this is go test; the others need what is not here
			}
			cmd := exec.Command("bash", "-c", s.command)
			cmd.Dir = root
			out, err := cmd.CombinedOutput()
			if string(out) != s.output {
				t.Errorf("%s:%d: $ %s (%v) prints\n%swant\n%s", b.page, b.line+s.line, s.command, err, out, s.output)
			}
		}
	}
}

// A session is a command and what it prints.
type session struct {
	line            int // in its block, 0-based
	command, output string
}

func sessions(text string) []session {
	var list []session
	for i, line := range strings.SplitAfter(text, "\n") {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			list = append(list, session{line: i, command: strings.TrimSuffix(command, "\n")})
		} else if len(list) > 0 {
			list[len(list)-1].output += line
		}
	}
	return list
}

func TestGoBlocks(t *testing.T) {
	for _, b := range blocks(t, "go") {
		if !strings.HasPrefix(b.text, "package main") {
			continue
		}
		file := filepath.Join(t.TempDir(), "main.go")
		if err := os.WriteFile(file, []byte(b.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, want, hasOutput := strings.Cut(b.text, "// Output:")
		verb := "run"
		if !hasOutput {
			verb = "vet"
		}
		cmd := exec.Command("go", verb, file)
		cmd.Dir = root
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s:%d: %v\n%s", b.page, b.line, err, out)
			continue
		}
		if hasOutput && strings.TrimSpace(string(out)) != uncomment(want) {
			t.Errorf("%s:%d: prints\n%s\nwant\n%s", b.page, b.line, out, uncomment(want))
		}
	}
}

// uncomment returns the text of comment lines, up to the first other line.
func uncomment(text string) string {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			rest, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
			if !ok {
				break
			}
			line = rest
		}
		out = append(out, strings.TrimSpace(line))
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// TestLinks looks for the files and headings that the pages refer to.
func TestLinks(t *testing.T) {
	pages, _ := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} {
		pages = append(pages, filepath.Join(root, name))
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, target := range linkTargets(text) {
			file, anchor, _ := strings.Cut(target, "#")
			path := page
			if file != "" {
				path = filepath.Join(filepath.Dir(page), file)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				if info, err2 := os.Stat(path); err2 == nil && info.IsDir() {
					continue
				}
				t.Errorf("%s: link to %s: %v", filepath.Base(page), target, err)
			} else if anchor != "" && !hasHeading(data, anchor) {
				t.Errorf("%s: link to %s: no such heading", filepath.Base(page), target)
			}
		}
	}
}

// linkTargets returns the targets of links that are not to other sites.
func linkTargets(text []byte) []string {
	var list []string
	for _, part := range bytes.Split(text, []byte("]("))[1:] {
		target, _, ok := bytes.Cut(part, []byte(")"))
		if s := string(target); ok && !strings.Contains(s, "://") && !strings.ContainsAny(s, " \n`") {
			list = append(list, s)
		}
	}
	return list
}

// hasHeading reports whether a page has the heading that an anchor names.
func hasHeading(page []byte, anchor string) bool {
	for _, line := range strings.Split(string(page), "\n") {
		title := strings.TrimLeft(line, "#")
		if title == line {
			continue
		}
		id := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127:
				return r
			}
			return -1
		}, strings.ToLower(strings.TrimSpace(title)))
		if id == anchor {
			return true
		}
	}
	return false
}
