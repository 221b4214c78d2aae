package calx_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/calx-lang/calx"
)

func mustCompile(t *testing.T, c *calx.Cache, source string) *calx.Program {
	t.Helper()
	p, err := c.Compile(source)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return p
}

func TestCache(t *testing.T) {
	c := calx.NewCache(0, calx.WithRounding(calx.Up), calx.WithPrecision(3))
	p := mustCompile(t, c, "x / 3")
	if mustCompile(t, c, "x / 3") != p {
		t.Error("compiled twice")
	}
	if v, err := c.Eval(context.Background(), "x / 3", calx.Vars{"x": 2}); err != nil || v.String() != "0.667" {
		t.Errorf("got %v, %v", v, err)
	}
	_, first := c.Compile("1 +")
	_, second := c.Compile("1 +")
	if first == nil || first != second {
		t.Errorf("got %v, then %v", first, second)
	}
	if _, err := c.Eval(context.Background(), "1 +", nil); !errors.Is(err, calx.ErrSyntax) {
		t.Errorf("got %v", err)
	}
	s := c.Stats()
	if s.Programs != 1 || s.Errors != 1 || s.Misses != 2 || s.Evicted != 0 || s.Bytes < 200 {
		t.Errorf("got %+v", s)
	}
}

func TestCacheOptions(t *testing.T) {
	c := calx.NewCache(0, calx.WithPrecision(0))
	for range 2 {
		if _, err := c.Compile("1"); !errors.Is(err, calx.ErrHost) {
			t.Errorf("got %v", err)
		}
	}
	c = calx.NewCache(0, calx.At("rules.yaml", 3, 5))
	for _, source := range []string{"1 +", "2 +"} {
		if _, err := c.Compile(source); err == nil || !strings.HasPrefix(err.Error(), "rules.yaml:3:8: ") {
			t.Errorf("got %v", err)
		}
	}
}

// TestCacheBound fills a cache many times over.
func TestCacheBound(t *testing.T) {
	const bound = 200_000
	c := calx.NewCache(bound)
	for i := range 5000 {
		source := fmt.Sprintf("price * %d + %d", i, i*i)
		if i%5 == 0 {
			source += " +" // an error
		}
		_, _ = c.Compile(source)
		if n := c.Stats().Bytes; n > bound {
			t.Fatalf("%d bytes after %d sources", n, i+1)
		}
	}
	s := c.Stats()
	if s.Programs < 20 || s.Errors < 20 || int(s.Evicted) != 5000-s.Programs-s.Errors || s.Misses != 5000 {
		t.Errorf("got %+v", s)
	}
}

// TestCacheKeepsUsed lets a stream of sources that come once go by those that
// come again and again.
func TestCacheKeepsUsed(t *testing.T) {
	c := calx.NewCache(300_000)
	hot := make([]*calx.Program, 30)
	for i := range hot {
		hot[i] = mustCompile(t, c, fmt.Sprintf("price * %d", i))
	}
	for i := range 3000 {
		mustCompile(t, c, fmt.Sprintf("cold + %d", i))
		mustCompile(t, c, fmt.Sprintf("price * %d", i%len(hot)))
	}
	for i := range hot {
		if mustCompile(t, c, fmt.Sprintf("price * %d", i)) != hot[i] {
			t.Errorf("program %d was dropped", i)
		}
	}
}

// TestCacheTooLarge does not let one source push out all others.
func TestCacheTooLarge(t *testing.T) {
	c := calx.NewCache(300_000)
	small := mustCompile(t, c, "price * 2")
	huge := "price" + strings.Repeat(" + price", 5000)
	for range 2 {
		if v, err := c.Eval(context.Background(), huge, calx.Vars{"price": 1}); err != nil || v.String() != "5001" {
			t.Fatalf("got %v, %v", v, err)
		}
	}
	long := "1 " + strings.Repeat(" ", 100_000) + "+"
	if _, err := c.Compile(long); !errors.Is(err, calx.ErrSyntax) {
		t.Fatalf("got %v", err)
	}
	if s := c.Stats(); s.TooLarge != 3 || s.Programs != 1 || s.Errors != 0 || s.Evicted != 0 {
		t.Errorf("got %+v", s)
	}
	if mustCompile(t, c, "price * 2") != small {
		t.Error("the small program was dropped")
	}
}

func TestCacheUnbounded(t *testing.T) {
	c := calx.NewCache(-1)
	for i := range 1000 {
		mustCompile(t, c, fmt.Sprint(i))
	}
	if s := c.Stats(); s.Programs != 1000 || s.Evicted != 0 {
		t.Errorf("got %+v", s)
	}
}

// TestCacheConcurrent has many goroutines ask for few sources: each is
// compiled once, which a pure function counts.
func TestCacheConcurrent(t *testing.T) {
	var compiled atomic.Int64
	c := calx.NewCache(0, calx.WithFunc("seen", func(n int) int {
		compiled.Add(1)
		runtime.Gosched()
		return n
	}, calx.Pure()))
	var wg sync.WaitGroup
	for g := range 64 {
		wg.Go(func() {
			for i := range 200 {
				n := (g + i) % 20
				v, err := c.Eval(context.Background(), fmt.Sprintf("seen(%d) + x", n), calx.Vars{"x": g})
				if want := fmt.Sprint(n + g); err != nil || v.String() != want {
					t.Errorf("got %v, %v, want %s", v, err, want)
				}
				if _, err := c.Compile(fmt.Sprintf("seen(%d", n)); !errors.Is(err, calx.ErrSyntax) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	wg.Wait()
	if n := compiled.Load(); n != 20 {
		t.Errorf("%d compilations of 20 sources", n)
	}
}

// TestCacheConcurrentEviction compiles and drops from many goroutines.
func TestCacheConcurrentEviction(t *testing.T) {
	const bound = 100_000
	c := calx.NewCache(bound)
	var wg sync.WaitGroup
	for g := range 16 {
		wg.Go(func() {
			for i := range 300 {
				n := (g*37 + i*i) % 500
				v, err := c.Eval(context.Background(), fmt.Sprintf("%d + x", n), calx.Vars{"x": 1})
				if err != nil || v.String() != fmt.Sprint(n+1) {
					t.Errorf("got %v, %v", v, err)
				}
			}
		})
	}
	wg.Wait()
	if s := c.Stats(); s.Bytes > bound || s.Programs < 10 || int(s.Evicted)+s.Programs != int(s.Misses) {
		t.Errorf("got %+v", s)
	}
}

// TestCacheWaits gives up waiting when the context ends, and does not wait for
// a compilation that will never end.
func TestCacheWaits(t *testing.T) {
	started, goOn := make(chan bool), make(chan bool)
	var calls atomic.Int64
	c := calx.NewCache(0, calx.WithFunc("block", func() int {
		if calls.Add(1) == 1 {
			started <- true
			<-goOn
			runtime.Goexit()
		}
		return 5
	}, calx.Pure()))
	done := make(chan bool)
	go func() {
		defer close(done)
		_, _ = c.Compile("block()")
		t.Error("it came back")
	}()
	<-started
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Eval(ctx, "block()", nil); !errors.Is(err, context.Canceled) || !errors.Is(err, calx.ErrCanceled) {
		t.Errorf("got %v", err)
	}
	goOn <- true
	<-done
	if v, err := c.Eval(context.Background(), "block()", nil); err != nil || v.String() != "5" {
		t.Errorf("got %v, %v", v, err)
	}
}

// retained returns by how many bytes the heap grows while f keeps things.
func retained(f func()) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	f()
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

// TestCacheBytes holds what the cache says that it takes against the heap.
func TestCacheBytes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		source func(i int) string
	}{
		{"short", func(i int) string { return fmt.Sprintf("a%d", i) }},
		{"formula", func(i int) string { return fmt.Sprintf("price * qty * (1 - %d%%)", i) }},
		{"formula of many", func(i int) string {
			return fmt.Sprintf("a * b + c * d - e / f + (g - h) * (i + j) / max(k, %d) + round(l, 2)", i)
		}},
		{"condition", func(i int) string {
			return fmt.Sprintf(`(country == "US" || country == "CA") && total > %d && tier in ["gold", "platinum"]`, i)
		}},
		{"table", func(i int) string {
			return fmt.Sprintf("x <= 11000 ? x * 0.10 : x <= 44725 ? 1100 + (x - 11000) * 0.12 : x <= 95375 ? 5147 + (x - 44725) * 0.22 : %d", i)
		}},
		{"lambda", func(i int) string { return fmt.Sprintf("sum(items, i => i.price * i.qty * %d)", i) }},
		{"functions", func(i int) string {
			return fmt.Sprintf("f(x) = x * x + %d\ng(x) = if x > 1 then f(x - 1) + g(x - 1) else 1\nrate = 5%%\ng(3) * rate", i)
		}},
		{"long", func(i int) string { return fmt.Sprintf("%d", i) + strings.Repeat(" + a", 200) }},
		{"long text", func(i int) string {
			return fmt.Sprintf("%d%q", i, strings.Repeat("text ", 1000))[0:1] + fmt.Sprintf("%d # ", i) + strings.Repeat("comment ", 500)
		}},
		{"error", func(i int) string { return fmt.Sprintf("price * %d +", i) }},
		{"errors", func(i int) string { return fmt.Sprintf("f(%d); g(1); h(x, y); 'a' + 1; 5", i) }},
	} {
		const n = 500
		c := calx.NewCache(-1)
		heap := retained(func() {
			for i := range n {
				_, _ = c.Compile(tt.source(i))
			}
		})
		says := c.Stats().Bytes
		t.Logf("%-16s %6d bytes each, the cache says %6d: %.2f", tt.name, heap/n, says/n, float64(says)/float64(heap))
		// It counts words of 64 bits.
		if says < heap/2 || says > 2*heap*64/strconv.IntSize {
			t.Errorf("%s: %d bytes on the heap, the cache says %d", tt.name, heap, says)
		}
	}
}
