package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// A flag is one row of the table of flags, from which parsing, suggestions
// and help are made.
type flag struct {
	long  string // without dashes
	short string // one letter, or ""
	value string // how help names the value; "" for a flag that takes none
	doc   string // one line
	set   func(value string) error
}

// name returns the flag as messages show it.
func (f *flag) name() string { return "--" + f.long }

// flags is the table of flags that running takes, in the order of the help text.
func (c *config) flags() []flag {
	return []flag{
		{"eval", "e", "'EXPR'", "run an expression or script; may be repeated", c.setExpr},
		{"precision", "p", "N", "significant digits of rounded results (34)", c.setPrecision},
		{"rounding", "r", "MODE", "half_even (the default) half_up half_down up down ceiling floor 05up", c.setRounding},
		{"round-all", "", "N", "round the result of every operation to N digits", c.setRoundAll},
		{"exact", "", "", "an operation that would have to round is an error", set(&c.options.Exact)},
		{"places", "", "N", "show numbers with N decimal places", c.setPlaces},
		{"notation", "", "FORM", "show numbers in plain (the default), sci or eng notation", c.setNotation},
		{"group", "", "", "separate groups of digits: 1,234,567.89", set(&c.group)},
		{"mark", "", "", "put ≈ before rounded results", set(&c.mark)},
		{"json", "", "", "print a JSON object a result, with value, type and exact", set(&c.json)},
		{"json-strings", "", "", "the same, with numbers as strings", set(&c.json, &c.strings)},
		{"define", "D", "NAME=LITERAL", "bind a name to a calx literal: -D rate=7.5%", c.setLiteral},
		{"string", "S", "NAME=TEXT", "bind a name to a text", c.setText},
		{"data", "", "FILE.json", "bind the keys of a JSON object; - is standard input", c.setData},
		{"keep-going", "k", "", "go on after an error; print it in place of the result", set(&c.keepGoing)},
		{"timeout", "", "TIME", "end a statement that takes longer: 500ms, 5s, 2m", c.setTimeout},
		{"max-steps", "", "N", "steps of a statement (no limit)", c.setSteps},
		{"max-digits", "", "N", "digits of an exact number (1,000,000)", c.setDigits},
		{"max-memory", "", "SIZE", "memory of all values: 512M, 2G (1G)", c.setMemory},
		{"safe", "", "", "the library's limits, for scripts of strangers", set(&c.safe)},
		{"color", "", "WHEN", "colours in errors: auto, always, never", c.setColor},
		{"quiet", "q", "", "no notes on standard error, only errors", set(&c.quiet)},
		{"version", "V", "", "print the version", set(&c.version)},
		{"help", "h", "", "print this help", set(&c.help)},
	}
}

// set makes the function of a flag without a value.
func set(targets ...*bool) func(string) error {
	return func(string) error {
		for _, t := range targets {
			*t = true
		}
		return nil
	}
}

// parseArgs reads the arguments of a run.
func parseArgs(args []string) (*config, error) {
	c := newConfig()
	err := parseFlags(args, c.flags(), c.operand)
	if err != nil || c.help || c.version {
		return c, err
	}
	// So that nobody runs a file where a command was meant, or the other way round.
	if len(c.texts) > 0 && !slices.Contains(args, "--") {
		if name := c.texts[0].file; findCommand(name) != nil || isReserved(name) {
			return nil, usagef("the command %s stands before all flags: calx %[1]s …", name).suggest("for a file of that name write ./%s", name)
		}
	}
	return c, c.check()
}

// parseFlags reads arguments. Flags may stand anywhere before "--", in the
// forms -p 50, -p50, -kq, --precision 50 and --precision=50; all else are
// operands.
func parseFlags(args []string, table []flag, operand func(arg string) error) error {
	p := argParser{args: args, flags: table}
	for len(p.args) > 0 {
		arg := p.args[0]
		p.args = p.args[1:]
		var err error
		switch {
		case arg == "--":
			for err == nil && len(p.args) > 0 {
				err = operand(p.args[0])
				p.args = p.args[1:]
			}
		case strings.HasPrefix(arg, "--"):
			err = p.long(arg[2:])
		case strings.HasPrefix(arg, "-") && arg != "-":
			err = p.short(arg[1:])
		default:
			err = operand(arg)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// An argParser holds the arguments not yet read.
type argParser struct {
	args  []string
	flags []flag
}

// long reads name or name=value.
func (p *argParser) long(arg string) error {
	name, value, given := strings.Cut(arg, "=")
	f := p.find(func(f *flag) bool { return f.long == name })
	switch {
	case f == nil:
		return p.unknownFlag(name)
	case f.value == "" && given:
		return usagef("%s takes no value", f.name())
	case f.value == "" || given:
		return f.set(value)
	}
	return p.withNext(f)
}

// short reads one-letter flags, of which the last may have its value attached.
func (p *argParser) short(arg string) error {
	if name, _, _ := strings.Cut(arg, "="); len(name) > 1 && p.find(func(f *flag) bool { return f.long == name }) != nil {
		return usagef("unknown flag -%s", name).suggest("did you mean --%s?", name)
	}
	for i := 0; i < len(arg); {
		_, n := utf8.DecodeRuneInString(arg[i:])
		letter, rest := arg[i:i+n], arg[i+n:]
		f := p.find(func(f *flag) bool { return f.short == letter })
		switch {
		case f == nil && i == 0:
			return p.unknownShort(arg)
		case f == nil:
			return usagef("unknown flag -%s in -%s", letter, arg)
		case f.value != "" && rest != "":
			return f.set(strings.TrimPrefix(rest, "="))
		case f.value != "":
			return p.withNext(f)
		}
		if err := f.set(""); err != nil {
			return err
		}
		i += n
	}
	return nil
}

// withNext gives the flag the next argument, whatever that looks like: a value
// may well begin with a minus sign.
func (p *argParser) withNext(f *flag) error {
	if len(p.args) == 0 {
		return usagef("%s needs a value: %s %s", f.name(), f.name(), f.value)
	}
	value := p.args[0]
	p.args = p.args[1:]
	return f.set(value)
}

func (p *argParser) find(match func(*flag) bool) *flag {
	for i := range p.flags {
		if match(&p.flags[i]) {
			return &p.flags[i]
		}
	}
	return nil
}

func (p *argParser) unknownFlag(name string) error {
	e := usagef("unknown flag --%s", name)
	long := make([]string, len(p.flags))
	for i := range p.flags {
		long[i] = p.flags[i].long
	}
	if near := diag.Nearest(name, long); near != "" {
		return e.suggest("did you mean --%s?", near)
	}
	return e
}

// unknownShort suggests how to give an expression that begins with a minus sign.
func (p *argParser) unknownShort(arg string) error {
	e := usagef("unknown flag -%s", arg)
	if strings.ContainsAny(arg[:1], "0123456789.(") && p.find(func(f *flag) bool { return f.long == "eval" }) != nil {
		return e.suggest("to evaluate an expression: calx -e '-%s'", diag.Snippet(arg))
	}
	return e
}
