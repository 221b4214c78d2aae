package doctest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/calx-lang/calx/eval"
)

var update = flag.Bool("update", false, "write docs/functions.md")

// TestFunctionsPage holds docs/functions.md against the table of built-ins.
func TestFunctionsPage(t *testing.T) {
	path := filepath.Join(root, "docs", "functions.md")
	want := functionsPage(eval.Builtins().Rows())
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/functions.md is not what the table of built-ins says; write it with: go test ./internal/doctest -update")
	}
}

const functionsIntro = `# Built-in functions

Made from the table of built-ins; every example runs as a test. A parameter with
a default may be left out: ` + "`=…`" + ` stands for one that depends on the others or on
the settings. Arguments can be given by name: ` + "`round(x, places = 2)`" + `. Where a
parameter is a function it may be a lambda or a name: ` + "`map(xs, sqrt)`" + `.
[The language](language.md) says what exact and rounded mean, and what the
classes of errors are.

`

// functionsPage writes the reference page.
func functionsPage(rows []*eval.Builtin) string {
	var body strings.Builder
	var groups []string
	for _, b := range rows {
		if len(groups) == 0 || groups[len(groups)-1] != b.Group {
			groups = append(groups, b.Group)
			fmt.Fprintf(&body, "## %s\n\n", heading(b.Group))
		}
		fmt.Fprintf(&body, "**`%s`**", b.Signature())
		if b.Result != nil && b.Result.String() != "any" {
			fmt.Fprintf(&body, " → %s", strings.ReplaceAll(b.Result.String(), "<", `\<`))
		}
		fmt.Fprintf(&body, "<br>\n%s", b.Doc)
		for _, e := range b.Examples {
			fmt.Fprintf(&body, "<br>\n%s is %s", code(e.Source), code(e.Result))
		}
		body.WriteString("\n\n")
	}
	links := make([]string, len(groups))
	for i, g := range groups {
		links[i] = fmt.Sprintf("[%s](#%s)", g, strings.ReplaceAll(g, " ", "-"))
	}
	return functionsIntro + "Groups: " + strings.Join(links, " · ") + "\n\n" + strings.TrimRight(body.String(), "\n") + "\n"
}

func heading(group string) string { return strings.ToUpper(group[:1]) + group[1:] }

// code quotes text that may hold backquotes.
func code(s string) string {
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}
