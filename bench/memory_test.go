package bench

import (
	"runtime"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/expr-lang/expr"
)

// BenchmarkMemory reports how many bytes of live heap a compiled program
// takes: the whole heap before and after many are made, each from a copy of its
// source, divided by their number. Compile options are made once, as a service
// that keeps many rules would.
func BenchmarkMemory(b *testing.B) {
	var vars []calx.Option
	for name, v := range environment(ss) {
		vars = append(vars, calx.WithVar(name, typeOf(v)))
	}
	floatMap, floatFields := expr.Env(environment(float)), expr.Env(floats{})
	for _, w := range []struct {
		name, calx, expr string
		programs         int
	}{
		{"W1", w1, w1, 5000}, {"W2", w2, w2, 5000}, {"W3", w3, w3, 5000}, {"W4", w4, w4, 2000}, {"W5", w5Calx, w5Expr, 2000},
	} {
		memory(b, w.name+"/calx", w.programs, func() (any, error) { return calx.Compile(strings.Clone(w.calx)) })
		memory(b, w.name+"/calx-typed", w.programs, func() (any, error) { return calx.Compile(strings.Clone(w.calx), vars...) })
		memory(b, w.name+"/expr", w.programs, func() (any, error) { return expr.Compile(strings.Clone(w.expr)) })
		memory(b, w.name+"/expr-map", w.programs, func() (any, error) { return expr.Compile(strings.Clone(w.expr), floatMap) })
		if w.name != "W5" { // the struct has no items
			memory(b, w.name+"/expr-struct", w.programs, func() (any, error) { return expr.Compile(strings.Clone(w.expr), floatFields) })
		}
	}
}

// memory reports the bytes that each of n programs keeps alive.
func memory(b *testing.B, name string, n int, compile func() (any, error)) {
	b.Run(name, func(b *testing.B) {
		var bytes float64
		for b.Loop() {
			programs := make([]any, n)
			before := liveHeap()
			for i := range programs {
				programs[i] = must(compile())
			}
			bytes = float64(liveHeap()-before) / float64(n)
			runtime.KeepAlive(programs)
		}
		b.ReportMetric(bytes, "bytes/program")
	})
}

// liveHeap returns the bytes of the heap that are in use. Pools let go of what
// they hold in the second collection.
func liveHeap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
