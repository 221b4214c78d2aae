package eval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// A Display says how numbers are shown where that is not their canonical text.
type Display struct {
	Places   int // digits after the point, -1 for as many as there are
	Notation number.Notation
	Group    bool // separate groups of three digits
	Base     int  // of integers, 2 to 36; 0 for 10
}

// PlainDisplay shows numbers by their canonical text.
var PlainDisplay = Display{Places: -1}

// A printer renders values. It stops at its limit, and whenever the run that
// it prints for has to stop.
type printer struct {
	dst    []byte
	layout *number.Layout  // nil for canonical text
	base   int             // of integers; 0 for 10
	limit  int64           // bytes of dst
	frame  *frame          // charged for what is written; may be nil
	ctx    context.Context // polled between elements; may be nil
	count  int             // elements since it was polled
	err    error
}

// pollElements is the number of elements between two looks at the context.
const pollElements = 1000

// element readies the printer for one more element of a list or map.
func (p *printer) element() bool {
	if p.frame != nil && p.err == nil && !p.frame.charge(1) {
		p.err = p.frame.err
	}
	if p.count++; p.count >= pollElements && p.ctx != nil && p.err == nil {
		p.count = 0
		if err := p.ctx.Err(); err != nil {
			p.err = canceled(err)
		}
	}
	return p.err == nil
}

var errTooLong = errors.New("too long")

// value appends the text of v; strings are quoted inside lists and maps, and
// at the top if quoted is set.
func (p *printer) value(v Value, quoted bool) {
	if p.err != nil {
		return
	}
	switch v.tag.kind {
	case BooleanKind:
		if v.bool() {
			p.text("true")
		} else {
			p.text("false")
		}
	case NumberKind:
		p.number(v.number())
	case StringKind:
		if quoted {
			p.quote(v.str())
		} else {
			p.text(v.str())
		}
	case ListKind:
		p.list(v.list())
	case MapKind:
		p.mapping(v.mapping())
	case FunctionKind:
		if name := v.function().name(); name != "" {
			p.text("<function " + name + ">")
		} else {
			p.text("<function>")
		}
	default:
		p.text("null")
	}
}

// room reserves n bytes.
func (p *printer) room(n int64) bool {
	if p.err != nil {
		return false
	}
	if n > p.limit-int64(len(p.dst)) {
		p.err = errTooLong
		return false
	}
	if p.frame != nil && !p.frame.alloc(n) {
		p.err = p.frame.err
		return false
	}
	return true
}

func (p *printer) text(s string) {
	if p.room(int64(len(s))) {
		p.dst = append(p.dst, s...)
	}
}

func (p *printer) number(n number.Number) {
	if p.base != 0 && n.IsInteger() {
		if p.room(4 * int64(max(n.Adjusted()+1, 16))) { // bits of a decimal digit, rounded up
			if text, err := n.TextBase(p.base); err == nil {
				p.dst = append(p.dst, text...)
				return
			}
		}
		if p.err != nil {
			return
		}
	}
	if p.layout != nil {
		if p.room(int64(n.Digits()) + 64 + int64(max(p.layout.Places, 0))) {
			p.dst = n.AppendLayout(p.dst, *p.layout)
		}
		return
	}
	if n.BigPart() == nil {
		if p.room(48) {
			p.dst = n.Append(p.dst)
		}
		return
	}
	if p.room(int64(n.Digits()) + 64) {
		p.dst = n.Append(p.dst)
	}
}

func (p *printer) list(l *list) {
	p.text("[")
	n := l.len()
	for i := 0; i < n && p.element(); i++ {
		if i > 0 {
			p.text(", ")
		}
		v, err := l.at(i)
		if err != nil {
			p.err = err
			return
		}
		p.value(v, true)
	}
	p.text("]")
}

func (p *printer) mapping(m *mapping) {
	p.text("{")
	first := true
	err := m.entries(func(key string, v Value) bool {
		if !first {
			p.text(", ")
		}
		first = false
		if isName(key) {
			p.text(key)
		} else {
			p.quote(key)
		}
		p.text(": ")
		p.value(v, true)
		return p.element()
	})
	if p.err == nil {
		p.err = err
	}
	p.text("}")
}

// quote appends s as a string literal that reads back.
func (p *printer) quote(s string) {
	if p.room(int64(len(s)) + 2) {
		p.dst = appendQuoted(p.dst, s)
		return
	}
	// Who shortens a text wants the beginning.
	if n := p.limit - int64(len(p.dst)); p.err == errTooLong && p.frame == nil && n > 0 {
		p.dst = appendQuoted(p.dst, strings.ToValidUTF8(s[:min(n, int64(len(s)))], ""))
		p.dst = p.dst[:len(p.dst)-1]
	}
}

func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < ' ' || r == 0x7f || !unicode.IsPrint(r) && r != '\u00a0':
			dst = fmt.Appendf(dst, `\u{%X}`, r)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// maxQuotedKey bounds how much of a key a message shows.
const maxQuotedKey = 60

// quoteKey returns a key as messages show it: source quotes, shortened.
func quoteKey(key string) string {
	if len(key) > maxQuotedKey {
		cut := maxQuotedKey
		for cut > 0 && !utf8.RuneStart(key[cut]) {
			cut--
		}
		return string(appendQuoted(nil, key[:cut])) + "…"
	}
	return string(appendQuoted(nil, key))
}

// isName reports whether s reads as a name where a key stands.
func isName(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// String returns the text of v as str(v) gives it. A text of more than 16 MiB
// is cut, and ends in an ellipsis.
func (v Value) String() string {
	if v.tag.kind == StringKind {
		return v.str()
	}
	p := printer{limit: DefaultLimits.ResultLength}
	p.value(v, false)
	if p.err != nil {
		p.dst = append(p.dst, "…"...)
	}
	return string(p.dst)
}

// appendText appends the text of v for a running program.
func (f *frame) appendText(dst []byte, v Value, quoted bool, at site) ([]byte, bool) {
	p := printer{dst: dst, limit: f.budget.limits.Memory, frame: f}
	p.value(v, quoted)
	if p.err == errTooLong {
		f.memoryExceeded()
	}
	if p.err != nil {
		if f.err == nil {
			f.hostError(p.err, at)
		}
		f.place(at)
		return dst, false
	}
	return p.dst, true
}

// AppendText appends the text of a result as scripts print it: a string at the
// top as it is, numbers as the display settings say. It ends with ctx. Without
// a limit on the text the limit of memory holds: a small value can have a very
// long text, since it may hold another one twice, and that one yet another.
func (s *Session) AppendText(ctx context.Context, dst []byte, v Value) ([]byte, error) {
	limit := min(s.limits.ResultLength, s.limits.Memory)
	p := printer{dst: dst, limit: math.MaxInt64, ctx: ctx, layout: s.layout(), base: s.display.Base}
	if limit < math.MaxInt64-int64(len(dst)) {
		p.limit = int64(len(dst)) + limit
	}
	p.value(v, false)
	if p.err == errTooLong {
		return dst, &diag.Error{Class: diag.Limit, Code: "result-length",
			Message: fmt.Sprintf("the text of the result is longer than %s", byteCount(limit)), Args: []string{byteCount(limit)}}
	}
	if p.err != nil {
		return dst, p.err
	}
	return p.dst, nil
}
