package repl

// A helpTopic is a page of :help. Lines that are indented and hold "  → " are
// examples: what stands before it evaluates to what stands behind it, which a
// test holds them to.
type helpTopic struct{ name, text string }

func topic(name string) *helpTopic {
	for i := range topics {
		if topics[i].name == name {
			return &topics[i]
		}
	}
	return nil
}

// topicOf returns the topic, or the group of functions, that a word or an
// operator belongs to, "" for none.
func topicOf(word string) string {
	switch word {
	case "%", "percentage", "discount", "tax", "vat":
		return "percent"
	case "+", "-", "*", "/", "//", "^", "**", "!", "√", "==", "!=", "<", "<=", ">", ">=", "in", "and", "or", "not", "??", "|>", "..", "precedence", "operator":
		return "operators"
	case "if", "then", "else", "?", "=", "=>", "lambda", "block", "definition":
		return "definitions"
	case "list", "array":
		return "lists"
	case "dict", "record", "key":
		return "maps"
	case "string", "text":
		return "strings"
	case "number", "decimal", "literals", "≈":
		return "numbers"
	case "shortcuts":
		return "keys"
	case "ans":
		return "results"
	case "annuity", "interest", "loan", "mortgage":
		return "money"
	}
	return ""
}

const overview = `Type an expression, press Enter.

  19.99 * 3           → 59.97
  100 * (1 + 7.5%)    → 107.5
  - 10                goes on from the last result, ans
  price = 12.50       binds a name
  f(x) = x^2          defines a function

Tab completes, Ctrl-R searches earlier inputs, Ctrl-D leaves.

:help commands    all that begins with a colon
:help functions   all functions; :help round shows one
:help TOPIC       keys numbers percent rounding precision
                  strings lists maps definitions operators
                  results plot`

var topics = []helpTopic{
	{"keys", `
Enter           run; an unfinished expression goes on on the next line
Alt-Enter       a new line in any case
Tab             complete; Tab again walks through the list
Up Down         earlier and later inputs; within several lines, lines
Ctrl-R Ctrl-S   search earlier inputs, backward and forward
Ctrl-A Ctrl-E   start and end of the line (Home, End)
Alt-B Alt-F     word by word (Ctrl-Left, Ctrl-Right)
Ctrl-W Alt-D    delete a word before, after the cursor
Ctrl-U Ctrl-K   delete to the start, to the end
Ctrl-Y          put back what was deleted
Ctrl-_          undo a change to the input
Ctrl-L          clear the screen
Ctrl-C          clear the line, or end what is being evaluated
Ctrl-Z          suspend
Ctrl-D          leave`},
	{"numbers", `
Numbers are exact decimals of any length. A result is exact, or marked
with ≈ as rounded to the precision in force.

  0.1 + 0.2                     → 0.3
  2^100                         → 1267650600228229401496703205376
  1/8                           → 0.125
  exact(1/3)                    → false

Literals: 1_000_000  .5  1e-9  0xFF  0b1010. See also precision, rounding.`},
	{"percent", `
n% is n/100, exactly. It is a number like any other: it does not know
what it is a percentage of.

  7.5%                          → 0.075
  200 * 15%                     → 30
  100 + 10%                     → 100.1
  100 * (1 + 10%)               → 110

Pocket calculators answer 110 for 100 + 10%. Before a name, a number or a
bracket % is the remainder, truncated as in Go and SQL; mod is floored.

  7 % 3                         → 1
  mod(-7, 3)                    → 2`},
	{"rounding", `
Results that need more digits than the precision are rounded half_even;
:rounding MODE changes that: half_even half_up half_down up down ceiling
floor 05up. Rounding that you ask for:

  round(2.675, 2)               → 2.68
  round(2.5)                    → 2
  round(2.5, 0, "half_up")      → 3
  round(1234, -2)               → 1200
  floor(-2.5)                   → -3
  ceil(2.1)                     → 3
  trunc(-2.9)                   → -2
  round_to(9.98, 0.05)          → 10
  round_sig(123456, 3)          → 123000

:places 2 changes only how numbers are shown.`},
	{"precision", `
Exact numbers have as many digits as they need. What is rounded has at
most 34 significant digits; :precision N changes that, from there on.

  1/3                           → 0.3333333333333333333333333333333333
  sqrt(2.25)                    → 1.5
  digits(2^64)                  → 20

≈ before a result says that rounding went into it. exact(x) asks.`},
	{"strings", `
Text stands in double or single quotes; \n \t \\ \" \u{1F600} are escapes.
r"…" takes backslashes as they are; f"…{x}…" puts values in.

  "ab" + "cd"                   → "abcd"
  f"total {2 + 3}"              → "total 5"
  len("straße")                 → 6
  upper("abc")[0]               → "A"
  "abcdef"[1:3]                 → "bc"
  "b" in "abc"                  → true
  num("12.50") * 2              → 25
  format(1234.5, 2)             → "1,234.50"
`},
	{"lists", `
[1, 2, 3] is a list; a..b are the integers from a to b. Indices count
from 0, negative ones from the end.

  [10, 20, 30][-1]              → 30
  sum(1..100)                   → 5050
  map([1, 2, 3], x => x^2)      → [1, 4, 9]
  filter(1..10, x => x % 4 == 0) → [4, 8]
  [3, 1, 2] |> sort             → [1, 2, 3]
  reduce(1..5, (a, x) => a * x, 1) → 120
  avg([1, 2, 6])                → 3
`},
	{"maps", `
{name: value, "any text": value} is a map; its keys keep their order.

  {a: 1, b: 2}.b                → 2
  get({a: 1}, "c", 0)           → 0
  {"unit price": 5}["unit price"] → 5
  keys({a: 1, b: 2})            → ["a", "b"]
  merge({a: 1}, {b: 2})         → {a: 1, b: 2}
  sum([{p: 2}, {p: 3}], r => r.p) → 5`},
	{"definitions", `
f(x, y) = x * y defines a function; x => x^2 is one without a name. A
block ( a = 1; b = 2; a + b ) has names of its own.

  (x => x^2)(5)                 → 25
  (a = 3; b = 4; sqrt(a^2 + b^2)) → 5
  if 2 > 1 then "yes" else "no" → "yes"

:funcs lists yours.`},
	{"operators", `
Loosest first:

  x => e   if then else   c ? a : b
  ??
  or   and   not
  == != < <= > >= in
  |>
  ..
  + -
  * / // %
  - ! √ before an operand
  ^
  f(x)   a[i]   a.b   n!   n%

  -2^2                          → -4
  2^3^2                         → 512
  7 // 2                        → 3
  5!                            → 120
  √16 + 1                       → 5
  1 < 2 <= 2                    → true
  null ?? 5                     → 5
  [1, 2] |> sum                 → 3

2x is not 2 * x here: write the *.`},
	{"plot", `
:plot draws functions of x, or lists of numbers.

:plot x^2
:plot sin(x), cos(x) from 0 to 2*pi
:plot [3, 1, 4, 1, 5]

calx plot -o chart.svg 'x^2' writes a picture.`},
	{"results", `
ans is the last result, ans1 the one before it, ans2 the one before that.
A line that begins with a binary operator goes on from ans:

> 12 * 12
144
> + 6
150
> - 50
100

-50 without the space is the number −50. A result longer than the screen
is shortened; :show prints it whole. :undo takes the last input back.`},
}
