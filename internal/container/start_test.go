package container

import (
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"
)

// TestStart measures the time from the start to the first result, in a
// container and, if the environment names the same program (CALX_BINARY),
// outside. It judges nothing: most of the time is the engine's.
func TestStart(t *testing.T) {
	e := theEngine(t)
	median := func(n int, start func() *exec.Cmd) time.Duration {
		var times []time.Duration
		for range n {
			cmd := start()
			begin := time.Now()
			if out, err := cmd.Output(); err != nil || string(out) != "3\n" {
				t.Fatalf("%v, %q", err, out)
			}
			times = append(times, time.Since(begin))
		}
		slices.Sort(times)
		return times[n/2]
	}
	inside := median(9, func() *exec.Cmd { return e.run(t, nil, "-e", "1+2") })
	t.Logf("1+2 in a container: %.1f ms", float64(inside.Microseconds())/1000)
	binary := os.Getenv("CALX_BINARY")
	if binary == "" {
		return
	}
	outside := median(51, func() *exec.Cmd { return exec.Command(binary, "-e", "1+2") })
	t.Logf("1+2 outside: %.2f ms, a ratio of %.0f", float64(outside.Microseconds())/1000, float64(inside)/float64(outside))
}
