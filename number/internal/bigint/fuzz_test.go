package bigint

import (
	"bytes"
	"math/big"
	"testing"
)

// stretch makes a number of up to some thousand limbs of a fuzzer's bytes:
// repeated, they make the lengths that the fast algorithms need.
func stretch(data []byte, times uint16) *big.Int {
	return new(big.Int).SetBytes(bytes.Repeat(data, 1+int(times)%4096))
}

func addSeeds(f *testing.F) {
	f.Add([]byte{0xff}, []byte{0x80, 0}, uint16(4000), uint16(2000))
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0}, []byte{0xff, 0, 0xff, 0xff, 0, 0, 0xff}, uint16(3000), uint16(1500))
	f.Add(bytes.Repeat([]byte{0x5a, 0xa5, 0}, 10), []byte{9, 9, 9}, uint16(2000), uint16(4095))
	f.Add(bytes.Repeat([]byte{0xff, 0, 0}, 16), bytes.Repeat([]byte{0xff}, 40), uint16(2500), uint16(2000))
	f.Add([]byte{}, []byte{1}, uint16(0), uint16(0))
}

func FuzzMul(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, a, b []byte, n, m uint16) {
		checkMul(t, stretch(a, n), stretch(b, m))
	})
}

func FuzzQuoRem(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, a, b []byte, n, m uint16) {
		x, y := stretch(a, n), stretch(b, m)
		checkQuoRem(t, x, y)
		checkQuoRem(t, x.Mul(x, y), y)
	})
}

func FuzzRoot(f *testing.F) {
	f.Add([]byte{0xff}, uint16(3000), uint8(1))
	f.Add([]byte{1, 0}, uint16(2000), uint8(3))
	f.Add([]byte{3, 0xff, 0xff}, uint16(100), uint8(200))
	f.Fuzz(func(t *testing.T, a []byte, n uint16, root uint8) {
		x := stretch(a, n)
		checkRoot(t, x, 1+int(root))
		x.Mul(x, x)
		checkRoot(t, x, 2)
	})
}

func FuzzDecimal(f *testing.F) {
	f.Add([]byte{0xff}, uint16(4000))
	f.Add([]byte{1, 0, 0}, uint16(2000))
	f.Add([]byte("9999999999"), uint16(100))
	f.Fuzz(func(t *testing.T, a []byte, n uint16) {
		checkDecimal(t, stretch(a, n))
	})
}

func FuzzParseDecimal(f *testing.F) {
	f.Add([]byte{9}, uint16(3000))
	f.Add([]byte{1, 0, 0, 0}, uint16(500))
	f.Fuzz(func(t *testing.T, a []byte, n uint16) {
		text := bytes.Repeat(a, 1+int(n)%1024)
		for i := range text {
			text[i] = '0' + text[i]%10
		}
		want, ok := new(big.Int).SetString("0"+string(text), 10)
		got, err := ParseDecimal(text, nil)
		if !ok || err != nil || got.Cmp(want) != 0 {
			t.Fatalf("%d digits are read as %s: %v", len(text), brief(got), err)
		}
	})
}
