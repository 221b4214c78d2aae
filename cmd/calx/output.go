package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// An output gathers what goes to standard output and writes it when it is
// asked to, or has gathered enough. After a failed write it gathers nothing.
type output struct {
	w        io.Writer
	buf      []byte
	open     bool  // buf ends in a part of a result
	err      error // of writing
	terminal bool  // control characters are shown, not sent
	json     bool
	strings  bool
	mark     bool
}

const (
	flushSize = 64 << 10
	keepSize  = 1 << 20 // a larger buffer, left by a large result, is let go
)

// result prints the value of an expression statement on a line. An error
// leaves nothing of it.
func (o *output) result(ctx context.Context, s *eval.Session, v eval.Value) error {
	if o.err != nil {
		return nil
	}
	start := len(o.buf)
	o.open = true
	err := o.render(ctx, s, v)
	o.open = false
	if err != nil {
		o.buf = o.buf[:start]
		return err
	}
	if o.terminal {
		o.buf = showControls(o.buf, start)
	}
	o.line()
	return nil
}

// render appends the value as the flags want it.
func (o *output) render(ctx context.Context, s *eval.Session, v eval.Value) (err error) {
	if o.json {
		return o.object(ctx, s, v)
	}
	if o.mark && !v.Exact() {
		o.buf = append(o.buf, "≈ "...)
	}
	o.buf, err = s.AppendText(ctx, o.buf, v)
	return err
}

// object appends {"value":…,"type":…,"exact":…}.
func (o *output) object(ctx context.Context, s *eval.Session, v eval.Value) (err error) {
	o.buf = append(o.buf, `{"value":`...)
	if o.buf, err = s.AppendJSON(ctx, o.buf, v, o.strings); err != nil {
		return err
	}
	o.buf = append(o.buf, `,"type":"`...)
	o.buf = append(o.buf, v.Kind().String()...)
	if v.Exact() {
		o.buf = append(o.buf, `","exact":true}`...)
	} else {
		o.buf = append(o.buf, `","exact":false}`...)
	}
	return nil
}

// maxErrorLine bounds the message of an error line, in bytes.
const maxErrorLine = 3000

// failure prints an error in place of a result.
func (o *output) failure(e *diag.Error) {
	if o.err != nil {
		return
	}
	message := diag.Clean(e.Message, maxErrorLine)
	if !o.json {
		o.buf = fmt.Appendf(o.buf, "error: %s: %s", e.Class, message)
		o.line()
		return
	}
	o.buf = append(o.buf, `{"error":`...)
	o.buf = eval.AppendJSONString(o.buf, message)
	o.buf = fmt.Appendf(o.buf, `,"class":"%s"`, e.Class)
	if e.Source != nil {
		line, column := e.Source.Position(e.Span.Start)
		o.buf = fmt.Appendf(o.buf, `,"line":%d,"column":%d`, line, column)
	}
	o.buf = append(o.buf, '}')
	o.line()
}

func (o *output) line() {
	o.buf = append(o.buf, '\n')
	if len(o.buf) >= flushSize {
		o.flush()
	}
}

// flush writes what was gathered.
func (o *output) flush() {
	if len(o.buf) == 0 || o.err != nil {
		return
	}
	if _, err := o.w.Write(o.buf); err != nil {
		o.err = &writeError{err}
	}
	o.buf = o.buf[:0]
	if cap(o.buf) > keepSize {
		o.buf = nil
	}
}

// flushWhole is flush at a time when a result may be half done: then it waits.
func (o *output) flushWhole() {
	if !o.open {
		o.flush()
	}
}

// A writeError says that the results could not be written.
type writeError struct{ err error }

func (e *writeError) Error() string { return "cannot write the results: " + cause(e.err).Error() }
func (e *writeError) Unwrap() error { return e.err }

// isBrokenPipe reports whether an error says that nobody reads any more. On
// the real standard output the system's signal has ended the process before.
func isBrokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// showControls replaces what a terminal would obey or be misled by in
// buf[start:] by the escapes that calx's source has for it; tabs and newlines
// stay.
func showControls(buf []byte, start int) []byte {
	for i := start; i < len(buf); i++ {
		if c := buf[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7F {
			return appendShown(buf[:i:i], buf[i:])
		}
	}
	return buf
}

func appendShown(dst, text []byte) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r == '\n' || r == '\t' || !diag.Hidden(r):
			dst = append(dst, text[:n]...)
		default:
			dst = fmt.Appendf(dst, `\u{%X}`, r)
		}
		text = text[n:]
	}
	return dst
}
