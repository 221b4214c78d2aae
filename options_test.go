package calx_test

import (
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/calx-lang/calx"
)

func TestBadOptions(t *testing.T) {
	for _, tt := range []struct {
		name string
		o    calx.Option
		want string
	}{
		{"precision 0", calx.WithPrecision(0), "host error: a precision is from 1 to 1000000 digits, not 0"},
		{"precision too large", calx.WithPrecision(1_000_001), "host error: a precision is from 1 to 1000000 digits, not 1000001"},
		{"round all", calx.RoundAll(-1), "host error: a precision is from 1 to 1000000 digits, not -1"},
		{"rounding", calx.WithRounding(8), "host error: there is no rounding mode 8"},
		{"type", calx.WithVar("x", nil), `host error: the variable "x" has no type`},
	} {
		_, err := calx.Compile("1", tt.o, calx.WithPrecision(5))
		if err == nil || err.Error() != tt.want || !errors.Is(err, calx.ErrHost) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

// TestOptionOrder lets a later option win.
func TestOptionOrder(t *testing.T) {
	v, err := calx.Eval("2/3", nil, calx.WithPrecision(10), calx.WithRounding(calx.Up), calx.WithPrecision(3), calx.WithRounding(calx.Down))
	if err != nil || v.String() != "0.666" {
		t.Errorf("got %v, %v", v, err)
	}
	if _, err = calx.Eval("2^100", nil, calx.Limits{Digits: 10}, calx.Limits{}); err != nil {
		t.Errorf("the later limits do not hold: %v", err)
	}
}

func TestMustCompile(t *testing.T) {
	defer func() {
		if r := recover(); r == nil {
			t.Error("no panic")
		}
	}()
	calx.MustCompile("1 +")
}

// TestUnlimited goes beyond every default limit that can be passed quickly.
func TestUnlimited(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"digits(10^150000 + 1)", "150001"},
		{"f(n) = if n == 0 then 0 else 1 + f(n - 1); f(20000)", "20000"},
		{"sum(1..11000000, x => 1)", "11000000"},
	} {
		if _, err := calx.Eval(tt.source, nil); !errors.Is(err, calx.ErrLimit) {
			t.Errorf("%s: the default limits do not hold: %v", tt.source, err)
		}
		v, err := calx.Eval(tt.source, nil, calx.Unlimited)
		if err != nil || v.String() != tt.want {
			t.Errorf("%s: got %v, %v; want %s", tt.source, v, err, tt.want)
		}
	}
}

// TestUnlimitedDepth holds that no program overflows the stack, which would end
// the process, even without limits.
func TestUnlimitedDepth(t *testing.T) {
	for _, src := range []string{
		"f(n) = if n == 0 then 0 else 1 + f(n - 1)\nf(3*10^6)",
		"f(n) = if n == 0 then [] else [f(n - 1)]\nf(10^6)",
		"f(n) = if n == 0 then 0 else map([n], x => f(x - 1))[0] + 1\nf(10^6)",
		"f(n) = n == 0 ? 0 : sort([3, 1], x => f(n - 1) + x)[0]\nf(10^6)",
		"reduce(1..3*10^6, (a, i) => [a], 0)",
	} {
		_, err := calx.Eval(src, nil, calx.Unlimited)
		if !errors.Is(err, calx.ErrLimit) {
			t.Errorf("%s: got %v, want a limit error", src, err)
		}
	}
	deepest := 100_000
	if strconv.IntSize == 32 {
		deepest /= 4
	}
	_, err := calx.Eval(fmt.Sprintf("reduce(1..%d, (a, i) => {a: [a]}, 0)", deepest), nil, calx.Unlimited)
	if !errors.Is(err, calx.ErrLimit) {
		t.Errorf("maps and lists: got %v, want a limit error", err)
	}
	v, err := calx.Eval(fmt.Sprintf("reduce(1..%d, (a, i) => [a], 0)", deepest-10), nil, calx.Unlimited)
	if err != nil || len(v.String()) < 2*(deepest-10) {
		t.Errorf("a deep list: %v", err)
	}
}
