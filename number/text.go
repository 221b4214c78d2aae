package number

import (
	"math/big"
	"strconv"
)

// String returns the canonical text of n, the one that calx prints: no trailing zeros; plain notation, except scientific
// (1e21, 6.02e23, 1.5e-8) when the magnitude is below 1e-7, or at least 1e21 with more zeros at the end than other digits.
// It depends on the value alone and reads back as the same value.
func (n Number) String() string {
	var buf [64]byte
	return string(n.Append(buf[:0]))
}

// Append appends the canonical text of n, as [Number.String] gives it. The text is at most about twice as long as the
// number has digits. Numbers with very many digits are better given to [Context.AppendText], which can be interrupted.
func (n Number) Append(dst []byte) []byte {
	dst, _ = n.appendText(dst, nil)
	return dst
}

// AppendText is [Number.Append] under the context's meter: its error is what the meter returned, with dst as it was.
func (c *Context) AppendText(dst []byte, n Number) ([]byte, error) {
	if n.big == nil {
		return n.Append(dst), nil
	}
	if err := c.announceText(n); err != nil {
		return dst, err
	}
	return n.appendText(dst, c.poll())
}

// announceText announces the work of converting the coefficient to decimal.
func (c *Context) announceText(n Number) error {
	w := int64(n.Words())
	return c.work(3*mulCost(w/2, w/2), 20*w)
}

func (n Number) appendText(dst []byte, poll func(int64) error) ([]byte, error) {
	var buf [48]byte
	digits, exp, err := n.decimalText(buf[:0], poll)
	if err != nil {
		return dst, err
	}
	if n.Sign() < 0 {
		dst = append(dst, '-')
	}
	adj := exp + int64(len(digits)) - 1
	if adj < -7 || adj >= 21 && exp > int64(len(digits)) {
		return appendScientific(dst, digits, adj), nil
	}
	return appendPlain(dst, digits, exp, ""), nil
}

// decimalText appends the digits of the canonical coefficient's magnitude to buf and returns them with their exponent.
func (n Number) decimalText(buf []byte, poll func(int64) error) ([]byte, int64, error) {
	if n.IsZero() {
		return append(buf, '0'), 0, nil
	}
	if n.big == nil {
		x, _ := n.mag()
		x, z := x.strip()
		return appendPair(buf, x), int64(n.exponent()) + int64(z), nil
	}
	buf, err := kernelAppend(buf, new(big.Int).Abs(n.big.coef), poll)
	end := len(buf)
	for end > 1 && buf[end-1] == '0' {
		end--
	}
	return buf[:end], n.big.exp + int64(len(buf)-end), err
}

// appendPair appends the decimal digits of x.
func appendPair(dst []byte, x u128) []byte {
	if x.hi == 0 {
		return strconv.AppendUint(dst, x.lo, 10)
	}
	q, low := div128by64(x, pow10Word[19])
	if q.hi == 0 {
		dst = strconv.AppendUint(dst, q.lo, 10)
	} else { // 39 digits
		top, mid := div128by64(q, pow10Word[19])
		dst = strconv.AppendUint(dst, top.lo, 10)
		dst = appendPadded(dst, mid)
	}
	return appendPadded(dst, low)
}

// appendPadded appends v < 10^19 with leading zeros to 19 digits.
func appendPadded(dst []byte, v uint64) []byte {
	var buf [19]byte
	for i := len(buf) - 1; i >= 0; i-- {
		buf[i] = '0' + byte(v%10)
		v /= 10
	}
	return append(dst, buf[:]...)
}

// appendPlain appends digits × 10^exp in plain notation, with sep between groups of three digits of the integer part.
func appendPlain(dst, digits []byte, exp int64, sep string) []byte {
	point := int64(len(digits)) + exp // digits before the decimal point
	if point <= 0 {
		dst = append(dst, "0."...)
		dst = appendZeros(dst, -point)
		return append(dst, digits...)
	}
	if exp >= 0 {
		dst = appendGrouped(dst, digits, exp, sep)
		return dst
	}
	dst = appendGrouped(dst, digits[:point], 0, sep)
	dst = append(dst, '.')
	return append(dst, digits[point:]...)
}

// appendGrouped appends an integer's digits and zeros, with sep between groups of three.
func appendGrouped(dst, digits []byte, zeros int64, sep string) []byte {
	if sep == "" {
		return appendZeros(append(dst, digits...), zeros)
	}
	left := int64(len(digits)) + zeros
	for i := 0; left > 0; i, left = i+1, left-1 {
		if i > 0 && left%3 == 0 {
			dst = append(dst, sep...)
		}
		if i < len(digits) {
			dst = append(dst, digits[i])
		} else {
			dst = append(dst, '0')
		}
	}
	return dst
}

func appendZeros(dst []byte, n int64) []byte {
	const zeros = "0000000000000000000000000000000000000000000000000000000000000000"
	for ; n > int64(len(zeros)); n -= int64(len(zeros)) {
		dst = append(dst, zeros...)
	}
	return append(dst, zeros[:max(n, 0)]...)
}

// appendScientific appends digits with one of them before the point, and the exponent.
func appendScientific(dst, digits []byte, adj int64) []byte {
	dst = append(dst, digits[0])
	if len(digits) > 1 {
		dst = append(dst, '.')
		dst = append(dst, digits[1:]...)
	}
	return appendExponent(dst, adj)
}

func appendExponent(dst []byte, e int64) []byte {
	dst = append(dst, 'e')
	return strconv.AppendInt(dst, e, 10)
}
