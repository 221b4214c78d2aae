package diag

import (
	"strings"
	"unicode/utf8"
)

const (
	maxMessage = 3000 // bytes of a message; with its hint and class it stays below 4,000
	maxHint    = 600  // bytes of a hint
	maxSnippet = 60   // code points of source quoted within a message
)

// Hidden reports whether a code point is one that text for people must not
// carry as it is: control characters and those that change the direction of
// what follows.
func Hidden(r rune) bool {
	return r < ' ' || 0x7F <= r && r <= 0x9F || DirectionControl(r) ||
		0x200E <= r && r <= 0x200F || 0x2028 <= r && r <= 0x2029 || r == 0x061C || r == 0xFEFF
}

// DirectionControl reports whether r is a bidirectional embedding, override or
// isolate (U+202A–202E, U+2066–2069), which can make a program read other than
// it runs.
func DirectionControl(r rune) bool {
	return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// Clean returns s fit to be shown on one line: hidden characters and invalid
// UTF-8 become U+FFFD, newlines and tabs spaces, and what is longer than limit
// bytes ends in "…".
func Clean(s string, limit int) string {
	if len(s) <= limit && isClean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			r = ' '
		case Hidden(r):
			r = utf8.RuneError
		}
		if b.Len()+utf8.RuneLen(r) > limit {
			b.WriteString("…")
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7F {
			return isCleanUnicode(s)
		}
	}
	return true
}

func isCleanUnicode(s string) bool {
	for i, r := range s {
		if Hidden(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			return false
		}
	}
	return true
}

// Snippet returns a piece of source fit to be quoted within a message: clean,
// and with its middle left out if it is long.
func Snippet(s string) string {
	// Only the ends are looked at: the piece may be a text of many megabytes.
	const reach = maxSnippet * utf8.UTFMax
	if len(s) <= maxSnippet {
		return Clean(s, 4*maxSnippet)
	}
	if len(s) <= reach && utf8.RuneCountInString(s) <= maxSnippet {
		return Clean(s, 4*maxSnippet)
	}
	head, tail := s[:0], s[len(s):]
	for i := 0; i < maxSnippet*2/3; i++ {
		_, n := utf8.DecodeRuneInString(s[len(head):])
		head = s[:len(head)+n]
	}
	for i := 0; i < maxSnippet/3-1; i++ {
		_, n := utf8.DecodeLastRuneInString(s[:len(s)-len(tail)])
		tail = s[len(s)-len(tail)-n:]
	}
	return Clean(head, 4*maxSnippet) + "…" + Clean(tail, 4*maxSnippet)
}

// Quote returns a name or another piece of source in double quotes, as
// messages show it: unknown variable "prise".
func Quote(s string) string { return `"` + Snippet(s) + `"` }
