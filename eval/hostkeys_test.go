package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// largeMap returns a map of n keys, and these in their order.
func largeMap(n int) (map[string]any, []string) {
	m, keys := make(map[string]any, n), make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprint("k", i)
		m[keys[i]] = i
	}
	slices.Sort(keys)
	return m, keys
}

// TestHostKeys sorts the keys of maps that take one run and more, in every kind
// of map that keys are read of.
func TestHostKeys(t *testing.T) {
	type named map[namedString]any
	for _, n := range []int{0, 1, keyRun, keyRun + 1, 2*keyRun - 1, 3 * keyRun, 5*keyRun + 7} {
		m, want := largeMap(n)
		other := named{}
		for key, x := range m {
			other[namedString(key)] = x
		}
		env := map[string]any{"m": m, "other": other, "list": []any{m}, "maps": []map[string]any{m}, "others": []named{other}}
		for _, src := range []string{"m", "other", "list[0]", "maps[0]", "others[0]"} {
			v, err := compileText(t, "keys("+src+")").Eval(context.Background(), env)
			var got []string
			if err == nil {
				err = Decode(v, &got)
			}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%d keys of %s: %v, or in the wrong order", n, src, err)
			}
		}
	}
}

// A doneAfter is a context that is done once it has been asked some times.
type doneAfter struct {
	context.Context
	times int
}

func (c *doneAfter) Err() error {
	if c.times--; c.times < 0 {
		return context.Canceled
	}
	return nil
}

// TestHostKeysCanceled ends the sorting of many keys wherever it is.
func TestHostKeysCanceled(t *testing.T) {
	const runs = 8 // to list, to sort, and to merge three times
	m, _ := largeMap(runs * keyRun)
	p := compileText(t, "keys(m)[0]")
	for times := range 5 * runs {
		_, err := p.Eval(&doneAfter{context.Background(), times}, map[string]any{"m": m})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("it ends after %d looks at the context: %v", times, err)
		}
	}
}
