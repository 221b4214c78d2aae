package eval

import (
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// What a REPL asks of a session and its values.

// Settings are the settings of the numbers in force.
type Settings struct {
	Precision       int // significant digits of rounded results
	Rounding        number.Rounding
	RoundAll, Exact bool
}

// Settings returns the settings in force; directives change them.
func (s *Session) Settings() Settings {
	n := &s.frame.num
	set := Settings{Precision: n.Precision, Rounding: n.Rounding, RoundAll: n.RoundAll, Exact: n.Exact}
	if set.Precision == 0 {
		set.Precision = number.DefaultPrecision
	}
	return set
}

// Names calls yield for every script-level name and its value, the oldest name
// first, until it returns false.
func (s *Session) Names(yield func(name string, v Value) bool) {
	for i, name := range s.unit.globals.names {
		if v := s.frame.globals[i]; s.unit.globals.info[i].bound && v.tag.kind != unboundKind && !yield(name, v) {
			return
		}
	}
}

// Clear forgets all names and results.
func (s *Session) Clear() {
	g, f := s.unit.globals, s.frame
	s.undo.clearing(s.results)
	s.results = nil
	for i := range g.info {
		if !g.info[i].bound {
			continue
		}
		s.undo.record(i, g.info[i], f.globals[i])
		g.info[i].bound = false
		f.globals[i] = unbound
	}
}

// Len returns the number of elements or entries of a list or map, of code
// points of a string, and 0 for other values.
func (v Value) Len() int {
	switch v.tag.kind {
	case ListKind:
		return v.list().len()
	case MapKind:
		return v.mapping().len()
	case StringKind:
		return runeCount(v.str())
	}
	return 0
}

// Definition returns the parameters and the text of the body of a function of
// the script; ok is false for other values, built-in functions included.
func (v Value) Definition() (params []string, body string, ok bool) {
	if v.tag.kind != FunctionKind || v.function().body == nil {
		return nil, "", false
	}
	b := v.function().body
	return slices.Clone(b.params), b.at.src.Text[b.at.start:b.at.end], true
}

// AppendShown appends the text of a result as a REPL shows it: as
// [Session.AppendText] does, but strings quoted. No more than limit bytes are
// written (none if limit is negative); whole tells whether that was enough.
func (s *Session) AppendShown(ctx context.Context, dst []byte, v Value, limit int) (text []byte, whole bool, err error) {
	p := printer{dst: dst, limit: math.MaxInt64, ctx: ctx, layout: s.layout(), base: s.display.Base}
	most := math.MaxInt
	if limit >= 0 {
		most = len(dst) + limit
		p.limit = int64(most) + numberRoom // it asks for more than a number may take
	}
	p.value(v, true)
	if p.err != nil && p.err != errTooLong {
		return p.dst, false, p.err
	}
	if p.err == nil && len(p.dst) <= most {
		return p.dst, true, nil
	}
	most = min(most, len(p.dst))
	for most > len(dst) && !utf8.RuneStart(p.dst[most-1]) {
		most-- // not within a character
	}
	return p.dst[:most], false, nil
}

// numberRoom is what a printer asks for before it writes a number of the
// inline lane.
const numberRoom = 64

// AppendSource appends source text of the value, in at most limit bytes; ok
// tells whether it fits and reads back. A number that is rounded reads back as
// an exact one.
func AppendSource(dst []byte, v Value, limit int) (text []byte, ok bool) {
	p := printer{dst: dst, limit: int64(len(dst) + limit)}
	p.value(v, true)
	return p.dst, p.err == nil && v.tag.kind != FunctionKind
}

// layout returns how numbers are shown, nil for their canonical text.
func (s *Session) layout() *number.Layout {
	d := s.display
	if d.Base = 0; d == PlainDisplay {
		return nil
	}
	l := &number.Layout{Places: d.Places, Notation: d.Notation, Rounding: s.frame.num.Rounding}
	if d.Group {
		l.Group = ","
	}
	return l
}

// SetBase checks a base in which integers can be shown and puts it in force; 10
// is the usual one.
func (s *Session) SetBase(base int) error {
	if base < 2 || base > 36 {
		return &diag.Error{Class: diag.Value, Code: "base", Message: "a base is from 2 to 36"}
	}
	s.undo.settings(s)
	s.display.Base = base
	if base == 10 {
		s.display.Base = 0
	}
	return nil
}

// IsConstant reports whether the built-in is a constant, and no function.
func (b *Builtin) IsConstant() bool { return b.constant != nil }

// Has reports whether a name is that of a built-in.
func (t *Table) Has(name string) bool { return t.lookup(name) != nil }

// Find returns the built-in of a name, or nil.
func (t *Table) Find(name string) *Builtin { return t.lookup(name) }
