package layout

import (
	"strings"
	"testing"
)

// items describes open a, b, c close as lists are.
func items(p *Printer, f Flags, fill bool, list ...string) {
	p.Group(f)
	p.Lit("[")
	p.Indent()
	for i, s := range list {
		switch {
		case i == 0:
			p.Softline()
		case fill:
			p.Lit(",")
			p.Fill()
		default:
			p.Lit(",")
			p.Line()
		}
		p.Lit(s)
	}
	p.IfBroken(",")
	p.Dedent()
	p.Softline()
	p.Lit("]")
	p.End()
}

// hug describes f(head, [list]).
func hug(p *Printer, f Flags, head string, list ...string) {
	p.Lit("f")
	p.Hug(f)
	p.Lit("(")
	p.Indent()
	p.Softline()
	p.Lit(head)
	p.Lit(",")
	p.Line()
	p.Last()
	items(p, Target, false, list...)
	p.IfBroken(",")
	p.Dedent()
	p.Softline()
	p.Lit(")")
	p.End()
}

func TestLayout(t *testing.T) {
	const text = "# c  "
	tests := []struct {
		name     string
		describe func(p *Printer)
		want     string
	}{
		{"nothing", func(*Printer) {}, ""},
		{"fits exactly", func(p *Printer) { items(p, 0, false, "aaaa", "bbbb", "cccc", "d") }, "[aaaa, bbbb, cccc, d]\n"},
		{"one too many", func(p *Printer) { items(p, 0, false, "aaaa", "bbbb", "cccc", "dd") }, "[\n  aaaa,\n  bbbb,\n  cccc,\n  dd,\n]\n"},
		{"with what cannot be parted from it", func(p *Printer) {
			items(p, 0, false, "aaaa", "bbbb", "cccc", "d")
			p.Lit(";")
		}, "[\n  aaaa,\n  bbbb,\n  cccc,\n  d,\n];\n"},
		{"up to the next place", func(p *Printer) {
			p.Group(0)
			items(p, 0, false, "aaaa", "bbbb", "cccc")
			p.Line()
			p.Lit("xxxxxxx")
			p.End()
		}, "[aaaa, bbbb, cccc]\nxxxxxxx\n"},
		{"filled", func(p *Printer) {
			items(p, 0, true, "aaaa", "bbbb", "cccc", "dddddddddddddddddddd", "eeee", "ffff", "gggg")
		}, "[\n  aaaa, bbbb, cccc,\n  dddddddddddddddddddd,\n  eeee, ffff, gggg,\n]\n"},
		{"forced", func(p *Printer) { items(p, Force, false, "a", "b") }, "[\n  a,\n  b,\n]\n"},
		{"a forced group breaks those around it", func(p *Printer) {
			p.Group(0)
			p.Lit("x")
			p.Line()
			items(p, Force, false, "a")
			p.End()
		}, "x\n[\n  a,\n]\n"},
		{"a space that nothing follows", func(p *Printer) {
			p.Space()
			p.Lit("x")
			p.Space()
			p.Line()
			p.Lit("y")
			p.Space()
		}, "x\ny\n"},
		{"wide characters", func(p *Printer) { items(p, 0, false, "日本日本", "日本日本xx") }, "[\n  日本日本,\n  日本日本xx,\n]\n"},
		{"hug that fits", func(p *Printer) { hug(p, 0, "a", "b", "c") }, "f(a, [b, c])\n"},
		{"hugged", func(p *Printer) { hug(p, 0, "aaaa", "bbbb", "cccc", "dddd") }, "f(aaaa, [\n  bbbb,\n  cccc,\n  dddd,\n])\n"},
		{"hugged though the target would fit", func(p *Printer) { hug(p, 0, "aaaa", "bbbb", "cccccc"); p.Lit("!") }, "f(aaaa, [\n  bbbb,\n  cccccc,\n])!\n"},
		{"hug with a long head", func(p *Printer) { hug(p, 0, "aaaaaaaaaaaaaaaaaa", "b", "c") }, "f(\n  aaaaaaaaaaaaaaaaaa,\n  [b, c],\n)\n"},
		{"forced hug", func(p *Printer) { hug(p, Force, "a", "b", "c") }, "f(\n  a,\n  [b, c],\n)\n"},
		{"comments", func(p *Printer) {
			p.Lit("x")
			p.Comment(0, len(text), true)
			p.Comment(0, len(text), true)
			p.Blank()
			p.Line()
			p.Comment(0, len(text), false)
			p.Lit("y")
			p.Comment(0, len(text), false)
		}, "x  # c\n# c\n\n# c\ny\n# c\n"},
		{"a comment breaks what is around it", func(p *Printer) {
			p.Group(0)
			p.Lit("(")
			p.Indent()
			p.Softline()
			p.Lit("a")
			p.Comment(0, len(text), true)
			p.Dedent()
			p.Softline()
			p.Lit(")")
			p.End()
		}, "(\n  a  # c\n)\n"},
		{"aligned comments", func(p *Printer) {
			for _, s := range []string{"a", "bbb", "c", strings.Repeat("d", 42), "e"} {
				p.Lit(s)
				p.Comment(0, len(text), true)
				p.Line()
			}
			p.Blank()
			p.Line()
			p.Lit("fff")
			p.Comment(0, len(text), true)
		}, "a    # c\nbbb  # c\nc    # c\n" + strings.Repeat("d", 42) + "  # c\ne  # c\n\n\nfff  # c\n"},
	}
	for _, tt := range tests {
		p := New(text, 21)
		tt.describe(p)
		if got := p.String(); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestIndentation checks that deep nesting neither breaks lines for ever nor
// indents them for ever.
func TestIndentation(t *testing.T) {
	const text = "# c"
	for _, comment := range []bool{false, true} {
		p := New(text, 60)
		const depth = 5000
		for range depth {
			p.Group(Force)
			p.Lit("[")
			p.Indent()
			p.Softline()
		}
		if comment {
			p.Comment(0, len(text), false)
		}
		for range depth {
			p.Dedent()
			p.Softline()
			p.Lit("]")
			p.End()
		}
		got := p.String()
		if want := 2 * depth * (maxIndent + 2); len(got) > want {
			t.Errorf("%d bytes for %d brackets", len(got), depth)
		}
		if first, _, _ := strings.Cut(got, "\n"); first != "[" {
			t.Errorf("the first line is %.100s", first)
		}
	}
}

// TestPieces describes more than the stream holds in one piece.
func TestPieces(t *testing.T) {
	p := New("", 20)
	want := ""
	for range 3 {
		list := make([]string, 5000)
		for i := range list {
			list[i] = "xxxxxx"
		}
		items(p, 0, true, list...)
		p.Flush()
		p.Line()
		want += "[\n" + strings.Repeat("  xxxxxx, xxxxxx,\n", 2500) + "]\n"
	}
	if got := p.String(); got != want {
		t.Errorf("got %d bytes, want %d", len(got), len(want))
	}
}
