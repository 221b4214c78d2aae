package eval

import (
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// maxCheckErrors bounds how many errors of one script [Session.Check] reports.
const maxCheckErrors = 100

// Declare makes a name of the host known that gets its value only when scripts
// run: for sessions that only check.
func (s *Session) Declare(name string, t *Type) {
	s.unit.globals.bindHost(name, t)
	s.grow()
}

// Check looks for the errors that a script has before it runs: unknown names,
// operands and arguments of types that cannot fit, bad directives. The file is
// src's, parsed without errors. The names that it binds are known to the script
// that is checked next, but have no value: a session either checks or runs.
//
// A function may be defined below the body that calls it, or in a later script;
// [Session.Undefined] tells which never were.
func (s *Session) Check(file *parser.File, src *diag.Source) diag.List {
	u := s.unit
	u.whole = true
	if u.defined == nil {
		u.defined = map[string]bool{}
	}
	for _, st := range file.Stmts {
		if f, ok := st.(*parser.FuncStmt); ok {
			u.defined[f.Name.Name] = true
		}
	}
	var errs diag.List
	for _, st := range file.Stmts {
		if d, ok := st.(*parser.DirectiveStmt); ok {
			if e := s.directive(d); e != nil {
				e.Source = src
				errs = append(errs, e)
			}
			continue
		}
		_, list := u.statement(st, src)
		errs = append(errs, list...)
		if len(errs) >= maxCheckErrors {
			break
		}
	}
	s.grow()
	return errs
}

// Undefined returns an error for every call, in the scripts that were checked,
// of a function that nothing defines.
func (s *Session) Undefined() diag.List {
	var errs diag.List
	for _, call := range s.unit.pending {
		if s.unit.globals.lookup(call.name) < 0 && len(errs) < maxCheckErrors {
			errs = append(errs, s.unit.undefinedCall(call))
		}
	}
	s.unit.pending = nil
	return errs
}

// ParseType reads the name of a type as messages show it: number, string,
// boolean, list, map, function, any; list<number> and map<string>; with a
// question mark behind it, the same or null.
func ParseType(s string) (*Type, bool) {
	if rest, ok := strings.CutSuffix(s, "?"); ok {
		t, ok := ParseType(rest)
		if !ok {
			return nil, false
		}
		return orNull(t), true
	}
	for i, name := range typeNames {
		if s == name {
			return plainTypes[i], true
		}
	}
	outer, rest, _ := strings.Cut(s, "<")
	inner, closed := strings.CutSuffix(rest, ">")
	if !closed || outer != "list" && outer != "map" {
		return nil, false
	}
	elem, ok := ParseType(inner)
	switch {
	case !ok:
		return nil, false
	case outer == "list":
		return listOf(elem), true
	}
	return mapOf(elem), true
}

// plainTypes are the types that typeNames names.
var plainTypes = [...]*Type{tAny, tNull, tBoolean, tNumber, tString, tList, tMap, tFunction}
