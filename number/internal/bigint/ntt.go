package bigint

import "math/bits"

// forward replaces x, a polynomial modulo x^len - c_j, by its residues modulo
// the x^l - c of the leaves under node j, in order. Values are below 12p
// before and after.
func (f *field) forward(x []uint64, t []roots, j, l int) {
	if len(x) <= l {
		return
	}
	f.split4(x, &t[j])
	m := len(x) / 4
	if m <= l {
		return
	}
	f.forward(x[:m], t, 4*j, l)
	f.forward(x[m:2*m], t, 4*j+1, l)
	f.forward(x[2*m:3*m], t, 4*j+2, l)
	f.forward(x[3*m:], t, 4*j+3, l)
}

func quarters(x []uint64) (x0, x1, x2, x3 []uint64) {
	m := len(x) / 4
	x0 = x[:m]
	x1 = x[m : 2*m][:len(x0)]
	x2 = x[2*m : 3*m][:len(x0)]
	x3 = x[3*m : 4*m][:len(x0)]
	return
}

// split4 reduces x modulo x^m - r, x^m + r, x^m - i·r and x^m + i·r, where m
// is a quarter of the length: a radix-4 butterfly.
func (f *field) split4(x []uint64, t *roots) {
	x0, x1, x2, x3 := quarters(x)
	p, w := f.p, f.i
	r1, r2, r3 := t.r1, t.r2, t.r3
	for i, a := range x0 {
		a = min(a, a-8*p) // < 8p
		b := r1.times(x1[i], p)
		c := r2.times(x2[i], p)
		d := r3.times(x3[i], p)
		s := a + c // < 10p
		t := a - c + 2*p
		u := b + d // < 4p
		v := w.times(b-d+2*p, p)
		x0[i] = s + u
		x1[i] = s - u + 4*p
		x2[i] = t + v
		x3[i] = t - v + 2*p
	}
}

// forwardTop is forward for the whole transform, from node 0, of 1<<k leaves,
// where the values from index n on are zero and all are below 4p.
func (f *field) forwardTop(x []uint64, t []roots, l, k, n int) {
	if k&1 != 0 {
		m := len(x) / 2
		f.split2(x)
		f.forward(x[:m], t, 0, l)
		f.forward(x[m:], t, 1, l)
		return
	}
	if n > len(x)/2 {
		f.forward(x, t, 0, l)
		return
	}
	x0, x1, x2, x3 := quarters(x)
	p, w := f.p, f.i
	for i, a := range x0 {
		b := x1[i] // < 4p
		v := w.times(b, p)
		x0[i] = a + b
		x1[i] = a - b + 4*p
		x2[i] = a + v
		x3[i] = a - v + 2*p
	}
	m := len(x0)
	for q := range 4 {
		f.forward(x[q*m:(q+1)*m], t, q, l)
	}
}

// split2 reduces x modulo x^m - 1 and x^m + 1, m half the length; values below
// 4p become values below 8p.
func (f *field) split2(x []uint64) {
	m := len(x) / 2
	x0 := x[:m]
	x1 := x[m : 2*m][:len(x0)]
	p := f.p
	for i, a := range x0 {
		b := x1[i]
		x0[i] = a + b
		x1[i] = a - b + 4*p
	}
}

// inverse undoes forward, but for a factor 4 a level. Values are below 4p
// before and after.
func (f *field) inverse(x []uint64, t []roots, j, l int) {
	if len(x) <= l {
		return
	}
	m := len(x) / 4
	if m > l {
		f.inverse(x[:m], t, 4*j, l)
		f.inverse(x[m:2*m], t, 4*j+1, l)
		f.inverse(x[2*m:3*m], t, 4*j+2, l)
		f.inverse(x[3*m:], t, 4*j+3, l)
	}
	if j == 0 {
		f.join4first(x)
	} else {
		f.join4(x, &t[mirror(j)])
	}
}

// mirror returns the node whose θ is 1-θ of node j > 0: the bits under the
// leading one flipped. The root of that node is i/r.
func mirror(j int) int {
	return 3<<(bits.Len(uint(j))-1) - 1 - j
}

// join4 undoes split4, given the roots r of the mirrored node: the factors
// 1/r, 1/r^2 and 1/r^3 are -i·r, -r^2 and i·r^3.
func (f *field) join4(x []uint64, t *roots) {
	x0, x1, x2, x3 := quarters(x)
	p, w := f.p, f.i
	r1, r2, r3 := t.r1, t.r2, t.r3
	for i, a := range x0 {
		b, c, d := x1[i], x2[i], x3[i]
		s := a + b // < 8p
		t := w.times(a-b+4*p, p)
		u := c + d
		v := c - d + 4*p // < 8p
		a = s + u        // < 16p
		a = min(a, a-8*p)
		x0[i] = min(a, a-4*p)
		x2[i] = r2.times(u-s+8*p, p)
		x1[i] = r1.times(10*p-t-v, p)
		x3[i] = r3.times(t-v+8*p, p)
	}
}

// join4first is join4 for node 0, whose roots are 1.
func (f *field) join4first(x []uint64) {
	x0, x1, x2, x3 := quarters(x)
	p, w := f.p, f.i
	for i, a := range x0 {
		b, c, d := x1[i], x2[i], x3[i]
		s := a + b
		t := a - b + 4*p
		u := c + d
		v := w.times(c-d+4*p, p)
		x0[i] = below4(s+u, p)
		x2[i] = below4(s-u+8*p, p)
		x1[i] = below4(t-v+2*p, p)
		x3[i] = below4(t+v, p)
	}
}

// below4 reduces v, any word below 16p, to below 4p without a branch: a
// difference that wraps around is the larger.
func below4(v, p uint64) uint64 {
	v = min(v, v-8*p)
	return min(v, v-4*p)
}

// inverseTop is inverse for the whole transform of 1<<k leaves.
func (f *field) inverseTop(x []uint64, t []roots, l, k int) {
	if k&1 == 0 {
		f.inverse(x, t, 0, l)
		return
	}
	m := len(x) / 2
	f.inverse(x[:m], t, 0, l)
	f.inverse(x[m:], t, 1, l)
	x0 := x[:m]
	x1 := x[m : 2*m][:len(x0)]
	p := f.p
	for i, a := range x0 {
		b := x1[i]
		s := a + b
		d := a - b + 4*p
		x0[i] = min(s, s-4*p)
		x1[i] = min(d, d-4*p)
	}
}
