package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

var ctx = context.Background()

func TestServe(t *testing.T) {
	service, err := Open("formulas.txt")
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	quotes, err := os.Open("quotes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer quotes.Close()
	var out strings.Builder
	if err := serve(ctx, service, quotes, &out); err != nil {
		t.Fatal(err)
	}
	const want = `standard: 50.97
member: 53.97
bulk: 41.69
abroad: 120.00
abroad: formulas.txt:16:11: host error: lookup_vat: no rate of value added tax for the country "XX"
none: there is no formula "none"
standard: formulas.txt:5:25: type error: * needs a number, but this is null (give a default, as in (qty ?? 0))
no quote: json: unknown field "discont"
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

// TestServeOn prices on after what is no quote.
func TestServeOn(t *testing.T) {
	service, err := Open("formulas.txt")
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	const right = `{"formula": "standard", "price": 2, "qty": 1}`
	for _, wrong := range []string{"", "{", "[]", "5", `{"price": "two"}`, `{"formula": 5}`, right[1:]} {
		var out strings.Builder
		if err := serve(ctx, service, strings.NewReader(wrong+"\n"+right), &out); err != nil {
			t.Errorf("%q: %v", wrong, err)
		}
		if lines := strings.Split(out.String(), "\n"); !strings.HasPrefix(lines[0], "no quote: ") || lines[1] != "standard: 2.00" {
			t.Errorf("%q: got %q", wrong, lines)
		}
	}
}

// quote is a quote for one piece.
func quote(price int64) *Quote {
	p, one := decimal.NewFromInt(price), 1
	return &Quote{Price: &p, Qty: &one}
}

// write replaces a file of formulas by one that is newer, at once.
func write(t *testing.T, file, text string) {
	t.Helper()
	modified := time.Now()
	if before, err := os.Stat(file); err == nil {
		modified = before.ModTime().Add(time.Second)
	}
	next := file + ".next"
	err := errors.Join(os.WriteFile(next, []byte(text), 0o600), os.Chtimes(next, modified, modified), os.Rename(next, file))
	if err != nil {
		t.Fatal(err)
	}
}

func TestReload(t *testing.T) {
	file := filepath.Join(t.TempDir(), "formulas.txt")
	write(t, file, "double: price * 2\n")
	service, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	q := quote(5)
	price := func(want string) {
		t.Helper()
		got, err := service.Price(ctx, "double", q)
		if err != nil || got.String() != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
	price("10")
	if changed, err := service.Reload(); changed || err != nil {
		t.Errorf("read again without a change: %v", err)
	}

	// A file with errors changes nothing, and all its errors are reported.
	write(t, file, "double: prise * 2\n\n# comment\ntriple:\n\n    three = 3\n    price * three three\n")
	_, err = service.Reload()
	text := calx.Pretty(err)
	for _, want := range []string{"formulas.txt:1:9\n", `did you mean "price"?`, "formulas.txt:7:19\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	price("10")

	write(t, file, "double:\r\n  price * 2.5\r\n")
	if changed, err := service.Reload(); !changed || err != nil {
		t.Errorf("not read: %v", err)
	}
	price("12.5")

	for _, text := range []string{"  x\n", "no colon\n", "a: 1\na: 2\n", "# nothing\n"} {
		write(t, file, text)
		if _, err := service.Reload(); err == nil {
			t.Errorf("%q is a file of formulas", text)
		}
	}
	price("12.5")
}

// TestWatch changes the file while quotes are priced.
func TestWatch(t *testing.T) {
	file := filepath.Join(t.TempDir(), "formulas.txt")
	write(t, file, "f: price\n")
	service, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	watching, stop := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Add(2)
	reports := make(chan error, 10)
	go func() {
		defer group.Done()
		service.Watch(watching, time.Millisecond, func(err error) { reports <- err })
	}()
	go func() {
		defer group.Done()
		for watching.Err() == nil {
			if _, err := service.Price(ctx, "f", quote(0)); err != nil {
				t.Error(err)
			}
		}
	}()
	write(t, file, "f: price +* 1\n")
	err = <-reports
	write(t, file, "f: price + 1\n")
	for {
		price, _ := service.Price(ctx, "f", quote(0))
		if price.Equal(decimal.NewFromInt(1)) {
			break
		}
		time.Sleep(time.Millisecond)
	}
	stop()
	group.Wait()
	if !errors.Is(err, calx.ErrSyntax) || len(reports) > 0 {
		t.Errorf("reported %v and %d more", err, len(reports))
	}
}

func TestHostError(t *testing.T) {
	service, err := Open("formulas.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, err = service.Price(ctx, "abroad", &Quote{Country: "XX"})
	if !errors.Is(err, errNoRate) || !errors.Is(err, calx.ErrHost) {
		t.Errorf("got %v", err)
	}
}
