package eval

import (
	"strconv"
	"sync/atomic"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// A holder is what Values of the host's maps and structs point to: one of them,
// or a row of them, as a slice has. A Value says by itself which row it means,
// and which struct within it; so walking over a slice of structs allocates
// nothing. This file is all that compiled code knows of the host's memory, and
// reads scalars; everything else is up to the source.
type holder struct {
	origin
	rows   *rowType // of structs; nil for maps
	base   memory   // the first row
	stride uintptr  // from row to row; 0 for a single one
	deref  bool     // rows are pointers to structs
	source holderSource
	// num reads an entry as a number of the inline lane where the rows are maps
	// of the commonest types; nil for others.
	num func(h *holder, row uint64, key string) (number.Small, bool)
}

// A rowType stands for a type of struct, by its address alone: naming what it
// is made of would bring that into programs that have no environment.
type rowType struct{ _ byte }

// A holderSource reads rows where more is to do than reading a scalar. (Where
// no environment can reach the program, as in the command, there is none, and
// the linker drops all that stands behind it.)
type holderSource interface {
	get(v Value, key string) (Value, bool, error)
	find(v Value, s *fieldSite) (Value, bool, error) // get, remembering where
	size(v Value) int
	names(v Value) []string
}

// hostBytes is about what a holder, or another container of the host's data,
// takes by itself.
const hostBytes = 256

// row returns where row i lies; nil if it is a pointer to nothing.
func (h *holder) row(i uint64) memory {
	m := h.base.at(uintptr(i) * h.stride)
	if h.deref {
		return m.pointer()
	}
	return m
}

// mapping returns v for code that knows nothing of holders. (Inlined, it would
// be in the way of that code, which meets few of them.)
//
//go:noinline
func (h *holder) mapping(v Value) *mapping {
	m := &heldMap{v: v}
	m.mapping = mapping{host: m, depth: 1}
	return &m.mapping
}

// A heldMap is the map that a Value with a holder is.
type heldMap struct {
	mapping
	v Value
}

func (m *heldMap) len() int                            { return m.v.holder().source.size(m.v) }
func (m *heldMap) get(key string) (Value, bool, error) { return m.v.holder().source.get(m.v, key) }
func (m *heldMap) keys() []string                      { return m.v.holder().source.names(m.v) }

// A fieldSite is a place of the program that reads a field by name. It
// remembers where the structs and maps that come by have it.
type fieldSite struct {
	name   string
	found  atomic.Pointer[fieldPlace] // in structs of the host
	misses atomic.Int32
	guess  atomic.Int32 // among the keys of a map: records of one list have them at the same places
}

// A fieldPlace says where a scalar field lies in the rows of one type.
type fieldPlace struct {
	rows   *rowType
	view   int32
	offset uintptr // from the row
	read   reader
	small  smallReader // nil if it is no number
}

// maxMisses is how often a site remembers another type before it gives up.
const maxMisses = 16

// lookup returns where the field of v lies and how it is read, if that is known
// and there; v has a holder.
func (s *fieldSite) lookup(v *Value) (m memory, p *fieldPlace) {
	h := v.holder()
	p = s.found.Load()
	if p == nil || p.rows != h.rows || p.view != v.tag.x {
		return memory{}, nil
	}
	if m = h.row(v.lo); m.isNil() {
		return m, nil
	}
	return m.at(p.offset), p
}

// learns reports whether another place is worth remembering: not if structs of
// many types come by.
func (s *fieldSite) learns() bool { return s.misses.Load() < maxMisses && s.misses.Add(1) <= maxMisses }

// heldField reads a field of a map or struct of the host; absent where an
// optional one is not there, null after an error.
func (f *frame) heldField(v Value, s *fieldSite, optional bool, nameAt, at site) Value {
	if m, p := s.lookup(&v); p != nil {
		if x, ok := p.read(m); ok {
			return x
		}
	}
	x, ok, err := v.holder().source.find(v, s)
	switch {
	case err != nil:
		f.hostError(err, nameAt)
		return Null
	case ok:
		return x
	case optional:
		return absent
	}
	f.missingKey(v.mapping(), s.name, nameAt, at)
	return Null
}

// number reads a field of a map as a number, if it is where the site remembers
// it and in the inline lane.
func (s *fieldSite) number(v *Value) (number.Small, bool) {
	if v.tag.x == 0 {
		if m, i := v.mapping(), int(s.guess.Load()); i < len(m.keys) && m.keys[i] == s.name {
			x := &m.vals[i]
			return x.small(), x.tag.kind == NumberKind && x.tag.x != number.NotSmall
		}
		return bad, false
	}
	if m, p := s.lookup(v); p != nil && p.small != nil {
		return p.small(m)
	}
	if h := v.holder(); h.num != nil {
		return h.num(h, v.lo, s.name)
	}
	return bad, false
}

// An origin is where a container of the host's data was found.
type origin struct {
	cv    *converter
	up    place
	depth int32 // of nesting, this one counted
}

// A place is where in the host's data something lies: a variable, or a part of
// a container. It is turned into text only for messages.
type place struct {
	in     *origin  // nil for a variable
	row    int      // of a list, -1 where in is none
	nested *nesting // the struct within that, if not itself
	name   string   // variable, key or field; "" for the row itself
}

// A nesting is how a struct lies within a row.
type nesting struct {
	path  string // customer.address
	depth int32  // of nesting
}

// noRow is the row of places in what is no list.
const noRow = -1

// maxPathName bounds how much of a key a path shows.
const maxPathName = 60

// String returns the place as people write it: order.items[3].price.
func (p place) String() string {
	s := ""
	if p.in != nil {
		s = p.in.up.String()
		if p.row != noRow {
			s += "[" + strconv.Itoa(p.row) + "]"
		}
	}
	if p.nested != nil {
		s = joinPath(s, p.nested.path)
	}
	return joinKey(s, p.name)
}

// joinKey joins a key or field to a path, as calx reads it: order.fee, or
// order["fee, net"].
func joinKey(path, key string) string {
	switch {
	case path != "" && key != "" && !isName(key):
		return path + "[" + quoteKey(key) + "]"
	case len(key) > maxPathName:
		return joinPath(path, diag.Snippet(key))
	}
	return joinPath(path, key)
}

// joinPath joins two parts of a path.
func joinPath(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "." + b
}

// depth returns how deep what holds the place is nested.
func (p place) depth() int32 {
	var d int32
	if p.in != nil {
		d = p.in.depth
		if p.row != noRow && p.name != "" {
			d++ // the row
		}
	}
	if p.nested != nil {
		d += p.nested.depth
	}
	return d
}
