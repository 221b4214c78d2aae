package eval

import (
	"strings"
	"testing"
)

func TestStringBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{`upper("aé1ß")`, "AÉ1ß"}, {`lower("AÉ")`, "aé"}, {"upper(5)", "error: type"}, {"upper(null)", "error: type"}, {`trim("  a b　\n")`, "a b"},
		{`trim("\t a b\u3000\n\u00A0")`, "a b"}, {`split("a,b,,c", ",")`, `["a", "b", "", "c"]`}, {`split("", ",")`, `[""]`}, {`split("", "")`, "[]"}, {`split("é日", "")`, `["é", "日"]`},
		{`split("abc", "abc")`, `["", ""]`}, {`split("abc")`, "error: type"}, {`split(5, ",")`, "error: type"}, {`join(["a", "b"], ", ")`, "a, b"}, {`join([], ",")`, ""}, {`join(["a"], ",")`, "a"},
		{`join([1, 2], ",")`, "error: type"}, {`join(["a", null], ",")`, "error: type"}, {`join("ab", ",")`, "error: type"}, {`split("a b", " ") |> join("-")`, "a-b"},
		{`replace("aaa", "a", "b")`, "bbb"}, {`replace("abc", "x", "y")`, "abc"}, {`replace("ab", "", "-")`, "-a-b-"}, {`replace("abcabc", "bc", "")`, "aa"}, {`replace("é", "é", "日")`, "日"},
		{`starts_with("hello", "")`, "true"}, {`starts_with("a", 1)`, "error: type"}, {`ends_with("héllo", "éllo")`, "true"},
		{`substring("héllo", 1, 3)`, "éll"}, {`substring("abc", 1)`, "bc"}, {`substring("abc", 5, 2)`, ""}, {`substring("abc", 1, 99)`, "bc"}, {`substring("abc", -1, 1)`, "error: value"},
		{`substring("abc", 0, -1)`, "error: value"}, {`substring("abc", 0.5, 1)`, "error: value"}, {`substring("abc", from = 1, length = 1)`, "b"}, {`substring("abc", 0, 0)`, ""},
		{`pad_left("7", 3, "0")`, "007"}, {`pad_left("é", 3)`, "  é"}, {`pad_left("abcd", 3)`, "abcd"}, {`pad_right("ab", 7, "xyz")`, "abxyzxy"}, {`pad_left("ab", 5, "日本")`, "日本日ab"},
		{`pad_left("a", 3, "")`, "error: value"}, {`pad_left("a", -3)`, "a"}, {`pad_left(5, 3)`, "error: type"}, {`pad_left("a", 2.5)`, "error: value"},
		{`repeat("ab", 3)`, "ababab"}, {`repeat("ab", -1)`, "error: value"}, {`repeat("ab", 1.5)`, "error: value"}, {`repeat(5, 2)`, "error: type"},
		{`index_of("añb", "b")`, "2"}, {`index_of("abc", "")`, "0"}, {`index_of("abc", "x")`, "null"}, {`index_of("abc", 1)`, "error: type"},
	})
}

func TestPatternBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{`matches("abc", "b")`, "true"}, {`matches("abc", "^b")`, "false"}, {`matches("", "^$")`, "true"}, {`matches("ABC", "(?i)b")`, "true"}, {`matches("a", 5)`, "error: type"},
		{`matches("a", "(")`, "error: value"}, {`matches("a", r"(?=a)")`, "error: value"}, {`matches("日本", r"^\pL{2}$")`, "true"}, {`try(matches("a", "["), false)`, "false"},
		{`extract("x42y", r"\d+")`, "42"}, {`extract("a=1, b=2", r"b=(\d)")`, "2"}, {`extract("abc", "x")`, "null"}, {`extract("abc", "a(x)?")`, "null"}, {`extract("abc", "()")`, ""},
		{`extract("日本語", "本.")`, "本語"}, {`extract("2024-05-06", r"(\d+)-(\d+)")`, "2024"}, {`map(["a1", "b2"], s => extract(s, r"\d"))`, `["1", "2"]`}, {`extract(5, "a")`, "error: type"},
		{`extract("no", r"\d") ?? "none"`, "none"},
	})
	// A text too long for the quick way is read piece by piece, with the same
	// result.
	long := `repeat("ab", 100000) + "x123y"`
	checkCases(t, Options{}, []evalCase{
		{"extract(" + long + `, r"x(\d+)y$")`, "123"}, {"extract(" + long + `, r"\d+.?")`, "123y"}, {"matches(" + long + `, "^(ab)+x")`, "true"}, {"extract(" + long + `, "q")`, "null"},
	})
}

func TestPatternCache(t *testing.T) {
	var c patternCache
	for i := range 3 * len(c.slots) {
		text := strings.Repeat("a", i+1)
		if c.get(text) != nil {
			t.Fatal("a pattern that was never put")
		}
		c.put(&pattern{text: text})
		if p := c.get(text); p == nil || p.text != text {
			t.Fatalf("pattern %d is lost", i)
		}
	}
}

func TestTextBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{"str(-0.5)", "-0.5"}, {`str("a")`, "a"}, {"str(null)", "null"}, {`str(["a", 1, {b: null}])`, `["a", 1, {b: null}]`}, {"str(1..3)", "[1, 2, 3]"}, {"str(sqrt)", "<function sqrt>"},
		{"str(true)", "true"}, {"str(2^100)", "1267650600228229401496703205376"}, {"str()", "error: type"}, {":places 2\nstr(1/3)", "0.3333333333333333333333333333333333"},
		{`num("12.5")`, "12.5"}, {`num(" -5 ")`, "-5"}, {`num("+5")`, "5"}, {`num("−5")`, "-5"}, {`num("- 5")`, "error: value"}, {`num("--5")`, "error: value"}, {`num("")`, "error: value"},
		{`num("5.")`, "error: value"}, {`num(".5")`, "0.5"}, {`num("0xFF")`, "255"}, {`num("1,000")`, "error: value"}, {`num("1 2")`, "error: value"}, {`num("1e3")`, "1000"}, {`num("e")`, "error: value"},
		{`num("x", -1)`, "-1"}, {`num("x", null)`, "null"}, {`num("x", "y")`, "y"}, {`num("3", 7)`, "3"}, {`num(5)`, "error: type"}, {"num(null, 0)", "error: type"}, {`num("50%")`, "error: value"},
		{`exact(num("0.1"))`, "true"}, {`num("0") == num("-0")`, "true"}, {`map(["1", "2"], num)`, "[1, 2]"}, {`num("1") + num("2", 0)`, "3"},
		{"format(1234567.891, 2)", "1,234,567.89"}, {"format(0.5, 0)", "0"}, {"format(-1234.5, 2)", "-1,234.50"}, {"format(1234.5, 2, \" \")", "1 234.50"}, {"format(1234.5, 2, \"\")", "1234.50"},
		{"format(999.995, 2)", "1,000.00"}, {"format(-0.001, 2)", "0.00"}, {"format(1e9, 0)", "1,000,000,000"}, {"format(1/3, 5)", "0.33333"}, {":rounding half_up\nformat(2.345, 2)", "2.35"},
		{"format(1234.5, 2, thousands = \"'\")", "1'234.50"}, {"format(1234.5, 2, \".\")", "error: value"}, {"format(1234.5, -1)", "error: value"}, {"format(1234.5, 1.5)", "error: value"},
		{"format(\"1\", 2)", "error: type"}, {"format(1)", "error: type"}, {"hex(255)", "0xff"}, {"hex(-255)", "-0xff"}, {"bin(5)", "0b101"}, {"oct(8)", "0o10"}, {"hex(0)", "0x0"}, {"hex(1.5)", "error: value"},
		{"hex(\"a\")", "error: type"}, {"num(hex(10^30)) == 10^30", "true"}, {"hex(2^64)", "0x10000000000000000"},
	})
}
