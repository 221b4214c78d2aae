package fixed

import "math/big"

// Precisions in bits from which the quasi-linear algorithms are faster; measured.
const (
	expBurstBits    = 60_000
	sincosBurstBits = 80_000
	lnAGMBits       = 60_000
)

// burstHalvings is how often the bit-burst algorithms halve the argument first; it spares the pieces of the argument that
// need the most terms.
const burstHalvings = 12

// pieces cuts x ≥ 0 into the sum of num·2^-end over pieces, the first one up to 2·start fraction bits long, that take twice as many bits each time, and
// calls f for each that is not zero (Brent 1976; bit-burst, Chudnovsky and Chudnovsky).
func pieces(x *big.Int, p, start uint, f func(num *big.Int, end uint)) {
	rest := new(big.Int).Set(x)
	for start < p && rest.Sign() != 0 {
		end := min(2*start, p)
		num := new(big.Int).Rsh(rest, p-end)
		rest.Sub(rest, new(big.Int).Lsh(num, p-end))
		if num.Sign() != 0 {
			f(num, end)
		}
		start = end
	}
}

// expBurst is Exp by the bit-burst algorithm: the exponential of each piece is a series with a short argument, summed by
// binary splitting, and the product of all is the result.
func (w *Work) expBurst(x *big.Int, p uint) *big.Int {
	const h = burstHalvings
	q := p + h + 16
	t := new(big.Int).Lsh(x, q-p-h)
	neg := t.Sign() < 0
	t.Abs(t)
	var e *big.Int
	pieces(t, q, h-1, func(num *big.Int, end uint) {
		lead := float64(end) - float64(num.BitLen())
		if neg {
			num.Neg(num)
		}
		s := ratioSeries{n: factorialTerms(q, lead, 1), num: num, v: identity, shift: end}
		v := s.value(w, q)
		if e == nil {
			e = v
		} else {
			w.MulShift(e, e, v, q)
		}
	})
	if e == nil {
		return One(p)
	}
	for i := 0; i < h; i++ {
		w.SqrShift(e, e, q)
	}
	return e.Rsh(e, q-p)
}

// sincosBurst is SinCos by the bit-burst algorithm: the sine of each piece by binary splitting, its cosine from that, and
// the sum of the angles by the addition theorems.
func (w *Work) sincosBurst(x *big.Int, p uint) (sin, cos *big.Int) {
	q := p + 24
	t := new(big.Int).Lsh(x, q-p)
	t.Abs(t)
	pieces(t, q, max(q-uint(t.BitLen()), 8), func(num *big.Int, end uint) {
		s, c := w.sincosPiece(num, end, q)
		if sin == nil {
			sin, cos = s, c
			return
		}
		a := w.MulShift(new(big.Int), sin, s, q)
		b := w.MulShift(new(big.Int), cos, s, q)
		w.MulShift(sin, sin, c, q)
		w.MulShift(cos, cos, c, q)
		sin.Add(sin, b)
		cos.Sub(cos, a)
	})
	if sin == nil {
		return new(big.Int), One(p)
	}
	if x.Sign() < 0 {
		sin.Neg(sin)
	}
	return sin.Rsh(sin, q-p), cos.Rsh(cos, q-p)
}

// sincosPiece returns the sine and cosine of num·2^-end, 0 ≤ num·2^-end < 1, with q fraction bits, each less than 4 ulps
// from the true value.
func (w *Work) sincosPiece(num *big.Int, end, q uint) (sin, cos *big.Int) {
	lead := float64(end) - float64(num.BitLen())
	sq := w.Sqr(new(big.Int), num)
	s := ratioSeries{
		n:     factorialTerms(q, 2*lead, 2),
		num:   sq.Neg(sq),
		v:     func(k int) uint64 { return 2 * uint64(k) * (2*uint64(k) + 1) },
		shift: 2 * end,
	}
	sin = w.MulShift(new(big.Int), s.value(w, q), num, end)
	cos = w.SqrShift(new(big.Int), sin, q)
	w.Sqrt(cos, cos.Sub(One(q), cos), q)
	return sin, cos
}

// lnAGM returns ln(x/2^k), ¾ ≤ x/2^k < 1½, with p fraction bits, at most 4 ulps from the true value, by the
// arithmetic-geometric mean: ln s = π/(2·AGM(1, 4/s)) up to 64(8 + ln s)/s² (Borwein and Borwein, Pi and the AGM, section
// 7.2), for s = (x/2^k)·2^m above 2^(p/2).
func (w *Work) lnAGM(x *big.Int, k, p uint) *big.Int {
	q := p + 3*log2Upper(int(p)) + 24
	m := q/2 + log2Upper(int(q)) + 8
	// The smaller number starts near 2^-m; it is kept to q significant bits, so with q+m fraction bits at first, and half as
	// many extra ones after each step.
	f := q + m
	a := One(f)
	b := w.Quo(new(big.Int), One(k+2+f), new(big.Int).Lsh(x, m))
	t := new(big.Int)
	for {
		d := t.Sub(a, b).BitLen()
		t.Add(a, b).Rsh(t, 1)
		if d < int(f)-int(q)/2 {
			a.Set(t) // the mean is right to (a-b)²/16
			break
		}
		w.Mul(b, a, b)
		w.SqrtInt(b, b)
		a.Set(t)
		next := q + (f-q)/2
		a.Rsh(a, f-next)
		b.Rsh(b, f-next)
		f = next
	}
	// π/2a - m·ln 2
	pi := w.Pi(q)
	a = Shift(a, a, int(q)-int(f)+1)
	y := w.Div(new(big.Int), pi, a, q)
	l := w.Ln2(q + log2Upper(int(m)+1))
	l.Mul(l, new(big.Int).SetUint64(uint64(m)))
	y.Sub(y, l.Rsh(l, log2Upper(int(m)+1)))
	return y.Rsh(y, q-p)
}
