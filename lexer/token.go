package lexer

import "github.com/calx-lang/calx/diag"

// A Kind is the kind of a token.
type Kind uint8

// The kinds of tokens. Aliases (× ÷ − ≤ ≥ ≠ π && || **) have the kind of
// what they stand for.
const (
	EOF     Kind = iota
	Newline      // end of a line; the parser decides whether it ends a statement

	Number // 12, 3.14, 1e-9, 0xFF
	String // "…" '…' r"…"
	// FString is f"…" without interpolations. With them it is cut into
	// FStringHead f"…{  FStringMiddle }…{  FStringTail }…"  with the tokens of
	// the expressions between.
	FString
	FStringHead
	FStringMiddle
	FStringTail
	Name

	True  // true
	False // false
	Null  // null
	And   // and &&
	Or    // or ||
	NotKw // not
	In    // in
	If    // if
	Then  // then
	Else  // else

	Plus     // +
	Minus    // -
	Star     // *
	Slash    // /
	SlashDiv // //
	Percent  // %
	Caret    // ^ **
	Not      // !
	Root     // √
	Eq       // ==
	NotEq    // !=
	Less     // <
	LessEq   // <=
	Greater  // >
	GreatEq  // >=
	Coalesce // ??
	Question // ?
	Colon    // :
	Arrow    // =>
	Pipe     // |>
	DotDot   // ..
	Dot      // .
	OptDot   // ?.
	Comma    // ,
	Semi     // ;
	Assign   // =
	LParen   // (
	RParen   // )
	LBracket // [
	RBracket // ]
	LBrace   // {
	RBrace   // }

	Superscript // ² ³: ^2 ^3 with the exponent in the token
	Comment     // # to the end of the line; only if asked for
	Bad         // text the lexer has reported

	NumKinds = iota // how many kinds there are, for tables
)

// kindTexts spells the kinds, as messages show them.
var kindTexts = [NumKinds]string{
	EOF: "the end", Newline: "the end of the line",
	Number: "a number", String: "a string", FString: "a string",
	FStringHead: "a string", FStringMiddle: "}", FStringTail: "}", Name: "a name",
	True: "true", False: "false", Null: "null", And: "and", Or: "or", NotKw: "not", In: "in", If: "if", Then: "then", Else: "else",
	Plus: "+", Minus: "-", Star: "*", Slash: "/", SlashDiv: "//", Percent: "%", Caret: "^", Not: "!", Root: "√",
	Eq: "==", NotEq: "!=", Less: "<", LessEq: "<=", Greater: ">", GreatEq: ">=",
	Coalesce: "??", Question: "?", Colon: ":", Arrow: "=>", Pipe: "|>", DotDot: "..", Dot: ".", OptDot: "?.",
	Comma: ",", Semi: ";", Assign: "=", LParen: "(", RParen: ")", LBracket: "[", RBracket: "]", LBrace: "{", RBrace: "}",
	Superscript: "²", Comment: "a comment", Bad: "an unknown character",
}

// String returns the spelling of an operator, keyword or bracket, and a noun
// for the other kinds.
func (k Kind) String() string {
	if int(k) < len(kindTexts) {
		return kindTexts[k]
	}
	return "an unknown token"
}

// Keyword reports whether the kind is a reserved word, which is a name after
// "." and as a key of a map.
func (k Kind) Keyword() bool { return True <= k && k <= Else }

// A Token is a kind and the bytes it was read from.
type Token struct {
	Kind  Kind
	Space bool // white space (or the start of a line) stands before it
	Span  diag.Span
}

// keyword returns the kind of a word: a keyword's, or Name.
func keyword(word string) Kind {
	if len(word) < 2 || len(word) > 5 {
		return Name
	}
	switch word {
	case "true":
		return True
	case "false":
		return False
	case "null":
		return Null
	case "and":
		return And
	case "or":
		return Or
	case "not":
		return NotKw
	case "in":
		return In
	case "if":
		return If
	case "then":
		return Then
	case "else":
		return Else
	}
	return Name
}
