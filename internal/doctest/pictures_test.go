package doctest

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// TestPictures draws the pictures of the pages again, by the commands that the
// pages show, and compares. With -update it writes them. (They are made of
// floating-point numbers, which other processors may round otherwise.)
func TestPictures(t *testing.T) {
	if runtime.GOARCH != "amd64" && !*update {
		t.Skip("the pictures were drawn on amd64")
	}
	calxBinary(t)
	output := regexp.MustCompile(`-o (docs/pictures/[a-z-]+\.svg)$`)
	seen := 0
	for _, b := range blocks(t, "sh") {
		for _, line := range strings.Split(b.text, "\n") {
			m := output.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			seen++
			cmd := exec.Command("bash", "-c", strings.TrimSuffix(line, m[1])+"-")
			got, err := cmd.Output()
			if err != nil {
				t.Errorf("%s: %s: %v", b.page, line, err)
				continue
			}
			file := filepath.Join(root, m[1])
			if *update {
				err = os.WriteFile(file, got, 0o644)
			} else if want, readErr := os.ReadFile(file); readErr != nil || string(want) != string(got) {
				t.Errorf("%s is not what its command draws (go test ./internal/doctest -update writes it)", m[1])
			}
			if err != nil {
				t.Error(err)
			}
		}
	}
	if seen == 0 {
		t.Error("no page shows how its pictures are made")
	}
}
