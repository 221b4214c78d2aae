package main

import (
	"bytes"
	"os"
	"testing"
)

// TestCollections counts how often the garbage collector runs: not at all for
// what is small, and seldom for a script that keeps nothing, which fills four
// megabytes a hundred times.
func TestCollections(t *testing.T) {
	for _, tt := range []struct {
		script string
		most   int
	}{
		{"1 + 1", 0},
		{"reduce(1..300000, (a, i) => (a * 7 + 10^60 + i) % 10^70, 0)", 50},
	} {
		cmd := process(t, "-e", tt.script)
		cmd.Env = append(os.Environ(), "GODEBUG=gctrace=1")
		var trace bytes.Buffer
		cmd.Stderr = &trace
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(trace.Bytes(), []byte(" ms clock, ")); n > tt.most {
			t.Errorf("%s: %d collections, want at most %d", tt.script, n, tt.most)
		}
	}
}

func TestGCPercent(t *testing.T) {
	const mb = 1 << 20
	for _, tt := range []struct {
		inUse int64
		want  int
	}{
		{0, 400}, {1, 400}, {4 * mb, 400}, {8 * mb, 200}, {16 * mb, 100}, {17 * mb, 100}, {1 << 50, 100},
	} {
		if got := gcPercent(tt.inUse); got != tt.want {
			t.Errorf("%d bytes in use: %d, want %d", tt.inUse, got, tt.want)
		}
	}
}
