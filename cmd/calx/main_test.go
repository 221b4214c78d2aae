package main

import (
	stdflag "flag"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = stdflag.Bool("update", false, "rewrite the expected outputs of the scripts")

// TestMain makes the test binary the command when a script calls it by that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"calx": main})
}

// TestScripts runs the files of testdata/script: what is typed in a shell, and
// what must come out.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(data, "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", data)
			env.Setenv("NO_COLOR", "")
			return nil
		},
	})
}
