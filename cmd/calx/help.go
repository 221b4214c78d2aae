package main

import (
	"fmt"
	"strings"
)

const usage = `calx evaluates expressions over exact decimals.

    calx [flags]                 run a script from standard input
    calx [flags] FILE…           run scripts; what one defines is there for the next
    calx [flags] -e 'EXPR'       run an expression
    calx COMMAND …               one of these; a file of such a name is run as ./NAME

Commands:
`

const examples = `
A script prints the value of every expression in it, one a line.

    $ calx -e '0.1 + 0.2'
    0.3
    $ echo 'round(price * qty * (1 - discount), 2)' | calx -D price=19.99 -D qty=3 -D discount=15%
    50.97
    $ calx --data invoice.json invoice.calx

Flags:
`

const statuses = `
Exit status: 0 all well, 1 an expression failed, 2 wrong usage, 130 interrupted.
`

// helpText returns what calx help prints.
func helpText() string {
	var b strings.Builder
	b.WriteString(usage)
	for _, c := range commands() {
		appendColumns(&b, c.name, c.doc)
	}
	b.WriteString(examples)
	appendFlags(&b, newConfig().flags())
	b.WriteString(statuses)
	return b.String()
}

// appendFlags writes a line about every flag of a table.
func appendFlags(b *strings.Builder, table []flag) {
	for i := range table {
		f := &table[i]
		name := "    "
		if f.short != "" {
			name = "-" + f.short + ", "
		}
		name += "--" + f.long
		if f.value != "" {
			name += " " + f.value
		}
		appendColumns(b, name, f.doc)
	}
}

// appendColumns writes a name and what there is to say about it.
func appendColumns(b *strings.Builder, name, doc string) {
	fmt.Fprintf(b, "    %-26s %s\n", name, doc)
}
