package terminal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A Terminal is a program that runs on a pseudo-terminal.
type Terminal struct {
	*Screen
	Cmd    *exec.Cmd
	t      testing.TB
	master *os.File
	slave  string        // its file
	done   chan struct{} // the program's output has ended
	exit   chan error
}

// Start starts a program on a terminal of a size. It ends with the test.
func Start(t testing.TB, cols, rows int, cmd *exec.Cmd) *Terminal {
	t.Helper()
	master, slave, err := open(cols, rows)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	defer slave.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &Terminal{Screen: NewScreen(cols, rows), Cmd: cmd, t: t, master: master, slave: slave.Name(), done: make(chan struct{}), exit: make(chan error, 1)}
	go p.read()
	go func() { p.exit <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-p.done
		master.Close()
	})
	return p
}

func open(cols, rows int) (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, nil, err
	}
	var n int
	err = control(master, func(fd int) error {
		var err error
		if n, err = unix.IoctlGetInt(fd, unix.TIOCGPTN); err == nil {
			err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
		}
		return err
	})
	if err == nil {
		err = setSize(master, cols, rows)
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		master.Close()
		return nil, nil, err
	}
	return master, slave, nil
}

func setSize(f *os.File, cols, rows int) error {
	return control(f, func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: uint16(rows), Col: uint16(cols)})
	})
}

// control calls do with the number of a file, which stays one that does not
// block: os.File.Fd would change that, and then nothing could end a read.
func control(f *os.File, do func(fd int) error) error {
	c, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	if err := c.Control(func(fd uintptr) { failed = do(int(fd)) }); err != nil {
		return err
	}
	return failed
}

func (p *Terminal) read() {
	defer close(p.done)
	buf := make([]byte, 32<<10)
	for {
		n, err := p.master.Read(buf)
		p.Screen.Write(buf[:n])
		if err != nil { // EIO once nobody has the terminal open
			return
		}
	}
}

// Type sends text and keys as they are.
func (p *Terminal) Type(keys string) {
	p.t.Helper()
	if _, err := p.master.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// SetSize changes the size of the terminal.
func (p *Terminal) SetSize(cols, rows int) {
	p.t.Helper()
	p.Screen.Resize(cols, rows)
	if err := setSize(p.master, cols, rows); err != nil {
		p.t.Fatal(err)
	}
}

// waitTime is how long to wait for what must come: much longer than it takes,
// since machines can be busy.
const waitTime = 10 * time.Second

// Wait waits until the screen satisfies a condition.
func (p *Terminal) Wait(what string, ok func(screen string) bool) {
	p.t.Helper()
	for end := time.Now().Add(waitTime); ; time.Sleep(2 * time.Millisecond) {
		text := p.Text()
		if ok(text) {
			return
		}
		if time.Now().After(end) {
			row, col := p.Cursor()
			p.t.Fatalf("waited for %s; the screen, cursor at %d, %d:\n%s", what, row, col, text)
		}
	}
}

// Expect waits until the screen holds a text.
func (p *Terminal) Expect(want string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf("%q", want), func(s string) bool { return strings.Contains(s, want) })
}

// ExpectScreen waits until the screen is exactly a text.
func (p *Terminal) ExpectScreen(want string) {
	p.t.Helper()
	want = strings.TrimRight(want, "\n")
	p.Wait("the screen\n"+want+"\n", func(s string) bool { return s == want })
}

// ExpectExit waits until the program ends, and returns its exit status, -1 if
// a signal ended it.
func (p *Terminal) ExpectExit() int {
	p.t.Helper()
	select {
	case err := <-p.exit:
		p.exit <- err
		<-p.done
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		if err != nil {
			p.t.Fatal(err)
		}
		return 0
	case <-time.After(waitTime):
		p.t.Fatalf("the program does not end; the screen:\n%s", p.Text())
	}
	return 0
}

// Modes returns the terminal's settings.
func (p *Terminal) Modes() *unix.Termios {
	p.t.Helper()
	var state *unix.Termios
	err := control(p.master, func(fd int) (err error) {
		state, err = unix.IoctlGetTermios(fd, unix.TCGETS)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return state
}

// Idle waits until the program has read what was typed and sleeps.
func (p *Terminal) Idle() {
	p.t.Helper()
	slave, err := os.OpenFile(p.slave, os.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	defer slave.Close()
	still := 0
	for end := time.Now().Add(waitTime); still < 5; time.Sleep(time.Millisecond) {
		before := p.Bytes()
		waiting, err := unix.IoctlGetInt(int(slave.Fd()), unix.TIOCINQ)
		if err == nil && waiting == 0 && p.drained() && sleeps(p.Cmd.Process.Pid) && p.Bytes() == before {
			still++
		} else {
			still = 0
		}
		if time.Now().After(end) {
			p.t.Fatalf("the program does not come to rest; the screen:\n%s", p.Text())
		}
	}
}

// drained reports whether everything that was written has been read.
func (p *Terminal) drained() (ok bool) {
	control(p.master, func(fd int) error {
		n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
		ok = n == 0 && err == nil
		return nil
	})
	return ok
}

// sleeps reports whether all threads of a process wait for something.
func sleeps(pid int) bool {
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return true
	}
	for _, thread := range threads {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/stat", pid, thread.Name()))
		if err != nil {
			continue
		}
		if i := strings.LastIndexByte(string(text), ')'); i >= 0 && string(text[i+2]) != "S" {
			return false
		}
	}
	return true
}
