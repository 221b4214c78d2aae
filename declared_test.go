package calx_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/calx-lang/calx/internal/race"
)

// TestDeclaredVars combines declarations; of two of one name the later holds.
func TestDeclaredVars(t *testing.T) {
	type env struct {
		Price float64 `calx:"price"`
		Name  string  `calx:"name"`
	}
	number, text := calx.WithVar("name", calx.NumberType), calx.WithVar("name", calx.StringType)
	count, fields := calx.WithVar("count", calx.NumberType), calx.WithEnv[env]()
	for _, tt := range []struct {
		options []calx.Option
		source  string
		ok      bool
	}{
		{[]calx.Option{number, count}, "name * count", true},
		{[]calx.Option{text, count}, "name * count", false},
		{[]calx.Option{text, count, number}, "name * count", true},
		{[]calx.Option{number, count, text}, "name * count", false},
		{[]calx.Option{count, fields}, "name + str(price * count)", true},
		{[]calx.Option{fields, count, number}, "name + price * count", true},
		{[]calx.Option{number, fields}, "name * 2", false},
		{[]calx.Option{number}, "price", false},
		{[]calx.Option{count}, "count + other", false},
	} {
		for range 2 { // the second time from what the first has made
			if _, err := calx.Compile(tt.source, tt.options...); (err == nil) != tt.ok {
				t.Errorf("%s: got %v", tt.source, err)
			}
		}
	}
	if _, err := calx.Compile("1", calx.WithEnv[int]()); !errors.Is(err, calx.ErrHost) {
		t.Errorf("got %v", err)
	}
}

// TestDeclaredOnce makes the table of many variables once, also for goroutines
// that compile at the same time, with the options in different orders.
func TestDeclaredOnce(t *testing.T) {
	options := make([]calx.Option, 100)
	for i := range options {
		options[i] = calx.WithVar(fmt.Sprintf("v%d", i), calx.NumberType)
	}
	var wg sync.WaitGroup
	for g := range 16 {
		wg.Go(func() {
			mine := slices.Clone(options)
			if g%2 == 1 {
				slices.Reverse(mine)
			}
			for range 20 {
				if _, err := calx.Compile("v0 + v99", mine...); err != nil {
					t.Error(err)
				}
				if _, err := calx.Compile("v100", mine...); !errors.Is(err, calx.ErrName) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	wg.Wait()
	few := race.AllocsPerRun(50, func() { _, _ = calx.Compile("v0 + v1", options[:2]...) })
	many := race.AllocsPerRun(50, func() { _, _ = calx.Compile("v0 + v1", options...) })
	if many > few+1 {
		t.Errorf("%v allocations with a hundred variables declared, %v with two", many, few)
	}
}
