package eval

import "github.com/calx-lang/calx/number"

// A memberRead is a field of a parameter, i.price, as an operand that must be a
// number: what the functions that walk over line items are made of.
type memberRead struct {
	site *fieldSite
	slot int   // of the local
	val  valFn // the same by the general way
}

// number returns the code that reads the field of a local as a number.
//
//go:noinline
func (r *memberRead) number(what string, at site) numFn {
	slot, s, val := r.slot, r.site, r.val
	return func(f *frame) number.Small {
		if v := &f.locals[slot]; v.tag.kind == MapKind {
			if n, ok := s.number(v); ok {
				return n
			}
		}
		v := val(f)
		if v.tag.kind != NumberKind {
			return f.notNumber(v, at, what)
		}
		return f.numberOf(&v)
	}
}

// mulMembers multiplies two fields, i.price * i.qty, without a call for either.
//
//go:noinline
func mulMembers(l, r *memberRead, b binary) numFn {
	i, j, ls, rs := l.slot, r.slot, l.site, r.site
	return func(f *frame) number.Small {
		v, w := &f.locals[i], &f.locals[j]
		if v.tag.kind == MapKind && w.tag.kind == MapKind {
			if x, ok := ls.number(v); ok {
				if y, ok := rs.number(w); ok {
					if s, ok := number.MulWords(x, y); ok {
						return s
					}
				}
			}
		}
		return b.slow(f)
	}
}
