package eval

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/parser"
)

// fuzzArguments are what the fuzz test passes to built-ins.
var fuzzArguments = []string{
	"0", "1", "-1", "2.5", "1/3", "1e30", "-1e999999999", "1e-999999999", "10^60 + 0.5", "7%", "null", "true", `""`, `"a"`, `"héllo 12"`, `"(a*)*"`, `"half_up"`,
	"[]", "[1, 2, 3]", "[3, 1/3, 10^60]", `["b", "a"]`, "[[1, 2], [3]]", "[[0, 0.1], [10, 0.2]]", "[null, true]", "[-100, 60, 60]", "1..5", "range(9, 1, -2)", "1..1e30",
	"{}", `{a: 1, b: "x"}`, "[{key: \"k\", value: 1}]", "x => x", "(x, y) => x", "x => str(x)", "x => x > 1", "sqrt", "max", "(1 / zero)",
}

// FuzzBuiltins calls a built-in with any arguments, at most five: it ends
// within the limits and does not panic, whatever it says.
func FuzzBuiltins(f *testing.F) {
	rows := Builtins().Rows()
	for i := range rows {
		for j := range len(fuzzArguments) {
			f.Add(uint8(i), []byte{byte(j), byte(j + 3), byte(j + 5)})
		}
	}
	f.Fuzz(func(t *testing.T, row uint8, args []byte) {
		b := rows[int(row)%len(rows)]
		texts := make([]string, 0, 5)
		for _, a := range args[:min(len(args), 5)] {
			texts = append(texts, fuzzArguments[int(a)%len(fuzzArguments)])
		}
		src := b.Name + "(" + strings.Join(texts, ", ") + ")"
		s := NewSession(Options{Limits: Limits{Steps: 300_000, Memory: 8 << 20, Digits: 3000, ResultLength: 1 << 20}})
		s.Set("zero", intValue(0))
		file, err := parser.ParseWith(&diag.Source{Text: src}, s.ParserOptions())
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		v, _, err := s.Exec(ctx, file.Stmts[0], file.Source)
		if classOf(err) == "canceled" {
			t.Fatalf("%s does not stay within its steps", src)
		}
		if err == nil {
			if _, err := s.AppendText(ctx, nil, v); err != nil && classOf(err) != "limit" {
				t.Fatalf("%s: its text: %v", src, err)
			}
		}
	})
}
