package main

import (
	"io"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/calx-lang/calx/diag"
)

func TestByteSize(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int64 // 0: an error
	}{
		{"1", 1}, {"1000", 1000}, {"64K", 64 << 10}, {"64k", 64 << 10}, {"512M", 512 << 20}, {"512MB", 512 << 20}, {"512MiB", 512 << 20},
		{"2G", 2 << 30}, {"1T", 1 << 40}, {"none", -1}, {"-1", -1},
		{"", 0}, {"0", 0}, {"-5", 0}, {"G", 0}, {"1X", 0}, {"1.5G", 0}, {"1iB", 1}, {"9999999T", 0}, {"1KM", 0},
	} {
		got, ok := byteSize(tt.in)
		if ok != (tt.want != 0) || got != tt.want {
			t.Errorf("byteSize(%q) is %d, %v; want %d", tt.in, got, ok, tt.want)
		}
	}
}

func TestParseArgs(t *testing.T) {
	c, err := parseArgs([]string{"-kq", "a.calx", "-p", "50", "-rhalf_up", "--timeout=2s", "-e", "-1", "-Dx=1", "--", "-k"})
	if err != nil {
		t.Fatal(err)
	}
	if !c.keepGoing || !c.quiet || c.options.Precision != 50 || c.options.Rounding.String() != "half_up" || c.timeout != 2*time.Second {
		t.Errorf("got %+v", c)
	}
	want := []text{{file: "a.calx"}, {expr: "-1"}, {file: "-k"}}
	if len(c.texts) != len(want) {
		t.Fatalf("got the texts %+v", c.texts)
	}
	for i := range want {
		if c.texts[i] != want[i] {
			t.Errorf("text %d is %+v, want %+v", i, c.texts[i], want[i])
		}
	}
	if len(c.bindings) != 1 || c.bindings[0] != (binding{literalBinding, "x", "1"}) {
		t.Errorf("got the bindings %+v", c.bindings)
	}
}

// FuzzParseArgs gives arguments, separated by NUL, that nobody would type.
func FuzzParseArgs(f *testing.F) {
	for _, s := range []string{"-kq\x00--precision=5\x00a", "-\xff", "--", "-Dx=1\x00-S", "-e\x00--", "--=", "-p=\x00-", "-ké"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseArgs(strings.Split(s, "\x00"))
		if err != nil {
			var errs strings.Builder
			if status := fail(streams{err: &errs}, err); status != exitUsage || !strings.HasPrefix(errs.String(), "calx: ") {
				t.Errorf("status %d, says %q", status, &errs)
			}
			for _, r := range errs.String() {
				if r != '\n' && diag.Hidden(r) {
					t.Errorf("says %q", &errs)
				}
			}
		} else if c == nil {
			t.Error("neither configuration nor error")
		}
	})
}

// TestFlagTable looks for rows that help could not show or that hide others.
func TestFlagTable(t *testing.T) {
	seen := map[string]bool{}
	table := newConfig().flags()
	for i := range table {
		f := &table[i]
		if f.long == "" || f.doc == "" || f.set == nil || len(f.short) > 1 {
			t.Errorf("incomplete row %+v", f.long)
		}
		for _, name := range []string{f.long, f.short} {
			if name != "" && seen[name] {
				t.Errorf("%s stands twice", name)
			}
			seen[name] = true
		}
	}
	for _, line := range strings.Split(helpText(), "\n") {
		if len(line) > 100 {
			t.Errorf("line of the help is too wide: %s", line)
		}
	}
}

func TestShowControls(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"plain\ttext\n", "plain\ttext\n"},
		{"a\x1b[31mb", `a\u{1B}[31mb`},
		{"é\u0085\u202e\r😀\x7f", `é\u{85}\u{202E}\u{D}😀\u{7F}`},
	} {
		got := string(showControls([]byte("\x1b"+tt.in), 1))
		if got != "\x1b"+tt.want {
			t.Errorf("%q is shown as %q, want %q", tt.in, got[1:], tt.want)
		}
	}
}

func TestPaint(t *testing.T) {
	e := &diag.Error{Class: diag.Math, Message: "division by zero", Hint: "no", Span: diag.Span{Start: 4, End: 5},
		Source: &diag.Source{Name: "a.calx", Text: "1 / 0 |> f"}}
	painted := paint(diag.Pretty(e))
	stripped := strings.NewReplacer(bold, "", red, "", blue, "", plain, "").Replace(painted)
	if stripped != diag.Pretty(e) {
		t.Errorf("painting changes the text:\n%q", painted)
	}
	if !strings.Contains(painted, red+"error:"+plain) || !strings.Contains(painted, red+"     ^ no"+plain) {
		t.Errorf("got %q", painted)
	}
}

func TestErrorLine(t *testing.T) {
	o := &output{w: io.Discard}
	o.failure(&diag.Error{Class: diag.Name, Message: "unknown \x1b\n" + strings.Repeat("x", 10_000)})
	line := string(o.buf)
	if len(line) > 4096 || strings.ContainsAny(line[:len(line)-1], "\x1b\n") || !strings.HasPrefix(line, "error: name: unknown ") {
		t.Errorf("got %d bytes, %.60q", len(line), line)
	}
}

func TestBuildVersion(t *testing.T) {
	commit := []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "true"}}
	for _, tt := range []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: commit}, "v1.2.3"},
		{debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "(devel)"},
		{debug.BuildInfo{Settings: commit}, "(devel) 0123456789ab+changes"},
	} {
		if got := buildVersion(&tt.info); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
