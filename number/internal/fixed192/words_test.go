package fixed192

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

func toBig(a u192) *big.Int {
	z := new(big.Int).SetUint64(a.w2)
	z.Lsh(z, 64).Or(z, new(big.Int).SetUint64(a.w1))
	return z.Lsh(z, 64).Or(z, new(big.Int).SetUint64(a.w0))
}

// randWord returns words of all kinds, extreme ones often.
func randWord(r *rand.Rand) uint64 {
	switch r.IntN(6) {
	case 0:
		return 0
	case 1:
		return ^uint64(0)
	case 2:
		return r.Uint64() >> r.IntN(64)
	case 3:
		return ^(r.Uint64() >> r.IntN(64))
	}
	return r.Uint64()
}

func rand192(r *rand.Rand) u192 { return u192{randWord(r), randWord(r), randWord(r)} }

func TestMulDiv(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100000 {
		a, b := rand192(r), rand192(r)
		p := new(big.Int).Mul(toBig(a), toBig(b))
		p.Rsh(p, 192)
		if d := p.Sub(p, toBig(mul(a, b))); d.Sign() < 0 || d.Cmp(big.NewInt(5)) >= 0 {
			t.Fatalf("mul(%x, %x) is off by %v", a, b, d)
		}
		b.w2 |= 1 << 63
		if a.less(b) != (toBig(a).Cmp(toBig(b)) < 0) {
			t.Fatalf("less(%x, %x)", a, b)
		}
		if !a.less(b) {
			continue
		}
		q := new(big.Int).Lsh(toBig(a), 192)
		q.Quo(q, toBig(b))
		if d := q.Sub(q, toBig(div(a, b))); d.Sign() < 0 || d.Cmp(big.NewInt(2)) >= 0 {
			t.Fatalf("div(%x, %x) is off by %v", a, b, d)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	x, y := u192{1 << 62, 12345, 678}, u192{3 << 62, 987, 543}
	for b.Loop() {
		x = mul(x, y)
		x.w2 |= 1 << 60
	}
}

func BenchmarkDiv(b *testing.B) {
	x, y := u192{1 << 62, 12345, 678}, u192{3 << 62, 987, 543}
	for b.Loop() {
		x = div(x, y)
		x.w2 &= 1<<62 - 1
	}
}
