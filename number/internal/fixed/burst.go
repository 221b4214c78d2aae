package fixed

import "math/big"

// Precisions in bits from which the quasi-linear algorithms are faster; measured.
const (
	expBurstBits    = 28_000
	sincosBurstBits = 40_000
)

// pieces cuts x ≥ 0, with p fraction bits, into the sum of num·2^-end over pieces that end at grow/2 times as many
// fraction bits each time, from start on, and calls f for each that is not zero (Brent 1976; the name is due to D. and G. Chudnovsky).
func pieces(x *big.Int, p, start, grow uint, f func(num *big.Int, end uint)) {
	rest := new(big.Int).Set(x)
	for start < p && rest.Sign() != 0 {
		end := min(start*grow/2, p)
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
	const h = 24 // spares the pieces that need the most terms; measured, as is the growth of the pieces
	q := p + h + 16
	t := new(big.Int).Lsh(x, q-p-h)
	neg := t.Sign() < 0
	t.Abs(t)
	var e *big.Int
	pieces(t, q, h-1, 5, func(num *big.Int, end uint) {
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
	pieces(t, q, max(q-uint(t.BitLen()), 8), 8, func(num *big.Int, end uint) {
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
