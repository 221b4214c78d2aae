package parser

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/lexer"
)

// sourceText returns the source of a span.
func (p *parser) sourceText(s diag.Span) string {
	text := p.text()
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// text returns the source as far as it has been read.
func (p *parser) text() string {
	if p.stream != nil {
		return p.stream.text()
	}
	return p.src.Text
}

// describe names a token in a message.
func (p *parser) describe(t lexer.Token) string {
	switch t.Kind {
	case lexer.EOF, lexer.Newline, lexer.String, lexer.FString, lexer.FStringHead, lexer.Bad:
		return t.Kind.String()
	case lexer.FStringMiddle, lexer.FStringTail:
		return "'}'"
	}
	return "'" + diag.Snippet(p.sourceText(t.Span)) + "'"
}

// startsOperand reports whether a token begins an operand, so that an operator
// is missing where it stands behind another one.
func startsOperand(k lexer.Kind) bool {
	switch k {
	case lexer.Number, lexer.String, lexer.FString, lexer.FStringHead, lexer.Name, lexer.True, lexer.False, lexer.Null,
		lexer.If, lexer.Root, lexer.LParen, lexer.LBracket, lexer.LBrace:
		return true
	}
	return false
}

// operandEnd returns where the text ends that begins with the token at an
// offset and goes on without a space; brackets in it are taken whole if they
// end on the line.
func (p *parser) operandEnd(offset int) int {
	ahead := p.lex.Lookahead(offset)
	if ahead == nil {
		return p.tok.Span.End
	}
	end, depth, operand := offset, 0, false
	for {
		t := ahead.Next()
		switch t.Kind {
		case lexer.EOF, lexer.Newline, lexer.Bad:
			return end
		case lexer.LParen, lexer.LBracket, lexer.LBrace, lexer.FStringHead:
			if depth == 0 && operand && t.Space {
				return end
			}
			depth++
		case lexer.RParen, lexer.RBracket, lexer.RBrace, lexer.FStringTail:
			if depth == 0 {
				return end
			}
			depth--
		case lexer.Comma, lexer.Semi, lexer.Colon, lexer.Question, lexer.Assign, lexer.Then, lexer.Else, lexer.FStringMiddle:
			if depth == 0 {
				return end
			}
		default:
			if depth == 0 && operand && t.Space {
				return end
			}
		}
		end = t.Span.End
		operand = operand || startsOperand(t.Kind)
	}
}

// missingOperand reports that an expression should begin at the token.
func (p *parser) missingOperand() {
	what := "expected an expression"
	if p.prev.End > p.prev.Start && p.prev.End > p.ctx.open.Start {
		what += " after '" + diag.Snippet(p.sourceText(p.prev)) + "'"
	}
	switch k := p.tok.Kind; {
	case p.lost:
	case k == lexer.EOF:
		p.incomplete(what, "")
	case p.ctx.open.End == 0 && (k == lexer.RParen || k == lexer.RBracket || k == lexer.RBrace):
		p.strayCloser("")
	case k == lexer.Assign && p.reserved():
		p.fail(p.prev, "reserved-word", fmt.Sprintf("'%s' is a reserved word and cannot name anything", p.sourceText(p.prev)), "choose another name", p.sourceText(p.prev))
	default:
		p.fail(p.tok.Span, "expected-expression", what+", found "+p.describe(p.tok), operandHint(k), p.describe(p.tok))
	}
}

// reserved reports whether the last token was a keyword.
func (p *parser) reserved() bool {
	switch p.sourceText(p.prev) {
	case "if", "not", "then", "else", "and", "or", "in":
		return true
	}
	return false
}

func operandHint(k lexer.Kind) string {
	switch k {
	case lexer.Assign:
		return "write name = value, or == to compare"
	case lexer.Arrow:
		return "write x => … or () => …"
	case lexer.Dot:
		return "a field is written a.b"
	case lexer.Slash, lexer.SlashDiv:
		return "a comment begins with #"
	case lexer.Superscript:
		return "an exponent stands behind what it raises"
	case lexer.Then, lexer.Else:
		return "write if c then a else b"
	}
	return ""
}

// unexpected reports the token, in the place of which something else should
// stand: want spells it, and is empty at the end of a statement.
func (p *parser) unexpected(want string) {
	t := p.tok
	found := p.describe(t)
	message := "unexpected " + found
	if want != "" {
		message = "expected '" + want + "', found " + found
	}
	switch {
	case p.lost:
	case t.Kind == lexer.EOF:
		p.incomplete("expected '"+want+"'", "")
	case want == ":" && p.ctx.openKind == lexer.LBrace:
		p.fail(t.Span, "unexpected-token", "expected ':' after the key, found "+found, "a map is written {k: v}", found)
	case want == "then" && startsOperand(t.Kind) && (t.Space || t.Kind == lexer.LBrace):
		p.fail(t.Span, "unexpected-token", message, "write if c then a else b")
	case startsOperand(t.Kind):
		p.juxtaposed()
	case t.Kind == lexer.Assign:
		p.fail(t.Span, "unexpected-assign", "'=' binds a name, and only where a statement begins", "write == to compare")
	case t.Kind == lexer.RParen || t.Kind == lexer.RBracket || t.Kind == lexer.RBrace:
		p.strayCloser(want)
	case t.Kind == lexer.Comma && want == "":
		p.strayComma()
	case t.Kind == lexer.Colon:
		p.fail(t.Span, "unexpected-token", message, "a choice is written c ? a : b, a map {k: v}")
	case t.Kind == lexer.Semi && want == ")":
		p.fail(t.Span, "unexpected-token", message, "a block needs parentheses of its own: ((a = 1; a))")
	default:
		p.fail(t.Span, "unexpected-token", message, "")
	}
}

func (p *parser) strayCloser(want string) {
	if open := p.ctx.open; open.End > 0 {
		p.fail(p.tok.Span, "mismatched-bracket", fmt.Sprintf("expected '%s', found '%s'", want, p.tok.Kind), fmt.Sprintf("the '%s' before it is not closed", p.ctx.openKind),
			want, p.tok.Kind.String())
		return
	}
	p.fail(p.tok.Span, "stray-closer", fmt.Sprintf("this '%s' closes nothing", p.tok.Kind), "remove it, or add what opens it", p.tok.Kind.String())
}

// strayComma reports a comma outside of brackets, perhaps one within a number.
func (p *parser) strayComma() {
	hint := "a list is written [a, b]"
	if grouped, ok := p.grouped(p.prev.Start, p.tok.Span); ok {
		hint = "digits are grouped by _: write " + grouped
	} else if before, rest := p.sourceText(p.prev), p.text()[p.tok.Span.End:]; isDigits(strings.ReplaceAll(before, ".", "")) && rest != "" && isDigits(rest[:1]) {
		hint = "the decimal sign is a point, and digits are grouped by _"
	}
	p.fail(p.tok.Span, "stray-comma", "unexpected ','", hint)
}

// grouped returns the number that begins at an offset, and goes on behind a
// comma, with underscores for commas, if it is one with its digits grouped.
func (p *parser) grouped(start int, comma diag.Span) (number string, ok bool) {
	text := p.text()[start:]
	n := comma.Start - start
	if n > 3 || !isDigits(text[:n]) {
		return "", false
	}
	for n+4 <= len(text) && text[n] == ',' && isDigits(text[n+1:n+4]) {
		n += 4
		if n < len(text) && isDigits(text[n:n+1]) {
			return "", false
		}
	}
	return strings.ReplaceAll(text[:n], ",", "_"), n > comma.Start-start
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// checkGrouping reports 1,000 among elements: it would be a list of 1 and 0.
// What 100,200 means there is plain.
func (p *parser) checkGrouping(last Expr, comma lexer.Token) {
	n, ok := last.(*NumberLit)
	second := p.lex.Text(p.tok)
	if !ok || n.Text[0] == '0' || len(n.Text) > 3 || !isDigits(n.Text) || second[0] != '0' ||
		len(second) < 3 || !isDigits(second[:3]) || len(second) > 3 && second[3] != '.' {
		return
	}
	if grouped, ok := p.grouped(n.Where.Start, comma.Span); ok {
		p.fail(n.Where.Join(p.tok.Span), "grouped-digits", "this is two numbers, not one with its digits grouped",
			fmt.Sprintf("write %s for one number, or %s, %s for two", grouped, n.Text, second))
	}
}

// foreignWords are operators and statements of other languages.
var foreignWords = map[string]string{
	"let": "write x = 1", "var": "write x = 1", "const": "write x = 1", "val": "write x = 1", "set": "write x = 1",
	"def": "write f(x) = …", "func": "write f(x) = …", "function": "write f(x) = …", "fn": "write f(x) = …", "lambda": "write x => …",
	"return": "the value of a function is its expression", "print": "write the expression alone",
	"for": "use map, filter, reduce, sum or recursion", "while": "use reduce or recursion",
	"mod": "write mod(a, b), or % for the remainder", "div": "write //", "xor": "write a != b",
	"is": "write ==", "elif": "write else if", "elsif": "write else if", "elseif": "write else if",
}

// juxtaposed reports two operands side by side.
func (p *parser) juxtaposed() {
	t, word := p.tok, p.sourceText(p.tok.Span)
	message := fmt.Sprintf("an operator is missing before %s", p.describe(t))
	if p.ctx.openKind == lexer.LBracket || p.ctx.openKind == lexer.LBrace {
		message = fmt.Sprintf("an operator or a comma is missing before %s", p.describe(t))
	}
	p.fail(t.Span, "missing-operator", message, p.juxtapositionHint(t, word))
}

func (p *parser) juxtapositionHint(t lexer.Token, word string) string {
	before := p.sourceText(p.prev)
	switch {
	case t.Kind == lexer.Name && isShoutedKeyword(word):
		return "write " + strings.ToLower(word)
	case t.Kind == lexer.Name && foreignWords[word] != "":
		return foreignWords[word]
	case foreignWords[before] == foreignWords["let"] && t.Kind == lexer.Name:
		line, _, _ := strings.Cut(p.text()[t.Span.Start:], "\n")
		return "write " + diag.Snippet(strings.TrimSpace(line))
	case foreignWords[before] != "":
		return foreignWords[before]
	case t.Kind == lexer.If:
		return "write if c then a else b where an expression may begin, or put it in parentheses"
	case t.Kind == lexer.Number && word[0] == '.':
		return "write [" + diag.Snippet(word[1:]) + "] for an element"
	case t.Kind == lexer.LBrace || strings.HasSuffix(before, "}"):
		return ""
	case t.Kind == lexer.Name && strings.HasSuffix(before, "'") && !t.Space:
		return `write \' for a quote within the string, or put the string in "…"`
	case p.ctx.open.End > 0 && strings.Contains(p.between(p.prev.End, t.Span.Start), "\n"):
		return fmt.Sprintf("is the '%s' closed that was opened before?", p.ctx.openKind)
	}
	start, end := p.ctx.start, p.operandEnd(t.Span.Start)
	left := p.sourceText(diag.Span{Start: start, End: p.prev.End})
	right := p.sourceText(diag.Span{Start: t.Span.Start, End: end})
	join := func(op string) string {
		if t.Space {
			op = " " + op + " "
		}
		return diag.Snippet(left + op + right)
	}
	isString := t.Kind == lexer.String || t.Kind == lexer.FString || t.Kind == lexer.FStringHead
	switch {
	case before == "of":
		return "write " + diag.Snippet(strings.TrimSpace(strings.TrimSuffix(left, "of"))+" * "+right)
	case isString && (before == "b" || before == "u" || before == "F" || before == "R" || before == "rf" || before == "fr") && !t.Space:
		return `the prefixes of strings are f"…" and r"…"`
	case isString || strings.HasSuffix(before, `"`) || strings.HasSuffix(before, "'"):
		return "write " + join("+")
	case t.Kind == lexer.Number && isDigits(before) && len(word) == 3 && isDigits(word):
		return "write " + diag.Snippet(before+"_"+word) + " or " + join("*")
	}
	if t.Space && isWord(left) && t.Kind != lexer.LParen {
		return "write " + diag.Snippet(left+"("+right+")") + " to call it, or " + join("*")
	}
	return "write " + join("*")
}

// isWord reports whether a text is nothing but a name.
func isWord(s string) bool {
	t := lexer.New(&diag.Source{Text: s}).Next()
	return t.Kind == lexer.Name && t.Span.End == len(s)
}

// isShoutedKeyword reports whether a word is a keyword but for its case.
func isShoutedKeyword(word string) bool {
	switch strings.ToLower(word) {
	case "and", "or", "not", "in", "if", "then", "else":
		return true
	}
	return false
}

// badKey reports what stands in the place of a map's key.
func (p *parser) badKey() {
	hint := ""
	switch p.tok.Kind {
	case lexer.EOF:
		p.incomplete("expected a key", "")
		return
	case lexer.Number:
		hint = `write "` + diag.Snippet(p.sourceText(p.tok.Span)) + `": …`
	case lexer.FStringHead, lexer.Minus:
		hint = "a computed key is written (expression): …"
	}
	p.fail(p.tok.Span, "bad-key", "a key is a name, a string, or an expression in parentheses, not "+p.describe(p.tok), hint, p.describe(p.tok))
}
