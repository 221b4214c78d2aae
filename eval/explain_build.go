package eval

import (
	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/calx-lang/calx/parser"
)

// From records to steps, when the run is over: what needed no code and what was
// not reached comes in, values that are large or the host's become texts.

// A builder makes the steps of one explanation.
type builder struct {
	recorder *recorder
	num      number.Context  // in force at the end
	bound    map[string]bool // names that the statements bind
	bodies   int             // open ones: there, names may be others
	steps    int
	room     int // bytes of values that may still be kept
}

const (
	maxKeptBytes  = 1 << 20 // of all values of an explanation
	maxValueBytes = 4 << 10 // of one
	maxKeptWords  = 60      // of a number, some 1100 digits
)

// explanation makes the explanation of the statements that were run, with the
// value v and the error err.
func (r *recorder) explanation(stmts []parser.Stmt, src *diag.Source, trace *tracing, num number.Context, v Value, err *diag.Error) *Explanation {
	b := &builder{recorder: r, num: num, bound: map[string]bool{}, room: maxKeptBytes}
	for _, s := range stmts {
		b.binds(s)
	}
	whole := &Step{Kind: ProgramStep, Source: src, Span: stmts[0].Span().Join(stmts[len(stmts)-1].Span()), Omitted: r.root.dropped}
	count := 0
	byExpr := kidsByExpr(r.root)
	reached := true
	for _, s := range stmts {
		name, e := "", parser.Expr(nil)
		switch s := s.(type) {
		case *parser.ExprStmt:
			e = s.X
		case *parser.AssignStmt:
			name, e = s.Name.Name, s.Value
		default:
			continue
		}
		count++
		if st := b.operand(e, byExpr, src, trace, r.root, reached); st != nil {
			st.Name = name
			whole.Steps = append(whole.Steps, st)
			reached = reached && st.State != Failed
		}
	}
	x := &Explanation{Err: err}
	switch {
	case count == 1 && len(whole.Steps) == 1:
		x.Root = whole.Steps[0]
	case count > 0:
		x.Root = whole
		if err != nil {
			whole.State = Failed
		} else {
			b.value(whole, seen{v: v})
		}
	}
	b.shortNote(x)
	x.notes = r.notes
	return x
}

// kidsByExpr finds the records of operands by their expressions.
func kidsByExpr(rec *record) map[parser.Expr]*record {
	m := make(map[parser.Expr]*record, len(rec.kids))
	for _, kid := range rec.kids {
		if kid.kind == exprRecord {
			m[kid.p.expr] = kid
		}
	}
	return m
}

// binds remembers the names that a statement binds.
func (b *builder) binds(s parser.Stmt) {
	parser.Walk(s, func(n parser.Node) bool {
		if s, ok := n.(*parser.AssignStmt); ok {
			b.bound[s.Name.Name] = true
		}
		return true
	})
}

// operand returns the step of an expression that is part of another one: from
// its record, or, if there is none, what is known of it without. reached tells
// whether evaluation has come to it, for what needs no code.
func (b *builder) operand(e parser.Expr, byExpr map[parser.Expr]*record, src *diag.Source, trace *tracing, above *record, reached bool) *Step {
	e = unparen(e)
	if b.steps >= maxRecords {
		return nil
	}
	if rec, ok := byExpr[e]; ok {
		delete(byExpr, e)
		return b.step(rec)
	}
	b.steps++
	st := &Step{Kind: kindOfStep(e), Span: e.Span(), Source: src}
	v, isConst := trace.consts[e]
	switch {
	case !reached:
		st.State = NotEvaluated
	case isConst:
		b.value(st, seen{v: v})
		st.Exact = true
		if st.Kind == ListStep || st.Kind == OperationStep {
			b.operands(st, e, byExpr, src, trace, nil)
		}
	case st.Kind == FunctionStep:
		st.Type, st.Shown, st.Exact = FunctionKind, "<function>", true
	case above != nil && above.dropped > 0:
		b.steps--
		return nil // it may have been evaluated; it is counted with what was left out
	default:
		st.State = NotEvaluated
	}
	return st
}

// step returns the step of a record.
func (b *builder) step(rec *record) *Step {
	b.steps++
	switch rec.kind {
	case callRecord:
		return b.body(rec)
	case partialRecord:
		e := rec.p.expr.(*parser.BinaryExpr)
		st := &Step{Kind: PartialStep, Span: prefixSpan(e, rec.op), Source: rec.p.src}
		b.outcome(st, rec)
		return st
	}
	st := &Step{Kind: kindOfStep(rec.p.expr), Span: rec.p.expr.Span(), Source: rec.p.src, Omitted: rec.dropped, Deeper: rec.deeper}
	b.outcome(st, rec)
	if st.Kind == NameStep && st.Rounding == nil && b.bodies == 0 && !st.Exact && st.Type == NumberKind && !b.bound[st.Text()] {
		st.Rounding = &RoundingReason{Kind: RoundedBefore, Text: "rounded before"}
	}
	byExpr := kidsByExpr(rec)
	b.compareNote(rec, byExpr)
	b.operands(st, rec.p.expr, byExpr, rec.p.src, rec.p.trace, rec)
	b.calls(st, rec)
	return st
}

// outcome sets what a record's evaluation came to.
func (b *builder) outcome(st *Step, rec *record) {
	switch {
	case rec.failed:
		st.State, st.Err = Failed, rec.err
	case !rec.done:
		st.State = Failed // the run ended in the middle, by a panic of the host
	case rec.stream != nil:
		b.value(st, seen{text: rec.stream.text(), kind: ListKind})
	default:
		b.value(st, rec.value)
	}
	if rec.why.kind != noReason {
		st.Rounding = rec.why.public()
	}
}

func (w reason) public() *RoundingReason {
	r := &RoundingReason{Mode: w.mode, Text: w.text()}
	switch w.kind {
	case lostDigits:
		r.Kind, r.Digits = RoundedToPrecision, w.digits
	case askedFor:
		r.Kind = RoundedAsAsked
	case uncertain:
		r.Kind = RoundingUncertain
	}
	return r
}

// body returns the step of a call's body.
func (b *builder) body(rec *record) *Step {
	st := &Step{Kind: BodyStep, Call: rec.ordinal, Calls: rec.ordinal, Omitted: rec.dropped}
	b.outcome(st, rec)
	if rec.builtin != nil {
		st.Name = rec.builtin.Name
		for i, v := range rec.args {
			if !v.v.isAbsent() {
				st.Params = append(st.Params, Argument{rec.builtin.paramName(i), v.shown()})
			}
		}
		return st
	}
	st.Name, st.Source, st.Span = rec.body.name, rec.body.at.src, rec.body.at.span()
	for i, v := range rec.args {
		st.Params = append(st.Params, Argument{rec.body.params[i], v.shown()})
	}
	b.bodies++
	for _, kid := range rec.kids { // one, the body's expression
		if b.steps < maxRecords {
			st.Steps = append(st.Steps, b.step(kid))
		}
	}
	b.bodies--
	return st
}

// calls adds the bodies that an expression has run.
func (b *builder) calls(st *Step, rec *record) {
	first := len(st.Steps)
	for i, kid := range rec.kids {
		if kid.kind != callRecord {
			continue
		}
		if b.steps >= maxRecords {
			st.Omitted++
			continue
		}
		st.Steps = append(st.Steps, b.step(kid))
		if i > 0 && kid.ordinal > 1 {
			for _, body := range st.Steps[first:] {
				body.Calls = kid.ordinal
			}
		}
	}
}

// operands adds the steps of the operands of an expression, in their order; rec
// is its record, nil if it needed no code.
func (b *builder) operands(st *Step, e parser.Expr, byExpr map[parser.Expr]*record, src *diag.Source, trace *tracing, rec *record) {
	way := way{e: e, failed: rec != nil && rec.failed}
	var partials []*record
	if rec != nil {
		for _, kid := range rec.kids {
			if kid.kind == partialRecord {
				partials = append(partials, kid)
			}
		}
	}
	if pipe, ok := e.(*parser.PipeExpr); ok && rec != nil {
		flatten(pipe, rec, byExpr)
	}
	i, rest := 0, 0
	eachOperand(e, func(name string, x parser.Expr) bool {
		if len(st.Steps) >= maxOperands || b.steps >= maxRecords {
			rest++
			return true
		}
		for len(partials) > 0 && partials[0].op < i-1 {
			way.saw(b.partial(st, partials[0]))
			partials = partials[1:]
		}
		if op := b.operand(x, byExpr, src, trace, rec, way.next()); op != nil {
			op.Name = name
			st.Steps = append(st.Steps, op)
			way.saw(op)
		}
		i++
		return true
	})
	for _, p := range partials {
		b.partial(st, p)
	}
	st.Omitted = max(st.Omitted, rest)
}

func (b *builder) partial(st *Step, rec *record) *Step {
	p := b.step(rec)
	st.Steps = append(st.Steps, p)
	return p
}

// flatten finds the records of what is piped into the stages of a pipe: a stage
// that evaluates its arguments itself holds the records of what stands before it.
func flatten(e *parser.PipeExpr, rec *record, byExpr map[parser.Expr]*record) {
	for i := len(e.Stages) - 1; i >= 0; i-- {
		stage := byExpr[e.Stages[i]]
		if stage == nil {
			continue
		}
		for x, kid := range kidsByExpr(stage) {
			if x.Span().Start < e.Stages[i].Span().Start {
				byExpr[x] = kid
			}
		}
	}
}

// value sets a step's value, or what is shown of it.
func (b *builder) value(st *Step, s seen) {
	if s.text != "" {
		st.Large, st.Shown, st.Type, st.Exact = true, s.text, s.kind, !s.rounded
		return
	}
	v := s.v
	if v.tag.kind > FunctionKind {
		v = Null
	}
	st.Type, st.Shown, st.Exact = v.tag.kind, preview(v), true
	room := min(maxValueBytes, b.room)
	before := room
	kept, ok := copied(v, &room, &st.Exact)
	if !ok {
		st.Large = true
		return
	}
	b.room -= before - room
	st.Value = kept
}
