//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package repl

import (
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/chzyer/readline"
	"golang.org/x/sys/unix"
)

// canEdit says that the editor works on this system.
const canEdit = true

// endSignals are those that end the process.
var endSignals = []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// A rawMode switches the terminal to hand over every key as it is typed, and
// back.
type rawMode struct {
	in  *os.File
	out io.Writer

	mu    sync.Mutex
	state *readline.State // to go back to; nil while the terminal is as it was
}

// Bracketed paste: the terminal says where a pasted block begins and ends.
const (
	pasteOn  = "\x1b[?2004h"
	pasteOff = "\x1b[?2004l"
)

func (m *rawMode) enter() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	state, err := readline.MakeRaw(int(m.in.Fd()))
	if err != nil {
		return err
	}
	m.state = state
	io.WriteString(m.out, pasteOn)
	return nil
}

func (m *rawMode) exit() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.back()
}

// leave puts the terminal back for good: the process is about to end, and no
// other goroutine may switch it once more.
func (m *rawMode) leave() {
	m.mu.Lock()
	m.back()
}

func (m *rawMode) back() error {
	if m.state == nil {
		return nil
	}
	io.WriteString(m.out, pasteOff)
	state := m.state
	m.state = nil
	return readline.Restore(int(m.in.Fd()), state)
}

// terminalSize returns the size of a terminal, zeros if it has none.
func terminalSize(f *os.File) (columns, rows int) {
	columns, rows, err := readline.GetSize(int(f.Fd()))
	if err != nil {
		return 0, 0
	}
	return columns, rows
}

// readable reports whether a read would return within some milliseconds.
func readable(f *os.File, ms int) bool {
	fds := []unix.PollFd{{Fd: int32(f.Fd()), Events: unix.POLLIN}}
	for {
		n, err := unix.Poll(fds, ms)
		if err != unix.EINTR {
			return n > 0
		}
	}
}

// suspend stops this process alone, not its group or its parent, until it is
// told to go on. Where nobody could tell it, the system does not stop it.
func suspend() {
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, syscall.SIGCONT)
	defer signal.Stop(resumed)
	if syscall.Kill(os.Getpid(), syscall.SIGTSTP) != nil {
		return
	}
	// The signal may reach another thread first: wait for what follows it, but
	// not for long, since an orphaned process is not stopped at all.
	select {
	case <-resumed:
	case <-time.After(100 * time.Millisecond):
	}
}

// onResize calls f whenever the terminal's size changes.
func onResize(f func()) (stop func()) {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, syscall.SIGWINCH)
	go func() {
		for range ch {
			f()
		}
	}()
	return func() { signal.Stop(ch); close(ch) }
}
