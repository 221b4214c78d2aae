package parser

import "github.com/calx-lang/calx/parser/internal/layout"

// cond describes a choice: if c then a else b, or c ? a : b, of which a chain
// can have both. Where it does not fit on a line, every condition gets one:
//
//	if a then b        a ? b :
//	else if c then d   c ? d :
//	else e             e
func (f *formatter) cond(x *CondExpr, own bool) {
	f.out.Group(f.condFlags(x))
	f.branches(x, own)
	f.out.End()
}

func (f *formatter) condFlags(x *CondExpr) layout.Flags {
	return forced(f.lineBetween(endOf(x.Branches[0].Then), f.nextPart(x, 0)))
}

// branches describes a choice in a group that is there.
func (f *formatter) branches(x *CondExpr, own bool) {
	ifs := f.ifForms(x)
	indent := !own && !ifs[0]
	for i, b := range x.Branches {
		if ifs[i] {
			f.out.Lit("if")
			f.out.Space()
			f.expr(b.Cond, LevelExpr)
			f.out.Space()
			f.out.Lit("then")
		} else {
			f.expr(b.Cond, LevelExpr+1)
			f.out.Space()
			f.out.Lit("?")
		}
		f.branch(b.Then)
		if indent && i == 0 {
			f.out.Indent()
		}
		f.orElse(x, i, ifs[i])
	}
	_, another := x.Else.(*CondExpr)
	switch {
	case another && !f.source:
		f.out.Space()
		f.parenthesised(x.Else) // else it would be a part of this chain
	case ifs[len(ifs)-1]:
		f.branch(x.Else)
	default:
		f.expr(x.Else, LevelExpr)
	}
	if indent {
		f.out.Dedent()
	}
}

// orElse describes what stands between two branches.
func (f *formatter) orElse(x *CondExpr, i int, isIf bool) {
	last := i == len(x.Branches)-1
	end := endOf(x.Branches[i].Then)
	if !isIf {
		f.out.Space()
		f.out.Lit(":")
		f.gap(end, f.nextPart(x, i), sepLine, true)
		return
	}
	if f.source {
		f.gap(end, f.token(end), sepLine, true)
	} else {
		f.out.Line()
	}
	f.out.Lit("else")
	if !last {
		f.out.Space()
	}
}

// branch describes what is chosen: behind the word before it, or below it.
func (f *formatter) branch(x Expr) {
	if hugs(x) {
		f.next(x)
		return
	}
	f.below(x)
}

// nextPart returns where what follows branch i begins: the next condition, or
// the last choice.
func (f *formatter) nextPart(x *CondExpr, i int) int {
	if i+1 < len(x.Branches) {
		return startOf(x.Branches[i+1].Cond)
	}
	return startOf(x.Else)
}

// ifForms tells which branches are written with if. The tree does not, but the
// source has something between the place where a condition may begin and the
// condition.
func (f *formatter) ifForms(x *CondExpr) []bool {
	ifs := make([]bool, len(x.Branches))
	begin := x.Where.Start
	for i, b := range x.Branches {
		ifs[i] = !f.source || begin < startOf(b.Cond)
		if f.source && i+1 < len(x.Branches) {
			begin = f.token(endOf(b.Then)) // ":" or "else"
			if f.src[begin] == ':' {
				begin++
			} else {
				begin += len("else")
			}
			begin = f.token(begin)
		}
	}
	return ifs
}
