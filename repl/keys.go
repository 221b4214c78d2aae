package repl

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Keys that are no characters reach readline as code points that no text
// holds: U+FDD0 to U+FDEF are noncharacters, which Unicode keeps for such use.
const (
	newline rune = 0xFDD0 + iota // stands for a newline within the edited text
	keyPaste
	keyDelete
	keyEscape
	keyNewline // Alt-Enter
	keyBackTab
	keyWordLeft
	keyWordRight
	keyDeleteWord
	keyRubWord // delete the word before the cursor
	keyIgnored
)

// isKey reports whether r stands for a key or is otherwise kept out of text.
func isKey(r rune) bool { return 0xFDD0 <= r && r <= 0xFDEF }

// Control characters as keys send them.
const (
	ctrlA, ctrlB, ctrlC, ctrlD, ctrlE, ctrlF, ctrlG = 1, 2, 3, 4, 5, 6, 7
	ctrlH, ctrlI, ctrlJ, ctrlK, ctrlL, ctrlM, ctrlN = 8, 9, 10, 11, 12, 13, 14
	ctrlP, ctrlR, ctrlS, ctrlT, ctrlU, ctrlW, ctrlY = 16, 18, 19, 20, 21, 23, 25
	ctrlZ, escape, ctrlUnderscore, rubout           = 26, 27, 31, 127
)

// A keyReader reads the terminal for readline. It takes escape sequences apart,
// since readline knows few of them, and hands a pasted block over as one key.
// Every Read returns one character, so that it is known when more are waiting.
type keyReader struct {
	in    io.Reader
	ready func(ms int) bool // reports whether a read would return within a time
	raw   []byte            // read and not taken apart
	keys  []rune            // taken apart and not handed out
	err   error

	waiting atomic.Bool // there is something in raw or keys
	mu      sync.Mutex
	paste   []string // the text of each keyPaste handed out or in keys
}

// A pasted block is cut beyond maxPaste bytes; what is longer was never meant
// to be edited by hand.
const maxPaste = 256 << 10

// Time that the rest of a sequence may take, in ms: that of a key comes at
// once, that of a pasted block may cross a slow network.
const (
	sequenceTime = 40
	pasteTime    = 2000
)

// Pending reports whether keys are waiting that were read already.
func (k *keyReader) Pending() bool { return k.waiting.Load() }

// Close implements [io.Closer] for readline. The terminal stays open.
func (k *keyReader) Close() error { return nil }

// Read implements [io.Reader]: one character at a time.
func (k *keyReader) Read(p []byte) (int, error) {
	for len(k.keys) == 0 {
		if len(k.raw) == 0 {
			if !k.fill() {
				return 0, k.err
			}
		}
		k.decode()
	}
	r := k.keys[0]
	k.keys = k.keys[1:]
	k.waiting.Store(len(k.keys) > 0 || len(k.raw) > 0)
	return utf8.EncodeRune(p[:utf8.UTFMax], r), nil
}

// fill reads more behind raw.
func (k *keyReader) fill() bool {
	if k.err != nil {
		return false
	}
	var buf [4096]byte
	for {
		n, err := k.in.Read(buf[:])
		k.raw = append(k.raw, buf[:n]...)
		switch {
		case n > 0:
			return true
		case err != nil:
			k.err = err
			return false
		}
	}
}

// more reads more behind raw if something comes in time.
func (k *keyReader) more(ms int) bool {
	return k.err == nil && (k.ready == nil || k.ready(ms)) && k.fill()
}

// decode takes one key off raw.
func (k *keyReader) decode() {
	c := k.raw[0]
	switch {
	case c == escape:
		k.sequence()
	case c == 0: // readline takes it for the end of input
		k.key(1, keyIgnored)
	case c < utf8.RuneSelf:
		k.key(1, rune(c))
	default:
		for !utf8.FullRune(k.raw) && k.more(sequenceTime) {
		}
		r, n := utf8.DecodeRune(k.raw)
		k.raw = k.raw[n:]
		if isKey(r) {
			r = utf8.RuneError
		}
		k.keys = append(k.keys, r)
	}
}

// sequence takes an escape sequence off raw, or the key Escape alone.
func (k *keyReader) sequence() {
	if len(k.raw) == 1 && !k.more(sequenceTime) {
		k.key(1, keyEscape)
		return
	}
	switch c := k.raw[1]; c {
	case '[':
		k.control()
	case 'O':
		if len(k.raw) == 2 && !k.more(sequenceTime) {
			k.key(2, keyIgnored)
			return
		}
		k.key(3, finalKey(k.raw[2], ""))
	case escape:
		k.key(1, keyEscape)
	default:
		n := 1
		if c >= utf8.RuneSelf {
			for !utf8.FullRune(k.raw[1:]) && k.more(sequenceTime) {
			}
			_, n = utf8.DecodeRune(k.raw[1:])
		}
		k.key(1+n, altKey(c))
	}
}

func (k *keyReader) key(n int, r rune) {
	k.raw = k.raw[min(n, len(k.raw)):]
	k.keys = append(k.keys, r)
}

// maxSequence bounds an escape sequence: what is longer is none.
const maxSequence = 32

// control takes a sequence that begins with ESC [ off raw.
func (k *keyReader) control() {
	end := 2
	for ; ; end++ {
		if end == len(k.raw) && !k.more(sequenceTime) || end > maxSequence {
			k.key(end, keyIgnored)
			return
		}
		if c := k.raw[end]; '@' <= c && c <= '~' && !(end == 2 && c == '[') {
			break
		}
	}
	params := string(k.raw[2:end])
	if k.raw[end] == '~' && params == "200" {
		k.raw = k.raw[end+1:]
		k.pasted()
		return
	}
	k.key(end+1, finalKey(k.raw[end], params))
}

// finalKey returns the key of a sequence by its last byte and its parameters.
func finalKey(final byte, params string) rune {
	if strings.HasPrefix(params, "[") { // function keys of the Linux console
		return keyIgnored
	}
	_, modifier, _ := strings.Cut(params, ";")
	switch final {
	case 'A':
		return ctrlP
	case 'B':
		return ctrlN
	case 'C':
		if modifier != "" {
			return keyWordRight
		}
		return ctrlF
	case 'D':
		if modifier != "" {
			return keyWordLeft
		}
		return ctrlB
	case 'H':
		return ctrlA
	case 'F':
		return ctrlE
	case 'M': // Enter of the keypad; with parameters the mouse
		if params == "" {
			return ctrlM
		}
	case 'Z':
		return keyBackTab
	case '~':
		return tildeKey(params)
	case 'u':
		if strings.HasPrefix(params, "13;") {
			return keyNewline
		}
	}
	return keyIgnored
}

func tildeKey(params string) rune {
	switch params {
	case "1", "7":
		return ctrlA
	case "4", "8":
		return ctrlE
	case "3":
		return keyDelete
	case "3;3", "3;5":
		return keyDeleteWord
	case "27;2;13", "27;3;13", "27;5;13":
		return keyNewline
	}
	return keyIgnored
}

// altKey returns the key that is a letter with Alt.
func altKey(c byte) rune {
	switch c {
	case 'b', 'B':
		return keyWordLeft
	case 'f', 'F':
		return keyWordRight
	case 'd', 'D':
		return keyDeleteWord
	case ctrlH, rubout:
		return keyRubWord
	case ctrlM, ctrlJ:
		return keyNewline
	}
	return keyIgnored
}

var pasteEnd = []byte("\x1b[201~")

// pasted takes a pasted block off raw, up to the sequence that ends it.
func (k *keyReader) pasted() {
	var text []byte
	for {
		if i := bytes.Index(k.raw, pasteEnd); i >= 0 {
			text = append(text, k.raw[:i]...)
			k.raw = k.raw[i+len(pasteEnd):]
			break
		}
		// The end may have come in part.
		n := max(len(k.raw)-len(pasteEnd)+1, 0)
		if len(text) <= maxPaste {
			text = append(text, k.raw[:n]...)
		}
		k.raw = append(k.raw[:0], k.raw[n:]...)
		if !k.more(pasteTime) {
			text = append(text, k.raw...)
			k.raw = nil
			break
		}
	}
	k.mu.Lock()
	k.paste = append(k.paste, cleanPaste(text))
	k.mu.Unlock()
	k.keys = append(k.keys, keyPaste)
}

// nextPaste returns the text of the keyPaste that was handed out last.
func (k *keyReader) nextPaste() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.paste) == 0 {
		return ""
	}
	text := k.paste[0]
	k.paste = k.paste[1:]
	return text
}

// cleanPaste returns a pasted text fit to be edited: lines end in newlines,
// and control characters, which are keys and no text, are left out. Newlines
// at its end are too: running it takes an Enter.
func cleanPaste(text []byte) string {
	s := strings.ReplaceAll(string(text), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t' || r == rubout || isKey(r):
			return -1
		}
		return r
	}, s)
	return strings.TrimRight(s, "\n")
}
