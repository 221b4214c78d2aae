package calx_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// documentation reads the package in a directory, with its examples.
func documentation(t *testing.T, dir, path string) *doc.Package {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") {
			f, err := parser.ParseFile(fset, dir+"/"+e.Name(), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	p, err := doc.NewFromFiles(fset, files, path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// funcs are the functions of a package, those that belong to a type too.
func funcs(p *doc.Package) []*doc.Func {
	all := p.Funcs
	for _, typ := range p.Types {
		all = append(all, typ.Funcs...)
	}
	return all
}

// TestExamples finds an example that runs for every function that hosts may call,
// and a comment on all that is exported.
func TestExamples(t *testing.T) {
	p := documentation(t, ".", "github.com/calx-lang/calx")
	for _, f := range funcs(p) {
		if f.Doc == "" {
			t.Errorf("%s has no comment", f.Name)
		}
		if len(f.Examples) == 0 {
			t.Errorf("%s has no example", f.Name)
		}
		for _, x := range f.Examples {
			if x.Output == "" {
				t.Errorf("the example of %s does not run", f.Name)
			}
		}
	}
	values := append(p.Consts, p.Vars...)
	for _, typ := range p.Types {
		if typ.Doc == "" {
			t.Errorf("%s has no comment", typ.Name)
		}
		for _, m := range typ.Methods {
			if m.Doc == "" {
				t.Errorf("%s.%s has no comment", typ.Name, m.Name)
			}
		}
		values = append(append(values, typ.Consts...), typ.Vars...)
	}
	for _, v := range values {
		if v.Doc == "" {
			t.Errorf("%v have no comment", v.Names)
		}
	}
}
