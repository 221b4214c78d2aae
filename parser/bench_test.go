package parser

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/calx-lang/calx/diag"
)

func BenchmarkParse(b *testing.B) {
	terms := make([]string, 1000)
	for i := range terms {
		terms[i] = fmt.Sprintf("a%d", i%37)
	}
	for _, bench := range []struct{ name, src string }{
		{"constant", "12.34 * 5 + 6"},
		{"price", "price * qty * (1 - discount) * (1 + tax) + shipping"},
		{"sum of 1000", strings.Join(terms, " + ")},
		{"calls", "round(sum(items, i => i.price * i.qty) * (1 + rates[country].vat), 2)"},
		{"choice", `if age < 18 then "child" else if age < 65 then "adult" else "senior"`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			src := &diag.Source{Text: bench.src}
			b.ReportAllocs()
			b.SetBytes(int64(len(src.Text)))
			for b.Loop() {
				if _, err := Parse(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// repeated reads one line again and again.
type repeated struct {
	line string
	left int // of the lines
	at   int // bytes of the first one that were read
}

func (r *repeated) Read(p []byte) (n int, err error) {
	for r.left > 0 && n < len(p) {
		c := copy(p[n:], r.line[r.at:])
		n += c
		if r.at += c; r.at == len(r.line) {
			r.at = 0
			r.left--
		}
	}
	if n == 0 {
		err = io.EOF
	}
	return n, err
}

func BenchmarkStream(b *testing.B) {
	for _, release := range []bool{false, true} {
		b.Run(map[bool]string{false: "kept", true: "released"}[release], func(b *testing.B) {
			const line = "total = price * qty * (1 - discount)\n"
			b.ReportAllocs()
			b.SetBytes(int64(len(line)))
			s := NewStream(&repeated{line: line, left: b.N}, "", Options{})
			b.ResetTimer()
			for {
				if _, _, err := s.Next(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
				if release {
					s.Release()
				}
			}
		})
	}
}
