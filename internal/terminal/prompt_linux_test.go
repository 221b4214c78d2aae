package terminal

import (
	"bytes"
	"os/exec"
	"slices"
	"syscall"
	"testing"
	"time"
)

// BenchmarkPrompt measures the time from the start of the process to the
// prompt, by turns with bc, and reports the medians:
//
//	go test ./internal/terminal -run '^$' -bench Prompt
func BenchmarkPrompt(b *testing.B) {
	calx, err := build()
	if err != nil {
		b.Fatal(err)
	}
	bc, err := exec.LookPath("bc")
	if err != nil {
		b.Skip("there is no bc to compare with")
	}
	home := b.TempDir()
	programs := []struct {
		args  []string
		ready string // what it writes when it waits for the first key
		times []time.Duration
	}{
		{args: []string{calx}, ready: "> "},
		{args: []string{bc, "-q"}, ready: "\x1b[?2004h"}, // it has no prompt, but turns on bracketed paste
	}
	for b.Loop() {
		for i := range programs {
			p := &programs[i]
			p.times = append(p.times, untilReady(b, home, p.args, p.ready))
		}
	}
	median := func(times []time.Duration) float64 {
		slices.Sort(times)
		return times[len(times)/2].Seconds() * 1000
	}
	ours, theirs := median(programs[0].times), median(programs[1].times)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours, "calx-ms")
	b.ReportMetric(theirs, "bc-ms")
	b.ReportMetric(ours/theirs, "ratio")
}

// untilReady starts a program on a terminal and returns the time until it has
// written a text.
func untilReady(b *testing.B, home string, args []string, ready string) time.Duration {
	master, slave, err := open(80, 24)
	if err != nil {
		b.Skipf("no pseudo-terminals here: %v", err)
	}
	defer master.Close()
	defer slave.Close()
	master.SetReadDeadline(time.Now().Add(waitTime))
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = environment(home)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	var out []byte
	buf := make([]byte, 4096)
	for !bytes.Contains(out, []byte(ready)) {
		n, err := master.Read(buf)
		if out = append(out, buf[:n]...); err != nil {
			b.Fatalf("%s: %v after %q", args[0], err, out)
		}
	}
	took := time.Since(begin)
	cmd.Process.Kill()
	cmd.Wait()
	return took
}
