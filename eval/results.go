package eval

import "strconv"

// A REPL calls the last result ans, and the ones before it ans1, ans2 and so
// on, counting back.

// maxResults is how many results have names.
const maxResults = 20

// ResultName returns the name of the result that was i results before the
// last one: ans, ans1, ans2, …
func ResultName(i int) string {
	if i == 0 {
		return "ans"
	}
	return "ans" + strconv.Itoa(i)
}

// ResultIndex returns how many results back a name reaches, or -1 if it is not
// that of a result.
func ResultIndex(name string) int {
	for i := range maxResults {
		if name == ResultName(i) {
			return i
		}
	}
	return -1
}

// PushResult makes v the last result: the results move up by one name, and the
// oldest falls off.
func (s *Session) PushResult(v Value) {
	g := s.unit.globals
	if len(s.results) < maxResults {
		slot := g.slot(ResultName(len(s.results)))
		s.grow()
		s.undo.record(slot, g.info[slot], s.frame.globals[slot])
		g.info[slot].bound, g.info[slot].host = true, true
		s.results = append(s.results, slot)
	}
	f := s.frame
	dropped := f.globals[s.results[len(s.results)-1]]
	s.undo.record(-1, global{}, dropped)
	for i := len(s.results) - 1; i > 0; i-- {
		to, from := s.results[i], s.results[i-1]
		f.globals[to], g.info[to].typ = f.globals[from], g.info[from].typ
	}
	f.globals[s.results[0]], g.info[s.results[0]].typ = v, typeOf(v)
}

// dropResult takes the last result back; oldest is the value that fell off
// for it.
func (s *Session) dropResult(oldest Value) {
	g, f := s.unit.globals, s.frame
	last := len(s.results) - 1
	for i := range last {
		to, from := s.results[i], s.results[i+1]
		f.globals[to], g.info[to].typ = f.globals[from], g.info[from].typ
	}
	slot := s.results[last]
	f.globals[slot], g.info[slot].typ = oldest, typeOf(oldest)
	if oldest.tag.kind == unboundKind {
		g.info[slot].bound = false
		s.results = s.results[:last]
	}
}
