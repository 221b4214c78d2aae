package number

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestIntegerFunctions(t *testing.T) {
	c, all := &Context{}, &Context{RoundAll: true, Precision: 9}
	two := func(f func(a, b Number) (Number, error), a, b string) func() (Number, error) {
		return func() (Number, error) { return f(num(t, a), num(t, b)) }
	}
	one := func(f func(a Number) (Number, error), a string) func() (Number, error) {
		return func() (Number, error) { return f(num(t, a)) }
	}
	for _, tt := range []struct {
		name string
		f    func() (Number, error)
		want string
	}{
		{"0!", one(c.Factorial, "0"), "1"}, {"1!", one(c.Factorial, "1"), "1"}, {"5!", one(c.Factorial, "5"), "120"}, {"5.0!", one(c.Factorial, "5.0"), "120"},
		{"30!", one(c.Factorial, "30"), "265252859812191058636308480000000"}, {"2.5!", one(c.Factorial, "2.5"), "!bad argument"},
		{"-1!", one(c.Factorial, "-1"), "!domain"}, {"1e999999999!", one(c.Factorial, "1e999999999"), "!limit"}, {"10~!", one(c.Factorial, "10~"), "3628800~"},
		{"1e6!", one(c.Factorial, "1e6"), "!limit"}, {"1e6! rounded", one(all.Factorial, "1e6"), "8.26393169e5565708~"},
		{"20! rounded", one(all.Factorial, "20"), "2432902010000000000~"}, {"10! round-all", one(all.Factorial, "10"), "3628800"},
		{"C(100,50)", two(c.Binomial, "100", "50"), "100891344545564193334812497256"}, {"C(5,0)", two(c.Binomial, "5", "0"), "1"}, {"C(5,6)", two(c.Binomial, "5", "6"), "0"},
		{"C(-5,2)", two(c.Binomial, "-5", "2"), "!domain"}, {"C(5,.5)", two(c.Binomial, "5", ".5"), "!bad argument"}, {"C(1e20,2)", two(c.Binomial, "1e20", "2"), "4999999999999999999950000000000000000000"},
		{"C(1e20,1e20-2)", two(c.Binomial, "1e20", "99999999999999999998"), "4999999999999999999950000000000000000000"},
		{"C(1e20,5e19)", two(c.Binomial, "1e20", "5e19"), "!limit"}, {"C(1e999999999,2)", two(c.Binomial, "1e999999999", "2"), "!limit"}, {"C(0,0)", two(c.Binomial, "0", "0"), "1"},
		{"C(100~,50)", two(c.Binomial, "100~", "50"), "100891344545564193334812497256~"},
		{"gcd(12,18)", two(c.GCD, "12", "18"), "6"}, {"gcd(0,0)", two(c.GCD, "0", "0"), "0"}, {"gcd(0,-5)", two(c.GCD, "0", "-5"), "5"}, {"gcd(-12,18)", two(c.GCD, "-12", "18"), "6"},
		{"gcd(1e999999999,6)", two(c.GCD, "1e999999999", "6"), "2"}, {"gcd(1e999999999,1e999999998)", two(c.GCD, "1e999999999", "1e999999998"), "1e999999998"},
		{"gcd(.5,1)", two(c.GCD, ".5", "1"), "!bad argument"}, {"gcd(12~,18)", two(c.GCD, "12~", "18"), "6~"},
		{"lcm(4,6)", two(c.LCM, "4", "6"), "12"}, {"lcm(0,6)", two(c.LCM, "0", "6"), "0"}, {"lcm(-4,6)", two(c.LCM, "-4", "6"), "12"}, {"lcm(1.5,6)", two(c.LCM, "1.5", "6"), "!bad argument"},
		{"lcm(1e999999999,2)", two(c.LCM, "1e999999999", "2"), "1e999999999"}, {"lcm(1e999999999,3)", two(c.LCM, "1e999999999", "3"), "3e999999999"},
		{"and", two(c.BitAnd, "12", "10"), "8"}, {"or", two(c.BitOr, "12", "10"), "14"}, {"xor", two(c.BitXor, "12", "10"), "6"}, {"and -1", two(c.BitAnd, "-1", "255"), "255"},
		{"or -4", two(c.BitOr, "-4", "1"), "-3"}, {"xor neg", two(c.BitXor, "-1", "5"), "-6"}, {"and .5", two(c.BitAnd, ".5", "1"), "!bad argument"},
		{"and huge", two(c.BitAnd, "1e999999999", "1"), "!limit"}, {"and rounded", two(c.BitAnd, "12~", "10"), "8~"}, {"and e3", two(c.BitAnd, "1e3", "24"), "8"},
		{"shl", two(c.ShiftLeft, "3", "100"), "3802951800684688204490109616128"}, {"shl neg", two(c.ShiftLeft, "3", "-1"), "!bad argument"}, {"shl huge", two(c.ShiftLeft, "1", "1e30"), "!limit"},
		{"shl 0", two(c.ShiftLeft, "0", "1e30"), "0"}, {"shr", two(c.ShiftRight, "20", "2"), "5"}, {"shr neg", two(c.ShiftRight, "-5", "1"), "-3"}, {"shr huge", two(c.ShiftRight, "5", "1e30"), "0"},
		{"shr -5 huge", two(c.ShiftRight, "-5", "1e30"), "-1"}, {"shr .5", two(c.ShiftRight, ".5", "1"), "!bad argument"},
	} {
		got, err := tt.f()
		expect(t, tt.name, got, err, tt.want)
	}
}

func TestFactorialAgainstRange(t *testing.T) {
	c := &Context{MaxDigits: -1}
	for _, k := range []int64{2, 3, 4, 7, 8, 9, 63, 64, 65, 66, 127, 128, 1000, 4097, 10_000} {
		got, err := c.Factorial(FromInt64(k))
		want := FromBigInt(new(big.Int).MulRange(1, k))
		if err != nil || !Equal(got, want) || got.Rounded() {
			t.Errorf("%d! is wrong (%v)", k, err)
		}
		for _, p := range []int{5, 34} {
			for mode := range numRoundings {
				r := &Context{RoundAll: true, Precision: p, Rounding: mode}
				got, err := r.Factorial(FromInt64(k))
				rounded, _ := r.Finish(want)
				if err != nil || !Equal(got, rounded) || got.Rounded() != rounded.Rounded() {
					t.Errorf("%d! to %d %v = %v%s, want %v%s (%v)", k, p, mode, got, mark(got), rounded, mark(rounded), err)
				}
			}
		}
	}
}

func TestBinomialAgainstBig(t *testing.T) {
	c := &Context{}
	for n := int64(0); n < 300; n += 13 {
		for k := int64(0); k <= n; k += 1 + n/17 {
			got, err := c.Binomial(FromInt64(n), FromInt64(k))
			if want := FromBigInt(new(big.Int).Binomial(n, k)); err != nil || !Equal(got, want) {
				t.Errorf("C(%d, %d) = %v, want %v (%v)", n, k, got, want, err)
			}
		}
	}
}

func TestLongGCD(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	random := func(words int) *big.Int {
		z := new(big.Int)
		for range words {
			z.Lsh(z, 64)
			z.Or(z, new(big.Int).SetUint64(r.Uint64()))
		}
		return z
	}
	c := &Context{MaxDigits: -1}
	for _, size := range [][3]int{{300, 300, 1}, {300, 290, 100}, {400, 250, 0}, {1000, 999, 500}, {260, 30, 180}} {
		x, y, g := random(size[0]), random(size[1]), random(size[2])
		g.SetBit(g, 0, 1)
		x.Mul(x, g)
		y.Mul(y, g)
		got, err := c.GCD(FromBigInt(x), FromBigInt(y))
		want := FromBigInt(new(big.Int).GCD(nil, nil, x, y))
		if err != nil || !Equal(got, want) {
			t.Errorf("gcd of %v words is wrong (%v)", size, err)
		}
	}
	fib, next := big.NewInt(1), big.NewInt(1) // all quotients 1
	for range 30_000 {
		fib.Add(fib, next)
		fib, next = next, fib
	}
	got, err := c.GCD(FromBigInt(fib), FromBigInt(next))
	expect(t, "gcd of neighbours in Fibonacci's sequence", got, err, "1")
}

func TestIsPrime(t *testing.T) {
	c := &Context{}
	for _, tt := range []struct {
		x    string
		want bool
	}{
		{"0", false}, {"1", false}, {"2", true}, {"3", true}, {"4", false}, {"97", true}, {"-7", false}, {"2.5", false}, {"7.0", true}, {"1e3", false}, {"1e999999999", false},
		{"1000000007", true}, {"3215031751", false}, {"18446744073709551557", true}, {"618970019642690137449562111", true}, {"3825123056546413051", false},
		{"2~", true}, {"20", false}, {"5e1", false}, {"0.2e1", true},
	} {
		got, err := c.IsPrime(num(t, tt.x))
		if err != nil || got != tt.want {
			t.Errorf("IsPrime(%s) = %v, %v", tt.x, got, err)
		}
	}
	// Mersenne numbers go the interruptible way from 32 words on.
	for _, tt := range []struct {
		exp  uint
		want bool
	}{{2203, true}, {2281, true}, {2207, false}, {3217, true}, {2203 + 2281, false}} {
		n := new(big.Int).Lsh(bigOne, tt.exp)
		n.Sub(n, bigOne)
		if got, err := c.IsPrime(FromBigInt(n)); err != nil || got != tt.want {
			t.Errorf("IsPrime(2^%d-1) = %v, %v", tt.exp, got, err)
		}
	}
	p := new(big.Int).Lsh(bigOne, 2203)
	p.Sub(p, bigOne)
	for _, q := range []*big.Int{p, new(big.Int).Sub(new(big.Int).Lsh(bigOne, 2281), bigOne)} {
		if got, err := c.IsPrime(FromBigInt(new(big.Int).Mul(p, q))); err != nil || got {
			t.Errorf("a product of two primes is prime: %v, %v", got, err)
		}
	}
	for _, p := range []int64{5, 7, 11, 101} { // the Lucas part alone, against math/big's whole test
		for n := int64(5); n < 2000; n += 2 {
			v := big.NewInt(n)
			if new(big.Int).Exp(big.NewInt(2), big.NewInt(n-1), v).Cmp(bigOne) != 0 {
				continue
			}
			s := new(big.Int).Sqrt(v)
			if s.Mul(s, s).Cmp(v) == 0 || n == p {
				continue
			}
			ok, err := c.strongProbablePrime(v)
			if err != nil {
				t.Fatal(err)
			}
			if ok && n > 100 {
				if ok, err = c.strongLucas(v); err != nil {
					t.Fatal(err)
				}
			}
			if want := v.ProbablyPrime(0); n > 100 && ok != want {
				t.Errorf("%d: %v, want %v", n, ok, want)
			}
		}
	}
}
