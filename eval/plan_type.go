package eval

// staticType returns the type of the maps that a struct is, as far as the Go
// types of its fields tell. Types that hold themselves end where they repeat:
// there any map may be, or any value.
func (r *structType) staticType() *Type { return newTyper().record(r) }

// A typer makes types.
type typer struct {
	records map[*structType]*Type // which may occur many times; nil while one is being made
	within  map[*plan]bool        // the pointers, lists and maps whose elements are being typed
}

func newTyper() typer { return typer{map[*structType]*Type{}, map[*plan]bool{}} }

func (ty typer) typeOf(p *plan) *Type {
	switch p.shape {
	case shapeBool:
		return tBoolean
	case shapeString, shapeText:
		return ty.nilable(p, tString)
	case shapeNullDecimal:
		return tMaybeNumber
	case shapeBigInt, shapeBigRat, shapeBigFloat, shapeJSONNumber:
		return tNumber
	case shapePointer, shapeSQLNull, shapeSlice, shapeArray, shapeMap:
		return ty.container(p)
	case shapeStruct:
		return ty.record(p.rec)
	}
	if shapeInt8 <= p.shape && p.shape <= shapeDecimal {
		return tNumber
	}
	return tAny
}

// container returns the type of what holds elements of a type, or points to one.
func (ty typer) container(p *plan) *Type {
	if ty.within[p] { // type tree []tree
		return tAny
	}
	ty.within[p] = true
	defer delete(ty.within, p)
	elem := ty.typeOf(p.elem)
	switch p.shape {
	case shapePointer, shapeSQLNull:
		return orNull(elem)
	case shapeSlice:
		return orNull(listOf(elem))
	case shapeArray:
		return listOf(elem)
	}
	return orNull(mapOf(elem))
}

// nilable returns t for values of a kind that cannot be nil, else t?.
func (ty typer) nilable(p *plan, t *Type) *Type {
	if nilable(p.goType().Kind()) {
		return orNull(t)
	}
	return t
}

func (ty typer) record(r *structType) *Type {
	if t, ok := ty.records[r]; ok {
		if t == nil {
			return tMap
		}
		return t
	}
	ty.records[r] = nil
	t := &Type{kind: mapType, fields: make([]field, len(r.fields))}
	for i := range r.fields {
		ft := ty.typeOf(r.fields[i].plan)
		if r.fields[i].steps != nil {
			ft = orNull(ft)
		}
		t.fields[i] = field{r.names[i], ft}
	}
	ty.records[r] = t
	return t
}
