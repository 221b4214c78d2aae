package suites

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// Everything the runner assumes about the command line stands in this file.

// An output is what one case printed: a value's text, or an error.
type output struct {
	text  string // the line of a value
	class string // the class of an error, as the suites name it; "" for a value
	note  string // the message of an error
}

// noRun is the class of a case whose process did not end as it should.
const noRun = "run"

func (o output) String() string {
	if o.class == "" {
		return clip(o.text, 120)
	}
	return "error " + o.class + ": " + clip(o.note, 120)
}

// suiteClass maps the classes that the command prints to the suites' names.
// The suites know no class for keys, texts and options: theirs is index_error.
var suiteClass = map[string]string{
	"syntax": "syntax_error",
	"name":   "name_error",
	"type":   "type_error",
	"value":  "index_error",
	"math":   "math_error",
	"limit":  "limit_error",
	"usage":  "usage_error",
}

// roundsAll reports whether every operation of the case rounds.
func (c *testCase) roundsAll() bool {
	return c.Suite == "gda" || (c.Op == "factorial" || c.Op == "pow") && c.Suite != "lang"
}

// args returns the flags that the case runs with.
func (c *testCase) args() []string {
	precision := "--precision"
	if c.roundsAll() {
		precision = "--round-all"
	}
	args := []string{precision, strconv.Itoa(c.Precision), "--rounding", c.Rounding, "--keep-going"}
	if c.Check == "hostile" {
		args = append(args, "--safe") // the limits for untrusted scripts
	}
	return args
}

// errorLine is how --keep-going prints a failed statement.
var errorLine = regexp.MustCompile(`^error: (?:([a-z_]+): )?`)

// parseLine reads one line of output.
func parseLine(line string) output {
	m := errorLine.FindStringSubmatch(line)
	if m == nil {
		return output{text: strings.TrimSpace(line)}
	}
	class := m[1]
	if c, ok := suiteClass[class]; ok {
		class = c
	} else if class == "" {
		class = "unclassified"
	}
	return output{class: class, note: line[len(m[0]):]}
}

// script returns what the case sends to standard input.
func (c *testCase) script() ([]byte, error) {
	var b bytes.Buffer
	if c.Parts != nil {
		for _, p := range c.Parts {
			if err := appendPart(&b, p); err != nil {
				return nil, fmt.Errorf("%s: %w", c.ID, err)
			}
		}
		b.WriteByte('\n')
		return b.Bytes(), nil
	}
	names := make([]string, 0, len(c.Env))
	for name := range c.Env {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		src, err := valueSource(c.Env[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.ID, name, err)
		}
		fmt.Fprintf(&b, "%s = %s\n", name, src)
	}
	b.WriteString(c.Expr)
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// appendPart writes one part of a hostile script: text, bytes or a repetition.
func appendPart(b *bytes.Buffer, raw json.RawMessage) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		b.WriteString(text)
		return nil
	}
	var part struct {
		B64    string `json:"b64"`
		Repeat string `json:"repeat"`
		N      int    `json:"n"`
	}
	if err := json.Unmarshal(raw, &part); err != nil {
		return err
	}
	if part.B64 != "" {
		data, err := base64.StdEncoding.DecodeString(part.B64)
		b.Write(data)
		return err
	}
	for range part.N {
		b.WriteString(part.Repeat)
	}
	return nil
}

// valueSource writes a JSON value of an environment as calx source. Numbers
// keep their digits: they are meant as exact decimals.
func valueSource(raw json.RawMessage) (string, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", err
	}
	return goSource(v)
}

func goSource(v any) (string, error) {
	switch v := v.(type) {
	case json.Number:
		return v.String(), nil
	case string:
		text, err := json.Marshal(v)
		return string(text), err
	case bool:
		return strconv.FormatBool(v), nil
	case []any:
		elems := make([]string, len(v))
		for i, e := range v {
			src, err := goSource(e)
			if err != nil {
				return "", err
			}
			elems[i] = src
		}
		return "[" + strings.Join(elems, ", ") + "]", nil
	case map[string]any:
		entries := make([]string, 0, len(v))
		for key, e := range v {
			src, err := goSource(e)
			if err != nil {
				return "", err
			}
			entries = append(entries, key+": "+src)
		}
		sort.Strings(entries)
		return "{" + strings.Join(entries, ", ") + "}", nil
	}
	return "", fmt.Errorf("no source form for %T", v)
}
