package eval

import (
	"context"
	"fmt"
	"slices"

	"github.com/calx-lang/calx/diag"
)

// Call calls a function that the program defines, in an evaluation of its own:
// first the program's definitions and assignments run, in their order, with
// nothing in their environment, and then the function, with args converted as
// the values of an environment are. The expression that is the program's value
// is not evaluated. [Run.Call] is for functions that read variables.
//
// Errors are those of [Program.Eval]; [diag.Name] if the program has no such
// function, [diag.Type] if it takes other arguments.
func (p *Program) Call(ctx context.Context, name string, args ...any) (Value, error) {
	f := p.acquire(ctx)
	p.bind(f, nil)
	v := p.callGuarded(f, name, args)
	err := f.err
	f.recycle()
	if err != nil {
		return Null, p.located(err)
	}
	return v, nil
}

// Call is [Program.Call] with the variables that are set.
func (r *Run) Call(ctx context.Context, name string, args ...any) (Value, error) {
	if err := r.begin(ctx); err != nil {
		return Null, err
	}
	defer r.leave()
	return r.end(r.prog.callGuarded(r.frame, name, args))
}

// callGuarded is the work of [Program.Call] on a frame whose variables are bound.
func (p *Program) callGuarded(f *frame, name string, args []any) Value {
	defer f.recoverHost()
	slot := p.unit.globals.find(name)
	at, ok := p.definition(slot)
	if !ok {
		p.noFunction(f, name)
		return Null
	}
	for i := range p.stmts {
		if st := &p.stmts[i]; st.slot >= 0 {
			f.execute(st)
		}
		if f.err != nil {
			return Null
		}
	}
	fn := f.globals[slot]
	if fn.tag.kind != FunctionKind {
		f.fail(at, diag.Type, "not-a-function", diag.Quote(name)+" is "+article(fn.tag.kind.String())+", not a function", "", name, fn.tag.kind.String())
		return Null
	}
	w, ok := f.callArgs(name, args, at)
	if !ok {
		return Null
	}
	return f.detach(f.apply(fn.function(), w, at), at)
}

// callArgs converts the arguments of [Program.Call].
func (f *frame) callArgs(name string, args []any, at site) ([]Value, bool) {
	cv := f.convert()
	w := f.window(len(args))
	for i, x := range args {
		v, err := cv.value(x, place{name: fmt.Sprintf("argument %d of %s", i+1, name)})
		if err != nil {
			f.hostError(err, at)
			return nil, false
		}
		w[i] = v
	}
	return w, true
}

// noFunction is the error of a call of a function that the program does not define.
func (p *Program) noFunction(f *frame, name string) {
	hint := ""
	if near := diag.Nearest(name, p.Funcs()); near != "" {
		hint = "did you mean " + diag.Quote(near) + "?"
	}
	f.fail(site{src: p.src}, diag.Name, "undefined-function", "the program defines no function "+diag.Quote(name), hint, name)
}

// definition returns where the program last binds a slot, and whether it does.
func (p *Program) definition(slot int) (at site, ok bool) {
	for i := range p.stmts {
		if st := &p.stmts[i]; st.slot >= 0 && st.slot == slot {
			at, ok = st.at, true
		}
	}
	return at, ok
}

// bound returns the names that the program binds, in the order in which it
// first does.
func (p *Program) bound() []string {
	var names []string
	for i := range p.stmts {
		if st := &p.stmts[i]; st.slot >= 0 && !slices.Contains(names, st.name) {
			names = append(names, st.name)
		}
	}
	return names
}

// Assigned returns the names of the values that the program binds with =, in
// the order in which it first does.
func (p *Program) Assigned() []string { return p.boundTo(false) }

// Funcs returns the names of the functions that the program defines, which
// [Program.Call] can call, in the order in which it first does.
func (p *Program) Funcs() []string { return p.boundTo(true) }

func (p *Program) boundTo(function bool) []string {
	var names []string
	for _, name := range p.bound() {
		typ := p.unit.globals.info[p.unit.globals.find(name)].typ
		if (typ.kind == functionType) == function {
			names = append(names, name)
		}
	}
	return names
}
