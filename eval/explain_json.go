package eval

import (
	"math"
	"strconv"
)

// Explanations as JSON for machines. The fields, of which those that say nothing
// are left out, are
//
//	type, exact, value   the result, as calx --json has it; shown instead of
//	                     value where that is too long, or a function
//	error                {"class", "code", "message", "line", "column"}
//	notes                what may surprise
//	steps                the tree: an object with
//	  kind               "operation", "call", …: see [StepKind]
//	  name               what the value is bound to; of a body the function's name
//	  text, line, column, start, end   the source, and where it is: bytes of the file
//	  state              "evaluated", "not evaluated" or "failed"
//	  value, type, exact the value, or
//	  shown              the text of one that is large, shortened
//	  params             of a body: [{"name", "shown"}]
//	  rounding           {"kind", "digits", "mode", "text"}: see [RoundingKind]
//	  call, calls        of a body: which one of how many
//	  deeper, omitted    what is not shown
//	  steps              those below

// MarshalJSON implements [encoding/json.Marshaler].
func (x *Explanation) MarshalJSON() ([]byte, error) { return x.AppendJSON(nil, false) }

// AppendJSON appends the explanation as JSON on one line. Numbers have every
// digit, or are strings, if numbersAsStrings is set, for readers that take
// numbers for binary floats.
func (x *Explanation) AppendJSON(dst []byte, numbersAsStrings bool) ([]byte, error) {
	w := jsonWriter{dst: dst, start: len(dst), quoteNumbers: numbersAsStrings}
	w.dst = append(w.dst, '{')
	if x.HasValue {
		w.result(x.Value)
	}
	if x.Err != nil {
		w.field("error")
		w.dst = append(w.dst, '{')
		w.text("class", x.Err.Class.String())
		w.text("code", x.Err.Code)
		w.text("message", x.Err.Message)
		if x.Err.Source != nil {
			line, column := x.Err.Source.Position(x.Err.Span.Start)
			w.integer("line", line)
			w.integer("column", column)
		}
		w.dst = append(w.dst, '}')
	}
	if len(x.notes) > 0 {
		w.field("notes")
		w.dst = append(w.dst, '[')
		for i, n := range x.Notes() {
			if i > 0 {
				w.dst = append(w.dst, ',')
			}
			w.dst = AppendJSONString(w.dst, n)
		}
		w.dst = append(w.dst, ']')
	}
	if x.Root != nil {
		w.field("steps")
		if err := w.step(x.Root); err != nil {
			return dst, err
		}
	}
	w.dst = append(w.dst, '}')
	return w.dst, nil
}

// result writes the value that was explained. One that has no JSON form, or a
// longer one than results may have, is shown as text.
func (w *jsonWriter) result(v Value) {
	w.text("type", v.Kind().String())
	w.boolean("exact", v.Exact())
	before := len(w.dst)
	w.field("value")
	var err error
	if w.dst, err = appendJSON(w.dst, v, jsonWriter{quoteNumbers: w.quoteNumbers, limit: DefaultLimits.ResultLength}); err != nil {
		w.dst = w.dst[:before]
		w.text("shown", preview(v))
	}
}

// field begins a field of an object.
func (w *jsonWriter) field(name string) {
	if last := w.dst[len(w.dst)-1]; last != '{' {
		w.dst = append(w.dst, ',')
	}
	w.dst = append(AppendJSONString(w.dst, name), ':')
}

func (w *jsonWriter) text(name, s string) {
	w.field(name)
	w.dst = AppendJSONString(w.dst, s)
}

func (w *jsonWriter) integer(name string, n int) {
	w.field(name)
	w.dst = strconv.AppendInt(w.dst, int64(n), 10)
}

func (w *jsonWriter) boolean(name string, b bool) {
	w.field(name)
	w.dst = strconv.AppendBool(w.dst, b)
}

// step writes a step with those below it.
func (w *jsonWriter) step(s *Step) error {
	w.dst = append(w.dst, '{')
	w.text("kind", s.Kind.String())
	if s.Name != "" {
		w.text("name", s.Name)
	}
	if s.Source != nil {
		line, column := s.Source.Position(s.Span.Start)
		w.text("text", s.Text())
		w.integer("line", line)
		w.integer("column", column)
		w.integer("start", s.Source.Offset+s.Span.Start)
		w.integer("end", s.Source.Offset+s.Span.End)
	}
	w.text("state", s.State.String())
	if err := w.outcome(s); err != nil {
		return err
	}
	if s.Err != nil {
		w.text("error", s.Err.Message)
	}
	if len(s.Params) > 0 {
		w.params(s.Params)
	}
	if s.Rounding != nil {
		w.rounding(s.Rounding)
	}
	if s.Kind == BodyStep {
		w.integer("call", s.Call)
		w.integer("calls", s.Calls)
	}
	if s.Deeper {
		w.boolean("deeper", true)
	}
	if s.Omitted > 0 {
		w.integer("omitted", s.Omitted)
	}
	for i, kid := range s.Steps {
		if i == 0 {
			w.field("steps")
			w.dst = append(w.dst, '[')
		} else {
			w.dst = append(w.dst, ',')
		}
		if err := w.step(kid); err != nil {
			return err
		}
	}
	if len(s.Steps) > 0 {
		w.dst = append(w.dst, ']')
	}
	w.dst = append(w.dst, '}')
	return nil
}

// outcome writes what a step came to.
func (w *jsonWriter) outcome(s *Step) error {
	if s.State != Evaluated {
		return nil
	}
	w.text("type", s.Type.String())
	if s.Large || s.Type == FunctionKind {
		w.text("shown", s.Shown)
		if s.Type == NumberKind {
			w.boolean("exact", s.Exact)
		}
		return nil
	}
	w.boolean("exact", s.Exact)
	w.field("value")
	var err error
	w.dst, err = appendJSON(w.dst, s.Value, jsonWriter{quoteNumbers: w.quoteNumbers, limit: math.MaxInt64})
	return err
}

func (w *jsonWriter) params(list []Argument) {
	w.field("params")
	w.dst = append(w.dst, '[')
	for i, p := range list {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = append(w.dst, '{')
		w.text("name", p.Name)
		w.text("shown", p.Shown)
		w.dst = append(w.dst, '}')
	}
	w.dst = append(w.dst, ']')
}

func (w *jsonWriter) rounding(r *RoundingReason) {
	w.field("rounding")
	w.dst = append(w.dst, '{')
	w.text("kind", r.Kind.String())
	if r.Kind == RoundedToPrecision {
		w.integer("digits", r.Digits)
	}
	if r.Kind == RoundedToPrecision || r.Kind == RoundedAsAsked {
		w.text("mode", r.Mode.String())
	}
	w.text("text", r.Text)
	w.dst = append(w.dst, '}')
}
