package main

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/number"
)

// A config is what the command line says.
type config struct {
	texts     []text    // what to run, in order; none: standard input
	bindings  []binding // in order
	options   eval.Options
	places    int
	notation  number.Notation
	group     bool
	json      bool
	strings   bool // numbers of JSON as strings
	mark      bool
	keepGoing bool
	quiet     bool
	safe      bool
	roundAll  int // 0: not given
	timeout   time.Duration
	color     string
	fitted    bool       // to the memory there is
	help      bool       // show the help instead
	version   bool       // print the version instead
	explainer *explainer // for calx explain
}

// A text is a file to run, or an expression of the command line.
type text struct {
	file string
	expr string // if file is empty
}

// standardInput is the name that stands for it among the files.
const standardInput = "-"

// A binding is a name for the script, or a file of them.
type binding struct {
	kind bindingKind
	name string
	text string
}

type bindingKind uint8

const (
	literalBinding bindingKind = iota // -D
	textBinding                       // -S
	dataBinding                       // --data; text is the file
)

func newConfig() *config { return &config{places: -1, color: "auto"} }

// operand takes the name of a file.
func (c *config) operand(name string) error {
	c.texts = append(c.texts, text{file: name})
	return nil
}

// display returns how results are shown.
func (c *config) display() eval.Display {
	return eval.Display{Places: c.places, Notation: c.notation, Group: c.group}
}

// limits returns the limits in force: those of the command or, with --safe,
// those of the library, with what single flags say.
func (c *config) limits() eval.Limits {
	c.fitMemory()
	return c.options.Limits.WithDefaults(c.defaultLimits())
}

// check looks for flags that do not go together.
func (c *config) check() error {
	if c.roundAll > 0 {
		if p := c.options.Precision; p > 0 && p != c.roundAll {
			return usagef("--precision %d contradicts --round-all %d", p, c.roundAll).suggest("--round-all sets the precision too: leave --precision out")
		}
		c.options.Precision, c.options.RoundAll = c.roundAll, true
	}
	stdin := 0
	for _, t := range c.texts {
		if t.file == standardInput {
			stdin++
		}
	}
	if len(c.texts) == 0 {
		stdin++
	}
	for _, b := range c.bindings {
		if b.kind == dataBinding && b.text == standardInput {
			stdin++
		}
	}
	if stdin > 1 {
		return usagef("standard input can be read only once").suggest("give the script as a file or with -e to read data from standard input")
	}
	return nil
}

func (c *config) setExpr(s string) error {
	c.texts = append(c.texts, text{expr: s})
	return nil
}

// digits reads a number of digits.
func digits(flag, s string) (int, error) {
	n, err := strconv.Atoi(strings.ReplaceAll(s, "_", ""))
	if err != nil || n < 1 || n > number.MaxPrecision {
		return 0, usagef("%s takes a number of digits from 1 to %d, not %q", flag, number.MaxPrecision, s)
	}
	return n, nil
}

func (c *config) setPrecision(s string) (err error) {
	c.options.Precision, err = digits("--precision", s)
	return err
}

func (c *config) setRoundAll(s string) (err error) {
	c.roundAll, err = digits("--round-all", s)
	return err
}

func (c *config) setRounding(s string) error {
	mode, ok := number.ParseRounding(strings.ReplaceAll(s, "-", "_"))
	if !ok {
		return choice("--rounding", s, "half_even", "half_up", "half_down", "up", "down", "ceiling", "floor", "05up")
	}
	c.options.Rounding = mode
	return nil
}

// maxPlaces bounds --places: more would only fill the disk with zeros.
const maxPlaces = 1_000_000

func (c *config) setPlaces(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxPlaces {
		return usagef("--places takes a number of decimal places from 0 to %d, not %q", maxPlaces, s)
	}
	c.places = n
	return nil
}

func (c *config) setNotation(s string) error {
	n, ok := number.ParseNotation(s)
	if !ok {
		return choice("--notation", s, "plain", "sci", "eng")
	}
	c.notation = n
	return nil
}

func (c *config) setColor(s string) error {
	switch s {
	case "auto", "always", "never":
		c.color = s
		return nil
	}
	return choice("--color", s, "auto", "always", "never")
}

func (c *config) setTimeout(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return usagef("--timeout takes a time such as 500ms, 5s or 2m, not %q", s)
	}
	c.timeout = d
	return nil
}

// limit reads a limit: a positive number, or none.
func limit(flag, s string) (int64, error) {
	if s == "none" || s == "-1" {
		return -1, nil
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(s, "_", ""), 10, 64)
	if err != nil || n < 1 {
		return 0, usagef("%s takes a positive number or none, not %q", flag, s)
	}
	return n, nil
}

func (c *config) setSteps(s string) (err error) {
	c.options.Limits.Steps, err = limit("--max-steps", s)
	return err
}

func (c *config) setDigits(s string) (err error) {
	c.options.Limits.Digits, err = limit("--max-digits", s)
	return err
}

func (c *config) setMemory(s string) error {
	n, ok := byteSize(s)
	if !ok {
		return usagef("--max-memory takes a size such as 512M or 2G, or none, not %q", s)
	}
	c.options.Limits.Memory = n
	return nil
}

// byteSize reads 1000, 64K, 512M, 2G, each also with B or iB behind the
// letter (all are powers of 1,024), or none.
func byteSize(s string) (int64, bool) {
	if s == "none" || s == "-1" {
		return -1, true
	}
	num := strings.TrimRight(s, "KMGTkmgtiB")
	unit := strings.TrimSuffix(strings.TrimSuffix(s[len(num):], "B"), "i")
	shift := map[string]uint{"": 0, "k": 10, "m": 20, "g": 30, "t": 40}
	bits, ok := shift[strings.ToLower(unit)]
	n, err := strconv.ParseInt(num, 10, 64)
	if !ok || err != nil || n < 1 || n > math.MaxInt64>>bits {
		return 0, false
	}
	return n << bits, true
}

// nameAndValue splits NAME=VALUE.
func nameAndValue(flag, s, example string) (name, value string, err error) {
	name, value, ok := strings.Cut(s, "=")
	if !ok {
		return "", "", usagef("%s takes a name, = and a value, such as %s, not %q", flag, example, s)
	}
	name = strings.TrimSpace(name)
	if !isName(name) {
		return "", "", badName(name)
	}
	return name, value, nil
}

func badName(name string) error {
	return usagef("%q is no name that a script could use", diag.Snippet(name)).suggest("a name begins with a letter or _, and goes on with letters, digits and _")
}

func (c *config) setLiteral(s string) error {
	name, value, err := nameAndValue("-D", s, "rate=7.5%")
	c.bindings = append(c.bindings, binding{literalBinding, name, value})
	return err
}

func (c *config) setText(s string) error {
	name, value, err := nameAndValue("-S", s, "country=AT")
	c.bindings = append(c.bindings, binding{textBinding, name, value})
	return err
}

func (c *config) setData(s string) error {
	c.bindings = append(c.bindings, binding{kind: dataBinding, text: s})
	return nil
}

// choice is the error of a word that is none of those a flag takes.
func choice(flag, got string, words ...string) error {
	e := usagef("%s takes %s or %s, not %q", flag, strings.Join(words[:len(words)-1], ", "), words[len(words)-1], got)
	if near := diag.Nearest(got, words); near != "" {
		return e.suggest("did you mean %s?", near)
	}
	return e
}
