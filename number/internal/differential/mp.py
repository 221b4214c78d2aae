#!/usr/bin/env python3
"""Checks lines printed by the program beside this file against mpmath: every result must be the true value, rounded once.

    go run ./number/internal/differential -n 10000 | python3 number/internal/differential/mp.py

Each value is computed with 2P + 60 digits; where these do not settle the rounding, with more; a value that then still lies
on a boundary is taken for exactly that. Needs mpmath; with gmpy2 it is several times faster.
"""
import decimal
import sys
from collections import Counter

import mpmath
from mpmath import mp, libmp

MODES = {
    "half_even": decimal.ROUND_HALF_EVEN, "half_up": decimal.ROUND_HALF_UP, "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP, "down": decimal.ROUND_DOWN, "ceiling": decimal.ROUND_CEILING, "floor": decimal.ROUND_FLOOR,
    "05up": decimal.ROUND_05UP,
}
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
EXACT = decimal.Context(prec=100000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


def degrees(f):
    def g(x):
        # The reduction is exact in rationals, so that nothing is lost near the multiples of 90.
        x = frac(x)
        k = (x + 45) // 90
        r = x - 90 * k
        a = mpmath.mpf(r.numerator) / r.denominator * mp.pi / 180
        return f(a, int(k) % 4)
    return g


def frac(text):
    from fractions import Fraction
    return Fraction(text)


def sind(a, k):
    return [mpmath.sin(a), mpmath.cos(a), -mpmath.sin(a), -mpmath.cos(a)][k]


def tand(a, k):
    return mpmath.tan(a) if k % 2 == 0 else -1 / mpmath.tan(a)


def log1p(x):
    return mpmath.log1p(x)


def lgamma(x):
    # ln|gamma|: mpmath's loggamma is complex for negative arguments.
    if x > 0:
        return mpmath.loggamma(x)
    return mpmath.log(abs(mpmath.gamma(x)))


def root(x, n):
    n = int(n)
    s = 1
    if x < 0 and n % 2:
        s, x = -1, -x
    return s * mpmath.exp(mpmath.log(x) / n)


ONE = {
    "sqrt": mpmath.sqrt, "cbrt": lambda x: mpmath.cbrt(x) if x >= 0 else -mpmath.cbrt(-x), "exp": mpmath.exp,
    "expm1": mpmath.expm1, "ln": mpmath.ln, "log10": mpmath.log10, "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "log1p": log1p, "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "asin": mpmath.asin, "acos": mpmath.acos,
    "atan": mpmath.atan, "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh, "asinh": mpmath.asinh,
    "acosh": mpmath.acosh, "atanh": mpmath.atanh, "asind": lambda x: mpmath.asin(x) * 180 / mp.pi,
    "acosd": lambda x: mpmath.acos(x) * 180 / mp.pi, "atand": lambda x: mpmath.atan(x) * 180 / mp.pi,
    "to_degrees": lambda x: x * 180 / mp.pi, "to_radians": lambda x: x * mp.pi / 180, "gamma": mpmath.gamma,
    "lgamma": lgamma, "erf": mpmath.erf, "erfc": mpmath.erfc,
}
TEXT = {"sind": degrees(sind), "cosd": degrees(lambda a, k: sind(a, (k + 1) % 4)), "tand": degrees(tand)}
TWO = {
    "atan2": lambda y, x: mpmath.atan2(y, x) if x or y else mpmath.nan, "hypot": lambda x, y: mpmath.sqrt(x * x + y * y), "log": lambda x, b: mpmath.log(x) / mpmath.log(b) if b > 0 else mpmath.nan,
    "pow": lambda x, y: mpmath.power(x, y), "root": root,
}

# Limits that mpmath rounds values to: the magnitude is always less.
LIMITS = {"tanh": 1, "erf": 1, "erfc": 2, "expm1": 1}


def value(name, x, y, digits):
    """The value to about so many digits, as a Decimal, or None."""
    mp.dps = digits + 20
    try:
        if name in TEXT:
            v = TEXT[name](x)
        elif name in ONE:
            v = ONE[name](mpmath.mpf(x))
        else:
            v = TWO[name](mpmath.mpf(x), mpmath.mpf(y))
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    if isinstance(v, mpmath.mpc):
        return None
    if mpmath.isinf(v) or mpmath.isnan(v):
        return None
    if v == 0:
        return decimal.Decimal(0)
    if name in LIMITS and abs(v) == LIMITS[name] and abs(mpmath.mpf(x)) > 1:
        # Closer to the limit than the precision shows: the true value lies on the near side of it.
        return EXACT.multiply(int(v), EXACT.subtract(1, decimal.Decimal((0, (1,), 8 - digits))))
    sign, text, exp = libmp.to_digits_exp(v._mpf_, digits + 10)
    # to_digits_exp gives d.ddd × 10^exp as a string of digits
    return EXACT.create_decimal(sign + text[0] + "." + text[1:] + "e" + str(exp))


def rounded(v, prec, mode):
    return decimal.Context(prec=prec, rounding=MODES[mode], Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN).plus(v)


def snap(v, digits):
    """v rounded to so many digits: boundaries become exact."""
    return decimal.Context(prec=digits, rounding=decimal.ROUND_HALF_EVEN, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN).plus(v)


def check(name, mode, prec, x, y, got):
    size = max(len(x), len(y) if name in TWO else 0)
    digits = 2 * prec + 60 + size
    while True:
        v = value(name, x, y, digits)
        if v is None:
            return got.startswith("error"), "an error"
        if v == 0:
            return (not got.startswith("error") and decimal.Decimal(got) == 0), "0"
        # The error of v, with some room for mpmath's own.
        eps = decimal.Decimal((0, (1,), v.adjusted() - digits + 5))
        lo, hi = rounded(EXACT.subtract(v, eps), prec, mode), rounded(EXACT.add(v, eps), prec, mode)
        if lo == hi:
            break
        if digits > 40 * (prec + size) + 3000:
            lo = rounded(snap(v, digits // 2), prec, mode)
            break
        digits *= 2
    return (not got.startswith("error") and decimal.Decimal(got) == lo), str(lo)


def short(text):
    return text if len(text) <= 400 else text[:200] + "…" + text[-200:]


def main():
    count, bad = Counter(), Counter()
    for line in sys.stdin:
        name, mode, prec, x, y, got = line.split()
        try:
            ok, want = check(name, mode, int(prec), x, y, got)
        except Exception as e:  # mpmath itself fails on some
            ok, want = False, "mpmath: %r" % e
        count[name] += 1
        if not ok:
            bad[name] += 1
            if bad[name] <= 5:
                print("MISROUNDED", name, mode, prec, short(x), short(y), "\n  got ", short(got), "\n  want", short(want))
    for name in sorted(count):
        print("%-10s %6d calls, %d wrong" % (name, count[name], bad[name]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
