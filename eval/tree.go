package eval

import (
	"strings"
	"sync"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// Most programs need the tree of their text only until they are compiled: its
// memory serves again. The bodies of functions keep theirs, since forms for
// other types of arguments are compiled from it later.

var trees = sync.Pool{New: func() any { return new(parser.Nodes) }}

// treeFor returns memory for the tree of a text, or nil if the program will
// keep that.
func treeFor(src *diag.Source) *parser.Nodes {
	if hasFunctions(src.Text) {
		return nil
	}
	return trees.Get().(*parser.Nodes)
}

// freeTree ends the life of a tree; nothing may refer to it.
func freeTree(t *parser.Nodes) {
	if t != nil {
		t.Free()
		trees.Put(t)
	}
}

// hasFunctions reports whether a text seems to define functions: x => e or
// f(x) = e. Where it is wrong the tree takes more memory than it needs.
func hasFunctions(text string) bool {
	for i := 0; ; i++ {
		j := strings.IndexByte(text[i:], '=')
		if j < 0 {
			return false
		}
		if i += j; i+1 < len(text) && text[i+1] == '>' {
			return true
		}
		if before := strings.TrimRight(text[:i], " \t"); strings.HasSuffix(before, ")") && !strings.HasPrefix(text[i+1:], "=") {
			return true
		}
	}
}
