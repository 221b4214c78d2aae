package repl

import (
	"context"
	"strings"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// While an input is typed, the line under it shows its value, or the signature
// of the function whose arguments are being written.

const (
	previewTime = 3 * time.Millisecond
	maxPreview  = 4 << 10 // bytes of an input that is looked at
	// Numbers of more digits could take too long between two looks at the clock.
	maxPreviewPrecision = 1000
)

// A moment is a context that is over after a time, without a timer: the
// evaluator asks for Err, and for nothing else. The first question, at the
// start of a statement, is always answered with yes: what is over before the
// second is short by its steps, and a busy machine must not hide it.
type moment struct {
	context.Context
	end   time.Time
	asked bool
}

func within(d time.Duration) context.Context {
	return &moment{Context: context.Background(), end: time.Now().Add(d)}
}

// Err implements [context.Context].
func (m *moment) Err() error {
	if m.asked && time.Now().After(m.end) {
		return context.DeadlineExceeded
	}
	m.asked = true
	return nil
}

// Preview returns the text of the value that an input would have, "" where
// that cannot be said in a moment or would say nothing new.
func (s *Session) Preview(input string) string {
	if len(input) > maxPreview || isDirective(input) || s.eval.Settings().Precision > maxPreviewPrecision {
		return ""
	}
	src := &diag.Source{Text: input}
	file, err := parser.ParseWith(src, s.parserOptions())
	if err != nil || len(file.Stmts) != 1 {
		return ""
	}
	v, ok := s.eval.Preview(within(previewTime), file.Stmts[0], src)
	if !ok || v.Kind() == eval.FunctionKind {
		return ""
	}
	b, whole, err := s.eval.AppendShown(within(previewTime), nil, v, previewBytes)
	if err != nil {
		return ""
	}
	text := printable(string(b))
	switch {
	case text == strings.TrimSpace(input):
		return ""
	case !whole && v.Kind() == eval.NumberKind:
		return s.howMuch(v)
	case !whole:
		text += "…"
	}
	if !v.Exact() {
		return mark + text
	}
	return "= " + text
}

const previewBytes = 1000

// A Hint is a signature, with the parameter in it that is being written.
type Hint struct {
	Text       string
	Start, End int // bytes of the parameter; equal for none
}

// Hint returns the signature of the function, or what the command takes, whose
// arguments stand before byte at of an input.
func (s *Session) Hint(input string, at int) Hint {
	text := input[:at]
	line := text[strings.LastIndexByte(text, '\n')+1:]
	if l, ok := parseCommand(line); ok && l.name != "" {
		if c := findCommand(l.name); c != nil && (c.kind != exprArg || l.arg == "") {
			return Hint{Text: strings.TrimRight(":"+c.name+" "+c.args, " ") + "  " + c.doc}
		}
		text = line[l.at:]
	}
	c := openCall(text)
	if c.name == "" {
		return Hint{}
	}
	if v, ok := s.eval.Get(c.name); ok && v.Kind() == eval.FunctionKind {
		if params, _, ok := v.Definition(); ok {
			return signatureHint(c.name+"("+strings.Join(params, ", ")+")", params, c)
		}
	}
	b := builtin(c.name)
	if b == nil || b.IsConstant() {
		return Hint{}
	}
	params := make([]string, len(b.Params))
	for i, p := range b.Params {
		params[i] = p.Name
	}
	if n := len(params); n > 0 && b.Params[n-1].Variadic {
		c.arg = min(c.arg, n-1)
	}
	return signatureHint(b.Signature(), params, c)
}

// signatureHint finds the parameter of a signature that a call is at.
func signatureHint(signature string, params []string, c callSite) Hint {
	h := Hint{Text: signature}
	at := strings.IndexByte(signature, '(') + 1
	for i, p := range params {
		start := at + strings.Index(signature[at:], p)
		end := start + len(p)
		if j := strings.Index(signature[end:], ", "); j >= 0 {
			at = end + j + 2
		} else {
			at = len(signature) - 1
		}
		if i == c.arg {
			h.Start, h.End = start, max(at-2, end)
			if at == len(signature)-1 {
				h.End = at
			}
		}
	}
	return h
}

// A callSite is the innermost call that is open at the end of a text.
type callSite struct {
	name  string
	arg   int  // of its arguments, the one being written
	named bool // it begins with a name and =
}

func openCall(text string) callSite {
	type bracket struct {
		site   callSite
		pieces int // tokens of the argument so far
	}
	var open []bracket
	lex := lexer.New(&diag.Source{Text: text, Line: 1})
	before, pipe := "", false
	for {
		t := lex.Next()
		word := ""
		switch t.Kind {
		case lexer.EOF, lexer.Bad:
			if len(open) == 0 || inText(text) {
				return callSite{}
			}
			return open[len(open)-1].site
		case lexer.Name:
			word = text[t.Span.Start:t.Span.End]
		case lexer.LParen, lexer.LBracket, lexer.LBrace:
			site := callSite{}
			if t.Kind == lexer.LParen {
				site.name = before
				if pipe {
					site.arg = 1 // the piped value is the first
				}
			}
			open = append(open, bracket{site: site})
		case lexer.RParen, lexer.RBracket, lexer.RBrace:
			open = open[:max(len(open)-1, 0)]
		}
		if n := len(open); n > 0 {
			top := &open[n-1]
			switch {
			case t.Kind == lexer.Comma:
				top.site.arg++
				top.site.named, top.pieces = false, 0
			case t.Kind == lexer.Assign && top.pieces == 2:
				top.site.named = true
			}
			top.pieces++
		}
		pipe = t.Kind == lexer.Pipe || pipe && word != ""
		before = word
	}
}
