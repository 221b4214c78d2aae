package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
)

func open(t *testing.T) *Sheet {
	t.Helper()
	f, err := os.Open("sheet.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := NewSheet()
	var errs strings.Builder
	if err := enter(sheet, f, io.Discard, &errs); err != nil || errs.Len() > 0 {
		t.Fatal(err, &errs)
	}
	return sheet
}

// value checks the value of a cell, or the error that it has.
func value(t *testing.T, sheet *Sheet, name, want string) {
	t.Helper()
	v, err := sheet.Value(name)
	got := v.String()
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("%s is %s, want %s", name, got, want)
	}
}

func set(t *testing.T, sheet *Sheet, name, formula string) []string {
	t.Helper()
	changed, err := sheet.Set(name, formula)
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	return changed
}

func TestSheet(t *testing.T) {
	sheet := open(t)
	value(t, sheet, "B4", "1229.85")
	value(t, sheet, "B5", "192746")
	value(t, sheet, "E4", "2845.5")
	value(t, sheet, "E5", "195591.5")

	var out strings.Builder
	if err := enter(sheet, strings.NewReader("B2: 3.75%\nD4 : 10\nwhat\nB4: B4 + 1\nB4: (1 +\n"), &out, &out); err != nil {
		t.Fatal(err)
	}
	const want = `B2 = 0.0375
B4 = 1157.79
B5 = 166804.4
E5 = 169649.9
D4 = 10
E4 = 2855.5
E5 = 169659.9
"what" is no cell: write it as in B7: A1 * 2
error: a cell cannot depend on itself: B4 → B4
error: this '(' is not closed
 --> B4:1:1
  |
1 | (1 +
  | ^ add the ')'
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

func TestCycles(t *testing.T) {
	sheet := NewSheet()
	set(t, sheet, "A1", "1")
	set(t, sheet, "B1", "A1 + 1")
	set(t, sheet, "C1", "B1 * 2")
	set(t, sheet, "D1", "sum(C)")
	for _, tt := range []struct{ cell, formula, path string }{
		{"A1", "A1", "A1 → A1"},
		{"A1", "C1 + 1", "A1 → C1 → B1 → A1"},
		{"A1", "D1", "A1 → D1 → C → C1 → B1 → A1"},
		{"C2", "D1 / 2", "C2 → D1 → C → C2"}, // a new cell of a column that D1 reads
		{"E1", "sum(E)", "E1 → E → E1"},
	} {
		_, err := sheet.Set(tt.cell, tt.formula)
		var cycle *CycleError
		if !errors.As(err, &cycle) || strings.Join(cycle.Path, " → ") != tt.path {
			t.Errorf("%s: %s: got %v, want %s", tt.cell, tt.formula, err, tt.path)
		}
	}
	value(t, sheet, "D1", "4") // nothing has changed
	set(t, sheet, "B1", "10")
	set(t, sheet, "A1", "C1 + 1") // no cycle any more
	value(t, sheet, "A1", "21")
}

// TestIncremental counts what is computed again.
func TestIncremental(t *testing.T) {
	sheet := NewSheet()
	set(t, sheet, "A1", "1")
	const n = 1000
	for i := range n {
		set(t, sheet, fmt.Sprintf("B%d", i+1), fmt.Sprintf("A1 * %d", i))
	}
	set(t, sheet, "C1", "sum(B)")
	set(t, sheet, "C2", "sign(B1000) + 5")
	set(t, sheet, "C3", "C2 * 2")
	evals := func(name, formula string, want int) {
		t.Helper()
		before := sheet.evals
		set(t, sheet, name, formula)
		if got := sheet.evals - before; got != want {
			t.Errorf("%s: %s computes %d cells, want %d", name, formula, got, want)
		}
	}
	evals("A1", "2", 1+n+2) // not C3: C2 is what it was
	evals("B7", "100", 2)
	evals("C3", "C2 * 3", 1)
	value(t, sheet, "C1", "999088")
	value(t, sheet, "C3", "18")
}

func TestErrors(t *testing.T) {
	sheet := NewSheet()
	set(t, sheet, "B1", "A1 / A2")
	set(t, sheet, "C1", "B1 + 1")
	value(t, sheet, "B1", "there is no cell A1")
	value(t, sheet, "C1", "B1 has an error")
	set(t, sheet, "A1", "10")
	value(t, sheet, "B1", "there is no cell A2")
	set(t, sheet, "A2", "0")
	value(t, sheet, "B1", "B1:1:1: math error: division by zero")
	changed := set(t, sheet, "A2", "4")
	if !slices.Equal(changed, []string{"A2", "B1", "C1"}) {
		t.Errorf("changed: %v", changed)
	}
	value(t, sheet, "C1", "3.5")

	set(t, sheet, "A3", `"text"`)
	set(t, sheet, "D1", "sum(A)")
	if _, err := sheet.Value("D1"); !errors.Is(err, calx.ErrType) {
		t.Errorf("D1: %v", err)
	}
	set(t, sheet, "D2", "[sum(Q), count(Q)]") // there is no Q
	value(t, sheet, "D2", "[0, 0]")
	if _, err := sheet.Set("a1", "1"); err == nil {
		t.Error("a1 is a cell")
	}
	if _, err := sheet.Value("Z9"); err == nil {
		t.Error("Z9 has a value")
	}
}
