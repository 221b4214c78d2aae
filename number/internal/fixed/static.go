package fixed

import (
	"encoding/binary"
	"math/big"
	"sync"
)

// Constants of up to staticBits fraction bits need no computing. They are written with staticGuard more.
const (
	staticBits  = 448
	staticGuard = 64
)

// staticWords are the constants with staticBits+staticGuard fraction bits, cut off: 64-bit words, the leading one first.
// TestStaticConstants computes them anew.
var staticWords = [numConstants][9]uint64{
	{ // π
		0x0000000000000003, 0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,
		0x082efa98ec4e6c89, 0x452821e638d01377, 0xbe5466cf34e90c6c, 0xc0ac29b7c97c50dd,
		0x3f84d5b5b5470917,
	},
	{ // ln 2
		0x0000000000000000, 0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af, 0x40f343267298b62d,
		0x8a0d175b8baafa2b, 0xe7b876206debac98, 0x559552fb4afa1b10, 0xed2eae35c1382144,
		0x27573b291169b825,
	},
	{ // ln 10
		0x0000000000000002, 0x4d763776aaa2b05b, 0xa95b58ae0b4c28a3, 0x8a3fb3e76977e43a,
		0x0f187a0807c0b5ca, 0x58bc0b5ec6a04173, 0x31c32f00b17c35a0, 0xb1889061042f8b6b,
		0xee3de2100b945b59,
	},
	{ // e
		0x0000000000000002, 0xb7e151628aed2a6a, 0xbf7158809cf4f3c7, 0x62e7160f38b4da56,
		0xa784d9045190cfef, 0x324e7738926cfbe5, 0xf4bf8d8d8c31d763, 0xda06c80abb1185eb,
		0x4f7c7b5757f59584,
	},
	{ // Euler's constant
		0x0000000000000000, 0x93c467e37db0c7a4, 0xd1be3f810152cb56, 0xa1cecc3af65cc019,
		0x0c03df34709affbd, 0x8e4b59fa03a9f0ee, 0xd0649ccb621057d1, 0x1056ae9132135a08,
		0xe43b4673d74bafea,
	},
}

// staticConstant returns a constant with staticBits+staticGuard fraction bits. The result must not be changed.
func staticConstant(id int) *big.Int { return staticOnce()[id] }

var staticOnce = sync.OnceValue(func() *[numConstants]*big.Int {
	var c [numConstants]*big.Int
	for id, words := range staticWords {
		var buf []byte
		for _, v := range words {
			buf = binary.BigEndian.AppendUint64(buf, v)
		}
		c[id] = new(big.Int).SetBytes(buf)
	}
	return &c
})
