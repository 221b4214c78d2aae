package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/parser"
)

const checkDetails = `
Every file is checked on its own; without one standard input is, of a directory
every .calx file. Names that are bound when the script runs are given as for a
run, with -D, -S and --data, or with --var and perhaps their types:

    $ calx check --var price:number --var 'rates:list<number>' --var note offer.calx

Types are number, string, boolean, list, map, function, any, list<TYPE>,
map<TYPE> and, of what may be null, TYPE?.

Exit status: 0 nothing found, 1 errors (with --strict warnings, too), 2 wrong
usage.
`

// A checking is one run of calx check.
type checking struct {
	*config
	std              streams
	strict, together bool
	vars             []declaration
	names            *names
	session          *eval.Session // of files that are checked together
	shown            bool          // a finding was
	status           int
}

// A declaration is a name whose value is not known, and perhaps its type.
type declaration struct {
	name string
	typ  *eval.Type
}

func (c *checking) checkFlags() []flag {
	own := []flag{
		{"strict", "", "", "warnings count as errors", set(&c.strict)},
		{"together", "", "", "what a file defines is there for the next, as in a run of them all", set(&c.together)},
		{"json", "", "", "print a JSON object a finding", set(&c.json)},
		{"var", "", "NAME[:TYPE]", "a name that is bound when the script runs", c.setVar},
	}
	for _, f := range c.flags() {
		switch f.long {
		case "define", "string", "data", "color":
			own = append(own, f)
		}
	}
	return own
}

func (c *checking) setVar(s string) error {
	name, text, typed := strings.Cut(s, ":")
	if !isName(name) {
		return badName(name)
	}
	d := declaration{name, eval.AnyType}
	if typed {
		t, ok := eval.ParseType(strings.TrimSpace(text))
		if !ok {
			return usagef("there is no type %q", diag.Snippet(text)).suggest("write --var %s:number, or another type that calx help check names", name)
		}
		d.typ = t
	}
	c.vars = append(c.vars, d)
	return nil
}

// runCheck is calx check.
func runCheck(args []string, std streams) int {
	c := checking{config: newConfig(), std: std}
	files, status, ok := parseFiles("check", args, std, c.checkFlags())
	if !ok {
		return status
	}
	for _, name := range files {
		c.texts = append(c.texts, text{file: name})
	}
	if err := c.check(); err != nil {
		return fail(std, inCommand("check", err))
	}
	return interruptible(std, func(ctx context.Context) (int, error) { return c.files(ctx, files) })
}

func (c *checking) files(ctx context.Context, files []string) (status int, err error) {
	in := newInput(ctx, c.std.in)
	defer in.close()
	if c.names, err = readNames(ctx, c.config, in); err != nil {
		r := runner{errors: newReporter(c.config, c.std.err)}
		return r.badBinding(err)
	}
	for _, name := range files {
		src, err := readSource(name, in)
		if err == nil {
			err = c.file(src)
		} else if !errors.Is(err, context.Canceled) {
			c.status = max(c.status, fail(c.std, err))
			continue
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return 0, err
		}
	}
	if c.session != nil {
		return c.status, c.show(c.session.Undefined(), nil)
	}
	return c.status, nil
}

// newSession returns a session that knows the names of the command line.
func (c *checking) newSession() *eval.Session {
	s := eval.NewSession(eval.Options{Limits: c.limits()})
	c.names.bind(s)
	if len(c.vars) > 0 && len(c.names.keys) == 0 {
		s.Declare(allNames, eval.MapType)
	}
	for _, d := range c.vars {
		s.Declare(d.name, d.typ)
	}
	return s
}

// file checks one file and shows what was found. Of a text that does not parse
// nothing else is said: half of it may be missing.
func (c *checking) file(src *diag.Source) error {
	file, err := parser.ParseWith(src, parser.Options{Limits: sourceLimits, Directives: true})
	if err != nil {
		return c.show(diag.All(err), nil)
	}
	s := c.session
	if s == nil {
		s = c.newSession()
	}
	errs := s.Check(file, src)
	if c.together {
		c.session = s
	} else {
		errs = append(errs, s.Undefined()...)
	}
	return c.show(errs, warnings(file, src, errs))
}

// warnings returns the warnings of a file with these errors. Where a name is
// unknown, one that nothing uses is most likely the one that was meant.
func warnings(file *parser.File, src *diag.Source, errs diag.List) []diag.Warning {
	list := eval.Warnings(file, src)
	if !errors.Is(errs, diag.Name) {
		return list
	}
	return slices.DeleteFunc(list, func(w diag.Warning) bool { return strings.HasPrefix(w.Code, "unused-") })
}

// show shows errors and warnings in the order of the source.
func (c *checking) show(errs diag.List, warnings []diag.Warning) error {
	if len(errs) > 0 || c.strict && len(warnings) > 0 {
		c.status = max(c.status, exitFailed)
	}
	slices.SortStableFunc(errs, func(a, b *diag.Error) int { return a.Span.Start - b.Span.Start })
	out := &output{w: c.std.out}
	r := reporter{w: outputWriter{out}, color: c.colored(c.std.out)}
	for len(errs) > 0 || len(warnings) > 0 {
		if c.shown && !c.json {
			out.line()
		}
		c.shown = true
		if len(warnings) == 0 || len(errs) > 0 && errs[0].Span.Start <= warnings[0].Span.Start {
			e := errs[0]
			errs = errs[1:]
			if c.json {
				out.finding("error", e.Class.String(), diag.Warning{Code: e.Code, Message: e.Message, Hint: e.Hint, Span: e.Span, Source: e.Source})
			} else {
				r.report(e)
			}
			continue
		}
		if c.json {
			out.finding("warning", "", warnings[0])
		} else {
			r.warn(warnings[0])
		}
		warnings = warnings[1:]
	}
	out.flush()
	return out.err
}

// An outputWriter writes to what an output gathers.
type outputWriter struct{ *output }

func (w outputWriter) Write(p []byte) (int, error) {
	w.buf = append(w.buf, p...)
	return len(p), nil
}

// finding prints an error or warning as an object on a line.
func (o *output) finding(severity, class string, w diag.Warning) {
	line, column := w.Source.Position(w.Span.Start)
	endLine, endColumn := w.Source.Position(w.Span.End)
	o.buf = append(o.buf, `{"file":`...)
	o.buf = eval.AppendJSONString(o.buf, w.Source.Name)
	o.buf = fmt.Appendf(o.buf, `,"line":%d,"column":%d,"end_line":%d,"end_column":%d,"severity":"%s"`, line, column, endLine, endColumn, severity)
	for _, field := range [][2]string{{"class", class}, {"code", w.Code}, {"message", diag.Clean(w.Message, maxErrorLine)}, {"hint", diag.Clean(w.Hint, maxErrorLine)}} {
		if field[1] != "" {
			o.buf = fmt.Appendf(o.buf, `,"%s":`, field[0])
			o.buf = eval.AppendJSONString(o.buf, field[1])
		}
	}
	o.buf = append(o.buf, '}')
	o.line()
}
