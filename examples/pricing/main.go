// Command pricing computes prices by formulas that stand in a file and can be
// changed while it runs.
//
// It reads quotes, one JSON object a line, and prints their prices:
//
//	go run ./examples/pricing < examples/pricing/quotes.jsonl
//
// Edit examples/pricing/formulas.txt while it waits for a line: the next quote
// is priced by the new formulas, or by the old ones if the new ones have an
// error, which is then reported with its place in the file.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/calx-lang/calx"
)

func main() {
	file := flag.String("formulas", "examples/pricing/formulas.txt", "the file of formulas")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	service, err := Open(*file)
	if err != nil {
		fmt.Fprintln(os.Stderr, calx.Pretty(err))
		os.Exit(1)
	}
	go service.Watch(ctx, time.Second, func(err error) {
		fmt.Fprintln(os.Stderr, calx.Pretty(err)+"\nthe formulas before stay in force")
	})
	if err := serve(ctx, service, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers the quotes of a stream.
func serve(ctx context.Context, service *Service, in io.Reader, out io.Writer) error {
	for quotes := json.NewDecoder(in); ; {
		var q struct {
			Formula string
			Quote
		}
		if err := quotes.Decode(&q); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		price, err := service.Price(ctx, q.Formula, &q.Quote)
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", q.Formula, err)
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", q.Formula, price.StringFixed(2))
	}
}
