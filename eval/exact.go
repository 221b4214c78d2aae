package eval

// An exactness looks for rounded numbers in nested lists and maps. Those that
// occur more than once are looked into once, or shared ones would take time
// without bound.
type exactness struct {
	f    *frame
	at   site
	seen map[identity]struct{}
}

func (s *exactness) exact(v Value) bool {
	exact := true
	switch v.tag.kind {
	case NumberKind:
		return !v.number().Rounded()
	case ListKind:
		if r := v.list().interval(); r != nil {
			return !r.first.Rounded() && !r.step.Rounded()
		}
		if s.known(v) {
			return true
		}
		s.f.each(v.list(), s.at, func(_ int, x Value) bool {
			exact = s.exact(x)
			return exact
		})
	case MapKind:
		if s.known(v) {
			return true
		}
		s.f.entries(v.mapping(), s.at, func(_ string, x Value) bool {
			exact = s.exact(x)
			return exact
		})
	}
	return exact
}

// known reports whether v has been looked into before. Only what holds other
// lists or maps is remembered.
func (s *exactness) known(v Value) bool {
	if v.depth() < 2 {
		return false
	}
	if _, ok := s.seen[v.identity()]; ok {
		return true
	}
	if s.seen == nil {
		s.seen = map[identity]struct{}{}
	}
	if s.f.alloc(32) {
		s.seen[v.identity()] = struct{}{}
	}
	return false
}
