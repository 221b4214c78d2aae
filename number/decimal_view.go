package number

import (
	"math/big"
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/shopspring/decimal"
)

// shopspring's Decimal gives its coefficient only as a copy, or as 64 bits of which it does not say whether they are all.
// Environments are full of decimals, and reading one takes less time than asking how many digits it has. So this file,
// and no other of the package, looks at its memory: a pointer to a big.Int, which is a sign and a slice of words, and the
// exponent. That this is still so is verified when the first decimal is read, by the types and by a sample; where it is not,
// FromDecimal goes through the methods, and nothing but speed is lost.

// decimalView is decimal.Decimal as it lies in memory.
type decimalView struct {
	value *bigView // nil for zero
	exp   int32
}

// bigView is big.Int as it lies in memory.
type bigView struct {
	neg bool
	abs []big.Word // the least significant first, no leading zeros
}

// viewState is 0 as long as nobody has asked whether the views are right, then 1 if they are and 2 if not.
var viewState atomic.Int32

// viewable reports whether the views are right.
func viewable() bool {
	state := viewState.Load()
	return state == 1 || state == 0 && verifyViews()
}

//go:noinline
func verifyViews() bool {
	state := int32(2)
	if sameLayout(reflect.TypeFor[decimalView](), reflect.TypeFor[decimal.Decimal]()) &&
		sameLayout(reflect.TypeFor[bigView](), reflect.TypeFor[big.Int]()) && samplesAgree() {
		state = 1
	}
	viewState.Store(state)
	return state == 1
}

// sameLayout reports whether two structs have the same fields at the same places, as far as a view of one as the other goes.
func sameLayout(view, real reflect.Type) bool {
	if real.Kind() != reflect.Struct || real.NumField() != view.NumField() || real.Size() != view.Size() {
		return false
	}
	for i := range view.NumField() {
		v, r := view.Field(i), real.Field(i)
		if v.Name != r.Name || v.Offset != r.Offset || v.Type.Kind() != r.Type.Kind() {
			return false
		}
		switch v.Type.Kind() {
		case reflect.Pointer:
			if r.Type.Elem() != reflect.TypeFor[big.Int]() {
				return false
			}
		case reflect.Slice:
			if v.Type.Elem() != r.Type.Elem() {
				return false
			}
		}
	}
	return true
}

// samplesAgree reports whether the sign and the words of -(2^64 + 5) are where the views look for them.
func samplesAgree() bool {
	c := new(big.Int).Lsh(big.NewInt(-1), 64)
	d := decimal.NewFromBigInt(c.Sub(c, big.NewInt(5)), -3)
	v := viewDecimal(&d)
	hi, lo := words128(v.value.abs)
	return v.exp == -3 && v.value.neg && hi == 1 && lo == 5
}

// viewDecimal returns d as it lies in memory. Nothing of it may be changed.
func viewDecimal(d *decimal.Decimal) *decimalView { return (*decimalView)(unsafe.Pointer(d)) }
