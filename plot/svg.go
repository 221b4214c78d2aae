package plot

import (
	"hash/fnv"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/calx-lang/calx/number"
)

// The sizes of pictures, in CSS pixels.
const (
	defaultWidth, defaultHeight = 720, 440
	minWidth, minHeight         = 120, 80
	maxSize                     = 10_000

	margin    = 16  // around everything
	rowHeight = 20  // of a line of text
	digitSize = 7   // about the width of a digit of a label
	nameSize  = 7.3 // about the width of a character of a name, in columns of a terminal
	keySize   = 30  // the sample of a series in the legend
)

// A picture is a chart laid out as SVG.
type picture struct {
	chart                    *Chart
	scene                    *scene
	width, height            float64
	left, right, top, bottom float64 // of the plot itself
	legend                   []entry
	id                       string // makes the names in this picture different from those in others on a page
	out                      []byte
}

// An entry is a series in the legend.
type entry struct {
	x, y float64
	name string
}

// WriteSVG writes the chart as an SVG document: curves cut off at the edges of
// the plot, a title and a description for those who cannot see it, colours for
// a light or a dark page as the reader's system asks, no fonts or files from
// elsewhere. The error is that of w.
func (c *Chart) WriteSVG(w io.Writer) error {
	_, err := w.Write(c.appendSVG(nil))
	return err
}

// SVG returns what WriteSVG writes.
func (c *Chart) SVG() string { return string(c.appendSVG(nil)) }

func (c *Chart) appendSVG(dst []byte) []byte {
	p := &picture{chart: c, width: size(c.Width, defaultWidth, minWidth), height: size(c.Height, defaultHeight, minHeight), out: dst}
	w, h := p.width-4*margin, p.height-5*margin
	p.scene = c.scene(grid{w: w, h: h, even: min(max(int(w/2), 64), 2000), tolerance: 0.2, rows: int(h / 40)})
	p.divide()
	p.id = p.hash()
	p.head()
	p.frame()
	for i := len(c.Series) - 1; i >= 0; i-- {
		p.series(i)
	}
	for i := range p.legend {
		p.entry(i)
	}
	p.add("</svg>\n")
	return p.out
}

func size(asked, otherwise, least int) float64 {
	if asked == 0 {
		asked = otherwise
	}
	return float64(min(max(asked, least), maxSize))
}

// divide places the plot, its ticks and the legend. What there is no room for
// is left out.
func (p *picture) divide() {
	p.top, p.bottom = margin, p.height-margin-rowHeight
	p.left, p.right = margin, p.width-margin-8
	if p.chart.Title != "" && p.height > 160 {
		p.top += rowHeight + 6
	}
	if p.chart.XName != "" && p.height > 160 {
		p.bottom -= rowHeight - 4
	}
	p.divideLegend()
	height := p.bottom - p.top
	sc := p.scene
	if !sc.empty {
		sc.y.setTicks(max(int(height/36), 1), step{}, func([]tick) bool { return true })
	}
	for _, t := range sc.y.ticks {
		p.left = max(p.left, margin+8+digitSize*float64(len(t.label)))
	}
	if sc.y.offset != "" {
		p.top += rowHeight
	}
	length := p.right - p.left
	sc.x.setTicks(max(int(length/50), 1), p.chart.leastXStep(), func(ticks []tick) bool {
		for i := 1; i < len(ticks); i++ {
			if (ticks[i].at-ticks[i-1].at)*length < digitSize*float64(len(ticks[i].label)+len(ticks[i-1].label))/2+14 {
				return false
			}
		}
		return true
	})
	if sc.x.offset != "" && p.chart.XName == "" {
		p.bottom -= rowHeight - 4
	}
}

// divideLegend places the legend, if there is more than one series and not
// too little room, in rows above the plot.
func (p *picture) divideLegend() {
	if len(p.chart.Series) < 2 {
		return
	}
	x, y := p.left, p.top
	most := int((p.width - 2*margin - keySize) / nameSize)
	for i := range p.chart.Series {
		name := fit(p.chart.Series[i].Name, most, false)
		w := keySize + 8 + nameSize*float64(width(name)) + 16
		if x > p.left && x+w > p.width-margin {
			x, y = p.left, y+rowHeight
		}
		p.legend = append(p.legend, entry{x, y, name})
		x += w
	}
	if y += rowHeight + 6; p.bottom-y < 60 {
		p.legend = nil
		return
	}
	p.top = y
}

// hash returns a short text that depends on what is drawn.
func (p *picture) hash() string {
	h := fnv.New32a()
	c := p.chart
	io.WriteString(h, c.Title+"\x00"+p.scene.x.Min.String()+" "+p.scene.x.Max.String()+" "+p.scene.y.Min.String()+" "+p.scene.y.Max.String())
	for i := range c.Series {
		io.WriteString(h, "\x00"+c.Series[i].Name)
	}
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func (p *picture) add(parts ...string) {
	for _, s := range parts {
		p.out = append(p.out, s...)
	}
}

// px adds a coordinate, to a hundredth of a pixel.
func (p *picture) px(v float64) {
	p.out = strconv.AppendFloat(p.out, math.Round(v*100)/100, 'f', -1, 64)
}

// attr adds an attribute that is a length.
func (p *picture) attr(name string, v float64) {
	p.add(" ", name, `="`)
	p.px(v)
	p.add(`"`)
}

// head adds what comes before the drawing.
func (p *picture) head() {
	p.add(`<svg xmlns="http://www.w3.org/2000/svg" class="calx-plot" role="img" aria-labelledby="calx-title-`, p.id, " calx-desc-", p.id, `"`)
	p.attr("width", p.width)
	p.attr("height", p.height)
	p.add(` viewBox="0 0 `)
	p.px(p.width)
	p.add(" ")
	p.px(p.height)
	p.add("\">\n<title id=\"calx-title-", p.id, `">`, escape(p.title()), "</title>\n<desc id=\"calx-desc-", p.id, `">`, escape(p.description()), "</desc>\n")
	p.add("<style>", fixedCSS)
	p.out = lightPalette.css(p.out)
	p.add("@media(prefers-color-scheme:dark){")
	p.out = darkPalette.css(p.out)
	p.add("}</style>\n<clipPath id=\"calx-clip-", p.id, `"><rect`)
	p.attr("x", p.left)
	p.attr("y", p.top-1)
	p.attr("width", p.right-p.left)
	p.attr("height", p.bottom-p.top+2)
	p.add("/></clipPath>\n<rect class=\"bg\" width=\"100%\" height=\"100%\" rx=\"6\"/>\n")
}

// title returns the title, or what would do for one.
func (p *picture) title() string {
	if p.chart.Title != "" {
		return p.chart.Title
	}
	return "Plot of " + p.names()
}

// maxNames bounds the names that the description lists.
const maxNames = 20

func (p *picture) names() string {
	var b strings.Builder
	all := p.chart.Series
	for i := range all[:min(len(all), maxNames)] {
		switch {
		case i > 0 && i == len(all)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(fit(all[i].Name, 200, false))
	}
	if len(all) > maxNames {
		b.WriteString(" and others")
	}
	if len(all) == 0 {
		return "nothing"
	}
	return b.String()
}

// description says in words what is drawn.
func (p *picture) description() string {
	if p.scene.empty {
		return "There is nothing to draw."
	}
	x, y := p.scene.x, p.scene.y
	return p.names() + ", for x from " + brief(x.Min) + " to " + brief(x.Max) + "; y is shown from " + brief(y.Min) + " to " + brief(y.Max) + "."
}

// brief returns a number's text, or about what it is if that is long.
func brief(n number.Number) string {
	if n.Digits() <= longOffset && max(n.Adjusted(), -n.Adjusted()) < longOffset {
		return n.String()
	}
	return "about " + string(n.AppendLayout(nil, number.Layout{Places: 6, Notation: number.Scientific}))
}

// text adds a text. anchor is start, middle or end.
func (p *picture) text(x, y float64, class, anchor, text string) {
	p.add("<text")
	p.attr("x", x)
	p.attr("y", y)
	if class != "" {
		p.add(` class="`, class, `"`)
	}
	if anchor != "start" {
		p.add(` text-anchor="`, anchor, `"`)
	}
	p.add(">", escape(text), "</text>\n")
}

// at returns the pixel of a place.
func (p *picture) at(q place) (x, y float64) {
	return p.left + q.x*(p.right-p.left), p.bottom - q.y*(p.bottom-p.top)
}

// frame adds the title, the grid with its labels, and the lines at zero.
func (p *picture) frame() {
	x, y := p.scene.x, p.scene.y
	if p.chart.Title != "" && p.height > 160 {
		p.text(margin, margin+13, "title", "start", fit(p.chart.Title, int((p.width-2*margin)/8), false))
	}
	p.add(`<path class="grid" d="`)
	for _, t := range y.ticks {
		p.rule(place{0, t.at}, true)
	}
	if len(x.ticks) > 0 && !p.chart.hasBars() {
		for _, t := range x.ticks {
			p.rule(place{t.at, 0}, false)
		}
	}
	p.add("\"/>\n<path class=\"zero\" d=\"")
	if at := y.fraction(zero); at >= 0 && at <= 1 {
		p.rule(place{0, at}, true)
	}
	if at := x.fraction(zero); at >= 0 && at <= 1 && p.chart.hasCurves() {
		p.rule(place{at, 0}, false)
	}
	p.add("\"/>\n")
	for _, t := range y.ticks {
		_, at := p.at(place{0, t.at})
		p.text(p.left-8, at+4, "", "end", t.label)
	}
	for _, t := range x.ticks {
		at, _ := p.at(place{t.at, 0})
		p.text(at, p.bottom+18, "", "middle", t.label)
	}
	p.axisNames()
	if p.scene.empty {
		p.text((p.left+p.right)/2, (p.top+p.bottom)/2, "", "middle", "nothing to draw")
	}
}

// axisNames adds the name of the axis of x and the offsets of both.
func (p *picture) axisNames() {
	name := p.chart.XName
	if x := p.scene.x; x.offset != "" {
		if name == "" {
			name = "x"
		}
		name = fit(name, 20, false) + " = " + x.offset + " +"
	}
	if name != "" && p.height > 160 {
		p.text((p.left+p.right)/2, p.bottom+34, "", "middle", fit(name, int((p.right-p.left)/digitSize), false))
	}
	if y := p.scene.y; y.offset != "" {
		p.text(margin, p.top-8, "", "start", "y = "+y.offset+" +")
	}
}

// rule adds a line across the plot to a path, sharp on whole pixels.
func (p *picture) rule(at place, across bool) {
	x, y := p.at(at)
	p.add("M")
	p.px(math.Round(x))
	p.add(" ")
	p.px(math.Round(y))
	if across {
		p.add("h")
		p.px(math.Round(p.right) - math.Round(p.left))
	} else {
		p.add("v")
		p.px(math.Round(p.top) - math.Round(p.bottom))
	}
}

// class returns the class of a series' colour.
func class(i int) string { return "s" + string(rune('1'+i%looks)) }

// series adds a series.
func (p *picture) series(i int) {
	sh := &p.scene.shapes[i]
	p.add(`<g class="`, class(i), `"><title>`, escape(fit(p.chart.Series[i].Name, 200, false)), "</title>")
	if len(sh.bars) > 0 {
		p.bars(sh.bars, i)
	}
	if len(sh.lines) > 0 {
		p.add(`<path class="line"`, dash(i), ` clip-path="url(#calx-clip-`, p.id, `)" d="`)
		for _, run := range sh.lines {
			p.line(run)
		}
		p.add(`"/>`)
	}
	if len(sh.dots) > 0 {
		p.dots(sh.dots, i)
	}
	p.add("</g>\n")
}

func dash(i int) string {
	if d := dashes[look(i)]; d != "" {
		return ` stroke-dasharray="` + d + `"`
	}
	return ""
}

// line adds a polyline to a path.
func (p *picture) line(run []place) {
	points := make([]place, len(run))
	for i, q := range run {
		points[i].x, points[i].y = p.at(q)
	}
	points = simplify(thin(points), 0.08)
	for i, q := range points {
		switch i {
		case 0:
			p.add("M")
		case 1:
			p.add("L")
		default:
			p.add(" ")
		}
		p.px(q.x)
		p.add(" ")
		p.px(q.y)
	}
}

// bars adds bars as one path.
func (p *picture) bars(bars []bar, i int) {
	p.add(`<path class="fill" style="fill-opacity:`, opacities[look(i)], `"`, dash(i), ` d="`)
	for _, b := range bars {
		x0, y0 := p.at(place{b.left, b.base})
		x1, y1 := p.at(place{b.right, b.end})
		p.add("M")
		p.px(x0)
		p.add(" ")
		p.px(y0)
		p.add("V")
		p.px(y1)
		p.add("H")
		p.px(x1)
		p.add("V")
		p.px(y0)
		p.add("z")
	}
	p.add(`"/>`)
}

// dots adds marks as one path, one of those that fall on the same pixel.
func (p *picture) dots(dots []place, i int) {
	symbol := symbols[look(i)]
	if p.chart.Series[i].F != nil {
		symbol = "h0" // a single point of a curve, as round as its line is wide
		p.add(`<path class="line" d="`)
	} else {
		p.add(`<path class="fill line" d="`)
	}
	seen := map[[2]int]bool{}
	for _, d := range dots {
		x, y := p.at(d)
		if key := [2]int{int(x), int(y)}; !seen[key] {
			seen[key] = true
			p.add("M")
			p.px(x)
			p.add(" ")
			p.px(y)
			p.add(symbol)
		}
	}
	p.add(`"/>`)
}

// entry adds a series to the legend.
func (p *picture) entry(i int) {
	e, s := p.legend[i], &p.chart.Series[i]
	y := e.y + 10
	p.add(`<g class="`, class(i), `">`)
	switch {
	case s.F != nil || s.Kind == Line:
		p.add(`<path class="line"`, dash(i), ` d="M`)
		p.px(e.x)
		p.add(" ")
		p.px(y)
		p.add("h", strconv.Itoa(keySize), `"/>`)
	case s.Kind == Bars:
		p.add(`<path class="fill" style="fill-opacity:`, opacities[look(i)], `"`, dash(i), ` d="M`)
		p.px(e.x + keySize - 18)
		p.add(" ")
		p.px(y - 6)
		p.add(`h18v12h-18z"/>`)
	default:
		p.add(`<path class="fill line" d="M`)
		p.px(e.x + keySize - 8)
		p.add(" ")
		p.px(y)
		p.add(symbols[look(i)], `"/>`)
	}
	p.add("</g>")
	p.text(e.x+keySize+8, y+4, "name", "start", e.name)
}

// escape returns a text for XML: without its special characters, and without
// those that XML 1.0 does not allow.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\'':
			b.WriteString("&#39;")
		case r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
