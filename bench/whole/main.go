// Command whole times whole processes: calx and whatever other calculators are
// installed, on the same work, with the results compared. Input comes from a
// file and output goes to one, so that no pipe is timed.
//
//	(cd .. && go build -o bench/calx ./cmd/calx) && go run ./whole -calx ./calx
//	go run ./whole -calx ./calx -n 20 -only 'start|lines'
//
// Peers, each left out where it is not installed: bc, calc (apcalc), python3
// with its decimal module, and python3 with mpmath and gmpy2.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

func main() {
	calx := flag.String("calx", "calx", "the calx binary")
	runs := flag.Int("n", 5, "runs of each, after one that is not counted")
	limit := flag.Duration("timeout", 60*time.Second, "of one run")
	only := flag.String("only", "", "regular expression of the workloads to run")
	flag.Parse()
	if err := compare(*calx, *runs, *limit, *only); err != nil {
		fmt.Fprintln(os.Stderr, "whole:", err)
		os.Exit(1)
	}
}

func compare(calx string, runs int, limit time.Duration, only string) error {
	filter, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	path, err := exec.LookPath(calx)
	if err != nil {
		return err
	}
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "whole")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t := timer{dir: dir, runs: runs, limit: limit}
	peers := installed(path)
	fmt.Printf("%-10s %-18s %9s %9s %9s  %s\n", "work", "peer", "wall ms", "least", "cpu ms", "result")
	for _, w := range workloads {
		if !filter.MatchString(w.name) {
			continue
		}
		if err := t.workload(&w, peers); err != nil {
			return err
		}
	}
	return nil
}

// workload times one workload with every peer that has it.
func (t *timer) workload(w *workload, peers []peer) error {
	reference := ""
	for _, p := range peers {
		script, ok := w.scripts[p.name]
		if !ok {
			continue
		}
		m, err := t.measure(p.command(w), script)
		if err != nil {
			fmt.Printf("%-10s %-18s %v\n", w.name, p.name, err)
			continue
		}
		got := w.normal(m.output)
		verdict := "as calx"
		switch {
		case p.name == "calx":
			reference = got
			verdict = fmt.Sprintf("%d characters", len(got))
		case agree(got, reference) < w.digits:
			verdict = fmt.Sprintf("differs from calx behind %d characters", agree(got, reference))
		}
		fmt.Printf("%-10s %-18s %9.1f %9.1f %9.1f  %s\n", w.name, p.name, ms(m.median), ms(m.least), ms(m.cpu), verdict)
	}
	return nil
}

// A peer is a calculator that is installed.
type peer struct {
	name    string
	command func(w *workload) []string
}

// installed finds the peers; calx comes first.
func installed(calx string) []peer {
	peers := []peer{{"calx", func(w *workload) []string { return append([]string{calx}, w.flags...) }}}
	add := func(name string, args, test []string) bool {
		if exec.Command(test[0], test[1:]...).Run() != nil {
			return false
		}
		peers = append(peers, peer{name, func(*workload) []string { return args }})
		return true
	}
	add("bc", []string{"bc", "-l", "-q"}, []string{"bc", "--version"})
	add("calc", []string{"calc", "-q", "-p"}, []string{"calc", "-q", "1"})
	for _, p := range [][2]string{{"decimal", "import decimal"}, {"mpmath", "import mpmath, gmpy2"}} {
		for _, python := range []string{realPython(), "/usr/bin/python3"} {
			if add(p[0], []string{python, "-"}, []string{python, "-c", p[1]}) {
				break
			}
		}
	}
	return peers
}

// realPython returns the interpreter itself: python3 may be a script that
// chooses a version and starts slowly.
func realPython() string {
	out, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		return "python3"
	}
	return strings.TrimSpace(string(out))
}

// A timer runs processes.
type timer struct {
	dir   string
	runs  int
	limit time.Duration
}

// A measurement is what a process took: median and least wall time, CPU time.
type measurement struct {
	median, least, cpu time.Duration
	output             string
}

// measure runs a command on a script.
func (t *timer) measure(args []string, script string) (measurement, error) {
	in, out := filepath.Join(t.dir, "in"), filepath.Join(t.dir, "out")
	if err := os.WriteFile(in, []byte(script), 0o600); err != nil {
		return measurement{}, err
	}
	var walls, cpus []time.Duration
	for i := range t.runs + 1 {
		wall, cpu, err := t.once(args, in, out)
		if err != nil {
			return measurement{}, err
		}
		if i > 0 {
			walls, cpus = append(walls, wall), append(cpus, cpu)
		}
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	text, err := os.ReadFile(out)
	return measurement{walls[len(walls)/2], walls[0], cpus[len(cpus)/2], string(text)}, err
}

func (t *timer) once(args []string, in, out string) (wall, cpu time.Duration, err error) {
	stdin, err := os.Open(in)
	if err != nil {
		return 0, 0, err
	}
	defer stdin.Close()
	stdout, err := os.Create(out)
	if err != nil {
		return 0, 0, err
	}
	defer stdout.Close()
	var stderr bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, &stderr
	cmd.Env = append(os.Environ(), "BC_LINE_LENGTH=0")
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	kill := time.AfterFunc(t.limit, func() { cmd.Process.Kill() })
	err = cmd.Wait()
	wall = time.Since(start)
	if !kill.Stop() {
		return 0, 0, fmt.Errorf("more than %v", t.limit)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return 0, 0, fmt.Errorf("%v: %s", err, strings.TrimSpace(stderr.String()))
	}
	if err != nil {
		return 0, 0, err
	}
	return wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// agree counts the characters that two results have in common.
func agree(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n == len(a) && n == len(b) {
		n = 1 << 30
	}
	return n
}
