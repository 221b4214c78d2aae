//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSignals ends the command in all that it may be doing.
func TestSignals(t *testing.T) {
	for _, sig := range []struct {
		signal os.Signal
		status int
	}{{os.Interrupt, 130}, {syscall.SIGTERM, 143}} {
		for _, tt := range []struct{ name, script string }{
			{"evaluating", "1\nsum(1..10^12, x => x * x)\n"},
			{"evaluating something large", "1\n3^(10^8) % 7\n"},
			{"reading", "1\n"},
		} {
			cmd := process(t, "--max-digits", "none")
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			io.WriteString(in, tt.script)
			if line, err := bufio.NewReader(out).ReadString('\n'); line != "1\n" {
				t.Errorf("%s: first %q, %v", tt.name, line, err)
			}
			time.Sleep(20 * time.Millisecond)
			cmd.Process.Signal(sig.signal)
			cmd.Wait()
			if s := cmd.ProcessState.ExitCode(); s != sig.status {
				t.Errorf("%s, %v: status %d, want %d", tt.name, sig.signal, s, sig.status)
			}
		}
	}
}

// TestSignalWhileWriting ends a command whose results nobody reads: it hangs in
// a write that no context ends.
func TestSignalWhileWriting(t *testing.T) {
	cmd := process(t)
	cmd.Stdin = strings.NewReader(`repeat("x", 10^7)` + "\n")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Signal(syscall.SIGTERM)
	state, err := cmd.Process.Wait()
	if err != nil || state.ExitCode() != 143 {
		t.Errorf("%v, %v", state, err)
	}
}
