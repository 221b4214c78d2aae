package repl

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
	"github.com/calx-lang/calx/plot"
)

// PlotVariable is the variable of the expressions that are drawn.
const PlotVariable = "x"

// A PlotKind says how lists are drawn.
type PlotKind uint8

// The kinds.
const (
	AutoPlot  PlotKind = iota // bars for a short list of numbers, else points
	BarPlot                   // bars
	PointPlot                 // points
	LinePlot                  // points joined by lines
	numKinds  = iota
)

var plotKindNames = [numKinds]string{"auto", "bars", "points", "lines"}

// ParsePlotKind returns the kind of a name: auto, bars, points, lines.
func ParsePlotKind(name string) (PlotKind, bool) {
	for i, s := range plotKindNames {
		if s == name {
			return PlotKind(i), true
		}
	}
	return 0, false
}

const (
	// maxAutoBars is the longest list of numbers that is drawn as bars unless
	// another kind is asked for.
	maxAutoBars = 40
	// maxPlotPoints bounds the elements of a list that is drawn.
	maxPlotPoints = 200_000
	// plotTime is after which time curves are refined no further. A curve is
	// always sampled evenly, however long that takes.
	plotTime = time.Second
)

// A Plot is a chart of a session's expressions. Drawing it evaluates them.
type Plot struct {
	Chart plot.Chart
	Notes []string // remarks on how the request was read

	ctx     context.Context // of the drawing in hand
	session *eval.Session
	started time.Time
	curves  []*plotCurve
	fatal   error // ends the drawing
}

// A plotCurve is a series that is a function of x.
type plotCurve struct {
	expr  PlotExpr
	fn    eval.Value
	drawn bool  // it has a value somewhere
	err   error // why it has none, where it was asked first
}

// NewPlot evaluates what a request says besides functions of x: the ends of
// the range, lists, and constants. An expression that x stands in is a
// function of x; one that gives a function is called with x; a list of numbers
// is drawn over the indexes of its elements, and one of pairs [x, y] as points.
// Null is a gap. The error is a [*diag.Error] or a [diag.List].
func NewPlot(ctx context.Context, s *eval.Session, r *PlotRequest, kind PlotKind) (*Plot, error) {
	p := &Plot{session: s, ctx: ctx}
	p.Chart.Enough = p.enough
	if r.From.X != nil {
		if err := p.setRange(r); err != nil {
			return nil, err
		}
	}
	reads := false
	for _, e := range r.Series {
		reads = reads || readsVariable(e.X)
		if err := p.addSeries(e); err != nil {
			return nil, err
		}
	}
	if reads {
		p.shadowNote()
	}
	p.chooseKind(kind)
	return p, nil
}

// Exec evaluates an expression of a request.
func (p *Plot) exec(e PlotExpr) (eval.Value, error) {
	v, _, err := p.session.Exec(p.ctx, &parser.ExprStmt{X: e.X}, e.Source)
	return v, err
}

// setRange evaluates the ends of the range.
func (p *Plot) setRange(r *PlotRequest) error {
	var ends [2]number.Number
	for i, e := range []PlotExpr{r.From, r.To} {
		v, err := p.exec(e)
		if err != nil {
			return err
		}
		if ends[i], err = v.Number(); err != nil {
			return plotError(e, diag.Type, "an end of the range has to be a number, and this is a "+v.Kind().String(), "")
		}
	}
	if number.Cmp(ends[0], ends[1]) >= 0 {
		return plotError(r.To, diag.Value, "the range has to end above its start", "write the smaller end first: from -10 to 10")
	}
	p.Chart.X = plot.Range{Min: ends[0].WithRounded(false), Max: ends[1].WithRounded(false)}
	return nil
}

func plotError(e PlotExpr, class diag.Class, message, hint string) error {
	return &diag.Error{Class: class, Code: "plot", Message: message, Hint: hint, Span: e.X.Span(), Source: e.Source}
}

// readsVariable reports whether x stands in an expression, other than as the
// parameter of a function within it.
func readsVariable(x parser.Expr) bool {
	reads := false
	parser.Walk(x, func(n parser.Node) bool {
		switch n := n.(type) {
		case *parser.Ident:
			reads = reads || n.Name == PlotVariable
		case *parser.LambdaExpr:
			for _, p := range n.Params {
				if p.Name == PlotVariable {
					return false
				}
			}
		}
		return !reads
	})
	return reads
}

// shadowNote says that a name of the session is not what was drawn.
func (p *Plot) shadowNote() {
	v, ok := p.session.Get(PlotVariable)
	if !ok {
		return
	}
	what := "a " + v.Kind().String()
	if v.Kind() == eval.NumberKind {
		if text := v.String(); len(text) <= 20 {
			what = text
		}
	}
	p.Notes = append(p.Notes, "in a plot "+PlotVariable+" is the variable, whatever it stands for elsewhere (here "+what+")")
}

// addSeries makes a series of an expression.
func (p *Plot) addSeries(e PlotExpr) error {
	x := e.X
	if readsVariable(x) {
		x = &parser.LambdaExpr{Params: []parser.Ident{{Name: PlotVariable, Where: x.Span()}}, Body: x, Where: x.Span()}
	}
	v, err := p.exec(PlotExpr{x, e.Source})
	if err != nil {
		return err
	}
	switch v.Kind() {
	case eval.FunctionKind:
		p.addCurve(e, v)
		return nil
	case eval.NumberKind:
		n, _ := v.Number()
		p.add(plot.Series{Name: e.text(), F: func(number.Number) (number.Number, bool) { return n, true }})
		return nil
	case eval.ListKind:
		points, err := listPoints(e, v)
		p.add(plot.Series{Name: e.text(), Points: points})
		return err
	case eval.MapKind:
		return plotError(e, diag.Type, "a map cannot be drawn", "values(m) is the list of its values")
	}
	return plotError(e, diag.Type, "what is drawn has to be a number, a function of x or a list, and this is a "+v.Kind().String(), "")
}

func (p *Plot) add(s plot.Series) { p.Chart.Series = append(p.Chart.Series, s) }

// addCurve makes a series of a function.
func (p *Plot) addCurve(e PlotExpr, fn eval.Value) {
	c := &plotCurve{expr: e, fn: fn}
	p.curves = append(p.curves, c)
	p.add(plot.Series{Name: e.text(), F: func(x number.Number) (number.Number, bool) { return p.value(c, x) }})
}

// AddPoints adds points that come from elsewhere.
func (p *Plot) AddPoints(name string, points []plot.Point, kind PlotKind) {
	p.add(plot.Series{Name: name, Points: points})
	p.chooseKind(kind)
}

// value calls a function of x. Where that fails because of the x the function
// is not defined; everything else ends the drawing.
func (p *Plot) value(c *plotCurve, x number.Number) (y number.Number, ok bool) {
	if p.fatal != nil {
		return y, false
	}
	span := c.expr.X.Span()
	v, err := p.session.Call(p.ctx, c.expr.Source, span, c.fn, eval.NumberValue(x))
	switch {
	case err == nil && v.Kind() == eval.NumberKind:
		y, err = v.Number()
	case err == nil && v.IsNull():
		return y, false
	case err == nil:
		err = plotError(c.expr, diag.Type, "what is drawn has to be a number for every x, and this gives a "+v.Kind().String(), "")
	}
	if err == nil {
		c.drawn = true
		return y, true
	}
	if !errors.Is(err, diag.Math) && !errors.Is(err, diag.Value) && !errors.Is(err, diag.Limit) {
		p.fatal = err
	} else if c.err == nil {
		c.err = err
	}
	return y, false
}

// enough ends the refining of curves when it has taken its time.
func (p *Plot) enough() bool { return p.fatal != nil || time.Since(p.started) > plotTime }

// listPoints returns the elements of a list as points: numbers over their
// index, pairs as they are.
func listPoints(e PlotExpr, v eval.Value) ([]plot.Point, error) {
	n := v.Len()
	if n > maxPlotPoints {
		return nil, plotError(e, diag.Limit, fmt.Sprintf("a list of %d elements is too long to be drawn: at most %d", n, maxPlotPoints), "")
	}
	elems, err := v.List()
	if err != nil {
		return nil, plotError(e, diag.Host, err.Error(), "")
	}
	points := make([]plot.Point, 0, n)
	for i, elem := range elems {
		if elem.IsNull() {
			points = append(points, plot.Point{X: number.FromInt64(int64(i)), Gap: true})
			continue
		}
		point, ok := elementPoint(i, elem)
		if !ok {
			hint := ""
			if elem.Kind() == eval.MapKind {
				hint = "map(rows, r => r.key) is the list of one key's values"
			}
			return nil, plotError(e, diag.Type, "a list that is drawn has to hold numbers or pairs [x, y], and its element "+strconv.Itoa(i)+" is a "+elem.Kind().String(), hint)
		}
		points = append(points, point)
	}
	return points, nil
}

func elementPoint(i int, v eval.Value) (plot.Point, bool) {
	if y, err := v.Number(); err == nil {
		return plot.Point{X: number.FromInt64(int64(i)), Y: y}, true
	}
	if v.Kind() != eval.ListKind || v.Len() != 2 {
		return plot.Point{}, false
	}
	pair, err := v.List()
	if err != nil {
		return plot.Point{}, false
	}
	x, errX := pair[0].Number()
	y, errY := pair[1].Number()
	return plot.Point{X: x, Y: y}, errX == nil && errY == nil
}

// chooseKind decides how lists are drawn: as asked, or as bars if all of them
// are short and over whole numbers, and no curve is drawn beside them.
func (p *Plot) chooseKind(kind PlotKind) {
	as := map[PlotKind]plot.Kind{BarPlot: plot.Bars, PointPlot: plot.Dots, LinePlot: plot.Line}[kind]
	if kind == AutoPlot {
		as = plot.Bars
		for i := range p.Chart.Series {
			if s := &p.Chart.Series[i]; s.F != nil || len(s.Points) > maxAutoBars || !overIndexes(s.Points) {
				as = plot.Dots
			}
		}
	}
	for i := range p.Chart.Series {
		if s := &p.Chart.Series[i]; s.F == nil {
			s.Kind = as
		}
	}
}

func overIndexes(points []plot.Point) bool {
	for i := range points {
		if !points[i].X.IsInteger() || i > 0 && number.Cmp(points[i].X, points[i-1].X) <= 0 {
			return false
		}
	}
	return true
}

// Text draws the chart as text. The error says why nothing could be drawn, or
// what ended the drawing.
func (p *Plot) Text(ctx context.Context, columns, rows int, theme plot.Theme) (string, error) {
	p.begin(ctx)
	text := p.Chart.Text(columns, rows, theme)
	return text, p.end()
}

// SVG draws the chart as an SVG document.
func (p *Plot) SVG(ctx context.Context) (string, error) {
	p.begin(ctx)
	svg := p.Chart.SVG()
	return svg, p.end()
}

// Undefined returns a note for each curve that the last drawing shows nothing
// of.
func (p *Plot) Undefined() []string {
	var notes []string
	for _, c := range p.curves {
		if !c.drawn {
			notes = append(notes, diag.Snippet(c.expr.text())+" has no value in this range")
		}
	}
	return notes
}

func (p *Plot) begin(ctx context.Context) {
	p.ctx, p.started, p.fatal = ctx, time.Now(), nil
	for _, c := range p.curves {
		c.drawn, c.err = false, nil
	}
}

func (p *Plot) end() error {
	if p.fatal != nil {
		return p.fatal
	}
	var first error
	for _, c := range p.curves {
		if c.drawn || c.err == nil {
			return nil
		}
		if first == nil {
			first = c.err
		}
	}
	if len(p.curves) < len(p.Chart.Series) {
		return nil
	}
	return first
}

// PlotTheme returns the colours of a drawing by the environment, as [ThemeFor]
// does.
func PlotTheme(get func(string) string) plot.Theme { return plotTheme(ThemeFor(get)) }

func plotTheme(t Theme) plot.Theme {
	switch t {
	case Theme{}:
		return plot.Theme{}
	case Light:
		return plot.Light
	}
	return plot.Dark
}

// plotCommand is :plot.
func (s *Session) plotCommand(l cmdLine) bool {
	if l.arg == "" {
		return s.usage(l.name)
	}
	s.typed = &diag.Source{Text: l.text}
	r, err := ParsePlot(s.typed, l.at, s.parserOptions())
	var p *Plot
	if err == nil {
		p, err = NewPlot(s.ctx, s.eval, r, AutoPlot)
	}
	var text string
	if err == nil {
		columns, rows := s.size()
		text, err = p.Text(s.ctx, columns, min(max(rows-2, 1), max(columns/4, 10)), s.options.Plot)
	}
	if err != nil {
		s.fail(s.explained(err))
		return false
	}
	s.emit(Part{Picture, strings.TrimSuffix(text, "\n")})
	for _, note := range append(p.Notes, p.Undefined()...) {
		s.note(note)
	}
	return true
}
