package bigint

import (
	"math/big"
	"math/bits"
)

// parseLeaf is the number of groups of wordDigits digits that are converted
// one by one, in quadratic time.
const parseLeaf = 48

// ParseDecimal returns the value of digits, which must be of '0' to '9' only;
// that of no digits is 0. The error is p's.
func ParseDecimal(digits []byte, p Poll) (*big.Int, error) {
	w := &work{poll: p}
	groups := (len(digits) + wordDigits - 1) / wordDigits
	depth := 0
	if groups > parseLeaf {
		depth = bits.Len(uint((groups - 1) / parseLeaf))
	}
	size := ((groups-1)>>depth + 1) * wordDigits // digits of a leaf
	t := parseTree{leaf: size, powers: make([]*fixedFactor, depth)}
	if err := t.prepare(len(digits), w); err != nil {
		return nil, err
	}
	return t.parse(digits, depth, w)
}

// A parseTree parses numbers by halves, x = hi·10^k + lo with k the same for
// all numbers of a level (MCA, algorithm 1.25, FastIntegerInput). The product
// is by 5^k, and the rest of it a shift.
type parseTree struct {
	leaf   int
	powers []*fixedFactor // of level i: 5^(leaf<<i)
}

// prepare computes the powers for a number of so many digits.
func (t *parseTree) prepare(digits int, w *work) error {
	if len(t.powers) == 0 {
		return nil
	}
	power, err := pow5(t.leaf, w)
	if err != nil {
		return err
	}
	for i := range t.powers {
		if i > 0 {
			if power, err = mul(power, power, w); err != nil {
				return err
			}
		}
		k := t.leaf << i
		n := min(k, digits-k)*34/10/limbBits + 1 // at most, of hi
		if t.powers[i], err = newFactor(power, n, n+limbLen(power), w); err != nil {
			return err
		}
	}
	return nil
}

// parse returns the value of at most leaf<<level digits.
func (t *parseTree) parse(digits []byte, level int, w *work) (*big.Int, error) {
	if level == 0 {
		if err := w.add(int64(len(digits))); err != nil {
			return nil, err
		}
		return parseWords(digits), nil
	}
	k := t.leaf << (level - 1)
	if len(digits) <= k {
		return t.parse(digits, level-1, w)
	}
	cut := len(digits) - k
	hi, err := t.parse(digits[:cut], level-1, w)
	if err != nil {
		return nil, err
	}
	lo, err := t.parse(digits[cut:], level-1, w)
	if err != nil {
		return nil, err
	}
	z, err := t.powers[level-1].mul(hi, w)
	if err != nil {
		return nil, err
	}
	z.Lsh(z, uint(k))
	return z.Add(z, lo), nil
}

// parseWords parses groups of 19 digits, the first one shorter perhaps.
func parseWords(digits []byte) *big.Int {
	var x [parseLeaf + 1]uint64
	n := 0
	for len(digits) > 0 {
		size := (len(digits)-1)%wordDigits + 1
		var carry uint64
		for _, c := range digits[:size] {
			carry = carry*10 + uint64(c-'0')
		}
		digits = digits[size:]
		for i, v := range x[:n] {
			carry, x[i] = mulAdd(0, carry, v, tenWord)
		}
		if carry != 0 {
			x[n] = carry
			n++
		}
	}
	return fromLimbs(x[:n])
}
