package repl

import (
	"context"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// A Config is what [Run] works with.
type Config struct {
	In, Out *os.File // terminals
	Options          // of the session; Size and what is not set are filled in
	// Timeout ends an input that is evaluated for longer; 0 for never.
	Timeout time.Duration

	// Getenv returns a variable of the environment; nil for os.Getenv.
	Getenv func(string) string
	// Color forces colours on or off; 0 leaves it to the environment.
	Color int
}

// Run reads inputs from a terminal and answers them until the user leaves. It
// returns the exit status.
func Run(c Config) int {
	if c.Getenv == nil {
		c.Getenv = os.Getenv
	}
	l := newLoop(c)
	defer l.signals()()
	if !c.canDraw() {
		return l.plain()
	}
	return l.edited()
}

// canDraw reports whether the terminal can be drawn on, as far as is known.
func (c *Config) canDraw() bool {
	term := c.Getenv("TERM")
	return canEdit && term != "dumb" && term != ""
}

// A loop is the session at a terminal.
type loop struct {
	config  Config
	session *Session
	theme   Theme
	out     io.Writer
	work    worker
	dropped atomic.Bool // an interrupt dropped what was typed, without the editor
}

func newLoop(c Config) *loop {
	l := &loop{config: c, out: c.Out}
	if c.Size == nil {
		c.Size = func() (int, int) { return terminalSize(c.Out) }
	}
	l.theme = ThemeFor(c.Getenv)
	switch {
	case c.Color < 0 || !c.canDraw():
		l.theme = Theme{}
	case c.Color > 0 && l.theme == Theme{}:
		l.theme = Dark
	}
	c.Plot = plotTheme(l.theme)
	c.Plot.ASCII = !c.canDraw()
	l.config = c
	l.session = NewSession(c.Options)
	l.work = worker{out: c.Out, animate: c.canDraw(), theme: &l.theme, columns: func() int { n, _ := l.session.size(); return n }}
	return l
}

// run answers an input.
func (l *loop) run(input string) (quit bool) {
	ctx, done := l.work.begin()
	defer done()
	if t := l.config.Timeout; t > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t)
		defer cancel()
	}
	return l.session.Run(ctx, input, l.print)
}

// print writes a part of an answer.
func (l *loop) print(p Part) {
	text := l.theme.part(p)
	l.work.write(text + "\n")
}

// part returns a part of an answer in its colours.
func (t *Theme) part(p Part) string {
	switch p.Kind {
	case Result:
		if rest, ok := strings.CutPrefix(p.Text, mark); ok {
			return t.mark.paint(strings.TrimRight(mark, " ")) + " " + rest
		}
	case Note:
		return t.note.paintLines(p.Text)
	case Failure:
		return t.paintFailure(p.Text)
	}
	return p.Text
}

// paintFailure colours the text of an error: the word error, the carets.
func (t *Theme) paintFailure(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, "error:"); ok {
			lines[i] = t.failure.paint("error:") + rest
			continue
		}
		if bare := strings.TrimLeft(strings.TrimLeft(line, " "), "|"); strings.HasPrefix(strings.TrimLeft(bare, " "), "^") {
			at := strings.IndexByte(line, '^')
			lines[i] = line[:at] + t.carets.paint(line[at:])
		}
	}
	return strings.Join(lines, "\n")
}
