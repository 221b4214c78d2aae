package archtest

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/calx-lang/calx"

// layers lists the packages from the command down: each may import only what
// stands below it. Internal packages of a layer belong to that layer.
var layers = []string{"examples", "cmd/calx", "repl", "rows", "plot", "", "eval", "parser", "lexer", "number", "diag"}

// leaves import no package of this module but their own internal ones.
var leaves = []string{"number", "diag"}

// A goPackage is what go list says of a package.
type goPackage struct {
	ImportPath   string
	Standard     bool
	Dir          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
	Module       *struct{ Path string }
}

// list runs go list on patterns in the module's root.
func list(t *testing.T, args ...string) map[string]*goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json"}, args...)...)
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	packages := map[string]*goPackage{}
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		p := new(goPackage)
		if err := d.Decode(p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
}

// local returns a package's path below the module, false for other modules'.
func local(path string) (string, bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

// layer returns the layer of a package below the module: its index in layers,
// -1 for packages that hold tests only.
func layer(t *testing.T, path string) int {
	t.Helper()
	if strings.HasPrefix(path, "internal/") {
		return -1
	}
	for i, name := range layers {
		if path == name || name != "" && strings.HasPrefix(path, name+"/") {
			return i
		}
	}
	t.Fatalf("package %q belongs to no layer: add it to layers and to docs/architecture.md", path)
	return -1
}

func TestImportsGoDown(t *testing.T) {
	for path, p := range list(t, "./...") {
		from, _ := local(path)
		at := layer(t, from)
		for i, imports := range [][]string{p.Imports, p.TestImports, p.XTestImports} {
			for _, imp := range imports {
				to, ok := local(imp)
				if !ok || to == from || i > 0 && to == "internal/race" { // what tests of all packages use
					continue
				}
				below := layer(t, to)
				switch {
				case at >= 0 && layers[at] == "examples" && to != "":
					t.Errorf("%s imports %s: examples show what the library alone can do", path, imp)
				case below < 0:
					t.Errorf("%s imports %s, which is for tests only", path, imp)
				case at < 0: // such tests may use everything
				case below < at:
					t.Errorf("%s imports %s, which stands above it", path, imp)
				case at != below && slices.Contains(leaves, layers[at]):
					t.Errorf("%s imports %s, but is a leaf", path, imp)
				}
			}
		}
	}
}

// TestCommandStaysSmall names packages that the command may not reach, because
// each costs a good part of its size.
func TestCommandStaysSmall(t *testing.T) {
	deps := list(t, "-deps", "./cmd/calx")
	for _, heavy := range []string{"encoding/json", "log/slog", "text/template", "html/template", "net/http", "net",
		"encoding/xml", "go/parser", "image/png", "database/sql", "testing", "expvar"} {
		if deps[heavy] != nil && !onlyThrough(deps, heavy, "github.com/chzyer/readline") {
			t.Errorf("the command reaches %s (go mod why -m does not tell; try: go list -deps -f '{{.ImportPath}}: {{.Imports}}' ./cmd/calx)", heavy)
		}
	}
}

// onlyThrough reports whether, outside of the standard library, nobody but one
// package imports path. readline imports net for a remote terminal, which the
// linker leaves out.
func onlyThrough(deps map[string]*goPackage, path, one string) bool {
	for _, p := range deps {
		if !p.Standard && p.ImportPath != one && slices.Contains(p.Imports, path) {
			return false
		}
	}
	return deps[one] != nil && slices.Contains(deps[one].Imports, path)
}

// libraryModules are what the library may depend on, commandModules what the
// command may, besides, and testModules what tests may.
var (
	libraryModules = []string{module, "github.com/shopspring/decimal"}
	commandModules = append([]string{"golang.org/x/term", "golang.org/x/sys", "github.com/chzyer/readline"}, libraryModules...)
	testModules    = append([]string{"github.com/cockroachdb/apd/v3", "github.com/rogpeppe/go-internal"}, commandModules...)
)

func TestModules(t *testing.T) {
	for root, allowed := range map[string][]string{".": libraryModules, "./cmd/calx": commandModules} {
		for _, p := range list(t, "-deps", root) {
			if p.Module != nil && !slices.Contains(allowed, p.Module.Path) {
				t.Errorf("%s depends on %s of the module %s", root, p.ImportPath, p.Module.Path)
			}
		}
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not .Indirect}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range strings.Fields(string(out)) {
		if !slices.Contains(testModules, m) {
			t.Errorf("go.mod requires %s", m)
		}
	}
}

// unsafeFiles are the files that may import unsafe.
var unsafeFiles = map[string]string{
	"eval/value.go":          "the pointer of a Value",
	"eval/structaccess.go":   "fields and elements of the host's data",
	"number/decimal_view.go": "the coefficient of a decimal.Decimal",
}

func TestUnsafe(t *testing.T) {
	for path, p := range list(t, "./...") {
		below, _ := local(path)
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				t.Error(err)
				continue
			}
			for _, imp := range f.Imports {
				file := below + "/" + name
				if imp.Path.Value == `"unsafe"` && unsafeFiles[file] == "" {
					t.Errorf("%s imports unsafe; only these may: %v", file, slices.Sorted(maps.Keys(unsafeFiles)))
				}
			}
		}
	}
}
