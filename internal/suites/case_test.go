package suites

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// suiteDir holds the compressed suites.
const suiteDir = "../../testdata/suites"

// suiteNames lists the suites in the order in which they run.
var suiteNames = []string{"hostile", "lang", "finance", "bc", "gda", "golden", "golden-modes"}

// A testCase is one line of a suite. The README beside the data explains the fields.
type testCase struct {
	ID        string                     `json:"id"`
	Suite     string                     `json:"suite"`
	Op        string                     `json:"op"`
	Precision int                        `json:"precision"`
	Rounding  string                     `json:"rounding"`
	Expr      string                     `json:"expr"`
	Parts     []json.RawMessage          `json:"parts"`
	Env       map[string]json.RawMessage `json:"env"`
	Check     string                     `json:"check"`
	Expect    *string                    `json:"expect"`
	Tol       string                     `json:"tol"`
	Accept    []string                   `json:"accept"`

	MaxSeconds float64 `json:"max_seconds"`
	MaxMB      int     `json:"max_mb"`
}

// want returns the expected result, "" if the case has none.
func (c *testCase) want() string {
	if c.Expect == nil {
		return ""
	}
	return *c.Expect
}

// source returns what a report shows of the case.
func (c *testCase) source() string {
	if c.Expr == "" {
		parts, _ := json.Marshal(c.Parts)
		return "parts " + clip(string(parts), 120)
	}
	return clip(c.Expr, 160)
}

// loadSuite reads the cases of one suite.
func loadSuite(tb testing.TB, name string) []*testCase {
	tb.Helper()
	f, err := os.Open(filepath.Join(suiteDir, name+".jsonl.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var cases []*testCase
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		c := new(testCase)
		if err := json.Unmarshal(in.Bytes(), c); err != nil {
			tb.Fatalf("%s: %v: %s", name, err, clip(in.Text(), 200))
		}
		cases = append(cases, c)
	}
	if err := in.Err(); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	if len(cases) == 0 {
		tb.Fatalf("%s: no cases", name)
	}
	return cases
}

// selectCases keeps what the flags ask for; with short, every 20th case of an
// operation and its first two.
func selectCases(cases []*testCase, op, id string, short bool) []*testCase {
	var out []*testCase
	seen := map[string]int{}
	for _, c := range cases {
		if op != "" && c.Op != op || id != "" && !strings.Contains(c.ID, id) {
			continue
		}
		n := seen[c.Op]
		seen[c.Op]++
		if short && n >= 2 && n%20 != 0 {
			continue
		}
		out = append(out, c)
	}
	return out
}

// clip shortens text for a message and keeps it on one line.
func clip(s string, n int) string {
	s = strings.ReplaceAll(s, "\n", `\n`)
	if r := []rune(s); len(r) > n {
		return fmt.Sprintf("%s… (%d characters)", string(r[:n]), len(r))
	}
	return s
}
