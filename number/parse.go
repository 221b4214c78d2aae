package number

import (
	"math/big"
	"math/bits"
)

// Parse reads a number in one of the forms of calx's literals, without a sign: 12, 007, 1_000_000, 3.14, .5, 1e-9,
// 6.02E+23, 0xFF, 0o17, 0b1010. An underscore stands only between digits. The value is exact. Text of another form is a
// BadText error; more than maxDigits digits (0 or less: no limit), trailing and leading zeros not counted, and exponents
// beyond the limit are TooLarge errors, found before the digits are converted.
func Parse(s string, maxDigits int) (Number, error) {
	return parse(s, maxDigits, nil)
}

// Parse is the function [Parse] with the context's digit limit and under its meter.
func (c *Context) Parse(s string) (Number, error) {
	if n := int64(len(s)); n > 64*19 {
		w := n / 19
		if err := c.work(3*mulCost(w/2, w/2), 9*n/10); err != nil {
			return Number{}, err
		}
	}
	return parse(s, c.digitLimit(), c.poll())
}

// scan is what the first pass over a decimal literal finds.
type scan struct {
	first, last int    // offsets of the first and last significant digit; first is -1 if all are 0
	digits      int    // from the first significant digit to the end of the digits
	after       int    // digits after the last significant one
	exp         int64  // exponent of the last digit
	high, low   uint64 // the first 19 significant digits, and the next 19
}

func parse(s string, maxDigits int, poll func(int64) error) (Number, error) {
	if len(s) > 1 && s[0] == '0' && (s[1]|0x20 == 'x' || s[1]|0x20 == 'o' || s[1]|0x20 == 'b') {
		return parseBase(s, maxDigits, poll)
	}
	var sc scan
	if err := sc.decimal(s); err != nil {
		return Number{}, err
	}
	if sc.first < 0 {
		return Number{}, nil
	}
	switch {
	case sc.digits <= 19:
		return newSmall(0, sc.high, false, sc.exp, false)
	case sc.digits <= smallDigits && (maxDigits <= 0 || maxDigits >= smallDigits):
		hi, lo := bits.Mul64(sc.high, pow10Word[sc.digits-19])
		lo, c := bits.Add64(lo, sc.low, 0)
		return newSmall(hi+c, lo, false, sc.exp, false)
	}
	return sc.long(s, maxDigits, poll)
}

// decimal checks the form of a decimal literal and finds its significant digits. Up to 38 of them are converted at once.
func (sc *scan) decimal(s string) error {
	sc.first = -1
	frac := int64(0)
	point, any := false, false
	i := 0
loop:
	for ; i < len(s); i++ {
		switch ch := s[i]; {
		case '0' <= ch && ch <= '9':
			any = true
			if point {
				frac++
			}
			if ch != '0' && sc.first < 0 {
				sc.first = i
			}
			if sc.first >= 0 {
				if sc.digits < 19 {
					sc.high = sc.high*10 + uint64(ch-'0')
				} else {
					sc.low = sc.low*10 + uint64(ch-'0') // used only if there are at most 38
				}
				sc.digits++
				sc.after++
				if ch != '0' {
					sc.last, sc.after = i, 0
				}
			}
		case ch == '_':
			if !between(s, i) {
				return errSeparator()
			}
		case ch == '.' && !point:
			point = true
			if i+1 == len(s) || !isDigit(s[i+1]) {
				return errText("a digit must follow the decimal point")
			}
			if i > 0 && !isDigit(s[i-1]) {
				return errSeparator()
			}
		default:
			break loop
		}
	}
	if !any {
		return errText("not a number")
	}
	e, err := scanExponent(s[i:])
	sc.exp = e - frac
	return err
}

// scanExponent reads what follows the digits: nothing, or e and an integer, which saturates far beyond the limits.
func scanExponent(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	if s[0]|0x20 != 'e' {
		return 0, errText("not a number")
	}
	i, neg := 1, false
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	if i == len(s) {
		return 0, errText("the exponent has no digits")
	}
	var e int64
	for ; i < len(s); i++ {
		switch ch := s[i]; {
		case isDigit(ch):
			e = min(e*10+int64(ch-'0'), 1e17)
		case ch == '_' && between(s, i):
		case ch == '_':
			return 0, errSeparator()
		default:
			return 0, errText("not a number")
		}
	}
	if neg {
		e = -e
	}
	return e, nil
}

// long converts the digits found where there are many.
func (sc *scan) long(s string, maxDigits int, poll func(int64) error) (Number, error) {
	digits, exp := sc.digits-sc.after, sc.exp+int64(sc.after) // without the zeros at the end
	if maxDigits > 0 && digits > maxDigits {
		return Number{}, newError(TooLarge, "the number has "+group(int64(digits))+" digits, more than the limit of "+
			group(int64(maxDigits)))
	}
	if err := checkAdjusted(exp, digits); err != nil {
		return Number{}, err
	}
	buf := make([]byte, 0, digits)
	for i := sc.first; len(buf) < digits; i++ {
		if isDigit(s[i]) {
			buf = append(buf, s[i])
		}
	}
	coef, err := kernelParse(buf, poll)
	if err != nil {
		return Number{}, err
	}
	return newNumber(coef, exp, false)
}

// parseBase reads 0x, 0o and 0b literals.
func parseBase(s string, maxDigits int, poll func(int64) error) (Number, error) {
	var shift uint
	switch s[1] {
	case 'x':
		shift = 4
	case 'o':
		shift = 3
	case 'b':
		shift = 1
	default:
		return Number{}, &Error{Kind: BadText, Message: "the letter of a base is small: 0x, 0o, 0b"}
	}
	digits := make([]byte, 0, min(len(s), 64))
	for i := 2; i < len(s); i++ {
		d := digitValue(s[i])
		switch {
		case s[i] == '_' && i > 2 && i+1 < len(s) && digitValue(s[i-1]) < 36 && digitValue(s[i+1]) < 36:
			continue
		case s[i] == '_':
			return Number{}, errSeparator()
		case d >= 1<<shift:
			return Number{}, errText("not a digit of base " + group(1<<shift))
		}
		if len(digits) > 0 || d != 0 {
			digits = append(digits, s[i])
		}
	}
	if len(s) == 2 {
		return Number{}, errText("no digits after " + s)
	}
	if n := int64(len(digits)-1) * int64(shift) * 30102 / 100000; maxDigits > 0 && n > int64(maxDigits) {
		return Number{}, errDigits(n, maxDigits, true)
	}
	coef, err := fromDigits(digits, shift, poll)
	if err != nil {
		return Number{}, err
	}
	n, err := newNumber(coef, 0, false)
	if err == nil && maxDigits > 0 && n.big != nil && n.Digits() > maxDigits {
		return Number{}, errDigits(int64(n.Digits()), maxDigits, false)
	}
	return n, err
}

// fromDigits converts digits of base 2^shift, in linear time.
func fromDigits(digits []byte, shift uint, poll func(int64) error) (*big.Int, error) {
	z := new(big.Int)
	buf := make([]byte, (len(digits)*int(shift)+7)/8)
	acc, n, at := uint(0), uint(0), len(buf)
	for i := len(digits) - 1; i >= 0; i-- {
		acc |= uint(digitValue(digits[i])) << n
		for n += shift; n >= 8; n -= 8 {
			at--
			buf[at] = byte(acc)
			acc >>= 8
		}
		if i&0xfffff == 0xfffff && poll != nil {
			if err := poll(1 << 16); err != nil {
				return nil, err
			}
		}
	}
	if n > 0 {
		buf[at-1] = byte(acc)
	}
	return z.SetBytes(buf), nil
}

// digitValue returns the value of an ASCII digit or letter, 255 for others.
func digitValue(ch byte) uint {
	switch {
	case isDigit(ch):
		return uint(ch - '0')
	case 'a' <= ch|0x20 && ch|0x20 <= 'z':
		return uint(ch|0x20-'a') + 10
	}
	return 255
}

func isDigit(ch byte) bool { return '0' <= ch && ch <= '9' }

// between reports whether the character at i stands between two digits.
func between(s string, i int) bool {
	return i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1])
}

func errText(message string) error { return newError(BadText, message) }

func errSeparator() error { return errText("an underscore may stand only between digits") }
