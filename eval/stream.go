package eval

// A stream is the list that map or filter gives to a function that takes the
// elements one by one, each once and all of them: it is computed while it is
// read, so that sum(map(filter(xs, f), g)) makes no list in between. Functions
// that may stop early do not take streams: what a function does with the rest
// of the elements, an error say, would be lost.
type stream struct {
	k    *call
	args []Value // the list, which may be a stream itself, and the function
}

// Streams are read by [frame.each] alone; the methods of a source serve lists
// whose elements can be read in any order.
func (s *stream) len() int              { panic("eval: the length of a stream") }
func (s *stream) at(int) (Value, error) { panic("eval: an element of a stream") }
func (s *stream) slice(i, j int) source { panic("eval: a slice of a stream") }

// streamOf returns the list as a stream, or nil.
func streamOf(l *list) *stream {
	s, _ := l.src.(*stream)
	return s
}

// each calls do with the elements, as [frame.each] does.
func (s *stream) each(f *frame, do func(i int, v Value) bool) {
	cb, ok := f.callback(s.k, s.args, 1, 1, 2)
	if !ok {
		return
	}
	defer cb.end()
	l, at, filters, n := s.args[0].list(), s.k.argSite(0), s.k.b.stage == filterStage, 0
	f.each(l, at, func(i int, v Value) bool {
		if !filters {
			v = cb.call1(v, i)
		} else if !cb.boolean(v, i, s.k.b.Name) {
			return f.err == nil
		}
		if f.err != nil || !do(n, v) {
			return false
		}
		n++
		return true
	})
	f.place(s.k.at)
}

// A stage says what a built-in does to the elements of a list, one by one.
type stage uint8

const (
	noStage stage = iota
	mapStage
	filterStage
)

// streamCode returns the code of a call of map or filter that gives a stream.
func streamCode(k *call, xs, fn valFn) valFn {
	return func(f *frame) Value {
		args := make([]Value, 2)
		args[0] = xs(f)
		held := f.hold(args[0])
		args[1] = fn(f)
		f.release(held)
		if f.err != nil || !f.alloc(streamBytes) || !k.checkArgs(f, args) {
			f.place(k.at)
			return Null
		}
		return listValue(&list{src: &stream{k, args}})
	}
}

// streamBytes is about what a stream takes.
const streamBytes = 2*valueBytes + 144
