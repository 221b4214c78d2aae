package eval

import (
	"strings"
	"testing"
)

// TestExamples runs every example of the table: the text of its result, with
// strings quoted, is the one the reference page shows.
func TestExamples(t *testing.T) {
	for _, b := range Builtins().Rows() {
		if len(b.Examples) == 0 {
			t.Errorf("%s has no example", b.Name)
		}
		for _, e := range b.Examples {
			s := NewSession(Options{})
			got, err := valueText(t, s, e.Source)
			if err != nil {
				t.Errorf("%s: %v", e.Source, err)
			} else if got != e.Result {
				t.Errorf("%s: got %s, the example says %s", e.Source, got, e.Result)
			}
		}
	}
}

// TestFastForms holds the compiled forms of min, max and the roundings against
// the same functions called as values.
func TestFastForms(t *testing.T) {
	big := "123456789012345678901234567890123456789012.5"
	numbers := []string{"2.5", "-2.5", "1/3", "0", "1e300", "-1e-300", big, "-" + big, "2 * " + big + " / 3"}
	s := NewSession(Options{})
	for _, x := range numbers {
		for _, y := range numbers {
			for _, f := range []string{"min", "max"} {
				sameResult(t, s, f+"("+x+", "+y+")", "get({f: "+f+"}, \"f\")("+x+", "+y+")")
			}
		}
		for _, args := range []string{"", ", 0", ", 1", ", -1", ", 40", ", -400", ", 0.5", ", 1e20"} {
			for _, f := range []string{"round", "floor", "ceil", "trunc"} {
				sameResult(t, s, f+"("+x+args+")", "get({f: "+f+"}, \"f\")("+x+args+")")
			}
			for _, mode := range []string{"half_up", "05up", "sideways"} {
				sameResult(t, s, "round("+x+args+", mode = \""+mode+"\")", "(m = \""+mode+"\"; round("+x+args+", mode = m))")
			}
		}
	}
}

// sameResult checks that two expressions have the same value, or the same
// class of error.
func sameResult(t *testing.T, s *Session, a, b string) {
	t.Helper()
	got, err := runIn(t, s, "v = "+a+"; [v, exact(v)]")
	want, err2 := runIn(t, s, "v = "+b+"; [v, exact(v)]")
	if classOf(err) != classOf(err2) || err == nil && got[0] != want[0] {
		t.Errorf("%s is %v %v, but %s is %v %v", a, got, err, b, want, err2)
	}
}

// valueText is the text of an expression's value with strings quoted.
func valueText(t *testing.T, s *Session, src string) (string, error) {
	t.Helper()
	out, err := runIn(t, s, "["+src+"]")
	if err != nil || len(out) != 1 {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimPrefix(out[0], "["), "]"), nil
}

// TestTable checks that the rows are complete and their names distinct.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	group, done := "", map[string]bool{}
	for _, b := range Builtins().Rows() {
		if seen[b.Name] {
			t.Errorf("%s is there twice", b.Name)
		}
		seen[b.Name] = true
		if b.Group != group {
			if done[b.Group] {
				t.Errorf("%s: the group %s is in two places", b.Name, b.Group)
			}
			done[b.Group], group = true, b.Group
		}
		works := 0
		for _, is := range []bool{b.constant != nil, b.num1 != nil, b.num2 != nil, b.call != nil || b.special != nil} {
			if is {
				works++
			}
		}
		if works != 1 || b.Doc == "" || !strings.HasSuffix(b.Doc, ".") {
			t.Errorf("%s: an incomplete row", b.Name)
		}
		if b.constant == nil && b.Result == nil && b.result == nil {
			t.Errorf("%s: no type of the result", b.Name)
		}
		for i, p := range b.Params {
			if p.Name == "" || p.Type == nil || p.Variadic && i < len(b.Params)-1 {
				t.Errorf("%s: parameter %d is incomplete", b.Name, i)
			}
		}
	}
	for _, name := range strings.Fields(specified) {
		if !seen[name] {
			t.Errorf("%s is missing", name)
		}
	}
	if want := len(strings.Fields(specified)); len(seen) != want {
		t.Errorf("%d rows, the language has %d", len(seen), want)
	}
}

// specified are the names of the language's built-ins.
const specified = `pi tau e phi
round floor ceil trunc round_sig round_to exact digits scale approx
abs sign min max clamp mod gcd lcm factorial binomial is_integer is_prime hypot
bit_and bit_or bit_xor shift_left shift_right
sqrt cbrt root pow exp expm1 ln log log10 log2 log1p
sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh sind cosd tand asind acosd atand to_degrees to_radians
gamma lgamma erf erfc
sum product avg median count stdev variance stdev_pop variance_pop percentile cumsum
len map filter reduce any all none find index_of sort min_by max_by reverse unique flatten zip enumerate range take drop
first last contains group_by partition concat join chunk
keys values entries from_entries merge get pick omit map_values
upper lower trim split replace starts_with ends_with substring pad_left pad_right repeat matches extract
str num format hex bin oct
allocate bracket lookup pmt pv fv nper npv irr
try fail assert
type is_number is_string is_boolean is_null is_list is_map is_function`
