package terminal

import (
	"fmt"
	"strings"

	"github.com/calx-lang/calx/diag"
)

// A palette is the colours of a picture: 0 to 15, as terminals number them.
type palette struct {
	background, text, frame string
	colors                  [16]string
}

var darkPalette = palette{"#1e2127", "#d7dae0", "#3b4048", [16]string{
	"#3f4451", "#e06c75", "#98c379", "#d19a66", "#61afef", "#c678dd", "#56b6c2", "#d7dae0",
	"#7f848e", "#ff7a85", "#a5e075", "#f0c674", "#7fc1ff", "#de94f0", "#6fd3df", "#ffffff",
}}

var lightPalette = palette{"#fdfdfd", "#24292f", "#d0d7de", [16]string{
	"#24292f", "#cf222e", "#116329", "#9a6700", "#0550ae", "#8250df", "#1b7c83", "#57606a",
	"#6e7781", "#a40e26", "#1a7f37", "#bf8700", "#0969da", "#a475f9", "#3192aa", "#8c959f",
}}

// Measures of a picture, in pixels.
const (
	cellWidth  = 8.4
	cellHeight = 18
	margin     = 12
)

// SVG returns a picture of the rows that are shown, the cursor included.
func (s *Screen) SVG(light bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &darkPalette
	if light {
		p = &lightPalette
	}
	rows := s.row - s.top + 1
	for i := s.top; i < len(s.lines); i++ {
		if s.lines[i].text() != "" {
			rows = max(rows, i-s.top+1)
		}
	}
	width, height := float64(s.cols)*cellWidth+2*margin, rows*cellHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %.0f %d" font-family="ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`+"\n",
		width, height, width, height)
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%.0f" height="%d" rx="7" fill="%s" stroke="%s"/>`+"\n", width-1, height-1, p.background, p.frame)
	fmt.Fprintf(&b, `<rect x="%s" y="%d" width="%s" height="%d" fill="%s" opacity="0.6"/>`+"\n",
		column(s.col), margin+(s.row-s.top)*cellHeight+1, pixels(cellWidth), cellHeight-2, p.text)
	for i := range rows {
		s.lines[s.top+i].svg(&b, p, margin+i*cellHeight)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func pixels(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

func column(col int) string { return pixels(margin + float64(col)*cellWidth) }

// svg draws a line: a text for every run of cells of one style, stretched to
// its columns, since fonts differ.
func (l *line) svg(b *strings.Builder, p *palette, y int) {
	for col := 0; col < len(l.cells); {
		start, style := col, l.cells[col].Style
		var text strings.Builder
		for col < len(l.cells) && l.cells[col].Style == style {
			c := l.cells[col]
			if c.Text == "" {
				c.Text = " "
			}
			text.WriteString(c.Text)
			col++
			if c.Wide && col < len(l.cells) {
				col++
			}
		}
		run(b, p, text.String(), style, start, col-start, y)
	}
}

func run(b *strings.Builder, p *palette, text string, s Style, col, columns, y int) {
	color, background := p.text, ""
	if s.Color >= 0 {
		color = p.colors[s.Color]
	}
	if s.Background >= 0 {
		background = p.colors[s.Background]
	}
	if s.Reverse {
		if background == "" {
			background = p.background
		}
		color, background = background, color
	}
	if background != "" {
		fmt.Fprintf(b, `<rect x="%s" y="%d" width="%s" height="%d" fill="%s"/>`+"\n", column(col), y, pixels(float64(columns)*cellWidth), cellHeight, background)
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	trimmed := strings.TrimLeft(text, " ")
	col += len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " ")
	wide := 0
	for _, r := range trimmed {
		wide += diag.RuneWidth(r)
	}
	attr := ""
	if s.Bold {
		attr += ` font-weight="bold"`
	}
	fmt.Fprintf(b, `<text x="%s" y="%d" fill="%s" textLength="%s" lengthAdjust="spacingAndGlyphs" xml:space="preserve"%s>%s</text>`+"\n",
		column(col), y+cellHeight-5, color, pixels(float64(wide)*cellWidth), attr, escaper.Replace(trimmed))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
