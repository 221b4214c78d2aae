package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process returns the command as a process of its own.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := exec.LookPath("calx") // made by testscript.Main
	if err != nil {
		t.Skip("the command is not on the path")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, exe, args...)
}

// TestCoprocess sends a line only after the answer to the one before has come.
func TestCoprocess(t *testing.T) {
	in, toCalx := io.Pipe()
	fromCalx, out := io.Pipe()
	status := make(chan int)
	go func() {
		s := run([]string{"-k"}, in, out, io.Discard)
		out.Close()
		status <- s
	}()
	answers := bufio.NewScanner(fromCalx)
	for _, pair := range [][2]string{
		{"1 + 1\n", "2"},
		{"x = 5; x * 2\n", "10"},
		{"f(a) =\n  a + x\nf(1)\n", "6"},
		{"1 / 0\n", "error: math: division by zero"},
		{"(1 +\n2)\n", "3"},
		{"x +* 1\n", "error: syntax: "},
		{"x\n", "5"},
	} {
		if _, err := io.WriteString(toCalx, pair[0]); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() {
			t.Fatalf("no answer to %q: %v", pair[0], answers.Err())
		}
		if got := answers.Text(); !strings.HasPrefix(got, pair[1]) {
			t.Errorf("%q is answered by %q, want %q", pair[0], got, pair[1])
		}
	}
	toCalx.Close()
	if s := <-status; s != exitFailed {
		t.Errorf("status %d, want %d", s, exitFailed)
	}
}

// brokenWriter fails as a pipe without a reader, or as a full disk.
type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestWriteErrors(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
		says   string
	}{
		{syscall.EPIPE, exitOK, ""},
		{syscall.ENOSPC, exitFailed, "calx: cannot write the results: no space left on device\n"},
	} {
		var errs bytes.Buffer
		status := run(nil, repeated("1 + 1\n", 1<<40), brokenWriter{tt.err}, &errs)
		if status != tt.status || errs.String() != tt.says {
			t.Errorf("%v: status %d, says %q; want %d, %q", tt.err, status, &errs, tt.status, tt.says)
		}
	}
}

// counter counts what is written to it.
type counter struct{ lines, bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	c.lines += int64(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// repeated reads as s over and over, size bytes in all, rounded to whole ones.
func repeated(s string, size int64) io.Reader {
	block := []byte(strings.Repeat(s, 1+(32<<10)/len(s)))
	return &repeater{block: block, left: size/int64(len(block)) + 1}
}

type repeater struct {
	block []byte
	rest  []byte
	left  int64
}

func (r *repeater) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.block
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestInputCanceled ends a read that nothing answers.
func TestInputCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	in := newInput(ctx, r)
	defer in.close()
	time.AfterFunc(10*time.Millisecond, cancel)
	if n, err := in.Read(make([]byte, 10)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v", n, err)
	}
	if n, err := in.Read(make([]byte, 10)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("again: got %d, %v", n, err)
	}
}

// TestInputCopies reads in small pieces what comes in larger ones.
func TestInputCopies(t *testing.T) {
	in := newInput(context.Background(), strings.NewReader("abcdefghij"))
	defer in.close()
	var got []byte
	buf := make([]byte, 3)
	for {
		n, err := in.Read(buf)
		got = append(got, buf[:n]...)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if string(got) != "abcdefghij" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkScript(b *testing.B) {
	const lines = 100_000
	script := strings.Repeat("12.34 * 5 + 6\n", lines)
	b.ReportAllocs()
	b.SetBytes(int64(len(script)))
	for b.Loop() {
		if s := run(nil, strings.NewReader(script), io.Discard, os.Stderr); s != exitOK {
			b.Fatal(fmt.Sprint("status ", s))
		}
	}
}
