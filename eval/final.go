package eval

import (
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// finalErrors reports every place of a text that binds one of the names that
// the host has made final: as a variable, a function, a parameter, or in a
// block.
func finalErrors(file *parser.File, src *diag.Source, names []string) diag.List {
	var errs diag.List
	check := func(id parser.Ident) {
		if slices.Contains(names, id.Name) && len(errs) < maxErrors {
			errs = append(errs, &diag.Error{Class: diag.Name, Code: "final-name", Message: diag.Quote(id.Name) + " cannot be bound here", Args: []string{id.Name},
				Hint: "its meaning is fixed: choose another name", Span: id.Where, Source: src})
		}
	}
	for _, s := range file.Stmts {
		parser.Walk(s, func(n parser.Node) bool {
			switch n := n.(type) {
			case *parser.AssignStmt:
				check(n.Name)
			case *parser.FuncStmt:
				check(n.Name)
				for _, p := range n.Params {
					check(p)
				}
			case *parser.LambdaExpr:
				for _, p := range n.Params {
					check(p)
				}
			}
			return true
		})
	}
	return errs
}
