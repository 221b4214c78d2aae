package eval

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A structType is what is read of a struct type: its fields under the names that
// programs know them by.
type structType struct {
	row    rowType // whose address stands for the record
	fields []recordField
	names  []string       // of the fields
	index  map[string]int // of the names, from a few fields on; nil below

	once  sync.Once
	views []view
	vars  atomic.Pointer[map[string]*Type] // the fields as variables; made when they are needed
}

// A recordField is a field of a struct, or of a struct embedded in it.
type recordField struct {
	plan   *plan
	steps  []uintptr // where it is in structs embedded by pointer: the offsets of the pointers on the way
	offset uintptr   // from the struct, or from what the last of steps points to
	index  []int     // for reflection
}

func (r *structType) find(name string) int {
	if r.index != nil {
		if i, ok := r.index[name]; ok {
			return i
		}
		return -1
	}
	return slices.Index(r.names, name)
}

// A candidate is a field that may come into a record.
type candidate struct {
	recordField
	name   string
	tagged bool
	order  int // in the order of the fields as they are written
}

// structType collects the fields of a struct type by the rules of encoding/json,
// which Go programmers know: unexported fields do not count; those of embedded
// structs count as the outer one's, unless a tag names the struct; of fields of
// one name the least embedded wins, then the only one with a tag, else none.
func (b planner) structType(t reflect.Type) *structType {
	r := &structType{}
	var all []candidate
	b.collect(t, candidate{}, map[reflect.Type]bool{}, &all)
	slices.SortStableFunc(all, func(x, y candidate) int {
		return cmp.Or(strings.Compare(x.name, y.name), cmp.Compare(len(x.index), len(y.index)), -compareBools(x.tagged, y.tagged))
	})
	var chosen []candidate
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].name == all[i].name {
			j++
		}
		if j == i+1 || len(all[i].index) != len(all[i+1].index) || all[i].tagged != all[i+1].tagged {
			chosen = append(chosen, all[i])
		}
		i = j
	}
	slices.SortFunc(chosen, func(x, y candidate) int { return cmp.Compare(x.order, y.order) })
	for _, c := range chosen {
		r.fields = append(r.fields, c.recordField)
		r.names = append(r.names, c.name)
	}
	r.index = keyIndex(r.names)
	return r
}

func compareBools(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// collect appends the fields of t, which lies in the outermost struct as outer
// has it. within are the types that t is embedded in: a struct may embed a
// pointer to itself.
func (b planner) collect(t reflect.Type, outer candidate, within map[reflect.Type]bool, all *[]candidate) {
	if within[t] {
		return
	}
	within[t] = true
	defer delete(within, t)
	for i := range t.NumField() {
		f := t.Field(i)
		name, tagged := fieldName(f)
		if name == "" || !f.IsExported() && !f.Anonymous {
			continue
		}
		c := candidate{name: name, tagged: tagged}
		c.offset = outer.offset + f.Offset
		c.steps = outer.steps
		c.index = append(slices.Clone(outer.index), i)
		if f.Anonymous && !tagged {
			inner, pointer := f.Type, f.Type.Kind() == reflect.Pointer
			if pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct && !isTime(inner) && knownShape(inner) == shapeBad {
				if pointer {
					c.steps = append(slices.Clone(outer.steps), c.offset)
					c.offset = 0
				}
				b.collect(inner, c, within, all)
				continue
			}
		}
		if !f.IsExported() {
			continue
		}
		c.plan, c.order = b.plan(f.Type), len(*all)
		*all = append(*all, c)
	}
}

// fieldName returns the name of a field, "" if it has none, and whether a tag
// gives it.
func fieldName(f reflect.StructField) (name string, tagged bool) {
	for _, key := range [...]string{"calx", "json"} {
		tag, ok := f.Tag.Lookup(key)
		if !ok {
			continue
		}
		if tag == "-" {
			return "", false
		}
		if name, _, _ := strings.Cut(tag, ","); name != "" {
			return name, true
		}
		if key == "calx" && tag != "" {
			break // options alone, of which there are none
		}
	}
	return f.Name, false
}

// A view is a struct within a row: the row itself, or one that it holds at some
// depth, by value or by pointer.
type view struct {
	nesting
	rec      *structType
	steps    []uintptr // the offsets of the pointers on the way; nil if there are none
	offset   uintptr   // from the row, or from what the last of steps points to
	children []int32   // by field: the number of the view that it is, 0 for none
}

// The views of a record are bounded; what is nested deeper gets holders of its
// own where it is read.
const (
	maxViews     = 64
	maxViewDepth = 12
)

// table returns the views of a record: first itself.
func (r *structType) table() []view {
	r.once.Do(r.makeViews)
	return r.views
}

func (r *structType) makeViews() {
	views := []view{{rec: r}}
	for i := 0; i < len(views); i++ {
		w := views[i]
		children := make([]int32, len(w.rec.fields))
		for j := range w.rec.fields {
			f := &w.rec.fields[j]
			inner := f.plan
			if inner.shape == shapePointer {
				inner = inner.elem
			}
			if inner.shape != shapeStruct || w.depth == maxViewDepth || len(views) == maxViews {
				continue
			}
			v := view{rec: inner.rec, nesting: nesting{joinKey(w.path, w.rec.names[j]), w.depth + 1}}
			v.steps, v.offset = append(slices.Clone(w.steps), f.steps...), f.offset
			if f.steps == nil {
				v.offset += w.offset
			} else {
				v.steps[len(w.steps)] += w.offset
			}
			if f.plan.shape == shapePointer {
				v.steps, v.offset = append(v.steps, v.offset), 0
			}
			views = append(views, v)
			children[j] = int32(len(views))
		}
		views[i].children = children
	}
	r.views = views
}
