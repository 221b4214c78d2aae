package parser

import (
	"fmt"
	"github.com/calx-lang/calx/diag"
	"syscall"
	"testing"
)

func cpu() int64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return r.Utime.Nano() + r.Stime.Nano()
}
func TestScratchCPU(t *testing.T) {
	for _, s := range []string{"12.34 * 5 + 6", "price * qty * (1 - discount) * (1 + tax) + shipping", "x", "round(sum(items, i => i.price * i.qty) * (1 + rates[country].vat), 2)"} {
		src := &diag.Source{Text: s}
		best := int64(1 << 60)
		for r := 0; r < 8; r++ {
			t0 := cpu()
			const n = 100000
			for i := 0; i < n; i++ {
				Parse(src)
			}
			best = min(best, (cpu()-t0)/n)
		}
		fmt.Println(s, best, "ns cpu")
	}
}
