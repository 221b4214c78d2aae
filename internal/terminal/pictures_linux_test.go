package terminal

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the pictures of the documentation")

// A picture is a session that ends in what the picture shows.
type picture struct {
	name  string
	setup setup
	keys  []string // each is waited for
	light bool
}

var pictures = []picture{
	{name: "repl-first", setup: setup{cols: 66, rows: 24}, keys: []string{
		"0.1 + 0.2" + enter, "1/3" + enter, "* 3" + enter, "price = 19.99" + enter, "round(price * 3 * (1 - 15%), 2)" + enter,
		"100 + 10%" + enter, "prise * 2" + enter, "price * (1 + 7.5%)"}},
	{name: "repl-complete", setup: setup{cols: 66, rows: 12}, keys: []string{
		"roun" + tab, tab, tab}},
	{name: "repl-lines", setup: setup{cols: 66, rows: 16}, keys: []string{
		"items = [" + enter + "{name: \"Widget\", qty: 3, price: 19.99}," + enter + "{name: \"Gadget\", qty: 1, price: 249}," + enter + "]" + enter,
		"items |> sum(i => i.qty * i.price)" + enter,
		"items[0]." + tab}},
	{name: "repl-hint", setup: setup{cols: 66, rows: 8}, keys: []string{
		"monthly(rate, years, loan) = -pmt(rate / 12, years * 12, loan)" + enter,
		"monthly(4.25%, 30, "}},
	{name: "repl-plot", setup: setup{cols: 66, rows: 20}, keys: []string{
		":plot sin(x), cos(x) from 0 to 2*pi" + enter}},
	{name: "repl-light", setup: setup{cols: 66, rows: 12, env: []string{"COLORFGBG=0;15"}}, light: true, keys: []string{
		"f(x) = if x > 0 then sqrt(x) else null  # a comment" + enter, "map([4, -1, 2], f)" + enter, "f\"{f(2)} is rounded\"" + enter, "f(16) + len(\"abc\")"}},
}

// TestPictures holds the pictures in docs/img against what the program draws;
// with -update it writes them.
func TestPictures(t *testing.T) {
	for _, pic := range pictures {
		t.Run(pic.name, func(t *testing.T) {
			p := start(t, pic.setup)
			for _, keys := range pic.keys {
				p.Type(keys)
				p.Idle()
			}
			got := p.SVG(pic.light)
			name := filepath.Join("../../docs/img", pic.name+".svg")
			if *update {
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want, err := os.ReadFile(name); err != nil || got != string(want) {
				t.Errorf("%s is not what the program draws (go test ./internal/terminal -run Pictures -update writes it): %v\n%s", name, err, p.Text())
			}
		})
	}
}
