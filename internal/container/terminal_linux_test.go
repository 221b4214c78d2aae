package container

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// A terminal is a pseudo-terminal: what is typed at it, and what it shows.
type terminal struct {
	t      *testing.T
	master *os.File
	mu     sync.Mutex
	shown  strings.Builder
}

// openTerminal returns a terminal and the file that a process has as its own.
func openTerminal(t *testing.T) (*terminal, *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	var unlock, number int32
	ioctl(t, master, syscall.TIOCSPTLCK, unsafe.Pointer(&unlock))
	ioctl(t, master, syscall.TIOCGPTN, unsafe.Pointer(&number))
	size := [4]uint16{24, 80}
	ioctl(t, master, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	term := &terminal{t: t, master: master}
	go term.read()
	return term, slave
}

func ioctl(t *testing.T, f *os.File, request uintptr, arg unsafe.Pointer) {
	t.Helper()
	raw, err := f.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var errno syscall.Errno
	raw.Control(func(fd uintptr) { _, _, errno = syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(arg)) })
	if errno != 0 {
		t.Fatalf("ioctl %#x: %v", request, errno)
	}
}

func (term *terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := term.master.Read(buf)
		term.mu.Lock()
		term.shown.Write(buf[:n])
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// text returns what was shown, without escape sequences.
func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return withoutEscapes(term.shown.String())
}

func withoutEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != 0x1b {
			b.WriteByte(s[i])
			continue
		}
		if i++; i < len(s) && s[i] == '[' {
			for i++; i < len(s) && (s[i] < '@' || s[i] > '~'); i++ {
			}
		}
	}
	return b.String()
}

func (term *terminal) typeText(s string) { term.master.WriteString(s) }

// expect waits until something is shown n times.
func (term *terminal) expect(want string, n int) {
	term.t.Helper()
	for range 300 {
		if strings.Count(term.text(), want) >= n {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	term.t.Fatalf("%q was not shown %d times, but\n%q", want, n, term.text())
}

// TestInteractive uses the interactive mode: it answers, Ctrl-C ends an
// evaluation and nothing else, Ctrl-D leaves, and the history is there again
// the next time.
func TestInteractive(t *testing.T) {
	e := theEngine(t)
	volume := "calx-test-history"
	e.do(t, "volume", "rm", "-f", volume).Run()
	if out, err := e.do(t, "volume", "create", volume).CombinedOutput(); err != nil {
		t.Fatalf("volume: %v\n%s", err, out)
	}
	t.Cleanup(func() { e.do(t, "volume", "rm", "-f", volume).Run() })
	flags := []string{"-t", "-v", volume + ":/state", "-e", "TERM=xterm"}

	term, wait := e.interactive(t, flags)
	term.typeText("19.99 * 3\r")
	term.expect("59.97", 1)
	term.typeText("sum(1..10^12, i => i * i)\r")
	time.Sleep(500 * time.Millisecond)
	term.typeText("\x03")
	term.typeText("6 * 7 + 0.125\r")
	term.expect("42.125", 1)
	term.typeText("\x04")
	if status := wait(); status != 0 {
		t.Errorf("Ctrl-D: status %d\n%s", status, term.text())
	}

	term, wait = e.interactive(t, flags)
	term.typeText("\x1b[A") // the input before
	term.expect("6 * 7 + 0.125", 1)
	term.typeText("\r")
	term.expect("42.125", 1)
	term.typeText(":quit\r")
	if status := wait(); status != 0 {
		t.Errorf(":quit: status %d\n%s", status, term.text())
	}
}

// TestInteractiveUser uses it as somebody who owns nothing, on a terminal that
// can do nothing.
func TestInteractiveUser(t *testing.T) {
	e := theEngine(t)
	term, wait := e.interactive(t, []string{"-t", "--user", "1234:1234", "-e", "TERM=dumb"})
	term.typeText("1/8\r")
	term.expect("0.125", 1)
	term.typeText("\x04")
	if status := wait(); status != 0 {
		t.Errorf("status %d\n%s", status, term.text())
	}
}

// interactive starts the image at a terminal, and waits for its prompt.
func (e engine) interactive(t *testing.T, flags []string) (term *terminal, wait func() int) {
	t.Helper()
	term, slave := openTerminal(t)
	cmd := e.run(t, flags)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	term.expect("> ", 1)
	return term, func() int {
		cmd.Wait()
		return cmd.ProcessState.ExitCode()
	}
}
