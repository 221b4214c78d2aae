package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// A command is one row of the table of commands, from which calling, help and
// suggestions are made.
type command struct {
	name     string
	synopsis string // what follows the name
	doc      string // one sentence, beginning with a verb, without a full stop
	details  string // what its own help says besides; whole lines, may be empty
	run      func(args []string, std streams) int
}

// commands returns the table of commands, in the order of the help text. It is
// a function because some rows read the table.
func commands() []command {
	return []command{
		{name: "check", synopsis: "[FILE…]", doc: "find errors and doubtful places of scripts without running them", details: checkDetails, run: runCheck},
		{name: "explain", synopsis: "['EXPR'|FILE.calx…]", doc: "show how values come about, step by step", details: explainDetails, run: runExplain},
		{name: "fmt", synopsis: "[-w] [-l] [-d] [FILE…]", doc: "lay scripts out in the one canonical way", details: fmtDetails, run: runFmt},
		{name: "functions", synopsis: "[NAME…]", doc: "show the built-in functions, or all about some", run: runFunctions},
		{name: "help", synopsis: "[COMMAND]", doc: "show how to call calx, or a command", run: runHelp},
		{name: "plot", synopsis: "[EXPR…]", doc: "draw functions of x, or lists of numbers", details: plotDetails, run: runPlot},
		{name: "version", doc: "print the version", run: runVersion},
	}
}

// reserved are names that are kept for commands to come: a script never
// depends on which of them a version has.
var reserved = []string{"rows"}

// findCommand returns the command of a name, or nil.
func findCommand(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return &c
		}
	}
	return nil
}

// isReserved reports whether a name cannot be that of a file on the command line.
func isReserved(name string) bool {
	for _, r := range reserved {
		if name == r {
			return true
		}
	}
	return false
}

// parseCommand reads the arguments of a command: its flags, among which there
// always is --help, and operands. If ok is false the command is to end with
// the status: its help was printed, or what is wrong with the arguments.
func parseCommand(name string, args []string, std streams, table []flag, operand func(arg string) error) (status int, ok bool) {
	help := false
	table = append(table, flag{"help", "h", "", "show this help", func(string) error {
		help = true
		return nil
	}})
	err := parseFlags(args, table, operand)
	if help {
		return std.print(commandHelp(findCommand(name), table)), false
	}
	if err != nil {
		return fail(std, inCommand(name, err)), false
	}
	return exitOK, true
}

// inCommand makes an error of wrong usage point to the help of a command.
func inCommand(name string, err error) error {
	if usage, ok := err.(*usageError); ok && usage.hint == "" {
		return usage.suggest("calx help %s shows how to call it", name)
	}
	return err
}

// noOperands is the operand function of a command that takes none.
func noOperands(arg string) error { return usagef("%q is one argument too many", diag.Snippet(arg)) }

// print writes a text of the command itself, and returns the status.
func (std streams) print(text string) int {
	if _, err := io.WriteString(std.out, text); err != nil {
		return fail(std, &writeError{err})
	}
	return exitOK
}

// runVersion is calx version.
func runVersion(args []string, std streams) int {
	if status, ok := parseCommand("version", args, std, nil, noOperands); !ok {
		return status
	}
	return std.print(version() + "\n")
}

// runHelp is calx help.
func runHelp(args []string, std streams) int {
	var names []string
	status, ok := parseCommand("help", args, std, nil, func(arg string) error {
		names = append(names, arg)
		return nil
	})
	switch {
	case !ok:
		return status
	case len(names) == 0:
		return std.print(helpText())
	}
	for i, name := range names {
		c := findCommand(name)
		if c == nil {
			return fail(std, unknownCommand(name))
		}
		if i > 0 {
			std.print("\n")
		}
		if status := c.run([]string{"--help"}, std); status != exitOK {
			return status
		}
	}
	return exitOK
}

func unknownCommand(name string) error {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	e := usagef("there is no command %q", diag.Snippet(name))
	if near := diag.Nearest(name, names); near != "" {
		return e.suggest("did you mean %s?", near)
	}
	return e.suggest("there are: %s", strings.Join(names, ", "))
}

// commandHelp is the help of one command.
func commandHelp(c *command, table []flag) string {
	var b strings.Builder
	fmt.Fprintf(&b, "calx %s\n\n%s.\n", strings.TrimRight(c.name+" "+c.synopsis, " "), strings.ToUpper(c.doc[:1])+c.doc[1:])
	b.WriteString(c.details)
	b.WriteString("\nFlags:\n")
	appendFlags(&b, table)
	return b.String()
}
