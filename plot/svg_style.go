package plot

// A palette is the colours of a picture on one background.
type palette struct {
	background, text, label, grid, zero string
	series                              [looks]string
}

// The palettes for light and dark. Text and series stand out from their
// background by 4.5 to 1 or more, as WCAG 2.2 asks of text.
var (
	lightPalette = palette{
		background: "#ffffff", text: "#1f2328", label: "#59636e", grid: "#e6e9ed", zero: "#9aa4af",
		series: [looks]string{"#0969da", "#bc4c00", "#8250df", "#1a7f37", "#bf3989", "#7d5a00"},
	}
	darkPalette = palette{
		background: "#0d1117", text: "#e6edf3", label: "#9198a1", grid: "#262c36", zero: "#656c76",
		series: [looks]string{"#58a6ff", "#f0883e", "#bc8cff", "#3fb950", "#f778ba", "#d4a72c"},
	}
)

// css appends the rules of a palette's colours.
func (p *palette) css(dst []byte) []byte {
	rule := func(selector, property, color string) {
		dst = append(dst, ".calx-plot "+selector+"{"+property+":"+color+"}"...)
	}
	rule(".bg", "fill", p.background)
	rule("text", "fill", p.label)
	rule(".title,.calx-plot .name", "fill", p.text)
	rule(".grid", "stroke", p.grid)
	rule(".zero", "stroke", p.zero)
	for i, color := range p.series {
		class := ".s" + string(rune('1'+i))
		rule(class, "stroke", color)
		rule(class+" .fill", "fill", color)
	}
	return dst
}

// fixedCSS are the rules that do not depend on the colours. Names are
// expressions, and so in a font for code, in which the room that they take is
// known.
const fixedCSS = `.calx-plot text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}` +
	`.calx-plot .title{font-size:15px;font-weight:600}` +
	`.calx-plot .name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}` +
	`.calx-plot path{fill:none;stroke-linecap:round;stroke-linejoin:round}` +
	`.calx-plot .grid,.calx-plot .zero{stroke-width:1;shape-rendering:crispEdges}` +
	`.calx-plot .line{stroke-width:2}` +
	`.calx-plot .fill{stroke-width:1}`

// dashes tell curves apart without colours, and the outlines of bars.
var dashes = [looks]string{"", "7 5", "1 5", "10 5 1 5", "4 4", "1 8"}

// opacities tell bars apart without colours.
var opacities = [looks]string{"0.9", "0.25", "0.55", "0.1", "0.7", "0.4"}

// symbols are the marks of points as paths about 0,0: a circle, a cross, a
// square, a triangle, a diamond, a plus. They tell series apart without
// colours.
var symbols = [looks]string{
	"m-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0z",
	"m-3 -3l6 6m0 -6l-6 6",
	"m-2.8 -2.8h5.6v5.6h-5.6z",
	"m0 -3.8l3.6 6.4h-7.2z",
	"m0 -4l4 4l-4 4l-4 -4z",
	"m0 -4v8m-4 -4h8",
}
