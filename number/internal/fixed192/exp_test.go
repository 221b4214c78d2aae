package fixed192

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// meter holds the worst error that a test has seen, in total and as a part of its bound.
type meter struct {
	name        string
	worst, part float64
}

// check compares got·10^dexp with want and fails beyond the bound rho.
func (m *meter) check(t *testing.T, arg any, got float, dexp int, rho uint64, want *big.Float) {
	t.Helper()
	if rho >= hopeless {
		return
	}
	g := got.bigFloat()
	if dexp != 0 {
		g.SetPrec(refPrec).Mul(g, bigPow10(dexp))
	}
	err := rhoOf(g, want)
	m.worst = max(m.worst, err)
	m.part = max(m.part, err/float64(rho))
	if err > float64(rho) {
		t.Fatalf("%s(%+v): error %g beyond the bound %d", m.name, arg, err, rho)
	}
}

func (m *meter) log(t *testing.T) {
	t.Helper()
	t.Logf("%-8s worst error %.4g units, at most %.0f%% of its bound", m.name, m.worst, 100*m.part)
}

// randArg returns an argument with |x| < 2^maxExp; small ones are as likely as large ones down to 2^minExp.
func randArg(r *rand.Rand, minExp, maxExp int) float {
	m := rand192(r)
	m.w2 |= 1 << 63
	return float{m, int32(minExp + r.IntN(maxExp-minExp+1)), r.IntN(2) == 0}
}

func TestExpError(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	m, m1 := meter{name: "exp"}, meter{name: "expm1"}
	for range 4000 {
		x := randArg(r, -70, 12)
		y, dexp, rho := exp(x, 0)
		e := refExp(x.bigFloat())
		m.check(t, x, y, dexp, rho, e)
		if x.exp <= 7 {
			y, rho = expm1(x, 0)
			e := refExp(x.bigFloat())
			m1.check(t, x, y, 0, rho, e.Sub(e, refInt(1)))
		}
	}
	m.log(t)
	m1.log(t)
}

func benchDecimals(n int, lo, hi float64) []Decimal {
	r := rand.New(rand.NewPCG(9, 10))
	ds := make([]Decimal, 0, n)
	for len(ds) < n {
		d := randDecimal(r, 34)
		d.Exp = -33
		x, _ := d.refFloat().Float64()
		if d.Neg && lo >= 0 {
			d.Neg = false
			x = -x
		}
		if x >= lo && x < hi {
			ds = append(ds, d)
		}
	}
	return ds
}
