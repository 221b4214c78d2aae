package parser

import "strings"

// A separator is what stands between two parts where no comment does.
type separator uint8

const (
	sepNone separator = iota
	sepSpace
	sepLine
	sepSoft
	sepFill
)

func (f *formatter) separate(sep separator) {
	switch sep {
	case sepSpace:
		f.out.Space()
	case sepLine:
		f.out.Line()
	case sepSoft:
		f.out.Softline()
	case sepFill:
		f.out.Fill()
	}
}

// gap describes what stands between a part that ends at prev and the one that
// begins at next: comments, perhaps empty lines, and a separator.
func (f *formatter) gap(prev, next int, sep separator, blanks bool) {
	prev, sep, blanks = f.commentsBefore(next, prev, sep, blanks)
	if blanks {
		f.keepBlank(prev, next)
	}
	f.separate(sep)
}

// commentsBefore describes the comments before an offset. It returns where the
// last one ends, and with what the next part is then to be separated.
func (f *formatter) commentsBefore(next, prev int, sep separator, blanks bool) (int, separator, bool) {
	for f.commented(next) {
		c := f.comments[0]
		f.comments = f.comments[1:]
		if !f.ownLine(c.Start) {
			f.out.Comment(c.Start, c.End, true)
		} else {
			if blanks {
				f.keepBlank(prev, c.Start)
			}
			f.separate(sep)
			f.out.Comment(c.Start, c.End, false)
			sep, blanks = sepLine, true
		}
		prev = c.End
	}
	return prev, sep, blanks
}

// commented reports whether a comment stands before an offset that has not
// been described.
func (f *formatter) commented(next int) bool {
	return len(f.comments) > 0 && f.comments[0].Start < next
}

// stray describes comments in places where nobody would put one. A line of the
// source ends behind them, so it may end there, too.
func (f *formatter) stray(next int) { f.commentsBefore(next, 0, sepNone, false) }

// ownLine reports whether nothing stands on the line before a comment.
func (f *formatter) ownLine(at int) bool { return f.first(at, " \t;") }

// startsLine reports whether nothing stands before an offset on its line.
func (f *formatter) startsLine(at int) bool { return f.source && f.first(at, " \t") }

// first reports whether only such characters stand before an offset on its line.
func (f *formatter) first(at int, space string) bool {
	for at > 0 && strings.IndexByte(space, f.src[at-1]) >= 0 {
		at--
	}
	return at == 0 || f.src[at-1] == '\n' || f.src[:at] == "\uFEFF"
}

// keepBlank describes an empty line if there is one between two offsets, where
// nothing else stands but separators.
func (f *formatter) keepBlank(from, to int) {
	if !f.source {
		return
	}
	line := false
	for i := from; i < to; i++ {
		switch f.src[i] {
		case '\n':
			if line {
				f.out.Blank()
				return
			}
			line = true
		case ' ', '\t', '\r':
		default:
			line = false
		}
	}
}

// lineBetween reports whether a line ends between two offsets.
func (f *formatter) lineBetween(from, to int) bool {
	return f.source && strings.IndexByte(f.src[from:to], '\n') >= 0
}

// token returns where the first token at or behind an offset begins.
func (f *formatter) token(at int) int {
	for at < len(f.src) {
		switch f.src[at] {
		case ' ', '\t', '\r', '\n':
			at++
		case '#':
			for at < len(f.src) && f.src[at] != '\n' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// startOf and endOf are the ends of an expression's span, found without
// looking at both.
func startOf(x Expr) int {
	if u, ok := x.(*UnaryExpr); ok {
		return u.OpPos
	}
	return x.Span().Start
}

func endOf(x Expr) int {
	switch x := x.(type) {
	case *PostfixExpr:
		return x.OpAt.End
	case *MemberExpr:
		return x.Name.Where.End
	}
	return x.Span().End
}
