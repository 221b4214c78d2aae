package eval

import "reflect"

// A structBinding is how the variables of a program lie in a type of struct.
// It is made when the first struct of the type comes.
type structBinding struct {
	typ  any    // the reflect.Type of pointers to the struct
	word memory // what stands for that type in an interface; nil if that is not known
	rec  *structType
	vars []boundField
	next *structBinding
}

// A boundField is a variable of the program that is a field of the struct.
type boundField struct {
	slot   int32
	read   reader // of a scalar; nil for what takes more than reading at an offset
	offset uintptr
	field  int
}

// structBinding returns the binding of the type of ptr, a pointer to a struct.
func (p *Program) structBinding(ptr reflect.Value) *structBinding {
	t := ptr.Type()
	head, _ := p.structs.Load().(*structBinding)
	for b := head; b != nil; b = b.next {
		if b.typ == t {
			return b
		}
	}
	b := p.makeBinding(t)
	word, data := wordsOf(ptr.Interface())
	if other, _ := wordsOf(b); data == memoryOf(ptr) && word != other {
		b.word = word
	}
	b.next = head
	p.structs.Store(b) // if two goroutines do so at once, one binding is made again later
	return b
}

func (p *Program) makeBinding(t reflect.Type) *structBinding {
	rec := environmentType(t.Elem())
	b := &structBinding{typ: t, rec: rec}
	for i := range p.vars {
		v := &p.vars[i]
		j := rec.find(v.name)
		if j < 0 {
			continue
		}
		f := &rec.fields[j]
		bound := boundField{slot: v.slot, field: j, offset: f.offset}
		if f.steps == nil {
			bound.read = f.plan.read
		}
		b.vars = append(b.vars, bound)
	}
	return b
}

// bindStruct binds the fields of the struct that lies at m.
func (p *Program) bindStruct(f *frame, b *structBinding, m memory) {
	if m.isNil() {
		return
	}
	root, _ := f.converter.root.(*structHolder)
	if root == nil {
		root = new(structHolder)
		f.converter.root, f.converter.base = root, &root.base
	}
	if root.rec != b.rec {
		root.hold(origin{cv: &f.converter}, b.rec, m)
	}
	root.base = m
	for i := range b.vars {
		v := &b.vars[i]
		if v.read != nil {
			if x, ok := v.read(m.at(v.offset)); ok {
				f.globals[v.slot] = x
				continue
			}
		}
		x, err := root.field(heldValue(&root.holder, 0, 1), &root.views[0], v.field)
		p.setValue(f, &variable{slot: v.slot}, x, err)
	}
}
