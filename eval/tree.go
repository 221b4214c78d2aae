package eval

import (
	"sync"

	"github.com/calx-lang/calx/parser"
)

// trees is memory for the trees of texts, which are needed only until they are
// compiled: it serves again. Other forms of a function's body are compiled from
// its text.
var trees = sync.Pool{New: func() any { return new(parser.Nodes) }}

// freeTree ends the life of a tree; nothing may refer to it.
func freeTree(t *parser.Nodes) {
	t.Free()
	trees.Put(t)
}
