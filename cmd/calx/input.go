package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// A runContext ends a run when an interrupt arrives, or a statement when its
// time is over. It exists because a context with a timer for every statement
// would cost more than most statements; the evaluator asks Err now and then,
// and the deadline is a comparison there. It is for one goroutine.
type runContext struct {
	context.Context // ended by an interrupt
	timeout         time.Duration
	deadline        time.Time
	asked           int    // times that Err was called for the statement
	slow            func() // called once for a statement that takes a while
}

// start begins the time of a statement.
func (c *runContext) start() {
	c.asked = 0
	if c.timeout > 0 {
		c.deadline = time.Now().Add(c.timeout)
	}
}

// Deadline implements [context.Context].
func (c *runContext) Deadline() (time.Time, bool) { return c.deadline, c.timeout > 0 }

// slowAfter is the number of questions at which a statement counts as slow:
// the first comes at its start, the next ones every ten thousand steps.
const slowAfter = 3

// Err implements [context.Context].
func (c *runContext) Err() error {
	if c.asked++; c.asked == slowAfter && c.slow != nil {
		c.slow()
	}
	if err := c.Context.Err(); err != nil {
		return err
	}
	if c.timeout > 0 && time.Now().After(c.deadline) {
		return context.DeadlineExceeded
	}
	return nil
}

// An input is a reader whose Read returns when the context ends, whether or
// not there is anything to read: a read of a pipe or a terminal cannot be
// interrupted otherwise. What it fails with stays in err.
type input struct {
	ctx  context.Context
	want chan struct{}
	got  chan piece
	rest []byte
	err  error
}

// A piece is what one Read returned.
type piece struct {
	data []byte
	err  error
}

const inputSize = 64 << 10

// newInput returns a reader of r. Its goroutine ends with close, unless it is
// in the middle of a read that nothing ends but the end of the process.
func newInput(ctx context.Context, r io.Reader) *input {
	in := &input{ctx: ctx, want: make(chan struct{}), got: make(chan piece, 1)}
	go func() {
		buf := make([]byte, inputSize)
		for range in.want {
			n, err := r.Read(buf)
			in.got <- piece{buf[:n], err}
		}
	}()
	return in
}

func (in *input) close() { close(in.want) }

// Read implements [io.Reader].
func (in *input) Read(p []byte) (int, error) {
	if len(in.rest) == 0 && in.err == nil {
		in.fill()
	}
	if len(in.rest) == 0 {
		return 0, in.err
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}

func (in *input) fill() {
	select {
	case in.want <- struct{}{}:
	case <-in.ctx.Done():
		in.err = in.ctx.Err()
		return
	}
	select {
	case p := <-in.got:
		in.rest, in.err = p.data, p.err
	case <-in.ctx.Done():
		in.err = in.ctx.Err()
	}
}

// isTerminal reports whether a stream of the command is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
