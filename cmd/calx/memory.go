package main

import (
	"math"
	"os"
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
	// The collector counts the headroom, which takes no memory.
	debug.SetMemoryLimit(limit - limit/4 + int64(len(headroom)))
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
