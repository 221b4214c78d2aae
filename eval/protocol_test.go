package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

// operandForms are ways to write an operand that reach different closures: a
// slot, a constant, a local, a computed value, a dynamic value.
var operandForms = []string{"%s", "(%s)", "(0 + %s)", "[%s][0]", "(z = %s; z)", "(if t then %s else 0)", "id(%s)", "(x => x)(%s)"}

// bigNumber is beyond the inline lane.
const bigNumber = "123456789012345678901234567890123456789012345678901234567890"

// operators are templates of two operands.
var operators = []string{
	"%s + %s", "%s - %s", "%s * %s", "%s / %s", "%s // %s", "%s %% %s", "%s < %s", "%s <= %s", "%s > %s", "%s >= %s",
	"%s == %s", "%s != %s", "%s + %s + 1", "1 - %s - %s", "2 * %s * %s", "%s + %s + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10",
	"1 < %s < %s", "[%s, %s]", "max(%s, %s)", "hypot(%s, %s)", "{a: %s, b: %s}", "-%s + -%s", "%s%% + %s%%",
}

func protocolSession(t *testing.T) *Session {
	s := NewSession(Options{})
	if _, err := runIn(t, s, "id(x) = x; t = 1 < 2; zero = 0; small = 7; big = "+bigNumber); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestProtocolError puts a failing operand into every position: its error, and
// no other, is the error of the whole.
func TestProtocolError(t *testing.T) {
	s := protocolSession(t)
	for _, op := range operators {
		for _, form := range operandForms {
			for _, other := range []string{"small", "big", "5", bigNumber} {
				fails := fmt.Sprintf(form, "(1 / zero)")
				for _, src := range []string{fmt.Sprintf(op, fails, other), fmt.Sprintf(op, fails, "num(\"q\")")} {
					_, err := runIn(t, s, src)
					all := diag.All(err)
					if len(all) != 1 || all[0].Class != diag.Math {
						t.Errorf("%s: got %v, want the division by zero", src, err)
					}
				}
				if strings.HasPrefix(op, "1 < ") && other != "small" {
					continue // a chain that fails early does not reach it
				}
				src := fmt.Sprintf(op, other, fails)
				_, err := runIn(t, s, src)
				if classOf(err) != "math" {
					t.Errorf("%s: got %v, want the division by zero", src, err)
				}
			}
		}
	}
}

// TestProtocolBig puts a number beyond the inline lane into every position, in
// every form: the result is the same in all of them.
func TestProtocolBig(t *testing.T) {
	s := protocolSession(t)
	for _, op := range operators {
		for _, other := range []string{"small", "big", "9"} {
			for _, left := range []bool{false, true} {
				want := ""
				for _, form := range operandForms {
					for _, name := range []string{"big", bigNumber} {
						x, y := fmt.Sprintf(form, name), other
						if left {
							x, y = y, x
						}
						src := fmt.Sprintf(op, x, y)
						out, err := runIn(t, s, src)
						got := classOf(err)
						if err == nil {
							got = out[0]
						}
						if want == "" {
							want = got
						}
						if got != want {
							t.Errorf("%s: got %s, want %s as in the first form", src, got, want)
						}
					}
				}
			}
		}
	}
}

// TestProtocolBuiltins puts an error, a big value and a null into every
// argument position of every built-in: none panics, and the error stays.
func TestProtocolBuiltins(t *testing.T) {
	s := protocolSession(t)
	fill := map[typeKind]string{numberType: "2", stringType: `"a"`, listType: "[1, 2]", mapType: "{a: 1}", functionType: "(x => x)", booleanType: "true", anyType: "1"}
	for _, b := range Builtins().Rows() {
		if b.constant != nil {
			continue
		}
		for i := range b.Params {
			for _, arg := range []string{"(1 / zero)", "big", "null", "[1 / zero][0]", "id(null)", "(-big)", "id(\"é\")"} {
				args := make([]string, i+1)
				for j := range args {
					args[j] = fill[b.Params[j].Type.kind]
				}
				args[i] = arg
				for j := i + 1; j < b.required(); j++ {
					args = append(args, fill[b.Params[j].Type.kind])
				}
				src := b.Name + "(" + strings.Join(args, ", ") + ")"
				_, err := runIn(t, s, src)
				if strings.Contains(arg, "zero") && b.Params[i].Type.may(numberType) && classOf(err) != "math" && b.Name != "try" {
					t.Errorf("%s: got %v, want the division by zero", src, err)
				}
			}
		}
	}
}

// TestErrorStopsEffects checks that nothing is called and no loop goes on
// after an error.
func TestErrorStopsEffects(t *testing.T) {
	s := protocolSession(t)
	for _, src := range []string{
		"f(n) = f(n + 1 / zero); f(1)",
		"any(1..1e12, x => x / zero > 1)",
		"reduce(1..1e12, (a, x) => a + 1 / zero, 0)",
		"g(n) = if n / zero > 1 then 0 else g(n + 1); g(1)",
		"(a = 1 / zero; sum(1..1e12, x => x + a))",
	} {
		_, err := runIn(t, s, src)
		if classOf(err) != "math" {
			t.Errorf("%s: got %v, want the division by zero", src, err)
		}
	}
}
