package number

import (
	"math/big"

	"github.com/calx-lang/calx/number/internal/fixed"
)

// Pi returns π at the precision in force, marked as rounded.
func (c *Context) Pi() (Number, error) {
	return c.ziv(0, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits)
		return enclosure{m: w.Pi(p), k: int(p), err: 1}
	})
}

// Tau returns 2π at the precision in force, marked as rounded.
func (c *Context) Tau() (Number, error) {
	return c.ziv(0, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits)
		return enclosure{m: w.Pi(p), k: int(p) - 1, err: 1}
	})
}

// E returns e, the base of the natural logarithms, at the precision in force, marked as rounded.
func (c *Context) E() (Number, error) {
	return c.ziv(0, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits)
		return enclosure{m: w.E(p), k: int(p), err: 1}
	})
}

// Phi returns the golden ratio, (1 + √5)/2, at the precision in force, marked as rounded.
func (c *Context) Phi() (Number, error) {
	return c.ziv(0, func(w *fixed.Work, digits int) enclosure {
		p := fixed.BitsOf(digits)
		r := w.Sqrt(new(big.Int), new(big.Int).Lsh(big.NewInt(5), p), p)
		return enclosure{m: r.Add(r, fixed.One(p)), k: int(p) + 1, err: 2}
	})
}
