package eval

import (
	"encoding"
	"reflect"
)

// resultType returns the type of the values that results of a Go type are. A
// problem, if there is one, says why they are none.
func resultType(t reflect.Type) (typ *Type, problem string) {
	p := planOf(t)
	if problem = badPart(p, 0); problem != "" {
		return nil, problem
	}
	return typer{}.typeOf(p), ""
}

// maxTypeDepth is how deep the Go type of a parameter or result is looked into:
// types may hold themselves.
const maxTypeDepth = 16

// badPart says why a type, or what it is a pointer to or holds, has no value.
// The fields of structs are not looked into: unused ones do no harm.
func badPart(p *plan, depth int) string {
	switch {
	case p.shape == shapeBad:
		return p.reason
	case p.elem == nil || depth > maxTypeDepth:
		return ""
	}
	return badPart(p.elem, depth+1)
}

// argumentType returns the type of the values that a parameter of a Go type
// takes, or says why there are none. In a pointer nil stands for null, except
// in those of [math/big], which nobody expects to be nil.
func argumentType(p *plan, depth int) (typ *Type, problem string) {
	switch p.shape {
	case shapeBad:
		return nil, p.reason
	case shapeValuer:
		return nil, "a Go " + p.goType().String() + " gives its own value, but cannot be made of one: take a Value"
	case shapeInterface:
		return nil, "a Go " + p.goType().String() + " cannot be made of a value: of the interface types only any can"
	case shapeText:
		if isUnmarshaler(p) {
			return tString, ""
		}
		return nil, "a Go " + p.goType().String() + " cannot be made of its text: it has no UnmarshalText"
	case shapeStruct:
		if isUnmarshaler(p) {
			return tString, ""
		}
		return tMap, ""
	}
	if p.elem == nil || depth > maxTypeDepth {
		return typer{}.typeOf(p), ""
	}
	elem, problem := argumentType(p.elem, depth+1)
	switch {
	case problem != "":
		return nil, problem
	case p.shape == shapeMap:
		return mapOf(elem), ""
	case p.shape != shapePointer:
		return listOf(elem), ""
	case isBig(p.elem):
		return tNumber, ""
	}
	return orNull(elem), ""
}

func isBig(p *plan) bool { return shapeBigInt <= p.shape && p.shape <= shapeBigFloat }

// isUnmarshaler reports whether a pointer to a Go type reads itself from text.
func isUnmarshaler(p *plan) bool {
	return reflect.PointerTo(p.goType()).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
