package number

import "testing"

func TestAppendLayout(t *testing.T) {
	none := func(n Notation) Layout { return Layout{Places: -1, Notation: n} }
	places := func(p int, n Notation) Layout { return Layout{Places: p, Notation: n} }
	commas := Layout{Places: -1, Group: ","}
	money := Layout{Places: 2, Group: ","}
	for _, tt := range []struct {
		in     string
		layout Layout
		want   string
	}{
		{"0", places(2, Plain), "0.00"}, {"1.005", places(2, Plain), "1.00"}, {"1.015", places(2, Plain), "1.02"},
		{"-0.001", places(2, Plain), "0.00"}, {"-0.005", places(2, Plain), "0.00"}, {"0.05", places(1, Plain), "0.0"},
		{"0.051", places(1, Plain), "0.1"}, {"12.5", places(0, Plain), "12"}, {"13.5", places(0, Plain), "14"}, {"1e3", places(1, Plain), "1000.0"},
		{"0.00123", places(4, Plain), "0.0012"}, {"0.00123", places(8, Plain), "0.00123000"}, {"1e25", places(2, Plain), "10000000000000000000000000.00"},
		{"99.995", Layout{Places: 2, Rounding: HalfUp}, "100.00"}, {"99.995", Layout{Places: 2, Rounding: Down}, "99.99"},
		{"1234567.891", money, "1,234,567.89"}, {"123", money, "123.00"}, {"1234", money, "1,234.00"}, {"-1234567", commas, "-1,234,567"},
		{"1e25", money, "10,000,000,000,000,000,000,000,000.00"}, {"1e25", commas, "1e25"}, {"0.0001234", commas, "0.0001234"},
		{"1234.5678", commas, "1,234.5678"}, {"999999.999", money, "1,000,000.00"}, {"1234567", Layout{Places: -1, Group: " "}, "1 234 567"},
		{"0", none(Scientific), "0e0"}, {"5", none(Scientific), "5e0"}, {"12345", none(Scientific), "1.2345e4"}, {"-0.00012", none(Scientific), "-1.2e-4"},
		{"12345", places(2, Scientific), "1.23e4"}, {"9.999e9", places(2, Scientific), "1.00e10"}, {"0", places(2, Scientific), "0.00e0"},
		{"1", places(3, Scientific), "1.000e0"}, {"1e999999999", places(1, Plain), "1.0e999999999"},
		{"9.99e999999999", places(1, Scientific), "9.99e999999999"},
		{"1.5e-8", none(Engineering), "15e-9"}, {"12345", none(Engineering), "12.345e3"}, {"100", none(Engineering), "100e0"},
		{"1e5", none(Engineering), "100e3"}, {"1e-1", none(Engineering), "100e-3"}, {"0", none(Engineering), "0e0"}, {"1234567", places(1, Engineering), "1.2e6"},
		{"999999", places(1, Engineering), "1.0e6"}, {"99.96", places(1, Engineering), "100.0e0"}, {"0.0009999", places(0, Engineering), "1e-3"},
		{"123456789012345678901234567890123456789012345.678", money, "123,456,789,012,345,678,901,234,567,890,123,456,789,012,345.68"},
	} {
		n := num(t, tt.in)
		for _, m := range []Number{n, forceBig(n), n.WithRounded(true)} {
			if got := string(m.AppendLayout(nil, tt.layout)); got != tt.want {
				t.Errorf("%s with %+v: %s, want %s", tt.in, tt.layout, got, tt.want)
			} else if int64(len(got)) > m.LayoutBytes(tt.layout) {
				t.Errorf("%s with %+v: %d bytes, announced %d", tt.in, tt.layout, len(got), m.LayoutBytes(tt.layout))
			}
		}
	}
}

func TestLayoutOfHugePlacesIsBounded(t *testing.T) {
	for _, in := range []string{"1", "1e999999999", "1e-999999999", "-5e-1000000"} {
		for _, n := range []Notation{Plain, Scientific, Engineering} {
			if got := num(t, in).AppendLayout(nil, Layout{Places: 1 << 30, Notation: n}); len(got) > MaxPlaces+100 {
				t.Errorf("%s in %v takes %d bytes", in, n, len(got))
			}
		}
	}
}

func TestTextBase(t *testing.T) {
	for _, tt := range []struct {
		in   string
		base int
		want string
	}{
		{"255", 16, "0xff"}, {"-5", 2, "-0b101"}, {"8", 8, "0o10"}, {"0", 16, "0x0"}, {"35", 36, "z"}, {"-7", 7, "-10"},
		{"18446744073709551616", 16, "0x10000000000000000"}, {"25.0", 16, "0x19"}, {"1e3", 10, "1000"},
		{"2.5", 16, "!bad argument"}, {"1", 1, "!bad argument"}, {"1", 37, "!bad argument"}, {"1e999999999", 2, "!limit"}, {"1e-999999999", 2, "!bad argument"},
	} {
		got, err := num(t, tt.in).TextBase(tt.base)
		if e, ok := err.(*Error); ok {
			got = "!" + e.Kind.String()
		}
		if got != tt.want {
			t.Errorf("%s in base %d: %s, want %s", tt.in, tt.base, got, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	for r := range numRoundings {
		if got, ok := ParseRounding(r.String()); !ok || got != r {
			t.Errorf("ParseRounding(%q) = %v, %v", r.String(), got, ok)
		}
	}
	for _, n := range []Notation{Plain, Scientific, Engineering} {
		if got, ok := ParseNotation(n.String()); !ok || got != n {
			t.Errorf("ParseNotation(%q) = %v, %v", n.String(), got, ok)
		}
	}
	if _, ok := ParseRounding("nearest"); ok {
		t.Error("ParseRounding takes anything")
	}
}
