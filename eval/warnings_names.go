package eval

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/parser"
)

// Warnings of names: hidden constants, and what nothing uses.

// hiddenConstant looks for e = 5. Parameters of that name are common, and seen
// where they are used.
func (w *warner) hiddenConstant(s *parser.AssignStmt) {
	b := Builtins().lookup(s.Name.Name)
	if b == nil || b.constant == nil {
		return
	}
	number := b.Examples[0].Result
	if len(number) > 8 {
		number = number[:8] + "…"
	}
	w.warn("hidden-constant", s.Name.Where, fmt.Sprintf("%s is no longer the constant %s from here on", b.Name, number),
		"choose another name if that is not meant")
}

// A usage counts how the names of a tree are used. It does not tell names of
// one spelling apart: a name that is used anywhere passes for used.
type usage struct {
	reads map[string]int // as values
	calls map[string]int // as called functions
	nodes int
}

func usageOf(nodes ...parser.Node) usage {
	u := usage{reads: map[string]int{}, calls: map[string]int{}}
	for _, n := range nodes {
		parser.Walk(n, func(n parser.Node) bool {
			u.nodes++
			switch n := n.(type) {
			case *parser.CallExpr:
				if id, ok := n.Fun.(*parser.Ident); ok {
					u.calls[id.Name]++
					u.reads[id.Name]-- // Walk comes to it as well
				}
			case *parser.Ident:
				u.reads[n.Name]++
			}
			return true
		})
	}
	return u
}

func (u usage) uses(name string) bool { return u.reads[name] > 0 || u.calls[name] > 0 }

// maxCounted bounds how many nodes are looked into once more for what surrounds
// them: blocks within blocks would take time without bound.
const maxCounted = 1_000_000

// usageWithin is the usage within a part of the text, as long as that is cheap.
func (w *warner) usageWithin(n parser.Node) (usage, bool) {
	if w.counted > maxCounted {
		return usage{}, false
	}
	u := usageOf(n)
	w.counted += u.nodes
	return u, true
}

// deliberate reports whether a name says that it is not used.
func deliberate(name string) bool { return strings.HasPrefix(name, "_") }

// unusedNames looks for names of a whole text that nothing uses. Functions are
// left out, since a host can call them, and so is a text that does not end in
// an expression: it is there for what it binds.
func (w *warner) unusedNames(file *parser.File) {
	if len(file.Stmts) == 0 {
		return
	}
	if _, ok := file.Stmts[len(file.Stmts)-1].(*parser.ExprStmt); !ok {
		return
	}
	for _, s := range file.Stmts {
		if s, ok := s.(*parser.AssignStmt); ok && !w.usage.uses(s.Name.Name) && !deliberate(s.Name.Name) {
			w.warn("unused-name", s.Name.Where, fmt.Sprintf("nothing uses %s", s.Name.Name), "")
		}
	}
}

// unusedInBlock looks for names of a block that nothing uses.
func (w *warner) unusedInBlock(b *parser.BlockExpr) {
	used, ok := w.usageWithin(b)
	if !ok {
		return
	}
	for _, s := range b.Stmts {
		name := parser.Ident{}
		switch s := s.(type) {
		case *parser.AssignStmt:
			name = s.Name
		case *parser.FuncStmt:
			name = s.Name
		}
		if name.Name != "" && !used.uses(name.Name) && !deliberate(name.Name) {
			w.warn("unused-name", name.Where, fmt.Sprintf("nothing in this block uses %s", name.Name), "")
		}
	}
}

// unusedParameters looks at the parameters of f(x, y) = e. Those of lambdas are
// left out, and those of functions that are handed on: whoever calls them says
// how many there are.
func (w *warner) unusedParameters(s *parser.FuncStmt) {
	used, ok := w.usageWithin(s.Body)
	if !ok || w.usage.reads[s.Name.Name] > 0 {
		return
	}
	for _, p := range s.Params {
		if !used.uses(p.Name) && !deliberate(p.Name) {
			w.warn("unused-parameter", p.Where, fmt.Sprintf("%s does not use its parameter %s", s.Name.Name, p.Name),
				fmt.Sprintf("if it has to be there, call it _%s", p.Name))
		}
	}
}
