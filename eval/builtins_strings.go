package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

var (
	paramSep   = Param{Name: "sep", Type: tString}
	paramWidth = Param{Name: "width", Type: tNumber}
	paramFill  = Param{Name: "fill", Type: tString, Default: `" "`}
)

// stringRows work on strings. Positions and lengths count code points.
var stringRows = []Builtin{
	{Name: "upper", Group: groupStrings, Params: []Param{paramS}, Result: tString, call: callUpper,
		Doc:      "The text in capital letters.",
		Examples: []Example{{`upper("añb")`, `"AÑB"`}}},
	{Name: "lower", Group: groupStrings, Params: []Param{paramS}, Result: tString, call: callLower,
		Doc:      "The text in small letters.",
		Examples: []Example{{`lower("ABC")`, `"abc"`}}},
	{Name: "trim", Group: groupStrings, Params: []Param{paramS}, Result: tString, call: callTrim,
		Doc:      "The text without white space at both ends.",
		Examples: []Example{{`trim("  a b ")`, `"a b"`}}},
	{Name: "split", Group: groupStrings, Params: []Param{paramS, paramSep}, Result: tStrings, call: callSplit,
		Doc:      `The parts of the text between separators; its characters for "".`,
		Examples: []Example{{`split("a,b,,c", ",")`, `["a", "b", "", "c"]`}, {`split("día", "")`, `["d", "í", "a"]`}}},
	{Name: "join", Group: groupStrings, Params: []Param{paramList, paramSep}, Result: tString, call: callJoin,
		Doc:      "The strings of a list as one, with a separator between them.",
		Examples: []Example{{`join(["a", "b"], "-")`, `"a-b"`}}},
	{Name: "replace", Group: groupStrings, Params: []Param{paramS, {Name: "old", Type: tString}, {Name: "new", Type: tString}}, Result: tString, call: callReplace,
		Doc:      "The text with every old replaced by new.",
		Examples: []Example{{`replace("a.b.c", ".", "/")`, `"a/b/c"`}}},
	{Name: "starts_with", Group: groupStrings, Params: []Param{paramS, {Name: "prefix", Type: tString}}, Result: tBoolean, call: callStartsWith,
		Doc:      "Whether the text begins with prefix.",
		Examples: []Example{{`starts_with("hello", "he")`, "true"}}},
	{Name: "ends_with", Group: groupStrings, Params: []Param{paramS, {Name: "suffix", Type: tString}}, Result: tBoolean, call: callEndsWith,
		Doc:      "Whether the text ends with suffix.",
		Examples: []Example{{`ends_with("hello", "he")`, "false"}}},
	{Name: "substring", Group: groupStrings, Params: []Param{paramS, {Name: "from", Type: tNumber}, {Name: "length", Type: tNumber, Default: "…"}}, Result: tString, call: callSubstring,
		Doc:      "So many characters of the text from position from on, which counts from 0; all that follow without a length.",
		Examples: []Example{{`substring("hello", 1, 3)`, `"ell"`}, {`substring("hello", 3)`, `"lo"`}}},
	{Name: "pad_left", Group: groupStrings, Params: []Param{paramS, paramWidth, paramFill}, Result: tString, call: callPadLeft,
		Doc:      "The text filled up on its left to so many characters.",
		Examples: []Example{{`pad_left("7", 3, "0")`, `"007"`}, {`pad_left("1234", 3)`, `"1234"`}}},
	{Name: "pad_right", Group: groupStrings, Params: []Param{paramS, paramWidth, paramFill}, Result: tString, call: callPadRight,
		Doc:      "The text filled up on its right to so many characters.",
		Examples: []Example{{`pad_right("ab", 4, ".")`, `"ab.."`}}},
	{Name: "repeat", Group: groupStrings, Params: []Param{paramS, {Name: "n", Type: tNumber}}, Result: tString, call: callRepeat,
		Doc:      "The text n times.",
		Examples: []Example{{`repeat("ab", 3)`, `"ababab"`}}},
}

// text charges for a string of n bytes that is about to be made.
func (k *call) text(f *frame, n int64) bool { return k.room(f, n) }

// shareable is the length in bytes of strings whose parts may share their
// memory. A part of a longer one is copied: it would keep the whole, which the
// budget does not see.
const shareable = 128

// part returns a part of s as a value.
func (k *call) part(f *frame, s, part string) Value {
	if len(s) <= shareable || len(part) == len(s) {
		return StringValue(part)
	}
	return f.piece(part, k.at)
}

func callUpper(f *frame, k *call, a []Value) Value { return k.mapText(f, a, strings.ToUpper) }

func callLower(f *frame, k *call, a []Value) Value { return k.mapText(f, a, strings.ToLower) }

// mapText changes letters one by one: the result takes half as many bytes more
// at most, for a letter of two bytes whose other case has three.
func (k *call) mapText(f *frame, a []Value, change func(string) string) Value {
	n := int64(a[0].lo)
	if !k.charges(f, n>>4) || !k.text(f, n+n>>1) {
		return Null
	}
	return StringValue(change(a[0].str()))
}

func callTrim(f *frame, k *call, a []Value) Value {
	if !k.charges(f, int64(a[0].lo)>>6) {
		return Null
	}
	s := a[0].str()
	return k.part(f, s, strings.TrimSpace(s))
}

func callSplit(f *frame, k *call, a []Value) Value {
	whole, sep := a[0].str(), a[1].str()
	s := whole
	if !k.charges(f, int64(len(s))>>4) {
		return Null
	}
	n := runeCount(s)
	if sep != "" {
		n = strings.Count(s, sep) + 1
	}
	out := k.begin(f, n)
	if out == nil {
		return Null
	}
	for i := 0; i < n; i++ {
		var part string
		switch {
		case sep == "":
			_, size := utf8.DecodeRuneInString(s)
			part, s = s[:size], s[size:]
		default:
			part, s, _ = strings.Cut(s, sep)
		}
		if !f.charge(1) || !f.push(out, k.part(f, whole, part)) {
			break
		}
	}
	return f.finish(k.at)
}

func callJoin(f *frame, k *call, a []Value) Value {
	l, sep := a[0].list(), a[1].str()
	size := int64(0)
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		if v.tag.kind != StringKind {
			k.wrongElement(f, 0, i, v, StringKind)
			return false
		}
		size = min(size+int64(v.lo)+int64(len(sep)), greatestSize+1)
		return true
	})
	if f.err != nil || !k.text(f, size) {
		return Null
	}
	var b strings.Builder
	b.Grow(int(size))
	f.each(l, k.argSite(0), func(i int, v Value) bool {
		if i > 0 {
			b.WriteString(sep)
		}
		if v.tag.kind == StringKind { // as it was before, unless the host changes its data
			b.WriteString(v.str())
		}
		return true
	})
	return StringValue(b.String())
}

func callReplace(f *frame, k *call, a []Value) Value {
	s, old, with := a[0].str(), a[1].str(), a[2].str()
	if !k.charges(f, int64(len(s))>>4) {
		return Null
	}
	n := strings.Count(s, old)
	if n == 0 || old == with {
		return a[0]
	}
	size := int64(len(s)) - int64(n)*int64(len(old))
	if more := int64(len(with)); more > 0 && int64(n) > (greatestSize-size)/more {
		size = greatestSize + 1
	} else {
		size += int64(n) * more
	}
	if !k.text(f, size) {
		return Null
	}
	return StringValue(strings.ReplaceAll(s, old, with))
}

func callStartsWith(_ *frame, _ *call, a []Value) Value {
	return Boolean(strings.HasPrefix(a[0].str(), a[1].str()))
}

func callEndsWith(_ *frame, _ *call, a []Value) Value {
	return Boolean(strings.HasSuffix(a[0].str(), a[1].str()))
}

func callSubstring(f *frame, k *call, a []Value) Value {
	from, ok := k.count(f, a, 1)
	if !ok {
		if f.err.Code == "out-of-range" {
			f.err.Hint = "s[-3:] takes the last 3 characters"
		}
		return Null
	}
	length := maxInt
	if hasArg(a, 2) {
		if length, ok = k.count(f, a, 2); !ok {
			return Null
		}
	}
	s := a[0].str()
	if !k.charges(f, int64(len(s))>>5) {
		return Null
	}
	rest := s[runeOffset(s, from):]
	return k.part(f, s, rest[:runeOffset(rest, length)])
}

func callPadLeft(f *frame, k *call, a []Value) Value {
	pad, ok := k.padding(f, a)
	if !ok {
		return Null
	}
	return StringValue(pad + a[0].str())
}

func callPadRight(f *frame, k *call, a []Value) Value {
	pad, ok := k.padding(f, a)
	if !ok {
		return Null
	}
	return StringValue(a[0].str() + pad)
}

// padding returns what is missing for the width: the fill, again and again,
// cut off where it is enough.
func (k *call) padding(f *frame, a []Value) (string, bool) {
	width := 0 // a negative one is no more than none, as elsewhere
	if n := a[1].number(); n.Sign() > 0 || !n.IsInteger() {
		var ok bool
		if width, ok = k.count(f, a, 1); !ok {
			return "", false
		}
	}
	fill := " "
	if hasArg(a, 2) {
		fill = a[2].str()
	}
	if fill == "" {
		k.fail(f, 2, diag.Value, "empty-fill", "fill of "+k.b.Name+" may not be empty", "", k.b.Name)
		return "", false
	}
	s := a[0].str()
	if !k.charges(f, int64(len(s)+len(fill))>>6) {
		return "", false
	}
	missing := width - runeCount(s)
	if missing <= 0 {
		return "", true
	}
	runes := runeCount(fill)
	whole, rest := missing/runes, missing%runes
	if int64(whole) >= greatestSize/int64(len(fill)) {
		whole = maxInt
	}
	if whole == maxInt || !k.text(f, 2*int64(whole+1)*int64(len(fill))+int64(len(s))) {
		k.room(f, greatestSize+1)
		return "", false
	}
	return strings.Repeat(fill, whole) + fill[:runeOffset(fill, rest)], true
}

func callRepeat(f *frame, k *call, a []Value) Value {
	n, ok := k.count(f, a, 1)
	if !ok {
		return Null
	}
	s := a[0].str()
	size := int64(greatestSize + 1)
	if len(s) == 0 || n == 0 {
		return StringValue("")
	}
	if int64(n) <= greatestSize/int64(len(s)) {
		size = int64(n) * int64(len(s))
	}
	if !k.text(f, size) {
		return Null
	}
	return StringValue(strings.Repeat(s, n))
}
