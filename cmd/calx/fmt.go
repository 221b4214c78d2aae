package main

import (
	"errors"
	"io"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

const fmtDetails = `
Only white space changes, with the commas and semicolons that line breaks call
for: a program stays the same. Without a file standard input is read; of a
directory every .calx file. The text goes to standard output, unchanged if it
has errors.

Exit status: 0 all well, 1 errors in a text, or -l or -d found something to
change, 2 wrong usage.
`

// A formatting is one run of calx fmt.
type formatting struct {
	std               streams
	errors            reporter
	write, list, diff bool
	status            int
}

func (f *formatting) flags() []flag {
	return []flag{
		{"write", "w", "", "rewrite the files that change", set(&f.write)},
		{"list", "l", "", "list the files that would change", set(&f.list)},
		{"diff", "d", "", "show what would change", set(&f.diff)},
	}
}

// runFmt is calx fmt.
func runFmt(args []string, std streams) int {
	f := formatting{std: std, errors: newReporter(newConfig(), std.err)}
	files, status, ok := parseFiles("fmt", args, std, f.flags())
	if !ok {
		return status
	}
	if f.write && slices.Contains(files, standardInput) {
		return fail(std, usagef("standard input cannot be rewritten").suggest("leave -w out, or name the files"))
	}
	for _, name := range files {
		if err := f.file(name); err != nil {
			return fail(std, err)
		}
	}
	return f.status
}

// fails raises the status to end with.
func (f *formatting) fails(status int) { f.status = max(f.status, status) }

// file formats one file. Its error is one that ends the run.
func (f *formatting) file(name string) error {
	src, err := readSource(name, f.std.in)
	if err != nil {
		f.fails(fail(f.std, err))
		return nil
	}
	text, err := parser.FormatWith(src, sourceLimits)
	if err != nil {
		f.errors.report(err)
		f.fails(exitFailed)
		// Of a text that is too long only the beginning was read; what has errors
		// can be anything, and a terminal would obey it.
		if f.write || f.list || f.diff || errors.Is(err, diag.Limit) || isTerminal(f.std.out) {
			return nil
		}
	}
	if !f.write && !f.list && !f.diff {
		return f.show(text)
	}
	if text == src.Text {
		return nil
	}
	if f.list {
		err = f.show(src.Name + "\n")
	}
	if f.diff && err == nil {
		err = f.show(unifiedDiff(src.Name, src.Text, text))
	}
	if !f.write {
		f.fails(exitFailed)
	} else if failed := rewriteSource(name, src, text); failed != nil {
		f.fails(fail(f.std, failed))
	}
	return err
}

func (f *formatting) show(text string) error {
	if _, err := io.WriteString(f.std.out, text); err != nil {
		return &writeError{err}
	}
	return nil
}

// rewriteSource replaces the text of a file by its layout. That the layout is
// the same program is what the formatter promises, and is tested; but nobody
// has a copy of the file, so it is checked once more.
func rewriteSource(name string, src *diag.Source, text string) error {
	o := parser.Options{Limits: sourceLimits, Directives: true}
	before, _ := parser.ParseWith(src, o)
	after, err := parser.ParseWith(&diag.Source{Text: text}, o)
	if err != nil || !sameTrees(before, after) {
		return &rewriteError{name, errors.New("its layout would be another program, which is a fault of calx")}
	}
	if err := rewrite(name, text); err != nil {
		return &rewriteError{name, err}
	}
	return nil
}

// A rewriteError says that a file cannot be rewritten.
type rewriteError struct {
	file string
	err  error
}

func (e *rewriteError) Error() string {
	return "cannot rewrite " + e.file + ": " + cause(e.err).Error()
}
func (e *rewriteError) Unwrap() error { return e.err }

func sameTrees(a, b *parser.File) bool {
	return slices.EqualFunc(a.Stmts, b.Stmts, func(s, t parser.Stmt) bool { return parser.Sexpr(s) == parser.Sexpr(t) })
}

// parseFiles reads the arguments of a command that takes flags and sources.
func parseFiles(command string, args []string, std streams, table []flag) (files []string, status int, ok bool) {
	var names []string
	status, ok = parseCommand(command, args, std, table, func(name string) error {
		names = append(names, name)
		return nil
	})
	if !ok {
		return nil, status, false
	}
	files, err := expandFiles(command, names, std)
	if err != nil {
		return nil, fail(std, err), false
	}
	return files, exitOK, true
}
