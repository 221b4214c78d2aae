package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnifiedDiff(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"", "", ""},
		{"a\n", "a\n", ""},
		{"a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"},
		{"", "a\n", "@@ -0,0 +1 @@\n+a\n"},
		{"a\n", "", "@@ -1 +0,0 @@\n-a\n"},
		{"a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
		{"1\n2\n3\n4\n5\nx\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\ny\n6\n7\n8\n9\n", "@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-x\n+y\n 6\n 7\n 8\n"},
		{"x\n1\n2\n3\n4\n5\n6\n7\nx\n", "y\n1\n2\n3\n4\n5\n6\n7\ny\n", "@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n"},
		{"x\n1\n2\n3\n4\n5\n6\nx\n", "y\n1\n2\n3\n4\n5\n6\ny\n", "@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n"},
		{"a\nb\nc\n", "c\na\nb\n", "@@ -1,3 +1,3 @@\n+c\n a\n b\n-c\n"},
	} {
		want := "--- f.orig\n+++ f\n" + tt.want
		if got := unifiedDiff("f", tt.before, tt.after); got != want {
			t.Errorf("%q to %q:\n%s\nwant\n%s", tt.before, tt.after, got, want)
		}
	}
}

// TestDiffApplies applies differences of random texts with patch(1).
func TestDiffApplies(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("no patch command")
	}
	r := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	for range 50 {
		x := randomLines(r, r.IntN(60))
		y := append([]string(nil), x...)
		for range r.IntN(6) {
			switch i := r.IntN(len(y) + 1); {
			case i == len(y) || r.IntN(2) == 0:
				y = append(y[:i:i], append(randomLines(r, 1+r.IntN(3)), y[i:]...)...)
			default:
				y = append(y[:i:i], y[i+1:]...)
			}
		}
		before, after := strings.Join(x, ""), strings.TrimSuffix(strings.Join(y, ""), []string{"", "\n"}[r.IntN(2)])
		if before == after {
			continue
		}
		file := filepath.Join(dir, "f")
		if err := os.WriteFile(file, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		diff := unifiedDiff("f", before, after)
		cmd := exec.Command(patch, "--fuzz=0", file)
		cmd.Stdin = strings.NewReader(diff)
		out, err := cmd.CombinedOutput()
		got, _ := os.ReadFile(file)
		if err != nil || string(got) != after {
			t.Fatalf("%v: %s\n%q with\n%s\ngives %q, want %q", err, out, before, diff, got, after)
		}
	}
}

func randomLines(r *rand.Rand, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintln(r.IntN(20))
	}
	return lines
}
