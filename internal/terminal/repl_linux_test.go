package terminal

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/calx-lang/calx/internal/race"
)

// build builds the command once for all tests: as releases are built, or with
// the race detector, which needs cgo, if the tests run with it.
var build = sync.OnceValues(func() (string, error) {
	name := filepath.Join(binaries, "calx")
	cmd := exec.Command("go", "build", "-race="+strconv.FormatBool(race.Enabled), "-o", name, "./cmd/calx")
	cmd.Dir = "../.."
	if !race.Enabled {
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	}
	// The cache of test results does not see what this build reads, but it does
	// see that the test looks at the directories.
	filepath.WalkDir(cmd.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		return err
	})
	out, err := cmd.CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return name, err
})

var binaries string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "calx")
	if err != nil {
		panic(err)
	}
	binaries = dir
	code := m.Run()
	if reports, _ := filepath.Glob(filepath.Join(dir, "race.*")); len(reports) > 0 {
		code = 1
		for _, name := range reports {
			text, _ := os.ReadFile(name)
			os.Stderr.Write(text)
		}
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// environment returns the environment of every program under test. A race in
// it is reported to a file, since what it writes is on the screen.
func environment(home string) []string {
	return []string{"TERM=xterm-256color", "HOME=" + home, "PATH=" + os.Getenv("PATH"), "GORACE=log_path=" + filepath.Join(binaries, "race")}
}

// A setup is how the command is started.
type setup struct {
	cols, rows int
	args       []string
	env        []string // besides what every test has
	dir        string
}

// start starts the command on a terminal, with no history but a directory for
// it, and waits for the prompt.
func start(t *testing.T, s setup) *Terminal {
	t.Helper()
	calx, err := build()
	if err != nil {
		t.Fatal(err)
	}
	if s.cols == 0 {
		s.cols, s.rows = 60, 14
	}
	cmd := exec.Command(calx, s.args...)
	cmd.Dir = s.dir
	if cmd.Dir == "" {
		cmd.Dir = t.TempDir()
	}
	cmd.Env = append(environment(cmd.Dir), s.env...)
	p := Start(t, s.cols, s.rows, cmd)
	p.Expect(">")
	return p
}

// Keys.
const (
	enter    = "\r"
	tab      = "\t"
	up       = "\x1b[A"
	down     = "\x1b[B"
	right    = "\x1b[C"
	left     = "\x1b[D"
	home     = "\x1b[H"
	del      = "\x1b[3~"
	wordLeft = "\x1b[1;5D"
	esc      = "\x1b"
	ctrlA    = "\x01"
	ctrlC    = "\x03"
	ctrlD    = "\x04"
	ctrlE    = "\x05"
	ctrlG    = "\x07"
	ctrlK    = "\x0b"
	ctrlL    = "\x0c"
	ctrlR    = "\x12"
	ctrlS    = "\x13"
	ctrlT    = "\x14"
	ctrlU    = "\x15"
	ctrlW    = "\x17"
	ctrlY    = "\x19"
	ctrlZ    = "\x1a"
	ctrlUnd  = "\x1f"
	rubout   = "\x7f"
)

func pasted(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

func TestTypeAndRun(t *testing.T) {
	p := start(t, setup{})
	p.Type("0.1 + 0.2")
	p.ExpectScreen("> 0.1 + 0.2\n  = 0.3")
	p.Type(enter)
	p.ExpectScreen("> 0.1 + 0.2\n0.3\n>")
	p.Type("* 3 / 7" + enter)
	p.ExpectScreen("> 0.1 + 0.2\n0.3\n> * 3 / 7\n≈ 0.1285714285714285714285714285714286\n>")
	p.Type("prise + 1" + enter)
	p.Expect("> prise + 1\n  ^^^^^\nerror: unknown variable \"prise\"\n>")
	p.Type(ctrlD)
	if status := p.ExpectExit(); status != 0 {
		t.Errorf("exit status %d", status)
	}
}

func TestComplete(t *testing.T) {
	p := start(t, setup{})
	p.Type("price = 5; invoice = {customer: \"A\", items: [1]}" + enter + ctrlL)
	p.ExpectScreen(">")
	p.Type("pri" + tab)
	p.ExpectScreen("> price\n  = 5")
	p.Type(" + sq" + tab)
	p.ExpectScreen("> price + sqrt(\n  sqrt(x)")
	p.Type("4)" + ctrlU + "invoice." + tab)
	p.ExpectScreen("> invoice.\n  customer  \"A\"\n  items     [1]")
	p.Type(tab)
	p.ExpectScreen("> invoice.customer\n  customer  \"A\"\n  items     [1]")
	p.Type(tab + enter)
	p.ExpectScreen("> invoice.items\n  = [1]")
	p.Type(ctrlU + ":ro" + tab)
	p.ExpectScreen("> :rounding\n  :rounding MODE  how results are rounded")
	p.Type("half_u" + tab)
	p.ExpectScreen("> :rounding half_up\n  :rounding MODE  how results are rounded")
	p.Type(ctrlU + "roun" + tab)
	p.Expect("round_sig(  round_sig(x, digits)")
	p.Type("_s")
	p.Wait("the menu to follow", func(s string) bool { return !strings.Contains(s, "round_to") })
	p.Type(esc)
	p.Expect("> round_s")
}

func TestCompleteFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "one two.calx"), []byte("6 * 7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, setup{dir: dir})
	p.Type(":load o" + tab + enter)
	p.Expect("> :load one two.calx\n42\nloaded 1 statement of one two.calx\n>")
}

func TestRecall(t *testing.T) {
	dir := t.TempDir()
	p := start(t, setup{dir: dir})
	for _, s := range []string{"1 + 1", "sum([1," + enter + "2])", "3 * 3"} {
		p.Type(s + enter)
	}
	p.Expect("> 3 * 3\n9\n>")
	p.Type(ctrlL + up + up)
	p.ExpectScreen("> sum([1,\n| 2])\n  = 3") // one entry
	p.Type(up + up)
	p.ExpectScreen("> 1 + 1\n  = 2")
	p.Type(down)
	p.ExpectScreen("> sum([1,\n| 2])\n  = 3")
	p.Type(ctrlC + ctrlD)
	p.ExpectExit()

	p = start(t, setup{dir: dir}) // another run
	p.Type("draft" + up + up)
	p.ExpectScreen("> sum([1,\n| 2])\n  = 3")
	p.Type(down + down + down)
	p.ExpectScreen("> draft")
	p.Type(ctrlU + ctrlR + "+")
	p.ExpectScreen("> 1 + 1\n  search: +")
	p.Type(ctrlG)
	p.ExpectScreen(">")
	p.Type(ctrlR + "3" + "zz")
	p.ExpectScreen("> 3 * 3\n  not found: 3zz")
	p.Type(rubout + rubout + enter)
	p.Expect("> 3 * 3\n9\n>")
	info, err := os.Stat(filepath.Join(dir, ".local/state/calx/history"))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("the history has mode %o", mode)
	}
	if info, err = os.Stat(filepath.Join(dir, ".local/state/calx")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its directory: %v %v", info.Mode(), err)
	}
}

func TestPaste(t *testing.T) {
	p := start(t, setup{})
	if !p.Paste() {
		t.Error("bracketed paste is not asked for")
	}
	p.Type(pasted("a = 1\r\nb = 2\ra +\nb\x07\x1b[31m\n"))
	p.ExpectScreen("> a = 1\n| b = 2\n| a +\n| b[31m")
	p.Type(strings.Repeat(rubout, 4) + enter)
	p.ExpectScreen("> a = 1\n| b = 2\n| a +\n| b\n3\n>")
	p.Type(ctrlL + "sum(" + pasted("1,299.00\r\n24.50\r\n"))
	p.ExpectScreen("> sum([1299.00, 24.50]\n  sum(xs, f=…)")
	p.Type(ctrlC + ctrlL + "sum([" + pasted("1\n2") + "])")
	p.ExpectScreen("> sum([1, 2])\n  = 3")
	p.Type(ctrlC + ctrlL + pasted(strings.Repeat("x", 300<<10)))
	p.Expect("that is too long to paste")
	p.Type("1 + 1" + enter)
	p.Expect("> 1 + 1\n2\n>")
}

func TestInterrupt(t *testing.T) {
	p := start(t, setup{})
	p.Type("1 + 2" + ctrlC)
	p.ExpectScreen("> 1 + 2^C\n>")
	p.Type("x = 6" + enter)
	p.Type("reduce(1..10^12, (a, i) => a + i, 0)" + enter)
	p.Expect("working, 0.")
	if modes := p.Modes(); modes.Lflag&unix.ISIG == 0 {
		t.Error("Ctrl-C would not interrupt")
	}
	begin := time.Now()
	p.Type(ctrlC)
	p.Expect("error: interrupted\n>")
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("the interrupt took %v", took)
	}
	p.Type("x * 7" + enter)
	p.Expect("> x * 7\n42\n>")
	// At once, before there is a line of progress.
	p.Type(ctrlL + "reduce(1..10^12, (a, i) => a + i, 0)" + enter)
	p.Wait("the evaluation", func(string) bool { return p.Modes().Lflag&unix.ISIG != 0 })
	p.Type(ctrlC)
	p.ExpectScreen("> reduce(1..10^12, (a, i) => a + i, 0)\nerror: interrupted\n>")
	// The line of progress is taken back from a screen that became narrower.
	p.Type(ctrlL + "reduce(1..10^12, (a, i) => a + i, 0)" + enter)
	p.Expect("(Ctrl-C ends it)")
	p.SetSize(24, 14)
	p.Expect("s (Ctr…")
	p.Type(ctrlC)
	p.ExpectScreen("> reduce(1..10^12, (a, i\n) => a + i, 0)\nerror: interrupted\n>")
	if strings.Contains(p.All(), "working") {
		t.Errorf("the line of progress stays:\n%s", p.All())
	}
}

// What is typed while something is evaluated is not lost.
func TestTypeAhead(t *testing.T) {
	p := start(t, setup{})
	p.Type("1 + 1" + enter + "2 + 2" + enter + "3 + ")
	p.Expect("> 1 + 1\n2\n> 2 + 2\n4\n> 3 +")
	p.Type("3" + enter + "reduce(1..1000000, (a, i) => a + i, 0)" + enter)
	p.Expect("=> a + i, 0)\n")
	p.Type("4 + 4" + enter + "5 + 5")
	p.Expect("\n> 4 + 4\n8\n> 5 + 5\n  = 10")
}

// The process ends when its terminal goes away.
func TestHangUp(t *testing.T) {
	p := start(t, setup{})
	p.Type("1 + 1")
	p.Expect("= 2")
	p.master.Close()
	p.ExpectExit()
}

func TestSuspend(t *testing.T) {
	// A shell with job control, so that there is somebody to take over.
	calx, err := build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--norc", "-c", "trap 'echo parent signalled' TSTP; set -m; "+calx+"; read x; fg; echo left $?")
	cmd.Env = environment(t.TempDir())
	p := Start(t, 60, 14, cmd)
	p.Expect(">")
	p.Type("1 + 1")
	p.Expect("= 2")
	if p.Modes().Lflag&unix.ICANON != 0 {
		t.Error("the editor does not read key by key")
	}
	p.Type(ctrlZ)
	p.Expect("Stopped")
	if p.Modes().Lflag&unix.ICANON == 0 {
		t.Error("the terminal is left in raw mode")
	}
	if p.Paste() {
		t.Error("bracketed paste is left on")
	}
	p.Type("\n")
	p.Wait("the line again", func(s string) bool { return strings.Count(s, "> 1 + 1") == 2 && p.Paste() })
	p.Type("0" + enter + ctrlD)
	p.Expect("\n11\n>\nleft 0")
	if strings.Contains(p.Text(), "parent signalled") {
		t.Error("the parent process got the signal too")
	}
}

func TestResize(t *testing.T) {
	p := start(t, setup{cols: 40, rows: 10})
	p.Type("1" + strings.Repeat(" + 1", 11)) // 45 columns with its prompt
	p.ExpectScreen("> 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1\n+ 1 + 1\n  = 12")
	p.SetSize(20, 10)
	p.ExpectScreen("> 1 + 1 + 1 + 1 + 1\n+ 1 + 1 + 1 + 1 + 1\n+ 1 + 1\n  = 12")
	p.SetSize(60, 10)
	p.ExpectScreen("> 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1\n  = 12")
	p.Type(" + 1" + enter)
	p.ExpectScreen("> 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1\n13\n>")
}

func TestDumbTerminal(t *testing.T) {
	p := start(t, setup{env: []string{"TERM=dumb"}})
	p.Type("2")
	p.Expect("> 2")
	p.Type(ctrlC) // the very first thing
	p.ExpectScreen("> 2^C\n>")
	p.Type("1/4 +\n")
	p.ExpectScreen("> 2^C\n> 1/4 +\n|")
	p.Type("1\n")
	p.ExpectScreen("> 2^C\n> 1/4 +\n| 1\n1.25\n>")
	p.Type("reduce(1..10^12, (a, i) => a + i, 0)\n")
	p.Wait("the evaluation", func(string) bool { row, _ := p.Cursor(); return row == 5 })
	time.Sleep(400 * time.Millisecond)
	p.Type(ctrlC)
	p.Expect("\n^C\nerror: interrupted\n>")
	// Ctrl-C drops an unfinished input too; an empty line shows what is wrong with it.
	p.Type("[1,\n")
	p.Expect("\n> [1,\n|")
	p.Type("2")
	p.Expect("\n| 2")
	p.Type(ctrlC)
	p.Expect("\n| 2^C\n>")
	p.Type("7 * 6\n")
	p.Expect("\n> 7 * 6\n42\n>")
	p.Type("(1 +\n\n")
	p.Expect("error: this '(' is not closed")
	p.Type("?\n")
	p.Expect("\nTab completes")
	p.Type(ctrlD)
	p.ExpectExit()
	if n, _ := p.Escapes(); n > 0 {
		t.Errorf("%d escape sequences were sent to a dumb terminal", n)
	}
}

func TestNoColor(t *testing.T) {
	p := start(t, setup{env: []string{"NO_COLOR=1"}})
	p.Type("sqrt(2) + \"a\"" + enter + "2" + enter)
	p.Expect("> 2\n2\n>")
	for row := range 10 {
		for col := range 60 {
			if c := p.At(row, col); c.Style != plain {
				t.Fatalf("%q at %d, %d has the style %+v", c.Text, row, col, c.Style)
			}
		}
	}
}

func TestColors(t *testing.T) {
	p := start(t, setup{})
	p.Type("sqrt(2) + \"a\" # b")
	p.Expect("# b")
	for col, want := range map[int]int8{2: 12, 7: 14, 12: 10, 16: 8} {
		if got := p.At(0, col).Style.Color; got != want {
			t.Errorf("column %d has colour %d, want %d", col, got, want)
		}
	}
	p.Type(ctrlA + strings.Repeat(right, 4))
	p.Wait("the brackets", func(string) bool { return p.At(0, 6).Style.Reverse && p.At(0, 8).Style.Reverse })
}

func TestNarrowAndWide(t *testing.T) {
	p := start(t, setup{cols: 20, rows: 8})
	p.Type("\"日本日本日本日本日\"")
	p.ExpectScreen("> \"日本日本日本日本\n日\"")
	p.Type(left + left + rubout)
	p.ExpectScreen("> \"日本日本日本日日\"")
	if row, col := p.Cursor(); row != 0 || col != 17 {
		t.Errorf("the cursor is at %d, %d", row, col)
	}
	p.Type(ctrlU + ctrlK + "\"e\u0301e\u0301\"" + left + left + "x")
	p.ExpectScreen("> \"e\u0301xe\u0301\"")
	p.Type(ctrlU + ctrlK + "round(1.5, 2")
	p.ExpectScreen("> round(1.5, 2\n  …places=0, mode=…") // the parameter being written
	p.Type(enter + ")" + enter)
	p.Expect("> round(1.5, 2\n| )\n1.5\n>")
}

func TestTallInput(t *testing.T) {
	p := start(t, setup{cols: 30, rows: 6})
	p.Type(pasted("[1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9]"))
	p.Expect("| 9]")
	p.Type(strings.Repeat(up, 8))
	p.Expect("> [1,")
	p.Type("0" + enter)
	p.Expect("| 9]\n[10, 2, 3, 4, 5, 6, 7, 8, 9]\n>")
}

func TestNoPlaceForHistory(t *testing.T) {
	dir := t.TempDir()
	for _, env := range []string{"HOME=", "HOME=/proc/1/nowhere", "XDG_STATE_HOME=/dev/null"} {
		p := start(t, setup{dir: dir, env: []string{env}})
		p.Type("1 + 1" + enter)
		p.Expect("\n2\n>")
		p.Type(ctrlL + up)
		p.ExpectScreen("> 1 + 1\n  = 2")
		p.Type(ctrlC + ctrlD)
		p.ExpectExit()
	}
	if list, _ := os.ReadDir(dir); len(list) > 0 {
		t.Errorf("something was written: %v", list)
	}
}

func TestTermination(t *testing.T) {
	p := start(t, setup{})
	p.Type("1 + 1")
	p.Expect("= 2")
	if err := p.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := p.ExpectExit(); status != 143 {
		t.Errorf("exit status %d", status)
	}
	if p.Paste() {
		t.Error("bracketed paste is left on")
	}
}

func TestFlags(t *testing.T) {
	p := start(t, setup{args: []string{"-p", "5", "-D", "rate=7.5%", "--group"}})
	p.Type("1/3" + enter + "rate * 100000" + enter)
	p.Expect("> 1/3\n≈ 0.33333\n> rate * 100000\n7,500\n>")
	p = start(t, setup{args: []string{"--json"}})
	p.Type("1/4" + enter)
	p.Expect("{\"value\":0.25,\"type\":\"number\",\"exact\":true}\n>")
	p = start(t, setup{args: []string{"--timeout", "100ms"}})
	p.Type("reduce(1..10^12, (a, i) => a + i, 0)" + enter)
	p.Expect("error: that took longer than --timeout allows\n>")
}
