"""Powers, roots and logarithms by whole numbers alone: exact comparisons, and a series with its error bound."""

from __future__ import annotations

from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)


def half_up(value: Fraction, digits: int) -> Fraction:
    """Round a number that is not negative to the nearest decimal, a half upwards."""
    return Fraction(floor(value * 10**digits + HALF), 10**digits)


def root_rounded(value: Fraction, degree: int, digits: int) -> Fraction:
    """Return the root, rounded half up: the largest decimal whose lower half-way point is not above the root."""
    return _largest(value, degree, digits, limit=None) or Fraction(0)


def power_rounded(base: Fraction, exponent: Fraction, digits: int, limit: Fraction) -> Fraction | None:
    """Return base^exponent, rounded half up; None where that is not below the limit.

    base^(p/q) is the q-th root of base^p, so it is compared with a fraction by comparing q-th powers.
    """
    if exponent == 0:
        return Fraction(1)
    if base == 0:
        return Fraction(0)
    return _largest(base**exponent.numerator, exponent.denominator, digits, limit=limit)


def _largest(value: Fraction, degree: int, digits: int, limit: Fraction | None) -> Fraction | None:
    """Return the largest k / 10^digits with (k - 1/2) / 10^digits <= the root of the value."""
    scale = 10**digits

    def reached(k: int) -> bool:
        # ((2k - 1) / 2 scale)^degree <= value, over whole numbers
        return k == 0 or (2 * k - 1) ** degree * value.denominator <= value.numerator * (2 * scale) ** degree

    if limit is not None and reached(int(limit * scale)):
        return None
    above = 1
    while reached(above):
        above *= 2
    low = 0
    while above - low > 1:
        middle = (low + above) // 2
        if reached(middle):
            low = middle
        else:
            above = middle
    return Fraction(low, scale)


def ln_rounded(value: Fraction, digits: int) -> Fraction:
    """Return the natural logarithm, rounded half up on its size."""
    if value == 1:
        return Fraction(0)
    if value < 1:
        return -ln_rounded(1 / value, digits)
    terms = 8
    while True:
        low, high = ln_between(value, terms)
        if half_up(low, digits) == half_up(high, digits):
            return half_up(low, digits)
        terms *= 2


def ln_between(value: Fraction, terms: int) -> tuple[Fraction, Fraction]:
    """Return two numbers around ln of a value above 1: with value = 2^e m, 1 <= m < 2, e ln 2 + ln m."""
    halvings = 0
    while value >= 2:  # noqa: PLR2004
        value /= 2
        halvings += 1
    two, rest = series(Fraction(1, 3), terms), series((value - 1) / (value + 1), terms)
    return halvings * two[0] + rest[0], halvings * two[1] + rest[1]


def series(z: Fraction, terms: int) -> tuple[Fraction, Fraction]:
    """Return two numbers around 2 (z + z^3/3 + z^5/5 + …) = ln((1 + z) / (1 - z)), for 0 <= z <= 1/3.

    What is left out is less than the next term times 1 + 1/9 + 1/81 + … = 9/8.
    """
    total, power = Fraction(0), z
    for place in range(terms):
        total += power / (2 * place + 1)
        power *= z * z
    rest = power / (2 * terms + 1) * Fraction(9, 8)
    return 2 * total, 2 * (total + rest)
