package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version returns the version that the build recorded: that of the module, or
// the commit it was built from.
func version() string {
	v := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		v = buildVersion(info)
	}
	return fmt.Sprintf("calx %s %s %s/%s", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func buildVersion(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	v := "(devel)"
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			v = "(devel) " + s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			v += "+changes"
		}
	}
	return v
}
