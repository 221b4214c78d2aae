// Command sheet is a spreadsheet without a screen: cells with formulas, computed
// in the order of their dependencies, and only as far as something has changed.
//
// It reads a file of cells, prints them, and then takes changes line by line:
//
//	$ go run ./examples/sheet
//	…
//	B2: 3.75%
//	B4 = 1157.79
//	…
//
// A formula that would make a cell depend on itself is refused, and says how.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/calx-lang/calx"
)

func main() {
	file := flag.String("cells", "examples/sheet/sheet.txt", "the file of cells")
	flag.Parse()
	f, err := os.Open(*file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer f.Close()
	sheet := NewSheet()
	if err := enter(sheet, f, io.Discard, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, name := range slices.SortedFunc(maps.Keys(sheet.cells), compareCells) {
		show(os.Stdout, sheet, name)
	}
	if err := enter(sheet, os.Stdin, os.Stdout, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// enter sets the cells that the lines of a text name, and shows what changes, and
// what is wrong with the lines.
func enter(sheet *Sheet, in io.Reader, out, errs io.Writer) error {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, formula, ok := strings.Cut(line, ":")
		if !ok {
			fmt.Fprintf(errs, "%q is no cell: write it as in B7: A1 * 2\n", line)
			continue
		}
		changed, err := sheet.Set(strings.TrimSpace(name), strings.TrimSpace(formula))
		if err != nil {
			fmt.Fprintln(errs, calx.Pretty(err))
		}
		for _, name := range changed {
			show(out, sheet, name)
		}
	}
	return lines.Err()
}

// show prints the value of a cell, or what is wrong with it.
func show(out io.Writer, sheet *Sheet, name string) {
	if v, err := sheet.Value(name); err != nil {
		fmt.Fprintf(out, "%s ! %v\n", name, err)
	} else {
		fmt.Fprintf(out, "%s = %v\n", name, v)
	}
}
