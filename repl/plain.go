package repl

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// maxPlainLine bounds a line that is read without an editor, in bytes.
const maxPlainLine = 1 << 20

// plain is the loop without an editor: for terminals that cannot be drawn on.
// It writes no escape sequences, and the terminal's own line editing serves.
func (l *loop) plain() int {
	in := bufio.NewReader(l.config.In)
	l.work.answerAtPrompt(func() {
		io.WriteString(l.out, "\n"+Prompt)
		l.dropped.Store(true)
	})
	for {
		input, err := l.readPlain(in)
		if strings.TrimSpace(input) != "" && l.run(input) {
			return 0
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				io.WriteString(l.out, "\n")
			}
			return 0
		}
	}
}

// readPlain reads one input: lines until they are a whole. At the end of input
// an unfinished one is returned as it is, for its error.
func (l *loop) readPlain(in *bufio.Reader) (string, error) {
	var b strings.Builder
	prompt := Prompt
	for {
		io.WriteString(l.out, prompt)
		line, err := readLine(in)
		if l.dropped.Swap(false) { // Ctrl-C: the terminal has dropped the line before this one
			b.Reset()
		}
		b.WriteString(line)
		input := b.String()
		// As in the editor, an empty line ends what cannot be completed.
		if err != nil || !l.session.NeedsMore(input) || prompt == Continuation && strings.TrimSpace(line) == "" {
			return strings.TrimSuffix(input, "\n"), err
		}
		if !strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
		prompt = Continuation
	}
}

// readLine reads a line with its newline; of one that is too long it keeps the
// beginning.
func readLine(in *bufio.Reader) (string, error) {
	var b []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(b) < maxPlainLine {
			b = append(b, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.ReplaceAll(string(b), "\r\n", "\n"), err
		}
	}
}
