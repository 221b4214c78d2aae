package parser

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

const (
	streamBuffer = 64 << 10 // bytes asked for in a read
	keepBuffer   = 1 << 20  // a buffer that grew beyond this is given back
	maxEmptyRead = 100
)

// A Stream reads statements one at a time. Each comes as soon as its line is
// complete, and only the text of the open statement is kept, so that an input
// of any length is read in bounded memory.
type Stream struct {
	p    parser
	name string

	r          io.Reader
	readErr    error // what ended the input; io.EOF at its end
	buf        []byte
	begin, end int // the bytes of buf that were read and not taken
	scanned    int // up to where there is no newline
	beforeRead func()

	maxBytes int
	lines    []string // of the statement, or of what stands before it on its line
	size     int      // bytes of lines
	again    []string // lines to read again after an error, the next one last
	line     int      // lines before lines[0]
	offset   int      // bytes before lines[0]

	skipped, skippedLines int // what was dropped behind lines as too long

	started bool // the statement has begun; before it, lines are dropped
	src     *diag.Source

	released bool   // the statement returned last
	nodes    *Nodes // holds its tree; nil if that is not to serve again
}

// NewStream returns a stream of the statements of r. The name is for messages.
func NewStream(r io.Reader, name string, o Options) *Stream {
	s := &Stream{name: name, r: r, beforeRead: o.BeforeRead, maxBytes: o.maxBytes()}
	s.p = parser{stream: s, opts: o, limit: o.maxNesting(), freeAt: -1, lineStart: true, scratch: new(scratch)}
	s.p.lex.ResetFeed(s.feed)
	return s
}

// Next returns the next statement and the source that its offsets are in: the
// lines it stands on, with their place in the input. At the end the error is
// io.EOF. A *diag.Error says what is wrong with a statement; the rest of its
// line and the brackets open there are dropped, and Next can be called again.
// Any other error is the reader's, and final.
func (s *Stream) Next() (Stmt, *diag.Source, error) {
	p := &s.p
	s.rebase()
	p.advance()
	for p.tok.Kind == lexer.Newline || p.tok.Kind == lexer.Semi {
		p.lineStart = p.tok.Kind == lexer.Newline
		p.advance()
	}
	if p.tok.Kind == lexer.EOF && !p.lost {
		return nil, nil, s.readErr
	}
	s.started = true
	s.makeRoom()
	s.released = false
	p.prev = diag.Span{}
	stmt := p.statement()
	p.endStatement()
	p.trim()
	if p.lost {
		err := s.recover()
		return nil, nil, err
	}
	p.lineStart = p.tok.Kind == lexer.Newline
	return stmt, s.source(), nil
}

// Release ends the life of the statement that Next returned last: the memory of
// its tree is that of the next one.
func (s *Stream) Release() { s.released = true }

// makeRoom takes memory for the tree of a statement: that of the last one if it
// was released. Else the one to come will hardly be, and gets what it needs.
func (s *Stream) makeRoom() {
	switch {
	case !s.released:
		s.nodes = nil
	case s.nodes == nil:
		s.nodes = new(Nodes)
	default:
		s.nodes.Free()
	}
	s.p.makeRoom(s.nodes, s.size)
}

// rebase makes the next statement's offsets count from the line that it
// begins on, the one that was read last.
func (s *Stream) rebase() {
	if n := len(s.lines) - 1; n > 0 {
		s.drop(n)

		s.p.lex.Rebase(0)
	}
	s.started = false
}

// drop forgets the first n lines of the statement.
func (s *Stream) drop(n int) {
	for _, l := range s.lines[:n] {
		s.offset += len(l)
		s.size -= len(l)
	}
	s.line += n
	s.lines = append(s.lines[:0], s.lines[n:]...)
	clear(s.lines[len(s.lines):cap(s.lines)])
	s.src = nil
}

// source returns the source of the statement: its lines so far.
func (s *Stream) source() *diag.Source {
	if s.src == nil {
		s.src = &diag.Source{Name: s.name, Text: s.text(), Line: s.line, Offset: s.offset}
	}
	return s.src
}

// text returns the lines of the statement so far.
func (s *Stream) text() string {
	if len(s.lines) == 1 {
		return s.lines[0]
	}
	return strings.Join(s.lines, "")
}

// recover returns the statement's error and goes to the line after it.
func (s *Stream) recover() error {
	p := &s.p
	e := p.errs[0]
	if e.Incomplete && s.readErr != io.EOF {
		return s.readErr
	}
	e.Source = s.source()
	s.offset += s.skipped
	s.line += s.skippedLines
	s.skipped, s.skippedLines = 0, 0
	at := p.resumeAt()
	// What was read beyond the line of the error is read again. Most often it
	// is nothing: that the next token stands on a later line is rare.
	keep, end := 0, 0
	for keep < len(s.lines) && (end < at || keep == 0) {
		end += len(s.lines[keep])
		keep++
	}
	for i := len(s.lines) - 1; i >= keep; i-- {
		s.again = append(s.again, s.lines[i])
		s.size -= len(s.lines[i])
	}
	s.lines = s.lines[:keep]
	clear(p.errs)
	p.errs = p.errs[:0]
	p.reset()
	p.stopped = false
	p.lex.ResetFeed(s.feed)
	return e
}

// feed hands the lexer its next line.
func (s *Stream) feed() (line string, offset int, err *diag.Error) {
	if !s.started {
		s.drop(len(s.lines))
	}
	if n := len(s.again); n > 0 {
		line, s.again = s.again[n-1], s.again[:n-1]
	} else if line, err = s.readLine(); err != nil || line == "" {
		return "", 0, err
	}
	if s.size+len(line) > s.maxBytes {
		s.skipped, s.skippedLines = len(line), 1
		return "", 0, s.tooLong()
	}
	offset = s.size
	s.lines = append(s.lines, line)
	s.size += len(line)
	s.src = nil
	return line, offset, nil
}

func (s *Stream) tooLong() *diag.Error {
	return &diag.Error{
		Class: diag.Limit, Code: "source-too-long",
		Message: fmt.Sprintf("a statement is longer than %d bytes", s.maxBytes),
		Span:    diag.Span{Start: s.size, End: s.size},
	}
}

// readLine returns the next line with its newline, or "" at the end.
func (s *Stream) readLine() (string, *diag.Error) {
	for {
		if i := bytes.IndexByte(s.buf[s.scanned:s.end], '\n'); i >= 0 {
			return s.take(s.scanned + i + 1), nil
		}
		s.scanned = s.end
		if s.readErr != nil {
			return s.take(s.end), nil
		}
		if s.end-s.begin > s.maxBytes {
			s.skipLine()
			return "", s.tooLong()
		}
		s.read()
	}
}

// take returns the bytes up to an offset of the buffer.
func (s *Stream) take(end int) string {
	line := s.buf[s.begin:end]
	if s.offset == 0 && s.size == 0 && len(s.lines) == 0 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		s.offset = end - s.begin - len(line)
	}
	text := string(line)
	s.begin, s.scanned = end, end
	if s.begin == s.end {
		s.begin, s.end, s.scanned = 0, 0, 0
		if len(s.buf) > keepBuffer {
			s.buf = nil
		}
	}
	return text
}

// skipLine drops the rest of a line that is too long.
func (s *Stream) skipLine() {
	for {
		if i := bytes.IndexByte(s.buf[s.begin:s.end], '\n'); i >= 0 {
			s.skipped += i + 1
			s.skippedLines++
			s.begin += i + 1
			s.scanned = s.begin
			return
		}
		s.skipped += s.end - s.begin
		s.begin, s.end, s.scanned = 0, 0, 0
		if s.readErr != nil {
			return
		}
		s.read()
	}
}

// read reads more behind what is in the buffer.
func (s *Stream) read() {
	switch {
	case s.begin > 0 && s.end == len(s.buf):
		s.end = copy(s.buf, s.buf[s.begin:s.end])
		s.scanned -= s.begin
		s.begin = 0
	case s.end == len(s.buf):
		s.buf = append(s.buf, make([]byte, max(len(s.buf), streamBuffer))...)
	}
	if s.beforeRead != nil {
		s.beforeRead()
	}
	for range maxEmptyRead {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.readErr = err
		if n > 0 || err != nil {
			return
		}
	}
	s.readErr = io.ErrNoProgress
}
