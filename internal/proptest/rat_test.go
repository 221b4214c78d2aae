package proptest

import (
	"math/big"
	"testing"

	"github.com/calx-lang/calx/number"
)

// Decimals as fractions. Nothing here shares code or method with the package
// under test: a value is a big.Rat, its digits are counted on the text of its
// coefficient, and rounding compares what is cut off with one half.

var (
	bigOne = big.NewInt(1)
	bigTen = big.NewInt(10)
)

// pow10 returns 10^n for n ≥ 0.
func pow10(n int) *big.Int {
	return new(big.Int).Exp(bigTen, big.NewInt(int64(n)), nil)
}

// shift returns r × 10^n.
func shift(r *big.Rat, n int) *big.Rat {
	if n >= 0 {
		return new(big.Rat).Mul(r, new(big.Rat).SetInt(pow10(n)))
	}
	return new(big.Rat).Quo(r, new(big.Rat).SetInt(pow10(-n)))
}

// ends returns how many digits after the point r has, and false if it has
// infinitely many.
func ends(r *big.Rat) (places int, ok bool) {
	den := new(big.Int).Set(r.Denom())
	count := func(p int64) (n int) {
		f, m := big.NewInt(p), new(big.Int)
		for {
			q, m := new(big.Int).QuoRem(den, f, m)
			if m.Sign() != 0 {
				return n
			}
			den = q
			n++
		}
	}
	twos := int(den.TrailingZeroBits())
	den.Rsh(den, uint(twos))
	fives := count(5)
	return max(twos, fives), den.Cmp(bigOne) == 0
}

// digits returns how many digits the coefficient of r has that has no zeros at
// its end; ok is false if r does not end.
func digits(r *big.Rat) (n int, ok bool) {
	places, ok := ends(r)
	if !ok {
		return 0, false
	}
	text := shift(r, places).Num().Text(10)
	end := len(text)
	for end > 1 && text[end-1] == '0' {
		end--
	}
	if text[0] == '-' {
		end--
	}
	return end, true
}

// adjusted returns the exponent of the first digit of r, which is not 0.
func adjusted(r *big.Rat) int {
	num := new(big.Int).Abs(r.Num())
	n := len(num.Text(10)) - len(r.Denom().Text(10))
	if shift(new(big.Rat).SetInt(num), -n).Cmp(new(big.Rat).SetInt(r.Denom())) < 0 {
		n--
	}
	return n
}

// roundAt returns r rounded to a multiple of 10^exp, and whether that lost anything.
func roundAt(r *big.Rat, exp int, mode number.Rounding) (*big.Rat, bool) {
	scaled := shift(r, -exp)
	q, rest := new(big.Int).QuoRem(new(big.Int).Abs(scaled.Num()), scaled.Denom(), new(big.Int))
	if rest.Sign() == 0 {
		return r, false
	}
	half := rest.Lsh(rest, 1).Cmp(scaled.Denom())
	if roundsAway(mode, r.Sign() < 0, new(big.Int).Mod(q, bigTen).Int64(), half) {
		q.Add(q, bigOne)
	}
	if r.Sign() < 0 {
		q.Neg(q)
	}
	return shift(new(big.Rat).SetInt(q), exp), true
}

// roundsAway says whether a magnitude whose digits before the cut end in last
// goes up, when what is cut off compares with one half as half says.
func roundsAway(mode number.Rounding, neg bool, last int64, half int) bool {
	switch mode {
	case number.Up:
		return true
	case number.Down:
		return false
	case number.Ceiling:
		return !neg
	case number.Floor:
		return neg
	case number.ZeroFiveUp:
		return last%5 == 0
	}
	if half != 0 {
		return half > 0
	}
	switch mode {
	case number.HalfUp:
		return true
	case number.HalfDown:
		return false
	}
	return last%2 == 1
}

// roundDigits returns r rounded to p significant digits, and whether that lost anything.
func roundDigits(r *big.Rat, p int, mode number.Rounding) (*big.Rat, bool) {
	if r.Sign() == 0 {
		return r, false
	}
	return roundAt(r, adjusted(r)-p+1, mode)
}

// truncated returns the integer part of r.
func truncated(r *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(r.Num(), r.Denom()))
}

// TestRat checks the checker, on cases worked out by hand.
func TestRat(t *testing.T) {
	rat := func(s string) *big.Rat {
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatal(s)
		}
		return r
	}
	for _, c := range []struct {
		in     string
		digits int // 0 if it does not end
		adj    int
	}{
		{"1", 1, 0}, {"1000", 1, 3}, {"-2.50", 2, 0}, {"0.001", 1, -3}, {"1/8", 3, -1},
		{"999", 3, 2}, {"1/3", 0, -1}, {"200/3", 0, 1}, {"-12345678901234567890", 19, 19}, {"1/1024", 7, -4},
	} {
		n, ok := digits(rat(c.in))
		if n != c.digits || ok != (c.digits > 0) || adjusted(rat(c.in)) != c.adj {
			t.Errorf("%s: digits %d %v, adjusted %d", c.in, n, ok, adjusted(rat(c.in)))
		}
	}
	const in = "-12345"
	want := map[number.Rounding]string{
		number.HalfEven: "-12340", number.HalfUp: "-12350", number.HalfDown: "-12340", number.Up: "-12350",
		number.Down: "-12340", number.Ceiling: "-12340", number.Floor: "-12350", number.ZeroFiveUp: "-12340",
	}
	for mode, w := range want {
		if got, lost := roundDigits(rat(in), 4, mode); got.Cmp(rat(w)) != 0 || !lost {
			t.Errorf("%s to 4 digits %v = %v, want %s", in, mode, got, w)
		}
	}
	if got, _ := roundDigits(rat("10001"), 3, number.ZeroFiveUp); got.Cmp(rat("10100")) != 0 {
		t.Errorf("10001 to 3 digits 05up = %v", got)
	}
	if got, _ := roundDigits(rat("99996"), 4, number.HalfEven); got.Cmp(rat("100000")) != 0 {
		t.Errorf("99996 to 4 digits = %v", got)
	}
}
