package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A workload is the same work as each peer's script.
type workload struct {
	name    string
	digits  int      // characters that must agree with calx; the last digits of a function may be rounded otherwise
	flags   []string // of calx
	scripts map[string]string
}

// normal returns a result in the form that all peers share: one text without
// continuation lines, signs of approximation, a leading zero left out, or
// zeros at the end of a fraction.
func (w *workload) normal(output string) string {
	text := strings.NewReplacer("\\\n", "", "\r", "", "~", "", "\t", "", " ", "").Replace(output)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if w.name != "lines" {
		lines = lines[len(lines)-1:] // some say that a function is defined
	}
	for i, line := range lines {
		if strings.HasPrefix(line, ".") {
			line = "0" + line
		}
		if strings.Contains(line, ".") {
			line = strings.TrimRight(strings.TrimRight(line, "0"), ".")
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

func precision(n int) []string { return []string{"--precision", fmt.Sprint(n)} }

// exact is the number of characters for results that have to be the same.
const exact = 1 << 30

var workloads = []workload{
	{"start", exact, nil, map[string]string{
		"calx": "1+2\n", "bc": "1+2\n", "calc": "1+2\n",
		"decimal": "from decimal import Decimal as D\nprint(D(1)+D(2))\n",
		"mpmath":  "from mpmath import mpf\nprint(int(mpf(1)+2))\n"}},
	{"2^100000", exact, nil, map[string]string{
		"calx": "2^100000\n", "bc": "2^100000\n", "calc": "2^100000\n",
		"decimal": pyDecimal(40000) + "print(f'{D(2)**100000:f}')\n",
		"mpmath":  pyMP(0) + "print(gmpy2.mpz(2)**100000)\n"}},
	{"10000!", exact, nil, map[string]string{
		"calx": "10000!\n", "bc": "r=1; for(i=2;i<=10000;i++) r*=i; r\n", "calc": "fact(10000)\n",
		"decimal": pyDecimal(40000) + "r=D(1)\nfor i in range(2,10001): r*=i\nprint(f'{r:f}')\n",
		"mpmath":  pyMP(0) + "print(gmpy2.fac(10000))\n"}},
	{"sqrt2", 9999, precision(10001), map[string]string{
		"calx": "sqrt(2)\n", "bc": "scale=10000; sqrt(2)\n", "calc": "printf(\"%.10000f\\n\", sqrt(2,1e-10010));\n",
		"decimal": pyDecimal(10001) + "print(D(2).sqrt())\n",
		"mpmath":  pyMP(10001) + "show(mp.sqrt(2))\n"}},
	{"pi", 9999, precision(10001), map[string]string{
		"calx": "pi\n", "calc": "printf(\"%.10000f\\n\", pi(1e-10010));\n",
		"mpmath": pyMP(10001) + "show(+mp.pi)\n"}},
	{"e", 9999, precision(10001), map[string]string{
		"calx": "exp(1)\n", "calc": "printf(\"%.10000f\\n\", exp(1,1e-10010));\n",
		"decimal": pyDecimal(10001) + "print(D(1).exp())\n",
		"mpmath":  pyMP(10001) + "show(mp.exp(1))\n"}},
	{"ln2", 4999, precision(5000), map[string]string{
		"calx": "ln(2)\n", "bc": "scale=5000; l(2)\n", "calc": "printf(\"%.5000f\\n\", ln(2,1e-5010));\n",
		"decimal": pyDecimal(5000) + "print(D(2).ln())\n",
		"mpmath":  pyMP(5000) + "show(mp.log(2))\n"}},
	{"sin1", 4999, precision(5000), map[string]string{
		"calx": "sin(1)\n", "bc": "scale=5000; s(1)\n", "calc": "printf(\"%.5000f\\n\", sin(1,1e-5010));\n",
		"mpmath": pyMP(5000) + "show(mp.sin(1))\n"}},
	{"100000!", exact, nil, map[string]string{
		"calx": "100000!\n", "calc": "fact(100000)\n",
		"mpmath": pyMP(0) + "print(gmpy2.fac(100000))\n"}},
	far("sqrt2", "sqrt(2)", "mp.sqrt(2)"),
	far("pi", "pi", "+mp.pi"),
	far("e", "exp(1)", "mp.exp(1)"),
	far("ln2", "ln(2)", "mp.log(2)"),
	far("sin1", "sin(1)", "mp.sin(1)"),
	{"lines", exact, nil, map[string]string{
		"calx": lines, "bc": lines, "calc": lines, "decimal": pyLines}},
	{"fib24", exact, nil, map[string]string{
		"calx": "fib(n) = n < 2 ? n : fib(n-1) + fib(n-2)\nfib(24)\n",
		"bc":   "define f(n) { if (n < 2) return (n); return (f(n-1) + f(n-2)); }\nf(24)\n",
		"calc": "define f(n) { if (n < 2) return n; return f(n-1) + f(n-2); }\nf(24)\n",
		"decimal": "from decimal import Decimal as D\ndef f(n): return n if n < 2 else f(n-1) + f(n-2)\n" +
			"print(f(D(24)))\n"}},
	{"growth", 30, []string{"--round-all", "34"}, map[string]string{
		"calx":    "reduce(1..10000, (x, i) => x * 1.0001, 1)\n",
		"bc":      "scale=40; x=1; for(i=0;i<10000;i++) x=x*1.0001; x\n",
		"calc":    "x=1; for(i=0;i<10000;i++) x = round(x*1.0001,36); printf(\"%.33f\\n\",x);\n",
		"decimal": pyDecimal(34) + "x,k=D(1),D('1.0001')\nfor _ in range(10000): x*=k\nprint(x)\n",
		"mpmath":  pyMP(34) + "x,k=mp.mpf(1),mp.mpf('1.0001')\nfor _ in range(10000): x*=k\nshow(x)\n"}},
}

// far is a function at 100,000 digits, where the other calculators take minutes.
func far(name, calx, mpmath string) workload {
	const digits = 100_000
	return workload{name + " far", digits - 2, precision(digits), map[string]string{
		"calx": calx + "\n", "mpmath": pyMP(digits) + "show(" + mpmath + ")\n"}}
}

// lines is 100,000 small calculations, each printed.
var lines = func() string {
	r := rand.New(rand.NewPCG(9, 9))
	var b strings.Builder
	for range 100_000 {
		fmt.Fprintf(&b, "%d.%02d * %d + %d\n", 1+r.IntN(9), r.IntN(100), 1+r.IntN(999), 1+r.IntN(999))
	}
	return b.String()
}()

// pyLines reads its lines from itself, since a program on standard input leaves
// no place for data.
var pyLines = "import sys\nfrom decimal import Decimal as D\nw = sys.stdout.write\nfor line in '''" + lines +
	"'''.splitlines():\n\ta, _, m, _, k = line.split()\n\tw(f'{D(a) * D(m) + D(k)}\\n')\n"

func pyDecimal(digits int) string {
	return fmt.Sprintf("from decimal import Decimal as D, getcontext\nC = getcontext()\nC.prec = %d; C.Emax = 10**9; C.Emin = -10**9\n", digits)
}

func pyMP(digits int) string {
	return fmt.Sprintf("import sys, gmpy2\nsys.set_int_max_str_digits(0)\nfrom mpmath import mp\nmp.dps = %[1]d or 15\n"+
		"def show(x): print(mp.nstr(x, %[1]d, strip_zeros=False, min_fixed=-10**9, max_fixed=10**9))\n", digits)
}
