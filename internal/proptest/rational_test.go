package proptest

import (
	"errors"
	"flag"
	"fmt"
	"math/big"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	countFlag = flag.Uint64("expressions", 20_000, "expressions to test")
	seedFlag  = flag.Uint64("seed", 1, "seed of the expressions")
	indexFlag = flag.Int64("index", -1, "test only this expression")
)

const (
	maxFailures = 10               // end a run that keeps failing
	maxTime     = 30 * time.Second // of one expression
)

// TestRational holds the evaluator against exact rational arithmetic.
func TestRational(t *testing.T) { testEngine(t, calxEngine) }

// TestRationalNumber does the same to package number alone.
func TestRationalNumber(t *testing.T) { testEngine(t, numberEngine) }

// FuzzRational lets the fuzzer choose the expressions.
func FuzzRational(f *testing.F) {
	for i := range uint64(20) {
		f.Add(uint64(1), i)
	}
	f.Fuzz(func(t *testing.T, seed, i uint64) {
		if _, err := check(calxEngine, seed, i); err != nil {
			t.Error(err)
		}
	})
}

func testEngine(t *testing.T, e engine) {
	first, last := uint64(0), *countFlag
	if *indexFlag >= 0 {
		first, last = uint64(*indexFlag), uint64(*indexFlag)+1
	} else if testing.Short() {
		last = min(last, 2000)
	}
	var next, tested, failures atomic.Uint64
	next.Store(first)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for failures.Load() < maxFailures {
				i := next.Add(1) - 1
				if i >= last {
					return
				}
				done, err := check(e, *seedFlag, i)
				if err != nil {
					failures.Add(1)
					t.Error(err)
				} else if done {
					tested.Add(1)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d expressions agree, %d were left out, seed %d", tested.Load(), last-first-tested.Load()-failures.Load(), *seedFlag)
	if *indexFlag < 0 && tested.Load() < (last-first)/2 {
		t.Errorf("only %d of %d expressions were tested", tested.Load(), last-first)
	}
}

// check tests one expression. It reports false if the expression is one that
// the rules leave open.
func check(e engine, seed, i uint64) (bool, error) {
	g := newGenerator(seed, i)
	s := g.setting()
	n := g.expression()
	stall := time.AfterFunc(maxTime, func() {
		panic(fmt.Sprintf("seed %d index %d, %+v, takes too long: %s%s", seed, i, s, n, bindings(n)))
	})
	defer stall.Stop()
	why, tested := compare(e, n, s)
	if why == "" {
		return tested, nil
	}
	n, why = shrink(e, n, s, why)
	return true, fmt.Errorf("seed %d index %d, precision %d, %s, round-all %v:\n    %s%s\n    %s",
		seed, i, s.precision, s.rounding, s.roundAll, n, bindings(n), why)
}

// compare returns what is wrong with an engine's result, "" for nothing.
func compare(e engine, n *node, s setting) (why string, tested bool) {
	want, out := expect(n, s)
	if out == undecided {
		return "", false
	}
	got, err := e(n, s)
	switch {
	case out == fails:
		if !errors.Is(err, errMath) {
			return fmt.Sprintf("got %s, %v, want a math error", show(got), err), true
		}
	case err != nil:
		return fmt.Sprintf("got the error %v, want %s", err, show(want)), true
	case !same(got, want):
		return fmt.Sprintf("got  %s\n    want %s", show(got), show(want)), true
	}
	return "", true
}

func same(a, b value) bool {
	if a.r == nil || b.r == nil {
		return a.r == b.r && a.b == b.b
	}
	return a.rounded == b.rounded && a.r.Cmp(b.r) == 0
}

// show prints a value with its mark.
func show(v value) string {
	if v.r == nil {
		return fmt.Sprint(v.b)
	}
	mark := "exactly "
	if v.rounded {
		mark = "rounded "
	}
	places, ok := ends(v.r)
	if !ok {
		return mark + v.r.String()
	}
	return mark + v.r.FloatString(places)
}

// bindings prints the variables of an expression.
func bindings(n *node) string {
	vars := map[string]*big.Rat{}
	var list []string
	var walk func(*node)
	walk = func(n *node) {
		if _, ok := vars[n.text]; n.op == opVar && !ok {
			vars[n.text] = n.rat
			places, _ := ends(n.rat)
			list = append(list, fmt.Sprintf("\n    %s = %s", n.text, n.rat.FloatString(places)))
		}
		for _, kid := range n.kids {
			walk(kid)
		}
	}
	walk(n)
	return strings.Join(list, "")
}

// shrink looks for a smaller expression that fails, too: a part of the
// expression, or the expression with a part replaced by a part of that.
func shrink(e engine, n *node, s setting, why string) (*node, string) {
	for again := true; again; {
		again = false
		for _, c := range smaller(n) {
			if w, _ := compare(e, c, s); w != "" {
				n, why, again = c, w, true
				break
			}
		}
	}
	return n, why
}

// smaller returns expressions with fewer nodes than n, the smallest first.
func smaller(n *node) []*node {
	var list []*node
	for _, kid := range n.kids {
		if closed(kid, nil) {
			list = append(list, kid)
		}
	}
	for i, kid := range n.kids {
		if kid.op == opLiteral || n.op == opFactorial {
			continue
		}
		for _, c := range smaller(kid) {
			if boolean(c) == boolean(kid) {
				list = append(list, n.with(i, c))
			}
		}
	}
	if len(n.kids) > 1 && (n.op == opSum || n.op == opProduct || n.op == opMin || n.op == opMax) {
		c := *n
		c.kids = c.kids[:len(c.kids)-1]
		list = append(list, &c)
	}
	return list
}

// with returns a copy of n with another kid i.
func (n *node) with(i int, kid *node) *node {
	c := *n
	c.kids = append([]*node(nil), n.kids...)
	c.kids[i] = kid
	return &c
}

// closed reports whether every local name of n is bound in it.
func closed(n *node, bound []string) bool {
	if n.op == opLocal {
		for _, b := range bound {
			if b == n.text {
				return true
			}
		}
		return false
	}
	if n.op == opLet || n.op == opApply {
		return closed(n.kids[0], bound) && closed(n.kids[1], append(bound[:len(bound):len(bound)], n.text))
	}
	for _, kid := range n.kids {
		if !closed(kid, bound) {
			return false
		}
	}
	return true
}

func boolean(n *node) bool {
	return n.op == opCompare || n.op == opAnd || n.op == opOr || n.op == opNot
}
