package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/calx-lang/calx"
	"github.com/shopspring/decimal"
)

// A Quote is what a price depends on: the environment of the formulas. Price and
// Qty are pointers, since nil is null, with which no formula computes: a quote
// that lacks them is an error, and not free.
type Quote struct {
	Price    *decimal.Decimal `json:"price"`
	Qty      *int             `json:"qty"`
	Discount decimal.Decimal  `json:"discount"`
	Country  string           `json:"country"`
}

// A Service prices quotes. Any number of goroutines may use it, also while its
// formulas are read again.
type Service struct {
	file string
	book atomic.Pointer[book]
}

// A book is one state of the file: compiled once, and never changed.
type book struct {
	modified time.Time
	size     int64
	formulas map[string]*calx.ProgramFor[Quote]
}

// Open returns a service with the formulas of a file.
func Open(file string) (*Service, error) {
	s := &Service{file: file}
	_, err := s.Reload()
	return s, err
}

// Price computes a price. Each call sees one state of the file.
func (s *Service) Price(ctx context.Context, formula string, q *Quote) (decimal.Decimal, error) {
	prog := s.book.Load().formulas[formula]
	if prog == nil {
		return decimal.Zero, fmt.Errorf("there is no formula %q", formula)
	}
	return prog.Decimal(ctx, q)
}

// Reload reads the file again if it has changed, and reports whether it has.
// If anything in it is wrong, what was read before stays in force as a whole.
func (s *Service) Reload() (changed bool, err error) {
	info, err := os.Stat(s.file)
	if err != nil {
		return false, err
	}
	if b := s.book.Load(); b != nil && b.modified.Equal(info.ModTime()) && b.size == info.Size() {
		return false, nil
	}
	text, err := os.ReadFile(s.file)
	if err != nil {
		return false, err
	}
	formulas, err := compile(s.file, string(text))
	if err != nil {
		return false, err
	}
	s.book.Store(&book{info.ModTime(), info.Size(), formulas})
	return true, nil
}

// Watch reads the file again whenever it has changed, until the context ends.
// An error is reported once for each state of the file.
func (s *Service) Watch(ctx context.Context, interval time.Duration, report func(error)) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	last := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		_, err := s.Reload()
		switch {
		case err == nil:
			last = ""
		case err.Error() != last:
			last = err.Error()
			report(err)
		}
	}
}

// compile compiles the formulas of a file. The error holds all that is wrong.
func compile(file, text string) (map[string]*calx.ProgramFor[Quote], error) {
	list, err := split(file, text)
	if err != nil {
		return nil, err
	}
	formulas := make(map[string]*calx.ProgramFor[Quote], len(list))
	var errs []error
	for _, f := range list {
		formulas[f.name], err = calx.CompileFor[Quote](f.text,
			calx.At(file, f.line, f.column), // errors then name the place in the file
			calx.WithRounding(calx.HalfUp),
			calx.Limits{Steps: 10_000}, // whoever writes a formula cannot stop the shop
			vatFunc)
		errs = append(errs, err)
	}
	return formulas, errors.Join(errs...)
}

// vatFunc gives formulas the rate of a country. Its errors become those of the
// evaluation, and errors.Is finds errNoRate in them.
var vatFunc = calx.WithFunc("lookup_vat", func(country string) (decimal.Decimal, error) {
	rate, ok := vatRates[country]
	if !ok {
		return decimal.Zero, fmt.Errorf("%w for the country %q", errNoRate, country)
	}
	return rate, nil
}, calx.Params("country"), calx.Doc("The rate of value added tax in a country."), calx.Pure())

var errNoRate = errors.New("no rate of value added tax")

var vatRates = map[string]decimal.Decimal{
	"AT": decimal.RequireFromString("0.20"),
	"DE": decimal.RequireFromString("0.19"),
	"HU": decimal.RequireFromString("0.27"),
}
