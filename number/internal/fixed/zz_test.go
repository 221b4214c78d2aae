package fixed

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"syscall"
	"testing"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func meas(f func()) time.Duration {
	best := time.Hour
	for k := 0; k < 5; k++ {
		n := 1
		for {
			s := cpu()
			for i := 0; i < n; i++ {
				f()
			}
			d := cpu() - s
			if d > 20*time.Millisecond || n > 1<<20 {
				if d/time.Duration(n) < best {
					best = d / time.Duration(n)
				}
				break
			}
			n *= 2
		}
	}
	return best
}

func TestTune(t *testing.T) {
	if os.Getenv("TUNE") == "" {
		t.Skip()
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, d := range []int{50, 100, 300, 1000, 3000, 6000, 10000, 15000, 20000, 30000, 60000, 100000} {
		p := BitsOf(d)
		x := rnd(r, p)
		y := rnd(r, 2*p)
		w := NewWork(nil)
		w.Ln2(p + 200)
		w.Pi(p + 200)
		fmt.Printf("%6d digits mul %v sqr %v sqrt %v quo %v", d, meas(func() { w.Mul(&w.prod, x, x) }), meas(func() { w.Sqr(&w.prod, x) }), meas(func() { w.Sqrt(new(big.Int), x, p) }), meas(func() { w.Quo(new(big.Int), y, x) }))
		if os.Getenv("TUNE") == "m" {
			fmt.Println()
			continue
		}
		fmt.Printf(" exp %v/", meas(func() { w.Exp(x, p) }))
		if d >= 3000 {
			fmt.Printf("%v", meas(func() { w.expBurst(x, p) }))
		}
		fmt.Printf(" sincos %v/", meas(func() { w.SinCos(x, p) }))
		if d >= 3000 {
			fmt.Printf("%v", meas(func() { w.sincosBurst(x, p) }))
		}
		fmt.Printf(" ln %v/", meas(func() { w.lnNewton(x, uint(x.BitLen()), p) }))
		if d >= 1000 {
			fmt.Printf("%v", meas(func() { w.lnAGM(x, uint(x.BitLen()), p) }))
		}
		fmt.Printf(" atan %v\n", meas(func() { w.Atan(x, p) }))
	}
}
