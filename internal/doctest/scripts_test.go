package doctest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// TestScriptsAreLaidOut holds the scripts that readers look at to the layout
// that calx fmt gives.
func TestScriptsAreLaidOut(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "testdata", "*.calx"))
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parser.Format(&diag.Source{Name: file, Text: string(text)})
		if err != nil || got != string(text) {
			t.Errorf("calx fmt -w %s would change it: %v", file, err)
		}
	}
}
