package main

import (
	"context"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
)

const explainDetails = `
Shows every part of an expression with its value, where digits were lost and
why, which alternatives were not evaluated, and where an error began. Of a
script every statement is explained.

    $ calx explain '100 / 3 * 3'
    $ calx explain -D price=19.99 -D qty=3 'price * qty * (1 - 15%)'
    $ calx explain --data order.json invoice.calx

An argument is an expression, unless it ends in .calx or begins with ./ or /;
without one, a script is read from standard input.
`

// An explainer shows the explanations of statements.
type explainer struct {
	width int // of the text, in columns
	shown int // explanations so far
}

// Widths of the text: what a terminal has, within these.
const (
	leastWidth   = 40
	usualWidth   = 80
	mostWidth    = 120
	maxTextWidth = 1000 // of --width
)

// explainFlags is the table of flags of calx explain.
func explainFlags(c *config) []flag {
	var list []flag
	for _, f := range c.flags() {
		switch f.long {
		case "eval":
			f.doc = "explain this expression or script; may be repeated"
		case "json":
			f.doc = "print a JSON object a statement, with the tree of its steps"
		case "places", "notation", "group", "mark", "version", "help":
			continue
		}
		list = append(list, f)
	}
	return append(list, flag{"width", "", "N", "columns of the text (those of the terminal, up to 120, or 80)", c.explainer.setWidth})
}

func (x *explainer) setWidth(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < leastWidth || n > maxTextWidth {
		return usagef("--width takes a number of columns from %d to %d, not %q", leastWidth, maxTextWidth, s)
	}
	x.width = n
	return nil
}

// runExplain is calx explain.
func runExplain(args []string, std streams) int {
	c := newConfig()
	c.explainer = &explainer{width: textWidth(std.out)}
	status, ok := parseCommand("explain", args, std, explainFlags(c), c.explainOperand)
	if !ok {
		return status
	}
	if err := c.check(); err != nil {
		return fail(std, inCommand("explain", err))
	}
	if len(c.texts) == 0 && isTerminal(std.in) {
		return fail(std, inCommand("explain", usagef("there is nothing to explain").suggest("give an expression: calx explain '1/3 * 3'")))
	}
	return interruptible(std, func(ctx context.Context) (int, error) { return runScripts(ctx, c, std) })
}

// textWidth is how wide a text for an output is to be.
func textWidth(out any) int {
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return min(max(w, leastWidth), mostWidth)
		}
	}
	return usualWidth
}

// explainOperand takes an expression or the name of a file. One that may be
// either is an error.
func (c *config) explainOperand(arg string) error {
	if arg == standardInput || strings.HasSuffix(arg, ".calx") || strings.HasPrefix(arg, "/") ||
		strings.HasPrefix(arg, "./") || strings.HasPrefix(arg, "../") {
		return c.operand(arg)
	}
	if info, err := os.Stat(arg); err == nil && info.Mode().IsRegular() {
		short := diag.Snippet(arg)
		return usagef("%s can be an expression or the file of that name", short).suggest("write ./%s or -e '%s'", short, short)
	}
	return c.setExpr(arg)
}

// statement explains one statement. Its error is reported as without
// explaining; the steps up to it are shown before.
func (x *explainer) statement(r *runner, st parser.Stmt, src *diag.Source) error {
	explanation, err := r.session.Explain(r.ctx, st, src)
	if explanation == nil || explanation.Root == nil {
		return err
	}
	if !r.config.quiet && !r.config.json {
		r.warn(st, src)
	}
	if e := x.print(r.out, explanation); e != nil && err == nil {
		return placed(e, st, src)
	}
	return err
}

// print prints an explanation: a JSON object on a line, or text, with an empty
// line before the next.
func (x *explainer) print(o *output, e *eval.Explanation) error {
	if o.err != nil {
		return nil
	}
	if o.json {
		start := len(o.buf)
		var err error
		if o.buf, err = e.AppendJSON(o.buf, o.strings); err != nil {
			o.buf = o.buf[:start]
			return err
		}
		o.line()
		return nil
	}
	if x.shown++; x.shown > 1 {
		o.buf = append(o.buf, '\n')
	}
	o.buf = append(o.buf, e.Text(x.width)...)
	o.line()
	return nil
}

// warn tells on standard error of what the text alone lets surprise.
func (r *runner) warn(st parser.Stmt, src *diag.Source) {
	file := &parser.File{Source: src, Stmts: []parser.Stmt{st}}
	for _, w := range eval.Warnings(file, src) {
		r.out.flush()
		r.errors.warn(w)
	}
}
