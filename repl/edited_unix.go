//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package repl

import (
	"errors"
	"io"
	"strings"

	"github.com/chzyer/readline"
)

// edited is the loop with an editor.
func (l *loop) edited() int {
	c := &l.config
	raw := rawMode{in: c.In, out: c.Out}
	e := &editor{
		session: l.session, theme: l.theme, out: c.Out, size: l.session.size,
		keys:    &keyReader{in: c.In, ready: func(ms int) bool { return readable(c.In, ms) }},
		history: &history{path: historyPath(c.Getenv)},
	}
	e.suspend = func() {
		raw.exit()
		suspend()
		raw.enter()
	}
	rl, err := readline.NewEx(e.readlineConfig(raw.enter, raw.exit))
	if err != nil {
		return l.plain()
	}
	e.kick = rl.Terminal.KickRead
	l.work.restoreWith(raw.leave)
	defer onResize(e.redraw)()
	for {
		e.begin()
		line, err := rl.Readline()
		switch {
		case errors.Is(err, readline.ErrInterrupt):
			continue
		case err != nil: // Ctrl-D, or the terminal is gone
			return 0
		}
		input := strings.ReplaceAll(line, string(newline), "\n")
		if strings.TrimSpace(input) == "" {
			continue
		}
		e.history.add(input)
		if l.run(input) {
			return 0
		}
	}
}

// readlineConfig returns the configuration that makes readline an editor
// without a screen: a line that is never wrapped, drawn nowhere. Its own
// completion, history and search are never reached.
func (e *editor) readlineConfig(enter, exit func() error) *readline.Config {
	return &readline.Config{
		Stdin:                  e.keys,
		Stdout:                 io.Discard,
		Stderr:                 io.Discard,
		Painter:                e,
		Listener:               e,
		FuncFilterInputRune:    e.filter,
		FuncGetWidth:           func() int { return 1 << 30 },
		FuncIsTerminal:         func() bool { return true },
		FuncMakeRaw:            enter,
		FuncExitRaw:            exit,
		FuncOnWidthChanged:     func(func()) {},
		ForceUseInteractive:    true,
		DisableAutoSaveHistory: true,
		EOFPrompt:              "\n", // readline's spelling of none
		InterruptPrompt:        "^C",
	}
}
