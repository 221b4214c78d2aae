package container

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// An engine runs the image.
type engine struct {
	command []string
	image   string
}

// theEngine returns what the environment names.
func theEngine(t *testing.T) engine {
	t.Helper()
	e := engine{strings.Fields(os.Getenv("CALX_ENGINE")), os.Getenv("CALX_IMAGE")}
	if len(e.command) == 0 || e.image == "" {
		t.Skip("CALX_ENGINE and CALX_IMAGE name no engine and image")
	}
	return e
}

// locked is how a careful user would run something of a stranger: no network,
// nothing to write to, no capabilities, few processes and files.
var locked = []string{"--rm", "-i", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
	"--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"}

// run returns the command that runs the image, locked, with further flags of
// the engine.
func (e engine) run(t *testing.T, flags []string, args ...string) *exec.Cmd {
	t.Helper()
	all := append([]string{"run"}, locked...)
	all = append(append(append(all, flags...), e.image), args...)
	return e.do(t, all...)
}

// do returns a command of the engine, which is ended if it takes too long.
func (e engine) do(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return exec.CommandContext(ctx, e.command[0], append(e.command[1:len(e.command):len(e.command)], args...)...)
}

// output runs the image with a standard input and returns all it prints and its
// status.
func (e engine) output(t *testing.T, flags []string, stdin string, args ...string) (string, int) {
	t.Helper()
	cmd := e.run(t, flags, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}
