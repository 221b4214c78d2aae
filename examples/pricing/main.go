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
	"bufio"
	"bytes"
	"context"
	"encoding/json"
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

// serve answers the quotes of a stream. One that is wrong is answered too, and the
// next one served.
func serve(ctx context.Context, service *Service, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var q struct {
			Formula string
			Quote
		}
		quote := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		quote.DisallowUnknownFields() // a misspelt discount would be 0
		if err := quote.Decode(&q); err != nil {
			fmt.Fprintf(out, "no quote: %v\n", err)
			continue
		}
		price, err := service.Price(ctx, q.Formula, &q.Quote)
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", q.Formula, err)
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", q.Formula, price.StringFixed(2))
	}
	return lines.Err()
}
