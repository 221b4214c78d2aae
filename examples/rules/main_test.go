package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
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

items[].prise
  true
  "a path that leads nowhere"

itms[].price
  true
  "another one"
`)
	text := calx.Pretty(err)
	for _, want := range []string{
		`rules.txt:3:9`, `did you mean "items"?`,
		`rules.txt:7:3`, `rules.txt:8:6`, `did you mean "qty"?`,
		"rules.txt:11: this is a number, not a boolean",
		"rules.txt:12: this is a number, not a string",
		"rules.txt:14:9", `did you mean "price"?`, "rules.txt:18:5",
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

// TestRuleErrors validates orders that a rule cannot be applied to, and what is no
// order: the rest is validated all the same.
func TestRuleErrors(t *testing.T) {
	rules, err := load(t, "items[].discount\r\n  10 / (discount ?? 0) > 5\r\n  \"\"\r\n")
	if err != nil {
		t.Fatal(calx.Pretty(err))
	}
	five := decimal.NewFromInt(5)
	list, err := rules.Validate(ctx, &Order{Items: []Item{{}, {Discount: &five}, {}}})
	if !errors.Is(err, calx.ErrMath) || !strings.HasPrefix(err.Error(), "items[0].discount: ") {
		t.Errorf("got %v", err)
	}
	if len(list) != 1 || list[0].Path != "items[1].discount" {
		t.Errorf("got %v", list)
	}

	var out strings.Builder
	const in = `{
{"id": "A", "itmes": []}
{"id": "B", "items": [{}, {}]}
{"id": "C"}
`
	if err := validate(ctx, rules, strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	want := []string{"no order: unexpected EOF", `no order: json: unknown field "itmes"`, "B: items[0].discount: ", "B: items[1].discount: ", "C: all right", ""}
	got := strings.Split(out.String(), "\n")
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestNoRules(t *testing.T) {
	if _, err := load(t, "# nothing\n\n"); err == nil {
		t.Error("a file without rules is one of rules")
	}
}
