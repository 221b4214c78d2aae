package number

import (
	"strings"
	"testing"
)

// expect compares a result with text: the number, ~ after it if it is rounded, or ! and the kind of error.
func expect(t testing.TB, where string, got Number, err error, want string) {
	t.Helper()
	text := ""
	if e, ok := err.(*Error); ok {
		text = "!" + e.Kind.String()
	} else if err != nil {
		text = "!" + err.Error()
	} else {
		text = got.String() + mark(got)
	}
	if text != want {
		t.Errorf("%s = %s, want %s (%v)", where, text, want, err)
	}
}

func TestParse(t *testing.T) {
	zeros, nines := strings.Repeat("0", 500), strings.Repeat("9", 500)
	for _, tt := range []struct{ in, want string }{
		{"0", "0"}, {"12", "12"}, {"007", "7"}, {"1_000_000", "1000000"}, {"3.14", "3.14"}, {".5", "0.5"}, {"1e-9", "1e-9"},
		{"6.02E23", "6.02e23"}, {"1e+5", "100000"}, {"0xFF", "255"}, {"0xff", "255"}, {"0o17", "15"}, {"0b1010", "10"},
		{"0x_1", "!bad text"}, {"0xf_f", "255"}, {"0x", "!bad text"}, {"0xfg", "!bad text"}, {"0X1", "!bad text"}, {"0b12", "!bad text"},
		{"0o8", "!bad text"}, {"0b_", "!bad text"}, {"0b1__0", "!bad text"}, {"0x1_", "!bad text"}, {"0x1.8", "!bad text"},
		{"", "!bad text"}, {".", "!bad text"}, {"5.", "!bad text"}, {"1.2.3", "!bad text"}, {"1a", "!bad text"}, {"-1", "!bad text"},
		{"+1", "!bad text"}, {" 1", "!bad text"}, {"1 ", "!bad text"}, {"_1", "!bad text"}, {"1_", "!bad text"}, {"1__0", "!bad text"},
		{"1_.5", "!bad text"}, {"1._5", "!bad text"}, {"1.5_", "!bad text"}, {"1e", "!bad text"}, {"1e+", "!bad text"}, {"1e_5", "!bad text"},
		{"1e5_", "!bad text"}, {"1e1_0", "10000000000"}, {"e5", "!bad text"}, {".e5", "!bad text"}, {"1e5.5", "!bad text"}, {"１", "!bad text"},
		{"NaN", "!bad text"}, {"Infinity", "!bad text"}, {"0.1_5", "0.15"}, {"00.10", "0.1"}, {"1ee5", "!bad text"},
		{"0e999999999999999999999", "0"}, {"0.000e-999999999999", "0"}, {"1e999999999", "1e999999999"}, {"1e1000000000", "!limit"},
		{"0.01e1000000001", "1e999999999"}, {"10e999999999", "!limit"}, {"1e-999999999", "1e-999999999"}, {"1e-1000000000", "!limit"},
		{"1e99999999999999999999999", "!limit"}, {"1e-99999999999999999999999", "!limit"},
		{"12345678901234567890", "12345678901234567890"}, {"18446744073709551615", "18446744073709551615"},
		{"18446744073709551616", "18446744073709551616"}, {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
		{"170141183460469231731687303715884105727", "170141183460469231731687303715884105727"},
		{"170141183460469231731687303715884105728", "170141183460469231731687303715884105728"},
		{"1" + zeros, "1e500"}, {zeros + "1", "1"}, {"1." + zeros, "1"}, {"0." + zeros + "1", "1e-501"}, {nines, nines}, {nines + zeros, nines + zeros},
		{"0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789"},
		{"0x" + strings.Repeat("f", 33), "5444517870735015415413993718908291383295"},
		{"0o7777777777777777777777777777777777777777777", "680564733841876926926749214863536422911"},
	} {
		got, err := Parse(tt.in, 0)
		expect(t, "Parse("+tt.in+")", got, err, tt.want)
	}
}

func TestParseDigitLimit(t *testing.T) {
	nines := strings.Repeat("9", 100)
	for _, tt := range []struct {
		in    string
		limit int
		ok    bool
	}{
		{nines, 100, true}, {nines, 99, false}, {nines + "0000", 100, true}, {"0.0000" + nines, 100, true}, {"0." + nines + "1", 100, false},
		{nines + "." + nines, 199, false}, {nines + "." + nines, 200, true}, {"0x" + strings.Repeat("f", 1000), 1000, false},
		{"0x" + strings.Repeat("f", 100), 121, true}, {"0x" + strings.Repeat("f", 100), 120, false},
		{"0b1" + strings.Repeat("0", 1<<20), 1000, false},
	} {
		_, err := Parse(tt.in, tt.limit)
		if (err == nil) != tt.ok || err != nil && !IsKind(err, TooLarge) {
			t.Errorf("Parse of %d characters, limit %d: %v, want ok %v", len(tt.in), tt.limit, err, tt.ok)
		}
	}
}

func TestLongParseAndText(t *testing.T) {
	digits := strings.Repeat("1234567890123456789", 20_000) // 380,000 of them
	n, err := Parse(digits, 0)
	if err != nil || n.String() != digits {
		t.Fatalf("a long literal does not round-trip: %v", err)
	}
	if n.Digits() != len(digits) {
		t.Errorf("Digits() = %d, want %d", n.Digits(), len(digits))
	}
}
