// Command rules validates orders by rules that stand in a file: conditions over
// the fields of Go structs, checked against their types when they are read.
//
// It reads orders, one JSON object a line, and prints what is wrong with them:
//
//	go run ./examples/rules < examples/rules/orders.jsonl
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

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

// validate validates the orders of a stream.
func validate(ctx context.Context, rules *Rules, in io.Reader, out io.Writer) error {
	for orders := json.NewDecoder(in); ; {
		var o Order
		if err := orders.Decode(&o); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		violations, err := rules.Validate(ctx, &o)
		if err != nil {
			return fmt.Errorf("order %s: %w", o.ID, err)
		}
		if len(violations) == 0 {
			fmt.Fprintf(out, "%s: all right\n", o.ID)
		}
		for _, v := range violations {
			fmt.Fprintf(out, "%s: %s: %s\n", o.ID, v.Path, v.Message)
		}
	}
}
