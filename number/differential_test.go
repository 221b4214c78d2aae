package number

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// The tests of this file hold the inline lane, the big lane and big.Rat against each other, on operands biased to where
// lanes and words end.

// forceBig returns n in the big lane, although it may be short. Zero stays inline.
func forceBig(n Number) Number {
	if n.IsZero() || n.big != nil {
		return n
	}
	coef, exp := n.parts()
	return FromBig(&Big{coef: coef, exp: exp, rounded: n.Rounded()})
}

// borders are magnitudes around which coefficients are drawn.
var borders = func() (list []*big.Int) {
	for _, b := range []uint{0, 31, 32, 62, 63, 64, 65, 95, 126, 127, 128, 129, 191, 192, 254, 255, 256} {
		list = append(list, new(big.Int).Lsh(bigOne, b))
	}
	for _, n := range []int{1, 2, 3, 9, 15, 16, 18, 19, 20, 33, 34, 35, 36, 37, 38, 39, 40, 57, 68, 76} {
		list = append(list, pow10(n))
	}
	return list
}()

func randomCoef(r *rand.Rand) *big.Int {
	var z *big.Int
	switch r.IntN(6) {
	case 0:
		z = new(big.Int).Set(borders[r.IntN(len(borders))])
		z.Add(z, big.NewInt(int64(r.IntN(9)-4)))
	case 1:
		z = big.NewInt(int64(r.IntN(1000)))
	case 2: // a border times something small, ties and zeros
		z = new(big.Int).Mul(borders[r.IntN(len(borders))], big.NewInt(int64(r.IntN(30))))
		if r.IntN(2) == 0 {
			z.Add(z, new(big.Int).Mul(big.NewInt(5), pow10(r.IntN(40))))
		}
	default:
		z = new(big.Int)
		for range r.IntN(44) + 1 {
			z.Mul(z, big.NewInt(10))
			z.Add(z, big.NewInt(int64(r.IntN(10))))
		}
	}
	if r.IntN(2) == 0 {
		z.Neg(z)
	}
	return z
}

func randomNumber(r *rand.Rand) Number {
	exp := int64(0)
	switch r.IntN(4) {
	case 0:
		exp = int64(r.IntN(7) - 5)
	case 1:
		exp = int64(r.IntN(100) - 50)
	case 2:
		exp = int64(r.IntN(300) - 150)
	}
	n, err := newNumber(randomCoef(r), exp, r.IntN(4) == 0)
	if err != nil {
		panic(err)
	}
	return n
}

func randomContext(r *rand.Rand) *Context {
	c := &Context{Rounding: Rounding(r.IntN(int(numRoundings))), RoundAll: r.IntN(3) == 0}
	if r.IntN(2) == 0 {
		c.Precision = []int{1, 2, 3, 5, 7, 9, 16, 19, 20, 33, 35, 36, 37, 38, 39, 40, 50}[r.IntN(17)]
	}
	return c
}

// roundRat is the oracle of rounding: v rounded to p digits, and whether that lost anything.
func roundRat(v *big.Rat, p int, mode Rounding) (*big.Rat, bool) {
	if v.Sign() == 0 {
		return v, false
	}
	abs := new(big.Rat).Abs(v)
	// the exponent of the first digit
	adj := len(abs.Num().String()) - len(abs.Denom().String())
	for ratPow10(adj).Cmp(abs) > 0 {
		adj--
	}
	for ratPow10(adj+1).Cmp(abs) <= 0 {
		adj++
	}
	return roundRatPlaces(v, p-1-adj, mode)
}

// roundRatPlaces is the oracle of rounding to places.
func roundRatPlaces(v *big.Rat, places int, mode Rounding) (*big.Rat, bool) {
	unit := ratPow10(-places)
	t := new(big.Rat).Quo(new(big.Rat).Abs(v), unit)
	q, rem := new(big.Int).QuoRem(t.Num(), t.Denom(), new(big.Int))
	if rem.Sign() == 0 {
		return v, false
	}
	neg := v.Sign() < 0
	half := new(big.Int).Lsh(rem, 1).Cmp(t.Denom())
	last := new(big.Int).Mod(q, big.NewInt(10)).Uint64()
	up := false
	switch mode {
	case HalfEven:
		up = half > 0 || half == 0 && last%2 == 1
	case HalfUp:
		up = half >= 0
	case HalfDown:
		up = half > 0
	case Up:
		up = true
	case Ceiling:
		up = !neg
	case Floor:
		up = neg
	case ZeroFiveUp:
		up = last%5 == 0
	}
	if up {
		q.Add(q, bigOne)
	}
	z := new(big.Rat).Mul(new(big.Rat).SetInt(q), unit)
	if neg {
		z.Neg(z)
	}
	return z, true
}

func ratPow10(n int) *big.Rat {
	if n >= 0 {
		return new(big.Rat).SetInt(pow10(n))
	}
	return new(big.Rat).SetFrac(bigOne, pow10(-n))
}

// ratDigits returns how many digits v has if it is a finite decimal.
func ratDigits(v *big.Rat) (int, bool) {
	if v.Sign() == 0 {
		return 1, true
	}
	num := new(big.Int).Abs(v.Num())
	den := new(big.Int).Set(v.Denom())
	for _, p := range []int64{2, 5} {
		other := big.NewInt(10 / p)
		for m := new(big.Int); ; {
			q := new(big.Int)
			if q.QuoRem(den, big.NewInt(p), m); m.Sign() != 0 {
				break
			}
			den = q
			num.Mul(num, other)
		}
	}
	return len(trimZeros(num.String())), den.Cmp(bigOne) == 0
}

func trimZeros(s string) string {
	for len(s) > 1 && s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	return s
}

func truncRat(v *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(v.Num(), v.Denom()))
}

// operation is one under test: its function and its oracle, which says the exact value and whether it must be rounded.
type operation struct {
	name string
	do   func(c *Context, a, b Number) (Number, error)
	want func(c *Context, a, b Number) (v *big.Rat, exact bool)
}

var operations = []operation{
	{"add", (*Context).Add, func(_ *Context, a, b Number) (*big.Rat, bool) { return new(big.Rat).Add(a.Rat(), b.Rat()), true }},
	{"sub", (*Context).Sub, func(_ *Context, a, b Number) (*big.Rat, bool) { return new(big.Rat).Sub(a.Rat(), b.Rat()), true }},
	{"mul", (*Context).Mul, func(_ *Context, a, b Number) (*big.Rat, bool) { return new(big.Rat).Mul(a.Rat(), b.Rat()), true }},
	{"quo", (*Context).Quo, func(c *Context, a, b Number) (*big.Rat, bool) {
		if b.IsZero() {
			return nil, false
		}
		v := new(big.Rat).Quo(a.Rat(), b.Rat())
		d, ends := ratDigits(v)
		return v, ends && d <= max(c.prec(), a.Digits(), b.Digits())
	}},
	{"rem", (*Context).Rem, func(_ *Context, a, b Number) (*big.Rat, bool) {
		if b.IsZero() {
			return nil, false
		}
		q := truncRat(new(big.Rat).Quo(a.Rat(), b.Rat()))
		return q.Sub(a.Rat(), q.Mul(q, b.Rat())), true
	}},
	{"mod", (*Context).Mod, func(_ *Context, a, b Number) (*big.Rat, bool) {
		if b.IsZero() {
			return nil, false
		}
		v := new(big.Rat).Quo(a.Rat(), b.Rat())
		q := new(big.Rat).SetInt(new(big.Int).Div(v.Num(), v.Denom()))
		return q.Sub(a.Rat(), q.Mul(q, b.Rat())), true
	}},
	{"quo_int", (*Context).QuoInt, func(_ *Context, a, b Number) (*big.Rat, bool) {
		if b.IsZero() {
			return nil, false
		}
		return truncRat(new(big.Rat).Quo(a.Rat(), b.Rat())), true
	}},
}

// check runs an operation in all combinations of lanes and compares with its oracle.
func (op operation) check(t *testing.T, c *Context, a, b Number) {
	t.Helper()
	value, exact := op.want(c, a, b)
	marked := a.Rounded() || b.Rounded()
	want, lost := value, false
	if value != nil && (marked || c.RoundAll || !exact) {
		want, lost = roundRat(value, c.prec(), c.Rounding)
	}
	for lanes := range 4 {
		x, y := a, b
		if lanes&1 != 0 {
			x = forceBig(x)
		}
		if lanes&2 != 0 {
			y = forceBig(y)
		}
		got, err := op.do(c, x, y)
		where := fmt.Sprintf("%s(%v%s, %v%s) lanes %d in %d %v all=%v", op.name, a, mark(a), b, mark(b), lanes, c.prec(),
			c.Rounding, c.RoundAll)
		if value == nil {
			if !IsKind(err, DivisionByZero) {
				t.Fatalf("%s: error %v, want a division by zero", where, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		if got.Rat().Cmp(want) != 0 {
			t.Fatalf("%s = %v, want %v", where, got, want.FloatString(60))
		}
		if op.name == "quo_int" && marked { // the mark is a matter of certainty, tested apart
			continue
		}
		if got.Rounded() != (marked || lost) {
			t.Fatalf("%s = %v, rounded %v, want %v", where, got, got.Rounded(), marked || lost)
		}
	}
}

func mark(n Number) string {
	if n.Rounded() {
		return "~"
	}
	return ""
}

func TestOperationsAgainstRationals(t *testing.T) {
	n := 60_000
	if testing.Short() {
		n = 6_000
	}
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(len(op.name))))
			for range n {
				op.check(t, randomContext(r), randomNumber(r), randomNumber(r))
			}
		})
	}
}

// TestOperationsAtBorders takes every pair of borders, one more and one less, in every rounding mode.
func TestOperationsAtBorders(t *testing.T) {
	var list []Number
	for _, b := range borders {
		for d := int64(-1); d <= 1; d++ {
			n, _ := newNumber(new(big.Int).Add(b, big.NewInt(d)), 0, false)
			list = append(list, n)
		}
	}
	for i, a := range list {
		for j, b := range list {
			if testing.Short() && (i+j)%7 != 0 {
				continue
			}
			c := &Context{Rounding: Rounding((i + 3*j) % int(numRoundings))}
			for _, op := range operations {
				op.check(t, c, a, b)
			}
			c.RoundAll = true
			for _, op := range operations[:4] {
				op.check(t, c, a, b.neg())
			}
		}
	}
}

func TestCompareAgainstRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 100_000 {
		a, b := randomNumber(r), randomNumber(r)
		if r.IntN(3) == 0 { // the same value in another form
			coef, exp := a.parts()
			k := r.IntN(30)
			b = FromBig(&Big{coef: new(big.Int).Mul(coef, pow10(k)), exp: exp - int64(k)})
			if a.IsZero() {
				b = a
			}
		}
		want := a.Rat().Cmp(b.Rat())
		for lanes := range 4 {
			x, y := a, b
			if lanes&1 != 0 {
				x = forceBig(x)
			}
			if lanes&2 != 0 {
				y = forceBig(y)
			}
			if got := Cmp(x, y); got != want {
				t.Fatalf("Cmp(%v, %v) lanes %d = %d, want %d", a, b, lanes, got, want)
			}
			if want == 0 && x.Hash(seed) != y.Hash(seed) {
				t.Fatalf("%v and %v are equal and hash differently", a, b)
			}
		}
	}
}

func TestRoundAgainstRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 100_000 {
		c := randomContext(r)
		x := randomNumber(r).WithRounded(false)
		places := r.IntN(120) - 60
		if r.IntN(2) == 0 {
			places = r.IntN(8) - 3
		}
		want, _ := roundRatPlaces(x.Rat(), places, c.Rounding)
		for _, y := range []Number{x, forceBig(x)} {
			got, err := c.Round(y, int64(places), c.Rounding)
			if err != nil || got.Rat().Cmp(want) != 0 || got.Rounded() {
				t.Fatalf("Round(%v, %d, %v) = %v%s, %v, want %v", x, places, c.Rounding, got, mark(got), err, want.FloatString(60))
			}
		}
		digits := r.IntN(45) + 1
		want, _ = roundRat(x.Rat(), digits, c.Rounding)
		if got, err := c.RoundSig(x, int64(digits)); err != nil || got.Rat().Cmp(want) != 0 {
			t.Fatalf("RoundSig(%v, %d, %v) = %v, %v, want %v", x, digits, c.Rounding, got, err, want.FloatString(60))
		}
		step := randomNumber(r).WithRounded(false)
		if step.IsZero() {
			continue
		}
		abs := new(big.Rat).Abs(step.Rat())
		want, _ = roundRatPlaces(new(big.Rat).Quo(x.Rat(), abs), 0, c.Rounding)
		want.Mul(want, abs)
		if got, err := c.RoundTo(x, step, c.Rounding); err != nil || got.Rat().Cmp(want) != 0 {
			t.Fatalf("RoundTo(%v, %v, %v) = %v, %v, want %v", x, step, c.Rounding, got, err, want.FloatString(60))
		}
	}
}

func TestPowerAgainstRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 5_000 {
		c := randomContext(r)
		x := randomNumber(r)
		if r.IntN(2) == 0 {
			x, _ = newNumber(big.NewInt(int64(r.IntN(2000)-1000)), int64(r.IntN(5)-3), r.IntN(4) == 0)
		}
		k := int64(r.IntN(40))
		n := FromInt64(k)
		value := big.NewRat(1, 1)
		for range k {
			value.Mul(value, x.Rat())
		}
		digits, _ := ratDigits(value)
		want, lost := value, false
		if x.Rounded() || c.RoundAll || !x.IsInteger() && digits > 2*c.prec() {
			want, lost = roundRat(value, c.prec(), c.Rounding)
		}
		for _, y := range []Number{x, forceBig(x)} {
			got, err := c.powInt(y, n)
			if err != nil || got.Rat().Cmp(want) != 0 || got.Rounded() != (x.Rounded() || lost) {
				t.Fatalf("powInt(%v%s, %d) in %d %v all=%v = %v%s, %v, want %v", x, mark(x), k, c.prec(), c.Rounding, c.RoundAll, got,
					mark(got), err, want.FloatString(60))
			}
		}
	}
}
