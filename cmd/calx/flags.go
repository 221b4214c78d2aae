package main

import (
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
	set   func(c *config, value string) error
}

// name returns the flag as messages show it.
func (f *flag) name() string { return "--" + f.long }

// flags is the table of flags, in the order of the help text.
var flags = []flag{
	{"eval", "e", "'EXPR'", "run an expression or script; may be repeated", (*config).setExpr},
	{"precision", "p", "N", "significant digits of rounded results (34)", (*config).setPrecision},
	{"rounding", "r", "MODE", "half_even (the default) half_up half_down up down ceiling floor 05up", (*config).setRounding},
	{"round-all", "", "N", "round the result of every operation to N digits", (*config).setRoundAll},
	{"exact", "", "", "an operation that would have to round is an error", set(func(c *config) { c.options.Exact = true })},
	{"places", "", "N", "show numbers with N decimal places", (*config).setPlaces},
	{"notation", "", "FORM", "show numbers in plain (the default), sci or eng notation", (*config).setNotation},
	{"group", "", "", "separate groups of digits: 1,234,567.89", set(func(c *config) { c.group = true })},
	{"mark", "", "", "put ≈ before rounded results", set(func(c *config) { c.mark = true })},
	{"json", "", "", "print a JSON object a result, with value, type and exact", set(func(c *config) { c.json = true })},
	{"json-strings", "", "", "the same, with numbers as strings", set(func(c *config) { c.json, c.strings = true, true })},
	{"define", "D", "NAME=LITERAL", "bind a name to a calx literal: -D rate=7.5%", (*config).setLiteral},
	{"string", "S", "NAME=TEXT", "bind a name to a text", (*config).setText},
	{"data", "", "FILE.json", "bind the keys of a JSON object; - is standard input", (*config).setData},
	{"keep-going", "k", "", "go on after an error; print it in place of the result", set(func(c *config) { c.keepGoing = true })},
	{"timeout", "", "TIME", "end a statement that takes longer: 500ms, 5s, 2m", (*config).setTimeout},
	{"max-steps", "", "N", "steps of a statement (no limit)", (*config).setSteps},
	{"max-digits", "", "N", "digits of an exact number (1,000,000)", (*config).setDigits},
	{"max-memory", "", "SIZE", "memory of all values: 512M, 2G (1G)", (*config).setMemory},
	{"safe", "", "", "the library's limits, for scripts of strangers", set(func(c *config) { c.safe = true })},
	{"color", "", "WHEN", "colours in errors: auto, always, never", (*config).setColor},
	{"quiet", "q", "", "no notes on standard error, only errors", set(func(c *config) { c.quiet = true })},
	{"version", "V", "", "print the version", set(func(c *config) { c.action = showVersion })},
	{"help", "h", "", "print this help", set(func(c *config) { c.action = showHelp })},
}

// set makes the function of a flag without a value.
func set(do func(*config)) func(*config, string) error {
	return func(c *config, _ string) error {
		do(c)
		return nil
	}
}

// parseArgs reads the command line. Flags may stand anywhere before "--", in
// the forms -p 50, -p50, -kq, --precision 50 and --precision=50.
func parseArgs(args []string) (*config, error) {
	c := newConfig()
	p := argParser{args: args, config: c}
	for len(p.args) > 0 {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if c.action == runProgram {
		return c, c.check()
	}
	return c, nil
}

// An argParser holds the arguments not yet read.
type argParser struct {
	args   []string
	config *config
	files  bool // "--" or an operand was seen: no command follows
}

// next reads one flag with its value, or one operand.
func (p *argParser) next() error {
	arg := p.args[0]
	p.args = p.args[1:]
	switch {
	case arg == "--":
		p.files = true
		for _, name := range p.args {
			p.config.addFile(name)
		}
		p.args = nil
		return nil
	case strings.HasPrefix(arg, "--"):
		return p.long(arg[2:])
	case strings.HasPrefix(arg, "-") && arg != "-":
		return p.short(arg[1:])
	}
	return p.operand(arg)
}

// long reads name or name=value.
func (p *argParser) long(arg string) error {
	name, value, given := strings.Cut(arg, "=")
	f := findFlag(func(f *flag) bool { return f.long == name })
	switch {
	case f == nil:
		return unknownFlag(name)
	case f.value == "" && given:
		return usagef("%s takes no value", f.name())
	case f.value == "" || given:
		return f.set(p.config, value)
	}
	return p.withNext(f)
}

// short reads one-letter flags, of which the last may have its value attached.
func (p *argParser) short(arg string) error {
	if name, _, _ := strings.Cut(arg, "="); len(name) > 1 && findFlag(func(f *flag) bool { return f.long == name }) != nil {
		return usagef("unknown flag -%s", name).suggest("did you mean --%s?", name)
	}
	for i := 0; i < len(arg); {
		_, n := utf8.DecodeRuneInString(arg[i:])
		letter, rest := arg[i:i+n], arg[i+n:]
		f := findFlag(func(f *flag) bool { return f.short == letter })
		switch {
		case f == nil && i == 0:
			return unknownShort(arg)
		case f == nil:
			return usagef("unknown flag -%s in -%s", letter, arg)
		case f.value != "" && rest != "":
			return f.set(p.config, strings.TrimPrefix(rest, "="))
		case f.value != "":
			return p.withNext(f)
		}
		if err := f.set(p.config, ""); err != nil {
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
	return f.set(p.config, value)
}

// operand reads a file name, or, first of all operands, a command's name.
func (p *argParser) operand(arg string) error {
	first := !p.files
	p.files = true
	if first {
		switch arg {
		case "help":
			p.config.action, p.args = showHelp, nil
			return nil
		case "version":
			p.config.action, p.args = showVersion, nil
			return nil
		}
		for _, name := range laterCommands {
			if arg == name {
				return usagef("this version of calx has no command %q", arg).suggest("for a file of that name write ./%s", arg)
			}
		}
	}
	p.config.addFile(arg)
	return nil
}

// laterCommands are names that are kept for commands: a script never depends
// on which of them a version has.
var laterCommands = []string{"rows", "fmt", "explain", "check", "plot", "functions"}

func findFlag(match func(*flag) bool) *flag {
	for i := range flags {
		if match(&flags[i]) {
			return &flags[i]
		}
	}
	return nil
}

func unknownFlag(name string) error {
	e := usagef("unknown flag --%s", name)
	long := make([]string, len(flags))
	for i := range flags {
		long[i] = flags[i].long
	}
	if near := diag.Nearest(name, long); near != "" {
		return e.suggest("did you mean --%s?", near)
	}
	return e
}

// unknownShort suggests how to give an expression that begins with a minus sign.
func unknownShort(arg string) error {
	e := usagef("unknown flag -%s", arg)
	if strings.ContainsAny(arg[:1], "0123456789.(") {
		return e.suggest("to evaluate an expression: calx -e '-%s'", diag.Snippet(arg))
	}
	return e
}
