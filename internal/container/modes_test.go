package container

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestModes calls the image in all ways that need no terminal.
func TestModes(t *testing.T) {
	e := theEngine(t)
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"script.calx": "rate = 20%\nround(net * (1 + rate), 2)\n1 / 0\n",
		"data.json":   `{"net": 99.95}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mount := []string{"-v", dir + ":/work:ro"}
	for _, tt := range []struct {
		name, stdin string
		flags       []string
		args        []string
		want        string
		status      int
	}{
		{"an expression", "", nil, []string{"-e", "0.1 + 0.2"}, "0.3\n", 0},
		{"a pipe", "1/3\n2^100\n", nil, nil, "0.3333333333333333333333333333333333\n1267650600228229401496703205376\n", 0},
		{"a script and data", "", mount, []string{"--data", "/work/data.json", "/work/script.calx"},
			"119.94\nerror: division by zero\n --> /work/script.calx:3:1\n  |\n3 | 1 / 0\n  | ^^^^^\n", 1},
		{"a script of the current directory", "", append([]string{"-w", "/work"}, mount...), []string{"--data", "data.json", "-k", "script.calx"},
			"119.94\nerror: math: division by zero\n", 1},
		{"another user", "", []string{"--user", "1234:1234"}, []string{"-e", "2^10"}, "1024\n", 0},
		{"root without capabilities", "", []string{"--user", "0:0"}, []string{"-e", "2^10"}, "1024\n", 0},
		{"no environment", "", []string{"--env", "PATH=", "--env", "HOME=", "--env", "XDG_STATE_HOME="}, []string{"-e", "2^10"}, "1024\n", 0},
		{"wrong usage", "", nil, []string{"--no-such-flag"}, "calx: unknown flag --no-such-flag\n      calx help shows how to call calx\n", 2},
		{"a drawing", "", nil, []string{"plot", "--ascii", "--width", "20", "--height", "3", "x"}, "", 0},
		{"a file that cannot be written", "", nil, []string{"plot", "-o", "/chart.svg", "x"}, "calx: cannot write the results: /chart.svg: read-only file system\n", 1},
	} {
		out, status := e.output(t, tt.flags, tt.stdin, tt.args...)
		if out != tt.want && tt.want != "" || status != tt.status {
			t.Errorf("%s: status %d, prints\n%s\nwant %d,\n%s", tt.name, status, out, tt.status, tt.want)
		}
	}
}

// TestVersion reads what the build put into the program.
func TestVersion(t *testing.T) {
	e := theEngine(t)
	want := os.Getenv("CALX_VERSION")
	if want == "" {
		want = "(devel)"
	}
	if out, status := e.output(t, nil, "", "version"); status != 0 || !strings.HasPrefix(out, "calx "+want+" go1.") {
		t.Errorf("status %d, prints %q, want version %s", status, out, want)
	}
}

// TestMemory gives little memory. Whatever a script does, it ends with a result
// or with an error that says why, and is never killed.
func TestMemory(t *testing.T) {
	e := theEngine(t)
	limit := []string{"--memory", "32m", "--memory-swap", "32m"}
	if out, status := e.output(t, limit, "", "-e", "1+2"); status != 0 {
		t.Skipf("this engine cannot limit memory: status %d, %s", status, out)
	}
	for _, tt := range []struct {
		name   string
		flags  []string
		script string
	}{
		{"a list of lists", nil, "len(map(1..10^7, i => [i, i]))"},
		{"a list that doubles", nil, "len(reduce(1..40, (xs, i) => xs + xs, [1, 2, 3]))"},
		{"a string that doubles", nil, `len(reduce(1..40, (s, i) => s + s, "abc"))`},
		{"lists that are dropped", nil, "sum(1..2000, i => len(map(1..1000, j => [j])))"},
		{"a large factorial", nil, "len(str(factorial(150_000)))"},
		{"a large power", nil, "digits(3^2_000_000)"},
		{"digits of pi", []string{"-p", "1_000_000"}, "len(str(pi))"},
		{"digits of a logarithm", []string{"-p", "100_000"}, "len(str(ln(2)))"},
		{"digits of erf", []string{"-p", "20_000"}, "len(str(erf(1/3)))"},
		{"a large quotient", []string{"-p", "1_000_000"}, "digits(1/7)"},
		{"deep recursion", nil, "f(n) = if n == 0 then 0 else 1 + f(n - 1)\nf(9000)"},
		{"a long literal", nil, "digits(" + strings.Repeat("7", 900_000) + ")"},
		{"a pattern", nil, `matches(repeat("a", 10^6), "(a+)+b")`},
	} {
		for range 3 { // what is killed need not be killed each time
			out, status := e.output(t, limit, tt.script+"\n", append([]string{"-k"}, tt.flags...)...)
			if status != 0 && !(status == 1 && strings.Contains(out, "error: limit: ")) {
				t.Errorf("%s: status %d, prints %.300s", tt.name, status, out)
			}
		}
	}
	// Many statements, one after the other.
	if out, status := e.output(t, limit, strings.Repeat("x = map(1..1000, i => i^2)\nsum(x)\n", 2000)); status != 0 || strings.Count(out, "\n") != 2000 {
		t.Errorf("a long script: status %d, %d lines", status, strings.Count(out, "\n"))
	}
}

// TestSignals ends the first process of a container, which the system spares
// the signals that it does not ask for.
func TestSignals(t *testing.T) {
	e := theEngine(t)
	for _, sig := range []struct {
		name   string
		status int
	}{{"TERM", 128 + int(syscall.SIGTERM)}, {"INT", 128 + int(syscall.SIGINT)}} {
		for _, script := range []string{"1\nsum(1..10^12, x => x * x)\n", "1\n"} {
			name := "calx-test-" + strings.ToLower(sig.name)
			cmd := e.run(t, []string{"--name", name})
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
			io.WriteString(in, script)
			if _, err := io.ReadFull(out, make([]byte, 2)); err != nil { // the 1: it runs
				t.Fatal(err)
			}
			time.Sleep(50 * time.Millisecond)
			start := time.Now()
			if text, err := e.do(t, "kill", "--signal", sig.name, name).CombinedOutput(); err != nil {
				t.Errorf("kill: %v\n%s", err, text)
			}
			cmd.Wait()
			if s := cmd.ProcessState.ExitCode(); s != sig.status {
				t.Errorf("%s while running %q: status %d, want %d", sig.name, script, s, sig.status)
			}
			t.Logf("%s ends %q in %v, the engine's time included", sig.name, script, time.Since(start).Round(time.Millisecond))
		}
	}
}
