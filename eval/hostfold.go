package eval

import (
	"sync/atomic"

	"github.com/calx-lang/calx/number"
)

// A folder calls pure functions of the host while a program is compiled, with
// the settings that its runs will have.
type folder struct {
	config *config
	calls  atomic.Int32 // so far; bodies are specialised by runs of any goroutine
}

// A foldFunc returns the constant that a call is, or nil.
type foldFunc func(c *compiler, b *Builtin, nodes []*node, given []bool) *node

// What compiling spends on folding: on one call, and on a text full of them.
const (
	foldSteps = 10_000
	foldCalls = 1000
	foldBytes = 1 << 10 // of a string that is kept as a constant
)

// foldCall calls a pure function of the host with constant arguments now. It
// returns nil where the run has to: if the call fails, since it may stand
// where no run comes by, or if the result is more than a few words. The type
// of the result stays what the function says, not what this result shows.
func (c *compiler) foldCall(b *Builtin, nodes []*node, given []bool) *node {
	if c.folder == nil {
		return nil
	}
	args := make([]Value, len(nodes))
	for i, n := range nodes {
		switch {
		case !given[i]:
			args[i] = absent
		case n.constant && n.v.tag.kind <= StringKind:
			args[i] = n.v
		default:
			return nil
		}
	}
	if c.folder.calls.Add(1) > foldCalls {
		return nil
	}
	v, ok := c.folder.call(b, args)
	if !ok {
		return nil
	}
	if v.tag.kind == kindOf(b.Result) && (b.Result == tNumber || b.Result == tString || b.Result == tBoolean) {
		return c.constNode(b.Result, v)
	}
	return c.typedRead(c.valNode(b.Result, site{}, constVal(v)))
}

// call runs one call by itself.
func (fd *folder) call(b *Builtin, args []Value) (v Value, ok bool) {
	f := &frame{}
	limits := fd.config.limits
	limits.Steps = min(limits.Steps, foldSteps)
	f.init(limits, fd.config.num)
	k := &call{b: b}
	func() {
		defer f.recoverHost()
		if k.checkArgs(f, args) {
			v = b.call(f, k, args)
		}
	}()
	switch {
	case f.err != nil || v.tag.kind > StringKind:
		return Null, false
	case v.tag.kind == NumberKind && v.tag.x == number.NotSmall, v.tag.kind == StringKind && v.lo > foldBytes:
		return Null, false
	}
	return v, true
}
