package eval

import (
	"fmt"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// Where digits were lost, and why.

// A reason is why a value is not the exact result of its operation.
type reason struct {
	kind   reasonKind
	digits int             // lostDigits: the precision
	mode   number.Rounding // lostDigits, askedFor
	all    bool            // lostDigits: every operation rounds
	by     string          // askedFor, uncertain: the function, or //
	places int64           // askedFor: of round, floor, ceil, trunc; digits of round_sig
	n      number.Number   // askedFor: the step of round_to; uncertain: the border that the argument is too near to
}

type reasonKind uint8

const (
	noReason   reasonKind = iota
	lostDigits            // the result has more digits than the precision
	askedFor              // the program rounds explicitly
	uncertain             // the argument is rounded, and another one within its error gives another result
)

// text says the reason in words.
func (w reason) text() string {
	switch w.kind {
	case lostDigits:
		s := fmt.Sprintf("rounded to %s, %s", plural(w.digits, "digit"), w.mode)
		if w.all {
			s += " (every operation rounds)"
		}
		return s
	case askedFor:
		return w.asked()
	case uncertain:
		return "stays rounded: its argument is within rounding error of " + shortNumber(w.n, maxNumberText)
	}
	return ""
}

func (w reason) asked() string {
	switch {
	case w.by == "round_sig":
		return fmt.Sprintf("to %s, %s", plural(int(w.places), "digit"), w.mode)
	case w.by == "round_to":
		return fmt.Sprintf("to a multiple of %s, %s", shortNumber(w.n, maxNumberText), w.mode)
	case w.places == 0:
		return fmt.Sprintf("to an integer, %s", w.mode)
	case w.places < 0:
		return fmt.Sprintf("to a multiple of %s, %s", powerOfTen(-w.places), w.mode)
	}
	return fmt.Sprintf("to %s, %s", plural(int(w.places), "place"), w.mode)
}

// here is the reason of a result that the settings in force have rounded.
func (f *frame) here() reason {
	digits := f.num.Precision
	if digits <= 0 {
		digits = number.DefaultPrecision
	}
	return reason{kind: lostDigits, digits: digits, mode: f.num.Rounding, all: f.num.RoundAll}
}

// lost returns the reason why a result is rounded: none if it is exact, or is
// so because an operand is and no more digits were lost. The operation is asked
// once more where only it can tell, in the mode in which it refuses to lose digits.
func (f *frame) lost(r number.Number, ofRounded bool, again func(c *number.Context) error) reason {
	if !r.Rounded() {
		return reason{}
	}
	if ofRounded {
		c := f.num
		c.Exact, c.Meter = true, polling{f}
		if !number.IsKind(again(&c), number.Inexact) {
			return reason{}
		}
	}
	return f.here()
}

// polling is a meter that charges nothing.
type polling struct{ f *frame }

// Work implements [number.Meter].
func (p polling) Work(int64, int64) error {
	if !p.f.poll() {
		return p.f.err
	}
	return nil
}

// chain records what operator i of a chain has made of x and y, if there is
// something to tell: the last one tells of the chain.
func (r *recorder) chain(f *frame, rec *record, e *parser.BinaryExpr, i int, x, y, z number.Number) {
	if rec == nil {
		return
	}
	last := i == len(e.Ops)-1
	if f.err != nil {
		if !last {
			r.partialResult(f, rec, i, Null, reason{})
		}
		return
	}
	op := e.Ops[i].Kind
	why := reason{}
	if op == lexer.SlashDiv {
		why = f.uncertainQuotient(x, y, z)
	} else {
		why = f.lost(z, x.Rounded() || y.Rounded(), func(c *number.Context) error {
			_, err := arithOp(op)(c, x, y)
			return err
		})
	}
	r.percentNote(e, rec.p.src, i, x)
	if why.kind == uncertain {
		r.uncertainNote(newSite(rec.p.src, prefixSpan(e, i)), why)
	}
	if last {
		rec.why = why
	} else if why.kind != noReason {
		r.partialResult(f, rec, i, NumberValue(z), why)
	}
}

// sums records what + has made of values that are all numbers, from operator
// first on.
func (r *recorder) sums(f *frame, rec *record, e *parser.BinaryExpr, first int, vs []Value) {
	acc := vs[0].number()
	for i, v := range vs[1:] {
		if i&pollTerms == pollTerms && !f.poll() {
			return
		}
		c := f.num
		c.Meter = polling{f}
		sum, err := c.Add(acc, v.number())
		if err != nil {
			return // the run has added the same numbers without an error, but its context may have ended
		}
		r.chain(f, rec, e, first+i, acc, v.number(), sum)
		acc = sum
	}
}

// uncertainQuotient is the reason why the result z of x // y is rounded.
func (f *frame) uncertainQuotient(x, y, z number.Number) reason {
	switch {
	case !z.Rounded():
		return reason{}
	case !x.Rounded() && !y.Rounded():
		return f.here() // where every operation rounds
	}
	c := f.num
	c.Exact, c.Meter = false, polling{f}
	q, err := c.Quo(x.WithRounded(false), y.WithRounded(false))
	if err != nil {
		return f.here()
	}
	near, err := c.Round(q.WithRounded(false), 0, number.HalfEven)
	if err != nil {
		return f.here()
	}
	return reason{kind: uncertain, by: "//", n: near}
}

// builtin records what a built-in has made of its arguments.
func (r *recorder) builtin(f *frame, rec *record, k *call, a []Value, v Value) {
	if f.err != nil || v.tag.kind != NumberKind {
		return
	}
	if k.b.host != nil {
		return // its results are the host's affair
	}
	at := rec.site(k)
	if w, ok := f.explicitly(k.b.Name, a, v.number()); ok {
		rec.why = w
		switch w.kind {
		case askedFor:
			r.tieNote(at, w, a)
		case uncertain:
			r.uncertainNote(at, w)
		}
		return
	}
	rec.why = f.lostBy(rec, k, a, v.number())
}

// site is where the call that a record is of stands.
func (rec *record) site(k *call) site {
	if rec.p != nil {
		return newSite(rec.p.src, rec.p.expr.Span())
	}
	return k.at
}

// explicitly returns why an explicit rounding of a[0] gave r; ok is false for
// the other built-ins, and for a result that is rounded for another reason.
func (f *frame) explicitly(name string, a []Value, r number.Number) (w reason, ok bool) {
	w = reason{kind: askedFor, by: name, mode: f.num.Rounding}
	switch name {
	case "floor":
		w.mode = number.Floor
	case "ceil":
		w.mode = number.Ceiling
	case "trunc":
		w.mode = number.Down
	case "round", "round_to", "round_sig":
		if hasArg(a, 2) {
			w.mode, _ = number.ParseRounding(a[2].str())
		}
	default:
		return reason{}, false
	}
	x := a[0].number()
	switch {
	case name == "round_to":
		w.n = a[1].number()
		if w.n.Rounded() {
			return reason{}, true
		}
	case hasArg(a, 1):
		places, inRange := a[1].number().Int64()
		if w.places = places; !inRange || places < -number.MaxExponent || places > number.MaxExponent {
			return reason{}, true
		}
	}
	switch {
	case r.Rounded():
		return f.border(w, x), true
	case number.Equal(r, x):
		return reason{}, true
	}
	return w, true
}

// border is the reason of an explicit rounding that is not certain: the border
// between two results that x, which is rounded, is too near to.
func (f *frame) border(w reason, x number.Number) reason {
	c := f.num
	c.Exact, c.RoundAll, c.Meter = false, false, polling{f}
	x = x.WithRounded(false)
	around := func(mode number.Rounding) (number.Number, error) {
		switch w.by {
		case "round_to":
			return c.RoundTo(x, w.n, mode)
		case "round_sig":
			c.Rounding = mode
			return c.RoundSig(x, w.places)
		}
		return c.Round(x, w.places, mode)
	}
	w.kind = uncertain
	low, err1 := around(number.Floor)
	high, err2 := around(number.Ceiling)
	if err1 != nil || err2 != nil {
		w.n = x
		return w
	}
	// The borders are the results themselves, and the middle between them for
	// the modes that round to the nearest. x is near to one of them.
	sum, err := c.Add(low, high)
	middle, err2 := c.Mul(sum, oneHalf)
	w.n = low
	nearest, err3 := c.Sub(x, low)
	for _, b := range []number.Number{high, middle} {
		d, err4 := c.Sub(x, b)
		if err != nil || err2 != nil || err3 != nil || err4 != nil {
			return w
		}
		if number.Cmp(absolute(d), absolute(nearest)) < 0 {
			w.n, nearest = b, d
		}
	}
	return w
}

// oneHalf is one half.
var oneHalf = number.FromSmall(number.Small{Lo: 5, X: -1 << 1})

// lostBy returns why the number that a built-in gave is rounded. Where rounded
// numbers went into it the built-in is asked once more, as [frame.lost] does, if
// it is cheap and calls no function.
func (f *frame) lostBy(rec *record, k *call, a []Value, r number.Number) reason {
	if !r.Rounded() {
		return reason{}
	}
	const (
		exact = iota
		rounded
		unknown
	)
	state, size, calls := exact, 0, false
	for _, v := range a {
		switch v.tag.kind {
		case NumberKind:
			if v.number().Rounded() {
				state = max(state, rounded)
			}
		case ListKind:
			calls = calls || streamOf(v.list()) != nil
			n := 0
			if v, n = f.streamBase(v); rec.fromRounded {
				state = unknown
			}
			if size += n; size > maxAskAgain || v.depth() > 1 || n == maxInt || v.list().src != nil && v.list().interval() == nil {
				state = unknown
			} else if !v.Exact() {
				state = max(state, rounded)
			}
		case FunctionKind:
			calls = true
			if v.function().of == nil || rec.fromRounded {
				state = unknown
			}
		case MapKind:
			state = unknown
		}
	}
	switch {
	case state == exact:
		return f.here()
	case state == rounded && !calls:
		if !f.inexactAgain(k, a) {
			return reason{}
		}
		return f.here()
	}
	return reason{}
}

// streamBase returns the list that a list is computed from while it is read, or
// that list itself, and its length.
func (f *frame) streamBase(v Value) (Value, int) {
	for {
		s := streamOf(v.list())
		if s == nil {
			return v, v.list().len()
		}
		v = s.args[0]
	}
}

// maxAskAgain bounds the elements of lists with which a built-in is asked again.
const maxAskAgain = 1000

// inexactAgain calls a built-in once more, in the mode in which it refuses to
// lose digits, and reports whether it did. Nothing of that is charged or seen.
func (f *frame) inexactAgain(k *call, a []Value) bool {
	num, exact, budget, big, rec := f.num, f.exact, f.budget, f.big, f.rec
	free, temps, builders := f.free, len(f.temps), len(f.builders)
	f.num.Exact, f.num.Meter, f.exact.Meter, f.rec = true, polling{f}, polling{f}, nil
	k.b.run(f, k, append([]Value(nil), a...))
	err := f.err
	f.num, f.exact, f.budget, f.big, f.rec = num, exact, budget, big, rec
	f.free = free
	clear(f.temps[temps:])
	clear(f.builders[builders:])
	f.temps, f.builders = f.temps[:temps], f.builders[:builders]
	if err == nil || err.Class != diag.Canceled {
		f.err = nil
	}
	return err != nil && err.Code == number.Inexact.String()
}
