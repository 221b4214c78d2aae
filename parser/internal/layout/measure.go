package layout

import (
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// A measure is what is known of a group while it is read from its end.
type measure struct {
	total int   // columns of all that stands behind the group
	next  int   // columns of what stands behind it up to the next place to break
	flags Flags // of what is in it: Force and hard

	lastTotal, lastNext int   // of a hug: the same for its last part
	lastFlags           Flags // what is in that part
}

// most is the largest number of columns that is kept.
const most = 1 << 30

// measure finds how many columns every group takes where it is not broken,
// together with what cannot be parted from its end; and for every place what
// follows up to the next one.
func (p *Printer) measure() {
	total, next := 0, 0
	groups := append(p.measures[:0], measure{})
	for o := range p.ops.backward {
		g := &groups[len(groups)-1]
		switch o.kind {
		case opText, opLit:
			w := width(p.piece(o))
			o.width = uint16(min(w, 1<<16-1))
			total += w
			next += w
		case opIfFlat:
			o.width = uint16(o.n)
			total += int(o.n)
		case opIfBroken:
			o.width = uint16(o.n)
			next += int(o.n)
		case opSpace:
			total++
			next++
		case opLine, opFill, opSoftline:
			o.n = uint32(min(next, most))
			next = 0
			if o.kind != opSoftline {
				total++
			}
		case opTrailing, opComment:
			g.flags |= hard
			next = 0
		case opEnd:
			groups = append(groups, measure{total: total, next: next})
		case opLast:
			g.lastTotal, g.lastNext, g.lastFlags = total, next, g.flags
			g.flags = 0
		case opGroup, opHug:
			o.n = uint32(min(total-g.total+g.next, most))
			o.flags |= g.flags
			if o.kind == opHug {
				o.at = uint32(min(total-g.lastTotal+g.lastNext, most))
				o.flags |= g.lastFlags << lastShift
			}
			groups = groups[:len(groups)-1]
			groups[len(groups)-1].flags |= o.flags&(Force|hard) | g.lastFlags
		}
	}
	p.measures = groups
}

// lastShift is from the flags of a hug to those of its last part.
const lastShift = 2

// piece returns the text of an op that has one.
func (p *Printer) piece(o *op) string {
	if o.kind == opText || o.kind == opTrailing || o.kind == opComment {
		return p.text[o.at : o.at+o.n]
	}
	return p.extra.String()[o.at : o.at+o.n]
}

// width returns the columns that a text takes.
func width(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			for _, r := range s[i:] {
				n += diag.RuneWidth(r)
			}
			break
		}
		n++
	}
	return n
}
