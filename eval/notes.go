package eval

import (
	"fmt"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// Notes tell of values that may surprise: what only a run can know.

// A note is one of them, with the place it is about.
type note struct {
	code string
	text string
	at   site
}

// maxNotes bounds how many notes an explanation has.
const maxNotes = 20

// note adds a note.
func (r *recorder) note(at site, code, text string) {
	if !r.noted(at, code) {
		r.notes = append(r.notes, note{code, text, at})
	}
}

// noted reports whether there is a note of a place already, or there are enough.
// A loop tells the first of its ties.
func (r *recorder) noted(at site, code string) bool {
	return len(r.notes) >= maxNotes || slices.ContainsFunc(r.notes, func(n note) bool { return n.code == code && n.at == at })
}

// middle reports whether x lies in the middle between two neighbours with so
// many decimal places, so that only the mode decides which it is rounded to.
func middle(x number.Number, places int64) bool {
	if x.Rounded() || places >= 0 && int64(x.Scale()) != places+1 {
		return false // a tie has one place more than what it is rounded to
	}
	low, err := literals.Floor(x, places)
	if err != nil {
		return false
	}
	high, err := literals.Ceil(x, places)
	return err == nil && halfway(low, x, high)
}

// halfway reports whether x lies in the middle between low and high, which are
// not the same.
func halfway(low, x, high number.Number) bool {
	down, err := literals.Sub(x, low)
	if err != nil || down.IsZero() {
		return false
	}
	up, err := literals.Sub(high, x)
	return err == nil && number.Equal(down, up)
}

// tieText words that x is a tie where the mode in force breaks ties in another
// way than people learn at school; other is what they would expect, if that is
// another number. Both are empty where there is nothing to say.
func tieText(x number.Number, places int64, mode number.Rounding) (message, other string) {
	if mode != number.HalfEven && mode != number.HalfDown || !middle(x, places) {
		return "", ""
	}
	r, err := literals.Round(x, places, mode)
	up, err2 := literals.Round(x, places, number.HalfUp)
	if err != nil || err2 != nil {
		return "", ""
	}
	return tieWords(x, r, up, mode)
}

func tieWords(x, r, up number.Number, mode number.Rounding) (message, other string) {
	way := "to even"
	if mode == number.HalfDown {
		way = "toward zero"
	}
	message = fmt.Sprintf("%s is a tie, rounded %s: %s", shortNumber(x, maxNumberText), way, shortNumber(r, maxNumberText))
	if !number.Equal(r, up) {
		other = "half_up gives " + shortNumber(up, maxNumberText)
	}
	return message, other
}

// tieNote tells of an explicit rounding of a tie, in the mode in force, by a
// call with the arguments a.
func (r *recorder) tieNote(at site, w reason, a []Value) {
	if hasArg(a, 2) || w.by == "floor" || w.by == "ceil" || w.by == "trunc" || r.noted(at, "tie") {
		return
	}
	x := a[0].number()
	var message, other string
	switch w.by {
	case "round_to":
		message, other = stepTie(x, w)
	case "round_sig":
		message, other = tieText(x, w.places-1-int64(x.Adjusted()), w.mode)
	default:
		message, other = tieText(x, w.places, w.mode)
	}
	if message == "" {
		return
	}
	if other != "" {
		if r.session {
			other = ":rounding " + other
		}
		message += "; " + other
	}
	r.note(at, "tie", message)
}

// stepTie is tieText for a multiple of a step.
func stepTie(x number.Number, w reason) (message, other string) {
	if w.mode != number.HalfEven && w.mode != number.HalfDown || x.Rounded() {
		return "", ""
	}
	var ends [4]number.Number
	for i, mode := range []number.Rounding{number.Floor, number.Ceiling, w.mode, number.HalfUp} {
		var err error
		if ends[i], err = literals.RoundTo(x, w.n, mode); err != nil {
			return "", ""
		}
	}
	if !halfway(ends[0], x, ends[1]) {
		return "", ""
	}
	return tieWords(x, ends[2], ends[3], w.mode)
}

// uncertainNote tells of an explicit rounding that is not certain.
func (r *recorder) uncertainNote(at site, w reason) {
	if r.noted(at, "uncertain-rounding") {
		return
	}
	what := w.by
	if text := sourceText(at.src, at.span()); text != "" {
		what = text
	}
	r.note(at, "uncertain-rounding", fmt.Sprintf("%s stays rounded: its argument is within rounding error of %s",
		what, shortNumber(w.n, maxNumberText)))
}

// percentNote tells of a percentage that operator i of a chain adds to an amount
// that only the run knows, once a chain.
func (r *recorder) percentNote(e *parser.BinaryExpr, src *diag.Source, i int, left number.Number) {
	if k := e.Ops[i].Kind; k != lexer.Plus && k != lexer.Minus || number.Cmp(absolute(left), number.FromInt64(2)) < 0 {
		return
	}
	x, ok := percentage(e.Operands[i+1])
	if !ok || r.shares[e] {
		return
	}
	if r.shares == nil {
		r.shares = map[*parser.BinaryExpr]bool{}
	}
	r.shares[e] = true
	var w warner
	for _, operand := range e.Operands[:i+1] {
		if w.isAmount(operand) {
			return // the text alone tells: that is a warning
		}
	}
	message, hint := addedPercent(src, e, i, x)
	r.note(newSite(src, prefixSpan(e, i)), "added-percent", message+"; "+hint)
}

// maxUnits is how many units of its last place a rounded number may be off a
// short one to be said to lie within rounding error of it.
const maxUnits = 2

// nearShort returns the number of half the precision, or less, that a rounded
// one is a little off.
func nearShort(c number.Context, x number.Number) (number.Number, bool) {
	const least = 10 // digits of a precision at which being near is no accident
	precision := c.Precision
	if precision <= 0 {
		precision = number.DefaultPrecision
	}
	if !x.Rounded() || x.IsZero() || precision < least || x.Words() > maxKeptWords {
		return x, false
	}
	c = number.Context{Precision: precision, MaxDigits: -1}
	short, err := c.RoundSig(x.WithRounded(false), int64(precision/2))
	if err != nil || number.Equal(short, x) {
		return x, false
	}
	return short, within(&c, x, short, maxUnits)
}

// within reports whether two numbers differ by at most so many units of the
// last place that the greater one has at the precision of c.
func within(c *number.Context, x, y number.Number, units int64) bool {
	d, err := c.Sub(x.WithRounded(false), y.WithRounded(false))
	if err != nil {
		return false
	}
	place := int64(max(x.Adjusted(), y.Adjusted()) - c.Precision + 1)
	if place < -number.MaxExponent {
		return false
	}
	bound, err := c.Mul(number.FromInt64(units), powerOfTen(place))
	return err == nil && number.Cmp(absolute(d), bound) <= 0
}

// shortNote tells of a result that is a little off a short number.
func (b *builder) shortNote(x *Explanation) {
	if x.Root == nil || x.Root.State != Evaluated || x.Root.Type != NumberKind || x.Root.Large {
		return
	}
	n := x.Root.Value.number()
	if short, ok := nearShort(b.num, n); ok {
		b.recorder.note(newSite(x.Root.Source, x.Root.Span), "near-short",
			"the result is within rounding error of "+shortNumber(short, maxNumberText))
	}
}

// compareNote tells of a comparison that rounding errors may have decided: of
// numbers that differ, but by no more than such an error.
func (b *builder) compareNote(rec *record, kids map[parser.Expr]*record) {
	e, ok := rec.p.expr.(*parser.CompareExpr)
	if !ok || rec.failed || b.num.RoundAll {
		return
	}
	numberOf := func(e parser.Expr) (number.Number, bool) {
		e = unparen(e)
		if v, ok := rec.p.trace.consts[e]; ok && v.tag.kind == NumberKind {
			return v.number(), true
		}
		if kid := kids[e]; kid != nil {
			return kid.number()
		}
		return number.Number{}, false
	}
	c := number.Context{Precision: b.num.Precision, MaxDigits: int(maxConstantDigits)}
	if c.Precision <= 0 {
		c.Precision = number.DefaultPrecision
	}
	for i, op := range e.Ops {
		x, ok := numberOf(e.Operands[i])
		y, ok2 := numberOf(e.Operands[i+1])
		if !ok || !ok2 || op.Kind == lexer.In || !x.Rounded() && !y.Rounded() || number.Equal(x, y) || !within(&c, x, y, maxUnits) {
			continue
		}
		span := diag.Span{Start: e.Operands[i].Span().Start, End: e.Operands[i+1].Span().End}
		left, right := spanText(rec.p.src, unparen(e.Operands[i]).Span()), spanText(rec.p.src, unparen(e.Operands[i+1]).Span())
		b.recorder.note(newSite(rec.p.src, span), "near-equal", fmt.Sprintf(
			"%s and %s differ by no more than a rounding error; approx(%s, %s) is true", left, right, left, right))
	}
}

// maxConstantDigits bounds the exact differences that notes look at.
const maxConstantDigits = 10_000
