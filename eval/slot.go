package eval

import (
	"context"
	"slices"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// A Slot is where the Runs of one program keep the value of one variable.
type Slot struct {
	prog  *Program
	name  string
	index int // of the value; one beyond the last for a variable that the program does not read
}

// Slot returns the slot of a variable. The program need not read it: like an
// entry of a map that nobody looks up, what is set there then has no effect, so
// that a host can set the same variables for every formula it is given. In a
// program that is compiled with declared variables, a name that is not one of
// them is a mistake of the host, and Slot panics.
func (p *Program) Slot(name string) Slot {
	for i := range p.vars {
		if p.vars[i].name == name {
			return Slot{p, name, int(p.vars[i].slot)}
		}
	}
	if declared := p.unit.globals.hosts; declared != nil {
		if _, ok := declared[name]; !ok {
			hint := ""
			if near := diag.Nearest(name, slices.Sorted(keysOf(declared))); near != "" {
				hint = "; did you mean " + diag.Quote(near) + "?"
			}
			panic("calx: the program has no variable " + diag.Quote(name) + hint)
		}
	}
	return Slot{p, name, p.slots}
}

func keysOf(m map[string]*Type) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range m {
			if !yield(name) {
				return
			}
		}
	}
}

// A slotError is a value that calx does not have, which the next evaluation
// reports.
type slotError struct {
	name string
	err  error
}

// at returns where the value of a slot is.
func (r *Run) at(s Slot) *Value {
	if s.prog != r.prog {
		panic("calx: a slot of another program")
	}
	if r.special {
		return r.specialPlace(s)
	}
	return &r.vals[s.index]
}

// specialPlace is at where a slot was set to what calx does not have, or the
// program reads the map of all variables.
func (r *Run) specialPlace(s Slot) *Value {
	r.wrong = slices.DeleteFunc(r.wrong, func(w slotError) bool { return w.name == s.name })
	r.special = len(r.wrong) > 0 || r.prog.readsAll
	if s.index < r.prog.slots || !r.prog.readsAll {
		return &r.vals[s.index]
	}
	i := r.others.find(s.name)
	if i < 0 {
		r.others.set(s.name, unbound)
		i = len(r.others.keys) - 1
	}
	return &r.others.vals[i]
}

// fail is refuse with the error of a conversion to a number.
func (r *Run) fail(s Slot, err error) {
	_, err = r.frame.convert().number(number.Number{}, err, place{name: s.name})
	r.refuse(s, err)
}

// refuse takes the value of a slot away, and has the next evaluation report why.
func (r *Run) refuse(s Slot, err error) {
	*r.at(s) = unbound
	if s.index < r.prog.slots {
		r.wrong = append(r.wrong, slotError{s.name, err})
		r.special = true
	}
}

// SetNumber sets a variable to a number.
func (r *Run) SetNumber(s Slot, n number.Number) { *r.at(s) = NumberValue(n) }

// SetDecimal sets a variable to a decimal. One with an exponent beyond
// ±999,999,999 makes the next evaluation fail.
func (r *Run) SetDecimal(s Slot, d decimal.Decimal) {
	if n, ok := number.SmallFromDecimal(&d); ok {
		*r.at(s) = smallValue(n)
		return
	}
	n, err := number.FromDecimal(d)
	if err != nil {
		r.fail(s, err)
		return
	}
	*r.at(s) = NumberValue(n)
}

// SetInt64 sets a variable to an integer.
func (r *Run) SetInt64(s Slot, i int64) { *r.at(s) = int64Value(i) }

// SetFloat64 sets a variable to the decimal that is the shortest text of f. An
// infinity or NaN makes the next evaluation fail.
func (r *Run) SetFloat64(s Slot, f float64) {
	n, err := number.FromFloat64(f)
	if err != nil {
		r.fail(s, err)
		return
	}
	*r.at(s) = NumberValue(n)
}

// SetText sets a variable to a string.
func (r *Run) SetText(s Slot, text string) { *r.at(s) = StringValue(text) }

// SetBool sets a variable to a boolean.
func (r *Run) SetBool(s Slot, b bool) { *r.at(s) = Boolean(b) }

// SetNull sets a variable to null.
func (r *Run) SetNull(s Slot) { *r.at(s) = Null }

// SetValue sets a variable to v. One that holds a function of a program makes
// the next evaluation fail.
func (r *Run) SetValue(s Slot, v Value) {
	if v.tag.kind >= ListKind && v.holdsFunction() {
		_, err := r.frame.convert().given(v, place{name: s.name})
		r.refuse(s, err)
		return
	}
	*r.at(s) = v
}

// Set sets a variable to any Go value that an environment may hold. Lists, maps
// and structs are read while the program is evaluated, so they must not change
// during that. A value that calx does not have is an error; the variable then
// has no value.
func (r *Run) Set(s Slot, x any) error {
	if r.running {
		return r.inUse()
	}
	to := r.at(s)
	*to = unbound
	f := r.frame
	f.start(context.Background())
	f.budget.memory = r.prog.limits.Memory
	v, err := f.convert().value(x, place{name: s.name})
	if f.err != nil {
		err = f.err
	}
	f.err = nil
	if err != nil {
		return err
	}
	*to = v
	if v.tag.kind >= ListKind {
		r.simple = false // its parts may have methods, which can end the goroutine
	}
	return nil
}
