package number

import (
	"math/big"
	"strings"
	"testing"
)

// FuzzParse holds that what parses prints as text that parses to the same value, and prints alike again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "12", "007", "1_000", "3.14", ".5", "1e-9", "6.02E23", "0xFF", "0o17", "0b1010", "1e999999999", "5.", "1__0", "0x", "1e", "00.100",
		"99999999999999999999999999999999999999", "170141183460469231731687303715884105728", "1e-8", "12345678901e12", "0.3333333333333333333333333333333333"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s, 10_000)
		if err != nil {
			if !IsKind(err, BadText) && !IsKind(err, TooLarge) {
				t.Fatalf("Parse(%q): %v", s, err)
			}
			return
		}
		if strings.Trim(s, "0123456789abcdefABCDEFxo_.+-") != "" {
			t.Fatalf("Parse(%q) = %v", s, n)
		}
		text := n.String()
		back, err := Parse(text, 10_000)
		if err != nil || !Equal(n, back) || back.String() != text {
			t.Fatalf("%q prints %s, which reads as %v (%v)", s, text, back, err)
		}
		if forceBig(n).String() != text {
			t.Fatalf("%q prints %s, and %s from the big lane", s, text, forceBig(n))
		}
	})
}

// FuzzArith holds the lanes and big.Rat against each other in every operation.
func FuzzArith(f *testing.F) {
	f.Add(uint64(0), uint64(1999), int16(-2), false, uint64(0), uint64(3), int16(0), false, uint8(34), uint8(0), false)
	f.Add(uint64(1)<<63, uint64(0), int16(0), true, uint64(1)<<62, ^uint64(0), int16(-38), false, uint8(34), uint8(3), true)
	f.Add(^uint64(0), ^uint64(0), int16(70), false, uint64(0), uint64(1), int16(-70), true, uint8(38), uint8(7), false)
	f.Add(uint64(54210108624275), uint64(4089650035136921600), int16(-20), false, uint64(0), uint64(5), int16(30), false, uint8(5), uint8(5), true)
	f.Fuzz(func(t *testing.T, ahi, alo uint64, aexp int16, amark bool, bhi, blo uint64, bexp int16, bmark bool, p, mode uint8, all bool) {
		c := &Context{Precision: int(p%45) + 1, Rounding: Rounding(mode % uint8(numRoundings)), RoundAll: all}
		make := func(hi, lo uint64, exp int16, rounded bool) Number {
			v := new(big.Int).SetUint64(hi)
			v.Lsh(v, 64)
			v.Or(v, new(big.Int).SetUint64(lo))
			if exp&1 != 0 {
				v.Neg(v)
			}
			n, err := newNumber(v, int64(exp%300), rounded)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		a, b := make(ahi, alo, aexp, amark), make(bhi, blo, bexp, bmark)
		for _, op := range operations {
			op.check(t, c, a, b)
		}
		if Cmp(a, b) != a.Rat().Cmp(b.Rat()) {
			t.Fatalf("Cmp(%v, %v) = %d", a, b, Cmp(a, b))
		}
	})
}

// FuzzLayout holds display text to its promises: fixed places are as many as asked for, the value is the rounded one, the
// size was announced.
func FuzzLayout(f *testing.F) {
	f.Add(int64(1234567), int16(-3), 2, uint8(0), uint8(0))
	f.Add(int64(-1), int16(-9), 0, uint8(1), uint8(6))
	f.Add(int64(999999999), int16(12), 3, uint8(2), uint8(1))
	f.Fuzz(func(t *testing.T, coef int64, exp int16, places int, notation, mode uint8) {
		n, err := newNumber(big.NewInt(coef), int64(exp%400), false)
		if err != nil {
			t.Fatal(err)
		}
		places = places%50 - 1
		l := Layout{Places: places, Notation: Notation(notation % 3), Rounding: Rounding(mode % uint8(numRoundings)), Group: ","}
		text := string(n.AppendLayout(nil, l))
		if int64(len(text)) > n.LayoutBytes(l) {
			t.Fatalf("%v with %+v: %d bytes, announced %d", n, l, len(text), n.LayoutBytes(l))
		}
		plain := strings.ReplaceAll(text, ",", "")
		mantissa, _, _ := strings.Cut(plain, "e")
		if _, frac, _ := strings.Cut(mantissa, "."); places >= 0 && len(frac) != places {
			t.Fatalf("%v with %+v: %s", n, l, text)
		}
		back, err := Parse(strings.TrimPrefix(plain, "-"), 0)
		if err != nil {
			t.Fatalf("%v with %+v: %s: %v", n, l, text, err)
		}
		if strings.HasPrefix(plain, "-") {
			if back.IsZero() {
				t.Fatalf("%v with %+v: %s, a negative zero", n, l, text)
			}
			back = back.neg()
		}
		want := n
		if l.Places >= 0 && l.Notation == Plain {
			want, _ = n.roundedTo(int64(places), l.Rounding, &Context{})
		} else if l.Places >= 0 && l.Notation == Scientific {
			want, _ = n.roundedTo(int64(places-n.Adjusted()), l.Rounding, &Context{})
		}
		if l.Notation != Engineering && !Equal(back, want) {
			t.Fatalf("%v with %+v: %s, want %v", n, l, text, want)
		}
	})
}
