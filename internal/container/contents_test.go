package container

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// saved writes the image to a directory, as the engines save it.
func saved(t *testing.T, e engine) string {
	t.Helper()
	dir := t.TempDir()
	archive := filepath.Join(dir, "image.tar")
	if out, err := e.do(t, "save", "-o", archive, e.image).CombinedOutput(); err != nil {
		t.Fatalf("save: %v\n%s", err, out)
	}
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	files(t, f, func(h *tar.Header, r io.Reader) {
		if h.Typeflag != tar.TypeReg {
			return
		}
		name := filepath.Join(dir, filepath.Clean("/"+h.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err == nil {
			err = os.WriteFile(name, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	return dir
}

// files calls do for every file of an archive.
func files(t *testing.T, r io.Reader, do func(*tar.Header, io.Reader)) {
	t.Helper()
	for tr := tar.NewReader(r); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		do(h, tr)
	}
}

// readJSON reads a file of the saved image.
func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// TestContents reads the image: the files in it and its configuration.
func TestContents(t *testing.T) {
	e := theEngine(t)
	dir := saved(t, e)
	var manifest []struct {
		Config string
		Layers []string
	}
	readJSON(t, filepath.Join(dir, "manifest.json"), &manifest)
	if len(manifest) != 1 {
		t.Fatalf("%d images", len(manifest))
	}
	want := map[string]int64{"calx": 0o755, "LICENSE": 0o644, "state": 0o755}
	var compressed counter
	for _, layer := range manifest[0].Layers {
		f, err := os.Open(filepath.Join(dir, layer))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		all := io.TeeReader(f, z)
		files(t, all, func(h *tar.Header, _ io.Reader) {
			name := strings.Trim(h.Name, "./")
			mode, ok := want[name]
			switch {
			case !ok:
				t.Errorf("there is a file %s", h.Name)
			case h.Mode&0o7777 != mode:
				t.Errorf("%s has the mode %o, want %o", name, h.Mode, mode)
			case name == "state" && (h.Uid != 65532 || h.Gid != 65532) || name != "state" && (h.Uid != 0 || h.Gid != 0):
				t.Errorf("%s belongs to %d:%d", name, h.Uid, h.Gid)
			case h.ModTime.Unix() != 0:
				t.Errorf("%s has the time %v", name, h.ModTime)
			}
			delete(want, name)
		})
		if _, err := io.Copy(io.Discard, all); err != nil {
			t.Fatal(err)
		}
		z.Close()
	}
	for name := range want {
		t.Errorf("there is no %s", name)
	}
	t.Logf("layers compress to %d bytes", compressed)
	checkConfig(t, filepath.Join(dir, manifest[0].Config))
}

// A counter counts bytes.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// checkConfig tests how the image says that it is to be run.
func checkConfig(t *testing.T, file string) {
	t.Helper()
	var image struct {
		OS     string
		Config struct {
			User            string
			Entrypoint, Cmd []string
			Env             []string
			Labels          map[string]string
			Volumes         map[string]any
			ExposedPorts    map[string]any
		}
	}
	readJSON(t, file, &image)
	c := image.Config
	if image.OS != "linux" || c.User != "65532:65532" || len(c.Entrypoint) != 1 || c.Entrypoint[0] != "/calx" || len(c.Cmd) != 0 ||
		len(c.Volumes) != 0 || len(c.ExposedPorts) != 0 {
		t.Errorf("the configuration is %+v", image)
	}
	for _, label := range []string{"title", "description", "source", "licenses", "documentation"} {
		if c.Labels["org.opencontainers.image."+label] == "" {
			t.Errorf("there is no label %s", label)
		}
	}
}
