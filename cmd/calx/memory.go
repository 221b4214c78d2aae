package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"

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
	// The collector counts the headroom, which takes no memory.
	debug.SetMemoryLimit(limit - limit/4 + headroomSize)
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

// headroom is memory that is never touched, and so takes address space only.
// The garbage collector, which runs when the heap has doubled, counts it as
// live, and does not run every four megabytes for scripts that keep nothing.
var headroom atomic.Pointer[[headroomSize]byte]

const headroomSize = 16 << 20

// keepHeadroom takes the headroom when the collector first runs. Taking it makes
// the collector run, which is a good part of the time that most runs take: they
// end before they would need it.
func keepHeadroom() {
	type probe [64]byte // too large to share its memory with what lives on
	runtime.AddCleanup(new(probe), func(struct{}) { headroom.Store(new([headroomSize]byte)) }, struct{}{})
}
