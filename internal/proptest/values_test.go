package proptest

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Values are drawn where the lanes of package number meet, and where rounding
// to the usual precisions begins: around powers of two of words, around powers
// of ten that fit words and double words, and among the numbers people write.

var borders = func() []*big.Int {
	var list []*big.Int
	for _, bits := range []uint{31, 32, 53, 62, 63, 64, 65, 95, 126, 127, 128, 129, 191, 192} {
		list = append(list, new(big.Int).Lsh(bigOne, bits))
	}
	for _, n := range []int{1, 2, 9, 17, 18, 19, 20, 27, 33, 34, 35, 37, 38, 39, 40, 57} {
		list = append(list, pow10(n))
	}
	// The greatest powers of five and three within a word and two.
	for _, p := range [][2]int64{{5, 27}, {5, 55}, {3, 40}, {3, 80}} {
		list = append(list, new(big.Int).Exp(big.NewInt(p[0]), big.NewInt(p[1]), nil))
	}
	return list
}()

// coefficient draws a non-negative integer.
func coefficient(r *rand.Rand) *big.Int {
	switch r.IntN(10) {
	case 0, 1, 2:
		return big.NewInt(r.Int64N(20))
	case 3:
		return big.NewInt(r.Int64N(100_000))
	case 4, 5, 6:
		c := new(big.Int).Add(borders[r.IntN(len(borders))], big.NewInt(r.Int64N(7)-3))
		if r.IntN(4) == 0 {
			c.Quo(c, big.NewInt(1+r.Int64N(12)))
		}
		return c
	case 7:
		return pattern(r)
	case 8: // as long as the inline lane holds, or a digit more
		return randomDigits(r, 34+r.IntN(6))
	}
	return randomDigits(r, 1+r.IntN(44))
}

// randomDigits draws an integer of n digits.
func randomDigits(r *rand.Rand, n int) *big.Int {
	text := make([]byte, n)
	for i := range text {
		text[i] = byte('0' + r.IntN(10))
	}
	c, _ := new(big.Int).SetString(string(text), 10)
	return c
}

// pattern draws an integer of runs of nines, zeros and fives: what is left to
// chance elsewhere, ties and carries, is common among these.
func pattern(r *rand.Rand) *big.Int {
	var text strings.Builder
	text.WriteByte(byte('1' + r.IntN(9)))
	for range 1 + r.IntN(3) {
		text.WriteString(strings.Repeat(string("0955"[r.IntN(4)]), 1+r.IntN(18)))
	}
	c, _ := new(big.Int).SetString(text.String(), 10)
	return c
}

// exponent draws the power of ten that goes with a coefficient.
func exponent(r *rand.Rand) int {
	switch r.IntN(10) {
	case 0, 1, 2, 3:
		return 0
	case 4, 5, 6:
		return -r.IntN(5)
	case 7, 8:
		return -r.IntN(40)
	}
	return r.IntN(40)
}

// amount draws coefficient × 10^exponent, never negative.
func amount(r *rand.Rand) (c *big.Int, exp int, v *big.Rat) {
	c, exp = coefficient(r), exponent(r)
	return c, exp, shift(new(big.Rat).SetInt(c), exp)
}

// literalText writes c × 10^exp in one of the ways that calx reads.
func literalText(r *rand.Rand, c *big.Int, exp int) string {
	text := c.Text(10)
	if exp == 0 && r.IntN(8) == 0 {
		switch r.IntN(4) {
		case 0:
			return "0x" + c.Text(16)
		case 1:
			return "0b" + c.Text(2)
		case 2:
			return "0o" + c.Text(8)
		}
		return grouped(text)
	}
	if r.IntN(6) == 0 {
		return fmt.Sprintf("%s%c%d", text, "eE"[r.IntN(2)], exp)
	}
	if exp >= 0 {
		return text + strings.Repeat("0", exp)
	}
	if pad := 1 - exp - len(text); pad > 0 {
		text = strings.Repeat("0", pad) + text
	}
	whole, fraction := text[:len(text)+exp], text[len(text)+exp:]
	if whole == "0" && r.IntN(2) == 0 {
		whole = ""
	}
	return whole + "." + fraction
}

// grouped writes 1_000_000 for 1000000.
func grouped(text string) string {
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "_" + text[i:]
	}
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
