package eval

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// ParseJSON reads one JSON text (RFC 8259, strictly: no comments, no trailing
// commas) as a value: objects become maps in document order, arrays lists,
// and numbers are exact, with every digit the text has.
//
// What the RFC leaves open: a byte-order mark at the start is skipped, and a
// key that stands twice in an object, a lone surrogate and invalid UTF-8 are
// errors. The depth of the value, the digits and exponents of numbers and the
// memory that the value takes are bounded by l; an error is a [*diag.Error]
// that points into the text. The time is linear in the length of the text, but
// for numbers of thousands of digits.
func ParseJSON(data []byte, l Limits) (Value, error) {
	l = l.WithDefaults(DefaultLimits)
	r := jsonReader{
		src:    &diag.Source{Text: string(data)},
		depth:  l.ValueDepth,
		digits: digitLimit(l),
		memory: l.Memory - int64(len(data)), // strings of the value are parts of the text
		limits: l,
	}
	if strings.HasPrefix(r.src.Text, byteOrderMark) {
		r.at = len(byteOrderMark)
	}
	r.take(0)
	v := r.value()
	r.space()
	if r.err == nil && r.at < len(r.src.Text) {
		r.fail(r.at, r.at+1, "trailing-text", "the JSON text goes on after its value", "one value a text: is a bracket missing at its start?")
	}
	if r.err != nil {
		return Null, r.err
	}
	return v, nil
}

// UnmarshalJSON implements [encoding/json.Unmarshaler], as [ParseJSON] reads within
// the default limits: numbers are exact, with every digit.
func (v *Value) UnmarshalJSON(text []byte) error {
	x, err := ParseJSON(text, DefaultLimits)
	if err == nil {
		*v = x
	}
	return err
}

const byteOrderMark = "\ufeff"

// A jsonReader reads one text from left to right. The first error stays, and
// every method returns at once when it sees one.
type jsonReader struct {
	src    *diag.Source
	at     int // offset of the next byte
	err    *diag.Error
	depth  int64   // levels that may still be opened
	digits int     // limit on the digits of a number
	memory int64   // bytes that the value may still take
	stack  []Value // elements of the arrays that are open
	fields int     // entries of the object read last: the next one is likely to have as many
	limits Limits
}

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (r *jsonReader) fail(start, end int, code, message, hint string) {
	r.failClass(diag.Value, start, end, code, message, hint)
}

// Not inlined: it is called at many places, where its size counts and its time does not.
//
//go:noinline
func (r *jsonReader) failClass(class diag.Class, start, end int, code, message, hint string) {
	if r.err == nil {
		r.err = &diag.Error{Class: class, Code: "json-" + code, Message: message, Hint: hint,
			Source: r.src, Span: diag.Span{Start: start, End: end}}
	}
}

// take accounts for n bytes of memory before they are allocated.
func (r *jsonReader) take(n int64) bool {
	if r.memory -= n; r.memory < 0 {
		r.failClass(diag.Limit, r.at, r.at+1, "memory", "the data takes more than "+byteCount(r.limits.Memory)+" of memory", "")
	}
	return r.err == nil
}

// space skips white space.
func (r *jsonReader) space() {
	for r.at < len(r.src.Text) {
		switch r.src.Text[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// peek skips white space and returns the byte that follows, 0 at the end.
func (r *jsonReader) peek() byte {
	r.space()
	if r.at < len(r.src.Text) {
		return r.src.Text[r.at]
	}
	return 0
}

// value reads any value.
func (r *jsonReader) value() Value {
	switch c := r.peek(); {
	case c == '"':
		return StringValue(r.text())
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	case c == '{':
		return r.nested(r.object)
	case c == '[':
		return r.nested(r.array)
	case r.word("true"):
		return Boolean(true)
	case r.word("false"):
		return Boolean(false)
	case r.word("null"):
		return Null
	}
	r.expect("a value")
	return Null
}

// word reads a word that no other letter or digit follows.
func (r *jsonReader) word(w string) bool {
	rest := r.src.Text[r.at:]
	if !strings.HasPrefix(rest, w) || len(rest) > len(w) && isWordByte(rest[len(w)]) {
		return false
	}
	r.at += len(w)
	return true
}

func isWordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// nested reads a value that holds others, one level deeper.
func (r *jsonReader) nested(read func() Value) Value {
	if r.depth == 0 {
		r.failClass(diag.Limit, r.at, r.at+1, "value-depth", "the data is nested too deep", "")
		return Null
	}
	r.depth--
	v := read()
	r.depth++
	return v
}

// array reads an array. Its elements are gathered on a stack that all open
// arrays share, so that the list is allocated once and with its exact size.
func (r *jsonReader) array() Value {
	start, base := r.at, len(r.stack)
	r.at++
	for more := r.peek() != ']'; more && r.err == nil; more = r.comma(start, ']') {
		if v := r.value(); r.take(valueBytes) {
			r.stack = append(r.stack, v)
		}
	}
	if r.err != nil || !r.take(64) {
		return Null
	}
	r.at++ // the bracket
	elems := append([]Value(nil), r.stack[base:]...)
	clear(r.stack[base:])
	r.stack = r.stack[:base]
	return listValue(newList(elems))
}

// maxFieldsGuess bounds the room made for the entries of an object.
const maxFieldsGuess = 32

// object reads an object.
func (r *jsonReader) object() Value {
	start := r.at
	r.at++
	n := min(r.fields, maxFieldsGuess)
	b := mapBuilder{keys: make([]string, 0, n), vals: make([]Value, 0, n)}
	for more := r.peek() != '}'; more && r.err == nil; more = r.comma(start, '}') {
		r.entry(&b)
	}
	if r.err != nil || !r.take(96) {
		return Null
	}
	r.at++ // the brace
	r.fields = len(b.keys)
	return mapValue(b.mapping())
}

// entry reads a key, a colon and a value into b.
func (r *jsonReader) entry(b *mapBuilder) {
	if r.peek() != '"' {
		r.expect("a key in double quotes")
		return
	}
	start := r.at
	key := r.text()
	end := r.at
	if r.peek() != ':' {
		r.expect("a colon after the key")
	}
	if r.err != nil {
		return
	}
	r.at++ // the colon
	v := r.value()
	if r.take(entryBytes) && !b.set(key, v) {
		r.fail(start, end, "duplicate-key", "the object has this key twice", "")
	}
}

// comma reads what follows an element: a comma, after which another must
// follow, or the closing bracket, which it leaves.
func (r *jsonReader) comma(open int, closing byte) bool {
	switch c := r.peek(); {
	case r.err != nil || c == closing:
		return false
	case c == ',':
		comma := r.at
		r.at++
		if r.peek() == closing {
			r.fail(comma, comma+1, "trailing-comma", "a comma must be followed by another "+noun(closing), "JSON knows no trailing comma")
		}
		return true
	case r.at == len(r.src.Text):
		r.fail(open, open+1, "unclosed", "the "+container(closing)+" that begins here is never closed", "")
	default:
		r.expect("a comma or " + string(closing))
	}
	return false
}

func noun(closing byte) string {
	if closing == ']' {
		return "element"
	}
	return "key"
}

func container(closing byte) string {
	if closing == ']' {
		return "array"
	}
	return "object"
}

// expect reports that what must stand at the current place does not.
func (r *jsonReader) expect(what string) {
	if r.err != nil {
		return
	}
	s := r.src.Text
	if r.at == len(s) {
		r.fail(r.at, r.at, "end", "the JSON text ends where "+what+" must follow", "")
		return
	}
	end := r.at
	for end < len(s) && isWordByte(s[end]) {
		end++
	}
	if end == r.at {
		_, n := utf8.DecodeRuneInString(s[r.at:])
		end += n
	}
	r.fail(r.at, end, "unexpected", "expected "+what, jsonHint(s[r.at:end]))
}

// jsonHint says what to write instead of something that other notations have.
func jsonHint(s string) string {
	switch s {
	case "'", "`":
		return "strings and keys stand in double quotes"
	case "/", "#":
		return "JSON knows no comments"
	case "+", ".":
		return "a number begins with a digit or with - and a digit"
	case ",":
		return "one comma between two elements"
	case "True", "False", "TRUE", "FALSE":
		return "write " + strings.ToLower(s)
	case "None", "nil", "NULL", "Null", "undefined":
		return "write null"
	case "NaN", "Infinity", "nan", "inf", "Inf":
		return "JSON knows no such number"
	}
	if isWordByte(s[0]) {
		return "text stands in double quotes"
	}
	return ""
}

// number reads a number.
func (r *jsonReader) number() Value {
	start := r.at
	text := r.numberText()
	if r.err != nil || !r.take(int64(len(text))/2&^31) { // short ones are part of their Value
		return Null
	}
	n, err := number.Parse(strings.TrimPrefix(text, "-"), r.digits)
	if err == nil && text[0] == '-' {
		n, err = exactly.Neg(n)
	}
	if err != nil {
		r.failNumber(start, r.at, err)
		return Null
	}
	return NumberValue(n)
}

// numberText scans -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
func (r *jsonReader) numberText() string {
	s, start := r.src.Text, r.at
	if s[r.at] == '-' {
		r.at++
	}
	zero := r.at < len(s) && s[r.at] == '0'
	if n := r.digitRun("a digit after the minus sign"); zero && n > 1 {
		r.fail(start, r.at, "leading-zero", "a number may not begin with 0", "")
	}
	if r.at < len(s) && s[r.at] == '.' {
		r.at++
		r.digitRun("a digit after the decimal point")
	}
	if r.at < len(s) && s[r.at]|0x20 == 'e' {
		r.at++
		if r.at < len(s) && (s[r.at] == '+' || s[r.at] == '-') {
			r.at++
		}
		r.digitRun("the digits of the exponent")
	}
	if r.err == nil && r.at < len(s) && isWordByte(s[r.at]) {
		r.fail(start, r.at+1, "bad-number", "this is no number", "text stands in double quotes")
	}
	return s[start:r.at]
}

// digitRun reads digits and returns how many there are.
func (r *jsonReader) digitRun(what string) int {
	s, start := r.src.Text, r.at
	for r.at < len(s) && '0' <= s[r.at] && s[r.at] <= '9' {
		r.at++
	}
	if r.at == start && r.err == nil {
		r.fail(r.at, min(r.at+1, len(s)), "bad-number", "expected "+what, "")
	}
	return r.at - start
}

func (r *jsonReader) failNumber(start, end int, err error) {
	class, message := diag.Value, err.Error()
	var e *number.Error
	if errors.As(err, &e) {
		message = e.Message
		if e.Kind == number.TooLarge {
			class = diag.Limit
		}
	}
	r.failClass(class, start, end, "number", message, "")
}

// text reads a string. One without escapes is a part of the source text and
// takes no memory of its own.
func (r *jsonReader) text() string {
	s, start := r.src.Text, r.at
	ascii := byte(0)
	for i := start + 1; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"':
			r.at = i + 1
			return r.checked(s[start+1:i], start+1, ascii)
		case c == '\\':
			return r.escaped(start, i)
		case c < ' ':
			r.control(i)
			return ""
		}
		ascii |= c
	}
	r.unclosed(start)
	return ""
}

func (r *jsonReader) control(i int) {
	r.fail(i, i+1, "control-character", "a string may not hold a control character", `write \n for a newline, \t for a tab, \u and four digits for others`)
}

func (r *jsonReader) unclosed(start int) {
	r.fail(start, start+1, "unclosed", "the string that begins here is never closed", "")
}

// checked returns s, which starts at offset at, if it is valid UTF-8; bits are
// those that any of its bytes has.
func (r *jsonReader) checked(s string, at int, bits byte) string {
	if bits < utf8.RuneSelf || utf8.ValidString(s) {
		return s
	}
	for i, c := range s {
		if c == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			r.fail(at+i, at+i+1, "invalid-utf8", "the text is not valid UTF-8 here", "")
			break
		}
	}
	return s
}

// escaped reads a string that starts at start and has its first escape at i.
func (r *jsonReader) escaped(start, i int) string {
	s := r.src.Text
	var b []byte
	from := start + 1
	for r.err == nil {
		n := strings.IndexAny(s[i:], "\"\\")
		if n < 0 {
			r.unclosed(start)
			break
		}
		piece := s[from : i+n]
		if c := strings.IndexFunc(piece, func(c rune) bool { return c < ' ' }); c >= 0 {
			r.control(from + c)
			break
		}
		b = append(b, r.checked(piece, from, utf8.RuneSelf)...)
		i += n
		if s[i] == '"' {
			r.at = i + 1
			r.take(int64(len(b)))
			return string(b)
		}
		b, from = r.escape(b, i)
		i = from
	}
	return ""
}

// escape appends the character of the escape at offset i and returns the
// offset after it.
func (r *jsonReader) escape(b []byte, i int) ([]byte, int) {
	s := r.src.Text
	if i+1 == len(s) {
		r.fail(i, i+1, "end", "the JSON text ends within a string", "")
		return b, i
	}
	if k := strings.IndexByte(`"\/bfnrt`, s[i+1]); k >= 0 {
		return append(b, "\"\\/\b\f\n\r\t"[k]), i + 2
	}
	c, ok := hex4(s, i)
	if !ok {
		_, n := utf8.DecodeRuneInString(s[i+1:])
		r.fail(i, i+1+n, "bad-escape", "this is no escape of JSON", `there are \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits`)
		return b, i
	}
	end := i + 6
	if 0xDC00 <= c && c <= 0xDFFF {
		r.fail(i, end, "surrogate", "this second half of a surrogate pair has no first half before it", "")
	}
	if 0xD800 <= c && c <= 0xDBFF {
		low, ok := hex4(s, end)
		if !ok || low < 0xDC00 || low > 0xDFFF {
			r.fail(i, end, "surrogate", "this first half of a surrogate pair has no second half after it", "")
		}
		c = (c-0xD800)<<10 + (low - 0xDC00) + 0x10000
		end += 6
	}
	return utf8.AppendRune(b, c), end
}

// hex4 reads \uXXXX at offset i.
func hex4(s string, i int) (rune, bool) {
	if i+6 > len(s) || s[i] != '\\' || s[i+1] != 'u' {
		return 0, false
	}
	var c rune
	for _, d := range []byte(s[i+2 : i+6]) {
		switch {
		case '0' <= d && d <= '9':
			d -= '0'
		case 'a' <= d|0x20 && d|0x20 <= 'f':
			d = d | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		c = c<<4 | rune(d)
	}
	return c, true
}
