package plot

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestSVGDocument reads the pictures as a browser would.
func TestSVGDocument(t *testing.T) {
	for _, tt := range cases() {
		svg := tt.chart.SVG()
		checkSVG(t, tt.name, svg)
		if again := tt.chart.SVG(); again != svg {
			t.Errorf("%s: drawn again it is another picture", tt.name)
		}
	}
}

// checkSVG tests what holds for all pictures: it is well-formed XML with a
// title and a description, every reference is to something within, and
// nothing is loaded or run.
func checkSVG(t *testing.T, name, svg string) {
	t.Helper()
	ids, refs, found := map[string]bool{}, []string{}, map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%s: %v in\n%s", name, err, svg)
			return
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		found[e.Name.Local] = true
		switch e.Name.Local {
		case "svg", "title", "desc", "style", "clipPath", "rect", "path", "text", "g":
		default:
			t.Errorf("%s: an element %s", name, e.Name.Local)
		}
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "id":
				if ids[a.Value] {
					t.Errorf("%s: two elements have the id %s", name, a.Value)
				}
				ids[a.Value] = true
			case a.Name.Local == "aria-labelledby":
				refs = append(refs, strings.Fields(a.Value)...)
			case strings.HasPrefix(a.Value, "url(#"):
				refs = append(refs, a.Value[5:len(a.Value)-1])
			case strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "//") && a.Name.Local != "xmlns":
				t.Errorf("%s: an attribute %s", name, a.Name.Local)
			case strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf"):
				t.Errorf("%s: a coordinate is no number: %s", name, a.Value)
			}
		}
	}
	for _, ref := range refs {
		if !ids[ref] {
			t.Errorf("%s: nothing has the id %s", name, ref)
		}
	}
	if !found["title"] || !found["desc"] || !strings.Contains(svg, "@media(prefers-color-scheme:dark)") {
		t.Errorf("%s: no title, description, or dark colours", name)
	}
}

// TestWriteSVG hands on the error of a writer.
func TestWriteSVG(t *testing.T) {
	c := curve("x", identity, "0", "1")
	if err := c.WriteSVG(failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestCurvesStayInside compares the coordinates of curves with the plot.
func TestCurvesStayInside(t *testing.T) {
	clip := regexp.MustCompile(`<clipPath[^>]*><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"`)
	path := regexp.MustCompile(`<path class="line"[^>]* clip-path="[^"]*" d="([^"]*)"`)
	for _, tt := range cases() {
		svg := tt.chart.SVG()
		var box [4]float64
		for i, s := range clip.FindStringSubmatch(svg)[1:] {
			box[i], _ = strconv.ParseFloat(s, 64)
		}
		for _, m := range path.FindAllStringSubmatch(svg, -1) {
			numbers := strings.FieldsFunc(m[1], func(r rune) bool { return r == 'M' || r == 'L' || r == ' ' })
			for i, s := range numbers {
				v, err := strconv.ParseFloat(s, 64)
				if low := box[i%2]; err != nil || v < low-0.01 || v > low+box[2+i%2]+0.01 {
					t.Fatalf("%s: %s lies outside of %v", tt.name, s, box)
				}
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil || len(color) != 7 {
		t.Fatalf("%q is no colour", color)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xFF) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func TestContrast(t *testing.T) {
	for _, p := range []palette{lightPalette, darkPalette} {
		for _, color := range append(p.series[:], p.text, p.label) {
			a, b := luminance(t, color), luminance(t, p.background)
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s on %s: a contrast of %.2f", color, p.background, ratio)
			}
		}
	}
}

func TestSimplify(t *testing.T) {
	var line, wave []place
	for i := range 1000 {
		line = append(line, place{float64(i), 3})
		wave = append(wave, place{float64(i), 100 * math.Sin(float64(i)/50)})
	}
	if got := simplify(line, 0.1); len(got) != 2 {
		t.Errorf("a line is left with %d points", len(got))
	}
	got := simplify(append([]place(nil), wave...), 0.1)
	if len(got) > 400 || len(got) < 50 {
		t.Errorf("a wave is left with %d points", len(got))
	}
	at := 0
	for _, p := range wave {
		for p.x > got[at+1].x {
			at++
		}
		if d := distance(p, got[at], got[at+1]); d > 0.1 {
			t.Errorf("%v is off by %g", p, d)
		}
	}
}

func TestThin(t *testing.T) {
	run := []place{{0.1, 1}, {0.2, 9}, {0.3, 5}, {0.4, -9}, {0.5, 2}, {0.6, 3}, {1.5, 0}}
	want := []place{{0.1, 1}, {0.2, 9}, {0.4, -9}, {0.6, 3}, {1.5, 0}}
	got := thin(run)
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}
