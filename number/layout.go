package number

import (
	"bytes"
	"math/big"
)

// Notation is a way to write numbers.
type Notation uint8

// The notations.
const (
	Plain       Notation = iota // all digits, and canonical text where no places are fixed
	Scientific                  // one digit before the point and an exponent: 1.5e-8
	Engineering                 // an exponent that is a multiple of three: 15e-9
)

var notationNames = [...]string{"plain", "sci", "eng"}

// String returns the notation's name in calx: "plain", "sci" or "eng".
func (n Notation) String() string {
	if int(n) < len(notationNames) {
		return notationNames[n]
	}
	return "unknown"
}

// ParseNotation returns the notation that s names, as [Notation.String] spells it.
func ParseNotation(s string) (Notation, bool) {
	for i, name := range notationNames {
		if s == name {
			return Notation(i), true
		}
	}
	return 0, false
}

// Layout is how to write a number for display.
type Layout struct {
	// Places is the number of digits after the decimal point, in scientific and engineering notation of the part before
	// the e; less than 0 as many as the number has. More than MaxPlaces counts as MaxPlaces.
	Places int
	// Notation is the notation. In plain notation with fixed places, a number of 10^1,000,000 or more is written as in
	// scientific notation.
	Notation Notation
	// Group stands between groups of three digits of the integer part.
	Group string
	// Rounding is how the digits beyond Places are rounded off.
	Rounding Rounding
}

// MaxPlaces bounds the places of a [Layout].
const MaxPlaces = 1_000_000

// maxPlainAdjusted is the exponent of the first digit from which on fixed places do not mean plain notation.
const maxPlainAdjusted = 1_000_000

// AppendLayout appends n as l says. Zero has no sign, also where a negative number is rounded to it.
func (n Number) AppendLayout(dst []byte, l Layout) []byte {
	dst, _ = n.appendLayout(dst, l, &Context{}) // without a meter there are no errors
	return dst
}

func (n Number) appendLayout(dst []byte, l Layout, c *Context) ([]byte, error) {
	l.Places = min(l.Places, MaxPlaces)
	switch {
	case l.Notation == Scientific || l.Notation == Engineering:
		return n.appendExponential(dst, l, c)
	case l.Places < 0:
		return n.appendCanonicalGrouped(dst, l.Group, c)
	case n.Adjusted() >= maxPlainAdjusted:
		return n.appendExponential(dst, l, c)
	}
	return n.appendFixed(dst, l, c)
}

// LayoutBytes returns about how many bytes AppendLayout will append, not less.
func (n Number) LayoutBytes(l Layout) int64 {
	size := int64(64 + max(min(l.Places, MaxPlaces), 0) + 20*n.Words())
	if l.Notation == Plain && n.Adjusted() < maxPlainAdjusted {
		size += int64(max(n.Adjusted(), 0)) * int64(3+len(l.Group)) / 3
		if n.big != nil {
			size += int64(20*n.Words()) * int64(len(l.Group)) / 3
		}
	}
	return size
}

// AppendLayout is [Number.AppendLayout] under the context's meter: its error is what the meter returned.
func (c *Context) AppendLayout(dst []byte, n Number, l Layout) ([]byte, error) {
	if n.big != nil {
		if err := c.announceText(n); err != nil {
			return dst, err
		}
	}
	if err := c.work(n.LayoutBytes(l), n.LayoutBytes(l)); err != nil {
		return dst, err
	}
	return n.appendLayout(dst, l, c)
}

// appendCanonicalGrouped appends the canonical text with groups in its integer part, unless it is in scientific notation.
func (n Number) appendCanonicalGrouped(dst []byte, group string, c *Context) ([]byte, error) {
	at := len(dst)
	dst, err := n.appendText(dst, c.poll())
	if group == "" || err != nil {
		return dst, err
	}
	text := dst[at:]
	start, end := 0, 0
	if text[0] == '-' {
		start = 1
	}
	for end = start; end < len(text) && isDigit(text[end]); end++ {
	}
	if end < len(text) && text[end] == 'e' || end-start <= 3 || bytes.IndexByte(text[end:], 'e') >= 0 {
		return dst, nil
	}
	integer := append([]byte(nil), text[start:end]...)
	rest := append([]byte(nil), text[end:]...)
	dst = appendGrouped(dst[:at+start], integer, 0, group)
	return append(dst, rest...), nil
}

// appendFixed appends n in plain notation with fixed places.
func (n Number) appendFixed(dst []byte, l Layout, c *Context) ([]byte, error) {
	n, err := n.roundedTo(int64(l.Places), l.Rounding, c)
	if err != nil {
		return dst, err
	}
	digits, exp, err := n.decimalText(make([]byte, 0, 40), c.poll())
	if err != nil {
		return dst, err
	}
	if n.Sign() < 0 {
		dst = append(dst, '-')
	}
	point := int64(len(digits)) + exp
	frac := int64(0) // digits after the point so far
	switch {
	case point <= 0 && !n.IsZero():
		dst = append(dst, '0')
	case exp >= 0:
		dst = appendGrouped(dst, digits, exp, l.Group)
		digits = nil
	default:
		dst = appendGrouped(dst, digits[:point], 0, l.Group)
		digits = digits[point:]
	}
	if l.Places == 0 {
		return dst, nil
	}
	dst = append(dst, '.')
	if point < 0 && digits != nil {
		dst = appendZeros(dst, -point)
		frac = -point
	}
	dst = append(dst, digits...)
	return appendZeros(dst, int64(l.Places)-frac-int64(len(digits))), nil
}

// appendExponential appends n in scientific or engineering notation.
func (n Number) appendExponential(dst []byte, l Layout, c *Context) ([]byte, error) {
	lead, e := exponentOf(n, l.Notation)
	if l.Places >= 0 && !n.IsZero() {
		var err error
		if n, err = n.roundedTo(int64(l.Places)-e, l.Rounding, c); err != nil {
			return dst, err
		}
		lead, e = exponentOf(n, l.Notation) // a carry may have moved the first digit; then all others are 0
	}
	digits, _, err := n.decimalText(make([]byte, 0, 40), c.poll())
	if err != nil {
		return dst, err
	}
	if n.Sign() < 0 {
		dst = append(dst, '-')
	}
	if len(digits) <= lead {
		dst = append(dst, digits...)
		dst = appendZeros(dst, int64(lead-len(digits)))
		digits = nil
	} else {
		dst = append(dst, digits[:lead]...)
		digits = digits[lead:]
	}
	if len(digits) > 0 || l.Places > 0 {
		dst = append(dst, '.')
		dst = append(dst, digits...)
		dst = appendZeros(dst, int64(l.Places-len(digits)))
	}
	return appendExponent(dst, e), nil
}

// exponentOf returns the exponent that n is written with, and how many digits then stand before the point.
func exponentOf(n Number, notation Notation) (lead int, e int64) {
	adj := n.Adjusted()
	if notation != Engineering {
		return 1, int64(adj)
	}
	lead = adj % 3
	if lead < 0 {
		lead += 3
	}
	return lead + 1, int64(adj - lead)
}

// roundedTo returns n rounded to so many places, whatever its mark. Near the exponent limit, where the rounded number may
// be beyond it, n is not rounded. The error is that of the meter.
func (n Number) roundedTo(places int64, mode Rounding, c *Context) (Number, error) {
	z, err := c.roundPlaces(n, places, mode)
	if IsKind(err, TooLarge) {
		return n, nil
	}
	return z, err
}

// TextBase returns an integer in a base from 2 to 36, with the prefix 0b, 0o or 0x where the base has one and after the
// sign: "0xff", "-0b101". A fraction, another base, or more than ten million decimal digits are BadArgument or TooLarge
// errors.
func (n Number) TextBase(base int) (string, error) {
	if base < 2 || base > 36 {
		return "", newError(BadArgument, "a base must be from 2 to 36")
	}
	if !n.IsInteger() {
		return "", newError(BadArgument, "only an integer can be written in another base")
	}
	v, ok := n.BigInt()
	if !ok {
		return "", errDigits(int64(n.Adjusted())+1, maxIntDigits, false)
	}
	sign := ""
	if v.Sign() < 0 {
		sign = "-"
	}
	prefix := map[int]string{2: "0b", 8: "0o", 16: "0x"}[base]
	return sign + prefix + new(big.Int).Abs(v).Text(base), nil
}
