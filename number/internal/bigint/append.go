package bigint

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
)

const (
	// appendThreshold is the length in limbs below which text is math/big's.
	appendThreshold = 6000
	// wordDigits is the number of decimal digits that fit a limb.
	wordDigits = 19
	tenWord    = 10_000_000_000_000_000_000 // 10^wordDigits
	// leafWords is the most groups of wordDigits digits in a leaf.
	leafWords = 32
	// guardBits is how much finer than its last digit a fraction is: a leaf
	// loses 0.9 bits of it a group.
	guardBits = 80
)

// AppendDecimal appends the decimal text of x to dst. The error is p's, and
// comes with dst.
func AppendDecimal(dst []byte, x *big.Int, p Poll) ([]byte, error) {
	n := limbLen(x)
	w := &work{poll: p}
	if n < appendThreshold {
		if err := w.add(2 * mulOps(n, n)); err != nil {
			return dst, err
		}
		return x.Append(dst, 10), nil
	}
	out := dst
	if x.Sign() < 0 {
		out = append(out, '-')
	}
	first := len(out)
	out, err := appendTree(out, high(x, 0), n, w)
	if err != nil {
		return dst, err
	}
	zeros := 0
	for out[first+zeros] == '0' {
		zeros++
	}
	return append(out[:first], out[first+zeros:]...), nil
}

// appendTree appends the digits of x > 0, of n limbs, after zeros perhaps.
func appendTree(dst []byte, x *big.Int, n int, w *work) ([]byte, error) {
	t, err := newTextTree(n, w)
	if err != nil {
		return nil, err
	}
	hi, lo, err := t.halves(x, w)
	if err != nil {
		return nil, err
	}
	top := len(t.levels) - 1
	k := t.levels[top].digits
	first := len(dst)
	dst = slices.Grow(dst, 2*k)[:first+2*k]
	if err := t.write(dst[first:first+k], hi, top, w); err != nil {
		return nil, err
	}
	return dst, t.write(dst[first+k:], lo, top, w)
}

// A textTree writes numbers of up to twice the digits of its top level. Within
// it, a number v of k digits is represented by a fraction F a little above
// v/10^k, with guardBits bits or more behind the point of F·10^k. Multiplied by
// 10^(k/2), it has the upper half of the digits before the point, and behind
// it the fraction of the lower half; the fraction of the upper half is F less
// 10^(-k/2) times the lower one, for which the first limb of that is enough. So
// each level takes one product, and only its middle: D. J. Bernstein, Scaled
// remainder trees (2004), applied to radix conversion.
type textTree struct {
	levels []textLevel
	leaf   [leafWords + 3]uint64
}

// A textLevel writes numbers of some digits: level 0 in groups of 19, the
// others as two numbers of the level before.
type textLevel struct {
	digits int
	limbs  int          // length of a fraction
	power  *big.Int     // 10^digits
	unit   *big.Int     // B^limbs / 10^digits, a little below
	half   *fixedFactor // the power of the level before, once needed
}

// newTextTree returns a tree for numbers of n limbs.
func newTextTree(n int, w *work) (*textTree, error) {
	digits := int(float64(n)*(limbBits*math.Ln2/math.Ln10)) + 1
	depth := bits.Len(uint((digits - 1) / (leafWords * wordDigits)))
	k := (((digits-1)>>depth)/wordDigits + 1) * wordDigits
	power, err := pow10(k, w)
	if err != nil {
		return nil, err
	}
	limbs := (power.BitLen()+guardBits-1)/limbBits + 1
	t := &textTree{levels: []textLevel{{digits: k, limbs: limbs, power: power, unit: unit(power, limbs)}}}
	for range depth - 1 {
		k, limbs = 2*k, limbs+limbLen(power)
		if power, err = mul(power, power, w); err != nil {
			return nil, err
		}
		t.levels = append(t.levels, textLevel{digits: k, limbs: limbs, power: power, unit: unit(power, limbs)})
	}
	return t, nil
}

// halves returns the fractions of the upper and lower digits of x, which has
// twice the digits of the top level, by the reciprocal of its power of ten.
func (t *textTree) halves(x *big.Int, w *work) (hi, lo *big.Int, err error) {
	top := t.levels[len(t.levels)-1]
	d, err := newDivisor(top.power, top.limbs, w)
	if err != nil {
		return nil, nil, err
	}
	hi, lo, err = d.quoRem(x, w)
	if err != nil {
		return nil, nil, err
	}
	if hi, err = d.fraction(hi, top.limbs, w); err != nil {
		return nil, nil, err
	}
	lo, err = d.fraction(lo, top.limbs, w)
	return hi, lo, err
}

// fraction returns B^n·v/y for v below y, by at most 2 too large, for n up to
// the divisor's size.
func (d *divisor) fraction(v *big.Int, n int, w *work) (*big.Int, error) {
	f, err := d.quotient.mul(new(big.Int).Lsh(v, d.bits), w)
	if err != nil {
		return nil, err
	}
	f = high(f, d.size+1+d.n-n) // by less than 2 too small
	return f.Add(f, two), nil
}

// unit returns B^n / power, too small by 2^-128 of it at most, and 1.
func unit(power *big.Int, n int) *big.Int {
	drop := max(0, limbLen(power)-3)
	d := new(big.Int).Add(high(power, drop), one)
	u := shift(new(big.Int), one, n-drop)
	return u.Quo(u, d)
}

// write fills dst with the digits of fraction f of a level.
func (t *textTree) write(dst []byte, f *big.Int, level int, w *work) error {
	if level == 0 {
		if err := w.add(int64(len(t.leaf) * len(t.leaf))); err != nil {
			return err
		}
		t.writeLeaf(dst, f)
		return nil
	}
	l, below := &t.levels[level], &t.levels[level-1]
	var err error
	if l.half == nil {
		if l.half, err = newFactor(below.power, l.limbs, l.limbs, w); err != nil {
			return err
		}
	}
	lo, err := l.half.mul(f, w)
	if err != nil {
		return err
	}
	drop := l.limbs - below.limbs
	lo = high(low(lo, l.limbs), drop)
	upper := high(lo, below.limbs-1)
	upper.Mul(upper, below.unit)
	hi := new(big.Int).Sub(high(f, drop), high(upper, 1))
	if err := t.write(dst[:below.digits], hi.Add(hi, two), level-1, w); err != nil {
		return err
	}
	// The top of the product, wrapped around, can have carried 1 into lo.
	return t.write(dst[below.digits:], lo.Add(lo, two), level-1, w)
}

// writeLeaf fills dst with the digits of fraction f: multiplied by 10^19 it has
// 19 digits before the point, and takes a limb less behind it.
func (t *textTree) writeLeaf(dst []byte, f *big.Int) {
	x := t.leaf[:t.levels[0].limbs]
	clear(x)
	toLimbs(x, f)
	for ; len(dst) > 0; dst = dst[wordDigits:] {
		var carry uint64
		for i, v := range x {
			carry, x[i] = mulAdd(0, carry, v, tenWord)
		}
		putWord((*[wordDigits]byte)(dst), carry)
		x = x[1:]
		for i := range x { // round up
			if x[i]++; x[i] != 0 {
				break
			}
		}
	}
}

// putWord writes the 19 digits of v.
func putWord(dst *[wordDigits]byte, v uint64) {
	const e8 = 100_000_000
	high, low := v/e8, v%e8
	top, mid := high/e8, high%e8
	put8((*[8]byte)(dst[11:]), uint32(low))
	put8((*[8]byte)(dst[3:]), uint32(mid))
	t := uint32(top)
	dst[0], dst[1], dst[2] = byte('0'+t/100), byte('0'+t/10%10), byte('0'+t%10)
}

func put8(dst *[8]byte, v uint32) {
	a, b := v/10000, v%10000
	copy(dst[0:], pairs[a/100][:])
	copy(dst[2:], pairs[a%100][:])
	copy(dst[4:], pairs[b/100][:])
	copy(dst[6:], pairs[b%100][:])
}

var pairs = func() (t [100][2]byte) {
	for i := range t {
		t[i] = [2]byte{byte('0' + i/10), byte('0' + i%10)}
	}
	return t
}()
