//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/calx-lang/calx/internal/race"
)

// TestBrokenPipe ends the reader of the results early.
func TestBrokenPipe(t *testing.T) {
	cmd := process(t)
	cmd.Stdin = repeated("1 + 1\n", 1<<40)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "2\n" || err != nil {
		t.Errorf("got %q, %v", line, err)
	}
	out.Close()
	err = cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if ws, ok := exit.Sys().(syscall.WaitStatus); !ok || ws.Signal() != syscall.SIGPIPE {
			t.Errorf("ended with %v", err)
		}
	}
	if errs.Len() > 0 {
		t.Errorf("says %q", &errs)
	}
}

// TestInterrupt ends a long evaluation, and a command that waits for input.
func TestInterrupt(t *testing.T) {
	for _, tt := range []struct{ name, script, says string }{
		{"evaluating", "1\nsum(1..10^12, x => x * x)\n", "error: interrupted\n --> <stdin>:2:"},
		{"reading", "1\n", ""},
	} {
		cmd := process(t)
		in, _ := cmd.StdinPipe()
		out, _ := cmd.StdoutPipe()
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		io.WriteString(in, tt.script)
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if s := cmd.ProcessState.ExitCode(); s != exitInterrupted || !strings.HasPrefix(errs.String(), tt.says) || tt.says == "" && errs.Len() > 0 {
			t.Errorf("%s: status %d, says %q", tt.name, s, &errs)
		}
	}
}

// TestTerminal types a script at a terminal, as far as script(1) can make one.
func TestTerminal(t *testing.T) {
	script, err := exec.LookPath("script")
	if err != nil || runtime.GOOS != "linux" {
		t.Skip("no script command of Linux")
	}
	cmd := process(t)
	cmd.Path, cmd.Args = script, []string{"script", "-qec", cmd.Path + " -", os.DevNull}
	cmd.Env = append(os.Environ(), "TERM=xterm", "NO_COLOR=")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	io.WriteString(in, "1 / 0\n\"a\\u{1b}[31m\"\n")
	time.Sleep(200 * time.Millisecond) // closing the input is typing Ctrl-D
	in.Close()
	cmd.Wait()
	for _, want := range []string{
		red + "error:" + plain, // colours
		`a\u{1B}[31m`,          // the error ended nothing; the escape is shown
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in what the terminal shows:\n%q", want, &out)
		}
	}
	if s := cmd.ProcessState.ExitCode(); s != exitFailed {
		t.Errorf("status %d", s)
	}
}

// TestBoundedMemory runs a stream that is much longer than what the process
// may take, with results, bindings, errors and long comments in it.
func TestBoundedMemory(t *testing.T) {
	size := int64(200 << 20)
	if testing.Short() {
		size = 20 << 20
	}
	cmd := process(t, "-k")
	cmd.Stdin = repeated("x = 12.34 * 5 + 6\nx ^ 2 / 7\n# "+strings.Repeat("comment ", 100)+"\nf(a) = [a, a + 1]; f(x)\n1 / 0\n\"abc\" +* 2\n", size)
	out := &counter{}
	cmd.Stdout = out
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitFailed {
		t.Fatal(err)
	}
	if out.lines == 0 {
		t.Error("no results")
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok || runtime.GOOS != "linux" {
		t.Skip("the process's memory is not known here")
	}
	most := int64(128)
	if race.Enabled {
		most *= 4 // the detector keeps several bytes for every byte
	}
	if mib := int64(usage.Maxrss) >> 10; mib > most {
		t.Errorf("a stream of %d MiB takes %d MiB of memory", size>>20, mib)
	}
}
