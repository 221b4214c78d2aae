// Package parser reads calx programs into trees.
//
// [Parse] reads a whole text, a [Stream] one statement at a time from a reader.
// Both are one parser, which knows syntax only: which names are functions, and
// of what types, is for those who read the tree. The height of a tree is
// bounded, and a chain of one level is one node however long, so that what
// walks trees may recurse without a guard.
package parser

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// Limits bounds what the parser takes. Of both fields 0 means the default and
// -1 none.
type Limits struct {
	MaxBytes int // length of the source; in a stream, of a statement
	// MaxNesting is how many constructs may stand within each other: brackets,
	// prefix operators, powers, postfix operators, lambdas, choices. Chains of
	// one level are no nesting; a tree is at most some eight times as high.
	MaxNesting int
}

// The default limits.
const (
	DefaultMaxBytes   = 16 << 20
	DefaultMaxNesting = 1000
)

// maxBytesEver holds even where no limit is wanted: code keeps offsets of 32
// bits.
const maxBytesEver = math.MaxInt32

// maxNestingEver holds even where no limit is wanted: what walks the tree
// recurses, and a Go stack that overflows ends the process.
const maxNestingEver = 20_000

// Options say how to parse.
type Options struct {
	Limits

	// Directives allows lines such as ":precision 50". Elsewhere they are
	// errors that say that a host sets options instead.
	Directives bool

	// Continue is the rule of a REPL: a line that begins with a binary
	// operator, |> or .name goes on from the last result, as if "ans" stood
	// before it.
	Continue bool

	// Comments keeps where the comments stand in [File.Comments].
	Comments bool

	// Nodes, if set, is where the tree of a whole program is made, and lives
	// until [Nodes.Free]. Without it a tree lives as long as something refers to
	// it.
	Nodes *Nodes

	// BeforeRead, if set, is called by a [Stream] just before a read that may
	// wait for input: the moment to flush what was written.
	BeforeRead func()
}

// Parse parses a whole program with the default options. The error is a
// [*diag.Error], or a [diag.List] of several. There is a tree even where there
// are errors; [BadExpr] stands in it for what could not be read.
func Parse(src *diag.Source) (*File, error) { return ParseWith(src, Options{}) }

// ParseWith parses a whole program.
func ParseWith(src *diag.Source, o Options) (*File, error) {
	p := parser{src: src, opts: o, limit: o.maxNesting(), freeAt: -1, lineStart: true, scratch: scratches.Get().(*scratch)}
	defer p.release()
	file := p.makeRoom(o.Nodes, len(src.Text))
	file.Source = src
	if limit := o.maxBytes(); len(src.Text) > limit {
		return file, sourceTooLong(src, limit)
	}
	p.lex.Comments = o.Comments
	p.lex.Reset(src)
	p.file(file)
	file.Comments = p.comments
	if len(p.errs) == 0 {
		return file, nil
	}
	slices.SortStableFunc(p.errs, func(a, b *diag.Error) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return file, p.errs.Err()
}

// ParseExpr parses an expression of a source that has been parsed, given its
// span, and returns the same tree. It may be any but a superscript or a stage of
// a pipe.
func ParseExpr(src *diag.Source, span diag.Span, o Options) (Expr, error) {
	p := parser{src: src, opts: o, limit: o.maxNesting(), freeAt: -1, scratch: scratches.Get().(*scratch)}
	defer p.release()
	p.makeRoom(o.Nodes, span.End-span.Start)
	p.lex.ResetSpan(src, span)
	p.ctx.newlines = skipInBracket // where a newline would end it, it has ended
	p.advance()
	x := p.expr()
	if p.tok.Kind != lexer.EOF {
		p.unexpected("")
	}
	return x, p.errs.Err()
}

// makeRoom takes memory for the tree of so many bytes: that of n, or its own if
// n is nil. It returns the node of its file.
func (p *parser) makeRoom(n *Nodes, bytes int) *File {
	if n == nil {
		p.nodes = &p.own
		return p.own.begin(bytes)
	}
	p.nodes = &n.arena
	return n.begin()
}

func (o *Options) maxBytes() int {
	switch {
	case o.MaxBytes == 0:
		return DefaultMaxBytes
	case o.MaxBytes < 0:
		return maxBytesEver
	}
	return min(o.MaxBytes, maxBytesEver)
}

func (o *Options) maxNesting() int {
	switch {
	case o.MaxNesting == 0:
		return DefaultMaxNesting
	case o.MaxNesting < 0:
		return maxNestingEver
	}
	return min(o.MaxNesting, maxNestingEver)
}

func sourceTooLong(src *diag.Source, limit int) *diag.Error {
	return &diag.Error{
		Class: diag.Limit, Code: "source-too-long", Source: src,
		Message: fmt.Sprintf("the source is longer than %d bytes", limit),
	}
}

// A parser reads statements by recursive descent, and operators by climbing
// the table of precedences. One token is looked at, rarely two. After an error
// it is "lost": the token reads as the end until a place is found to go on.
type parser struct {
	lex    lexer.Lexer
	src    *diag.Source
	stream *Stream // nil when a whole source is parsed
	opts   Options

	tok    lexer.Token
	prev   diag.Span // of the token before tok
	next   lexer.Token
	peeked bool // next is the token after tok

	ctx    context
	depth  int // constructs that are open
	height int // of the expression read last: constructs within each other
	limit  int // of depth and height together
	freeAt int // an if, lambda or not may begin here whatever the level

	lineStart bool // the statement is the first one of its line

	lost    bool
	stopped bool // nothing more is reported
	culprit lexer.Token
	errs    diag.List

	comments []diag.Span
	nodes    *arena
	*scratch
}

// A scratch is room for the parts of chains and lists that are being read;
// once complete they are copied. It also holds the arena of a tree that has no
// [Nodes].
type scratch struct {
	own       arena
	operands  []Expr
	operators []Operator
	args      []Arg
}

// scratches keeps scratch room for the next source.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

// keepScratch bounds the room that is kept, in nodes.
const keepScratch = 1 << 12

// cut takes the end off a list, and leaves no reference to it in the room.
func cut[T any](list []T, length int) []T {
	clear(list[length:])
	return list[:length]
}

// release gives the room back, with no reference left in it.
func (s *scratch) release() {
	s.trim()
	s.operands, s.operators, s.args = cut(s.operands, 0), s.operators[:0], cut(s.args, 0)
	s.own = arena{}
	scratches.Put(s)
}

// trim gives up room that one large statement needed.
func (s *scratch) trim() {
	if cap(s.operands) > keepScratch || cap(s.operators) > keepScratch || cap(s.args) > keepScratch {
		*s = scratch{}
	}
}

// A context is what an opening bracket changes and its end restores.
type context struct {
	newlines newlineRule
	open     diag.Span // the bracket; empty outside of all
	openKind lexer.Kind
	start    int // where the expression being read begins
}

// A newlineRule says what a newline means after a complete expression.
type newlineRule uint8

const (
	endStatement newlineRule = iota // at the top level and in blocks
	skipInCond                      // between if and else, ? and :
	skipInBracket
)

// advance goes to the next token. Newlines are skipped where they are white space.
func (p *parser) advance() {
	if p.lost {
		return
	}
	p.prev = p.tok.Span
	for {
		if p.peeked {
			p.tok, p.peeked = p.next, false
		} else {
			p.tok = p.lex.Next()
		}
		switch {
		case p.tok.Kind == lexer.Bad:
			p.lexerError()
		case p.tok.Kind == lexer.Newline && p.ctx.newlines != endStatement:
			continue
		case p.tok.Kind == lexer.Comment:
			p.keepComment(p.tok.Span)
			continue
		}
		return
	}
}

// skipNewlines goes over newlines where the statement cannot be complete.
func (p *parser) skipNewlines() {
	for p.tok.Kind == lexer.Newline {
		prev := p.prev
		p.advance()
		p.prev = prev
	}
}

// peek returns the token after tok. In brackets it looks over newlines;
// elsewhere it does not, so that no line is waited for.
func (p *parser) peek() lexer.Token {
	for !p.peeked {
		p.next = p.lex.Next()
		if p.next.Kind == lexer.Comment {
			p.keepComment(p.next.Span)
			continue
		}
		p.peeked = p.next.Kind != lexer.Newline || p.ctx.newlines != skipInBracket
	}
	return p.next
}

// keepComment notes a comment, unless it is one that is read again after an error.
func (p *parser) keepComment(at diag.Span) {
	if n := len(p.comments); n == 0 || p.comments[n-1].Start < at.Start {
		p.comments = append(p.comments, at)
	}
}

// file reads statements to the end of the source.
func (p *parser) file(f *File) {
	p.advance()
	for p.skipEmpty() {
		p.prev = diag.Span{}
		if s := p.statement(); s != nil {
			f.Stmts = append(f.Stmts, s)
		}
		p.endStatement()
		if p.lost && !p.nextLine() {
			return
		}
	}
}

// skipEmpty goes to where a statement begins, and reports whether one does.
func (p *parser) skipEmpty() bool {
	for p.tok.Kind == lexer.Newline || p.tok.Kind == lexer.Semi {
		p.lineStart = p.tok.Kind == lexer.Newline
		p.advance()
	}
	return p.tok.Kind != lexer.EOF || p.lost && p.nextLine() && p.skipEmpty()
}

// endStatement checks that a statement ends here.
func (p *parser) endStatement() {
	switch p.tok.Kind {
	case lexer.Newline, lexer.Semi, lexer.EOF:
		return
	}
	p.unexpected("")
}

// enter and leave go into a construct that nests and out of it.
func (p *parser) enter() {
	p.depth++
	if p.depth > p.limit {
		p.tooDeep()
	}
}

func (p *parser) leave(height int) {
	p.depth--
	p.height = height + 1
}

// wrap is for a construct that begins with one that was read already, of a
// height: it nests as well, though the parser did not recurse.
func (p *parser) wrap(height int) {
	p.height = height + 1
	if p.depth+p.height > p.limit {
		p.tooDeep()
	}
}
