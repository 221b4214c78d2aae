package eval

import (
	"context"

	"github.com/shopspring/decimal"
)

// Decimal evaluates the program, whose value must be a number that a
// decimal.Decimal can hold. env is what [Program.Eval] takes.
func (p *Program) Decimal(ctx context.Context, env any) (decimal.Decimal, error) {
	v, err := p.Eval(ctx, env)
	if err != nil {
		return decimal.Decimal{}, err
	}
	return v.Decimal()
}

// Int64 evaluates the program, whose value must be an integer of 64 bits.
func (p *Program) Int64(ctx context.Context, env any) (int64, error) {
	v, err := p.Eval(ctx, env)
	if err != nil {
		return 0, err
	}
	return v.Int64()
}

// Bool evaluates the program, whose value must be a boolean.
func (p *Program) Bool(ctx context.Context, env any) (bool, error) {
	v, err := p.Eval(ctx, env)
	if err != nil {
		return false, err
	}
	return v.Bool()
}

// Text evaluates the program, whose value must be a string.
func (p *Program) Text(ctx context.Context, env any) (string, error) {
	v, err := p.Eval(ctx, env)
	if err != nil {
		return "", err
	}
	return v.Text()
}

// Decimal is [Program.Decimal] with the variables that are set.
func (r *Run) Decimal(ctx context.Context) (decimal.Decimal, error) {
	v, err := r.Eval(ctx)
	if err != nil {
		return decimal.Decimal{}, err
	}
	return v.Decimal()
}

// Int64 is [Program.Int64] with the variables that are set.
func (r *Run) Int64(ctx context.Context) (int64, error) {
	v, err := r.Eval(ctx)
	if err != nil {
		return 0, err
	}
	return v.Int64()
}

// Bool is [Program.Bool] with the variables that are set.
func (r *Run) Bool(ctx context.Context) (bool, error) {
	v, err := r.Eval(ctx)
	if err != nil {
		return false, err
	}
	return v.Bool()
}

// Text is [Program.Text] with the variables that are set.
func (r *Run) Text(ctx context.Context) (string, error) {
	v, err := r.Eval(ctx)
	if err != nil {
		return "", err
	}
	return v.Text()
}
