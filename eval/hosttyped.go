package eval

import (
	"context"
	"fmt"
	"math"

	"github.com/calx-lang/calx/diag"
	"github.com/calx-lang/calx/number"
	"github.com/shopspring/decimal"
)

// The signatures that most functions of hosts have are called without
// reflection: it would allocate, and take longer than many of them. All of
// them come down to the canonical form func(ctx, a, b) (r, error).

// A hostCall does the work of a call, as the call of a [Builtin].
type hostCall func(f *frame, k *call, a []Value) Value

// argOf converts argument i, whose kind has been checked.
type argOf[T any] func(f *frame, k *call, i int, v Value) (T, bool)

// resultOf converts a result.
type hostResult[T any] func(f *frame, h *hostFunc, k *call, x T) Value

// valueCall calls a ValueFunc.
func (h *hostFunc) valueCall(fn ValueFunc) hostCall {
	return func(f *frame, k *call, a []Value) Value {
		c, ok := h.enter(f, k, a)
		if !ok {
			return Null
		}
		for i := range a {
			if a[i], ok = f.argument(k, i, a[i]); !ok {
				f.host.calling = nil
				return Null
			}
		}
		v, err := fn(c, a)
		if !h.leave(f, c, k, err) {
			return Null
		}
		return f.adopt(k, v)
	}
}

// typedCall returns the call of a function of a common signature, else nil.
func (h *hostFunc) typedCall(fn any) hostCall {
	switch fn := fn.(type) {
	case func(...Value) Value:
		return h.valueCall(func(_ context.Context, a []Value) (Value, error) { return fn(a...), nil })
	case func(...Value) (Value, error):
		return h.valueCall(func(_ context.Context, a []Value) (Value, error) { return fn(a...) })
	case func(context.Context, ...Value) (Value, error):
		return h.valueCall(func(ctx context.Context, a []Value) (Value, error) { return fn(ctx, a...) })
	}
	for _, try := range []func(h *hostFunc, fn any) hostCall{
		hostUnary(decimalArg), hostUnary(floatArg), hostUnary(textArg), hostUnary(intArg), hostUnary(int64Arg), hostUnary(valueArg),
		hostBinary(decimalArg, decimalArg), hostBinary(floatArg, floatArg), hostBinary(textArg, textArg), hostBinary(valueArg, valueArg),
		hostBinary(decimalArg, textArg), hostBinary(textArg, decimalArg), hostBinary(decimalArg, intArg), hostNullary,
	} {
		if call := try(h, fn); call != nil {
			return call
		}
	}
	return nil
}

func hostNullary(h *hostFunc, fn any) hostCall {
	return firstOf(nullaryTo(h, fn, decimalResult), nullaryTo(h, fn, floatResult), nullaryTo(h, fn, textResult),
		nullaryTo(h, fn, boolResult), nullaryTo(h, fn, valueResult))
}

func hostUnary[A any](in argOf[A]) func(h *hostFunc, fn any) hostCall {
	return func(h *hostFunc, fn any) hostCall {
		return firstOf(unaryTo(h, fn, in, decimalResult), unaryTo(h, fn, in, floatResult), unaryTo(h, fn, in, textResult),
			unaryTo(h, fn, in, boolResult), unaryTo(h, fn, in, intResult), unaryTo(h, fn, in, int64Result), unaryTo(h, fn, in, valueResult))
	}
}

func hostBinary[A, B any](x argOf[A], y argOf[B]) func(h *hostFunc, fn any) hostCall {
	return func(h *hostFunc, fn any) hostCall {
		return firstOf(binaryTo(h, fn, x, y, decimalResult), binaryTo(h, fn, x, y, floatResult), binaryTo(h, fn, x, y, textResult),
			binaryTo(h, fn, x, y, boolResult), binaryTo(h, fn, x, y, valueResult))
	}
}

func firstOf(calls ...hostCall) hostCall {
	for _, c := range calls {
		if c != nil {
			return c
		}
	}
	return nil
}

func nullaryTo[R any](h *hostFunc, fn any, out hostResult[R]) hostCall {
	switch fn := fn.(type) {
	case func() R:
		return call0(h, out, func(context.Context) (R, error) { return fn(), nil })
	case func() (R, error):
		return call0(h, out, func(context.Context) (R, error) { return fn() })
	case func(context.Context) (R, error):
		return call0(h, out, fn)
	}
	return nil
}

func call0[R any](h *hostFunc, out hostResult[R], fn func(context.Context) (R, error)) hostCall {
	return func(f *frame, k *call, a []Value) Value {
		c, ok := h.enter(f, k, a)
		if !ok {
			return Null
		}
		r, err := fn(c)
		if !h.leave(f, c, k, err) {
			return Null
		}
		return out(f, h, k, r)
	}
}

func unaryTo[A, R any](h *hostFunc, fn any, in argOf[A], out hostResult[R]) hostCall {
	switch fn := fn.(type) {
	case func(A) R:
		return call1(h, in, out, func(_ context.Context, a A) (R, error) { return fn(a), nil })
	case func(A) (R, error):
		return call1(h, in, out, func(_ context.Context, a A) (R, error) { return fn(a) })
	case func(context.Context, A) (R, error):
		return call1(h, in, out, fn)
	}
	return nil
}

func call1[A, R any](h *hostFunc, in argOf[A], out hostResult[R], fn func(context.Context, A) (R, error)) hostCall {
	return func(f *frame, k *call, a []Value) Value {
		c, ok := h.enter(f, k, a)
		if !ok {
			return Null
		}
		x, ok := in(f, k, 0, a[0])
		if !ok {
			f.host.calling = nil
			return Null
		}
		r, err := fn(c, x)
		if !h.leave(f, c, k, err) {
			return Null
		}
		return out(f, h, k, r)
	}
}

func binaryTo[A, B, R any](h *hostFunc, fn any, x argOf[A], y argOf[B], out hostResult[R]) hostCall {
	switch fn := fn.(type) {
	case func(A, B) R:
		return call2(h, x, y, out, func(_ context.Context, a A, b B) (R, error) { return fn(a, b), nil })
	case func(A, B) (R, error):
		return call2(h, x, y, out, func(_ context.Context, a A, b B) (R, error) { return fn(a, b) })
	case func(context.Context, A, B) (R, error):
		return call2(h, x, y, out, fn)
	}
	return nil
}

func call2[A, B, R any](h *hostFunc, in1 argOf[A], in2 argOf[B], out hostResult[R], fn func(context.Context, A, B) (R, error)) hostCall {
	return func(f *frame, k *call, a []Value) Value {
		c, ok := h.enter(f, k, a)
		if !ok {
			return Null
		}
		x, ok := in1(f, k, 0, a[0])
		if !ok {
			f.host.calling = nil
			return Null
		}
		y, ok := in2(f, k, 1, a[1])
		if !ok {
			f.host.calling = nil
			return Null
		}
		r, err := fn(c, x, y)
		if !h.leave(f, c, k, err) {
			return Null
		}
		return out(f, h, k, r)
	}
}

func valueArg(f *frame, k *call, i int, v Value) (Value, bool) { return f.argument(k, i, v) }

func textArg(_ *frame, _ *call, _ int, v Value) (string, bool) { return v.str(), true }

func decimalArg(f *frame, k *call, i int, v Value) (decimal.Decimal, bool) {
	d, err := v.number().Decimal()
	if err != nil {
		k.fail(f, i, diag.Value, "out-of-range", k.what(i)+" has too large an exponent for a decimal.Decimal", "", k.what(i))
	}
	return d, err == nil
}

func floatArg(f *frame, k *call, i int, v Value) (float64, bool) {
	x := v.number().Float64()
	if math.IsInf(x, 0) {
		k.fail(f, i, diag.Value, "out-of-range", k.what(i)+" is beyond the range of a float64", "", k.what(i), "float64")
		return 0, false
	}
	return x, true
}

func int64Arg(f *frame, k *call, i int, v Value) (int64, bool) {
	return k.int64(f, i, v, math.MinInt64, math.MaxInt64)
}

func intArg(f *frame, k *call, i int, v Value) (int, bool) {
	x, ok := k.int64(f, i, v, math.MinInt, math.MaxInt)
	return int(x), ok
}

// int64 returns v, argument i, as an integer within [low, high].
func (k *call) int64(f *frame, i int, v Value, low, high int64) (int64, bool) {
	n := v.number()
	x, ok := n.Int64()
	switch {
	case ok && low <= x && x <= high:
		return x, true
	case !n.IsInteger():
		k.fail(f, i, diag.Value, "not-an-integer", k.what(i)+" must be an integer", "", k.what(i))
	default:
		k.fail(f, i, diag.Value, "out-of-range", fmt.Sprintf("%s must be from %d to %d", k.what(i), low, high), "",
			k.what(i), fmt.Sprint(low), fmt.Sprint(high))
	}
	return 0, false
}

func valueResult(f *frame, _ *hostFunc, k *call, v Value) Value { return f.adopt(k, v) }

func decimalResult(f *frame, h *hostFunc, k *call, x decimal.Decimal) Value {
	n, err := number.FromDecimal(x)
	if err != nil {
		return h.returned(f, k, x) // for its message
	}
	return f.adopt(k, NumberValue(n))
}

func floatResult(f *frame, h *hostFunc, k *call, x float64) Value {
	n, err := number.FromFloat64(x)
	if err != nil {
		return h.returned(f, k, x)
	}
	return f.adopt(k, NumberValue(n))
}

func textResult(f *frame, _ *hostFunc, k *call, x string) Value { return f.adopt(k, StringValue(x)) }

func boolResult(f *frame, _ *hostFunc, k *call, x bool) Value { return f.adopt(k, Boolean(x)) }

func intResult(f *frame, _ *hostFunc, k *call, x int) Value {
	return f.adopt(k, NumberValue(number.FromInt64(int64(x))))
}

func int64Result(f *frame, _ *hostFunc, k *call, x int64) Value {
	return f.adopt(k, NumberValue(number.FromInt64(x)))
}
