package bench

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/calx-lang/calx/number"
)

// bigSizes are digits; math/big takes seconds for some operations on more.
var bigSizes = []int{1_000, 10_000, 100_000, 1_000_000}

// randomText returns an integer of n digits.
func randomText(n int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	text := make([]byte, n)
	for i := range text {
		text[i] = byte('0' + r.IntN(10))
	}
	text[0], text[n-1] = '7', '3'
	return string(text)
}

// A bigOperation is an operation on integers, by package number and by math/big.
type bigOperation struct {
	name  string
	limit int // of the digits for which math/big is timed
	calx  func(c *number.Context, x, y number.Number, text string) any
	big   func(x, y *big.Int, text string) any
}

var bigOperations = []bigOperation{
	{"mul", 1_000_000,
		func(c *number.Context, x, y number.Number, _ string) any { return must(c.Mul(x, y)) },
		func(x, y *big.Int, _ string) any { return new(big.Int).Mul(x, y) }},
	{"quo", 100_000,
		func(c *number.Context, x, y number.Number, _ string) any { return must(c.QuoInt(must(c.Mul(x, x)), y)) },
		func(x, y *big.Int, _ string) any { return new(big.Int).Quo(new(big.Int).Mul(x, x), y) }},
	{"text", 1_000_000,
		func(_ *number.Context, x, _ number.Number, _ string) any { return x.String() },
		func(x, _ *big.Int, _ string) any { return x.String() }},
	{"parse", 100_000,
		func(_ *number.Context, _, _ number.Number, text string) any { return must(number.Parse(text, 0)) },
		func(_, _ *big.Int, text string) any { z, _ := new(big.Int).SetString(text, 10); return z }},
}

// each calls do with the operation on numbers of n digits.
func (o *bigOperation) each(n int, do func(library string, run func() any)) {
	xt, yt := randomText(n, 1), randomText(n, 2)
	c := &number.Context{MaxDigits: -1}
	x, y := must(number.Parse(xt, 0)), must(number.Parse(yt, 0))
	do("calx", func() any { return o.calx(c, x, y, xt) })
	if n <= o.limit {
		bx, _ := new(big.Int).SetString(xt, 10)
		by, _ := new(big.Int).SetString(yt, 10)
		do("math-big", func() any { return o.big(bx, by, xt) })
	}
}

func TestBig(t *testing.T) {
	for _, o := range bigOperations {
		var first string
		o.each(10_000, func(library string, run func() any) {
			got := fmt.Sprint(run())
			if library == "calx" {
				first = got
			} else if got != first {
				t.Errorf("%s: %s and calx disagree", o.name, library)
			}
		})
	}
}

func BenchmarkBig(b *testing.B) {
	for _, o := range bigOperations {
		for _, n := range bigSizes {
			o.each(n, func(library string, run func() any) {
				b.Run(fmt.Sprintf("%s/%d/%s", o.name, n, library), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						sink = run()
					}
				})
			})
		}
	}
}
