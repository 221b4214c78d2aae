package bench

import (
	"testing"

	"github.com/calx-lang/calx/number"
	"github.com/cockroachdb/apd/v3"
	"github.com/shopspring/decimal"
)

// A function of 34 digits, in each library that has it correctly rounded or
// nearly so. (shopspring's exp and sin take a fixed number of places.)
type function struct {
	name       string
	x, y       string // y is the second argument of pow
	want       string
	calx       func(c *number.Context, x, y number.Number) (number.Number, error)
	apd        func(c *apd.Context, z, x, y *apd.Decimal) (apd.Condition, error)
	shopspring func(x, y decimal.Decimal) (decimal.Decimal, error)
}

var functions = []function{
	{name: "exp", x: "1.234567890123456789012345678901234", want: "3.43689",
		calx: func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Exp(x) },
		apd:  func(c *apd.Context, z, x, _ *apd.Decimal) (apd.Condition, error) { return c.Exp(z, x) }},
	{name: "ln", x: "12.34567890123456789012345678901234", want: "2.51330",
		calx:       func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Ln(x) },
		apd:        func(c *apd.Context, z, x, _ *apd.Decimal) (apd.Condition, error) { return c.Ln(z, x) },
		shopspring: func(x, _ decimal.Decimal) (decimal.Decimal, error) { return x.Ln(digits) }},
	{name: "pow", x: "1.234567890123456789012345678901234", y: "5.678901234567890123456789012345678", want: "3.30905",
		calx:       func(c *number.Context, x, y number.Number) (number.Number, error) { return c.Pow(x, y) },
		apd:        func(c *apd.Context, z, x, y *apd.Decimal) (apd.Condition, error) { return c.Pow(z, x, y) },
		shopspring: func(x, y decimal.Decimal) (decimal.Decimal, error) { return x.PowWithPrecision(y, digits) }},
	{name: "sqrt", x: "12.34567890123456789012345678901234", want: "3.51364",
		calx:       func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Sqrt(x) },
		apd:        func(c *apd.Context, z, x, _ *apd.Decimal) (apd.Condition, error) { return c.Sqrt(z, x) },
		shopspring: func(x, _ decimal.Decimal) (decimal.Decimal, error) { return x.SqrtRound(digits) }},
	{name: "cbrt", x: "12.34567890123456789012345678901234", want: "2.31120",
		calx: func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Cbrt(x) },
		apd:  func(c *apd.Context, z, x, _ *apd.Decimal) (apd.Condition, error) { return c.Cbrt(z, x) }},
	{name: "log10", x: "12.34567890123456789012345678901234", want: "1.09151",
		calx: func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Log10(x) },
		apd:  func(c *apd.Context, z, x, _ *apd.Decimal) (apd.Condition, error) { return c.Log10(z, x) }},
	{name: "sin", x: "1.234567890123456789012345678901234", want: "0.94400",
		calx: func(c *number.Context, x, _ number.Number) (number.Number, error) { return c.Sin(x) }},
	{name: "quo", x: "12.34567890123456789012345678901234", y: "5.678901234567890123456789012345678", want: "2.17395",
		calx:       func(c *number.Context, x, y number.Number) (number.Number, error) { return c.Quo(x, y) },
		apd:        func(c *apd.Context, z, x, y *apd.Decimal) (apd.Condition, error) { return c.Quo(z, x, y) },
		shopspring: func(x, y decimal.Decimal) (decimal.Decimal, error) { return x.DivRound(y, digits), nil }},
}

// each calls do with every library's way of computing f.
func (f *function) each(do func(library string, run func() any)) {
	y := f.y
	if y == "" {
		y = "0"
	}
	nx, ny := must(number.Parse(f.x, 0)), must(number.Parse(y, 0))
	nctx := &number.Context{Precision: digits}
	do("calx", func() any { return must(f.calx(nctx, nx, ny)) })
	if f.apd != nil {
		ctx, ax, ay, z := apd.BaseContext.WithPrecision(digits), mustAPD(f.x), mustAPD(y), new(apd.Decimal)
		do("apd", func() any { try(f.apd(ctx, z, ax, ay)); return z })
	}
	if f.shopspring != nil {
		sx, sy := ss(f.x), ss(y)
		do("shopspring", func() any { return must(f.shopspring(sx, sy)) })
	}
}

// TestFunctions compares the libraries with each other, to 30 digits.
func TestFunctions(t *testing.T) {
	for _, f := range functions {
		var first decimal.Decimal
		f.each(func(library string, run func() any) {
			got := ss(numberText(run()))
			if library == "calx" {
				first = got
				if got.Truncate(5).String() != ss(f.want).String() {
					t.Errorf("%s = %v, want %s…", f.name, got, f.want)
				}
			}
			if got.Sub(first).Abs().GreaterThan(first.Abs().Mul(ss("1e-30"))) {
				t.Errorf("%s: %s gives %v, calx %v", f.name, library, got, first)
			}
		})
	}
}

// BenchmarkFunction times functions at 34 digits.
func BenchmarkFunction(b *testing.B) {
	for _, f := range functions {
		f.each(func(library string, run func() any) {
			b.Run(f.name+"/"+library, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					sink = run()
				}
			})
		})
	}
}
