// Package layout breaks text into lines of a bounded width. It knows nothing
// of calx.
//
// The text is described to a [Printer] as a stream of pieces, of places where a
// line may be broken, and of groups: a group that fits on the rest of its line
// stays on it, and of one that does not every place of its own is broken, those
// of the groups within it being decided anew. This is the algorithm of Oppen,
// "Prettyprinting" (ACM TOPLAS 2(4), 1980), without its bounded buffer: one
// pass from the end measures the groups, one from the start writes. Both take
// time in proportion to the stream, and so does what is written, since lines
// are not indented beyond a limit.
package layout

import (
	"math"
	"strings"
)

// A Printer takes the description of a text and writes it. The zero value is
// no use: see [New].
type Printer struct {
	width     int             // columns that lines should not go beyond
	text      string          // what Text refers to
	extra     strings.Builder // what Lit was given
	ops       stream
	out       []byte
	column    int  // of what comes next
	level     int  // of indentation
	line      int  // lines that were ended
	indented  int  // column at which the line begins
	lineStart bool // nothing stands on the line
	space     bool // one is due before what comes next on the line
	blank     bool // the next end of a line is followed by an empty one
	commented bool // the line ends in a comment: nothing else can stand on it
	frames    []mode
	measures  []measure
	comments  []mark
}

const (
	indentWidth = 2
	// maxIndent is the column from which on no group is broken but by a comment,
	// and lines are not indented further. Without a limit, text within a thousand
	// brackets would become a thousand times as long.
	maxIndent = 40
)

// New returns a printer of lines of so many columns, for pieces of a text of
// at most [MaxText] bytes.
func New(text string, width int) *Printer {
	return &Printer{width: width, text: text, lineStart: true, frames: []mode{broken}}
}

// MaxText is the length of the longest text that a printer can take.
const MaxText = math.MaxInt32

// Unbounded is a width that every line has.
const Unbounded = 1 << 29

// An op is one instruction of the stream.
type op struct {
	kind  kind
	flags Flags
	width uint16 // columns of a piece
	at    uint32 // where a piece begins; columns of a hug up to where it can be broken
	n     uint32 // length of a piece; columns of a group; to the next place behind one
}

// A stream is a list of instructions in pieces, so that a long one is never
// copied to make room.
type stream struct {
	full [][]op // pieces before the last one
	last []op
}

const pieceLength = 1 << 12

func (s *stream) add(o op) {
	if len(s.last) == pieceLength {
		s.full = append(s.full, s.last)
		s.last = make([]op, 0, pieceLength)
	}
	s.last = append(s.last, o)
}

func (s *stream) reset() {
	clear(s.full)
	s.full, s.last = s.full[:0], s.last[:0]
}

// backward and forward yield the instructions.
func (s *stream) backward(yield func(*op) bool) {
	piece := s.last
	for i := len(s.full); ; {
		for j := len(piece) - 1; j >= 0; j-- {
			if !yield(&piece[j]) {
				return
			}
		}
		if i == 0 {
			return
		}
		i--
		piece = s.full[i]
	}
}

func (s *stream) forward(yield func(*op) bool) {
	for _, piece := range s.full {
		for j := range piece {
			if !yield(&piece[j]) {
				return
			}
		}
	}
	for j := range s.last {
		if !yield(&s.last[j]) {
			return
		}
	}
}

type kind uint8

const (
	opText kind = iota // a piece of text
	opLit              // a piece of extra
	opSpace
	opGroup
	opHug
	opLast // the last part of a hug begins
	opEnd  // of a group or hug
	opIndent
	opDedent
	opLine
	opSoftline
	opFill
	opIfBroken
	opIfFlat
	opBlank
	opTrailing // a comment behind something
	opComment  // a comment on a line of its own
)

// Flags say how a group is to be laid out.
type Flags uint8

const (
	// Force breaks a group even if it fits, except where text is indented so
	// far that nothing is broken.
	Force     Flags = 1 << iota
	hard            // there is a comment in the group; of a hug, before its last part
	lastForce       // there is a group to be broken in the last part of the hug
	lastHard        // there is a comment in the last part of the hug
	// Target is the group that is broken when the hug around it is hugged.
	Target
)

// Text adds the piece of the text from start to end. No piece holds a newline.
func (p *Printer) Text(start, end int) {
	p.ops.add(op{kind: opText, at: uint32(start), n: uint32(end - start)})
}

// Lit adds a piece that is not in the text.
func (p *Printer) Lit(s string) {
	p.lit(opLit, s)
}

func (p *Printer) lit(k kind, s string) {
	p.ops.add(op{kind: k, at: uint32(p.extra.Len()), n: uint32(len(s))})
	p.extra.WriteString(s)
}

func (p *Printer) add(k kind) { p.ops.add(op{kind: k}) }

// Space adds a space, which is left out at the ends of lines.
func (p *Printer) Space() { p.add(opSpace) }

// Group begins a group, which [Printer.End] ends.
func (p *Printer) Group(f Flags) { p.ops.add(op{kind: opGroup, flags: f}) }

// Hug begins a group that has a third way besides those of other groups: where
// everything before [Printer.Last] fits on the line, only the group behind it
// that is marked [Target] is broken:
//
//	f(a, x => (
//	  …
//	))
func (p *Printer) Hug(f Flags) { p.ops.add(op{kind: opHug, flags: f}) }

// Last begins the last part of a hug.
func (p *Printer) Last() { p.add(opLast) }

// End ends a group or hug.
func (p *Printer) End() { p.add(opEnd) }

// Indent indents lines that begin behind it if the group is broken, up to
// [Printer.Dedent] in the same group.
func (p *Printer) Indent() { p.add(opIndent) }

// Dedent ends an indentation.
func (p *Printer) Dedent() { p.add(opDedent) }

// Line adds a place to break the line, a space where it is not broken. Outside
// of all groups it is always broken.
func (p *Printer) Line() { p.add(opLine) }

// Softline adds a place to break the line, nothing where it is not broken.
func (p *Printer) Softline() { p.add(opSoftline) }

// Fill adds a place like [Printer.Line], which in a broken group is broken
// only if what comes up to the next place does not fit.
func (p *Printer) Fill() { p.add(opFill) }

// IfBroken adds a piece that is there only if the group is broken.
func (p *Printer) IfBroken(s string) { p.lit(opIfBroken, s) }

// IfFlat adds a piece that is there only if the group is not broken.
func (p *Printer) IfFlat(s string) { p.lit(opIfFlat, s) }

// Blank makes the next break of a line leave an empty line.
func (p *Printer) Blank() { p.add(opBlank) }

// Comment adds a comment, the piece of the text from start to end, behind what
// stands before it or on a line of its own. Whatever follows comes on the next
// line, and every group around it is broken.
func (p *Printer) Comment(start, end int, trailing bool) {
	k := opComment
	if trailing {
		k = opTrailing
	}
	p.ops.add(op{kind: k, at: uint32(start), n: uint32(end - start)})
}

// Flush writes what was described. No group may be open.
func (p *Printer) Flush() {
	p.measure()
	p.write()
	p.ops.reset()
	if p.extra.Len() > keepExtra {
		p.extra.Reset()
	}
}

// keepExtra bounds what is kept of pieces that were written.
const keepExtra = 1 << 16

// String returns what was written, with a newline at its end unless it is empty.
func (p *Printer) String() string {
	p.Flush()
	if len(p.out) == 0 {
		return ""
	}
	if !p.lineStart || p.commented {
		p.out = append(p.out, '\n')
	}
	return p.aligned()
}
