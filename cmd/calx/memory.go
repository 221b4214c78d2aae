package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/calx-lang/calx/eval"
)

// A container may have little memory, and a process that takes more is killed
// without a word. So where the system says that there is a limit, the values of
// a script get a quarter of it unless the user says otherwise, the rest being
// for what is computed with them, and the garbage collector learns of it.

// roomy is a limit from which on nothing has to be done.
const roomy = 4 << 30

// fitMemory makes the command fit the memory there is.
func (c *config) fitMemory() {
	if c.fitted {
		return
	}
	c.fitted = true
	limit := containerMemory()
	if limit <= 0 || limit >= roomy {
		return
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit - limit/4)
	}
	if l := &c.options.Limits; l.Memory == 0 {
		l.Memory = min(limit/4, c.defaultLimits().Memory)
	}
}

func (c *config) defaultLimits() eval.Limits {
	if c.safe {
		return eval.DefaultLimits
	}
	return eval.CommandLimits
}

// containerMemory returns the memory that the container may take, in bytes; 0
// if there is no limit, or none that is known.
func containerMemory() int64 {
	for _, file := range [...]string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if text, err := os.ReadFile(file); err == nil {
			return memoryLimit(string(text))
		}
	}
	return 0
}

// memoryLimit reads what control groups say: a number of bytes, or max.
func memoryLimit(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n > math.MaxInt64/2 { // version 1 has a number for no limit
		return 0
	}
	return n
}

// calmHeap is how many bytes the heap may grow between two collections, however
// little of it is in use. The collector runs when the heap has doubled, and
// would run every four megabytes for scripts that keep nothing.
const calmHeap = 16 << 20

// Percentages by which the heap may grow. With the most, a heap with little in
// use grows by calmHeap: the runtime's least heap is that of four megabytes at
// the least.
const (
	minGCPercent = 100 // the runtime's own
	maxGCPercent = 400
)

// calmCollector makes the collector run when the heap has grown by calmHeap or
// has doubled, whichever is more, once it has run a first time: most runs end
// before, and need no setting. What the user asks of it goes first.
//
// An allocation of that size, never touched, would do the same if its memory
// were sure to be fresh. Memory that served before is zeroed, all of it.
func calmCollector() {
	if os.Getenv("GOGC") == "" {
		tuneCollector(minGCPercent)
	}
}

// tuneCollector sets the percentage, which is now percent, after each collection
// to what the heap in use asks for.
func tuneCollector(percent int) {
	type probe [64]byte // too large to share its memory with what lives on
	runtime.AddCleanup(new(probe), func(percent int) {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		// The goal of the next cycle follows from what the last one found in use.
		inUse := int64(stats.NextGC) * 100 / int64(100+percent)
		next := gcPercent(inUse)
		if next != percent {
			debug.SetGCPercent(next)
		}
		tuneCollector(next)
	}, percent)
}

// gcPercent returns by what percentage of the bytes in use the heap may grow.
func gcPercent(inUse int64) int {
	return int(min(max(calmHeap*100/max(inUse, 1), minGCPercent), maxGCPercent))
}
