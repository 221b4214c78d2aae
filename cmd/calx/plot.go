package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/plot"
	"github.com/calx-lang/calx/repl"
)

const plotDetails = `
What is drawn are expressions in which x is the variable, functions, and lists
of numbers or of pairs [x, y]. An expression may say the range of x itself.
Without an expression, numbers are read from standard input, one or two a line.

    $ calx plot 'sin(x)' 'cos(x)' --from -pi --to pi
    $ calx plot 'sin(x), x - x^3/6 from -3 to 3' -o sine.svg
    $ calx plot '[3, 1, 4, 1, 5]'
    $ seq 100 | calx plot --as lines

An SVG picture has light and dark colours; its size is in pixels.
`

// A plotConfig is what the arguments of calx plot say.
type plotConfig struct {
	*config
	exprs         []string
	stdin         bool
	from, to      string
	width, height int
	output        string
	title         string
	kind          repl.PlotKind
	ascii         bool
}

// plotFlags is the table of flags of calx plot.
func (c *plotConfig) plotFlags() []flag {
	text := func(target *string) func(string) error {
		return func(s string) error {
			*target = s
			return nil
		}
	}
	own := []flag{
		{"eval", "e", "'EXPR'", "draw this too; for what begins with a minus sign", c.addExpr},
		{"from", "", "EXPR", "where x begins (-10)", text(&c.from)},
		{"to", "", "EXPR", "where x ends (10)", text(&c.to)},
		{"as", "", "KIND", "draw lists as bars, points or lines", c.setKind},
		{"output", "o", "FILE.svg", "write a picture; - is standard output", c.setOutput},
		{"title", "", "TEXT", "what stands above", text(&c.title)},
		{"width", "", "N", "columns of the terminal, or pixels of the picture", c.setSize("--width", &c.width)},
		{"height", "", "N", "rows, or pixels", c.setSize("--height", &c.height)},
		{"ascii", "", "", "draw without characters beyond ASCII", set(&c.ascii)},
	}
	for _, f := range c.flags() {
		switch f.long {
		case "precision", "rounding", "round-all", "exact", "define", "string", "data", "timeout",
			"max-steps", "max-digits", "max-memory", "safe", "color", "quiet":
			own = append(own, f)
		}
	}
	return own
}

func (c *plotConfig) setKind(s string) error {
	kind, ok := repl.ParsePlotKind(s)
	if !ok {
		return choice("--as", s, "auto", "bars", "points", "lines")
	}
	c.kind = kind
	return nil
}

func (c *plotConfig) setOutput(s string) error {
	if s != standardInput && !strings.EqualFold(filepath.Ext(s), ".svg") {
		return usagef("-o takes a file whose name ends in .svg, not %q", s).suggest("other tools make PNG of it: rsvg-convert chart.svg -o chart.png")
	}
	c.output = s
	return nil
}

// maxPlotSize bounds --width and --height.
const maxPlotSize = 10_000

func (c *plotConfig) setSize(flag string, target *int) func(string) error {
	return func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > maxPlotSize {
			return usagef("%s takes a number from 1 to %d, not %q", flag, maxPlotSize, s)
		}
		*target = n
		return nil
	}
}

// operand takes an expression, or - for standard input.
func (c *plotConfig) operand(arg string) error {
	if arg == standardInput {
		c.stdin = true
		return nil
	}
	return c.addExpr(arg)
}

func (c *plotConfig) addExpr(s string) error {
	c.exprs = append(c.exprs, s)
	return nil
}

// runPlot is calx plot.
func runPlot(args []string, std streams) int {
	c := &plotConfig{config: newConfig()}
	status, ok := parseCommand("plot", args, std, c.plotFlags(), c.operand)
	if !ok {
		return status
	}
	if err := c.check(std); err != nil {
		return fail(std, inCommand("plot", err))
	}
	return interruptible(std, func(ctx context.Context) (int, error) { return c.run(ctx, std) })
}

// check looks for arguments that do not go together, and decides whether
// standard input is read.
func (c *plotConfig) check(std streams) error {
	if (c.from == "") != (c.to == "") {
		return usagef("--from and --to go together")
	}
	if len(c.exprs) == 0 && !c.stdin {
		if isTerminal(std.in) {
			return usagef("there is nothing to draw").suggest("give an expression: calx plot 'sin(x)'")
		}
		c.stdin = true
	}
	if c.stdin { // so that data cannot be read from it as well
		c.texts = []text{{file: standardInput}}
	} else {
		c.texts = []text{{expr: "0"}}
	}
	return c.config.check()
}

// run draws. The error is one of the command, not of an expression.
func (c *plotConfig) run(ctx context.Context, std streams) (int, error) {
	c.options.Limits = c.limits()
	s := eval.NewSession(c.options)
	in := newInput(ctx, std.in)
	defer in.close()
	limited := &runContext{Context: ctx, timeout: c.timeout}
	limited.start()
	errs := newReporter(c.config, std.err)
	report := func(err error, status int) (int, error) {
		if len(diag.All(err)) == 0 {
			return 0, inCommand("plot", err)
		}
		errs.report(c.explained(err))
		return status, nil
	}
	if err := bind(limited, s, c.config, in); err != nil {
		return report(err, exitUsage)
	}
	p, err := c.plot(limited, s, in)
	if err != nil {
		return report(err, exitFailed)
	}
	text, err := c.draw(limited, p, std)
	if err != nil {
		return report(err, exitFailed)
	}
	if !c.quiet {
		for _, note := range append(p.Notes, p.Undefined()...) {
			io.WriteString(std.err, "calx: "+cleanLines(note)+"\n")
		}
	}
	return exitOK, c.write(text, std)
}

// explained says of an evaluation that was ended from outside what ended it.
func (c *plotConfig) explained(err error) error {
	first := diag.All(err)[0]
	if first.Class != diag.Canceled {
		return err
	}
	e := *first
	e.Message = "interrupted"
	if errors.Is(err, context.DeadlineExceeded) {
		e.Message = "the drawing took longer than " + c.timeout.String()
	}
	return &e
}

// plot reads the expressions and the numbers.
func (c *plotConfig) plot(ctx context.Context, s *eval.Session, in io.Reader) (*repl.Plot, error) {
	request := &repl.PlotRequest{}
	for _, text := range c.exprs {
		r, err := repl.ParsePlot(&diag.Source{Text: text}, 0, s.ParserOptions())
		if err != nil {
			return nil, err
		}
		request.Series = append(request.Series, r.Series...)
		if r.From.X != nil {
			if request.From.X != nil {
				return nil, usagef("two expressions say a range of x")
			}
			request.From, request.To = r.From, r.To
		}
	}
	if c.from != "" {
		var err error
		if request.From, err = repl.ParsePlotExpr(&diag.Source{Name: "--from", Text: c.from}, s.ParserOptions()); err != nil {
			return nil, err
		}
		if request.To, err = repl.ParsePlotExpr(&diag.Source{Name: "--to", Text: c.to}, s.ParserOptions()); err != nil {
			return nil, err
		}
	}
	p, err := repl.NewPlot(ctx, s, request, c.kind)
	if err == nil && c.stdin {
		var points []plot.Point
		if points, err = readPoints(in); err == nil {
			p.AddPoints("standard input", points, c.kind)
		}
	}
	return p, err
}

// draw returns the picture, or the text for the terminal.
func (c *plotConfig) draw(ctx context.Context, p *repl.Plot, std streams) (string, error) {
	p.Chart.Title = c.title
	if c.output != "" {
		p.Chart.Width, p.Chart.Height = c.width, c.height
		if c.title == "" && len(p.Chart.Series) == 1 {
			p.Chart.Title = p.Chart.Series[0].Name
		}
		return p.SVG(ctx)
	}
	columns, rows := plotSize(std.out)
	if c.width > 0 {
		columns = c.width
	}
	if c.height > 0 {
		rows = c.height
	}
	theme := plot.Theme{}
	if c.colored(std.out) {
		if theme = repl.PlotTheme(os.Getenv); len(theme.Series) == 0 {
			theme = plot.Dark
		}
	}
	theme.ASCII = c.ascii || os.Getenv("TERM") == "dumb"
	return p.Text(ctx, columns, rows, theme)
}

// plotSize returns the columns and rows of a drawing: what the terminal has,
// but not more than is good to look at.
func plotSize(out any) (columns, rows int) {
	columns, rows = 80, 20
	if f, ok := out.(*os.File); ok {
		if w, h, err := term.GetSize(int(f.Fd())); err == nil && w > 0 && h > 0 {
			columns, rows = min(w, 160), min(max(h-2, 1), max(w/4, 10))
		}
	}
	return columns, rows
}

// write writes what was drawn to where it belongs.
func (c *plotConfig) write(text string, std streams) error {
	if c.output != "" && c.output != standardInput {
		if err := os.WriteFile(c.output, []byte(text), 0o666); err != nil {
			return &writeError{errors.New(c.output + ": " + cause(err).Error())}
		}
		return nil
	}
	if _, err := io.WriteString(std.out, text); err != nil {
		return &writeError{err}
	}
	return nil
}

// maxPlotLines bounds the numbers that are read.
const maxPlotLines = 200_000

// readPoints reads a number a line, or two with space, a comma or a semicolon
// between: x and y. Empty lines, and those that begin with #, are left out.
func readPoints(in io.Reader) ([]plot.Point, error) {
	var points []plot.Point
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if len(points) == maxPlotLines {
			return nil, usagef("there are more than %d numbers on standard input", maxPlotLines)
		}
		fields := strings.FieldsFunc(string(line), func(r rune) bool { return strings.ContainsRune(" \t,;", r) })
		point := plot.Point{X: number.FromInt64(int64(len(points)))}
		values := []*number.Number{&point.X, &point.Y}
		if len(fields) == 1 {
			values = values[1:]
		}
		if len(fields) > 2 {
			return nil, usagef("line %d of standard input has %d fields, not one number or two", n, len(fields))
		}
		for i, field := range fields {
			var ok bool
			if *values[i], ok = signed(field); !ok {
				return nil, usagef("line %d of standard input: %s is no number", n, diag.Quote(field))
			}
		}
		points = append(points, point)
	}
	switch err := lines.Err(); {
	case err != nil:
		return nil, readError(standardInput, err)
	case len(points) == 0:
		return nil, usagef("there are no numbers on standard input").suggest("give an expression: calx plot 'sin(x)'")
	}
	return points, nil
}

// signed reads a literal with an optional sign.
func signed(s string) (number.Number, bool) {
	digits := strings.TrimPrefix(s, "+")
	neg := strings.HasPrefix(digits, "-")
	n, err := number.Parse(strings.TrimPrefix(digits, "-"), 0)
	if err == nil && neg {
		n, err = new(number.Context).Neg(n)
	}
	return n, err == nil
}
