package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
)

var ctx = context.Background()

func TestValidate(t *testing.T) {
	rules, err := Load("rules.txt")
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	orders, err := os.Open("orders.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer orders.Close()
	var out strings.Builder
	if err := validate(ctx, rules, orders, &out); err != nil {
		t.Fatal(err)
	}
	const want = `A-1: all right
A-2: customer.email: bob is no e-mail address
A-2: items[0].price: 1.205 is no amount in cents
A-2: items[1].qty: the quantity of book must be positive, not 0
A-2: items[1].discount: 25 % is more than Bob may get
A-3: items: an order has at least one item
A-3: total: the items come to 0.00, not 5.00
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}

func load(t *testing.T, text string) (*Rules, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rules.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(file)
}

// TestLoadErrors reads rules that cannot be right whatever the order is.
func TestLoadErrors(t *testing.T) {
	_, err := load(t, `
items
  count(itms) > 0
  "none"

items[].qty
  qty >= "1"
  f"{qtty} is too few"

total
  total
  total
`)
	text := calx.Pretty(err)
	for _, want := range []string{
		`rules.txt:3:9`, `did you mean "items"?`,
		`rules.txt:7:3`, `rules.txt:8:6`, `did you mean "qty"?`,
		"rules.txt:11: this is a number, not a boolean",
		"rules.txt:12: this is a number, not a string",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	for _, text := range []string{"items\n  true\n", "  items\n  true\n  \"\"\n", "items\ntrue\n\"\"\n"} {
		if _, err := load(t, text); err == nil || !strings.Contains(err.Error(), "rules.txt:1: a rule is") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestRuleErrors validates an order that a rule cannot be applied to.
func TestRuleErrors(t *testing.T) {
	rules, err := load(t, "items[].discount\n  10 / (discount ?? 0) > 5\n  \"\"\n")
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	_, err = rules.Validate(ctx, &Order{Items: make([]Item, 1)})
	if !errors.Is(err, calx.ErrMath) || !strings.HasPrefix(err.Error(), "items[0].discount: ") {
		t.Errorf("got %v", err)
	}
}
