package bigint

import "math/bits"

// lift replaces the residues of each coefficient, as the inverse transforms
// leave them, by its three limbs, below 2^180: Garner's algorithm (Knuth, The Art
// of Computer Programming, volume 2, section 4.3.2).
func (pl plan) lift(v *spectrum) {
	m := modulo()
	s0, s1, s2 := pl.scale(m.fields[0]), pl.scale(m.fields[1]), pl.scale(m.fields[2])
	inv01, inv02, inv12 := m.inv01, m.inv02, m.inv12
	v0 := v[0]
	v1 := v[1][:len(v0)]
	v2 := v[2][:len(v0)]
	for i, r0 := range v0 {
		r0 = s0.times(r0, prime0)
		r0 = min(r0, r0-prime0)
		r1 := s1.times(v1[i], prime1)
		r1 = inv01.times(r1-r0+2*prime1, prime1)
		r1 = min(r1, r1-prime1)
		r2 := s2.times(v2[i], prime2)
		r2 = inv02.times(r2-r0+2*prime2, prime2)
		r2 = inv12.times(r2-r1+2*prime2, prime2)
		r2 = min(r2, r2-prime2)
		// The coefficient is r0 + p0·(r1 + p1·r2).
		h, l := mulAdd(0, r1, r2, prime1)
		t1, t0 := mulAdd(0, r0, l, prime0)
		v2[i], v1[i] = mulAdd(0, t1, h, prime0)
		v0[i] = t0
	}
}

// scale returns the factor by which the inverse transform modulo the prime of f
// is off: 2^64 from mulLeaves, over the number of leaves.
func (pl plan) scale(f *field) factor {
	return f.factor(f.mul(f.inv(f.pow(2, uint64(pl.k))), f.pow(2, 64)))
}

// recompose sets z to the sum of the coefficients in v, each times its power
// of 2^bits, as far as z goes.
func (pl plan) recompose(z []uint64, v *spectrum) {
	v0 := v[0]
	v1 := v[1][:len(v0)]
	v2 := v[2][:len(v0)]
	var a0, a1, a2, c uint64             // what is carried into the next coefficient
	extra := uint(pl.bits-limbBits) & 63 // bits of a coefficient beyond 64
	mask := uint64(1)<<extra - 1
	var cur uint64 // the next limb, as far as it is known: fill bits
	var fill uint
	n := 0
	for i, t0 := range v0 {
		if n+1 >= len(z) {
			break
		}
		a0, c = bits.Add64(a0, t0, 0)
		a1, c = bits.Add64(a1, v1[i], c)
		a2 = v2[i] + c
		z[n] = cur | a0<<(fill&63)
		cur = a0>>1>>((63-fill)&63) | a1&mask<<(fill&63)
		n++
		if fill += extra; fill >= limbBits {
			z[n] = cur
			n++
			fill -= limbBits
			cur = a1 & mask >> ((extra - fill) & 63)
		}
		a0 = a1>>extra | a2<<((64-extra)&63)
		a1 = a2 >> extra
	}
	for _, a := range [...]uint64{a0, a1, 0} {
		if n < len(z) {
			z[n] = cur | a<<(fill&63)
			cur = a >> 1 >> ((63 - fill) & 63)
			n++
		}
	}
}
