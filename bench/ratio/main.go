// Command ratio runs the benchmarks of this module and prints, as tables of
// Markdown, the median of each engine on each workload and how many times
// longer the others take than calx.
//
//	go run ./ratio                               Eval, nine rounds
//	go run ./ratio -bench 'Compile|Once' -count 5
//	go run ./ratio -in results.txt               of results that are there
//
// Both sides of a ratio come from one run: figures of different runs, let
// alone of different machines, say nothing. All engines run once in each round, so
// that a machine that is slower for a minute is so for all of them.
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func main() {
	bench := flag.String("bench", "Eval", "the benchmarks to run, a regular expression as for go test")
	count := flag.Int("count", 9, "how many rounds to run, each with all of them")
	time := flag.String("benchtime", "300ms", "how long each one runs in a round, as for go test")
	in := flag.String("in", "", "a file with the output of go test -bench, instead of running it")
	flag.Parse()
	if err := run(*bench, *count, *time, *in, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ratio:", err)
		os.Exit(1)
	}
}

func run(bench string, count int, time, in string, out io.Writer) error {
	output, err := results(bench, count, time, in)
	if err != nil {
		return err
	}
	r := parse(output)
	if len(r.engines) == 0 {
		return fmt.Errorf("no benchmark matches %q", bench)
	}
	if r.cpu != "" {
		fmt.Fprintf(out, "%s, medians of %d rounds.\n\n", r.cpu, count)
	}
	r.medians(out)
	for _, e := range r.engines {
		if strings.HasPrefix(e, "calx") {
			r.ratios(out, e)
		}
	}
	return nil
}

func results(bench string, count int, time, in string) ([]byte, error) {
	if in != "" {
		return os.ReadFile(in)
	}
	var b bytes.Buffer
	for range count {
		cmd := exec.Command("go", "test", "-run", "^$", "-bench", bench, "-benchtime", time, "-count", "1", ".")
		cmd.Stderr = os.Stderr
		cmd.Stdout = io.MultiWriter(&b, os.Stderr)
		if err := cmd.Run(); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// A cell is an engine on a workload.
type cell struct{ workload, engine string }

// A report is what a run of the benchmarks measured.
type report struct {
	cpu       string
	workloads []string // in the order they were run
	engines   []string
	ns        map[cell][]float64
	allocs    map[cell]string
}

var line = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op(?:.*\s(\d+) allocs/op)?`)

func parse(output []byte) *report {
	r := &report{ns: map[cell][]float64{}, allocs: map[cell]string{}}
	for sc := bufio.NewScanner(bytes.NewReader(output)); sc.Scan(); {
		if cpu, ok := strings.CutPrefix(sc.Text(), "cpu: "); ok {
			r.cpu = cpu
		}
		m := line.FindStringSubmatch(sc.Text())
		if m == nil {
			continue
		}
		slash := strings.LastIndexByte(m[1], '/')
		if slash < 0 {
			continue
		}
		ns, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			continue
		}
		c := cell{strings.TrimPrefix(m[1][:slash], "Eval/"), m[1][slash+1:]}
		if !slices.Contains(r.workloads, c.workload) {
			r.workloads = append(r.workloads, c.workload)
		}
		if !slices.Contains(r.engines, c.engine) {
			r.engines = append(r.engines, c.engine)
		}
		r.ns[c] = append(r.ns[c], ns)
		r.allocs[c] = m[3]
	}
	return r
}

// median returns the median time of an engine on a workload.
func (r *report) median(workload, engine string) (ns float64, ok bool) {
	all := slices.Sorted(slices.Values(r.ns[cell{workload, engine}]))
	if len(all) == 0 {
		return 0, false
	}
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2, true
}

// medians prints times in nanoseconds, with allocations in parentheses.
func (r *report) medians(out io.Writer) {
	head(out, "ns (allocations)", r.workloads)
	for _, e := range r.engines {
		row := []string{e}
		for _, w := range r.workloads {
			ns, ok := r.median(w, e)
			switch allocs := r.allocs[cell{w, e}]; {
			case !ok:
				row = append(row, "")
			case allocs == "":
				row = append(row, figure(ns))
			default:
				row = append(row, figure(ns)+" ("+allocs+")")
			}
		}
		print(out, row)
	}
}

// ratios prints how many times longer than base the other engines take, with
// the geometric mean over the workloads that both have.
func (r *report) ratios(out io.Writer, base string) {
	fmt.Fprintf(out, "\nTimes of the others, in times of %s:\n\n", base)
	head(out, "", append(slices.Clone(r.workloads), "geometric mean"))
	for _, e := range r.engines {
		if strings.HasPrefix(e, "calx") {
			continue
		}
		row := []string{e}
		sum, n := 0.0, 0
		for _, w := range r.workloads {
			ns, ok := r.median(w, e)
			ours, has := r.median(w, base)
			if !ok || !has {
				row = append(row, "")
				continue
			}
			sum, n = sum+math.Log(ns/ours), n+1
			row = append(row, fmt.Sprintf("%.1f", ns/ours))
		}
		if n > 0 {
			print(out, append(row, fmt.Sprintf("%.1f", math.Exp(sum/float64(n)))))
		}
	}
}

func head(out io.Writer, corner string, columns []string) {
	print(out, append([]string{corner}, columns...))
	fmt.Fprintln(out, "| --- |"+strings.Repeat(" ---: |", len(columns)))
}

func print(out io.Writer, row []string) {
	fmt.Fprintln(out, "| "+strings.Join(row, " | ")+" |")
}

// figure prints a time with three digits.
func figure(ns float64) string {
	if ns < 100 {
		return strconv.FormatFloat(ns, 'g', 3, 64)
	}
	return strconv.FormatFloat(math.Round(ns), 'f', 0, 64)
}
