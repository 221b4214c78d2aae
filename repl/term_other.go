//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package repl

import (
	"os"
	"syscall"
)

// On other systems lines are read plainly: what readline does there has not
// been tried.
const canEdit = false

// endSignals are those that end the process.
var endSignals = []os.Signal{syscall.SIGTERM}

// edited is never called here.
func (l *loop) edited() int { return l.plain() }

func terminalSize(*os.File) (columns, rows int) { return 0, 0 }
