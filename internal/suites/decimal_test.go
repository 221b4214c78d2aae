package suites

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A decimalText is a number as printed, in canonical form: ±0.digits × 10^exp,
// digits without zeros at either end. Two are equal as structs if and only if
// they are numerically equal. It is text throughout, so that comparing
// 1e999999999 costs nothing, and independent of the code under test.
type decimalText struct {
	neg    bool
	digits string // "" for zero
	exp    int64
}

var numberForm = regexp.MustCompile(`^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,18}))?$`)

// parseDecimal reads a number in plain or scientific notation.
func parseDecimal(s string) (decimalText, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\u2212", "-")
	m := numberForm.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[3] == "" {
		return decimalText{}, false
	}
	exp := int64(0)
	if m[4] != "" {
		exp, _ = strconv.ParseInt(m[4], 10, 64)
	}
	all := m[2] + m[3]
	digits := strings.TrimLeft(all, "0")
	exp += int64(len(m[2]) - (len(all) - len(digits)))
	digits = strings.TrimRight(digits, "0")
	if digits == "" {
		return decimalText{}, true
	}
	return decimalText{neg: m[1] == "-", digits: digits, exp: exp}, true
}

// farExponent bounds the exponents that are expanded to compare distances.
const farExponent = 100_000

// rat returns the number as a fraction; nil if its exponent is absurd.
func (d decimalText) rat() *big.Rat {
	if d.exp > farExponent || d.exp < -farExponent {
		return nil
	}
	sign := ""
	if d.neg {
		sign = "-"
	}
	r, ok := new(big.Rat).SetString(sign + "0." + d.digits + "0e" + strconv.FormatInt(d.exp, 10))
	if !ok {
		return nil
	}
	return r
}

// within reports whether |a − b| ≤ tolerance.
func within(a, b decimalText, tolerance string) bool {
	if a == b {
		return true
	}
	t, ok := new(big.Rat).SetString(tolerance)
	x, y := a.rat(), b.rat()
	if !ok || x == nil || y == nil {
		return false
	}
	x.Sub(x, y)
	return x.Abs(x).Cmp(t) <= 0
}

func TestParseDecimal(t *testing.T) {
	equal := [][]string{
		{"0", "-0", "0.000", "0e99", ".0"},
		{"1", "1.", "1.000", "0.1e1", "10e-1", "+1", "0001", "100e-2"},
		{"-2.5e-7", "-0.00000025", "\u22122.5E-7"},
		{"1e999999999", "0.1e1000000000", "1000e999999996"},
	}
	for _, group := range equal {
		first, ok := parseDecimal(group[0])
		for _, s := range group {
			if d, ok2 := parseDecimal(s); !ok || !ok2 || d != first {
				t.Errorf("parseDecimal(%q) = %v, %v, want %v", s, d, ok2, first)
			}
		}
	}
	for _, s := range []string{"", ".", "-", "e5", "1e", "0x10", "1 2", "NaN", "true", "1,000"} {
		if d, ok := parseDecimal(s); ok {
			t.Errorf("parseDecimal(%q) = %v, want none", s, d)
		}
	}
	a, _ := parseDecimal("3.1415")
	b, _ := parseDecimal("3.1416")
	if !within(a, b, "1e-4") || within(a, b, "0.00009") {
		t.Error("within(3.1415, 3.1416) is wrong")
	}
}
