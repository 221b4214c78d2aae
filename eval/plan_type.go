package eval

import "reflect"

// staticType returns the type of the maps that a struct is, as far as the Go
// types of its fields tell. Structs that hold themselves end where they repeat:
// there any map may be.
func (r *structType) staticType() *Type { return typer{}.record(r) }

// A typer makes types. It keeps those of structs, which may occur many times:
// nil while one is being made.
type typer map[*structType]*Type

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
	case shapePointer:
		return orNull(ty.typeOf(p.elem))
	case shapeSlice:
		return orNull(listOf(ty.typeOf(p.elem)))
	case shapeArray:
		return listOf(ty.typeOf(p.elem))
	case shapeMap:
		return orNull(mapOf(ty.typeOf(p.elem)))
	case shapeStruct:
		return ty.record(p.rec)
	}
	if shapeInt8 <= p.shape && p.shape <= shapeDecimal {
		return tNumber
	}
	return tAny
}

// nilable returns t for values of a kind that cannot be nil, else t?.
func (ty typer) nilable(p *plan, t *Type) *Type {
	switch p.goType().Kind() {
	case reflect.Slice, reflect.Map, reflect.Func, reflect.Chan:
		return orNull(t)
	}
	return t
}

func (ty typer) record(r *structType) *Type {
	if t, ok := ty[r]; ok {
		if t == nil {
			return tMap
		}
		return t
	}
	ty[r] = nil
	t := &Type{kind: mapType, fields: make([]field, len(r.fields))}
	for i := range r.fields {
		ft := ty.typeOf(r.fields[i].plan)
		if r.fields[i].steps != nil {
			ft = orNull(ft)
		}
		t.fields[i] = field{r.names[i], ft}
	}
	ty[r] = t
	return t
}
