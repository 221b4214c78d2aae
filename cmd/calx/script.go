package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
)

// A runner runs scripts, one after the other, in one session: what a file
// defines is there for the files and expressions after it.
type runner struct {
	config   *config
	session  *eval.Session
	ctx      *runContext
	out      *output
	errors   reporter
	failed   bool
	terminal bool // standard input is one
	typed    bool // statements come from a terminal: an error ends none but its own

	explainer *explainer // of calx explain, which shows more than the value
}

// runScripts does what the command line says and returns the exit status. Its
// error is one of the command, not of an expression.
func runScripts(ctx context.Context, c *config, std streams) (int, error) {
	c.options.Limits = c.limits()
	r := &runner{
		config:   c,
		session:  eval.NewSession(c.options),
		ctx:      &runContext{Context: ctx, timeout: c.timeout},
		out:      &output{w: std.out, terminal: isTerminal(std.out), json: c.json, strings: c.strings, mark: c.mark},
		errors:   newReporter(c, std.err),
		terminal: isTerminal(std.in),

		explainer: c.explainer,
	}
	r.session.SetDisplay(c.display())
	r.ctx.slow = r.out.flushWhole // whoever waits for a long evaluation sees what came before it
	in := newInput(ctx, std.in)
	defer in.close()
	r.ctx.start()
	if err := bind(r.ctx, r.session, c, in); err != nil {
		return r.badBinding(err)
	}
	texts := c.texts
	if len(texts) == 0 {
		texts = []text{{file: standardInput}}
		if !c.quiet && r.terminal {
			fmt.Fprintln(std.err, "calx: reading a script until Ctrl-D")
		}
	}
	for _, t := range texts {
		goOn, err := r.text(t, in)
		if err != nil || !goOn {
			return r.status(err)
		}
	}
	return r.status(nil)
}

// badBinding reports a name of the command line whose value cannot be read.
func (r *runner) badBinding(err error) (int, error) {
	if len(diag.All(err)) == 0 || errors.Is(err, context.Canceled) {
		return 0, err
	}
	r.errors.report(err)
	return exitUsage, nil
}

// status returns what to end with.
func (r *runner) status(err error) (int, error) {
	r.out.flush()
	switch {
	case err != nil:
		return 0, err
	case r.out.err != nil && !(r.failed && isBrokenPipe(r.out.err)):
		return 0, r.out.err
	case r.ctx.Context.Err() != nil:
		return exitInterrupted, nil
	case r.failed:
		return exitFailed, nil
	}
	return exitOK, nil
}

// text runs one file or expression and reports whether the run goes on.
func (r *runner) text(t text, stdin *input) (bool, error) {
	switch t.file {
	case "":
		return r.statements(strings.NewReader(t.expr), "-e")
	case standardInput:
		r.typed = r.terminal
		defer func() { r.typed = false }()
		goOn, err := r.statements(stdin, "<stdin>")
		return goOn, r.readFailure(t.file, err)
	}
	f, err := os.Open(t.file)
	if err != nil {
		return false, openError(t.file, err)
	}
	defer f.Close()
	in := newInput(r.ctx.Context, f)
	defer in.close()
	goOn, err := r.statements(in, t.file)
	return goOn, r.readFailure(t.file, err)
}

// readFailure is the error of a text that could not be read to its end. An
// interrupt, which ends reading too, has a status instead.
func (r *runner) readFailure(file string, err error) error {
	switch {
	case err == nil:
		return nil
	case r.ctx.Context.Err() == nil:
		return readError(file, err)
	case r.typed:
		io.WriteString(r.errors.w, "\n") // the terminal shows ^C; what comes next starts on a line
	}
	return nil
}

// openError is that of a file that cannot be opened. Whoever gave an
// expression for a file is told how to run it.
func openError(name string, err error) error {
	if errors.Is(err, os.ErrNotExist) && strings.ContainsAny(name, "+*^()=<>! ") {
		return usagef("cannot read %s: %v", name, cause(err)).suggest("to evaluate an expression: calx -e '%s'", diag.Snippet(name))
	}
	return readError(name, err)
}

// statements runs a text statement by statement, each as soon as its line is
// complete. Results are held back only while there is input to go on with.
func (r *runner) statements(in io.Reader, name string) (goOn bool, err error) {
	o := r.session.ParserOptions()
	o.BeforeRead = r.out.flush
	stream := parser.NewStream(in, name, o)
	for r.out.err == nil {
		st, src, err := stream.Next()
		if err == nil {
			if err = r.statement(st, src); r.explainer == nil {
				stream.Release()
			}
		}
		switch {
		case err == nil:
		case err == io.EOF:
			return true, nil
		case len(diag.All(err)) == 0:
			return false, err // of reading
		case !r.failure(err):
			return false, nil
		}
	}
	return false, nil
}

// statement runs one statement and prints its value.
func (r *runner) statement(st parser.Stmt, src *diag.Source) error {
	r.ctx.start()
	if r.explainer != nil {
		return r.explainer.statement(r, st, src)
	}
	v, printed, err := r.session.Exec(r.ctx, st, src)
	if err != nil || !printed {
		return err
	}
	if err := r.out.result(r.ctx, r.session, v); err != nil {
		return placed(err, st, src)
	}
	return nil
}

// placed gives an error of printing a value the place of its statement.
func placed(err error, st parser.Stmt, src *diag.Source) error {
	var e *diag.Error
	if !errors.As(err, &e) {
		return &diag.Error{Class: diag.Host, Code: "host", Message: err.Error(), Cause: err, Span: st.Span(), Source: src}
	}
	if e.Source == nil {
		e.Source, e.Span = src, st.Span()
	}
	return e
}

// failure reports a failed statement and whether the run goes on.
func (r *runner) failure(err error) bool {
	r.failed = true
	interrupted := r.ctx.Context.Err() != nil
	err = r.explained(err)
	if r.config.keepGoing && !interrupted {
		r.out.failure(diag.All(err)[0])
		return true
	}
	r.out.flush()
	r.errors.report(err)
	return r.typed && !interrupted
}

// explained says of a statement that was ended from outside what ended it.
func (r *runner) explained(err error) error {
	first := diag.All(err)[0]
	if first.Class != diag.Canceled {
		return err
	}
	e := *first
	if errors.Is(err, context.DeadlineExceeded) {
		e.Message = fmt.Sprintf("the statement took longer than %s", r.config.timeout)
	} else {
		e.Message = "interrupted"
	}
	return &e
}
