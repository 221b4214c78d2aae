package main

import (
	"bytes"
	"debug/elf"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

func TestPackageOf(t *testing.T) {
	for _, tt := range []struct{ symbol, want string }{
		{"fmt.Println", "fmt"},
		{"math/big.(*Int).Mul", "math/big"},
		{"github.com/calx-lang/calx/eval.(*frame).call.func1", "github.com/calx-lang/calx/eval"},
		{"slices.SortFunc[go.shape.[]github.com/calx-lang/calx/eval.Value]", "slices"},
		{"type:.eq.runtime.itab", "type:"},
		{"go:buildid", "go:"},
		{"_rt0_amd64_linux", "(others)"},
	} {
		if got := packageOf(tt.symbol); got != tt.want {
			t.Errorf("packageOf(%q) is %q, want %q", tt.symbol, got, tt.want)
		}
	}
}

// TestAccount accounts for a program and compares the sums with its sections.
func TestAccount(t *testing.T) {
	file := filepath.Join(t.TempDir(), "size")
	build := exec.Command("go", "build", "-o", file, ".")
	build.Env = append(build.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var out bytes.Buffer
	if err := run([]string{file}, &out); err != nil {
		t.Fatal(err)
	}
	sums := regexp.MustCompile(`(?m)^ *(\d+) +(\d+) +(\d+) +(\d+)  all of these$`).FindStringSubmatch(out.String())
	if sums == nil {
		t.Fatalf("no sums in\n%s", &out)
	}
	f, err := elf.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, name := range map[int]string{2: ".text", 3: ".gopclntab"} {
		got, err := strconv.Atoi(sums[i])
		if size := int(f.Section(name).Size); err != nil || got > size || got < size*6/10 {
			t.Errorf("%s has %d bytes, of which %d are accounted for", name, size, got)
		}
	}
	if err := run([]string{"main.go"}, &out); err == nil {
		t.Error("a text is taken for a program")
	}
}
