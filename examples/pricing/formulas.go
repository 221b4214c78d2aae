package main

import (
	"fmt"
	"strings"
)

// A formula is a part of the file, and where in it the expression begins.
type formula struct {
	name         string
	text         string
	line, column int
}

// split finds the formulas of a file.
func split(file, text string) ([]formula, error) {
	var list []formula
	names := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case line[0] == ' ' || line[0] == '\t':
			if len(list) == 0 {
				return nil, fmt.Errorf("%s:%d: a formula begins at the margin with its name", file, i+1)
			}
			f := &list[len(list)-1]
			// Lines in between count, so that errors name the right one.
			f.text += strings.Repeat("\n", i+1-f.line-strings.Count(f.text, "\n")) + line
		default:
			name, rest, ok := strings.Cut(line, ":")
			if !ok || names[name] {
				return nil, fmt.Errorf("%s:%d: a formula begins with a name of its own and a colon", file, i+1)
			}
			names[name] = true
			list = append(list, formula{name: name, text: rest, line: i + 1, column: len([]rune(name)) + 2})
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: there are no formulas in it", file) // more likely half written than meant
	}
	return list, nil
}
