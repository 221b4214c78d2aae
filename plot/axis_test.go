package plot

import (
	"strings"
	"testing"

	"github.com/calx-lang/calx/number"
)

func TestNiceStep(t *testing.T) {
	for _, tt := range []struct {
		width string
		n     int
		want  string
	}{
		{"10", 10, "1"}, {"10", 9, "2"}, {"10", 5, "2"}, {"10", 4, "5"}, {"10", 2, "5"}, {"10", 1, "10"}, {"11", 1, "20"},
		{"0.3", 3, "0.1"}, {"0.7", 5, "0.2"}, {"6.283185307179586", 8, "1"}, {"1e300", 4, "5e299"}, {"3e-300", 3, "1e-300"},
		{"1e999999", 1, "1e999999"},
	} {
		if got := niceStep(num(tt.width), tt.n).number(); number.Cmp(got, num(tt.want)) != 0 {
			t.Errorf("niceStep(%s, %d) is %s, want %s", tt.width, tt.n, got, tt.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		min, max string
		most     int
		labels   string
		offset   string
	}{
		{"0", "10", 5, "0 2 4 6 8 10", ""},
		{"0", "1", 5, "0.0 0.2 0.4 0.6 0.8 1.0", ""},
		{"-1", "1", 4, "-1.0 -0.5 0.0 0.5 1.0", ""},
		{"0", "6.283185307179586", 8, "0 1 2 3 4 5 6", ""},
		{"0.05", "0.35", 4, "0.1 0.2 0.3", ""},
		{"0", "0.000003", 3, "0.000000 0.000001 0.000002 0.000003", ""},
		{"0", "0.0000003", 3, "0 1e-7 2e-7 3e-7", ""},
		{"0", "5000000", 5, "0 1000000 2000000 3000000 4000000 5000000", ""},
		{"0", "50000000", 5, "0 1e7 2e7 3e7 4e7 5e7", ""},
		{"1000000", "1000005", 5, "1000000 1000001 1000002 1000003 1000004 1000005", ""},
		{"123456789", "123456794", 5, "+9 +10 +11 +12 +13 +14", "123456780"},
		{"1e40", "10000000000000000000000000000000000000002", 2, "+0 +1 +2", "1e40"},
		{"-1e300", "1e300", 4, "-1.0e300 -0.5e300 0 0.5e300 1.0e300", ""},
		{"-1e-300", "1e-300", 2, "-1e-300 0 1e-300", ""},
		{"1", "1.0000000000001", 2, "+0 +0.5e-13 +1.0e-13", "1"},
	} {
		a := newAxis(span(tt.min, tt.max))
		a.setTicks(tt.most, step{}, func([]tick) bool { return true })
		var labels []string
		for i, tick := range a.ticks {
			labels = append(labels, tick.label)
			if tick.at < -1e-12 || tick.at > 1+1e-12 || i > 0 && tick.at <= a.ticks[i-1].at {
				t.Errorf("%s to %s: a tick at %g", tt.min, tt.max, tick.at)
			}
		}
		if got := strings.Join(labels, " "); got != tt.labels || a.offset != tt.offset {
			t.Errorf("%s to %s: got %s, offset %q; want %s, %q", tt.min, tt.max, got, a.offset, tt.labels, tt.offset)
		}
	}
}

// TestTicksExact reads the labels back: they say exactly where the ticks are.
func TestTicksExact(t *testing.T) {
	for _, r := range []Range{span("-3", "17"), span("0.1", "0.7"), span("1e-9", "7e-9"), span("1e20", "3e21"), span("-7e-400", "1e-399")} {
		a := newAxis(r)
		a.setTicks(8, step{}, func([]tick) bool { return true })
		if len(a.ticks) < 2 {
			t.Fatalf("%v: %d ticks", r, len(a.ticks))
		}
		for _, tick := range a.ticks {
			if at := a.fraction(num(tick.label)); at != tick.at {
				t.Errorf("the label %s lies at %g, its tick at %g", tick.label, at, tick.at)
			}
		}
	}
}

func TestLoose(t *testing.T) {
	for _, tt := range []struct{ min, max, wantMin, wantMax string }{
		{"-0.98", "0.93", "-1", "1"}, {"0", "104", "0", "150"}, {"5", "5", "4", "6"}, {"0", "0", "-1", "1"}, {"-250", "-250", "-350", "-150"},
		{"3e-300", "9e-300", "2e-300", "1e-299"},
	} {
		var e extent
		e.add(num(tt.min))
		e.add(num(tt.max))
		if r := e.loose(4); number.Cmp(r.Min, num(tt.wantMin)) != 0 || number.Cmp(r.Max, num(tt.wantMax)) != 0 {
			t.Errorf("%s to %s widens to %s to %s, want %s to %s", tt.min, tt.max, r.Min, r.Max, tt.wantMin, tt.wantMax)
		}
	}
}
