package eval

import (
	"github.com/calx-lang/calx/number"
)

// eachNumber calls do with every element of the list that is the first
// argument, which must be a number, or with what the function that is the
// second one makes of it, until do returns false. The number is passed in the
// protocol of the frame: do takes f.big before it evaluates anything.
func (k *call) eachNumber(f *frame, a []Value, do func(s number.Small) bool) {
	l := a[0].list()
	if !hasArg(a, 1) {
		f.each(l, k.argSite(0), func(i int, v Value) bool {
			if v.tag.kind != NumberKind {
				k.wrongElement(f, 0, i, v, NumberKind)
				return false
			}
			return do(f.numberOf(&v))
		})
		return
	}
	cb, ok := f.callback(k, a, 1, 1, 2)
	if !ok {
		return
	}
	if c := cb.fixedCode(); c != nil && streamOf(l) == nil {
		cb.eachCompiled(c, l, k.argSite(0), do)
	} else {
		f.each(l, k.argSite(0), func(i int, v Value) bool {
			s := cb.number(v, i, k.b.Name)
			return f.err == nil && do(s)
		})
	}
	cb.end()
}

// fixedCode returns the code of a function of the script if it gives a number
// and is the same for arguments of all kinds, else nil.
func (cb *callback) fixedCode() *code {
	if cb.fn.builtin != nil || cb.fn.body.forms.dynamic || cb.fn.body.forms.general.num == nil {
		return nil
	}
	return cb.fn.body.forms.general
}

// eachCompiled calls do with what c makes of each element. It enters the
// function once, which saves a good part of the time of a short one.
func (cb *callback) eachCompiled(c *code, l *list, at site, do func(s number.Small) bool) {
	f := cb.f
	if !f.enter(c, cb.at) {
		return
	}
	locals, callee := f.locals, f.callee
	f.locals, f.callee = cb.w, cb.fn
	for i, n := 0, l.len(); i < n; i++ {
		if !f.charge(1 + c.cost) {
			break
		}
		if l.rows != nil {
			cb.w[0] = heldValue(l.rows, i, 1)
		} else if l.src == nil {
			cb.w[0] = l.elems[i]
		} else if cb.w[0] = f.element(l, i, at); f.err != nil {
			break
		}
		if cb.n > 1 {
			cb.w[1] = intValue(i)
		}
		if s := c.num(f); f.err != nil || !do(s) {
			break
		}
	}
	f.locals, f.callee = locals, callee
	f.leave(c)
}

// A total adds up or multiplies numbers exactly, so that a sum of any length
// is rounded once.
//
// It works in the inline lane as long as that holds the result. What has come
// together is put aside then and a new inline number begun: a list of business
// numbers never gets there, one of quotients with 34 digits each puts aside
// every few thousandth. Marks are taken off and remembered, for the inline
// lane refuses marked numbers.
type total struct {
	f       *frame
	product bool
	rounded bool
	loose   bool // putting together what was put aside has failed before
	acc     number.Small
	parts   *[]Value // put aside, where the budget can measure it; nil if nothing
	failure error
}

// togetherAt is the number of parts put aside at which they are put together.
const togetherAt = 1024

func (f *frame) newSum() total { return total{f: f} }

func (f *frame) newProduct() total { return total{f: f, product: true, acc: number.Small{Lo: 1}} }

// close ends the total; it must be called once.
func (t *total) close() {
	if t.parts != nil {
		t.f.abandon()
	}
}

// add adds s, or multiplies by it; false ends the loop.
func (t *total) add(s number.Small) bool {
	if s.Rounded() {
		t.rounded = true
		s.X &^= 1
	}
	var r number.Small
	var ok bool
	if t.product {
		r, ok = number.MulExact(t.acc, s)
	} else {
		r, ok = number.AddExact(t.acc, s)
	}
	if ok {
		t.acc = r
		return true
	}
	return t.putAside(s)
}

// putAside takes a number that the inline lane could not.
func (t *total) putAside(s number.Small) bool {
	if s.X == number.NotSmall {
		n := number.FromBig(t.f.big)
		t.rounded = t.rounded || n.Rounded()
		return t.append(n.WithRounded(false))
	}
	part := number.FromSmall(t.acc)
	t.acc = s
	if part.IsZero() && !t.product {
		return true
	}
	return t.append(part)
}

func (t *total) append(n number.Number) bool {
	if t.parts == nil {
		if t.parts = t.f.begin(8); t.parts == nil {
			return false
		}
	}
	if !t.f.push(t.parts, NumberValue(n)) {
		return false
	}
	if len(*t.parts) >= togetherAt && !t.loose {
		t.putTogether()
	}
	return t.failure == nil
}

// putTogether adds up or multiplies what has been put aside: big numbers would
// take memory until the end. Rounded ones of very different magnitude have no
// exact sum within the limit of digits; they wait for the end, which rounds.
func (t *total) putTogether() {
	n, err := t.combine(&t.f.exact, t.numbers())
	switch {
	case err == nil:
		clear(*t.parts)
		*t.parts = append((*t.parts)[:0], NumberValue(n))
	case t.rounded && number.IsKind(err, number.TooLarge):
		t.loose = true
	default:
		t.failure = err
	}
}

func (t *total) combine(c *number.Context, parts []number.Number) (number.Number, error) {
	switch {
	case t.f.err != nil:
		return number.Number{}, t.f.err
	case t.product:
		return c.Product(parts)
	}
	return c.Sum(parts)
}

// numbers returns what was put aside; nothing after an error.
func (t *total) numbers() []number.Number {
	if !t.f.alloc(int64(len(*t.parts)+1) * valueBytes) {
		return nil
	}
	ns := make([]number.Number, 0, len(*t.parts)+1)
	for _, v := range *t.parts {
		ns = append(ns, v.number())
	}
	return ns
}

// result returns the sum or product, rounded once if it has to be.
func (t *total) result() (number.Number, error) {
	acc := number.FromSmall(t.acc)
	switch {
	case t.failure != nil:
		return acc, t.failure
	case t.parts == nil:
		return t.f.num.Finish(acc.WithRounded(t.rounded))
	}
	parts := append(t.numbers(), acc)
	parts[0] = parts[0].WithRounded(t.rounded)
	return t.combine(&t.f.num, parts)
}

// over returns the sum divided by n, rounded once.
func (t *total) over(n number.Number) (number.Number, error) {
	sum := number.FromSmall(t.acc)
	if t.failure != nil {
		return sum, t.failure
	}
	if t.parts != nil {
		parts := append(t.numbers(), sum)
		var err error
		sum, err = t.combine(&t.f.exact, parts)
		if t.rounded && number.IsKind(err, number.TooLarge) {
			parts[0] = parts[0].WithRounded(true)
			sum, err = t.combine(&t.f.num, parts)
		}
		if err != nil {
			return sum, err
		}
	}
	c := t.f.rounding()
	return c.Quo(sum.WithRounded(t.rounded), n)
}

// addElements adds the elements of a list that is no source, which is the
// common case, without a call for each. It returns false where the caller has
// to report an element that is no number, or an error.
func (t *total) addElements(elems []Value) (bad int, ok bool) {
	const stretch = 4096
	for start := 0; start < len(elems); start += stretch {
		part := elems[start:min(start+stretch, len(elems))]
		if !t.f.charge(int64(len(part))) {
			return -1, false
		}
		for i := range part {
			v := &part[i]
			if v.tag.kind != NumberKind {
				return start + i, false
			}
			if !t.add(t.f.numberOf(v)) {
				return -1, false
			}
		}
	}
	return -1, true
}

// addAll adds what [call.eachNumber] passes.
func (t *total) addAll(k *call, a []Value) {
	f := t.f
	l := a[0].list()
	if l.src != nil || hasArg(a, 1) {
		k.eachNumber(f, a, t.add)
	} else if i, ok := t.addElements(l.elems); i >= 0 && !ok {
		k.wrongElement(f, 0, i, l.elems[i], NumberKind)
	}
	f.place(k.at)
}
