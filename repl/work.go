package repl

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// A worker watches over an evaluation: an interrupt ends it, and when it takes
// a while a line says so.
type worker struct {
	out     io.Writer
	animate bool // the terminal can take a line back
	theme   *Theme
	columns func() int

	mu       sync.Mutex
	restore  func()             // if set, puts the terminal back before the process ends
	atPrompt func()             // if set, answers an interrupt while nothing is evaluated
	cancel   context.CancelFunc // of the evaluation that runs; nil between
	start    time.Time
	shown    int // columns of the line that is on the screen
}

// restoreWith sets what puts the terminal back before the process ends.
func (w *worker) restoreWith(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.restore = f
}

// answerAtPrompt sets what answers an interrupt while nothing is evaluated.
func (w *worker) answerAtPrompt(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.atPrompt = f
}

// The line appears after showAfter and is renewed every showEvery.
const (
	showAfter = 300 * time.Millisecond
	showEvery = 100 * time.Millisecond
)

// begin starts watching; done ends it.
func (w *worker) begin() (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancel(context.Background())
	w.mu.Lock()
	w.cancel, w.start = cancel, time.Now()
	w.mu.Unlock()
	stop := make(chan struct{})
	if w.animate {
		go w.tick(stop)
	}
	return ctx, func() {
		close(stop)
		cancel()
		w.mu.Lock()
		w.cancel = nil
		w.erase()
		w.mu.Unlock()
	}
}

func (w *worker) tick(stop chan struct{}) {
	timer := time.NewTimer(showAfter)
	defer timer.Stop()
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
			timer.Reset(showEvery)
		}
		w.mu.Lock()
		if w.cancel != nil {
			text := "working, " + seconds(time.Since(w.start)) + " (Ctrl-C ends it)"
			w.erase()
			text = fit(text, w.columns()-len("^C")-1)
			io.WriteString(w.out, w.theme.preview.paint(text))
			w.shown = textWidth(text)
		}
		w.mu.Unlock()
	}
}

// seconds returns a time as "1.2 s".
func seconds(d time.Duration) string {
	tenths := int(d / (100 * time.Millisecond))
	return itoa(tenths/10) + "." + itoa(tenths%10) + " s"
}

// erase takes the line back: all rows that it has if the screen has become
// narrower.
func (w *worker) erase() {
	if w.shown == 0 {
		return
	}
	if up := (w.shown - 1) / w.columns(); up > 0 {
		io.WriteString(w.out, "\x1b["+itoa(up)+"A")
	}
	io.WriteString(w.out, "\r\x1b[J")
	w.shown = 0
}

// write writes a part of the answer, in the place of the line.
func (w *worker) write(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.erase()
	io.WriteString(w.out, text)
}

// interrupt ends the evaluation that runs, if one does. The terminal has echoed
// ^C, behind which nothing should be written.
func (w *worker) interrupt() {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.cancel != nil:
		if !w.animate {
			io.WriteString(w.out, "\n")
		} else if w.shown == 0 {
			io.WriteString(w.out, "\r\x1b[J")
		}
		w.cancel()
	case w.atPrompt != nil:
		w.atPrompt()
	}
}

// signals answers signals until the returned function is called: an interrupt
// ends an evaluation and nothing else; those that end the process do so with
// the terminal put back.
func (l *loop) signals() (stop func()) {
	ch := make(chan os.Signal, 4)
	signal.Notify(ch, append([]os.Signal{os.Interrupt}, endSignals...)...)
	go func() {
		for s := range ch {
			if s == os.Interrupt {
				l.work.interrupt()
				continue
			}
			l.work.mu.Lock() // for good: nothing is written after this
			if l.work.restore != nil {
				l.work.restore()
			}
			status := 128 + 15
			if n, ok := s.(syscall.Signal); ok {
				status = 128 + int(n)
			}
			os.Exit(status)
		}
	}()
	return func() { signal.Stop(ch); close(ch) }
}
