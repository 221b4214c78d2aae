package parser

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser/internal/layout"
)

// formatWidth is how many columns a line of the canonical layout has, unless
// it holds something that cannot be broken.
const formatWidth = 100

// Format returns a program in the canonical layout, which depends only on its
// tokens and comments and on few choices of its author:
//
//   - One statement a line, lines of up to 100 columns, two spaces for each
//     level of indentation, a newline at the end. A construct that does not fit
//     is broken at its outermost operators, commas or brackets.
//   - Spaces around operators but for ^ and, mostly, the .. of ranges; none
//     within brackets.
//   - Comments stay where they are: on lines of their own or behind what they
//     stand behind. Those on neighbouring lines are aligned.
//   - Of several empty lines one is kept, between statements and between the
//     elements of what is broken.
//   - Brackets, pipes, blocks and choices that were broken stay broken, even if
//     they would fit on a line; of brackets the first break decides.
//
// All else is left as it is written: parentheses, numbers, strings, the
// spelling of operators. Parsing the result gives the same tree, and formatting
// it the same text. Directives are allowed.
//
// A text with errors is returned unchanged, with what [ParseWith] says of it.
func Format(src *diag.Source) (string, error) { return FormatWith(src, Limits{}) }

// FormatWith is [Format] for texts within other limits.
func FormatWith(src *diag.Source, l Limits) (string, error) { return format(src, l, formatWidth) }

// format lays a text out in lines of a width.
func format(src *diag.Source, l Limits, width int) (string, error) {
	if len(src.Text) > layout.MaxText {
		return src.Text, sourceTooLong(src, layout.MaxText)
	}
	file, err := ParseWith(src, Options{Limits: l, Directives: true, Comments: true})
	if err != nil {
		return src.Text, err
	}
	f := formatter{out: layout.New(src.Text, width), source: true, src: src.Text, comments: file.Comments}
	f.file(file)
	return f.out.String(), nil
}

// FormatNode returns a statement or an expression in the canonical layout of
// [Format], without a newline at the end. It needs no source, and so keeps
// neither comments nor the spelling of strings and operators. It adds the
// parentheses that a tree needs which was not made by the parser; apart from
// these, parsing the result gives the same tree.
func FormatNode(n Node) string {
	f := formatter{out: layout.New("", formatWidth)}
	return f.node(n)
}

// formatFlat is FormatNode on one line, whatever its length.
func formatFlat(n Node) string {
	f := formatter{out: layout.New("", layout.Unbounded)}
	return f.node(n)
}

func (f *formatter) node(n Node) string {
	switch n := n.(type) {
	case Stmt:
		f.stmt(n)
	case Expr:
		f.expr(n, LevelExpr)
	}
	s := f.out.String()
	return s[:max(len(s)-1, 0)]
}

// A formatter describes a tree to a printer. What is written follows the order
// of the source, so that a comment finds its place by its offset.
type formatter struct {
	out      *layout.Printer
	source   bool   // the tree was read from src, which has the spelling of its tokens
	src      string // the source's text
	comments []diag.Span
	bracket  bool         // newlines are white space, as within brackets
	target   layout.Flags // of the next bracket: the one to break when a call is hugged
}

// file describes statements, each of which is written before the next one, so
// that a long file does not need a long description.
func (f *formatter) file(file *File) {
	prev, sep := 0, sepNone
	for _, s := range file.Stmts {
		at := s.Span()
		f.gap(prev, at.Start, sep, sep != sepNone)
		f.stmt(s)
		f.out.Flush()
		prev, sep = at.End, sepLine
	}
	f.commentsBefore(len(f.src), prev, sep, sep != sepNone)
}

func (f *formatter) stmt(s Stmt) {
	switch s := s.(type) {
	case *ExprStmt:
		f.expr(s.X, LevelExpr)
	case *AssignStmt:
		f.ident(&s.Name)
		f.out.Space()
		f.out.Lit("=")
		f.value(s.Value)
	case *FuncStmt:
		f.ident(&s.Name)
		f.params(s)
		f.out.Space()
		f.out.Lit("=")
		if unbreakable(s.Body) {
			f.below(s.Body) // on the same line it would break the parameters
		} else {
			f.value(s.Body)
		}
	case *DirectiveStmt:
		f.leaf(diag.Span{Start: s.Where.Start, End: s.Where.Start + 1 + len(s.Name)}, ":"+s.Name)
		if s.Arg != "" {
			f.out.Space()
			f.leaf(s.ArgSpan, s.Arg)
		}
	}
}

// leaf describes a token; text is what it is without a source.
func (f *formatter) leaf(at diag.Span, text string) {
	if !f.source {
		f.out.Lit(text)
		return
	}
	f.stray(at.Start)
	f.out.Text(at.Start, at.End)
}

func (f *formatter) ident(n *Ident) { f.leaf(n.Where, n.Name) }

// value describes what stands behind an = or => or a colon: on the same line
// if it has brackets that can be broken, else on the next line where it does
// not fit.
func (f *formatter) value(x Expr) {
	if f.breaksWithin(x) {
		f.next(x)
		return
	}
	f.below(x)
}

// next describes an expression behind something on the same line, unless there
// is a comment between.
func (f *formatter) next(x Expr) {
	if f.commented(startOf(x)) {
		f.below(x)
		return
	}
	f.out.Space()
	f.expr(x, LevelExpr)
}

// below describes an expression that stands on a line of its own where it does
// not fit behind what stands before it. Of several choices then each gets one.
func (f *formatter) below(x Expr) {
	choice, ok := x.(*CondExpr)
	several := ok && len(choice.Branches) > 1
	if several {
		f.out.Group(f.condFlags(choice))
	} else {
		f.out.Group(0)
	}
	f.out.Indent()
	f.gap(0, startOf(x), sepLine, false)
	if several {
		f.branches(choice, true)
	} else {
		f.own(x)
	}
	f.out.Dedent()
	f.out.End()
}

// unbreakable reports whether an expression is one token.
func unbreakable(x Expr) bool {
	switch x.(type) {
	case *Ident, *NumberLit, *StringLit, *InterpolatedString:
		return true
	}
	return false
}

// breaksWithin reports whether an expression reads well when it begins on a
// line and is broken somewhere within it, or cannot be broken at all.
func (f *formatter) breaksWithin(x Expr) bool {
	switch x := x.(type) {
	case *BinaryExpr:
		return !spaced(x) || f.shortBesideBracket(x.Operands)
	case *CompareExpr:
		return f.shortBesideBracket(x.Operands)
	case *CondExpr:
		return false
	case *UnaryExpr:
		return x.Op != lexer.NotKw && f.breaksWithin(x.X)
	}
	return true
}
