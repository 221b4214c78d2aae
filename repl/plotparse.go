package repl

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// A PlotExpr is an expression of a [PlotRequest] and the text that its spans
// point into. X is nil where there is none.
type PlotExpr struct {
	X      parser.Expr
	Source *diag.Source
}

// text returns the expression's text on one line.
func (e PlotExpr) text() string {
	span := e.X.Span()
	return strings.Join(strings.Fields(e.Source.Text[span.Start:span.End]), " ")
}

// A PlotRequest is what the REPL's :plot and the command calx plot are asked
// to draw.
type PlotRequest struct {
	Series   []PlotExpr
	From, To PlotExpr // the ends of x; both or none
}

// maxPlotSeries bounds the expressions of one request.
const maxPlotSeries = 16

// ParsePlot reads
//
//	e[, e2 …] [from a to b]
//
// from a byte of the source on: expressions, in which x is the variable, and
// the range of x. The words from and to are no keywords of the language; they
// are read as such only where the language has no place for a name. The error
// is a [*diag.Error] or a [diag.List] with places in the source.
func ParsePlot(src *diag.Source, start int, o parser.Options) (*PlotRequest, error) {
	o.Directives, o.Continue = false, false
	p := plotParser{src: src, options: o}
	p.scan(start)
	whole, err := p.series(start, len(src.Text))
	if err == nil || len(p.words) == 0 {
		return whole, err
	}
	// The last word from is the most likely one, but a name may be from, too.
	tries := 0
	var first error
	for i := len(p.words) - 1; i >= 0; i-- {
		for j := i + 1; p.words[i].name == "from" && j < len(p.words) && tries < maxReadings; j++ {
			if p.words[j].name != "to" {
				continue
			}
			r, err := p.ranged(start, p.words[i].Span, p.words[j].Span)
			if err == nil {
				return r, nil
			}
			if tries++; first == nil {
				first = err
			}
		}
	}
	switch word := p.words[len(p.words)-1]; {
	case first != nil:
		return nil, first
	case word.name == "from":
		return nil, p.failf(word.Span, "write from and to: from -10 to 10", "from without to")
	default:
		return nil, p.failf(word.Span, "write from and to: from -10 to 10", "to without from")
	}
}

// maxReadings bounds how many places of from and to are tried.
const maxReadings = 16

// ranged reads a request whose range begins at certain words.
func (p *plotParser) ranged(start int, from, to diag.Span) (*PlotRequest, error) {
	r, err := p.series(start, from.Start)
	if err != nil {
		return nil, err
	}
	r.From.Source, r.To.Source = p.src, p.src
	if r.From.X, err = p.expr(from.End, to.Start, "the start of the range"); err == nil {
		r.To.X, err = p.expr(to.End, len(p.src.Text), "the end of the range")
	}
	return r, err
}

// ParsePlotExpr reads a source that is one expression.
func ParsePlotExpr(src *diag.Source, o parser.Options) (PlotExpr, error) {
	o.Directives, o.Continue = false, false
	p := plotParser{src: src, options: o}
	x, err := p.expr(0, len(src.Text), "an expression")
	return PlotExpr{x, src}, err
}

// A plotParser reads a request.
type plotParser struct {
	src     *diag.Source
	options parser.Options
	commas  []int       // where the expressions are separated
	words   []rangeWord // from and to, where a name cannot stand
}

// A rangeWord is the word from or to.
type rangeWord struct {
	name string
	diag.Span
}

func (p *plotParser) failf(span diag.Span, hint, format string, args ...any) error {
	return &diag.Error{Class: diag.Syntax, Code: "plot", Message: fmt.Sprintf(format, args...), Hint: hint, Span: span, Source: p.src}
}

// scan finds the tokens outside all brackets that separate the parts. That
// takes the lexer: commas and words also stand within strings and brackets.
func (p *plotParser) scan(start int) {
	lex := lexer.New(&diag.Source{Text: blank(p.src.Text, start, len(p.src.Text))})
	depth := 0
	before := lexer.EOF
	for {
		t := lex.Next()
		switch t.Kind {
		case lexer.EOF:
			return
		case lexer.LParen, lexer.LBracket, lexer.LBrace, lexer.FStringHead:
			depth++
		case lexer.RParen, lexer.RBracket, lexer.RBrace, lexer.FStringTail:
			depth--
		case lexer.Comma:
			if depth == 0 {
				p.commas = append(p.commas, t.Span.Start)
			}
		case lexer.Name:
			name := p.src.Text[t.Span.Start:t.Span.End]
			if depth == 0 && (name == "from" && startsPart(before) || endsOperand(before) && (name == "from" || name == "to")) {
				p.words = append(p.words, rangeWord{name, t.Span})
			}
		}
		if t.Kind != lexer.Newline {
			before = t.Kind
		}
	}
}

// startsPart reports whether a token stands before an expression: then one is
// missing if from follows.
func startsPart(k lexer.Kind) bool { return k == lexer.EOF || k == lexer.Comma }

// endsOperand reports whether a token may end an operand, so that no name can
// follow it. A percent sign may, or it is the operator.
func endsOperand(k lexer.Kind) bool {
	switch k {
	case lexer.Number, lexer.String, lexer.FString, lexer.FStringTail, lexer.Name, lexer.True, lexer.False, lexer.Null,
		lexer.RParen, lexer.RBracket, lexer.RBrace, lexer.Percent, lexer.Not, lexer.Superscript:
		return true
	}
	return false
}

// series reads the expressions that stand between two bytes of the source.
func (p *plotParser) series(start, end int) (*PlotRequest, error) {
	r := &PlotRequest{}
	for _, comma := range append(p.commas[:len(p.commas):len(p.commas)], end) {
		if comma > end {
			break
		}
		if len(r.Series) == maxPlotSeries {
			return nil, p.failf(diag.Span{Start: start, End: end}, "", "there are more than %d expressions to draw", maxPlotSeries)
		}
		x, err := p.expr(start, comma, "what is to be drawn")
		if err != nil {
			return nil, err
		}
		r.Series = append(r.Series, PlotExpr{x, p.src})
		start = comma + 1
	}
	return r, nil
}

// expr reads the expression between two bytes of the source.
func (p *plotParser) expr(start, end int, what string) (parser.Expr, error) {
	file, err := parser.ParseWith(&diag.Source{Text: blank(p.src.Text, start, end)}, p.options)
	if err != nil {
		for _, e := range diag.All(err) {
			e.Source = p.src
		}
		return nil, err
	}
	if len(file.Stmts) == 0 {
		at := diag.Span{Start: start, End: end}
		return nil, p.failf(at, "", "%s is missing", what)
	}
	if st, ok := file.Stmts[0].(*parser.ExprStmt); ok && len(file.Stmts) == 1 {
		return st.X, nil
	}
	return nil, p.failf(file.Stmts[0].Span().Join(file.Stmts[len(file.Stmts)-1].Span()), "", "%s has to be one expression", what)
}

// blank returns a text of which nothing but what stands between two bytes is
// left, in its place.
func blank(text string, start, end int) string {
	return strings.Repeat(" ", start) + text[start:end]
}
