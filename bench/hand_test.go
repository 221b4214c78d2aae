package bench

import (
	"github.com/cockroachdb/apd/v3"
	"github.com/quagmt/udecimal"
	"github.com/shopspring/decimal"
)

// The workloads as a Go programmer writes them for each library of numbers.

// digits is the precision of quotients and functions.
const digits = 34

type shopspring struct {
	*values[decimal.Decimal]
	one, three, twelve, hundred decimal.Decimal
	brackets                    []bracket[decimal.Decimal]
}

func newShopspring() *shopspring {
	return &shopspring{newValues(ss), ss("1"), ss("3"), ss("12"), ss("100"), brackets(ss)}
}

func (e *shopspring) w1() decimal.Decimal { return e.price.Mul(e.qty).Mul(e.one.Sub(e.discount)) }
func (e *shopspring) w2() decimal.Decimal { return e.w1().Mul(e.one.Add(e.tax)).Add(e.shipping) }
func (e *shopspring) w3() bool {
	return (country == "US" || country == "CA") && e.total.GreaterThan(e.hundred) && (tier == "gold" || tier == "platinum")
}

func (e *shopspring) w4() decimal.Decimal {
	for i := range e.brackets {
		if b := &e.brackets[i]; e.income.LessThanOrEqual(b.limit) {
			return b.base.Add(e.income.Sub(b.below).Mul(b.rate))
		}
	}
	return decimal.Decimal{}
}

func (e *shopspring) w5() (sum decimal.Decimal) {
	for i := range e.prices {
		sum = sum.Add(e.prices[i].Mul(e.qtys[i]))
	}
	return sum
}

func (e *shopspring) w7(v decimal.Decimal) (sum decimal.Decimal) {
	for i := range 1000 {
		if i%2 == 1 {
			sum = sum.Add(v.Mul(e.three))
		} else {
			sum = sum.Add(v)
		}
	}
	return sum
}

// w8 works in places, since the library does: some more than 34 digits need.
func (e *shopspring) w8() decimal.Decimal {
	monthly := e.rate.DivRound(e.twelve, digits+4)
	power := must(e.one.Add(monthly).PowWithPrecision(e.n.Neg(), digits+4))
	return e.principal.Mul(e.rate).DivRound(e.twelve, digits).DivRound(e.one.Sub(power), digits)
}

func (e *shopspring) w9() decimal.Decimal { return e.part.DivRound(e.total, digits).Mul(e.hundred) }

type micro struct {
	*values[udecimal.Decimal]
	one, hundred udecimal.Decimal
	brackets     []bracket[udecimal.Decimal]
}

func newMicro() *micro { return &micro{newValues(ud), ud("1"), ud("100"), brackets(ud)} }

func (e *micro) w1() udecimal.Decimal { return e.price.Mul(e.qty).Mul(e.one.Sub(e.discount)) }
func (e *micro) w2() udecimal.Decimal { return e.w1().Mul(e.one.Add(e.tax)).Add(e.shipping) }
func (e *micro) w3() bool {
	return (country == "US" || country == "CA") && e.total.GreaterThan(e.hundred) && (tier == "gold" || tier == "platinum")
}

func (e *micro) w4() udecimal.Decimal {
	for i := range e.brackets {
		if b := &e.brackets[i]; e.income.LessThanOrEqual(b.limit) {
			return b.base.Add(e.income.Sub(b.below).Mul(b.rate))
		}
	}
	return udecimal.Decimal{}
}

func (e *micro) w5() (sum udecimal.Decimal) {
	for i := range e.prices {
		sum = sum.Add(e.prices[i].Mul(e.qtys[i]))
	}
	return sum
}

// cockroach keeps results in variables of the caller, the library's fast way.
type cockroach struct {
	*values[*apd.Decimal]
	ctx                         *apd.Context
	one, three, twelve, hundred *apd.Decimal
	brackets                    []bracket[*apd.Decimal]
	t, u                        apd.Decimal
}

func newCockroach() *cockroach {
	return &cockroach{values: newValues(mustAPD), ctx: apd.BaseContext.WithPrecision(digits), one: mustAPD("1"), three: mustAPD("3"),
		twelve: mustAPD("12"), hundred: mustAPD("100"), brackets: brackets(mustAPD)}
}

func try(_ apd.Condition, err error) {
	if err != nil {
		panic(err)
	}
}

func (e *cockroach) w1(z *apd.Decimal) {
	try(e.ctx.Sub(&e.t, e.one, e.discount))
	try(e.ctx.Mul(z, e.price, e.qty))
	try(e.ctx.Mul(z, z, &e.t))
}

func (e *cockroach) w2(z *apd.Decimal) {
	e.w1(z)
	try(e.ctx.Add(&e.t, e.one, e.tax))
	try(e.ctx.Mul(z, z, &e.t))
	try(e.ctx.Add(z, z, e.shipping))
}

func (e *cockroach) w4(z *apd.Decimal) {
	for i := range e.brackets {
		if b := &e.brackets[i]; e.income.Cmp(b.limit) <= 0 {
			try(e.ctx.Sub(z, e.income, b.below))
			try(e.ctx.Mul(z, z, b.rate))
			try(e.ctx.Add(z, z, b.base))
			return
		}
	}
}

func (e *cockroach) w5(z *apd.Decimal) {
	z.SetInt64(0)
	for i := range e.prices {
		try(e.ctx.Mul(&e.t, e.prices[i], e.qtys[i]))
		try(e.ctx.Add(z, z, &e.t))
	}
}

func (e *cockroach) w7(z, v *apd.Decimal) {
	z.SetInt64(0)
	for i := range 1000 {
		if i%2 == 1 {
			try(e.ctx.Mul(&e.t, v, e.three))
			try(e.ctx.Add(z, z, &e.t))
		} else {
			try(e.ctx.Add(z, z, v))
		}
	}
}

func (e *cockroach) w8(z *apd.Decimal) {
	try(e.ctx.Quo(&e.t, e.rate, e.twelve))
	try(e.ctx.Add(&e.t, &e.t, e.one))
	e.u.Neg(e.n)
	try(e.ctx.Pow(&e.t, &e.t, &e.u))
	try(e.ctx.Sub(&e.t, e.one, &e.t))
	try(e.ctx.Mul(z, e.principal, e.rate))
	try(e.ctx.Quo(z, z, e.twelve))
	try(e.ctx.Quo(z, z, &e.t))
}

func (e *cockroach) w9(z *apd.Decimal) {
	try(e.ctx.Quo(z, e.part, e.total))
	try(e.ctx.Mul(z, z, e.hundred))
}
