package doctest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestComingFrom evaluates every spelling in the column calx of the tables in
// docs/coming-from.md, over the data of that page. That the values are those of
// the other engines is tested in bench, which knows these.
func TestComingFrom(t *testing.T) {
	calx := calxBinary(t)
	page := filepath.Join(root, "docs", "coming-from.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data.json")
	for _, b := range blocks(t, "json") {
		if b.page == "coming-from.md" {
			if err := os.WriteFile(data, []byte(b.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	section, n := "", 0
	for i, line := range strings.Split(string(text), "\n") {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			section = heading
		}
		if !strings.HasPrefix(section, "From ") || !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		for j, span := range strings.Split(cells[2], "`") {
			if j%2 == 0 {
				continue
			}
			n++
			source := strings.ReplaceAll(span, "\x00", "|")
			if out, err := exec.Command(calx, "--data", data, "-e", source).CombinedOutput(); err != nil || len(out) == 0 {
				t.Errorf("coming-from.md:%d: %s: %v\n%s", i+1, source, err, out)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d spellings were found", n)
	}
}
