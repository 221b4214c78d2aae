package bigint

import "math/bits"

// The lengths of a leaf. A factor 4/7 to 4/5 between sizes wastes little, and the
// products of leaves in quadratic time cost no more than transforms would.
const (
	minLeaf = 4
	maxLeaf = 7
)

// leafBuffer holds a leaf and, in reverse, the other operand with its multiple
// by c: the coefficients of the second operand modulo x^l - c as every
// product of the first one meets them.
type leafBuffer struct {
	a [8]uint64
	b [2 * (maxLeaf + 1)]uint64
}

// mulLeaves multiplies the leaves of x by those of y, of length l each, modulo
// their x^l - c, and divides by 2^64. Values below 12p give values below 4p.
func (f *field) mulLeaves(x, y []uint64, t []roots, l int) {
	var buf leafBuffer
	p := f.p
	for j := 0; len(x) > 0; j++ {
		c := t[j].r1
		f.mulLeaf(x[:l], y[:l], c, &buf)
		f.mulLeaf(x[l:2*l], y[l:2*l], c.neg(p), &buf)
		r := f.i.times(c.w, p)
		c = f.factor(min(r, r-p))
		f.mulLeaf(x[2*l:3*l], y[2*l:3*l], c, &buf)
		f.mulLeaf(x[3*l:4*l], y[3*l:4*l], c.neg(p), &buf)
		x, y = x[4*l:], y[4*l:]
	}
}

// mulLeaf sets a to a·b/2^64 modulo x^l - c.
func (f *field) mulLeaf(a, b []uint64, c factor, buf *leafBuffer) {
	p, pinv := f.p, f.pinv
	l := len(a)
	ra := &buf.a
	rb := buf.b[:l]
	rc := buf.b[l : 2*l]
	for i, v := range b[:l] {
		rc[len(rc)-1-i] = c.times(v, p)
		rb[len(rb)-1-i] = below4(v, p)
	}
	for i, v := range a {
		ra[i&7] = below4(v, p)
	}
	// At most 7 products below 16p^2 make less than 2^127.
	for k := range a {
		w := (*[maxLeaf]uint64)(buf.b[k:])
		hi, lo := bits.Mul64(ra[0], w[0])
		hi, lo = mulAdd(hi, lo, ra[1], w[1])
		hi, lo = mulAdd(hi, lo, ra[2], w[2])
		hi, lo = mulAdd(hi, lo, ra[3], w[3])
		if l > 4 {
			hi, lo = mulAdd(hi, lo, ra[4], w[4])
			if l > 5 {
				hi, lo = mulAdd(hi, lo, ra[5], w[5])
				if l > 6 {
					hi, lo = mulAdd(hi, lo, ra[6], w[6])
				}
			}
		}
		// Montgomery's reduction: hi < 7p, so the result is below 8p.
		m, _ := bits.Mul64(lo*pinv, p)
		v := hi - m + p
		a[len(a)-1-k] = min(v, v-4*p)
	}
}

// mulAdd returns hi:lo + a·b.
func mulAdd(hi, lo, a, b uint64) (uint64, uint64) {
	h, l := bits.Mul64(a, b)
	lo, c := bits.Add64(lo, l, 0)
	hi, _ = bits.Add64(hi, h, c)
	return hi, lo
}
