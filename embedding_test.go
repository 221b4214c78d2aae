package calx_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/calx-lang/calx"
	"github.com/calx-lang/calx/internal/race"
)

// TestFunctionsStay hands functions of a program to functions of the host, at
// every depth: kept and given to another program they would call code of the
// first.
func TestFunctionsStay(t *testing.T) {
	calls := 0
	options := []calx.Option{
		calx.WithValueFunc("values", func(_ context.Context, a []calx.Value) (calx.Value, error) { calls++; return a[0], nil }),
		calx.WithFunc("value", func(v calx.Value) calx.Value { calls++; return v }),
		calx.WithFunc("list", func(v []calx.Value) int { calls++; return len(v) }),
		calx.WithFunc("rest", func(v ...calx.Value) int { calls++; return len(v) }),
		calx.WithFunc("record", func(v struct{ X calx.Value }) int { calls++; return 1 }),
		calx.WithFunc("table", func(v map[string]calx.Value) int { calls++; return 1 }),
		calx.WithFunc("any", func(v any) int { calls++; return 1 }),
	}
	for _, arg := range []string{"f", "[f]", "[[1], [f]]", "{X: f}", "{X: [1, {b: [sum]}]}", "[x => x]", "[1, f, 2][1:2]",
		"concat([f], [1])", "reverse([1, f])", "map([1, 2], x => f)", "flatten([[f]])", "map_values({X: 1}, x => f)"} {
		for _, fn := range []string{"values", "value", "list", "rest", "record", "table", "any"} {
			source := "f(x) = x + 1\n" + fn + "(" + arg + ")"
			if v, err := calx.Eval(source, nil, options...); err == nil {
				t.Errorf("%s: got %v", source, v)
			} else if !errors.Is(err, calx.ErrType) {
				t.Errorf("%s: %v", source, err)
			}
		}
	}
	if calls > 0 {
		t.Errorf("%d calls", calls)
	}
}

type (
	tree    []tree
	forest  map[string]forest
	circle  *circle
	circleA *circleB
	circleB *circleA
	knot    struct {
		Trees  []tree
		Forest forest
		Next   *knot
		Knots  [1]*knot
	}
)

// TestCircularTypes meets Go types and data that hold themselves, through
// everything and through nothing.
func TestCircularTypes(t *testing.T) {
	trees, woods, me := tree{nil}, forest{}, &knot{}
	trees[0], woods["a"], me.Next, me.Knots[0] = trees, woods, me, me
	var point circle
	point = &point
	for _, tt := range []struct {
		source string
		env    any
		option calx.Option
		want   string
	}{
		{"len(T[0][0][0])", &struct{ T tree }{trees}, calx.WithEnv[struct{ T tree }](), "1"},
		{"T", &struct{ T tree }{trees}, nil, "nested more than 1000 deep"},
		{"T.a.a.a == null", &struct{ T forest }{woods}, calx.WithEnv[struct{ T forest }](), "false"},
		{"Next.Knots[0].Next.Forest == null", me, calx.WithEnv[knot](), "true"},
		{"Next", me, calx.WithEnv[knot](), "nested more than 1000 deep"},
		{"C", &struct{ C circle }{point}, calx.WithEnv[struct{ C circle }](), "C: a Go calx_test.circle points to pointers without end"},
		{"C", &struct{ C circleA }{}, calx.WithEnv[struct{ C circleA }](), "null"},
		{"len(f([[], [[]]]))", nil, calx.WithFunc("f", func(x tree) tree { return x }), "2"},
		{"keys(f({a: {}}))", nil, calx.WithFunc("f", func(x forest) forest { return x }), `["a"]`},
		{"f(1)", nil, calx.WithFunc("f", func(x circle) int { return 1 }), "points to pointers without end"},
	} {
		v, err := calx.Eval(tt.source, tt.env, tt.option)
		if got := fmt.Sprint(v, err); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.source, got, tt.want)
		}
	}
	if err := calx.Decode(calx.Int(1), &point); !errors.Is(err, calx.ErrHost) {
		t.Errorf("got %v", err)
	}
}

// TestNullHints has the hint of the place where the null is, not of one further on
// that evaluation has come by since.
func TestNullHints(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"a.b.c", "(a?.b is null where a is)"},
		{"a.b.c.d", "(a?.b is null where a is)"},
		{"a.b[3].c", "(a?.b is null where a is)"},
		{"m.b.c.d", "(m.b?.c is null where m.b is)"},
		{"m.b[3].c", "(give a default with m.b ?? …)"},
		{"m.xs[0].c.d", "(m.xs[0]?.c is null where m.xs[0] is)"},
	} {
		_, err := calx.Eval(tt.source, calx.Vars{"a": nil, "m": map[string]any{"b": nil, "xs": []any{nil}}})
		if err == nil || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.source, err, tt.want)
		}
	}
}

type angry struct{}

func (angry) CalxValue() calx.Value { panic(errAngry) }

// A leaving ends the goroutine that asks for its value.
type leaving struct{}

func (leaving) CalxValue() calx.Value {
	runtime.Goexit()
	return calx.Value{}
}

var errAngry = errors.New("angry")

// TestHostPlaces has places that are no plain names, and errors with a cause.
func TestHostPlaces(t *testing.T) {
	env := map[string]any{"m": map[string]any{"unit price": time.Time{}, "fee": []any{angry{}}}, "none": []byte(nil), "bytes": []byte{}}
	for _, tt := range []struct{ source, want string }{
		{`m["unit price"]`, `m["unit price"]: a time is no calx value`},
		{`m.fee[0]`, `m.fee[0]: calx_test.angry.CalxValue panicked: angry`},
		{"none", "null"},
		{"bytes", "bytes: bytes are neither text nor a list"},
	} {
		v, err := calx.Eval(tt.source, env)
		if got := fmt.Sprint(v, err); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.source, got, tt.want)
		}
	}
	_, err := calx.Eval("m.fee", env)
	var p *calx.HostPanic
	if !errors.Is(err, errAngry) || !errors.As(err, &p) {
		t.Errorf("got %v", err)
	}
	if _, err := calx.Eval("x", angry{}); !strings.Contains(fmt.Sprint(err), "the environment: ") {
		t.Errorf("got %v", err)
	}
	v, _ := calx.Eval(`{a: {"b c": [1, "x"]}}`, nil)
	var out struct {
		A struct {
			B []int `calx:"b c"`
		} `calx:"a"`
	}
	if err := calx.Decode(v, &out); !strings.Contains(fmt.Sprint(err), `a["b c"][1] must be a number`) {
		t.Errorf("got %v", err)
	}
}

// TestDataChanges has functions of the host change the data that is being read,
// which they must not; but that is no reason to crash.
func TestDataChanges(t *testing.T) {
	type item struct {
		P float64
		N *item
		M map[string]int
	}
	var env struct {
		Xs []item
		Ps []*item
		Ms []map[string]any
		M  map[string]any
		As []any
	}
	changes := []func(i int){
		func(i int) { env.Xs, env.Ms = append(env.Xs[:i%5], make([]item, 40)...), env.Ms[:i%3] },
		func(int) { clear(env.Xs); clear(env.Ps); clear(env.Ms); clear(env.As) },
		func(int) { env.Xs, env.Ps, env.Ms, env.M, env.As = nil, nil, nil, nil, nil },
		func(int) { clear(env.M); env.As[2] = []string{"z"} },
		func(i int) { env.M[fmt.Sprint("q", i)] = item{}; env.Ms[3] = map[string]any{"P": "text"} },
	}
	for _, source := range []string{"sum(Xs, x => f(1) + x.P)", "sum(Ps, x => f(1) + x.P)", "map(Ps, x => [f(1), x])", "map(Xs, x => [f(1), x.N])",
		"sum(Ms, x => f(1) + x.P)", "map(Ms, x => [f(1), x])", "map(As, x => [f(1), x])", "[f(1), M, Xs, Ps]", "map(keys(M), k => [f(1), M?.[k]])",
		"map_values(M, x => f(1))", "sort(Xs, x => f(x.P))", "map(entries(M), e => [f(1), e])", "[f(1), vars]", "sum(Xs, x => x.P * f(2) * x.N.P)"} {
		for _, change := range changes {
			calls := 0
			prog := calx.MustCompile(source, calx.WithFunc("f", func(i int) int {
				if calls++; calls%3 == 1 && calls < 20 && env.M != nil && len(env.Ms) > 3 {
					change(calls)
				}
				return i
			}))
			for range 2 {
				env.Xs, env.Ps, env.Ms, env.M, env.As = make([]item, 20), nil, nil, map[string]any{}, nil
				for i := range env.Xs {
					env.Xs[i] = item{float64(i), &item{}, map[string]int{"a": i}}
					env.Ps, env.Ms = append(env.Ps, &env.Xs[i]), append(env.Ms, map[string]any{"P": i})
					env.As, env.M[fmt.Sprint("k", i)] = append(env.As, map[string]any{"P": i}), i
				}
				v, _ := prog.Eval(context.Background(), &env)
				x, _ := prog.Explain(context.Background(), &env)
				_, _ = v.String(), x.String()
			}
		}
	}
}

// TestRunInUse uses a Run while it is evaluated, and after a function of the host
// has ended the goroutine.
func TestRunInUse(t *testing.T) {
	ctx := context.Background()
	var r *calx.Run
	var a calx.Slot
	var misuses []error
	prog := calx.MustCompile("f(a) + a", calx.WithFunc("f", func(n int) int {
		if n == 0 {
			runtime.Goexit()
		}
		_, err := r.Eval(ctx)
		_, err2 := r.Call(ctx, "g")
		misuses = append(misuses, err, err2, r.Set(a, 5))
		return n
	}))
	r, a = prog.NewRun(), prog.Slot("a")
	var wg sync.WaitGroup
	wg.Go(func() {
		r.SetInt64(a, 0)
		_, _ = r.Eval(ctx)
	})
	wg.Wait()
	r.SetInt64(a, 3)
	if v, err := r.Eval(ctx); err != nil || v.String() != "6" {
		t.Errorf("got %v, %v", v, err)
	}
	for _, err := range misuses {
		if !errors.Is(err, calx.ErrHost) || !strings.Contains(err.Error(), "a Run is used while it is evaluated") {
			t.Errorf("got %v", err)
		}
	}
}

// TestMethodLeaves ends the goroutine in a method of the host's data, wherever it is
// read; Run and Program serve on.
func TestMethodLeaves(t *testing.T) {
	type holds struct{ Y any }
	for _, source := range []string{"x.Y + 1", "[x.Y, 1][0] + 1", "a = x.Y; a + 1", "sum(map([x], i => i.Y)) + 1", "vars.x.Y + 1", "f(x.Y) + 1"} {
		prog := calx.MustCompile(source, calx.WithFunc("f", func(n int) int { return n }))
		if !strings.Contains(source, "f(") {
			prog = calx.MustCompile(source)
		}
		run, x := prog.NewRun(), prog.Slot("x")
		for _, bad := range []any{holds{leaving{}}, &holds{leaving{}}, map[string]any{"Y": leaving{}}} {
			var wg sync.WaitGroup
			wg.Go(func() {
				err := run.Set(x, bad)
				v, err2 := run.Eval(context.Background())
				t.Errorf("%s: it came back: %v, %v, %v", source, v, err, err2)
			})
			wg.Go(func() { _, _ = prog.Eval(context.Background(), calx.Vars{"x": bad}) })
			wg.Go(func() { _, _ = prog.Explain(context.Background(), calx.Vars{"x": bad}) })
			wg.Wait()
			wg.Go(func() { _ = run.Set(x, leaving{}) })
			wg.Wait()
			if err := run.Set(x, holds{2}); err != nil {
				t.Errorf("%s: %v", source, err)
			}
			if v, err := run.Eval(context.Background()); err != nil || v.String() != "3" {
				t.Errorf("%s: got %v, %v", source, v, err)
			}
			if v, err := prog.Eval(context.Background(), calx.Vars{"x": holds{2}}); err != nil || v.String() != "3" {
				t.Errorf("%s: got %v, %v", source, v, err)
			}
		}
	}
}

// TestZero uses what Go makes without a constructor.
func TestZero(t *testing.T) {
	var cache calx.Cache
	if s := cache.Stats(); s != (calx.CacheStats{}) {
		t.Errorf("got %+v", s)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if v, err := cache.Eval(context.Background(), "x + 1", calx.Vars{"x": 1}); err != nil || v.String() != "2" {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
	wg.Wait()
	if s := cache.Stats(); s.Misses != 1 || s.Programs != 1 {
		t.Errorf("got %+v", s)
	}
	var run calx.Run
	for _, use := range []func(){
		func() { _, _ = run.Eval(context.Background()) },
		func() { _, _ = run.Text(context.Background()) },
		func() { _, _ = run.Call(context.Background(), "f") },
	} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.HasPrefix(r, "calx: a Run comes from NewRun of a program") {
					t.Errorf("got %s", r)
				}
			}()
			use()
		}()
	}
}

// TestNothing passes nil where Go programs do.
func TestNothing(t *testing.T) {
	prog, err := calx.Compile("f(a) + 1", nil, calx.WithFunc("f", func(ctx context.Context, n int) (int, error) {
		return n, calx.Charge(ctx, 1)
	}, nil), calx.WithVar("a", calx.NumberType), calx.WithVar("b", calx.ListOf(nil)), calx.WithVar("c", calx.Nullable(nil)))
	if err != nil {
		t.Fatal(err)
	}
	var none context.Context
	if v, err := prog.Eval(none, calx.Vars{"a": 1}); err != nil || v.String() != "2" {
		t.Errorf("got %v, %v", v, err)
	}
	r := prog.NewRun()
	r.SetInt64(prog.Slot("a"), 1)
	if v, err := r.Eval(none); err != nil || v.String() != "2" {
		t.Errorf("got %v, %v", v, err)
	}
	if v, err := calx.NewCache(0).Eval(none, "a + 1", calx.Vars{"a": 1}); err != nil || v.String() != "2" {
		t.Errorf("got %v, %v", v, err)
	}
	if err := calx.Charge(none, 1); err != nil {
		t.Error(err)
	}
	for _, env := range []any{nil, calx.Vars(nil), (*priced)(nil), (*calx.Vars)(nil), map[string]int(nil)} {
		if _, err := prog.Eval(none, env); !errors.Is(err, calx.ErrName) {
			t.Errorf("%T: got %v", env, err)
		}
	}
}

// TestEnvironmentOnce makes the table of a struct's fields and more variables
// once, whoever makes the option for the struct.
func TestEnvironmentOnce(t *testing.T) {
	type wide struct{ A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T int }
	fee := calx.WithVar("fee", calx.NumberType)
	compile := func(options ...calx.Option) float64 {
		return race.AllocsPerRun(50, func() {
			if _, err := calx.CompileFor[wide]("A + T", options...); err != nil {
				t.Fatal(err)
			}
		})
	}
	if alone, more := compile(), compile(fee); more > alone+1 {
		t.Errorf("%v allocations with a further variable, %v without", more, alone)
	}
}

// TestSuggestionsAreBounded comes by missing keys of a large map again and again.
func TestSuggestionsAreBounded(t *testing.T) {
	small, large := calx.Vars{}, calx.Vars{}
	for i := range 200_000 {
		large[fmt.Sprint("key", i)] = i
		if i < 1000 {
			small[fmt.Sprint("key", i)] = i
		}
	}
	const source = "sum(1..3000, i => try(m.kex1, 1))"
	if v, err := calx.Eval(source, calx.Vars{"m": large}); err != nil || v.String() != "3000" {
		t.Errorf("got %v, %v", v, err)
	}
	if _, err := calx.Eval(source, calx.Vars{"m": small}, calx.Limits{Steps: 100_000}); !errors.Is(err, calx.ErrLimit) {
		t.Errorf("looking for near keys takes no steps: %v", err)
	}
	for _, tt := range []struct {
		source string
		env    calx.Vars
		near   bool
	}{{"m.kex1", calx.Vars{"m": small}, true}, {"m.kex1", calx.Vars{"m": large}, false}, {"kex1", small, true}, {"kex1", large, false}} {
		if _, err := calx.Eval(tt.source, tt.env); err == nil || strings.Contains(err.Error(), `did you mean "key1"?`) != tt.near {
			t.Errorf("%s: %v", tt.source, err)
		}
	}
}

// TestSQLNulls reads and sets the types of database/sql that may be null.
func TestSQLNulls(t *testing.T) {
	type row struct {
		Name  sql.NullString
		Count sql.NullInt64
		Rate  sql.Null[float64]
		Since sql.NullTime
		Tags  []sql.NullString
	}
	env := &row{Name: sql.NullString{String: "x", Valid: true}, Rate: sql.Null[float64]{V: 1.5, Valid: true}, Tags: make([]sql.NullString, 1)}
	for _, tt := range []struct{ source, want string }{
		{`Name + "y"`, "xy"},
		{"Count ?? 7", "7"},
		{"Rate * 2", "3"},
		{"Since == null", "true"},
		{"Tags", "[null]"},
		{"greet(Name)", "hi x"},
		{"greet(null)", "null"},
		{"vars", `{Name: "x", Count: null, Rate: 1.5, Since: null, Tags: [null]}`},
	} {
		prog, err := calx.CompileFor[row](tt.source, calx.WithFunc("greet", func(s sql.NullString) sql.NullString {
			s.String = "hi " + s.String
			return s
		}))
		if err != nil {
			t.Errorf("%s: %v", tt.source, err)
			continue
		}
		if v, err := prog.Eval(context.Background(), env); err != nil || v.String() != tt.want {
			t.Errorf("%s: got %v, %v", tt.source, v, err)
		}
	}
	if _, err := calx.CompileFor[row]("Name * 2"); !errors.Is(err, calx.ErrType) {
		t.Errorf("got %v", err)
	}
	env.Since = sql.NullTime{Time: time.Now(), Valid: true}
	if _, err := calx.Eval("Since", env); !strings.Contains(fmt.Sprint(err), "Since: a time is no calx value") {
		t.Errorf("got %v", err)
	}
	v, err := calx.Eval(`{Name: null, Count: 3, Rate: 0.5, Tags: [null, "a"]}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := calx.Decode(v, env); err != nil || env.Name.Valid || env.Count.Int64 != 3 || env.Rate.V != 0.5 || env.Tags[0].Valid || env.Tags[1].String != "a" {
		t.Errorf("got %+v, %v", env, err)
	}
}

type hidden struct{ Zip string }

// TestHiddenEmbedded reads fields of a type that is embedded by pointer and not
// exported, as encoding/json does, and sets them where it can.
func TestHiddenEmbedded(t *testing.T) {
	type address struct {
		*hidden
		City string
	}
	prog, err := calx.CompileFor[address](`City + (Zip ?? "?")`)
	if err != nil {
		t.Fatal(err)
	}
	full, none := &address{&hidden{"1010"}, "Wien"}, &address{nil, "Wien"}
	for _, tt := range []struct {
		env  *address
		want string
	}{{full, "Wien1010"}, {none, "Wien?"}} {
		if v, err := prog.Eval(context.Background(), tt.env); err != nil || v.String() != tt.want {
			t.Errorf("got %v, %v, want %s", v, err, tt.want)
		}
	}
	v, _ := calx.Eval(`{Zip: "1020"}`, nil)
	if err := calx.Decode(v, full); err != nil || full.Zip != "1020" {
		t.Errorf("got %v, %v", full.Zip, err)
	}
	if err := calx.Decode(v, none); !strings.Contains(fmt.Sprint(err), "Zip cannot be set: it is a field of calx_test.hidden, to which there is no pointer") {
		t.Errorf("got %v", err)
	}
}
