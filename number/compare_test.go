package number

import (
	"hash/maphash"
	"testing"
)

var seed = maphash.MakeSeed()

// num parses a literal with an optional sign and a ~ at the end for rounded.
func num(t testing.TB, s string) Number {
	t.Helper()
	text, neg, rounded := s, false, false
	if text[0] == '-' {
		text, neg = text[1:], true
	}
	if text[len(text)-1] == '~' {
		text, rounded = text[:len(text)-1], true
	}
	n, err := Parse(text, 0)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	if neg {
		n = n.neg()
	}
	return n.WithRounded(rounded)
}

func TestCmpFarApart(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"1e999999999", "1", 1},
		{"-1e999999999", "1e-999999999", -1},
		{"1e-999999999", "0", 1},
		{"-1e-999999999", "0", -1},
		{"9.99e999999999", "1e999999999", 1},
		{"1e999999999", "0.1e1000000000", 0},
		{"123456789012345678901234567890123456789012345", "1e999999999", -1},
		{"1", "1~", 0},
		{"0~", "0", 0},
	} {
		a, b := num(t, tt.a), num(t, tt.b)
		if got := Cmp(a, b); got != tt.want {
			t.Errorf("Cmp(%s, %s) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := Cmp(b, a); got != -tt.want {
			t.Errorf("Cmp(%s, %s) = %d, want %d", tt.b, tt.a, got, -tt.want)
		}
	}
}
