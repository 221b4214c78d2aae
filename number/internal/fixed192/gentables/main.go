// Command gentables writes the tables of package fixed192 to standard output:
//
//	go generate ./number/internal/fixed192
//
// Everything is computed with fixed-point integers of 512 fraction bits and truncated to 192.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"math/big"
	"os"
)

// fracBits is the working precision. All series here lose a few hundred units of 2^-fracBits at most.
const fracBits = 512

var one = new(big.Int).Lsh(big.NewInt(1), fracBits)

func fromInt(n int64) *big.Int { return new(big.Int).Lsh(big.NewInt(n), fracBits) }

// ratio returns n/d.
func ratio(n, d int64) *big.Int {
	z := fromInt(n)
	return z.Quo(z, big.NewInt(d))
}

func mul(x, y *big.Int) *big.Int {
	z := new(big.Int).Mul(x, y)
	return z.Rsh(z, fracBits)
}

func quo(x, y *big.Int) *big.Int {
	z := new(big.Int).Lsh(x, fracBits)
	return z.Quo(z, y)
}

func add(x, y *big.Int) *big.Int { return new(big.Int).Add(x, y) }
func sub(x, y *big.Int) *big.Int { return new(big.Int).Sub(x, y) }

// exp returns e^x by its series.
func exp(x *big.Int) *big.Int {
	sum, term := new(big.Int), new(big.Int).Set(one)
	for n := int64(1); term.Sign() != 0; n++ {
		sum.Add(sum, term)
		term = mul(term, x)
		term.Quo(term, big.NewInt(n))
	}
	return sum
}

// sinCos returns sin x and cos x by their series.
func sinCos(x *big.Int) (sin, cos *big.Int) {
	sums := [2]*big.Int{new(big.Int), new(big.Int)} // even and odd terms
	term := new(big.Int).Set(one)
	for n := int64(0); term.Sign() != 0; {
		if n&2 == 0 {
			sums[n&1].Add(sums[n&1], term)
		} else {
			sums[n&1].Sub(sums[n&1], term)
		}
		n++
		term = mul(term, x)
		term.Quo(term, big.NewInt(n))
	}
	return sums[1], sums[0]
}

// series returns x + s·x³/3 + x⁵/5 + s·x⁷/7 + …: atanh x for s = 1, atan x for s = -1. It wants |x| ≤ 1/2.
func series(x *big.Int, s int64) *big.Int {
	sum, pow, sq := new(big.Int), new(big.Int).Set(x), mul(x, x)
	sq.Mul(sq, big.NewInt(s))
	for n := int64(1); pow.CmpAbs(big.NewInt(1)) > 0; n += 2 {
		sum.Add(sum, new(big.Int).Quo(pow, big.NewInt(n)))
		pow = mul(pow, sq)
	}
	return sum
}

// ln returns the natural logarithm of 1/2 ≤ x ≤ 2: 2·atanh((x-1)/(x+1)).
func ln(x *big.Int) *big.Int {
	z := series(quo(sub(x, one), add(x, one)), 1)
	return z.Lsh(z, 1)
}

// atan returns the arc tangent of 0 ≤ x ≤ 1: 2·atan(x/(1+√(1+x²))).
func atan(x *big.Int) *big.Int {
	r := add(one, mul(x, x))
	r.Lsh(r, fracBits).Sqrt(r)
	z := series(quo(x, add(one, r)), -1)
	return z.Lsh(z, 1)
}

// sqrt returns √x.
func sqrt(x *big.Int) *big.Int {
	z := new(big.Int).Lsh(x, fracBits)
	return z.Sqrt(z)
}

// lnSqrt2Pi returns (ln 2π)/2, from π/4.
func lnSqrt2Pi(pi *big.Int) *big.Int {
	z := add(ln(new(big.Int).Rsh(pi, 2)), mul(fromInt(3), ln2()))
	return z.Rsh(z, 1)
}

// bernoulli returns the Bernoulli numbers B(0) to B(n).
func bernoulli(n int64) []*big.Rat {
	b := []*big.Rat{big.NewRat(1, 1)}
	for m := int64(1); m <= n; m++ { // Σ binomial(m+1, k)·B(k) = 0
		sum := new(big.Rat)
		for k, x := range b {
			c := new(big.Rat).SetInt(new(big.Int).Binomial(m+1, int64(k)))
			sum.Add(sum, c.Mul(c, x))
		}
		b = append(b, sum.Quo(sum, big.NewRat(-m-1, 1)))
	}
	return b
}

// pi returns π by Machin's formula.
func pi() *big.Int {
	a, b := series(ratio(1, 5), -1), series(ratio(1, 239), -1)
	a.Lsh(a, 4)
	b.Lsh(b, 2)
	return a.Sub(a, b)
}

func ln2() *big.Int { return ln(fromInt(2)) }

// ln10 is 3 ln 2 + ln 1.25.
func ln10() *big.Int { return add(mul(fromInt(3), ln2()), ln(ratio(5, 4))) }

var out = new(bytes.Buffer)

// words returns 0 ≤ x < 1 as a literal of n words.
func words(x *big.Int, n uint) string {
	if x.Sign() < 0 || x.Cmp(one) >= 0 {
		panic("not a fraction")
	}
	x = new(big.Int).Rsh(x, fracBits-64*n)
	s := ""
	for i := int(n) - 1; i >= 0; i-- {
		w := new(big.Int).Rsh(x, uint(64*i))
		w.And(w, new(big.Int).SetUint64(^uint64(0)))
		s += fmt.Sprintf("%#016x", w.Uint64())
		if i > 0 {
			s += ", "
		}
	}
	return "{" + s + "}"
}

// float returns x as a literal of type float.
func float(x *big.Int) string {
	exp := x.BitLen() - fracBits
	m := new(big.Int)
	if exp >= 0 {
		m.Rsh(x, uint(exp))
	} else {
		m.Lsh(x, uint(-exp))
	}
	return fmt.Sprintf("float{u192%s, %d, false}", words(m, 3), exp)
}

// table writes an array of fractions.
func table(name, doc string, first, last int64, f func(i int64) *big.Int) {
	fmt.Fprintf(out, "\n// %s\nvar %s = [%d]u192{\n", doc, name, last-first+1)
	for i := first; i <= last; i++ {
		fmt.Fprintf(out, "\t%s,\n", words(f(i), 3))
	}
	fmt.Fprintln(out, "}")
}

// small writes an array of short integers.
func small(name, doc, typ string, v []int64) {
	fmt.Fprintf(out, "\n// %s\nvar %s = [%d]%s{", doc, name, len(v), typ)
	for i, n := range v {
		if i%16 == 0 {
			fmt.Fprint(out, "\n\t")
		} else {
			fmt.Fprint(out, " ")
		}
		fmt.Fprintf(out, "%d,", n)
	}
	fmt.Fprint(out, "\n}\n")
}

func main() {
	src, err := generate()
	if err == nil {
		_, err = os.Stdout.Write(src)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gentables:", err)
		os.Exit(1)
	}
}

// generate returns the text of the tables.
func generate() ([]byte, error) {
	out.Reset()
	fmt.Fprint(out, "// Code generated by gentables; DO NOT EDIT.\n\npackage fixed192\n")
	constants()
	powersOfTen()
	expTables()
	logTables()
	circularTables()
	stirlingTable()
	return format.Source(out.Bytes())
}

func constants() {
	p, l2, l10 := pi(), ln2(), ln10()
	half := new(big.Int).Rsh(p, 1)
	two := quo(fromInt(2), p)
	fmt.Fprintf(out, "\n// Constants as fractions, truncated; those above 1 without their integer part.\nvar (\n")
	fmt.Fprintf(out, "\tln2 = u192%s\n", words(l2, 3))
	fmt.Fprintf(out, "\tln10Fraction = u192%s // ln 10 - 2\n", words(sub(l10, fromInt(2)), 3))
	fmt.Fprintf(out, "\thalfPiFraction = u192%s // π/2 - 1\n", words(sub(half, one), 3))
	fmt.Fprintf(out, "\tquarterPi = u192%s\n", words(new(big.Int).Rsh(p, 2), 3))
	fmt.Fprintf(out, "\ttwoOverPi = [5]uint64%s\n)\n", words(two, 5))
	fmt.Fprintf(out, "\n// Constants as floats, truncated: rho 2.\nvar (\n")
	for _, c := range []struct {
		name string
		x    *big.Int
	}{
		{"floatPi", p}, {"floatHalfPi", half}, {"floatLn2", l2}, {"floatLn10", l10},
		{"floatInvLn2", quo(one, l2)}, {"floatInvLn10", quo(one, l10)},
		{"floatDegree", quo(p, fromInt(180))}, {"floatRadian", quo(fromInt(180), p)},
		{"floatInvSqrtPi", quo(one, sqrt(p))},
		{"floatLnSqrt2Pi", lnSqrt2Pi(p)}, // (ln 2π)/2
	} {
		fmt.Fprintf(out, "\t%s = %s\n", c.name, float(c.x))
	}
	fmt.Fprintln(out, ")")
}

// maxPow10 is the largest exponent of the table of powers of ten.
const maxPow10 = 100

func powersOfTen() {
	fmt.Fprintf(out, "\n// maxPow10 is the largest exponent, either sign, of pow10Table.\nconst maxPow10 = %d\n", maxPow10)
	table("pow10Table", "pow10Table holds the mantissas in [1/2, 1) of 10^(i-maxPow10), truncated.", -maxPow10, maxPow10, func(i int64) *big.Int {
		ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(max(i, -i)), nil)
		if i >= 0 {
			ten.Lsh(ten, fracBits)
		} else {
			ten.Quo(new(big.Int).Lsh(one, fracBits), ten)
			return ten.Rsh(ten, uint(ten.BitLen()-fracBits))
		}
		return ten.Rsh(ten, uint(ten.BitLen()-fracBits))
	})
}

func expTables() {
	sixteenth := func(x *big.Int) *big.Int { return new(big.Int).Rsh(x, 4) }
	table("expA", "expA holds e^(i/32)/16.", 0, 73, func(i int64) *big.Int { return sixteenth(exp(ratio(i, 32))) })
	table("expB", "expB holds e^(i/1024) - 1.", 0, 31, func(i int64) *big.Int { return sub(exp(ratio(i, 1<<10)), one) })
	table("expC", "expC holds e^(i/32768) - 1.", 0, 31, func(i int64) *big.Int { return sub(exp(ratio(i, 1<<15)), one) })
	table("invFactorial", "invFactorial holds 1/n!, from n = 2 on.", 2, 20, func(i int64) *big.Int {
		return new(big.Int).Quo(one, new(big.Int).MulRange(1, i))
	})
	table("invInt", "invInt holds 1/n, from n = 2 on.", 2, 25, func(i int64) *big.Int { return ratio(1, i) })
}

// logTables writes, for each of the three steps of the reduction of logarithms, the multipliers and minus the logarithms of
// what they stand for. A multiplier of k bits for the interval from 1 + i·2^-b is 2^k/(1 + i·2^-b) rounded up.
func logTables() {
	for _, t := range []struct {
		suffix, typ string
		n           int64
		b, k        uint
	}{{"A", "uint16", 32, 5, 10}, {"B", "uint16", 36, 10, 15}, {"C", "uint32", 36, 15, 20}} {
		var r []int64
		for i := int64(0); i < t.n; i++ {
			den := int64(1)<<t.b + i
			r = append(r, (int64(1)<<(t.k+t.b)+den-1)/den)
		}
		small("rec"+t.suffix, fmt.Sprintf("rec%s holds 2^%d/(1 + i·2^-%d) rounded up.", t.suffix, t.k, t.b), t.typ, r)
		table("log"+t.suffix, fmt.Sprintf("log%s holds -ln(rec%s[i]/2^%d).", t.suffix, t.suffix, t.k), 0, t.n-1, func(i int64) *big.Int {
			return new(big.Int).Neg(ln(ratio(r[i], int64(1)<<t.k)))
		})
	}
}

func circularTables() {
	const steps = 128
	sin := func(i int64) *big.Int { s, _ := sinCos(ratio(i, steps)); return s }
	cos := func(i int64) *big.Int { _, c := sinCos(ratio(i, steps)); return c }
	table("sinTable", "sinTable holds sin(i/128), from i = 1 to beyond π/4.", 1, 101, sin)
	table("cosTable", "cosTable holds cos(i/128), from i = 1.", 1, 101, cos)
	table("atanTable", "atanTable holds atan(i/128).", 0, steps, func(i int64) *big.Int { return atan(ratio(i, steps)) })
}

// stirlingTable writes the coefficients of Stirling's series for arguments z ≥ 24, in terms of 24/z.
func stirlingTable() {
	const terms, least = 28, 24
	fmt.Fprintf(out, "\n// stirlingLeast is the least argument of Stirling's series.\nconst stirlingLeast = %d\n", least)
	b := bernoulli(2 * terms)
	doc := "stirlingTable holds |B(2k)|/(2k·(2k-1)·stirlingLeast^(2k-1)), from k = 1 on."
	table("stirlingTable", doc, 1, terms, func(k int64) *big.Int {
		x := new(big.Rat).Abs(b[2*k])
		x.Quo(x, new(big.Rat).SetInt64(2*k*(2*k-1)))
		x.Quo(x, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(least), big.NewInt(2*k-1), nil)))
		z := new(big.Int).Lsh(x.Num(), fracBits)
		return z.Quo(z, x.Denom())
	})
}
