package eval

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
)

// textRows go between numbers and their texts.
var textRows = []Builtin{
	{Name: "str", Group: groupStrings, Params: []Param{paramAny}, Result: tString, call: callStr,
		Doc:      "The text of any value, as it is printed.",
		Examples: []Example{{"str(1/8)", `"0.125"`}, {`"total " + str([1, "a"])`, `"total [1, \"a\"]"`}}},
	{Name: "num", Group: groupStrings, Params: []Param{paramS, {Name: "default", Type: tAny, Default: "…"}}, call: callNum,
		result: func(args []*Type) *Type {
			if args[1] == tAny {
				return tAny
			}
			return join(tNumber, args[1])
		},
		Doc:      "The number that a text holds, with a sign and spaces around it; the default if it holds none.",
		Examples: []Example{{`num(" -12.5 ")`, "-12.5"}, {`num("1_000")`, "1000"}, {`num("n/a", 0)`, "0"}}},
	{Name: "format", Group: groupStrings, Params: []Param{paramX, {Name: "places", Type: tNumber}, {Name: "thousands", Type: tString, Default: `","`}}, Result: tString, call: callFormat,
		Doc:      "The text of x with so many decimal places and groups of three digits.",
		Examples: []Example{{"format(1234567.891, 2)", `"1,234,567.89"`}, {`format(1234.5, 2, "")`, `"1234.50"`}}},
	{Name: "hex", Group: groupStrings, Params: []Param{{Name: "n", Type: tNumber}}, Result: tString, call: callHex,
		Doc:      "The integer n in base 16.",
		Examples: []Example{{"hex(255)", `"0xff"`}, {"hex(-16)", `"-0x10"`}}},
	{Name: "bin", Group: groupStrings, Params: []Param{{Name: "n", Type: tNumber}}, Result: tString, call: callBin,
		Doc:      "The integer n in base 2.",
		Examples: []Example{{"bin(10)", `"0b1010"`}}},
	{Name: "oct", Group: groupStrings, Params: []Param{{Name: "n", Type: tNumber}}, Result: tString, call: callOct,
		Doc:      "The integer n in base 8.",
		Examples: []Example{{"oct(511)", `"0o777"`}}},
}

func callStr(f *frame, k *call, a []Value) Value {
	if a[0].tag.kind == StringKind {
		return a[0]
	}
	// Lists that share their parts may have a text without bound.
	p := printer{limit: min(f.budget.limits.Memory, greatestSize), frame: f}
	p.value(a[0], false)
	switch {
	case p.err == errTooLong:
		k.room(f, greatestSize+1)
	case p.err != nil:
		f.hostError(p.err, k.at)
	}
	if f.err != nil {
		f.place(k.at)
		return Null
	}
	return StringValue(string(p.dst))
}

func callNum(f *frame, k *call, a []Value) Value {
	s := strings.TrimSpace(a[0].str())
	if !k.charges(f, int64(len(s))>>6) {
		return Null
	}
	negative := false
	if r, size := utf8.DecodeRuneInString(s); r == '-' || r == '+' || r == '−' {
		negative = r != '+'
		s = s[size:]
	}
	n, err := f.num.Parse(s)
	switch {
	case number.IsKind(err, number.BadText) && hasArg(a, 1):
		return a[1]
	case number.IsKind(err, number.BadText):
		return k.fail(f, 0, diag.Value, "bad-number", "the text is not a number", numHint(s))
	case err == nil && negative:
		n, err = exactly.Neg(n)
	}
	return k.number(f, n, err)
}

// numHint says what to do about common texts that are no literals.
func numHint(s string) string {
	switch {
	case strings.Contains(s, ","):
		return `remove the commas with replace(s, ",", ""), or give a default: num(s, 0)`
	case strings.HasSuffix(s, "%"):
		return `take the sign away with replace(s, "%", "") and divide by 100`
	}
	return "give a default for texts that are no numbers: num(s, 0)"
}

func callFormat(f *frame, k *call, a []Value) Value {
	places, ok := k.integer(f, a, 1, 0, number.MaxPlaces, 0)
	if !ok {
		return Null
	}
	layout := number.Layout{Places: int(places), Group: ",", Rounding: f.num.Rounding}
	if hasArg(a, 2) {
		layout.Group = a[2].str()
		if len(layout.Group) > maxSeparator || strings.ContainsAny(layout.Group, "0123456789.-+eE") {
			return k.fail(f, 2, diag.Value, "separator", "thousands of format must be a short text that cannot be part of a number",
				`replace(format(x, 2, " "), ".", ",") makes a decimal comma`)
		}
	}
	text, err := f.num.AppendLayout(nil, a[0].number(), layout)
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	if !k.text(f, int64(len(text))) {
		return Null
	}
	return StringValue(string(text))
}

// maxSeparator bounds what stands between groups of digits, in bytes.
const maxSeparator = 8

func callHex(f *frame, k *call, a []Value) Value { return k.inBase(f, a, 16) }

func callBin(f *frame, k *call, a []Value) Value { return k.inBase(f, a, 2) }

func callOct(f *frame, k *call, a []Value) Value { return k.inBase(f, a, 8) }

func (k *call) inBase(f *frame, a []Value, base int) Value {
	n := a[0].number()
	if !n.IsInteger() {
		return k.fail(f, 0, diag.Value, "not-an-integer", k.what(0)+" must be an integer", "")
	}
	digits := int64(n.Adjusted()) + 1
	if limit := int64(f.num.MaxDigits); digits > limit && digits > 40 {
		return k.fail(f, 0, diag.Limit, "limit", "the number has more digits than the limit", "")
	}
	// Up to 3.33 binary digits for a decimal one, and the number itself.
	if !k.charges(f, digits>>4) || !k.text(f, 5*digits+64) {
		return Null
	}
	text, err := n.TextBase(base)
	if err != nil {
		f.failNumber(k.at, err)
		return Null
	}
	return StringValue(text)
}
