// Package plot draws curves, points and bars, as text for a terminal and as
// SVG. It knows nothing of the language: it is given functions and points over
// exact decimals, which stay exact up to the last step, so that an axis may
// lie at 1e40 or be 1e-300 wide, and its labels are exact. Only the place of a
// dot on the drawing is a float64.
//
// A [Chart] says what to draw; [Chart.Text] and [Chart.WriteSVG] draw it, each
// with as many evaluations as its resolution deserves.
package plot

import (
	"github.com/calx-lang/calx/number"
)

// A Kind is a way to draw a series.
type Kind uint8

// The kinds.
const (
	Line Kind = iota // a curve: of F, or through the points in their order
	Dots             // the points, not joined
	Bars             // a bar from zero to each point
)

// A Point is a place in the plane.
type Point struct {
	X, Y number.Number
	// Gap says that there is no value at X: the place stays free, and a line is
	// not drawn across.
	Gap bool
}

// A Series is one curve, one row of bars, or one cloud of points.
type Series struct {
	// Name stands in the legend. Any text will do: it is escaped, and
	// shortened where it is too long.
	Name string
	Kind Kind
	// F is the function that a Line shows, if it is not nil. It returns ok =
	// false where it is not defined: the curve is not joined across.
	F func(x number.Number) (y number.Number, ok bool)
	// Points are what a series without F shows.
	Points []Point
}

// A Range is an interval of an axis. If its ends are equal, as those of the
// zero value are, it is found from the data.
type Range struct{ Min, Max number.Number }

// auto reports whether the range is to be found from the data.
func (r Range) auto() bool { return number.Cmp(r.Min, r.Max) == 0 }

// A Chart is what is drawn.
type Chart struct {
	Title  string // may be empty
	XName  string // of the horizontal axis, for the SVG; may be empty
	X, Y   Range
	Series []Series

	// Width and Height are the size of the SVG in CSS pixels, from 120 × 80 to
	// 10,000 × 10,000; 0 means 720 × 440.
	Width, Height int

	// Evaluations bounds how often one F is called for one drawing; 0 means
	// [DefaultEvaluations]. A drawing takes at least its first, even sampling.
	Evaluations int

	// Enough, if not nil, is asked between evaluations. When it returns true
	// the curves are drawn from what is known by then.
	Enough func() bool
}

// DefaultEvaluations bounds the calls of one function for one drawing.
const DefaultEvaluations = 10_000

// DefaultRange is the interval of x for functions if neither the chart nor a
// series of points says which.
var DefaultRange = Range{number.FromInt64(-10), number.FromInt64(10)}

// looks is how many colours there are for series, and how many patterns.
const looks = 6

// look returns the pattern of a series. Those that share a colour, since there
// are more series than colours, have different ones.
func look(series int) int { return (series + series/looks) % looks }

// sums adds, subtracts and multiplies: exactly, up to more digits than any
// axis has, beyond which an exact result would be of no use.
var sums = number.Context{Precision: 300, RoundAll: true}

// ratios divides, to as many digits as a float64 holds for certain.
var ratios = number.Context{Precision: 15, RoundAll: true}

func sub(a, b number.Number) number.Number {
	d, err := sums.Sub(a, b)
	if err != nil { // a difference beyond the exponent limit
		return a
	}
	return d.WithRounded(false)
}

func add(a, b number.Number) number.Number {
	d, err := sums.Add(a, b)
	if err != nil {
		return a
	}
	return d.WithRounded(false)
}

func mul(a, b number.Number) number.Number {
	d, err := sums.Mul(a, b)
	if err != nil {
		return a
	}
	return d.WithRounded(false)
}

// ratio returns a/b as a float64, 0 where that cannot be.
func ratio(a, b number.Number) float64 {
	q, err := ratios.Quo(a, b)
	if err != nil {
		return 0
	}
	return q.Float64()
}

// float returns the shortest decimal number that is f; f has to be finite.
func float(f float64) number.Number {
	n, _ := number.FromFloat64(f)
	return n
}

// maxWords is how long, in 64-bit words, a coordinate is kept: more than 250
// digits.
const maxWords = 14

var zero number.Number

// short returns v with a number of digits that a drawing can use at most: a
// curve of factorials should not fill the memory.
func short(v number.Number) number.Number {
	if v.Words() <= maxWords {
		return v
	}
	r, err := sums.RoundSig(v, 19*maxWords)
	if err != nil {
		return v
	}
	return r.WithRounded(v.Rounded())
}
