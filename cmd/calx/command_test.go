package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestCommandTable looks for rows that cannot be shown or called, and asks
// every command for its help.
func TestCommandTable(t *testing.T) {
	table := commands()
	if !slices.IsSortedFunc(table, func(a, b command) int { return strings.Compare(a.name, b.name) }) {
		t.Error("the commands are not in order")
	}
	for _, c := range table {
		if c.name == "" || c.doc == "" || c.run == nil || strings.HasSuffix(c.doc, ".") || isReserved(c.name) {
			t.Errorf("bad row %+v", c.name)
			continue
		}
		var out, errs strings.Builder
		status := run([]string{c.name, "--help"}, strings.NewReader(""), &out, &errs)
		if status != exitOK || errs.Len() > 0 || !strings.HasPrefix(out.String(), "calx "+c.name) || !strings.Contains(out.String(), "--help") {
			t.Errorf("calx %s --help: status %d, %q, %q", c.name, status, &out, &errs)
		}
		var same strings.Builder
		run([]string{"help", c.name}, strings.NewReader(""), &same, &errs)
		if same.String() != out.String() {
			t.Errorf("calx help %s and calx %[1]s --help differ", c.name)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if utf8.RuneCountInString(line) > 100 {
				t.Errorf("a line of the help of %s is too wide: %s", c.name, line)
			}
		}
	}
}

func TestRewrite(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.calx")
	if err := os.WriteFile(file, []byte("1+1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o604); err != nil {
		t.Fatal(err)
	}
	if err := rewrite(file, "1 + 1\n"); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	info, err := os.Stat(file)
	if string(text) != "1 + 1\n" || err != nil || info.Mode().Perm() != 0o604 {
		t.Errorf("%q, %v, %v", text, info.Mode(), err)
	}
	for _, name := range []string{dir, filepath.Join(dir, "none")} {
		if err := rewrite(name, "x"); err == nil {
			t.Errorf("%s was rewritten", name)
		}
	}
	if list, _ := os.ReadDir(dir); len(list) != 1 {
		t.Errorf("left behind: %v", list)
	}
}
