package eval

import (
	"slices"
	"sync/atomic"
)

// globals are the script-level and host names of a program or session, each a
// slot of the frame.
type globals struct {
	names []string
	index map[string]int // from a few names on; nil below
	info  []global
	// hosts are the variables that the host has named, nil if it has not. One
	// has a slot from its first use on.
	hosts map[string]*Type
	// expected is about how many names a text with many has.
	expected int
	room     map[string]int // for the index; nil if there is none
}

// A global is what the compiler knows of a script-level or host name.
type global struct {
	typ   *Type
	bound bool // a statement above, or the host, binds it
	host  bool // the host may bind it
	read  bool // the host binds it, and the program reads it
}

// linearNames is the number of names up to which comparing them one by one
// beats a hash table, and the making of one.
const linearNames = 8

// fewNames is what most programs get by with.
const fewNames = 5

func newGlobals(textBytes int) *globals {
	return &globals{expected: min(textBytes/8, maxExpected)}
}

// maxExpected bounds what is set aside for the names of a text.
const maxExpected = 1024

// find returns the slot of name, or -1.
func (g *globals) find(name string) int {
	if g.index != nil {
		if i, ok := g.index[name]; ok {
			return i
		}
		return -1
	}
	return slices.Index(g.names, name)
}

// A globalsRoom is memory for what is known of the names of a program while it
// is compiled.
type globalsRoom struct {
	index map[string]int
	info  []global
}

// lend gives the room to the names of a program.
func (r *globalsRoom) lend(g *globals) {
	g.info, g.room = r.info[:0], r.index
	*r = globalsRoom{}
}

// takeBack takes the room back. If names are looked up later, too, what is known
// of them moves to memory of their own.
func (r *globalsRoom) takeBack(g *globals, later bool) {
	index, info := g.index, g.info
	g.index, g.info = nil, nil
	if later {
		g.info = slices.Clone(info)
		if index != nil {
			g.makeIndex(make(map[string]int, len(g.names)))
		}
	}
	if index == nil {
		index = g.room
	}
	g.room = nil
	if len(index) <= maxExpected {
		clear(index)
		r.index = index
	}
	if cap(info) <= 2*maxExpected {
		clear(info)
		r.info = info[:0]
	}
}

// slot returns the slot of name, making one if there is none.
func (g *globals) slot(name string) int {
	if i := g.find(name); i >= 0 {
		return i
	}
	i := len(g.names)
	if i == 0 {
		few := min(max(g.expected, 1), fewNames)
		g.names = make([]string, 0, few)
		if cap(g.info) == 0 {
			g.info = make([]global, 0, few)
		}
	}
	g.names = append(g.names, name)
	g.info = append(g.info, global{typ: tAny})
	switch {
	case g.index != nil:
		g.index[name] = i
	case len(g.names) > linearNames:
		g.names, g.info = slices.Grow(g.names, g.expected), slices.Grow(g.info, g.expected)
		if g.room == nil {
			g.room = make(map[string]int, g.expected)
		}
		g.makeIndex(g.room)
		g.room = nil
	}
	return i
}

// makeIndex makes an index of the names in m, which is empty.
func (g *globals) makeIndex(m map[string]int) {
	g.index = m
	for i, name := range g.names {
		m[name] = i
	}
}

// slot returns the slot of a name that a body reads, bound or not. A second
// form finds all that it needs: programs do not change once they are compiled.
func (c *compiler) slot(name string) int {
	if c.special {
		return c.globals.find(name)
	}
	return c.globals.slot(name)
}

// truncate forgets all names from the n-th on, which only a statement that
// failed has used.
func (g *globals) truncate(n int) {
	for _, name := range g.names[n:] {
		delete(g.index, name)
	}
	clear(g.names[n:])
	g.names, g.info = g.names[:n], g.info[:n]
}

// lookup returns the slot of a bound name, or -1.
func (g *globals) lookup(name string) int {
	if i := g.find(name); i >= 0 && g.info[i].bound {
		return i
	}
	if t, ok := g.hosts[name]; ok {
		return g.bindHost(name, t)
	}
	return -1
}

// bindHost records that name is a variable of the host.
func (g *globals) bindHost(name string, typ *Type) int {
	i := g.bind(name, typ)
	g.info[i].host = true
	return i
}

// bind records that a statement or the host binds name to a value of typ.
func (g *globals) bind(name string, typ *Type) int {
	i := g.slot(name)
	g.info[i].bound = true
	g.info[i].typ = typ
	return i
}

// A decision is what a name was taken for: a script-level name, or none.
type decision struct {
	slot int // -1 if no script-level name was bound
	typ  *Type
}

// global looks a script-level name up. What a body finds is kept: its other
// forms are compiled later, when more may be bound.
func (c *compiler) global(name string) (slot int, typ *Type) {
	if c.special {
		if d, ok := (*c.decisions)[name]; ok {
			return d.slot, d.typ
		}
		return -1, nil
	}
	if slot = c.globals.lookup(name); slot >= 0 {
		typ = c.globals.info[slot].typ
	}
	if c.inBody() {
		if *c.decisions == nil {
			*c.decisions = map[string]decision{}
		}
		(*c.decisions)[name] = decision{slot, typ}
	}
	return slot, typ
}

// A refKind says where the value of a name is found at run time.
type refKind uint8

const (
	refNone     refKind = iota
	refGlobal           // slot of the frame's globals
	refLocal            // of the active call
	refCaptured         // of the active function
	refSelf             // the active function
)

// A ref is a resolved name.
type ref struct {
	kind  refKind
	boxed bool // the slot holds a cell: a block's function that is used above its definition
	index int32
	typ   *Type
}

// A local is a parameter or a block's name in scope.
type local struct {
	name  string
	slot  int
	typ   *Type
	boxed bool
}

// A forward is a function that a block defines further down.
type forward struct {
	name  string
	slot  int
	boxed bool // something above its definition refers to it
	done  bool
}

// A capture is a local of an enclosing function, copied into a function value
// when that is made. Locals never change, so a copy is as good.
type capture struct {
	name string
	from ref // in the enclosing function
}

// A funcScope is the function being compiled: its names and what it captures.
// The outermost one holds the block names of script-level statements.
type funcScope struct {
	parent   *funcScope
	body     *body // nil for the outermost
	locals   []local
	forwards []*forward
	captures []capture
	slots    int // slots in use
	maxSlots int
	depth    int // of the tree walk
	height   int // greatest depth
	cost     int64
	dynamic  bool // something is decided by kinds at run time
}

func (fs *funcScope) addLocal(name string, typ *Type) int {
	slot := fs.slots
	fs.slots++
	fs.maxSlots = max(fs.maxSlots, fs.slots)
	fs.locals = append(fs.locals, local{name: name, slot: slot, typ: typ})
	return slot
}

// findLocal returns the innermost local of that name among the function's own.
func (fs *funcScope) findLocal(name string) *local {
	for i := len(fs.locals) - 1; i >= 0; i-- {
		if fs.locals[i].name == name {
			return &fs.locals[i]
		}
	}
	return nil
}

// resolve finds a parameter or block name, capturing it from enclosing
// functions where needed.
func (fs *funcScope) resolve(name string) (ref, bool) {
	if l := fs.findLocal(name); l != nil {
		return ref{kind: refLocal, index: int32(l.slot), typ: l.typ, boxed: l.boxed}, true
	}
	if fs.body != nil && fs.body.local && fs.body.name == name {
		return ref{kind: refSelf, typ: fs.body.typ()}, true
	}
	for i, c := range fs.captures {
		if c.name == name {
			return ref{kind: refCaptured, index: int32(i), typ: c.from.typ, boxed: c.from.boxed}, true
		}
	}
	if fs.parent == nil {
		return ref{}, false
	}
	from, ok := fs.parent.resolve(name)
	if !ok {
		return ref{}, false
	}
	return fs.capture(name, from), true
}

func (fs *funcScope) capture(name string, from ref) ref {
	fs.captures = append(fs.captures, capture{name, from})
	return ref{kind: refCaptured, index: int32(len(fs.captures) - 1), typ: from.typ, boxed: from.boxed}
}

// resolveForward finds a function that an enclosing block defines further down.
func (fs *funcScope) resolveForward(name string) (ref, bool) {
	for i := len(fs.forwards) - 1; i >= 0; i-- {
		if fw := fs.forwards[i]; fw.name == name && !fw.done {
			fw.boxed = true
			return ref{kind: refLocal, index: int32(fw.slot), typ: tFunction, boxed: true}, true
		}
	}
	if fs.parent == nil {
		return ref{}, false
	}
	from, ok := fs.parent.resolveForward(name)
	if !ok {
		return ref{}, false
	}
	return fs.capture(name, from), true
}

// A body is the code of a function of the script, shared by the function
// values made from it.
type body struct {
	name     string // "" for a lambda
	local    bool   // defined in a block: its own name is not global
	params   []string
	unit     *unit
	at       site
	captures []capture
	names    *map[string]decision
	types    []*Type // of the parameters, as far as the place of a lambda tells
	result   *Type   // of the general form
	forms    forms

	traced atomic.Pointer[body] // the form that is recorded; made when it is needed
	plain  *body                // of a traced form, the body that it is of
}

// bytes is about what the code of the body takes, with its text.
func (b *body) bytes() int64 {
	return b.forms.general.cost*nodeBytes + int64(len(b.at.src.Text))
}

// nodeBytes is about what a node takes: its closures, in both forms.
const nodeBytes = 192

func (b *body) typ() *Type {
	result := b.result
	if result == nil {
		result = tAny
	}
	return &Type{kind: functionType, fn: &funcSig{params: b.params, result: result}}
}
