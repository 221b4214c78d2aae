package suites

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

const (
	batchSize     = 300
	batchTimeout  = 120 * time.Second
	singleTimeout = 30 * time.Second
)

// crash finds the traces of a Go program that died.
var crash = regexp.MustCompile(`(?m)^(panic:|fatal error:|goroutine \d+ \[|runtime: |SIG[A-Z]+:)`)

// alone reports whether the case needs a process of its own: it has several
// statements, or may leave the stream in another state.
func (c *testCase) alone() bool {
	return c.Env != nil || c.Suite == "lang" || c.Check == "hostile" || strings.Contains(c.Expr, "\n")
}

// batches groups cases of the same flags into the work of one process each.
func batches(cases []*testCase) [][]*testCase {
	var out [][]*testCase
	open := map[string]int{} // flags → index in out of the batch being filled
	for _, c := range cases {
		if c.alone() {
			out = append(out, []*testCase{c})
			continue
		}
		key := strings.Join(c.args(), " ")
		i, ok := open[key]
		if !ok || len(out[i]) == batchSize {
			i = len(out)
			out = append(out, nil)
			open[key] = i
		}
		out[i] = append(out[i], c)
	}
	return out
}

// runBatch returns what each case of a batch printed. A batch that crashes,
// hangs or prints a wrong number of lines is halved down to the culprit.
func runBatch(calx string, batch []*testCase) []output {
	lines, why := runScript(calx, batch)
	single := len(batch) == 1
	switch {
	case why == "" && len(lines) == len(batch):
	case why == "" && single && len(lines) > 0:
		lines = lines[len(lines)-1:] // several statements: the last one counts
	case single:
		if why == "" {
			why = "no output"
		}
		return []output{{class: noRun, note: why}}
	default:
		half := len(batch) / 2
		return append(runBatch(calx, batch[:half]), runBatch(calx, batch[half:])...)
	}
	out := make([]output, len(lines))
	for i, line := range lines {
		out[i] = parseLine(line)
	}
	return out
}

// runScript runs one process for a batch and returns the lines it printed; why
// is not empty if it did not run to its end.
func runScript(calx string, batch []*testCase) (lines []string, why string) {
	var script []byte
	for _, c := range batch {
		s, err := c.script()
		if err != nil {
			return nil, err.Error()
		}
		script = append(script, s...)
	}
	timeout := batchTimeout
	if len(batch) == 1 {
		timeout = singleTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, calx, batch[0].args()...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(script), &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Sprintf("timeout: more than %v", timeout)
	case err != nil && !errors.As(err, &exit):
		return nil, err.Error()
	case exit != nil && !exit.Exited(), crash.Match(stderr.Bytes()):
		return nil, "crash: " + clip(stderr.String(), 300)
	}
	text := strings.TrimSuffix(stdout.String(), "\n")
	if text == "" {
		// A wrong usage ends before any statement, with a message elsewhere.
		if e := strings.TrimSpace(stderr.String()); strings.HasPrefix(e, "error:") && len(batch) == 1 {
			text, _, _ = strings.Cut(e, "\n")
			return []string{text}, ""
		}
		return nil, ""
	}
	return strings.Split(text, "\n"), ""
}
