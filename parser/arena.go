package parser

// A slab hands out nodes of one type that were allocated together: a program
// has many, and all of them live and die with it.
type slab[T any] struct {
	room  []T
	used  int   // of room
	rooms [][]T // all rooms, where they serve again
	next  int   // the rooms before it are used up, or in use
	reuse bool
}

// The numbers of nodes in a room.
const (
	maxSlab    = 64
	reusedSlab = 8 // at the least, where rooms serve again
	// maxRooms bounds what one slab keeps for the next tree, in rooms.
	maxRooms = 32
)

func (s *slab[T]) new() *T {
	if s.used == len(s.room) {
		s.grow(1)
	}
	n := &s.room[s.used]
	s.used++
	return n
}

// grow takes a new room, of n nodes at least.
func (s *slab[T]) grow(n int) {
	s.used = 0
	for s.next < len(s.rooms) {
		s.room = s.rooms[s.next]
		if s.next++; len(s.room) >= n {
			return
		}
	}
	least := 2
	if s.reuse {
		least = reusedSlab
	}
	s.room = make([]T, max(min(max(2*len(s.room), least), maxSlab), n))
	if s.reuse && len(s.rooms) < maxRooms && len(s.room) <= maxRooms*maxSlab {
		s.rooms = append(s.rooms, s.room)
		s.next++
	}
}

// reset makes what was handed out empty again, to be handed out once more.
func (s *slab[T]) reset() {
	for _, room := range s.rooms[:s.next] {
		clear(room)
	}
	s.room, s.used, s.next = nil, 0, 0
}

// list hands out a slice of n zero values with no room behind it.
func (s *slab[T]) list(n int) []T {
	if n > len(s.room)-s.used {
		if n > maxSlab/2 && !s.reuse {
			return make([]T, n)
		}
		s.grow(n)
	}
	l := s.room[s.used : s.used+n : s.used+n]
	s.used += n
	return l
}

// copyOf hands out a copy of a slice; nil for an empty one.
func (s *slab[T]) copyOf(from []T) []T {
	if len(from) == 0 {
		return nil
	}
	l := s.list(len(from))
	copy(l, from)
	return l
}

// An arena holds the slabs of the nodes that are common.
type arena struct {
	idents    slab[Ident]
	numbers   slab[NumberLit]
	binaries  slab[BinaryExpr]
	parens    slab[ParenExpr]
	calls     slab[CallExpr]
	members   slab[MemberExpr]
	strings   slab[StringLit]
	exprs     slab[Expr]
	operators slab[Operator]
	args      slab[Arg]
	unaries   slab[UnaryExpr]
	postfixes slab[PostfixExpr]
	compares  slab[CompareExpr]
	exprStmts slab[ExprStmt]
	assigns   slab[AssignStmt]
}

// A Nodes is memory for trees that do not live long: one after the other is
// parsed into it, without allocating anew. Hand it to [Options], and free it
// when the tree is done with. The zero Nodes is ready.
type Nodes struct {
	arena arena
	head  startHead
}

// Free ends the life of the tree: its nodes become those of the next one.
func (n *Nodes) Free() {
	a := &n.arena
	a.idents.reset()
	a.numbers.reset()
	a.binaries.reset()
	a.parens.reset()
	a.calls.reset()
	a.members.reset()
	a.strings.reset()
	a.exprs.reset()
	a.operators.reset()
	a.args.reset()
	a.unaries.reset()
	a.postfixes.reset()
	a.compares.reset()
	a.exprStmts.reset()
	a.assigns.reset()
	n.head = startHead{}
}

// begin makes the memory ready for a tree, and returns the node of its file.
func (n *Nodes) begin() *File {
	a := &n.arena
	if !a.idents.reuse {
		a.idents.reuse, a.numbers.reuse, a.binaries.reuse, a.parens.reuse = true, true, true, true
		a.calls.reuse, a.members.reuse, a.strings.reuse, a.exprs.reuse = true, true, true, true
		a.operators.reuse, a.args.reuse, a.exprStmts.reuse, a.assigns.reuse = true, true, true, true
		a.unaries.reuse, a.postfixes.reuse, a.compares.reuse = true, true, true
	}
	n.head.file.Stmts = n.head.stmts[:0]
	return &n.head.file
}

// A lambdaNode is a lambda of one parameter, and a condNode a choice with up to
// two conditions: each with the slice it holds in one allocation.
type lambdaNode struct {
	LambdaExpr
	params [1]Ident
}

type condNode struct {
	CondExpr
	branches [2]CondBranch
}

// A start is what a program of one short expression needs, in one allocation;
// a smallStart what the shortest do. Allocating takes longer than parsing, and
// the longer the more bytes.
type start struct {
	head      startHead
	idents    [5]Ident
	numbers   [2]NumberLit
	binaries  [4]BinaryExpr
	parens    [2]ParenExpr
	exprs     [10]Expr
	operators [6]Operator
}

type smallStart struct {
	head      startHead
	idents    [2]Ident
	numbers   [3]NumberLit
	binaries  [2]BinaryExpr
	exprs     [4]Expr
	operators [2]Operator
}

type startHead struct {
	file      File
	stmts     [1]Stmt
	exprStmts [1]ExprStmt
}

// The lengths of sources, in bytes, from which on they begin with a start.
const (
	smallStartFrom = 6
	startFrom      = 20
)

// begin makes the arena ready for a source of so many bytes, and returns the
// node of its file.
func (a *arena) begin(bytes int) *File {
	*a = arena{}
	var head *startHead
	switch {
	case bytes < smallStartFrom:
		return new(File)
	case bytes < startFrom:
		s := new(smallStart)
		a.idents.room, a.numbers.room, a.binaries.room = s.idents[:], s.numbers[:], s.binaries[:]
		a.exprs.room, a.operators.room = s.exprs[:], s.operators[:]
		head = &s.head
	default:
		s := new(start)
		a.idents.room, a.numbers.room, a.binaries.room = s.idents[:], s.numbers[:], s.binaries[:]
		a.exprs.room, a.operators.room, a.parens.room = s.exprs[:], s.operators[:], s.parens[:]
		head = &s.head
	}
	a.exprStmts.room = head.exprStmts[:]
	head.file.Stmts = head.stmts[:0]
	return &head.file
}
