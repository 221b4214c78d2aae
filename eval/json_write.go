package eval

import (
	"context"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// AppendJSON appends v as JSON (RFC 8259) on one line: maps as objects in
// their order, numbers with every digit (those of huge or tiny magnitude in
// scientific form), or, if numbersAsStrings is set, as strings of the same
// text, for readers that would take them for binary floats. A function has no
// JSON form: it is a type error, and so is, as a host error, an element of the
// host's that does not convert; dst then comes back as it was.
//
// Control characters, direction controls and the line separators are escaped,
// so the text is safe to show.
//
// The length of the text is not bounded: a range of a billion elements is a
// text of ten billion bytes.
func AppendJSON(dst []byte, v Value, numbersAsStrings bool) ([]byte, error) {
	return appendJSON(dst, v, jsonWriter{quoteNumbers: numbersAsStrings, limit: math.MaxInt64})
}

// AppendJSON is the function [AppendJSON] within the session's limits on the
// length of a result and on memory. It ends when the context does.
func (s *Session) AppendJSON(ctx context.Context, dst []byte, v Value, numbersAsStrings bool) ([]byte, error) {
	limit := min(s.limits.ResultLength, s.limits.Memory)
	return appendJSON(dst, v, jsonWriter{quoteNumbers: numbersAsStrings, limit: limit, ctx: ctx})
}

func appendJSON(dst []byte, v Value, w jsonWriter) ([]byte, error) {
	w.dst, w.start = dst, len(dst)
	if err := w.value(v); err != nil {
		return w.dst[:len(dst)], err
	}
	if err := w.fits(); err != nil {
		return w.dst[:len(dst)], err
	}
	return w.dst, nil
}

// A jsonWriter appends values to dst.
type jsonWriter struct {
	dst          []byte
	start        int // length of dst before
	quoteNumbers bool
	limit        int64           // bytes of the text
	ctx          context.Context // nil: the text cannot be canceled
	elements     int             // since ctx was asked
}

// fits reports whether the text may go on.
func (w *jsonWriter) fits() error {
	if int64(len(w.dst)-w.start) > w.limit {
		return &diag.Error{Class: diag.Limit, Code: "result-length",
			Message: "the text of the result is longer than " + byteCount(w.limit), Args: []string{byteCount(w.limit)}}
	}
	if w.elements++; w.elements < sliceSteps || w.ctx == nil {
		return nil
	}
	w.elements = 0
	if err := w.ctx.Err(); err != nil {
		return canceled(err)
	}
	return nil
}

func (w *jsonWriter) value(v Value) error {
	switch v.tag.kind {
	case NullKind:
		w.dst = append(w.dst, "null"...)
	case BooleanKind:
		if v.bool() {
			w.dst = append(w.dst, "true"...)
		} else {
			w.dst = append(w.dst, "false"...)
		}
	case NumberKind:
		w.number(v)
	case StringKind:
		w.dst = AppendJSONString(w.dst, v.str())
	case ListKind:
		return w.list(v.list())
	case MapKind:
		return w.mapping(v.mapping())
	default:
		return &diag.Error{Class: diag.Type, Code: "json-function", Message: "a function has no JSON form"}
	}
	return nil
}

// number writes the canonical text, which is a JSON number as it stands.
func (w *jsonWriter) number(v Value) {
	if w.quoteNumbers {
		w.dst = append(w.dst, '"')
		defer func() { w.dst = append(w.dst, '"') }()
	}
	w.dst = v.number().Append(w.dst)
}

func (w *jsonWriter) list(l *list) error {
	w.dst = append(w.dst, '[')
	for i, n := 0, l.len(); i < n; i++ {
		if err := w.separate(i); err != nil {
			return err
		}
		v, err := l.at(i)
		if err != nil {
			return hostData(err)
		}
		if err := w.value(v); err != nil {
			return err
		}
	}
	w.dst = append(w.dst, ']')
	return nil
}

func (w *jsonWriter) mapping(m *mapping) error {
	w.dst = append(w.dst, '{')
	i := 0
	var inner error
	err := m.entries(func(key string, v Value) bool {
		if inner = w.separate(i); inner != nil {
			return false
		}
		i++
		w.dst = AppendJSONString(w.dst, key)
		w.dst = append(w.dst, ':')
		inner = w.value(v)
		return inner == nil
	})
	if inner != nil {
		return inner
	}
	if err != nil {
		return hostData(err)
	}
	w.dst = append(w.dst, '}')
	return nil
}

// separate writes what stands before element i, if the text may go on.
func (w *jsonWriter) separate(i int) error {
	if i > 0 {
		w.dst = append(w.dst, ',')
	}
	return w.fits()
}

// hostData returns the error of host data that does not convert as calx's own.
func hostData(err error) error {
	if _, ok := err.(*diag.Error); ok {
		return err
	}
	return &diag.Error{Class: diag.Host, Code: "host", Message: err.Error(), Cause: err}
}

// AppendJSONString appends s as a JSON string. Invalid UTF-8 becomes U+FFFD.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plainJSON(c) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if c >= utf8.RuneSelf && !diag.Hidden(r) && !(r == utf8.RuneError && n == 1) {
			i += n
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = appendJSONEscape(dst, r)
		i += n
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// plainJSON reports whether a byte is a character that stands for itself.
func plainJSON(c byte) bool { return ' ' <= c && c < 0x7F && c != '"' && c != '\\' }

// appendJSONEscape appends the escape of a character below U+10000.
func appendJSONEscape(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	}
	return fmt.Appendf(dst, `\u%04x`, r)
}

// MarshalJSON implements [encoding/json.Marshaler], as [AppendJSON] does it.
// The text is bounded by the default limit on the length of a result, 16 MiB:
// a range that stands in few bytes may be a text of any length.
func (v Value) MarshalJSON() ([]byte, error) { return v.marshalJSON(false) }

func (v Value) marshalJSON(numbersAsStrings bool) ([]byte, error) {
	return appendJSON(nil, v, jsonWriter{quoteNumbers: numbersAsStrings, limit: DefaultLimits.ResultLength})
}

// JSONStrings is a [Value] whose numbers are written to JSON as strings.
type JSONStrings struct{ value Value }

// NumbersAsStrings returns v for encoding/json with its numbers as strings.
func NumbersAsStrings(v Value) JSONStrings { return JSONStrings{v} }

// MarshalJSON implements [encoding/json.Marshaler].
func (s JSONStrings) MarshalJSON() ([]byte, error) { return s.value.marshalJSON(true) }
