package fixed192

import "math/bits"

//go:generate sh -c "go run ./gentables > tables.go.new && mv tables.go.new tables.go"

// MaxDigits is the largest precision: 10^MaxDigits fits 127 bits.
const MaxDigits = 38

// Decimal is ±Hi:Lo·10^Exp. The coefficient is not zero and at most 2^127.
type Decimal struct {
	Hi, Lo uint64
	Exp    int32
	Neg    bool
}

// Result is a decimal of the digits asked for, truncated, and what is needed to round it in any mode. If it is Exact the result is
// Hi:Lo·10^Exp. If not, the true magnitude is strictly between it and that of the next coefficient, and Half says that it is beyond the
// middle, on which it never is. If it is not Ok there is no result.
type Result struct {
	Hi, Lo uint64
	Exp    int32
	Flags  Flags
}

// Flags are the properties of a [Result]: in one field, since the compiler keeps structs of up to four in registers.
type Flags uint8

// The flags of a [Result].
const (
	Ok Flags = 1 << iota
	Negative
	Half
	Exact
)

// flagIf returns f if b is 1, and no flag if it is 0.
func flagIf(f Flags, b uint64) Flags { return f & -Flags(b) }

// Is reports whether the flag f is set.
func (r Result) Is(f Flags) bool { return r.Flags&f != 0 }

// undecided is the answer of a function that declines.
var undecided Result

// Approx is what a function found: y·10^dexp with a relative error of at most rho·2^-192. Its zero value says that the argument is out
// of the function's range here.
type Approx struct {
	y    float
	rho  uint64
	dexp int
}

// Round cuts the value to p digits, 1 ≤ p ≤ MaxDigits. The result is not Ok if the error reaches over the middle between two neighbours
// or over one of them, as it does for exact values and ties.
func (a Approx) Round(p int) Result { return a.y.round(a.dexp, a.rho, p) }

// pow10Exp returns the exponent of 10^k as a float, for |k| ≤ maxPow10 + 20: ⌊k·log₂10⌋ + 1.
func pow10Exp(k int) int { return (k*217706)>>16 + 1 }

// pow10 returns 10^k for |k| ≤ maxPow10, with rho 2.
func pow10(k int) float { return float{pow10Table[k+maxPow10], int32(pow10Exp(k)), false} }

// decimalRho bounds the error of Decimal.float: a truncated power of ten and a product.
const decimalRho = 22

// float returns d with rho decimalRho, and exactly if d is an integer with exponent 0. It reports false if the exponent is
// beyond the table.
func (d Decimal) float() (float, bool) {
	v := fromInt(d.Hi, d.Lo, d.Neg)
	if d.Exp == 0 {
		return v, true
	}
	if d.Exp < -maxPow10 || d.Exp > maxPow10 {
		return v, false
	}
	return v.times(pow10(int(d.Exp))), true
}

// round returns v·10^dexp with the relative error rho cut to p digits, as [Approx.Round] says.
func (v float) round(dexp int, rho uint64, p int) Result {
	if v.isZero() || rho >= hopeless || uint(v.exp+256) > 512 {
		return undecided
	}
	adj := (int(v.exp-1) * 78913) >> 18 // ⌊(exp-1)·log₁₀2⌋, the exponent of the first digit or one less
	if uint(adj+1+maxPow10) >= uint(len(pow10Table)) {
		return undecided
	}
	_, less := v.m.sub(pow10Table[adj+1+maxPow10]) // a comparison of exponents and mantissas without a branch
	_, less = bits.Sub64(uint64(v.exp+1024), uint64(pow10Exp(adj+1)+1024), less)
	k := p - 1 - adj - 1 + int(less)
	if uint(k+maxPow10) >= uint(len(pow10Table)) {
		return undecided
	}
	prod := mul(v.m, pow10Table[k+maxPow10])
	n := uint(int(v.exp) + pow10Exp(k)) // bits of the integer part, 1 to 127
	r := Result{Exp: int32(dexp - k)}
	var frac uint64
	if n < 64 {
		r.Lo, frac = prod.w2>>(64-n), prod.w2<<n|prod.w1>>(64-n)
	} else {
		n := n - 64
		r.Hi, r.Lo, frac = prod.w2>>(64-n), prod.w2<<n|prod.w1>>(64-n), prod.w1<<n|prod.w0>>(64-n)
	}
	// In units of 2^-64 of the last digit: what v and the power of ten bring along, 5 units of the product, and what frac lost.
	err := (rho+7)>>(128-n) + 2
	rest := frac << 1 // the distance from 0 or 1/2 upwards, doubled; downwards it is -rest
	if err >= 1<<60 || rest < 2*err || -rest < 2*err {
		return undecided
	}
	r.Flags = Ok | flagIf(Half, frac>>63)
	if v.neg {
		r.Flags |= Negative
	}
	return r
}
