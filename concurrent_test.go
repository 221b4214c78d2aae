package calx_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// concurrentSource reaches what evaluations of a program share: bodies that are
// specialised while they run, function values, patterns, constant lists.
const concurrentSource = `
fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2)
adder(n) = x => x + n
plus(a, b) = a + b
scale = map([1, 2, 3], adder(k))
total = sum(items, i => i.price * i.qty) + reduce(scale, plus, 0)
found = matches(name, "^[a-z]+$") and name in ["ann", "bob", "eve"]
label = plus(name, str(fib(10)))
{total: total / part, found: found, label: label, host: both(vat(total), label), last: sort(scale, x => -x)[0]}`

var errEvenPart = errors.New("even part")

func concurrentOptions() []calx.Option {
	return []calx.Option{
		calx.WithFunc("vat", func(ctx context.Context, d decimal.Decimal) (decimal.Decimal, error) {
			if err := calx.Charge(ctx, 100); err != nil {
				return decimal.Decimal{}, err
			}
			if d.Equal(decimal.NewFromInt(13)) {
				panic("thirteen")
			}
			return d.Mul(decimal.RequireFromString("0.19")), nil
		}, calx.Params("amount")),
		calx.WithValueFunc("both", func(_ context.Context, a []calx.Value) (calx.Value, error) {
			if s, _ := a[1].Text(); s == "bob55" {
				return calx.Value{}, errEvenPart
			}
			return calx.List(a...), nil
		}),
	}
}

// TestConcurrentEvaluations evaluates one program from 64 goroutines, each with
// values of its own, some of which fail, panic or are canceled.
func TestConcurrentEvaluations(t *testing.T) {
	prog, err := calx.Compile(concurrentSource, concurrentOptions()...)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"ann", "bob", "eve", "Zoe"}
	var wg sync.WaitGroup
	for g := range 64 {
		wg.Go(func() {
			for i := range 30 {
				ctx, cancel := context.WithCancel(context.Background())
				if (g+i)%11 == 0 {
					cancel()
				}
				k, part, name := g%7, i%5, names[(g+i)%4]
				v, err := prog.Eval(ctx, calx.Vars{"k": k, "part": part, "name": name,
					"items": []any{map[string]any{"price": g, "qty": 2}, map[string]any{"price": 0.5, "qty": i}}})
				checkConcurrent(t, ctx, v, err, k, part, g, i, name)
				cancel()
			}
		})
	}
	wg.Wait()
}

// checkConcurrent works the result out in Go.
func checkConcurrent(t *testing.T, ctx context.Context, v calx.Value, err error, k, part, g, i int, name string) {
	total := float64(2*g) + 0.5*float64(i) + float64(6+3*k)
	var p *calx.HostPanic
	switch {
	case ctx.Err() != nil:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("canceled: got %v, %v", v, err)
		}
	case part == 0:
		if !errors.Is(err, calx.ErrMath) {
			t.Errorf("divided by zero: got %v, %v", v, err)
		}
	case total == 13:
		if !errors.As(err, &p) {
			t.Errorf("panicked: got %v, %v", v, err)
		}
	case name == "bob":
		if !errors.Is(err, errEvenPart) {
			t.Errorf("failed: got %v, %v", v, err)
		}
	default:
		label, _ := v.Field("label")
		found, _ := v.Field("found")
		last, _ := v.Field("last")
		n, _ := v.Field("total")
		sum, _ := n.Float64()
		if err != nil || label.String() != name+"55" || found.String() != fmt.Sprint(name != "Zoe") ||
			last.String() != fmt.Sprint(3+k) || sum != total/float64(part) && n.Exact() {
			t.Errorf("got %v, %v", v, err)
		}
	}
}

// cancelSources are evaluations that would take hours, or have long steps.
var cancelSources = []struct{ name, source string }{
	{"reduce", "reduce(1..10^12, (a, x) => a + x, 0)"},
	{"sum", "sum(1..10^12, x => x * 1.5)"},
	{"recursion", "f(n) = if n > 0 then f(n - 1) + f(n - 1) else 1; f(60)"},
	{"product of a million digits", "x = 10^1000000 - 1; y = x - 12345; map(1..10^6, i => x * (y - i))"},
	{"power", "3^(10^7) * 7^(10^7)"},
	{"function of many digits", "ln(2)"},
	{"pattern", "map(1..10^9, i => matches(repeat('a', 100000), '(a|b)*c'))"},
	{"host", "map(1..10^9, x => wait(x))"},
	{"text", "str(map(1..10^6, x => 2^1000))"},
}

// TestCanceled ends long evaluations by their context.
func TestCanceled(t *testing.T) {
	for _, tt := range cancelSources {
		prog, err := calx.Compile(tt.source, calx.Unlimited, calx.WithPrecision(1_000_000),
			calx.WithFunc("wait", func(n int) int { time.Sleep(time.Millisecond); return n }))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		var canceled time.Time
		timer := time.AfterFunc(30*time.Millisecond, func() {
			canceled = time.Now()
			cancel()
		})
		v, err := prog.Eval(ctx, nil)
		late := time.Since(canceled)
		if timer.Stop() {
			t.Logf("%s: it ended by itself", tt.name)
			cancel()
			continue
		}
		t.Logf("%s: ended %v after", tt.name, late)
		if !errors.Is(err, context.Canceled) || !errors.Is(err, calx.ErrCanceled) {
			t.Errorf("%s: got a value of kind %v, %v", tt.name, v.Kind(), err)
		}
		cancel()
	}
}

func TestDeadline(t *testing.T) {
	prog := calx.MustCompile("reduce(1..10^12, (a, x) => a + x, 0)", calx.Unlimited)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	if _, err := prog.Eval(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, calx.ErrCanceled) {
		t.Errorf("got %v", err)
	}
}
