package eval

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

func TestControlBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{`fail("stop")`, "error: value"}, {`try(fail("stop"), 5)`, "5"}, {"fail()", "error: type"}, {"fail(5)", "error: type"}, {`1 < 2 ? 3 : fail("never")`, "3"},
		{`assert(1 < 2, "m")`, "null"}, {`assert(1 > 2, "m")`, "error: value"}, {"assert(1 > 2)", "error: value"}, {"assert(1)", "error: type"}, {"assert()", "error: type"}, {"assert(null)", "error: type"},
		{`try(assert(false, "m"), "caught")`, "caught"}, {`f(x) = (ok = assert(x > 0, "positive"); x); f(1)`, "1"},
	})
	_, err := runScript(t, Options{}, "x = 5\nassert(x < 0)")
	if all := diag.All(err); len(all) != 1 || !strings.Contains(all[0].Message, "x < 0") {
		t.Errorf("assert does not quote its condition: %v", err)
	}
	_, err = runScript(t, Options{}, `fail("no price")`)
	if all := diag.All(err); len(all) != 1 || all[0].Message != "no price" {
		t.Errorf("fail does not hand on its message: %v", err)
	}
}

func TestTypeBuiltins(t *testing.T) {
	checkCases(t, Options{}, []evalCase{
		{`map([1, "a", true, null, [], {}, sqrt, x => x], type)`, `["number", "string", "boolean", "null", "list", "map", "function", "function"]`},
		{"type(1..2)", "list"}, {"type()", "error: type"}, {"is_number(1/3)", "true"}, {"is_string(1)", "false"}, {"is_boolean(null)", "false"}, {"is_null(null)", "true"},
		{"is_list(1..2)", "true"}, {"is_map({})", "true"}, {"is_function(map)", "true"}, {"is_function(pi)", "false"}, {"filter([1, \"a\", null], is_number)", "[1]"}, {"is_null()", "error: type"},
	})
}
