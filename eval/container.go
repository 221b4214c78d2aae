package eval

import (
	"maps"

	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// A structHolder holds structs.
type structHolder struct {
	holder
	rec   *structType
	views []view
}

// hold makes h a holder of structs of a type, the first of them at m.
func (h *structHolder) hold(o origin, r *structType, m memory) {
	h.holder = holder{origin: o, rows: &r.row, base: m, source: h}
	h.rec, h.views = r, r.table()
}

// structure returns the map that a struct of the host is.
func (cv *converter) structure(r *structType, m memory, at place) (Value, error) {
	o, err := cv.contain(at, hostBytes)
	if err != nil {
		return Null, err
	}
	h := new(structHolder)
	h.hold(o, r, m)
	return heldValue(&h.holder, 0, 1), nil
}

func (h *structHolder) get(v Value, key string) (Value, bool, error) {
	w := &h.views[v.tag.x-1]
	i := w.rec.find(key)
	if i < 0 {
		return Null, false, nil
	}
	x, err := h.field(v, w, i)
	return x, true, err
}

// find remembers where the field lies if it is a scalar that can be read at an
// offset.
func (h *structHolder) find(v Value, s *fieldSite) (Value, bool, error) {
	w := &h.views[v.tag.x-1]
	i := w.rec.find(s.name)
	if i < 0 {
		return Null, false, nil
	}
	if f := &w.rec.fields[i]; f.steps == nil && w.steps == nil && f.plan.read != nil && s.learns() {
		s.found.Store(&fieldPlace{h.rows, v.tag.x, w.offset + f.offset, f.plan.read, f.plan.small})
	}
	x, err := h.field(v, w, i)
	return x, true, err
}

func (h *structHolder) size(v Value) int { return len(h.views[v.tag.x-1].rec.fields) }

func (h *structHolder) names(v Value) []string { return h.views[v.tag.x-1].rec.names }

// field reads field i of the struct that v is, w its view.
func (h *structHolder) field(v Value, w *view, i int) (Value, error) {
	f := &w.rec.fields[i]
	m := h.row(v.lo).follow(w.steps, w.offset).follow(f.steps, f.offset)
	if m.isNil() {
		return Null, nil
	}
	if child := w.children[i]; child != 0 {
		if f.plan.shape == shapePointer && m.pointer().isNil() {
			return Null, nil
		}
		return heldValue(&h.holder, int(v.lo), child), nil
	}
	if f.plan.read != nil {
		if x, ok := f.plan.read(m); ok {
			return x, nil
		}
	}
	at := place{in: &h.origin, row: h.rowNumber(v), name: w.rec.names[i]}
	if v.tag.x > 1 {
		at.nested = &w.nesting
	}
	return h.cv.read(f.plan, m, at)
}

// rowNumber is the row of v for a place.
func (h *holder) rowNumber(v Value) int {
	if h.stride == 0 {
		return noRow
	}
	return int(v.lo)
}

// follow returns what lies offset bytes into what the last of the pointers at
// steps points to; nil if one of them is nil.
func (m memory) follow(steps []uintptr, offset uintptr) memory {
	if m.isNil() {
		return m
	}
	for _, s := range steps {
		if m = m.at(s).pointer(); m.isNil() {
			return m
		}
	}
	return m.at(offset)
}

// A hostList is a slice or array of the host, a list whose elements are
// converted when they are asked for. Elements that are structs or maps are rows
// of its holder.
type hostList struct {
	list
	structHolder // or of maps, where rec is nil
	elem         *plan
	first        int // of the elements, where the list is a part of the slice
	n            int
}

// list returns the list that n elements of the host are.
func (cv *converter) list(elem *plan, base memory, n int, at place) (Value, error) {
	o, err := cv.contain(at, hostBytes)
	if err != nil {
		return Null, err
	}
	l := &hostList{elem: elem, n: n}
	switch {
	case elem.shape == shapeStruct:
		l.hold(o, elem.rec, base)
	case elem.shape == shapePointer && elem.elem.shape == shapeStruct:
		l.hold(o, elem.elem.rec, base)
		l.deref = true
	default:
		l.holder = holder{origin: o, base: base, source: listedMaps{l}}
		switch {
		case elem.shape == shapeAny:
			l.num = numberOfAny
		case elem.table == tableAny:
			l.num = numberOfMap
		}
	}
	l.stride = elem.size
	l.list = list{src: l, depth: 1}
	if elem.shape == shapeStruct {
		l.list.rows = &l.holder
	}
	return listValue(&l.list), nil
}

func (l *hostList) len() int { return l.n }

func (l *hostList) at(i int) (Value, error) {
	i += l.first
	m := l.base.at(uintptr(i) * l.stride)
	if l.rec != nil {
		if l.deref && m.pointer().isNil() {
			return Null, nil
		}
		return heldValue(&l.holder, i, 1), nil
	}
	if l.elem.read != nil {
		if v, ok := l.elem.read(m); ok {
			return v, nil
		}
	}
	switch l.elem.shape {
	case shapeAny:
		if x, ok := m.any().(map[string]any); ok && x != nil {
			return heldValue(&l.holder, i, 1), nil
		}
	case shapeMap:
		if m.pointer().isNil() {
			return Null, nil
		}
		return heldValue(&l.holder, i, 1), nil
	}
	return l.cv.read(l.elem, m, place{in: &l.origin, row: i})
}

func (l *hostList) slice(i, j int) source {
	l.cv.f.alloc(hostBytes) // an error ends the run at the next step
	part := *l
	part.first, part.n = l.first+i, j-i
	part.list.src, part.list.rows = &part, nil
	return &part // whose elements are rows of what l holds, or of the same
}

// listedMaps reads the maps of a list.
type listedMaps struct{ *hostList }

// mapAt returns the map that an element of type any holds.
func (h *holder) mapAt(row uint64) map[string]any {
	m, _ := h.row(row).any().(map[string]any)
	return m
}

// numberOfAny and numberOfMap read an entry as a number, from elements of type
// any and of type map[string]any.
func numberOfAny(h *holder, row uint64, key string) (number.Small, bool) {
	return smallOf(h.mapAt(row)[key])
}

func numberOfMap(h *holder, row uint64, key string) (number.Small, bool) {
	return smallOf(h.row(row).mapOfAny()[key])
}

// smallOf returns what the commonest types of numbers hold, if that is in the
// inline lane.
func smallOf(x any) (number.Small, bool) {
	switch x := x.(type) {
	case decimal.Decimal:
		return number.SmallFromDecimal(&x)
	case int:
		return number.FromInt64(int64(x)).Small, true
	case float64:
		n, err := number.FromFloat64(x)
		return n.Small, err == nil
	}
	return bad, false
}

func (l listedMaps) get(v Value, key string) (Value, bool, error) {
	at := place{in: &l.origin, row: int(v.lo), name: key}
	if l.elem.shape != shapeAny {
		return l.cv.lookup(l.elem, l.row(v.lo), key, at)
	}
	x, ok := l.mapAt(v.lo)[key]
	if !ok {
		return Null, false, nil
	}
	val, err := l.cv.value(x, at)
	return val, true, err
}

func (l listedMaps) find(v Value, s *fieldSite) (Value, bool, error) { return l.get(v, s.name) }

func (l listedMaps) size(v Value) int {
	if l.elem.shape == shapeAny {
		return len(l.mapAt(v.lo))
	}
	return l.elem.count(l.row(v.lo))
}

func (l listedMaps) names(v Value) []string {
	if l.elem.shape == shapeAny {
		return l.cv.f.sortedKeys(l.size(v), maps.Keys(l.mapAt(v.lo)))
	}
	return l.cv.f.sortedKeys(l.size(v), l.elem.eachKey(l.row(v.lo)))
}
