package repl

import "testing"

func TestColumnOf(t *testing.T) {
	for _, tt := range []struct{ block, want string }{
		{"1\n2", "1, 2"},
		{"1,299.00\n24.50\n-3.10", "1299.00, 24.50, -3.10"},
		{"$1,234,567\n€ 2\n-£3\n+4\n−5", "1234567, 2, -3, 4, -5"},
		{"7.5%\n19 %\n1e-3\n .5 ", "7.5%, 19%, 1e-3, .5"},
		{"1\n\n3", "1, null, 3"},
		{"1\t10\n2\t20\n3\t", "[1, 10], [2, 20], [3, null]"},
		// No columns of numbers.
		{"1", ""},
		{"1\t2", ""},
		{"", ""},
		{"\n\n", ""},
		{"1\nx", ""},
		{"price\n1", ""},
		{"1\n2 + 3", ""},
		{"1\n2,", ""},
		{"1,5\n2,5", ""},
		{"1234,567\n1", ""},
		{"1,23,456\n1", ""},
		{",123\n1", ""},
		{"1.234,567\n1", ""},
		{"1\t2\n3", ""},
		{"--1\n2", ""},
		{"1\n$", ""},
	} {
		got, ok := columnOf(tt.block)
		if !ok {
			got = ""
		}
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q: got %q %v, want %q", tt.block, got, ok, tt.want)
		}
	}
}
