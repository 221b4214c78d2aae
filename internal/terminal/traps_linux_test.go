package terminal

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// What readline does wrong, and the editor has to make good, is listed in
// docs/repl.md. Each test below fails where readline is left to itself.

// Without a terminal on either side there is no editor: a script is read, and
// control characters are what the language takes them for.
func TestNoEditorWithoutTerminal(t *testing.T) {
	calx, err := build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(calx)
	cmd.Stdin = strings.NewReader("1 + 1\r\n2 + 2\r\n")
	cmd.Env = []string{"TERM=xterm"}
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "2\n4\n" {
		t.Errorf("%q %v", out, err)
	}
	cmd = exec.Command(calx)
	cmd.Stdin = strings.NewReader("1 + \x12\n")
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "control character") {
		t.Errorf("%q %v", out, err)
	}
	// Keys from a terminal, results to a pipe.
	master, slave, err := open(60, 14)
	if err != nil {
		t.Skip(err)
	}
	defer master.Close()
	defer slave.Close()
	var out bytes.Buffer
	cmd = exec.Command(calx, "-q")
	cmd.Stdin, cmd.Stdout = slave, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	master.WriteString("2 + 3\n\x04")
	if err := cmd.Wait(); err != nil || out.String() != "5\n" {
		t.Errorf("%q %v", out.String(), err)
	}
}

// readline panics where a search is given up and there is no history.
func TestSearchWithoutHistory(t *testing.T) {
	p := start(t, setup{})
	for _, keys := range []string{ctrlS + ctrlC, ctrlR + ctrlC, ctrlR + "x" + ctrlC, ctrlR + ctrlG, ctrlS + "x" + esc} {
		p.Type(keys)
		p.ExpectScreen(">")
	}
	p.Type(ctrlR + "x" + enter + "1 + 1" + enter)
	p.Expect("> 1 + 1\n2\n>")
}

// readline takes Delete on an empty line for the end of input.
func TestDeleteOnEmptyLine(t *testing.T) {
	p := start(t, setup{})
	p.Type(del + del + "12" + left + left + del + del + del + "3" + enter)
	p.ExpectScreen("> 3\n3\n>")
	p.Type("12" + left + ctrlD + ctrlD) // deletes; behind the last character nothing
	p.ExpectScreen("> 3\n3\n> 1")
	p.Type(rubout + ctrlD)
	p.ExpectExit()
}

// readline would put tabs and control characters into the line, takes a NUL
// for the end of input, and knows few sequences.
func TestStrangeKeys(t *testing.T) {
	p := start(t, setup{})
	for _, keys := range []string{tab, "\x00", "\x0f\x11\x16\x18\x1c\x1d\x1e", "\x1b[15~", "\x1b[[A", "\x1bOP", "\x1bx", "\x1bé",
		"\x1b[1;1R", "\x1b[I", "\x1b[<0;1;1M", "\x1b[200", "\x1b["} {
		p.Type("4" + keys)
		p.Expect("> 4")
		p.Type("2" + enter)
		p.Wait(strconv.Quote(keys), func(s string) bool { return strings.Contains(s, "\n42\n>") || strings.HasSuffix(s, "\n>") })
		if s := p.Text(); !strings.Contains(s, "> 42\n42\n>") {
			t.Fatalf("%q:\n%s", keys, s)
		}
		p.Type(ctrlL)
		p.ExpectScreen(">")
	}
}

// A tab in a pasted text takes columns, which readline miscounts.
func TestTabInText(t *testing.T) {
	p := start(t, setup{})
	p.Type(pasted("1\t+ 2"))
	p.ExpectScreen("> 1    + 2\n  = 3")
	p.Type(left + left + left + "0")
	p.ExpectScreen("> 1    0+ 2")
	if row, col := p.Cursor(); row != 0 || col != 8 {
		t.Errorf("the cursor is at %d, %d", row, col)
	}
}

// readline's deletions and transpositions lose text, or panic.
func TestEditing(t *testing.T) {
	for _, tt := range []struct{ keys, want string }{
		{ctrlT + "a" + ctrlT + left + ctrlT + "b", "> ba"},
		{"ab" + ctrlT, "> ba"},
		{"ab" + home + ctrlT, "> ab"},
		{"one two" + wordLeft + left + ctrlW, ">  two"}, // keeps what follows
		{"one_x two" + ctrlW + ctrlW, ">"},
		{"größe + 1" + ctrlA + "\x1bd" + "x", "> x + 1"},
		{"a + b" + ctrlA + ctrlK + ctrlY + ctrlY, "> a + ba + b"},
		{"a + b" + left + ctrlU + ctrlE + ctrlY, "> ba + "},
		{"abc" + ctrlW + "d" + ctrlUnd + ctrlUnd, "> abc"},
		{"one two" + ctrlUnd + ctrlUnd + ctrlUnd, ">"},
		{"abc" + home + right + del, "> ac"},
		{"f(1" + enter + "2" + up + "x" + down + "y" + home + "z", "> fx(1\n| z2y"},
		{"1 + 1\x1b\r+ 2", "> 1 + 1\n| + 2"}, // Alt-Enter
	} {
		p := start(t, setup{env: []string{"CALX_THEME=none"}})
		p.Type(tt.keys)
		p.Wait(strconv.Quote(tt.keys)+" to give "+strconv.Quote(tt.want), func(s string) bool {
			lines := strings.Split(s, "\n")
			n := strings.Count(tt.want, "\n") + 1
			return strings.Join(lines[:min(n, len(lines))], "\n") == strings.TrimRight(tt.want, " ")
		})
	}
}

// What stands below the input goes away with it.
func TestPreviewLeavesNothing(t *testing.T) {
	p := start(t, setup{})
	p.Type("1/3")
	p.ExpectScreen("> 1/3\n  ≈ 0.3333333333333333333333333333333333")
	p.Type("+")
	p.ExpectScreen("> 1/3+")
	p.Type("1" + enter)
	p.ExpectScreen("> 1/3+1\n≈ 1.333333333333333333333333333333333\n>")
	p.Type("1..10^9 |> map(x => x^2) |> sum") // takes longer than a moment
	p.Expect("|> sum")
	p.Type(" + 0" + ctrlC)
	p.Expect("|> sum + 0^C\n>")
	p.Type("y = 5")
	p.Expect("> y = 5\n  = 5")
	p.Type(ctrlU + "y" + enter) // a preview binds nothing
	p.Expect("unknown variable \"y\"")
}

// readline would have to be compiled where it does not compile, or was not
// tried; and it asks for a version of golang.org/x/sys with a known hole.
func TestModulesOfOtherSystems(t *testing.T) {
	for _, system := range []string{"windows/amd64", "js/wasm", "wasip1/wasm"} {
		goos, arch, _ := strings.Cut(system, "/")
		cmd := exec.Command("go", "list", "-deps", "./repl")
		cmd.Dir = "../.."
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "chzyer/readline") {
			t.Errorf("%s: the package reaches readline", system)
		}
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/sys").Output()
	if err != nil || strings.HasPrefix(string(out), "v0.0.0") {
		t.Errorf("golang.org/x/sys %s %v", out, err)
	}
}

// Whatever is typed, and however little of the screen is written anew, the
// screen is what drawing all of it gives.
func TestDrawing(t *testing.T) {
	pieces := []string{"1", " + ", "sqrt(", ")", "\"日本\"", "é", "e\u0301", "😀", "[1, 2, 3]", "{a: 1}", "# note", left, left, right, up, down,
		home, del, rubout, rubout, wordLeft, ctrlW, ctrlK, ctrlY, ctrlUnd, ctrlT, ctrlA, ctrlE, tab, "\x1b\r", "\x1b\r",
		pasted("a\nbb\tc\n"), ctrlR + "1", ctrlR, ctrlG, "x = ", "round(1.5, ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
	rng := rand.New(rand.NewPCG(1, 2))
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	p := start(t, setup{cols: 30, rows: 10})
	var typed string
	for range rounds {
		for range 12 {
			s := pieces[rng.IntN(len(pieces))]
			typed += s
			p.Type(s)
		}
		p.Idle()
		before := p.Text()
		row, col := p.Cursor()
		p.Type(ctrlL)
		p.Idle()
		// Before, lines of earlier inputs and answers may stand above.
		after := p.Text()
		row2, col2 := p.Cursor()
		if !strings.HasSuffix("\n"+before, "\n"+after) || col != col2 || row-row2 != strings.Count(before, "\n")-strings.Count(after, "\n") {
			t.Fatalf("after typing %q, cursor at %d, %d:\n%s\ndrawn anew, cursor at %d, %d:\n%s", typed, row, col, before, row2, col2, after)
		}
		if rng.IntN(4) == 0 {
			p.Type(ctrlC + ctrlC)
			p.Idle()
			typed = ""
		}
	}
	if _, unknown := p.Escapes(); len(unknown) > 0 {
		t.Errorf("unknown sequences: %q", unknown)
	}
}
