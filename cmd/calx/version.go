package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// release is the version of a build that has no repository to tell it, as that
// of the image has none: the linker sets it (-X main.release=v1.2.3).
var release string

// version returns the version that the build recorded: that of the module, or
// the commit it was built from.
func version() string {
	v := release
	if v == "" {
		v = "(unknown)"
		if info, ok := debug.ReadBuildInfo(); ok {
			v = buildVersion(info)
		}
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
