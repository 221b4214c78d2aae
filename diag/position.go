package diag

import (
	"strings"
	"unicode/utf8"
)

// byteOrderMark may start a file; it belongs to no column.
const byteOrderMark = "\uFEFF"

// Position returns where a byte offset of s.Text is in the file or stream the
// text came from. Line and column count from 1; columns count code points, a
// byte of invalid UTF-8 being one. Offsets outside the text mean its ends.
func (s *Source) Position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(s.Text))
	start := s.lineStart(offset)
	line = s.Line + 1 + strings.Count(s.Text[:start], "\n")
	column = 1 + utf8.RuneCountInString(s.Text[start:offset])
	if start > 0 {
		return line, column
	}
	if s.Offset == 0 && offset > 0 && strings.HasPrefix(s.Text, byteOrderMark) {
		column--
	}
	return line, column + s.Column
}

// lineStart returns the offset at which the line of an offset starts.
func (s *Source) lineStart(offset int) int {
	return strings.LastIndexByte(s.Text[:offset], '\n') + 1
}

// lineEnd returns the offset at which the line of an offset ends, before its
// newline.
func (s *Source) lineEnd(offset int) int {
	end := len(s.Text)
	if i := strings.IndexByte(s.Text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	if end > offset && s.Text[end-1] == '\r' {
		end--
	}
	return end
}
