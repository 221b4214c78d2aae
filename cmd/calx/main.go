// Command calx evaluates expressions over exact decimals: scripts from files
// and pipes, and single expressions. "calx help" shows how to call it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	calmCollector()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1   // an expression failed
	exitUsage       = 2   // wrong flags, a file that cannot be read
	exitInterrupted = 130 // by the interrupt signal, as shells count it: 128 + 2
)

// streams are what the command reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run is the command: it takes the arguments without the program's name and
// returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	std := streams{in, out, errs}
	if len(args) > 0 {
		if c := findCommand(args[0]); c != nil {
			return c.run(args[1:], std)
		}
		if isReserved(args[0]) {
			return fail(std, usagef("this version of calx has no command %q", args[0]).suggest("for a file of that name write ./%s", args[0]))
		}
	}
	cfg, err := parseArgs(args)
	switch {
	case err != nil:
		return fail(std, err)
	case cfg.help:
		return std.print(helpText())
	case cfg.version:
		return std.print(version() + "\n")
	case cfg.interactive(std):
		return runREPL(cfg, std)
	}
	return interruptible(std, func(ctx context.Context) (int, error) { return runScripts(ctx, cfg, std) })
}

// A usageError says that the command was called in a way that cannot work.
type usageError struct {
	message string
	hint    string // what to do instead; may be empty
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) *usageError {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// suggest adds a hint to the error.
func (e *usageError) suggest(format string, args ...any) *usageError {
	e.hint = fmt.Sprintf(format, args...)
	return e
}

// fail reports an error of the command itself, not of an expression, and
// returns the status to end with.
func fail(std streams, err error) int {
	switch {
	case isBrokenPipe(err):
		return exitOK // whoever read the results has seen enough
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	message := err.Error()
	var usage *usageError
	if errors.As(err, &usage) {
		if usage.hint != "" {
			message += "\n" + usage.hint
		} else {
			message += "\ncalx help shows how to call calx"
		}
	}
	fmt.Fprintln(std.err, "calx: "+cleanLines(message))
	var write *writeError
	if errors.As(err, &write) {
		return exitFailed
	}
	return exitUsage
}
