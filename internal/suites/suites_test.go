package suites

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	// So that a cached test result goes stale when the library changes.
	_ "github.com/calx-lang/calx"
)

var (
	calxFlag  = flag.String("calx", "", "the command to test; built from this module if empty")
	suiteFlag = flag.String("suite", "", "run only this suite")
	opFlag    = flag.String("op", "", "run only cases of this operation")
	idFlag    = flag.String("id", "", "run only cases whose id contains this text")
	showFlag  = flag.Int("show", 10, "failed cases to print for each operation")
)

func TestSuites(t *testing.T) {
	calx := command(t)
	dir := t.TempDir()
	for _, name := range suiteNames {
		if *suiteFlag != "" && *suiteFlag != name {
			continue
		}
		t.Run(name, func(t *testing.T) {
			cases := selectCases(loadSuite(t, name), *opFlag, *idFlag, testing.Short())
			report(t, name, cases, runCases(calx, dir, cases))
		})
	}
}

// command returns the path of the command under test.
func command(t *testing.T) string {
	if *calxFlag != "" {
		path, err := filepath.Abs(*calxFlag)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	touchSources(t)
	path := filepath.Join(t.TempDir(), "calx")
	build := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/calx")
	build.Dir = "../.."
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	return path
}

// touchSources looks at every source file of the command. What a test looks at
// is part of the key of its cached result; what a process that it starts looks
// at is not.
func touchSources(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2:
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// runCases runs the cases on all cores and returns, in their order, "" for a
// case that passed and else what is wrong.
func runCases(calx, dir string, cases []*testCase) []string {
	index := make(map[*testCase]int, len(cases))
	for i, c := range cases {
		index[c] = i
	}
	verdicts := make([]string, len(cases))
	jobs := make(chan []*testCase)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for batch := range jobs {
				if batch[0].Check == "hostile" {
					verdicts[index[batch[0]]] = runHostile(calx, dir, batch[0])
					continue
				}
				for i, out := range runBatch(calx, batch) {
					verdicts[index[batch[i]]] = judge(batch[i], out)
				}
			}
		})
	}
	for _, batch := range batches(cases) {
		jobs <- batch
	}
	close(jobs)
	wg.Wait()
	return verdicts
}

// report makes a subtest of every operation, with its counts and the first of
// its failures.
func report(t *testing.T, suite string, cases []*testCase, verdicts []string) {
	var ops []string
	byOp := map[string][]int{}
	for i, c := range cases {
		if byOp[c.Op] == nil {
			ops = append(ops, c.Op)
		}
		byOp[c.Op] = append(byOp[c.Op], i)
	}
	passed := 0
	for _, op := range ops {
		t.Run(op, func(t *testing.T) {
			failed := 0
			for _, i := range byOp[op] {
				if verdicts[i] == "" {
					passed++
					continue
				}
				if failed++; failed <= *showFlag {
					c := cases[i]
					t.Errorf("%s [%d %s] %s\n    %s", c.ID, c.Precision, c.Rounding, c.source(), clip(verdicts[i], 400))
				}
			}
			summary := fmt.Sprintf("%s/%s: %d of %d passed", suite, op, len(byOp[op])-failed, len(byOp[op]))
			if failed > 0 {
				t.Error(summary)
			} else {
				t.Log(summary)
			}
		})
	}
	t.Logf("%s: %d of %d passed", suite, passed, len(cases))
}
