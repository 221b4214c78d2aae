package plot

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares a drawing with a file. Drawings are made of floating point
// numbers, which may be fused otherwise on other processors; so they are
// compared only where the files were made.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is otherwise than before (go test -update writes it); now\n%s", file, got)
	}
}

func TestText(t *testing.T) {
	for _, tt := range cases() {
		text := tt.chart.Text(tt.cols, tt.rows, tt.theme)
		golden(t, tt.name+".txt", text)
		checkText(t, tt, text)
	}
}

// checkText tests what holds for all texts.
func checkText(t *testing.T, tt testCase, text string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if rows := max(tt.rows, minRows); len(lines) > rows {
		t.Errorf("%s: %d rows of %d", tt.name, len(lines), rows)
	}
	for _, line := range lines {
		for _, color := range append(tt.theme.Series, tt.theme.Axis, reset) {
			if color != "" {
				line = strings.ReplaceAll(line, color, "")
			}
		}
		if w := width(line); w > max(tt.cols, minCols) {
			t.Errorf("%s: a line of %d columns: %q", tt.name, w, line)
		}
		for _, r := range line {
			if diag.Hidden(r) {
				t.Errorf("%s: %U in %q", tt.name, r, line)
			}
			if tt.theme.ASCII && r > '~' {
				t.Errorf("%s: %U in ASCII: %q", tt.name, r, line)
			}
		}
	}
}

func TestSVG(t *testing.T) {
	for _, tt := range cases() {
		if tt.svg {
			golden(t, tt.name+".svg", tt.chart.SVG())
		}
	}
}
