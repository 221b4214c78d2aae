package eval

import (
	"io"
	"regexp"
	"regexp/syntax"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// patternRows match regular expressions of RE2's syntax, whose time is bounded
// by the length of the text times that of the pattern.
var patternRows = []Builtin{
	{Name: "matches", Group: groupStrings, Params: []Param{paramS, paramPattern}, Result: tBoolean, call: callMatches,
		Doc:      "Whether a regular expression (RE2) matches anywhere in the text; ^ and $ tie it to the ends.",
		Examples: []Example{{`matches("x42y", r"\d+")`, "true"}, {`matches("x42y", r"^\d+$")`, "false"}}},
	{Name: "extract", Group: groupStrings, Params: []Param{paramS, paramPattern}, Result: tMaybeString, call: callExtract,
		Doc:      "What the first group of a regular expression (RE2) matches first, or the whole of it if it has no group; null if nothing.",
		Examples: []Example{{`extract("x42y", r"\d+")`, `"42"`}, {`extract("qty: 12 pcs", r"qty: (\d+)")`, `"12"`}, {`extract("none", r"\d")`, "null"}}},
}

var paramPattern = Param{Name: "pattern", Type: tString}

const (
	maxPatternBytes = 1000   // of a pattern
	maxPatternSize  = 10_000 // instructions of its program: a repetition like x{900} takes one for each
	maxQuickMatch   = 1 << 20
)

// A pattern is a compiled regular expression.
type pattern struct {
	text string
	re   *regexp.Regexp
	size int64 // about how many instructions it has
}

// pattern returns the compiled form of argument i.
func (k *call) pattern(f *frame, a []Value, i int) *pattern {
	text := a[i].str()
	if len(text) > maxPatternBytes {
		k.fail(f, i, diag.Value, "pattern", "the pattern is longer than 1000 bytes", "")
		return nil
	}
	if p := f.patterns.get(text); p != nil {
		return p
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		k.badPattern(f, i, err)
		return nil
	}
	size := programSize(tree)
	if size > maxPatternSize {
		k.fail(f, i, diag.Value, "pattern", "the repetitions make the pattern too long", "")
		return nil
	}
	if !k.charges(f, 16*size) || !k.room(f, 100*size) {
		return nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		k.badPattern(f, i, err)
		return nil
	}
	p := &pattern{text, re, size}
	f.patterns.put(p)
	return p
}

// badPattern reports what is wrong with a pattern, without quoting it.
func (k *call) badPattern(f *frame, i int, err error) {
	const message, hint = "the pattern is not a regular expression", `r"…" keeps backslashes as they are`
	if e, ok := err.(*syntax.Error); ok {
		k.fail(f, i, diag.Value, "pattern", message+": "+e.Code.String(), hint, e.Code.String())
		return
	}
	k.fail(f, i, diag.Value, "pattern", message, hint)
}

// programSize estimates how many instructions a regular expression compiles
// to, from above, without writing repetitions out.
func programSize(re *syntax.Regexp) int64 {
	var n int64
	for _, sub := range re.Sub {
		n += programSize(sub)
	}
	switch re.Op {
	case syntax.OpLiteral:
		n += int64(len(re.Rune))
	case syntax.OpRepeat:
		times := int64(max(re.Max, re.Min, 1))
		n = times * (n + 1)
	case syntax.OpCapture, syntax.OpStar, syntax.OpPlus, syntax.OpAlternate:
		n += 2 + int64(len(re.Sub))
	}
	return min(n+1, maxPatternSize+1)
}

// find returns the positions of the first match in s as regexp does, nil if
// there is none or after an error. A long text is read rune by rune, so that a
// match can be interrupted: a step is charged for so much of the work.
func (p *pattern) find(f *frame, k *call, s string) []int {
	work := int64(len(s)+1) * p.size
	if work <= maxQuickMatch {
		if !k.charges(f, work>>5) {
			return nil
		}
		return p.re.FindStringSubmatchIndex(s)
	}
	loc := p.re.FindReaderSubmatchIndex(&meteredText{f: f, s: s, cost: 1 + p.size>>2})
	f.place(k.at)
	if f.err != nil {
		return nil
	}
	return loc
}

// A meteredText is a text that charges for every rune read and ends early
// after an error.
type meteredText struct {
	f    *frame
	s    string
	cost int64
}

// ReadRune implements [io.RuneReader].
func (t *meteredText) ReadRune() (rune, int, error) {
	if t.s == "" || !t.f.charge(t.cost) {
		return 0, 0, io.EOF
	}
	r, size := utf8.DecodeRuneInString(t.s)
	t.s = t.s[size:]
	return r, size, nil
}

func callMatches(f *frame, k *call, a []Value) Value {
	p := k.pattern(f, a, 1)
	if p == nil {
		return Null
	}
	return Boolean(p.find(f, k, a[0].str()) != nil)
}

func callExtract(f *frame, k *call, a []Value) Value {
	p := k.pattern(f, a, 1)
	if p == nil {
		return Null
	}
	s := a[0].str()
	loc := p.find(f, k, s)
	switch {
	case loc == nil:
		return Null
	case len(loc) == 2:
		return k.part(f, s, s[loc[0]:loc[1]])
	case loc[2] < 0: // the group took no part in the match
		return Null
	}
	return k.part(f, s, s[loc[2]:loc[3]])
}

// A patternCache keeps the patterns used last, so that a loop compiles each
// once. Its programs have some ten thousands of instructions at most.
type patternCache struct {
	slots [8]*pattern
	next  int
}

func (c *patternCache) get(text string) *pattern {
	for _, p := range c.slots {
		if p != nil && p.text == text {
			return p
		}
	}
	return nil
}

func (c *patternCache) put(p *pattern) {
	c.slots[c.next] = p
	c.next = (c.next + 1) % len(c.slots)
}
