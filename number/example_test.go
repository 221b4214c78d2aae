package number_test

import (
	"fmt"

	"github.com/calx-lang/calx/number"
)

func Example() {
	c := &number.Context{} // 34 digits, half-even
	price, _ := number.Parse("19.99", 0)
	third, _ := c.Quo(number.FromInt64(1), number.FromInt64(3))
	total, _ := c.Mul(price, number.FromInt64(3))
	fmt.Println(total, total.Rounded())
	fmt.Println(third, third.Rounded())
	_, err := c.Add(must("1e999999999"), number.FromInt64(1))
	fmt.Println(err)
	// Output:
	// 59.97 false
	// 0.3333333333333333333333333333333333 true
	// the exact result would need 1,000,000,000 digits, more than the limit of 100,000
}

func ExampleContext_Round() {
	c := &number.Context{}
	x := must("2.675")
	for _, mode := range []number.Rounding{number.HalfEven, number.HalfUp, number.Down} {
		y, _ := c.Round(x, 2, mode)
		fmt.Println(mode, y)
	}
	// Output:
	// half_even 2.68
	// half_up 2.68
	// down 2.67
}

func ExampleNumber_AppendLayout() {
	l := number.Layout{Places: 2, Group: ","}
	fmt.Println(string(must("1234567.891").AppendLayout(nil, l)))
	// Output: 1,234,567.89
}

func must(s string) number.Number {
	n, err := number.Parse(s, 0)
	if err != nil {
		panic(err)
	}
	return n
}
