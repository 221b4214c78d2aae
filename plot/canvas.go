package plot

import "math"

// A canvas is a grid of dots, of which a character of the terminal shows 2 × 4
// in braille, or one in ASCII. A character has the colour of the series that
// was drawn into it last.
type canvas struct {
	cols, rows int // characters
	cw, ch     int // dots of a character
	dots       []uint8
	owner      []uint8 // the series, counted from 1; 0 for none
}

func newCanvas(cols, rows int, ascii bool) *canvas {
	c := &canvas{cols: cols, rows: rows, cw: 2, ch: 4}
	if ascii {
		c.cw, c.ch = 1, 1
	}
	c.dots = make([]uint8, cols*rows)
	c.owner = make([]uint8, cols*rows)
	return c
}

func (c *canvas) width() int  { return c.cols * c.cw }
func (c *canvas) height() int { return c.rows * c.ch }

// brailleDots are the bits of a braille character's dots, by row and column
// (Unicode 16, Braille Patterns, U+2800 to U+28FF).
var brailleDots = [4][2]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// set draws a dot; row 0 is the uppermost. Dots outside are left out.
func (c *canvas) set(x, y int, series int) {
	if x < 0 || y < 0 || x >= c.width() || y >= c.height() {
		return
	}
	i := y/c.ch*c.cols + x/c.cw
	c.dots[i] |= brailleDots[y%c.ch][x%c.cw]
	c.owner[i] = uint8(min(series+1, math.MaxUint8))
}

// column and row return the dot of a fraction of the axis.
func (c *canvas) column(x float64) int { return scaled(x, c.width()) }
func (c *canvas) row(y float64) int    { return c.height() - 1 - scaled(y, c.height()) }

func scaled(f float64, n int) int {
	if !(f > 0) {
		return 0
	}
	return int(math.Round(min(f, 1) * float64(n-1)))
}

// patterns are how many dots of a line are drawn and left out, in turn: they
// tell series apart without colours.
var patterns = [looks][]int{{1}, {5, 3}, {1, 2}, {6, 2, 1, 2}, {3, 3}, {1, 4}}

// A pen draws the lines of one series in its pattern.
type pen struct {
	*canvas
	series  int
	pattern []int
	stroke  int // of the pattern
	left    int // dots of the stroke to come
}

func (c *canvas) pen(series int) *pen {
	p := &pen{canvas: c, series: series, pattern: patterns[look(series)]}
	if c.cw == 1 {
		p.pattern = patterns[0] // in ASCII each series has its own character
	}
	p.left = p.pattern[0]
	return p
}

// dot draws the next dot of a line, or leaves it out.
func (p *pen) dot(x, y int) {
	if p.stroke%2 == 0 {
		p.set(x, y, p.series)
	}
	if p.left--; p.left == 0 && len(p.pattern) > 1 {
		p.stroke = (p.stroke + 1) % len(p.pattern)
		p.left = p.pattern[p.stroke]
	}
}

// line draws a polyline by J. E. Bresenham, Algorithm for Computer Control of
// a Digital Plotter, IBM Systems Journal 4, 1965.
func (p *pen) line(run []place) {
	x, y := p.column(run[0].x), p.row(run[0].y)
	p.dot(x, y)
	for _, to := range run[1:] {
		x1, y1 := p.column(to.x), p.row(to.y)
		dx, dy := abs(x1-x), -abs(y1-y)
		sx, sy := sign(x1-x), sign(y1-y)
		for err := dx + dy; x != x1 || y != y1; {
			e := 2 * err
			if e >= dy {
				err += dy
				x += sx
			}
			if e <= dx {
				err += dx
				y += sy
			}
			p.dot(x, y)
		}
	}
}

// marks are the dots around a point, three rows of three bits each: squares,
// crosses, and so on tell series apart.
var marks = [looks][3]uint8{
	{0b110, 0b110, 0b000},
	{0b101, 0b010, 0b101},
	{0b010, 0b111, 0b010},
	{0b111, 0b101, 0b111},
	{0b010, 0b101, 0b010},
	{0b111, 0b010, 0b010},
}

// mark draws a point.
func (c *canvas) mark(p place, series int) {
	x, y := c.column(p.x), c.row(p.y)
	if c.cw == 1 {
		c.set(x, y, series)
		return
	}
	// What would stick out at an edge is moved inwards.
	x, y = min(max(x, 1), c.width()-2), min(max(y, 1), c.height()-2)
	for i, bits := range marks[look(series)] {
		for j := range 3 {
			if bits&(0b100>>j) != 0 {
				c.set(x+j-1, y+i-1, series)
			}
		}
	}
}

// fills say which dots of a bar are drawn, by row and column modulo 4 and 2.
var fills = [looks][4]uint8{
	{0b11, 0b11, 0b11, 0b11},
	{0b10, 0b01, 0b10, 0b01},
	{0b11, 0b00, 0b11, 0b00},
	{0b10, 0b10, 0b10, 0b10},
	{0b10, 0b00, 0b01, 0b00},
	{0b11, 0b10, 0b10, 0b10},
}

// bar draws a rectangle. A bar that is wide enough begins and ends with whole
// characters, so that neighbours do not share one and its colour.
func (c *canvas) bar(b bar, series int) {
	w := float64(c.width())
	left, right := int(math.Round(b.left*w)), int(math.Round(b.right*w))
	if cw := c.cw; right-left >= 2*cw {
		left, right = (left+cw-1)/cw*cw, right/cw*cw
	}
	right = max(right, left+1)
	if b.base == b.end {
		return
	}
	top, bottom := c.row(max(b.base, b.end)), c.row(min(b.base, b.end))
	fill := fills[look(series)]
	for y := top; y <= bottom; y++ {
		for x := left; x < right; x++ {
			edge := y == c.row(b.end) || x == left || x == right-1
			if edge && c.cw > 1 || c.cw == 1 || fill[y%4]&(0b10>>(x%2)) != 0 {
				c.set(x, y, series)
			}
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
