package main

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
)

// runFunctions is calx functions: the table of built-ins, or all about some of
// them.
func runFunctions(args []string, std streams) int {
	var names []string
	status, ok := parseCommand("functions", args, std, nil, func(arg string) error {
		names = append(names, arg)
		return nil
	})
	if !ok {
		return status
	}
	rows := eval.Builtins().Rows()
	if len(names) == 0 {
		return std.print(functionList(rows))
	}
	var b strings.Builder
	for i, name := range names {
		row := findFunction(rows, name)
		if row == nil {
			return fail(std, unknownFunction(rows, name))
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		appendFunction(&b, row)
	}
	return std.print(b.String())
}

// functionList shows the built-ins by group, each with its signature and the
// sentence about it.
func functionList(rows []*eval.Builtin) string {
	var b strings.Builder
	group := ""
	for _, row := range rows {
		if row.Group != group {
			if group != "" {
				b.WriteByte('\n')
			}
			group = row.Group
			b.WriteString(strings.ToUpper(group[:1]) + group[1:] + "\n")
		}
		appendWrapped(&b, "  ", row.Signature())
		appendWrapped(&b, "      ", row.Doc)
	}
	return b.String()
}

// appendFunction shows one built-in with its examples.
func appendFunction(b *strings.Builder, row *eval.Builtin) {
	b.WriteString(row.Signature())
	if row.Result != nil && row.Result.String() != "any" {
		b.WriteString(" → " + row.Result.String())
	}
	b.WriteString("\n\n")
	appendWrapped(b, "  ", row.Doc)
	b.WriteByte('\n')
	for _, e := range row.Examples {
		b.WriteString("  " + e.Source + "\n    " + e.Result + "\n")
	}
}

// helpWidth is how wide, in columns, text is set that has no lines of its own.
const helpWidth = 90

// appendWrapped writes a text in lines that begin with an indent.
func appendWrapped(b *strings.Builder, indent, text string) {
	width := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if width > 0 && width+1+n > helpWidth {
			b.WriteByte('\n')
			width = 0
		}
		if width == 0 {
			b.WriteString(indent)
			width = len(indent)
		} else {
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
	}
	b.WriteByte('\n')
}

func findFunction(rows []*eval.Builtin, name string) *eval.Builtin {
	for _, row := range rows {
		if row.Name == name {
			return row
		}
	}
	return nil
}

func unknownFunction(rows []*eval.Builtin, name string) error {
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = row.Name
	}
	e := usagef("there is no built-in function %q", diag.Snippet(name))
	if near := diag.Nearest(name, names); near != "" {
		return e.suggest("did you mean %s?", near)
	}
	return e.suggest("calx functions lists them")
}
