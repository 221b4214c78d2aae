package main

import (
	"fmt"
	"strings"
)

const usage = `calx evaluates expressions over exact decimals.

    calx [flags]                 run a script from standard input
    calx [flags] FILE…           run scripts; what one defines is there for the next
    calx [flags] -e 'EXPR'       run an expression
    calx version | help

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
	for i := range flags {
		f := &flags[i]
		name := "    "
		if f.short != "" {
			name = "-" + f.short + ", "
		}
		name += "--" + f.long
		if f.value != "" {
			name += " " + f.value
		}
		fmt.Fprintf(&b, "    %-26s %s\n", name, f.doc)
	}
	b.WriteString(statuses)
	return b.String()
}
