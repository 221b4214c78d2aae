package bench

import (
	"fmt"
	"strings"

	"github.com/cockroachdb/apd/v3"
	"github.com/quagmt/udecimal"
	"github.com/shopspring/decimal"
)

// The expressions, in the syntax that calx and expr share.
const (
	w1 = `price * qty * (1 - discount)`
	w2 = `price * qty * (1 - discount) * (1 + tax) + shipping`
	w3 = `(country == "US" || country == "CA") && total > 100 && tier in ["gold","platinum"]`
	w4 = `income <= 11000 ? income * 0.10 : income <= 44725 ? 1100 + (income - 11000) * 0.12 : income <= 95375 ? 5147 + (income - 44725) * 0.22 : 16290 + (income - 95375) * 0.24`
	w8 = `principal * rate / 12 / (1 - (1 + rate / 12) ^ -n)`
	w9 = `part / total * 100`

	w5Calx = `sum(items, i => i.price * i.qty)`
	w5Expr = `sum(items, .price * .qty)`
)

// w7 is a sum of 1,000 terms: a1 + a2*3 + a3 + … + a1000*3.
var w7 = func() string {
	terms := make([]string, 1000)
	for i := range terms {
		terms[i] = fmt.Sprintf("a%d", i+1)
		if i%2 == 1 {
			terms[i] += "*3"
		}
	}
	return strings.Join(terms, " + ")
}()

// inputs are the variables, as text: every engine starts from the same numbers.
var inputs = []struct{ name, text string }{
	{"price", "19.99"}, {"qty", "3"}, {"discount", "0.15"}, {"tax", "0.0825"}, {"shipping", "4.95"},
	{"total", "125.50"}, {"income", "60000.50"}, {"principal", "250000"}, {"rate", "0.0425"}, {"n", "360"}, {"part", "17"},
}

const (
	country, tier = "CA", "platinum"
	itemCount     = 100
)

func itemText(i int) (price, qty string) {
	return fmt.Sprintf("%d.%02d", 1+i*37%500, i*13%100), fmt.Sprint(1 + i%7)
}

// environment returns the variables as a map, its numbers made by parse.
func environment[T any](parse func(string) T) map[string]any {
	m := map[string]any{"country": country, "tier": tier}
	for _, in := range inputs {
		m[in.name] = parse(in.text)
	}
	items := make([]any, itemCount)
	for i := range items {
		price, qty := itemText(i)
		items[i] = map[string]any{"price": parse(price), "qty": parse(qty)}
	}
	m["items"] = items
	return m
}

// terms returns the variables of w7.
func terms(v any) map[string]any {
	m := make(map[string]any, 1000)
	for i := range 1000 {
		m[fmt.Sprintf("a%d", i+1)] = v
	}
	return m
}

func float(s string) float64 {
	f, _ := decimal.RequireFromString(s).Float64()
	return f
}

func mustAPD(s string) *apd.Decimal {
	d, _, err := apd.NewFromString(s)
	if err != nil {
		panic(err)
	}
	return d
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// fields is the environment as a struct, for numbers of one type.
type fields[T any] struct {
	Price     T      `expr:"price" calx:"price"`
	Qty       T      `expr:"qty" calx:"qty"`
	Discount  T      `expr:"discount" calx:"discount"`
	Tax       T      `expr:"tax" calx:"tax"`
	Shipping  T      `expr:"shipping" calx:"shipping"`
	Total     T      `expr:"total" calx:"total"`
	Income    T      `expr:"income" calx:"income"`
	Principal T      `expr:"principal" calx:"principal"`
	Rate      T      `expr:"rate" calx:"rate"`
	N         T      `expr:"n" calx:"n"`
	Part      T      `expr:"part" calx:"part"`
	Country   string `expr:"country" calx:"country"`
	Tier      string `expr:"tier" calx:"tier"`

	Items []item[T] `expr:"items" calx:"items"`
}

type item[T any] struct {
	Price T `expr:"price" calx:"price"`
	Qty   T `expr:"qty" calx:"qty"`
}

type (
	floats   = fields[float64]
	decimals = fields[decimal.Decimal]
)

func newFields[T any](parse func(string) T) *fields[T] {
	v := newValues(parse)
	f := &fields[T]{v.price, v.qty, v.discount, v.tax, v.shipping, v.total, v.income, v.principal, v.rate, v.n, v.part, country, tier, nil}
	for i := range v.prices {
		f.Items = append(f.Items, item[T]{v.prices[i], v.qtys[i]})
	}
	return f
}

func floatStruct() *floats { return newFields(float) }

func newDecimals() *decimals { return newFields(ss) }

// values holds the inputs of code written by hand.
type values[T any] struct {
	price, qty, discount, tax, shipping, total, income, principal, rate, n, part T
	prices, qtys                                                                 []T
}

func newValues[T any](parse func(string) T) *values[T] {
	m := environment(parse)
	v := func(name string) T { return m[name].(T) }
	x := &values[T]{v("price"), v("qty"), v("discount"), v("tax"), v("shipping"), v("total"), v("income"), v("principal"),
		v("rate"), v("n"), v("part"), nil, nil}
	for i := range itemCount {
		price, qty := itemText(i)
		x.prices = append(x.prices, parse(price))
		x.qtys = append(x.qtys, parse(qty))
	}
	return x
}

// A constant of the tables of w4.
type bracket[T any] struct{ limit, base, below, rate T }

func brackets[T any](parse func(string) T) []bracket[T] {
	var list []bracket[T]
	for _, b := range [][4]string{{"11000", "0", "0", "0.10"}, {"44725", "1100", "11000", "0.12"}, {"95375", "5147", "44725", "0.22"},
		{"1e9", "16290", "95375", "0.24"}} {
		limit := b[0]
		if limit == "1e9" {
			limit = "1000000000"
		}
		list = append(list, bracket[T]{parse(limit), parse(b[1]), parse(b[2]), parse(b[3])})
	}
	return list
}

var (
	ss = decimal.RequireFromString
	ud = udecimal.MustParse
)
