package fixed192

import (
	"math/rand/v2"
	"testing"
)

func TestTrigError(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	ms, mc, mt := meter{name: "sin"}, meter{name: "cos"}, meter{name: "tan"}
	for i := range 3000 {
		d := randDecimal(r, 1+r.IntN(MaxDigits))
		switch i % 3 {
		case 0:
			d.Exp += int32(r.IntN(MaxDigits))
		case 1:
			d.Exp -= int32(r.IntN(20))
		}
		v, rhoV, o, ok := reduceCircle(d)
		if !ok {
			if x, _ := d.refFloat().Float64(); x < 1e37 && x > -1e37 {
				t.Fatalf("%+v is not reduced", d)
			}
			continue
		}
		sin, cos := refSinCos(d.refFloat())
		y, rho := sinOctant(v, rhoV, o)
		ms.check(t, d, y, 0, rho, sin)
		y, rho = tanOctant(v, rhoV, o)
		mt.check(t, d, y, 0, rho, ref().Quo(sin, cos))
		v.neg = false
		y, rho = sinOctant(v, rhoV, o+2)
		mc.check(t, d, y, 0, rho, cos)
	}
	ms.log(t)
	mc.log(t)
	mt.log(t)
}
