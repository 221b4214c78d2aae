package main

import (
	"context"
	"os"

	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/repl"
)

// interactive reports whether the command line asks for the interactive mode:
// it names nothing to run, and there is somebody to talk to.
func (c *config) interactive(std streams) bool {
	return len(c.texts) == 0 && isTerminal(std.in) && isTerminal(std.out)
}

// runREPL is the interactive mode; all flags of scripts hold for it.
func runREPL(c *config, std streams) int {
	c.options.Limits = c.limits()
	session := eval.NewSession(c.options)
	session.SetDisplay(c.display())
	if len(c.bindings) > 0 {
		status := interruptible(std, func(ctx context.Context) (int, error) {
			in := newInput(ctx, std.in)
			defer in.close()
			r := &runner{config: c, ctx: &runContext{Context: ctx, timeout: c.timeout}, errors: newReporter(c, std.err)}
			r.ctx.start()
			if err := bind(r.ctx, session, c, in); err != nil {
				return r.badBinding(err)
			}
			return exitOK, nil
		})
		if status != exitOK {
			return status
		}
	}
	// Both are files: they are terminals.
	rc := repl.Config{In: std.in.(*os.File), Out: std.out.(*os.File), Timeout: c.timeout}
	rc.Eval, rc.Quiet = session, c.quiet
	switch c.color {
	case "always":
		rc.Color = 1
	case "never":
		rc.Color = -1
	}
	if c.json {
		o := &output{json: true, strings: c.strings}
		rc.Render = func(ctx context.Context, dst []byte, s *eval.Session, v eval.Value) ([]byte, error) {
			o.buf = dst
			err := o.render(ctx, s, v)
			return o.buf, err
		}
	}
	return repl.Run(rc)
}
