package repl

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/eval"
	"github.com/calx-lang/calx/lexer"
	"github.com/calx-lang/calx/parser"
)

// An Item is a way to complete a word.
type Item struct {
	Text   string // takes the place of the word
	Detail string // shown beside it: a signature, a value
}

// A Completion is the ways to complete the word that ends at the cursor and
// begins at byte Start of the input.
type Completion struct {
	Start int
	Items []Item
}

// maxItems bounds how many files and keys are offered.
const maxItems = 500

// Complete returns how the word before byte at of an input can go on.
func (s *Session) Complete(input string, at int) Completion {
	text := input[:at]
	lineStart := strings.LastIndexByte(text, '\n') + 1
	if l, ok := parseCommand(text[lineStart:]); ok {
		return s.completeCommand(text, lineStart, l, input[at:])
	}
	return s.completeExpression(text, 0, input[at:])
}

func (s *Session) completeCommand(text string, lineStart int, l cmdLine, after string) Completion {
	if lineStart+l.at == len(text) && l.at == strings.IndexByte(l.text, ':')+1+len(l.name) {
		var items []Item
		for _, c := range commands() {
			if !strings.HasPrefix(c.name, l.name) {
				continue
			}
			name := c.name
			if c.args != "" && after == "" { // what it takes comes next
				name += " "
			}
			items = append(items, Item{name, strings.TrimLeft(c.args+"  "+c.doc, " ")})
		}
		return Completion{len(text) - len(l.name), items}
	}
	c := findCommand(l.name)
	if c == nil {
		return Completion{}
	}
	start := lineStart + l.at
	arg := text[start:]
	switch c.kind {
	case exprArg:
		return s.completeExpression(text, start, after)
	case fileArg:
		return completeFile(start, arg)
	case topicArg:
		return words(start, arg, helpNames())
	case wordArg:
		return words(start, arg, c.words)
	}
	return Completion{}
}

func words(start int, prefix string, words []string) Completion {
	c := Completion{Start: start}
	for _, w := range words {
		if strings.HasPrefix(w, prefix) {
			c.Items = append(c.Items, Item{Text: w})
		}
	}
	c.Items = unique(c.Items)
	return c
}

// completeFile completes the name of a file.
func completeFile(start int, arg string) Completion {
	dir, prefix := filepath.Split(arg)
	list, err := os.ReadDir(fileName(cmp.Or(dir, ".")))
	if err != nil {
		return Completion{}
	}
	c := Completion{Start: start}
	for _, e := range list {
		name := e.Name()
		if !strings.HasPrefix(name, prefix) || prefix == "" && name[0] == '.' || !clean(name) {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		c.Items = append(c.Items, Item{Text: dir + name})
		if len(c.Items) == maxItems {
			break
		}
	}
	return c
}

// clean reports whether a name holds nothing that a terminal would obey.
func clean(name string) bool {
	for _, r := range name {
		if diag.Hidden(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// completeExpression completes a name in source text that begins at byte from.
func (s *Session) completeExpression(text string, from int, after string) Completion {
	if inText(text[from:]) {
		return Completion{}
	}
	start := wordStart(text, from)
	word := text[start:]
	if start > from && text[start-1] == '.' && !strings.HasSuffix(text[:start], "..") {
		return s.completeKey(text, from, start)
	}
	if word == "" && (start == from || !isOpenFor(text[start-1])) {
		return Completion{Start: start, Items: s.named(word, after)}
	}
	if word != "" && '0' <= word[0] && word[0] <= '9' {
		return Completion{}
	}
	items := append(s.arguments(text[from:], word), s.named(word, after)...)
	if word != "" {
		items = append(items, builtinItems(word, after)...)
		for _, k := range keywords {
			if strings.HasPrefix(k, word) && k != word {
				items = append(items, Item{k, "keyword"})
			}
		}
	}
	return Completion{start, unique(items)}
}

// isOpenFor reports whether names may stand behind a character.
func isOpenFor(c byte) bool { return strings.IndexByte("([{,;=+-*/%^<>!?: \t\n|", c) >= 0 }

var keywords = []string{"true", "false", "null", "and", "or", "not", "in", "if", "then", "else"}

func wordStart(text string, from int) int {
	start := len(text)
	for start > from {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		start -= n
	}
	return start
}

// inText reports whether the end of source text lies within a string or a
// comment.
func inText(text string) bool {
	lex := lexer.New(&diag.Source{Text: text, Line: 1})
	lex.Comments = true
	last := lexer.Token{}
	for {
		t := lex.Next()
		if t.Kind == lexer.EOF {
			return last.Kind == lexer.Comment && last.Span.End == len(text)
		}
		if t.Kind == lexer.Bad && t.Span.End == len(text) && lex.Err().Code == "unclosed-string" {
			// The expression within the braces of an f-string is not text.
			return t.Span.Start < t.Span.End && !strings.HasPrefix(text[t.Span.Start:], "f")
		}
		last = t
	}
}

// named returns the names of the session that begin with word.
func (s *Session) named(word, after string) []Item {
	var items []Item
	s.eval.Names(func(name string, v eval.Value) bool {
		if !strings.HasPrefix(name, word) || eval.ResultIndex(name) > 0 && word == "" {
			return true
		}
		if v.Kind() == eval.FunctionKind {
			items = append(items, Item{call(name, after), definition(name, v)})
			return true
		}
		items = append(items, Item{name, s.brief(v)})
		return true
	})
	sort.SliceStable(items, func(i, j int) bool { return items[i].Text < items[j].Text })
	return items
}

// call returns a function's name with the parenthesis that opens its
// arguments, if there is none yet.
func call(name, after string) string {
	if strings.HasPrefix(after, "(") {
		return name
	}
	return name + "("
}

func builtinItems(word, after string) []Item {
	var items []Item
	for _, b := range eval.Builtins().Rows() {
		if !strings.HasPrefix(b.Name, word) {
			continue
		}
		item := Item{b.Name, b.Signature() + "  " + b.Doc}
		if b.IsConstant() {
			item.Detail = b.Doc
		} else {
			item.Text = call(b.Name, after)
		}
		items = append(items, item)
	}
	return items
}

// brief returns a value in a few characters.
func (s *Session) brief(v eval.Value) string {
	b, whole, err := s.eval.AppendShown(context.Background(), nil, v, briefBytes)
	if err != nil {
		return ""
	}
	text := printable(string(b))
	if !whole {
		text = cut(text, 40) + "…"
	}
	return text
}

const briefBytes = 200

// unique leaves out items whose text another one has.
func unique(items []Item) []Item {
	seen := make(map[string]bool, len(items))
	kept := items[:0]
	for _, it := range items {
		key := strings.TrimSuffix(it.Text, "(")
		if !seen[key] {
			seen[key] = true
			kept = append(kept, it)
		}
	}
	return kept
}

// arguments returns the names of parameters of the function that is called at
// the end of a text.
func (s *Session) arguments(text, word string) []Item {
	c := openCall(text)
	if c.name == "" || c.named {
		return nil
	}
	if v, ok := s.eval.Get(c.name); ok && v.Kind() == eval.FunctionKind {
		return nil
	}
	b := builtin(c.name)
	if b == nil {
		return nil
	}
	var items []Item
	for _, p := range b.Params {
		if !p.Variadic && p.Default != "" && strings.HasPrefix(p.Name, word) {
			items = append(items, Item{p.Name + " = ", "argument of " + b.Name})
		}
	}
	return items
}

// completeKey completes the key of a map behind a dot.
func (s *Session) completeKey(text string, from, start int) Completion {
	dot := start - 1
	if dot > from && text[dot-1] == '?' {
		dot--
	}
	operand := postfixStart(text[:dot], from)
	v, ok := s.peek(text[operand:dot])
	if !ok || v.Kind() != eval.MapKind {
		return Completion{}
	}
	keys, err := v.Keys()
	if err != nil {
		return Completion{}
	}
	c := Completion{Start: start}
	for _, key := range keys {
		if !strings.HasPrefix(key, text[start:]) || len(c.Items) == maxItems || !clean(key) {
			continue
		}
		item := Item{Text: key}
		if x, ok := v.Field(key); ok {
			item.Detail = s.brief(x)
		}
		if !isName(key) {
			continue
		}
		c.Items = append(c.Items, item)
	}
	return c
}

func isName(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// postfixStart returns where the operand that ends at the end of a text
// begins: names, members, calls, indices, brackets.
func postfixStart(text string, from int) int {
	i := len(text)
	for i > from {
		c := text[i-1]
		switch {
		case c == ')' || c == ']' || c == '}':
			open := openingBracket(text[from:i])
			if open < 0 {
				return i
			}
			i = from + open
		case c == '.' || c == '?' || c >= utf8.RuneSelf || isNameByte(c):
			i--
		default:
			return i
		}
	}
	return i
}

// openingBracket returns where the bracket that the last character of a text
// closes is opened, or -1.
func openingBracket(text string) int {
	lex := lexer.New(&diag.Source{Text: text, Line: 1})
	var open []int
	for {
		t := lex.Next()
		switch t.Kind {
		case lexer.EOF, lexer.Bad:
			return -1
		case lexer.LParen, lexer.LBracket, lexer.LBrace:
			open = append(open, t.Span.Start)
		case lexer.RParen, lexer.RBracket, lexer.RBrace:
			if len(open) == 0 {
				return -1
			}
			if t.Span.End == len(text) {
				return open[len(open)-1]
			}
			open = open[:len(open)-1]
		}
	}
}

// peek returns the value of an expression if it can be had in a moment.
func (s *Session) peek(text string) (eval.Value, bool) {
	src := &diag.Source{Text: text}
	file, err := parser.ParseWith(src, s.eval.ParserOptions())
	if err != nil || len(file.Stmts) != 1 {
		return eval.Null, false
	}
	return s.eval.Preview(within(previewTime), file.Stmts[0], src)
}
