// Command differential prints random calls of the functions of package number with their results, for mp.py beside it to
// check against mpmath:
//
//	go run ./number/internal/differential -n 10000 -f sin,cos | python3 number/internal/differential/mp.py
//
// Each line holds the function, the rounding mode, the precision, the arguments and the result or the kind of the error,
// separated by spaces. Arguments are chosen where rounding is hard: next to special points, short, long, tiny and huge.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"sort"
	"strings"

	"github.com/calx-lang/calx/number"
)

type call func(c *number.Context, x, y number.Number) (number.Number, error)

func one(f func(*number.Context, number.Number) (number.Number, error)) call {
	return func(c *number.Context, x, _ number.Number) (number.Number, error) { return f(c, x) }
}

func two(f func(*number.Context, number.Number, number.Number) (number.Number, error)) call {
	return func(c *number.Context, x, y number.Number) (number.Number, error) { return f(c, x, y) }
}

// A function is what to call and where to look: arguments lie around ±10^low … ±10^high and next to the special points.
type function struct {
	call      call
	args      int
	low, high int
	special   []string
	negative  bool
	integerY  bool
}

type ctx = number.Context

var functions = map[string]function{
	"sqrt":       {one((*ctx).Sqrt), 1, -30, 30, []string{"1", "4", "2.25"}, false, false},
	"cbrt":       {one((*ctx).Cbrt), 1, -30, 30, []string{"1", "8", "27"}, true, false},
	"exp":        {one((*ctx).Exp), 1, -60, 6, []string{"0", "1"}, true, false},
	"expm1":      {one((*ctx).Expm1), 1, -60, 5, []string{"0", "1"}, true, false},
	"ln":         {one((*ctx).Ln), 1, -60, 60, []string{"1", "10"}, false, false},
	"log10":      {one((*ctx).Log10), 1, -60, 60, []string{"1", "10", "1000", "0.01"}, false, false},
	"log2":       {one((*ctx).Log2), 1, -60, 60, []string{"1", "2", "1024", "0.125"}, false, false},
	"log1p":      {one((*ctx).Log1p), 1, -60, 40, []string{"0"}, false, false},
	"sin":        {one((*ctx).Sin), 1, -50, 40, []string{"0", "1.5707963267948966192313216916397514420985846996876", "3.1415926535897932384626433832795028841971693993751"}, true, false},
	"cos":        {one((*ctx).Cos), 1, -50, 40, []string{"0", "1.5707963267948966192313216916397514420985846996876", "3.1415926535897932384626433832795028841971693993751"}, true, false},
	"tan":        {one((*ctx).Tan), 1, -50, 40, []string{"0", "1.5707963267948966192313216916397514420985846996876", "0.78539816339744830961566084581987572104929234984378"}, true, false},
	"asin":       {one((*ctx).Asin), 1, -50, -1, []string{"0", "1", "0.5", "-1"}, true, false},
	"acos":       {one((*ctx).Acos), 1, -50, -1, []string{"0", "1", "0.5", "-1"}, true, false},
	"atan":       {one((*ctx).Atan), 1, -50, 60, []string{"0", "1"}, true, false},
	"sinh":       {one((*ctx).Sinh), 1, -50, 5, []string{"0"}, true, false},
	"cosh":       {one((*ctx).Cosh), 1, -50, 5, []string{"0"}, true, false},
	"tanh":       {one((*ctx).Tanh), 1, -50, 4, []string{"0"}, true, false},
	"asinh":      {one((*ctx).Asinh), 1, -50, 80, []string{"0"}, true, false},
	"acosh":      {one((*ctx).Acosh), 1, 0, 80, []string{"1"}, false, false},
	"atanh":      {one((*ctx).Atanh), 1, -50, -1, []string{"0", "1", "-1"}, true, false},
	"sind":       {one((*ctx).Sind), 1, -50, 12, []string{"0", "30", "90", "180", "-30", "210"}, true, false},
	"cosd":       {one((*ctx).Cosd), 1, -50, 12, []string{"0", "60", "90", "180", "-60", "240"}, true, false},
	"tand":       {one((*ctx).Tand), 1, -50, 12, []string{"0", "45", "90", "180", "-45", "135"}, true, false},
	"asind":      {one((*ctx).Asind), 1, -50, -1, []string{"0", "1", "0.5", "-0.5"}, true, false},
	"acosd":      {one((*ctx).Acosd), 1, -50, -1, []string{"0", "1", "0.5", "-0.5"}, true, false},
	"atand":      {one((*ctx).Atand), 1, -50, 60, []string{"0", "1", "-1"}, true, false},
	"to_degrees": {one((*ctx).ToDegrees), 1, -60, 60, []string{"1"}, true, false},
	"to_radians": {one((*ctx).ToRadians), 1, -60, 60, []string{"180"}, true, false},
	"gamma":      {one((*ctx).Gamma), 1, -40, 3, []string{"0", "1", "2", "5", "-1", "-2", "-3"}, true, false},
	"lgamma":     {one((*ctx).Lgamma), 1, -40, 30, []string{"0", "1", "2", "-1", "-2", "-2.4570247382208006"}, true, false},
	"erf":        {one((*ctx).Erf), 1, -40, 1, []string{"0"}, true, false},
	"erfc":       {one((*ctx).Erfc), 1, -40, 2, []string{"0"}, true, false},
	"atan2":      {two((*ctx).Atan2), 2, -30, 30, []string{"1", "-1", "0"}, true, false},
	"hypot":      {two((*ctx).Hypot), 2, -30, 30, []string{"3", "4", "5", "12"}, true, false},
	"log":        {two((*ctx).Log), 2, -30, 30, []string{"2", "8", "10", "0.1"}, false, false},
	"pow":        {two((*ctx).Pow), 2, -6, 4, []string{"1", "2", "0.5", "10"}, false, false},
	"root":       {two((*ctx).Root), 2, -30, 30, []string{"1", "8", "1024"}, false, true},
}

// source makes random arguments.
type source struct {
	*rand.Rand
	f function
}

// digits returns n random digits, the first and last not 0.
func (s source) digits(n int) *big.Int {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(s.IntN(10))
	}
	if s.IntN(8) == 0 && n > 4 { // long runs of one digit
		d := [3]byte{'0', '9', '5'}[s.IntN(3)]
		for i := 1 + s.IntN(2); i < n-1; i++ {
			b[i] = d
		}
	}
	b[0], b[n-1] = '1'+byte(s.IntN(9)), '1'+byte(s.IntN(9))
	z, _ := new(big.Int).SetString(string(b), 10)
	return z
}

// arg returns an argument of up to about p digits, or a few more.
func (s source) arg(p int) string {
	n := 1 + s.IntN(p+5)
	if s.IntN(3) == 0 {
		n = 1 + s.IntN(3)
	}
	sign := ""
	if s.f.negative && s.IntN(2) == 0 {
		sign = "-"
	}
	if s.IntN(4) == 0 { // a special point and a little more or less
		at := s.f.special[s.IntN(len(s.f.special))]
		return s.near(at, 1+s.IntN(2*p+10), s.digits(1+s.IntN(3)))
	}
	adj := s.f.low + s.IntN(s.f.high-s.f.low+1)
	if s.IntN(2) == 0 {
		adj = max(s.f.low, min(s.f.high, s.IntN(5)-3))
	}
	return fmt.Sprintf("%s%se%d", sign, s.digits(n), adj-n+1)
}

// near returns at ± d·10^-k.
func (s source) near(at string, k int, d *big.Int) string {
	x, _ := new(big.Rat).SetString(at)
	e := new(big.Rat).SetFrac(d, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil))
	if s.IntN(2) == 0 {
		e.Neg(e)
	}
	if s.IntN(20) == 0 {
		e.SetInt64(0)
	}
	x.Add(x, e)
	return x.FloatString(k + len(at))
}

// precision returns a random precision: small ones mostly.
func (s source) precision(limit int) int {
	switch s.IntN(10) {
	case 0, 1, 2:
		return 1 + s.IntN(10)
	case 3, 4, 5, 6:
		return 1 + s.IntN(60)
	case 7, 8:
		return 1 + s.IntN(min(limit, 150))
	}
	return 1 + s.IntN(limit)
}

func parse(text string) number.Number {
	x, err := number.Parse(strings.TrimPrefix(text, "-"), 0)
	if err != nil {
		panic(err)
	}
	if strings.HasPrefix(text, "-") {
		x, _ = new(number.Context).Neg(x)
	}
	return x
}

func main() {
	n := flag.Int("n", 1000, "calls of each function")
	names := flag.String("f", "", "functions, separated by commas; all if empty")
	seed := flag.Uint64("seed", 1, "seed of the random arguments")
	limit := flag.Int("max", 300, "largest precision")
	flag.Parse()
	list := strings.Split(*names, ",")
	if *names == "" {
		list = list[:0]
		for name := range functions {
			list = append(list, name)
		}
		sort.Strings(list)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, name := range list {
		f, ok := functions[name]
		if !ok {
			fmt.Fprintln(os.Stderr, "unknown function", name)
			os.Exit(2)
		}
		s := source{rand.New(rand.NewPCG(*seed, uint64(len(name)))), f}
		for range *n {
			s.print(out, name, *limit)
		}
	}
}

// print prints one random call.
func (s source) print(out *bufio.Writer, name string, limit int) {
	c := &number.Context{Precision: s.precision(limit), Rounding: number.Rounding(s.IntN(8)), RoundAll: true}
	x := s.arg(c.Precision)
	y := "0"
	if s.f.args == 2 {
		y = s.arg(c.Precision)
	}
	if s.f.integerY {
		y = fmt.Sprint([]int{s.IntN(12) + 1, s.IntN(1000) + 1, -1 - s.IntN(12)}[s.IntN(3)])
	}
	r, err := s.f.call(c, parse(x), parse(y))
	result := r.String()
	if e, ok := err.(*number.Error); ok {
		result = "error:" + strings.ReplaceAll(e.Kind.String(), " ", "-")
	}
	fmt.Fprintln(out, name, c.Rounding, c.Precision, x, y, result)
}
