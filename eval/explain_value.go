package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/number"
)

// Values as explanations keep them: copied if they are small, else as text.

// copied returns a copy of a value that shares nothing with the host's data nor
// with long lists; ok is false if it takes more than room bytes, or holds a
// function. exact becomes false if a number in it is rounded.
func copied(v Value, room *int, exact *bool) (_ Value, ok bool) {
	*room -= int(valueBytes)
	switch v.tag.kind {
	case NumberKind:
		n := v.number()
		*exact = *exact && !n.Rounded()
		*room -= n.Bytes()
		return v, n.Words() <= maxKeptWords && *room >= 0
	case StringKind:
		*room -= int(min(v.lo, maxValueBytes+1))
		if *room < 0 {
			return Null, false
		}
		return StringValue(strings.Clone(v.str())), true
	case ListKind:
		return copiedList(v, room, exact)
	case MapKind:
		return copiedMap(v, room, exact)
	case FunctionKind:
		return Null, false
	}
	return v, *room >= 0
}

func copiedList(v Value, room *int, exact *bool) (Value, bool) {
	l := v.list()
	if r := l.interval(); r != nil {
		*exact = *exact && !r.first.Rounded() && !r.step.Rounded()
		return v, r.n <= maxOperands
	}
	n := l.len()
	if n > *room {
		return Null, false
	}
	elems := make([]Value, n)
	for i := range elems {
		x, err := l.at(i)
		if err != nil {
			return Null, false
		}
		var ok bool
		if elems[i], ok = copied(x, room, exact); !ok {
			return Null, false
		}
	}
	return listValue(newList(elems)), true
}

func copiedMap(v Value, room *int, exact *bool) (Value, bool) {
	var b mapBuilder
	fits := true
	err := v.mapping().entries(func(key string, x Value) bool {
		*room -= len(key)
		if x, fits = copied(x, room, exact); fits {
			b.set(strings.Clone(key), x)
		}
		return fits
	})
	if err != nil || !fits {
		return Null, false
	}
	return mapValue(b.mapping()), true
}

// maxPreview bounds the text of a value that is shown, in bytes.
const maxPreview = 200

// preview returns a value's text, or of a long one the beginning and how much
// there is.
func preview(v Value) string {
	switch v.tag.kind {
	case NumberKind:
		return shortNumber(v.number(), maxPreview)
	case StringKind:
		s := v.str()
		if len(s) <= maxPreview {
			return string(appendQuoted(nil, s))
		}
		cut := maxPreview
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		return string(appendQuoted(nil, s[:cut])) + fmt.Sprintf("… (%d bytes)", len(s))
	}
	p := printer{limit: maxPreview}
	p.value(v, true)
	if p.err == nil {
		return string(p.dst)
	}
	for !utf8.Valid(p.dst) {
		p.dst = p.dst[:len(p.dst)-1]
	}
	size := ""
	switch v.tag.kind {
	case ListKind:
		size = fmt.Sprintf(" (%s)", plural(v.list().len(), "element"))
	case MapKind:
		size = fmt.Sprintf(" (%d entries)", v.mapping().len())
	}
	return string(p.dst) + "…" + size
}

func (s seen) shown() string {
	if s.text != "" {
		return s.text
	}
	return preview(s.v)
}

// maxNumberText is the length of numbers within reasons.
const maxNumberText = 40

// shortNumber returns a number's text in at most so many bytes or a few more: of
// a long one the first and last digits, and how many there are.
func shortNumber(n number.Number, limit int) string {
	if words := n.Words(); words > maxKeptWords {
		return fmt.Sprintf("a number of about %d digits", words*77/4)
	}
	s := n.String()
	if len(s) <= limit {
		return s
	}
	const tail = 6
	return fmt.Sprintf("%s…%s (%d digits)", s[:limit-tail-16], s[len(s)-tail:], n.Digits())
}
