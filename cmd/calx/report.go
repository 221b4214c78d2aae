package main

import (
	"io"
	"os"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// A reporter writes errors for people.
type reporter struct {
	w     io.Writer
	color bool
}

func newReporter(c *config, w io.Writer) reporter { return reporter{w, c.colored(w)} }

// colored decides about colours: asked for, or a terminal that nobody has
// asked to be plain (no-color.org).
func (c *config) colored(w io.Writer) bool {
	switch c.color {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}

// report writes an error with the line it is about and carets below the place.
func (r reporter) report(err error) {
	text := diag.Pretty(err)
	if r.color {
		text = paint(text)
	}
	io.WriteString(r.w, text+"\n")
}

// warn writes a warning as report does an error.
func (r reporter) warn(w diag.Warning) {
	text := w.Pretty()
	if r.color {
		text = paint(text)
	}
	io.WriteString(r.w, text+"\n")
}

// Escape sequences of terminals.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[34m"
	plain  = "\x1b[0m"
)

// paint colours the text of [diag.Pretty], in which no escape sequences stand:
// the word error and the carets red, those of a warning yellow, the message
// bold, the frame blue.
func paint(text string) string {
	var b strings.Builder
	label, color := "error:", red
	if strings.HasPrefix(text, "warning:") {
		label, color = "warning:", yellow
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		paintLine(&b, line, label, color)
	}
	return b.String()
}

func paintLine(b *strings.Builder, line, label, color string) {
	if message, ok := strings.CutPrefix(line, label); ok {
		b.WriteString(color + label + plain + bold + message + plain)
		return
	}
	margin := strings.IndexAny(line, "|>")
	if margin < 0 {
		b.WriteString(line)
		return
	}
	b.WriteString(blue + line[:margin+1] + plain)
	rest := line[margin+1:]
	if strings.TrimLeft(line[:margin], " ") == "" && strings.HasPrefix(strings.TrimLeft(rest, " "), "^") {
		rest = color + rest + plain
	}
	b.WriteString(rest)
}

// cleanLines makes every line of a message fit to be shown.
func cleanLines(message string) string {
	lines := strings.Split(strings.TrimRight(message, " \n"), "\n")
	for i := range lines {
		lines[i] = diag.Clean(lines[i], maxErrorLine)
	}
	return strings.Join(lines, "\n      ")
}
