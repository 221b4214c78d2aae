package plot

import (
	"strings"
	"unicode/utf8"

	"github.com/calx-lang/calx/diag"
)

// A Theme says how a chart looks as text. The zero value is braille without
// colours.
type Theme struct {
	// Series are escape sequences, such as "\x1b[36m", that begin the colour of
	// a series; they are used in turn. None means no colours at all.
	Series []string
	// Axis begins the colour of axes and labels, if Series has any.
	Axis string
	// ASCII avoids all characters beyond ASCII, for terminals without them.
	ASCII bool
}

// Themes of the sixteen colours that every terminal has, for a dark and for a
// light background.
var (
	Dark  = Theme{Series: []string{"\x1b[36m", "\x1b[33m", "\x1b[35m", "\x1b[32m", "\x1b[31m", "\x1b[34m"}, Axis: "\x1b[2m"}
	Light = Theme{Series: []string{"\x1b[34m", "\x1b[31m", "\x1b[35m", "\x1b[32m", "\x1b[36m", "\x1b[33m"}, Axis: "\x1b[2m"}
)

const reset = "\x1b[0m"

// The sizes that Text draws in: what is asked for is brought within them.
const (
	minCols, maxCols = 8, 1000
	minRows, maxRows = 1, 500
)

// A layout is a chart laid out on a terminal.
type layout struct {
	chart  *Chart
	theme  Theme
	cols   int // of the whole
	rows   int
	scene  *scene
	canvas *canvas
	gutter int // columns to the left of the axis, for labels
	legend []string
	lines  []string
}

// Text draws the chart in at most so many columns and rows. Lines end in a
// newline and have no white space at their ends. In a small place the labels
// of x, the legend, the title and the labels of y are left out, in this order.
func (c *Chart) Text(cols, rows int, theme Theme) string {
	l := &layout{chart: c, theme: theme, cols: min(max(cols, minCols), maxCols), rows: min(max(rows, minRows), maxRows)}
	l.scene = c.scene(grid{w: float64(2 * l.cols), h: float64(4 * l.rows), even: min(max(2*l.cols, 64), 1000), tolerance: 0.4, rows: l.rows / 3})
	title, axis, note, legend := l.divide()
	if title {
		l.add(l.centered(c.Title))
	}
	if legend {
		l.lines = append(l.lines, l.legend...)
	}
	height := l.rows - len(l.lines)
	if axis {
		height -= 2
	}
	if note {
		height--
	}
	l.plot(height)
	if axis {
		l.xAxis()
	}
	return strings.Join(l.lines, "\n") + "\n"
}

// divide decides what there is room for: title, axis of x, a note below it if
// its labels need one, legend.
func (l *layout) divide() (title, axis, note, legend bool) {
	room := l.rows - 3 // rows that the curves do not need
	l.setXTicks(l.cols)
	note = l.scene.x.offset != ""
	need := 2
	if note {
		need = 3
	}
	if axis = room >= need; axis {
		room -= need
	}
	if len(l.chart.Series) > 1 {
		if l.legend = l.legendLines(); len(l.legend) <= room {
			legend = true
			room -= len(l.legend)
		}
	}
	return l.chart.Title != "" && room >= 1, axis, axis && note, legend
}

func (l *layout) add(line string) { l.lines = append(l.lines, strings.TrimRight(line, " ")) }

func (l *layout) centered(text string) string {
	text = fit(text, l.cols, l.theme.ASCII)
	return strings.Repeat(" ", (l.cols-width(text))/2) + text
}

// The characters of the frame.
type strokes struct{ vertical, tickLeft, horizontal, tickBelow, corner, zeroLine, zeroColumn string }

var (
	boxStrokes   = strokes{"│", "┤", "─", "┬", "└", "┈", "┊"}
	asciiStrokes = strokes{"|", "+", "-", "+", "+", "-", ":"}
)

func (l *layout) strokes() strokes {
	if l.theme.ASCII {
		return asciiStrokes
	}
	return boxStrokes
}

// plot draws the curves, with the axis of y and its labels.
func (l *layout) plot(height int) {
	height = max(height, 1)
	sc := l.scene
	l.gutter = 0
	if !sc.empty {
		l.setYTicks(height)
	}
	for _, t := range sc.y.ticks {
		l.gutter = max(l.gutter, len(t.label))
	}
	if l.gutter > l.cols/2 || l.cols-l.gutter < 10 {
		l.gutter, sc.y.ticks = 0, nil
	}
	if sc.y.offset != "" && sc.y.ticks != nil && height > 1 {
		l.add(l.offsetNote("y", sc.y))
		height--
	}
	height = evenly(sc.y.ticks, height)
	l.canvas = newCanvas(l.cols-l.gutter-1, height, l.theme.ASCII)
	l.draw()
	labels := make([]string, height)
	for _, t := range sc.y.ticks {
		labels[l.canvas.row(t.at)/l.canvas.ch] = t.label
	}
	zero := l.zeroRow()
	column := l.zeroColumn()
	for row, label := range labels {
		s := l.strokes()
		axis := strings.Repeat(" ", l.gutter-len(label)) + label + s.vertical
		if label != "" {
			axis = strings.Repeat(" ", l.gutter-len(label)) + label + s.tickLeft
		}
		l.add(l.paint(axis, l.theme.Axis) + l.cells(row, row == zero, column))
	}
	if sc.empty {
		l.notice(height)
	}
}

// evenly returns a height, up to three rows less, in which ticks that reach from
// end to end stand in rows at equal distances.
func evenly(ticks []tick, height int) int {
	n := len(ticks) - 1
	if n < 1 || !ends(ticks) || (height-1)%n > min(3, height/5) || height > 6 && (height-1)/n < 2 {
		return height
	}
	return height - (height-1)%n
}

// setYTicks puts ticks on the axis of y: at equal distances from end to end if
// that is possible, else some rows apart, else wherever there are rows.
func (l *layout) setYTicks(height int) {
	y := l.scene.y
	l.spaceYTicks(height, 1.6, true)
	if len(y.ticks) < 3 || !ends(y.ticks) {
		l.spaceYTicks(height, 1.6, false)
	}
	if len(y.ticks) < 2 {
		l.spaceYTicks(height, 0.99, false)
	}
}

// spaceYTicks puts ticks on the axis of y that are at least so many rows apart,
// if asked for only such that all distances can be the same.
func (l *layout) spaceYTicks(height int, least float64, equal bool) {
	l.scene.y.setTicks(min(max(height-1, 1), 10), step{}, func(ticks []tick) bool {
		if n := len(ticks) - 1; equal && n > 0 && (evenly(ticks, height)-1)%n != 0 {
			return false
		}
		for i := 1; i < len(ticks); i++ {
			if (ticks[i].at-ticks[i-1].at)*float64(height-1) < least {
				return false
			}
		}
		return true
	})
}

// draw draws the series, the first ones last: what comes first is most
// important, and is seen where curves meet.
func (l *layout) draw() {
	for i := len(l.scene.shapes) - 1; i >= 0; i-- {
		sh := &l.scene.shapes[i]
		for _, b := range sh.bars {
			l.canvas.bar(b, i)
		}
		pen := l.canvas.pen(i)
		for _, run := range sh.lines {
			pen.line(run)
		}
		for _, p := range sh.dots {
			if l.chart.Series[i].F != nil {
				l.canvas.set(l.canvas.column(p.x), l.canvas.row(p.y), i)
			} else {
				l.canvas.mark(p, i)
			}
		}
	}
}

// zeroRow returns the row in which y is 0, -1 for none within the drawing.
func (l *layout) zeroRow() int {
	y := l.scene.y
	if y.Min.Sign() >= 0 || y.Max.Sign() <= 0 {
		return -1
	}
	return l.canvas.row(y.fraction(zero)) / l.canvas.ch
}

// zeroColumn returns the column in which x is 0, -1 for none, or if x only
// counts the points.
func (l *layout) zeroColumn() int {
	x := l.scene.x
	if !l.chart.hasCurves() || x.Min.Sign() >= 0 || x.Max.Sign() <= 0 {
		return -1
	}
	return l.canvas.column(x.fraction(zero)) / l.canvas.cw
}

// cells returns the characters of a row of the canvas.
func (l *layout) cells(row int, zeroRow bool, zeroColumn int) string {
	var b strings.Builder
	color, s := "", l.strokes()
	for col := range l.canvas.cols {
		i := row*l.canvas.cols + col
		text, want := " ", ""
		switch owner := int(l.canvas.owner[i]); {
		case owner > 0:
			text, want = l.glyph(l.canvas.dots[i], owner-1), l.color(owner-1)
		case zeroRow:
			text, want = s.zeroLine, l.theme.Axis
		case col == zeroColumn:
			text, want = s.zeroColumn, l.theme.Axis
		default:
			want = color // a space has none
		}
		if len(l.theme.Series) > 0 && want != color {
			if color != "" {
				b.WriteString(reset)
			}
			b.WriteString(want)
			color = want
		}
		b.WriteString(text)
	}
	line := strings.TrimRight(b.String(), " ")
	if color != "" && len(l.theme.Series) > 0 {
		line += reset
	}
	return line
}

// asciiMarks are the characters of series in ASCII.
const asciiMarks = "*o+x#@"

func (l *layout) glyph(dots uint8, series int) string {
	if l.theme.ASCII {
		i := look(series)
		return asciiMarks[i : i+1]
	}
	if dots == 0 {
		return " "
	}
	return string(rune(0x2800) + rune(dots))
}

// color returns the escape sequence of a series, "" if there are no colours.
func (l *layout) color(series int) string {
	if len(l.theme.Series) == 0 {
		return ""
	}
	return l.theme.Series[series%len(l.theme.Series)]
}

// paint gives a text a colour, if there are colours.
func (l *layout) paint(text, color string) string {
	if len(l.theme.Series) == 0 || color == "" || text == "" {
		return text
	}
	return color + text + reset
}

// notice says, in the middle of the last rows, that nothing was drawn.
func (l *layout) notice(height int) {
	at := len(l.lines) - 1 - height/2
	text := fit("nothing to draw", l.canvas.cols, true)
	pad := (l.canvas.cols - len(text)) / 2
	l.lines[at] = l.paint(strings.Repeat(" ", l.gutter)+l.strokes().vertical, l.theme.Axis) + strings.Repeat(" ", pad) + text
}

// setXTicks puts ticks on the axis of x whose labels fit into so many columns.
func (l *layout) setXTicks(cols int) {
	l.scene.x.setTicks(min(max(cols/6, 1), 20), l.chart.leastXStep(), func(ticks []tick) bool {
		for i := 1; i < len(ticks); i++ {
			need := float64(len(ticks[i-1].label)+len(ticks[i].label))/2 + 2
			if (ticks[i].at-ticks[i-1].at)*float64(cols) < need {
				return false
			}
		}
		return true
	})
}

// xAxis adds the axis of x and its labels.
func (l *layout) xAxis() {
	x, cols := l.scene.x, l.canvas.cols
	l.setXTicks(cols)
	s := l.strokes()
	axis := make([]string, cols)
	for i := range axis {
		axis[i] = s.horizontal
	}
	labels := make([]byte, 0, l.cols)
	for _, t := range x.ticks {
		col := l.canvas.column(t.at) / l.canvas.cw
		axis[col] = s.tickBelow
		at := min(max(l.gutter+1+col-len(t.label)/2, 0), l.cols-len(t.label))
		if at < 0 || at < len(labels) || at == len(labels) && at > 0 {
			continue // the label was moved into the one before
		}
		for len(labels) < at {
			labels = append(labels, ' ')
		}
		labels = append(labels, t.label...)
	}
	l.add(l.paint(strings.Repeat(" ", l.gutter)+s.corner+strings.Join(axis, ""), l.theme.Axis))
	l.add(l.paint(string(labels), l.theme.Axis))
	if x.offset != "" {
		l.add(l.offsetNote("x", x))
	}
}

// offsetNote says what is to be added to the labels of an axis.
func (l *layout) offsetNote(name string, a *axis) string {
	return l.paint(fit(name+" = "+a.offset+" +", l.cols, l.theme.ASCII), l.theme.Axis)
}

// hasCurves reports whether any series is that of a function.
func (c *Chart) hasCurves() bool {
	for i := range c.Series {
		if c.Series[i].F != nil {
			return true
		}
	}
	return false
}

// hasBars reports whether any series is one of bars.
func (c *Chart) hasBars() bool {
	for i := range c.Series {
		if c.Series[i].F == nil && c.Series[i].Kind == Bars {
			return true
		}
	}
	return false
}

// leastXStep returns how close ticks of x may be: there are none between the
// places of bars, or of points that all stand over whole numbers.
func (c *Chart) leastXStep() step {
	if c.hasBars() || !c.hasCurves() && c.overIntegers() {
		return step{1, 0}
	}
	return step{}
}

func (c *Chart) overIntegers() bool {
	for i := range c.Series {
		for _, p := range c.Series[i].Points {
			if !p.X.IsInteger() {
				return false
			}
		}
	}
	return true
}

// legendLines returns the legend: a sample of each series and its name.
func (l *layout) legendLines() []string {
	var lines []string
	line, used := "", 0
	for i := range l.chart.Series {
		key := l.key(i)
		name := fit(l.chart.Series[i].Name, l.cols-width(key)-1, l.theme.ASCII)
		n := width(key) + 1 + width(name)
		if used > 0 && used+3+n > l.cols {
			lines = append(lines, line)
			line, used = "", 0
		}
		if used > 0 {
			line += "   "
			used += 3
		}
		line += l.paint(key, l.color(i)) + " " + name
		used += n
	}
	return append(lines, strings.TrimRight(line, " "))
}

// key returns a sample of a series as it is drawn.
func (l *layout) key(series int) string {
	if l.theme.ASCII {
		return l.glyph(0, series)
	}
	s := &l.chart.Series[series]
	c := newCanvas(4, 1, false)
	switch {
	case s.F != nil || s.Kind == Line:
		c.pen(series).line([]place{{0, 0.5}, {1, 0.5}})
	case s.Kind == Bars:
		c = newCanvas(2, 1, false)
		c.bar(bar{0, 1, 0, 1}, series)
	default:
		c = newCanvas(2, 1, false)
		c.mark(place{0.5, 0.5}, series)
	}
	text := ""
	for _, dots := range c.dots {
		text += l.glyph(dots, series)
	}
	return text
}

// fit returns a text fit to be shown in so many columns: without control
// characters, and shortened if it is too long. For ASCII everything else
// becomes a question mark.
func fit(text string, cols int, ascii bool) string {
	text = diag.Clean(text, 4*maxCols)
	more := "…"
	if ascii {
		more = "~"
		text = strings.Map(func(r rune) rune {
			if r >= utf8.RuneSelf {
				return '?'
			}
			return r
		}, text)
	}
	if width(text) <= cols {
		return text
	}
	used := 0
	for i, r := range text {
		if used += diag.RuneWidth(r); used >= cols {
			return text[:i] + more
		}
	}
	return text
}

// width returns how many columns a text takes.
func width(text string) int {
	n := 0
	for _, r := range text {
		n += diag.RuneWidth(r)
	}
	return n
}
