// Command rules validates orders by rules that stand in a file: conditions over
// the fields of Go structs, checked against their types when they are read.
//
// It reads orders, one JSON object a line, and prints what is wrong with them:
//
//	go run ./examples/rules < examples/rules/orders.jsonl
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// An Order is what is validated. The tags name the fields for the rules as for
// JSON.
type Order struct {
	ID       string          `json:"id"`
	Customer Customer        `json:"customer"`
	Items    []Item          `json:"items"`
	Total    decimal.Decimal `json:"total"`
}

// A Customer has ordered.
type Customer struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	VIP   bool   `json:"vip"`
}

// An Item is a line of an order. Without a discount it is null in the rules.
type Item struct {
	Product  string           `json:"product"`
	Price    decimal.Decimal  `json:"price"`
	Qty      int              `json:"qty"`
	Discount *decimal.Decimal `json:"discount"`
}

func main() {
	file := flag.String("rules", "examples/rules/rules.txt", "the file of rules")
	flag.Parse()
	rules, err := Load(*file)
	if err != nil {
		fmt.Fprintln(os.Stderr, calx.Pretty(err)) // with the lines of the file
		os.Exit(1)
	}
	if err := validate(context.Background(), rules, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// validate validates the orders of a stream. What is no order, and rules that
// cannot be applied to one, are reported like the rest.
func validate(ctx context.Context, rules *Rules, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var o Order
		order := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		order.DisallowUnknownFields()
		if err := order.Decode(&o); err != nil {
			fmt.Fprintf(out, "no order: %v\n", err)
			continue
		}
		violations, err := rules.Validate(ctx, &o)
		if len(violations) == 0 && err == nil {
			fmt.Fprintf(out, "%s: all right\n", o.ID)
		}
		for _, v := range violations {
			fmt.Fprintf(out, "%s: %s: %s\n", o.ID, v.Path, v.Message)
		}
		if err != nil {
			fmt.Fprintf(out, "%s: %s\n", o.ID, strings.ReplaceAll(err.Error(), "\n", "\n"+o.ID+": "))
		}
	}
	return lines.Err()
}
