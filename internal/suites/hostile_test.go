package suites

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxOutput bounds what a hostile case may print, maxMessage the characters of
// an error message.
const (
	maxOutput  = 64 << 20
	maxMessage = 4096
)

// unclean finds characters that an error message may not pass on to a terminal.
var unclean = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

// A finished is what is left of a hostile case's process.
type finished struct {
	out, err string
	exit     int
	why      string // not empty if the process was ended, or took too much
}

// runHostile runs one hostile case in its own process, watched for wall time,
// resident memory and output, and returns "" if it passed.
func runHostile(calx, dir string, c *testCase) string {
	p, err := watch(calx, dir, c)
	if err != nil {
		return err.Error()
	}
	if p.why != "" {
		return p.why
	}
	if crash.MatchString(p.err) || crash.MatchString(p.out) || p.exit < 0 {
		return fmt.Sprintf("crash (exit %d): %s", p.exit, clip(p.err, 300))
	}
	return judgeHostile(c, p)
}

// judgeHostile decides on the output of a process that ended by itself.
func judgeHostile(c *testCase, p finished) string {
	accepted := strings.Join(c.Accept, " ")
	lines := slices.DeleteFunc(strings.Split(p.out, "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
	if e := firstError(lines, p); e != "" {
		if n := utf8.RuneCountInString(e); n > maxMessage || unclean.MatchString(e) {
			return fmt.Sprintf("the error message is not clean text: %d characters, %q", n, clip(e, 120))
		}
		if got := parseLine(e); !slices.Contains(c.Accept, got.class) && got.class != pageHolds[c.ID] {
			return fmt.Sprintf("accepted are %s, got %s", accepted, got)
		}
		return ""
	}
	if p.exit != 0 {
		return fmt.Sprintf("exit %d without a message", p.exit)
	}
	value := ""
	if len(lines) > 0 {
		value = lines[len(lines)-1]
	}
	if !slices.Contains(c.Accept, "value") {
		return fmt.Sprintf("accepted are %s, got value %s", accepted, clip(value, 120))
	}
	if c.Expect != nil && !equalNumbers(value, *c.Expect) {
		return fmt.Sprintf("expected %s, got %s", clip(*c.Expect, 80), clip(value, 120))
	}
	return ""
}

// firstError returns the first error line of a process: on standard output, or
// the message of a usage error on standard error.
func firstError(lines []string, p finished) string {
	for _, line := range lines {
		if strings.HasPrefix(line, "error:") {
			return line
		}
	}
	e := strings.TrimSpace(p.err)
	switch {
	case strings.HasPrefix(e, "error:"):
		return e
	case p.exit != 0 && e != "":
		return "error: usage: " + e
	}
	return ""
}

// watch runs the process of a hostile case and ends it when it exceeds what it
// may take. Files take the place of pipes, so that nothing depends on how fast
// this process reads.
func watch(calx, dir string, c *testCase) (finished, error) {
	script, err := c.script()
	if err != nil {
		return finished{}, err
	}
	base := filepath.Join(dir, strings.ReplaceAll(c.ID, "/", "-"))
	if err := os.WriteFile(base+".in", script, 0o600); err != nil {
		return finished{}, err
	}
	defer os.Remove(base + ".in")
	var files [3]*os.File
	for i, mode := range []int{os.O_RDONLY, os.O_RDWR | os.O_CREATE, os.O_RDWR | os.O_CREATE} {
		f, err := os.OpenFile(base+[]string{".in", ".out", ".err"}[i], mode, 0o600)
		if err != nil {
			return finished{}, err
		}
		defer f.Close()
		if i > 0 {
			defer os.Remove(f.Name())
		}
		files[i] = f
	}
	cmd := exec.Command(calx, c.args()...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = files[0], files[1], files[2]
	if err := cmd.Start(); err != nil {
		return finished{}, err
	}
	why := guard(cmd, c, files[1], files[2])
	p := finished{exit: cmd.ProcessState.ExitCode(), why: why}
	if why == "" {
		p.out, p.err = readStart(files[1]), readStart(files[2])
	}
	return p, nil
}

// guard waits for the process to end, killing it if it takes too much; it
// returns what it took too much of.
func guard(cmd *exec.Cmd, c *testCase, out, errs *os.File) string {
	done := make(chan struct{})
	go func() {
		cmd.Wait() // the exit status is read from ProcessState
		close(done)
	}()
	start := time.Now()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return ""
		case <-tick.C:
		}
		why := ""
		switch {
		case time.Since(start).Seconds() > c.MaxSeconds:
			why = fmt.Sprintf("timeout: more than %g s", c.MaxSeconds)
		case peakMB(cmd.Process.Pid) > c.MaxMB:
			why = fmt.Sprintf("memory: more than %d MB", c.MaxMB)
		case fileSize(out)+fileSize(errs) > maxOutput:
			why = fmt.Sprintf("output: more than %d MB", maxOutput>>20)
		}
		if why != "" {
			cmd.Process.Kill()
			<-done
			return why
		}
	}
}

// peakMB returns the peak resident memory of a process in MB, 0 where the
// system has no /proc. (The kernel's figure in the exit status would start at
// this process's own size.)
func peakMB(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(status, []byte("VmHWM:"))
	if !ok {
		return 0
	}
	kb, _ := strconv.Atoi(string(bytes.Fields(rest)[0]))
	return kb / 1024
}

func fileSize(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// readStart returns what a process wrote to a file.
func readStart(f *os.File) string {
	data, err := os.ReadFile(f.Name())
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(data), "\uFFFD")
}
