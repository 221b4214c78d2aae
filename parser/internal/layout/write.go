package layout

import "strings"

// A mode is what became of a group.
type mode uint8

const (
	flat mode = iota
	hugged
	broken
)

// write writes the stream, which was measured.
func (p *Printer) write() {
	for o := range p.ops.forward {
		in := p.frames[len(p.frames)-1]
		switch o.kind {
		case opText, opLit:
			p.put(o)
		case opIfBroken:
			if in == broken {
				p.put(o)
			}
		case opIfFlat:
			if in != broken {
				p.put(o)
			}
		case opSpace:
			p.gap()
		case opGroup:
			p.frames = append(p.frames, p.group(o, in))
		case opHug:
			p.frames = append(p.frames, p.hug(o, in))
		case opEnd:
			p.frames = p.frames[:len(p.frames)-1]
		case opIndent:
			if in == broken {
				p.level++
			}
		case opDedent:
			if in == broken {
				p.level--
			}
		case opLine, opFill, opSoftline:
			p.place(o, in)
		case opBlank:
			p.blank = in == broken
		case opTrailing, opComment:
			p.comment(o)
		}
	}
}

// fits reports whether so many columns fit on the rest of the line.
func (p *Printer) fits(columns uint32) bool {
	at := p.column
	if p.space {
		at++
	}
	return at+int(columns) <= p.width
}

// deep reports whether the lines here are indented so far that only comments
// break them.
func (p *Printer) deep() bool { return p.indentation() == maxIndent }

// indentation returns the column at which lines begin.
func (p *Printer) indentation() int { return min(p.level*indentWidth, maxIndent) }

func (p *Printer) group(o *op, outer mode) mode {
	switch {
	case o.flags&hard != 0:
		return broken
	case outer == flat || p.deep():
		return flat
	case o.flags&Force != 0, o.flags&Target != 0 && outer == hugged, !p.fits(o.n):
		return broken
	}
	return flat
}

func (p *Printer) hug(o *op, outer mode) mode {
	flags := o.flags
	if p.deep() {
		flags &^= Force | lastForce
	}
	switch {
	case outer == flat:
		return flat
	case flags&(Force|hard) != 0:
		return broken
	case flags&(lastForce|lastHard) == 0 && (p.fits(o.n) && (flags&Target == 0 || outer != hugged) || p.deep()):
		return flat
	case p.fits(o.at):
		return hugged
	}
	return broken
}

// place passes a place where the line may be broken.
func (p *Printer) place(o *op, in mode) {
	breaks := in == broken
	if o.kind == opFill && breaks {
		breaks = p.blank || p.column+1+int(o.n) > p.width
	}
	switch {
	case breaks || p.commented:
		p.newline()
	case o.kind != opSoftline:
		p.gap()
	}
}

// gap puts a space before what comes next on the line, if there will be
// something and something was.
func (p *Printer) gap() {
	if !p.lineStart && !p.commented {
		p.space = true
	}
}

func (p *Printer) newline() {
	p.out = append(p.out, '\n')
	p.line++
	if p.blank {
		p.out = append(p.out, '\n')
		p.line++
	}
	p.lineStart, p.space, p.blank, p.commented = true, false, false, false
	p.column = p.indentation()
}

// put writes a piece.
func (p *Printer) put(o *op) {
	p.begin()
	p.out = append(p.out, p.piece(o)...)
	p.column += int(o.width)
}

// begin goes to where the next piece is written.
func (p *Printer) begin() {
	if p.commented {
		p.newline()
	}
	switch {
	case p.lineStart:
		p.column = p.indentation()
		p.indented = p.column
		p.pad(p.column)
	case p.space:
		p.out = append(p.out, ' ')
		p.column++
	}
	p.lineStart, p.space = false, false
}

func (p *Printer) pad(columns int) {
	const spaces = "                                                "
	for ; columns > len(spaces); columns -= len(spaces) {
		p.out = append(p.out, spaces...)
	}
	p.out = append(p.out, spaces[:columns]...)
}

// A mark is where a comment stands behind something: in the output, and at
// which line and column. Lines are compared with others of their indentation.
type mark struct{ at, line, column, indent int }

// comment writes a comment. The space before one that stands behind something
// is left to [Printer.aligned].
func (p *Printer) comment(o *op) {
	if o.kind == opTrailing && !p.lineStart && !p.commented {
		p.comments = append(p.comments, mark{len(p.out), p.line, p.column, p.indented})
	} else {
		if !p.lineStart {
			p.newline()
		}
		p.begin()
	}
	p.out = append(p.out, strings.TrimRight(p.piece(o), " \t")...)
	p.lineStart, p.space, p.commented = false, false, true
}

const (
	beforeComment = 2  // spaces before a comment behind something, at least
	maxSpread     = 40 // more columns than this are never put before one
)

// aligned returns what was written with the comments behind things on
// neighbouring lines below each other, unless the lines before them differ too
// much in length.
func (p *Printer) aligned() string {
	if len(p.comments) == 0 {
		return string(p.out)
	}
	columns := alignment(p.comments)
	size := len(p.out)
	for i, c := range p.comments {
		size += columns[i] - c.column
	}
	b := p.out
	p.out = make([]byte, 0, size)
	from := 0
	for i, c := range p.comments {
		p.out = append(p.out, b[from:c.at]...)
		p.pad(columns[i] - c.column)
		from = c.at
	}
	return string(append(p.out, b[from:]...))
}

// alignment returns the column of every comment.
func alignment(comments []mark) []int {
	columns := make([]int, len(comments))
	for i := 0; i < len(comments); {
		least, most := comments[i].column, comments[i].column
		j := i + 1
		for ; j < len(comments) && comments[j].line == comments[j-1].line+1 && comments[j].indent == comments[i].indent; j++ {
			low, high := min(least, comments[j].column), max(most, comments[j].column)
			if high-low > maxSpread {
				break
			}
			least, most = low, high
		}
		for ; i < j; i++ {
			columns[i] = most + beforeComment
		}
	}
	return columns
}
